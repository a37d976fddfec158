"""Text in several languages, its comparison and its direction."""

from __future__ import annotations

import copy
import json
import pickle
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from babel.core import get_global
from hypothesis import assume, example, given
from hypothesis import strategies as st

from brics_cities import InvalidValueError, Text, UnknownLanguageError, direction, fold
from brics_cities._attrs import SEEN, compiled
from brics_cities._directions import SCRIPTS
from tools.directions import directions

UNPRINTED = ["Cc", "Cf", "Cs"]
CHARACTERS = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) not in ("Cn", "Co")]

texts = st.text(st.characters())
numerals = st.text("07۰۷٠٧.٫ a،")
tags = st.sampled_from(["fa", "en", "ru", "az-Arab", "es-419", "pt-BR", "sl-nedis", "sr-Latn-RS", "de-1996"])
lines = st.text(st.characters(exclude_categories=UNPRINTED), min_size=1, max_size=5).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)
mappings = st.dictionaries(tags, lines.filter(compiled(SEEN).search), min_size=1, max_size=3)


def test_folding_any_character_twice_changes_nothing() -> None:
    """Folding is idempotent for every assigned character, and refuses none."""
    folded = [(char, fold(char)) for char in CHARACTERS]
    assert [char for char, once in folded if fold(once) != once] == []


