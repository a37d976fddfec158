"""How the record and the site are worded in Persian and in English: what a machine can see of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import importlib_resources
import pytest

from brics_cities import forum, vocabularies
from brics_cities._labels import ANSWERS, DEFINITIONS, FIELDS, MEASURES, MONTHS, TERMS, UNITS
from brics_cities._tables import TABLES

PACKAGE = importlib_resources.files("brics_cities")
DOCS = Path(__file__).parent.parent / "docs"
VOCABULARIES = {name: get_args(alias) for name, alias in vars(vocabularies).items() if get_args(alias)}

Texts = list[tuple[str, Mapping[str, str]]]  # where a text is, and the text by language


def in_json(value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the texts in a table, apart from those that show how a source prints a name."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from in_json(item, f"{path}[{number}]")
    elif isinstance(value, dict) and "original" in value:
        yield path, {tag: string for tag, string in value.items() if tag != "original"}
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "printed_as":
                yield from in_json(item, f"{path}.{key}")


def in_python(source: str) -> Iterator[dict[str, str]]:
    """Yield the dictionaries with an English and a Persian string in a module, with a number for what is filled in."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict) and all(isinstance(item, ast.Constant) for item in [*node.keys, *node.values]):
            texts = ast.literal_eval(node)
            if texts.keys() == {"en", "fa"} and texts["fa"] != "fa":
                yield {tag: re.sub(r"\{\w+\}", "۷", string) for tag, string in texts.items()}


def in_markdown(source: str) -> Iterator[str]:
    """Yield the Persian lines of a page, without code, addresses, markup, and names in Latin letters."""
    source = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|\{[^}]*\}|<[^>\n]*>", "", source, flags=re.DOTALL)
    source = source.replace("«هوشيار»", "")  # the example of Arabic letters
    for line in source.splitlines():
        if len(re.findall("[\u0600-\u06ff]", line)) > len(re.findall("[A-Za-z]", line)):
            line = re.sub(r"[A-Za-z][A-Za-z ]*[0-9.]*|[\[\]*#]|^- ", "", line)
            yield " ".join(line.split())


RECORD: Texts = [
    (f"{table}/{row['id']}{path}", text)
    for table in TABLES
    for row in json.loads((PACKAGE / "data" / f"{table}.json").read_bytes())
    for path, text in in_json(row, "")
    if (table, path) != ("sources", ".title")  # the words of the source
]
LABELS: Texts = [
    (f"{kind}/{key}", label)
    for kind, labels in {
        "terms": TERMS,
        "definitions": DEFINITIONS,
        "measures": MEASURES,
        "units": UNITS,
        "fields": FIELDS,
        "answers": ANSWERS,
        "months": dict(enumerate(MONTHS, 1)),
    }.items()
    for key, label in labels.items()
]
SITE: Texts = [
    *(
        (f"{file.name}/{kind}/{key}", {"en": en, "fa": fa})
        for file in DOCS.glob("_extensions/vocabulary.json")
        for kind, texts in json.loads(file.read_bytes()).items()
        for key, (en, fa) in texts.items()
    ),
    *((file.name, text) for file in DOCS.rglob("*.py") for text in in_python(file.read_text("utf-8"))),
    *(
        (file.name, {"fa": line})
        for file in DOCS.rglob("*.md")
        if not {"record", "_build"} & {*file.relative_to(DOCS).parts}  # made when the site is built
        for line in in_markdown(file.read_text("utf-8"))
    ),
]
VOCABULARY: Texts = [
    ("vocabulary.ttl", {"en": en, "fa": fa})
    for en, fa in re.findall(
        r'rdfs:(?:label|comment) "([^"]+)"@en,\s+"([^"]+)"@fa',
        (PACKAGE / "exports" / "rdf" / "vocabulary.ttl").read_text("utf-8"),
    )
]
ALL = RECORD + LABELS + VOCABULARY + SITE


def faults(pattern: str, language: str, texts: Texts = ALL) -> list[tuple[str, str]]:
    """Return the texts in a language in which a pattern occurs, and where they are."""
    return [(path, text[language]) for path, text in texts if re.search(pattern, text.get(language, ""))]


@pytest.mark.skipif(not DOCS.is_dir(), reason="needs the source tree")
def test_the_site_is_read() -> None:
    """The laws below hold for the texts of the site, too: words of the pages, pictures, and pages in Persian."""
    files = {path.partition("/")[0] for path, _ in SITE}
    assert files >= {"vocabulary.json", "words.py"}
    assert any(file.endswith(".md") for file in files)


