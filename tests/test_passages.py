"""Passages: found in a copy word for word, and unreadable without one."""

from __future__ import annotations

import time
import unicodedata
from contextlib import suppress
from itertools import product

import pytest
from attrs import evolve
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from brics_cities import InvalidValueError, Passage, PassageNotFoundError, fold
from brics_cities.passages import canonicalize, find_passages

PERSIAN = "بانو مهرک کیانی، شهردار میرآباد، از یک باغ ۲٫۶ هکتاری کنار رودخانه یاد کرد"
ENGLISH = "Odo Brandt of Nordhaven wants 2.6 hectares of orchard by the old harbour"
RUSSIAN = "Глава Ёлкино Вера Лугова просит 2.6 гектара сада у старого причала"
SENTENCES = [PERSIAN, ENGLISH, RUSSIAN]

SPELLINGS = {
    "ی": "یي",
    "ک": "کك",
    "۲": "۲2٢",
    "2": "2۲٢",
    "۶": "۶6٦",
    "6": "6۶٦",
    " ": [" ", "\n", "\u00a0", "\r\n\t", " – ", ", "],
    "،": ["،", ""],
}

sentences = st.sampled_from(SENTENCES)
furniture = st.text("abжب «».,\n<>|", max_size=20)


def of(words: str, paragraph: int = 1) -> Passage:
    """Return the passage for some words."""
    return Passage.of(words, paragraph=paragraph)


def prints_of(words: str) -> st.SearchStrategy[tuple[str, str]]:
    """Draw words, and the same with other forms of letters and digits, ZWNJ, white space and punctuation."""
    letters = {
        char: [char, f"{char}\u200c", unicodedata.normalize("NFD", char)] for char in sorted(words) if char.isalpha()
    }
    spellings = {ord(char): st.sampled_from(options) for char, options in {**letters, **SPELLINGS}.items()}
    return st.tuples(st.just(words), st.fixed_dictionaries(spellings).map(words.translate))


@settings(max_examples=30)
@given(sentences.flatmap(prints_of), furniture, furniture)
def test_words_are_found_however_they_are_printed(words: tuple[str, str], before: str, after: str) -> None:
    """Words are found as the copy prints them, and they make the same passage again."""
    original, printed = words
    found = of(original).find(f"{before}\n{printed}\n{after}")
    assert found == printed.rstrip("\u200c")
    assert of(found) == of(original)


@settings(max_examples=30)
@given(st.text(min_size=16).filter(lambda words: len(canonicalize(words)) >= 16), furniture, furniture)
@example("\ud800".join(ENGLISH), "a", "b")
def test_any_words_are_found(words: str, before: str, after: str) -> None:
    """For any words, a copy contains a slice that makes the same passage."""
    copy = f"{before}\n{words}\n{after}"
    found = of(words).find(copy)
    assert found in copy
    assert of(found) == of(words)


@pytest.mark.parametrize("words", [*SENTENCES, "sixteen letters ok"])
def test_words_are_found_at_the_ends_of_a_copy(words: str) -> None:
    """A passage can be at the beginning or the end of a copy, and is found with its own quotation marks only."""
    passage = of(words)
    assert passage.find(words) == passage.find(f"{words}\nNordhaven") == passage.find(f"Nordhaven\n{words}") == words
    assert passage.find(f'"{words}"') == f'"{words}"'
    assert passage.find(f'{words} "Nordhaven"') == words


@pytest.mark.parametrize("closing", ["", ".", "؟", "!»", "».", "”", '."', "')", "\u064b", "…", "،"])
def test_quotation_marks_and_closing_punctuation_are_included(closing: str) -> None:
    """The words are found with the mark that opens a quotation and the punctuation that closes it, and no more."""
    for words, opening in product(SENTENCES, ["", "«", "“", "„", "(", "[«", '"', "'"]):
        assert of(words).find(f"Nordhaven: {opening}{words}{closing} – Nordhaven") == f"{opening}{words}{closing}"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_other_words_are_not_found(sentence: str) -> None:
    """A copy with a word dropped, added, changed or moved, or a letter dropped, does not contain the passage."""
    words = sentence.split()
    inside = range(1, len(words))
    copies = [
        *(words[:place] + words[place + 1 :] for place in range(len(words))),
        *([*words[:place], "Zwölf", *words[place + 1 :]] for place in range(len(words))),
        *([*words[:place], "Zwölf", *words[place:]] for place in inside),
        *([*words[: place - 1], words[place], words[place - 1], *words[place + 1 :]] for place in inside),
        *([sentence[:place] + sentence[place + 1 :]] for place, char in enumerate(sentence) if char.isalnum()),
    ]
    passage = of(sentence)
    for copy in map(" ".join, copies):
        with pytest.raises(PassageNotFoundError) as caught:
            passage.find(f"Nordhaven\n{copy}\nNordhaven")
        assert caught.value.sha256 == passage.sha256


