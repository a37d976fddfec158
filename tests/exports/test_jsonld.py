"""JSON-LD: the whole data set as a graph that rdflib reads, pyshacl approves and nothing is missing from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import fields, has
from importlib_resources import files
from pyshacl import validate
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node
from rdflib.util import from_n3

from brics_cities import Citation, Forum, PartialDate, Passage, SolarHijriDate, Text, forum, load, vocabularies
from brics_cities.exports.jsonld import to_jsonld
from brics_cities.models import RECORDS, TABLES

BC = Namespace("urn:uuid:01e3079c-2b66-4bc0-a4b9-b44d56b01831#")
TERM = Namespace(f"{BC}term/")
OA = Namespace("http://www.w3.org/ns/oa#")
DATATYPES = {"year": XSD.gYear, "month": XSD.gYearMonth, "day": XSD.date}
VOCABULARIES = {
    name: get_args(alias) for name, alias in vars(vocabularies).items() if get_args(alias) and name != "TimelineKind"
}
TABLE_OF = {cls: table for table, cls in TABLES.items()}

WORDS = "Bridges, said Ada, are roads that dare."
PASSAGE = Passage.of(WORDS, paragraph=1)
HERALD = {"citations": [{"source": "herald"}]}
QUOTED = {
    "citations": [
        {"source": "echo"},
        {
            "source": "herald",
            "passage": {
                "paragraph": 1,
                "length": PASSAGE.length,
                "anchor": PASSAGE.anchor,
                "sha256": PASSAGE.sha256,
            },
        },
    ]
}
# An invented data set of which every field is known.
OWN: dict[str, list[dict[str, Any]]] = {
    "associations": [
        {
            "id": "league",
            "name": {"en": "League of Invented Towns"},
            "other_names": [{"en": "The League", "fa": "اتحادیه"}, {"en": "Invented Towns"}],
            "founded": "2001",
            "founding": "fair",
            "purpose": {"en": "To meet."},
            "goals": [{"text": {"en": "To meet again"}, **QUOTED}],
            "topics": ["bridges"],
            "terms": [
                {"person": "ada", "role": "chair", "starts": "2001", "ends": "2003-02", **HERALD},
                {"person": "bob", "role": "vice-president", "attested": "2002-01-31", **HERALD},
            ],
            **HERALD,
        }
    ],
    "events": [
        {
            "id": "fair",
            "name": {"en": "Spring fair"},
            "kind": "founding-meeting",
            "own": False,
            "status": "held",
            "starts": "2001-03-20",
            "ends": "2001-03-21",
            "printed_dates": [{"year": 1380, "month": 1, "day": 1, "printed": "اول فروردین"}],
            "place": "avalon",
            "venue": {"en": "The tent"},
            "agenda": [{"text": {"en": "Songs"}, **HERALD}],
            "participants": [{"person": "ada", "attendance": "attended", **QUOTED}],
            "outcome": {"en": "A league."},
            **HERALD,
        }
    ],
    "members": [
        {
            "id": id,
            "name": {"en": id.title()},
            "other_names": [{"zh-Hant": "城"}],
            "acronym": id[:2].upper(),
            "kind": "city-council",
            "place": "avalon",
            "country": "ZZ",
            "standing": [{"role": "host", "date": "2001-03", **HERALD}],
            **HERALD,
        }
        for id in ("avalon", "brigadoon")
    ],
    "people": [
        {
            "id": id,
            "name": {"en": f"{id.title()} of Avalon"},
            "other_names": [{"en": f"{id.title()} the Invented"}],
            "printed_as": {"fa": "آدا"},
            "office": {"en": "Mayor"},
            "tenures": [{"title": {"en": "Mayor of Avalon"}, "starts": "1999", "ends": "2004-12-31", **HERALD}],
            "party": {"en": "Bridge Party"},
            "member": "avalon",
            "country": "ZZ",
            **HERALD,
        }
        for id in ("ada", "bob")
    ],
    "statements": [
        {
            "id": "ada-1",
            "speaker": "ada",
            "event": "fair",
            "kind": "speech",
            "text": {"en": "Ada said that bridges are good.", "fa": "به گفتهٔ آدا پل خوب است."},
            "topics": ["bridges", "works"],
            "delivered_by": "bob",
            **QUOTED,
        }
    ],
    "claims": [
        {
            "id": "guests",
            "about": "events/fair",
            "measure": "guests",
            "value": 9,
            "unit": "persons",
            "bound": "about",
            **HERALD,
        },
        {"id": "guests-too", "about": "events/fair", "measure": "guests", "value": 90, "unit": "persons", **QUOTED},
        {"id": "day", "about": "events/fair", "measure": "start", "value": "2001-03", **HERALD},
        {"id": "seat", "about": "members/avalon", "measure": "seat", "value": {"en": "A tent", "fa": "چادر"}, **HERALD},
    ],
    "disagreements": [
        {"id": "fair-guests", "about": "events/fair", "measure": "guests", "note": {"en": "Nine or ninety."}}
    ],
    "agreements": [
        {
            "id": "pact",
            "kind": "twinning",
            "parties": ["avalon", "brigadoon"],
            "signed": "2001",
            "event": "fair",
            "signatories": ["ada"],
            "note": {"en": "On bridges."},
            **HERALD,
        }
    ],
    "topics": [
        {"id": "works", "name": {"en": "Works"}, **HERALD},
        {"id": "bridges", "name": {"en": "Bridges"}, "broader": "works", **HERALD},
    ],
    "places": [
        {
            "id": "avalon",
            "name": {"en": "Avalon"},
            "country": "ZZ",
            "region": {"en": "The West"},
            "latitude": 51,
            "longitude": -2.5,
            "geonames_id": 7,
            **HERALD,
        },
    ],
    "countries": [
        {
            "id": "ZZ",
            "alpha_3": "ZZZ",
            "numeric": "099",
            "name": {"en": "Invented Isles"},
            "standing": [{"status": "partner", "since": "2001-03", **HERALD}],
            **HERALD,
        }
    ],
    "sources": [
        {
            "id": id,
            "kind": "news",
            "publisher": {"en": id.title()},
            "title": {"en": "A fair"},
            "url": f"https://{id}.example/fair",
            "language": "zh-Hant",
            "published": "2001-03-22",
            "printed_date": {"year": 1380, "month": 1, "day": 2},
            "origin": {"en": "A passer-by"},
            "derived_from": derived_from,
            "note": {"en": "A copy was seen."},
        }
        for id, derived_from in (("herald", []), ("echo", ["herald"]))
    ],
}


def parsed(content: dict[str, Any]) -> Graph:
    """The graph that rdflib reads in a document."""
    return Graph().parse(data=json.dumps(content), format="json-ld")


def shipped(name: str) -> Graph:
    """A Turtle file that the package carries."""
    return Graph().parse(data=(files("brics_cities") / "exports" / "rdf" / name).read_text("utf-8"), format="turtle")


def loaded(directory: Path, tables: dict[str, list[dict[str, Any]]]) -> Forum:
    """The data set of some tables."""
    for name, content in {"datapackage": {"version": "7"}, **tables}.items():
        (directory / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return load(directory)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Forum:
    """The invented data set."""
    return loaded(tmp_path_factory.mktemp("own"), OWN)


@pytest.fixture(scope="module")
def graphs(own: Forum) -> dict[str, Graph]:
    """The graphs of the bundled data set and of the invented one."""
    return {"bundled": parsed(to_jsonld(forum)), "own": parsed(to_jsonld(own))}


@pytest.fixture(scope="module")
def shapes() -> tuple[Graph, Graph]:
    """The shapes, and the vocabulary that they ask for."""
    return shipped("shapes.ttl"), shipped("vocabulary.ttl")


@pytest.fixture(params=["bundled", "own"])
def either(request: pytest.FixtureRequest, graphs: dict[str, Graph], own: Forum) -> tuple[Forum, Graph]:
    """A data set and its graph."""
    return {"bundled": forum, "own": own}[request.param], graphs[request.param]


def records_of(data: Forum) -> list[Any]:
    """Every record of every table."""
    return [data.association, *(record for table in list(TABLES)[1:] for record in getattr(data, table))]


def node_of(graph: Graph, record: Any) -> URIRef:
    """The name of a record in a graph."""
    return graph.namespace_manager.expand_curie(f"{TABLE_OF[type(record)]}:{record.id}")


def neighbours(graph: Graph, node: Node) -> set[Node]:
    """What a node has an edge to or from."""
    return {*graph.objects(node), *graph.subjects(object=node)}


def missing(graph: Graph, node: URIRef, part: Any) -> Iterator[Any]:
    """What is in a record, or a part of one, and not in the graph where it should be."""
    near = neighbours(graph, node)
    for attribute in fields(type(part)):
        value = getattr(part, attribute.name)
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        for number, item in enumerate(values, 1):
            step = f"{node}.{attribute.name}" + (f".{number}" if isinstance(value, tuple) else "")
            if isinstance(item, Citation):
                yield from () if node_of(graph, item.source) in near else [item]
                yield from missing_passage(graph, node, URIRef(step), item)
            elif isinstance(item, Text):
                wanted = {Literal(text, lang=tag) for tag, text in item.items()}
                yield from wanted - near
            elif has(type(item)) and not isinstance(item, (*RECORDS, PartialDate)):
                yield from () if URIRef(step) in near else [item]
                if not isinstance(item, SolarHijriDate):
                    yield from missing(graph, URIRef(step), item)
            else:
                yield from () if near & set(forms(graph, item)) else [(node, attribute.name, item)]


def missing_passage(graph: Graph, node: URIRef, annotation: URIRef, citation: Citation) -> Iterator[Any]:
    """The citation, where it has a passage and the graph does not lead from the record to all that it holds."""
    if citation.passage:
        target = graph.value(annotation, OA.hasTarget)
        selector = graph.value(target, OA.hasSelector)
        found = {name: graph.value(selector, BC[name]) for name in ("paragraph", "length", "anchor", "sha256")}
        passage = Passage(**{name: getattr(value, "value", None) for name, value in found.items()})
        body, source = graph.value(annotation, OA.hasBody), graph.value(target, OA.hasSource)
        if (body, source, passage) != (node, node_of(graph, citation.source), citation.passage):
            yield citation


def forms(graph: Graph, value: Any) -> Iterator[Node]:
    """The ways in which a plain value, a date or a record may stand in a graph."""
    if isinstance(value, PartialDate):
        yield Literal(str(value), datatype=DATATYPES[value.precision])
    elif isinstance(value, RECORDS):
        yield node_of(graph, value)
    elif isinstance(value, (bool, float)):
        yield Literal(value)
    elif isinstance(value, int):
        yield from (Literal(value), Literal(value, datatype=XSD.double), URIRef(f"https://sws.geonames.org/{value}/"))
    else:
        yield from (Literal(value), TERM[value], URIRef(value))


def test_the_same_graph_each_time(graphs: dict[str, Graph]) -> None:
    """A document is read as the same triples each time, in whatever order its nodes and keys stand."""

    def backwards(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: backwards(value[key]) for key in reversed(value)}
        return [backwards(item) for item in reversed(value)] if isinstance(value, list) else value

    assert to_jsonld(forum) == to_jsonld(forum)
    for order in (to_jsonld(forum), backwards(to_jsonld(forum))):
        assert set(parsed(order)) == set(graphs["bundled"])
    assert len(graphs["bundled"]) > 5000


def test_it_needs_nothing_from_elsewhere() -> None:
    """The context is inline and names every key; no key is a closed term, which would change what the term means."""
    content = json.loads(json.dumps(to_jsonld(forum), allow_nan=False))
    assert list(content) == ["@context", "@graph"]
    context = content["@context"]
    keys: set[str] = set()

    def read(node: dict[str, Any]) -> None:
        for key, value in node.items():
            keys.add(key)
            if not isinstance(context.get(key), dict) or "@container" not in context[key]:
                for inner in value if isinstance(value, list) else [value]:
                    read(inner) if isinstance(inner, dict) else None

    for node in content["@graph"]:
        read(node)
    assert keys - {"@id", "@type", "@value"} <= set(context)
    assert not {term for vocabulary in VOCABULARIES.values() for term in vocabulary} & set(context)
    assert all(isinstance(value, (str, dict)) for value in context.values())


def test_every_record_is_a_node(either: tuple[Forum, Graph]) -> None:
    """Each record is a subject with a type and its id, each table has as many as it has rows, and none is blank."""
    data, graph = either
    identifier = URIRef("https://schema.org/identifier")
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]
    assert all(list(graph.objects(node, RDF.type)) for node in graph.subjects(unique=True))
    assert all(graph.value(node_of(graph, record), identifier) == Literal(record.id) for record in records_of(data))
    prefixes = dict(graph.namespaces())
    for table in TABLES:
        rows = [data.association] if table == "associations" else getattr(data, table)
        assert len([node for node in graph.subjects(identifier) if node.startswith(prefixes[table])]) == len(rows)
    assert len(list(graph.subjects(identifier))) == len(records_of(data))


def test_nothing_is_lost(either: tuple[Forum, Graph]) -> None:
    """Each value of each field of a record and its parts is at its node, texts with all their tags, dates as precise."""
    data, graph = either
    assert [lost for record in records_of(data) for lost in missing(graph, node_of(graph, record), record)] == []
    assert Literal(data.version) in set(graph.objects())


def test_nothing_is_mixed_up(own: Forum) -> None:
    """Two fields of a record never share a property, and each field of the invented data set is known."""
    content = to_jsonld(own)
    nodes = {node["@id"]: node for node in content["@graph"]}
    for record in records_of(own):
        node = nodes[f"{TABLE_OF[type(record)]}:{record.id}"]
        keys = set(node) - {"@id", "@type", "annotation"}
        known = [a.name for a in fields(type(record)) if getattr(record, a.name) not in (None, ())]
        assert len({json.dumps(content["@context"][key]) for key in keys}) == len(keys) == len(known)
    for table, cls in TABLES.items():
        rows = [own.association] if table == "associations" else getattr(own, table)
        assert all(any(getattr(row, a.name) not in (None, ()) for row in rows) for a in fields(cls)), table


def test_printed_dates_are_of_their_calendar(graphs: dict[str, Graph]) -> None:
    """A Solar Hijri date keeps its calendar, year, month, day, and the words of the source, as OWL-Time has them."""
    rows = graphs["own"].query(
        """SELECT ?year ?month ?day ?printed WHERE { events:fair bc:printedDate ?date .
        ?date time:hasTRS bc:SolarHijri ; time:year ?year ; time:month ?month ; time:day ?day ; bc:printed ?printed }"""
    )
    assert [tuple(map(str, row)) for row in rows] == [("1380", "--01", "---01", "اول فروردین")]


def test_copies_are_derivations(graphs: dict[str, Graph]) -> None:
    """A source that shares the text of another is derived from it, and only such a one."""
    graph = graphs["bundled"]
    pairs = {(node_of(graph, one), node_of(graph, other)) for one in forum.sources for other in one.derived_from}
    assert pairs
    assert set(graph.subject_objects(PROV.wasDerivedFrom)) == pairs


def test_a_passage_is_found_by_its_node(graphs: dict[str, Graph]) -> None:
    """What the graph says of a passage is enough to find its words in a copy."""
    (row,) = graphs["own"].query(
        """SELECT ?paragraph ?length ?anchor ?sha256 WHERE {
        ?annotation oa:hasBody statements:ada-1 ; oa:hasTarget/oa:hasSelector ?selector .
        ?selector bc:paragraph ?paragraph ; bc:length ?length ; bc:anchor ?anchor ; bc:sha256 ?sha256 }"""
    )
    passage = Passage(**{str(name): value.value for name, value in row.asdict().items()})
    assert passage.find(f"The Herald. {WORDS.upper()} So she said.") == WORDS.upper()


def test_who_spoke_about_a_topic(graphs: dict[str, Graph]) -> None:
    """SPARQL finds the same speakers and sources as `by` does."""
    for topic in forum.topics:
        rows = graphs["bundled"].query(
            f"""SELECT DISTINCT ?id ?name ?url WHERE {{
            ?statement a schema:Quotation ; schema:about topics:{topic.id} ; schema:identifier ?id ;
                schema:spokenByCharacter/schema:name ?name ; dcterms:source/schema:url ?url .
            FILTER(LANG(?name) = "en") }}"""
        )
        found = {tuple(map(str, row)) for row in rows}
        statements = forum.statements.by(topic=topic)
        assert found == {(s.id, s.speaker.name.en, c.source.url) for s in statements for c in s.citations}


def test_data_sets_do_not_share_names(graphs: dict[str, Graph]) -> None:
    """No node of one data set has the name of a node of another, whatever their ids are."""
    assert not set(graphs["bundled"].subjects()) & set(graphs["own"].subjects())


def test_an_address_is_an_iri(tmp_path: Path) -> None:
    """Characters of an address that no IRI may have are percent-encoded, and others are kept."""
    address = 'https://herald.example/a"b{c}|d<e>^f`g\\h?q=%20é#i'
    sources = [{**OWN["sources"][0], "url": address}, *OWN["sources"][1:]]
    graph = parsed(to_jsonld(loaded(tmp_path, {**OWN, "sources": sources})))
    (url, _) = sorted(graph.objects(predicate=URIRef("https://schema.org/url")), reverse=True)
    assert str(url) == "https://herald.example/a%22b%7Bc%7D%7Cd%3Ce%3E%5Ef%60g%5Ch?q=%20é#i"
    assert url.n3() == f"<{url}>"


def test_the_vocabulary_describes_what_is_used(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """The vocabulary describes the project's own classes, properties and terms that the graphs use, and no others."""
    _, vocabulary = shapes
    used = {
        node
        for graph in graphs.values()
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and node.startswith(BC) and not node.startswith(TERM)
    }
    described = {node for node in vocabulary.subjects() if node.startswith(BC) and not node.startswith(TERM)}
    assert described - used == {BC[name] for name in VOCABULARIES}
    assert used <= described
    commented = {node for node in described if vocabulary.value(node, RDFS.comment)}
    assert described - commented == {BC.SolarHijri}
    for node in [BC.SolarHijri, *vocabulary.subjects(RDF.type, OWL.NamedIndividual)]:
        assert sorted(label.language for label in vocabulary.objects(node, RDFS.label)) == ["en", "fa"]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_closed_vocabularies_are_the_same(name: str, shapes: tuple[Graph, Graph]) -> None:
    """A closed vocabulary has the terms that its alias lists, and the class is described."""
    _, vocabulary = shapes
    assert (BC[name], RDF.type, OWL.Class) in vocabulary
    assert set(vocabulary.subjects(RDF.type, BC[name])) == {TERM[term] for term in VOCABULARIES[name]}


