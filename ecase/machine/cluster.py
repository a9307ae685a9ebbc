"""The stores of one data folder, PostgreSQL and Valkey: who runs them, who uses them, their addresses.

Two locks in the data folder. `owner.lock` is held by whoever runs the stores, and by its leash, so it
stays held until the last of them is gone. `users.lock` is shared by all who use them: a command
that started the stores waits for the others' end before it stops them.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ecase.machine import postgres, valkey
from ecase.machine.children import Child, Leash
from ecase.machine.keys import keys
from ecase.machine.place import VENV, Place, build
from ecase.machine.say import Stop, say

SERVER, COMMAND = "server", "command"
_STARTING = 120.0  # seconds another process may take until its stores answer
# Addresses of other roles, and a switch that makes every start import everything uncompiled.
_WITHHELD = ("DATABASE_OWNER_URL", "DATABASE_CLOCK_URL", "PYTHONDONTWRITEBYTECODE")


class Busy(Exception):
    """Somebody else runs the stores of this data folder; `.state` is what they wrote about it."""

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()
        self.state = state


@dataclass
class Stores:
    """Addresses of both stores and, when they are ours, the processes behind them."""

    place: Place
    postgres_port: int | None = None
    valkey_port: int | None = None
    leash: Leash | None = None
    children: list[Child] = field(default_factory=list)

    def url(self, role: str) -> str:
        """The database's address for one of keys.ROLES."""
        given = {"ecase_app": self.place.database, "ecase_owner": self.place.database_owner}
        given["ecase_clock"] = self.place.database_clock or self.place.database
        if self.place.database:
            return given.get(role) or ""
        password = keys(self.place)[role]
        return f"postgresql://{role}:{quote(password)}@127.0.0.1:{self.postgres_port}/ecase"

    def broker(self) -> str:
        if self.place.broker:
            return self.place.broker
        return f"redis://:{keys(self.place)['valkey']}@127.0.0.1:{self.valkey_port}/0"

    def environment(self, role: str, *, owner: bool = False) -> dict[str, str]:
        """What a Django process gets: the database as `role`; the owner's address only where it migrates."""
        place = self.place
        made = keys(place) if place.demo or not place.durable else {}
        found = {k: v for k, v in os.environ.items() if k not in _WITHHELD}
        found |= {
            "DATABASE_URL": self.url(role),
            "REDIS_URL": self.broker(),
            "SECRET_KEY": place.secret_key or made.get("secret_key", ""),
            "ECASE_LEDGER_KEY": os.environ.get("ECASE_LEDGER_KEY", "").strip() or made.get("ledger_key", ""),
            "ECASE_BUILD": os.environ.get("ECASE_BUILD", "").strip() or build(),
            "ECASE_DATA": str(place.data),
            "ECASE_DEMO": "1" if place.demo else "0",
            "HOST": place.host,
            "PORT": str(place.port),
            "DJANGO_SETTINGS_MODULE": "ecase.settings",
            "PYTHONUNBUFFERED": "1",
            "LC_ALL": os.environ.get("LC_ALL") or "C.UTF-8",
            "PATH": os.pathsep.join([str(VENV / "bin"), *self._tools(), os.environ.get("PATH", "/usr/bin:/bin")]),
        }
        if owner and self.url("ecase_owner"):
            found["DATABASE_OWNER_URL"] = self.url("ecase_owner")
            found["DATABASE_CLOCK_URL"] = self.url("ecase_clock")  # the demo story tells what the clock did
        return found

    def _tools(self) -> list[str]:
        """Where pg_dump and psql of the embedded server lie: `backup` and `restore` call them."""
        return [] if self.place.database else [str(postgres.server(self.place).binaries / "bin")]

    def stop(self) -> None:
        """Valkey, then PostgreSQL; each gets the time to write what it holds."""
        for child in reversed(self.children):
            child.stop(30)
        self.children.clear()


def read_state(place: Place) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((place.data / "state.json").read_text())
        return state
    except (OSError, ValueError):
        return {}


