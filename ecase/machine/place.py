"""Where this installation lies and how it is set: the environment, read once and refused if nonsense.

Not here: what Django makes of the same variables (ecase/settings.py).
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from ecase import __version__
from ecase.machine.say import Stop

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def python() -> str:
    """The environment's interpreter; it exists once `install.environment()` has run."""
    return str(VENV / "bin" / "python")


@cache
def build() -> str:
    """Which code runs, for the ledger: `0.1.0+<commit>`, `.changed` when files differ from it."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--exclude=*", "--abbrev=12", "--dirty=.changed"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return __version__
    return f"{__version__}+{done.stdout.strip()}" if done.returncode == 0 else __version__


@dataclass(frozen=True)
class Place:
    """One installation. `database`/`broker` are None when `./run` has to bring its own."""

    data: Path
    host: str
    port: int
    demo: bool
    demo_public: bool
    database: str | None
    database_owner: str | None
    database_clock: str | None
    broker: str | None
    secret_key: str | None
    durable: bool = True

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}/"

    def make(self) -> None:
        """The data folder, closed to other people but passable for the database's own user."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
            if self.data.stat().st_uid == os.getuid():
                self.data.chmod(0o711)
                self.logs.chmod(0o700)
            probe = self.data / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise Stop(f"The data folder {self.data} cannot be written: {error.strerror}. Set ECASE_DATA.") from None


def _flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    value = environ.get(name, "").strip() or ("1" if default else "0")
    if value not in ("0", "1"):
        raise Stop(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def _url(environ: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    value = environ.get(name, "").strip()
    if value and urlsplit(value).scheme not in schemes:
        raise Stop(f"{name} must start with {' or '.join(f'{s}://' for s in schemes)}.")
    return value or None


def place(environ: Mapping[str, str] = os.environ) -> Place:
    """Read the environment; raises Stop with one line on anything that does not make sense."""
    postgres = ("postgres", "postgresql")
    database = _url(environ, "DATABASE_URL", postgres)
    text = environ.get("PORT", "").strip() or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.")
    found = Place(
        data=Path(environ.get("ECASE_DATA", "").strip() or ROOT / ".data").absolute(),
        host=environ.get("HOST", "").strip() or "127.0.0.1",
        port=int(text),
        demo=_flag(environ, "ECASE_DEMO", default=database is None),
        demo_public=_flag(environ, "ECASE_DEMO_PUBLIC", default=False),
        database=database,
        database_owner=_url(environ, "DATABASE_OWNER_URL", postgres),
        database_clock=_url(environ, "DATABASE_CLOCK_URL", postgres),
        broker=_url(environ, "REDIS_URL", ("redis", "rediss", "unix")),
        secret_key=environ.get("SECRET_KEY", "").strip() or None,
    )
    if found.demo and found.host not in LOOPBACK and not found.demo_public:
        raise Stop(
            f"Demo accounts have a known password: HOST={found.host} is refused with ECASE_DEMO=1 "
            "unless ECASE_DEMO_PUBLIC=1."
        )
    if not found.demo and not found.secret_key:
        raise Stop("SECRET_KEY is missing: with ECASE_DEMO=0 there are no generated secrets. Set 50 random characters.")
    if not found.demo and not environ.get("ECASE_LEDGER_KEY", "").strip():
        raise Stop("ECASE_LEDGER_KEY is missing: with ECASE_DEMO=0 it must be set (64 hexadecimal digits).")
    return found
