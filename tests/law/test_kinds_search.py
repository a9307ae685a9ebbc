"""Searches, examinations and covert actions as data: who, when, on which ground, as the Code has it."""

import pytest

from ecase.law import reference
from ecase.law.act import Field
from ecase.law.cite import parse as parse_cite
from ecase.law.kinds import Ends, Group, Hearing, Kind, Opens
from ecase.law.kinds_covert import COVERT_KINDS
from ecase.law.kinds_person import PERSON_KINDS
from ecase.law.kinds_search import SEARCH_KINDS
from ecase.law.limits import LIMITS
from ecase.law.roles import PROSECUTION, Role

KINDS = {kind.code: kind for kind in (*SEARCH_KINDS, *PERSON_KINDS, *COVERT_KINDS)}
COURT, ALONE = "court", "alone"
JUDGE = frozenset({Role.INVESTIGATING_JUDGE})
EXECUTION, DECISION, SUPPORT, NEVER = Opens.EXECUTION, Opens.DECISION, Opens.SUPPORT, Opens.NEVER

# route, the judge's term (or "at once", or ""), the head agrees (62(5)), copy to the prosecutor, opens to the parties,
# what the grant starts. Written from the articles before the rows.
EXPECTED: dict[str, tuple[str, str, bool, bool, Opens, str]] = {
    "inspection_forced": (COURT, "at once", False, True, EXECUTION, ""),
    "inspection_urgent": (COURT, "", False, True, DECISION, ""),
    "inspection_premises": (COURT, "at once", False, True, EXECUTION, ""),
    "search": (COURT, "at once", True, True, EXECUTION, ""),
    "seizure": (COURT, "at once", False, True, EXECUTION, ""),
    "seizure_plain": (ALONE, "", False, False, EXECUTION, ""),
    "personal_search": (COURT, "at once", False, True, EXECUTION, ""),
    "body_examination": (COURT, "at once", False, True, DECISION, ""),
    "samples": (COURT, "at once", False, True, DECISION, ""),
    "medical_placement": (COURT, "", True, False, SUPPORT, "medical.stay"),
    "medical_placement_extension": (COURT, "ij.medical_extension", False, False, SUPPORT, "medical.stay_extension"),
    "medical_transfer": (COURT, "", False, True, SUPPORT, "medical_transfer.term"),
    "medical_transfer_extension": (COURT, "", False, True, SUPPORT, "medical_transfer.extension"),
    "exhumation": (COURT, "ij.exhumation", False, True, DECISION, ""),
    "covert_av": (COURT, "ij.covert", False, False, NEVER, "covert.term"),
    "covert_telecom": (COURT, "ij.covert", False, False, NEVER, "covert.term"),
    "covert_connections": (COURT, "ij.covert", False, False, NEVER, "covert.term"),
    "covert_computer": (COURT, "ij.covert", False, False, NEVER, "covert.term"),
    "covert_mail": (COURT, "ij.covert", False, False, NEVER, "covert.term"),
    "covert_place": (COURT, "ij.covert", False, False, NEVER, "covert.term"),
    "covert_surveillance": (ALONE, "", False, False, NEVER, "covert.term_alone"),
    "covert_test_purchase": (ALONE, "", False, False, NEVER, "covert.term_alone"),
    "covert_threat": (ALONE, "", False, True, NEVER, "covert.term_alone"),
    "covert_extension": (COURT, "ij.covert", False, False, NEVER, "covert.extension"),
    "covert_notice_extension": (COURT, "", False, False, NEVER, ""),
    "covert_notice_waiver": (COURT, "", False, False, NEVER, ""),
}
# What runs for the asker, and from which fact.
PETITIONS = {
    "inspection_urgent": ("inspection_urgent.to_ij", "acted_until"),
    "search": ("search_urgent.to_ij", "acted_until"),
    "seizure": ("search_urgent.to_ij", "acted_until"),
    "personal_search": ("search_urgent.to_ij", "acted_until"),
    "medical_placement_extension": ("medical.extension_petition", "running_until"),
    "covert_av": ("covert.urgent", "acted_from"),
    "covert_telecom": ("covert.urgent", "acted_from"),
    "covert_connections": ("covert.urgent", "acted_from"),
    "covert_computer": ("covert.urgent", "acted_from"),
    "covert_mail": ("covert.urgent", "acted_from"),
    "covert_place": ("covert.urgent", "acted_from"),
    "covert_extension": ("covert.extension_ruling", "running_until"),
}
NUMBERS = {
    "inspection_urgent.to_ij": (1, "d"),
    "search_urgent.to_ij": (1, "d"),
    "ij.exhumation": (24, "h"),
    "ij.covert": (12, "h"),
    "covert.urgent": (24, "h"),
    "covert.to_ij": (24, "h"),
    "covert.term": (30, "d"),
    "covert.extension": (30, "d"),
    "covert.extension_ruling": (3, "d"),
    "covert.result_notice": (2, "d"),
    "covert.threat_notice": (24, "h"),
    "covert.check_order": (24, "h"),
    "covert.check": (5, "d"),
    "covert.mail_inspection": (24, "h"),
    "covert.mail_lifted": (3, "d"),
    "covert.contact": (48, "h"),
    "covert.notify": (6, "mo"),
    "covert.complaint": (15, "d"),
    "covert.destruction": (2, "mo"),
    "medical.stay": (30, "d"),
    "medical.stay_extension": (30, "d"),
    "medical.extension_petition": (3, "d"),
    "ij.medical_extension": (3, "d"),
    "medical.relatives_told": (24, "h"),
    "medical_transfer.term": (1, "mo"),
    "medical_transfer.extension": (1, "mo"),
}
GROUNDS = {
    "inspection_forced": (1, {"object", "minors", "ill"}),
    "inspection_urgent": (2, {"scene", "no_delay"}),
    "inspection_premises": (1, {"administration", "owner"}),
    "search": (1, {"objects", "property", "person", "corpse"}),
    "seizure": (1, {"state_secret", "protected_secret", "dwelling"}),
    "exhumation": (1, {"inspection", "identification", "expert", "other"}),
    "samples": (1, {"insisted", "infection", "applicant", "named"}),
    "covert_av": (1, {"over_one_year", "criminal_group"}),
    "covert_surveillance": (1, {"over_one_year", "criminal_group", "other"}),
    "covert_notice_waiver": (1, {"terrorist", "criminal_group", "state_secrets", "safety"}),
}


