"""Who investigates: rows read by hand from CPC 32, 187, 189, 191 (edition of 05.09.2024)."""

from collections.abc import Mapping

import pytest

from ecase.law import cite, criminal_code, reference
from ecase.law.jurisdiction import BODIES, CONDITIONS, FORMS, Body, Form, needs_complaint, who_investigates
from ecase.law.limits import SOURCES
from ecase.law.qualification import Gravity, OffenceKind, Qualification

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
PRE, INQ, PRO, PRIVATE = Form.PRELIMINARY, Form.INQUIRY, Form.PROTOCOL, Form.PRIVATE
IA, NS, AC, EC = Body.INTERNAL_AFFAIRS, Body.NATIONAL_SECURITY, Body.ANTICORRUPTION, Body.ECONOMIC

# article, part -> form, bodies, the first article it stands on
HAND: list[tuple[str, str, Form, set[Body], str]] = [
    ("99", "1", PRE, {IA}, "CPC 187(2)"),
    ("99", "2", PRE, {IA}, "CPC 187(2)"),
    ("106", "1", PRE, {IA}, "CPC 187(2)"),
    ("107", "1", INQ, {IA}, "CPC 191(2)"),
    ("107", "2", PRE, {IA}, "CPC 187(2)"),
    ("108-1", "1", PRO, {IA}, "CPC 191(16)"),
    ("108-1", "2", INQ, {IA}, "CPC 191(2)"),
    ("109-1", "1", PRO, {IA}, "CPC 191(16)"),
    ("110", "1", INQ, {IA}, "CPC 191(2)"),
    ("114", "3", INQ, {IA}, "CPC 191(2)"),
    ("120", "1", PRE, {IA}, "CPC 187(2)"),
    ("126", "1", INQ, {IA}, "CPC 191(2)"),
    ("126", "2", PRE, {IA}, "CPC 187(2)"),
    ("139", "1", INQ, {IA}, "CPC 191(2)"),
    ("174", "1", PRE, {IA, NS}, "CPC 187(5)"),
    ("175", "1", PRE, {NS}, "CPC 187(1)"),
    ("182", "1", PRE, {IA, NS}, "CPC 187(5)"),
    ("187", "1", PRO, {IA}, "CPC 191(16)"),
    ("188", "1", INQ, {IA}, "CPC 191(2)"),
    ("188", "2", PRE, {IA}, "CPC 187(2)"),
    ("188", "3", PRE, {IA}, "CPC 187(2)"),
    ("188", "4", PRE, {IA}, "CPC 187(2)"),
    ("189", "1", INQ, {IA, EC}, "CPC 191(8)"),
    ("189", "2", PRE, {IA}, "CPC 187(4-1)"),
    ("190", "1", INQ, {IA, EC}, "CPC 191(8)"),
    ("190", "2", PRE, {IA}, "CPC 187(4-1)"),
    ("191", "1", INQ, {IA}, "CPC 191(2)"),
    ("192", "2", PRE, {IA}, "CPC 187(2)"),
    ("195", "1", PRO, {IA, EC}, "CPC 191(19)"),
    ("195", "3", PRE, {IA, EC}, "CPC 187(4-1)"),
    ("204", "2", INQ, {IA, Body.FIRE_SERVICE}, "CPC 191(26)"),
    ("214", "1", INQ, {EC}, "CPC 191(3)"),
    ("216", "1", PRE, {EC}, "CPC 187(3-1)"),
    ("218", "1", PRE, {IA, NS, AC, EC}, "CPC 187(6)"),
    ("222", "1", PRO, {EC}, "CPC 191(17)"),
    ("245", "1", INQ, {EC}, "CPC 191(3)"),
    ("245", "2", PRE, {EC}, "CPC 187(3-1)"),
    ("255", "3", PRE, {NS}, "CPC 187(1)"),
    ("255", "1", PRE, {IA, NS}, "CPC 187(5)"),
    ("258", "1", PRE, {NS, IA, EC}, "CPC 187(7)"),
    ("262", "1", PRE, {IA, NS, AC, EC}, "CPC 187(6)"),
    ("292", "1", INQ, {Body.FIRE_SERVICE}, "CPC 191(25)"),
    ("293", "1", INQ, {IA}, "CPC 191(2)"),
    ("296", "1", PRO, {IA}, "CPC 191(16)"),
    ("297", "1", PRE, {IA}, "CPC 187(2)"),
    ("297", "3", PRE, {IA, NS}, "CPC 187(5)"),
    ("345", "2", INQ, {IA}, "CPC 191(2)"),
    ("361", "1", PRE, {AC}, "CPC 187(3)"),
    ("362", "1", PRE, {IA, AC}, "CPC 187(4)"),
    ("363", "1", PRO, {IA, AC}, "CPC 191(19-1)"),
    ("366", "1", PRE, {AC}, "CPC 187(3)"),
    ("369", "1", PRE, {AC}, "CPC 187(3)"),
    ("378", "1", PRO, {IA}, "CPC 191(23)"),
    ("380", "1", PRE, {IA}, "CPC 187(2)"),
    ("392", "1", INQ, {IA, Body.BORDER_SERVICE}, "CPC 191(10)"),
    ("396", "1", INQ, {Body.BORDER_SERVICE}, "CPC 191(6)"),
    ("419", "1", PRO, {IA, AC, EC}, "CPC 191(19-2)"),
    ("420", "1", PRE, {IA, AC, EC}, "CPC 187(4-2)"),
    # The victim's own complaint to the court
    ("114", "1", PRIVATE, set(), "CPC 32(2)"),
    ("131", "1", PRIVATE, set(), "CPC 32(2)"),
    ("123", "1", PRIVATE, set(), "CPC 32(2)"),
    ("147", "1", PRIVATE, set(), "CPC 32(2)"),
]


