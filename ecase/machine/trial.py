"""`./run test` and `./run bench`: the tests and measurements, on a data folder that is thrown away."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ecase.machine import install, postgres
from ecase.machine.cluster import Stores, owning
from ecase.machine.commands import foreground
from ecase.machine.place import Place, python
from ecase.machine.say import Stop, say

_PREFIX = "ecase-test-"
_MARKS = {
    "": "not tour and not faults",
    "quick": "not tour and not faults and not browser and not slow",
    "tour": "tour",
    "faults": "faults",
}


@contextmanager
def throw_away(*, durable: bool = False) -> Iterator[Stores]:
    """Stores on a folder of their own under the temporary directory; nothing of it stays."""
    _sweep()
    data = Path(tempfile.mkdtemp(prefix=_PREFIX))
    place = Place(
        data=data,
        host="127.0.0.1",
        port=8000,
        demo=True,
        demo_public=False,
        database=None,
        database_owner=None,
        database_clock=None,
        broker=None,
        secret_key=None,
        durable=durable,
    )
    try:
        place.make()
        with owning(place, "test") as stores:
            yield stores
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(postgres.elsewhere(place), ignore_errors=True)


def _sweep() -> None:
    """Remove folders of killed runs: nobody holds their lock and they are not just being made."""
    for data in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if data.stat().st_uid != os.getuid() or time.time() - data.stat().st_mtime < 60:
                continue
            with (data / "owner.lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(data, ignore_errors=True)
        except OSError:
            continue


def environment(stores: Stores) -> dict[str, str]:
    """For pytest and benchmarks: every role's address, demo mode, no shifted clock."""
    found = stores.environment("ecase_app", owner=True)
    for name in ("ECASE_TIME_SHIFT", "ECASE_TLS", "ECASE_HOSTS", "ECASE_ORIGINS", "ECASE_PROXIES"):
        found.pop(name, None)
    found["DATABASE_CLOCK_URL"] = stores.url("ecase_clock")
    found["DATABASE_READ_URL"] = stores.url("ecase_read")
    found["ECASE_CHROMIUM"] = shutil.which("chromium") or ""
    return found


def test(arguments: Sequence[str]) -> int:
    """Set up, then pytest with the marks of the chosen kind; further arguments go to pytest."""
    kind = arguments[0] if arguments and arguments[0] in _MARKS else ""
    rest = list(arguments[1:] if kind else arguments)
    marks = _MARKS[kind]
    install.environment(tests=True)
    install.translations()
    install.front_end()
    install.pdf_libraries()
    if kind != "quick":
        missing = install.browser()
        if missing:
            words = (
                f"install {', '.join(missing)} (as root: apt-get install --no-install-recommends {' '.join(missing)})"
            )
            if kind == "tour":
                raise Stop(f"The tour needs a browser: {words}.")
            say(f"Browser tests are skipped: {words} to run them.")
            marks += " and not browser"
    with throw_away(durable=kind == "faults") as stores:
        # The whole suite keeps both cores busy; a named test is there sooner without a second process.
        spread = {"": "loadfile", "quick": "load"}
        both = ["-n", "2", "--dist", spread[kind]] if kind in spread and not rest else []
        command = [python(), "-m", "pytest", "-m", marks, *both, *rest]
        return foreground(command, environment(stores))


def bench(arguments: Sequence[str]) -> int:
    """`python -m tests.bench NAME` on a durable cluster: a benchmark without fsync would flatter us."""
    install.environment(tests=True)
    install.translations()
    install.front_end()
    install.pdf_libraries()
    with throw_away(durable=True) as stores:
        return foreground([python(), "-m", "tests.bench", *arguments], environment(stores))
