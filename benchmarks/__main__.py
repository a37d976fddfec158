"""Run all benchmarks, print the results and write them to RESULTS.md: ``nox -s benchmarks``."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import scale
import start
import tables

INTRODUCTION = f"""\
# Results

Measured with `nox -s benchmarks` on one {platform.machine()} machine, Python {platform.python_version()}. Times depend on
the machine and its load; the ratios, and the instructions (counted by callgrind), are the most reliable.
"""


def main() -> None:
    """Run the benchmarks one after another."""
    found = [INTRODUCTION]
    for benchmark in (start, scale, tables):
        for table in benchmark.measure():
            found.append(f"{table}\n")
            print(table, end="\n\n", flush=True)
    Path(__file__).with_name("RESULTS.md").write_text("\n".join(found), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