def test_every_term_has_a_label() -> None:
    """Each term of a closed vocabulary has a label and a definition, and nothing else has."""
    assert TERMS.keys() == DEFINITIONS.keys() == {term for terms in VOCABULARIES.values() for term in terms}
    assert len(VOCABULARY) > 200


def test_measures_and_units_have_labels() -> None:
    """Each measure and each unit of the bundled claims has a label."""
    assert {claim.measure for claim in forum.claims} <= MEASURES.keys()
    assert {claim.unit for claim in forum.claims if claim.unit} <= UNITS.keys()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_label_means_one_thing(language: str) -> None:
    """No two terms of a vocabulary, and no two measures, are called the same."""
    for keys, labels in [*((terms, TERMS) for terms in VOCABULARIES.values()), (MEASURES, MEASURES)]:
        assert len({labels[key][language] for key in keys}) == len(keys)


def test_one_thing_has_one_persian_name() -> None:
    """What is called the same in English is called the same in Persian: terms, measures, offices, words of the site."""
    persian: dict[str, set[str]] = {}
    for path, text in ALL:
        if "en" in text and "fa" in text and not path.startswith("units/"):  # a unit is in the singular after a number
            persian.setdefault(text["en"].casefold(), set()).add(text["fa"])
    assert {english: names for english, names in persian.items() if len(names) > 1} == {}


@pytest.mark.parametrize("table", ["people", "members", "places", "countries", "topics", "events", "associations"])
def test_everything_with_a_name_has_a_persian_one(table: str) -> None:
    """Each person, body, place, country, topic and event has a name in English and in Persian."""
    names = [text for path, text in RECORD if re.fullmatch(rf"{table}/[^.]+\.name", path)]
    assert names
    assert [text for text in names if not {"en", "fa"} <= text.keys()] == []


def test_city_governments_are_called_so() -> None:
    """The Persian name of a city government begins with the label of its kind, as on its letterhead."""
    assert [
        member.id
        for member in forum.members.by(kind="city-government")
        if not (member.name.fa or "").startswith(TERMS["city-government"]["fa"])
    ] == []


@pytest.mark.parametrize(
    ("fault", "example", "why"),
    [
        ("[يىكةۀ]", "شهرداري", "Persian has letters of its own, ی and ک"),
        ("ه\u200cی(?![\u0600-\u06ff])", "همه\u200cی شهرها", "the ezafe after ه is هٔ"),
        ("[0-9٠-٩]", "۲۰24", "Persian has digits of its own"),
        ("[A-Za-z]", "خبر Ay News", "a Persian text is in Persian letters"),
        ("[,;?\"'%“”„‘’]", 'او "گفت"', "Persian has punctuation of its own, and guillemets"),
        (r"(^|\s)ن?می(\s|شو|کن|توان|باش|گوی|خواه|ده|رس)", "شهر می شود", "ZWNJ joins می to its verb"),
        (r"\s(ها|های|هایی|هایش|هایشان|تر|ترین|تری)(?![\u0600-\u06ff])", "شهر های", "ZWNJ joins a suffix to its word"),
        (r"[^\u0621-\u06cc\u0654]\u200c|\u200c[^\u0621-\u06cc]|\u200c$|^\u200c", "شهر\u200c ها", "ZWNJ joins letters"),
        (r"\s[،؛:.؟)»]|[(«]\s|\s\s", "شهر ، روستا", "a mark follows its word without a space"),
        (r"[،؛](?=[\u0600-\u06ff])", "شهر،روستا", "a space follows a mark"),
        (r"^[^«»]*(«[^«»]*»[^«»]*)*(«[^«»]*|[^«]*».*)$", "«شهر", "guillemets come in pairs"),
        (r"(این|آن)\u200cجا", "این\u200cجا", "اینجا and آنجا are written together"),
        (r"(^|\s)(مه|ژانویه|فوریه|ژوئیه) [۰-۹]{4}", "مه ۲۰۲۵", "the month before a year has its ezafe"),
    ],
)
def test_persian_is_written_as_persian(fault: str, example: str, why: str) -> None:
    """Persian texts follow Persian orthography."""
    assert re.search(fault, example)
    assert (why, faults(fault, "fa")) == (why, [])


