"""The descriptions of fields that all modules read."""

from __future__ import annotations

import time
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from attrs import NOTHING

from brics_cities._attrs import one_of
from brics_cities._tables import TABLES, shape, stored_fields, suggestions
from brics_cities.models import PARTS, RECORDS


def test_every_class_of_records_has_a_table() -> None:
    """Each class of records has exactly one table."""
    assert sorted(TABLES.values(), key=str) == sorted(RECORDS, key=str)


@pytest.mark.parametrize("cls", [*TABLES.values(), *PARTS], ids=lambda cls: cls.__name__)
def test_fields_are_described_as_annotated(cls: type[Any]) -> None:
    """The description of each field agrees with its annotation: its types and terms, many, and optional."""
    annotations = get_type_hints(cls)
    assert [field.name for field in shape(cls)] == [name for name in annotations if name in cls.__annotations__]
    for field in shape(cls):
        hint = annotations[field.name]
        is_many = get_origin(hint) is tuple
        if is_many:
            hint, rest = get_args(hint)
            assert rest is ...
        hints = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
        assert field.many == is_many
        assert field.optional == (NoneType in hints)
        (terms, *_) = [get_args(one) for one in hints if one is not NoneType]
        is_term = any(get_origin(one) is Literal for one in hints)
        assert field.types == ((str,) if is_term else tuple(one for one in hints if one is not NoneType))
        assert isinstance(field.validator, one_of) == is_term
        assert not is_term or field.validator.keywords == {"enum": list(terms)}


@pytest.mark.parametrize("cls", [*TABLES.values(), *PARTS], ids=lambda cls: cls.__name__)
def test_what_may_be_left_out(cls: type[Any]) -> None:
    """A field may be left out of a row exactly if it has a default; optional and derived fields have one."""
    for field in shape(cls):
        assert field.required == (field.default is NOTHING)
        assert not field.optional or field.default is None
        assert field.stored or not field.required
    assert [field.name for field in stored_fields(cls)] == [field.name for field in shape(cls) if field.stored]


def test_derived_fields() -> None:
    """Only what is found by comparing claims is not stored."""
    derived = {(table, field.name) for table, cls in TABLES.items() for field in shape(cls) if not field.stored}
    assert derived == {("claims", "corroboration"), ("disagreements", "claims")}


def test_suggestions_among_very_many_ids() -> None:
    """A mistaken id is compared with a thousand likely ones of very many, and a very long one with none."""
    known = [f"person-{number}-{number * 7919 % 100_000}" for number in range(100_000)] + ["ilsur-metshin", "Kazan"]
    start = time.process_time()
    assert suggestions("ilsur-metschin", known)[0] == "ilsur-metshin"
    assert suggestions("ilsur-metshi", known)[0] == "ilsur-metshin"
    assert suggestions("kazan", known)[0] == "Kazan"
    assert suggestions("ilsur" * 1000, known) == suggestions("", known) == ()
    assert time.process_time() - start < 9
