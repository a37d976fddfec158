"""Records as JSON and back, and data sets with changed records: the same as what the files have and `load` makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from importlib_resources import files

import brics_cities
from brics_cities import (
    Association,
    Citation,
    Claim,
    Disagreement,
    Forum,
    InvalidDataError,
    InvalidValueError,
    Person,
    Problem,
    Text,
    Topic,
    UnknownIdError,
    forum,
    from_dict,
    load,
    to_dict,
)
from brics_cities._tables import TABLES, Field, reference, shape, stored_fields
from brics_cities.testing import fictional_forum
from brics_cities.testing.strategies import forums

FICTIONAL = fictional_forum(
    every_field=True, members=2, people=2, statements=3, claims=3, disagreements=1, agreements=1, topics=2, sources=2
)
PERSON, STATEMENT, CLAIM = FICTIONAL.people["person-1"], FICTIONAL.statements["statement-1"], FICTIONAL.claims[0]
NOTE = Text({"en": "Changed"})


def records_of(data: Forum) -> list[Any]:
    """Return every record of a data set."""
    return [*data._all()]


def in_dict(row: dict[str, Any], cls: type[Any]) -> Iterator[tuple[Field, Any]]:
    """Yield the references in a row, each with its field."""
    for field in stored_fields(cls):
        value = row[field.name]
        for item in (value if field.many else [value]) if value is not None else ():
            if field.kind == "reference":
                yield field, item
            elif field.kind == "part":
                yield from in_dict(item, field.types[0])


def saved(data: Forum, path: Path) -> Forum:
    """Return what a data set is once it is saved and loaded."""
    data.save(path / "data.zip")
    return load(path / "data.zip")


def problems_of(change: Callable[[], object]) -> list[Problem]:
    """Return the problems of a change."""
    with pytest.raises(InvalidDataError) as caught:
        change()
    return list(caught.value.problems)


# One record.


def known(value: Any) -> Any:
    """Return JSON without what is not known: the bundled files leave it out in parts of records."""
    if isinstance(value, list):
        return [known(item) for item in value]
    if isinstance(value, dict):
        return {key: known(item) for key, item in value.items() if item is not None}
    return value


def test_dict_is_the_row_of_the_file(tmp_path: Path) -> None:
    """The dict of a record is what the file of its table has once it is saved, and the bundled file, too."""
    forum.save(tmp_path)
    for table in TABLES:
        rows = [to_dict(record) for record in records_of(forum) if reference(record).startswith(f"{table}/")]
        assert json.loads((tmp_path / f"{table}.json").read_text("utf-8")) == rows
        shipped = json.loads((files("brics_cities") / "data" / f"{table}.json").read_text("utf-8"))
        assert known(shipped) == known(rows)
        assert rows


def test_dict_makes_the_record_again(any_forum: Forum) -> None:
    """A record made from its dict equals the record, apart from what is derived, and refers to the very same records."""
    for record in records_of(any_forum)[::5]:
        made = from_dict(type(record), to_dict(record), any_forum)
        derived = {"corroboration": None} if isinstance(record, Claim) else {}
        derived |= {"claims": ()} if isinstance(record, Disagreement) else {}
        assert made == evolve(record, **derived)
        for field in stored_fields(type(record)):
            if field.kind == "reference" and not field.many:
                assert getattr(made, field.name) is getattr(record, field.name)


def test_dict_belongs_to_the_caller() -> None:
    """Two dicts of a record share no list or object."""
    one, other = to_dict(PERSON), to_dict(PERSON)
    one["name"]["en"], one["citations"][0]["source"] = "Somebody", "source-9"
    one["other_names"].clear()
    assert to_dict(PERSON) == other


def test_embedded_references_are_rows(any_forum: Forum) -> None:
    """With `embed`, each reference of a record and of its parts is the row of that record, which has ids."""
    for record in records_of(any_forum)[::5]:
        plain, embedded = to_dict(record), to_dict(record, embed=True)
        pairs = zip(in_dict(plain, type(record)), in_dict(embedded, type(record)), strict=True)
        for (field, id), (_, row) in pairs:
            assert id in (row["id"], *(f"{table}/{row['id']}" for table in field.tables))
            assert any(
                row == to_dict(other) for other in records_of(any_forum) if reference(other).endswith(f"/{row['id']}")
            )
        assert (plain == embedded) == (not [*in_dict(plain, type(record))])


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"member": "nowhere"}, "member", 'must be the id of a record in members.json, not "nowhere"'),
        (
            {"member": {"id": "member-1"}},
            "member",
            'must be the id of a record in members.json, not {"id": "member-1"}',
        ),
        ({"citations": []}, "citations", "must be at least 1 different citations, not []"),
        (
            {"citations": [{"source": "x"}]},
            "citations[0].source",
            'must be the id of a record in sources.json, not "x"',
        ),
        ({"age": 5}, "age", "unknown key; choose from "),
        ({"id": 5}, "id", "must be a lower-case slug such as 'ilsur-metshin', not 5"),
        (
            {"name": None},
            "name",
            "must be an object with a string per language tag, and the tag of the original, not null",
        ),
    ],
)
def test_wrong_row(changes: dict[str, Any], path: str, reason: str) -> None:
    """What is wrong with a row is located and explained as `load` does it."""
    row = to_dict(PERSON) | changes
    (problem,) = problems_of(lambda: from_dict(Person, row, FICTIONAL))
    assert problem[:3] == ("people.json", None if row["id"] == 5 else "person-1", path)
    assert problem.reason.startswith(reason)


def test_all_problems_of_a_row_are_listed() -> None:
    """An error has every problem of a row; a value that is no object at all is one, too."""
    row: Any = {"id": "x", "name": {"en": ""}, "office": 5, "citations": "source-1"}
    paths = [problem.path for problem in problems_of(lambda: from_dict(Person, row, FICTIONAL))]
    assert paths == ["name.en", "name.original", "office", "citations"]
    for wrong in ([], "person-1", None):
        assert problems_of(lambda wrong=wrong: from_dict(Person, wrong, FICTIONAL)) == [  # type: ignore[misc]
            Problem("people.json", None, "", f"must be an object, not {json.dumps(wrong)}")
        ]


@pytest.mark.parametrize("wrong", [PERSON.name, PERSON.citations[0], FICTIONAL, None, "person-1"])
def test_only_records_have_rows(wrong: Any) -> None:
    """A part, a data set or an id is refused, and so is a class of them."""
    with pytest.raises(InvalidValueError, match="record must be a record, such as a Person"):
        to_dict(wrong)
    for cls in (type(wrong), wrong):
        with pytest.raises(InvalidValueError, match="cls must be the class of a record"):
            from_dict(cls, {}, FICTIONAL)


# A whole data set.


def test_no_change_makes_an_equal_data_set(any_forum: Forum) -> None:
    """Without a change the new data set equals the old one, and shares no record with it."""
    same = any_forum.replace()
    assert same == any_forum
    assert not {id(record) for record in records_of(same)} & {id(record) for record in records_of(any_forum)}


def test_changed_record_is_found_wherever_it_is_referred_to(tmp_path: Path) -> None:
    """All references lead to the new record; the old data set is as it was, and the new one saves and loads equal."""
    before = fictional_forum(people=2, statements=3)
    person = evolve(before.people["person-1"], note=NOTE)
    after = before.replace(person, version="mine")
    assert [statement.speaker.note for statement in after.statements] == [NOTE, None, NOTE]
    assert after.events[0].participants[0].person is after.people["person-1"] is after.statements[0].speaker
    assert after.people["person-1"] == person
    assert [one.id for one in after.people] == [one.id for one in before.people]
    assert before == fictional_forum(people=2, statements=3)
    assert (after.version, saved(after, tmp_path)) == ("mine", after)


@pytest.mark.parametrize("table", TABLES)
def test_any_table_can_be_changed(world: Forum, table: str) -> None:
    """A record of any class can be changed, in each of its optional fields."""
    record: Any = world.association if table == "associations" else getattr(world, table)[0]
    needed = ("unit", "corroboration", "claims") if table in ("claims", "disagreements") else ()
    optional = {field.name: field.default for field in shape(type(record)) if not field.required}
    emptied = evolve(record, **{name: value for name, value in optional.items() if name not in needed})
    after = world.replace(emptied)
    found: Any = after.association if table == "associations" else getattr(after, table)[record.id]
    assert to_dict(found) == to_dict(emptied)
    assert after.replace(record) == world


def test_new_records_are_added_and_may_refer_to_one_another() -> None:
    """A new record is the last of its table; it may refer to records of the data set and to other new ones."""
    topic = Topic(id="bridges", name=NOTE, broader=FICTIONAL.topics[0], citations=CLAIM.citations)
    statement = evolve(STATEMENT, id="statement-9", topics=(FICTIONAL.topics[1], topic))
    after = FICTIONAL.replace(statement, topic)
    assert [one.id for one in after.topics] == [*(one.id for one in FICTIONAL.topics), "bridges"]
    assert after.statements[-1].topics[1] is after.topics["bridges"]
    assert after.topics["bridges"].broader is after.topics[0]
    assert after.statements.by(topic="bridges")[0].id == "statement-9"


def test_records_are_removed() -> None:
    """A record that no other refers to can be removed, by itself or by its name; any other is still needed."""
    names = [reference(one) for one in FICTIONAL.statements]
    after = FICTIONAL.replace(without=[FICTIONAL.statements[0], *names[1:], names[1]])
    assert len(after.statements) == 0
    assert after.replace(*FICTIONAL.statements) == FICTIONAL
    assert FICTIONAL.replace(without=names[0]) == FICTIONAL.replace(without=FICTIONAL.statements[0])
    assert Problem(
        "statements.json", "statement-1", "speaker", 'must be the id of a record in people.json, not "person-1"'
    ) in problems_of(lambda: FICTIONAL.replace(without=[PERSON]))
    assert Problem("associations.json", None, "", "a data set has exactly one association") in problems_of(
        lambda: FICTIONAL.replace(without=[FICTIONAL.association])
    )


def test_what_is_derived_is_derived_again() -> None:
    """Corroboration and disagreements follow from the changed claims; a disagreement without a note goes with them."""
    one, other = FICTIONAL.disagreements[0].claims
    assert {one.corroboration, other.corroboration} == {"disputed"}
    same = evolve(other, value=one.value)
    plain = FICTIONAL.replace(evolve(FICTIONAL.disagreements[0], note=None))
    agreed = plain.replace(same)
    assert len(plain.disagreements) == 1
    assert len(agreed.disagreements) == 0
    assert agreed.claims[one.id].corroboration != "disputed"
    again = agreed.replace(other)
    assert len(again.disagreements) == 1
    assert again.claims[one.id].corroboration == "disputed"
    assert problems_of(lambda: FICTIONAL.replace(same)) == [
        Problem("disagreements.json", "disagreement-1", "measure", "no conflicting claims for this record and measure")
    ]
    assert FICTIONAL.replace(same, without=["disagreements/disagreement-1"]).claims[one.id].corroboration != "disputed"


def test_change_that_would_be_lost_is_a_problem() -> None:
    """A given record may refer to a changed one only if that is given, too, however far it is."""
    person = evolve(PERSON, note=NOTE)
    statement = evolve(STATEMENT, speaker=person)
    lost = Problem(
        "statements.json", "statement-1", "speaker", "refers to people/person-1 with changes that are not given, too"
    )
    assert problems_of(lambda: FICTIONAL.replace(statement)) == [lost]
    assert FICTIONAL.replace(statement, person) == FICTIONAL.replace(person, statement) == FICTIONAL.replace(person)
    assert PERSON.member is not None
    member = evolve(PERSON.member, note=NOTE)
    far = evolve(STATEMENT, speaker=evolve(PERSON, member=member))
    assert problems_of(lambda: FICTIONAL.replace(far)) == [
        Problem(
            "statements.json",
            "statement-1",
            "speaker.member",
            "refers to members/member-1 with changes that are not given, too",
        )
    ]
    assert FICTIONAL.replace(far, member) == FICTIONAL.replace(member)
    source = evolve(STATEMENT.citations[0].source, note=NOTE)
    cited = evolve(STATEMENT, citations=(Citation(source=source),))
    assert [one.path for one in problems_of(lambda: FICTIONAL.replace(cited))] == ["citations[0].source"]


def test_reference_to_an_unknown_record() -> None:
    """A reference to a record that is neither given nor there is a problem, as in a file."""
    stranger = evolve(PERSON, id="stranger")
    assert problems_of(lambda: FICTIONAL.replace(evolve(STATEMENT, speaker=stranger))) == [
        Problem(
            "statements.json", "statement-1", "speaker", 'must be the id of a record in people.json, not "stranger"'
        )
    ]


def test_every_problem_is_listed() -> None:
    """All problems of a change are in one error, whichever records they are in."""
    twice = evolve(PERSON, note=NOTE)
    found = problems_of(lambda: FICTIONAL.replace(twice, PERSON, evolve(STATEMENT, speaker=evolve(twice, note=None))))
    assert found == [
        Problem("people.json", "person-1", "id", "duplicate id"),
        Problem(
            "statements.json",
            "statement-1",
            "speaker",
            "refers to people/person-1 with changes that are not given, too",
        ),
    ]
    paths = [
        (one.file, one.path) for one in problems_of(lambda: FICTIONAL.replace(version=" ", without=[STATEMENT, PERSON]))
    ]
    assert paths[0] == ("datapackage.json", "version")
    assert ("statements.json", "speaker") in paths


def test_there_is_one_association() -> None:
    """A changed association takes the place of the old one; one with another id is a second one."""
    assert FICTIONAL.replace(evolve(FICTIONAL.association, terms=())).association.terms == ()
    other: Association = evolve(FICTIONAL.association, id="other")
    assert problems_of(lambda: FICTIONAL.replace(other))[0].reason == "a data set has exactly one association"


@pytest.mark.parametrize("wrong", [PERSON.name, FICTIONAL, None, "people/person-1", [PERSON]])
def test_only_records_are_taken(wrong: Any) -> None:
    """Anything but a record is refused; in `without` also an id that is not there or has no table."""
    with pytest.raises(InvalidValueError, match="record must be a record, such as a Person"):
        FICTIONAL.replace(wrong)
    with pytest.raises(InvalidValueError, match="record must be a record, such as a Person"):
        FICTIONAL.replace(without=[5])  # type: ignore[list-item]
    for unknown in ("people/person-9", "person-1", "persons/person-1", "/"):
        with pytest.raises(UnknownIdError):
            FICTIONAL.replace(without=[unknown])


def test_bundled_data_can_be_changed(tmp_path: Path) -> None:
    """The proxy of the bundled data has it, too; what it keeps is the licence, the creators and, if not given, the version."""
    person = forum.people["ilsur-metshin"]
    after = brics_cities.forum.replace(evolve(person, note=NOTE))
    assert (after.version, after.license, after.creators) == (forum.version, forum.license, forum.creators)
    assert after != forum
    assert saved(after, tmp_path) == after
    assert after.replace(person) == forum


@settings(max_examples=10)
@given(data=forums())
def test_any_data_set_is_replaced_by_itself(data: Forum) -> None:
    """Giving every record of a data set again, in any order, changes nothing."""
    assert data.replace(*reversed(records_of(data))) == data == data.replace(*records_of(data.replace()))