def conforms(graph: Graph, shapes: tuple[Graph, Graph]) -> tuple[bool, str]:
    """Whether a graph keeps to the shapes, and what is wrong if not."""
    verdict, _, report = validate(graph, shacl_graph=shapes[0], ont_graph=shapes[1])
    return verdict, report


@pytest.mark.parametrize("name", ["bundled", "own"])
def test_the_graph_keeps_to_the_shapes(name: str, graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """The bundled data set and the invented one conform to the shapes."""
    assert conforms(graphs[name], shapes) == (True, "Validation Report\nConforms: True\n")


def test_every_class_has_a_shape(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """Each node has a class that a shape targets; only the list of topics has none."""
    targets = set(shapes[0].objects(predicate=SH.targetClass))
    for graph in graphs.values():
        bare = [node for node in graph.subjects(unique=True) if not targets & set(graph.objects(node, RDF.type))]
        assert [graph.value(node, RDF.type) for node in bare] == [SKOS.ConceptScheme]
        assert targets <= set(graph.objects(predicate=RDF.type))


# A node, a property of it (from the other end after ^), and what stands there instead: nothing, or the wrong thing.
MUTILATIONS = [
    ("people:ada", "dcterms:source", "people:bob"),
    ("people:ada", "dcterms:source", '"herald"'),
    ("people:ada", "schema:identifier", '"Ada"'),
    ("people:ada", "schema:name", '"Ada"'),
    ("people:ada", "schema:jobTitle", None),
    ("people:ada", "schema:affiliation", "places:avalon"),
    ("people:ada", "bc:country", "places:avalon"),
    ("people:ada.tenures.1", "^org:holds", None),
    ("people:ada.tenures.1", "schema:startDate", '"1999"'),
    ("people:ada.tenures.1", "schema:startDate", '"1999-13"^^xsd:gYearMonth'),
    ("people:ada.tenures.1", "schema:endDate", '"2004-02-30"^^xsd:date'),
    ("events:fair", "schema:startDate", '"spring"^^xsd:gYear'),
    ("events:fair", "schema:location", "countries:ZZ"),
    ("events:fair", "bc:status", "term:founder"),
    ("events:fair", "dcterms:type", "term:speech"),
    ("events:fair", "bc:own", '"no"'),
    ("events:fair.participants.1", "bc:person", None),
    ("events:fair.participants.1", "bc:attendance", "term:held"),
    ("events:fair.printed_dates.1", "time:month", '"--13"^^time:generalMonth'),
    ("events:fair.printed_dates.1", "time:hasTRS", "bc:Gregorian"),
    ("associations:league", "org:resultedFrom", None),
    ("associations:league", "schema:description", None),
    ("associations:league", "org:purpose", "people:ada"),
    ("associations:league.terms.1", "org:member", "members:avalon"),
    ("associations:league.terms.1", "org:role", "term:host"),
    ("associations:league.terms.1", "org:organization", None),
    ("associations:league.terms.2", "bc:attested", '"2002-01-32"^^xsd:date'),
    ("associations:league.goals.1", "^bc:goal", None),
    ("members:avalon", "dcterms:type", "term:news"),
    ("members:avalon.standing.1", "bc:standingRole", None),
    ("statements:ada-1", "schema:spokenByCharacter", "members:avalon"),
    ("statements:ada-1", "schema:text", None),
    ("statements:ada-1", "schema:about", "people:ada"),
    ("statements:ada-1", "^schema:recordedIn", None),
    ("statements:ada-1.citations.2", "oa:hasTarget", "sources:herald"),
    ("statements:ada-1.citations.2", "oa:hasBody", "sources:herald"),
    ("claims:guests", "bc:unit", None),
    ("claims:guests", "bc:value", '"nine"'),
    ("claims:guests", "bc:bound", "schema:about"),
    ("claims:guests", "bc:corroboration", "term:attended"),
    ("claims:guests", "schema:about", None),
    ("claims:day", "bc:value", "7"),
    ("claims:seat", "bc:value", None),
    ("disagreements:fair-guests", "bc:claim", "claims:guests"),
    ("disagreements:fair-guests", "bc:measure", '"The guests"'),
    ("agreements:pact", "bc:party", "members:avalon"),
    ("agreements:pact", "bc:signatory", "members:avalon"),
    ("topics:bridges", "skos:prefLabel", None),
    ("topics:bridges", "skos:inScheme", None),
    ("topics:bridges", "skos:broader", "people:ada"),
    ("places:avalon", "schema:latitude", '"91"^^xsd:double'),
    ("places:avalon", "schema:longitude", '"-2.5"'),
    ("places:avalon", "schema:sameAs", "<https://herald.example/>"),
    ("places:avalon", "schema:containedInPlace", None),
    ("countries:ZZ", "bc:alpha3", '"ZZ"'),
    ("countries:ZZ", "bc:numericCode", "99"),
    ("countries:ZZ.standing.1", "bc:status", "term:held"),
    ("sources:herald", "dc:publisher", None),
    ("sources:herald", "schema:url", '"https://herald.example/"'),
    ("sources:herald", "schema:inLanguage", '"Chinese"'),
    ("sources:echo", "prov:wasDerivedFrom", "people:ada"),
]


@pytest.mark.parametrize(("node", "path", "value"), MUTILATIONS)
def test_shapes_see_what_is_wrong(
    node: str, path: str, value: str | None, graphs: dict[str, Graph], shapes: tuple[Graph, Graph]
) -> None:
    """A graph in which one property is missing or holds the wrong thing does not conform."""
    names = graphs["own"].namespace_manager
    subject, predicate = from_n3(node, nsm=names), from_n3(path.lstrip("^"), nsm=names)
    pattern = (None, predicate, subject) if path.startswith("^") else (subject, predicate, None)
    graph = graphs["own"] + shapes[1]
    assert pattern in graph
    graph.remove(pattern)
    if value:
        graph.add((subject, predicate, from_n3(value, nsm=names)))
    assert not validate(graph, shacl_graph=shapes[0], inplace=True, abort_on_first=True)[0]


def test_nothing_stands_without_a_source(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """Where every citation is taken away, the shapes name each node that had one."""
    graph = graphs["own"] + shapes[1]
    cited = set(graph.subjects(DCTERMS.source))
    graph.remove((None, DCTERMS.source, None))
    _, report, _ = validate(graph, shacl_graph=shapes[0])
    assert {report.value(result, SH.focusNode) for result in report.subjects(SH.resultPath, DCTERMS.source)} == cited
    assert len(cited) > 20
