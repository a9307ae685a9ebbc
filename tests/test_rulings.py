"""Who is a suspect and of what: recognition, qualification, its change, and the end of a charge or of the whole case.

Typesetting and signing are stood in for (tests/telling.py). Severance and joinder: tests/test_severance.py.
"""

import io
from datetime import date, timedelta

import pytest
from django.utils import translation

from cases.actions import add_defence, file_upload
from cases.actions.act import NotVisible
from cases.actions.charges import enter_paper_charge
from cases.models import Case, Charge, Deadline, Episode, Material, Participant, Ruling
from cases.moves import CASE_MOVES
from cases.moving import do
from cases.queries.scope_page import scope_of
from cases.queries.suspects import RECOGNISED, recognised, status_of
from cases.resource import CASE, RULING
from cases.views.moves import done_words
from ecase.law.scope import Kind
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import ADULT, HOUR, tell_case, tell_detention, tell_suspect
from tests.rulings import (
    OTHER_IIN,
    WHY,
    again,
    charge_on,
    decide,
    draw,
    enter,
    live,
    live_episodes,
    status,
    suspect_of,
)
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

CHILD = {"iin": "", "identity": "свидетельство о рождении № 1", "birth_date": date(2014, 5, 5)}


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - 10 * timedelta(days=1))


def defend(posts, case: Case, person: Participant, lawyer: str = "lawyer") -> None:
    with speaking(posts["investigator"]):
        add_defence(
            case_id=case.pk, participant_id=person.pk, lawyer=posts[lawyer], warrant="Уведомление № 3",
            by=posts["investigator"], at=now(),
        )  # fmt: skip


def sees(posts, who: str, ruling: Ruling) -> bool:
    with speaking(posts[who]):
        return Ruling.objects.visible_to(posts[who]).filter(pk=ruling.pk).exists()


# --- recognition as a suspect (202) ---------------------------------------------------------------


def test_a_recognition_has_no_effect_before_the_prosecutor_signs(posts, case):
    person = enter(posts, case)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    assert ruling.status == "before_decider"
    assert status(posts, person) == "before_prosecutor"
    with speaking(posts["investigator"]):
        assert not status_of([person])[person.pk].suspected
        assert not Participant.objects.filter(case=case, capacity="suspect").exists()
        assert again(ruling).matter.waits_for_id == posts["prosecutor"].pk


def test_an_approved_recognition_makes_a_witness_a_suspect_and_keeps_the_witness(posts, case):
    person = enter(posts, case)
    ruling = decide(
        posts, draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3"), "approve"
    )
    assert (ruling.status, ruling.participant.capacity) == ("in_force", "suspect")
    assert ruling.participant.iin == OTHER_IIN and ruling.participant.pk != person.pk
    assert (status(posts, ruling.participant), status(posts, person)) == ("recognised", "")
    with speaking(posts["investigator"]):
        assert again(person).capacity == "witness"
        assert again(ruling).matter.participant_id == ruling.participant.pk
        assert live(posts, case) == [("", "CC 188(3)", "registered")]  # the charge passes by 203, not by 202


def test_somebody_entered_as_a_suspect_is_only_named_until_he_is_recognised(posts, case):
    person = tell_suspect(posts, case)
    assert status(posts, person) == "named"
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    assert decide(posts, ruling, "approve").participant.pk == person.pk
    assert status(posts, person) == "recognised"


def test_a_refused_recognition_leaves_nothing_behind_but_the_refusal(posts, case):
    person = enter(posts, case)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    ruling = decide(posts, ruling, "refuse")
    assert (ruling.status, status(posts, person)) == ("refused", "refused")
    with speaking(posts["investigator"]):
        assert not Participant.objects.filter(case=case, capacity="suspect").exists()
        assert Notice.objects.filter(to=posts["investigator"], kind="ruling.refused").exists()


