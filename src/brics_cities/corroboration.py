"""Compare claims: which of them conflict, which are confirmed, and by how many independent sources.

Two sources are independent if their texts go back to different ones. A claim is *confirmed* if more
independent sources support it, apart from its own, than conflict with it; *contradicted* if at least
as many conflict with it; and *uncorroborated* if no other source says anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from brics_cities.dates import PartialDate
from brics_cities.models import Claim, Disagreement, Source

if TYPE_CHECKING:
    from brics_cities.vocabularies import Corroboration

Subject = tuple[str, str, str]
"""The class and the id of a record, and a measure of it."""
MAX_CLAIMS = 100
"""The most claims about one subject that are compared; the time grows with the square."""
_ABOUT = (9, 10, 11)  # tenths of a number: the least it may mean as "about", itself, the most


def derive(groups: Mapping[Subject, list[Claim]], noted: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """Set the derived fields of claims and disagreements, and find the disagreements that have no note.

    This is the only place that sets a field of a frozen record, before anybody has seen it.

    Args:
        groups: The claims of a data set by subject.
        noted: Its disagreements, each about a subject with conflicting claims.

    Returns:
        The noted disagreements and, after them, the others.
    """
    for group in groups.values():
        for claim in group:
            object.__setattr__(claim, "corroboration", corroborate(claim, group))
    conflicting = conflicts(groups)
    found = {one.id: one for one in noted}
    for one in noted:
        object.__setattr__(one, "claims", conflicting.pop(subject(one)))
    for (kind, about, measure), claims in conflicting.items():
        id = f"{kind}-{about}-{measure}".lower()
        while id in found:
            id += "-2"
        found[id] = Disagreement(id=id, about=claims[0].about, measure=measure, claims=claims)
    return tuple(found.values())


def by_subject(claims: Iterable[Claim]) -> dict[Subject, list[Claim]]:
    """Group claims by the record and the measure that they are about."""
    groups: dict[Subject, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(subject(claim), []).append(claim)
    return groups


def subject(one: Claim | Disagreement) -> Subject:
    """Return what a claim or a disagreement is about."""
    return type(one.about).__name__, one.about.id, one.measure


def conflicts(groups: Mapping[Subject, list[Claim]]) -> dict[Subject, tuple[Claim, ...]]:
    """Return the groups of claims that give different values."""
    return {
        about: tuple(group)
        for about, group in groups.items()
        if len(group) > 1 and len({claim.asserted for claim in group}) > 1
    }


def corroborate(claim: Claim, claims: Iterable[Claim]) -> Corroboration:
    """Compare a claim with the claims about the same subject."""
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
    """Return whether both claims can be true: integers within bounds, dates at their precision, equal texts."""
    if isinstance(one.value, int) and isinstance(other.value, int):
        (low, high), (other_low, other_high) = _range(one.value, one.bound), _range(other.value, other.bound)
        return one.unit == other.unit and low <= other_high and other_low <= high
    if isinstance(one.value, PartialDate) and isinstance(other.value, PartialDate):
        return one.value.earliest <= other.value.latest and other.value.earliest <= one.value.latest
    return one.value == other.value


def _range(value: int, bound: str) -> tuple[float, float]:
    """Return the least and the most that a number may mean, in tenths, so that it stays an integer."""
    least, exactly, most = (value * tenths for tenths in _ABOUT)
    if bound == "about":
        return min(least, most), max(least, most)
    return exactly + 10 * (bound == "over"), exactly if bound == "exactly" else math.inf


def _sources(claims: Iterable[Claim]) -> Iterator[Source]:
    return (citation.source for claim in claims for citation in claim.citations)


def _independent(sources: Iterable[Source]) -> int:
    """Count the groups of sources that share no text."""
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
    """Return the ids of the sources that a text goes back to; its own if it goes back to none."""
    earlier = {source.id: source}
    pending = [source]
    while pending:
        new = {one.id: one for one in pending.pop().derived_from if one.id not in earlier}
        earlier |= new
        pending += new.values()
    return {one.id for one in earlier.values() if not one.derived_from}
