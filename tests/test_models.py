"""The records, and the laws that hold for every class of them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from attrs import NOTHING, evolve, fields, has
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import (
    Agreement,
    Association,
    Citation,
    CitedText,
    Claim,
    Country,
    Event,
    Forum,
    InvalidValueError,
    Member,
    PartialDate,
    Passage,
    Person,
    Place,
    Position,
    Records,
    Source,
    Standing,
    Statement,
    Term,
    Text,
    TimelineEntry,
    Topic,
    Verification,
    forum,
)
from brics_cities._tables import TABLES, citations_in, shape
from brics_cities.models import PARTS, RECORDS
from brics_cities.testing import fictional_forum

INVENTED = fictional_forum(
    every_field=True, members=2, people=2, claims=1, disagreements=1, agreements=1, topics=2, sources=2
)
DAY = PartialDate(year=1001, month=6, day=1)
LATER = PartialDate(year=1002)
WORDS = "Words that nobody said 1"
TERM = evolve(INVENTED.association.terms[0], attested=DAY)
ASSOCIATION = evolve(INVENTED.association, terms=(TERM,))
FORUM = evolve(INVENTED, association=ASSOCIATION, license="https://example.org/")
STATEMENT, EVENT, MEMBER, PERSON = FORUM.statements[0], FORUM.event, FORUM.members[0], FORUM.people[0]
CLAIM, DISAGREEMENT, AGREEMENT = FORUM.claims[0], FORUM.disagreements[0], FORUM.agreements[0]
TOPIC, PLACE, COUNTRY, SOURCE = FORUM.topics[1], FORUM.places[0], FORUM.countries[0], FORUM.sources[1]
CITATION, STANDING, TENURE = STATEMENT.citations[0], MEMBER.standing[0], PERSON.tenures[0]
PARTICIPANT, CITED_TEXT, BRICS_STANDING = EVENT.participants[0], EVENT.agenda[0], COUNTRY.standing[0]
PRINTED, PASSAGE, NAME = EVENT.printed_dates[0], CITATION.passage, PLACE.name
TABLES_OF_ONE: dict[str, Any] = {
    "events": EVENT,
    "members": MEMBER,
    "people": PERSON,
    "statements": STATEMENT,
    "claims": CLAIM,
    "disagreements": DISAGREEMENT,
    "agreements": AGREEMENT,
    "topics": TOPIC,
    "places": PLACE,
    "countries": COUNTRY,
    "sources": SOURCE,
}
EXAMPLES = [
    *TABLES_OF_ONE.values(),
    ASSOCIATION,
    CITATION,
    STANDING,
    BRICS_STANDING,
    TENURE,
    PARTICIPANT,
    CITED_TEXT,
    TERM,
    PASSAGE,
    DAY,
    PRINTED,
    DISAGREEMENT.positions[0],
    FORUM.verify(WORDS)[0],
    FORUM.timeline()[0],
    FORUM,
]
EXAMPLE_OF = {type(example): example for example in EXAMPLES}


UNCHECKED = (Position, Verification, TimelineEntry, Forum)  # only the package makes them
CHECKED = [example for example in EXAMPLES if not isinstance(example, UNCHECKED)]


def least_of(example: Any) -> Any:
    """Return a record with its required fields only."""
    cls = type(example)
    if cls is Claim:  # an integer must have a unit
        return evolve(example, value=DAY, bound="exactly", unit=None)
    return cls(**{field.name: getattr(example, field.name) for field in fields(cls) if field.default is NOTHING})


def parts_of(record: Any) -> Iterator[Any]:
    """Yield the values of the fields of a record, and each item of a tuple."""
    for field in fields(type(record)):
        part = getattr(record, field.name)
        yield from part if isinstance(part, tuple) else (part,)


def values_in(whole: Any) -> Iterator[Any]:
    """Yield a value and everything that it consists of, but not the records that it refers to."""
    yield whole
    if isinstance(whole, (tuple, Records)):
        for item in whole:
            yield from values_in(item)
    elif has(type(whole)) and not isinstance(whole, Text):
        for field in fields(type(whole)):
            part = getattr(whole, field.name)
            yield part
            if not isinstance(part, RECORDS) or isinstance(whole, Forum):
                yield from values_in(part)


def offending(cls: type, name: str, value: Any) -> Any:
    """Return the item of a tuple that is of a wrong type, or else the whole value."""
    (field,) = (field for field in shape(cls) if field.name == name)
    items = value if field.many and isinstance(value, tuple) else ()
    return next((item for item in items if not isinstance(item, field.types)), value)


BUNDLED = evolve(forum)  # the forum itself, not the proxy
WHOLES = [BUNDLED, *EXAMPLES, *map(least_of, EXAMPLES)]
VALUES = list({id(value): value for whole in WHOLES for value in values_in(whole)}.values())
SHOWN = [value for value in VALUES if has(type(value)) and not isinstance(value, Records)]

by_class = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
by_checked_class = pytest.mark.parametrize("example", CHECKED, ids=lambda example: type(example).__name__)


def test_every_class_has_an_example() -> None:
    """There is an example of every class, with every field known."""
    assert {type(example) for example in EXAMPLES} == {*RECORDS, *PARTS, PartialDate, *UNCHECKED}
    assert [part for example in EXAMPLES for part in parts_of(example) if part in (None, ())] == []


@by_class
def test_record_cannot_be_changed(example: Any) -> None:
    """No field of a record can be set or deleted, and no attribute can be added."""
    for name in [*(field.name for field in fields(type(example))), "novel"]:
        with pytest.raises(FrozenInstanceError):
            setattr(example, name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(example, name)
    assert not hasattr(example, "__dict__") or type(example) is Forum


@by_class
def test_fields_are_given_by_name(example: Any) -> None:
    """A record takes its fields by name only, so that their order can change."""
    values = {field.name: getattr(example, field.name) for field in fields(type(example))}
    assert type(example)(**values) == example
    with pytest.raises(TypeError):
        type(example)(*values.values())


@by_class
def test_records_are_equal_if_all_fields_are(example: Any) -> None:
    """Records are equal, with equal hashes, if and only if all fields are equal."""
    twin = evolve(example)
    assert twin is not example
    assert len({twin, example}) == 1
    for field in fields(type(example)):
        if field.name not in ("unit", "month") and field.default not in (NOTHING, getattr(example, field.name)):
            assert evolve(example, **{field.name: field.default}) != example


@by_checked_class
def test_only_optional_fields_can_be_none(example: Any) -> None:
    """A field can be None if and only if it is None by default."""
    least = least_of(example)
    for field in fields(type(least)):
        if field.default is None:
            assert getattr(evolve(least, **{field.name: None}), field.name) is None
        else:
            with pytest.raises(InvalidValueError) as caught:
                evolve(least, **{field.name: None})
            assert (caught.value.field, caught.value.value) == (field.name, None)


@by_checked_class
def test_no_field_accepts_another_type(example: Any) -> None:
    """A field refuses another type, surrounding whitespace and duplicates, and the error has field and value."""
    wrong = [True, float("nan"), 2j, b"x", " x ", [], {}, {"en": "x"}, object(), (None,), ("x",), (CITATION, CITATION)]
    for field, value in product(fields(type(example)), wrong):
        if field.name == "own" and value is True:
            continue
        with pytest.raises(InvalidValueError) as caught:
            evolve(example, **{field.name: value})
        assert caught.value.field == field.name
        assert caught.value.value is offending(type(example), field.name, value)


WRONG: dict[type, dict[str, list[object]]] = {
    Source: {
        "id": ["", "Source", "source 1", 1],
        "kind": ["", "News", "blog"],
        "url": ["", "example.org", "file:///etc/example.org"],
        "language": ["", "english", "EN"],
        "published": ["1001-06-01", 1001, PRINTED],
        "printed_date": ["0380-01-01", DAY],
    },
    Citation: {"source": ["source-1", CITATION], "passage": [WORDS, PASSAGE.sha256]},
    Country: {
        "id": ["", "X", "XAA", "xa"],
        "alpha_3": ["", "XA", "xxa"],
        "numeric": ["", "99", "9999", "۹۹۹", 999],
        "name": ["Nowhere"],
        "citations": [(), [CITATION], CITATION, (SOURCE,)],
    },
    Place: {
        "country": ["XA", PLACE],
        "latitude": [90.5, -91, "38.5", float("inf")],
        "longitude": [180.5, -181, "7", float("inf")],
        "geonames_id": [0, -1, 1.0, "1"],
        "citations": [()],
    },
    Topic: {"broader": ["topic-1", PLACE], "citations": [()]},
    Standing: {"role": ["", "Host", "guest"], "citations": [()]},
    Member: {
        "acronym": ["", "C\nH"],
        "kind": ["", "council"],
        "place": ["place-1", COUNTRY],
        "standing": [[STANDING], STANDING, (STANDING, STANDING)],
        "citations": [()],
    },
    Person: {"member": ["member-1", PERSON], "country": ["XA", PLACE], "citations": [()]},
    CitedText: {"text": ["Nowhere"], "citations": [()]},
    Event: {
        "kind": ["", "party"],
        "status": ["", "cancelled"],
        "printed_dates": [(DAY,), [PRINTED], (PRINTED, PRINTED)],
        "agenda": [(NAME,), [CITED_TEXT], (CITED_TEXT, CITED_TEXT)],
        "participants": [("person-1",), (PERSON,), (PARTICIPANT, PARTICIPANT)],
        "own": [1, "yes", None],
        "citations": [()],
    },
    Term: {"person": ["person-1", MEMBER], "role": ["", "mayor"], "citations": [()]},
    Association: {"founding": ["event-1"], "terms": [(PERSON,), (TERM, TERM)], "citations": [()]},
    Statement: {"kind": ["", "letter"], "topics": [("topic-1",), (TOPIC, TOPIC)], "citations": [()]},
    Claim: {
        "about": ["event-1", CITATION, STANDING],
        "measure": ["", "Guests"],
        "value": [1.5, "1200", PRINTED],
        "bound": ["", "under"],
        "unit": ["", "Persons"],
        "citations": [()],
    },
    Agreement: {
        "kind": ["", "treaty"],
        "parties": [(), (MEMBER,), (MEMBER, MEMBER), (MEMBER, PERSON), [MEMBER, PERSON]],
        "signatories": [("person-1",), (MEMBER,)],
        "citations": [()],
    },
    Passage: {
        "paragraph": [0, -1, 1.0, "1"],
        "length": [0, 15, 16.0],
        "anchor": ["", "0123456G", "0123456", "012345678", "0123456F"],
        "sha256": ["", PASSAGE.sha256[1:], PASSAGE.sha256 + "0", "G" * 64],
    },
}


@pytest.mark.parametrize(
    ("cls", "field", "value"),
    [(cls, field, value) for cls in WRONG for field in WRONG[cls] for value in WRONG[cls][field]],
)
def test_wrong_value_is_refused(cls: type, field: str, value: object) -> None:
    """A field refuses a wrong value, and the error has the field and the value."""
    with pytest.raises(InvalidValueError) as caught:
        evolve(EXAMPLE_OF[cls], **{field: value})
    assert caught.value.field == field
    assert caught.value.value is offending(cls, field, value)


@pytest.mark.parametrize(("latitude", "longitude"), [(90, 180), (-90, -180), (89.99, 179.99)])
def test_bounds_of_degrees_are_included(latitude: float, longitude: float) -> None:
    """A place can be anywhere from pole to pole and from 180 degrees west to 180 degrees east."""
    place = evolve(PLACE, latitude=latitude, longitude=longitude)
    assert (place.latitude, place.longitude) == (latitude, longitude)


@pytest.mark.parametrize("about", TABLES)
def test_claim_can_be_about_any_record(about: str) -> None:
    """A claim is about a record of any table."""
    record = EXAMPLE_OF[TABLES[about]]
    assert evolve(CLAIM, about=record).about is record


@pytest.mark.parametrize(("value", "unit"), [(1200, None), (0, None), (DAY, "persons"), (NAME, "persons")])
def test_integers_have_a_unit(value: object, unit: str | None) -> None:
    """A claim has a unit if and only if its value is an integer."""
    other = None if unit else "persons"
    claim = evolve(CLAIM, bound="exactly")
    assert evolve(claim, value=value, unit=other).unit == other
    with pytest.raises(InvalidValueError) as caught:
        evolve(claim, value=value, unit=unit)
    assert (caught.value.field, caught.value.value) == ("unit", unit)


@pytest.mark.parametrize("value", [DAY, NAME])
def test_only_integers_have_a_bound(value: object) -> None:
    """The bound of a date or a text is always exactly."""
    with pytest.raises(InvalidValueError) as caught:
        evolve(CLAIM, value=value, unit=None, bound="over")
    assert (caught.value.field, caught.value.value) == ("bound", "over")


@given(
    st.sampled_from([EVENT, TERM]),
    st.lists(st.dates(), min_size=2, max_size=2, unique=True).map(sorted),
    st.tuples(*[st.sampled_from([4, 7, 10])] * 2),
)
def test_days_in_order_are_accepted(example: Any, days: list[Any], cuts: tuple[int, int]) -> None:
    """Two days in order can start and end something, at any precision; in reverse order they cannot."""
    starts, ends = (PartialDate.parse(day.isoformat()[:cut]) for day, cut in zip(days, cuts, strict=True))
    assert evolve(example, starts=starts, ends=ends).starts == starts
    first, last = (PartialDate.parse(day.isoformat()) for day in days)
    with pytest.raises(InvalidValueError) as caught:
        evolve(example, starts=last, ends=first)
    assert (caught.value.field, caught.value.value) == ("ends", str(first))


@pytest.mark.parametrize("example", [EVENT, TERM], ids=["Event", "Term"])
@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [
        ("2024", "2024-06", True),
        ("2024-06", "2024", True),
        ("2024-06-30", "2024-06", True),
        ("2024-06", "2024-06-01", True),
        ("2024-06-21", "2024-06-21", True),
        ("2024-06-21", None, True),
        (None, "2024-06-21", True),
        ("2024-07", "2024-06", False),
        ("2024-07", "2024-06-30", False),
        ("2025", "2024-12-31", False),
        ("2024-06-22", "2024-06-21", False),
    ],
)
def test_end_is_not_before_the_start(example: Any, starts: str | None, ends: str | None, fits: bool) -> None:
    """An end is refused if and only if every day that it can mean is before the start."""
    dates = {"starts": starts and PartialDate.parse(starts), "ends": ends and PartialDate.parse(ends)}
    if fits:
        assert evolve(example, **dates).ends == dates["ends"]
    else:
        with pytest.raises(InvalidValueError) as caught:
            evolve(example, **dates)
        assert (caught.value.field, caught.value.value) == ("ends", ends)


def test_copies_are_equal() -> None:
    """Every value in a forum is copied and pickled to an equal value of the same type and hash."""
    copies = [
        (SHOWN, list(map(copy.copy, SHOWN))),
        (SHOWN, copy.deepcopy(SHOWN)),
        (SHOWN, pickle.loads(pickle.dumps(SHOWN))),
        *(
            (EXAMPLES, pickle.loads(pickle.dumps(EXAMPLES, protocol)))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
    ]
    for values, twins in copies:
        assert list(map(type, twins)) == list(map(type, values))
        assert [value for value, twin in zip(values, twins, strict=True) if twin != value] == []
        assert list(map(hash, twins)) == list(map(hash, values))


def test_copied_forum_has_records_of_its_own() -> None:
    """The references in a pickled or deeply copied forum lead to the records of the copy."""
    for twin in (copy.deepcopy(BUNDLED), pickle.loads(pickle.dumps(BUNDLED))):
        assert twin.event is twin.events[BUNDLED.event.id]
        for statement in twin.statements:
            assert statement.speaker is twin.people[statement.speaker.id] is not BUNDLED.people[statement.speaker.id]


def test_repr_shows_references_as_ids() -> None:
    """The repr of a record is one line, in which other records and citations are only ids."""
    for value in SHOWN:
        shown = repr(value)
        assert len(shown.splitlines()) == 1
        for cls in (*TABLES.values(), Citation):
            assert shown.count(f"{cls.__name__}(") == (type(value) is cls)
        for part in [] if isinstance(value, (Forum, Text)) else parts_of(value):
            assert not isinstance(part, RECORDS) or f"<{part.id}>" in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (least_of(MEMBER), "standing=(), note=None, citations=(<source-1>,))"),
        (evolve(STANDING, citations=(CITATION, least_of(CITATION))), "citations=(<source-1 ¶1>, <source-1>))"),
        (AGREEMENT, "parties=(<association>, <member-1>), "),
    ],
    ids=["none and one", "two", "records"],
)
def test_repr_shows_tuples_as_python_does(value: object, shown: str) -> None:
    """A tuple in a repr is written as in Python: with a comma after the last item only if it is the only one."""
    assert shown in repr(value)


def test_str_is_one_line() -> None:
    """Every value in a forum prints as one line that is not empty, without surrounding whitespace and None."""
    for value in SHOWN:
        assert len(str(value).splitlines()) == 1
        assert str(value).strip() == str(value)
    for value in [*EXAMPLES, *map(least_of, EXAMPLES)]:
        assert "None" not in str(value)


@pytest.mark.parametrize("example", [e for e in TABLES_OF_ONE.values() if hasattr(e, "name")], ids=lambda e: e.id)
def test_str_has_the_english_or_original_name(example: Any) -> None:
    """A record prints its English name, or the original one if there is no English name."""
    assert example.name.en in str(example)
    assert "جویبار" in str(evolve(example, name=Text({"fa": "جویبار", "ru": "Ручьи"})))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (CITATION, "source-1 ¶1"),
        (least_of(CITATION), "source-1"),
        (STANDING, "participant, 1001"),
        (least_of(STANDING), "participant"),
        (MEMBER, "City Hall of Nowhere 1 (CHN1)"),
        (EVENT, "Meeting that never was 1, Nowhere 1, 1001"),
        (evolve(EVENT, ends=LATER), "Meeting that never was 1, Nowhere 1, 1001/1002"),
        (evolve(EVENT, starts=DAY, ends=DAY, place=None), "Meeting that never was 1, 1001-06-01"),
        (evolve(EVENT, ends=None), "Meeting that never was 1, Nowhere 1, 1001"),
        (evolve(EVENT, starts=None, ends=LATER), "Meeting that never was 1, Nowhere 1, 1002"),
        (TERM, "Nobody 1, chair, attested 1001-06-01"),
        (evolve(TERM, attested=None), "Nobody 1, chair, from 1001 to 1002"),
        (least_of(TERM), "Nobody 1, chair, from an unknown date"),
        (CLAIM, "association, undisputed-1: 1 unicorns"),
        (evolve(CLAIM, value=1200), "association, undisputed-1: 1,200 unicorns"),
        (evolve(CLAIM, bound="at-least"), "association, undisputed-1: at least 1 unicorns"),
        (evolve(CLAIM, bound="about"), "association, undisputed-1: about 1 unicorns"),
        (evolve(CLAIM, bound="over"), "association, undisputed-1: over 1 unicorns"),
        (least_of(CLAIM), "association, undisputed-1: 1001-06-01"),
        (DISAGREEMENT, "association, disputed-1: 3 unicorns / 2 unicorns"),
        (least_of(DISAGREEMENT), "association, disputed-1"),
        (AGREEMENT, "cooperation, Association of Imaginary Cities and City Hall of Nowhere 1, 1001"),
        (least_of(AGREEMENT), "cooperation, Association of Imaginary Cities and City Hall of Nowhere 1"),
        (FORUM, "Association of Imaginary Cities: Meeting that never was 1, Nowhere 1, 1001"),
    ],
)
def test_str_is_name_and_difference(value: object, expected: str) -> None:
    """A record prints its name and what distinguishes it from others."""
    assert str(value) == expected


def test_repr_of_a_forum_has_its_counts() -> None:
    """The repr of a forum is its version and the number of records in each table."""
    counts = [f"{len(getattr(BUNDLED, table))} {table}" for table in TABLES_OF_ONE]
    assert repr(BUNDLED) == f"<Forum {BUNDLED.version}: {', '.join(counts)}>"


def test_citations_of_a_record_are_its_own() -> None:
    """The citations of a record are its own and those of its parts, not those of records that it refers to."""
    own, of_part, of_other = (Citation(source=evolve(SOURCE, id=f"s-{number}")) for number in range(3))
    other = evolve(PLACE, citations=(of_other,))
    member = evolve(MEMBER, place=other, standing=(evolve(STANDING, citations=(of_part,)),), citations=(own,))
    assert set(citations_in(member)) == {own, of_part}
    people = (evolve(PARTICIPANT, person=evolve(PERSON, citations=(of_other,)), citations=(own,)),)
    event = evolve(EVENT, participants=people, agenda=(evolve(CITED_TEXT, citations=(of_part,)),), citations=(own,))
    assert set(citations_in(event)) == {own, of_part}


@pytest.mark.parametrize("whole", [FORUM, BUNDLED], ids=["invented", "bundled"])
def test_verification_has_a_row_per_passage(whole: Forum) -> None:
    """There is one result per citation with a passage, found or not, in the order of the tables."""
    rows = whole.verify("")
    records = [whole.association, *(record for table in TABLES_OF_ONE for record in getattr(whole, table))]
    expected = [(record, cited) for record in records for cited in citations_in(record) if cited.passage]
    assert sorted((row.record.id, str(row.citation)) for row in rows) == sorted((r.id, str(c)) for r, c in expected)
    assert len(rows) > 0
    assert not any(row.found for row in rows)
    assert all(row.wording is None and str(row).endswith(": missing") for row in rows)
    tables = [list(TABLES.values()).index(type(row.record)) for row in rows]
    assert tables == sorted(tables)


def test_verification_has_the_wording_of_the_copy() -> None:
    """A passage that a copy contains is found in the words of the copy."""
    printed = "Words that\nnobody said ۱!"
    (row,) = FORUM.verify(f"Nowhere Courier\n{printed}\n3 June")
    assert row.found
    assert row.wording == printed
    assert str(row).endswith(printed)


def test_article_must_be_a_string() -> None:
    """Another type is refused."""
    with pytest.raises(InvalidValueError) as caught:
        FORUM.verify(None)
    assert (caught.value.field, caught.value.value) == ("article", None)


@pytest.mark.parametrize("whole", [FORUM, BUNDLED], ids=["invented", "bundled"])
def test_timeline_is_in_order(whole: Forum) -> None:
    """A timeline is in chronological order and has every date of terms, events, agreements and claims, each once."""
    entries = whole.timeline()
    days = [entry.date.earliest for entry in entries]
    assert days == sorted(days)
    assert len({(entry.date, entry.kind, id(entry.subject)) for entry in entries}) == len(entries)
    expected = {
        (kind, str(date), id(subject))
        for subject in (*whole.association.terms, *whole.events, *whole.agreements)
        for kind in ("starts", "ends", "attested", "signed")
        if (date := getattr(subject, kind, None)) and (kind != "ends" or date != subject.starts)
    }
    expected |= {
        ("claimed", str(citation.source.published), id(claim))
        for claim in whole.claims
        for citation in claim.citations
        if citation.source.published
    }
    assert {(entry.kind, str(entry.date), id(entry.subject)) for entry in entries} == expected
    assert all(entry.citations for entry in entries)
    claimed = [entry for entry in entries if isinstance(entry.subject, Claim)]
    assert sum(len(entry.citations) for entry in claimed) == sum(
        citation.source.published is not None for claim in whole.claims for citation in claim.citations
    )
    assert all(citation.source.published == entry.date for entry in claimed for citation in entry.citations)
    assert all(str(entry).startswith(f"{entry.date} {entry.kind}: ") for entry in entries)


def test_timeline_has_every_date() -> None:
    """A timeline has the dates of terms, events, agreements and claims, and no others."""
    happened = {(str(entry.date), entry.kind, type(entry.subject)) for entry in FORUM.timeline()}
    assert happened == {
        ("1001", "starts", Term),
        ("1002", "ends", Term),
        ("1001-06-01", "attested", Term),
        ("1001", "starts", Event),
        ("1001", "signed", Agreement),
        ("1001", "claimed", Claim),
        ("1002", "claimed", Claim),
    }


@pytest.mark.parametrize("ends", [None, "1001", "1002", "1001-06"])
def test_a_day_occurs_once(ends: str | None) -> None:
    """A timeline has the end of an event if it is known and differs from the start."""
    events = Records("events", [evolve(EVENT, ends=ends and PartialDate.parse(ends))], {})
    entries = [entry for entry in evolve(FORUM, events=events).timeline() if isinstance(entry.subject, Event)]
    assert [str(entry.date) for entry in entries] == ["1001", *([ends] if ends not in (None, "1001") else [])]


def test_position_has_its_sources_by_age() -> None:
    """A position has each source once, oldest first and undated last, and the first and last of the dated ones."""
    years = {"s-0": None, "s-1": PartialDate(year=1033), "s-2": PartialDate(year=1031), "s-3": None}
    cited = [Citation(source=evolve(SOURCE, id=id, published=year)) for id, year in years.items()]
    position = Position(value="1", claims=(evolve(CLAIM, citations=(*cited,)), CLAIM, evolve(CLAIM, id="more")))
    assert [source.id for source in position.sources] == ["source-1", "s-2", "s-1", "s-0", "s-3"]
    assert (position.oldest, position.newest) == (position.sources[0], position.sources[2])
    undated = Position(value="1", claims=(evolve(CLAIM, citations=(cited[0], cited[3])),))
    assert undated.oldest is undated.newest is None


def test_disagreement_has_a_position_per_value() -> None:
    """A disagreement has a position per value, with all claims that assert it, and the citations of all claims."""
    same, other = evolve(CLAIM, id="again"), evolve(CLAIM, id="other", value=1300)
    disagreement = evolve(DISAGREEMENT, claims=(CLAIM, other, same))
    assert [position.claims for position in disagreement.positions] == [(CLAIM, same), (other,)]
    assert disagreement.citations == CLAIM.citations