def protocol_of(posts, case: Case) -> Material:
    with speaking(posts["investigator"]):
        return file_upload(
            case_id=case.pk, by=posts["investigator"], at=now(), file=io.BytesIO("Допрошен.".encode()),
            name="допрос.txt", title="Протокол допроса", kind="protocol_interrogation_suspect",
        )  # fmt: skip


def urgent(posts, case: Case, person: Participant) -> Ruling:
    protocol = protocol_of(posts, case)
    return draw(
        posts, case, "recognise_suspect", participant=str(person.pk), article="188/3", urgent=True,
        interrogated_at=now() - HOUR, protocol=str(protocol.pk),
    )  # fmt: skip


def test_the_urgent_way_needs_the_interrogation_and_makes_a_suspect_at_once(posts, case):
    person = enter(posts, case)
    with refused("not_interrogated", posts["investigator"]):
        do(
            CASE, case.pk, "recognise_suspect", by=posts["investigator"], at=now(), participant=str(person.pk),
            article="188/3", urgent=True, text=WHY,
        )  # fmt: skip
    ruling = urgent(posts, case, person)
    with speaking(posts["investigator"]):
        suspect = again(ruling).participant
        told = status_of([suspect])[suspect.pk]
    assert (told.code, told.suspected, suspect.capacity) == ("before_prosecutor", True, "suspect")
    assert suspect.interrogated_at is not None


def test_a_refusal_in_the_urgent_way_makes_the_interrogation_inadmissible_and_keeps_it(posts, case):
    ruling = urgent(posts, case, enter(posts, case))
    ruling = decide(posts, ruling, "refuse")
    with speaking(posts["investigator"]):
        told = status_of([ruling.participant])[ruling.participant.pk]
        protocol = Material.objects.get(case=case, kind="protocol_interrogation_suspect")
    assert (told.code, told.suspected) == ("refused", False)
    assert (protocol.inadmissible_cite, protocol.inadmissible_ruling_id) == ("CPC 202(1-2)", ruling.pk)
    # The old interrogation carries no second attempt.
    with refused("interrogation_moment", posts["investigator"]):
        do(
            CASE, case.pk, "recognise_suspect", by=posts["investigator"], at=now(),
            participant=str(ruling.participant.pk), article="188/3", urgent=True, text=WHY,
        )  # fmt: skip


def test_an_urgent_ruling_cannot_be_taken_back(posts, case):
    ruling = urgent(posts, case, enter(posts, case))
    with refused("urgent_waits", posts["investigator"]):
        do(RULING, ruling.pk, "withdraw", by=posts["investigator"], at=now(), reasons=WHY)


def test_an_approved_urgent_ruling_leaves_the_interrogation_admissible(posts, case):
    ruling = decide(posts, urgent(posts, case, enter(posts, case)), "approve")
    assert status(posts, ruling.participant) == "recognised"
    with speaking(posts["investigator"]):
        assert Material.objects.get(case=case, kind="protocol_interrogation_suspect").inadmissible_at is None


@pytest.mark.parametrize("office", ["lawyer", "prosecutor", "investigator"])
def test_a_lawyer_prosecutor_or_investigator_needs_the_head_of_the_prosecutors_office(posts, case, office):
    person = enter(posts, case)
    with speaking(posts["investigator"]):
        Participant.objects.filter(pk=person.pk).update(office_held=office)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    with refused("not_the_decider", posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=now())
    ruling = decide(posts, ruling, "approve", by="chief")
    asked = draw(posts, case, "qualify", participant=str(ruling.participant.pk), article="188/3")
    with refused("not_the_decider", posts["prosecutor"]):
        do(RULING, asked.pk, "approve", by=posts["prosecutor"], at=now())
    assert decide(posts, asked, "approve", by="chief").status == "in_force"


