"""Cite records, sources and the data set itself, as CSL-JSON and as BibTeX.

`to_csl` and `to_bibtex` take a data set and what to cite from it. A source is cited as the publication that it is;
any other record as an entry of the data set, with the version of the data and the sources of the record. To offer
each format on a page about a record, loop over `CITATION_FORMATS`:

>>> from brics_cities import forum
>>> from brics_cities.exports import CITATION_FORMATS, encode
>>> person = forum.people["ilsur-metshin"]
>>> files = {f"{person.id}{one.extension}": encode(one.cite(forum, person)) for one in CITATION_FORMATS.values()}
>>> list(files)
['ilsur-metshin.bib', 'ilsur-metshin.json']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from brics_cities._attrs import check_tag
from brics_cities._forum import Forum, check_forum
from brics_cities._labels import TERMS
from brics_cities._tables import check_record, reference
from brics_cities._wording import label, listed, say, title
from brics_cities.dates import PartialDate
from brics_cities.exceptions import InvalidValueError
from brics_cities.models import Citation, Record, Source, Statement

# What TeX takes for a command, as commands; braces too, since BibTeX counts even those after a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def to_csl(
    forum: Forum, records: Record | Iterable[Record] | None = None, *, lang: str | None = None
) -> list[dict[str, Any]]:
    """Cite records in CSL-JSON, which Zotero, Pandoc and other programs for references read.

    Args:
        forum: The data set.
        records: What to cite from it: a record, or several, such as ``forum.sources``; without it, the data set
            itself.
        lang: The BCP 47 tag of the language of names and titles, where they have it. Without it, a publication is
            cited in its own language, and a record in English.

    Returns:
        One item per record, with ``table/id`` as its id. What is not known, such as a title, is omitted.

    Raises:
        InvalidValueError: The data set is no `Forum`, the language not a well-formed tag, or something to cite not a
            record.

    >>> from brics_cities import forum
    >>> (item,) = to_csl(forum, forum.statements["houshyar-2"])
    >>> item["title"]
    'Yaghoub Houshyar, speech, Founding meeting of the BRICS+ Association of Cities and Municipalities'
    >>> item["note"]
    'Islamic Republic News Agency (IRNA), 2024-06-23, https://irna.ir/news/85517800, paragraph 2'
    """
    check_forum(forum)
    if lang is not None:
        check_tag("lang", lang)
    if records is None:
        return [_data_set(forum, lang)]
    return [
        _source(record, forum, lang) if isinstance(record, Source) else _entry(record, forum, lang)
        for record in _checked(records)
    ]


def to_bibtex(forum: Forum, records: Record | Iterable[Record] | None = None, *, lang: str | None = None) -> str:
    r"""Cite records in BibTeX, for LaTeX and most programs for references.

    Args:
        forum: The data set.
        records: What to cite from it, as for `to_csl`.
        lang: The language of names and titles, as for `to_csl`.

    Returns:
        One entry per record, with ``table/id`` as its key, for use as ``\cite{sources/irna-85517800}``. Names and
        titles are in double braces, so that no style takes them apart; Persian needs XeLaTeX or LuaLaTeX.

    Raises:
        InvalidValueError: As in `to_csl`.

    >>> from brics_cities import forum
    >>> print(to_bibtex(forum, forum.sources["iribnews-00j1t7"]), end="")
    @misc{sources/iribnews-00j1t7,
      author = {{خبرگزاری صدا و سیما}},
      year = {2025},
      month = may,
      day = {28},
      url = {http://iribnews.ir/00J1t7},
      language = {fa},
      note = {a source of brics-cities: BRICS+ Association of Cities and Municipalities, version ...}
    }
    """
    return "\n".join(map(_in_bibtex, to_csl(forum, records, lang=lang)))


class _Cite(Protocol):
    def __call__(
        self, forum: Forum, records: Record | Iterable[Record] | None = None, *, lang: str | None = None
    ) -> str | list[dict[str, Any]]: ...


class CitationFormat(NamedTuple):
    """A format that records can be cited in."""

    description: str
    """What reads it, in a few words."""
    extension: str
    """How the names of its files end."""
    cite: _Cite
    """The function that cites records of a data set."""


CITATION_FORMATS = {
    "bibtex": CitationFormat("BibTeX, for LaTeX", ".bib", to_bibtex),
    "csl": CitationFormat("CSL-JSON, for Zotero and Pandoc", ".json", to_csl),
}
"""The formats of citations by name."""


def _checked(records: Record | Iterable[Record]) -> Iterator[Any]:
    return map(check_record, records if isinstance(records, Iterable) else (records,))


# Items of CSL-JSON.


def _data_set(forum: Forum, lang: str | None) -> dict[str, Any]:
    return _known(
        {
            "id": forum.association.id,
            "type": "dataset",
            "title": _name(forum, lang),
            "author": _organizations(forum.creators),
            "issued": _issued(_date_of(forum.version)),
            "version": forum.version,
            "note": forum.license and f"licence {forum.license}",
        }
    )


def _source(source: Source, forum: Forum, lang: str | None) -> dict[str, Any]:
    own = lang or source.language
    notes = [f"reports from {source.origin.best(own)}"] if source.origin else []
    notes.append(f"a source of {_name(forum, lang)}, version {forum.version}")
    return _known(
        {
            "id": reference(source),
            "type": "article-newspaper" if source.kind == "news" else "webpage",
            "title": source.title and source.title.best(own),
            "author": _organizations([source.publisher.best(own)]),
            "issued": _issued(source.published),
            "URL": source.url,
            "language": source.language,
            "note": "; ".join(notes),
        }
    )


def _entry(record: Any, forum: Forum, lang: str | None) -> dict[str, Any]:
    return _known(
        {
            "id": reference(record),
            "type": "entry",
            "title": _title(record, lang or "en"),
            "container-title": _name(forum, lang),
            "author": _organizations(forum.creators),
            "issued": _issued(_date_of(forum.version)),
            "version": forum.version,
            "number": reference(record),
            "note": "; ".join(dict.fromkeys(_where(citation, lang) for citation in record.citations)),
        }
    )


def _name(forum: Forum, lang: str | None) -> str:
    """Return the name of a data set, which is not that of its association."""
    return f"{forum.association.id}: {say(forum.association.name, lang or 'en')}"


def _title(record: Any, lang: str) -> str:
    """Return what a record is called; the text of a statement, which is not the speaker's, is no title of it."""
    if not isinstance(record, Statement):
        return title(record, lang)
    return listed((say(record.speaker.name, lang), label(TERMS, record.kind, lang), say(record.event.name, lang)), lang)


def _where(citation: Citation, lang: str | None) -> str:
    """Return a source and the place in it, in one line."""
    source, passage = citation.source, citation.passage
    paragraph = f"paragraph {passage.paragraph}" if passage else None
    parts = (say(source.publisher, lang or "en"), source.published, source.url, paragraph)
    return ", ".join(str(part) for part in parts if part)


def _organizations(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def _issued(date: PartialDate | None) -> dict[str, Any] | None:
    return None if date is None else {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _date_of(version: str) -> PartialDate | None:
    """Return the date that a version of data is, or None if it is something else."""
    try:
        return PartialDate.parse(version.replace(".", "-"))
    except InvalidValueError:
        return None


def _known(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}


# Entries of BibTeX.


def _in_bibtex(item: Mapping[str, Any]) -> str:
    """Return the entry for an item; what BibTeX's styles have no field for is in the note."""
    date = dict(zip(("year", "month", "day"), item.get("issued", {"date-parts": [[]]})["date-parts"][0], strict=False))
    version = item.get("version") and f"version {item['version']}"
    note = "; ".join(filter(None, (item.get("number"), version, item.get("note"))))
    fields = {
        "author": " and ".join(map(_braced, (author["literal"] for author in item.get("author", ())))),
        "title": _braced(item["title"]) if "title" in item else None,
        "howpublished": "Data set" if item["type"] == "dataset" else _escaped(item.get("container-title", "")),
        **date,
        "url": item.get("URL"),
        "language": item.get("language"),
        "note": _escaped(note),
    }
    lines = [f"@misc{{{item['id']}"]
    for name, value in fields.items():
        if value:
            lines.append(f"  {name} = " + (_MONTHS[value - 1] if name == "month" else f"{{{value}}}"))
    return ",\n".join(lines) + "\n}\n"


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return text.translate(_TEX)
