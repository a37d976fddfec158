"""Hypothesis strategies for whole forums with valid references, and for each class of this package.

Importing this module registers them, so that ``from_type(Forum)`` and ``from_type(Statement)`` work. It requires
Hypothesis, and nothing else in this package imports it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations
from operator import methodcaller
from typing import Any, TypeVar, get_args, get_origin

from attrs import evolve
from hypothesis import assume, note
from hypothesis import strategies as st

from brics_cities import models
from brics_cities._attrs import MAX_INTEGER, SEEN, compiled
from brics_cities._diff import Change, Diff, diff
from brics_cities._forum import Forum, TimelineEntry, Verification, assemble
from brics_cities._loading import document_of
from brics_cities._tables import TABLES, Field, stored_fields
from brics_cities.corroboration import by_subject, conflicts
from brics_cities.dates import FIRST_DAY, LAST_DAY, PartialDate, SolarHijriDate
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
"""The languages that strategies draw from by default, as BCP 47 tags."""
_FEW = st.integers(0, 3)


@cache
def _among(options: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Draw one of some options; cached, since Hypothesis analyses each new strategy."""
    return st.sampled_from(options)


@cache
def lines(language: str = "en") -> st.SearchStrategy[str]:
    """Draw strings as a field accepts them: on one line, trimmed, in NFC, without control characters.

    They are written in the letters of the language, or of all languages in this module whatever their direction;
    for any other language in the letters, marks and numbers of all of Unicode.

    Args:
        language: A BCP 47 language tag.
    """
    own = _ALPHABETS[language] + " " if language in _ALPHABETS else st.characters(categories=("L", "M", "N"))
    every = "".join(_ALPHABETS.values()) + " "
    return (_lines(own) | _lines(every)).filter(compiled(SEEN).search)


def _lines(alphabet: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=20).map(_line)


def _line(text: str) -> str:
    """Return the text with single spaces, no mark before the first letter, and in NFC."""
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
    """Draw whole forums that `load` accepts, with everything that their statements, claims and agreements refer to.

    A test that fails prints the forum as JSON, which can be pasted into a file and loaded.

    Args:
        draw: Passed by Hypothesis.
        languages: The BCP 47 tags to choose from; each text is in one or two of them.
        statements: The number of statements, or a strategy for it.
        claims: The number of claims, or a strategy for it; conflicting ones make disagreements.
        agreements: The number of agreements, or a strategy for it.
    """
    drawing = _Drawing(draw, languages)
    drawing.new(models.Association)
    for cls, number in {models.Statement: statements, models.Claim: claims, models.Agreement: agreements}.items():
        for _ in range(number if isinstance(number, int) else draw(number)):
            drawing.new(cls, **(drawing.rivalry() if cls is models.Claim else {}))
    for one, *_ in conflicts(by_subject(drawing.made[models.Claim])).values():
        if draw(_FLAG):
            drawing.new(models.Disagreement, about=one.about, measure=one.measure)
    tables = {table: drawing.made[cls] for table, cls in TABLES.items()}
    forum = assemble(tables, version=draw(st.dates().map(str)))
    note(_Printed(forum))
    return forum


class _Printed:
    """What the report of a failing test shows of a forum: JSON with a row per line, which can be pasted and loaded."""

    def __init__(self, forum: Forum) -> None:
        self.forum = forum

    def __repr__(self) -> str:
        lines = []
        for name, value in document_of(self.forum).items():
            rows = [_known(row) for row in value] if name in TABLES else []
            lines.append(f'"{name}": ' + ("[\n  " + ",\n  ".join(rows) + "]" if rows else json.dumps(value)))
        return "The forum, for a file such as forum.json and brics_cities.load:\n{" + ",\n".join(lines) + "}"


def _known(row: dict[str, Any]) -> str:
    """Return a row as JSON without what need not be there."""
    return json.dumps({key: value for key, value in row.items() if value not in (None, [])}, ensure_ascii=False)


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
    "geonames_id": st.integers(1, MAX_INTEGER),
    "measure": st.sampled_from(["cities", "countries", "seat"]),  # few, so that claims meet
    "own": st.booleans(),
    "value": st.integers(-MAX_INTEGER, MAX_INTEGER),
    "unit": st.sampled_from(["cities", "countries", "persons"]),
}


_BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    PartialDate: st.builds(lambda day, end: PartialDate.parse(str(day)[:end]), st.dates(), st.sampled_from([4, 7, 10])),
    SolarHijriDate: st.builds(
        SolarHijriDate.from_gregorian,
        st.dates(FIRST_DAY, LAST_DAY),
        printed=st.none() | lines("fa"),
    ),
    Passage: st.builds(Passage.of, st.text(_LATIN, min_size=16, max_size=32), paragraph=st.integers(1, 99)),
}
_LEAVES = (
    models.Statement,
    models.Claim,
    models.Agreement,
    models.Disagreement,
)  # no record is made only to refer to one of these


class _Drawing:
    """One drawing. A reference is to a record made before, or to one made for it, so that all are valid."""

    def __init__(self, draw: st.DrawFn, languages: Sequence[str]) -> None:
        self.draw = draw
        self.texts = texts(languages)
        self.languages = st.sampled_from(languages)
        self.made: dict[type, list[Any]] = {cls: [] for cls in models.RECORDS}
        self.making: list[type] = []
        self.ids: defaultdict[type, set[str]] = defaultdict(set)

    def new(self, cls: type[T], **given: Any) -> T:
        """Make a record that later ones can refer to."""
        record: T = self.make(cls, **given)
        self.made[cls].append(record)
        return record

    def make(self, cls: type[Any], **given: Any) -> Any:
        """Make a record or a part of one, with some fields given."""
        self.making.append(cls)
        values = self.draw(_values(self, [field for field in stored_fields(cls) if field.name not in given]))
        self.making.pop()
        values |= given
        if cls is models.Claim:
            is_number = isinstance(values["value"], int)
            values["unit"] = values.get("unit") or "cities" if is_number else None
            values["bound"] = values.get("bound", "exactly") if is_number else "exactly"
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and starts.earliest > ends.latest:
            values["starts"], values["ends"] = ends, starts
        return cls(**values)

    def rivalry(self) -> dict[str, Any]:
        """Draw what a claim shares with the last one, if the two are to conflict."""
        rivals = [claim for claim in self.made[models.Claim][-1:] if self.draw(_FLAG)]
        return {name: getattr(claim, name) for claim in rivals for name in ("about", "measure")}

    def value(self, field: Field) -> Any:
        """Draw a value of a field."""
        if field.many:
            return self.several(field)
        unknown = (None,) if field.optional else ()
        type_ = self.draw(_among((*unknown, *filter(self.is_possible, field.types))))
        return None if type_ is None else self.item(field, type_)

    def item(self, field: Field, type_: type[Any]) -> Any:
        """Draw a known value of a field, or an item of it, of one of its types."""
        if "enum" in field.validator.keywords:
            return self.draw(_among(tuple(field.validator.keywords["enum"])))
        if type_ in self.made:
            return self.one(type_)
        if field.name == "id":
            return self.new_id(self.making[-1])
        if field.name == "language":
            return self.draw(self.languages)
        if type_ is Text:
            return self.draw(self.texts)
        if type_ in _BY_TYPE:
            return self.draw(_BY_TYPE[type_])
        return self.make(type_) if field.kind == "part" else self.draw(_BY_NAME[field.name])

    def one(self, cls: type[Any]) -> Any:
        """Draw a record made before, or make a new one."""
        made = self.made[cls]
        chosen = self.draw(st.integers(0, 4 * len(made) - (not self.may_be_new(cls))))
        return made[chosen % len(made)] if chosen < 4 * len(made) else self.new(cls)

    def several(self, field: Field) -> tuple[Any, ...]:
        """Draw some items of a field, none twice."""
        least = field.validator.keywords["minItems"]
        possible = tuple(filter(self.is_possible, field.types))
        number = least + self.draw(_among((0, 0, 1, 2))) if possible else 0
        some = dict.fromkeys(self.item(field, self.draw(_among(possible))) for _ in range(number))
        while len(some) < least:
            some[self.new(models.Member)] = None  # an agreement has two parties
        return tuple(some)

    def is_possible(self, type_: type[Any]) -> bool:
        """Return whether there is one, or can be a new one; no record leads back to itself."""
        return type_ not in self.made or bool(self.made[type_]) or self.may_be_new(type_)

    def may_be_new(self, cls: type) -> bool:
        """Return whether a new one may be made for a reference."""
        return not (cls in _LEAVES or cls in self.making or (cls is models.Association and self.made[cls]))

    def new_id(self, cls: type) -> str:
        """Draw an id that no other record in the table has; a member and the association may both be parties."""
        taken = self.ids[models.Member if cls is models.Association else cls]
        if cls is models.Country:
            drawn = self.draw(_CODES.filter(lambda code: code not in taken))
        else:
            drawn = self.draw(_slugs)
            while drawn in taken:
                drawn += "a"
        taken.add(drawn)
        return drawn


