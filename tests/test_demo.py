"""The demo story holds: cases, reports and rulings stand as it says, whole in the ledger, seen by whom they should."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from django.core.management.base import CommandError

from cases.models import (
    Case,
    CaseMember,
    Charge,
    Deadline,
    Episode,
    Material,
    Matter,
    Pause,
    Report,
    Ruling,
    SavedFilter,
)
from cases.queries.scope_page import scope_of
from cases.queries.suspects import status_of
from detention.models import Detention
from ecase.demo.accounts import CONTRACT, OTHERS, PASSWORD
from ecase.demo.offices import PLACES
from ecase.demo.telling import STORY, keep_alive, progress, tell
from ecase.law.identity import parse_bin, parse_iin
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, Notice, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Appeal, CovertNotice, Hearing, PageMark, Sanction
from tests.fixtures import logged_in_as

HELD = Counter({"held": 5, "released": 5, "order_recorded": 5})
ASKED = Counter(
    {
        "granted": 12, "executed": 3, "lifted": 1, "refused": 3, "refused_by_prosecutor": 1, "returned": 2,
        "before_head": 1, "before_prosecutor": 6, "before_court": 5,
    }
)  # fmt: skip
# Who has the next move: a queue shows real work, of different kinds.
WAITS = {"prosecutor": (7, 5), "judge": (5, 5), "head": (1, 1), "oblast_chief": (1, 1)}


def post(username: str) -> Appointment:
    return Appointment.objects.select_related("user", "office").get(user__username=username)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_story_holds(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # No broker here: each filed document would wait for one that refuses. The worker's own round reads them.
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)
    call_command("seed_demo", "--first", "2", verbosity=0)
    assert progress() == (2, len(STORY))
    call_command("seed_demo", verbosity=0)
    assert progress() == (len(STORY), len(STORY))
    call_command("seed_demo", verbosity=0)
    with logged_in_as("ecase_clock"):
        the_cases()
        the_detentions()
        the_book()
        the_rulings()
        the_requests()
        the_charges()
        the_officers()
        the_clock_did_its_part()
        the_first_case()
    call_command("verify_ledger", "--strict", "--bytes", verbosity=0)
    who_sees_what()
    later_a_clock_runs_again(settings)


def the_cases() -> None:
    assert (len(STORY), Case.objects.count()) == (54, 55)
    assert Case.objects.values("region").distinct().count() == 4
    assert Counter(Case.objects.values_list("language", flat=True)) == {"ru": 45, "kk": 10}
    assert Counter(Case.objects.values_list("stage", flat=True)) == {
        "pretrial": 47, "court": 3, "judged": 1, "interrupted": 1, "terminated": 2, "joined": 1,
    }  # fmt: skip
    assert Counter(Case.objects.values_list("format", flat=True)) == {"electronic": 55}


def the_detentions() -> None:
    at = now()
    detentions = list(Detention.objects.select_related("participant"))
    assert Counter(str(d.status(at)) for d in detentions) == HELD
    assert sum(d.minor for d in detentions) == 3
    assert Counter(Sanction.objects.values_list("status", flat=True)) == ASKED
    grave = Detention.objects.get(exception=1)
    assert (grave.limit_hours, grave.exception_confirmed_at is not None, grave.minor) == (72, True, False)
    boy = Detention.objects.get(exception=5)
    assert (boy.limit_hours, boy.exception_confirmed_at, boy.minor) == (24, None, True)
    late = Detention.objects.get(release_ground="term_expired")
    assert late.released_at is not None
    assert late.late(late.released_at) == timedelta(minutes=37)
    assert Material.objects.filter(kind="upload").count() >= 8


def the_book() -> None:
    """One new with its clock running, one late, one transferred and one on its way, one refused, one from home."""
    reports = Report.objects.all()
    assert Counter(reports.values_list("status", flat=True)) == {
        "received": 6, "before_prosecutor": 1, "registered": 1, "joined": 1, "not_registered": 2, "passed_on": 1,
    }  # fmt: skip
    assert set(reports.filter(status="not_registered").values_list("ground", flat=True)) == {"civil_deal", "anonymous"}
    moved = reports.exclude(office__code="ALA-PD").get()
    assert (moved.office.code, moved.book_office.code, moved.status) == ("AST-PD", "ALA-PD", "received")
    home = reports.get(source="electronic")
    assert home.applicant_user == User.objects.get(username="victim") and home.received_by is None
    first = reports.get(status="registered")
    assert first.case is not None and first.case.report_id == first.pk
    assert reports.get(status="joined").case_id == first.case_id
    running = Deadline.objects.filter(report__in=reports, met_at__isnull=True, ended_at__isnull=True)
    assert Counter(term.due_at > now() for term in running) == {True: 6, False: 1}
    assert Entry.objects.filter(kind="report.overdue").count() == 1
    numbers = list(reports.filter(book_office__code="ALA-PD").order_by("received_at").values_list("serial", flat=True))
    assert numbers == sorted(numbers) and numbers[0] == 1
    assert reports.filter(needs_interpreter=True).count() == 1


def the_rulings() -> None:
    """What each kind of ruling came to; what waits is in the queue of the one who decides."""
    told = Counter((row.kind, row.status) for row in Ruling.objects.all())
    assert told == {
        ("suspect", "in_force"): 16, ("suspect", "before_decider"): 3, ("qualification", "in_force"): 10,
        ("requalification", "refused"): 1, ("requalification", "in_force"): 1,
        ("severance", "in_force"): 1, ("joinder", "in_force"): 1,
        ("extension", "in_force"): 1, ("extension", "before_decider"): 1, ("interruption", "in_force"): 1,
        ("termination", "in_force"): 2, ("termination", "before_decider"): 1, ("transfer", "before_decider"): 1,
        ("assignment", "in_force"): 1, ("take_over", "in_force"): 1, ("format", "in_force"): 1,
        ("group", "in_force"): 1,
        ("instruction", "fulfilled"): 1, ("instruction", "in_force"): 1,
        ("correction", "in_force"): 1, ("correction", "before_decider"): 1,
    }  # fmt: skip
    assert Ruling.objects.get(kind="suspect", urgent=True).status == "before_decider"
    waits = Matter.objects.filter(kind__startswith="ruling.", closed_at__isnull=True).select_related("waits_for__user")
    who = Counter(matter.waits_for.user.username for matter in waits if matter.waits_for)
    assert who == {"prosecutor": 4, "prosecutor2": 1, "oblast_chief": 1, "chief": 1, "head": 1, "investigator": 1}
    still = Pause.objects.get(until__isnull=True, cause="interruption")
    assert Ruling.objects.get(kind="interruption").ground == "expert_study" and still.deadline.next_at is None
    extended = Deadline.objects.get(case__place__contains="Аль-Фараби", matter__isnull=True, ended_at__isnull=True)
    assert extended.amount == "3" and extended.due_at > now()


def the_requests() -> None:
    """The queues have work of several kinds; a notice is sent and one is due; marks stand on a page."""
    waits = Matter.objects.filter(closed_at__isnull=True, waits_for__isnull=False)
    for username, (rows, kinds) in WAITS.items():
        his = waits.filter(waits_for__user__username=username)
        found = set(his.values_list("kind", flat=True))
        assert his.count() >= rows and len(found) >= kinds, (username, his.count(), found)
    assert Hearing.objects.get(state="appointed").starts_at > now()
    assert PageMark.objects.filter(sent=True).count() == 2
    assert Appeal.objects.get().status == "before_court"
    assert Material.objects.filter(inadmissible_cite="CPC 220(14)").count() == 1
    notices = dict(CovertNotice.objects.values_list("sanction__kind", "state"))
    assert notices == {"covert_telecom": "sent", "covert_av": "due"}
    ladder = Sanction.objects.filter(kind="arrest_extension", case__place__contains="склад № 4")
    assert sorted((row.facts["months"], row.status) for row in ladder) == [(3, "granted"), (9, "before_prosecutor")]


def the_charges() -> None:
    robbed = Charge.objects.get(case__place__contains="Шевченко", until__isnull=True)
    assert (robbed.cite, robbed.how) == ("CC 191(1)", "changed")
    outside = Charge.objects.get(episode__isnull=True)
    assert (outside.cite, outside.until) == ("CC 385(1)", None)
    with speaking(post("prosecutor")):
        page = scope_of(outside.case, post("prosecutor"), now())
    assert page.may_end and [line.charge for line in page.outside] == [outside]
    severed = Case.objects.get(source_case__isnull=False)
    assert severed.source_case.place.endswith("кафе «Арман»")
    joined = Case.objects.get(joined_to__isnull=False)
    assert Episode.objects.filter(case=joined.joined_to, ended_at__isnull=True).count() == 2
    urgent = Ruling.objects.get(urgent=True).participant
    assert urgent is not None and status_of([urgent])[urgent.pk].suspected


def the_officers() -> None:
    """Who left has no case any more: both wait at the head's for a successor. The group stands."""
    left = Appointment.objects.get(user__username="ala.left")
    assert left.until is not None and left.left_at is not None
    asked = Matter.objects.filter(kind="handover", closed_at__isnull=True)
    assert asked.count() == 2 and {matter.waits_for for matter in asked} == {post("head")}
    assert not Case.objects.filter(investigator=left).exists()
    group = CaseMember.objects.filter(until__isnull=True).values_list("appointment__user__username", flat=True)
    assert set(group) == {"investigator", "ala.group"}
    assert SavedFilter.objects.count() == 4


