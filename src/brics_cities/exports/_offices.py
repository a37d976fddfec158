"""In which body a person holds an office, for the formats that have to name one."""

from __future__ import annotations

from brics_cities.models import Member, Person, Tenure
from brics_cities.text import english_or_original


def body_of(person: Person, tenure: Tenure | None) -> Member | None:
    """Return the body that a person speaks for if the office is the one in which the person does, or None.

    Args:
        person: A person.
        tenure: One of the offices of that person, whose title is compared with that of the person's office; None for
            that office itself.
    """
    title = person.office if tenure is None else tenure.title
    return person.member if english_or_original(title) == english_or_original(person.office) else None