def write_state(place: Place, **state: Any) -> None:
    path = place.data / "state.json"
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"pid": os.getpid(), **state}))
    new.replace(path)


def alive(pid: object) -> bool:
    return isinstance(pid, int) and Path(f"/proc/{pid}").exists()


def _lock_file(place: Place, name: str) -> int:
    try:
        return os.open(place.data / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Stop(f"{place.data / name}: {error.strerror}; start ./run as the user who made this folder.") from None


def _take(lock: int, kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def owned_by(place: Place) -> dict[str, Any]:
    """What a living owner of this data folder says about itself; empty when there is none."""
    state = read_state(place)
    if not alive(state.get("pid")):
        return {}
    owner = _lock_file(place, "owner.lock")
    try:
        return {} if _take(owner, fcntl.LOCK_EX) else state
    finally:
        os.close(owner)


@contextmanager
def owning(place: Place, purpose: str) -> Iterator[Stores]:
    """Run the stores for as long as the block; raises Busy when somebody else does."""
    owner = _lock_file(place, "owner.lock")
    try:
        until = time.monotonic() + postgres.STOPPING
        while not _take(owner, fcntl.LOCK_EX):
            state = read_state(place)
            if alive(state.get("pid")) or time.monotonic() > until:
                raise Busy(state)
            time.sleep(0.1)  # its owner was killed; the leash is still putting the stores away
        write_state(place, purpose=purpose, ready=False, address=place.address)
        leash = Leash(keep_open=[owner])
        stores = Stores(place, leash=leash)
        try:
            _start(stores)
            facts = {"postgres_port": stores.postgres_port, "valkey_port": stores.valkey_port}
            write_state(place, purpose=purpose, ready=True, address=place.address, **facts)
            yield stores
        finally:
            stores.stop()
            leash.release()
            (place.data / "state.json").unlink(missing_ok=True)
    finally:
        os.close(owner)


def _start(stores: Stores) -> None:
    place, leash = stores.place, stores.leash
    assert leash is not None
    if not place.database:
        secrets = keys(place)
        found, marker = postgres.server(place), place.data / "has-database"
        if not found.data.exists():
            if marker.exists():
                raise Stop(
                    f"The database of {place.data} has disappeared; it was made in {marker.read_text().strip()}. "
                    f"Put it back as {found.data}, or set ECASE_DATA to a new folder."
                )
            postgres.create(found, secrets["postgres"], secrets, leash=leash, place=place)
            marker.write_text(f"{found.data}\n")
        postgres.check(found)
        child, stores.postgres_port = postgres.start(found, leash=leash, place=place)
        stores.children.append(child)
    if not place.broker:
        child, stores.valkey_port = valkey.start(keys(place)["valkey"], leash=leash, place=place)
        stores.children.append(child)


@contextmanager
def using(place: Place) -> Iterator[Stores]:
    """The running stores when there are any, else our own for as long as the block and other users need them."""
    users = _lock_file(place, "users.lock")
    try:
        while True:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                with owning(place, COMMAND) as stores:
                    yield stores
                    if not _take(users, fcntl.LOCK_EX):
                        say("Other commands still use the database; it stops after them (Ctrl-C: now).")
                        fcntl.flock(users, fcntl.LOCK_EX)
                return
            except Busy:
                found = _join(place)
            if found:
                yield found
                return
    finally:
        os.close(users)


def _join(place: Place) -> Stores | None:
    """Wait for another process's stores; None when that process ended before they answered."""
    until = time.monotonic() + _STARTING
    while time.monotonic() < until:
        state = read_state(place)
        if not alive(state.get("pid")):
            time.sleep(0.1)
            state = read_state(place)
            if not alive(state.get("pid")):
                return None
        if state.get("ready"):
            return Stores(place, state.get("postgres_port"), state.get("valkey_port"))
        time.sleep(0.05)
    raise Stop(f"Another ./run (process {read_state(place).get('pid')}) has not brought up the database yet.")
