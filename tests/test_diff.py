"""The difference of two data sets: by id and field, own changes only, and enough to make one of the other."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from brics_cities import Change, Forum, InvalidValueError, Text, Topic, diff, forum
from brics_cities._tables import TABLES, reference, stored_fields
from brics_cities.testing import fictional_forum
from brics_cities.testing.strategies import forums

FICTIONAL = fictional_forum(
    every_field=True, members=2, people=2, statements=3, claims=3, disagreements=1, agreements=1, topics=2, sources=2
)
NOTE = Text({"en": "Changed"})


def applied(old: Forum, new: Forum) -> Forum:
    """Return the old data set with all that differs in the new one."""
    found = diff(old, new)
    made = old.replace(*found.added, *(change.new for change in found.changed), without=found.removed)
    return evolve(made, **{name: getattr(new, name) for name in found.fields})


def test_nothing_differs_from_itself(any_forum: Forum) -> None:
    """A data set does not differ from itself, a copy of it, or one with its records in another order."""
    turned = evolve(any_forum.replace(), people=any_forum.people[::-1])
    for same in (any_forum, copy.deepcopy(evolve(any_forum.replace())), turned):
        found = diff(any_forum, same)
        assert not found
        assert (found.fields, found.removed, found.added, found.changed, str(found)) == ((), (), (), (), "")


@settings(max_examples=20)
@given(old=forums(), new=forums())
def test_changes_make_one_of_the_other(old: Forum, new: Forum) -> None:
    """For any two data sets, what differs makes the new one of the old one; the other way what is added is removed."""
    assert not diff(applied(old, new), new)
    there, back = diff(old, new), diff(new, old)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert {(change.old, change.new, change.fields) for change in there.changed} == {
        (change.new, change.old, change.fields) for change in back.changed
    }


@pytest.mark.parametrize("table", TABLES)
def test_own_changes_only(table: str) -> None:
    """A changed field is the only difference, however many records refer to its record."""
    record: Any = FICTIONAL.association if table == "associations" else getattr(FICTIONAL, table)[0]
    (name, *_) = [
        field.name
        for field in stored_fields(type(record))
        if field.kind == "text" and not field.many and field.name != "original"
    ] or ["bound"]
    value = "at-least" if name == "bound" else NOTE
    changed = FICTIONAL.replace(evolve(record, **{name: value}))
    found = diff(FICTIONAL, changed)
    after: Any = changed.association if table == "associations" else getattr(changed, table)[record.id]
    assert found.changed == (Change(old=record, new=after, fields=(name,)),)
    assert (found.fields, found.removed, found.added) == ((), (), ())
    assert found.changed[0].old is record
    assert str(found) == f"~ {reference(record)}: {name}"


def test_reference_is_a_field() -> None:
    """A record that refers to another one than before is changed in that field."""
    statement = evolve(FICTIONAL.statements[0], speaker=FICTIONAL.people[1], topics=())
    (change,) = diff(FICTIONAL, FICTIONAL.replace(statement)).changed
    assert change.fields == ("speaker", "topics")


def test_records_that_only_one_has() -> None:
    """A new record is added, one that is no longer there is removed; the same id in another table is another record."""
    topic = Topic(id="statement-1", name=NOTE, citations=FICTIONAL.claims[0].citations)
    found = diff(FICTIONAL, FICTIONAL.replace(topic, without=["statements/statement-1"], version="8"))
    assert str(found).splitlines() == [
        f"version: {FICTIONAL.version} -> 8",
        "- statements/statement-1",
        "+ topics/statement-1",
    ]
    assert (found.added, found.removed) == ((topic,), (FICTIONAL.statements[0],))


def test_what_follows_from_claims_is_no_change() -> None:
    """A claim is not changed by others that now confirm it; a disagreement that comes or goes is a record."""
    one, other = FICTIONAL.disagreements[0].claims
    plain = FICTIONAL.replace(evolve(FICTIONAL.disagreements[0], note=None))
    agreed = plain.replace(evolve(other, value=one.value, bound=one.bound))
    assert agreed.claims[one.id].corroboration != one.corroboration
    found = diff(plain, agreed)
    assert [change.new.id for change in found.changed] == [other.id]
    assert [reference(record) for record in found.removed] == ["disagreements/disagreement-1"]


def test_fields_of_the_data_set() -> None:
    """The version, the licence and the creators are compared, too."""
    other = evolve(FICTIONAL, version="8", license="https://example.org/licence", creators=("Nobody",))
    found = diff(FICTIONAL, other)
    assert found
    assert found.fields == ("version", "license", "creators")
    assert applied(FICTIONAL, other) == other


def test_differences_are_values() -> None:
    """A difference is frozen, equal to one with the same content, hashable, and survives copy and pickle."""
    changed = FICTIONAL.replace(evolve(FICTIONAL.people[0], note=NOTE))
    found = diff(FICTIONAL, changed)
    for same in (diff(FICTIONAL, changed), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert same == found
        assert hash(same) == hash(found)
    with pytest.raises(AttributeError):
        found.added = ()  # type: ignore[misc]


def test_bundled_data_is_compared() -> None:
    """The proxy of the bundled data is compared like any data set, and anything else is refused."""
    person = evolve(forum.people["ilsur-metshin"], note=NOTE)
    changed = forum.replace(person)
    assert str(diff(forum, changed)) == "~ people/ilsur-metshin: note"
    assert bool(diff(changed, forum))
    assert not diff(forum, forum)
    for wrong in (None, "data.zip", forum.people):
        with pytest.raises(InvalidValueError, match=r"^old must be a Forum"):
            diff(wrong, forum)  # type: ignore[arg-type]
        with pytest.raises(InvalidValueError, match=r"^new must be a Forum"):
            diff(forum, wrong)  # type: ignore[arg-type]
