"""The terms of the closed vocabularies in the RDF vocabulary, with what they are called and mean."""

from __future__ import annotations

from typing import get_args

from brics_cities import vocabularies
from brics_cities._labels import DEFINITIONS, TERMS
from brics_cities.text import Text

HEADING = "# The terms of the closed vocabularies; tools.renew_data writes all that follows\n"


def with_terms(vocabulary: str) -> str:
    """Write the terms at the end of the RDF vocabulary, each once, with the classes of its vocabularies.

    Args:
        vocabulary: The vocabulary in Turtle, up to `HEADING` or with older terms after it.

    Returns:
        The vocabulary with the terms as they are now.
    """
    classes: dict[str, list[str]] = {}
    for name, alias in vars(vocabularies).items():
        if name != "TimelineKind":  # no field of a record, so not in the graph
            for term in get_args(alias):
                classes.setdefault(term, []).append(f"bc:{name}")
    described = (
        f"term:{term} a owl:NamedIndividual, {', '.join(kinds)} ;\n"
        f"    rdfs:label {_literals(TERMS[term])} ;\n"
        f"    rdfs:comment {_literals(DEFINITIONS[term])} .\n"
        for term, kinds in classes.items()
    )
    return f"{vocabulary.partition(HEADING)[0]}{HEADING}\n{''.join(described)}"


def _literals(text: Text) -> str:
    return ", ".join(f'"{words}"@{tag}' for tag, words in text.items())
