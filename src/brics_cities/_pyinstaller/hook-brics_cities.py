"""Tell PyInstaller of the files of this package that are no modules."""

# ruff: noqa: N999 (PyInstaller looks for this name)

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
datas = [
    (str(path), str(path.parent.relative_to(_PACKAGE.parent)))
    for path in _PACKAGE.rglob("*")
    if path.is_file() and path.suffix not in (".py", ".pyc")
]
