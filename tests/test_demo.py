"""The demo story holds: twelve cases, each ended or running as it says, whole in the ledger, seen by whom it should."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cases.models import Case, Deadline, Material
from detention.models import Detention
from ecase.demo.accounts import CONTRACT, OTHERS, PASSWORD
from ecase.demo.offices import PLACES
from ecase.demo.telling import STORY, keep_alive, progress, tell
from ecase.law.identity import parse_bin, parse_iin
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, Notice, Office, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests.fixtures import logged_in_as

HELD = Counter({"held": 5, "released": 4, "order_recorded": 3})
ASKED = Counter(
    {"granted": 3, "before_prosecutor": 2, "before_court": 1, "returned": 1, "refused": 1, "refused_by_prosecutor": 1}
)


def post(username: str) -> Appointment:
    return Appointment.objects.select_related("user", "office").get(user__username=username)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_story_holds(settings: Any) -> None:
    call_command("seed_demo", "--first", "2", verbosity=0)
    assert progress() == (2, len(STORY))
    call_command("seed_demo", verbosity=0)
    assert progress() == (len(STORY), len(STORY))
    call_command("seed_demo", verbosity=0)
    with logged_in_as("ecase_clock"):
        the_cases()
        the_clock_did_its_part()
        the_first_case()
    call_command("verify_ledger", "--bytes", verbosity=0)
    who_sees_what()
    later_a_clock_runs_again(settings)


def the_cases() -> None:
    at = now()
    assert Case.objects.count() == len(STORY) == 12
    assert Case.objects.values("region").distinct().count() == 4
    assert Counter(Case.objects.values_list("language", flat=True)) == {"ru": 9, "kk": 3}
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
        "investigator": 5,
        "investigator2": 1,
        "head": 6,
        "prosecutor": 6,
        "chief": 6,
        "prosecutor2": 2,
        "judge": 2,
        "judge2": 1,
        "lawyer": 2,
        "lawyer2": 2,
        "custody": 0,
        "clerk": 0,
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
        assert Detention.objects.visible_to(by).count() == 6
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
        assert not User.objects.get(username=person.username).has_usable_password(), person.username
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
