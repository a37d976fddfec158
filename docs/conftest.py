"""Keep pytest from collecting templates and generated pages, and collect the examples of the pictures."""

from __future__ import annotations

from importlib.util import find_spec

from sybil import Sybil
from sybil.parsers.rest import DocTestParser

collect_ignore = ["_build", "_templates", "record", "fa/record"]

if find_spec("sphinx"):  # of the dependency group docs, without which they cannot be imported
    pytest_collect_file = Sybil(parsers=[DocTestParser()], pattern="pictures/*.py").pytest()