def test_what_stands_against_a_recognition_is_said_before_anything_is_drawn(posts, case):
    person, child = enter(posts, case), enter(posts, case, "victim", last_name="Малый", **CHILD)
    suspect_of(posts, case, capacity="witness", iin=ADULT, last_name="Оспанов", qualified=False)
    by, fields = posts["investigator"], {"by": posts["investigator"], "at": now(), "text": WHY}
    with speaking(by):
        known = Participant.objects.get(case=case, capacity="suspect")
    for code, named in (
        ("too_young", {"participant": str(child.pk), "article": "188/3"}),
        ("scope_requalify", {"participant": str(person.pk), "article": "189/2"}),
        ("suspect_already", {"participant": str(known.pk), "article": "188/3"}),
    ):
        with refused(code, by):
            do(CASE, case.pk, "recognise_suspect", **fields, **named)
    draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    with refused("waits_already", by):
        do(CASE, case.pk, "recognise_suspect", **fields, participant=str(person.pk), article="188/3")


def test_a_returned_recognition_is_written_anew_and_approved(posts, case):
    person = enter(posts, case)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    decide(posts, ruling, "return_for_rework")
    assert status(posts, person) == "before_prosecutor"
    decide(posts, ruling, "resubmit", by="investigator", text=WHY, participant=str(person.pk), article="188/3")
    ruling = decide(posts, ruling, "approve")
    assert status(posts, ruling.participant) == "recognised"


def test_a_withdrawn_recognition_leaves_nobody_suspected(posts, case):
    person = enter(posts, case)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    decide(posts, ruling, "withdraw", by="investigator")
    assert status(posts, person) == ""


def test_strangers_and_the_wrong_hands(posts, case):
    person = enter(posts, case)
    named = {"participant": str(person.pk), "article": "188/3", "text": WHY, "at": now()}
    for stranger in ("investigator2", "lawyer", "prosecutor2"):
        with speaking(posts[stranger]), pytest.raises(NotVisible):
            do(CASE, case.pk, "recognise_suspect", by=posts[stranger], **named)
    with refused("wrong_role", posts["prosecutor"]):
        do(CASE, case.pk, "recognise_suspect", by=posts["prosecutor"], **named)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    with speaking(posts["prosecutor2"]), pytest.raises(NotVisible):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor2"], at=now())
    decide(posts, ruling, "approve")
    with refused("wrong_status", posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=now())


def test_his_lawyer_sees_it_in_force_only_and_the_co_suspects_never(posts, case):
    one = suspect_of(posts, case, qualified=False)
    two = suspect_of(posts, case, qualified=False, iin=ADULT, last_name="Оспанов")
    defend(posts, case, one, "lawyer")
    defend(posts, case, two, "lawyer2")
    ruling = draw(posts, case, "qualify", participant=str(one.pk), article="188/3")
    assert not sees(posts, "lawyer", ruling) and not sees(posts, "lawyer2", ruling)
    decide(posts, ruling, "approve")
    assert sees(posts, "lawyer", ruling) and not sees(posts, "lawyer2", ruling)


def test_a_cancelled_recognition_ends_the_suspicion_but_not_under_a_standing_charge(posts, case):
    person = suspect_of(posts, case)
    with speaking(posts["investigator"]):
        recognition = Ruling.objects.get(case=case, kind="suspect")
        qualified = Ruling.objects.get(case=case, kind="qualification")
    with refused("charged_still", posts["chief"]):
        do(RULING, recognition.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)
    decide(posts, qualified, "cancel", by="chief")
    assert live(posts, case) == [("", "CC 188(3)", "registered")]
    decide(posts, recognition, "cancel", by="chief")
    assert status(posts, person) == "ended"


def test_a_detained_person_is_a_suspect_by_that_alone(posts):
    held = tell_detention(posts)
    assert status(posts, held.participant) == "detained"
    ruling = draw(posts, held.case, "qualify", participant=str(held.participant_id), article="188/3")
    assert decide(posts, ruling, "approve").status == "in_force"


# --- qualification (203) --------------------------------------------------------------------------


