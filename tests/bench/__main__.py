"""`python -m tests.bench NAME [--cases N]`: one measurement, or all of them; `./run bench` gives it its stores."""

import argparse
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecase.settings")
django.setup()

from tests.bench import queue, search, writ  # noqa: E402  models are there from here on
from tests.bench.common import prepared  # noqa: E402

BENCHES = {"queue": queue.run, "search": search.run}  # over many simulated cases
OWN = {"writ": writ.run}  # makes its own; the number is theirs


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="?", choices=sorted({**BENCHES, **OWN}), help="all of them when none is named")
    parser.add_argument("--cases", type=int, default=0, help="100,000; of `writ` 1,000")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    names = [given.name] if given.name else [*sorted(BENCHES), *sorted(OWN)]
    if any(name in BENCHES for name in names):
        prepared(given.cases or 100_000, given.seed)
    return max(BENCHES[name]() if name in BENCHES else OWN[name](given.cases or 1_000) for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
