"""Several management commands in one process: `python -m ecase.machine.steps migrate -v0 , load_reference`.

Loading Django takes longer than most of them, so the start of `./run` does it once. A command that
fails ends the run with one line on stderr; its traceback goes to $ECASE_DATA/logs/start.log.
"""

import os
import sys
import traceback
from pathlib import Path


def split(words: list[str]) -> list[list[str]]:
    """`a -x , b` -> [[a, -x], [b]]"""
    steps: list[list[str]] = [[]]
    for word in words:
        if word == ",":
            steps.append([])
        else:
            steps[-1].append(word)
    return [step for step in steps if step]


def main(words: list[str]) -> int:
    what = "Loading ecase"
    try:
        import django
        from django.core.management import call_command

        from ecase.celery import app

        django.setup()
        app.set_default()  # else a task would go to Celery's own default broker
        for step in split(words):
            what = step[0]
            call_command(*step)
    except KeyboardInterrupt:
        return 130
    except SystemExit as end:
        if end.code:
            print(f"{what} stopped with code {end.code}.", file=sys.stderr)
        return int(bool(end.code))
    except Exception as error:  # noqa: BLE001  whatever it was becomes one line here and a traceback in the log
        log = Path(os.environ["ECASE_DATA"]) / "logs" / "start.log"
        with log.open("a") as out:
            traceback.print_exc(file=out)
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        print(f"{what} failed: {first} (more in {log})", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
