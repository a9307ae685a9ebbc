"""What a hostile reading of the rulings has refuted: each test is a way round a rule that stood open once.

Typesetting and signing are stood in for (tests/telling.py).
"""

import io
from datetime import date, timedelta

import pytest

from cases.actions.materials import file_upload
from cases.models import Case, Charge, Deadline, Material, Matter, Participant, Pause, Ruling
from cases.moving import do
from cases.resource import RULING
from ecase.clockwork import posts as clock_of_posts
from ecase.law.clock import local
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.actions import appoint, end_appointment
from ecase.people.models import Appointment, Notice, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, logged_in_as, tell_case, tell_detention, tell_suspect
from tests.rulings import WHY, again, charge_on, decide, draw, enter, live, suspect_of
from tests.telling import quick_papers, refused, with_reasons

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
committed = pytest.mark.django_db(transaction=True)  # what the clock does, it does under its own login

DAY = timedelta(days=1)
PROTOCOL = "protocol_interrogation_suspect"


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - 30 * DAY)


def term(posts, case: Case) -> Deadline:
    """The running term of the case."""
    with speaking(posts["investigator"]):
        return Deadline.objects.get(case=case, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True)


def stands_still(posts, case: Case) -> bool:
    running = term(posts, case)
    with speaking(posts["investigator"]):
        return Pause.objects.filter(deadline=running, until__isnull=True).exists()


def someone(role: Role, office: Office, name: str) -> Appointment:
    user = User.objects.create(username=name, last_name="Жұмабаев", first_name="Асқар", iin=None)
    return appoint(user=user, role=role, office=office, since=now() - DAY)


def leaves(*who: Appointment) -> None:
    """They leave their posts, and the clock sees it."""
    for appointment in who:
        end_appointment(appointment=appointment, at=now())
    clock()


def clock() -> None:
    with logged_in_as("ecase_clock"):
        clock_of_posts.settle()


def waits(posts, ruling: Ruling, by: str = "investigator") -> Matter:
    with speaking(posts[by]):
        return Matter.objects.select_related("waits_for", "waits_office").get(pk=ruling.pk)


# --- who may sign -------------------------------------------------------------------------------------


@committed
def test_a_superior_who_leaves_is_not_followed_by_the_district_head(posts, case):
    ruling = draw(posts, case, "extend_term", months="12", ground="special")
    superior = Appointment.objects.select_related("office").get(pk=ruling.matter.waits_for_id)
    leaves(superior)
    assert waits(posts, ruling).waits_office_id == superior.office_id
    with refused("not_the_decider", posts["chief"]):
        do(RULING, ruling.pk, "approve", by=posts["chief"], at=now())
    follower = someone(Role.HEAD_OF_PROSECUTION, superior.office, "follower")
    clock()
    assert waits(posts, ruling).waits_for_id == follower.pk
    with speaking(follower):
        do(RULING, ruling.pk, "approve", by=follower, at=now())
    assert term(posts, case).amount == "12"


def lawyer(posts, case: Case) -> Participant:
    person = enter(posts, case)
    with speaking(posts["investigator"]):
        Participant.objects.filter(pk=person.pk).update(office_held="lawyer")
    return person


def test_naming_another_prosecutor_does_not_take_a_lawyers_case_from_the_head(posts, case):
    draw(posts, case, "name_prosecutor", by="chief", prosecutor=str(posts["chief"].pk))
    ruling = draw(posts, case, "recognise_suspect", participant=str(lawyer(posts, case).pk), article="188/3")
    draw(posts, case, "name_prosecutor", by="chief", prosecutor=str(posts["prosecutor"].pk))
    assert waits(posts, ruling).waits_for_id == posts["chief"].pk
    with refused("not_the_decider", posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=now())
    assert decide(posts, ruling, "approve", by="chief").status == "in_force"


def test_a_ruling_that_waits_for_a_plain_prosecutor_goes_to_the_next_one(posts, case):
    draw(posts, case, "name_prosecutor", by="chief", prosecutor=str(posts["chief"].pk))
    ruling = draw(posts, case, "interrupt", ground="fled")
    draw(posts, case, "name_prosecutor", by="chief", prosecutor=str(posts["prosecutor"].pk))
    assert waits(posts, ruling).waits_for_id == posts["prosecutor"].pk


