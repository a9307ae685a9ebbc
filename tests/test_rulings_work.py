"""Rulings on the term of a case, on who conducts it and on wrong entries: what each does, and to whom it is refused.

Typesetting and signing are stood in for (tests/telling.py).
"""

from datetime import timedelta

import pytest

from cases.access import CaseGrant
from cases.actions import add_participant, handover
from cases.actions.act import NotVisible
from cases.models import Case, CaseMember, Deadline, Matter, Participant, Ruling
from cases.moving import do
from cases.queries.calendar import calendar
from cases.resource import CASE, RULING
from ecase.law.clock import due, local
from ecase.law.roles import Role
from ecase.ledger.models import Entry
from ecase.people.actions import appoint, end_appointment
from ecase.people.models import Appointment, Notice, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, OTHER, logged_in_as, tell_case, tell_suspect
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

DAY = timedelta(days=1)
WHY = "Основания проверены по материалам дела, листы 1–12, и подтверждаются ими."


def on_case(posts, case: Case, who: str, name: str, *, at=None, **fields) -> Ruling:
    """A ruling drawn on the case by the demo account `who`."""
    by = posts[who]
    with speaking(by):
        return do(CASE, case.pk, name, by=by, at=at or now(), **{"text": WHY, **fields})


def decide(posts, ruling: Ruling, who: str, name: str, *, at=None, **fields) -> Ruling:
    by = posts[who]
    with speaking(by):
        return do(RULING, ruling.pk, name, by=by, at=at or now(), **fields)


def term(case: Case) -> Deadline:
    """The running term of the case."""
    return Deadline.objects.get(case=case, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True)


def again(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - 30 * DAY)


# --- interruption and resumption ----------------------------------------------------------------------


def test_an_interruption_has_no_effect_before_the_prosecutor_signs(posts, case):
    ruling = on_case(posts, case, "investigator", "interrupt", ground="offender_unknown")
    with speaking(posts["investigator"]):
        assert (ruling.status, again(case).stage) == ("before_decider", "pretrial")
        assert ruling.matter.waits_for_id == posts["prosecutor"].pk
        decision = Deadline.objects.get(matter=ruling.matter)
    assert decision.rule == "interruption.decision"


def test_an_approved_interruption_stops_the_term_and_the_remainder_runs_on(posts, case):
    began = now() - 20 * DAY
    ruling = on_case(posts, case, "investigator", "interrupt", ground="offender_unknown", at=began)
    with speaking(posts["investigator"]):
        before = term(case)
    decide(posts, ruling, "prosecutor", "approve", at=began + HOUR)
    with speaking(posts["investigator"]):
        assert again(case).stage == "interrupted"
        assert term(case).next_at is None
    on_case(posts, case, "investigator", "resume", at=began + 10 * DAY)
    with speaking(posts["investigator"]):
        assert again(case).stage == "pretrial"
        after = term(case)
        assert again(ruling).ended_at is not None
    expected = due(before.rule, before.starts_at, pauses=[(began, began + 10 * DAY)], calendar=calendar())
    assert after.due_at == expected.due_at
    assert after.next_at is not None


def test_a_refused_interruption_leaves_the_term_running(posts, case):
    with speaking(posts["investigator"]):
        before = term(case).due_at
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    decide(posts, ruling, "prosecutor", "refuse", reasons=WHY)
    with speaking(posts["investigator"]):
        assert (again(case).stage, again(ruling).status) == ("pretrial", "refused")
        assert term(case).due_at == before
        assert Notice.objects.filter(to=posts["investigator"], kind="ruling.refused").exists()


def test_a_withdrawn_interruption_too(posts, case):
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    decide(posts, ruling, "investigator", "withdraw", reasons="Подозреваемый явился.")
    with speaking(posts["investigator"]):
        assert term(case).next_at is not None


