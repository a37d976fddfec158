"""What must hold when claims are weighed against one another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from brics_cities import Citation, Claim, Disagreement, PartialDate, Place, Source, Text, forum
from brics_cities.corroboration import by_subject, compatible, corroboration, differing

PLACE = forum.places["kazan"]
NUMBERS = st.integers(0, 50)
BOUNDS = st.sampled_from(["exactly", "about", "at-least", "over"])
DATES = st.builds(
    lambda day, parts: PartialDate.parse("-".join(str(day).split("-")[:parts])),
    st.dates(min_value=PartialDate.parse("2024").earliest, max_value=PartialDate.parse("2025").latest),
    st.integers(1, 3),
)


def source(id: str, *derived_from: Source) -> Source:
    """A publication that draws on others."""
    return Source(
        id=id,
        kind="news",
        publisher=Text({"en": id}),
        url=f"https://example.org/{id}",
        language="en",
        derived_from=derived_from,
    )


def claim(id: str, value: object, *sources: Source, bound: str = "exactly", about: Place = PLACE) -> Claim:
    """A claim about the size of a place."""
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
    """A claim that stands alone is uncorroborated, however often copies repeat it."""
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
        assert corroboration(claim("one", 20, *sources), []) == "uncorroborated"
    assert corroboration(claim("one", 20, A), [claim("two", 20, COPY_OF_COPY)]) == "uncorroborated"


def test_an_independent_source_confirms():
    """Two sources that share no text confirm each other, in one claim or in two that fit."""
    assert corroboration(claim("one", 20, A, B), []) == "confirmed"
    assert corroboration(claim("one", 20, A), [claim("two", 19, B, bound="over")]) == "confirmed"


def test_the_many_outweigh_the_few():
    """As much dissent as support contradicts; a slip of one does not undo what several confirm."""
    slip = claim("slip", 2, D)
    sound = claim("sound", 20, A, B, C)
    assert corroboration(sound, [slip]) == "confirmed"
    assert corroboration(slip, [sound]) == "contradicted"
    assert corroboration(claim("one", 20, A), [claim("two", 21, B)]) == "contradicted"
    assert corroboration(claim("two", 21, B), [claim("one", 20, A)]) == "contradicted"
    assert corroboration(claim("one", 20, A, B), [claim("two", 21, C)]) == "contradicted"


def test_a_source_may_contradict_its_own_copy():
    """A copy that garbles its source is contradicted by it."""
    assert corroboration(claim("copied", 21, COPY_OF_A), [claim("original", 20, A)]) == "contradicted"


@given(CLAIMS)
def test_order_does_not_matter(claims):
    """The order of claims changes no verdict."""
    for claim in claims:
        assert corroboration(claim, claims) == corroboration(claim, claims[::-1])


@given(CLAIMS)
def test_compatibility_is_mutual(claims):
    """Each claim fits itself, and fits another if that fits it."""
    for one in claims:
        assert compatible(one, one)
        for other in claims:
            assert compatible(one, other) == compatible(other, one)


@given(NUMBERS, BOUNDS, NUMBERS, BOUNDS)
def test_numbers_fit_if_some_number_meets_both(one, bound, other, other_bound):
    """Two bounded numbers are compatible if and only if a number satisfies both."""

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
    """A number fits a bounded one up to the very end of its bound and no further, and only in the same unit."""
    bounded = claim("bounded", value, A, bound=bound)
    for number in [*fitting, *others]:
        assert compatible(bounded, claim("other", number, A)) == (number in fitting)
        assert not compatible(bounded, evolve(claim("other", number, A), unit="halls"))
        assert not compatible(bounded, evolve(claim("other", number, A), unit="seats"))


@pytest.mark.parametrize(
    ("whole", "first", "last"), [("2024", "2024-01-01", "2024-12-31"), ("2024-01", "2024-01-01", "2024-01-31")]
)
def test_a_partial_date_has_ends(whole, first, last):
    """A year and a month fit their first and their last day, and no day beyond."""
    days = [PartialDate.parse(first).earliest, PartialDate.parse(last).earliest]
    beyond = [days[0] - timedelta(1), days[1] + timedelta(1)]
    for day in [*days, *beyond]:
        one, other = (claim(id, PartialDate.parse(str(date)), A) for id, date in (("one", whole), ("other", day)))
        assert compatible(one, other) == (day in days)


def test_texts_fit_where_they_are_equal():
    """Texts are compatible where they say the same, and need not be the same object."""
    assert compatible(claim("one", Text({"en": "big"}), A), claim("other", Text({"en": "big"}), A))
    assert not compatible(claim("one", Text({"en": "big"}), A), claim("other", Text({"en": "small"}), A))


@given(DATES, DATES)
def test_dates_fit_if_they_share_a_day(one, other):
    """Two partial dates are compatible if and only if some day is meant by both."""
    shared = max(one.earliest, other.earliest) <= min(one.latest, other.latest)
    assert compatible(claim("one", one, A), claim("other", other, A)) == shared


@given(CLAIMS)
def test_a_disagreement_has_every_side(claims):
    """Claims disagree if and only if their values differ, and none of them is left out."""
    found = [
        Disagreement(id="found", about=group[0].about, measure=measure, claims=group)
        for (_, _, measure), group in differing(by_subject(claims)).items()
    ]
    values = {one.asserted for one in claims}
    assert len(found) == (len(values) > 1)
    for one in found:
        assert set(one.claims) == set(claims)
        assert {position.value for position in one.positions} == values
        assert [c for position in one.positions for c in position.claims] != []


def test_every_disagreement_of_the_record_is_noted():
    """Each disagreement says in both languages what the conflict is, and has two sides with sources."""
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
    """What only the article and its own siblings say is uncorroborated."""
    irna = forum.sources["irna-85517800"]
    siblings = {irna.id, *(source.id for source in irna.derived_from)} | {
        source.id for source in forum.sources if irna in source.derived_from
    }
    for one in forum.claims.by(source=irna):
        if {citation.source.id for citation in one.citations} <= siblings:
            alone = not [c for c in forum.claims.by(about=one.about, measure=one.measure) if c.id != one.id]
            assert not alone or one.corroboration == "uncorroborated"


def test_the_timeline_has_everything_in_order():
    """The timeline is chronological and has every dated event, agreement and term, and every dated claim."""
    entries = forum.timeline()
    days = [entry.date.earliest for entry in entries]
    assert days == sorted(days)
    happened = {(entry.kind, id(entry.subject)) for entry in entries}
    for record in [*forum.events, *forum.association.terms]:
        assert record.starts is None or ("starts", id(record)) in happened
        assert record.ends is None or record.ends == record.starts or ("ends", id(record)) in happened
    assert all(("signed", id(one)) in happened for one in forum.agreements if one.signed)
    claimed = [(m.subject, m.citations[0].source) for m in entries if m.kind == "claimed"]
    assert len(claimed) == sum(c.source.published is not None for one in forum.claims for c in one.citations)
    assert all(entry.citations for entry in entries)
