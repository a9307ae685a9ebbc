"""The law for everybody: the kinds of sanction in three languages, found by words; the calculators of liberty."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ecase.law.kinds import GROUPS, Kind
from ecase.law.kinds_all import KINDS
from ecase.law.limits import LIMITS
from ecase.law.roles import PROSECUTION
from ecase.law.rulings import RULINGS
from ecase.web.says import cited, say

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")
# Latin letters that belong on any page: certainty, anchors, editions that were read, numbers of laws, keys.
CODES = re.compile(r"\[(?:V|P|M|own)\]|#kind-[a-z_]+|\bS\d\d?b?\b|\d+-[VI]+\b|Ctrl\+Enter|\b[IVX]+\b")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]+)*")


def opened(path: str, language: str = "en", **query: str) -> str:
    answer = Client().get(f"/{language}/{path}", query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return unescape(answer.content.decode())


def counted(which: str, language: str = "en", status: int = 200, **facts: Any) -> str:
    answer = Client().post(f"/{language}/law/calculator/{which}/", facts)
    text = unescape(answer.content.decode())
    assert answer.status_code == status, text
    return text


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def row_of(page: str, kind: Kind) -> str:
    """The row of one kind, as its reader sees it."""
    start = page.index(f'id="kind-{kind.code}"')
    return words(page[page.rindex("<details", 0, start) : page.index("</details>", start)])


def rows_of(page: str) -> list[str]:
    return re.findall(r'id="kind-([a-z_]+)"', page)


def answer_of(page: str) -> str:
    start = page.index('id="answer-box"')
    return words(page[start : page.index("<form", start)])


def leftovers(text: str) -> set[str]:
    """English words in a text of another language."""
    return set(ENGLISH.findall(CODES.sub(" ", text)))


def doubted(kind: Kind) -> bool:
    keys = (kind.petition_term, kind.support_term, kind.decision_term, kind.grants, kind.report_term)
    return kind.confidence == "M" or any(LIMITS[key].editions[-1].confidence == "M" for key in keys if key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_stands_on_the_page(language: str) -> None:
    page = opened("law/", language)
    assert rows_of(page) == list(KINDS)
    assert "app-kindrow" in page and 'app-kindrow" open' not in page
    with translation.override(language):
        for kind in KINDS.values():
            row = row_of(page, kind)
            asked = (kind.title, *(one.title for one in kind.grounds), *(one.title for one in kind.documents))
            for title in (*asked, *(one.label for one in (*kind.facts, *kind.decides))):
                assert " ".join(say(title).split()) in row, (kind.code, title)
            assert cited(kind.cite) in row and say(kind.note) in row, kind.code
            assert (say("to be checked by a lawyer") in row) == doubted(kind), kind.code
        assert all(say(title) in page for title in GROUPS.values())


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_english_is_left_in_the_rows(language: str) -> None:
    page = opened("law/", language)
    start = page.index('<h2 class="app-h2" id="kinds-title"')
    assert leftovers(words(page[start : page.rindex("<h2", 0, page.index('id="moves"'))])) == set()


def test_a_row_tells_who_when_and_what_follows() -> None:
    row = row_of(opened("law/"), KINDS["arrest"])
    for said in (
        *("Investigator", "the head of the body of inquiry agrees first", "Investigating judge", "always", "8 h"),
        *("arrival of the materials at the court", "CPC art. 148(2)", "2 months", "Extension of custody"),
        *("Head of the place of detention", "to the oblast court, within 3 days", "16.09.2025", "Address of this row"),
    ):
        assert said in row, said
    longer = row_of(opened("law/"), KINDS["arrest_extension"])
    assert "up to 18 months in all" in longer and "20 days" in longer and "over twelve" in longer.lower()


def test_an_edition_of_another_day() -> None:
    """The terms are those of the day asked about; what was no law then has no term."""
    now, before = opened("law/"), opened("law/", on="01.01.2017")
    assert "[V]" in row_of(now, KINDS["arrest"])
    assert rows_of(before) == list(KINDS)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("обыск", "ru", {"search", "personal_search"}),
        ("147", "en", {"arrest"}),
        ("үйқамақ", "kk", {"house_arrest"}),
        ("exhumation", "en", {"exhumation"}),
        ("domashniy arest", "ru", {"house_arrest"}),
    ],
)
def test_found_by_words_or_article(text: str, language: str, found: set[str]) -> None:
    rows = rows_of(opened("law/", language, q=text))
    assert found <= set(rows) and len(rows) < len(KINDS) // 2


def test_few_rows_that_were_found_stand_open_and_nothing_found_is_said() -> None:
    page = opened("law/", q="exhumation")
    assert 'app-kindrow" open' in page
    assert "No kind answers to these words." in opened("law/", q="zzzz")
    assert 'app-kindrow" open' in opened("law/", all="1")
    assert "<script>alert" not in Client().get("/en/law/", {"q": "<script>alert(1)</script>\0"}).content.decode()


def test_what_only_the_prosecutor_approves_and_what_the_investigator_applies_alone() -> None:
    page = opened("law/")
    prosecutor = page[page.index('id="by-prosecutor"') : page.index('id="alone"')]
    alone = page[page.index('id="alone"') : page.index('id="moves"')]
    for ruling in RULINGS.values():
        only = bool(ruling.deciders) and ruling.deciders <= PROSECUTION
        assert (f">{ruling.title}<" in prosecutor) == only, ruling.code
    for kind in KINDS.values():
        assert (f'href="#kind-{kind.code}"' in prosecutor) == kind.by_prosecutor, kind.code
        assert (f'href="#kind-{kind.code}"' in alone) == kind.alone, kind.code


def test_moves_that_several_kinds_share_are_told_once() -> None:
    page = opened("law/")
    moves = page[page.index('id="moves"') :]
    assert "Sanctions: " in moves and "the article of the kind" in moves
    assert moves.count("<tr>") < 250


# --- the calculators ------------------------------------------------------------------------------------------------


def test_the_short_address_of_the_calculator() -> None:
    assert Client().get("/en/law/arrest/").headers["Location"] == "/en/law/calculator/arrest/"


def test_custody_house_arrest_milder_measures_and_bail_beside_each_other() -> None:
    said = answer_of(counted("arrest", date="23.11.2026", qualification="188/3", age="35", stated=["fled"]))
    for told in (
        *("Custody may be asked for", "may be sanctioned", "House arrest may be asked for", "Personal surety"),
        *("Only for one who is under eighteen now.", "Whoever has fled gets no bail.", "CPC art. 146"),
        "The Code bars bail here: the judge sets none.",
    ):
        assert told in said, told


WRIT = {
    "date": "23.11.2026", "qualifications": "187/1", "age": "35", "facts_and_person_established": "true",
    **dict.fromkeys(("disputes_evidence", "disputes_qualification", "disputes_damage", "immunity"), "false"),
    **dict.fromkeys(("mental_disorder_after", "unable_to_defend", "cumulative_sentences_cc60"), "false"),
    "earlier_writ_sentence_cancelled": "false", "suspect_motion": "true", "victim": "consents",
}  # fmt: skip


def test_a_case_that_may_go_by_writ_and_what_stands_in_its_way_first() -> None:
    """What is in the way is read before what is open, and that before what is met."""
    fine = answer_of(counted("writ", **WRIT))
    assert "The case may go by writ" in fine and "Not more than 20 MCI: 20 × 4325 = 86 500 tenge." in fine
    several = {**WRIT, "qualifications": "187/1; 405/2", "victim": "refuses", "disputes_damage": "unknown"}
    said = answer_of(counted("writ", **several))
    places = [said.index(told) for told in ("The victim refuses.", "It is not known yet.", "He is 35 years old.")]
    assert "The case may not go by writ" in said and places == sorted(places)
    assert "Establish the person's citizenship." in said
    assert "Expulsion" not in answer_of(counted("writ", **{**several, "citizen": "true"}))


def test_articles_of_a_writ_that_cannot_be_right_keep_what_was_typed() -> None:
    said = counted("writ", status=422, **{**WRIT, "qualifications": "999/9"})
    assert 'value="999/9"' in said and "has no article 999" in said
    assert 'value="187/1, 187/1"' in counted("writ", status=422, **{**WRIT, "qualifications": "187/1, 187/1"})


def test_bail_in_tenge_of_the_year() -> None:
    said = answer_of(counted("arrest", date="23.11.2026", qualification="188/2", age="35", listed=["pensioner"]))
    assert "The judge who sanctions custody has to set the amount of bail." in said
    assert "200 × 4325 = 865 000 tenge" in said and "432 500 tenge" in said


def test_room_for_a_written_reason() -> None:
    """Where the Code contradicts itself, the page says that a reason goes with the request."""
    said = answer_of(counted("arrest", date="23.11.2026", qualification="110/1", age="35"))
    assert "may be asked for with a written reason only" in said and "A written reason opens it." in said
    forbidden = answer_of(counted("arrest", date="23.11.2026", qualification="188/2", age="16"))
    assert "Custody may not be asked for" in forbidden and "A minor is not put in custody" in forbidden
    assert "House arrest may be asked for" in forbidden


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"amount": "100"}, "At least 865 000 tenge."),
        ({"amount": "900000"}, "Bail may be asked for"),
        ({"amount": "9000000"}, "Not more than 1 513 750 tenge"),
        ({"fled": "on"}, "Whoever has fled gets no bail."),
        ({"may_flee_or_obstruct": "on"}, "write why bail will do all the same"),
        ({"qualification": "296/1"}, "for a misdemeanour take another measure"),
    ],
)
def test_the_amount_of_bail(facts: dict[str, str], told: str) -> None:
    page = counted("bail", **{"date": "23.11.2026", "qualification": "188/2", **facts})
    assert told in answer_of(page)


CUSTODY = {"asked": "extension", "date": "01.11.2026", "first_day": "20.09.2026", "last_day": "19.11.2026"}


def test_a_running_custody_by_steps() -> None:
    said = answer_of(counted("custody", **CUSTODY, months="3", qualification="188/3", age="35"))
    for told in (
        *("May be asked for, in time", "the district prosecutor or one of equal rank", "09.11.2026", "12.11.2026"),
        *("19.12.2026", "9 months, until 19.06.2027", "up to 18 months in all"),
    ):
        assert told in said, told


def test_too_late_is_counted_and_bars_nothing() -> None:
    said = answer_of(counted("custody", **{**CUSTODY, "date": "12.11.2026"}, months="3"))
    assert "May be asked for, but it is late" in said and "days late: 3" in said


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"months": "12", "qualification": "188/2"}, "Over nine months only for especially grave"),
        ({"months": "9", "age": "16"}, "A minor is held six months at most before trial."),
        ({"months": "20", "criminal_group": "on"}, "Beyond eighteen months the person is released."),
        ({"months": "3", "date": "25.11.2026"}, "The custody ended on 19.11.2026"),
        ({"asked": "full"}, "The running term is not a short one"),
        ({"asked": "reading"}, "the judge sets the last day"),
        ({"asked": "study"}, "The judge sets the length."),
        ({"asked": "returned", "months": "2"}, "Not more than a month for a returned case."),
        ({"asked": "full", "short": "on", "last_day": "29.09.2026", "date": "27.09.2026"}, "19.11.2026"),
    ],
)
def test_what_a_running_custody_may_still_get(facts: dict[str, str], told: str) -> None:
    assert told in answer_of(counted("custody", **{**CUSTODY, **facts}))


@pytest.mark.parametrize(
    ("which", "facts", "told"),
    [
        ("custody", {**CUSTODY}, "Say how many months of custody in all are asked for."),
        ("custody", {**CUSTODY, "months": "3", "last_day": "01.01.2026"}, "cannot end before it began"),
        ("custody", {**CUSTODY, "months": "3", "date": "01.01.2026"}, "before the custody began"),
        ("custody", {**CUSTODY, "months": "3", "qualification": "999/9"}, "no article 999"),
        ("custody", {**CUSTODY, "months": "many"}, "whole number"),
        ("custody", {**CUSTODY, "first_day": "20.09.9999"}, "date"),
        ("custody", {**CUSTODY, "asked": "forever"}, "error"),
        ("custody", {}, "required"),
        ("bail", {"date": "23.11.1990", "qualification": "188/2"}, "monthly calculation index"),
        ("bail", {"date": "23.11.2026", "qualification": "188/2", "amount": "-5"}, "1"),
        ("bail", {"date": "23.11.2026", "qualification": "188"}, "188/1"),
        ("arrest", {"date": "23.11.2026", "qualification": "188/2", "age": "16", "age_at_offence": "17"}, "younger"),
        ("arrest", {"date": "23.11.2026", "qualification": "188/2", "broken": "promise"}, "error"),
        ("arrest", {"date": "soon", "qualification": "188/2"}, "date"),
    ],
)
def test_what_cannot_be_right_is_said_in_words(which: str, facts: dict[str, str], told: str) -> None:
    page = counted(which, status=422, **facts)
    assert "app-error" in page or "govuk-error" in page
    assert told in page
    assert 'id="answer-box"' not in page


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    ("which", "facts"),
    [
        ("arrest", {"date": "23.11.2026", "qualification": "110/1", "age": "35", "stated": ["fled", "no_fixed_home"]}),
        ("arrest", {"date": "23.11.2026", "qualification": "188/2", "age": "16", "listed": ["minor"]}),
        ("bail", {"date": "23.11.2026", "qualification": "188/2", "amount": "100", "listed": ["pensioner"]}),
        ("custody", {**CUSTODY, "months": "12", "age": "16", "short": "on", "date": "18.11.2026"}),
        ("custody", {**CUSTODY, "asked": "reading"}),
        ("custody", {**CUSTODY, "asked": "returned", "months": "2"}),
    ],
)
def test_no_english_is_left_in_an_answer(which: str, facts: dict[str, Any], language: str) -> None:
    page = counted(which, language, **facts)
    start = page.index("<h1")
    assert leftovers(words(page[start : page.index("</main>", start)])) == set()


@pytest.mark.django_db(transaction=True)
def test_statements_of_the_pages_of_the_law() -> None:
    """The tables of the law are code: the page of all of them costs what a page without them costs."""
    client = Client()
    for ask, most in (
        (lambda: client.get("/ru/law/"), 4),
        (lambda: client.get("/ru/law/", {"q": "147"}), 4),
        (lambda: client.get("/ru/law/calculator/arrest/"), 4),
        (lambda: client.post("/ru/law/calculator/arrest/", {"date": "23.11.2026", "qualification": "188/3"}), 6),
        (lambda: client.post("/ru/law/calculator/bail/", {"date": "23.11.2026", "qualification": "188/3"}), 6),
        (lambda: client.post("/ru/law/calculator/custody/", {**CUSTODY, "months": "3"}), 6),
        (lambda: client.post("/ru/law/calculator/writ/", WRIT), 6),
    ):
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        assert answer.status_code == 200
        assert len(queries) <= most, [query["sql"][:100] for query in queries.captured_queries]