def test_only_the_conductor_interrupts_and_only_his_prosecutor_decides(posts, case):
    with pytest.raises(NotVisible):
        on_case(posts, case, "investigator2", "interrupt", ground="fled")
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    with pytest.raises(NotVisible):
        decide(posts, ruling, "prosecutor2", "approve")
    with refused("wrong_role", posts["investigator"]):
        do(RULING, ruling.pk, "approve", by=posts["investigator"], at=now())


def test_a_ruling_is_decided_once(posts, case):
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    decide(posts, ruling, "prosecutor", "approve")
    with refused("wrong_status", posts["prosecutor"]):
        do(RULING, ruling.pk, "refuse", by=posts["prosecutor"], at=now(), reasons=WHY)


def test_a_returned_ruling_is_written_anew(posts, case):
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    decide(posts, ruling, "prosecutor", "return_for_rework", reasons=WHY)
    with speaking(posts["investigator"]):
        assert again(ruling).matter.waits_for_id == posts["investigator"].pk
    decide(posts, ruling, "investigator", "resubmit", text=WHY + " Дополнено.", ground="abroad")
    with speaking(posts["prosecutor"]):
        assert (again(ruling).status, again(ruling).ground) == ("before_decider", "abroad")


def test_the_defender_sees_a_ruling_only_when_it_is_in_force(posts, case):
    tell_suspect(posts, case)
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    with speaking(posts["lawyer"]):
        assert not Ruling.objects.visible_to(posts["lawyer"]).exists()
    decide(posts, ruling, "prosecutor", "approve")
    with speaking(posts["lawyer"]):
        assert Ruling.objects.visible_to(posts["lawyer"]).get().pk == ruling.pk
    with speaking(posts["lawyer2"]):
        assert not Ruling.objects.visible_to(posts["lawyer2"]).exists()


# --- extension ----------------------------------------------------------------------------------------


def test_an_extension_to_three_months_is_the_district_heads(posts, case):
    ruling = on_case(posts, case, "investigator", "extend_term", months="3", ground="complex")
    with speaking(posts["chief"]):
        assert ruling.matter.waits_for_id == posts["chief"].pk
    with refused("wrong_role", posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=now())
    decide(posts, ruling, "chief", "approve")
    with speaking(posts["investigator"]):
        running = term(case)
    assert running.amount == "3"
    assert local(running.due_at) == local(
        due("investigation", case.registered_at, amount=3, calendar=calendar()).due_at
    )
    assert running.replaces_id is not None


def test_an_extension_is_longer_than_the_term(posts, case):
    with refused("extension_not_longer", posts["investigator"]):
        do(CASE, case.pk, "extend_term", by=posts["investigator"], at=now(), months="2", ground="complex", text=WHY)


# --- who conducts it ----------------------------------------------------------------------------------


def colleague(posts, *, role: str = Role.INVESTIGATOR, name: str = "colleague", of: str = "investigator"):
    """Somebody more in the office of `of`."""
    user = User.objects.create(username=name, last_name="Жұмабаев", first_name="Асқар", iin=None)
    return appoint(user=user, role=role, office=posts[of].office, since=now() - DAY)


@pytest.mark.django_db(transaction=True)  # sight ends with the transaction of the act
def test_the_head_gives_the_case_to_another_who_accepts_it(posts, case):
    new = colleague(posts)
    on_case(posts, case, "head", "assign", investigator=str(new.pk))
    with speaking(posts["investigator"]):
        assert not Case.objects.visible_to(posts["investigator"]).exists()
    with speaking(new):
        assert Case.objects.visible_to(new).get().investigator_id == new.pk
        do(CASE, case.pk, "take_over", by=new, at=now())
        assert again(case).taken_over_at is not None
    with speaking(posts["prosecutor"]):
        taken = Ruling.objects.visible_to(posts["prosecutor"]).get(kind="take_over")
        assert taken.matter.waits_for_id == posts["prosecutor"].pk
    decide(posts, taken, "prosecutor", "see")
    with speaking(posts["prosecutor"]):
        assert again(taken.matter).closed_at is not None


