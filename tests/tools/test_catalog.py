"""The descriptions of a release: mlcroissant reads the records, rdflib the DCAT, and both agree with the data."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from brics_cities import Forum, forum
from brics_cities._loading import contents_of
from brics_cities._tables import TABLES
from brics_cities.testing import fictional_forum
from tools import catalog

ADDRESS = "https://example.org/raw/v1/"
SPDX = Namespace("http://spdx.org/rdf/terms#")
OTHER = evolve(fictional_forum(every_field=True, languages=("fa", "ru")), version="2026.1.31")


def files_of(data: Forum) -> dict[str, bytes]:
    """Return the bytes of each table."""
    contents = contents_of(data)
    return {f"{table}.json": contents[f"{table}.json"] for table in TABLES}


either = pytest.mark.parametrize("data", [forum, OTHER], ids=["bundled", "fictional"])


@either
def test_dcat_describes_the_data(data: Forum) -> None:
    """DCAT has title, version, date, licence, creators, period and countries; what is not known is omitted."""
    graph = Graph().parse(data=json.dumps(catalog.dcat(data, files_of(data), ADDRESS)), format="json-ld")
    (node,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert {(title.language, str(title)) for title in graph.objects(node, DCTERMS.title)} == set(
        data.association.name.items()
    )
    assert graph.value(node, URIRef(f"{DCAT}version")) == Literal(data.version)
    assert graph.value(node, DCTERMS.issued) == Literal(
        data.version.replace(".1.", ".01.").replace(".", "-"), datatype=XSD.date
    )
    assert [str(one) for one in graph.objects(node, DCTERMS.license)] == [one for one in (data.license,) if one]
    assert len(list(graph.objects(node, DCTERMS.creator))) == len(data.creators)
    assert len(list(graph.objects(node, DCTERMS.spatial))) == len(data.countries)
    period = graph.value(node, DCTERMS.temporal)
    assert isinstance(graph.value(period, DCAT.startDate), Literal)
    assert isinstance(graph.value(period, DCAT.endDate), Literal)
    used = {term.removeprefix(str(DCAT)) for term in graph.predicates() if term.startswith(DCAT)}
    assert used <= {*DCAT.__annotations__, "version"}  # rdflib has DCAT 2


@either
def test_dcat_has_every_file(data: Forum) -> None:
    """Each table is a distribution with its address, its size and its hash."""
    files = files_of(data)
    graph = Graph().parse(data=json.dumps(catalog.dcat(data, files, ADDRESS)), format="json-ld")
    found = {}
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        digest = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        found[graph.value(one, DCAT.downloadURL)] = (str(digest), int(graph.value(one, DCAT.byteSize)))
    assert found == {
        URIRef(ADDRESS + name): (hashlib.sha256(content).hexdigest(), len(content)) for name, content in files.items()
    }


def test_addresses_need_a_home() -> None:
    """The files of a release are in the repository under its tag; without one, they are beside the description."""
    assert catalog.address("https://example.org/cities", "1.2.0") == (
        "https://example.org/cities/raw/v1.2.0/src/brics_cities/data/"
    )
    assert catalog.address("", "1.2.0") == ""


@pytest.mark.skipif(not (catalog.ROOT / catalog.DATA).is_dir(), reason="needs the source tree")
def test_release_is_described(tmp_path: Path) -> None:
    """The tool writes both descriptions, and the bundled tables that they are about."""
    catalog.write(tmp_path / "catalog")
    written = {file.name: file.read_bytes() for file in (tmp_path / "catalog").iterdir()}
    assert written.keys() == {"croissant.json", "dcat.jsonld", *(f"{table}.json" for table in TABLES)}
    described = json.loads(written["croissant.json"])
    assert {file["name"]: file["sha256"] for file in described["distribution"]} == {
        f"{table}.json": hashlib.sha256(written[f"{table}.json"]).hexdigest() for table in TABLES
    }
    assert json.loads(written["dcat.jsonld"])["dcat:version"] == forum.version == described["version"]


@either
def test_croissant_is_valid(data: Forum, tmp_path: Path) -> None:
    """An independent reader finds no fault in the description, and in the files the records of the data."""
    croissant = pytest.importorskip("mlcroissant", reason="needs the dependency group exchange")
    files = files_of(data)
    described = catalog.croissant(evolve(data, license=data.license or "https://example.org/"), files)
    (tmp_path / "croissant.json").write_bytes(json.dumps(described).encode())
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    read = croissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
    assert not read.metadata.issues.errors
    assert not read.metadata.issues.warnings
    for table in TABLES:
        rows: list[dict[str, Any]] = json.loads(files[f"{table}.json"])
        records = list(read.records(table))
        assert [record[f"{table}/id"].decode() for record in records] == [row["id"] for row in rows]
        for record, row in zip(records, rows, strict=True):
            for key, value in record.items():
                field, _, tag = key.partition("/")[2].rpartition("_")
                known = row[field][tag] if field in row and isinstance(row[field], dict) else row[key.partition("/")[2]]
                assert (value.decode() if isinstance(value, bytes) else value) == known, (key, row["id"])
