"""The records, and what every one of them keeps to."""

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
    BricsStanding,
    Citation,
    CitedText,
    Claim,
    Country,
    Disagreement,
    Event,
    Forum,
    InvalidValueError,
    Member,
    PartialDate,
    Participant,
    Passage,
    Person,
    Place,
    Position,
    Records,
    SolarHijriDate,
    Source,
    Standing,
    Statement,
    Tenure,
    Term,
    Text,
    TimelineEntry,
    Topic,
    Verification,
    findings,
    forum,
    models,
)
from brics_cities.models import RECORDS, TABLES, citations_in

# A small world that does not exist. Every example has all of its optional fields.
WORDS = "Odo Brandt wants an orchard by the old harbour"
NAME = Text({"fa": "میرآباد", "en": "Mirabad", "ru": "Мирабад"})
DAY = PartialDate(year=2031, month=6, day=1)
PRINTED = SolarHijriDate(year=1410, month=3, day=11, printed="۱۱ خرداد")
PASSAGE = Passage.of(WORDS, paragraph=3)
SOURCE = Source(
    id="herald-1",
    kind="news",
    publisher=NAME,
    title=NAME,
    url="https://example.org/1",
    language="en",
    published=DAY,
    printed_date=PRINTED,
    origin=NAME,
    derived_from=(Source(id="herald-0", kind="news", publisher=NAME, url="https://example.org/0", language="en"),),
    note=NAME,
)
CITATION = Citation(source=SOURCE, passage=PASSAGE)
CITED = {"citations": (CITATION,)}
BRICS_STANDING = BricsStanding(status="partner", since=DAY, **CITED)
COUNTRY = Country(id="XM", alpha_3="XMI", numeric="999", name=NAME, standing=(BRICS_STANDING,), **CITED)
PLACE = Place(
    id="mirabad", name=NAME, country=COUNTRY, region=NAME, latitude=38.5, longitude=-7, geonames_id=1, **CITED
)
TOPIC = Topic(id="orchards", name=NAME, broader=Topic(id="gardens", name=NAME, **CITED), **CITED)
STANDING = Standing(role="host", date=DAY, **CITED)
MEMBER = Member(
    id="council",
    name=NAME,
    acronym="MCC",
    kind="city-council",
    place=PLACE,
    country=COUNTRY,
    standing=(STANDING,),
    other_names=(NAME,),
    **CITED,
)
TENURE = Tenure(title=NAME, starts=DAY, ends=PartialDate(year=2032), **CITED)
PERSON = Person(
    id="odo-brandt",
    name=NAME,
    printed_as=NAME,
    office=NAME,
    party=NAME,
    member=MEMBER,
    country=COUNTRY,
    other_names=(NAME,),
    tenures=(TENURE,),
    **CITED,
)
CITED_TEXT = CitedText(text=NAME, **CITED)
PARTICIPANT = Participant(person=PERSON, attendance="attended", **CITED)
EVENT = Event(
    id="fair-2031",
    name=NAME,
    kind="founding-meeting",
    status="held",
    starts=DAY,
    ends=PartialDate(year=2031, month=7),
    printed_dates=(PRINTED,),
    place=PLACE,
    venue=NAME,
    agenda=(CITED_TEXT,),
    participants=(PARTICIPANT,),
    outcome=NAME,
    own=False,
    **CITED,
)
TERM = Term(person=PERSON, role="chair", starts=DAY, ends=PartialDate(year=2031), attested=DAY, **CITED)
ASSOCIATION = Association(
    id="league",
    name=NAME,
    founded=DAY,
    founding=EVENT,
    purpose=NAME,
    goals=(CITED_TEXT,),
    topics=(TOPIC,),
    terms=(TERM,),
    other_names=(NAME,),
    **CITED,
)
STATEMENT = Statement(
    id="brandt-1",
    speaker=PERSON,
    event=EVENT,
    kind="speech",
    text=NAME,
    topics=(TOPIC,),
    delivered_by=PERSON,
    **CITED,
)
CLAIM = Claim(
    id="guests",
    about=EVENT,
    measure="guests",
    value=1200,
    bound="at-least",
    unit="persons",
    corroboration="confirmed",
    **CITED,
)
AGREEMENT = Agreement(
    id="twins",
    kind="twinning",
    parties=(MEMBER, evolve(MEMBER, id="board")),
    signed=DAY,
    event=EVENT,
    signatories=(PERSON,),
    note=NAME,
    **CITED,
)
DISAGREEMENT = Disagreement(
    id="fair-guests", about=EVENT, measure="guests", note=NAME, claims=(CLAIM, evolve(CLAIM, id="more", value=1300))
)
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
FORUM = Forum(
    version="1",
    license="https://licence.example/",
    association=ASSOCIATION,
    **{table: Records(table, [record], {}) for table, record in TABLES_OF_ONE.items()},
)
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
    Position(value="at least 1,200 persons", claims=(CLAIM,)),
    Verification(record=PERSON, citation=CITATION, wording=WORDS),
    TimelineEntry(date=DAY, kind="starts", subject=EVENT, citations=(CITATION,)),
    FORUM,
]
EXAMPLE_OF = {type(example): example for example in EXAMPLES}