def the_clock_did_its_part() -> None:
    """What fell due in the past rang in the past; only what is to come is left to the tick."""
    expired = Entry.objects.get(kind="detention.expired")
    assert expired.facts["late_ms"] == 0
    assert expired.appointment_id is None
    live = Deadline.objects.filter(met_at__isnull=True, ended_at__isnull=True)
    assert not live.filter(next_at__lt=now() - timedelta(minutes=5)).exists()
    assert live.filter(rule="detention.expiry").count() == HELD["held"]
    old = Notice.objects.filter(at__lt=now() - timedelta(hours=21))
    assert old.exists() and not old.filter(read_at__isnull=True).exists()
    assert Notice.objects.filter(read_at__isnull=True).exists()


def the_first_case() -> None:
    case = Case.objects.order_by("registered_at").get(place__contains="кв. 48")
    assert case.investigator.user.username == "investigator"
    assert case.prosecutor is not None and case.prosecutor.user.username == "prosecutor"
    detention = Detention.objects.get(case=case)
    assert detention.participant.user == User.objects.get(username="suspect")
    assert str(detention.status(now())) == "held"
    assert Sanction.objects.get(case=case).status == "before_prosecutor"


def who_sees_what() -> None:
    seen = {
        "investigator": 42,
        "investigator2": 3,
        "ala.group": 1,
        "ala.left": 0,
        "head": 47,
        "prosecutor": 47,
        "chief": 47,
        "oblast_chief": 2,
        "prosecutor2": 4,
        "judge": 15,
        "judge2": 1,
        "appeal_judge": 1,
        "lawyer": 6,
        "lawyer2": 8,
        "custody": 0,
        "clerk": 2,
        "trial_judge": 3,
        "analyst": 0,
        "registrar": 0,
    }
    for username, number in seen.items():
        by = post(username)
        with speaking(by):
            mine = Case.objects.visible_to(by)
            assert mine.count() == Case.objects.count() == number or username == "custody", username
            assert mine.count() == number, username
            if username == "prosecutor":
                assert set(mine) == set(Case.objects.filter(office__supervised_by=by.office))
    by = post("custody")
    with speaking(by):
        assert Detention.objects.visible_to(by).count() == 9
    with speaking(None):
        assert not Case.objects.exists()


