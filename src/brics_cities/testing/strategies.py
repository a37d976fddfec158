"""Strategies for Hypothesis: whole forums whose references hold, and each class of this package.

Importing this module registers them, so that ``from_type(Forum)`` and ``from_type(Statement)`` just work. It needs
Hypothesis, and nothing else in this package imports it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations
from operator import methodcaller
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

from attrs import NOTHING, Attribute, has, resolve_types
from hypothesis import assume
from hypothesis import strategies as st

from brics_cities.building import assemble
from brics_cities.corroboration import by_subject, differing
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.findings import Position, TimelineEntry, Verification
from brics_cities.models import (
    PARTS,
    RECORDS,
    TABLES,
    Agreement,
    Association,
    Citation,
    Claim,
    Country,
    Disagreement,
    Event,
    Forum,
    Member,
    Statement,
    Term,
    written,
)
from brics_cities.passages import Passage
from brics_cities.records import Records
from brics_cities.text import Text

T = TypeVar("T")

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MARKS = "\u0301\u0308\u0332"  # combining: acute and diaeresis, which melt into some letters in NFC, and a low line
_VOWELS = "\u064b\u064e\u0651"  # Arabic marks: tanwin, fatha and shadda
_ZWNJ = "\u200c"
_ALPHABETS = {
    "en": _LATIN + "'-",
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی۰۱۲۳۴۵۶۷۸۹" + _ZWNJ + _VOWELS,
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + _MARKS,
    "zh": "一中乌乡人会合国城大市年月々𠀀",
    "pt": _LATIN + "áâãàçéêíóôõúÇÉ" + _MARKS,
    "az-Arab": "ابپتجچخدرسشغقکگلمنوهیؤۆۇ" + _ZWNJ + _VOWELS,
}
LANGUAGES = tuple(_ALPHABETS)
_FEW = st.integers(0, 3)


@cache
def _among(options: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """One of them; made once, for Hypothesis studies each strategy that it meets."""
    return st.sampled_from(options)


@cache
def lines(language: str = "en") -> st.SearchStrategy[str]:
    """Draw texts as a field takes them: on one line, trimmed, in NFC, without control characters.

    They are written in the letters of the language, or in those of all languages here, whichever way these run. For
    a language that is not here they are written in any letters, marks and numbers of Unicode.

    Args:
        language: A BCP 47 language tag.
    """
    own = _ALPHABETS[language] + " " if language in _ALPHABETS else st.characters(categories=("L", "M", "N"))
    every = "".join(_ALPHABETS.values()) + " "
    return (_lines(own) | _lines(every)).filter(bool)


def _lines(alphabet: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=20).map(_line)


def _line(text: str) -> str:
    """The text with single spaces, no mark before the first letter, and in NFC."""
    return unicodedata.normalize("NFC", " ".join(text.split()).lstrip(_MARKS + _VOWELS + _ZWNJ + " "))


def texts(languages: Sequence[str] = LANGUAGES) -> st.SearchStrategy[Text]:
    """Draw texts in one or two languages.

    Args:
        languages: The BCP 47 tags to choose from.
    """
    return _texts(st.sampled_from([tags for number in (1, 2) for tags in permutations(languages, number)]))


@st.composite
def _texts(draw: st.DrawFn, languages: st.SearchStrategy[tuple[str, ...]]) -> Text:
    return Text({tag: draw(lines(tag)) for tag in draw(languages)})


@st.composite
def forums(
    draw: st.DrawFn,
    *,
    languages: Sequence[str] = LANGUAGES,
    statements: st.SearchStrategy[int] | int = _FEW,
    claims: st.SearchStrategy[int] | int = _FEW,
    agreements: st.SearchStrategy[int] | int = _FEW,
) -> Forum:
    """Draw whole forums that `load` would accept, with whatever their statements, claims and agreements refer to.

    Args:
        draw: Given by Hypothesis.
        languages: The BCP 47 tags of the languages to write in; each text is in one or more of them.
        statements: How many, or a strategy of it.
        claims: How many, or a strategy of it; those that differ make disagreements.
        agreements: How many, or a strategy of it.
    """
    drawing = _Drawing(draw, languages)
    drawing.new(Association)
    for cls, number in {Statement: statements, Claim: claims, Agreement: agreements}.items():
        for _ in range(number if isinstance(number, int) else draw(number)):
            drawing.new(cls, **(drawing.rivalry() if cls is Claim else {}))
    for one, *_ in differing(by_subject(drawing.made[Claim])).values():
        if draw(_FLAG):
            drawing.new(Disagreement, about=one.about, measure=one.measure)
    tables = {table: {record.id: record for record in drawing.made[cls]} for table, cls in TABLES.items()}
    return assemble(tables, version=draw(st.dates().map(str)), license=None)


_slugs = (
    st.text(_LATIN + "-", min_size=1, max_size=12).map(lambda text: "-".join(re.findall(r"\w+", text))).filter(bool)
)
_CODES = st.text(_LATIN.upper(), min_size=2, max_size=2)
_FLAG = st.integers(0, 1)  # shrinks better than a boolean: Hypothesis lowers a number together with what follows it
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "url": _slugs.map("https://{0}.example/{0}".format),
    "alpha_3": st.text(_LATIN.upper(), min_size=3, max_size=3),
    "numeric": st.integers(900, 999).map(str),
    "acronym": st.text(_LATIN.upper(), min_size=1, max_size=5),
    "latitude": st.floats(-90, 90),
    "longitude": st.floats(-180, 180),
    "geonames_id": st.integers(min_value=1),
    "measure": st.sampled_from(["cities", "countries", "seat"]),  # few, so that claims meet
    "own": st.booleans(),
    "value": st.integers(),
    "unit": st.sampled_from(["cities", "countries", "persons"]),
}


def _solar_hijri_dates(
    months: st.SearchStrategy[int], days: st.SearchStrategy[int]
) -> st.SearchStrategy[SolarHijriDate]:
    printed = st.none() | lines("fa")
    return st.builds(SolarHijriDate, year=st.integers(1, 9999), month=months, day=days, printed=printed)


_BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    PartialDate: st.builds(lambda day, end: PartialDate.parse(str(day)[:end]), st.dates(), st.sampled_from([4, 7, 10])),
    SolarHijriDate: _solar_hijri_dates(st.integers(1, 6), st.integers(1, 31))
    | _solar_hijri_dates(st.integers(7, 12), st.integers(1, 30)),
    Passage: st.builds(Passage.of, st.text(_LATIN, min_size=16, max_size=32), paragraph=st.integers(1, 99)),
}
_LEAVES = (Statement, Claim, Agreement, Disagreement)  # no record is made only to refer to one of these


class _Drawing:
    """One drawing. A reference leads to a record made before, or to one made for it; so all of them hold."""

    def __init__(self, draw: st.DrawFn, languages: Sequence[str]) -> None:
        self.draw = draw
        self.texts = texts(languages)
        self.languages = st.sampled_from(languages)
        self.made: dict[type, list[Any]] = {cls: [] for cls in RECORDS}
        self.making: list[type] = []

    def new(self, cls: type[T], **given: Any) -> T:
        """A record that later ones may refer to."""
        record: T = self.make(cls, **given)
        self.made[cls].append(record)
        return record

    def make(self, cls: type[Any], **given: Any) -> Any:
        """A record or a part of one, with what is given."""
        self.making.append(cls)
        values = self.draw(_values(self, [field for field in written(resolve_types(cls)) if field.name not in given]))
        self.making.pop()
        values |= given
        if cls is Claim:
            is_number = isinstance(values["value"], int)
            values["unit"] = values.get("unit") or "cities" if is_number else None
            values["bound"] = values.get("bound", "exactly") if is_number else "exactly"
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and starts.earliest > ends.latest:
            values["starts"], values["ends"] = ends, starts
        return cls(**values)

    def rivalry(self) -> dict[str, Any]:
        """What a claim has in common with the last one, if it is to be its rival."""
        rivals = [claim for claim in self.made[Claim][-1:] if self.draw(_FLAG)]
        return {name: getattr(claim, name) for claim in rivals for name in ("about", "measure")}

    def value(self, name: str, type_: Any) -> Any:
        """What a field of that name and type may hold."""
        if isinstance(type_, UnionType):
            options = [option for option in get_args(type_) if self.is_possible(option)]
            return self.value(name, self.draw(_among(tuple(sorted(options, key=lambda each: each is not NoneType)))))
        if type_ is NoneType:
            return None
        if get_origin(type_) is Literal:
            return self.draw(_among(get_args(type_)))
        if get_origin(type_) is tuple:
            return self.several(name, get_args(type_)[0])
        if type_ in self.made:
            return self.one(type_)
        if name == "id":
            return self.new_id(self.making[-1])
        if name == "language":
            return self.draw(self.languages)
        if type_ is Text:
            return self.draw(self.texts)
        if has(type_) and type_ not in _BY_TYPE:
            return self.make(type_)
        return self.draw(_BY_TYPE[type_] if type_ in _BY_TYPE else _BY_NAME[name])

    def one(self, cls: type[Any]) -> Any:
        """A record made before, or a new one."""
        made = self.made[cls]
        chosen = self.draw(st.integers(0, 4 * len(made) - (not self.may_be_new(cls))))
        return made[chosen % len(made)] if chosen < 4 * len(made) else self.new(cls)

    def several(self, name: str, type_: Any) -> tuple[Any, ...]:
        """Some of them, none twice."""
        least = {"citations": 1, "parties": 2}.get(name, 0)
        number = least + self.draw(_among((0, 0, 1, 2))) if self.is_possible(type_) else 0
        some = dict.fromkeys(self.value(name, type_) for _ in range(number))
        while len(some) < least:
            some[self.new(Member)] = None  # an agreement has two parties
        return tuple(some)

    def is_possible(self, type_: Any) -> bool:
        """Whether there is one, or may be; no record leads back to itself."""
        return type_ not in self.made or bool(self.made[type_]) or self.may_be_new(type_)

    def may_be_new(self, cls: type) -> bool:
        """Whether a reference may bring forth a new one."""
        return not (cls in _LEAVES or cls in self.making or (cls is Association and self.made[cls]))

    def new_id(self, cls: type) -> str:
        """An id that no other record in the table has."""
        taken = {record.id for record in self.made[cls]}
        if cls is Country:
            return self.draw(_CODES.filter(lambda code: code not in taken))
        drawn = self.draw(_slugs)
        while drawn in taken:
            drawn += "a"
        return drawn


@st.composite
def _values(draw: st.DrawFn, drawing: _Drawing, fields: list[Attribute[Any]]) -> dict[str, Any]:
    """The values of fields; of a plain record, only those that it must have.

    This is a strategy of its own so that Hypothesis sees where a record begins and ends, and can leave it out.
    """
    is_plain = draw(_FLAG) == 0
    return {
        field.name: drawing.value(field.name, field.type)
        for field in fields
        if not is_plain or field.default is NOTHING
    }


@st.composite
def _drawn(draw: st.DrawFn, make: Callable[[_Drawing], Any]) -> Any:
    return make(_Drawing(draw, LANGUAGES))


def _disagreement(drawing: _Drawing) -> Disagreement:
    one = drawing.new(Claim)
    other = drawing.new(Claim, about=one.about, measure=one.measure)
    assume(one.asserted != other.asserted)
    return drawing.new(Disagreement, about=one.about, measure=one.measure, claims=(one, other))


def _position(drawing: _Drawing) -> Position:
    claim = drawing.new(Claim)
    return Position(value=claim.asserted, claims=(claim,))


def _timeline_entry(drawing: _Drawing) -> TimelineEntry:
    dated: list[tuple[type, Any]] = [(Event, "starts"), (Agreement, "signed"), (Term, "attested")]
    cls, kind = drawing.draw(st.sampled_from(dated))
    subject = drawing.make(cls, **{kind: drawing.value("date", PartialDate)})
    return TimelineEntry(date=getattr(subject, kind), kind=kind, subject=subject, citations=subject.citations)


def _verification(drawing: _Drawing) -> Verification:
    citation = drawing.make(Citation, passage=drawing.value("passage", Passage))
    record = drawing.new(Statement, citations=(citation,))
    return Verification(record=record, citation=citation, wording=drawing.draw(st.none() | lines("fa")))


_STRATEGIES: dict[type, st.SearchStrategy[Any]] = {
    Forum: forums(),
    Text: texts(),
    **_BY_TYPE,
    **{cls: _drawn(methodcaller("make", cls)) for cls in (*RECORDS, *PARTS) if cls not in _BY_TYPE},
    Disagreement: _drawn(_disagreement),
    Position: _drawn(_position),
    TimelineEntry: _drawn(_timeline_entry),
    Verification: _drawn(_verification),
}


def _records(asked: Any) -> Any:
    """Resolve ``Records`` and ``Records[Person]``: a table of a forum."""
    if (get_origin(asked) or asked) is not Records:
        return NotImplemented
    tables = [table for table in TABLES if table != "associations"]
    wanted = [table for table in tables if TABLES[table] in get_args(asked)] or tables
    return st.builds(getattr, forums(), st.sampled_from(wanted))


def _only(cls: type) -> Callable[[Any], Any]:
    """Resolve a class for who asks for it, and not for who asks for a ``Mapping`` or the like."""
    return lambda asked: _STRATEGIES[cls] if asked is cls else NotImplemented


st.register_type_strategy(Records, _records)
for _cls in _STRATEGIES:
    st.register_type_strategy(_cls, _only(_cls))