@pytest.mark.parametrize("words", SENTENCES)
@pytest.mark.parametrize("number", ["26", "۲۶", "2 6", "2.7", "12.6"])
def test_other_number_is_not_found(words: str, number: str) -> None:
    """A copy with another number, or the number without its decimal mark, does not contain the passage."""
    with pytest.raises(PassageNotFoundError):
        of(words).find(words.replace("2.6", number).replace("۲٫۶", number))


@given(sentences, furniture)
@example(ENGLISH, "")
def test_passage_is_not_found_in_other_text(words: str, article: str) -> None:
    """A copy without the words, or with all but the last letter, does not contain the passage."""
    with pytest.raises(PassageNotFoundError):
        of(words).find(article + words[:-1])


def test_false_start_is_skipped() -> None:
    """If the words break off and begin again, the complete ones are found; of two complete ones, the first."""
    start = ENGLISH.partition(" orchard")[0]
    assert of(ENGLISH).find(f"{start} … {ENGLISH}! {ENGLISH}?") == f"{ENGLISH}!"


@pytest.mark.parametrize("field", ["length", "anchor", "sha256"])
def test_every_part_of_a_passage_must_fit(field: str) -> None:
    """A passage with the length, anchor or digest of another is found in neither copy."""
    mixed = evolve(of(ENGLISH), **{field: getattr(of(RUSSIAN), field)})
    assert find_passages(f"{RUSSIAN}\n{ENGLISH}", [mixed]) == {}


@given(st.permutations(SENTENCES), st.sets(sentences), st.permutations(SENTENCES))
def test_many_passages_are_found_in_one_pass(printed: list[str], lacking: set[str], wanted: list[str]) -> None:
    """One pass finds the same as each passage alone, in any order, without those that the copy lacks."""
    present = [words for words in printed if words not in lacking]
    found = find_passages("\n".join(present), map(of, wanted))
    assert found == {of(words): of(words).find(words) for words in present}


def test_passages_that_begin_alike_are_all_found() -> None:
    """Passages with the same first words, or the same words in two paragraphs, do not hide each other."""
    start = ENGLISH.partition(" orchard")[0]
    whole, twin, short, other = of(ENGLISH), of(ENGLISH, paragraph=2), of(start), of(f"{start} grass")
    assert whole.anchor == twin.anchor == short.anchor == other.anchor
    assert find_passages(ENGLISH, [whole, twin, short, other]) == {whole: ENGLISH, twin: ENGLISH, short: start}


@pytest.mark.parametrize("words", SENTENCES)
def test_passage_does_not_contain_its_words(words: str) -> None:
    """No word can be read in the repr of its passage."""
    shown = repr(of(words)).casefold()
    assert not any(fold(word) in shown for word in words.split() if len(word) > 3)


@given(st.text("aдب \u200c", max_size=30))
@example("a، " * 15)
@example("۱\u200c" * 16)
def test_passage_needs_16_letters(words: str) -> None:
    """A passage needs at least 16 letters and digits, with white space, punctuation and ZWNJ between them."""
    count = sum(char.isalnum() for char in words)
    if count >= 16:
        assert of(words).length == count
    else:
        with pytest.raises(InvalidValueError) as caught:
            of(words)
        assert (caught.value.field, caught.value.value) == ("text", words)


@pytest.mark.parametrize("article", [None, b"Nordhaven", 7, ["Nordhaven"], ("Nordhaven",)])
def test_only_a_string_is_searched(article: object) -> None:
    """Another type is refused."""
    with pytest.raises(InvalidValueError) as caught:
        of(ENGLISH).find(article)
    assert (caught.value.field, caught.value.value) == ("article", article)


