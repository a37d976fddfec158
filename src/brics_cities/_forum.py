"""`Forum`, a whole data set: how it is assembled, its timeline, and its passages in a copy of the article."""

from __future__ import annotations

import copyreg
import os
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from attrs import field, frozen

from brics_cities import models
from brics_cities._attrs import (
    Shown,
    Value,
    check_line,
    format_text,
    instance_of,
    one_of,
    optional,
    replace,
    repr_html,
    repr_pretty,
    tuple_of,
)
from brics_cities._tables import TABLES, citations_in
from brics_cities.corroboration import by_subject, derive
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.passages import find_passages
from brics_cities.records import Records
from brics_cities.vocabularies import TimelineKind


@frozen(kw_only=True, eq=False, repr=False)
class TimelineEntry(Value):
    """One dated entry of a timeline.

    Attributes:
        date: The date (Gregorian).
        kind: What happens on that date.
        subject: What it happens to; a claim has the date of the publication that makes it.
        citations: Where it is written.
    """

    date: PartialDate = field(validator=instance_of(PartialDate))
    kind: TimelineKind = field(validator=one_of(TimelineKind))
    subject: models.Event | models.Agreement | models.Term | models.Claim = field(
        validator=instance_of(models.Event, models.Agreement, models.Term, models.Claim)
    )
    citations: tuple[models.Citation, ...] = field(validator=tuple_of(models.Citation, least=1))

    def __str__(self) -> str:
        return f"{self.date} {self.kind}: {self.subject}"


@frozen(kw_only=True, eq=False, repr=False)
class Verification(Value):
    """The result of looking for one passage in a reader's copy of the article.

    Attributes:
        record: The record that cites the passage.
        citation: The citation with the passage.
        wording: The words as the reader's copy has them; None if it does not contain them.
    """

    record: models.Record = field(validator=instance_of(*models.RECORDS))
    citation: models.Citation = field(validator=instance_of(models.Citation))
    wording: str | None = field(validator=optional(instance_of(str)))

    @property
    def found(self) -> bool:
        """Return whether the copy contains the passage, word for word."""
        return self.wording is not None

    def __str__(self) -> str:
        return f"{self.record.id}, {self.citation}: {self.wording or 'missing'}"