def test_what_waits_goes_with_the_case(posts, case):
    ruling = on_case(posts, case, "investigator", "interrupt", ground="fled")
    decide(posts, ruling, "prosecutor", "return_for_rework", reasons=WHY)
    new = colleague(posts)
    on_case(posts, case, "head", "assign", investigator=str(new.pk))
    with speaking(new):
        assert again(ruling).matter.waits_for_id == new.pk


def test_a_head_of_another_unit_assigns_nothing(posts, case):
    other = colleague(posts, role=Role.HEAD_OF_INVESTIGATION, name="otherhead", of="prosecutor2")
    Appointment.objects.filter(pk=other.pk).update(
        office=Office.objects.filter(kind="police").exclude(pk=case.office_id)[0]
    )
    with speaking(again(other)), pytest.raises(NotVisible):
        do(CASE, case.pk, "assign", by=again(other), at=now(), investigator="1", text=WHY)


def test_a_group_acts_and_its_leader_leads(posts, case):
    member = colleague(posts)
    on_case(posts, case, "head", "form_group", leader=str(posts["investigator"].pk), members=[str(member.pk)])
    with speaking(member):
        add_participant(
            case_id=case.pk, by=member, at=now(), capacity="witness", last_name="Ким", first_name="Лев", iin=OTHER
        )
    with refused("not_the_investigator", member):
        do(CASE, case.pk, "interrupt", by=member, at=now(), ground="fled", text=WHY)
    with speaking(posts["head"]):
        assert CaseMember.objects.filter(case=case, until__isnull=True).count() == 2


@pytest.mark.django_db(transaction=True)  # sight ends with the transaction of the act
def test_a_transfer_goes_through_the_prosecutor_and_takes_everything_along(posts, case):
    other = Appointment.objects.filter(role=Role.HEAD_OF_INVESTIGATION).exclude(office_id=case.office_id).first()
    if other is None:
        office = Office.objects.filter(kind="police").exclude(pk=case.office_id).first()
        user = User.objects.create(username="far", last_name="Ли", first_name="Ян", iin=None)
        other = appoint(user=user, role=Role.HEAD_OF_INVESTIGATION, office=office, since=now() - DAY)
    ruling = on_case(posts, case, "investigator", "transfer", to_office=str(other.office_id))
    with speaking(posts["head"]):
        assert again(case).office_id == posts["head"].office_id
    decide(posts, ruling, "prosecutor", "approve")
    with speaking(other):
        moved = Case.objects.visible_to(other).get()
        assert (moved.office_id, moved.investigator_id) == (other.office_id, other.pk)
    for name in ("investigator", "head", "prosecutor", "chief"):
        with speaking(posts[name]):
            assert not Case.objects.visible_to(posts[name]).exists(), name


def test_an_instruction_binds_and_is_answered(posts, case):
    day = f"{local(now() + 5 * DAY):%d.%m.%Y}"
    ruling = on_case(posts, case, "prosecutor", "instruct", due_on=day)
    with speaking(posts["investigator"]):
        assert ruling.matter.waits_for_id == posts["investigator"].pk
        assert Deadline.objects.get(matter=ruling.matter).rule == "instruction.answer"
    decide(posts, ruling, "investigator", "fulfil", reasons="Допрошены оба свидетеля, протоколы на л. 40–48.")
    with speaking(posts["prosecutor"]):
        assert again(ruling).status == "fulfilled"
        assert Notice.objects.filter(to=posts["prosecutor"], kind="ruling.fulfilled").exists()


# --- corrections --------------------------------------------------------------------------------------


def test_a_correction_needs_a_second_person_and_keeps_both_values(posts, case):
    suspect = tell_suspect(posts, case)
    ruling = on_case(posts, case, "investigator", "correct", what=f"participant.last_name:{suspect.pk}", after="Оспан")
    with speaking(posts["head"]):
        assert again(suspect).last_name == "Оспанов"
        assert ruling.matter.waits_for_id == posts["head"].pk
    decide(posts, ruling, "head", "approve")
    with speaking(posts["lawyer"]):
        corrected = Ruling.objects.visible_to(posts["lawyer"]).get()
        assert (corrected.data["before"], corrected.data["after"]) == ("Оспанов", "Оспан")
        assert Participant.objects.visible_to(posts["lawyer"]).get(pk=suspect.pk).last_name == "Оспан"
        assert Notice.objects.filter(to=posts["lawyer"], kind="ruling.in_force").exists()


