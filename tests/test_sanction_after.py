"""After the decision: execution, early end, extension and bail, each by whom, in which state, once."""

import pytest

from cases.actions.act import NotVisible
from cases.models import Material
from cases.moving import Invalid, do
from ecase.law.kinds import Ends
from ecase.law.kinds_all import KINDS
from ecase.law.roles import Role
from ecase.people.models import Notice
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from sanctions.moves import MOVES
from sanctions.moves_after import EXTENDS, PREVENTIVE
from sanctions.resource import SANCTION
from tests.measures import DAY, Measures
from tests.telling import REASONS, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=75 * DAY)


def report(told, hours, row, who="investigator", **more):
    return told.decide(
        hours, who, row, "execute",
        **{"executed_at": told.at(hours), "execution": REASONS, "where": "Алматы", "took_part": "понятые", **more},
    )  # fmt: skip


# --- the tables of moves, every kind ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.compartment != "covert"])
def test_what_may_follow_a_decision_is_read_from_the_row(code):
    kind, moves = KINDS[code], MOVES[code]
    once = kind.ends is Ends.EXECUTED
    if "execute" in moves:
        assert moves["execute"].target == ("executed" if once else "")
        assert Role.INVESTIGATOR in moves["execute"].by and set(moves["execute"].stops) == {kind.report_term} - {""}
    else:
        assert kind.acted_first or kind.code in ("bail", "measure_lift") or (not once and not kind.by_court)
    assert ("lift" in moves) == bool(kind.lifted_by and not kind.extends)
    if "lift" in moves:
        assert moves["lift"].by == kind.lifted_by and moves["lift"].target == "lifted"
        liberty = code in PREVENTIVE or kind.group == "liberty"
        assert moves["lift"].act == ("measure_lifted" if liberty else "compulsion_lifted")
    assert ("appeal" in moves) == bool(kind.by_court and kind.appeal)
    assert ("extend" in moves) == (code in EXTENDS)
    assert "pay_bail" not in moves or code in ("bail", "arrest")


# --- execution --------------------------------------------------------------------------------------------------------


def test_the_report_ends_an_action_and_opens_it_to_the_parties(posts, told):
    row = told.granted(30, "search")
    with speaking(posts["lawyer"]):
        assert not Sanction.objects.visible_to(posts["lawyer"]).filter(pk=row.pk).exists()
    done = report(told, 40, row)
    assert (done.status, done.executed_by_id) == ("executed", posts["investigator"].pk)
    assert "Алматы" in done.execution and "понятые" in done.execution
    with speaking(posts["lawyer"]):
        assert Sanction.objects.visible_to(posts["lawyer"]).filter(pk=row.pk).exists()
        papers = set(Material.objects.visible_to(posts["lawyer"]).filter(matter=row.pk).values_list("kind", flat=True))
    assert {"search_petition", "search_granted", "sanction_execution"} <= papers
    # He learns of it now, so his three days of appeal begin now.
    term = told.terms(row)["ij.appeal"]
    assert term[0] == "live" and term[1] > 40 + 2 * DAY
    assert Notice.objects.filter(to=posts["judge"], kind="sanction.executed").exists()


@pytest.mark.parametrize(
    ("code", "fields"),
    [("before_the_decision", {"executed_at": 20}), ("in_the_future", {"executed_at": 41})],
)
def test_an_execution_has_its_place_in_time(posts, told, code, fields):
    row = told.granted(30, "search")
    with refused(code, posts["investigator"]):
        report(told, 40, row, executed_at=told.at(fields["executed_at"]))


def test_execution_is_reported_once_by_whoever_conducts_the_case(posts, told):
    row = told.granted(30, "search")
    with refused("wrong_role", posts["judge"]):
        report(told, 35, row, who="judge")
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        do(
            SANCTION,
            row.pk,
            "execute",
            by=posts["investigator2"],
            at=told.at(36),
            executed_at=told.at(36),
            execution=REASONS,
        )
    with pytest.raises(Invalid), speaking(posts["investigator"]):
        do(
            SANCTION,
            row.pk,
            "execute",
            by=posts["investigator"],
            at=told.at(36),
            executed_at=told.at(36),
            execution=" ",
        )
    report(told, 37, row)
    with refused("wrong_status", posts["investigator"]):
        report(told, 38, row)
    draft = told.request(39, "seizure")
    with refused("wrong_status", posts["investigator"]):
        report(told, 39, draft)


def test_a_measure_that_lasts_goes_on_after_its_report(posts, told):
    row = told.granted(30, "house_arrest")
    done = report(told, 40, row)
    assert done.status == "granted" and done.executed_at is not None
    assert told.terms(row)["house_arrest.term"][0] == "live"
    with refused("executed_already", posts["investigator"]):
        report(told, 41, row)


