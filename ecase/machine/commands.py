"""The command line of `./run`: names, their words, and where each is carried out."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence

from ecase.machine.say import Stop, say

HELP = """\
./run                        set up, start everything, print the address; Ctrl-C stops it
./run manage COMMAND ...     a management command; starts the database when it is not up
./run test                   every test that CI runs
./run test quick [PATHS]     without a browser
./run test tour              screenshots of every screen, role, language and width
./run test faults            kill, cut and corrupt, and see what is left
./run bench [NAME]           measurements against peers and limits
./run check                  style, types, floors, templates, migrations, translations, deployment
./run doctor                 what is wrong on this machine and what to do
./run pin                    renew requirements.txt and requirements-dev.txt from the .in files
Settings come from the environment: README.md has the table."""


def manage(arguments: Sequence[str]) -> int:
    """`./run manage COMMAND ...`: Django's command line with this installation's stores."""
    from ecase.machine import install
    from ecase.machine.cluster import using
    from ecase.machine.place import ROOT, place, python

    where = place()
    where.make()
    install.environment()
    install.translations()
    with using(where) as stores:
        environment = stores.environment("ecase_app", owner=True)
        return foreground([python(), str(ROOT / "manage.py"), *arguments], environment)


def foreground(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run to its end with our terminal; Ctrl-C is the child's to answer, SIGTERM is handed on."""
    from ecase.machine.children import tied
    from ecase.machine.place import ROOT

    child = subprocess.Popen(command, env=environment, cwd=ROOT, preexec_fn=tied(signal.SIGTERM))
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda number, frame: child.send_signal(number)),
    }
    try:
        code = child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _serve(arguments: Sequence[str]) -> int:
    from ecase.machine.serve import serve

    return serve()


def _test(arguments: Sequence[str]) -> int:
    from ecase.machine.trial import test

    return test(arguments)


def _bench(arguments: Sequence[str]) -> int:
    from ecase.machine.trial import bench

    return bench(arguments)


def _check(arguments: Sequence[str]) -> int:
    from ecase.machine.checks import check

    return check()


def _doctor(arguments: Sequence[str]) -> int:
    from ecase.machine.doctor import doctor

    return doctor()


def _pin(arguments: Sequence[str]) -> int:
    from ecase.machine.install import pin

    return pin()


def _help(arguments: Sequence[str]) -> int:
    print(HELP)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "": _serve,
    "manage": manage,
    "test": _test,
    "bench": _bench,
    "check": _check,
    "doctor": _doctor,
    "pin": _pin,
    "help": _help,
    "--help": _help,
    "-h": _help,
}


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; every failure that has words is one line and a non-zero exit code."""
    name = arguments[0] if arguments else ""
    if name not in COMMANDS:
        say(f"./run does not know {name!r}. ./run help lists what it knows.")
        return 2
    # A terminal that closes and a polite kill both go through the `finally`s.
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    os.umask(0o022)
    try:
        return COMMANDS[name](arguments[1:])
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `./run help | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
