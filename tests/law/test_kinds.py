"""The table of kinds of sanction: every row whole, every key known, every number in one place."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ecase.law import kinds_all, reference
from ecase.law.act import Field
from ecase.law.acts import ACTS
from ecase.law.cite import parse as parse_cite
from ecase.law.clock import due
from ecase.law.editions import SOURCES
from ecase.law.kind_terms import granted_term, moment_of, petition_start, step_amount
from ecase.law.kinds import GROUPS, Ends, Group, Hearing, Kind, Opens, Step, Titles
from ecase.law.kinds_all import KINDS
from ecase.law.kinds_confined import BAIL, HOUSE_ARREST, KEEP_IVS, RESTRICTIONS
from ecase.law.kinds_liberty import ARREST, ARREST_EXTENSION, ARREST_FULL
from ecase.law.kinds_obligation import NO_CONTACT, OFFICE_SUSPENSION
from ecase.law.kinds_property import PROPERTY_ARREST, PROPERTY_RESTRICTION
from ecase.law.ladder import BESIDE, LADDER
from ecase.law.limits import LIMITS
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from sanctions.acts.words import RECEIVERS

# LAW.md 2A, 2B and the measures an investigator applies alone: each has its row.
NAMED = {
    "arrest", "arrest_full", "arrest_extension", "arrest_reading", "arrest_study", "arrest_returned", "house_arrest",
    "house_arrest_extension", "bail", "extradition_arrest", "remand_move", "keep_ivs", "office_suspension",
    "no_contact", "undertaking", "surety", "command_supervision", "minor_supervision", "obligation_appear", "bringing",
    "inspection_forced", "inspection_urgent", "inspection_premises", "search", "seizure", "seizure_plain",
    "personal_search", "property_arrest", "property_restriction", "money_penalty", "evidence_sale", "bank_data",
    "audit_demand", "body_examination", "samples", "medical_placement", "medical_transfer",
    "medical_transfer_extension", "exhumation", "covert_av", "covert_telecom", "covert_connections", "covert_computer",
    "covert_mail", "covert_place", "covert_surveillance", "covert_test_purchase", "covert_extension",
    "covert_notice_extension", "covert_notice_waiver", "international_notice", "deposition", "reading_schedule",
}  # fmt: skip
# The judge must hold a hearing: 56(2), with 55(1)(1),(2),(5),(6) and (2)(2),(3).
ALWAYS_HEARD = {
    "arrest", "arrest_full", "arrest_extension", "arrest_reading", "arrest_study", "arrest_returned", "house_arrest",
    "house_arrest_extension", "extradition_arrest", "evidence_sale", "deposition",
}  # fmt: skip
# What the head of the body of inquiry agrees first: 62(5).
HEAD_AGREES = {
    "property_arrest", "international_notice", "medical_placement", "arrest", "arrest_extension", "search",
    "office_suspension", "no_contact", "remand_move",
}  # fmt: skip
RU_ENDS = re.compile(
    r"^(Постановление|Ходатайство|Протокол|Обязательство|Требование|График|Согласие|Согласование|Утверждение|"
    r"Уведомление|Сообщение|Акт|Санкция|Разрешение)\b"
)
KK_ENDS = re.compile(
    r"(қаулы|өтінішхат|өтінішхаты|хаттама|міндеттеме|талап|графигі|бекітуі|келісімі|келісуі|хабарлама|хабар|акт|"
    r"санкция|рұқсат)$"
)
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "acts" / "sanctions"
WORD = re.compile(r"^[a-z][a-z0-9_]*$")
ITEM = re.compile(r"^[a-z0-9][a-z0-9_-]*$")


def every(*names: str) -> list[str]:
    return [code for code in KINDS if not names or code in names]


def texts(kind: Kind) -> tuple[Titles, ...]:
    """The titles of the acts that are drawn up in it."""
    return (kind.petition,) if kind.alone else (kind.petition, kind.granted, kind.refused)


def test_every_kind_of_the_law_has_its_row() -> None:
    assert set(KINDS) >= NAMED
    assert [group for group in Group if not any(kind.group is group for kind in KINDS.values())] == []
    assert set(GROUPS) == set(Group)


def test_no_kind_stands_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds_all, "TABLES", (*kinds_all.TABLES, (ARREST,)))
    with pytest.raises(ValueError, match="twice"):
        kinds_all._by_code()


@pytest.mark.parametrize("code", every())
def test_names_and_titles(code: str) -> None:
    kind = KINDS[code]
    assert kind.code == code
    assert WORD.match(code)
    assert kind.title
    assert not kind.title.endswith(".")
    assert parse_cite(kind.cite)
    listed = {row.code: row for row in reference.parse_acts(reference.data("acts"))}
    for titles in texts(kind):
        assert RU_ENDS.match(titles.ru), titles.ru
        assert KK_ENDS.search(titles.kk), titles.kk
        assert "ё" not in titles.ru
        assert not re.search("  |[.,:;]$", titles.ru + "|" + titles.kk)
        if titles.listed_as:
            row = listed[titles.listed_as]
            assert (titles.ru, titles.kk) == (row.ru, row.kk)


@pytest.mark.parametrize("code", every())
def test_who_asks_and_who_decides(code: str) -> None:
    kind = KINDS[code]
    assert kind.asked_by
    assert len(set(kind.route)) == len(kind.route)
    assert kind.route in ((), (Step.PROSECUTOR,), (Step.COURT,), (Step.PROSECUTOR, Step.COURT))
    assert kind.prosecutors <= PROSECUTION
    if kind.by_court:
        assert kind.deciders == frozenset({Role.INVESTIGATING_JUDGE})
        assert not kind.deciders & kind.asked_by
    if kind.by_prosecutor:
        assert kind.deciders
        assert kind.deciders <= PROSECUTION
        assert not kind.deciders & kind.asked_by
    if kind.alone:
        assert not kind.deciders
        assert not kind.decides
    if kind.supported:
        assert not kind.copy_to_prosecutor, "he has it already"
        assert not PROSECUTION & kind.asked_by, "he would support his own petition"
    assert not (kind.copy_to_prosecutor and kind.by_prosecutor)
    assert not (kind.support_term and not kind.supported)
    assert (kind.hearing is Hearing.NEVER) or not kind.by_prosecutor
    assert (kind.code in ALWAYS_HEARD | {"money_penalty"}) == (kind.hearing is Hearing.ALWAYS)


def test_the_head_of_inquiry_agrees_what_the_article_names() -> None:
    agreed = {code for code, kind in KINDS.items() if kind.head_agrees}
    assert agreed >= HEAD_AGREES
    # The other custody petitions of an investigator are extensions of it.
    assert agreed - HEAD_AGREES <= {"arrest_reading", "medical_placement_extension", "measure_lift"}
    assert all(Role.INVESTIGATOR in KINDS[code].asked_by for code in agreed)


@pytest.mark.parametrize("code", every())
def test_every_term_is_in_the_registry(code: str) -> None:
    kind = KINDS[code]
    for key in (kind.decision_term, kind.support_term, kind.petition_term, kind.grants, kind.report_term):
        assert not key or key in LIMITS, key
    assert bool(kind.petition_term) >= bool(kind.petition_from)
    if kind.decision_term:
        assert not kind.alone
        assert not kind.at_once, "hours or at once, not both"
        assert LIMITS[kind.decision_term].anchor in {"court_received", "received", "check_ordered"}
    if kind.grants:
        assert not LIMITS[kind.grants].backwards
    if kind.custody:
        assert kind.ends is Ends.RUNS
        assert kind.grants, "nobody is held without an end"
        assert LIMITS[kind.grants].custody, "nothing of it is moved or rounded up"


@pytest.mark.parametrize("code", every())
def test_a_petition_term_starts_from_a_fact_of_its_row(code: str) -> None:
    kind = KINDS[code]
    known = {field.name for field in kind.facts} | {"acted_from", "acted_until", "requested_at", "submitted_at"}
    if kind.petition_from:
        assert kind.petition_from in known
        field = next((field for field in kind.facts if field.name == kind.petition_from), None)
        assert field is None or field.kind in {"moment", "date"}


TAKEN = {
    "kind", "participant", "detention", "extends", "episode", "object", "grounds", "milder", "new_circumstances",
    "stated", "urgent",
}  # fmt: skip


def fields(kind: Kind) -> tuple[Field, ...]:
    return (*kind.facts, *kind.decides)


@pytest.mark.parametrize("code", every())
def test_fields_are_whole(code: str) -> None:
    kind = KINDS[code]
    for table in (kind.facts, kind.decides):
        names = [field.name for field in table]
        assert len(set(names)) == len(names)
    for field in fields(kind):
        assert WORD.match(field.name)
        assert field.label
        assert not field.label.endswith((".", ":"))
        assert not field.cite or parse_cite(field.cite)
        assert bool(field.choices) == (field.kind in {"choice", "ticks"}), field.name
        codes = [code for code, _ in field.choices]
        assert len(set(codes)) == len(codes)
        assert all(ITEM.match(code) and words for code, words in field.choices)
        if field.least is not None or field.most is not None:
            assert field.kind in {"number", "money"}
        if field.least is not None and field.most is not None:
            assert field.least <= field.most
    # Those stand in the form of every kind; a fact of the same name would be swallowed (`sanctions.forms`).
    assert not TAKEN & {field.name for field in kind.facts}
    assert not any(field.name.startswith("why_") for field in kind.facts), "so are called the reasons for a check"
    assert not {"reasons", "hearing_at", "suspect_part", "secretary", "arguments"} & {f.name for f in kind.decides}


@pytest.mark.parametrize("code", every())
def test_a_fact_that_is_decided_too_is_of_one_sort(code: str) -> None:
    kind = KINDS[code]
    asked = {field.name: field for field in kind.facts}
    for field in kind.decides:
        if field.name in asked:
            assert (field.kind, field.choices) == (asked[field.name].kind, asked[field.name].choices)


@pytest.mark.parametrize("code", every())
def test_grounds_and_papers_cite(code: str) -> None:
    kind = KINDS[code]
    codes = [ground.code for ground in kind.grounds]
    assert len(set(codes)) == len(codes)
    assert kind.grounds_least <= len(codes)
    for ground in kind.grounds:
        assert WORD.match(ground.code)
        assert ground.title
        assert parse_cite(ground.cite)
        assert kind.ground(ground.code) is ground
    assert kind.ground("nothing_of_the_kind") is None
    for paper in kind.documents:
        assert paper.title
        assert parse_cite(paper.cite)
        assert paper.kinds
        assert all(WORD.match(sort) for sort in paper.kinds)
    assert len({paper.code for paper in kind.documents}) == len(kind.documents)


PAPERS = {"upload", "crime_report", "ruling_expert_examination"}


@pytest.mark.parametrize("code", every())
def test_a_paper_is_of_a_sort_that_is_filed(code: str) -> None:
    listed = {row.code for row in reference.parse_acts(reference.data("acts"))}
    generated = {act for kind in KINDS.values() for act in (kind.petition_act, kind.granted_act, kind.refused_act)}
    for paper in KINDS[code].documents:
        assert set(paper.kinds) <= listed | set(ACTS) | generated | PAPERS


@pytest.mark.parametrize("code", every())
def test_how_it_ends_and_who_may_complain(code: str) -> None:
    kind = KINDS[code]
    if kind.lifted_by or kind.lift_consent:
        assert kind.ends is Ends.RUNS
        assert kind.lifted_by, "a consent to what nobody does"
    assert kind.lift_consent <= PROSECUTION | {Role.INVESTIGATING_JUDGE}
    assert set(kind.extends) <= set(KINDS)
    assert set(kind.copies) <= set(RECEIVERS)
    assert kind.copies
    assert len(set(kind.copies)) == len(kind.copies)
    if not kind.by_court:
        assert not kind.appeal, "107 is on acts of the investigating judge; others go by 100-106"
    if kind.compartment == "covert":
        assert kind.group is Group.COVERT
        assert kind.opens is Opens.NEVER
        assert kind.appeal != "parties"
    if kind.acted_first or kind.urgent:
        assert kind.by_court


@pytest.mark.parametrize("code", every())
def test_where_it_comes_from(code: str) -> None:
    kind = KINDS[code]
    assert kind.confidence in {"V", "P", "M"}
    assert kind.source in SOURCES or kind.confidence == "M"
    assert kind.note or kind.confidence != "M", "what a lawyer has to check is said"


@pytest.mark.parametrize("code", every())
def test_acts_of_a_kind_are_named_after_it(code: str) -> None:
    kind = KINDS[code]
    assert kind.petition_act == f"{code}_petition"
    assert kind.refused_act == f"{code}_refused"
    assert kind.granted_act == (f"{code}_petition" if kind.alone else f"{code}_granted")


def test_the_steps_of_the_ladder_and_the_registry_say_the_same() -> None:
    """`ladder` counts with its own figures; the registry shows them under the articles."""
    names = (None, "over_three", "over_twelve", "over_twelve")
    for rise, amount in zip((LADDER[0], LADDER[1], LADDER[3], LADDER[3]), names, strict=True):
        for key, number in (
            ("arrest.extension_to_prosecutor", rise.to_prosecutor),
            ("arrest.extension_to_court", rise.to_court),
            ("arrest.extension_agreement", rise.prosecutor_days),
        ):
            assert LIMITS[key].editions[-1].length(amount) == number, (key, rise.months)
        assert LIMITS["ij.extension"].editions[-1].length() == rise.court_days
    for code, key, number in (
        ("reading", "arrest.reading_to_prosecutor", BESIDE["reading"].to_prosecutor),
        ("reading", "arrest.reading_to_court", BESIDE["reading"].to_court),
        ("study", "arrest.study_to_court", BESIDE["study"].to_court),
        ("returned", "arrest.returned", BESIDE["returned"].months),
    ):
        assert LIMITS[key].editions[-1].length() == number, code
    assert {row.kind for row in BESIDE.values()} <= set(KINDS)
    assert all(row.askers == KINDS[row.kind].asked_by for row in BESIDE.values())


def test_arrest_as_the_articles_have_it() -> None:
    assert (ARREST.supported, ARREST.decision_term, ARREST.grants) == (True, "ij.arrest", "arrest.term")
    short = next(field for field in ARREST.decides if field.name == "short_days")
    assert (short.least, short.most) == (1, LIMITS["arrest.short"].editions[-1].length())
    stated = {ground.field for ground in ARREST.grounds if ground.field}
    assert len(stated) == 7
    assert {ground.code for ground in ARREST.grounds} >= {"may_flee", "may_obstruct", "may_continue", "gravity_alone"}
    assert ARREST_FULL.asked_by == PROSECUTION
    assert ARREST_FULL.petition_term == "arrest.short_to_full"
    months = next(field for field in ARREST_EXTENSION.facts if field.name == "months")
    assert (months.least, months.most) == (3, 18)
    assert ARREST_EXTENSION.asked_by == INVESTIGATION
    assert {"arrest", "arrest_extension"} <= set(ARREST_EXTENSION.extends)


def test_house_arrest_and_bail_have_their_own_facts() -> None:
    assert len(RESTRICTIONS) == 7
    assert {"restrictions", "restrictions_exactly", "supervisor"} <= {field.name for field in HOUSE_ARREST.decides}
    assert (HOUSE_ARREST.custody, LIMITS[HOUSE_ARREST.grants].custody) == (False, True)
    assert (BAIL.supported, BAIL.copy_to_prosecutor, BAIL.decision_term) == (False, True, "")
    assert BAIL.report_term == "bail.payment"
    assert {"amount", "form", "depositor"} <= {field.name for field in BAIL.facts}
    days = next(field for field in KEEP_IVS.decides if field.name == "days")
    assert days.most == LIMITS["ivs.stay"].editions[-1].length() == 30


def test_property_is_asked_for_from_its_finding() -> None:
    assert (PROPERTY_ARREST.petition_term, PROPERTY_ARREST.petition_from) == ("property.petition", "found_at")
    assert PROPERTY_ARREST.decision_term == "ij.property"
    assert PROPERTY_ARREST.lift_consent == PROSECUTION
    days = next(field for field in PROPERTY_RESTRICTION.facts if field.name == "days")
    assert days.most == LIMITS["property.restriction"].editions[-1].length() == 10
    assert LIMITS["property.owner_notice"].editions[-1].length() == 24


def test_an_act_does_not_tell_the_parties_of_covert_actions() -> None:
    """161(1) knows three cases in which the owner is not told; which one it is would be told by the act."""
    told = next(field for field in PROPERTY_RESTRICTION.facts if field.name == "owner_told")
    assert {code for code, _ in told.choices} == {"told", "unknown", "not_told"}


def test_suspension_and_no_contact() -> None:
    assert OFFICE_SUSPENSION.hearing is Hearing.NEVER
    assert OFFICE_SUSPENSION.report_term == "suspension.execution"
    assert LIMITS["suspension.execution"].editions[-1].length() == 3
    assert NO_CONTACT.decision_term == "ij.no_contact"
    assert [paper.room for paper in NO_CONTACT.documents] == [False, True]
    assert NO_CONTACT.lift_consent == OFFICE_SUSPENSION.lift_consent == PROSECUTION


def moment(day: int, hour: int = 5) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_a_petition_term_runs_from_what_is_stated() -> None:
    # The running custody ends at 24:00 of the day, Almaty.
    assert petition_start(ARREST_EXTENSION, {"running_until": "2026-11-30"}) == moment(30, 19)
    assert petition_start(ARREST_EXTENSION, {"running_until": date(2026, 11, 30)}) == moment(30, 19)
    assert petition_start(PROPERTY_ARREST, {"found_at": "2026-11-23T10:00:00+05:00"}) == moment(23)
    assert petition_start(PROPERTY_ARREST, {"found_at": moment(23)}) == moment(23)
    assert petition_start(PROPERTY_ARREST, {}) is None
    assert petition_start(BAIL, {"found_at": moment(23)}) is None
    assert moment_of(date(2026, 11, 30), end=False) == moment(29, 19)


@pytest.mark.parametrize(
    ("months", "days"), [(3, (10, 3, 7)), (4, (15, 5, 10)), (9, (15, 5, 10)), (12, (15, 5, 10)), (13, (20, 5, 15))]
)
def test_the_days_of_a_step_follow_the_months(months: int, days: tuple[int, int, int]) -> None:
    keys = ("arrest.extension_to_prosecutor", "arrest.extension_agreement", "arrest.extension_to_court")
    for key, number in zip(keys, days, strict=True):
        assert LIMITS[key].editions[-1].length(step_amount(key, {"months": months})) == number
    assert step_amount("ij.extension", {"months": months}) is None
    assert step_amount(keys[0], {}) is None


def test_what_a_grant_starts() -> None:
    since = moment(23)
    assert granted_term(BAIL, {"amount": 5}, since) is None
    assert granted_term(ARREST, {"milder": "…"}, since) == ("arrest.term", None)
    assert granted_term(ARREST, {"short_days": 7}, since) == ("arrest.short", 7)
    assert granted_term(ARREST_EXTENSION, {"months": 4}, since) == ("arrest.term", 4)
    assert granted_term(KEEP_IVS, {"days": 12}, since) == ("ivs.stay", 12)
    assert granted_term(PROPERTY_RESTRICTION, {"days": 5}, since) == ("property.restriction", 5)
    assert granted_term(KINDS["covert_av"], {"days": 20}, since) == ("covert.term", 20)
    assert granted_term(KINDS["house_arrest"], {}, since) == ("house_arrest.term", None)


@pytest.mark.parametrize("until", ["2026-12-20", date(2026, 12, 20)])
def test_a_last_day_set_by_the_judge_is_the_last_day(until: object) -> None:
    since = moment(23)
    term = granted_term(KINDS["arrest_reading"], {"until": until}, since)
    assert term == ("arrest.term", "28d")
    assert due(term[0], since, amount=term[1]).last_day == date(2026, 12, 20)
    with pytest.raises(ValueError, match="before"):
        granted_term(KINDS["arrest_reading"], {"until": "2026-11-22"}, since)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("code", every())
def test_each_kind_has_its_template(code: str, language: str) -> None:
    template = TEMPLATES / code / f"{language}.html"
    assert template.read_text(encoding="utf-8").startswith('{% extends "acts/sanction.html" %}')


def test_a_kind_that_acts_says_what_it_orders() -> None:
    """Whoever adds a row writes what is asked, ordered and refused; the general words are for a row just begun."""
    for code in NAMED:
        text = (TEMPLATES / code / "ru.html").read_text(encoding="utf-8")
        blocks = {"asked"} if KINDS[code].alone else {"asked", "ordered", "refused"}
        assert all(f"{{% block {block} %}}" in text for block in blocks), code