@pytest.mark.parametrize(
    ("words", "copy"),
    [
        ("20 towns of the river valley met", "In May 120 towns of the river valley met there."),
        ("20 towns of the river valley met", "120 towns of the river valley met there."),
        ("20 towns of the river valley met", "In May 1.20 towns of the river valley met there."),
        ("20 towns of the river valley met", "In May 1,20 towns of the river valley met there."),
        ("the towns of the river valley are 20", "So the towns of the river valley are 205 now."),
        ("the towns of the river valley are 20", "So the towns of the river valley are 20.6 now."),
        ("the towns of the river valley are 20", "So the towns of the river valley are 20,600 now."),
        ("possible for every town of the valley", "It is impossible for every town of the valley."),
        ("possible for every town of the valley", "It is possible for every town of the valleys."),
        ("باغ این شهر ۲/۶ هکتار است", "باغ این شهر ۲۶ هکتار است"),
        ("باغ این شهر ۲٫۶ هکتار است", "باغ این شهر ۲۶ هکتار است"),
        ("خواهد که باغی نو بسازد", "او می\u200cخواهد که باغی نو بسازد"),
        ("in the old town hall by the river", "ﬁn the old town hall by the river"),
        ("the council of the old town met of", "the council of the old town met oﬃcially"),
        ("the council of the old town met of", "the council of the old town met oﬃ."),
    ],
)
def test_longer_words_and_numbers_are_others(words: str, copy: str) -> None:
    """A passage ends with its last word or number: 20 is not found in 120, nor possible in impossible."""
    with pytest.raises(PassageNotFoundError):
        Passage.of(words, paragraph=1).find(copy)


@pytest.mark.parametrize("around", ["<p>{}</p>", "\ufeff{}\u200f", "۱.{}.۲", "«{}»!", "|{}*", "{}.[2]"])
@pytest.mark.parametrize("words", SENTENCES)
def test_furniture_may_touch_a_passage(words: str, around: str) -> None:
    """Marks, brackets and tags can be directly beside a passage, and the found words make it again."""
    passage = Passage.of(words, paragraph=1)
    assert Passage.of(passage.find(around.format(words)), paragraph=1) == passage


@pytest.mark.parametrize("value", [None, 5, b"sixteen letters ok"])
def test_a_passage_is_made_of_a_string(value: object) -> None:
    """A passage cannot be made of another type."""
    with pytest.raises(InvalidValueError):
        Passage.of(value, paragraph=1)


# The closed list of what a copy may differ in

SAME = [
    ("a voice\tof\u00a0its\r\nown", "a voice of its own"),
    ("شهرداری‌های", "شهرداری های"),
    ("co\u00adoperate\u200d", "cooperate"),
    ("کــتاب", "کتاب"),
    ("room \u200c-\u200c5 \u200c6", "room -5 6"),
    ("pa\u0301is ‘q\u0307\u0323’", "páis 'q\u0323\u0307'"),
    ("각", "\u1100\u1161\u11a8"),
    ("ﻻ ﺷﻬﺮ ﬁne", "لا شهر fine"),
    ("شهرداري كازان", "شهرداری کازان"),
    ("۱۴۰۳ ١٤٠٣ १४०३", "1403 1403 1403"),
    ("“a” «b» ‘c’ „d‟", '"a" "b" \'c\' "d"'),
    ("don’t re‐sign –5 −5", "don't re-sign -5 -5"),
    ("حتماً مُحَمّد", "حتما محمد"),
    ("(one), two; three! – four?", "one two three four"),
    ("他说：「好」。", "他说好"),
]
DIFFERENT = [
    ("2,6 миллиарда", "26 миллиарда"),
    ("-5", "5"),
    ("−5", "5"),
    ("+5", "5"),
    (".5", "5"),
    ("2%", "-2%"),
    ("2 %", "2"),
    ("5°", "5"),
    ("5′", "5"),
    ("2 6", "26"),
    ("2, 6", "26"),
    ("18 260", "18260"),
    ("1.000", "1000"),
    ("۲٫۶", "۲۶"),
    ("۲/۶", "۲٫۶"),
    ("10:30", "1030"),
    ("x²", "x2"),
    ("①", "1"),
    ("pais", "país"),
    ("мой", "мои"),
    ("Ёлкино", "Елкино"),
    ("resign", "re-sign"),
    ("dont", "don't"),
    ("A and B", "a and B"),
    ("मुद्दा", "मदद"),
    ("สั้น", "สน"),
    ("على", "علي"),
    ("آب", "اب"),
    ("سنة", "سنه"),
    ("R & D", "R D"),
    ("BRICS+", "BRICS"),
    ("½", "1/2"),
    ("city(ies)", "cities"),
    ("🏴\U000e0067\U000e0062", "🏳"),
]


