"""``python -m brics_cities``: print the forum at a glance."""

import sys
from io import TextIOWrapper

from brics_cities import forum
from brics_cities.summary import summarize


def main() -> None:
    """Print the bundled forum in UTF-8, whatever the terminal was said to read."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(summarize(forum))


if __name__ == "__main__":
    main()
