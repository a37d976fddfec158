"""The light handle behind the name `forum`: it costs nothing until its first use, then loads once."""

from _thread import allocate_lock

TYPE_CHECKING = False  # as in the package's root
if TYPE_CHECKING:
    from _thread import LockType
    from typing import Any, NoReturn

    from brics_cities.models import Forum


class Handle:
    """Stands for the bundled `Forum` and behaves as it does, to `isinstance`, `==` and pickle too."""

    __slots__ = ("_forum", "_lock")
    _forum: "Forum | None"
    _lock: "LockType"

    def __init__(self) -> None:
        object.__setattr__(self, "_forum", None)
        object.__setattr__(self, "_lock", allocate_lock())

    def __getattr__(self, name: str) -> "Any":
        return getattr(_load(self), name)

    def __setattr__(self, name: str, value: object) -> "NoReturn":
        from attrs.exceptions import FrozenInstanceError

        raise FrozenInstanceError

    def __delattr__(self, name: str) -> "NoReturn":
        self.__setattr__(name, None)

    @property  # type: ignore[misc]
    def __class__(self) -> "Any":  # pyright: ignore[reportIncompatibleMethodOverride]
        from brics_cities.models import Forum

        return Forum

    def __dir__(self) -> list[str]:
        return dir(_load(self))

    def __eq__(self, other: object) -> bool:
        return self is other or _load(self) == other

    def __hash__(self) -> int:
        return hash(_load(self))

    def __repr__(self) -> str:
        return repr(_load(self))

    def __str__(self) -> str:
        return str(_load(self))

    def __reduce__(self) -> "tuple[Any, ...]":
        return _bundled, ()


def _load(handle: Handle) -> "Forum":
    if handle._forum is None:
        with handle._lock:
            if handle._forum is None:
                from brics_cities.collector import without_collector

                with without_collector():
                    from brics_cities.bundle import load_bundled

                    object.__setattr__(handle, "_forum", load_bundled())
    assert handle._forum is not None
    return handle._forum


def _bundled() -> Handle:
    """What a pickled handle stands for: the bundled data of the program that reads the pickle."""
    return forum


forum = Handle()