@committed
def test_the_head_who_leaves_does_not_leave_a_lawyers_case_to_a_plain_prosecutor(posts, case):
    ruling = draw(posts, case, "recognise_suspect", participant=str(lawyer(posts, case).pk), article="188/3")
    leaves(posts["chief"])
    with refused("not_the_decider", posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=now())
    follower = someone(Role.HEAD_OF_PROSECUTION, posts["chief"].office, "follower")
    clock()
    assert waits(posts, ruling).waits_for_id == follower.pk


# --- the urgent recognition ---------------------------------------------------------------------------


def urgent(posts, case: Case, person: Participant) -> tuple[Ruling, Material]:
    """A recognition in the urgent variant, with the protocol of the interrogation that went before it."""
    by = posts["investigator"]
    with speaking(by):
        protocol = file_upload(
            case_id=case.pk, by=by, at=now(), file=io.BytesIO("Допрошен.".encode()), name="допрос.txt",
            title="Протокол допроса", kind=PROTOCOL,
        )  # fmt: skip
    ruling = draw(
        posts, case, "recognise_suspect", participant=str(person.pk), article="188/3", urgent=True,
        interrogated_at=now() - HOUR, protocol=str(protocol.pk),
    )  # fmt: skip
    return ruling, protocol


def test_an_urgent_recognition_is_not_made_a_plain_one_on_its_way(posts, case):
    ruling, protocol = urgent(posts, case, enter(posts, case))
    ruling = decide(posts, ruling, "return_for_rework")
    about = {"text": WHY, "participant": str(ruling.participant.pk), "article": "188/3"}
    with refused("urgent_stays", posts["investigator"]):
        do(RULING, ruling.pk, "resubmit", by=posts["investigator"], at=now(), **about)
    other = enter(posts, case, iin="910314300126", last_name="Серик")
    with refused("urgent_stays", posts["investigator"]):
        do(
            RULING, ruling.pk, "resubmit", by=posts["investigator"], at=now(), urgent=True,
            interrogated_at=now() - HOUR, **{**about, "participant": str(other.pk)},
        )  # fmt: skip
    decide(posts, ruling, "resubmit", by="investigator", urgent=True, interrogated_at=now() - HOUR, **about)
    decide(posts, ruling, "refuse")
    with speaking(posts["investigator"]):  # the protocol was not named again: it falls all the same
        assert again(protocol).inadmissible_cite == "CPC 202(1-2)"


def test_a_case_is_not_joined_or_ended_while_an_urgent_recognition_waits(posts, case):
    ruling, _protocol = urgent(posts, case, enter(posts, case))
    other = tell_case(posts, at=now() - 20 * DAY, qualification="188/3")
    with pytest.raises(Refused) as stopped:
        draw(posts, case, "join", other_number=other.number, ground="accomplices")
    assert stopped.value.refusal.code == "urgent_first"
    end = draw(posts, case, "terminate", ground="no_event")
    with refused("urgent_first", posts["chief"]):
        do(RULING, end.pk, "approve", by=posts["chief"], at=now())
    decide(posts, ruling, "refuse")
    assert decide(posts, end, "approve", by="chief").status == "in_force"


# --- termination and its cancellation -----------------------------------------------------------------


def test_a_termination_ends_only_what_stood_in_the_case_when_it_was_drawn(posts, case):
    other = tell_case(posts, at=now() - 20 * DAY, qualification="188/3")
    end = draw(posts, other, "terminate", ground="no_event")
    draw(posts, case, "join", other_number=other.number, ground="accomplices")
    with refused("changed_meanwhile", posts["chief"]):
        do(RULING, end.pk, "approve", by=posts["chief"], at=now())
    decide(posts, end, "return_for_rework", by="chief")
    decide(posts, end, "resubmit", by="investigator", text=WHY, ground="no_event")
    decide(posts, end, "approve", by="chief")
    with speaking(posts["chief"]):
        assert again(other).stage == "terminated"


def ended_in_part(posts, case: Case) -> Ruling:
    """A termination of one of two charges on one person, in force."""
    person = suspect_of(posts, case)
    add = draw(posts, case, "requalify", charge=str(charge_on(posts, case, person).pk), article="189/2", add=True)
    decide(posts, add, "approve")
    with speaking(posts["investigator"]):
        charge = Charge.objects.get(case=case, article="189", until__isnull=True)
    part = draw(posts, case, "terminate_part", charge=str(charge.pk), ground="not_confirmed")
    return decide(posts, part, "approve", by="chief")