def test_the_rows_are_those_of_the_issue() -> None:
    assert list(KINDS) == list(EXPECTED)
    assert {kind.group for kind in SEARCH_KINDS} == {Group.SEARCH}
    assert {kind.group for kind in PERSON_KINDS} == {Group.PERSON}
    assert {kind.group for kind in COVERT_KINDS} == {Group.COVERT}


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_who_decides_and_within_which_time(code: str) -> None:
    kind = KINDS[code]
    route, term, head, copied, opens, grants = EXPECTED[code]
    assert kind.by_court == (route == COURT)
    assert kind.alone == (route == ALONE)
    assert not kind.supported, "none of these passes the prosecutor"
    assert ("at once" if kind.at_once else kind.decision_term) == term
    assert not (kind.at_once and kind.decision_term)
    assert (kind.head_agrees, kind.copy_to_prosecutor, kind.opens, kind.grants) == (head, copied, opens, grants)
    assert kind.deciders == (JUDGE if kind.by_court else frozenset())
    assert kind.hearing is (Hearing.NEVER if kind.group is Group.COVERT else Hearing.IF_NEEDED)
    assert kind.appeal == ("" if kind.alone else "prosecutor" if kind.group is Group.COVERT else "parties")


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_what_runs_for_the_asker(code: str) -> None:
    kind = KINDS[code]
    assert (kind.petition_term, kind.petition_from) == PETITIONS.get(code, ("", ""))
    names = {field.name: field for field in kind.facts}
    # What was done first has its moments in columns of the request, not among the facts.
    assert not {"acted_from", "acted_until", "object"} & set(names)
    if kind.petition_from and not kind.petition_from.startswith("acted_"):
        assert (names[kind.petition_from].kind, names[kind.petition_from].required) == ("date", True)
    assert not (kind.acted_first and kind.urgent)
    assert kind.urgent == (kind.petition_from.startswith("acted_") and not kind.acted_first)


@pytest.mark.parametrize("key", sorted(NUMBERS))
def test_the_numbers(key: str) -> None:
    limit = LIMITS[key]
    assert (limit.editions[-1].amount, limit.unit) == NUMBERS[key]
    assert limit.editions[-1].confidence == "V"


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_a_row_is_whole(code: str) -> None:
    kind = KINDS[code]
    for key in (kind.decision_term, kind.petition_term, kind.grants, kind.report_term, kind.support_term):
        assert not key or key in LIMITS
    for fields in (kind.facts, kind.decides):
        assert len({field.name for field in fields}) == len(fields)
        for field in fields:
            _whole(field)
    assert len({ground.code for ground in kind.grounds}) == len(kind.grounds)
    assert kind.grounds_least <= len(kind.grounds)
    for cite in (kind.cite, *(g.cite for g in kind.grounds), *(d.cite for d in kind.documents)):
        assert parse_cite(cite)
    assert kind.copies
    assert (kind.ends is Ends.RUNS) == (kind.grants != "" or code.startswith("covert_notice"))
    assert (kind.ends is Ends.RUNS) >= bool(kind.lifted_by), "only what runs can be lifted"
    assert set(kind.extends) <= set(KINDS)
    listed = {row.code: (row.ru, row.kk) for row in reference.parse_acts(reference.data("acts"))}
    for titles in (kind.petition, kind.granted, kind.refused):
        assert titles.ru and titles.kk
        assert not titles.listed_as or listed[titles.listed_as] == (titles.ru, titles.kk)
        assert "ё" not in titles.ru


def _whole(field: Field) -> None:
    assert field.label
    assert not field.cite or parse_cite(field.cite)
    assert (field.kind in {"choice", "ticks"}) == bool(field.choices)
    assert len(dict(field.choices)) == len(field.choices)
    if field.least is not None and field.most is not None:
        assert field.least <= field.most


@pytest.mark.parametrize("code", sorted(GROUNDS))
def test_the_grounds(code: str) -> None:
    kind = KINDS[code]
    assert (kind.grounds_least, {ground.code for ground in kind.grounds}) == GROUNDS[code]


def test_who_may_end_it() -> None:
    assert KINDS["covert_surveillance"].lifted_by >= PROSECUTION
    assert not KINDS["covert_av"].lifted_by & PROSECUTION, "there the judge ends it on the prosecutor's petition"
    assert KINDS["covert_mail"].lift_consent == JUDGE
    assert KINDS["medical_placement"].lifted_by >= PROSECUTION | {Role.INVESTIGATOR, Role.INVESTIGATING_JUDGE}


def test_a_dwelling_is_asked_for_by_every_kind_that_enters_one() -> None:
    def asks(kind: Kind) -> bool:
        return any(field.name in {"dwelling", "place_kind"} for field in kind.facts)

    assert {code for code, kind in KINDS.items() if asks(kind)} == {
        "inspection_forced", "inspection_urgent", "search", "seizure", "covert_place",
    }  # fmt: skip