@frozen(kw_only=True, repr=False, slots=False)
class Forum:
    """A whole data set: an association, its meetings, who took part, and who said what.

    Attributes:
        version: The version of the data, not of the code.
        association: The association.
        events: The gatherings.
        members: The bodies that take part.
        people: The officials.
        statements: What they said or wrote.
        claims: What sources assert.
        disagreements: Where they assert different things.
        agreements: What was signed.
        topics: The subjects of statements.
        places: The places of events and members.
        countries: The countries.
        sources: The publications.
        license: The address of the licence of the data, or None if the descriptor names none.
        creators: Who made the data, as its descriptor names them.
    """

    version: str
    association: models.Association
    events: Records[models.Event]
    members: Records[models.Member]
    people: Records[models.Person]
    statements: Records[models.Statement]
    claims: Records[models.Claim]
    disagreements: Records[models.Disagreement]
    agreements: Records[models.Agreement]
    topics: Records[models.Topic]
    places: Records[models.Place]
    countries: Records[models.Country]
    sources: Records[models.Source]
    license: str | None = None
    creators: tuple[str, ...] = ()

    _repr_pretty_ = repr_pretty
    _repr_html_ = repr_html
    __format__ = format_text
    __replace__ = replace

    def __attrs_post_init__(self) -> None:
        if type(self.creators) is not tuple:
            raise InvalidValueError("creators", "a tuple of strings", self.creators)
        lines = [("version", self.version), *(("creators", creator) for creator in self.creators)]
        for name, line in [*lines, ("license", self.license)] if self.license is not None else lines:
            check_line(name, line)
        if type(self.association) is not models.Association:
            raise InvalidValueError("association", "of type Association", self.association)
        for table, records in self._tables().items():
            if type(records) is not Records or records._table != table:
                raise InvalidValueError(table, f"Records of {table}", records)

    @property
    def event(self) -> models.Event:
        """Return the event at which the association was founded."""
        return self.association.founding

    def timeline(self) -> tuple[TimelineEntry, ...]:
        """Return everything that has a date: terms, events, agreements, and claims as they were published.

        Returns:
            Entries ordered by the first day that their date can mean; those of one day are in the order of the
            tables. A claim has one entry per date on which it was published.

        >>> from brics_cities import forum
        >>> print(forum.timeline()[0])
        2009 signed: twinning, Kazan City Hall and Tabriz Municipality, 2009
        """
        entries = [*_entries(self.association.terms), *_entries(self.events), *_entries(self.agreements)]
        for claim in self.claims:
            published: dict[PartialDate, list[models.Citation]] = {}
            for citation in claim.citations:
                if citation.source.published:
                    published.setdefault(citation.source.published, []).append(citation)
            entries += [
                TimelineEntry(date=date, kind="claimed", subject=claim, citations=tuple(citations))
                for date, citations in published.items()
            ]
        return tuple(sorted(entries, key=lambda entry: entry.date.earliest))

    def verify(self, article: str) -> tuple[Verification, ...]:
        """Look for every passage of the data set in a copy of the article.

        Args:
            article: The text of the reader's own copy; line breaks, Arabic letters, ZWNJ and the text
                around it do not matter.

        Returns:
            One result per citation with a passage, in the order of the tables.

        Raises:
            InvalidValueError: The article is not a string.
        """
        cited = [
            (record, citation, citation.passage)
            for record in self._all()
            for citation in citations_in(record)
            if citation.passage is not None
        ]
        found = find_passages(article, (passage for *_, passage in cited))
        return tuple(
            Verification(record=record, citation=citation, wording=found.get(passage))
            for record, citation, passage in cited
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the data set so that `load` returns an equal one, or write nothing.

        What `load` would return is compared before anything is written. Files are written under hidden names,
        flushed to the disk and then renamed, so that a crash leaves what was there before or the whole data set;
        what a killed program left under hidden names is removed by the next save to that place. An existing
        directory is filled: a crash in the moment in which its files are renamed, ``datapackage.json`` last,
        leaves a part, which `load` refuses and the next save replaces.

        Args:
            path: A directory that does not exist or is empty, apart from hidden files; or a file with the
                extension ``.zip`` or, for one JSON file with all tables, ``.json``, which is replaced if it exists,
                and keeps its mode.

        Raises:
            InvalidValueError: The path is none of them, or has the extension of another archive.
            InvalidDataError: `load` would not return an equal data set: two records of a table, or a member and the
                association, have the same id, a record refers to one that is not in its table, or disagreements
                and corroborations are not those that follow from the claims.
            OSError: The system cannot write there; the error has the path.
        """
        from brics_cities._loading import save

        save(self, path)

    def replace(
        self,
        *records: models.Record,
        without: Iterable[models.Record | str] = (),
        version: str | None = None,
    ) -> Forum:
        """Return a new data set with some records changed, added or removed; this one stays as it is.

        Each record takes the place of the one of its class with its id, or is added at the end of its table. All
        references lead to the new records, and everything that is found by comparing records is found again, as if
        the changed data had been saved and loaded. A disagreement without a note goes when its conflict does.

        Args:
            records: Changed or new records, such as ``attrs.evolve`` makes. They may refer to records of this data
                set as they were, and to one another.
            without: Records to remove, or ids with the table before them, such as ``topics/tourism``.
            version: The version of the new data; without it, that of this data set. Give a version of your own before
                you pass changed data on.

        Returns:
            The new data set, which can be saved and loaded as an equal one.

        Raises:
            InvalidDataError: The new data is not valid; the error lists every problem. One is a reference to a
                changed record that is not among those given: its change would be lost.
            UnknownIdError: There is no such record to remove.
            InvalidValueError: Something given is not a record.

        >>> from attrs import evolve
        >>> from brics_cities import Text, forum
        >>> person = evolve(forum.people["yaghoub-houshyar"], note=Text({"en": "Spoke first."}))
        >>> changed = forum.replace(person, version="2026.12.1+mine")
        >>> changed.statements["houshyar-1"].speaker.note.en
        'Spoke first.'
        """
        from brics_cities._editing import replace

        return replace(self, records, without, version)

    def _rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of every table, as its file has them."""
        from brics_cities._converter import unstructure_tables  # which nothing else here needs

        return unstructure_tables(self._with_association())

    def _all(self) -> Iterator[Any]:
        """Yield every record, in the order of the tables."""
        return chain.from_iterable(self._with_association().values())

    def _with_association(self) -> dict[str, Collection[Any]]:
        """Return the records of every table, that of the association too."""
        return {"associations": (self.association,), **self._tables()}

    def _tables(self) -> dict[str, Records[Any]]:
        return {table: getattr(self, table) for table in TABLES if table != "associations"}

    def __str__(self) -> str:
        return f"{self.association}: {self.event}"

    def __reduce__(self) -> tuple[Any, ...]:
        from brics_cities import _bundled

        if self is _bundled.forum:  # its version is in the pickle so that a cache does not take it for other data
            return _bundled.bundled, (self.version,)
        return copyreg.__newobj__, (type(self),), vars(self)  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        return f"<Forum {self._counts()}>"

    def __rich_repr__(self) -> Iterator[Any]:
        yield Shown(self._counts())

    __rich_repr__.angular = True  # type: ignore[attr-defined]

    def _counts(self) -> str:
        return f"{self.version}: {', '.join(records._counted() for records in self._tables().values())}"


def check_forum(forum: object, name: str = "forum") -> None:
    """Check that an argument is a data set."""
    if not isinstance(forum, Forum):
        raise InvalidValueError(name, "a Forum, such as load returns", forum)


def _entries(dated: Iterable[models.Event | models.Agreement | models.Term]) -> Iterator[TimelineEntry]:
    kinds: tuple[TimelineKind, ...] = ("starts", "ends", "signed", "attested")
    for subject in dated:
        for kind in kinds:
            date = getattr(subject, kind, None)
            if date is not None and not (kind == "ends" and date == getattr(subject, "starts", None)):
                yield TimelineEntry(date=date, kind=kind, subject=subject, citations=subject.citations)


def assemble(
    tables: Mapping[str, Iterable[Any]], *, version: str, license: str | None = None, creators: tuple[str, ...] = ()
) -> Forum:
    """Assemble new records into a data set, and derive what is found by comparing them.

    Args:
        tables: The records of each table, one of them an association; they refer to one another and to no others.
        version: The version of the data.
        license: The address of its licence, or None.
        creators: Who made it, as far as is known.

    Returns:
        The data set; disagreements without a note follow those with one.
    """
    by_table = {table: tuple(records) for table, records in tables.items()}
    by_table["disagreements"] = derive(by_subject(by_table["claims"]), by_table["disagreements"])
    ids = {table: {record.id: record for record in records} for table, records in by_table.items()}
    known: dict[str, Collection[str]] = {
        **ids,
        "records": ChainMap(*ids.values()),
        "measures": {claim.measure for claim in by_table["claims"]},
        "languages": {source.language for source in by_table["sources"]},
        "parties": {name for person in by_table["people"] if person.party for name in person.party.values()},
    }
    (association,) = by_table["associations"]
    return Forum(
        version=version,
        license=license,
        creators=creators,
        association=association,
        **{table: Records(table, by_table[table], known) for table in TABLES if table != "associations"},
    )