def test_nothing_comes_to_life_again_in_a_case_that_was_joined(posts, case):
    part = ended_in_part(posts, case)
    other = tell_case(posts, at=now() - 20 * DAY, qualification="189/2")
    draw(posts, case, "join", other_number=other.number, ground="accomplices")
    with refused("case_over", posts["chief"]):
        do(RULING, part.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)
    assert live(posts, case) == []


def test_nothing_comes_to_life_again_in_a_case_that_was_terminated(posts, case):
    part = ended_in_part(posts, case)
    end = draw(posts, case, "terminate", ground="no_event")
    decide(posts, end, "approve", by="chief")
    with refused("case_over", posts["chief"]):
        do(RULING, part.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)
    decide(posts, end, "cancel", by="chief")  # the termination itself is what is cancelled there
    decide(posts, part, "cancel", by="chief")
    assert len(live(posts, case)) == 2


def test_a_charge_does_not_come_to_life_beside_its_copy_in_a_severed_case(posts, case):
    part = ended_in_part(posts, case)
    other = tell_case(posts, at=now() - 20 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="accomplices")
    draw(posts, case, "sever", ground="part_done", episodes=["1"])
    with refused("offence_over", posts["chief"]):
        do(RULING, part.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)


def interrupted(posts, case: Case, ground: str, days_ago: int) -> Ruling:
    at = now() - days_ago * DAY
    return decide(posts, draw(posts, case, "interrupt", ground=ground, at=at), "approve", at=at)


def test_an_interruption_that_is_over_is_not_cancelled(posts, case):
    old = interrupted(posts, case, "offender_unknown", 20)
    draw(posts, case, "resume", at=now() - 10 * DAY)
    interrupted(posts, case, "expert_study", 5)
    with refused("resumed_already", posts["chief"]):
        do(RULING, old.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)
    with speaking(posts["chief"]):
        assert again(case).stage == "interrupted"


def test_the_interruption_of_a_case_that_was_ended_and_goes_on_is_over(posts, case):
    old = interrupted(posts, case, "fled", 20)
    end = draw(posts, case, "terminate", ground="no_event")
    decide(posts, end, "approve", by="chief")
    decide(posts, end, "cancel", by="chief")
    with refused("resumed_already", posts["chief"]):
        do(RULING, old.pk, "cancel", by=posts["chief"], at=now(), reasons=WHY)


def test_two_changes_do_not_end_in_one_charge_twice(posts, case):
    person = suspect_of(posts, case)
    add = draw(posts, case, "requalify", charge=str(charge_on(posts, case, person).pk), article="189/2", add=True)
    decide(posts, add, "approve")
    with speaking(posts["investigator"]):
        one, two = Charge.objects.filter(case=case, until__isnull=True).order_by("since")
    first = draw(posts, case, "requalify", charge=str(one.pk), article="190/3")
    second = draw(posts, case, "requalify", charge=str(two.pk), article="190/3")
    decide(posts, first, "approve")
    with refused("same_article", posts["prosecutor"]):
        do(RULING, second.pk, "approve", by=posts["prosecutor"], at=now())
    assert [cite for _who, cite, _how in live(posts, case)] == ["CC 189(2)", "CC 190(3)"]


# --- the term -----------------------------------------------------------------------------------------


def test_an_extension_does_not_shorten_what_a_later_one_has_given(posts, case):
    short = draw(posts, case, "extend_term", months="3", ground="complex")
    long = draw(posts, case, "extend_term", months="6", ground="special")
    superior = Appointment.objects.get(pk=long.matter.waits_for_id)
    with speaking(superior):
        do(RULING, long.pk, "approve", by=superior, at=now())
    with refused("extended_already", posts["chief"]):
        do(RULING, short.pk, "approve", by=posts["chief"], at=now())
    assert term(posts, case).amount == "6"


def test_an_extension_is_of_the_form_it_was_asked_for(posts, case):
    ruling = draw(posts, case, "extend_term", months="3", ground="complex")
    draw(posts, case, "change_proceeding", to="accelerated")
    before = term(posts, case)
    with refused("changed_meanwhile", posts["chief"]):
        do(RULING, ruling.pk, "approve", by=posts["chief"], at=now())
    assert term(posts, case).due_at == before.due_at