@pytest.mark.parametrize(
    ("avoided", "instead"),
    [
        # calques
        ("تالار شهر", "شهرداری, or the name of the building"),
        ("خواهرشهر", "خواهرخواندگی"),
        ("رئیس مشترک", "از رؤسای مشترک"),
        ("گواهی[\u200c ]شده", "به گواهی منبع"),
        ("(نقض|رد)\u200cشده", "مورد اختلاف"),
        ("نمایش\u200cداده\u200cشده", "که نمایش داده می\u200cشود"),
        ("خوانندهٔ", "قرائت\u200cکننده"),
        ("شهرها و دولت\u200cهای محلی متحد", "اتحادیهٔ جهانی شهرها و دولت\u200cهای محلی"),
        # rare or purist words
        ("هم\u200cداستان", "اختلاف داشتن"),
        ("رشته\u200cنشست", "سلسله\u200cنشست"),
        ("لغزش قلم", "سهو قلم"),
        ("پرمایه|پرجاذبه", "غنی, جذاب"),
        ("(^|\\s)(گونه|مقصود|وضع|جا)(\\s|$)", "نوع, هدف, وضعیت, مکان"),
        ("هدف\u200cها", "اهداف"),
        ("رئیسان", "رؤسا"),
        ("درستی\u200cآزمایی", "راستی\u200cآزمایی"),
        ("(^|\\s)(پنج|[۰-۹]+) تن(\\s|$)", "نفر"),
        # one of several words that are in use
        ("یادداشت تفاهم", "تفاهم\u200cنامه"),
        ("پروانه", "مجوز"),
        ("وب\u200cگاه|وب\u200cسایت|تارنما", "وبگاه"),
        ("دفتر رسانه\u200cای", "دفتر مطبوعاتی"),
        ("مقام\u200cهای محلی|حکومت محلی", "دولت\u200cهای محلی"),
        ("(اسناد|سند) بنیان\u200cگذاری", "اسناد تأسیس"),
        ("خورشیدی", "شمسی"),
        # names, as the press writes them
        ("افریقا", "آفریقا"),
        ("واشینگتن", "واشنگتن"),
        ("(^|\\s)شیان", "شی\u200cآن"),
        ("کازان(?!$)", "قازان"),  # by itself, it is another name of the place
    ],
)
def test_persian_words_are_those_of_the_press(avoided: str, instead: str) -> None:
    """Persian texts use the words of the Iranian press and officials, and one word for one thing."""
    assert (instead, faults(avoided, "fa")) == (instead, [])


@pytest.mark.parametrize(
    ("fault", "example", "why"),
    [
        ("[‘’]", "Iran’s", "apostrophes are straight"),
        (r"\s[,;:.?)]|\(\s|\s\s", "a city , a town", "a mark follows its word without a space"),
        (r"\b(II|III|IV) ", "the II forum", "ordinals are words"),
        (
            r"(?i)\w(ization|izing|ized)\b|\b(center|program|color|favor|labor)s?\b",
            "organized",
            "the spelling is British",
        ),
        ("(?i)secretary-general", "Secretary-General", "a secretary general has no hyphen"),
    ],
)
def test_english_is_written_as_english(fault: str, example: str, why: str) -> None:
    """English texts follow one usage; publishers write their own names."""
    assert re.search(fault, example)
    ours = [(path, text) for path, text in ALL if not path.endswith(".publisher")]
    assert (why, faults(fault, "en", ours)) == (why, [])


STATEMENTS = [(path, text) for path, text in RECORD if re.fullmatch("statements/.+[.]text", path)]
REPORTING = {
    "en": r"\b(said|added|stressed|declared|called|described|named|wrote|wished|expressed|congratulated|according to)\b",
    "fa": r"گفت|گفتهٔ|افزود|تأکید کرد|اعلام کرد|خواند\b|دانست|نوشت|ابراز|تبریک|قرائت کرد|به گزارش",
}
GRANTING = {
    "en": r"\b(noted|recalled|pointed out|reminded|acknowledged|admitted|revealed|confirmed|explained|emphasi[sz]ed the)\b",
    "fa": r"خاطرنشان|یادآور|یادآوری|اذعان|اعتراف|آشکار کرد|توضیح داد",
}


@pytest.mark.parametrize("language", REPORTING)
def test_every_sentence_of_a_statement_reports(language: str) -> None:
    """Every sentence of a restatement, and every part of one after a semicolon or colon, has a reporting verb."""
    for path, text in STATEMENTS:
        parts = re.split(r"(?<=[.;:؛])\s", text[language])
        assert [part for part in parts if not re.search(REPORTING[language], part)] == [], path


@pytest.mark.parametrize("language", GRANTING)
def test_statements_grant_nothing(language: str) -> None:
    """No verb of a restatement presupposes that what is reported is true."""
    assert len(STATEMENTS) == len(forum.statements)
    assert faults(GRANTING[language], language, STATEMENTS) == []
