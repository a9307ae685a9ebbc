"""The floors of ARCHITECTURE 2: imports, foreign keys, templates and their links only go down.

The order itself stands once, in pyproject.toml, where `./run check` reads it too.
"""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.urls import URLPattern, get_resolver

from detention.moves import MOVES as DETENTION_MOVES
from ecase.clockwork.handlers import ENTRY, ON_DUE, ON_RUNG
from ecase.law.acts import ACTS
from ecase.law.kinds_all import KINDS
from ecase.law.limits import LIMITS
from ecase.ledger.kinds import known
from ecase.oversight.inbox import WORDS
from sanctions.moves import MOVES as SANCTION_MOVES

ROOT = Path(__file__).resolve().parent.parent
LAYERS: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0][
    "layers"
]
# Higher number, higher floor; apps on one floor are strangers to each other.
FLOOR = {name.strip(): len(LAYERS) - n for n, layer in enumerate(LAYERS) for name in layer.split("|")}
# Folders of templates that belong to no single app: the frame's.
SHARED = FLOOR["ecase.web"]
# guardian's own base class declares this one, and names no way back that we use.
FOREIGN = {"CaseGrant.user"}
# The case page's frame names the pages of upper floors: the one exception.
TABS = {"cases/case_base.html"}


def app_of(module: str) -> str | None:
    """`cases.views.people` -> `cases`; None for what is not ours."""
    parts = module.split(".")
    for name in (".".join(parts[:2]), parts[0]):
        if name in FLOOR:
            return name
    return None


def may_use(user: str, used: str) -> bool:
    return user == used or FLOOR[used] < FLOOR[user]


def test_the_floors_name_every_app():
    ours = {config.name for config in apps.get_app_configs() if (ROOT / config.name.replace(".", "/")).is_dir()}
    assert ours == set(FLOOR) - {"ecase.law"}


def test_imports_only_go_down():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :]


def test_foreign_keys_only_point_down():
    wrong = []
    for model in apps.get_models():
        own = app_of(model.__module__)
        for field in model._meta.get_fields():
            if own is None or not field.concrete or field.related_model is None:
                continue
            other = app_of(field.related_model.__module__)
            if other is not None and not may_use(own, other):
                wrong.append(f"{model.__name__}.{field.name} -> {field.related_model.__name__}")
    assert wrong == []


def test_the_upper_floor_holds_the_key_and_the_lower_one_does_not_know():
    named = []
    for model in apps.get_models():
        own = app_of(model.__module__)
        for field in model._meta.get_fields():
            if own is None or not field.concrete or field.related_model is None:
                continue
            other = app_of(field.related_model.__module__)
            if other not in (None, own) and not field.remote_field.hidden:
                named.append(f"{model.__name__}.{field.name}")
    assert set(named) - FOREIGN == set()


def templates() -> Iterator[tuple[Path, str, int]]:
    """(path, its app or "", its floor) of every template outside the acts."""
    folders = {name.rpartition(".")[2]: name for name in FLOOR if name not in ("ecase.law", "ecase.web")}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        inside = path.relative_to(ROOT / "templates")
        name = folders.get(inside.parts[0], "")
        yield path, name, FLOOR[name] if name else SHARED


def test_templates_name_only_their_own_and_lower_ones():
    floor_of = {str(path.relative_to(ROOT / "templates")): (name, floor) for path, name, floor in templates()}
    wrong = []
    for path, own, floor in templates():
        for used in re.findall(r"\{% (?:include|extends) ['\"]([^'\"]+)['\"]", path.read_text()):
            other, other_floor = floor_of.get(used, ("", SHARED))
            if other != own and other_floor >= floor and (other or own):
                wrong.append(f"{path.relative_to(ROOT)}: {used}")
    assert wrong == []


def _views() -> dict[str, str]:
    """URL name -> the app whose view answers."""
    found: dict[str, str] = {}

    def walk(patterns: list[object]) -> None:
        for one in patterns:
            if isinstance(one, URLPattern):
                view = getattr(one.callback, "view_class", None) or getattr(one.callback, "cls", one.callback)
                if one.name and app_of(view.__module__):
                    found[one.name] = app_of(view.__module__) or ""
            else:
                walk(one.url_patterns)  # type: ignore[attr-defined]

    walk(get_resolver().url_patterns)
    return found


def test_templates_link_only_to_their_own_and_lower_pages():
    views = _views()
    wrong = []
    for path, own, floor in templates():
        if not own or str(path.relative_to(ROOT / "templates")) in TABS:
            continue  # the frame's menu is filled by the root
        for name in re.findall(r"\{% url ['\"]([^'\"]+)['\"]", path.read_text()):
            other = views.get(name)
            if other and other != own and FLOOR[other] >= floor:
                wrong.append(f"{path.relative_to(ROOT)}: {name} of {other}")
    assert wrong == []


# --- what the house does without -------------------------------------------------------------------------

