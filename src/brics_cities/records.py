"""`Records`, the one collection type, and its four verbs: ``[]``, `get`, `by` and `find`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from inspect import Parameter, Signature
from itertools import chain
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, get_args, overload

from attrs.exceptions import FrozenInstanceError

from brics_cities import vocabularies
from brics_cities._attrs import Value
from brics_cities._tables import TABLES, Column, Scalar, names_in, shape, suggestions, texts_in
from brics_cities.exceptions import (
    EmptyQueryError,
    InvalidValueError,
    UnknownCriterionError,
    UnknownIdError,
    UnknownLanguageError,
)
from brics_cities.models import (
    Agreement,
    Association,
    Claim,
    Country,
    Disagreement,
    Event,
    Member,
    Person,
    Place,
    Record,
    Source,
    Statement,
    Topic,
)
from brics_cities.text import Text, fold, look_up

_CODES = ("acronym", "alpha_3", "numeric")  # the strings that `find` searches besides texts and ids
_FOUND_BY = {"statements": ("speaker", "topics", "event.place")}  # the paths to records by whose names `find` finds
R_co = TypeVar("R_co", bound=Record, covariant=True)

CRITERIA: dict[str, dict[str, tuple[str, str | tuple[str, ...]]]] = {
    "events": {
        "kind": ("kind", get_args(vocabularies.EventKind)),
        "status": ("status", get_args(vocabularies.EventStatus)),
        "place": ("place", "places"),
        "country": ("place.country", "countries"),
        "own": ("own", ()),
        "participant": ("participants.person", "people"),
        "source": ("citations.source", "sources"),
    },
    "members": {
        "kind": ("kind", get_args(vocabularies.MemberKind)),
        "place": ("place", "places"),
        "country": ("country", "countries"),
        "role": ("standing.role", get_args(vocabularies.StandingRole)),
        "source": ("citations.source", "sources"),
    },
    "people": {
        "member": ("member", "members"),
        "country": ("country", "countries"),
        "party": ("party", "parties"),
        "source": ("citations.source", "sources"),
    },
    "statements": {
        "speaker": ("speaker", "people"),
        "member": ("speaker.member", "members"),
        "country": ("speaker.country", "countries"),
        "event": ("event", "events"),
        "kind": ("kind", get_args(vocabularies.StatementKind)),
        "topic": ("topics", "topics"),
        "delivered_by": ("delivered_by", "people"),
        "source": ("citations.source", "sources"),
    },
    "claims": {
        "about": ("about", "records"),
        "measure": ("measure", "measures"),
        "bound": ("bound", get_args(vocabularies.Bound)),
        "corroboration": ("corroboration", get_args(vocabularies.Corroboration)),
        "source": ("citations.source", "sources"),
    },
    "disagreements": {
        "about": ("about", "records"),
        "measure": ("measure", "measures"),
        "source": ("citations.source", "sources"),
    },
    "agreements": {
        "kind": ("kind", get_args(vocabularies.AgreementKind)),
        "party": ("parties", "records"),
        "event": ("event", "events"),
        "signatory": ("signatories", "people"),
        "source": ("citations.source", "sources"),
    },
    "topics": {"broader": ("broader", "topics"), "source": ("citations.source", "sources")},
    "places": {"country": ("country", "countries"), "source": ("citations.source", "sources")},
    "countries": {
        "status": ("standing.status", get_args(vocabularies.BricsStatus)),
        "source": ("citations.source", "sources"),
    },
    "sources": {"kind": ("kind", get_args(vocabularies.SourceKind)), "language": ("language", "languages")},
}
"""The criteria of each table: the path to the value in a record, and the table or the closed vocabulary that a
string has to be from. `Records.by` repeats them for type checkers."""


class Records(Value, Sequence[R_co]):
    """The records of one table, or some of them: an immutable sequence that can also be indexed by id.

    >>> from brics_cities import forum
    >>> forum.people["ilsur-metshin"].name.ru
    'Ильсур Метшин'
    >>> len(forum.statements.by(speaker="ilsur-metshin")), forum.people.get("nobody")
    (3, None)
    """

    # A class of attrs would be followed through these fields, which lead to the whole data set.
    __slots__ = ("__weakref__", "_cache", "_ids", "_items", "_known", "_table")
    _table: str
    _items: tuple[R_co, ...]
    _known: Mapping[str, Collection[str]]  # the ids and terms that a criterion can have
    _ids: Mapping[str, R_co]  # empty until an id is asked for
    _cache: dict[str, Any]

    def __init__(self, table: str, items: Iterable[R_co], known: Mapping[str, Collection[str]]) -> None:
        given: tuple[object, object, object] = (table, items, known)
        for name, value, type_ in zip(("table", "items", "known"), given, (str, Iterable, Mapping), strict=True):
            if not isinstance(value, type_):
                raise InvalidValueError(name, f"of type {type_.__name__}", value)
        if table not in TABLES:
            raise InvalidValueError("table", f"one of {', '.join(TABLES)}", table)
        records = tuple(items)
        for record in records:
            if type(record) is not TABLES[table]:
                raise InvalidValueError("items", f"of type {TABLES[table].__name__}", record)
        self._hold(table, records, known)

    def _hold(self, table: str, items: tuple[R_co, ...], known: Mapping[str, Collection[str]]) -> Records[R_co]:
        values = {"_table": table, "_items": items, "_known": known, "_ids": {}, "_cache": {}}
        for name, value in values.items():
            object.__setattr__(self, name, value)
        return self

    @overload
    def __getitem__(self, key: str | SupportsIndex) -> R_co: ...
    @overload
    def __getitem__(self, key: slice) -> Records[R_co]: ...
    def __getitem__(self, key: str | SupportsIndex | slice) -> R_co | Records[R_co]:
        """Return a record by id or index, or a slice of records.

        Raises:
            UnknownIdError: No record has the id; a KeyError that suggests similar ids.
            IndexError: The index is out of range.
            InvalidValueError: The key is neither an id nor an index nor a slice.
        """
        try:
            return self._ids[key]  # type: ignore[index]  # first of all, since it is asked for most often
        except (KeyError, TypeError):
            pass
        if isinstance(key, str):
            record = self.get(key)
            if record is None:
                raise UnknownIdError(self._table, key, suggestions(key, self._by_id))
            return record
        try:
            found = self._items[key]
        except (TypeError, ValueError):
            raise InvalidValueError("id", "a string, or an index or a slice with integers", key) from None
        return self._narrowed(found) if isinstance(found, tuple) else found

    def get(self, id: str) -> R_co | None:
        """Return the record with an id, or None."""
        if not isinstance(id, str):
            raise InvalidValueError("id", "a string", id)
        return self._by_id.get(id)

    @overload
    def by(
        self: Records[Event],
        *,
        kind: vocabularies.EventKind = ...,
        status: vocabularies.EventStatus = ...,
        place: Place | str | None = ...,
        country: Country | str | None = ...,
        own: bool = ...,
        participant: Person | str = ...,
        source: Source | str = ...,
    ) -> Records[Event]: ...
    @overload
    def by(
        self: Records[Member],
        *,
        kind: vocabularies.MemberKind = ...,
        place: Place | str | None = ...,
        country: Country | str | None = ...,
        role: vocabularies.StandingRole = ...,
        source: Source | str = ...,
    ) -> Records[Member]: ...
    @overload
    def by(
        self: Records[Person],
        *,
        member: Member | str | None = ...,
        country: Country | str | None = ...,
        party: Text | str | None = ...,
        source: Source | str = ...,
    ) -> Records[Person]: ...
    @overload
    def by(
        self: Records[Statement],
        *,
        speaker: Person | str = ...,
        member: Member | str | None = ...,
        country: Country | str | None = ...,
        event: Event | str = ...,
        kind: vocabularies.StatementKind = ...,
        topic: Topic | str = ...,
        delivered_by: Person | str | None = ...,
        source: Source | str = ...,
    ) -> Records[Statement]: ...
    @overload
    def by(
        self: Records[Claim],
        *,
        about: Record | str = ...,
        measure: str = ...,
        bound: vocabularies.Bound = ...,
        corroboration: vocabularies.Corroboration = ...,
        source: Source | str = ...,
    ) -> Records[Claim]: ...
    @overload
    def by(
        self: Records[Disagreement], *, about: Record | str = ..., measure: str = ..., source: Source | str = ...
    ) -> Records[Disagreement]: ...
    @overload
    def by(
        self: Records[Agreement],
        *,
        kind: vocabularies.AgreementKind = ...,
        party: Association | Member | str = ...,
        event: Event | str | None = ...,
        signatory: Person | str = ...,
        source: Source | str = ...,
    ) -> Records[Agreement]: ...
    @overload
    def by(
        self: Records[Topic], *, broader: Topic | str | None = ..., source: Source | str = ...
    ) -> Records[Topic]: ...
    @overload
    def by(self: Records[Place], *, country: Country | str = ..., source: Source | str = ...) -> Records[Place]: ...
    @overload
    def by(
        self: Records[Country], *, status: vocabularies.BricsStatus = ..., source: Source | str = ...
    ) -> Records[Country]: ...
    @overload
    def by(self: Records[Source], *, kind: vocabularies.SourceKind = ..., language: str = ...) -> Records[Source]: ...
    def by(self, **criteria: Any) -> Records[Any]:
        """Return the records that meet every criterion, in their order.

        Args:
            criteria: What the table can be filtered by: a record, an id or a term, or None for the
                records that have no value. ``source`` looks at the citations of the record itself.

        Raises:
            UnknownCriterionError: The table has no such criterion; a TypeError that lists those it has.
            UnknownIdError: The data set has no such id or term; a KeyError that suggests similar ones.
            InvalidValueError: A criterion is neither a record nor a string nor None.

        >>> from brics_cities import forum
        >>> [statement.id for statement in forum.statements.by(speaker="yaghoub-houshyar", topic="tourism")]
        ['houshyar-2']
        """
        found: Records[Any] = self
        for criterion, wanted in criteria.items():
            if criterion not in CRITERIA[self._table]:
                raise UnknownCriterionError(self._table, criterion, tuple(CRITERIA[self._table]))
            index = found._index(criterion)
            found = found._narrowed(index.get(self._key(criterion, wanted), ()))
        return found

    def find(self, query: str) -> Records[R_co]:
        """Return the records in which a text occurs, in any language and spelling.

        Names, offices, texts, acronyms, ISO 3166-1 codes and ids are searched, both sides folded (see `fold`); of a
        statement also the names of its speaker, of its topics and of the place of its event.

        Args:
            query: The text to look for.

        Returns:
            First the records in which a text equals the query, then those in which one begins with it, then those
            that contain it, then the statements in which only such a name does, in the same order; if there are
            none, those in which one text or name has all its words in any order.

        Raises:
            EmptyQueryError: The query has no letter, digit or symbol.
            InvalidValueError: The query is not a string.

        >>> from brics_cities import forum
        >>> [person.id for person in forum.people.find("هوشيار")]
        ['yaghoub-houshyar']
        """
        if not isinstance(query, str):
            raise InvalidValueError("query", "a string", query)
        wanted = fold(query)
        if not wanted:
            raise EmptyQueryError(query)
        ranks = _ranked(self._folded, wanted)
        names, named = self._called
        ranks += [sorted(chain.from_iterable(named[index] for index in rank)) for rank in _ranked(names, wanted)]
        if not any(ranks) and len(words := list(filter(None, map(fold, query.split())))) > 1:
            ranks = [[index for index, texts in enumerate(self._folded) if _has_all(texts, words)]]
            ranks += [sorted(chain(*(named[index] for index, texts in enumerate(names) if _has_all(texts, words))))]
        return self._narrowed([self._items[index] for index in dict.fromkeys(chain.from_iterable(ranks))])

    def rows(self, lang: str | None = None) -> list[dict[str, Scalar]]:
        """Return flat rows for csv, pandas, polars, Arrow or a database; see `brics_cities.exports.rows` for the columns.

        Args:
            lang: The BCP 47 tag of the language of all texts, looked up as `Text.best` does; without it, a text has
                one column each for English, Persian, Russian and its original.

        Returns:
            One dict per record, all with the same keys; the values are strings, numbers, booleans or None.

        Raises:
            InvalidValueError: The language is not a well-formed tag.
            UnknownLanguageError: The data set has no text in the language; a KeyError that lists those it has.

        >>> from brics_cities import forum
        >>> row = forum.statements.by(topic="tourism").rows("fa-IR")[0]
        >>> row["id"], row["speaker"], row["topics"]
        ('houshyar-2', 'yaghoub-houshyar', 'tourism culture international-relations')
        """
        from brics_cities.exports.rows import flatten

        return flatten(self._items, TABLES[self._table], self._tags(lang))

    def columns(self, lang: str | None = None) -> tuple[Column, ...]:
        """Describe the columns of `rows`, which are the same for the whole table and for a selection without records.

        Args:
            lang: As in `rows`.

        Returns:
            The name, the type and the meaning of each column, and the table that it refers to.

        Raises:
            InvalidValueError: The language is not a well-formed tag.
            UnknownLanguageError: The data set has no text in the language.

        >>> from brics_cities import forum
        >>> speaker = forum.statements.columns()[1]
        >>> speaker.name, speaker.type, speaker.meaning, speaker.references
        ('speaker', 'string', 'The person whose words they are. The id.', 'people')
        """
        from brics_cities.exports.rows import columns

        return columns(TABLES[self._table], self._tags(lang))

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[R_co]:
        return iter(self._items)

    def __contains__(self, item: object) -> bool:
        """Return whether it contains a record, or a record with that id."""
        if isinstance(item, str):
            return item in self._by_id
        id = getattr(item, "id", None)
        return isinstance(id, str) and self._by_id.get(id) == item

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return the index of a record, or of the record with that id.

        Raises:
            InvalidValueError: It is not among them; a ValueError, as `tuple.index` raises.
        """
        for index in range(*slice(start, stop).indices(len(self))):
            if self._items[index] == value or self._items[index].id == value:
                return index
        raise InvalidValueError("value", f"one of the {self._table} or the id of one", value)

    def count(self, value: object) -> int:
        """Return how often it contains a record, or a record with that id."""
        return sum(item == value or item.id == value for item in self._items)

    def __add__(self, other: Records[R_co]) -> Records[R_co]:  # pyright: ignore[reportGeneralTypeIssues]
        """Return the records of both, each once; both have to be of the same table of the same data set."""
        if type(other) is not Records or (other._table, id(other._known)) != (self._table, id(self._known)):
            return NotImplemented
        return self._narrowed(dict.fromkeys((*self._items, *other._items)))

    def _compared(self) -> tuple[Any, ...]:
        return self._table, self._items

    if not TYPE_CHECKING:  # pragma: no branch

        def __getattr__(self, name: str) -> Any:
            wanted = "; for a data frame, write pandas.DataFrame(records.rows())"
            raise AttributeError(f"'Records' object has no attribute {name!r}{wanted}", name=name, obj=self)

    def __hash__(self) -> int:
        return hash((self._table, *self._by_id))

    def __repr__(self) -> str:
        ids = ", ".join(record.id for record in self._items[:9])
        return f"<{self._counted()}{': ' if ids else ''}{ids}{', ...' if len(self) > 9 else ''}>"

    def _counted(self) -> str:
        """Return their number, and the word for what they are."""
        return f"{len(self)} {TABLES[self._table].__name__.lower() if len(self) == 1 else self._table}"

    def __str__(self) -> str:
        return "\n".join(map(str, self._items))

    if not TYPE_CHECKING:  # pragma: no branch  # type checkers would think that any attribute can be set

        def __setattr__(self, name: str, value: object) -> None:
            raise FrozenInstanceError

        def __delattr__(self, name: str) -> None:
            raise FrozenInstanceError

    def _ipython_key_completions_(self) -> list[str]:
        return [*self._by_id]

    __replace__: Any = None  # they have no values to replace, as a tuple has none

    def __reduce__(self) -> tuple[Any, ...]:
        known = {name: dict.fromkeys(sorted(values)) for name, values in self._known.items()}  # in every process alike
        known["texts"] = dict.fromkeys(self._languages)
        return Records, (self._table, self._items, known)

    def _narrowed(self, items: Iterable[R_co]) -> Records[R_co]:
        narrowed: Records[R_co] = object.__new__(Records)
        return narrowed._hold(self._table, tuple(items), self._known)

    def _cached(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what `make` returns, computed on first use; racing threads may compute it twice, which is harmless."""
        if name not in self._cache:
            self._cache[name] = make()
        return self._cache[name]

    @property
    def _by_id(self) -> Mapping[str, R_co]:
        if len(self._ids) < len(self._items):
            object.__setattr__(self, "_ids", {item.id: item for item in self._items})
        return self._ids

    @property
    def _folded(self) -> list[str]:
        """The folded texts of each record, one per line."""

        def make() -> list[str]:
            return ["\n".join(["", *map(fold, _texts(record)), ""]) for record in self._items]

        texts: list[str] = self._cached("find", make)
        return texts

    def _tags(self, lang: str | None) -> tuple[str, ...] | None:
        """Return the tags to look for, best first, if the data set has a text in one of them."""
        if lang is None:
            return None
        tags = look_up("lang", lang)
        if not any(tag in text for record in self._items for text in texts_in(record) for tag in tags):
            languages = self._languages
            if not any(tag in languages for tag in tags):
                raise UnknownLanguageError(lang, tuple(languages))
        return tags

    @property
    def _languages(self) -> Collection[str]:
        """The languages of all texts of the data set."""
        if "texts" in self._known:  # as in a pickle, which contains no other records
            return self._known["texts"]
        known: Any = self._known
        records = chain(self._items, *(known[table].values() for table in TABLES if table in known))
        return sorted({language for record in records for text in texts_in(record) for language in text})

    @property
    def _called(self) -> tuple[list[str], list[list[int]]]:
        """The folded names of each record that these are found by, one per line, and the indices that each finds."""

        def make() -> tuple[list[str], list[list[int]]]:
            found: dict[int, tuple[Any, list[int]]] = {}
            for path in (path.split(".") for path in _FOUND_BY.get(self._table, ())):
                for index, record in enumerate(self._items):
                    for one in _values(record, path):
                        found.setdefault(id(one), (one, []))[1].append(index)
            names = ["\n".join(["", *map(fold, names_in(one)), ""]) for one, _ in found.values()]
            return names, [indices for _, indices in found.values()]

        called: tuple[list[str], list[list[int]]] = self._cached("called", make)
        return called

    def _key(self, criterion: str, wanted: object) -> object:
        """Return the key of a wanted value in the index of a criterion."""
        if wanted is None or isinstance(wanted, (Text, bool)):
            return wanted
        id = getattr(wanted, "id", wanted)
        if not isinstance(id, str):
            raise InvalidValueError(criterion, "a record, an id or a term, or None", wanted)
        vocabulary = CRITERIA[self._table][criterion][1]
        known = self._known.get(vocabulary, ()) if isinstance(vocabulary, str) else vocabulary
        if id not in known:
            raise UnknownIdError(vocabulary if isinstance(vocabulary, str) else criterion, id, suggestions(id, known))
        return id if isinstance(wanted, str) else (type(wanted).__name__, id)

    def _index(self, criterion: str) -> Mapping[object, list[R_co]]:
        def make() -> dict[object, list[R_co]]:
            made: dict[object, list[R_co]] = {}
            path = CRITERIA[self._table][criterion][0].split(".")
            for record in self._items:
                for key in {key for value in _values(record, path) for key in _keys(value)}:
                    made.setdefault(key, []).append(record)
            return made

        index: Mapping[object, list[R_co]] = self._cached(criterion, make)
        return index


# What tools that look at the running program can complete; they see no overloads.
Records.by.__signature__ = Signature(  # type: ignore[attr-defined]
    [
        Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
        *(
            Parameter(criterion, Parameter.KEYWORD_ONLY, default=...)
            for criterion in dict.fromkeys(chain.from_iterable(CRITERIA.values()))
        ),
    ]
)


def _values(value: Any, path: list[str]) -> Iterator[object]:
    """Yield the values at a path below a value, through every item of tuples on the path."""
    if isinstance(value, tuple):
        for item in value:
            yield from _values(item, path)
    elif path and value is not None:
        yield from _values(getattr(value, path[0]), path[1:])
    else:
        yield value


def _keys(value: Any) -> tuple[object, ...]:
    """Return the keys of a value: a record and its id, a text in each of its languages."""
    if isinstance(value, Text):
        return value, *value.values()
    return (value.id, (type(value).__name__, value.id)) if hasattr(value, "id") else (value,)


def _ranked(folded: list[str], wanted: str) -> list[list[int]]:
    """Return the indices of the texts of which one equals, begins with or else contains a folded query."""
    begun, whole = f"\n{wanted}", f"\n{wanted}\n"
    exact: list[int] = []
    prefix: list[int] = []
    inside: list[int] = []
    for index, texts in enumerate(folded):
        if wanted in texts:
            (exact if whole in texts else prefix if begun in texts else inside).append(index)
    return [exact, prefix, inside]


def _has_all(texts: str, words: list[str]) -> bool:
    """Return whether one of some folded texts contains all of some words."""
    return all(word in texts for word in words) and any(
        all(word in text for word in words) for text in texts.split("\n")
    )


def _texts(record: Any) -> list[str]:
    """Return every text that `find` searches: the id, acronym and codes, and all texts of the record itself."""
    texts = [record.id]
    for field in shape(type(record)):
        if field.kind not in ("text", "value") and field.name not in _CODES:
            continue
        value = getattr(record, field.name)
        for text in value if field.many else (value,):
            if isinstance(text, Text):
                texts += [string for _, string in text._strings]  # a third of the time of text.values()
            elif field.name in _CODES and text:
                texts.append(text)
    return texts
