"""What a decision does: one clock of custody and its ladder, one measure at a time, who is held and who is free,
property, urgent actions, hospital. The rows of the law are tested in `tests/law`."""

from datetime import timedelta
from io import BytesIO

import pytest

from cases.access import CaseGrant
from cases.actions.materials import file_upload
from cases.models import Deadline, Material
from ecase.law.clock import local
from ecase.law.identity import make_iin
from ecase.law.ladder import LADDER
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests.measures import DAY, Measures
from tests.telling import REASONS, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=75 * DAY)


def extension(told: Measures, days: float, months: int, supported_by=("chief",), **given):
    root = given.pop("root", None)
    draft = told.request(
        days * DAY, "arrest_extension", months=months, running_until=told.row(root).until.isoformat() if root else None
    )
    told.pass_on(days * DAY + 1, draft, supported_by=supported_by)
    return told.judge_it(days * DAY + 2, draft, months=months, **given)


# --- the ladder -------------------------------------------------------------------------------------------------------


def test_custody_is_one_clock_however_often_it_is_extended(told):
    root = told.arrested()
    until = told.row(root).until
    longer = extension(told, 40, 3, root=root)
    assert longer.status == "granted" and longer.until > until
    assert told.row(root).until == longer.until
    assert told.terms(longer).keys().isdisjoint({"arrest.term", "arrest.short"})
    with speaking(told.investigator):
        clocks = list(Deadline.objects.filter(matter=root.pk, rule="arrest.term").order_by("id"))
    assert [clock.live for clock in clocks] == [False, True]
    assert clocks[1].amount == "3" and clocks[1].replaces_id == clocks[0].pk
    assert clocks[1].starts_at == clocks[0].starts_at == told.start
    assert local(clocks[1].due_at - timedelta(minutes=1)).date() == longer.until


@pytest.mark.parametrize("rise", LADDER[:2], ids=lambda rise: str(rise.months))
def test_each_step_goes_before_the_prosecutor_of_its_level(posts, told, rise):
    root = told.arrested()
    if rise.number == 2:
        extension(told, 40, 3, root=root)
    days = 40 if rise.number == 1 else 60
    draft = told.request(
        days * DAY, "arrest_extension", months=rise.months, running_until=told.row(root).until.isoformat()
    )
    told.decide(days * DAY + 1, "investigator", draft, "submit")
    holder = {"district": "chief", "oblast": "oblast_chief"}[rise.level]
    assert told.row(draft).matter.waits_for_id == posts[holder].pk
    terms = told.terms(draft)
    assert terms["arrest.extension_to_prosecutor"][0] == "met"
    assert terms["arrest.extension_to_court"][0] == terms["arrest.extension_agreement"][0] == "live"
    with refused("not_the_step", posts["prosecutor"]):
        told.decide(days * DAY + 2, "prosecutor", draft, "support")
    told.decide(days * DAY + 2, holder, draft, "support")
    terms = told.terms(draft)
    assert terms["arrest.extension_agreement"][0] == terms["arrest.extension_to_court"][0] == "met"
    assert terms["ij.extension"][0] == "live"


def test_a_superior_prosecutor_sees_the_case_only_while_he_decides(posts, told):
    root = told.arrested()
    draft = told.request(40 * DAY, "arrest_extension", months=9, running_until=told.row(root).until.isoformat())
    assert not _sees(posts["oblast_chief"], draft)
    told.decide(40 * DAY + 1, "investigator", draft, "submit")
    assert _sees(posts["oblast_chief"], draft)
    told.decide(40 * DAY + 2, "oblast_chief", draft, "support")
    with speaking(posts["investigator"]):
        let_in = CaseGrant.objects.get(appointment=posts["oblast_chief"], content_object_id=draft.case_id)
    assert let_in.until is not None


def _sees(who, sanction) -> bool:
    with speaking(who):
        return Sanction.objects.visible_to(who).filter(pk=sanction.pk).exists()


