"""Compare claims: which of them conflict, which are confirmed, and by how many independent sources.

Two sources are independent if they share no publisher, no origin and no text. A claim is *confirmed* if more
independent sources support it, apart from its own, than conflict with it; *disputed* if at least as many
conflict with it; and *uncorroborated* if no other source says anything. Claims conflict if they cannot both
be true: "over 18,000" and 18,260 do not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import chain, combinations
from operator import or_

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
        dependent = _Dependent(group, traits)
        for claim in group:
            object.__setattr__(claim, "corroboration", _compared(claim, group, dependent))
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
    others = [*claims]
    return _compared(claim, others, _Dependent([claim, *others], _Traits()))


def _compared(claim: Claim, claims: Iterable[Claim], dependent: _Dependent) -> Corroboration:
    others = [other for other in claims if other.id != claim.id]
    if not others and len(claim.citations) == 1:
        return "uncorroborated"
    agreeing: list[Claim] = [claim]
    dissenting: list[Claim] = []
    for other in others:
        (agreeing if compatible(claim, other) else dissenting).append(other)
    support, dissent = dependent.groups(agreeing) - 1, dependent.groups(dissenting)
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


class _Dependent:
    """The sources of some claims, each with a bit, and for each the bits of those that it is not independent of."""

    def __init__(self, claims: Iterable[Claim], traits: _Traits) -> None:
        self.bits: dict[str, int] = {}
        having: dict[str, int] = {}  # the bits of the sources with a trait
        sources = {citation.source.id: citation.source for claim in claims for citation in claim.citations}
        for id, source in sources.items():
            self.bits[id] = bit = 1 << len(self.bits)
            for trait in chain(*traits.of(source)):
                having[trait] = having.get(trait, 0) | bit
        self.dependent = {
            bit: reduce(or_, [having[trait] for trait in chain(*traits[id])]) for id, bit in self.bits.items()
        }

    def groups(self, claims: Iterable[Claim]) -> int:
        """Count the groups of sources of some of the claims that share no publisher, no origin and no text."""
        count = 0
        left = reduce(or_, [self.bits[citation.source.id] for claim in claims for citation in claim.citations], 0)
        while left:
            count += 1
            pending = left & -left
            while pending:
                bit = pending & -pending
                left &= ~bit
                pending = (pending | self.dependent[bit]) & left
        return count


class _Traits(dict[str, tuple[frozenset[str], frozenset[str]]]):
    """What sources share, by their ids, with those that depend on them: first texts, publishers and origins.

    Two sources derive from a common one if and only if they share a first one, which derives from no other. What a
    source has from others is one object for all that derive from the same.
    """

    def __init__(self) -> None:
        self.of_all: dict[tuple[str, ...], frozenset[str]] = {}  # what sources with the same earlier ones share

    def of(self, source: Source) -> tuple[frozenset[str], frozenset[str]]:
        """Return what a source has by itself, and what it has from others."""
        pending = [source] if source.id not in self else []
        while pending:
            one = pending[-1]
            missing = [earlier for earlier in one.derived_from if earlier.id not in self]
            pending += missing
            if not missing:
                self[one.id] = self._found(pending.pop())
        return self[source.id]

    def _found(self, source: Source) -> tuple[frozenset[str], frozenset[str]]:
        """Find it where that of each that the source derives from is known."""
        names = [f"by {english_or_original(name)}" for name in (source.publisher, source.origin) if name is not None]
        earlier = tuple([one.id for one in source.derived_from])
        if earlier not in self.of_all:
            self.of_all[earlier] = frozenset().union(*[part for id in earlier for part in self[id]])
        return frozenset(names if earlier else [source.id, *names]), self.of_all[earlier]
