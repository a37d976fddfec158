"""Put the data files in canonical order, and write what follows from them and from the classes.

``python -m tools.renew_data VERSION`` writes the descriptor and the schema of the data, the terms of the RDF
vocabulary, and the version, a date, in ``CITATION.cff``.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from brics_cities._descriptor import SCHEMA
from brics_cities._storage import DESCRIPTOR, canonical
from brics_cities._tables import TABLES, stored_fields
from tools.json_schema import json_schema
from tools.rdf_terms import with_terms
from tools.table_schema import descriptor

PACKAGE = Path(__file__).parent.parent / "src" / "brics_cities"
DATA = PACKAGE / "data"
CITATION = PACKAGE.parent.parent / "CITATION.cff"
VOCABULARY = PACKAGE / "exports" / "rdf" / "vocabulary.ttl"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
CREATOR = "The brics-cities maintainers"


def renew(directory: Path, *, version: str) -> None:
    """Sort the rows of each table by id, give them every field in order, and describe the result; check nothing.

    Args:
        directory: The directory of the JSON tables.
        version: The version of the data.
    """
    tables = {}
    for table, cls in TABLES.items():
        rows = json.loads((directory / f"{table}.json").read_text(encoding="utf-8"))
        tables[table] = canonical([complete(row, cls) for row in sorted(rows, key=lambda row: row["id"])])
        (directory / f"{table}.json").write_bytes(tables[table])
    described = descriptor(tables, version=version, license=LICENSE, creator=CREATOR)
    (directory / DESCRIPTOR).write_bytes(canonical(described))
    # In ASCII: patterns contain characters that are not shown, or that reorder what is.
    (directory / SCHEMA).write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="ascii", newline="\n")


def complete(row: dict[str, Any], cls: type[Any]) -> dict[str, Any]:
    """Return a row with every stored field in order, then any other keys that it has."""
    whole = {field.name: field.default for field in stored_fields(cls) if not field.required} | row
    order = [field.name for field in stored_fields(cls) if field.name in whole]
    return {name: whole[name] for name in order} | whole


def cited(citation: str, *, version: str) -> str:
    """Return the content of ``CITATION.cff`` with another version of the data, which is the date of its release."""
    citation = re.sub("^version: .*$", f"version: {version}", citation, flags=re.MULTILINE)
    return re.sub("^date-released: .*$", f"date-released: {version.replace('.', '-')}", citation, flags=re.MULTILINE)


if __name__ == "__main__":
    (version,) = sys.argv[1:]
    renew(DATA, version=version)
    VOCABULARY.write_text(with_terms(VOCABULARY.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    CITATION.write_text(cited(CITATION.read_text(encoding="utf-8"), version=version), encoding="utf-8", newline="\n")