def test_eighteen_months_need_two_prosecutors_one_after_the_other(posts):
    told = Measures(posts, ago=75 * DAY, qualification="188/4")
    root = told.arrested(asked={"stated": ["organised_group", "may_flee"]})
    draft = told.request(
        38 * DAY, "arrest_extension", who="head", months=18, running_until=told.row(root).until.isoformat(),
        stated=["unchanged", "organised_group"],
    )  # fmt: skip
    told.decide(38 * DAY + 1, "head", draft, "submit")
    approved = told.decide(38 * DAY + 2, "oblast_chief", draft, "support")
    assert approved.status == "before_prosecutor"
    assert told.row(draft).matter.waits_for_id == posts["gp.chief"].pk
    assert told.entries()[-1] == "sanction.approved"
    agreed = told.decide(38 * DAY + 3, "gp.chief", draft, "support")
    assert agreed.status == "before_court" and agreed.prosecutor_id == posts["gp.chief"].pk


def test_the_place_of_detention_learns_the_new_end_and_warns_before_it(told):
    root = told.arrested()
    first = _end_noted(told)
    assert local(first - timedelta(minutes=1)).date() == told.row(root).until
    told.move(30, "custody", "acknowledge")
    longer = extension(told, 40, 3, root=root)
    assert local(_end_noted(told) - timedelta(minutes=1)).date() == longer.until
    detention = told.fresh()
    assert detention.acknowledged_at is None  # the new order has to be taken in again
    assert told.terms()["facility.acknowledgement"][0] == "live"
    assert told.entries()[-2:] == ["sanction.granted", "detention.order_extended"]


def _end_noted(told):
    end = told.fresh().custody_ends_at
    assert end is not None
    return end


@pytest.mark.parametrize(
    ("code", "days", "months"),
    [("custody_no_longer", 40, 3), ("longer_than_asked", 40, 12), ("custody_over", 66, 3)],
)
def test_what_the_ladder_bars_is_not_granted(posts, told, code, days, months):
    """The bar is asked of the day of the decision: what was open when it was asked for may be closed by then."""
    root = told.arrested()
    if code == "custody_no_longer":
        extension(told, 39, 3, root=root)
    draft = told.request(40 * DAY, "arrest_extension", months=9, running_until=told.row(root).until.isoformat())
    told.pass_on(40 * DAY + 1, draft, supported_by=["oblast_chief"])
    with refused(code, posts["judge"]):
        told.judge_it(days * DAY + 2, draft, who="judge", months=months)


def test_a_minor_is_held_six_months_at_most(posts):
    born = now().date() - timedelta(days=16 * 365)
    told = Measures(posts, ago=70 * DAY, qualification="99/2", iin=make_iin(born, "male", 17))
    assert told.detention.minor
    root = told.arrested(10)
    draft = told.request(40 * DAY, "arrest_extension", months=6, running_until=told.row(root).until.isoformat())
    told.pass_on(40 * DAY + 1, draft, supported_by=["oblast_chief"])
    with refused("longer_than_asked", posts["judge"]):
        told.judge_it(40 * DAY + 2, draft, who="judge", months=7)
    with speaking(told.investigator):  # and however long was asked for
        Sanction.objects.filter(pk=draft.pk).update(facts={**draft.facts, "months": 7})
    with refused("custody_minor_ceiling", posts["judge"]):
        told.judge_it(40 * DAY + 2, draft, who="judge", months=7)
    assert told.judge_it(40 * DAY + 2, draft, months=6).status == "granted"


def test_late_for_the_court_is_marked_and_not_barred(told):
    root = told.arrested()
    draft = told.request(55 * DAY, "arrest_extension", months=3, running_until=told.row(root).until.isoformat())
    told.pass_on(55 * DAY + 1, draft, supported_by=["chief"])
    with speaking(told.investigator):
        met = Deadline.objects.get(matter=draft.pk, rule="arrest.extension_to_court")
    assert met.met_at > met.due_at
    assert told.judge_it(56 * DAY, draft, months=3).status == "granted"


