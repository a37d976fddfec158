"""Fail if startup has become more expensive: ``nox -s start``, in instructions, which do not depend on the load."""

from __future__ import annotations

import shutil
import sys

from start import BARE, CASES, REQUIRED, TARGETS, instructions

TOLERANCE = 0.02  # above a target; the counts of two runs of one process differ by less than one per cent


def main() -> int:
    """Compare each case with its baseline."""
    if not shutil.which("valgrind"):
        print("valgrind is not installed: startup is not checked")
        return 0
    failed = False
    for name, beside, most in TARGETS:
        if beside not in (BARE, REQUIRED):  # another package, for the benchmarks
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
