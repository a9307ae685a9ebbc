"""`./run doctor`: what is wrong on this machine and what to do about it; changes nothing."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ecase.machine import install, postgres
from ecase.machine.cluster import owned_by, read_state
from ecase.machine.place import ROOT, VENV, Place, place, python
from ecase.machine.say import Stop
from ecase.machine.serve import port_is_free

GOOD, NOTE, BAD = "ok", "note", "WRONG"
_LITTLE_SPACE = 2 * 1024**3  # bytes


@dataclass(frozen=True)
class Finding:
    """One line; `remedy` is what to do, empty when all is well."""

    state: str
    what: str
    remedy: str = ""


def _software() -> Iterator[Finding]:
    yield Finding(GOOD, f"Python {sys.version.split()[0]}")
    if not Path(python()).exists():
        yield Finding(NOTE, f"{VENV} is not there yet", "./run makes it")
    elif not install.is_installed():
        yield Finding(NOTE, f"{VENV} differs from requirements.txt", "./run installs what is pinned")
    else:
        yield Finding(GOOD, f"{VENV} holds what requirements.txt pins")
    if (ROOT / "package-lock.json").exists() and not (ROOT / "static" / "vendor").is_dir():
        npm = "npm is here" if shutil.which("npm") else f"without npm it fetches {install.NODE} from PyPI"
        yield Finding(NOTE, "The front-end files are not installed yet", f"./run installs them ({npm})")
    missing = install.missing_libraries(install.PDF_LIBRARIES)
    if missing:
        yield Finding(BAD, "Acts cannot be printed", f"apt-get install --no-install-recommends {' '.join(missing)}")
    else:
        yield Finding(GOOD, "Libraries for PDF are here")
    browser = [package for program, package in install.BROWSER_PROGRAMS.items() if not shutil.which(program)]
    browser += install.missing_libraries(install.BROWSER_LIBRARIES)
    if browser:
        yield Finding(
            NOTE, "Browser tests would be skipped", f"apt-get install --no-install-recommends {' '.join(browser)}"
        )


def _data(where: Place) -> Iterator[Finding]:
    above = next(folder for folder in (where.data, *where.data.parents) if folder.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        yield Finding(BAD, f"{above} cannot be written", "set ECASE_DATA to a folder of yours")
        return
    free = shutil.disk_usage(above).free
    if free < _LITTLE_SPACE:
        yield Finding(BAD, f"Only {free // 1024**2} MB are free on the disk of {above}", "make room or move ECASE_DATA")
    if not where.data.exists():
        yield Finding(NOTE, f"{where.data} is not there yet", "./run makes it")
        return
    secrets = where.data / "secrets"
    if secrets.exists() and secrets.stat().st_mode & 0o077:
        yield Finding(BAD, f"{secrets} can be read by others", f"chmod 700 {secrets}")
    if not where.database and Path(python()).exists():
        try:
            found = postgres.server(where)
            if found.data.exists():
                postgres.check(found)
                yield Finding(GOOD, f"Database in {found.data}, PostgreSQL {postgres.MAJOR}")
        except Stop as stop:
            yield Finding(BAD, str(stop))


def _running(where: Place) -> Iterator[Finding]:
    owner = owned_by(where) if where.data.exists() else {}
    if owner:
        yield Finding(GOOD, f"ecase runs ({owner.get('purpose')}, process {owner.get('pid')}): {owner.get('address')}")
        return
    if where.data.exists() and read_state(where):
        yield Finding(NOTE, "The last run did not end in order", "nothing to do: the next start recovers")
    try:
        port_is_free(where)
        yield Finding(GOOD, f"Port {where.port} on {where.host} is free")
    except Stop as stop:
        yield Finding(BAD, str(stop), "PORT=8001 ./run")


def doctor() -> int:
    """Print one line per finding; exit 1 when something is wrong."""
    findings = list(_software())
    try:
        where = place()
    except Stop as stop:
        findings.append(Finding(BAD, str(stop)))
    else:
        findings += [*_data(where), *_running(where)]
    for one in findings:
        print(f"{one.state:<5}  {one.what}" + (f"  ->  {one.remedy}" if one.remedy else ""))
    return 1 if any(one.state == BAD for one in findings) else 0
