"""Which cases of the story have been told, and telling the next: each once, whoever asks and however often.

One case is one transaction with its own mark, under the lock of the mark's row, so a story that breaks
off goes on where it stopped and two tellers never tell the same case.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cases.models import Deadline
from ecase.demo import (
    book,
    cases_covert,
    cases_custody,
    cases_liberty,
    cases_now,
    cases_parted,
    cases_people,
    cases_ruled,
    cases_sanctions,
    cases_then,
    cases_writ,
)
from ecase.demo.accounts import open_accounts
from ecase.demo.offices import PLACES, open_offices
from ecase.demo.script import Script
from ecase.people.models import Appointment, Region
from ecase.web import now
from ecase.web.models import Heartbeat
from ecase.web.speaking import speaking

NAME = "demo"
Tale = Callable[[Mapping[str, Appointment], datetime], Script]

# The first eight show every desk at once; the others follow behind the opened page. New ones are added at the end:
# what has been told is known by its place.
STORY: tuple[Tale, ...] = (
    cases_now.flat_on_abay,
    cases_now.kiosk,
    cases_then.bicycles,
    cases_then.powder,
    cases_then.cafe,
    cases_then.loan,
    cases_now.flat_in_astana,
    cases_now.parcel,
    cases_now.group_on_gagarin,
    cases_then.late_by_37_minutes,
    cases_then.investors,
    cases_then.phones,
    book.scooters,
    book.decided,
    book.today,
    cases_ruled.garage_row,
    cases_ruled.grandmother,
    cases_parted.pistol,
    cases_people.chargers,
    cases_people.left_behind,
    cases_parted.off_paper,
    cases_parted.converters,
    cases_ruled.investment_club,
    cases_ruled.crossing,
    cases_parted.lorry,
    cases_ruled.neighbours,
    cases_ruled.messenger,
    cases_ruled.underpass,
    cases_sanctions.tour_office,
    cases_sanctions.balcony,
    cases_sanctions.locked_garage,
    cases_sanctions.van_in_garage,
    cases_sanctions.school_kitchen,
    cases_sanctions.former_husband,
    cases_sanctions.copper_cable,
    cases_liberty.shop_window,
    cases_liberty.crossing_at_dawn,
    cases_custody.warehouse_guard,
    cases_custody.pharmacy,
    cases_liberty.scooter_courier,
    cases_liberty.night_market,
    cases_custody.borrowed_car,
    cases_covert.dead_drops,
    cases_covert.false_alarm,
    cases_writ.windscreen,
    cases_writ.welder,
    cases_writ.diploma,
    cases_writ.supermarket,
    cases_writ.former_tenant,
    cases_writ.bus,
    cases_writ.sick_note,
    cases_writ.shop_front,
    cases_writ.canteen,
    cases_writ.parking_place,
)


class NotNow(Exception):
    """The story is not told here; the text says why."""


def prepare() -> dict[str, Appointment]:
    """Offices and accounts, made where missing. Raises NotNow without demo mode or reference data."""
    if not settings.ECASE_DEMO:
        raise NotNow("demo accounts and cases exist only with ECASE_DEMO=1")
    wanted = {place.region for place in PLACES}
    if Region.objects.filter(code__in=wanted).count() != len(wanted):
        raise NotNow("the regions are missing: run load_reference first")
    with transaction.atomic():
        _mark()
        return open_accounts(open_offices())


def tell(upto: int | None = None, say: Callable[[str], None] = lambda line: None) -> int:
    """Tell what has not been told of the first `upto` cases (None: all); returns how many were."""
    posts = prepare()
    last = min(len(STORY), upto if upto is not None else len(STORY))
    number = 0
    while True:
        with transaction.atomic():
            mark = _mark()
            told = int(mark.detail["told"])
            if told >= last:
                return number
            script = STORY[told](posts, now())
            script.finish()
            _note(mark, told=told + 1)
        number += 1
        say(f"{told + 1} of {len(STORY)}: {script.name}")


def keep_alive() -> str | None:
    """Once the story is told: one more detention when no clock runs in it; the number of its case."""
    posts = prepare()
    with transaction.atomic():
        mark = _mark()
        if int(mark.detail["told"]) < len(STORY) or _something_runs(posts["investigator"]):
            return None
        further = int(mark.detail.get("further", 0))
        script = cases_now.another_day(posts, now(), further)
        script.finish()
        _note(mark, further=further + 1)
    return script.case.number


def progress() -> tuple[int, int]:
    """How many cases have been told, and of how many."""
    mark = Heartbeat.objects.filter(name=NAME).first()
    return (int(mark.detail["told"]) if mark else 0), len(STORY)


def _mark() -> Heartbeat:
    Heartbeat.objects.get_or_create(name=NAME, defaults={"at": now(), "detail": {"told": 0, "of": len(STORY)}})
    return Heartbeat.objects.select_for_update().get(name=NAME)


def _note(mark: Heartbeat, **changed: int) -> None:
    mark.at = now()
    mark.detail = {**mark.detail, "of": len(STORY), **changed}
    mark.save(update_fields=["at", "detail"])


def _something_runs(by: Appointment) -> bool:
    with speaking(by):
        return Deadline.objects.filter(
            case__investigator=by, rule="detention.expiry", met_at__isnull=True, ended_at__isnull=True, due_at__gt=now()
        ).exists()
