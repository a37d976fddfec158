"""JSON-LD: the whole data set as a graph that rdflib reads, that conforms to the shapes, and that lacks nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from attrs import evolve, fields, has
from importlib_resources import files
from pyshacl import validate
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from rdflib.util import from_n3

import brics_cities
from brics_cities import Citation, Forum, PartialDate, Passage, Records, SolarHijriDate, Text, forum, vocabularies
from brics_cities._tables import TABLES
from brics_cities.exports.jsonld import describe_dataset, describe_record, to_jsonld
from brics_cities.models import RECORDS

BC = Namespace("urn:uuid:01e3079c-2b66-4bc0-a4b9-b44d56b01831#")
TERM = Namespace(f"{BC}term/")
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
DATATYPES = {"year": XSD.gYear, "month": XSD.gYearMonth, "day": XSD.date}
VOCABULARIES = {
    name: get_args(alias) for name, alias in vars(vocabularies).items() if get_args(alias) and name != "TimelineKind"
}
TABLE_OF = {cls: table for table, cls in TABLES.items()}


def parsed(content: dict[str, Any]) -> Graph:
    """Return the graph that rdflib reads in a document."""
    return Graph().parse(data=json.dumps(content), format="json-ld")


def shipped(name: str) -> Graph:
    """Return the graph of a shipped Turtle file."""
    return Graph().parse(data=(files("brics_cities") / "exports" / "rdf" / name).read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def graphs(world: Forum) -> dict[str, Graph]:
    """The graphs of the bundled data and of the invented world."""
    return {"bundled": parsed(to_jsonld(forum)), "world": parsed(to_jsonld(world))}


@pytest.fixture(scope="module")
def shapes() -> tuple[Graph, Graph]:
    """The shapes, and the vocabulary that they need."""
    return shipped("shapes.ttl"), shipped("vocabulary.ttl")


@pytest.fixture(params=["bundled", "world"])
def either(request: pytest.FixtureRequest, graphs: dict[str, Graph], world: Forum) -> tuple[Forum, Graph]:
    """A data set and its graph."""
    return {"bundled": forum, "world": world}[request.param], graphs[request.param]


def records_of(data: Forum) -> list[Any]:
    """Return every record of every table."""
    return [data.association, *(record for table in list(TABLES)[1:] for record in getattr(data, table))]


def node_of(graph: Graph, record: Any) -> URIRef:
    """Return the name of a record in a graph."""
    return graph.namespace_manager.expand_curie(f"{TABLE_OF[type(record)]}:{record.id}")


def neighbours(graph: Graph, node: Node) -> set[Node]:
    """Return the nodes to or from which a node has an edge."""
    return {*graph.objects(node), *graph.subjects(object=node)}


def missing(graph: Graph, node: URIRef, part: Any) -> Iterator[Any]:
    """Yield the values of a record, or of a part of one, that the graph lacks where they belong."""
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
    """Yield a citation if it has a passage and the graph lacks part of it."""
    if citation.passage:
        target = graph.value(annotation, OA.hasTarget)
        selector = graph.value(target, OA.hasSelector)
        found = {name: graph.value(selector, BC[name]) for name in ("paragraph", "length", "anchor", "sha256")}
        passage = Passage(**{name: getattr(value, "value", None) for name, value in found.items()})
        body, source = graph.value(annotation, OA.hasBody), graph.value(target, OA.hasSource)
        if (body, source, passage) != (node, node_of(graph, citation.source), citation.passage):
            yield citation


def forms(graph: Graph, value: Any) -> Iterator[Node]:
    """Yield the nodes that can represent a plain value, a date or a record."""
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


def test_order_does_not_matter(graphs: dict[str, Graph]) -> None:
    """A document gives the same triples, whatever the order of its nodes and keys."""

    def backwards(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: backwards(value[key]) for key in reversed(value)}
        return [backwards(item) for item in reversed(value)] if isinstance(value, list) else value

    assert set(parsed(backwards(to_jsonld(forum)))) == set(graphs["bundled"])
    assert len(graphs["bundled"]) > 5000


def test_it_needs_nothing_from_elsewhere() -> None:
    """The context is inline and defines every key; no key is a term of a vocabulary, which would change its meaning."""
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
    """Each record is one node with a type and its id, and there are no others and no blank nodes."""
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
    """Each value of each field is at the node of its record or part, texts in all languages, dates at their precision."""
    data, graph = either
    assert [lost for record in records_of(data) for lost in missing(graph, node_of(graph, record), record)] == []
    assert Literal(data.version) in set(graph.objects())


def test_nothing_is_mixed_up(world: Forum) -> None:
    """Two fields of a record never share a property."""
    content = to_jsonld(world)
    nodes = {node["@id"]: node for node in content["@graph"]}
    for record in records_of(world):
        node = nodes[f"{TABLE_OF[type(record)]}:{record.id}"]
        keys = set(node) - {"@id", "@type", "annotation"}
        known = [a.name for a in fields(type(record)) if getattr(record, a.name) not in (None, ())]
        assert len({json.dumps(content["@context"][key]) for key in keys}) == len(keys) == len(known)


def test_printed_dates_are_of_their_calendar(graphs: dict[str, Graph], world: Forum) -> None:
    """A Solar Hijri date keeps its calendar, year, month, day and the words of the source, as OWL-Time has them."""
    rows = graphs["world"].query(
        """SELECT ?year ?month ?day ?printed WHERE { events:event-1 bc:printedDate ?date .
        ?date time:hasTRS bc:SolarHijri ; time:year ?year ; time:month ?month ; time:day ?day ; bc:printed ?printed }"""
    )
    (date,) = world.events[0].printed_dates
    expected = (f"{date.year:04}", f"--{date.month:02}", f"---{date.day:02}", date.printed)
    assert [tuple(map(str, row)) for row in rows] == [expected]


def test_copies_are_derivations(graphs: dict[str, Graph]) -> None:
    """A source is derived from another in the graph if and only if it is in the data."""
    graph = graphs["bundled"]
    pairs = {(node_of(graph, one), node_of(graph, other)) for one in forum.sources for other in one.derived_from}
    assert pairs
    assert set(graph.subject_objects(PROV.wasDerivedFrom)) == pairs


def test_a_passage_is_found_by_its_node(graphs: dict[str, Graph], world: Forum) -> None:
    """The graph contains enough of a passage to find its words in a copy."""
    (row,) = graphs["world"].query(
        """SELECT ?paragraph ?length ?anchor ?sha256 WHERE {
        ?annotation oa:hasBody statements:statement-1 ; oa:hasTarget/oa:hasSelector ?selector .
        ?selector bc:paragraph ?paragraph ; bc:length ?length ; bc:anchor ?anchor ; bc:sha256 ?sha256 }"""
    )
    passage = Passage(**{str(name): value.value for name, value in row.asdict().items()})
    words = world.statements["statement-1"].text["en"]
    assert passage.find(f"News: {words} - end") == words


def test_queries_agree_with_by(graphs: dict[str, Graph]) -> None:
    """SPARQL finds the same statements, speakers and sources on a topic as `by` does."""
    for topic in forum.topics:
        rows = graphs["bundled"].query(
            f"""SELECT DISTINCT ?id ?name ?url WHERE {{
            ?statement a schema:Quotation, bc:Statement ; schema:about topics:{topic.id} ; schema:identifier ?id ;
                schema:spokenByCharacter/schema:name ?name ; dcterms:source/schema:url ?url .
            FILTER(LANG(?name) = "en") }}"""
        )
        found = {tuple(map(str, row)) for row in rows}
        statements = forum.statements.by(topic=topic)
        assert found == {(s.id, s.speaker.name.en, c.source.url) for s in statements for c in s.citations}


def test_data_sets_do_not_share_names(graphs: dict[str, Graph]) -> None:
    """No node of one data set has the name of a node of another."""
    assert not set(graphs["bundled"].subjects()) & set(graphs["world"].subjects())


def test_an_address_is_an_iri(world: Forum) -> None:
    """An address is an IRI as it is."""
    address = "https://example.org/a%22b;(c)?h='%20é&y=*#i/?"
    source = evolve(world.sources[0], url=address)
    sources = Records("sources", [source], {})
    graph = parsed(to_jsonld(evolve(world, association=evolve(world.association, url=None), sources=sources)))
    (url,) = graph.objects(predicate=URIRef("https://schema.org/url"))
    assert str(url) == address
    assert url.n3() == f"<{address}>"


def test_data_set_is_described(any_forum: Forum) -> None:
    """The data set has its name, version, period and countries, and its licence and creators if they are known."""
    graph = parsed(to_jsonld(any_forum))
    (node,) = graph.subjects(RDF.type, SCHEMA.Dataset)
    assert set(graph.objects(node, SCHEMA.name)) == {
        Literal(text, lang=tag) for tag, text in any_forum.association.name.items()
    }
    assert set(graph.objects(node, SCHEMA.version)) == {Literal(any_forum.version)}
    assert set(graph.objects(node, SCHEMA.license)) == {URIRef(one) for one in (any_forum.license,) if one}
    creators = [graph.value(creator, SCHEMA.name) for creator in graph.objects(node, SCHEMA.creator)]
    assert creators == list(map(Literal, any_forum.creators))
    assert set(graph.objects(node, SCHEMA.spatialCoverage)) == {node_of(graph, one) for one in any_forum.countries}
    for description in graph.objects(node, SCHEMA.description):
        assert any(name in description for name in any_forum.association.name.values())
        assert 50 <= len(description) <= 5000


def test_portals_find_what_they_need() -> None:
    """A description of the bundled data in plain schema.org has all that Google Dataset Search requires or recommends."""
    address = "https://example.org/brics-cities.jsonld"
    described = describe_dataset(forum, {address: "application/ld+json"})
    assert {"@context": described["@context"], "@type": described["@type"]} == {
        "@context": "https://schema.org/",
        "@type": "Dataset",
    }
    for key in ("name", "description", "version", "citation", "license"):
        assert isinstance(described[key], str), key
    assert 50 <= len(described["description"]) <= 5000
    assert described["distribution"] == [
        {"@type": "DataDownload", "encodingFormat": "application/ld+json", "contentUrl": address}
    ]
    assert described["creator"] == [{"@type": "Organization", "name": creator} for creator in forum.creators]
    assert [place["name"] for place in described["spatialCoverage"]] == [one.name.en for one in forum.countries]
    assert described["name"] not in described["alternateName"]


def test_nothing_is_invented(any_forum: Forum) -> None:
    """A description has a licence, creators, names, topics, countries and files only if the data set has them."""
    described = describe_dataset(any_forum)
    assert described.get("license") == any_forum.license
    assert [one["name"] for one in described.get("creator", ())] == list(any_forum.creators)
    assert "distribution" not in described
    assert not {value for value in described.values() if value in ("", None)}
    unknown = describe_dataset(evolve(forum, license=None, creators=(), countries=Records("countries", (), {})))
    assert not {"license", "creator", "spatialCoverage"} & unknown.keys()


def test_period_is_that_of_the_data(any_forum: Forum) -> None:
    """The data covers the time from its first date to its last, at the precision of each; unknown without a date."""
    dates = [entry.date for entry in any_forum.timeline()]
    period = describe_dataset(any_forum).get("temporalCoverage", "")
    assert set(filter(None, period.split("/"))) <= set(map(str, dates))
    assert bool(period) == bool(dates)
    if dates:
        first, *_, last = map(PartialDate.parse, period.split("/"))
        assert first.earliest == min(date.earliest for date in dates)
        assert last.latest == max(date.latest for date in dates)


def test_record_is_described_as_in_the_whole(either: tuple[Forum, Graph]) -> None:
    """The description of a record says what the whole graph says of it and of its data set, and no more."""
    data, graph = either
    for records in ([data.association], *(getattr(data, table)[:3] for table in list(TABLES)[1:])):
        for record in records:
            described = describe_record(data, record)
            part = parsed(described)
            assert set(part) < set(graph)
            assert list(missing(part, node_of(graph, record), record)) == []
            assert len(described["@context"]) < len(to_jsonld(data)["@context"])


def test_the_vocabulary_describes_what_is_used(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """The vocabulary describes the classes and properties of the project that the graphs use, and no others."""
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


def test_every_term_is_explained_in_both_languages(shapes: tuple[Graph, Graph]) -> None:
    """Each class, property and term of the vocabulary has one label and one comment in English and one in Persian."""
    _, vocabulary = shapes
    named = {node for node in vocabulary.subjects() if isinstance(node, URIRef) and node.startswith(BC)}
    assert len(named) > 100
    for node in named:
        for words in (RDFS.label, RDFS.comment):
            found = list(vocabulary.objects(node, words))
            assert sorted(word.language for word in found) == ["en", "fa"], node
            assert all(str(word).strip() == str(word) != "" for word in found), node


def test_header_says_what_the_vocabulary_is(shapes: tuple[Graph, Graph]) -> None:
    """The header has a title and a description in both languages, the licence of the code and its version."""
    _, vocabulary = shapes
    (header,) = vocabulary.subjects(RDF.type, OWL.Ontology)
    for words in (DCTERMS.title, DCTERMS.description):
        assert sorted(word.language for word in vocabulary.objects(header, words)) == ["en", "fa"]
    assert vocabulary.value(header, DCTERMS.license) == URIRef("https://opensource.org/license/mit")
    assert vocabulary.value(header, OWL.versionInfo) == Literal(brics_cities.__version__)


def classes_of(vocabulary: Graph, description: Node) -> set[Node]:
    """Return the classes of a domain or range: one, or those of a union."""
    union = vocabulary.value(description, OWL.unionOf)
    return set(Collection(vocabulary, union)) if union else {description}


def test_domains_and_ranges_are_true(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """Each property has one domain and one range, and each use of it agrees with them, without any inference."""
    _, vocabulary = shapes
    properties = {
        *vocabulary.subjects(RDF.type, OWL.ObjectProperty),
        *vocabulary.subjects(RDF.type, OWL.DatatypeProperty),
    }
    assert properties
    for one in properties:
        ((domain,), (range,)) = (list(vocabulary.objects(one, end)) for end in (RDFS.domain, RDFS.range))
        holders, values = classes_of(vocabulary, domain), classes_of(vocabulary, range)
        for graph in graphs.values():
            for subject, value in graph.subject_objects(one):
                assert holders & set(graph.objects(subject, RDF.type)), (one, subject)
                if (one, RDF.type, OWL.DatatypeProperty) in vocabulary:
                    assert isinstance(value, Literal)
                    kind = RDF.langString if value.language else value.datatype or XSD.string
                    assert values & {kind, RDFS.Literal}, (one, value)
                else:
                    assert values & {*graph.objects(value, RDF.type), *vocabulary.objects(value, RDF.type)}, (
                        one,
                        value,
                    )


def test_own_classes_are_among_those_of_standards(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """A node of a class of our own also has the classes of which the vocabulary says that it is a subclass."""
    _, vocabulary = shapes
    for graph in graphs.values():
        for node, cls in graph.subject_objects(RDF.type):
            assert set(vocabulary.objects(cls, RDFS.subClassOf)) <= set(graph.objects(node, RDF.type)), node


@pytest.mark.parametrize("name", VOCABULARIES)
def test_closed_vocabularies_are_the_same(name: str, shapes: tuple[Graph, Graph]) -> None:
    """A closed vocabulary has exactly the terms of its alias, and its class is described."""
    _, vocabulary = shapes
    assert (BC[name], RDF.type, OWL.Class) in vocabulary
    assert set(vocabulary.subjects(RDF.type, BC[name])) == {TERM[term] for term in VOCABULARIES[name]}


def conforms(graph: Graph, shapes: tuple[Graph, Graph]) -> tuple[bool, str]:
    """Return whether a graph conforms to the shapes, and the report."""
    verdict, _, report = validate(graph, shacl_graph=shapes[0], ont_graph=shapes[1])
    return verdict, report


@pytest.mark.parametrize("name", ["bundled", "world"])
def test_the_graph_conforms(name: str, graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """The graphs of the bundled data and of the invented world conform to the shapes."""
    assert conforms(graphs[name], shapes) == (True, "Validation Report\nConforms: True\n")


# Of every class that a shape could have aimed at, one that is not ours; the last two say something about ours.
STRANGERS = """
    @prefix : <https://example.org/> .
    :person a schema:Person ; schema:name "Ada" . :event a schema:Event . :place a schema:Place . :country a schema:Country .
    :quotation a schema:Quotation . :claim a schema:Claim . :work a schema:CreativeWork . :entity a prov:Entity .
    :data a schema:Dataset . :body a schema:Organization, org:Organization . :office a org:Post . :concept a skos:Concept .
    :membership a org:Membership . :annotation a oa:Annotation . :part a oa:SpecificResource . :selector a oa:Selector .
    :date a time:GeneralDateTimeDescription . :scheme a skos:ConceptScheme .
    :recording a schema:Event ; schema:recordedIn statements:statement-1 .
    :review a oa:Annotation ; oa:hasBody :quotation ; oa:hasTarget people:person-1 .
