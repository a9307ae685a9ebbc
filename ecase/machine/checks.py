"""`./run check`: everything about the code that can be judged without running its tests."""

import secrets
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

from ecase.machine import install
from ecase.machine.place import ROOT, VENV, python
from ecase.machine.say import say
from ecase.machine.trial import environment, throw_away

_SHOWN = 80  # lines of one tool
_STRICT_NAMES = ("rules", "moves", "actions")  # modules or packages of these names, in every app


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    extra: tuple[tuple[str, str], ...] = ()  # additions to the environment


def strict_files() -> list[str]:
    """What mypy judges: the law, the machine, and each app's rules, moves and actions."""
    found = {"ecase/law", "ecase/machine"}
    for app in (*ROOT.iterdir(), *(ROOT / "ecase").iterdir()):
        if not (app / "__init__.py").exists() or app.name in ("tests", "machine", "law"):
            continue
        for name in _STRICT_NAMES:
            for path in (app / f"{name}.py", app / name):
                if path.exists():
                    found.add(str(path.relative_to(ROOT)))
    return sorted(found)


def checks() -> Iterator[Check]:
    """In the order of how soon they answer."""
    tool = VENV / "bin"
    yield Check("ruff check", (str(tool / "ruff"), "check", "--output-format", "concise", "."))
    yield Check("ruff format", (str(tool / "ruff"), "format", "--check", "--quiet", "."))
    yield Check("floors (import-linter)", (str(tool / "lint-imports"), "--no-cache"))
    if (ROOT / "templates").is_dir():
        yield Check("templates (djlint)", (str(tool / "djlint"), "templates", "--lint", "--quiet"))
    yield Check("translations", (python(), "-m", "ecase.machine.translations", "--check"))
    yield Check("migrations", (python(), "manage.py", "makemigrations", "--check", "--dry-run"))
    yield Check(
        "deployment",
        (python(), "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        (
            ("ECASE_DEMO", "0"),
            ("ECASE_TLS", "1"),
            ("HOST", "ecase.example"),
            ("ECASE_HOSTS", "ecase.example"),
            ("SECRET_KEY", secrets.token_urlsafe(50)),
        ),
    )
    yield Check("types (mypy)", (str(tool / "mypy"), *strict_files()))


def _show(output: str) -> None:
    """The end of a long complaint says most; all of it comes when the one tool is run by hand."""
    lines = output.rstrip().splitlines()
    if len(lines) > _SHOWN:
        print(f"... {len(lines) - _SHOWN} lines before these")
    print("\n".join(lines[-_SHOWN:]) + "\n", flush=True)


def check() -> int:
    """Run all, also after a failure; exit 1 when one failed."""
    install.environment(tests=True)
    install.translations()
    failed = []
    with throw_away() as stores:
        shared = environment(stores)
        shared.pop("PYTHONWARNINGS", None)
        for one in checks():
            began = time.monotonic()
            done = subprocess.run(
                one.command,
                cwd=ROOT,
                env={**shared, **dict(one.extra)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
            seconds = time.monotonic() - began
            say(f"{'FAILED' if done.returncode else 'ok    '}  {one.name} ({seconds:.1f} s)")
            if done.returncode:
                failed.append(one.name)
                _show(done.stdout)
    if failed:
        say(f"./run check: {len(failed)} failed: {', '.join(failed)}")
    return 1 if failed else 0
