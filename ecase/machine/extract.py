"""Find every translatable message in code and templates, without gettext's programs.

Python files are read by their syntax tree, templates by Django's own `templatize` and Babel. Which catalogue a message
belongs to follows from where it stands: an app's own `locale/`; law is no app and keeps its words in
`ecase/law/locale` (settings.LOCALE_PATHS); what belongs to nobody, like the frame, is web's.
Templates of acts are not read: an act is written in Kazakh and Russian as it stands.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_SKIPPED = {".venv", "node_modules", "staticfiles", "tests", "migrations", "machine", "__pycache__", "docs"}
_SHARED = {"law": "oversight"}  # templates of a folder that is no app

Message = tuple[str | None, str | tuple[str, ...]]  # context, text (singular and plural as a tuple)


def apps(root: Path) -> list[Path]:
    """Folders of ours with an apps.py: each keeps its own catalogues."""
    return sorted(path.parent for pattern in ("*/apps.py", "ecase/*/apps.py") for path in root.glob(pattern))


def home(path: Path, root: Path, homes: list[Path]) -> Path:
    """The folder whose `locale/` holds the messages of this file."""
    inside = path.relative_to(root).parts
    rest = root / "ecase" / "web"
    if inside[0] == "templates":
        owner = _SHARED.get(inside[1], inside[1]) if len(inside) > 2 else ""
        return next((one for one in homes if one.name == owner), rest)
    if inside[:2] == ("ecase", "law"):
        return root / "ecase" / "law"
    return next((one for one in homes if one in path.parents), rest)


def sources(root: Path) -> Iterator[Path]:
    for pattern in ("*.py", "*.html", "*.txt"):
        for path in sorted(root.rglob(pattern)):
            inside = path.relative_to(root)
            of_acts = path.suffix == ".html" and "acts" in inside.parts[:-1]
            if of_acts or _SKIPPED & set(inside.parts[:-1]) or any(part.startswith(".") for part in inside.parts):
                continue
            if path.suffix == ".py" or "templates" in inside.parts:
                yield path


def messages(path: Path) -> Iterator[Message]:
    """The messages of one file, in its order."""
    text = path.read_text(encoding="utf-8")
    yield from _of_python(text) if path.suffix == ".py" else _of_template(text, path)


def _of_python(text: str) -> Iterator[Message]:
    """Only literal arguments: in `gettext(NAMES["of_it"])` Babel's reader would take the key for a message."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
        if name in KEYWORDS:
            message = _message(KEYWORDS[name], [getattr(argument, "value", None) for argument in call.args])
            if message:
                yield message


def _of_template(text: str, path: Path) -> Iterator[Message]:
    from babel.messages.extract import extract_python
    from django.utils.translation.template import templatize

    # What is left of a template has no meaningful indentation; a tokenizer would stumble over it.
    left = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(path)))
    found = extract_python(io.BytesIO(left.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, function, arguments, _comments in found:
        given = list(arguments) if isinstance(arguments, (tuple, list)) else [arguments]
        message = _message(KEYWORDS[str(function)], given)
        if message:
            yield message


def _message(keyword: Any, given: list[Any]) -> Message | None:
    """Pick context and texts out of a call's arguments; None when one is no literal text."""
    context = None
    places = keyword or (1,)
    texts = []
    for spot in places:
        number = spot[0] if isinstance(spot, tuple) else spot
        text = given[number - 1] if number <= len(given) else None
        if not isinstance(text, str) or not text:
            return None
        if isinstance(spot, tuple):
            context = text
        else:
            texts.append(text)
    return context, texts[0] if len(texts) == 1 else tuple(texts)


def extract(root: Path) -> dict[Path, list[tuple[Message, str]]]:
    """For every home: its messages with the file each was first found in, in order of appearance."""
    homes = apps(root)
    found: dict[Path, dict[Message, str]] = {}
    for path in sources(root):
        own = found.setdefault(home(path, root, homes), {})
        for message in messages(path):
            own.setdefault(message, str(path.relative_to(root)))
    return {where: list(own.items()) for where, own in found.items() if own}
