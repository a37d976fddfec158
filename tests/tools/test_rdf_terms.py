"""The terms of the RDF vocabulary."""

from __future__ import annotations

from importlib_resources import files

from tools.rdf_terms import HEADING, with_terms

SHIPPED = (files("brics_cities") / "exports" / "rdf" / "vocabulary.ttl").read_text("utf-8")


def test_shipped_terms_are_up_to_date() -> None:
    """The shipped vocabulary has the terms that the tools write, whatever followed the heading before."""
    before = SHIPPED.partition(HEADING)[0]
    assert before != SHIPPED
    assert with_terms(SHIPPED) == with_terms(before) == with_terms(f"{before}{HEADING}term:old a bc:Bound .") == SHIPPED