def test_what_the_restriction_opens_and_stops(told):
    row = told.granted(
        10, "property_restriction", asked={"days": 10, "restriction_days": 10}, days=10, restriction_days=10
    )
    report(told, 15, row)
    assert told.terms(row)["property.owner_notice"][0] == "met" and told.terms(row)["property.restriction"][0] == "live"
    assert told.row(row).status == "granted" and told.row(row).matter.compartment == "parties"


# --- early end --------------------------------------------------------------------------------------------------------

LIFT = {"ground": "not_needed", "reasons": REASONS}


def test_the_prosecutor_lifts_custody_and_the_person_has_to_be_freed(posts, told):
    root = told.arrested()
    lifted = told.decide(40, "prosecutor", root, "lift", **LIFT)
    assert (lifted.status, lifted.end_ground, lifted.ended_by_id) == ("lifted", "not_needed", posts["prosecutor"].pk)
    assert told.fresh().status(told.at(40)) == "must_be_released"
    assert told.terms(root)["arrest.term"] == ("live", 40)
    assert told.entries()[-2:] == ["sanction.lifted", "detention.custody_over"]
    called = Notice.objects.filter(kind="detention.custody_over", must_acknowledge=True)
    assert {notice.to.user.username for notice in called} == {"custody", "investigator", "head", "prosecutor"}
    with speaking(posts["custody"]):
        papers = Material.objects.visible_to(posts["custody"]).values_list("kind", flat=True)
        assert "measure_lifted" in papers and "arrest_petition" not in papers
    told.move(41, "custody", "acknowledge")
    told.move(41, "custody", "release_from_custody", ground="custody_lifted", released_at=told.at(41))
    assert told.fresh().status(told.at(41)) == "released"
    assert told.terms(root)["arrest.term"][0] == "met"
    with refused("wrong_status", posts["prosecutor"]):
        told.decide(42, "prosecutor", root, "lift", **LIFT)


def test_extensions_end_with_the_measure_they_prolonged(told):
    root = told.arrested()
    asked = {"months": 3, "running_until": told.row(root).until.isoformat(), "supported_by": ["chief"]}
    longer = told.granted(40 * DAY, "arrest_extension", asked=asked, months=3)
    told.decide(41 * DAY, "prosecutor", root, "lift", **LIFT)
    assert told.row(root).status == told.row(longer).status == "lifted"


def test_the_investigator_needs_the_prosecutors_consent(posts, told):
    root = told.arrested()
    with refused("consent_needed", posts["investigator"]):
        told.decide(40, "investigator", root, "lift", **LIFT)
    why = {"ground": "health", "other_measure": "undertaking", "stated": ["changed"]}
    asked = told.decide(41, "investigator", root, "ask_lift", grounds=REASONS, **why)
    assert (asked.kind, asked.extends_id, asked.participant_id) == ("measure_lift", root.pk, root.participant_id)
    with refused("asked_already", posts["investigator"]):
        told.decide(41, "investigator", root, "ask_lift", ground="health", grounds=REASONS)
    told.decide(42, "investigator", asked, "submit")
    assert told.row(root).status == "granted"
    agreed = told.judge_it(43, asked, who="prosecutor")
    assert agreed.status == "granted"
    ended = told.row(root)
    assert (ended.status, ended.end_ground) == ("lifted", "health")
    assert told.fresh().status(told.at(43)) == "must_be_released"
    # And now the milder one may be taken.
    mild = told.request(44, "undertaking")
    assert told.decide(44, "investigator", mild, "apply").status == "granted"


def test_the_prosecutor_may_refuse_his_consent(told):
    root = told.arrested()
    asked = told.decide(41, "investigator", root, "ask_lift", ground="not_needed", grounds=REASONS)
    told.decide(42, "investigator", asked, "submit")
    assert told.judge_it(43, asked, "refuse", who="prosecutor").status == "refused"
    assert told.row(root).status == "granted"


def test_a_measure_of_the_investigators_own_is_lifted_by_him(posts, told):
    row = told.request(10, "undertaking")
    told.decide(11, "investigator", row, "apply")
    with refused("wrong_role", posts["prosecutor"]):
        told.decide(12, "prosecutor", row, "lift", **LIFT)
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        do(SANCTION, row.pk, "lift", by=posts["investigator2"], at=told.at(12), **LIFT)
    assert told.decide(13, "investigator", row, "lift", **LIFT).status == "lifted"
    with refused("wrong_status", posts["investigator"]):
        told.decide(14, "investigator", row, "lift", **LIFT)