@pytest.mark.parametrize("by_way_of", ["inquiry", "accelerated"])
def test_a_change_of_form_and_back_keeps_the_extension(posts, case, by_way_of):
    decide(posts, draw(posts, case, "extend_term", months="3", ground="complex"), "approve", by="chief")
    before = term(posts, case)
    draw(posts, case, "change_proceeding", to=by_way_of)
    draw(posts, case, "change_proceeding", to="investigation")
    assert (term(posts, case).due_at, term(posts, case).amount) == (before.due_at, "3")


def test_a_change_of_form_does_not_escape_the_term_set_after_a_return(posts, case):
    end = draw(posts, case, "terminate", ground="no_event")
    decide(posts, end, "approve", by="chief")
    decide(posts, end, "cancel", by="chief")
    before = term(posts, case)
    draw(posts, case, "change_proceeding", to="inquiry")
    draw(posts, case, "change_proceeding", to="investigation")
    assert (term(posts, case).rule, term(posts, case).due_at) == ("investigation.returned", before.due_at)


def test_a_change_of_form_does_not_set_the_term_going(posts, case):
    end = draw(posts, case, "terminate", ground="no_event")
    draw(posts, case, "change_proceeding", to="inquiry")
    assert stands_still(posts, case)
    decide(posts, end, "refuse", by="chief")
    assert not stands_still(posts, case)


def test_a_term_set_in_an_interrupted_case_stands_still(posts, case):
    interrupted(posts, case, "fled", 5)
    end = draw(posts, case, "terminate", ground="no_event")
    decide(posts, end, "refuse", by="chief", until=(local(now()) + 10 * DAY).date().isoformat())
    assert term(posts, case).rule == "investigation.returned"
    assert stands_still(posts, case)


def test_the_ground_of_an_extension_carries_its_length(posts, case):
    with refused("ground_too_small", posts["investigator"]):
        draw(posts, case, "extend_term", months="12", ground="complex")
    with refused("ground_too_small", posts["investigator"]):
        draw(posts, case, "extend_term", months="13", ground="special")
    assert draw(posts, case, "extend_term", months="12", ground="special").status == "before_decider"


def test_a_term_that_is_over_is_not_extended(posts):
    late = tell_case(posts, at=now() - 75 * DAY)
    with refused("term_over", posts["investigator"]):
        draw(posts, late, "extend_term", months="3", ground="complex")


def test_an_extension_asked_for_too_late_says_so(posts, case):
    assert "hand_in_by" not in draw(posts, case, "extend_term", months="3", ground="complex").data
    late = tell_case(posts, at=now() - 59 * DAY)
    ruling = draw(posts, late, "extend_term", months="3", ground="complex")
    assert date.fromisoformat(ruling.data["hand_in_by"]) < local(now()).date()


# --- posts --------------------------------------------------------------------------------------------


@committed
def test_what_no_judge_could_take_goes_to_the_next_one_appointed(posts):
    detention = tell_detention(posts, held_at=now() - 3 * HOUR)
    with speaking(posts["investigator"]):
        petition = request(
            case_id=detention.case_id, by=posts["investigator"], at=now(), kind="arrest", stated=["fled"],
            participant_id=detention.participant_id, detention_id=detention.pk, grounds=WHY,
        )  # fmt: skip
        with_reasons(petition, now())
        do(SANCTION, petition.pk, "submit", by=posts["investigator"], at=now())
    with speaking(posts["prosecutor"]):
        do(SANCTION, petition.pk, "support", by=posts["prosecutor"], at=now(), reasons=WHY)
        court = Matter.objects.select_related("waits_office").get(pk=petition.pk).waits_office
    leaves(*Appointment.objects.filter(office=court, role=Role.INVESTIGATING_JUDGE, until__isnull=True))
    clock()
    with speaking(posts["prosecutor"]):
        assert Notice.objects.filter(to=posts["prosecutor"], kind="sanction.handed_on").count() == 1
    # While his leaving cannot be settled it is tried at every tick, and said once all the same.
    Appointment.objects.filter(office=court, role=Role.INVESTIGATING_JUDGE).update(left_at=None)
    with speaking(posts["prosecutor"]):
        said = Entry.objects.filter(kind="sanction.handed_on").count()
    clock()
    with speaking(posts["prosecutor"]):
        assert Entry.objects.filter(kind="sanction.handed_on").count() == said == 1
    judge = someone(Role.INVESTIGATING_JUDGE, court, "judge-new")
    clock()
    with speaking(posts["prosecutor"]):
        assert Matter.objects.get(pk=petition.pk).waits_for_id == judge.pk


