"""`python -m tests.bench NAME [--cases N]`: one measurement, or all of them; `./run bench` gives it its stores."""

import argparse
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecase.settings")
django.setup()

from tests.bench import queue, search  # noqa: E402  models are there from here on
from tests.bench.common import prepared  # noqa: E402

BENCHES = {"queue": queue.run, "search": search.run}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="?", choices=sorted(BENCHES), help="all of them when none is named")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    prepared(given.cases, given.seed)
    return max([BENCHES[name]() for name in ([given.name] if given.name else sorted(BENCHES))])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