def test_a_measure_of_the_investigators_own_is_open_to_whom_it_binds(posts, told):
    row = told.request(10, "undertaking")
    mine = {"lawyer": True, "lawyer2": False}
    for name in mine:
        with speaking(posts[name]):
            assert not Sanction.objects.visible_to(posts[name]).filter(pk=row.pk).exists(), name
    told.decide(11, "investigator", row, "apply")
    for name, sees in mine.items():
        with speaking(posts[name]):
            assert Sanction.objects.visible_to(posts[name]).filter(pk=row.pk).exists() is sees, name
            acts = Material.objects.visible_to(posts[name]).filter(matter=row.pk)
            assert acts.exists() is sees, name


def test_nothing_is_lifted_that_has_run_out(posts, told):
    root = told.arrested()
    with refused("run_out", posts["prosecutor"]):
        told.decide(70 * DAY, "prosecutor", root, "lift", **LIFT)


# --- extension --------------------------------------------------------------------------------------------------------


def test_the_extension_begins_with_what_is_known_of_the_measure(posts, told):
    root = told.arrested()
    until = told.row(root).until
    with speaking(posts["investigator"]):
        form = SANCTION.forms(told.row(root), MOVES["arrest"]["extend"], posts["investigator"], told.at(40 * DAY))
        assert form is not None and form().initial["running_until"] == until
    texts = {"done": REASONS, "to_do": REASONS, "still_needed": REASONS}
    draft = told.decide(
        40 * DAY, "investigator", root, "extend", months=3, running_until=until, grounds=REASONS,
        stated=["unchanged"], **texts,
    )  # fmt: skip
    assert (draft.kind, draft.status, draft.extends_id) == ("arrest_extension", "draft", root.pk)
    assert draft.facts["months"] == 3
    with refused("asked_already", posts["investigator"]):
        told.decide(40 * DAY, "investigator", root, "extend", months=3, running_until=until, grounds=REASONS, **texts)
    with refused("wrong_role", posts["judge"]):
        told.decide(40 * DAY, "judge", root, "extend", months=3, running_until=until, grounds=REASONS, **texts)


def test_so_long_a_term_is_asked_for_by_the_head(posts, told):
    root = told.arrested()
    with refused("asked_by_the_head", posts["investigator"]):
        told.request(40 * DAY, "arrest_extension", months=12, running_until=told.row(root).until.isoformat())


def test_after_a_short_custody_the_prosecutor_asks_for_the_full_term_first(posts, told):
    root = told.arrested(short_days=10)
    until = told.row(root).until
    texts = {"done": REASONS, "to_do": REASONS, "still_needed": REASONS}
    with refused("full_term_first", posts["investigator"]):
        told.decide(5 * DAY, "investigator", root, "extend", months=3, running_until=until, grounds=REASONS, **texts)
    full = told.decide(5 * DAY, "prosecutor", root, "extend", running_until=until, gathered=REASONS, grounds=REASONS,
                       stated=["fled"])  # fmt: skip
    assert (full.kind, full.extends_id) == ("arrest_full", root.pk)


def test_an_extension_is_extended_on_the_page_of_its_first_order(posts, told):
    root = told.arrested()
    asked = {"months": 3, "running_until": told.row(root).until.isoformat(), "supported_by": ["chief"]}
    longer = told.granted(40 * DAY, "arrest_extension", asked=asked, months=3)
    assert "extend" not in MOVES[longer.kind] and "lift" not in MOVES[longer.kind]
    again = told.request(50 * DAY, "arrest_extension", months=9, extends_id=longer.pk,
                         running_until=told.row(root).until.isoformat())  # fmt: skip
    assert again.extends_id == root.pk


# --- bail -------------------------------------------------------------------------------------------------------------


def test_payment_is_noted_once_by_whoever_answers_for_the_case(posts, told):
    bail = told.granted(30, "bail", asked={"amount": 2_000_000}, amount=2_000_000)
    paid = {"paid_at": told.at(39), "paid_how": "Квитанция № 7, депозит суда"}
    with refused("wrong_role", posts["judge"]):
        told.decide(40, "judge", bail, "pay_bail", **paid)
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        do(SANCTION, bail.pk, "pay_bail", by=posts["investigator2"], at=told.at(40), **paid)
    with refused("before_the_decision", posts["investigator"]):
        told.decide(40, "investigator", bail, "pay_bail", **{**paid, "paid_at": told.at(10)})
    told.decide(40, "investigator", bail, "pay_bail", **paid)
    with refused("executed_already", posts["investigator"]):
        told.decide(41, "investigator", bail, "pay_bail", **paid)
