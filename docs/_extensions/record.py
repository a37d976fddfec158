"""Generate the pages of all records, as Markdown, from `brics_cities.forum` when an edition of the site is built.

The pages are in the language of the edition. Each record has a label made of its class and id, so any page can link to it with ``[words](#person/ilsur-metshin)``.
Text in a language has the class ``language-TAG``, which becomes the attributes ``lang`` and ``dir``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import partial, singledispatch
from pathlib import Path
from typing import Any, get_args

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from docutils import nodes
from docutils.transforms import Transform
from importlib_resources import files
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

import brics_cities.vocabularies
from brics_cities import (
    Citation,
    Claim,
    Disagreement,
    Member,
    PartialDate,
    Position,
    Records,
    SolarHijriDate,
    Tenure,
    Term,
    Text,
    TimelineEntry,
    direction,
    forum,
)
from brics_cities._labels import MEASURES, TERMS, UNITS
from brics_cities._tables import TABLE_OF, TABLES, citations_in
from brics_cities._wording import digits
from brics_cities.exports import CITATION_FORMATS, encode
from brics_cities.exports.jsonld import describe_dataset, describe_record

HERE = Path(__file__).parent
LOGGER = logging.getLogger(__name__)
LOCALES = {"en": "en_GB", "fa": "fa"}
VOCABULARY = json.loads((HERE / "vocabulary.json").read_text(encoding="utf-8"))
WORDS = VOCABULARY["words"]
QUESTIONS = {measure: Text({"en": en, "fa": fa}) for measure, (en, fa) in VOCABULARY["questions"].items()}
KINDS = {cls.__name__.lower() for cls in TABLE_OF}
DATE_PATTERNS = {"year": "y", "month": "MMMM y", "day": "d MMMM y"}

# Each template, and the table for which it makes one page per record; None for a single page.
PAGES = {
    "index": None,
    "association": None,
    "events": None,
    "event": "events",
    "people": None,
    "person": "people",
    "members": None,
    "member": "members",
    "statements": None,
    "statement": "statements",
    "agreements": None,
    "claims": None,
    "disagreements": None,
    "topics": None,
    "places": None,
    "countries": None,
    "sources": None,
    "fields": None,
}
ENGLISH_ONLY = {"fields"}  # for programmers


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages before Sphinx reads its sources."""
    app.connect("builder-inited", write_pages)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_citations)  # before the links are checked
    app.add_role("lang", language_role)
    app.add_transform(PlainIds)
    app.set_translator("html", Translator)
    return {"parallel_read_safe": True}


def write_pages(app: Sphinx) -> None:
    """Write all pages to the directory ``record``, except those that have not changed."""
    templates = environment(Path(app.confdir) / "_templates" / "record", app.config.language)
    pages = {}
    for template, table in PAGES.items():
        if template in ENGLISH_ONLY and app.config.language != "en":
            continue
        render = templates.get_template(f"{template}.md").render
        if table:
            pages |= {f"{table}/{record.id}": render(record=record) for record in getattr(forum, table)}
        else:
            pages[template] = render()
    folder = Path(app.srcdir) / "record"
    for file in folder.rglob("*.md"):
        if file.relative_to(folder).with_suffix("").as_posix() not in pages:
            file.unlink()
    for name, text in pages.items():
        file = folder / f"{name}.md"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def described_on(pagename: str) -> dict[str, Any] | None:
    """Return what a page is about as JSON-LD: a record, or the data set; None for a page about the library."""
    folder, _, rest = pagename.partition("/")
    if pagename == "record/association":
        return describe_record(forum, forum.association)
    if folder == "record" and "/" in rest:
        table, _, id = rest.partition("/")
        return describe_record(forum, getattr(forum, table)[id])
    return describe_dataset(forum) if folder in ("index", "record") else None


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Add to a page what it is about, as it stands in a script element."""
    if described := described_on(pagename):
        context["described"] = json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")


def cited_as(record: Any, language: str) -> list[tuple[str, str, str]]:
    """Return how to cite a record in each format: the name of the format, how its files end, the citation."""
    return [
        (one.description.partition(",")[0], one.extension, encode(one.cite(forum, record, lang=language)).decode())
        for one in CITATION_FORMATS.values()
    ]


def write_citations(app: Sphinx, error: Exception | None) -> None:
    """Write files with the citations of all records of each table, beside the page that lists them."""
    if error or app.builder.name != "html":
        return
    for table in TABLES.keys() - {"associations"}:
        for one in CITATION_FORMATS.values():
            citations = encode(one.cite(forum, getattr(forum, table), lang=app.config.language))
            Path(app.outdir, "record", f"{table}{one.extension}").write_bytes(citations)


def environment(templates: Path, language: str) -> Environment:
    """Return the environment of the templates in a language; it escapes every value for Markdown."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else escape(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    plain = (capital, in_language, citations_of, subject, kind, roles, corroboration, measure, question)
    made.filters |= {function.__name__: function for function in plain}
    worded = (say, title, cited, cited_as, other_languages)
    made.filters |= {function.__name__: partial(function, language=language) for function in worded}
    made.globals |= {"forum": forum, "address": address, "cited_by": cited_by(), "schemas": schemas()}
    made.globals |= {"language": language, "vocabularies": vocabularies(), "labels": TERMS}
    return made