def test_there_are_enough_of_them() -> None:
    assert len(HAND) >= 40
    assert len({row[:2] for row in HAND}) == len(HAND)


@pytest.mark.parametrize(("article", "part", "form", "bodies", "first"), HAND)
def test_by_hand(article: str, part: str, form: Form, bodies: set[Body], first: str) -> None:
    charge = CODE[article, part]
    answer = who_investigates(article, part, charge.kind, charge.gravity)
    assert (answer.form, set(answer.bodies), answer.cites[0]) == (form, bodies, first)
    assert answer.confidence == "V"


@pytest.mark.parametrize(
    ("article", "part", "told"),
    [
        # Who investigates hangs on an item, on who did it, on whom it was done to.
        ("189", "3", {(PRE, (AC,), "", ("2",)), (PRE, (IA,), "", ("1", "3")),
                      (PRE, (EC,), "state_damage", ("1", "3"))}),
        ("189", "4", {(PRE, (IA,), "", ()), (PRE, (AC,), "item_3_2", ()), (PRE, (EC,), "state_damage", ())}),
        ("190", "2", {(PRE, (IA,), "", ()), (PRE, (EC,), "state_damage", ())}),
        ("205", "3", {(PRE, (IA,), "", ()), (PRE, (NS,), "critical_infrastructure", ())}),
        ("361", "3", {(PRE, (AC,), "", ()), (PRE, (NS,), "servicemen", ())}),
        ("362", "4", {(PRE, (AC,), "", ("3", "4")), (PRE, (IA, AC), "", ("1", "2")),
                      (PRE, (NS,), "servicemen", ("3",))}),
        ("146", "1", {(INQ, (IA,), "", ()), (PRE, (Body.PROSECUTOR,), "torture", ())}),
        ("146", "3", {(PRE, (IA,), "no_torture", ()), (PRE, (Body.PROSECUTOR,), "torture", ())}),
        ("188", "1", {(INQ, (IA,), "", ()), (INQ, (Body.STATE_GUARD,), "guarded_zone", ())}),
        ("152", "1", {(PRIVATE, (), "", ()), (PRO, (IA,), "reinstatement", ())}),
        ("339", "1", {(INQ, (IA,), "", ()), (PRE, (IA,), "", ())}),
    ],
)  # fmt: skip
def test_all_alternatives_are_told(article: str, part: str, told: set[object]) -> None:
    charge = CODE[article, part]
    answer = who_investigates(article, part, charge.kind, charge.gravity)
    assert {(one.form, one.bodies, one.when, one.items) for one in answer.choices} == told