UNCHECKED = (Position, Verification, TimelineEntry, Forum)  # nobody makes them but the package
CHECKED = [example for example in EXAMPLES if not isinstance(example, UNCHECKED)]


def least_of(example: Any) -> Any:
    """The same record with no more than it must have."""
    cls = type(example)
    if cls is Claim:  # a number must have a unit
        return evolve(example, value=DAY, bound="exactly", unit=None)
    return cls(**{field.name: getattr(example, field.name) for field in fields(cls) if field.default is NOTHING})


def parts_of(record: Any) -> Iterator[Any]:
    """What stands in the fields of a record, the items of its tuples one by one."""
    for field in fields(type(record)):
        part = getattr(record, field.name)
        yield from part if isinstance(part, tuple) else (part,)


def values_in(whole: Any) -> Iterator[Any]:
    """A value and what it is made of, to the last string, but not the records that it refers to."""
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


BUNDLED = evolve(forum)  # the forum itself, out from behind its handle
WHOLES = [BUNDLED, *EXAMPLES, *map(least_of, EXAMPLES)]
VALUES = list({id(value): value for whole in WHOLES for value in values_in(whole)}.values())
SHOWN = [value for value in VALUES if has(type(value)) and not isinstance(value, Records)]

by_class = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
by_checked_class = pytest.mark.parametrize("example", CHECKED, ids=lambda example: type(example).__name__)


def test_every_class_is_covered_here() -> None:
    """Every class of the records is among the examples, which use every field."""
    classes = {
        value
        for module in (models, findings)
        for value in vars(module).values()
        if isinstance(value, type) and has(value)
    }
    assert {type(example) for example in EXAMPLES} == classes - {Records, Text}
    assert [part for example in EXAMPLES for part in parts_of(example) if part in (None, ())] == []


