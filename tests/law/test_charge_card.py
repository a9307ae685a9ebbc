"""What the picker tells of a qualification, line by line, and writ proceedings by the article alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from ecase.law import cite, criminal_code, reference
from ecase.law.charge_card import card
from ecase.law.qualification import Gravity, OffenceKind, Qualification
from ecase.law.writ_articles import Writ, sanction, writ_by_article

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
TODAY = date(2026, 11, 23)


def said(article: str, part: str, code: str) -> list[str]:
    return [str(step) for step in card(CODE[article, part], TODAY).line(code).steps]


@pytest.mark.parametrize(
    ("article", "part", "code", "words"),
    [
        ("188", "3", "gravity", ["Grave"]),
        ("187", "1", "gravity", ["Misdemeanour"]),
        ("188", "3", "penalty", ["Imprisonment up to 7 years", "Confiscation of property is mandatory"]),
        ("188", "1", "penalty", ["Imprisonment up to 3 years", "Fine up to 1000 MCI"]),
        ("99", "3", "penalty", ["Imprisonment for life"]),
        ("187", "1", "penalty", ["No imprisonment", "Fine up to 80 MCI"]),
        ("188", "3", "investigates", ["internal affairs bodies"]),
        ("188", "3", "term", ["Preliminary investigation", "2 months"]),
        ("107", "1", "term", ["Inquiry", "1 months"]),
        ("187", "1", "term", ["Protocol of a misdemeanour", "10 days"]),
        ("131", "1", "term", ["No pre-trial investigation: the victim's complaint goes to the court"]),
        ("188", "3", "age", ["From 14 years"]),
        ("190", "1", "age", ["From 16 years"]),
        ("131", "1", "complaint", ["Private: only on the victim's complaint, ends with reconciliation"]),
        ("187", "1", "complaint", ["Private-public: only on the victim's complaint"]),
        ("188", "3", "complaint", ["Public: without a complaint as well"]),
    ],
)
def test_lines(article: str, part: str, code: str, words: list[str]) -> None:
    assert said(article, part, code) == words


def test_a_fine_that_is_a_multiple() -> None:
    assert "Fine up to 50 times the bribe" in said("366", "1", "penalty")


@pytest.mark.parametrize(
    ("article", "part", "mark", "article_of_law"),
    [
        ("188", "3", "yes", "CPC 147(1)"),
        ("188", "1", "maybe", "CPC 147(1)(1)-(7)"),
        ("216", "2", "maybe", "CPC 136(3), 147(1)(4),(5)"),
        ("187", "1", "no", "CPC 147(1)"),
        ("107", "1", "maybe", "CPC 136(2), 147(1)"),
    ],
)
def test_custody_by_the_article(article: str, part: str, mark: str, article_of_law: str) -> None:
    line = card(CODE[article, part], TODAY).line("custody")
    assert line.mark == mark
    assert article_of_law in line.cites


def test_a_minor() -> None:
    told = card(CODE["188", "2"], TODAY, minor=True)
    assert told.line("custody").mark == "no"
    assert "CPC 541(1)" in told.line("custody").cites
    assert "CPC 189(3)" in told.line("investigates").cites


@pytest.mark.parametrize(
    ("article", "part", "verdict", "because"),
    [
        ("187", "1", Writ.POSSIBLE, ["CPC 629-1(2)(3)"]),
        ("107", "1", Writ.POSSIBLE, ["CPC 629-1(2)(3)"]),
        ("345-1", "1", Writ.POSSIBLE, ["CPC 629-1(2)(3)"]),  # the ban has an exact term
        ("405", "2", Writ.CITIZENS_ONLY, ["CPC 629-1(3)(4)"]),
        ("190", "1", Writ.BARRED, ["CPC 629-1(3)(4)"]),  # confiscation
        ("345", "1", Writ.BARRED, ["CPC 629-1(2)(3)"]),  # a ban up to a term
        ("361", "1", Writ.BARRED, ["CPC 629-1(3)(4)", "CPC 629-1(2)(3)"]),
        ("188", "1", Writ.BARRED, ["CPC 629-1(2)(1)"]),  # medium gravity
        ("188", "3", Writ.BARRED, ["CPC 629-1(2)(1)", "CPC 629-1(2)(3)", "CPC 629-1(3)(4)"]),
        ("99", "1", Writ.BARRED, ["CPC 629-1(2)(1)", "CPC 629-1(2)(3)"]),
    ],
)
def test_writ_by_the_article(article: str, part: str, verdict: Writ, because: list[str]) -> None:
    answer = writ_by_article(CODE[article, part])
    assert (answer.verdict, list(answer.cites)) == (verdict, because)


def test_a_part_whose_sanction_was_not_read_is_not_promised() -> None:
    unread = Qualification("999", "1", OffenceKind.MISDEMEANOUR, Gravity.MISDEMEANOUR, fine_is_main=True)
    assert writ_by_article(unread).verdict is Writ.UNKNOWN
    changed = next(charge for charge in CODE.values() if charge.gravity is Gravity.MINOR and not charge.fine_is_main
                   and (known := sanction(charge.article, charge.part)) and not known.additional)  # fmt: skip
    assert writ_by_article(replace(changed, fine_is_main=True)).verdict is Writ.UNKNOWN


def test_the_makers_of_the_table_came_to_the_same_candidates() -> None:
    derived = {(row.article, row.part): row.writ_proceedings for row in
               criminal_code.parse_derived(reference.data("criminal_code_derived"))}  # fmt: skip
    ours = {Writ.POSSIBLE: "candidate", Writ.CITIZENS_ONLY: "candidate for citizens only", Writ.BARRED: "no"}
    assert {key: ours[writ_by_article(charge).verdict] for key, charge in CODE.items()} == derived


def test_every_part_has_a_card_with_articles() -> None:
    for charge in CODE.values():
        told = card(charge, TODAY)
        assert [line.code for line in told.lines] == [
            "gravity", "penalty", "investigates", "term", "age", "custody", "writ", "complaint",
        ]  # fmt: skip
        for line in told.lines:
            assert line.cites
            assert all(cite.parse(one) for one in line.cites)
            assert all(str(step) for step in line.steps)
