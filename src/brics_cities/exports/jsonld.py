"""Export a data set as JSON-LD: linked data in the terms of schema.org, W3C ORG, Web Annotation, PROV and SKOS.

The few terms that none of them has are described in ``rdf/vocabulary.ttl``; ``rdf/shapes.ttl``
constrains such a graph in SHACL. `describe_dataset` and `describe_record` give what a web page has as
``<script type="application/ld+json">``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid5

from attrs import fields, has

from brics_cities import models
from brics_cities._forum import Forum, check_forum
from brics_cities._tables import TABLE_OF, TABLES, check_record, citations_in
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.exports._offices import body_of
from brics_cities.passages import Passage
from brics_cities.text import Text, english_or_original

# An IRI belongs to the owner of its domain, and the project owns none: https, tag and w3id names are
# not ours to give. A UUID needs no registry and never clashes, so every name here is a readable
# fragment of one. The UUID of a data set is made from the id of its association; two data sets that
# both have a "people/ada" do not mean the same person.
_PROJECT = UUID("01e3079c-2b66-4bc0-a4b9-b44d56b01831")

_TEXT = {"@container": "@language"}
_LINK = {"@type": "@id"}
_TERM = {"@type": "@vocab"}

_CONTEXT: dict[str, Any] = {
    "@vocab": f"urn:uuid:{_PROJECT}#term/",  # the closed vocabularies: "held" is term:held
    "term": f"urn:uuid:{_PROJECT}#term/",
    "bc": f"urn:uuid:{_PROJECT}#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # what most records have
    "identifier": "schema:identifier",
    "name": {"@id": "schema:name", **_TEXT},
    "alternateName": {"@id": "schema:alternateName", **_TEXT},
    "text": {"@id": "schema:text", **_TEXT},
    "note": {"@id": "skos:note", **_TEXT},
    "kind": {"@id": "dcterms:type", **_TERM},
    "subject": {"@id": "schema:about", **_LINK},  # "about" is a term, and no key may be one
    "location": {"@id": "schema:location", **_LINK},
    "country": {"@id": "bc:country", **_LINK},
    "startDate": "schema:startDate",
    "endDate": "schema:endDate",
    # Not prov:hadPrimarySource: many sources are no primary ones, and what has one is no event.
    "source": {"@id": "dcterms:source", **_LINK},
    "annotation": {"@reverse": "oa:hasBody"},
    # the data set and its topics
    "version": "schema:version",
    "license": {"@id": "schema:license", **_LINK},
    "creator": {"@id": "schema:creator", **_LINK},
    "citation": "schema:citation",
    "temporalCoverage": "schema:temporalCoverage",
    "spatialCoverage": {"@id": "schema:spatialCoverage", **_LINK},
    "distribution": {"@id": "schema:distribution", **_LINK},
    "encodingFormat": "schema:encodingFormat",
    "prefLabel": {"@id": "skos:prefLabel", **_TEXT},
    "broader": {"@id": "skos:broader", **_LINK},
    "concept": {"@reverse": "skos:inScheme", **_LINK},
    # the association, its terms and the standing of members and countries
    "foundingDate": "schema:foundingDate",
    "resultedFrom": {"@id": "org:resultedFrom", **_LINK},
    "description": {"@id": "schema:description", **_TEXT},
    "goal": {"@id": "bc:goal", **_LINK},
    "purpose": {"@id": "org:purpose", **_LINK},
    "membership": {"@reverse": "org:organization"},
    "holder": {"@id": "org:member", **_LINK},
    "role": {"@id": "org:role", **_TERM},
    "attested": "bc:attested",
    "acronym": "bc:acronym",
    "standing": {"@id": "bc:standing", **_LINK},
    "standingRole": {"@id": "bc:standingRole", **_TERM},
    "status": {"@id": "bc:status", **_TERM},
    "date": "dcterms:date",
    # events
    "own": "bc:own",
    "venue": {"@id": "bc:venue", **_TEXT},
    "agenda": {"@id": "bc:agenda", **_LINK},
    "participation": {"@id": "bc:participation", **_LINK},
    "person": {"@id": "bc:person", **_LINK},
    "attendance": {"@id": "bc:attendance", **_TERM},
    "outcome": {"@id": "bc:outcome", **_TEXT},
    # people
    "printedAs": {"@id": "bc:printedAs", **_TEXT},
    "jobTitle": {"@id": "schema:jobTitle", **_TEXT},
    "tenure": {"@reverse": "org:member"},
    "heldIn": {"@id": "org:organization", **_LINK},
    "roleName": {"@id": "schema:roleName", **_TEXT},
    "politicalParty": {"@id": "bc:politicalParty", **_TEXT},
    "affiliation": {"@id": "schema:affiliation", **_LINK},
    # statements, claims, disagreements, agreements
    "spokenBy": {"@id": "schema:spokenByCharacter", **_LINK},
    "event": {"@reverse": "schema:recordedIn", **_LINK},
    "deliveredBy": {"@id": "bc:deliveredBy", **_LINK},
    "measure": "bc:measure",
    "value": "bc:value",
    "wording": {"@id": "bc:value", **_TEXT},
    "bound": {"@id": "bc:bound", **_TERM},
    "unit": "bc:unit",
    "corroboration": {"@id": "bc:corroboration", **_TERM},
    "claim": {"@id": "bc:claim", **_LINK},
    "party": {"@id": "bc:party", **_LINK},
    "signed": "bc:signed",
    "signedAt": {"@id": "bc:signedAt", **_LINK},
    "signatory": {"@id": "bc:signatory", **_LINK},
    # places and countries
    "containedInPlace": {"@id": "schema:containedInPlace", **_LINK},
    "region": {"@id": "bc:region", **_TEXT},
    "latitude": {"@id": "schema:latitude", "@type": "xsd:double"},
    "longitude": {"@id": "schema:longitude", "@type": "xsd:double"},
    "sameAs": {"@id": "schema:sameAs", **_LINK},
    "alpha3": "bc:alpha3",
    "numericCode": "bc:numericCode",
    # sources
    "publisher": {"@id": "dc:publisher", **_TEXT},
    "url": {"@id": "schema:url", **_LINK},
    "inLanguage": "schema:inLanguage",
    "datePublished": "schema:datePublished",
    "origin": {"@id": "bc:origin", **_TEXT},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", **_LINK},
    # passages
    "hasTarget": {"@id": "oa:hasTarget", **_LINK},
    "motivatedBy": {"@id": "oa:motivatedBy", **_LINK},
    "hasSource": {"@id": "oa:hasSource", **_LINK},
    "hasSelector": {"@id": "oa:hasSelector", **_LINK},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", **_LINK},
    "paragraph": "bc:paragraph",
    "length": "bc:length",
    "anchor": "bc:anchor",
    "sha256": "bc:sha256",
    # Solar Hijri dates
    "printedDate": {"@id": "bc:printedDate", **_LINK},
    "label": {"@id": "rdfs:label", **_TEXT},
    "hasTRS": {"@id": "time:hasTRS", **_LINK},
    "unitType": {"@id": "time:unitType", **_LINK},
    "year": {"@id": "time:year", "@type": "time:generalYear"},
    "month": {"@id": "time:month", "@type": "time:generalMonth"},
    "day": {"@id": "time:day", "@type": "time:generalDay"},
    "printed": "bc:printed",
}

# The keys of the fields that the context names differently, for every class or for one.
_KEYS = {
    "id": "identifier",
    "other_names": "alternateName",
    "place": "location",
    "starts": "startDate",
    "ends": "endDate",
    "printed_date": "printedDate",
    "printed_dates": "printedDate",
    "about": "subject",
    "Association.founded": "foundingDate",
    "Association.founding": "resultedFrom",
    "Association.purpose": "description",
    "Association.goals": "goal",
    "Association.topics": "purpose",
    "Association.terms": "membership",
    "Term.person": "holder",
    "Event.participants": "participation",
    "Standing.role": "standingRole",
    "BricsStanding.since": "startDate",
    "Person.printed_as": "printedAs",
    "Person.office": "jobTitle",
    "Person.tenures": "tenure",
    "Person.party": "politicalParty",
    "Person.member": "affiliation",
    "Tenure.title": "roleName",
    "Statement.speaker": "spokenBy",
    "Statement.topics": "subject",
    "Statement.delivered_by": "deliveredBy",
    "Disagreement.claims": "claim",
    "Agreement.parties": "party",
    "Agreement.event": "signedAt",
    "Agreement.signatories": "signatory",
    "Topic.name": "prefLabel",
    "Place.country": "containedInPlace",
    "Place.geonames_id": "sameAs",
    "Country.alpha_3": "alpha3",
    "Country.numeric": "numericCode",
    "Source.title": "name",
    "Source.language": "inLanguage",
    "Source.published": "datePublished",
    "Source.derived_from": "wasDerivedFrom",
}

# Each node has a class of our own, which shapes.ttl aims at, after those of the standards.
_TYPES: dict[type, list[str]] = {
    models.Association: ["schema:Organization", "org:Organization", "bc:Association"],
    models.Event: ["schema:Event", "bc:Event"],
    models.Member: ["schema:Organization", "org:Organization", "bc:Member"],
    models.Person: ["schema:Person", "bc:Person"],
    models.Statement: ["schema:Quotation", "bc:Statement"],
    models.Claim: ["schema:Claim", "bc:Claim"],
    models.Disagreement: ["schema:CreativeWork", "bc:Disagreement"],
    models.Agreement: ["schema:CreativeWork", "bc:Agreement"],
    models.Topic: ["skos:Concept", "bc:Topic"],
    models.Place: ["schema:Place", "bc:Place"],
    models.Country: ["schema:Country", "bc:Country"],
    models.Source: ["schema:CreativeWork", "prov:Entity", "bc:Source"],
    models.BricsStanding: ["bc:BricsStanding"],
    models.Participant: ["bc:Participation"],
    models.CitedText: ["bc:CitedText"],
    models.Tenure: ["org:Membership", "bc:Tenure"],
    models.Standing: ["bc:Standing"],
    models.Term: ["org:Membership", "bc:Term"],
}
_TYPES_OF_KINDS = {
    "city-government": ["schema:GovernmentOrganization"],
    "city-council": ["schema:GovernmentOrganization"],
    "news": ["schema:NewsArticle"],
    "official-site": ["schema:WebPage"],
    "press-service": ["schema:WebPage"],
}
_DATATYPES = {"year": "xsd:gYear", "month": "xsd:gYearMonth", "day": "xsd:date"}


_MEDIA_TYPE = "application/ld+json"
# What a data set is, in English and, if its association has a Persian name, in Persian.
_ABOUT = {
    "en": "{name}: who took part, who said what, what was agreed and claimed, and where each of these is published.",
    "fa": "{name}: چه کسانی شرکت کرده‌اند، چه گفته‌اند، چه توافق‌هایی شده است، منابع چه نوشته‌اند و هر یک در کجا منتشر شده است.",
}


def to_jsonld(forum: Forum) -> dict[str, Any]:
    """Export a data set as JSON-LD.

    Every record is a node, and so is every part of one that has citations of its own; the node of
    a part is named after the record and its place in it, such as ``people:ilsur-metshin.tenures.1``.
    There are no blank nodes, so that the same data gives the same graph.

    Args:
        forum: The data set.

    Returns:
        A JSON object with an ``@context``, for which nothing has to be fetched, and an ``@graph``.

    Raises:
        InvalidValueError: What is given is no `Forum`.

    >>> from brics_cities import forum
    >>> node = next(node for node in to_jsonld(forum)["@graph"] if node["@id"] == "statements:houshyar-2")
    >>> node["spokenBy"], node["subject"][0], node["source"]
    ('people:yaghoub-houshyar', 'topics:tourism', ['sources:irna-85517800'])
    """
    check_forum(forum)
    records = list(forum._all())
    base = _base(forum)
    return {
        "@context": deepcopy(_CONTEXT) | _prefixes(base),
        "@graph": [
            _dataset(forum, base),
            {
                "@id": f"{base}#topics",
                "@type": "skos:ConceptScheme",
                "prefLabel": {"en": "Topics", "fa": "موضوع‌ها"},
                "concept": [_iri(topic) for topic in forum.topics],
            },
            *(_node(record, _iri(record)) for record in records),
            *_passages(citation for record in records for citation in citations_in(record)),
        ],
    }


def describe_record(forum: Forum, record: models.Record) -> dict[str, Any]:
    r"""Describe one record as JSON-LD, for a page about it.

    The object is that part of `to_jsonld` which is about the record: its node with all its parts, the passages
    that it cites, and the data set that it is from, with its licence. The context has only the terms that it uses.

    To put it into HTML, write ``json.dumps(described, ensure_ascii=False).replace("<", "\u003c")`` into a
    ``<script type="application/ld+json">``.

    Args:
        forum: The data set.
        record: One of its records.

    Returns:
        A JSON object with an ``@context``, for which nothing has to be fetched, and an ``@graph``.

    Raises:
        InvalidValueError: What is given is no `Forum`, or no record.

    >>> from brics_cities import forum
    >>> described = describe_record(forum, forum.people["ilsur-metshin"])
    >>> [node["@id"] for node in described["@graph"]][0], described["@graph"][0]["name"]["fa"]
    ('people:ilsur-metshin', 'ایلسور متشین')
    """
    check_forum(forum)
    check_record(record)
    base = _base(forum)
    graph = [_node(record, _iri(record)), *_passages(citations_in(record)), _dataset(forum, base)]
    return {"@context": _context_of(graph, _CONTEXT | _prefixes(base)), "@graph": graph}


def describe_dataset(forum: Forum, downloads: Mapping[str, str] = {}) -> dict[str, Any]:
    """Describe a data set in plain schema.org, as Google Dataset Search and other portals of data read it.

    To put it into HTML, see `describe_record`.

    Args:
        forum: Any data set.
        downloads: The media type of each file that it can be downloaded as, by the address of the file.

    Returns:
        A ``Dataset`` of schema.org, with texts in English, or in the original if there is no English; what is not
        known, such as the licence of a data set without one, is omitted.

    Raises:
        InvalidValueError: What is given is no `Forum`, or no mapping from addresses to media types.

    >>> from brics_cities import forum
    >>> described = describe_dataset(forum, {"https://example.org/cities.jsonld": "application/ld+json"})
    >>> described["license"], described["temporalCoverage"], described["creator"][0]["name"]
    ('https://creativecommons.org/licenses/by/4.0/', '2009/2026-03-17', 'The brics-cities maintainers')
    """
    check_forum(forum)
    given: Any = downloads
    if not isinstance(given, Mapping) or not all(isinstance(one, str) for pair in given.items() for one in pair):
        raise InvalidValueError("downloads", "a mapping from addresses to media types", downloads)
    node = _dataset(forum, _base(forum))
    others = {text for name in (forum.association.name, *forum.association.other_names) for text in name.values()}
    name = english_or_original(forum.association.name)
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@id": node["@id"],
        "@type": "Dataset",
        "name": name,
        "alternateName": sorted(others - {name}),
        "description": node["description"]["en"],
        **{key: node[key] for key in ("license", "version", "citation", "temporalCoverage") if key in node},
        "creator": [{"@type": "Organization", "name": creator} for creator in forum.creators],
        "keywords": [english_or_original(topic.name) for topic in forum.topics],
        "spatialCoverage": [
            {"@type": "Country", "name": english_or_original(country.name), "identifier": country.id}
            for country in forum.countries
        ],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": address}
            for address, media_type in downloads.items()
        ],
    }
    return {key: value for key, value in described.items() if value != []}


def _base(forum: Forum) -> str:
    return f"urn:uuid:{uuid5(_PROJECT, forum.association.id)}"


def _prefixes(base: str) -> dict[str, str]:
    return {table: f"{base}#{table}/" for table in (*TABLES, "passages")}


def _dataset(forum: Forum, base: str) -> dict[str, Any]:
    """Return the node of the data set itself, with what is known of it."""
    name = forum.association.name
    credit = f"{'; '.join(forum.creators)}. " if forum.creators else ""
    node: dict[str, Any] = {
        "@id": base,
        "@type": ["schema:Dataset", "bc:Dataset"],
        "subject": _iri(forum.association),
        "name": dict(name),
        "description": {
            tag: words.format(name=name.get(tag) or english_or_original(name))
            for tag, words in _ABOUT.items()
            if tag == "en" or tag in name
        },
        "version": forum.version,
        "citation": f"{credit}{english_or_original(name)}. Version {forum.version}.",
        "distribution": [
            {"@id": f"{base}#jsonld", "@type": ["schema:DataDownload"], "encodingFormat": _MEDIA_TYPE},
        ],
    }
    if forum.license is not None:
        node["license"] = forum.license
    if forum.creators:
        node["creator"] = [
            {"@id": f"{base}#creators/{number}", "@type": ["schema:Organization"], "name": {"@none": creator}}
            for number, creator in enumerate(forum.creators, 1)
        ]
    if forum.countries:
        node["spatialCoverage"] = [_iri(country) for country in forum.countries]
    if dates := [entry.date for entry in forum.timeline()]:
        ends = min(dates, key=lambda date: date.earliest), max(dates, key=lambda date: date.latest)
        node["temporalCoverage"] = "/".join(dict.fromkeys(map(str, ends)))
    return node


def _context_of(graph: list[dict[str, Any]], context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a context the nodes use: their keys, and the prefixes of names."""
    used = context.keys() & {"@vocab", *_words(graph)}
    used |= context.keys() & {*_words([context[key] for key in used])}
    return {key: deepcopy(value) for key, value in context.items() if key in used}


