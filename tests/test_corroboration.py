"""The comparison of claims: which fit, which are confirmed, and which conflict."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import Citation, Claim, Disagreement, PartialDate, Place, Source, Text, forum
from brics_cities.corroboration import by_subject, compatible, conflicts, corroborate

PLACE = forum.places["kazan"]
NUMBERS = st.integers(0, 50)
BOUNDS = st.sampled_from(["exactly", "about", "at-least", "over"])
DATES = st.builds(
    lambda day, parts: PartialDate.parse("-".join(str(day).split("-")[:parts])),
    st.dates(min_value=PartialDate.parse("2024").earliest, max_value=PartialDate.parse("2025").latest),
    st.integers(1, 3),
)


def source(id: str, *derived_from: Source) -> Source:
    """Return a publication that is derived from others."""
    return Source(
        id=id,
        kind="news",
        publisher=Text({"en": id}),
        url=f"https://example.org/{id}",
        language="en",
        derived_from=derived_from,
    )


def claim(id: str, value: object, *sources: Source, bound: str = "exactly", about: Place = PLACE) -> Claim:
    """Return a claim about the size of a place."""
    return Claim(
        id=id,
        about=about,
        measure="size",
        value=value,
        bound=bound,
        unit="persons" if isinstance(value, int) else None,
        citations=tuple(Citation(source=one) for one in sources),
    )


A, B, C, D = map(source, "abcd")
COPY_OF_A = source("copy", A)
COPY_OF_COPY = source("copy-of-copy", COPY_OF_A)
FROM_A_AND_B = source("both", A, B)
VALUES = st.one_of(NUMBERS, DATES, st.sampled_from([Text({"en": "big"}), Text({"en": "small"})]))
CLAIMS = st.lists(
    st.tuples(VALUES, st.sets(st.sampled_from([A, B, C, COPY_OF_A, COPY_OF_COPY, FROM_A_AND_B]), min_size=1), BOUNDS),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        claim(f"claim-{number}", value, *sources, bound=bound if isinstance(value, int) else "exactly")
        for number, (value, sources, bound) in enumerate(rows)
    ]
)


def test_one_source_confirms_nothing():
    """A claim with a single independent source is uncorroborated, however many copies repeat it."""
    for sources in (
        [FROM_A_AND_B, A, B],
        [A, FROM_A_AND_B, B],
        [A, B, FROM_A_AND_B],
        [A],
        [A, COPY_OF_A],
        [A, COPY_OF_COPY],
        [COPY_OF_A, COPY_OF_COPY],
        [A, FROM_A_AND_B],
    ):
        assert corroborate(claim("one", 20, *sources), []) == "uncorroborated"
    assert corroborate(claim("one", 20, A), [claim("two", 20, COPY_OF_COPY)]) == "uncorroborated"


def test_an_independent_source_confirms():
    """Two sources that share no text confirm each other, in one claim or in two compatible ones."""
    assert corroborate(claim("one", 20, A, B), []) == "confirmed"
    assert corroborate(claim("one", 20, A), [claim("two", 19, B, bound="over")]) == "confirmed"


def test_majority_decides():
    """As many dissenting sources as supporting ones contradict a claim; fewer do not."""
    slip = claim("slip", 2, D)
    sound = claim("sound", 20, A, B, C)
    assert corroborate(sound, [slip]) == "confirmed"
    assert corroborate(slip, [sound]) == "disputed"
    assert corroborate(claim("one", 20, A), [claim("two", 21, B)]) == "disputed"
    assert corroborate(claim("two", 21, B), [claim("one", 20, A)]) == "disputed"
    assert corroborate(claim("one", 20, A, B), [claim("two", 21, C)]) == "disputed"


def test_a_source_can_contradict_its_copy():
    """A copy with another value is disputed by its source."""
    assert corroborate(claim("copied", 21, COPY_OF_A), [claim("original", 20, A)]) == "disputed"


@given(CLAIMS)
def test_order_does_not_matter(claims):
    """The order of claims does not matter."""
    for claim in claims:
        assert corroborate(claim, claims) == corroborate(claim, claims[::-1])


@given(CLAIMS)
def test_compatibility_is_mutual(claims):
    """Each claim is compatible with itself, and with another if that is compatible with it."""
    for one in claims:
        assert compatible(one, one)
        for other in claims:
            assert compatible(one, other) == compatible(other, one)


@given(NUMBERS, BOUNDS, NUMBERS, BOUNDS)
def test_integers_are_compatible_if_a_number_satisfies_both(one, bound, other, other_bound):
    """Two bounded integers are compatible if and only if a number satisfies both."""

    def meets(number: float, value: int, bound: str) -> bool:
        return {
            "exactly": number == value,
            "about": value * 0.9 <= number <= value * 1.1,
            "at-least": number >= value,
            "over": number > value,
        }[bound]

    fits = compatible(claim("one", one, A, bound=bound), claim("other", other, A, bound=other_bound))
    candidates = {n / 10 for n in range(1200)} | {value * factor for value in (one, other) for factor in (0.9, 1.1)}
    both = any(meets(n, one, bound) and meets(n, other, other_bound) for n in candidates)
    whole_gap = {bound, other_bound} == {"over", "about"}  # between whole numbers only fractions may fit
    assert fits == both or whole_gap


@pytest.mark.parametrize(
    ("value", "bound", "fitting", "others"),
    [
        (20, "exactly", [20], [19, 21]),
        (20, "about", [18, 22], [17, 23]),
        (20, "at-least", [20, 21], [19]),
        (20, "over", [21], [19, 20]),
    ],
)
def test_a_bound_has_ends(value, bound, fitting, others):
    """An integer is compatible with a bounded one up to the end of its range, and only in the same unit."""
    bounded = claim("bounded", value, A, bound=bound)
    for number in [*fitting, *others]:
        assert compatible(bounded, claim("other", number, A)) == (number in fitting)
        assert not compatible(bounded, evolve(claim("other", number, A), unit="halls"))
        assert not compatible(bounded, evolve(claim("other", number, A), unit="seats"))


@pytest.mark.parametrize(
    ("whole", "first", "last"), [("2024", "2024-01-01", "2024-12-31"), ("2024-01", "2024-01-01", "2024-01-31")]
)
def test_a_partial_date_has_ends(whole, first, last):
    """A year or a month is compatible with its first and its last day, and no day beyond."""
    days = [PartialDate.parse(first).earliest, PartialDate.parse(last).earliest]
    beyond = [days[0] - timedelta(1), days[1] + timedelta(1)]
    for day in [*days, *beyond]:
        one, other = (claim(id, PartialDate.parse(str(date)), A) for id, date in (("one", whole), ("other", day)))
        assert compatible(one, other) == (day in days)


def test_equal_texts_are_compatible():
    """Texts are compatible if and only if they are equal."""
    assert compatible(claim("one", Text({"en": "big"}), A), claim("other", Text({"en": "big"}), A))
    assert not compatible(claim("one", Text({"en": "big"}), A), claim("other", Text({"en": "small"}), A))


@given(DATES, DATES)
def test_dates_are_compatible_if_they_share_a_day(one, other):
    """Two partial dates are compatible if and only if both can mean the same day."""
    shared = max(one.earliest, other.earliest) <= min(one.latest, other.latest)
    assert compatible(claim("one", one, A), claim("other", other, A)) == shared


@given(CLAIMS)
def test_a_disagreement_has_every_side(claims):
    """Claims conflict if and only if two of them cannot both be true, and a disagreement has all of them."""
    found = [
        Disagreement(id="found", about=group[0].about, measure=measure, claims=group)
        for (_, _, measure), group in conflicts(by_subject(claims)).items()
    ]
    values = {one.asserted for one in claims}
    assert len(found) == any(not compatible(one, other) for one in claims for other in claims)
    for one in found:
        assert set(one.claims) == set(claims)
        assert {position.value for position in one.positions} == values
        assert [c for position in one.positions for c in position.claims] != []


def test_bundled_disagreements_have_notes():
    """Each disagreement has a note in both languages, and at least two positions with sources."""
    for one in forum.disagreements:
        assert {"en", "fa"} <= set(one.note), one.id
        assert len(one.positions) > 1, one.id
        for position in one.positions:
            assert position.sources
            dated = [source.published.earliest for source in position.sources if source.published]
            if dated:
                assert position.oldest.published.earliest == min(dated)
                assert position.newest.published.earliest == max(dated)
            else:
                assert position.oldest is position.newest is None


def test_a_derived_source_does_not_confirm_its_origin():
    """A claim that only the article and its siblings make is uncorroborated."""
    irna = forum.sources["irna-85517800"]
    siblings = {irna.id, *(source.id for source in irna.derived_from)} | {
        source.id for source in forum.sources if irna in source.derived_from
    }
    for one in forum.claims.by(source=irna):
        if {citation.source.id for citation in one.citations} <= siblings:
            alone = not [c for c in forum.claims.by(about=one.about, measure=one.measure) if c.id != one.id]
            assert not alone or one.corroboration == "uncorroborated"
