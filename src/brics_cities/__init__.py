"""The founding of the BRICS+ Association of Cities and Municipalities as typed, frozen, cited records.

>>> from brics_cities import forum
>>> str(forum.event.starts), forum.event.place.name.fa
('2024-06-21', 'قازان')
"""

TYPE_CHECKING = False  # type checkers take it for True; importing `typing` would double the cost of a start
if TYPE_CHECKING:
    from typing import Any

    from brics_cities.dates import PartialDate, SolarHijriDate
    from brics_cities.exceptions import (
        BricsCitiesError,
        EmptyQueryError,
        InvalidDataError,
        InvalidValueError,
        PassageNotFoundError,
        Problem,
        UnknownCriterionError,
        UnknownIdError,
        UnknownLanguageError,
    )
    from brics_cities.findings import Position, TimelineEntry, Verification
    from brics_cities.json_schema import schema
    from brics_cities.loading import load
    from brics_cities.models import (
        Agreement,
        Association,
        BricsStanding,
        Citation,
        CitedText,
        Claim,
        Country,
        Disagreement,
        Event,
        Forum,
        Member,
        Participant,
        Person,
        Place,
        Record,
        Source,
        Standing,
        Statement,
        Tenure,
        Term,
        Topic,
    )
    from brics_cities.passages import Passage
    from brics_cities.records import Records
    from brics_cities.text import Text, direction, fold

    forum: Forum
    __version__: str

__all__ = [
    "Agreement",
    "Association",
    "BricsCitiesError",
    "BricsStanding",
    "Citation",
    "CitedText",
    "Claim",
    "Country",
    "Disagreement",
    "EmptyQueryError",
    "Event",
    "Forum",
    "InvalidDataError",
    "InvalidValueError",
    "Member",
    "PartialDate",
    "Participant",
    "Passage",
    "PassageNotFoundError",
    "Person",
    "Place",
    "Position",
    "Problem",
    "Record",
    "Records",
    "SolarHijriDate",
    "Source",
    "Standing",
    "Statement",
    "Tenure",
    "Term",
    "Text",
    "TimelineEntry",
    "Topic",
    "UnknownCriterionError",
    "UnknownIdError",
    "UnknownLanguageError",
    "Verification",
    "__version__",
    "direction",
    "fold",
    "forum",
    "load",
    "schema",
]

# Where each public name lives; it is fetched when first used (PEP 562).
_HOMES = {
    "brics_cities.dates": "PartialDate SolarHijriDate",
    "brics_cities.exceptions": "BricsCitiesError EmptyQueryError InvalidDataError InvalidValueError PassageNotFoundError Problem UnknownCriterionError UnknownIdError UnknownLanguageError",
    "brics_cities.findings": "TimelineEntry Position Verification",
    "brics_cities.handle": "forum",
    "brics_cities.json_schema": "schema",
    "brics_cities.loading": "load",
    "brics_cities.models": "Agreement Association BricsStanding Citation Claim Country Disagreement Event Forum Member Participant "
    "Person Place CitedText Tenure Record Source Standing Statement Term Topic",
    "brics_cities.passages": "Passage",
    "brics_cities.records": "Records",
    "brics_cities.text": "Text direction fold",
}


def __getattr__(name: str) -> "Any":
    from sys import modules

    if name == "__version__":
        from importlib.metadata import version

        return version("brics-cities")
    for home, names in _HOMES.items():
        if name in names.split():
            # As importlib.import_module does, without importing importlib.
            value = globals()[name] = getattr(__import__(home, fromlist=[name]), name)
            if "hypothesis" in modules:
                from brics_cities.testing._hypothesis import register

                register()
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
