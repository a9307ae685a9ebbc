"""The registry itself: the figures of the Code, complete rows, no gap between editions."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from ecase.law.cite import parse
from ecase.law.clock import due
from ecase.law.editions import SOURCES, Edition, Limit
from ecase.law.explain import lines
from ecase.law.limits import ANCHORS, GROUPS, LIMITS, UNITS, NoEdition


@pytest.mark.parametrize(
    ("key", "amount", "unit", "cite"),
    [
        ("detention.protocol", 3, "h", "CPC 131(2), 129(1), 7(29)"),
        ("detention.prosecutor_notice", 12, "h", "CPC 131(3)"),
        ("detention.interrogation", 24, "h", "CPC 64(3)"),
        ("detention.expiry", 48, "h", "CPC 131(4), 133(2)"),
        ("detention.petition_to_ij", 8, "h", "CPC 147(3)"),
        ("misd_detained.to_prosecutor", 24, "h", "CPC 528(2)"),
        ("misd_detained.to_court", 12, "h", "CPC 528(3)"),
        ("ij.arrest", 8, "h", "CPC 148(2)"),
        ("arrest.term", 2, "mo", "CPC 151(1), 152(6)"),
        ("arrest.short", 10, "d", "CPC 148(7), 152(6)"),
        ("ij.property", 24, "h", "CPC 162"),
        ("ij.covert", 12, "h", "CPC 234(2)"),
        ("ij.extension", 3, "d", "CPC 152(1)"),
        ("inspection_urgent.to_ij", 1, "d", "CPC 220(14)"),
        ("property.petition", 48, "h", "CPC 161"),
        ("covert.to_ij", 24, "h", "CPC 234(2)"),
        ("covert.term", 30, "d", "CPC 236"),
        ("covert.notify", 6, "mo", "CPC 240(1-1)"),
        ("qualification.announce", 24, "h", "CPC 206(1)"),
        ("inquiry", 1, "mo", "CPC 192(2)"),
        ("investigation", 2, "mo", "CPC 192(2)"),
        ("accelerated", 15, "d", "CPC 190(3)"),
        ("misd.protocol", 10, "d", "CPC 526"),
        ("writ.ruling", 5, "d", "CPC 629-1(6)"),
        ("writ.prosecutor", 24, "h", "CPC 629-3(4)"),
        ("writ.judge", 3, "d", "CPC 629-4(1)"),
        ("writ.objection", 7, "d", "CPC 629-6(2)"),
        ("motion", 3, "d", "CPC 99(4)"),
        ("complaint.prosecutor", 7, "d", "CPC 105(2)"),
        ("complaint.ij", 3, "d", "CPC 106(6)-(8)"),
        ("ij.appeal", 3, "d", "CPC 107(2)"),
        ("ij.oblast", 3, "d", "CPC 107(4)"),
        ("termination.to_prosecutor", 1, "d", "CPC 289(1)"),
        ("termination.decision", 10, "d", "CPC 290(1)"),
        ("interruption.to_prosecutor", 1, "d", "CPC 45(8)"),
        ("interruption.decision", 3, "d", "CPC 45(8-1)"),
        ("indictment.prosecutor", 10, "d", "CPC 302"),
        ("indictment.prosecutor_complex", 1, "mo", "CPC 302"),
        ("accelerated.prosecutor", 3, "d", "CPC 190(7)"),
        ("charge_protocol.prosecutor", 3, "d", "CPC 192-2(6)"),
        ("investigation.returned", 1, "mo", "CPC 192(7)"),
        ("accelerated.covert_sanction", 3, "d", "CPC 190(3)"),
        ("accelerated.after_covert", 15, "d", "CPC 190(3)"),
        ("accelerated.ceiling", 2, "mo", "CPC 190(3)"),
        ("extension.submission", 5, "d", "CPC 192(6)"),
        ("misd.prosecutor", 1, "d", "CPC 528(3)"),
        ("misd.court", 15, "d", "CPC 529(3)"),
        ("misd.court_extension", 1, "mo", "CPC 529(3)"),
        ("inquiry.opened_notice", 1, "d", "CPC 189(4)"),
        ("report.decision", 24, "h", "GPO 89"),
        ("report.pass_on", 3, "d", "CPC 179(4)"),
        ("report.audit_first", 3, "d", "CPC 181(5)"),
        ("private.no_complaint", 3, "d", "CPC 32(5)"),
        ("transfer.jurisdiction", 5, "d", "CPC 186(2),(3)"),
        ("inquiry.to_investigator", 5, "d", "CPC 196(2)"),
        ("inquiry.to_investigator_notice", 24, "h", "CPC 196(2)"),
        ("errand", 10, "d", "CPC 188(3)"),
        ("severance.copy", 24, "h", "CPC 44(5)"),
        ("joinder.copy", 24, "h", "CPC 43(3)"),
        ("termination.pass_on", 10, "d", "CPC 35(9)"),
        ("demand.answer", 3, "d", "CPC 34(5)"),
        ("demand.answer_custody", 24, "h", "CPC 34(5)"),
        ("representation.reply", 1, "mo", "CPC 200(2)"),
        ("writ.copy", 1, "d", "CPC 629-6(1)"),
        ("writ.appeal", 7, "d", "CPC 629-7"),
        ("complaint.to_court", 15, "d", "CPC 106(5)"),
        ("complaint.ij_material", 3, "d", "CPC 106(6)-(8)"),
        ("complaint.forward", 1, "d", "CPC 101(2)"),
        ("complaint.termination", 12, "mo", "CPC 102"),
        ("participant.recognition", 3, "d", "CPC 109"),
        ("participant.appeal", 5, "d", "CPC 109"),
        ("defence.documents", 10, "d", "CPC 122(3)"),
        ("defence.documents_arrest", 24, "h", "CPC 122(3)"),
        ("deposition.remarks", 5, "d", "CPC 217"),
        ("familiarisation.postponed", 5, "d", "CPC 294(4)"),
        ("familiarisation.motions", 3, "d", "CPC 297(2)"),
        ("familiarisation.refusal_copy", 1, "d", "CPC 297(5)"),
        ("familiarisation.complaint", 3, "d", "CPC 297(6)"),
        ("arrest.familiarisation_decision", 24, "h", "CPC 151(11)"),
    ],
)
def test_figures_of_today(key: str, amount: int, unit: str, cite: str) -> None:
    limit = LIMITS[key]
    edition = limit.edition(date(2026, 11, 23))
    assert (edition.amount, limit.unit, edition.cite) == (amount, unit, cite)


# No longer in the text; still needed to count what happened then.
GONE = {"registration.prosecutor_notice"}


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("inquiry", "complex", 3),
        ("inquiry", "special", 12),
        ("investigation", "complex", 3),
        ("investigation", "special", 12),
        ("extension.submission", "prosecutor_general", 10),
        ("indictment.prosecutor", "accelerated", 3),
        ("indictment.prosecutor", "charge_protocol", 3),
        ("interruption.decision", "case_file", 10),
        ("complaint.prosecutor", "listed", 3),
        ("complaint.prosecutor", "prolonged", 15),
        ("complaint.ij", "hearing", 10),
        ("arrest.qualification", "listed", 30),
        ("ij.covert", "more_material", 24),
        ("covert.notify", "prolonged", 12),
    ],
)
def test_named_lengths_of_today(key: str, name: str, value: int) -> None:
    assert LIMITS[key].edition(date(2026, 11, 23)).length(name) == value


def test_which_terms_can_stand_still() -> None:
    assert {key for key, limit in LIMITS.items() if limit.pauses} == {
        "inquiry",
        "investigation",
        "investigation.returned",
        "accelerated",
        "accelerated.after_covert",
        "accelerated.ceiling",
        "misd.protocol",
    }


def test_the_term_nobody_has_read_is_marked_and_only_reminds() -> None:
    edition = LIMITS["report.decision"].edition(date(2026, 11, 23))
    assert edition.confidence == "M"
    answer = due("report.decision", datetime(2026, 11, 23, 5, tzinfo=UTC))
    assert any("only reminds" in step.says for step in answer.explanation)
    assert any("checked by a lawyer" in step.says for step in answer.explanation)


def test_a_sentence_that_is_gone_is_counted_only_for_its_time() -> None:
    limit = LIMITS["registration.prosecutor_notice"]
    assert due(limit, datetime(2018, 6, 1, 5, tzinfo=UTC)).amount == 24
    with pytest.raises(NoEdition):
        due(limit, datetime(2026, 11, 23, 5, tzinfo=UTC))


def test_the_groups_hold_every_limit_once() -> None:
    keys = [limit.key for _title, table in GROUPS for limit in table]
    assert keys == list(LIMITS)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", sorted(LIMITS))
def test_a_row_is_complete(key: str) -> None:
    limit = LIMITS[key]
    assert limit.key == key
    assert limit.anchor in ANCHORS
    assert limit.unit in UNITS
    assert not (limit.custody and limit.rolls), "a custody term is never moved"
    assert limit.editions
    assert limit.rungs
    assert limit.rungs[-1].name == "due"
    assert [rung.offset for rung in limit.rungs] == sorted(rung.offset for rung in limit.rungs)
    assert len({rung.name for rung in limit.rungs}) == len(limit.rungs)
    for edition in limit.editions:
        if edition.confidence == "own":
            assert not edition.cite
        else:
            assert parse(edition.cite)
            # An order nobody of us has read has no edition of the Code behind it, and says so.
            assert edition.source in SOURCES or edition.confidence == "M"


@pytest.mark.parametrize("key", sorted(LIMITS))
def test_editions_follow_each_other_without_gap(key: str) -> None:
    editions = LIMITS[key].editions
    assert len({edition.code for edition in editions}) == len(editions)
    assert (editions[-1].until is None) == (key not in GONE), "something holds today"
    for before, after in pairwise(editions):
        assert before.until == after.since is not None


@pytest.mark.parametrize("key", sorted(LIMITS))
def test_every_limit_can_be_counted_and_explained(key: str) -> None:
    answer = due(key, datetime(2018 if key in GONE else 2026, 11, 22, 20, 56, tzinfo=UTC))
    assert answer.rule == key
    told = lines(answer)
    assert told[0].says == LIMITS[key].title
    assert all(str(step) for step in told)
    for cite in answer.cites:
        assert parse(cite)
    if not LIMITS[key].own:
        assert answer.cites


def test_named_amounts_of_detention() -> None:
    edition = LIMITS["detention.expiry"].edition(date(2026, 11, 23))
    assert (edition.length(), edition.length("minor"), edition.length("exception")) == (48, 24, 72)


def test_ladder_of_the_detention() -> None:
    offsets = [rung.offset for rung in LIMITS["detention.expiry"].rungs]
    assert offsets == [timedelta(hours=-h) for h in (24, 12, 8, 1, 0)]


def test_the_facility_term_is_our_own_and_says_so() -> None:
    limit = LIMITS["facility.acknowledgement"]
    assert limit.own
    answer = due(limit, datetime(2026, 11, 22, tzinfo=UTC))
    assert answer.cites == ()
    assert any("not a term of the law" in step.says for step in answer.explanation)


def test_a_limit_can_be_passed_as_a_value() -> None:
    limit = Limit("x", "X", "filed", "d", (Edition("1", None, None, 2, "CPC 99", "S25", "V"),))
    assert due(limit, datetime(2026, 11, 23, 5, tzinfo=UTC)).last_day == date(2026, 11, 25)