def test_a_short_custody_becomes_a_full_one_on_the_same_clock(told):
    root = told.arrested(short_days=10)
    assert told.terms(root)["arrest.short"][0] == "live"
    assert told.row(root).until == told.day(9)
    draft = told.request(7 * DAY, "arrest_full", who="prosecutor", running_until=told.row(root).until.isoformat())
    told.decide(7 * DAY + 1, "prosecutor", draft, "submit")
    full = told.judge_it(7 * DAY + 2, draft)
    terms = told.terms(root)
    assert terms["arrest.short"][0] == "ended" and terms["arrest.term"][0] == "live"
    assert told.row(root).until == full.until and (full.until - told.day(0)).days in range(58, 62)


def test_custody_for_the_reading_ends_on_the_day_the_judge_sets(posts, told):
    root = told.arrested()
    until = told.row(root).until
    draft = told.request(50 * DAY, "arrest_reading", running_until=until.isoformat(), until=str(until))
    told.pass_on(50 * DAY + 1, draft, supported_by=["prosecutor"])
    with refused("custody_no_longer", posts["judge"]):
        told.judge_it(50 * DAY + 2, draft, who="judge", until=until.isoformat())
    last = until + timedelta(days=12)
    granted = told.judge_it(50 * DAY + 2, draft, until=last.isoformat())
    assert granted.until == told.row(root).until == last
    with speaking(told.investigator):
        clock = Deadline.objects.get(matter=root.pk, rule="arrest.term", ended_at__isnull=True)
    assert clock.amount.endswith("d") and local(clock.due_at - timedelta(minutes=1)).date() == last


def test_a_refused_extension_leaves_the_running_term(told):
    root = told.arrested()
    until = told.row(root).until
    draft = told.request(40 * DAY, "arrest_extension", months=3, running_until=until.isoformat())
    told.pass_on(40 * DAY + 1, draft, supported_by=["chief"])
    assert told.judge_it(40 * DAY + 2, draft, "refuse").status == "refused"
    assert told.row(root).until == until and told.row(root).status == "granted"
    assert told.fresh().status(told.at(41 * DAY)) == "order_recorded"


# --- one measure at a time --------------------------------------------------------------------------------------------


def test_house_arrest_ends_custody_and_frees_from_the_place(told):
    root = told.arrested()
    house = told.granted(20 * DAY, "house_arrest")
    ended = told.row(root)
    assert (ended.status, ended.end_ground) == ("lifted", "replaced")
    assert told.terms(root)["arrest.term"] == ("live", 20 * DAY)  # overdue until he is out of the gate
    assert told.fresh().status(told.at(20 * DAY)) == "must_be_released"
    assert told.terms(house)["house_arrest.term"][0] == "live"
    assert told.entries()[-2:] == ["sanction.granted", "detention.custody_over"]
    (ready,) = [draft for draft in told.prepared() if draft.move == "release_from_custody"]
    assert ready.act == "release_custody_head" and ready.fields == {"ground": "custody_lifted"}
    at = 20 * DAY + 1
    told.move(at, "custody", "release_from_custody", ground="custody_lifted", released_at=told.at(at))
    assert told.fresh().status(told.at(at)) == "released"
    assert told.terms(root)["arrest.term"][0] == "met"


def test_house_arrest_of_one_who_is_detained_frees_him_from_the_detention(told):
    told.granted(30, "house_arrest")
    assert told.fresh().status(told.at(30)) == "must_be_released"
    assert [draft.fields for draft in told.prepared()] == [{"ground": "other_measure"}]
    told.move(30.5, "custody", "release", ground="other_measure", released_at=told.at(30.5))
    assert told.fresh().status(told.at(31)) == "released"


def test_a_measure_of_the_investigators_own_does_not_end_one_of_the_court(posts, told):
    told.arrested()
    draft = told.request(20 * DAY, "undertaking")
    with refused("measure_in_force", posts["investigator"]):
        told.decide(20 * DAY, "investigator", draft, "apply")


def test_custody_ends_a_milder_measure(told):
    mild = told.request(3, "undertaking")
    told.decide(4, "investigator", mild, "apply")
    assert told.row(mild).status == "granted"
    told.arrested(30)
    assert (told.row(mild).status, told.row(mild).end_ground) == ("lifted", "replaced")


