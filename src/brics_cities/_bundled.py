"""`forum`, the bundled data set: it costs nothing to import, and is loaded once, when it is first used."""

import os
from _thread import RLock  # that of threading, which is not imported yet

TYPE_CHECKING: bool = False  # as in the package's root
if TYPE_CHECKING:
    from typing import Any

    from brics_cities._forum import Forum

_lock = RLock()  # held while the bundled data is loaded, which an interrupted thread may do again
# A fork waits for another thread that loads: that would not go on in the child.
getattr(os, "register_at_fork", dict)(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class LazyForum:
    """The bundled `Forum` before its first use, which makes it one; so `Forum` has its layout: no base, no slots."""

    def __getattribute__(self, name: str) -> "Any":
        if name == "__class__":  # for isinstance, which would not see a type that changes while it asks
            from brics_cities._forum import Forum

            return Forum
        return getattr(_loaded(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(_loaded(self), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(_loaded(self), name)

    def __dir__(self) -> list[str]:
        return dir(_loaded(self))

    def __eq__(self, other: object) -> bool:
        return self is other or _loaded(self) == other

    def __hash__(self) -> int:
        return hash(_loaded(self))

    def __repr__(self) -> str:
        return repr(_loaded(self))

    def __str__(self) -> str:
        return str(_loaded(self))


LazyForum.__name__ = LazyForum.__qualname__ = "Forum"  # as help has it, which asks for the type first


def _loaded(lazy: LazyForum) -> "Any":
    """Load the data set into an object, if that is not done yet, and return the object, which then is a `Forum`."""
    with _lock:
        from brics_cities._collector import gc_paused

        with gc_paused():
            from brics_cities._forum import Forum
            from brics_cities._loading import load_from
            from brics_cities._storage import Package

            if type(lazy) is LazyForum:
                loaded = vars(load_from(Package()))
                if type(lazy) is LazyForum:  # and no signal handler has loaded it by now
                    for name, value in loaded.items():
                        object.__setattr__(lazy, name, value)
                    object.__setattr__(lazy, "__class__", Forum)
    return lazy


def bundled(version: str) -> "Forum":
    """Return the bundled data of the program that unpickles it, in any version."""
    return forum


forum: "Forum" = LazyForum()  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