def test_the_charge_passes_from_the_fact_to_the_person_and_a_second_stands_beside(posts, case):
    suspect_of(posts, case)
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    suspect_of(posts, case, iin=ADULT, last_name="Оспанов")
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified"), ("Оспанов", "CC 188(3)", "qualified")]
    with speaking(posts["investigator"]):
        fact = Charge.objects.get(case=case, participant__isnull=True)
        first = Charge.objects.get(case=case, participant__last_name="Ахметов")
    assert fact.until is not None and fact.registered and first.replaces_id == fact.pk


def test_nobody_is_charged_who_is_no_suspect(posts, case):
    person = tell_suspect(posts, case)
    with refused("not_a_suspect_yet", posts["investigator"]):
        do(
            CASE, case.pk, "qualify", by=posts["investigator"], at=now(), participant=str(person.pk),
            article="188/3", text=WHY,
        )  # fmt: skip


def test_only_who_is_recognised_is_offered_for_a_qualification(posts, case):
    named = tell_suspect(posts, case)
    qualify, by = CASE_MOVES["qualify"], posts["investigator"]
    with speaking(by):
        refusal = CASE.why_not(qualify, again(case), by, now())
        assert refusal is not None and refusal.code == "not_a_suspect_yet"
    person = suspect_of(posts, case, qualified=False)
    with speaking(by):
        assert CASE.why_not(qualify, again(case), by, now()) is None
        field = CASE.forms(again(case), qualify, by, now())()["participant"]
        assert [key for key, _words in field.field.widget.choices] == ["", str(person.pk)]
        people = status_of(Participant.objects.filter(case=case))
        assert recognised(case, by) == {key for key, one in people.items() if one.code in RECOGNISED} == {person.pk}
        assert field.initial == str(person.pk)
    with refused("not_a_suspect_yet", by):
        do(CASE, case.pk, "qualify", by=by, at=now(), participant=str(named.pk), article="188/3", text=WHY)


def test_what_waits_for_the_prosecutor_is_not_said_to_be_done(posts, case):
    person = enter(posts, case)
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), article="188/3")
    with translation.override(None):
        assert done_words(ruling).startswith("Signed and sent for decision")
        assert done_words(decide(posts, ruling, "approve")).startswith("Done")


def test_what_is_offered_to_be_ended_lies_outside(posts, case, widened):
    end, by = CASE_MOVES["terminate_outside"], posts["prosecutor"]
    with speaking(by):
        field = CASE.forms(again(case), end, by, now())()["charge"].field
        assert [key for key, _words in field.widget.choices] == [str(widened.pk)]


def test_what_was_changed_while_a_qualification_waited_stops_its_approval(posts, case):
    person = suspect_of(posts, case, qualified=False)
    waiting = draw(posts, case, "qualify", participant=str(person.pk), article="188/3")
    changed = draw(posts, case, "requalify", charge=str(charge_on(posts, case).pk), article="188/2")
    decide(posts, changed, "approve")
    with refused("scope_requalify", posts["prosecutor"]):
        do(RULING, waiting.pk, "approve", by=posts["prosecutor"], at=now())


# --- change of the qualification (207(1)) ---------------------------------------------------------


def test_a_changed_qualification_ends_the_old_charge_and_replaces_it(posts, case):
    person = suspect_of(posts, case)
    old = charge_on(posts, case, person)
    ruling = draw(posts, case, "requalify", charge=str(old.pk), article="188/2")
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    decide(posts, ruling, "approve")
    new = charge_on(posts, case, person)
    assert (new.cite, new.how, new.replaces_id, new.ruling_id) == ("CC 188(2)", "changed", old.pk, ruling.pk)
    with speaking(posts["investigator"]):
        assert (again(old).ended_ruling_id, again(old).until) == (ruling.pk, new.since)


def test_an_added_qualification_stands_beside_the_old_one(posts, case):
    person = suspect_of(posts, case)
    old = charge_on(posts, case, person)
    decide(posts, draw(posts, case, "requalify", charge=str(old.pk), article="189/2", add=True), "approve")
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified"), ("Ахметов", "CC 189(2)", "added")]


