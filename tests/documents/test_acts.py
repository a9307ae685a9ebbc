"""Every act in both languages: prints, says everything it is given, and takes nobody's text for markup."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.safestring import SafeString
from PIL import Image

from ecase.documents import pages, pdf
from ecase.law.acts import ACTS
from ecase.law.kinds_all import KINDS
from ecase.law.rulings import RULINGS
from tests.documents import acts, acts_case, acts_sanctions
from tests.documents.test_pdf import text_of

FOLDER = Path(settings.BASE_DIR) / "templates" / "acts"
HOSTILE = "<script>alert(1)</script>{{ settings.SECRET_KEY }}{% debug %}<img src=x>&#65;"
EVERY = [(kind, language) for kind in acts.KINDS for language in acts.LANGUAGES]

NEW = [(kind, language) for kind in (*acts_case.RULINGS, *acts_case.REPORTS) for language in acts.LANGUAGES]
ABSENT = {"ru": "не указано", "kk": "көрсетілмеген"}

needs_pango = pytest.mark.skipif(bool(pdf.unavailable()), reason=pdf.unavailable())


def hostile(value: Any) -> Any:
    """The same context with somebody's attack behind each text."""
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    if isinstance(value, SafeString):
        return value  # markup of our own making: the picture of a receipt's code
    return f"{value} {HOSTILE}" if isinstance(value, str) and value else value


def squeezed(text: str) -> str:
    """Without spaces, ends of lines and the hyphen marks pdfium reports at them."""
    return re.sub(r"[\s\u00a0\ufffe\x02]+", "", text)


def heading(kind: str, language: str) -> str:
    source = (FOLDER / kind / f"{language}.html").read_text()
    blocks = re.findall(r"{% block (?:kind|about) %}(.*?){% endblock %}", source)
    return re.sub(r"<[^>]+>", "", " ".join(blocks)).replace("&nbsp;", " ").replace("\u00a0", " ")


@needs_pango
@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_prints_with_hostile_text_literal(kind: str, language: str) -> None:
    rendered = pdf.render(f"acts/{kind}/{language}.html", hostile(acts.context(kind, language)), language=language)
    words = squeezed(text_of(rendered.pdf))
    assert squeezed(HOSTILE) in words
    assert settings.SECRET_KEY not in words
    given = acts.context(kind, language)
    about = given["author"] if kind in acts_case.IMPERSONAL else given["person"]
    assert squeezed(f"{about['name']} {HOSTILE}") in words
    first = heading(kind, language).split()[0]
    assert first.upper() in words
    if (kind, language) in NEW:  # everything is known here, so nothing is said to be unknown
        assert squeezed(ABSENT[language]) not in words
    other = "ru" if language == "kk" else "kk"
    assert heading(kind, other).split()[0].upper() not in words or heading(kind, other).split()[0] == first


@needs_pango
@pytest.mark.parametrize("language", acts.LANGUAGES)
def test_protocol_has_every_field_of_article_131(language: str) -> None:
    """DET-04: who, whom, why, where, both times to the minute, rights, search, health, place and time, term."""
    given = acts.context("detention_protocol", language)
    given["detention"].update(search="SEARCH", health="HEALTH", medical="MEDICAL", remarks="REMARKS")
    words = squeezed(text_of(pdf.render(f"acts/detention_protocol/{language}.html", given, language=language).pdf))
    held = given["detention"]
    said = [given["person"]["name"], given["author"]["name"], given["author"]["post"], held["held_by"], held["place"]]
    said += held["ground"] + held["motives"] + ["SEARCH", "HEALTH", "MEDICAL", "REMARKS", held["delivery"]]
    said += [held["defender"], held["relatives_told"], held["rights_language"], given["case"]["number"]]
    said += ["01:56", "02:40", "04:06", "48"]
    for text in said:
        assert squeezed(text) in words, text
    for article in ("64", "131", "135"):
        assert article in words


@needs_pango
@pytest.mark.parametrize(("language", "absent"), [("ru", "не указано"), ("kk", "көрсетілмеген")])
def test_what_is_not_known_is_said_to_be_unknown(language: str, absent: str) -> None:
    given = acts.context("release_ruling", language)
    given["person"].update(iin="", address=None, citizenship="")
    given["release"]["reasons"] = []
    words = squeezed(text_of(pdf.render(f"acts/release_ruling/{language}.html", given, language=language).pdf))
    assert words.count(squeezed(absent)) == 4