@pytest.mark.parametrize(("copy", "original"), SAME)
def test_what_a_copy_may_differ_in(copy: str, original: str) -> None:
    """Each thing in the closed list is forgiven."""
    assert canonicalize(copy) == canonicalize(original)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_part_of_the_words(one: str, other: str) -> None:
    """Letters, marks, case, numbers, signs and joining punctuation are part of the words, in every script."""
    assert canonicalize(one) != canonicalize(other)
    start, end = "The council of the old town writes ", " in its letter to the harbour"
    with pytest.raises(PassageNotFoundError):
        of(f"{start}{one}{end}").find(f"{start}{other}{end}")


@given(st.text())
def test_canonical_form_is_canonical(text: str) -> None:
    """The normal forms of a text, with or without ZWNJ between its words, have one canonical form."""
    for form in ("NFC", "NFD"):
        assert canonicalize(unicodedata.normalize(form, text)) == canonicalize(text)
    assert canonicalize(text.replace(" ", " \u200c\u2060 ")) == canonicalize(text)


@given(st.text(), st.data())
def test_invisible_characters_are_forgiven_anywhere(text: str, data: st.DataObject) -> None:
    """An invisible format character anywhere changes nothing."""
    place = data.draw(st.integers(0, len(text)))
    invisible = data.draw(st.sampled_from("\u200b\u200c\u200d\u200e\u00ad\ufeff\u2060\u0640"))
    assert canonicalize(text[:place] + invisible + text[place:]) == canonicalize(text)


@given(st.text(), st.text(st.characters(categories=["L", "M", "N", "Sm", "Sc"]), min_size=1, max_size=1), st.data())
def test_another_character_is_another_text(text: str, new: str, data: st.DataObject) -> None:
    """A letter, mark, number or symbol that is added, or put for another, makes other words, unless the list forgives it."""
    assume(canonicalize(f"a{new}a") != "aa")  # tatweel and the like
    place = data.draw(st.integers(0, len(text)))
    assert canonicalize(text[:place] + new + text[place:]) != canonicalize(text)
    if place < len(text) and canonicalize(f"a{text[place]}a") not in ("aa", canonicalize(f"a{new}a")):
        assert canonicalize(text[:place] + new + text[place + 1 :]) != canonicalize(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["a\u0301\u0323" * 300_000, "1 " * 500_000, " ." * 500_000, "\u200c" * 10**6, "-" * 10**6 + "5", "a<" * 500_000],
)
def test_time_is_linear(text: str) -> None:
    """A million characters of any kind take seconds, also where each is the start of the passage."""
    words = f"{text[:2000]}x" if "a" in text or "1" in text else ENGLISH
    passage = of(words)
    start = time.process_time()
    with suppress(InvalidValueError):  # see the next test
        assert not find_passages(text, [passage])
    assert time.process_time() - start < 10


def test_repeated_beginnings() -> None:
    """A copy in which a passage could begin at every word is searched, but not hashed without bounds."""
    words = "ab " * 2000
    assert of(f"{words}end").find(f"{words}{words}end") == f"{words}{words}end"[len(words) :]
    with pytest.raises(InvalidValueError, match="less often"):
        evolve(of(words), sha256="0" * 64).find(words * 200)


@pytest.mark.parametrize(
    "lengths",
    [range(16, 1016), range(10**6, 10**6 + 1000), range(1000, 3000, 2)],
    ids=["short", "longer than the copy", "long"],
)
def test_many_passages_with_one_beginning(lengths: range) -> None:
    """Passages that begin alike are looked for in a copy that repeats their beginning in time linear in the copy."""
    passages = [evolve(of("a" * 16), length=length, sha256="0" * 64) for length in lengths]

    def seconds(size: int) -> float:
        start = time.process_time()
        with suppress(InvalidValueError):
            assert not find_passages("a " * size, passages)
        return time.process_time() - start

    assert seconds(10_000) < 25 * (seconds(1_000) + 0.01)


def test_found_passages_are_looked_for_no_more() -> None:
    """In a copy that repeats them without end, many passages that begin alike are found."""
    passages = [of("a" * length) for length in range(16, 116)]
    assert len(find_passages("a " * 2000, passages)) == 100