@st.composite
def _values(draw: st.DrawFn, drawing: _Drawing, fields: list[Field]) -> dict[str, Any]:
    """Draw the values of fields; for a plain record, only those that are required.

    It is a strategy of its own so that Hypothesis knows where a record begins and ends, and can drop it.
    """
    is_plain = draw(_FLAG) == 0
    return {field.name: drawing.value(field) for field in fields if not is_plain or field.required}


@st.composite
def _drawn(draw: st.DrawFn, make: Callable[[_Drawing], Any]) -> Any:
    return make(_Drawing(draw, LANGUAGES))


def _disagreement(drawing: _Drawing) -> models.Disagreement:
    one = drawing.new(models.Claim)
    other = drawing.new(models.Claim, about=one.about, measure=one.measure)
    assume(one.asserted != other.asserted)
    return drawing.new(models.Disagreement, about=one.about, measure=one.measure, claims=(one, other))


def _position(drawing: _Drawing) -> models.Position:
    claim = drawing.new(models.Claim)
    return models.Position(value=claim.asserted, claims=(claim,))


def _timeline_entry(drawing: _Drawing) -> TimelineEntry:
    dated: list[tuple[type, Any]] = [(models.Event, "starts"), (models.Agreement, "signed"), (models.Term, "attested")]
    cls, kind = drawing.draw(st.sampled_from(dated))
    subject = drawing.make(cls, **{kind: drawing.draw(_BY_TYPE[PartialDate])})
    return TimelineEntry(date=getattr(subject, kind), kind=kind, subject=subject, citations=subject.citations)


def _change(drawing: _Drawing) -> Change:
    old = drawing.new(models.Event)
    new = evolve(old, own=not old.own)
    return Change(old=old, new=new, fields=("own",))


def _verification(drawing: _Drawing) -> Verification:
    citation = drawing.make(models.Citation, passage=drawing.draw(_BY_TYPE[Passage]))
    record = drawing.new(models.Statement, citations=(citation,))
    return Verification(record=record, citation=citation, wording=drawing.draw(st.none() | lines("fa")))


_STRATEGIES: dict[type, st.SearchStrategy[Any]] = {
    Forum: forums(),
    Text: texts(),
    **_BY_TYPE,
    **{cls: _drawn(methodcaller("make", cls)) for cls in (*models.RECORDS, *models.PARTS) if cls not in _BY_TYPE},
    models.Disagreement: _drawn(_disagreement),
    models.Position: _drawn(_position),
    TimelineEntry: _drawn(_timeline_entry),
    Verification: _drawn(_verification),
    Change: _drawn(_change),
    Diff: st.builds(diff, forums(), forums()),
}


def _records(asked: Any) -> Any:
    """Resolve ``Records`` and ``Records[Person]``: a table of a forum."""
    if (get_origin(asked) or asked) is not Records:
        return NotImplemented
    tables = [table for table in TABLES if table != "associations"]
    wanted = [table for table in tables if TABLES[table] in get_args(asked)] or tables
    return st.builds(getattr, forums(), st.sampled_from(wanted))


def _only(cls: type) -> Callable[[Any], Any]:
    """Resolve a class when it is asked for itself, and not when a ``Mapping`` is, for example."""
    return lambda asked: _STRATEGIES[cls] if asked is cls else NotImplemented


st.register_type_strategy(Records, _records)
for _cls in _STRATEGIES:
    st.register_type_strategy(_cls, _only(_cls))
