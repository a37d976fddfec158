"""Show records as HTML in notebooks: a card for one, a table for several, in every language of the record.

The HTML is self-contained, without scripts and addresses to load; everything from the data is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from html import escape
from typing import Any

from attrs import fields

from brics_cities import models
from brics_cities._attrs import Entity, Value
from brics_cities._forum import Forum
from brics_cities._tables import TABLES
from brics_cities.dates import PartialDate, SolarHijriDate
from brics_cities.records import CRITERIA, Records
from brics_cities.text import Text, direction

ROWS = 20  # the most rows of a table that are shown

# The columns of a table, for classes with too many fields to read.
_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    models.Event: ("id", "name", "kind", "status", "starts", "place", "citations"),
    models.Member: ("id", "name", "kind", "country", "standing"),
    models.Person: ("id", "name", "office", "member", "citations"),
    models.Statement: ("id", "speaker", "text", "citations"),
    models.Claim: ("id", "about", "measure", "bound", "value", "unit", "corroboration", "citations"),
    models.Disagreement: ("id", "about", "measure", "note", "positions"),
    models.Agreement: ("id", "kind", "parties", "signed", "citations"),
    models.Place: ("id", "name", "country", "region", "latitude", "longitude"),
    models.Country: ("id", "name", "standing"),
    models.Source: ("id", "publisher", "title", "language", "published", "url"),
    models.Position: ("value", "sources"),
}

# What a card shows apart from the fields.
_DERIVED: dict[type[Any], tuple[str, ...]] = {
    models.Disagreement: ("positions",),
    models.Position: ("sources",),
    Forum: ("event",),
}

# Colours are inherited, or those of Jupyter if it names one, so that light and dark both work.
# The doubled class overrides Jupyter's own rules for tables, which align text to the right in every language.
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
    """Render a data set, some records, a record, a part of one or a text, as a notebook shows it.

    Args:
        value: Any object of this package.

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
    """Render all fields of an object, one row each; records that it refers to are named, and have cards of their own."""
    cls = value.__class__  # the proxy `forum` has a type of its own, and this class
    rows = (
        f'<tr><th scope="row">{name}</th><td>{_field(value, name)}</td></tr>'
        for name in (*_names(cls), *_DERIVED.get(cls, ()))
    )
    return f"<table><caption>{cls.__name__}</caption><tbody>{''.join(rows)}</tbody></table>"


def _records(records: Records[Any]) -> str:
    """Render records as a table that says what it omits."""
    cls = TABLES[records._table]
    names = _COLUMNS.get(cls, _names(cls))
    notes = []
    if len(records) > ROWS:
        left = len(records) - ROWS
        notes.append(f"More rows: {left}. Filter them with <code>by</code> or <code>find</code>, or take a slice.")
    if hidden := [name for name in _names(cls) if name not in names]:
        notes.append(f"A record on its own also shows {', '.join(hidden)}.")
    foot = f'<tfoot><tr><td colspan="{len(names)}">{" ".join(notes)}</td></tr></tfoot>' if notes else ""
    return _table(records[:ROWS], names, f"<caption>{records._counted()}</caption>", foot)


def _table(values: Iterable[Any], names: tuple[str, ...], caption: str = "", foot: str = "") -> str:
    """Render some fields of objects of one class, one row each; the first field names the row."""
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = ""
    for value in values:
        first, *rest = (_field(value, name) for name in names)
        rows += f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table>"


def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def _field(holder: Any, name: str) -> str:
    """Render a field of an object; some need more than their value."""
    value = getattr(holder, name)
    if name == "id":
        return _code(value)
    if name in ("url", "license") and value is not None:
        return _link(value, f'<bdi dir="ltr">{escape(value)}</bdi>')
    if name == "wording" and value is not None:
        return _words("div", holder.citation.source.language, value)
    if name == "value" and isinstance(holder, models.Position):  # the text of its claims, in more languages
        value = next((claim.value for claim in holder.claims if isinstance(claim.value, Text)), value)
    return _draw(value)


@singledispatch
def _draw(value: Any) -> str:
    """Render a value in a cell: here a term or a number."""
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
def _(value: Entity) -> str:
    """Render a reference to a record: its name or text, and its id."""
    name = getattr(value, "name", None) or getattr(value, "text", None)
    words = _brief_words("div", name) if name else f"<div><bdi>{escape(str(value))}</bdi></div>"
    return f'<div class="words">{words}<div>{_code(value.id)}</div></div>'


@_draw.register
def _(value: models.Source) -> str:
    return f"{_link(value.url, _brief_words('bdi', value.publisher, ' · '))} {_code(value.id)}"


@_draw.register
def _(value: models.Citation) -> str:
    return _draw(value.source) + (f" ¶{value.passage.paragraph}" if value.passage else "")


@_draw.register
def _(value: Records) -> str:  # type: ignore[type-arg]  # singledispatch takes a plain class
    return f"{len(value)} <small>by {', '.join(CRITERIA[value._table])}</small>"


def _is_part(value: object) -> bool:
    """Return whether a value is shown field by field: not a record, which has a card of its own, and nothing short."""
    return isinstance(value, Value) and not isinstance(value, (Entity, models.Citation, PartialDate, SolarHijriDate))


def _all_words(text: Text) -> str:
    return "".join(_words("div", tag, words) for tag, words in text.items())


def _brief_words(element: str, text: Text, between: str = "") -> str:
    """Return a text in English and Persian, or in its original language if it has neither."""
    tags = [tag for tag in text if tag in ("en", "fa")] or [*text][:1]
    return between.join(_words(element, tag, text[tag]) for tag in tags)


def _words(element: str, tag: str, words: str) -> str:
    return f'<{element} lang="{tag}" dir="{direction(tag)}">{escape(words)}</{element}>'


def _code(id: str) -> str:
    return f"<code>{escape(id)}</code>"


def _link(url: str, words: str) -> str:
    """Return a link that opens beside the notebook, but only to an http or https address."""
    if not url.startswith(("https://", "http://")):
        return words
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