def later_a_clock_runs_again(settings: Any) -> None:
    assert keep_alive() is None
    settings.ECASE_TIME_SHIFT = 5 * 24 * 3600
    with logged_in_as("ecase_clock"):
        number = keep_alive()
        assert number is not None
        assert keep_alive() is None
        assert str(Detention.objects.get(case__number=number).status(now())) == "held"
        assert tell() == 0


@pytest.mark.django_db
def test_no_story_outside_demonstrations(settings: Any) -> None:
    settings.ECASE_DEMO = False
    with pytest.raises(CommandError, match="ECASE_DEMO=1"):
        call_command("seed_demo", verbosity=0)


@pytest.mark.django_db
def test_the_accounts_of_the_contract_open_and_the_others_do_not() -> None:
    for person in CONTRACT:
        assert User.objects.get(username=person.username).check_password(PASSWORD), person.username
    for person in OTHERS:
        assert User.objects.get(username=person.username).has_usable_password() == person.opens, person.username
    boss = User.objects.get(username="admin")
    assert boss.is_superuser and not Appointment.objects.filter(user=boss).exists()


@pytest.mark.django_db
def test_the_offices_lead_to_each_other() -> None:
    for place in PLACES:
        police = Office.objects.select_related("supervised_by", "court", "facility").get(code=f"{place.key}-PD")
        assert police.register_code == place.register_code
        for linked, kind in (
            (police.supervised_by, "prosecution"),
            (police.court, "court"),
            (police.facility, "facility"),
        ):
            assert linked is not None and (linked.kind, linked.region_id) == (kind, police.region_id)
    assert Office.objects.get(code="ALA-PD").register_code == "12031"


def test_every_number_passes_its_check() -> None:
    for person in (*CONTRACT, *OTHERS):
        iin = parse_iin(person.iin)
        assert (iin.birth_date, iin.sex) == (person.born, person.sex)
    assert len({person.iin for person in (*CONTRACT, *OTHERS)}) == len(CONTRACT) + len(OTHERS)


@pytest.mark.django_db
def test_business_numbers_pass_their_check() -> None:
    for office in Office.objects.exclude(bin=""):
        assert parse_bin(office.bin).text == office.bin
