"""One real installation under test: `./run` on a data folder of its own, its processes and its database.

What is known here is known from outside: the command, the process table, the state file, HTTP and SQL. Nothing of
ecase is imported, so that a mistake of ecase cannot hide itself.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "run"
FIRST_START, LATER_START = 120.0, 15.0  # seconds; what `./run` promises
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")  # of our environment; addresses of other stores must not leak in

# How a process is recognised: words of its command line, and words its parent's must not have.
KINDS = {
    "web master": ("gunicorn", "gunicorn"),
    "clock": ("-Q clock", "-Q clock"),
    "work": ("-Q work", "-Q work"),
    "beat": ("-A ecase beat", ""),
    "watchdog": ("manage.py watchdog", ""),
    "postgres": ("bin/postgres -D", ""),
    "valkey": ("valkey-server", ""),
}


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    line: str


def listed() -> dict[int, tuple[Process, str]]:
    """Every living process with all that could tie it to a data folder; zombies are dead."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if state == "Z":
                continue
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            ties = line + (folder / "environ").read_bytes().decode(errors="replace")
            # A store renames itself and has an environment of its own, but it works in its folder.
            ties += os.readlink(folder / "cwd")
            found[int(folder.name)] = Process(int(folder.name), int(parent), line), ties
    return found


@dataclass
class Stack:
    """One data folder and, between `start` and `stop`, the `./run` on it."""

    folder: Path
    port: int
    runner: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def output(self) -> Path:
        return self.folder / "run.out"

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return kept | {"ECASE_DATA": str(self.data), "PORT": str(self.port), "HOST": "127.0.0.1"}

    # --- starting and stopping ----------------------------------------------------------------------

    def start(self, within: float = LATER_START) -> float:
        """Start and wait for the printed address; returns the seconds it took."""
        assert self.runner is None
        began = time.monotonic()
        with self.output.open("wb") as out:
            self.runner = subprocess.Popen(
                [sys.executable, str(RUN)],
                env=self.environment(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = began + within + 60
        while b"ecase is ready" not in self.output.read_bytes():
            assert self.runner.poll() is None, f"./run ended: {self.output.read_text()}"
            assert time.monotonic() < until, f"no address after {within + 60:.0f} s: {self.output.read_text()}"
            time.sleep(0.05)
        took = time.monotonic() - began
        self.starts.append(took)
        assert took <= within, f"the address came after {took:.1f} s, promised are {within:.0f}"
        return took

    def send(self, number: int) -> None:
        """Send `./run` itself a signal."""
        assert self.runner is not None
        os.kill(self.runner.pid, number)

    def stop(self, number: int = signal.SIGINT, within: float = 45) -> list[str]:
        """End it by a signal; returns the command lines of what is still there afterwards."""
        if self.runner is None:
            return []
        self.send(number)
        self.runner.wait(within)
        self.runner = None
        until = time.monotonic() + 25  # a killed ./run leaves its stores to the leash, which lets them write
        while self.processes() and time.monotonic() < until:
            time.sleep(0.1)
        return [one.line for one in self.processes()]

    @contextlib.contextmanager
    def nobody_restarts(self) -> Iterator[None]:
        """The supervisor stands still: what is killed meanwhile stays dead, what lives runs on."""
        self.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self.send(signal.SIGCONT)

    # --- processes --------------------------------------------------------------------------------------

    def processes(self) -> list[Process]:
        """All living processes of this data folder."""
        return [process for process, ties in listed().values() if str(self.data) in ties]

    def pids(self, kind: str) -> list[int]:
        """The processes of one kind: a key of KINDS, `web worker`, or `backend` (a connection of web or clock)."""
        own = {one.pid: one for one in self.processes()}
        if kind == "web worker":
            return [
                p.pid
                for p in own.values()
                if "gunicorn" in p.line
                and "gunicorn" in own.get(p.parent, p).line
                and p.parent in own
                and "gunicorn" in own[p.parent].line
            ]
        if kind == "backend":
            masters = set(self.pids("postgres"))
            names = ("postgres: ecase_app", "postgres: ecase_clock")
            return [p.pid for p, _ in listed().values() if p.parent in masters and p.line.startswith(names)]
        word, parents = KINDS[kind]
        return [
            p.pid
            for p in own.values()
            if word in p.line and not (parents and p.parent in own and parents in own[p.parent].line)
        ]

    def kill(self, kind: str, pid: int | None = None) -> int:
        """kill -9 one process of the kind, with the children that are the same program; returns how many died."""
        found = [pid] if pid else self.pids(kind)
        for one in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        return len(found)

    # --- database and commands ------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "state.json").read_text())
        return found

    def connect(self, role: str = "ecase_read") -> Any:
        """A connection as `role`; `ecase_read` sees every row and may change none."""
        made = psycopg2.connect(
            host="127.0.0.1",
            port=self.state()["postgres_port"],
            dbname="ecase",
            user=role,
            password=(self.data / "secrets" / role).read_text().strip(),
            connect_timeout=5,
        )
        made.autocommit = True
        return made

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers, asked on a connection of its own."""
        with contextlib.closing(self.connect()) as line, line.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(RUN), "manage", *words]
        return subprocess.run(
            command,
            env=self.environment(),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
