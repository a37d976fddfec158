"""How sources agree: which claims exclude one another, and which are confirmed by whom.

Two sources are independent if their texts go back to different ones. A claim is *confirmed* if
more independent sources stand for it beside its own than speak against it, *contradicted* if at
least as many speak against it, and *uncorroborated* if nobody else says anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from brics_cities.dates import PartialDate
from brics_cities.models import Claim, Disagreement, Source

if TYPE_CHECKING:
    from brics_cities.terms import Corroboration

_ABOUT = 0.1  # how far, in parts of it, a number given as "about" may be off


def corroborated(claims: Iterable[Claim]) -> list[Claim]:
    """The same claims, each with its corroboration among them."""
    claims = list(claims)
    groups = _by_subject(claims)
    return [evolve(claim, corroboration=corroboration(claim, groups[_subject(claim)])) for claim in claims]


def disagreements(claims: Iterable[Claim], noted: Iterable[Disagreement]) -> list[Disagreement]:
    """Every group of claims with different values: those that a note was written for, then the others."""
    groups = {
        subject: tuple(group)
        for subject, group in _by_subject(claims).items()
        if len({claim.asserted for claim in group}) > 1
    }
    found = [evolve(one, claims=groups.pop(_subject(one), ())) for one in noted]
    for (kind, id, measure), group in groups.items():
        found.append(
            Disagreement(id=f"{kind}-{id}-{measure}".lower(), about=group[0].about, measure=measure, claims=group)
        )
    return found


def corroboration(claim: Claim, claims: Iterable[Claim]) -> Corroboration:
    """Weigh a claim against the claims on the same measure of the same record."""
    own = list(_sources([claim]))
    others = [other for other in claims if other.id != claim.id]
    agreeing = list(_sources(other for other in others if compatible(claim, other)))
    dissenting = list(_sources(other for other in others if not compatible(claim, other)))
    support, dissent = _independent(own + agreeing) - 1, _independent(dissenting)
    if dissent and dissent >= support:
        return "contradicted"
    return "confirmed" if support else "uncorroborated"


def compatible(one: Claim, other: Claim) -> bool:
    """Whether both claims can be true: numbers within their bounds, dates at their precision, texts alike."""
    if isinstance(one.value, int) and isinstance(other.value, int):
        (low, high), (other_low, other_high) = _range(one.value, one.bound), _range(other.value, other.bound)
        return one.unit == other.unit and low <= other_high and other_low <= high
    if isinstance(one.value, PartialDate) and isinstance(other.value, PartialDate):
        return one.value.earliest <= other.value.latest and other.value.earliest <= one.value.latest
    return one.value == other.value


def _range(value: int, bound: str) -> tuple[float, float]:
    if bound == "about":
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    return (value + (bound == "over"), value if bound == "exactly" else math.inf)


def _by_subject(claims: Iterable[Claim]) -> dict[tuple[str, str, str], list[Claim]]:
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(_subject(claim), []).append(claim)
    return groups


def _subject(one: Claim | Disagreement) -> tuple[str, str, str]:
    return type(one.about).__name__, one.about.id, one.measure


def _sources(claims: Iterable[Claim]) -> Iterator[Source]:
    return (citation.source for claim in claims for citation in claim.citations)


def _independent(sources: Iterable[Source]) -> int:
    """How many groups of sources there are that share no text."""
    groups: list[set[str]] = []
    for source in sources:
        merged = _roots(source)
        for group in [group for group in groups if group & merged]:
            groups.remove(group)
            merged |= group
        groups.append(merged)
    return len(groups)


def _roots(source: Source) -> set[str]:
    """The ids of the sources that a text goes back to; its own, if to none."""
    return {root for earlier in source.derived_from for root in _roots(earlier)} or {source.id}