@committed
def test_a_case_whose_prosecutors_have_all_left_goes_to_the_next_head(posts, case):
    office = posts["chief"].office
    leaves(*Appointment.objects.filter(office=office, role__in=PROSECUTION, until__isnull=True))
    follower = someone(Role.HEAD_OF_PROSECUTION, office, "follower")
    clock()
    with speaking(follower):
        assert again(case).prosecutor_id == follower.pk
        assert Matter.objects.get(case=case, kind="handover.prosecutor").waits_for_id == follower.pk


@committed
def test_an_account_that_is_closed_leaves_its_post(posts, case):
    User.objects.filter(pk=posts["investigator"].user_id).update(is_active=False)
    clock()
    with speaking(posts["head"]):
        assert again(case).investigator_id == posts["head"].pk
        assert Matter.objects.get(case=case, kind="handover").waits_for_id == posts["head"].pk
        (entry,) = Entry.objects.filter(stream__case_id=case.pk, kind="case.handover")
        assert entry.facts["account"] == "closed", "the log says why he left"
    assert Appointment.objects.get(pk=posts["investigator"].pk).until is not None


@committed
def test_a_case_that_goes_on_again_has_somebody_who_answers_for_it(posts, case):
    end = draw(posts, case, "terminate", ground="no_event")
    decide(posts, end, "approve", by="chief")
    leaves(posts["investigator"])
    decide(posts, end, "cancel", by="chief")
    with speaking(posts["head"]):
        assert (again(case).stage, again(case).investigator_id) == ("pretrial", posts["head"].pk)
        assert Matter.objects.get(case=case, kind="handover").waits_for_id == posts["head"].pk


@committed
def test_a_correction_waits_for_the_head_even_when_he_hands_the_case_on(posts, case):
    person = tell_suspect(posts, case, defended=False)
    ruling = draw(posts, case, "correct", what=f"participant.last_name:{person.pk}", after="Оспан")
    leaves(posts["investigator"])
    other = someone(Role.INVESTIGATOR, posts["investigator"].office, "investigator-new")
    draw(posts, case, "assign", by="head", investigator=str(other.pk))
    assert waits(posts, ruling, "head").waits_for_id == posts["head"].pk
    decide(posts, ruling, "approve", by="head")


@committed
def test_forming_a_group_answers_who_takes_the_case(posts, case):
    leaves(posts["investigator"])
    leader, member = (
        someone(Role.INVESTIGATOR, posts["investigator"].office, f"investigator-{name}") for name in ("a", "b")
    )
    draw(posts, case, "form_group", by="head", leader=str(leader.pk), members=[str(member.pk)])
    with speaking(posts["head"]):
        assert Matter.objects.get(case=case, kind="handover").closed_at is not None


def test_a_transfer_takes_along_what_waits_before_the_head_of_prosecution(posts, case):
    end = draw(posts, case, "terminate", ground="no_event")
    office = posts["prosecutor2"].office
    unit = Office.objects.filter(kind="police", supervised_by=office, active=True).first()
    decide(posts, draw(posts, case, "transfer", to_office=str(unit.pk)), "approve")
    head = Appointment.objects.filter(office=unit, role=Role.HEAD_OF_INVESTIGATION, until__isnull=True).first()
    with speaking(head):
        matter = Matter.objects.select_related("waits_for").get(pk=end.pk)
        assert (matter.waits_office_id, matter.waits_for.role) == (office.pk, Role.HEAD_OF_PROSECUTION)


def test_a_transfer_takes_along_what_waits_before_the_head_of_the_unit(posts, case):
    person = tell_suspect(posts, case, defended=False)
    ruling = draw(posts, case, "correct", what=f"participant.last_name:{person.pk}", after="Оспан")
    unit = Office.objects.filter(kind="police", supervised_by=posts["prosecutor2"].office, active=True).first()
    decide(posts, draw(posts, case, "transfer", to_office=str(unit.pk)), "approve")
    head = Appointment.objects.filter(office=unit, role=Role.HEAD_OF_INVESTIGATION, until__isnull=True).first()
    with speaking(head):
        assert Matter.objects.get(pk=ruling.pk).waits_for_id == head.pk


