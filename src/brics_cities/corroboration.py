"""How sources agree: which claims exclude one another, and which are confirmed by whom.

Two sources are independent if their texts go back to different ones. A claim is *confirmed* if
more independent sources stand for it beside its own than speak against it, *contradicted* if at
least as many speak against it, and *uncorroborated* if nobody else says anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from brics_cities.dates import PartialDate

if TYPE_CHECKING:
    from brics_cities.models import Claim, Disagreement, Source
    from brics_cities.vocabularies import Corroboration

Subject = tuple[str, str, str]
MOST_CLAIMS = 100
"""How many claims on one measure of one record are weighed; the time grows with the square."""
_ABOUT = 0.1  # how far, in parts of it, a number given as "about" may be off


def differing(groups: Mapping[Subject, list[Claim]]) -> dict[Subject, tuple[Claim, ...]]:
    """Those groups of claims on one measure of one record that give different values."""
    return {
        about: tuple(group)
        for about, group in groups.items()
        if len(group) > 1 and len({claim.asserted for claim in group}) > 1
    }


def corroboration(claim: Claim, claims: Iterable[Claim]) -> Corroboration:
    """Weigh a claim against the claims on the same measure of the same record."""
    others = [other for other in claims if other.id != claim.id]
    if not others and len(claim.citations) == 1:
        return "uncorroborated"
    own = list(_sources([claim]))
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
        return _first(one.value) <= _last(other.value) and _first(other.value) <= _last(one.value)
    return one.value == other.value


def _first(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month or 1, date.day or 1


def _last(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month or 12, date.day or 31


def _range(value: int, bound: str) -> tuple[float, float]:
    if bound == "about":
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    return (value + (bound == "over"), value if bound == "exactly" else math.inf)


def by_subject(claims: Iterable[Claim]) -> dict[Subject, list[Claim]]:
    """The claims in groups that are on one measure of one record."""
    groups: dict[Subject, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(subject(claim), []).append(claim)
    return groups


def subject(one: Claim | Disagreement) -> Subject:
    """What a claim or a disagreement is about: the class and id of a record, and a measure of it."""
    return type(one.about).__name__, one.about.id, one.measure


def _sources(claims: Iterable[Claim]) -> Iterator[Source]:
    return (citation.source for claim in claims for citation in claim.citations)


def _independent(sources: Iterable[Source]) -> int:
    """How many groups of sources there are that share no text."""
    sources = {source.id: source for source in sources}.values()
    if not any(source.derived_from for source in sources):
        return len(sources)
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