def test_a_birth_date_touches_a_clock_and_needs_the_prosecutor(posts, case):
    suspect = tell_suspect(posts, case, iin="", identity="по паспорту")
    ruling = on_case(
        posts, case, "investigator", "correct", what=f"participant.birth_date:{suspect.pk}", after="01.02.2010"
    )
    with speaking(posts["prosecutor"]):
        assert ruling.matter.waits_for_id == posts["prosecutor"].pk
    with refused("not_the_decider", posts["head"]):
        do(RULING, ruling.pk, "approve", by=posts["head"], at=now())


def test_a_correction_of_what_changed_meanwhile_is_refused(posts, case):
    suspect = tell_suspect(posts, case)
    what = f"participant.phone:{suspect.pk}"
    first = on_case(posts, case, "investigator", "correct", what=what, after="+7 700 000 00 01")
    second = on_case(posts, case, "investigator", "correct", what=what, after="+7 700 000 00 02")
    decide(posts, first, "head", "approve")
    with refused("changed_meanwhile", posts["head"]):
        do(RULING, second.pk, "approve", by=posts["head"], at=now())


# --- an officer leaves --------------------------------------------------------------------------------


def settle(at) -> None:
    """As the clock does it, in its own database role."""
    with logged_in_as("ecase_clock"):
        for pk in handover.changed(at):
            handover.settle(pk, at)


@pytest.mark.django_db(transaction=True)  # sight ends with the transaction of the act
def test_the_cases_of_one_who_leaves_go_to_the_head_who_is_asked(posts, case):
    held = on_case(posts, case, "investigator", "interrupt", ground="fled")
    decide(posts, held, "prosecutor", "return_for_rework", reasons=WHY)
    at = now()
    end_appointment(appointment=posts["investigator"], at=at)
    settle(at)
    settle(at)
    with speaking(posts["head"]):
        left = again(case)
        assert left.investigator_id == posts["head"].pk
        assert again(held).matter.waits_for_id == posts["head"].pk
        asked = Matter.objects.get(case=case, kind="handover")
        assert asked.waits_for_id == posts["head"].pk
        assert Notice.objects.filter(to=posts["head"], kind="case.handover").count() == 1
        assert Entry.objects.filter(kind="case.handover").count() == 1
    grant = CaseGrant.objects.get(appointment=posts["investigator"], content_object_id=case.pk)
    assert grant.until is not None and grant.until <= at
    new = colleague(posts)
    on_case(posts, case, "head", "assign", investigator=str(new.pk))
    with speaking(posts["head"]):
        assert again(asked).closed_at is not None
        assert again(held).matter.waits_for_id == new.pk


@pytest.mark.django_db(transaction=True)  # sight ends with the transaction of the act
def test_a_new_head_sees_the_cases_of_his_unit(posts, case):
    new = colleague(posts, role=Role.HEAD_OF_INVESTIGATION, name="newhead")
    with speaking(new):
        assert not Case.objects.visible_to(new).exists()
    settle(now())
    with speaking(new):
        assert Case.objects.visible_to(new).get() == case


@pytest.mark.django_db(transaction=True)  # sight ends with the transaction of the act
def test_the_cases_of_a_prosecutor_who_leaves_go_to_his_head_who_names_another(posts, case):
    at = now()
    end_appointment(appointment=posts["prosecutor"], at=at)
    settle(at)
    with speaking(posts["chief"]):
        assert again(case).prosecutor_id == posts["chief"].pk
    new = colleague(posts, role=Role.PROSECUTOR, name="newprosecutor", of="prosecutor")
    on_case(posts, case, "chief", "name_prosecutor", prosecutor=str(new.pk))
    with speaking(new):
        assert Case.objects.visible_to(new).get().prosecutor_id == new.pk