@committed
def test_the_old_head_who_decides_as_the_one_above_the_new_sees_the_case_until_he_has(posts, case):
    """From a unit under an office to one under a district office below it: who decides one step higher is that head."""
    over = posts["chief"].office
    district = Office.objects.exclude(pk=over.pk).filter(kind="prosecution", supervised_by=over).first()
    if district is None:
        district = Office.objects.create(
            code="ALA-PR-D",
            kind="prosecution",
            name_kk="Аудан",
            name_ru="Район",
            region=over.region,
            supervised_by=over,
        )
    unit = Office.objects.create(
        code="ALA-PD-D", kind="police", name_kk="Бөлім", name_ru="Отдел", region=over.region, supervised_by=district
    )
    someone(Role.HEAD_OF_INVESTIGATION, unit, "head-below")
    someone(Role.PROSECUTOR, district, "prosecutor-below")
    someone(Role.HEAD_OF_PROSECUTION, district, "chief-below")
    long = draw(posts, case, "extend_term", months="6", ground="special")
    decide(posts, draw(posts, case, "transfer", to_office=str(unit.pk)), "approve")
    with speaking(posts["chief"]):
        assert Matter.objects.get(pk=long.pk).waits_for_id == posts["chief"].pk
        assert Case.objects.visible_to(posts["chief"]).filter(pk=case.pk).exists(), "he decides, so he sees it"
        do(RULING, long.pk, "approve", by=posts["chief"], at=now())
    with speaking(posts["chief"]):
        assert not Case.objects.visible_to(posts["chief"]).filter(pk=case.pk).exists()
    with speaking(posts["prosecutor"]):
        assert not Case.objects.visible_to(posts["prosecutor"]).filter(pk=case.pk).exists()


@committed
def test_a_superior_who_has_decided_sees_the_case_no_longer(posts, case):
    ruling = draw(posts, case, "extend_term", months="6", ground="special")
    superior = Appointment.objects.select_related("office", "user").get(pk=ruling.matter.waits_for_id)
    with speaking(superior):
        assert Case.objects.visible_to(superior).filter(pk=case.pk).exists()
        do(RULING, ruling.pk, "approve", by=superior, at=now())
    with speaking(superior):
        assert not Case.objects.visible_to(superior).filter(pk=case.pk).exists()


@committed
def test_whoever_conducted_a_joined_case_sees_it_no_longer(posts, case):
    second = someone(Role.INVESTIGATOR, posts["investigator"].office, "investigator-new")
    draw(posts, case, "assign", by="head", investigator=str(second.pk))
    other = tell_case(posts, at=now() - 20 * DAY, qualification="188/3")
    draw(posts, case, "join", by="head", other_number=other.number, ground="accomplices")
    with speaking(second):
        assert not Case.objects.visible_to(second).filter(pk=case.pk).exists()


def test_a_request_that_was_on_its_way_when_the_post_ended_does_nothing(posts, case):
    at = now()
    end_appointment(appointment=posts["investigator"], at=at)
    with pytest.raises(Refused) as stopped:  # the appointment in hand is the one of before
        draw(posts, case, "interrupt", ground="fled", at=at)
    assert stopped.value.refusal.code == "post_over"


def test_the_place_of_detention_hears_of_the_end_of_the_last_charge(posts):
    detention = tell_detention(posts, held_at=now() - 3 * HOUR)
    with speaking(posts["investigator"]):
        case, person = detention.case, again(detention.participant)
    decide(posts, draw(posts, case, "qualify", participant=str(person.pk), article="188/3"), "approve")
    part = draw(posts, case, "terminate_part", charge=str(charge_on(posts, case, person).pk), ground="not_confirmed")
    decide(posts, part, "approve", by="chief")
    with speaking(posts["custody"]):
        assert Notice.objects.filter(to=posts["custody"], kind="ruling.in_force").exists()


def test_the_place_of_detention_hears_nothing_of_somebody_elses_charge(posts):
    detention = tell_detention(posts, held_at=now() - 3 * HOUR)
    with speaking(posts["investigator"]):
        case = detention.case
    other = suspect_of(posts, case, birth_date=date(1985, 6, 6))
    part = draw(posts, case, "terminate_part", charge=str(charge_on(posts, case, other).pk), ground="not_confirmed")
    decide(posts, part, "approve", by="chief")
    with speaking(posts["custody"]):
        assert not Notice.objects.filter(to=posts["custody"], kind="ruling.in_force").exists()
