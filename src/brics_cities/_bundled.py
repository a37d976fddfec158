"""`forum`, the bundled data set: it costs nothing to import, and is loaded once, when it is first used."""

TYPE_CHECKING = False  # as in the package's root
if TYPE_CHECKING:
    from typing import Any, NoReturn


class LazyForum:
    """A proxy of the bundled `Forum` that behaves like it, to `isinstance`, `==` and pickle too."""

    def __getattr__(self, name: str) -> "Any":
        return getattr(_loaded(self), name)

    def __setattr__(self, name: str, value: object) -> "NoReturn":
        from attrs.exceptions import FrozenInstanceError

        raise FrozenInstanceError

    def __delattr__(self, name: str) -> "NoReturn":
        self.__setattr__(name, None)

    @property  # type: ignore[misc]
    def __class__(self) -> "Any":  # pyright: ignore[reportIncompatibleMethodOverride]
        from brics_cities._forum import Forum

        return Forum

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

    def __dask_tokenize__(self) -> "tuple[Any, ...]":
        return LazyForum.__qualname__, self.version

    def __reduce__(self) -> "tuple[Any, ...]":
        return _bundled, (self.version,)  # so that a cache by pickle is not that of other data


def _loaded(lazy: LazyForum) -> "Any":
    """Return the data set that a proxy is for, and load it if it is not loaded yet.

    Its attributes become those of the proxy, which looks them up as fast as any other object.
    """
    found = vars(lazy)
    if "_forum" not in found:
        from attrs import fields

        from brics_cities._forum import Forum
        from brics_cities._loading import LOADING, load_from
        from brics_cities._storage import Package

        with LOADING:
            if "_forum" not in found:
                forum = load_from(Package())
                found |= {field.name: getattr(forum, field.name) for field in fields(Forum)} | {"_forum": forum}
    return found["_forum"]


def _bundled(version: str) -> LazyForum:
    """Return what a pickled proxy is for: the bundled data of the program that unpickles it, in any version."""
    return forum


forum = LazyForum()