def test_the_act_of_an_unknown_offender_is_requalified_too(posts, case):
    decide(posts, draw(posts, case, "requalify", charge=str(charge_on(posts, case).pk), article="188/4"), "approve")
    assert live(posts, case) == [("", "CC 188(4)", "changed")]
    # From then on the changed one counts: the registered article would have to be changed back.
    person = enter(posts, case)
    with refused("scope_requalify", posts["investigator"]):
        do(
            CASE, case.pk, "recognise_suspect", by=posts["investigator"], at=now(), participant=str(person.pk),
            article="188/3", text=WHY,
        )  # fmt: skip
    suspect_of(posts, case, article="188/4", iin=ADULT, last_name="Оспанов")


def test_a_refused_change_changes_nothing_and_one_waits_at_a_time(posts, case):
    old = charge_on(posts, case)
    ruling = draw(posts, case, "requalify", charge=str(old.pk), article="188/2")
    again_ = {"by": posts["investigator"], "at": now(), "text": WHY, "charge": str(old.pk)}
    with refused("waits_already", posts["investigator"]):
        do(CASE, case.pk, "requalify", article="188/4", **again_)
    decide(posts, ruling, "refuse")
    assert live(posts, case) == [("", "CC 188(3)", "registered")]
    with refused("same_article", posts["investigator"]):
        do(CASE, case.pk, "requalify", article="188/3", **again_)
    with refused("qualification_unknown", posts["investigator"]):
        do(CASE, case.pk, "requalify", article="999/1", **again_)


def test_a_cancelled_change_brings_the_former_qualification_back_and_later_ones_go_first(posts, case):
    person = suspect_of(posts, case)
    first = draw(posts, case, "requalify", charge=str(charge_on(posts, case, person).pk), article="188/2")
    decide(posts, first, "approve")
    second = draw(posts, case, "requalify", charge=str(charge_on(posts, case, person).pk), article="188/4")
    decide(posts, second, "approve")
    with refused("later_ruling", posts["chief"]):
        do(RULING, first.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)
    decide(posts, second, "cancel", by="chief")
    assert live(posts, case) == [("Ахметов", "CC 188(2)", "changed")]
    decide(posts, first, "cancel", by="chief")
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]


# --- end of the prosecution in a part (207(2), 288(5)) --------------------------------------------


def test_one_of_two_is_freed_and_the_case_goes_on_against_the_other(posts, case):
    one = suspect_of(posts, case)
    two = suspect_of(posts, case, iin=ADULT, last_name="Оспанов")
    ruling = draw(posts, case, "terminate_part", charge=str(charge_on(posts, case, one).pk), ground="not_confirmed")
    with refused("wrong_role", posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=now())
    decide(posts, ruling, "approve", by="chief")
    assert live(posts, case) == [("Оспанов", "CC 188(3)", "qualified")]
    assert (status(posts, one), status(posts, two)) == ("ended", "recognised")
    assert live_episodes(posts, case) == [1]


def test_when_the_only_suspect_is_freed_the_case_is_on_the_fact_again(posts, case):
    person = suspect_of(posts, case)
    ruling = draw(posts, case, "terminate_part", charge=str(charge_on(posts, case, person).pk), ground="not_confirmed")
    decide(posts, ruling, "approve", by="chief")
    assert live(posts, case) == [("", "CC 188(3)", "registered")]
    assert (status(posts, person), live_episodes(posts, case)) == ("ended", [1])
    decide(posts, ruling, "cancel", by="chief")
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    assert status(posts, person) == "recognised"


def test_the_whole_case_is_not_ended_in_a_part_and_some_grounds_need_no_objection(posts, case):
    person = suspect_of(posts, case)
    by, charge = posts["investigator"], charge_on(posts, case, person)
    fields = {"by": by, "at": now(), "text": WHY, "charge": str(charge.pk)}
    with refused("whole_case", by):
        do(CASE, case.pk, "terminate_part", ground="no_event", **fields)
    with refused("objection", by):
        do(CASE, case.pk, "terminate_part", ground="reconciled", **fields)
    ruling = draw(posts, case, "terminate_part", charge=str(charge.pk), ground="reconciled", no_objection=True)
    assert ruling.status == "before_decider"