def test_the_judge_may_choose_another_measure_than_the_one_he_refuses(told):
    draft = told.request(10, "arrest")
    told.pass_on(11, draft)
    refusal = told.judge_it(12, draft, "refuse", other_measure="house_arrest")
    assert refusal.decided["other_measure"] == "house_arrest"
    assert told.fresh().status(told.at(13)) == "must_be_released"


# --- bail -------------------------------------------------------------------------------------------------------------


def test_bail_of_one_who_is_detained_keeps_him_until_it_is_paid(told):
    bail = told.granted(30, "bail", asked={"amount": 2_000_000}, amount=2_000_000, until_paid="custody")
    assert told.terms(bail)["arrest.term"][0] == "live" and "bail.payment" not in told.terms(bail)
    assert told.fresh().status(told.at(31)) == "order_recorded"
    told.decide(50, "investigator", bail, "pay_bail", paid_at=told.at(49), paid_how="Квитанция № 18, депозит суда")
    assert told.row(bail).status == "granted" and told.row(bail).until is None
    assert told.fresh().status(told.at(50)) == "must_be_released"
    told.move(51, "custody", "release_from_custody", ground="bail_paid", released_at=told.at(51))
    assert told.terms(bail)["arrest.term"][0] == "met"


def test_bail_without_custody_frees_at_once_and_is_paid_within_its_term(told):
    bail = told.granted(30, "bail", asked={"amount": 2_000_000}, amount=2_000_000)
    assert told.terms(bail)["bail.payment"][0] == "live"
    assert told.fresh().status(told.at(31)) == "must_be_released"
    told.decide(40, "investigator", bail, "pay_bail", paid_at=told.at(39), paid_how="Квитанция № 19, депозит суда")
    assert told.terms(bail)["bail.payment"][0] == "met"


def test_the_bail_set_with_the_arrest_frees_when_it_is_paid(posts, told):
    root = told.arrested(bail=3_000_000)
    told.decide(30, "investigator", root, "pay_bail", paid_at=told.at(29), paid_how="Квитанция № 20, депозит суда")
    assert (told.row(root).status, told.row(root).end_ground) == ("lifted", "bail_paid")
    assert told.fresh().status(told.at(30)) == "must_be_released"
    without = Measures(posts, ago=80, iin="850606400334")
    row = without.arrested(30, bail_barred="Тяжкие последствия, часть 9 статьи 148.")
    with refused("no_bail", posts["investigator"]):
        without.decide(31, "investigator", row, "pay_bail", paid_at=without.at(31), paid_how="Квитанция № 21")


# --- property, urgent actions, hospital -------------------------------------------------------------------------------

FLAT = "Квартира, кадастровый номер 20-315-001-044"


def test_the_arrest_of_property_ends_the_restriction_before_it(told):
    limited = told.granted(10, "property_restriction", asked={"property": FLAT, "days": 10, "restriction_days": 10},
                           days=10, restriction_days=10)  # fmt: skip
    assert told.terms(limited)["property.restriction"][0] == "live"
    assert told.terms(limited)["property.owner_notice"][0] == "live"
    arrest = told.granted(40, "property_arrest", asked={"property": FLAT, "found_at": told.at(9).isoformat()})
    assert arrest.status == "granted" and arrest.until is None
    assert (told.row(limited).status, told.row(limited).end_ground) == ("lifted", "court_decided")
    assert told.terms(limited)["property.restriction"][0] == "ended"


def test_the_refusal_of_the_arrest_lifts_the_restriction(told):
    limited = told.granted(10, "property_restriction", asked={"property": FLAT, "days": 10, "restriction_days": 10},
                           days=10, restriction_days=10)  # fmt: skip
    other = told.granted(10.5, "property_restriction", asked={"property": "Автомобиль", "object": "Автомобиль"})
    draft = told.request(20, "property_arrest", property=FLAT, found_at=told.at(9).isoformat())
    told.pass_on(21, draft)
    told.judge_it(22, draft, "refuse")
    assert (told.row(limited).status, told.row(limited).end_ground) == ("lifted", "court_refused")
    assert told.row(other).status == "granted"  # something else


