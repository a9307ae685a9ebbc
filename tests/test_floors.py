"""The floors of ARCHITECTURE 2: imports, foreign keys, templates and their links only go down.

The order itself stands once, in pyproject.toml, where `./run check` reads it too.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, get_resolver

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