# --- termination of the case ----------------------------------------------------------------------


def test_a_termination_ends_everything_and_tells_everybody(posts, case):
    person = suspect_of(posts, case)
    defend(posts, case, person)
    waiting = draw(posts, case, "requalify", charge=str(charge_on(posts, case, person).pk), article="188/2")
    ruling = draw(posts, case, "terminate", ground="no_elements")
    with speaking(posts["investigator"]):
        assert again(case).stage == "pretrial"
        assert Deadline.objects.filter(case=case, rule="termination.decision", met_at__isnull=True).count() == 1
        term = Deadline.objects.get(case=case, matter__isnull=True)
        assert term.next_at is None, "the term stands still while the prosecutor has the case (192(3))"
    decide(posts, ruling, "approve", by="chief")
    with speaking(posts["investigator"]):
        assert again(case).stage == "terminated"
        assert not Charge.objects.filter(case=case, until__isnull=True).exists()
        assert not Deadline.objects.filter(case=case, met_at__isnull=True, ended_at__isnull=True).exists()
        assert (again(waiting).status, again(waiting).matter.closed_at is not None) == ("withdrawn", True)
        assert again(term).ended_at is not None
    assert (live_episodes(posts, case), status(posts, person)) == ([], "ended")
    for reader in ("investigator", "prosecutor", "head", "lawyer"):
        with speaking(posts[reader]):
            assert Notice.objects.filter(
                to=posts[reader], kind="ruling.in_force", key__contains=str(ruling.pk)
            ).exists()
    with refused("wrong_status", posts["investigator"]):
        do(CASE, case.pk, "terminate", by=posts["investigator"], at=now(), ground="no_event", text=WHY)


def test_a_cancelled_termination_opens_the_case_again_for_a_month(posts, case):
    person = suspect_of(posts, case)
    ruling = decide(posts, draw(posts, case, "terminate", ground="no_elements"), "approve", by="chief")
    decide(posts, ruling, "cancel", by="chief")
    with speaking(posts["investigator"]):
        assert again(case).stage == "pretrial"
        running = Deadline.objects.get(case=case, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True)
    assert running.rule == "investigation.returned"
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    assert (live_episodes(posts, case), status(posts, person)) == ([1], "recognised")


# --- what lies outside the registered charge (121(1)) ---------------------------------------------


@pytest.fixture
def widened(posts, case) -> Charge:
    """A charge without a registered offence, as a case may bring one along from paper."""
    person = suspect_of(posts, case)
    draw(posts, case, "switch_format", to="paper")
    return on_paper(posts, case, person)


def on_paper(posts, case: Case, person: Participant, **more) -> Charge:
    with speaking(posts["investigator"]):
        return enter_paper_charge(
            **{
                "case_id": case.pk, "participant_id": person.pk, "article": "190/1", "since": now() - HOUR,
                "paper": "Постановление от 12.03.2026", "by": posts["investigator"], "at": now(), **more,
            }
        )  # fmt: skip


def test_a_charge_on_paper_is_entered_only_in_a_case_on_paper(posts, case):
    person = suspect_of(posts, case)
    for code, more in (("not_on_paper", {}),):
        with refused(code, posts["investigator"]):
            on_paper(posts, case, person, **more)
    draw(posts, case, "switch_format", to="mixed")
    for code, more in (
        ("scope_not_registered", {"episode": 4}),
        ("charged_already", {"episode": 1, "article": "188/3"}),
        ("charge_moment", {"since": now() + HOUR}),
        ("not_the_investigator", {"by": posts["prosecutor"]}),
    ):
        with refused(code, posts[{"not_the_investigator": "prosecutor"}.get(code, "investigator")]):
            enter_paper_charge(
                **{
                    "case_id": case.pk, "participant_id": person.pk, "article": "190/1", "since": now() - HOUR,
                    "paper": "Постановление", "by": posts["investigator"], "at": now(), **more,
                }
            )  # fmt: skip
    entered = on_paper(posts, case, person, episode=1, article="188/4")
    assert entered.episode.number == 1
    with speaking(posts["prosecutor"]):
        assert Notice.objects.filter(to=posts["prosecutor"], kind="charge.entered").exists()
        (same, added) = scope_of(again(case), posts["prosecutor"], now()).lines
        assert (same.difference.kind, added.difference.kind, added.outside) == (Kind.SAME, Kind.ADDED, True)


