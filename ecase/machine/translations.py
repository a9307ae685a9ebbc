"""Translations: collect messages into .po, compile .po to .mo, say what is not translated. Needs Babel.

`python -m ecase.machine.translations` compiles what is newer. `--collect` renews every kk and ru .po
from code and templates and keeps what was translated. `--check` writes nothing and lists each message
that kk or ru lacks, that is fuzzy, or that loses or invents a placeholder.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ecase.machine.extract import extract
from ecase.machine.place import ROOT

COMPLETE = ("kk", "ru")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
_PLURAL = {
    "kk": "nplurals=2; plural=(n!=1);",
    # As in Django's own Russian catalogue: then Django keeps one catalogue and not two. No count of things
    # ever takes the fourth form, which Russian has for fractions.
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
}
# No dates and no tool names: two collections of the same messages are the same bytes.
_HEAD = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
_NOT_OURS = {".venv", "node_modules"}


def catalogues(root: Path = ROOT) -> list[Path]:
    """Every .po of ours, sorted."""
    found = root.glob("**/locale/*/LC_MESSAGES/*.po")
    return sorted(path for path in found if not _NOT_OURS & set(path.relative_to(root).parts))


def compile_all(root: Path = ROOT) -> int:
    """Write each .mo that is missing or older than its .po; returns how many were written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = 0
    for po in catalogues(root):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        new = mo.with_suffix(".mo.new")
        with new.open("wb") as out:
            write_mo(out, catalogue, use_fuzzy=False)
        new.replace(mo)
        written += 1
    return written


def _texts(value: object) -> list[str]:
    """Singular and plural forms alike as a list."""
    if isinstance(value, (list, tuple)):
        return [str(text) for text in value]
    return [str(value or "")]


def _names(text: str) -> set[str]:
    return {match.group(1) or match.group(2) or match.group(0) for match in _PLACEHOLDER.finditer(text)}


def faults(root: Path = ROOT) -> Iterator[str]:
    """One line per message that a reader of kk or ru would miss, or that would break when filled in."""
    from babel.messages.pofile import read_po

    for po in catalogues(root):
        language = po.parent.parent.name
        if language not in COMPLETE:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=language)
        for message in catalogue:
            if not message.id:
                continue
            where = f"{po.relative_to(root)}: {_texts(message.id)[0][:70]!r}"
            texts = _texts(message.string)
            if message.fuzzy:
                yield f"{where} is fuzzy"
            elif not all(texts):
                yield f"{where} is not translated"
            else:
                known = set().union(*(_names(text) for text in _texts(message.id)))
                wrong = set().union(*(_names(text) for text in texts)) ^ known
                if wrong:
                    yield f"{where} differs in placeholders: {', '.join(sorted(wrong))}"


def conflicts(root: Path = ROOT) -> Iterator[str]:
    """One line per message that two catalogues say differently: Django keeps one of them, whichever comes first."""
    from babel.messages.pofile import read_po

    for language in COMPLETE:
        said: dict[tuple[str | None, str], tuple[list[str], Path]] = {}
        for po in catalogues(root):
            if po.parent.parent.name != language:
                continue
            with po.open("rb") as source:
                catalogue = read_po(source, locale=language)
            for message in catalogue:
                if not message.id:
                    continue
                key = (message.context, _texts(message.id)[0])
                texts, first = said.setdefault(key, (_texts(message.string), po))
                if texts != _texts(message.string):
                    yield f"{po.relative_to(root)}: {key[1][:70]!r} is said otherwise in {first.relative_to(root)}"


def missing(root: Path = ROOT) -> Iterator[str]:
    """One line per message of code or templates that stands in no catalogue of kk or ru."""
    from babel.messages.pofile import read_po

    for where, found in extract(root).items():
        for language in COMPLETE:
            po = _po(where, language)
            known = set()
            if po.exists():
                with po.open("rb") as source:
                    catalogue = read_po(source, locale=language)
                known = {(message.context, _texts(message.id)[0]) for message in catalogue if message.id}
            for (context, text), file in found:
                if (context, _texts(text)[0]) not in known:
                    yield f"{po.relative_to(root)}: {_texts(text)[0][:70]!r} of {file} is not collected"


def collect(root: Path = ROOT) -> None:
    """Renew the catalogues: new messages come in empty, gone ones go, translations stay."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    for where, found in extract(root).items():
        template = Catalog(charset="utf-8")
        for (context, text), file in found:
            template.add(text, locations=[(file, 0)], context=context)
        for language in COMPLETE:
            po = _po(where, language)
            head = _HEAD.format(language=language, plural=_PLURAL[language]).encode()
            before = io.BytesIO(po.read_bytes() if po.exists() else head)
            catalogue = read_po(before, locale=language)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            for message in catalogue:
                message.flags -= {"python-format"}
            po.parent.mkdir(parents=True, exist_ok=True)
            text_of = io.BytesIO()
            write_po(text_of, catalogue, width=110, include_lineno=False, omit_header=True)
            po.write_bytes(head + text_of.getvalue())


def _po(where: Path, language: str) -> Path:
    return where / "locale" / language / "LC_MESSAGES" / "django.po"


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        found = [*missing(), *faults(), *conflicts()]
        for line in found:
            print(line)
        return 1 if found else 0
    if arguments == ["--collect"]:
        collect()
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
