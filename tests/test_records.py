"""`Records`: a sequence with four verbs."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import fields
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import brics_cities
from brics_cities import (
    EmptyQueryError,
    Forum,
    InvalidValueError,
    Record,
    Records,
    Statement,
    Text,
    UnknownCriterionError,
    UnknownIdError,
    fold,
    records,
)
from brics_cities._tables import TABLES
from brics_cities.records import CRITERIA

# The values that each criterion looks at, without the paths of the implementation.
LOOKED_AT: dict[tuple[str, str], Callable[[Any], list[Any]]] = {
    ("events", "kind"): lambda event: [event.kind],
    ("events", "status"): lambda event: [event.status],
    ("events", "place"): lambda event: [event.place],
    ("events", "country"): lambda event: [event.place and event.place.country],
    ("events", "participant"): lambda event: [participant.person for participant in event.participants],
    ("events", "own"): lambda event: [event.own],
    ("members", "kind"): lambda member: [member.kind],
    ("members", "place"): lambda member: [member.place],
    ("members", "country"): lambda member: [member.country],
    ("members", "role"): lambda member: [standing.role for standing in member.standing],
    ("people", "member"): lambda person: [person.member],
    ("people", "country"): lambda person: [person.country],
    ("people", "party"): lambda person: [person.party],
    ("statements", "speaker"): lambda statement: [statement.speaker],
    ("statements", "member"): lambda statement: [statement.speaker.member],
    ("statements", "country"): lambda statement: [statement.speaker.country],
    ("statements", "event"): lambda statement: [statement.event],
    ("statements", "kind"): lambda statement: [statement.kind],
    ("statements", "topic"): lambda statement: [*statement.topics],
    ("statements", "delivered_by"): lambda statement: [statement.delivered_by],
    ("claims", "about"): lambda claim: [claim.about],
    ("claims", "measure"): lambda claim: [claim.measure],
    ("claims", "bound"): lambda claim: [claim.bound],
    ("claims", "corroboration"): lambda claim: [claim.corroboration],
    ("disagreements", "about"): lambda disagreement: [disagreement.about],
    ("disagreements", "measure"): lambda disagreement: [disagreement.measure],
    ("countries", "status"): lambda country: [standing.status for standing in country.standing],
    ("agreements", "signatory"): lambda agreement: [*agreement.signatories],
    ("agreements", "kind"): lambda agreement: [agreement.kind],
    ("agreements", "party"): lambda agreement: [*agreement.parties],
    ("agreements", "event"): lambda agreement: [agreement.event],
    ("topics", "broader"): lambda topic: [topic.broader],
    ("places", "country"): lambda place: [place.country],
    ("sources", "kind"): lambda source: [source.kind],
    ("sources", "language"): lambda source: [source.language],
    **{
        (table, "source"): lambda record: [citation.source for citation in record.citations]
        for table in CRITERIA
        if table != "sources"
    },
}

# Ways to write the same words.
SPELLINGS: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: text.translate(str.maketrans("یکه", "يكة")),
    lambda text: text.replace("\u200c", ""),
    lambda text: text.replace("\u200c", " "),
    str.upper,
    str.swapcase,
    lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: f"  «{text}»!\n",
]

tables = st.sampled_from(list(CRITERIA))
not_strings = pytest.mark.parametrize("value", [5, 1.5, b"kazan", ["kazan"], ("kazan",), object()])


@pytest.fixture(scope="module")
def forum(load_rows: Callable[[Any], Forum]) -> Forum:
    """The bundled data with agreements of two invented towns, and with a place that has the id of one of them."""
    rows = brics_cities.forum._rows()
    citations = [{"source": rows["sources"][0]["id"]}]
    where = {
        "name": {"original": "en", "en": "Avalon"},
        "country": rows["countries"][0]["id"],
        "latitude": 0,
        "longitude": 0,
    }
    seat = {"measure": "seat", "value": "2001", "citations": citations}
    pact = {"parties": ["avalon", "brigadoon"], "citations": citations}
    rows["members"] += [
        {
            "id": id,
            "name": {"original": "en", "en": id.title()},
            "acronym": acronym,
            "kind": "city-council",
            "citations": citations,
        }
        for id, acronym in (("avalon", "QVX"), ("brigadoon", "QWX"))
    ]
    rows["places"] += [{"id": "avalon", **where, "citations": citations}]
    rows["claims"] += [{"id": f"{table}-seat", "about": f"{table}/avalon", **seat} for table in ("members", "places")]
    rows["agreements"] += [
        {"id": "avalon-brigadoon-1", "kind": "twinning", "event": rows["events"][0]["id"], **pact},
        {"id": "avalon-brigadoon-2", "kind": "memorandum", **pact},
    ]
    return load_rows(rows)


def spellings(value: Any) -> list[Any]:
    """Return everything by which a value can be asked for."""
    if isinstance(value, Text):
        return [value, *value.values()]
    return [value, value.id] if isinstance(value, Record) else [value]


def texts(record: Any) -> Iterator[str]:
    """Yield every text by which a record should be found."""
    values = [getattr(record, attribute.name) for attribute in fields(type(record))]
    parts = [part for value in values for part in (value if isinstance(value, tuple) else [value])]
    yield from (text for part in parts if isinstance(part, Text) for text in part.values())
    yield record.id
    yield from (code for name in ("acronym", "alpha_3", "numeric") if (code := getattr(record, name, None)))


def names(record: Any) -> Iterator[str]:
    """Yield everything that the speaker, the topics and the place of a statement are called."""
    if isinstance(record, Statement):
        for one in (record.speaker, *record.topics, record.event.place):
            if one is not None:
                for text in (one.name, *getattr(one, "other_names", ()), getattr(one, "printed_as", None)):
                    yield from text.values() if text else ()


# The sequence


@given(table=tables, index=st.integers(-99, 99), data=st.data())
def test_records_are_a_sequence(forum: Forum, table: str, index: int, data: st.DataObject) -> None:
    """Length, order, indexes and slices are those of a tuple of the records."""
    some, same = getattr(forum, table), tuple(getattr(forum, table))
    assert len(some) == len(same)
    assert [*reversed(some)] == [*reversed(same)]
    if -len(same) <= index < len(same):
        assert some[index] is same[index]
    else:
        with pytest.raises(IndexError):
            some[index]
    part = data.draw(st.slices(len(same)))
    assert isinstance(some[part], Records)
    assert tuple(some[part]) == same[part]


@pytest.mark.parametrize("table", CRITERIA)
def test_records_are_found_by_id(forum: Forum, table: str) -> None:
    """Each record is in its table, can be had by its id, and is not among the other records of the table."""
    all_ = getattr(forum, table)
    for position, record in enumerate(all_):
        assert record in all_
        assert record.id in all_
        assert all_[record.id] is all_.get(record.id) is record
        others = all_[:position]
        assert record not in others
        assert record.id not in others
        assert others.get(record.id) is None


def test_other_objects_are_not_contained(forum: Forum) -> None:
    """A table contains no record of another table, even with the same id, and no other object."""
    assert forum.places["kazan"] not in forum.members
    assert forum.members["kazan"] not in forum.places
    for stranger in (None, 5, [], ("kazan",), "nobody", forum):
        assert stranger not in forum.members


@given(table=tables, other=tables, data=st.data())
def test_equality(forum: Forum, table: str, other: str, data: st.DataObject) -> None:
    """Records are equal, with equal hashes, if their table and items are, and never equal to another type."""
    one, another = getattr(forum, table), getattr(forum, other)
    some = one[data.draw(st.slices(len(one)))]
    assert (some == one) == ([*some] == [*one])
    assert (one[:0] == another[:0]) == (table == other)
    assert one[:] == one
    assert hash(one[:]) == hash(one)
    assert one != tuple(one)


@pytest.mark.parametrize("remake", [copy.copy, copy.deepcopy, lambda some: pickle.loads(pickle.dumps(some))])
@pytest.mark.parametrize("table", CRITERIA)
def test_copies(forum: Forum, table: str, remake: Callable[[Any], Any]) -> None:
    """A shallow, deep or pickled copy is equal to the original and gives the same answers."""
    one = getattr(forum, table)
    same = remake(one)
    assert same == one
    assert hash(same) == hash(one)
    for record in one:
        assert same[record.id] == record
        assert record in same
    assert same[:1].find("a") == one[:1].find("a")


def test_records_are_frozen(forum: Forum) -> None:
    """No item and no attribute can be set, deleted or added."""
    with pytest.raises(TypeError):
        forum.people[0] = forum.people[1]
    with pytest.raises(TypeError):
        del forum.people[0]
    with pytest.raises(AttributeError):
        forum.people.new = 1
    with pytest.raises(AttributeError):
        del forum.people._items
    assert not hasattr(forum.people, "append")


@pytest.mark.parametrize("table", CRITERIA)
def test_repr_and_str(forum: Forum, table: str) -> None:
    """The repr has the table, the number and the first nine ids; the text has a line per record."""
    one = getattr(forum, table)
    assert repr(one[:0]) == f"<0 {table}>"
    assert repr(one[:1]) == f"<1 {TABLES[table].__name__.lower()}: {one[0].id}>"
    assert repr(one[:9]) == f"<{len(one[:9])} {table}: {', '.join(record.id for record in one[:9])}>"
    assert repr(one) == repr(one[:9]).replace(f"<{len(one[:9])}", f"<{len(one)}").replace(
        ">", ", ...>" if len(one) > 9 else ">"
    )
    assert str(one).splitlines() == [str(record) for record in one]


# [] and get


@given(table=tables, id=st.text())
def test_unknown_id(forum: Forum, table: str, id: str) -> None:
    """An unknown id is None for `get`, and for `[]` a KeyError with the table, the id and near ids."""
    some = getattr(forum, table)
    assume(id not in {record.id for record in some})
    assert some.get(id) is None
    with pytest.raises(UnknownIdError) as caught:
        some[id]
    error = caught.value
    assert isinstance(error, KeyError)
    assert (error.table, error.id) == (table, id)
    assert all(near in some for near in error.near)


@pytest.mark.parametrize("table", CRITERIA)
def test_near_ids(forum: Forum, table: str) -> None:
    """The right id is the first near one if only its case is wrong, and among the near ones if it is mistyped."""
    some = getattr(forum, table)
    for record in some:
        with pytest.raises(UnknownIdError) as caught:
            some[record.id.swapcase()]
        assert caught.value.near[0] == record.id
        with pytest.raises(UnknownIdError) as caught:
            some[record.id[0] + record.id]
        assert record.id in caught.value.near


@not_strings
def test_only_strings_are_ids(forum: Forum, value: Any) -> None:
    """An id or a query that is not a string is an InvalidValueError."""
    verbs = [forum.people.get, forum.people.find, *([] if isinstance(value, int) else [forum.people.__getitem__])]
    for verb in verbs:
        with pytest.raises(InvalidValueError) as caught:
            verb(value)
        assert caught.value.field in ("id", "query")
        assert caught.value.value is value


# by


def test_every_criterion_is_tested() -> None:
    """The laws below cover every criterion."""
    assert set(LOOKED_AT) == {(table, criterion) for table in CRITERIA for criterion in CRITERIA[table]}


@pytest.mark.parametrize(("table", "criterion"), LOOKED_AT)
def test_by_keeps_what_meets_the_criterion(forum: Forum, table: str, criterion: str) -> None:
    """For every possible record, id, term or None, `by` keeps exactly the records that have it, in order."""
    all_ = getattr(forum, table)
    values = {record.id: LOOKED_AT[table, criterion](record) for record in all_}
    answers = {record.id: [word for value in values[record.id] for word in spellings(value)] for record in all_}
    vocabulary = CRITERIA[table][criterion][1]
    could = getattr(forum, vocabulary, ()) if isinstance(vocabulary, str) else vocabulary
    wanted = {None, *(word for value in could for word in spellings(value))}.union(*answers.values())
    for word in wanted:
        expected = [record for record in all_ if word in answers[record.id]]
        assert [*all_.by(**{criterion: word})] == expected


@settings(max_examples=50)
@given(table=tables, data=st.data())
def test_criteria_are_anded(forum: Forum, table: str, data: st.DataObject) -> None:
    """Several criteria keep the records that meet all of them, in any order, in one call or in a chain."""
    all_ = getattr(forum, table)
    criteria = data.draw(st.permutations(list(CRITERIA[table])))[:3]
    records_ = st.sampled_from([*all_])
    wanted = {}
    for criterion in criteria:
        values = LOOKED_AT[table, criterion](data.draw(records_))
        if values:
            wanted[criterion] = data.draw(st.sampled_from(values))
    chained = all_
    for criterion, value in wanted.items():
        chained = chained.by(**{criterion: value})
    assert all_.by(**wanted) == all_.by(**dict(reversed(wanted.items()))) == chained
    assert [*chained] == [
        record for record in all_ if all(value in LOOKED_AT[table, of](record) for of, value in wanted.items())
    ]


def test_overloads_agree_with_the_criteria() -> None:
    """The overloads of `by` have the criteria of each table."""
    tree = ast.parse(inspect.getsource(records))
    overloads = [
        node.args
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "by" and node.args.kwonlyargs
    ]
    declared = {}
    for arguments in overloads:
        assert isinstance(arguments.args[0].annotation, ast.Subscript)
        declared[ast.unparse(arguments.args[0].annotation.slice)] = [name.arg for name in arguments.kwonlyargs]
    assert declared == {TABLES[table].__name__: [*criteria] for table, criteria in CRITERIA.items()}


@pytest.mark.parametrize("table", CRITERIA)
def test_unknown_criterion(forum: Forum, table: str) -> None:
    """An unknown criterion is a TypeError with the criteria of the table."""
    with pytest.raises(UnknownCriterionError) as caught:
        getattr(forum, table).by(colour="blue")
    error = caught.value
    assert isinstance(error, TypeError)
    assert (error.table, error.criterion, error.criteria) == (table, "colour", (*CRITERIA[table],))


@pytest.mark.parametrize(("table", "criterion"), LOOKED_AT)
def test_unknown_value(forum: Forum, table: str, criterion: str) -> None:
    """A string that is no id or term of the criterion is a KeyError; another type is an InvalidValueError."""
    with pytest.raises(UnknownIdError):
        getattr(forum, table).by(**{criterion: "no such"})
    for value in (5, 1.5, b"kazan", ["kazan"], object()):
        with pytest.raises(InvalidValueError) as caught:
            getattr(forum, table).by(**{criterion: value})
        assert (caught.value.field, caught.value.value) == (criterion, value)


def test_unknown_value_has_near_ones(forum: Forum) -> None:
    """The error of a mistaken id or term has near ones."""
    for some, criterion, near in [
        (forum.statements, "speaker", "ilsur-metshin"),
        (forum.statements, "kind", "speech"),
        (forum.people, "country", "IR"),
    ]:
        with pytest.raises(UnknownIdError) as caught:
            some.by(**{criterion: near.swapcase()})
        assert near in caught.value.near


# find


@pytest.mark.parametrize("spell", SPELLINGS)
@pytest.mark.parametrize("table", CRITERIA)
def test_find_ignores_spelling(forum: Forum, table: str, spell: Callable[[str], str]) -> None:
    """Every record is found by its id and by each of its texts, in any language and spelling."""
    some = getattr(forum, table)
    for record in some:
        assert all(record in some.find(spell(text)) for text in texts(record))


@given(table=tables, data=st.data())
def test_find_ranks(forum: Forum, table: str, data: st.DataObject) -> None:
    """Equal texts come first, then texts that begin with the query, then others that contain it, each in order.

    After all of them come the statements whose speakers, topics and places are called so, in the same order.
    """
    some = getattr(forum, table)
    words = data.draw(st.sampled_from([text for record in some for text in (*texts(record), *names(record))]))
    start = data.draw(st.integers(0, len(words) - 1))
    query = words[start : start + data.draw(st.integers(1, 9))]
    assume(fold(query))

    def rank(record: Any) -> int:
        for first, strings in ((0, [*texts(record)]), (3, [*names(record)])):
            at = [fold(text).find(fold(query)) for text in strings]
            if max(at, default=-1) >= 0:
                return first + (0 if fold(query) in map(fold, strings) else 1 if 0 in at else 2)
        return 6

    assert [*some.find(query)] == sorted((record for record in some if rank(record) < 6), key=rank)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Ильсур", lambda one: one.speaker.id == "ilsur-metshin"),
        ("شاپوشنیکوف الکسی", lambda one: one.speaker.id == "alexei-shaposhnikov"),
        ("گردشگري", lambda one: "tourism" in [topic.id for topic in one.topics]),
        ("Houshyar گردشگری", lambda one: False),
        ("كازان", lambda one: one.event.place and one.event.place.id == "kazan"),
    ],
)
def test_statements_are_found_by_names(query: str, found: Callable[[Any], bool]) -> None:
    """A statement is found by what its speaker, topics and place are called, below those that say it themselves."""
    statements = brics_cities.forum.statements
    spoken = [one for one in statements if any(fold(query) in fold(text) for text in texts(one))]
    by_name = [one for one in statements if found(one)]
    assert [*statements.find(query)] == [*spoken, *(one for one in by_name if one not in spoken)]


@pytest.mark.parametrize(
    ("table", "query", "found"),
    [
        ("people", "Houshyar Yaghoub", "yaghoub-houshyar"),
        ("people", "هوشيار يعقوب", "yaghoub-houshyar"),
        ("people", "метшин ильсур", "ilsur-metshin"),
        ("countries", "ZAF", "ZA"),
        ("countries", "643", "RU"),
        ("members", "flacma", "flacma"),
    ],
)
def test_names_and_codes(table: str, query: str, found: str) -> None:
    """A name is found in any order of its words, a country by its codes, and a body by its acronym."""
    assert [record.id for record in getattr(brics_cities.forum, table).find(query)][:1] == [found]


def test_words_of_different_texts() -> None:
    """Words are found in any order in one text, not in several."""
    assert not brics_cities.forum.people.find("Houshyar هوشیار")
    assert not brics_cities.forum.people.find("Houshyar Metshin")


def test_data_frame_wants_rows(forum: Forum) -> None:
    """Whatever looks for the attributes of a data frame, as pandas does, is told to use rows."""
    for name in ("dtype", "iloc", "to_csv"):
        assert not hasattr(forum.people, name)
        with pytest.raises(AttributeError, match=rf"no attribute '{name}'; .*DataFrame\(records.rows\(\)\)$"):
            getattr(forum.people, name)


@pytest.mark.parametrize("query", ["", " ", "\n", "\u200c", "«»", "!?.,،؛", "\u064e"])
def test_empty_query(forum: Forum, query: str) -> None:
    """A query without letters, digits and symbols is a ValueError, and finds neither all records nor none."""
    with pytest.raises(EmptyQueryError) as caught:
        forum.people.find(query)
    assert isinstance(caught.value, ValueError)


def test_nothing_found(forum: Forum) -> None:
    """A query that occurs nowhere gives an empty part of the same table."""
    assert forum.people.find("zzzzzz") == forum.people[:0]


def test_verbs_chain(forum: Forum) -> None:
    """The result of each verb has all verbs."""
    city = forum.members.find("brigadoon").by(kind="city-council").find("BRIGADOON")[:1].by(place=None)
    assert city["brigadoon"] is city[0] is city.get("brigadoon")
    assert forum.agreements.by(party=city[0]).by(kind="twinning") == forum.agreements.find("avalon brigadoon 1")