# Large libraries that most requests never need; everything else is imported where everybody sees it.
LATE = frozenset(
    {
        "asn1crypto",
        "cryptography",
        "PIL",
        "pydyf",
        "pyhanko",
        "pyhanko_certvalidator",
        "pypdfium2",
        "redis",
        "weasyprint",
    }
)
# The worker asks for its database role only when it starts; the supervisor runs before anything is installed.
LAZY = {"ecase/celery.py", "manage.py"}
GUARDIANS = re.compile(r"\b(get_objects_for_user|get_objects_for_group|has_perm|ObjectPermissionChecker|get_perms)\b")


def sources() -> Iterator[tuple[str, ast.Module]]:
    """(path, tree) of every module of ours but the supervisor's and the migrations."""
    for folder in ("ecase", "cases", "detention", "sanctions"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            inside = path.relative_to(ROOT)
            if "migrations" not in inside.parts and inside.parts[:2] != ("ecase", "machine"):
                yield str(inside), ast.parse(path.read_text())


def test_no_foreign_key_points_anywhere_it_likes():
    ours = [model for model in apps.get_models() if app_of(model.__module__)]
    assert [m.__name__ for m in ours if any(isinstance(f, GenericForeignKey) for f in m._meta.private_fields)] == []


def test_saving_a_row_means_saving_a_row():
    """No business in save() or delete(), no signals: an act is a function that somebody calls."""
    ours = [model for model in apps.get_models() if app_of(model.__module__)]
    assert [m.__name__ for m in ours if {"save", "delete", "clean"} & vars(m).keys()] == []
    signals = ("django.dispatch", "django.db.models.signals")
    wired = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(signals):
                wired.append(path)
    assert wired == []


def test_imports_stand_at_the_top():
    hidden = []
    for path, tree in sources():
        for function in [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]:
            for node in ast.walk(function):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                hidden += [f"{path}: {n} in {function.name}" for n in names if n.split(".")[0] not in LATE]
    assert [one for one in hidden if one.split(":")[0] not in LAZY] == []


def test_guardians_own_checks_are_asked_nowhere():
    """It says yes to every superuser; only `visible_to` reads the grants."""
    asked = []
    for path, tree in sources():
        if path == "cases/access.py":
            continue
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if GUARDIANS.fullmatch(name):
                asked.append(f"{path}:{node.lineno} {name}")
    assert asked == []


def test_nobody_rules_with_names_that_say_nothing():
    vague = {"utils", "helpers", "services", "managers", "signals", "common", "misc"}
    assert [path for path, _ in sources() if vague & set(Path(path).with_suffix("").parts)] == []


# --- one row, five uses: the names fit together -------------------------------------------------------------


def all_moves() -> Iterator[object]:
    for table in (DETENTION_MOVES, *SANCTION_MOVES.values()):
        yield from table.values()


def test_every_term_a_move_or_kind_names_is_a_limit():
    named = {rule for move in all_moves() for rule in (*move.starts, *move.stops)}
    terms = ("decision_term", "petition_term", "support_term", "grants", "report_term")
    named |= {getattr(kind, term) for kind in KINDS.values() for term in terms} - {""}
    named |= ENTRY.keys() | ON_DUE.keys() | ON_RUNG.keys()
    assert named - LIMITS.keys() == set()


def test_every_act_that_is_signed_is_known_and_exists_in_both_languages():
    signed = {act for move in all_moves() for act in (move.act, *dict(move.acts_by_role).values()) if act}
    signed |= {act for kind in KINDS.values() for act in (kind.petition_act, kind.granted_act)}
    signed |= {kind.refused_act for kind in KINDS.values() if not kind.alone}
    assert signed - ACTS.keys() == set()
    folders = [ROOT / "templates" / "acts" / act.folder for act in ACTS.values()]
    papers = [folder / f"{language}.html" for folder in folders for language in ("kk", "ru")]
    assert [str(paper) for paper in papers if not paper.is_file()] == []


def test_every_act_is_signed_by_whom_its_move_allows():
    wrong = []
    for move in all_moves():
        for role in move.by:
            act = move.act_for(role)
            if act and role not in ACTS[act].signers:
                wrong.append(f"{role} signs {act} by {move.name}")
    assert wrong == []


ENTRY_CODE = re.compile(r"(case|participant|defence|material|detention|sanction|deadline|access)\.[a-z_]+")


def test_every_kind_of_entry_that_is_written_has_its_words_and_every_word_its_entry():
    written = set(ENTRY.values())
    for path, tree in sources():
        rooms = path.split("/")[0] in {"cases", "detention", "sanctions"} or path.startswith("ecase/clockwork")
        if rooms and not path.endswith("kinds.py"):  # where the words stand is not where they are said
            written |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    codes = {text for text in written if ENTRY_CODE.fullmatch(text)} - LIMITS.keys()
    assert codes - WORDS.keys() - known().keys() == set()  # WORDS: notices that are no entries
    ours = {code for code in known() if ENTRY_CODE.fullmatch(code)}
    by_constant = {"deadline.reached", "deadline.warning", "access.asked", "case.imported"}
    assert ours - codes - by_constant == set()
