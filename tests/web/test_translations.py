"""Kazakh and Russian: complete catalogues, right plurals, and no English left on a page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from ecase.machine import extract, translations

NUMBERS = (0, 1, 2, 5, 11, 21, 22, 25, 101, 111)

DAYS = ("%(count)d day", "%(count)d days")
SHEETS = ("%(sheets)s sheet", "%(sheets)s sheets")
YEARS = ("%(n)d year", "%(n)d years")
CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"

msgid "until %(end)s"
msgstr "до"

msgid "Save"
msgstr ""
"""


def test_every_message_is_collected_translated_and_keeps_its_placeholders() -> None:
    assert [*translations.missing(), *translations.faults(), *translations.conflicts()] == []


@pytest.mark.parametrize("message", [DAYS, SHEETS, YEARS])
def test_kazakh_nouns_stay_singular_after_a_number(message: tuple[str, str]) -> None:
    with translation.override("kk"):
        words = {_noun(message, number) for number in NUMBERS}
    assert len(words) == 1


@pytest.mark.parametrize(
    ("message", "one", "few", "many"),
    [(DAYS, "день", "дня", "дней"), (SHEETS, "лист", "листа", "листов"), (YEARS, "год", "года", "лет")],
)
def test_russian_nouns_agree_with_their_number(message: tuple[str, str], one: str, few: str, many: str) -> None:
    with translation.override("ru"):
        words = [_noun(message, number) for number in NUMBERS]
    assert words == [many, one, few, many, many, one, few, many, one, many]


@pytest.mark.parametrize("message", [DAYS, SHEETS, YEARS])
def test_english_has_one_and_many(message: tuple[str, str]) -> None:
    with translation.override("en"):
        singular = [number for number in NUMBERS if not _noun(message, number).endswith("s")]
    assert singular == [1]


def _noun(message: tuple[str, str], number: int) -> str:
    text = ngettext(*message, number) % {"count": number, "sheets": number, "n": number}
    counted, noun = text.split(" ", 1)
    assert counted == str(number)
    return noun


def test_only_literal_arguments_are_messages(tmp_path: Path) -> None:
    source = tmp_path / "source.py"
    source.write_text('gettext(NAMES["a_key"])\n_("A " "sentence.")\nngettext("one", "many", n)\npgettext("c", "x")\n')
    assert list(extract.messages(source)) == [(None, "A sentence."), (None, ("one", "many")), ("c", "x")]


def test_a_lost_placeholder_and_an_empty_translation_are_found(tmp_path: Path) -> None:
    catalogue = tmp_path / "app" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    lost, empty = translations.faults(tmp_path)
    assert lost.endswith("differs in placeholders: end")
    assert empty.endswith("is not translated")


def test_the_catalogues_are_those_that_django_reads() -> None:
    read = {Path(path) for path in settings.LOCALE_PATHS}
    homes = {path.parent.parent.parent for path in translations.catalogues()}
    assert {home for home in homes if not (home.parent / "apps.py").exists()} == read


class _Words(HTMLParser):
    """What a reader sees or hears of a page, save code, keys and parts marked as another language."""

    SILENT = ("script", "style", "code", "kbd", "template")
    HEARD = ("aria-label", "title", "placeholder", "alt")
    EMPTY = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[bool] = []  # for every open element: is it left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = tag != "html" and (given.get("lang") or "kk") != "kk"
        silent = any(self._open[-1:]) or tag in self.SILENT or foreign or "data-app-account" in given
        if tag not in self.EMPTY:
            self._open.append(silent)
        if not silent:
            self.words += [value for name, value in attrs if name in self.HEARD and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open[-1:]):
            self.words.append(data)


@pytest.mark.django_db
@override_settings(ECASE_DEMO=True)
def test_sign_in_in_kazakh_has_no_english_left(client: Client) -> None:
    with translation.override("kk"):
        address = reverse("sign_in")
    page = client.get(address).content.decode()
    assert '<html lang="kk"' in page
    reader = _Words()
    reader.feed(page)
    seen = " ".join(reader.words)
    assert "Кіру" in seen
    seen = re.sub(r"\d+\.\d+\.\d+\S*", "", seen)  # the version in the footer
    assert re.findall(r"[A-Za-z]{2,}", seen) == []