def test_where_the_two_languages_differ_the_fuller_form_is_told_and_the_doubt_with_it() -> None:
    answer = who_investigates("339", "1", OffenceKind.CRIME, Gravity.MEDIUM)
    assert (answer.form, answer.confidence) == (PRE, "M")


@pytest.mark.parametrize(
    ("article", "part", "told"),
    [("188", "1", "CPC 191(4),(5)"), ("187", "1", "CPC 191(20),(21)"), ("188", "3", ""), ("292", "1", "")],
)
def test_servicemen(article: str, part: str, told: str) -> None:
    charge = CODE[article, part]
    answer = who_investigates(article, part, charge.kind, charge.gravity)
    assert [step.cite for step in answer.note] == ([told] if told else [])


def test_what_only_the_facts_decide_is_marked() -> None:
    answer = who_investigates("189", "3", OffenceKind.CRIME, Gravity.GRAVE)
    assert answer.depends
    assert set(answer.bodies) == {AC, IA, EC}
    assert not who_investigates("188", "3", OffenceKind.CRIME, Gravity.GRAVE).depends


@pytest.mark.parametrize(("article", "part"), [("188", "1"), ("187", "1"), ("188", "3"), ("109-1", "1")])
def test_minors_are_always_investigated_in_full(article: str, part: str) -> None:
    charge = CODE[article, part]
    answer = who_investigates(article, part, charge.kind, charge.gravity, minor=True)
    assert answer.form is PRE
    assert answer.bodies == (IA,)
    assert "CPC 189(3)" in answer.cites


def test_an_unknown_suspect_makes_an_inquiry_an_investigation() -> None:
    answer = who_investigates("188", "1", OffenceKind.CRIME, Gravity.MEDIUM, person_known=False)
    assert answer.form is PRE
    assert who_investigates("187", "1", OffenceKind.MISDEMEANOUR, Gravity.MISDEMEANOUR, person_known=False).form is PRO


@pytest.mark.parametrize(
    ("article", "part", "form"), [("125-1", "1", Form.UNKNOWN), ("115-1", "1", PRO), ("140", "2", Form.UNKNOWN)]
)
def test_what_is_younger_than_the_lists_is_not_guessed(article: str, part: str, form: Form) -> None:
    charge = CODE[article, part]
    answer = who_investigates(article, part, charge.kind, charge.gravity)
    assert (answer.form, answer.bodies, answer.confidence) == (form, (), "M")
    assert answer.note


@pytest.mark.parametrize(
    ("article", "part", "told"),
    [
        ("131", "1", "private"),
        ("109-1", "1", "private_public"),
        ("109-1", "2", ""),
        ("187", "1", "private_public"),
        ("190", "1", "private_public"),
        ("188", "3", ""),
        ("99", "1", ""),
    ],
)
def test_complaint(article: str, part: str, told: str) -> None:
    assert needs_complaint(article, part) == told


def test_every_part_of_the_code_has_an_answer() -> None:
    unlisted = 0
    for (article, part), charge in CODE.items():
        answer = who_investigates(article, part, charge.kind, charge.gravity)
        unlisted += not answer.choices
        assert answer.form in FORMS
        assert all(body in BODIES for body in answer.bodies)
        assert all(not one.when or one.when in CONDITIONS for one in answer.choices)
        assert all(one.source in SOURCES for one in answer.choices)
        assert answer.cites
        assert all(cite.parse(one) for one in answer.cites)
        if charge.kind is OffenceKind.MISDEMEANOUR:
            assert answer.form in (PRO, PRIVATE)
        else:
            assert answer.form is not PRO
    assert unlisted == 39, "parts enacted after the edition that was read, and two that became crimes"