@needs_pango
@pytest.mark.parametrize("language", acts.LANGUAGES)
def test_without_detention_or_bail_the_order_still_prints(language: str) -> None:
    given = acts_sanctions.context(KINDS["arrest"], "granted", language)
    given["detention"] = None
    given["decision"].update(bail=None, bail_owed=True, bail_barred="BARRED")
    words = text_of(pdf.render(f"acts/sanctions/arrest/{language}.html", given, language=language).pdf)
    assert "BARRED" in words


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_heading_is_the_official_title(kind: str, language: str) -> None:
    official = {word.strip("(),") for word in ACTS[kind].official_title(language).lower().split()}
    # Kazakh puts "қаулы" last in a sentence and on a line of its own in an act: same words, another order.
    ours = {word.strip("(),") for word in heading(kind, language).lower().split()}
    ours |= {"қаулы"} if "қаулысы" in ours else set()
    missing = {word for word in official if word not in ours}
    assert not missing, f"{kind}/{language}: {missing}"


def test_every_act_of_the_law_has_both_templates() -> None:
    for act in ACTS.values():
        for language in acts.LANGUAGES:
            assert (FOLDER / act.folder / f"{language}.html").is_file(), f"{act.code}/{language}"


def test_readme_documents_every_value_the_templates_print() -> None:
    readme = (FOLDER / "README.md").read_text()
    used: set[str] = set()
    for file in FOLDER.rglob("*.html"):
        used |= set(
            re.findall(
                r"\b((?:act|case|author|person|detention|petition|hearing|decision|release|notice|ruling|report|sanction"
                r"|manifest|order|minutes|slip|copy|appeal|execution|custody|covert|letter)\.[a-z_0-9]+)",
                file.read_text(),
            )
        )
    for name in {name for name in used if not name.endswith((".html", ".css"))}:
        group, key = name.split(".")
        assert f"{group}.{key}" in readme or f"`{key}`" in readme or f"/{key}" in readme, name


def test_templates_never_switch_escaping_off() -> None:
    for file in FOLDER.rglob("*.html"):
        source = file.read_text()
        assert not re.search(r"\|\s*safe|autoescape|safeseq|mark_safe", source), file


@needs_pango
@pytest.mark.parametrize(("kind", "language"), NEW)
def test_with_nothing_known_it_prints_and_says_so(kind: str, language: str) -> None:
    """No line ends in a colon with nothing behind it, no sentence has a hole where a name should stand."""
    words = text_of(pdf.render(f"acts/{kind}/{language}.html", {}, language=language).pdf)
    assert words.count(ABSENT[language]) >= 4
    assert "None" not in words
    assert not re.search(r": *[.,;]|№\s*[,.)]", words)


@needs_pango
@pytest.mark.parametrize("language", acts.LANGUAGES)
def test_receipt_is_one_sheet_with_number_code_address_and_picture(language: str) -> None:
    given = acts.context("registration_document", language)
    rendered = pdf.render(f"acts/registration_document/{language}.html", given, language=language)
    assert rendered.pages == 1
    words = squeezed(text_of(rendered.pdf))
    for key in ("number", "check_code", "check_url", "received_by"):
        assert squeezed(given["report"][key]) in words, key
    assert "09:14" in words
    assert dark_in_picture(rendered.pdf) > dark_in_picture(
        pdf.render(
            f"acts/registration_document/{language}.html",
            {**given, "report": {**given["report"], "qr_svg": None}},
            language=language,
        ).pdf
    )


def dark_in_picture(data: bytes) -> int:
    """How many dots of the first sheet are black."""
    sheet = Image.open(io.BytesIO(pages.page_png(data, 1, 900))).convert("L")
    return sum(sheet.histogram()[:64])


@needs_pango
def test_receipt_of_the_machine_says_that_nobody_signed() -> None:
    given = {**acts.context("registration_document", "ru"), "unsigned": True}
    words = squeezed(text_of(pdf.render("acts/registration_document/ru.html", given, language="ru").pdf))
    assert squeezed("подписью он не скреплен") in words
    assert squeezed("Номер сертификата") not in words


