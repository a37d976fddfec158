"""The founding of the BRICS+ Association of Cities and Municipalities as typed, frozen, cited records.

>>> from brics_cities import forum
>>> str(forum.event.starts), forum.event.place.name.fa
('2024-06-21', 'قازان')

PYTEST_DONT_REWRITE: pytest would warn that the package was imported before its plugin.
"""

__version__: str = "0.1.0"

# Type checkers take it for True, and Jedi, if it has a type, for either; to import `typing` would double the cost.
TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any

    from brics_cities._bundled import forum
    from brics_cities._descriptor import schema
    from brics_cities._diff import Change, Diff, diff
    from brics_cities._editing import from_dict, to_dict
    from brics_cities._forum import Forum, TimelineEntry, Verification
    from brics_cities._loading import load
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
        Member,
        Participant,
        Person,
        Place,
        Position,
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

__all__ = [
    "Agreement",
    "Association",
    "BricsCitiesError",
    "BricsStanding",
    "Change",
    "Citation",
    "CitedText",
    "Claim",
    "Country",
    "Diff",
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
    "diff",
    "direction",
    "fold",
    "forum",
    "from_dict",
    "load",
    "schema",
    "to_dict",
]

# The module of each public name; it is imported when the name is first used (PEP 562).
_MODULES = {
    name: module
    for module, names in {
        "_bundled": "forum",
        "_descriptor": "schema",
        "_diff": "Change Diff diff",
        "_editing": "from_dict to_dict",
        "_forum": "Forum TimelineEntry Verification",
        "_loading": "load",
        "dates": "PartialDate SolarHijriDate",
        "exceptions": "BricsCitiesError EmptyQueryError InvalidDataError InvalidValueError PassageNotFoundError Problem "
        "UnknownCriterionError UnknownIdError UnknownLanguageError",
        "models": "Agreement Association BricsStanding Citation CitedText Claim Country Disagreement Event Member "
        "Participant Person Place Position Record Source Standing Statement Tenure Term Topic",
        "passages": "Passage",
        "records": "Records",
        "text": "Text direction fold",
    }.items()
    for name in names.split()
}


def __getattr__(name: str) -> "Any":
    import sys

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = f"{__name__}.{_MODULES[name]}"
    __import__(module)  # importlib would cost as much as all of this
    value = globals()[name] = getattr(sys.modules[module], name)
    if "hypothesis.strategies" in sys.modules:
        from brics_cities.testing._hypothesis import register

        register()
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