"""


@pytest.mark.parametrize("inference", ["none", "rdfs", "owlrl"])
def test_shapes_hold_under_inference(inference: str, graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """What reasoning adds violates no shape, and neither does what others say in terms of the same standards."""
    prefixes = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in graphs["world"].namespaces())
    strangers = Graph().parse(data=prefixes + STRANGERS, format="turtle")
    graph = graphs["world"] + strangers
    assert len(graph) == len(graphs["world"]) + len(strangers)
    verdict, _, report = validate(graph, shacl_graph=shapes[0], ont_graph=shapes[1], inference=inference)
    assert (verdict, report) == (True, "Validation Report\nConforms: True\n")


@pytest.mark.slow
@pytest.mark.parametrize("inference", ["rdfs", "owlrl"])
def test_bundled_data_holds_under_inference(
    inference: str, graphs: dict[str, Graph], shapes: tuple[Graph, Graph]
) -> None:
    """What reasoning adds to the bundled data violates no shape."""
    assert validate(graphs["bundled"], shacl_graph=shapes[0], ont_graph=shapes[1], inference=inference)[0]


def test_shapes_aim_at_classes_of_our_own(shapes: tuple[Graph, Graph]) -> None:
    """Every target of a shape is a class that the vocabulary describes."""
    described = set(shapes[1].subjects(RDF.type, OWL.Class))
    assert set(shapes[0].objects(predicate=SH.targetClass)) <= described
    assert not [*shapes[0].subject_objects(SH.targetSubjectsOf), *shapes[0].subject_objects(SH.targetObjectsOf)]


def test_tenures_are_memberships(either: tuple[Forum, Graph]) -> None:
    """Each tenure is a membership of its person, in the body that the person speaks for if it is for that office."""
    data, graph = either
    org = Namespace("http://www.w3.org/ns/org#")
    for person in data.people:
        for number, tenure in enumerate(person.tenures, 1):
            node = URIRef(f"{node_of(graph, person)}.tenures.{number}")
            assert (node, RDF.type, org.Membership) in graph
            assert set(graph.objects(node, org.member)) == {node_of(graph, person)}
            is_theirs = person.member and (tenure.title.en or tenure.title.original) == (
                person.office.en or person.office.original
            )
            assert set(graph.objects(node, org.organization)) == (
                {node_of(graph, person.member)} if is_theirs else set()
            )
    assert not set(graph.subjects(RDF.type, org.Post))


def test_every_class_has_a_shape(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """Each node has a class with a shape, except the list of topics and what belongs to the data set as a whole."""
    targets = set(shapes[0].objects(predicate=SH.targetClass))
    for graph in graphs.values():
        bare = [node for node in graph.subjects(unique=True) if not targets & set(graph.objects(node, RDF.type))]
        (data_set,) = graph.subjects(RDF.type, SCHEMA.Dataset)
        of_it = {*graph.objects(data_set, SCHEMA.creator), *graph.objects(data_set, SCHEMA.distribution)}
        assert set(bare) == {*graph.subjects(RDF.type, SKOS.ConceptScheme), *of_it}
        assert targets <= set(graph.objects(predicate=RDF.type))


# A node, a property of it (inverse if it begins with ^), and its new value: None to remove it, or a wrong one.
MUTATIONS = [
    ("people:person-1", "dcterms:source", "people:person-2"),
    ("people:person-1", "dcterms:source", '"source-1"'),
    ("people:person-1", "schema:identifier", '"Nobody"'),
    ("people:person-1", "schema:name", '"Nobody"'),
    ("people:person-1", "schema:jobTitle", None),
    ("people:person-1", "schema:affiliation", "places:place-1"),
    ("people:person-1", "bc:country", "places:place-1"),
    ("people:person-1.tenures.1", "org:member", "members:member-1"),
    ("people:person-1.tenures.1", "schema:roleName", None),
    ("people:person-1.tenures.1", "org:organization", "people:person-1"),
    ("people:person-1.tenures.1", "schema:startDate", '"1999"'),
    ("people:person-1.tenures.1", "schema:startDate", '"1999-13"^^xsd:gYearMonth'),
    ("people:person-1.tenures.1", "schema:endDate", '"2004-02-30"^^xsd:date'),
    ("events:event-1", "schema:startDate", '"spring"^^xsd:gYear'),
    ("events:event-1", "schema:location", "countries:XA"),
    ("events:event-1", "bc:status", "term:founder"),
    ("events:event-1", "dcterms:type", "term:speech"),
    ("events:event-1", "bc:own", '"no"'),
    ("events:event-1.participants.1", "bc:person", None),
    ("events:event-1.participants.1", "bc:attendance", "term:held"),
    ("events:event-1.printed_dates.1", "time:month", '"--13"^^time:generalMonth'),
    ("events:event-1.printed_dates.1", "time:hasTRS", "bc:Gregorian"),
    ("associations:association", "org:resultedFrom", None),
    ("associations:association", "schema:description", None),
    ("associations:association", "org:purpose", "people:person-1"),
    ("associations:association.terms.1", "org:member", "members:member-1"),
    ("associations:association.terms.1", "org:role", "term:host"),
    ("associations:association.terms.1", "org:organization", None),
    ("associations:association.terms.2", "bc:attested", '"2002-01-32"^^xsd:date'),
    ("associations:association.goals.1", "^bc:goal", None),
    ("members:member-1", "dcterms:type", "term:news"),
    ("members:member-1.standing.1", "bc:standingRole", None),
    ("statements:statement-1", "schema:spokenByCharacter", "members:member-1"),
    ("statements:statement-1", "schema:text", None),
    ("statements:statement-1", "schema:about", "people:person-1"),
    ("statements:statement-1", "^schema:recordedIn", None),
    ("statements:statement-1.citations.1", "oa:hasTarget", "sources:source-1"),
    ("statements:statement-1.citations.1", "oa:hasBody", "sources:source-1"),
    ("claims:claim-1", "bc:unit", None),
    ("claims:claim-1", "bc:value", '"nine"'),
    ("claims:claim-1", "bc:bound", "schema:about"),
    ("claims:claim-1", "bc:corroboration", "term:attended"),
    ("claims:claim-1", "schema:about", None),
    ("claims:claim-2", "bc:value", "7"),
    ("claims:claim-3", "bc:value", None),
    ("disagreements:disagreement-1", "bc:claim", "claims:disagreement-1-1"),
    ("disagreements:disagreement-1", "bc:measure", '"The guests"'),
    ("agreements:agreement-1", "bc:party", "members:member-1"),
    ("agreements:agreement-1", "bc:signatory", "members:member-1"),
    ("topics:topic-2", "skos:prefLabel", None),
    ("topics:topic-2", "skos:inScheme", None),
    ("topics:topic-2", "skos:broader", "people:person-1"),
    ("places:place-1", "schema:latitude", '"91"^^xsd:double'),
    ("places:place-1", "schema:longitude", '"-2.5"'),
    ("places:place-1", "schema:sameAs", "<https://example.org/>"),
    ("places:place-1", "schema:containedInPlace", None),
    ("countries:XA", "bc:alpha3", '"ZZ"'),
    ("countries:XA", "bc:numericCode", "99"),
    ("countries:XA.standing.1", "bc:status", "term:held"),
    ("sources:source-1", "dc:publisher", None),
    ("sources:source-1", "schema:url", '"https://example.org/"'),
    ("sources:source-1", "schema:inLanguage", '"Chinese"'),
    ("sources:source-2", "prov:wasDerivedFrom", "people:person-1"),
]


@pytest.mark.parametrize(("node", "path", "value"), MUTATIONS)
def test_shapes_refuse_mistakes(
    node: str, path: str, value: str | None, graphs: dict[str, Graph], shapes: tuple[Graph, Graph]
) -> None:
    """A graph in which one property is missing or has a wrong value does not conform."""
    names = graphs["world"].namespace_manager
    subject, predicate = from_n3(node, nsm=names), from_n3(path.lstrip("^"), nsm=names)
    pattern = (None, predicate, subject) if path.startswith("^") else (subject, predicate, None)
    graph = graphs["world"] + shapes[1]
    assert pattern in graph
    graph.remove(pattern)
    if value:
        graph.add((subject, predicate, from_n3(value, nsm=names)))
    assert not validate(graph, shacl_graph=shapes[0], inplace=True, abort_on_first=True)[0]


def test_every_citation_is_required(graphs: dict[str, Graph], shapes: tuple[Graph, Graph]) -> None:
    """Without any citations, the shapes name each node that had one."""
    graph = graphs["world"] + shapes[1]
    cited = set(graph.subjects(DCTERMS.source))
    graph.remove((None, DCTERMS.source, None))
    _, report, _ = validate(graph, shacl_graph=shapes[0])
    assert {report.value(result, SH.focusNode) for result in report.subjects(SH.resultPath, DCTERMS.source)} == cited
    assert len(cited) > 20