@by_class
def test_record_cannot_be_changed(example: Any) -> None:
    """No field of a record can be set or deleted, and nothing added to it."""
    for name in [*(field.name for field in fields(type(example))), "novel"]:
        with pytest.raises(FrozenInstanceError):
            setattr(example, name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(example, name)
    assert not hasattr(example, "__dict__")


@by_class
def test_record_is_made_with_the_names_of_its_fields(example: Any) -> None:
    """A record takes its fields by name only, so that their order may change."""
    values = {field.name: getattr(example, field.name) for field in fields(type(example))}
    assert type(example)(**values) == example
    with pytest.raises(TypeError):
        type(example)(*values.values())


@by_class
def test_records_are_equal_where_all_fields_are(example: Any) -> None:
    """Records with equal fields are equal and hash alike; another value in one field makes another record."""
    twin = evolve(example)
    assert twin is not example
    assert len({twin, example}) == 1
    for field in fields(type(example)):
        if field.name not in ("unit", "month") and field.default is not NOTHING:
            assert evolve(example, **{field.name: field.default}) != example


@by_checked_class
def test_only_what_may_be_unknown_may_be_none(example: Any) -> None:
    """A field may be None exactly where it is None by default."""
    least = least_of(example)
    for field in fields(type(least)):
        if field.default is None:
            assert getattr(evolve(least, **{field.name: None}), field.name) is None
        else:
            with pytest.raises(InvalidValueError) as caught:
                evolve(least, **{field.name: None})
            assert (caught.value.field, caught.value.value) == (field.name, None)


@by_checked_class
def test_no_field_takes_what_is_not_of_its_type(example: Any) -> None:
    """A field refuses what is of another type, padded, or twice the same, and the error names field and value."""
    wrong = [True, float("nan"), 2j, b"x", " x ", [], {}, {"en": "x"}, object(), (None,), ("x",), (CITATION, CITATION)]
    for field, value in product(fields(type(example)), wrong):
        if field.name == "own" and value is True:
            continue
        with pytest.raises(InvalidValueError) as caught:
            evolve(example, **{field.name: value})
        assert caught.value.field == field.name
        assert caught.value.value is value


WRONG: dict[type, dict[str, list[object]]] = {
    Source: {
        "id": ["", "Herald", "herald 1", 1],
        "kind": ["", "News", "blog"],
        "url": ["", "example.org", "file:///etc/example.org"],
        "language": ["", "english", "EN"],
        "published": ["2031-06-01", 2031, PRINTED],
        "printed_date": ["1410-03-11", DAY],
    },
    Citation: {"source": ["herald-1", CITATION], "passage": [WORDS, PASSAGE.sha256]},
    Country: {
        "id": ["", "X", "XMI", "xm"],
        "alpha_3": ["", "XM", "xmi"],
        "numeric": ["", "99", "9999", "۹۹۹", 999],
        "name": ["Mirabad"],
        "citations": [(), [CITATION], CITATION, (SOURCE,)],
    },
    Place: {
        "country": ["XM", PLACE],
        "latitude": [90.5, -91, "38.5", float("inf")],
        "longitude": [180.5, -181, "7", float("inf")],
        "geonames_id": [0, -1, 1.0, "1"],
        "citations": [()],
    },
    Topic: {"broader": ["gardens", PLACE], "citations": [()]},
    Standing: {"role": ["", "Host", "guest"], "citations": [()]},
    Member: {
        "acronym": ["", "M\nC"],
        "kind": ["", "council"],
        "place": ["mirabad", COUNTRY],
        "standing": [[STANDING], STANDING, (STANDING, STANDING)],
        "citations": [()],
    },
    Person: {"member": ["council", PERSON], "country": ["XM", PLACE], "citations": [()]},
    CitedText: {"text": ["Mirabad"], "citations": [()]},
    Event: {
        "kind": ["", "party"],
        "status": ["", "cancelled"],
        "printed_dates": [(DAY,), [PRINTED], (PRINTED, PRINTED)],
        "agenda": [(NAME,), [CITED_TEXT], (CITED_TEXT, CITED_TEXT)],
        "participants": [("odo-brandt",), (PERSON,), (PARTICIPANT, PARTICIPANT)],
        "own": [1, "yes", None],
        "citations": [()],
    },
    Term: {"person": ["odo-brandt", MEMBER], "role": ["", "mayor"], "citations": [()]},
    Association: {"founding": ["fair-2031"], "terms": [(PERSON,), (TERM, TERM)], "citations": [()]},
    Statement: {"kind": ["", "letter"], "topics": [("orchards",), (TOPIC, TOPIC)], "citations": [()]},
    Claim: {
        "about": ["fair-2031", CITATION, STANDING],
        "measure": ["", "Guests"],
        "value": [1.5, "1200", PRINTED],
        "bound": ["", "under"],
        "unit": ["", "Persons"],
        "citations": [()],
    },
    Agreement: {
        "kind": ["", "treaty"],
        "parties": [(), (MEMBER,), (MEMBER, MEMBER), (MEMBER, PERSON), [MEMBER, PERSON]],
        "signatories": [("odo-brandt",), (MEMBER,)],
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
def test_wrong_value_is_refused_by_name(cls: type, field: str, value: object) -> None:
    """A field refuses what it cannot hold, and the error names the field and has the value."""
    with pytest.raises(InvalidValueError) as caught:
        evolve(EXAMPLE_OF[cls], **{field: value})
    assert caught.value.field == field
    assert caught.value.value is value


@pytest.mark.parametrize(("latitude", "longitude"), [(90, 180), (-90, -180), (89.99, 179.99)])
def test_every_place_on_earth_has_degrees(latitude: float, longitude: float) -> None:
    """A place may lie anywhere from pole to pole, and all around."""
    place = evolve(PLACE, latitude=latitude, longitude=longitude)
    assert (place.latitude, place.longitude) == (latitude, longitude)


@pytest.mark.parametrize("about", TABLES)
def test_claim_can_be_about_any_record(about: str) -> None:
    """A claim is about a record of any table."""
    record = EXAMPLE_OF[TABLES[about]]
    assert evolve(CLAIM, about=record).about is record


@pytest.mark.parametrize(("value", "unit"), [(1200, None), (0, None), (DAY, "persons"), (NAME, "persons")])
def test_number_has_a_unit_and_nothing_else_has(value: object, unit: str | None) -> None:
    """A claim has a unit where its value is a number, and only there."""
    other = None if unit else "persons"
    claim = evolve(CLAIM, bound="exactly")
    assert evolve(claim, value=value, unit=other).unit == other
    with pytest.raises(InvalidValueError, match="unit must be "):
        evolve(claim, value=value, unit=unit)


@pytest.mark.parametrize("value", [DAY, NAME])
def test_only_a_number_has_a_bound(value: object) -> None:
    """A date or a text is neither about, nor at least, nor over."""
    with pytest.raises(InvalidValueError, match="bound must be exactly"):
        evolve(CLAIM, value=value, unit=None)


def test_an_event_without_its_first_day_prints_its_last() -> None:
    """What is not known of an event is not printed."""
    assert str(evolve(EVENT, starts=None)) == "Mirabad, Mirabad, 2031-07"


@given(
    st.sampled_from([EVENT, TERM]),
    st.lists(st.dates(), min_size=2, max_size=2, unique=True).map(sorted),
    st.tuples(*[st.sampled_from([4, 7, 10])] * 2),
)
def test_days_in_order_stay_in_order(example: Any, days: list[Any], cuts: tuple[int, int]) -> None:
    """Two days in order may start and end something, known to the day, month or year; in disorder they may not."""
    starts, ends = (PartialDate.parse(day.isoformat()[:cut]) for day, cut in zip(days, cuts, strict=True))
    assert evolve(example, starts=starts, ends=ends).starts == starts
    first, last = (PartialDate.parse(day.isoformat()) for day in days)
    with pytest.raises(InvalidValueError, match=f"^ends must be not before {last}"):
        evolve(example, starts=last, ends=first)


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
    """An end is refused only where every day that it can mean is before the start."""
    dates = {"starts": starts and PartialDate.parse(starts), "ends": ends and PartialDate.parse(ends)}
    if fits:
        assert evolve(example, **dates).ends == dates["ends"]
    else:
        with pytest.raises(InvalidValueError) as caught:
            evolve(example, **dates)
        assert (caught.value.field, caught.value.value) == ("ends", ends)


def test_copies_are_equal() -> None:
    """Whatever is in a forum is copied and pickled to an equal value of the same type and hash."""
    hashes = list(map(hash, SHOWN))
    pickled = [pickle.loads(pickle.dumps(SHOWN, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for twins in [*pickled, list(map(copy.copy, SHOWN)), copy.deepcopy(SHOWN)]:
        assert list(map(type, twins)) == list(map(type, SHOWN))
        assert [value for value, twin in zip(SHOWN, twins, strict=True) if twin != value] == []
        assert list(map(hash, twins)) == hashes


def test_copied_forum_refers_to_its_own_records() -> None:
    """In a pickled or deeply copied forum references lead to the records of the copy."""
    for twin in (copy.deepcopy(BUNDLED), pickle.loads(pickle.dumps(BUNDLED))):
        assert twin.event is twin.events[BUNDLED.event.id]
        for statement in twin.statements:
            assert statement.speaker is twin.people[statement.speaker.id] is not BUNDLED.people[statement.speaker.id]


def test_repr_names_references_by_their_ids() -> None:
    """A record is represented on one line, in which other records and citations stand by their ids alone."""
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
        (least_of(MEMBER), "standing=(), citations=(<herald-1 ¶3>,))"),
        (evolve(STANDING, citations=(CITATION, least_of(CITATION))), "citations=(<herald-1 ¶3>, <herald-1>))"),
        (AGREEMENT, "parties=(<council>, <board>), "),
    ],
    ids=["none and one", "two", "records"],
)
def test_repr_writes_tuples_as_python_does(value: object, shown: str) -> None:
    """A tuple in a representation is one of Python: a comma follows a single item, and nothing else ends in one."""
    assert shown in repr(value)


def test_str_is_one_line() -> None:
    """Whatever is in a forum prints as one line that is not empty."""
    for value in SHOWN:
        assert len(str(value).splitlines()) == 1
        assert str(value).strip() == str(value)
    for value in [*EXAMPLES, *map(least_of, EXAMPLES)]:
        assert "None" not in str(value)


@pytest.mark.parametrize("example", [e for e in TABLES_OF_ONE.values() if hasattr(e, "name")], ids=lambda e: e.id)
def test_record_prints_its_english_or_else_its_original_name(example: Any) -> None:
    """A record prints its English name, or the original one where there is no English."""
    assert NAME.en in str(example)
    assert "جویبار" in str(evolve(example, name=Text({"fa": "جویبار", "ru": "Ручьи"})))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (CITATION, "herald-1 ¶3"),
        (least_of(CITATION), "herald-1"),
        (STANDING, "host, 2031-06-01"),
        (least_of(STANDING), "host"),
        (MEMBER, "Mirabad (MCC)"),
        (EVENT, "Mirabad, Mirabad, 2031-06-01/2031-07"),
        (evolve(EVENT, ends=DAY, place=None), "Mirabad, 2031-06-01"),
        (evolve(EVENT, ends=None), "Mirabad, Mirabad, 2031-06-01"),
        (TERM, "Mirabad, chair, attested 2031-06-01"),
        (evolve(TERM, attested=None), "Mirabad, chair, from 2031-06-01 to 2031"),
        (least_of(TERM), "Mirabad, chair, from an unknown date"),
        (CLAIM, "fair-2031, guests: at least 1,200 persons"),
        (evolve(CLAIM, bound="exactly"), "fair-2031, guests: 1,200 persons"),
        (evolve(CLAIM, bound="about"), "fair-2031, guests: about 1,200 persons"),
        (evolve(CLAIM, bound="over"), "fair-2031, guests: over 1,200 persons"),
        (DISAGREEMENT, "fair-2031, guests: at least 1,200 persons / at least 1,300 persons"),
        (least_of(DISAGREEMENT), "fair-2031, guests"),
        (least_of(CLAIM), "fair-2031, guests: 2031-06-01"),
        (AGREEMENT, "twinning, Mirabad and Mirabad, 2031-06-01"),
        (least_of(AGREEMENT), "twinning, Mirabad and Mirabad"),
        (FORUM, "Mirabad: Mirabad, Mirabad, 2031-06-01/2031-07"),
    ],
)
def test_record_prints_what_it_is(value: object, expected: str) -> None:
    """A record prints its name and what tells it from others."""
    assert str(value) == expected


def test_forum_is_represented_by_its_counts() -> None:
    """A forum is represented by its version and the number of records in each table."""
    counts = [f"{len(getattr(BUNDLED, table))} {table}" for table in TABLES_OF_ONE]
    assert repr(BUNDLED) == f"<Forum {BUNDLED.version}: {', '.join(counts)}>"


def test_citations_of_a_record_are_its_own() -> None:
    """A record carries its citations and those of its parts, and not those of the records that it refers to."""
    own, of_part, of_other = (Citation(source=evolve(SOURCE, id=f"s-{number}")) for number in range(3))
    other = evolve(PLACE, citations=(of_other,))
    member = evolve(MEMBER, place=other, standing=(evolve(STANDING, citations=(of_part,)),), citations=(own,))
    assert set(citations_in(member)) == {own, of_part}
    people = (evolve(PARTICIPANT, person=evolve(PERSON, citations=(of_other,)), citations=(own,)),)
    event = evolve(EVENT, participants=people, agenda=(evolve(CITED_TEXT, citations=(of_part,)),), citations=(own,))
    assert set(citations_in(event)) == {own, of_part}


@pytest.mark.parametrize("whole", [FORUM, BUNDLED], ids=["example", "bundled"])
def test_verification_has_a_row_for_each_passage(whole: Forum) -> None:
    """Verifying gives each record with each of its citations that has a passage, found or not, table by table."""
    rows = whole.verify("")
    records = [whole.association, *(record for table in TABLES_OF_ONE for record in getattr(whole, table))]
    expected = [(record, cited) for record in records for cited in citations_in(record) if cited.passage]
    assert sorted((row.record.id, str(row.citation)) for row in rows) == sorted((r.id, str(c)) for r, c in expected)
    assert len(rows) > 0
    assert not any(row.found for row in rows)
    assert all(row.wording is None and str(row).endswith(": missing") for row in rows)
    tables = [list(TABLES.values()).index(type(row.record)) for row in rows]
    assert tables == sorted(tables)


def test_verification_gives_the_wording_of_the_copy() -> None:
    """Each passage that a copy contains is found, in the words of the copy."""
    printed = "Odo Brandt wants\nan ORCHARD by the old harbour!"
    rows = FORUM.verify(f"Mirabad Herald\n{printed}\n3 June")
    assert all(row.found and row.wording == printed and str(row).endswith(printed) for row in rows)


def test_only_a_text_is_verified() -> None:
    """What is not a text is refused, and not taken for a copy that lacks every passage."""
    with pytest.raises(InvalidValueError, match="article must be a text"):
        FORUM.verify(None)


@pytest.mark.parametrize("whole", [FORUM, BUNDLED], ids=["example", "bundled"])
def test_timeline_runs_forward(whole: Forum) -> None:
    """A timeline has every dated event, agreement and claim, nothing twice, and goes on or stands still."""
    entries = whole.timeline()
    days = [entry.date.earliest for entry in entries]
    assert days == sorted(days)
    assert len(set(entries)) == len(entries)
    held = {(str(event.starts), event) for event in whole.events if event.starts}
    signed = {(str(agreement.signed), agreement) for agreement in whole.agreements if agreement.signed}
    assert held | signed <= {(str(entry.date), entry.subject) for entry in entries}
    assert {entry.subject for entry in entries} >= {
        c for c in whole.claims if any(p.source.published for p in c.citations)
    }
    assert all(str(entry).startswith(f"{entry.date} {entry.kind}: ") for entry in entries)


def test_every_date_stands_in_a_timeline() -> None:
    """A timeline has the first day, the last, the signing and the attested one of whatever has them, and no others."""
    happened = {(str(entry.date), entry.kind, type(entry.subject)) for entry in FORUM.timeline()}
    assert happened == {
        ("2031", "ends", Term),
        ("2031-06-01", "starts", Term),
        ("2031-06-01", "attested", Term),
        ("2031-06-01", "starts", Event),
        ("2031-07", "ends", Event),
        ("2031-06-01", "signed", Agreement),
        ("2031-06-01", "claimed", Claim),
    }


@pytest.mark.parametrize("ends", [None, "2031-06-01", "2031-06-02", "2031-06"])
def test_one_day_stands_once_in_a_timeline(ends: str | None) -> None:
    """The end of an event stands in a timeline where it is known and is not the day on which the event starts."""
    events = Records("events", [evolve(EVENT, ends=ends and PartialDate.parse(ends))], {})
    entries = [entry for entry in evolve(FORUM, events=events).timeline() if isinstance(entry.subject, Event)]
    assert [str(entry.date) for entry in entries] == [
        "2031-06-01",
        *([ends] if ends not in (None, "2031-06-01") else []),
    ]


def test_position_ranks_its_sources_by_age() -> None:
    """A position has its sources once each, oldest first and undated last, and the first and last of the dated."""
    years = {"s-0": None, "s-1": PartialDate(year=2033), "s-2": PartialDate(year=2031), "s-3": None}
    cited = [Citation(source=evolve(SOURCE, id=id, published=year)) for id, year in years.items()]
    position = Position(value="1", claims=(evolve(CLAIM, citations=(*cited,)), CLAIM, evolve(CLAIM, id="more")))
    assert [source.id for source in position.sources] == ["s-2", "herald-1", "s-1", "s-0", "s-3"]
    assert (position.oldest, position.newest) == (position.sources[0], position.sources[2])
    undated = Position(value="1", claims=(evolve(CLAIM, citations=(cited[0], cited[3])),))
    assert undated.oldest is undated.newest is None


def test_disagreement_has_a_position_for_each_value() -> None:
    """A disagreement lists its values, each with all the claims that assert it, and cites what they cite."""
    same, other = evolve(CLAIM, id="again"), evolve(CLAIM, id="other", value=1300)
    disagreement = evolve(DISAGREEMENT, claims=(CLAIM, other, same))
    assert [position.claims for position in disagreement.positions] == [(CLAIM, same), (other,)]
    assert disagreement.citations == (CITATION,)
