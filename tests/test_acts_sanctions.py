"""Every act of every kind of sanction, and every act around one, in both languages: prints, says what it is given."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from pyhanko.pdf_utils.reader import PdfFileReader

from ecase.documents import pdf
from ecase.documents.templatetags.acts import heading, subject
from ecase.law.acts import ACTS
from ecase.law.acts_around import AROUND_ACTS
from ecase.law.acts_sanctions import SANCTION_ACTS
from ecase.law.kinds import Kind
from ecase.law.kinds_all import KINDS
from sanctions.acts import words
from tests.documents import acts_around, acts_sanctions
from tests.documents.acts import LANGUAGES
from tests.documents.test_acts import ABSENT, HOSTILE, hostile, squeezed
from tests.documents.test_pdf import text_of

FOLDER = Path(settings.BASE_DIR) / "templates" / "acts"
OTHER_CODE = {"ru": "ҚПК", "kk": "УПК"}
needs_pango = pytest.mark.skipif(bool(pdf.unavailable()), reason=pdf.unavailable())


def stages(kind: Kind) -> tuple[str, ...]:
    """What a kind has acts for; nothing is found lawful in part."""
    if kind.alone:
        return ("petition",)
    return tuple(s for s in acts_sanctions.STAGES if not (kind.acted_first and s == "granted_in_part"))


EVERY = [(code, stage, language) for code in KINDS for stage in stages(KINDS[code]) for language in LANGUAGES]
AROUND = [(act.code, language) for act in AROUND_ACTS for language in LANGUAGES]


def act_of(kind: Kind, stage: str) -> str:
    return {"petition": kind.petition_act, "refused": kind.refused_act}.get(stage, kind.granted_act)


def printed(code: str, language: str, given: dict[str, Any]) -> str:
    """The act as a reader sees it, without its sheets."""
    with translation.override(language):
        page = render_to_string(f"acts/{ACTS[code].folder}/{language}.html", {**given, "language": language})
    page = page[page.index("<body") :]
    text = re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text)


def neutral(value: Any, language: str) -> Any:
    """The same context with every word of the tables replaced: what is left in English is the template's own."""
    if isinstance(value, dict):
        return {key: neutral(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [neutral(item, language) for item in value]
    if isinstance(value, str) and re.search(r"[A-Za-z]{3,}", value):
        return "сведения" if language == "ru" else "мәліметтер"
    return value


def own_words(code: str, language: str, given: dict[str, Any]) -> str:
    return printed(code, language, {**neutral(given, language), "stage": given.get("stage")})


@pytest.mark.parametrize(("code", "stage", "language"), EVERY)
def test_an_act_of_a_kind_says_everything_it_is_given(code: str, stage: str, language: str) -> None:
    kind = KINDS[code]
    act, given = act_of(kind, stage), acts_sanctions.context(kind, stage, language)
    text = printed(act, language, given)
    with translation.override(language):
        title = ACTS[act].official_title(language)
        assert heading(title) in text and subject(title) in text
    assert "None" not in text
    assert given["case"]["number"] in text and given["author"]["name"] in text
    for pair in given["sanction"]["facts"]:
        for line in pair["value"].splitlines():
            assert escaped(line) in text, pair["label"]
    if stage == "petition":
        assert given["sanction"]["materials"][0]["title"] in text
    else:
        assert given["decision"]["reasons"] in text
        assert escaped(given["petition"]["title"]) in text
    if given["person"] is not None:
        assert given["person"]["name"] in text
    assert OTHER_CODE[language] not in text
    if stage in {"granted", "granted_in_part"} and kind.by_court:
        assert given["manifest"]["digest"] in text and given["manifest"]["items"][0]["hash"] in text


@pytest.mark.parametrize(("code", "stage", "language"), EVERY)
def test_no_word_of_a_template_is_left_in_english(code: str, stage: str, language: str) -> None:
    kind = KINDS[code]
    given = acts_sanctions.context(kind, stage, language)
    text = own_words(act_of(kind, stage), language, given)
    assert re.findall(r"[A-Za-z]{3,}", text.replace("SHA", "")) == []


@pytest.mark.parametrize(("code", "stage", "language"), EVERY)
def test_what_is_not_known_is_said_to_be_unknown(code: str, stage: str, language: str) -> None:
    """No line ends in a colon with nothing behind it, no sentence has a hole where a name should stand."""
    kind = KINDS[code]
    text = printed(act_of(kind, stage), language, acts_sanctions.empty(kind, stage))
    assert text.count(ABSENT[language]) >= 8
    assert "None" not in text
    assert not re.search(r": *[.,;]|№\s*[,.)]|\( *\)", text)


@pytest.mark.parametrize(("code", "language"), AROUND)
def test_an_act_around_a_sanction_says_everything_it_is_given(code: str, language: str) -> None:
    given = acts_around.context(code, language)
    text = printed(code, language, given)
    with translation.override(language):
        title = ACTS[code].official_title(language)
        assert heading(title) in text and subject(title) in text
    assert "None" not in text
    assert given["author"]["name"] in text
    assert ABSENT[language] not in text
    assert OTHER_CODE[language] not in text
    left = re.sub(r"https://\S+|SHA|[0-9a-f]{16,}|K7M4-92TX-5QWE", "", own_words(code, language, given))
    assert re.findall(r"[A-Za-z]{3,}", left) == []


@pytest.mark.parametrize(("code", "language"), AROUND)
def test_an_act_around_a_sanction_says_what_is_unknown(code: str, language: str) -> None:
    text = printed(code, language, {})
    assert text.count(ABSENT[language]) >= 6
    assert "None" not in text
    assert not re.search(r": *[.,;]|№\s*[,.)]|\( *\)", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_to_the_person_names_no_result_and_nobody_else(language: str) -> None:
    given = acts_around.context("covert_notice", language)
    whole = {**acts_around.context("covert_result_notice", language), **given}
    whole["covert"] = {"results": "RESULTS", "what": "RESULTS"}
    whole["person"]["iin"] = "IIN-OF-ANOTHER"
    text = printed("covert_notice", language, whole)
    for kept_back in ("RESULTS", "IIN-OF-ANOTHER", given["case"].get("qualification") or "—"):
        assert kept_back not in text
    for told in ("action", "ordered_by", "complain_term", "court", "code", "url", "name"):
        assert given["letter"][told] in text, told


@needs_pango
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_longest_act_of_a_kind_is_a_tagged_archive_file(code: str, language: str) -> None:
    """The order with its manifest: one file prints all acts of a kind, and typesetting takes its time."""
    kind = KINDS[code]
    stage = "petition" if kind.alone else "granted"
    is_archive(act_of(kind, stage), language, acts_sanctions.context(kind, stage, language))


@needs_pango
@pytest.mark.slow
@pytest.mark.parametrize(("code", "language"), AROUND)
def test_every_act_around_a_sanction_is_a_tagged_archive_file(code: str, language: str) -> None:
    is_archive(code, language, acts_around.context(code, language))


def is_archive(code: str, language: str, given: dict[str, Any]) -> None:
    rendered = pdf.render(f"acts/{ACTS[code].folder}/{language}.html", given, language=language)
    root = PdfFileReader(io.BytesIO(rendered.pdf)).root
    said = root["/Metadata"].data.decode()
    assert re.search(r"pdfaid:part\W+3\b", said) and re.search(r"pdfaid:conformance\W+A\b", said)
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == language
    assert 1 <= rendered.pages <= 4
    assert text_of(rendered.pdf).replace("\u00a0", " ").count(rendered.mark) == rendered.pages


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["arrest", "search", "keep_ivs", "covert_av"])
def test_somebody_s_text_is_never_markup(code: str, language: str) -> None:
    kind = KINDS[code]
    given = {**hostile(acts_sanctions.context(kind, "granted", language)), "stage": "granted"}
    rendered = pdf.render(f"acts/{ACTS[kind.granted_act].folder}/{language}.html", given, language=language)
    text = squeezed(text_of(rendered.pdf))
    assert squeezed(HOSTILE) in text
    assert settings.SECRET_KEY not in text


def test_every_kind_has_its_acts_and_no_other() -> None:
    asked = {kind.petition_act for kind in KINDS.values()}
    decided = {code for kind in KINDS.values() if not kind.alone for code in (kind.granted_act, kind.refused_act)}
    assert {act.code for act in SANCTION_ACTS} == asked | decided
    for kind in KINDS.values():
        assert ACTS[kind.petition_act].signers == kind.asked_by
        if not kind.alone:
            assert ACTS[kind.granted_act].signers == ACTS[kind.refused_act].signers == kind.deciders


def test_every_template_of_a_kind_is_of_a_kind() -> None:
    assert {folder.name for folder in (FOLDER / "sanctions").iterdir()} == set(KINDS)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_kind_s_template_fills_blocks_of_the_base_alone(code: str) -> None:
    base = (FOLDER / "sanction.html").read_text() + (FOLDER / "base.html").read_text()
    known = set(re.findall(r"{% block (\w+) %}", base))
    for language in LANGUAGES:
        source = (FOLDER / "sanctions" / code / f"{language}.html").read_text()
        assert source.startswith('{% extends "acts/sanction.html" %}')
        assert set(re.findall(r"{% block (\w+) %}", source)) <= known


@pytest.mark.parametrize("code", sorted(KINDS))
def test_whoever_gets_a_copy_is_named(code: str) -> None:
    assert set(KINDS[code].copies) <= set(words.RECEIVERS)


@pytest.mark.parametrize(("numbers", "ru", "kk"), [
    (["153"], "статьей 153", "153-бабын"),
    (["55", "147", "148"], "статьями 55, 147 и 148", "55, 147 және 148-баптарын"),
    (["161–163"], "статьями 161–163", "161–163-баптарын"),
])  # fmt: skip
def test_articles_stand_in_the_case_their_sentence_needs(numbers: list[str], ru: str, kk: str) -> None:
    assert (words.listed(numbers, "ru"), words.listed(numbers, "kk")) == (ru, kk)


@pytest.mark.parametrize(("title", "language", "head", "about"), [
    ("Постановление о производстве обыска", "ru", "Постановление", "о производстве обыска"),
    ("Согласие прокурора на ходатайство", "ru", "Согласие прокурора", "на ходатайство"),
    ("Протокол судебного заседания", "ru", "Протокол судебного заседания", ""),
    ("Тінту жүргізу туралы қаулы", "kk", "Қаулы", "тінту жүргізу туралы"),
    ("Прокурордың алу туралы қаулыны бекітуі", "kk", "Прокурордың қаулыны бекітуі", "алу туралы"),
    ("Сот отырысының хаттамасы", "kk", "Сот отырысының хаттамасы", ""),
])  # fmt: skip
def test_a_title_is_parted_into_its_noun_and_what_it_is_about(title: str, language: str, head: str, about: str) -> None:
    with translation.override(language):
        assert (heading(title), subject(title)) == (head, about)


def escaped(text: str) -> str:
    """As the template writes it, for comparing."""
    made = text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#x27;").replace('"', "&quot;")
    return re.sub(r"\s+", " ", made.replace("\u00a0", " "))
