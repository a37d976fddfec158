"""Compare claims: which of them conflict, which are confirmed, and by how many independent sources.

Two sources are independent if they share no publisher, no origin and no text. A claim is *confirmed* if more
independent sources support it, apart from its own, than conflict with it; *disputed* if at least as many
conflict with it; and *uncorroborated* if no other source says anything. Claims conflict if they cannot both
be true: "over 18,000" and 18,260 do not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import combinations

from brics_cities.dates import PartialDate
from brics_cities.models import Claim, Disagreement, Source
from brics_cities.text import english_or_original
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
    traits = _Traits()
    for group in groups.values():
        for claim in group:
            object.__setattr__(claim, "corroboration", _compared(claim, group, traits))
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
    """Return the groups of claims of which two cannot both be true."""
    return {
        about: tuple(group)
        for about, group in groups.items()
        if any(not compatible(one, other) for one, other in combinations(group, 2))
    }


def corroborate(claim: Claim, claims: Iterable[Claim]) -> Corroboration:
    """Compare a claim with the claims about the same subject."""
    return _compared(claim, claims, _Traits())


def _compared(claim: Claim, claims: Iterable[Claim], traits: _Traits) -> Corroboration:
    others = [other for other in claims if other.id != claim.id]
    if not others and len(claim.citations) == 1:
        return "uncorroborated"
    agreeing: list[Claim] = [claim]
    dissenting: list[Claim] = []
    for other in others:
        (agreeing if compatible(claim, other) else dissenting).append(other)
    support, dissent = _independent(agreeing, traits) - 1, _independent(dissenting, traits)
    if dissent and dissent >= support:
        return "disputed"
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


def _independent(claims: Iterable[Claim], traits: _Traits) -> int:
    """Count the groups of sources of claims that share no publisher, no origin and no text."""
    groups: list[set[str]] = []
    for source in {citation.source for claim in claims for citation in claim.citations}:
        merged = set(traits[source])
        for group in [group for group in groups if group & merged]:
            groups.remove(group)
            merged |= group
        groups.append(merged)
    return len(groups)


class _Traits(dict[Source, frozenset[str]]):
    """What each source shares with those that depend on it: its text, publisher and origin, and what it depends on."""

    def __missing__(self, source: Source) -> frozenset[str]:
        earlier = {source.id: source}
        pending = [source]
        while pending:
            new = {one.id: one for one in pending.pop().derived_from if one.id not in earlier}
            earlier |= new
            pending += new.values()
        names = [name for one in earlier.values() for name in (one.publisher, one.origin) if name is not None]
        self[source] = traits = frozenset([*earlier, *("by " + english_or_original(name) for name in names)])
        return traits
