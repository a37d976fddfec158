"""GraphML: networkx reads it, and the graph agrees with the records."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from attrs import evolve

from brics_cities import Forum, forum
from brics_cities.exports.graphml import to_graphml

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
TABLES = {"person": "people", "member": "members", "statement": "statements", "topic": "topics", "event": "events"}


def read(data: Forum) -> Any:
    """Return the graph as networkx reads it."""
    return nx.parse_graphml(to_graphml(data), force_multigraph=True)


@pytest.fixture(scope="module")
def graph(any_forum: Forum) -> Any:
    """The graph of each data set."""
    return read(any_forum)


def edges(graph: Any, type_: str) -> Counter[tuple[str, str]]:
    """Return the ids at both ends of each edge of a type, without their tables."""
    found = [edge[:2] for edge in graph.edges(data="type") if edge[2] == type_]
    return Counter((source.partition(":")[2], target.partition(":")[2]) for source, target in found)


def test_every_record_is_a_node(any_forum: Forum, graph: Any) -> None:
    """Each person, member, statement, topic and event is one node of its type; there are no others."""
    nodes = graph.nodes(data="type")
    for type_, table in TABLES.items():
        ids = [f"{table}:{record.id}" for record in getattr(any_forum, table)]
        assert [node for node, its in nodes if its == type_] == ids
    assert len(nodes) == sum(len(getattr(any_forum, table)) for table in TABLES.values())


def test_texts_are_in_every_language(any_forum: Forum, graph: Any) -> None:
    """A label is a name in English or else in the original; names and statements are in each of their languages."""
    for type_, table in TABLES.items():
        for record in getattr(any_forum, table):
            key, text = ("text", record.text) if type_ == "statement" else ("label", record.name)
            label = record.id if type_ == "statement" else text.en or text.original
            wanted = {"label": label, **{f"{key}_{tag}": string for tag, string in text.items()}}
            attributes = graph.nodes[f"{table}:{record.id}"].items()
            words = {key: value for key, value in attributes if key.startswith(("label", "text"))}
            assert words == wanted


def test_attributes_are_the_known_fields(any_forum: Forum, graph: Any) -> None:
    """A node has the fields of its record that are known, as numbers, truth values or strings, and no others."""
    nodes = graph.nodes
    for table in TABLES.values():
        for record in getattr(any_forum, table):
            country, place, starts = (getattr(record, name, None) for name in ("country", "place", "starts"))
            wanted = {
                "kind": getattr(record, "kind", None),
                "country": country and country.id,
                **{end: day and str(day) for end in ("starts", "ends") for day in [getattr(record, end, None)]},
                "year": starts and starts.year,
                "own": getattr(record, "own", None),
                "status": getattr(record, "status", None),
                "latitude": place and place.latitude,
                "longitude": place and place.longitude,
            }
            known = {key: (type(value), value) for key, value in wanted.items() if value is not None}
            attributes = nodes[f"{table}:{record.id}"].items()
            assert {
                key: (type(value), value) for key, value in attributes if not key.startswith(("type", "label", "text"))
            } == known


def test_attributes_have_their_types(any_forum: Forum) -> None:
    """Years are declared as integers, coordinates as doubles, whether an event is the association's own as a boolean."""
    root = ET.fromstring(to_graphml(any_forum).encode())
    declared = {key.get("attr.name"): key.get("attr.type") for key in root.iter(f"{NAMESPACE}key")}
    assert {name: type_ for name, type_ in declared.items() if type_ != "string"} == {
        name: type_
        for name, type_ in {"own": "boolean", "year": "int", "latitude": "double", "longitude": "double"}.items()
        if name == "own" or any(getattr(event, "starts" if name == "year" else "place") for event in any_forum.events)
    }


def test_graph_says_whose_it_is(any_forum: Forum) -> None:
    """The graph has the title and the version of the data set, and its licence and creators only if they are known."""
    for data in (any_forum, evolve(any_forum, license="https://example.org/?a&b", creators=("Ada", "مهتاب"))):
        name = data.association.name
        wanted = {
            "title": name.en or name.original,
            "version": data.version,
            "license": data.license,
            "creators": "; ".join(data.creators),
        }
        about = {key: value for key, value in read(data).graph.items() if key not in ("node_default", "edge_default")}
        assert about == {key: value for key, value in wanted.items() if value}