_MARKUP = re.compile(r"""[!-/:-@\[-`{-~](?<![,;?/'"])""")


def escape(text: str) -> Markup:
    """Escape a line of text so that Markdown shows it unchanged."""
    return Markup(_MARKUP.sub(r"\\\g<0>", text))


def in_language(text: str, tag: str) -> Markup:
    """Mark words with their language, by a role, which can be used within a link, unlike a span in brackets."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return Markup(f"{{lang}}{fence} {tag} {text} {fence}")


def language_role(name: str, rawtext: str, text: str, *_: Any) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Implement the role that `in_language` writes: a language tag, a space, the words."""
    tag, _space, words = text.strip().partition(" ")
    return [nodes.inline(rawtext, words, classes=[f"language-{tag}"])], []


def address(record: Any) -> str:
    """Return the label of a record: its class and its id."""
    return f"{type(record).__name__.lower()}/{record.id}"


def link(record: Any, words: Markup) -> Markup:
    """Return a link to the page or the anchor of a record."""
    return Markup(f"[{words}](<#{address(record)}>)")


def term(key: str, language: str) -> str:
    """Return the label of a term of a closed vocabulary, or words of the site itself."""
    if key in TERMS:
        return TERMS[key][language]
    if key not in WORDS:
        LOGGER.warning("vocabulary.json has no words for %r", key)
    return WORDS.get(key, [key, key])[language == "fa"]


def measure(claim: Claim) -> Text:
    """Return the label of what a claim is about."""
    return MEASURES[claim.measure]


def question(disagreement: Disagreement) -> Text:
    """Return the question on which sources disagree."""
    return QUESTIONS[disagreement.measure]


@singledispatch
def say(value: Any, language: str) -> Markup:
    """Return a value in a language: a record as a link, a term by its name."""
    return link(value, title(value, language)) if type(value) in TABLE_OF else escape(str(value))


@say.register
def _(value: None, language: str) -> Markup:
    return Markup()


@say.register
def _(value: str, language: str) -> Markup:
    return escape(term(value, language))


@say.register
def _(value: int, language: str) -> Markup:
    return escape(digits(format_decimal(value, locale=LOCALES[language], numbering_system="default"), language))


@say.register(tuple)
@say.register(Records)
def _(value: Iterable[Any], language: str) -> Markup:
    *items, last = [say(item, language) for item in value]
    return Markup(f" {term('and', language)} ").join(
        [Markup(term(",", language)).join(items), last] if items else [last]
    )


@say.register
def _(value: Text, language: str) -> Markup:
    if language in value:
        return escape(value[language])
    tag = "en" if value.en else next(iter(value))
    return in_language(value[tag], tag)


@say.register
def _(value: PartialDate, language: str) -> Markup:
    return escape(digits(format_date(value.earliest, DATE_PATTERNS[value.precision], LOCALES[language]), language))


@say.register
def _(value: SolarHijriDate, language: str) -> Markup:
    return say(value.text, language)


@say.register
def _(value: list, language: str) -> Markup:  # type: ignore[type-arg]
    return Markup(term(",", language).join(say(item, language) for item in value if item))


@say.register(Term)
@say.register(Tenure)
def _(value: Term | Tenure, language: str) -> Markup:
    """Return the dates of a term or a tenure."""
    dates = [(key, getattr(value, key, None)) for key in ("starts", "ends", "attested")]
    return Markup(" ".join(f"{term(f'{key}-on', language)} {say(date, language)}" for key, date in dates if date))


@say.register
def _(value: Claim, language: str) -> Markup:
    """Return what a claim asserts, with the bound and unit of a number."""
    if not isinstance(value.value, int):
        return say(value.value, language)
    bound = "" if value.bound == "exactly" else f"{term(value.bound, language)} "
    return Markup(f"{bound}{say(value.value, language)} {UNITS[value.unit][language]}")


@say.register
def _(value: Citation, language: str) -> Markup:
    """Return a link to the publication."""
    return Markup(f"[{say(value.source.publisher, language)}](<{escape(value.source.url)}>)")


def cited(citations: Iterable[Citation], language: str) -> Markup:
    """Return links to the sources, each once, with the paragraphs and a link to the record of the source."""
    sources: dict[str, list[Citation]] = {}
    for citation in citations:
        sources.setdefault(citation.source.id, []).append(citation)
    links = []
    for same in sources.values():
        numbers = list(dict.fromkeys(one.passage.paragraph for one in same if one.passage))
        paragraphs = Markup(f" {term('paragraph', language)} {say(numbers, language)}") if numbers else ""
        known = link(same[0].source, escape(same[0].source.id))
        links.append(f"{say(same[0], language)}{paragraphs} {known}")
    return Markup(" · ".join(links))


