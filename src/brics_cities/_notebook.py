"""Records as HTML for notebooks: a card for one, a table for many, in every language that they have.

The HTML stands by itself, without scripts and addresses to load; all that comes from the data is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from html import escape
from typing import Any

from attrs import fields

from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.findings import Position
from brics_cities.models import (
    TABLES,
    Agreement,
    Citation,
    Claim,
    Country,
    Disagreement,
    Event,
    Forum,
    Member,
    Person,
    Place,
    Source,
    Statement,
)
from brics_cities.records import CRITERIA, Records
from brics_cities.text import Text, direction
from brics_cities.values import Identified, Value

ROWS = 20  # of a long table, that many are shown

# The fields that a table has columns for, where all would be too many to read.
_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Event: ("id", "name", "kind", "status", "starts", "place", "citations"),
    Member: ("id", "name", "kind", "country", "standing"),
    Person: ("id", "name", "office", "member", "citations"),
    Statement: ("id", "speaker", "text", "citations"),
    Claim: ("id", "about", "measure", "bound", "value", "unit", "corroboration", "citations"),
    Disagreement: ("id", "about", "measure", "note", "positions"),
    Agreement: ("id", "kind", "parties", "signed", "citations"),
    Place: ("id", "name", "country", "region", "latitude", "longitude"),
    Country: ("id", "name", "standing"),
    Source: ("id", "publisher", "title", "language", "published", "url"),
    Position: ("value", "sources"),
}

# What a card shows beyond the fields, since a reader would ask for it.
_DERIVED: dict[type[Any], tuple[str, ...]] = {
    Disagreement: ("positions",),
    Position: ("sources",),
    Forum: ("event",),
}

# Colours are those around it, or of Jupyter where it names one, so that light and dark are both right.
# The doubled class outweighs Jupyter's own rules for tables, which put text to the right in every language.
_STYLE = """
.brics-cities { overflow-x: auto }
.brics-cities.brics-cities table { border-collapse: collapse; table-layout: auto; width: auto; margin: 0 }
.brics-cities.brics-cities tbody tr { background: none }
.brics-cities.brics-cities :is(caption, th, td) { text-align: start; vertical-align: top; padding: .3em .6em }
.brics-cities.brics-cities :is(tr + tr, thead + tbody, tbody + tfoot) {
  border-top: 1px solid var(--jp-border-color2, #8886) }
.brics-cities.brics-cities :is(caption, thead th) { font-weight: bold }
.brics-cities.brics-cities tbody th { font-weight: normal }
.brics-cities.brics-cities ul { list-style: none; margin: 0; padding: 0 }
.brics-cities .words { display: flex; flex-wrap: wrap; gap: 0 1.5em }
.brics-cities .words > div { flex: 1 1 9em; max-width: 34em }
.brics-cities .words > [dir=rtl] { order: 1 }
.brics-cities .words > :not([lang]) { order: 2 }
.brics-cities :is(code, time) { white-space: nowrap }
.brics-cities a { color: var(--jp-content-link-color, inherit) }
"""


def render(value: Any) -> str:
    """Draw a data set, some records, a record, a part of one or a text, as a notebook shows it.

    Args:
        value: Anything that this package makes.

    Returns:
        An HTML fragment with a style of its own.

    >>> from brics_cities import forum
    >>> print(render(forum.topics["tourism"].name).partition("</style>")[2])
    <div class="words"><div lang="en" dir="ltr">Tourism</div><div lang="fa" dir="rtl">گردشگری</div></div></div>
    """
    if isinstance(value, Records):
        drawn = _records(value)
    elif isinstance(value, (Text, PartialDate, SolarHijriDate)):
        drawn = _draw(value)
    else:
        drawn = _card(value)
    return f'<div class="brics-cities" lang="en" dir="ltr"><style>{_STYLE}</style>{drawn}</div>'


def _card(value: Value) -> str:
    """All fields of one thing, a row each; those that it refers to are named, and have cards of their own."""
    cls = value.__class__  # the handle `forum` has a type of its own, and the class of what it stands for
    rows = (
        f'<tr><th scope="row">{name}</th><td>{_field(value, name)}</td></tr>'
        for name in (*_names(cls), *_DERIVED.get(cls, ()))
    )
    return f"<table><caption>{cls.__name__}</caption><tbody>{''.join(rows)}</tbody></table>"


def _records(records: Records[Any]) -> str:
    """Records as a table that tells what it leaves out."""
    cls = TABLES[records._table]
    names = _COLUMNS.get(cls, _names(cls))
    notes = []
    if len(records) > ROWS:
        left = len(records) - ROWS
        notes.append(f"More rows: {left}. Narrow them with <code>by</code> or <code>find</code>, or take a slice.")
    if hidden := [name for name in _names(cls) if name not in names]:
        notes.append(f"A record on its own also shows {', '.join(hidden)}.")
    foot = f'<tfoot><tr><td colspan="{len(names)}">{" ".join(notes)}</td></tr></tfoot>' if notes else ""
    return _table(records[:ROWS], names, f"<caption>{len(records)} {records._table}</caption>", foot)


def _table(values: Iterable[Any], names: tuple[str, ...], caption: str = "", foot: str = "") -> str:
    """Some fields of things of one class, a row each; the first field is what names the row."""
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = ""
    for value in values:
        first, *rest = (_field(value, name) for name in names)
        rows += f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table>"


def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def _field(holder: Any, name: str) -> str:
    """A field of something; a few are more than their value tells."""
    value = getattr(holder, name)
    if name == "id":
        return _code(value)
    if name in ("url", "license") and value is not None:
        return _link(value, f'<bdi dir="ltr">{escape(value)}</bdi>')
    if name == "wording" and value is not None:
        return _words("div", holder.citation.source.language, value)
    if name == "value" and isinstance(holder, Position):  # in English, where its claims know more languages
        value = next((claim.value for claim in holder.claims if isinstance(claim.value, Text)), value)
    return _draw(value)


@singledispatch
def _draw(value: Any) -> str:
    """A value in a cell: here a term or a number."""
    return f"<bdi>{escape(str(value))}</bdi>"


@_draw.register
def _(value: None) -> str:
    return "<small>None</small>"


@_draw.register
def _(value: tuple) -> str:  # type: ignore[type-arg]  # singledispatch takes a plain class
    if not value:
        return "<small>()</small>"
    if _is_part(value[0]):
        return _table(value, _COLUMNS.get(type(value[0]), _names(type(value[0]))))
    return f"<ul>{''.join(f'<li>{_draw(item)}</li>' for item in value)}</ul>"


@_draw.register
def _(value: Text) -> str:
    return f'<div class="words">{_all_words(value)}</div>'


@_draw.register
def _(value: PartialDate) -> str:
    return f'<time datetime="{value}">{value}</time>'


@_draw.register
def _(value: SolarHijriDate) -> str:
    printed = _words("div", "fa", value.printed) if value.printed else ""
    return f'<div class="words">{_all_words(value.text)}{printed}</div>'


@_draw.register
def _(value: Value) -> str:
    return _draw((value,))


@_draw.register
def _(value: Identified) -> str:
    """A record that another refers to: its name, or what it says, and its id."""
    name = getattr(value, "name", None) or getattr(value, "text", None)
    words = _brief_words("div", name) if name else f"<div><bdi>{escape(str(value))}</bdi></div>"
    return f'<div class="words">{words}<div>{_code(value.id)}</div></div>'


@_draw.register
def _(value: Source) -> str:
    return f"{_link(value.url, _brief_words('bdi', value.publisher, ' · '))} {_code(value.id)}"


@_draw.register
def _(value: Citation) -> str:
    return _draw(value.source) + (f" ¶{value.passage.paragraph}" if value.passage else "")


@_draw.register
def _(value: Records) -> str:  # type: ignore[type-arg]  # singledispatch takes a plain class
    return f"{len(value)} <small>by {', '.join(CRITERIA[value._table])}</small>"


def _is_part(value: object) -> bool:
    """Whether it is shown field by field: no record, which has a card of its own, and nothing that is short."""
    return isinstance(value, Value) and not isinstance(value, (Identified, Citation, PartialDate, SolarHijriDate))


def _all_words(text: Text) -> str:
    return "".join(_words("div", tag, words) for tag, words in text.items())


def _brief_words(element: str, text: Text, between: str = "") -> str:
    """A text in English and Persian, or in its original language where it has neither."""
    tags = [tag for tag in text if tag in ("en", "fa")] or [*text][:1]
    return between.join(_words(element, tag, text[tag]) for tag in tags)


def _words(element: str, tag: str, words: str) -> str:
    return f'<{element} lang="{tag}" dir="{direction(tag)}">{escape(words)}</{element}>'


def _code(id: str) -> str:
    return f"<code>{escape(id)}</code>"


def _link(url: str, words: str) -> str:
    """A link that opens beside the notebook; to nothing but a page, whatever a field holds."""
    if not url.startswith(("https://", "http://")):
        return words
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
