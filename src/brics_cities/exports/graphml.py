"""Export who spoke for whom about what as GraphML, as a directed graph.

Nodes are people, members, statements, topics and events; their ids are a table and an id, such as
``people:ilsur-metshin``. Edges run from a person to the statement that the person ``spoke`` or
``delivered``, to the member that the person ``speaks-for`` and to the event that the person
``attended`` or was ``announced`` for; from a statement to the topics that it is ``about`` and to
the event that it was made ``at``; and from a topic to the ``broader`` one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from brics_cities._forum import Forum, check_forum
from brics_cities.models import Event, Member, Person
from brics_cities.text import Text, english_or_original, in_each

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_EDGES = {
    "spoke": Text({"en": "spoke", "fa": "گفت"}),
    "delivered": Text({"en": "read out", "fa": "قرائت کرد"}),
    "speaks-for": Text({"en": "speaks for", "fa": "به نمایندگی از"}),
    "attended": Text({"en": "attended", "fa": "حاضر در"}),
    "announced": Text({"en": "announced for", "fa": "اعلام‌شده برای"}),
    "about": Text({"en": "about", "fa": "دربارهٔ"}),
    "at": Text({"en": "at", "fa": "در"}),
    "broader": Text({"en": "part of", "fa": "زیرمجموعهٔ"}),
}

_Attributes = dict[str, str | bool | int | float]
_TYPES = {str: "string", bool: "boolean", int: "int", float: "double"}
_Node = tuple[str, _Attributes]
_Edge = tuple[str, str, str]  # source, target, type


def to_graphml(forum: Forum) -> str:
    """Export a data set as a GraphML graph.

    Every node and edge has a ``type`` and a ``label``, in English and in each language (``label_en``,
    ``label_fa``); the label of a statement is its id, its text is ``text_en`` and ``text_fa``. Nodes
    have the ``kind``, ``country`` and dates that are known. Members and events have the ``latitude`` and
    ``longitude`` of their place, and events the ``status``, whether they are the association's ``own``, and the ``year``
    in which they start; these are numbers and a truth value, as GraphML has types for them. The graph has the
    title and the version of the data set and, if they are known, its licence and creators.

    Args:
        forum: Any data set.

    Returns:
        GraphML, to be written to a file in UTF-8.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> from brics_cities import forum
    >>> '<edge source="people:vladimir-putin" target="statements:putin-message">' in to_graphml(forum)
    True
    """
    check_forum(forum)
    nodes = list(_nodes(forum))
    edges = [  # each once, although two sources may name the same participant
        (source, target, {"type": type_, **_labels(_EDGES[type_])})
        for source, target, type_ in dict.fromkeys(_edges(forum))
    ]
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    about = _about(forum)
    _declare(root, "graph", [about])
    _declare(root, "node", (attributes for _, attributes in nodes))
    _declare(root, "edge", (attributes for *_, attributes in edges))
    graph = ET.SubElement(root, "graph", id=forum.association.id, edgedefault="directed")
    _write(graph, about)
    for id, attributes in nodes:
        _write(ET.SubElement(graph, "node", id=id), attributes)
    for source, target, attributes in edges:
        _write(ET.SubElement(graph, "edge", source=source, target=target), attributes)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _declare(root: ET.Element, kind: str, of_all: Iterable[_Attributes]) -> None:
    """Declare each attribute of graphs, nodes or edges with its type, as GraphML requires."""
    types = {name: _TYPES[type(value)] for attributes in of_all for name, value in attributes.items()}
    for name, type_ in types.items():
        ET.SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": type_})


def _write(element: ET.Element, attributes: _Attributes) -> None:
    for name, value in attributes.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(element, "data", key=f"{element.tag}-{name}").text = text


def _about(forum: Forum) -> _Attributes:
    about = {
        "title": english_or_original(forum.association.name),
        "version": forum.version,
        "license": forum.license,
        "creators": "; ".join(forum.creators),
    }
    return {name: value for name, value in about.items() if value}


def _labels(text: Text) -> _Attributes:
    return {"label": english_or_original(text), **in_each("label", text)}


def _nodes(forum: Forum) -> Iterator[_Node]:
    for person in forum.people:
        yield f"people:{person.id}", {"type": "person", **_labels(person.name), **_country(person)}
    for member in forum.members:
        yield (
            f"members:{member.id}",
            {
                "type": "member",
                **_labels(member.name),
                "kind": member.kind,
                **_country(member),
                **_coordinates(member),
            },
        )
    for statement in forum.statements:
        words = {"label": statement.id, **in_each("text", statement.text)}
        yield f"statements:{statement.id}", {"type": "statement", **words, "kind": statement.kind}
    for topic in forum.topics:
        yield f"topics:{topic.id}", {"type": "topic", **_labels(topic.name)}
    for event in forum.events:
        facts = {"kind": event.kind, "status": event.status, "own": event.own}
        yield (
            f"events:{event.id}",
            {"type": "event", **_labels(event.name), **facts, **_days(event), **_coordinates(event)},
        )


def _country(record: Person | Member) -> _Attributes:
    return {"country": record.country.id} if record.country else {}


def _coordinates(record: Member | Event) -> _Attributes:
    return {"latitude": record.place.latitude, "longitude": record.place.longitude} if record.place else {}


def _days(event: Event) -> _Attributes:
    days: _Attributes = {name: str(day) for name, day in (("starts", event.starts), ("ends", event.ends)) if day}
    return {**days, "year": event.starts.year} if event.starts else days


def _edges(forum: Forum) -> Iterator[_Edge]:
    for person in forum.people:
        if person.member:
            yield f"people:{person.id}", f"members:{person.member.id}", "speaks-for"
    for statement in forum.statements:
        id = f"statements:{statement.id}"
        yield f"people:{statement.speaker.id}", id, "spoke"
        if statement.delivered_by:
            yield f"people:{statement.delivered_by.id}", id, "delivered"
        yield id, f"events:{statement.event.id}", "at"
        for topic in statement.topics:
            yield id, f"topics:{topic.id}", "about"
    for topic in forum.topics:
        if topic.broader:
            yield f"topics:{topic.id}", f"topics:{topic.broader.id}", "broader"
    for event in forum.events:
        for participant in event.participants:
            yield f"people:{participant.person.id}", f"events:{event.id}", participant.attendance
