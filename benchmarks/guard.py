"""Fail if the start has become dearer: ``nox -s start``, in instructions, which do not depend on the machine's mood."""

from __future__ import annotations

import shutil
import sys

from start import CASES, PYCOUNTRY, TARGETS, instructions

TOLERANCE = 0.02  # above a target; between two runs of one process the counts differ by less than a hundredth


def main() -> int:
    """Compare each case with the one that it is measured by."""
    if not shutil.which("valgrind"):
        print("no valgrind here: the start is not guarded")
        return 0
    failed = False
    for name, (beside, most) in TARGETS.items():
        if beside == PYCOUNTRY:  # a goal, not a limit
            continue
        counted, other = instructions(CASES[name]), instructions(CASES[beside])
        assert counted
        assert other
        allowed = most * (1 + TOLERANCE)
        failed |= counted / other > allowed
        print(f"{name}: {counted / other:.3f} times {beside}, {allowed:.3f} allowed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