def test_the_prosecutor_ends_what_lies_outside_and_nothing_that_lies_within(posts, case, widened):
    with speaking(posts["investigator"]):
        inside = Charge.objects.get(case=case, article="188", until__isnull=True)
    fields = {"by": posts["prosecutor"], "at": now(), "text": WHY}
    with refused("inside_scope", posts["prosecutor"]):
        do(CASE, case.pk, "terminate_outside", charge=str(inside.pk), **fields)
    with refused("wrong_role", posts["investigator"]):
        do(CASE, case.pk, "terminate_outside", charge=str(widened.pk), **{**fields, "by": posts["investigator"]})
    ruling = draw(posts, case, "terminate_outside", by="prosecutor", charge=str(widened.pk))
    assert ruling.status == "in_force"
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    for reader in ("prosecutor", "investigator"):
        with speaking(posts[reader]):
            page = scope_of(again(case), posts[reader], now())
            (gone,) = page.ended  # it does not vanish: who, when and why go on standing there
        assert (gone.difference.charged, gone.difference.kind) == (("190", "1"), Kind.TERMINATED)
        assert gone.decided.ruling == ruling and gone.decided.why == WHY and not page.outside
    with refused("inside_scope", posts["prosecutor"]):  # nothing lies outside any more: not offered either
        do(CASE, case.pk, "terminate_outside", charge=str(widened.pk), **fields)
    with speaking(posts["investigator"]):
        assert Notice.objects.filter(to=posts["investigator"], kind="ruling.in_force").exists()
        assert status_of([widened.participant])[widened.participant.pk].code == "recognised"


def test_the_scope_page_names_every_difference_with_who_when_and_why(
    posts, case, widened, django_assert_max_num_queries
):
    person = widened.participant
    with speaking(posts["investigator"]):
        inside = Charge.objects.get(case=case, article="188", until__isnull=True)
    changed = decide(posts, draw(posts, case, "requalify", charge=str(inside.pk), article="188/2"), "approve")
    with speaking(posts["prosecutor"]):
        with django_assert_max_num_queries(6):
            page = scope_of(again(case), posts["prosecutor"], now())
        other, outside = page.lines
        assert (other.difference.kind, other.difference.registered, other.difference.charged) == (
            Kind.CHANGED, ("188", "3"), ("188", "2"),
        )  # fmt: skip
        assert other.decided is not None and other.decided.ruling.pk == changed.pk
        assert (other.decided.drawn_by.pk, other.decided.decided_by.pk) == (
            posts["investigator"].pk, posts["prosecutor"].pk,
        )  # fmt: skip
        assert other.decided.why == WHY and not other.outside
        assert (outside.difference.kind, outside.outside, outside.charge.pk) == (Kind.OUTSIDE, True, widened.pk)
        assert page.may_end and outside.person.pk == person.pk
    with speaking(posts["investigator"]):
        assert not scope_of(again(case), posts["investigator"], now()).may_end


def test_a_case_as_registered_shows_no_difference(posts, case):
    with speaking(posts["head"]):
        page = scope_of(again(case), posts["head"], now())
        assert [line.difference.kind for line in page.lines] == [Kind.SAME]
        assert not page.changed and not page.outside
        assert Episode.objects.get(case=case).number == 1