@given(texts | numerals)
@example("x\ud800y")
@example("1.2.3")
def test_folding_any_text_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent for every string, and refuses none."""
    assert fold(fold(text)) == fold(text)


@given(texts | numerals, texts | numerals)
def test_folding_goes_character_by_character(left: str, right: str) -> None:
    """The parts of a string fold like the whole, except for a decimal mark between them."""
    assert fold(f"{left} {right}") == fold(left) + fold(right)
    assert fold(left + right).replace(".", "") == (fold(left) + fold(right)).replace(".", "")


@given(texts | numerals)
@example("मुद्दा \U0001171d")
def test_folded_text_has_no_accents_and_no_space(text: str) -> None:
    """A folded string has only letters, their vowels and signs, digits, symbols, and decimal marks between digits."""
    folded = fold(text)
    for place, char in enumerate(folded):
        if char == ".":
            assert folded[place - 1 : place].isdigit()
            assert folded[place + 1 :][:1].isdigit()
        else:
            assert unicodedata.category(char)[0] not in "PZ"
            assert unicodedata.combining(char) < 200, "an accent"
            assert not 10 <= unicodedata.combining(char) <= 36, "an optional vowel of Hebrew or Arabic"
            assert unicodedata.category(char) not in UNPRINTED


@given(texts, st.sampled_from(["NFC", "NFD"]))
def test_folding_ignores_the_normal_form(text: str, form: str) -> None:
    """Canonically equivalent strings fold alike."""
    assert fold(unicodedata.normalize(form, text)) == fold(text)


def test_folding_ignores_case() -> None:
    """A letter and its lower case fold alike, in every script."""
    assert [char for char in CHARACTERS if char.lower() != char and fold(char.lower()) != fold(char)] == []


@pytest.mark.parametrize(("one", "other"), [("मुद्दा", "मदद"), ("สั้น", "สน"), ("ខ្មែរ", "ខមរ"), ("が", "か")])
def test_folding_keeps_vowels_that_are_part_of_a_word(one: str, other: str) -> None:
    """Marks that carry a vowel or a consonant, in Indic scripts and others, are kept."""
    assert fold(one) != fold(other)


@given(st.text("aZéßЁжЩتی"))
def test_folding_ignores_capitals(text: str) -> None:
    """A string in upper case folds like the same string in lower case."""
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ي", "ی"),
        ("ى", "ی"),
        ("ئ", "ی"),
        ("ك", "ک"),
        ("ڪ", "ک"),
        ("ة", "ه"),
        ("ۃ", "ه"),
        ("ە", "ه"),
        ("ہ", "ه"),
        ("ھ", "ه"),
        ("ۀ", "ه"),
        ("هٔ", "ه"),
        ("أ", "ا"),
        ("آ", "ا"),
        ("ٱ", "ا"),
        ("ؤ", "و"),
        ("ﻻ", "لا"),
        ("ـ", ""),
        ("مِهرْآباد", "مهراباد"),
        ("شهر\u200cها", "شهرها"),
        ("شهر ها", "شهرها"),
        ("«شهر»، شهر؟", "شهرشهر"),
        ("Ёлка – елка", "елкаелка"),
        ("ﬁn", "fin"),
        ("a\ud800b", "ab"),
    ],
)
def test_look_alikes_fold_alike(one: str, other: str) -> None:
    """A word folds to the same string, however it is typed."""
    assert fold(one) == fold(other)


@given(st.permutations("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"))
def test_persian_letters_stay_apart(letters: list[str]) -> None:
    """Folding changes no letter of the Persian alphabet."""
    assert fold("".join(letters)) == "".join(letters)


@given(st.text("0123456789", min_size=1), st.sampled_from(["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"]))
def test_digits_fold_to_ascii(number: str, digits: str) -> None:
    """A number in any digits folds to ASCII digits."""
    assert fold(number.translate(str.maketrans("0123456789", digits))) == number


@pytest.mark.parametrize("number", ["2.6", "۲٫۶", "۲.۶", "٢٫٦"])
def test_decimal_mark_is_part_of_the_number(number: str) -> None:
    """A decimal mark is kept between digits, and dropped elsewhere."""
    assert fold(number) == "2.6" != fold("26")
    assert fold(f".{number}. ") == fold(number)


@given(mappings)
def test_text_is_the_mapping_that_it_is_made_of(strings: dict[str, str]) -> None:
    """A text has the languages and strings of its mapping, the original first and the others by their tags."""
    text = Text(strings)
    first, *rest = strings
    assert isinstance(text, Mapping)
    assert list(text.items()) == [(tag, strings[tag]) for tag in (first, *sorted(rest))]
    assert len(text) == len(strings)
    assert all(text[tag] == text.get(tag) == strings[tag] for tag in text)
    assert (text.en, text.fa, text.ru) == (strings.get("en"), strings.get("fa"), strings.get("ru"))
    assert (text.original_language, text.original, str(text)) == (first, strings[first], strings[first])
    assert Text(text) == text


def test_languages_are_compared_by_their_letters() -> None:
    """A language is found by any string that is equal to its tag, not only by the same object."""
    assert Text({"fa": "میرآباد"})[str(b"fa", "ascii")] == "میرآباد"


@given(mappings, st.randoms(use_true_random=False))
def test_original_is_a_fact(strings: dict[str, str], random: Random) -> None:
    """Two texts with the same strings are equal if and only if their original language is, in whatever order."""
    shuffled = list(strings.items())
    random.shuffle(shuffled)
    text = Text(strings)
    for tag, string in strings.items():
        other = Text(dict(shuffled), original=tag)
        assert other.original == string
        same = tag == text.original_language
        assert (other == text) is same
        assert len({other, text}) == (1 if same else 2)
        assert (repr(other) == repr(text)) is same


@pytest.mark.parametrize("original", ["en", "EN", "", 5, ["fa"], ("fa",)])
def test_original_is_one_of_the_languages(original: Any) -> None:
    """An original language that the text does not have is an error."""
    with pytest.raises(InvalidValueError) as caught:
        Text({"fa": "میرآباد"}, original=original)
    assert (caught.value.field, caught.value.value) == ("original", original)


def test_text_cannot_be_changed() -> None:
    """Nothing in a text can be set, added or deleted, not even through its original mapping."""
    strings = {"fa": "میرآباد", "en": "Mirabad"}
    text = Text(strings)
    strings["en"] = "Nowhere"
    assert text.en == "Mirabad"
    for name in ("en", "original", "_strings", "novel"):
        with pytest.raises(FrozenInstanceError):
            setattr(text, name, "Nowhere")
        with pytest.raises(FrozenInstanceError):
            delattr(text, name)
    with pytest.raises(TypeError):
        text["en"] = "Nowhere"
    assert not hasattr(text, "__dict__")


@given(mappings, tags)
def test_missing_language(strings: dict[str, str], tag: str) -> None:
    """A missing language is a KeyError with the tag and the languages for `[]`, and None for `get`."""
    assume(tag not in strings)
    text = Text(strings)
    with pytest.raises(UnknownLanguageError) as caught:
        text[tag]
    assert isinstance(caught.value, KeyError)
    assert (caught.value.tag, caught.value.languages) == (tag, tuple(text))
    assert text.get(tag) is None
    assert tag not in text


@given(mappings, tags, st.lists(tags, max_size=2))
def test_best_is_the_first_that_there_is(strings: dict[str, str], tag: str, wanted: list[str]) -> None:
    """The best text is in the first of the languages that the text has, else the original; case does not matter."""
    text = Text(strings)
    there = [strings[one] for one in wanted if one in strings and "-" not in one]
    assert text.best(*(one for one in wanted if "-" not in one)) == [*there, text.original][0]
    assert text.best(tag) == text.best(tag.upper()) == text.best(tag.lower()) == text.best("*", tag)
    assert text.best(tag) == strings.get(tag, strings.get(tag.partition("-")[0], text.original))
    assert text.best() == text.best("*") == text.best("tlh") == text.original


@pytest.mark.parametrize(
    ("wanted", "tags"),
    [
        ("fa-IR", ["fa-IR", "fa"]),
        ("zh-Hant-CN-x-wadegile-private1", ["zh-Hant-CN-x-wadegile", "zh-Hant-CN", "zh-Hant", "zh"]),  # RFC 4647, 3.4
        ("de-a-ab-x-a-b", ["de-a-ab-x-a-b", "de-a-ab", "de"]),
        ("sl-rozaj-biske-1994", ["sl-rozaj-biske-1994", "sl-rozaj-biske", "sl-rozaj", "sl"]),
        ("x-a-b", ["x-a-b"]),
    ],
)
def test_lookup_shortens_the_tag(wanted: str, tags: list[str]) -> None:
    """Subtags are left off at the end, a single letter with what follows it; a longer tag than wanted does not fit."""
    for number in range(len(tags)):
        text = Text({"tlh": "original", f"{tags[0]}-longer": "longer", **{tag: tag for tag in tags[number:]}})
        assert text.best(wanted.swapcase(), "tlh") == tags[number]
    assert Text({"en": "original", f"{tags[-1]}-longer": "longer"}).best(wanted) == "original"


@pytest.mark.parametrize("tag", ["", "english", "en_US", "fa-", "-", "**", "i-klingon", 5, None, ["fa"]])
def test_best_refuses_a_bad_tag(tag: Any) -> None:
    """What is no language tag is an error, although a text in a language that comes before it is there."""
    with pytest.raises(InvalidValueError) as caught:
        Text({"en": "Kazan"}).best("en", tag)
    assert (caught.value.field, caught.value.value) == ("tag", tag)


@given(mappings)
def test_text_survives_copies(strings: dict[str, str]) -> None:
    """Pickle, copy, deepcopy and repr give an equal text."""
    text = Text(strings)
    pickled = [pickle.loads(pickle.dumps(text, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*pickled, copy.copy(text), copy.deepcopy(text), eval(repr(text), {"Text": Text})]:
        assert twin == text
        assert hash(twin) == hash(text)


@pytest.mark.parametrize(
    ("strings", "field", "value"),
    [
        ({}, "text", {}),
        ([("en", "Mirabad")], "text", [("en", "Mirabad")]),
        ("Mirabad", "text", "Mirabad"),
        (None, "text", None),
        ({"english": "Mirabad"}, "language", "english"),
        ({"EN": "Mirabad"}, "language", "EN"),
        ({"en_GB": "Mirabad"}, "language", "en_GB"),
        ({"": "Mirabad"}, "language", ""),
        ({None: "Mirabad"}, "language", None),
        ({"en": ""}, "en", ""),
        ({"en": None}, "en", None),
        ({"en": " Mirabad"}, "en", " Mirabad"),
        ({"en": "Mirabad\n"}, "en", "Mirabad\n"),
        ({"en": "Mir\tabad"}, "en", "Mir\tabad"),
        ({"en": "Mir\x00abad"}, "en", "Mir\x00abad"),
        ({"en": "Mir\ud800abad"}, "en", "Mir\ud800abad"),
        ({"fa": "میر\u200fآباد"}, "fa", "میر\u200fآباد"),
        ({"fa": "\u202bمیرآباد\u202c"}, "fa", "\u202bمیرآباد\u202c"),
        ({"fa": "\u2067میرآباد\u2069"}, "fa", "\u2067میرآباد\u2069"),
        ({"fa": "میرا\u0653باد"}, "fa", "میرا\u0653باد"),
        ({"en": "Mirabad", "ru": ""}, "ru", ""),
    ],
)
def test_text_refuses_wrong_values(strings: object, field: str, value: object) -> None:
    """A wrong mapping, tag or string is refused, and the error has the field and the value."""
    with pytest.raises(InvalidValueError) as caught:
        Text(strings)
    assert (caught.value.field, caught.value.value) == (field, value)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *((tag, "rtl") for tag in ("fa", "ar", "he", "ur", "ckb", "az-Arab", "uz-Arab-AF", "yi-Hebr")),
        *((tag, "rtl") for tag in ["arc", "dv", "glk", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "yi"]),
        *((f"mis-{script}", "rtl") for script in ["Adlm", "Aran", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"]),
        *(
            (tag, "ltr")
            for tag in ("en", "ru", "pt-BR", "az", "az-Latn", "fa-Latn", "ur-Latn-PK", "ug-Cyrl", "de-1996")
        ),
    ],
)
def test_script_decides_the_direction(tag: str, expected: str) -> None:
    """The direction is that of the script in the tag, or else of the usual script of the language."""
    assert direction(tag) == expected


@given(tags, st.sampled_from(["-419", "-BR", "-nedis"]))
def test_other_subtags_do_not_matter(tag: str, more: str) -> None:
    """A region or a variant that implies no script does not change the direction."""
    assume("-" not in tag)
    assert direction(tag + more) == direction(tag)


@pytest.mark.parametrize("tag", ["", "x", "FA", "fa-", "fa_IR", "persian", "fa-IR-", "fa\n", None, 7])
def test_direction_refuses_a_bad_tag(tag: str) -> None:
    """A malformed language tag has no direction, and the error has its value."""
    with pytest.raises(InvalidValueError) as caught:
        direction(tag)
    assert (caught.value.field, caught.value.value) == ("tag", tag)


@pytest.mark.parametrize("number", ["2.6", "۲٫۶", "۲.۶", "۲/۶", "2/6", "２．６", "２／６"])
def test_a_decimal_mark_is_part_of_its_number(number: str) -> None:
    """2.6 is the same with every decimal mark, and is not 26."""
    assert fold(number) == "2.6" != fold(number[0] + number[-1])


def script_of(tag: str) -> str:
    """Return the likely script of a language tag, as Babel finds it in Unicode CLDR."""
    likely, aliases = get_global("likely_subtags"), get_global("language_aliases")
    language, _, region = tag.partition("-")
    language = aliases.get(language, language).partition("_")[0]
    full = likely.get(f"{language}_{region}") or likely.get(language) or "und_Latn"
    return full.split("_")[1]


def test_direction_is_that_of_the_likely_script() -> None:
    """Each language, and each in a region, that CLDR knows has the direction of its likely script.

    Babel has an older version of CLDR, with other scripts of Hassaniyya, Prakrit, and Kurdish in Iraq and Iran.
    """
    tags = {tag.replace("_", "-") for tag in (*get_global("likely_subtags"), *get_global("language_aliases"))}
    regions = {tag[-2:] for tag in tags if tag[-2:].isupper()}
    languages = {tag for tag in tags if "-" not in tag and len(tag) < 4}
    some = {f"{language}-{region}" for language in sorted(languages)[::7] for region in sorted(regions)}
    known = languages | some | {tag for tag in tags if re.fullmatch("[a-z]{2,3}-([A-Z]{2}|[0-9]{3})", tag)}
    newer = {tag for tag in known if re.fullmatch("(ku|kur|kmr)-I[QR]|(mey|pra)(-.+)?", tag)}
    for tag in known - newer:
        assert direction(tag) == ("rtl" if script_of(tag) in SCRIPTS else "ltr"), tag
        assert direction(f"{tag}-x-arab") == direction(f"{tag}-u-co-search") == direction(tag)
        assert direction(f"{tag.partition('-')[0]}-Latn") == "ltr" != direction(f"{tag.partition('-')[0]}-Arab")


def test_directions_are_written_from_cldr(tmp_path: Path) -> None:
    """The module is written from the files of CLDR: scripts, likely subtags and aliases."""
    files = {
        "scriptMetadata.json": {"scriptMetadata": {"Arab": {"rtl": "YES"}, "Latn": {"rtl": "NO"}}},
        "supplemental/likelySubtags.json": {
            "version": {"_cldrVersion": "7"},
            "likelySubtags": {"fa": "fa-Arab-IR", "en": "en-Latn-US", "en-IR": "en-Arab-IR", "fa-US": "fa-Latn-US"},
        },
        "supplemental/aliases.json": {
            "metadata": {"alias": {"languageAlias": {"per": {"_replacement": "fa"}, "x-y": {"_replacement": "en"}}}}
        },
    }
    (tmp_path / "supplemental").mkdir()
    for name, content in files.items():
        inner = {"supplemental": content} if "/" in name else content
        (tmp_path / name).write_text(json.dumps(inner), "utf-8")
    _, scripts, right, left = directions(tmp_path).split("frozenset(")
    assert '"""\n    Arab Aran Syre Syrj Syrn\n' in scripts
    assert '"""\n    en-IR fa per\n' in right
    assert '"""\n    fa-US per-US\n' in left


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *(
            (tag, "rtl")
            for tag in ["apc", "arz", "skr", "rhg", "prs", "pes", "fas", "trw", "sdh", "bgn", "iw", "und-IR"]
        ),
        *(
            (tag, "rtl")
            for tag in [
                "az-IQ",
                "az-IR",
                "az-IR-nedis",
                "kk-CN",
                "ky-CN",
                "pa-PK",
                "uz-AF",
                "ar-arz",
                "sd",
                "ku-IQ",
                "ku-IR",
            ]
        ),
        *(
            (tag, "ltr")
            for tag in ["sd-IN", "snd-IN", "ug-KZ", "az", "kk-KZ", "pa-IN", "ku-TR", "zh-yue", "x-arab", "sgn"]
        ),
        ("ar-arz-Latn", "ltr"),
        ("sd-IN-x-fa", "ltr"),
    ],
)
def test_region_can_decide_the_direction(tag: str, expected: str) -> None:
    """A language with two scripts has the direction of its region."""
    assert direction(tag) == expected