@needs_pango
@pytest.mark.parametrize("language", acts.LANGUAGES)
def test_urgent_suspicion_names_the_price_of_a_refusal(language: str) -> None:
    """PRO-01: in the urgent variant a refusal ends the status and makes the interrogation inadmissible."""
    for kind, group in (("ruling_suspect", "ruling"), ("prosecutor_refusal_suspect", "decision")):
        given = acts.context(kind, language)
        urgent = text_of(pdf.render(f"acts/{kind}/{language}.html", given, language=language).pdf)
        given[group]["urgent"] = False
        calm = text_of(pdf.render(f"acts/{kind}/{language}.html", given, language=language).pdf)
        assert "1-2" in urgent
        assert "1-2" not in calm


@needs_pango
@pytest.mark.parametrize(("language", "own", "main"), [
    ("ru", "со времени его регистрации", "с начала расследования основного дела"),
    ("kk", "тіркелген уақыттан", "негізгі істі тергеп-тексеру басталған уақыттан"),
])  # fmt: skip
def test_severed_case_says_from_when_its_term_runs(language: str, own: str, main: str) -> None:
    """C47: its own registration only for a new offence; otherwise the start of the main case."""
    given = acts.context("ruling_severance", language)
    new = squeezed(text_of(pdf.render(f"acts/ruling_severance/{language}.html", given, language=language).pdf))
    assert squeezed(own) in new
    assert squeezed(main) not in new
    given["ruling"]["new_offence"] = False
    old = squeezed(text_of(pdf.render(f"acts/ruling_severance/{language}.html", given, language=language).pdf))
    assert squeezed(main) in old
    assert squeezed(own) not in old


@pytest.mark.parametrize("code", sorted(RULINGS))
def test_each_kind_of_ruling_is_signed_by_its_own_people(code: str) -> None:
    kind = RULINGS[code]
    assert kind.authors == ACTS[kind.act].signers
    for act in (kind.approval_act, kind.refusal_act, kind.return_act):
        assert kind.deciders <= ACTS[act].signers, act


@pytest.mark.parametrize("code", sorted(code for code, kind in RULINGS.items() if kind.deciders))
def test_a_ruling_that_waits_for_a_signature_says_so(code: str) -> None:
    for language in acts.LANGUAGES:
        assert "acts/parts/agreement.html" in (FOLDER / RULINGS[code].act / f"{language}.html").read_text()


@pytest.mark.parametrize("code", sorted(code for code, kind in RULINGS.items() if not kind.deciders))
def test_a_ruling_in_force_at_once_has_no_box_of_approval(code: str) -> None:
    for language in acts.LANGUAGES:
        assert "acts/parts/agreement.html" not in (FOLDER / RULINGS[code].act / f"{language}.html").read_text()


@needs_pango
@pytest.mark.parametrize(("language", "word", "says"), [
    ("ru", "agree", "Согласовываю"), ("ru", "approve", "Утверждаю"), ("ru", "extend", "Продлить срок"),
    ("kk", "agree", "Келісемін"), ("kk", "approve", "Бекітемін"), ("kk", "extend", "мерзімі ұзартылсын"),
])  # fmt: skip
def test_approval_says_the_word_of_the_code(language: str, word: str, says: str) -> None:
    """193(1)(6): the prosecutor agrees, approves, or extends, and the mark says which."""
    given = acts.context("ruling_approval", language)
    given["decision"]["word"] = word
    words = squeezed(text_of(pdf.render(f"acts/ruling_approval/{language}.html", given, language=language).pdf))
    assert squeezed(says).lower() in words.lower()
    assert (squeezed(given["decision"]["term"]) in words) == (word == "extend")


@needs_pango
@pytest.mark.parametrize("language", acts.LANGUAGES)
def test_correction_within_the_unit_names_no_article_on_the_prosecutor(language: str) -> None:
    given = acts.context("ruling_correction", language)
    assert "193" in text_of(pdf.render(f"acts/ruling_correction/{language}.html", given, language=language).pdf)
    given["ruling"]["within_unit"] = True
    assert "193" not in text_of(pdf.render(f"acts/ruling_correction/{language}.html", given, language=language).pdf)
