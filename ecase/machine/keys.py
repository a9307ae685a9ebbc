"""Secrets of embedded data: made once into $ECASE_DATA/secrets (0600), then only read.

A secret is never made anew beside an existing database: whatever it protected would be lost.
"""

import os
import secrets
from pathlib import Path

from ecase.machine.place import Place
from ecase.machine.say import Stop

ROLES = ("ecase_owner", "ecase_app", "ecase_clock", "ecase_read")
NAMES = ("postgres", *ROLES, "valkey", "secret_key", "ledger_key")


def keys(place: Place) -> dict[str, str]:
    """All secrets by name; makes them on the first start. `ledger_key` is 64 hexadecimal digits."""
    folder = place.data / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    missing = [name for name in NAMES if not (folder / name).exists()]
    made = folder / "complete"
    if made.exists() and missing:
        raise Stop(f"{folder / missing[0]} is missing, but the data was made with it: put it back from the backup.")
    for name in missing:
        _write(folder / name, secrets.token_hex(32))
    if missing:
        _write(made, "All secrets of this data folder were made; none may be made again.")
    try:
        return {name: (folder / name).read_text().strip() for name in NAMES}
    except PermissionError as error:
        raise Stop(f"{error.filename} cannot be read: this data folder belongs to another user.") from None


def _write(path: Path, text: str) -> None:
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)