def _words(value: Any) -> Iterator[str]:
    """Yield the keys in a JSON value, and what could be the prefix of a name."""
    if isinstance(value, str):
        yield value.partition(":")[0]
    elif isinstance(value, dict):
        yield from value
        yield from _words([*value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)


def _iri(record: Any) -> str:
    return f"{TABLE_OF[type(record)]}:{record.id}"


def _node(record: Any, iri: str) -> dict[str, Any]:
    """Return the node of a record or of a part of one: its types, and every known field."""
    cls = type(record)
    node: dict[str, Any] = {"@id": iri, "@type": _TYPES[cls] + _TYPES_OF_KINDS.get(getattr(record, "kind", ""), [])}
    for attribute in fields(cls):
        name: str = attribute.name
        value = getattr(record, name)
        if value is None or value == ():
            continue
        if name == "citations":
            node["source"] = list(dict.fromkeys(_iri(citation.source) for citation in value))
            if any(citation.passage for citation in value):
                node["annotation"] = _annotations(value, f"{iri}.{name}")
        elif name == "geonames_id":
            node["sameAs"] = f"https://sws.geonames.org/{value}/"
        elif name == "url":
            node["url"] = value
        elif cls is models.Claim and isinstance(value, Text):
            node["wording"] = dict(value)
        else:
            key = _KEYS.get(f"{cls.__name__}.{name}", _KEYS.get(name, name))
            node[key] = _value(value, f"{iri}.{name}")
    if cls is models.Person:
        for tenure, described in zip(record.tenures, node.get("tenure", ()), strict=True):
            if body := body_of(record, tenure):
                described["heldIn"] = _iri(body)
    return node


def _value(value: Any, iri: str) -> Any:
    """Return a value as JSON-LD; the IRI names a part that has no other name."""
    if isinstance(value, Text):
        return dict(value)
    if isinstance(value, PartialDate):
        return {"@type": _DATATYPES[value.precision], "@value": str(value)}
    if isinstance(value, SolarHijriDate):
        return _solar_hijri(value, iri)
    if isinstance(value, models.RECORDS):
        return _iri(value)
    if isinstance(value, tuple) and isinstance(value[0], Text):
        tags = dict.fromkeys(tag for text in value for tag in text)
        return {tag: [text[tag] for text in value if tag in text] for tag in tags}
    if isinstance(value, tuple):
        return [_value(item, f"{iri}.{number}") for number, item in enumerate(value, 1)]
    return _node(value, iri) if has(type(value)) else value


def _solar_hijri(date: SolarHijriDate, iri: str) -> dict[str, Any]:
    """Return a date of another calendar, as OWL-Time describes it."""
    node = {
        "@id": iri,
        "@type": ["time:GeneralDateTimeDescription", "bc:SolarHijriDate"],
        "label": dict(date.text),
        "hasTRS": "bc:SolarHijri",
        "unitType": "time:unitDay",
        "year": f"{date.year:04}",
        "month": f"--{date.month:02}",
        "day": f"---{date.day:02}",
    }
    return {**node, "printed": date.printed} if date.printed else node


def _annotations(citations: tuple[models.Citation, ...], iri: str) -> list[dict[str, Any]]:
    """Return the annotations that link a record to the passages in its citations."""
    return [
        {
            "@id": f"{iri}.{number}",
            "@type": ["oa:Annotation", "bc:Evidence"],
            "motivatedBy": "oa:linking",
            "hasTarget": _passage_iri(citation.source, citation.passage),
        }
        for number, citation in enumerate(citations, 1)
        if citation.passage
    ]


def _passage_iri(source: models.Source, passage: Passage) -> str:
    return f"passages:{source.id}.{passage.paragraph}.{passage.sha256[:16]}"


def _passages(citations: Iterable[models.Citation]) -> Iterator[dict[str, Any]]:
    """Yield the node of each passage, once."""
    found = {_passage_iri(one.source, one.passage): one for one in citations if one.passage}
    for iri, citation in found.items():
        yield _passage(citation, iri)


def _passage(citation: models.Citation, iri: str) -> dict[str, Any]:
    """Return a passage as a part of its source; its selector is our own, as an oa:TextQuoteSelector contains the words."""
    source = _iri(citation.source)
    selector = {attribute.name: getattr(citation.passage, attribute.name) for attribute in fields(Passage)}
    return {
        "@id": iri,
        "@type": ["oa:SpecificResource", "bc:Passage"],
        "hasSource": source,
        "wasQuotedFrom": source,
        "hasSelector": {"@id": f"{iri}.selector", "@type": ["oa:Selector", "bc:PassageSelector"], **selector},
    }
