"""How the record is worded in Persian and in English: one label per term, and what a machine can see of good style."""

from __future__ import annotations

from typing import get_args

import pytest

from brics_cities import forum, vocabularies
from brics_cities._labels import MEASURES, TERMS, UNITS

VOCABULARIES = {name: get_args(alias) for name, alias in vars(vocabularies).items() if get_args(alias)}


def test_every_term_has_a_label() -> None:
    """Each term of a closed vocabulary has a label, and nothing else has."""
    assert TERMS.keys() == {term for terms in VOCABULARIES.values() for term in terms}


def test_measures_and_units_have_labels() -> None:
    """Each measure and each unit of the bundled claims has a label."""
    assert {claim.measure for claim in forum.claims} <= MEASURES.keys()
    assert {claim.unit for claim in forum.claims if claim.unit} <= UNITS.keys()


@pytest.mark.parametrize("labels", [TERMS, MEASURES, UNITS])
def test_labels_are_in_both_languages(labels) -> None:
    """A label is in English and in Persian."""
    assert {tuple(label) for label in labels.values()} == {("en", "fa")}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_label_means_one_thing(language: str) -> None:
    """No two terms of a vocabulary, and no two measures, are called the same; a measure that is a term has its label."""
    for keys, labels in [*((terms, TERMS) for terms in VOCABULARIES.values()), (MEASURES, MEASURES)]:
        assert len({labels[key][language] for key in keys}) == len(keys)
    assert [key for key in TERMS.keys() & MEASURES.keys() if TERMS[key] != MEASURES[key]] == []
