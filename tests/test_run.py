"""`./run` with every real process: start, roles, a killed process, a command of its own.

The supervisor alone, with stand-ins for the processes, is tests/test_machine.py; how it ends and what is left then,
tests/faults/test_stops.py.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecase.machine import postgres
from tests.test_machine import ROOT, RUN, Started, a_folder, a_place, environment, gone, left_of

pytestmark = pytest.mark.faults

FIRST_START = 120.0  # seconds, docs: the contract of `./run`
PROCESSES = ("gunicorn", "-Q clock", "-Q work", "celery -A ecase beat", "manage.py watchdog", "postgres", "valkey")


def ask(port: str, path: str = "/health/") -> int:
    line = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    try:
        line.request("GET", path)
        return line.getresponse().status
    finally:
        line.close()


def query(data: Path, sql: str) -> list[str]:
    """Rows as text, asked as the superuser of the embedded cluster."""
    psql = postgres.server(a_place(data)).binaries / "bin" / "psql"
    port = json.loads((data / "state.json").read_text())["postgres_port"]
    command = [str(psql), "-XAt", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-d", "ecase", "-c", sql]
    password = (data / "secrets" / "postgres").read_text().strip()
    done = subprocess.run(command, env={"PGPASSWORD": password}, capture_output=True, text=True, check=True)
    return done.stdout.split()


def start(data: Path, within: float) -> Started:
    began = time.monotonic()
    one = Started(RUN, environment(data), output=data.parent / "run.out")
    try:
        one.wait_for("ecase is ready", within + 60)
        assert time.monotonic() - began < within
    except BaseException:
        end(one)
        raise
    return one


def end(one: Started) -> None:
    if one.process.poll() is None:
        one.process.send_signal(signal.SIGINT)
    one.process.wait(60)


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with a_folder() as folder:
        yield folder / "data"
        assert gone(folder / "data") == []


def test_it_starts_as_narrow_roles_and_survives_what_is_killed(data):
    one = start(data, FIRST_START)
    try:
        port = one.env["PORT"]
        assert ask(port) in (200, 503)  # 503 until the first beat
        lines = left_of(data)
        assert [name for name in PROCESSES if not any(name in line for line in lines)] == []
        logged_in = query(data, "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'ecase'")
        assert set(logged_in) <= {"ecase_app", "ecase_clock", "postgres"}
        password = (data / "secrets" / "ecase_app").read_text().strip()
        assert password not in "".join(lines)

        master = next(int(p.name) for p in Path("/proc").glob("[0-9]*") if _is_master(p, data))
        os.kill(master, signal.SIGKILL)
        one.wait_for("web ended (code -9); it starts again in 1 s", 20)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                assert ask(port) < 500 or ask(port) == 503
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise AssertionError("the web did not come back")
    finally:
        end(one)
    assert gone(data) == []


def _is_master(process: Path, data: Path) -> bool:
    try:
        command = (process / "cmdline").read_bytes()
        parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        parent_command = Path(f"/proc/{parent}/cmdline").read_bytes()
        return (
            b"gunicorn" in command
            and b"gunicorn" not in parent_command
            and str(data).encode() in (process / "environ").read_bytes()
        )
    except OSError:
        return False


def test_a_command_starts_the_database_for_itself(data):
    command = [sys.executable, str(RUN), "manage", "check"]
    done = subprocess.run(command, env=environment(data), cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert gone(data) == []
