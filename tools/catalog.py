"""Describe the data of a release for catalogues: ``python -m tools.catalog DIRECTORY`` writes it there, beside the data.

``croissant.json`` is for those who train and evaluate models with it (Croissant 1.0, https://mlcommons.org/croissant),
``dcat.jsonld`` for portals of open data (DCAT 3). Neither is in the wheel: they say where the files of one
release are, which the package cannot know.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from brics_cities import Forum, load
from brics_cities._storage import canonical
from brics_cities._tables import TABLES, Field, stored_fields
from brics_cities.exports.jsonld import describe_dataset, to_jsonld
from tools.home import ROOT
from tools.metadata import home_of
from tools.table_schema import descriptions

DATA = "src/brics_cities/data"
JSON = "application/json"

_CROISSANT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{
        term: f"cr:{term}"
        for term in """
        citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset
        jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate separator source subField transform
        """.split()
    },
}
_DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NOTHING: tuple[Any, ...] = (None, [], "")
_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the number of characters


def address(home: str, version: str) -> str:
    """Return the address of the data files of a release; empty, so that they are beside the description, without a home."""
    return f"{home}/raw/v{version}/{DATA}/" if home else ""


def published(version: str) -> str:
    """Return the date of publication of a version of the data, which is a date."""
    return str(date(*map(int, version.split("."))))


def croissant(forum: Forum, files: Mapping[str, bytes], address: str = "") -> dict[str, Any]:
    """Describe a data set in Croissant: each table as a file, and as records with those fields that are single values.

    Args:
        forum: The data set.
        files: The bytes of each table, by the name of its file.
        address: What is before these names in their addresses.

    Returns:
        A JSON-LD object.
    """
    described = describe_dataset(forum)
    cited = described.pop("citation")
    return {
        **described,
        "@context": _CROISSANT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "citeAs": cited,
        "datePublished": published(forum.version),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": name,
                "name": name,
                "contentUrl": f"{address}{name}",
                "contentSize": f"{len(content)} B",
                "encodingFormat": JSON,
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for name, content in files.items()
        ],
        "recordSet": [_record_set(table, json.loads(files[f"{table}.json"])) for table in TABLES],
    }


def _record_set(table: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    summary, described = descriptions(TABLES[table])
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": summary,
        "key": {"@id": f"{table}/id"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table}/{name}",
                "name": name,
                "description": described[field.name],
                "dataType": _TYPES.get(field.kind, "sc:Text"),
                "source": {"fileObject": {"@id": f"{table}.json"}, "extract": {"jsonPath": f"$[*].{path}"}},
            }
            for field in stored_fields(TABLES[table])
            for name, path in _columns(field, rows)
        ],
    }


def _columns(field: Field, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of each column of a field of single values; a text has one per language of all rows."""
    values = [row[field.name] for row in rows]
    if field.many or field.kind in ("part", "value"):
        return
    if field.kind == "text":
        for tag in ("en", "fa"):
            if all(value and tag in value for value in values):
                yield f"{field.name}_{tag}", f"{field.name}.{tag}"
    else:
        yield field.name, field.name


def dcat(forum: Forum, files: Mapping[str, bytes], address: str = "") -> dict[str, Any]:
    """Describe a data set in DCAT, with each table as a distribution.

    Args:
        forum: The data set.
        files: The bytes of each table, by the name of its file.
        address: What is before these names in their addresses.

    Returns:
        A JSON-LD object.
    """
    whole = to_jsonld(forum)
    node = whole["@graph"][0]
    day = published(forum.version)
    ends = [{"@value": end, "@type": _DATES[len(end)]} for end in node.get("temporalCoverage", "").split("/") if end]
    described: dict[str, Any] = {
        "@context": _DCAT,
        "@id": node["@id"],
        "@type": "dcat:Dataset",
        "dct:identifier": forum.association.id,
        "dct:title": _in_languages(node["name"]),
        "dct:description": _in_languages(node["description"]),
        "dcat:version": forum.version,
        "dct:issued": {"@value": day, "@type": "xsd:date"},
        "dct:license": forum.license and {"@id": forum.license},
        "dct:creator": [{"@type": "foaf:Agent", "foaf:name": creator} for creator in forum.creators],
        "dct:bibliographicCitation": node["citation"],
        "dct:temporal": ends
        and {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": ends[0],
            "dcat:endDate": ends[-1],
        },
        "dct:spatial": [
            {"@type": "dct:Location", "dct:identifier": country.id, "rdfs:label": _in_languages(country.name)}
            for country in forum.countries
        ],
        "dcat:keyword": [keyword for topic in forum.topics for keyword in _in_languages(topic.name)],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dct:description": {"@value": descriptions(TABLES[name.removesuffix(".json")])[0], "@language": "en"},
                "dct:license": forum.license and {"@id": forum.license},
                "dcat:downloadURL": {"@id": f"{address}{name}"},
                "dcat:accessURL": {"@id": f"{address}{name}"},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{JSON}"},
                "dcat:byteSize": {"@value": str(len(content)), "@type": "xsd:nonNegativeInteger"},
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": {
                        "@value": hashlib.sha256(content).hexdigest(),
                        "@type": "xsd:hexBinary",
                    },
                },
            }
            for name, content in files.items()
        ],
    }
    return {key: _known(value) for key, value in described.items() if value not in _NOTHING}


def _in_languages(text: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": string, "@language": tag} for tag, string in text.items()]


def _known(value: Any) -> Any:
    """Return a JSON value without what is not known."""
    if isinstance(value, list):
        return [_known(item) for item in value]
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items() if item not in _NOTHING}
    return value


def write(directory: Path) -> None:
    """Write the descriptions and the files that they are about."""
    home, version = home_of(ROOT), tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    files = {f"{table}.json": (ROOT / DATA / f"{table}.json").read_bytes() for table in TABLES}
    forum = load(ROOT / DATA)
    directory.mkdir(parents=True, exist_ok=True)
    for name, describe in {"croissant.json": croissant, "dcat.jsonld": dcat}.items():
        (directory / name).write_bytes(canonical(describe(forum, files, address(home, version))))
    for name, content in files.items():
        (directory / name).write_bytes(content)


if __name__ == "__main__":
    (directory,) = sys.argv[1:]
    write(Path(directory))