def title(record: Any, language: str) -> Markup:
    """Return the title of a record."""
    match TABLE_OF[type(record)]:
        case "statements" if record.topics:
            parts = say(record.speaker.name, language), term("on", language), _names(record.topics, language).lower()
        case "statements":
            parts = term("message-of", language), say(record.speaker.name, language)
        case "claims":
            parts = Markup(f"{title(record.about, language)}:"), say(measure(record), language)
        case "disagreements":
            parts = Markup(f"{title(record.about, language)}:"), say(question(record), language)
        case "agreements":
            parts = Markup(f"{say(record.kind, language)}:"), _names(record.parties, language)
        case "sources":
            parts = (say(record.publisher, language),)
        case _:
            parts = (say(record.name, language),)
    return Markup(" ".join(parts))


def _names(records: tuple[Any, ...], language: str) -> Markup:
    return say(tuple(record.name for record in records), language)


def capital(words: Markup) -> Markup:
    """Return the words with an initial capital letter."""
    return words[:1].upper() + words[1:]


def citations_of(position: Position) -> tuple[Citation, ...]:
    """Return citations of the sources of a position, oldest first."""
    return tuple(Citation(source=source) for source in position.sources)


def subject(entry: TimelineEntry) -> Any:
    """Return the person or the record that an entry of the timeline is about."""
    return entry.subject.person if isinstance(entry.subject, Term) else entry.subject


def roles(member: Member) -> tuple[str, ...]:
    """Return how a body took part, each role once."""
    return tuple(dict.fromkeys(standing.role for standing in member.standing))


def corroboration(position: Position) -> str:
    """Return whether independent sources confirm a version."""
    found = {claim.corroboration for claim in position.claims}
    return next(one for one in get_args(brics_cities.vocabularies.Corroboration) if one in found)


def kind(entry: TimelineEntry) -> list[str]:
    """Return the kind of an entry of the timeline; for a term, also the role."""
    return [entry.subject.role, entry.kind] if isinstance(entry.subject, Term) else [entry.kind]


def other_languages(text: Text, language: str) -> list[tuple[str, str, str]]:
    """Return a text in its other languages: tag, name of the language, words."""
    names = Locale(language).languages
    return [(tag, names[tag.partition("-")[0]], words) for tag, words in text.items() if tag != language]


def cited_by() -> dict[str, list[Any]]:
    """Return the records that cite each source, by the id of the source."""
    found: dict[str, list[Any]] = {}
    for table in TABLES:
        for record in [forum.association] if table == "associations" else getattr(forum, table):
            for source in dict.fromkeys(citation.source.id for citation in citations_in(record)):
                found.setdefault(source, []).append(record)
    return found


def schemas() -> dict[str, Any]:
    """Return the schema of each table, as in the package, with its class and the tables that its fields refer to."""
    descriptor = json.loads((files("brics_cities") / "data" / "datapackage.json").read_bytes())
    made = {}
    for resource in descriptor["resources"]:
        table, schema = resource["name"], resource["schema"]
        cls = TABLES[table]
        targets = {key["fields"][0]: key["reference"]["resource"] for key in schema.get("foreignKeys", ())}
        made[table] = {"class": cls.__name__, "fields": schema["fields"], "targets": targets}
    return made


def vocabularies() -> dict[str, tuple[str, ...]]:
    """Return the closed vocabularies, by the name of their type."""
    return {
        name: terms
        for name, value in vars(brics_cities.vocabularies).items()
        if name[0].isupper() and (terms := get_args(value))
    }


class PlainIds(Transform):
    """Use only the id of a record as its anchor: its page already shows its class."""

    default_priority = 840  # before Sphinx collects the labels

    def apply(self) -> None:
        """Rename the ids of labels like ``person/ilsur-metshin``."""
        for name, old in list(self.document.nameids.items()):
            kind, _, id = name.partition("/")
            if kind in KINDS and old:
                node = self.document.ids[old]
                new = id.upper() if kind == "country" else id
                for other, known in self.document.nameids.items():
                    if known in node["ids"]:
                        self.document.nameids[other] = new
                node["ids"], self.document.ids[new] = [new], node


class Translator(HTML5Translator):
    """Add the direction of a language to its tag."""

    def starttag(self, node: Any, tagname: str, *args: Any, **attributes: Any) -> str:
        """Add ``dir``; docutils derives ``lang`` from the class ``language-TAG``."""
        classes = [*node.get("classes", ()), *attributes.get("CLASS", "").split()]
        tag = next((name.removeprefix("language-") for name in classes if name.startswith("language-")), None)
        return super().starttag(node, tagname, *args, **attributes, **({"dir": direction(tag)} if tag else {}))
