"""The floor itself: the law imports no machinery, and nobody else knows a number of hours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "ecase" / "law"
# Where matters of law are handled: no literal hours at all. Tests and the demo story tell of hours.
OF_THE_LAW = ("cases", "detention", "sanctions", "motions", "writ", "ecase/clockwork", "ecase/oversight")
ELSEWHERE = ("ecase/web", "ecase/people", "ecase/documents", "ecase/ledger")
# The lengths nobody there could mean anything else by; sessions and tokens live other lengths.
UNMISTAKABLE = {48, 72}
# For the rare duration that is no term of law.
EXCUSE = "# no term of law"
STANDARD = {
    "ast", "calendar", "collections", "csv", "dataclasses", "datetime", "enum", "functools", "importlib", "io",
    "itertools", "re", "typing", "unicodedata", "zoneinfo",
}  # fmt: skip


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "absolute imports only"
            yield node.module or ""


@pytest.mark.parametrize("path", sorted(LAW.rglob("*.py")), ids=lambda path: path.name)
def test_the_law_imports_only_itself_and_the_standard_library(path: Path) -> None:
    for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
        assert name.startswith("ecase.law") or name.split(".")[0] in STANDARD, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted(LAW.rglob("*.py")), ids=lambda path: path.name)
def test_the_law_never_asks_what_time_it_is(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"now", "today", "utcnow"}, f"{path.name}:{node.lineno}"


def literal_hours(source: str) -> Iterator[tuple[int, int]]:
    """Line and number of every `hours=<number>` in `source`, excused lines left out."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in {"hours", "limit_hours"}:
            value = node.value.operand if isinstance(node.value, ast.UnaryOp) else node.value
            excused = EXCUSE in lines[node.lineno - 1]
            if isinstance(value, ast.Constant) and isinstance(value.value, int) and not excused:
                yield node.lineno, value.value


def _files(*packages: str) -> list[Path]:
    found = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


@pytest.mark.parametrize("package", OF_THE_LAW)
def test_no_other_room_knows_a_number_of_hours(package: str) -> None:
    for path in _files(package):
        found = list(literal_hours(path.read_text(encoding="utf-8")))
        assert not found, f"{path.relative_to(ROOT)}: {found}; a legal term belongs to ecase/law/limits.py"


@pytest.mark.parametrize("package", ELSEWHERE)
def test_nor_does_the_machinery_know_the_lengths_of_a_detention(package: str) -> None:
    for path in _files(package):
        found = [hit for hit in literal_hours(path.read_text(encoding="utf-8")) if hit[1] in UNMISTAKABLE]
        assert not found, f"{path.relative_to(ROOT)}: {found}; a legal term belongs to ecase/law/limits.py"


def test_the_search_would_find_one() -> None:
    source = "timedelta(hours=48)\ntimedelta(hours=-8)\ntimedelta(hours=n)\ntimedelta(hours=3)  # no term of law\n"
    assert list(literal_hours(source)) == [(1, 48), (2, 8)]


def test_no_file_outgrows_its_purpose() -> None:
    for path in LAW.glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
