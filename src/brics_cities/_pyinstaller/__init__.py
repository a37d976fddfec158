"""The hook by which PyInstaller finds the bundled data; an entry point of the package names its directory."""

import os


def hook_dirs() -> list[str]:
    """Return the directory of the hook."""
    return [os.path.dirname(__file__)]  # noqa: PTH120 (pathlib is slow to import)