def test_edges_of_statements(any_forum: Forum, graph: Any) -> None:
    """A statement has edges to its speaker, to the person who delivered it, to its event and to each of its topics."""
    statements = any_forum.statements
    assert edges(graph, "spoke") == Counter((one.speaker.id, one.id) for one in statements)
    assert edges(graph, "delivered") == Counter((o.delivered_by.id, o.id) for o in statements if o.delivered_by)
    assert edges(graph, "at") == Counter((one.id, one.event.id) for one in statements)
    assert edges(graph, "about") == Counter((one.id, topic.id) for one in statements for topic in one.topics)


def test_edges_of_people_and_topics(any_forum: Forum, graph: Any) -> None:
    """A person has one edge to the member and one per event and attendance; a topic has one to the broader topic."""
    people, topics, events = any_forum.people, any_forum.topics, any_forum.events
    assert edges(graph, "speaks-for") == Counter((one.id, one.member.id) for one in people if one.member)
    assert edges(graph, "broader") == Counter((one.id, one.broader.id) for one in topics if one.broader)
    for attendance in ("attended", "announced"):
        assert edges(graph, attendance) == Counter(
            {(p.person.id, event.id) for event in events for p in event.participants if p.attendance == attendance}
        )


def test_there_are_no_other_edges(graph: Any) -> None:
    """Every edge has one of the eight types, connects records of the right classes, and has a label in both languages."""
    ends = {
        "spoke": ("person", "statement"),
        "delivered": ("person", "statement"),
        "speaks-for": ("person", "member"),
        "attended": ("person", "event"),
        "announced": ("person", "event"),
        "about": ("statement", "topic"),
        "at": ("statement", "event"),
        "broader": ("topic", "topic"),
    }
    for source, target, attributes in graph.edges(data=True):
        assert (graph.nodes[source].get("type"), graph.nodes[target].get("type")) == ends[attributes["type"]]
        assert attributes["label"] == attributes["label_en"] != attributes["label_fa"]
    assert graph.is_directed()


def test_ids_are_name_tokens_and_keys_are_declared(any_forum: Forum) -> None:
    """Ids are name tokens, each only once, and exactly the keys that occur are declared."""
    root = ET.fromstring(to_graphml(any_forum).encode())
    assert root.tag == f"{NAMESPACE}graphml"
    ids = [
        element.get("id", "") for element in root.iter() if element.tag != f"{NAMESPACE}edge" and "id" in element.attrib
    ]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w.:-]+", id) for id in ids)
    for kind in ("graph", "node", "edge"):
        keys = {key.get("id") for key in root.iter(f"{NAMESPACE}key") if key.get("for") == kind}
        used = {
            data.get("key") for one in root.iter(f"{NAMESPACE}{kind}") for data in one if data.tag == f"{NAMESPACE}data"
        }
        assert used == keys


def test_another_reader_reads_types(any_forum: Forum, tmp_path: Path) -> None:
    """Another reader, igraph, finds the same nodes and edges, with numbers and truth values as such."""
    igraph = pytest.importorskip("igraph", reason="needs the dependency group exchange")
    file = tmp_path / "forum.graphml"
    file.write_text(to_graphml(any_forum), encoding="utf-8")
    read_back, graph = igraph.Graph.Read_GraphML(str(file)), read(any_forum)
    assert (read_back.vcount(), read_back.ecount()) == (len(graph.nodes), len(graph.edges))
    assert read_back.is_directed()
    for event in any_forum.events:
        node = read_back.vs.find(id=f"events:{event.id}")
        assert node["own"] is event.own
        assert node["label"] == event.name.en or event.name.original
        if event.starts and event.place:
            assert (node["year"], node["latitude"]) == (event.starts.year, event.place.latitude)
    if any_forum.license:
        assert read_back["license"] == any_forum.license


@pytest.mark.parametrize("speaker", ["yaghoub-houshyar", "ilsur-metshin", "alexei-shaposhnikov", "vladimir-putin"])
def test_graph_answers_as_the_record_does(speaker: str) -> None:
    """The path from a person over statements leads to the same topics as `by` does."""
    graph = read(forum)
    spoken = [target for _, target, type_ in graph.out_edges(f"people:{speaker}", data="type") if type_ == "spoke"]
    topics = {target for one in spoken for _, target, type_ in graph.out_edges(one, data="type") if type_ == "about"}
    wanted = {topic.id for statement in forum.statements.by(speaker=speaker) for topic in statement.topics}
    assert topics == {f"topics:{id}" for id in wanted}
