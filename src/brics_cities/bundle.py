"""The data that the package carries, from wherever the package is installed, a zip file too."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from brics_cities.building import build

if TYPE_CHECKING:
    from brics_cities.models import Forum


def load_bundled() -> Forum:
    """Build the data set the quick way, without the checks that it passed before it was packed.

    That needs a loader which gives out files, as Python's own do. From any other, or if the
    installation is damaged, the data set is read and checked as one of a user.
    """
    with suppress(Exception):
        return build(_read, checked=False)
    from brics_cities.checking import check
    from brics_cities.files import Resources

    return check(Resources())


def _read(name: str) -> bytes:
    """What importlib_resources would read; its import would cost as much as building all records."""
    loader: Any = __spec__.loader
    content: bytes = loader.get_data(os.path.join(os.path.dirname(__file__), "data", name))  # noqa: PTH118, PTH120
    return content
