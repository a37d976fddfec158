"""Write a fictional data set of any size, in the shape of the bundled one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

from brics_cities._storage import canonical
from brics_cities._tables import TABLES, stored_fields

ENGLISH = ["the", "speaker", "said", "that", "towns", "trade", "learn", "build", "plant", "share", "water", "roads"]
PERSIAN = ["سخنران", "گفت", "که", "شهرها", "داد", "و", "ستد", "می‌کنند", "می‌آموزند", "می‌سازند", "آب", "راه", "بوستان"]
CITED = [{"source": "herald"}]


def write(directory: Path, members: int, statements: int) -> None:
    """Write a data set of a given size; on average its texts are as long as the bundled ones."""
    random = Random(2024)
    hexadecimal = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(statements))
    people = [f"person-{number}" for number in range(max(members // 4, 1))]
    topics = [f"topic-{number}" for number in range(20)]

    def text(words: int) -> dict[str, str]:
        persian, english = (" ".join(random.choices(vocabulary, k=words)) for vocabulary in (PERSIAN, ENGLISH))
        return {"original": "fa", "fa": persian, "en": english}

    def named(id: str, kind: str) -> dict[str, object]:
        number = id.rpartition("-")[2]
        return {
            "id": id,
            "name": {"original": "en", "en": f"{kind} {number} of Nowhere", "fa": f"ناکجاآباد {number}"},
            "citations": CITED,
        }

    tables: dict[str, list[dict[str, object]]] = {
        "associations": [
            {**named("league", "League"), "founding": "fair", "purpose": text(20)},
        ],
        "events": [
            {**named("fair", "Fair"), "kind": "meeting", "status": "held", "starts": "2001", "place": "place-0"}
        ],
        "members": [
            {
                **named(f"member-{number}", "Council"),
                "kind": "city-council",
                "place": f"place-{number % 100}",
                "country": "XA",
                "standing": [{"role": "participant", "date": "2001-03", "citations": CITED}],
            }
            for number in range(members)
        ],
        "people": [
            {**named(id, "Mayor"), "office": text(3), "member": f"member-{number}", "country": "XA"}
            for number, id in enumerate(people)
        ],
        "statements": [
            {
                "id": f"statement-{number}",
                "speaker": random.choice(people),
                "event": "fair",
                "kind": "speech",
                "text": text(34),
                "topics": random.sample(topics, random.randint(1, 3)),
                "citations": [
                    {
                        "source": "herald",
                        "passage": {"paragraph": number + 1, "length": 150, "anchor": digest[:8], "sha256": digest},
                    }
                ],
            }
            for number, digest in enumerate(hexadecimal)
        ],
        "topics": [named(id, "Topic") for id in topics],
        "places": [
            {**named(f"place-{number}", "Town"), "country": "XA", "latitude": number / 2, "longitude": number}
            for number in range(100)
        ],
        "countries": [{**named("XA", "Isle"), "alpha_3": "XAA", "numeric": "900"}],
        "sources": [
            {
                "id": "herald",
                "kind": "news",
                "publisher": {"original": "en", "en": "The Nowhere Herald"},
                "url": "https://herald.example/",
                "language": "en",
            }
        ],
    }
    directory.mkdir(parents=True, exist_ok=True)
    for table, cls in TABLES.items():
        defaults = {field.name: field.default for field in stored_fields(cls) if not field.required}
        rows = [defaults | row for row in tables.get(table, [])]
        (directory / f"{table}.json").write_bytes(canonical(rows))
    (directory / "datapackage.json").write_bytes(canonical({"version": "1"}))
