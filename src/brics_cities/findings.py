"""What is found by looking at a data set as a whole: entries, positions, and passages in a copy of the article.

These classes stand apart from the records: whoever only reads records does not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from brics_cities.dates import PartialDate
from brics_cities.models import (
    Agreement,
    Citation,
    Claim,
    Disagreement,
    Event,
    Forum,
    Record,
    Source,
    Term,
    citations_in,
)
from brics_cities.passages import find_passages
from brics_cities.values import Value
from brics_cities.vocabularies import TimelineKind


@frozen(kw_only=True, eq=False, repr=False)
class TimelineEntry(Value):
    """One dated thing in a timeline.

    Attributes:
        date: When (Gregorian).
        kind: What happens on that date.
        subject: What it happens to; a claim has the date of the publication that makes it.
        citations: Where that is written.
    """

    date: PartialDate
    kind: TimelineKind
    subject: Event | Agreement | Term | Claim
    citations: tuple[Citation, ...]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}: {self.subject}"


@frozen(kw_only=True, eq=False, repr=False)
class Verification(Value):
    """What became of one passage when a reader's copy of the article was searched for it.

    Attributes:
        record: The record that rests on the passage.
        citation: The citation that carries it.
        wording: The words as the reader's copy has them; None where the copy lacks them.
    """

    record: Record
    citation: Citation
    wording: str | None

    @property
    def found(self) -> bool:
        """Whether the copy contains the passage, word for word."""
        return self.wording is not None

    def __str__(self) -> str:
        return f"{self.record.id}, {self.citation}: {self.wording or 'missing'}"


@frozen(kw_only=True, eq=False, repr=False)
class Position(Value):
    """One of the values in a disagreement, and who stands for it.

    Attributes:
        value: The value as a person would write it.
        claims: The claims that assert it.
    """

    value: str
    claims: tuple[Claim, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who says so, oldest first, undated ones last; each once."""
        sources = {citation.source.id: citation.source for claim in self.claims for citation in claim.citations}
        return tuple(sorted(sources.values(), key=_age))

    @property
    def oldest(self) -> Source | None:
        """The first dated source that says so."""
        return next((source for source in self.sources if source.published), None)

    @property
    def newest(self) -> Source | None:
        """The last dated source that says so."""
        return next((source for source in reversed(self.sources) if source.published), None)

    def __str__(self) -> str:
        return f"{self.value} ({', '.join(source.id for source in self.sources)})"


def timeline(forum: Forum) -> tuple[TimelineEntry, ...]:
    """Everything that has a date, in one sequence; see `Forum.timeline`."""
    entries = [*_entries_of(forum.association.terms), *_entries_of(forum.events), *_entries_of(forum.agreements)]
    entries += [
        TimelineEntry(date=citation.source.published, kind="claimed", subject=claim, citations=(citation,))
        for claim in forum.claims
        for citation in claim.citations
        if citation.source.published
    ]
    return tuple(sorted(entries, key=lambda entry: entry.date.earliest))


def positions(disagreement: Disagreement) -> tuple[Position, ...]:
    """The different values, in the order of their oldest source."""
    claims: dict[str, list[Claim]] = {}
    for claim in disagreement.claims:
        claims.setdefault(claim.asserted, []).append(claim)
    positions = [Position(value=value, claims=tuple(same)) for value, same in claims.items()]
    return tuple(sorted(positions, key=lambda position: _age(position.sources[0])))


def verify(forum: Forum, article: str) -> tuple[Verification, ...]:
    """Look for every passage of a data set in a copy of the article; see `Forum.verify`."""
    rows = [
        (record, citation, citation.passage)
        for record in forum._all()
        for citation in citations_in(record)
        if citation.passage is not None
    ]
    found = find_passages(article, (passage for *_, passage in rows))
    return tuple(
        Verification(record=record, citation=citation, wording=found.get(passage)) for record, citation, passage in rows
    )


def _entries_of(dated: Iterable[Event | Agreement | Term]) -> Iterator[TimelineEntry]:
    kinds: tuple[TimelineKind, ...] = ("starts", "ends", "signed", "attested")
    for item in dated:
        for kind in kinds:
            date = getattr(item, kind, None)
            if date is not None and not (kind == "ends" and date == getattr(item, "starts", None)):
                yield TimelineEntry(date=date, kind=kind, subject=item, citations=item.citations)


def _age(source: Source) -> tuple[bool, str]:
    return source.published is None, str(source.published)