def test_the_petition_for_property_is_due_from_its_finding(told):
    draft = told.request(20, "property_arrest", found_at=told.at(9).isoformat())
    assert told.terms(draft)["property.petition"] == ("live", 57)
    told.pass_on(21, draft)
    assert told.terms(draft)["property.petition"][0] == "met"


@pytest.mark.parametrize(("kind", "cite"), [("inspection_urgent", "CPC 220(14)"), ("search", "CPC 254(3), 220(14)")])
def test_what_an_unlawful_urgent_action_brought_in_is_no_evidence(told, kind, cite):
    draft = told.request(
        12, kind, urgent=True, acted_from=told.at(9), acted_until=told.at(11), urgent_why=["lost"],
        facts_from=None,
    )  # fmt: skip
    with speaking(told.investigator):
        found = _upload(told, 11.5, draft)
    told.pass_on(13, draft)
    told.judge_it(14, draft, "refuse")
    with speaking(told.investigator):
        marked = Material.objects.get(pk=found.pk)
        papers = Material.objects.filter(matter=draft.pk, kind__in=[draft.rule.petition_act, draft.rule.refused_act])
        assert marked.inadmissible_at is not None and marked.inadmissible_cite == cite
        assert not papers.filter(inadmissible_at__isnull=False).exists()


def _upload(told: Measures, hours: float, sanction: Sanction) -> Material:
    made = file_upload(
        case_id=told.detention.case_id, by=told.investigator, at=told.at(hours), file=BytesIO("Осмотр".encode()),
        name="p.txt", title="Протокол осмотра", kind="protocol_inspection",
    )  # fmt: skip
    Material.objects.filter(pk=made.pk).update(matter=sanction.matter)
    return made


def test_a_lawful_urgent_action_is_open_to_the_parties_once_it_is_decided(posts, told):
    draft = told.request(12, "search", urgent=True, acted_from=told.at(9), acted_until=told.at(11), urgent_why=["lost"])
    assert told.terms(draft)["search_urgent.to_ij"][0] == "live"
    told.pass_on(13, draft)
    granted = told.judge_it(14, draft)
    assert granted.status == "granted"
    with refused("acted_first", posts["investigator"]):
        told.decide(15, "investigator", draft, "execute", executed_at=told.at(15), execution=REASONS)


def test_a_longer_stay_in_hospital_goes_on_from_the_running_end(told):
    root = told.granted(30, "medical_placement", days=20, asked={"days": 20})
    assert told.terms(root)["medical.stay"][0] == "live"
    until = told.row(root).until
    asked = {"days": 10, "running_until": until.isoformat()}
    longer = told.granted(15 * DAY, "medical_placement_extension", asked=asked, days=10)
    assert (longer.until - until).days == 10 and told.row(root).until == longer.until
    terms = told.terms(root)
    assert terms["medical.stay"][0] == "ended" and terms["medical.stay_extension"][0] == "live"


def test_the_suspension_is_reported_by_the_employer_within_its_term(told):
    row = told.granted(30, "office_suspension")
    assert row.until is None and told.terms(row)["suspension.execution"][0] == "live"
    told.decide(40, "investigator", row, "execute", executed_at=told.at(39), execution=REASONS)
    assert told.row(row).status == "granted" and told.terms(row)["suspension.execution"][0] == "met"


def test_the_lawyers_hear_of_a_grant_and_the_term_of_the_appeal_runs_for_both(posts, told):
    root = told.arrested()
    assert told.terms(root)["ij.appeal"][0] == "live"
    with speaking(posts["lawyer"]):
        seen = Deadline.objects.visible_to(posts["lawyer"]).filter(matter=root.pk, rule="ij.appeal")
        assert seen.count() == 1
    assert Notice.objects.filter(to=posts["lawyer"], kind="sanction.granted").exists()
