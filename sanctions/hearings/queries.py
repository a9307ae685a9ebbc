"""Hearings, who was told of them, arguments, copies: read for pages, forms and acts. Reading only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from cases.access import VIEW_DETAINED, grants
from ecase.law.clock import shown
from ecase.law.roles import PROSECUTION, Role
from ecase.people.models import Appointment, Notice
from sanctions.acts.words import RECEIVERS
from sanctions.hearings.held import last_held
from sanctions.kinds import MEANS
from sanctions.models import Argument, Copy, Hearing, HearingNotice, Sanction, Slip

S = Hearing.State
# The reason of the sight that a clerk has: of the hearing alone, never of the case.
CLERK = "court"


def requests_of_court(by: Appointment) -> QuerySet[Sanction]:
    """The requests that came before the court of a clerk: of a hearing he sees time, place and people, no papers."""
    rows: QuerySet[Sanction] = Sanction.objects.filter(
        case_id__in=grants(by, VIEW_DETAINED).values("content_object_id"),
        court_received_at__isnull=False,
        case__office__court=by.office_id,
    )
    return rows.exclude(matter__compartment="covert")


def requests_heard(by: Appointment) -> QuerySet[Sanction]:
    """The requests whose hearings `by` may know of."""
    if by.role == Role.COURT_CLERK:
        return requests_of_court(by)
    rows: QuerySet[Sanction] = Sanction.objects.visible_to(by)
    return rows.exclude(matter__compartment="covert")


def hearings_of(by: Appointment) -> QuerySet[Hearing]:
    """The hearings in the calendar of `by`: his own, not everybody's whom he might look up."""
    rows = Hearing.objects.filter(sanction__in=requests_heard(by))
    if by.role == Role.INVESTIGATING_JUDGE:
        rows = rows.filter(Q(sanction__matter__waits_for=by) | Q(sanction__decided_by=by) | Q(appointed_by=by))
    elif by.role == Role.INVESTIGATOR:
        rows = rows.filter(Q(sanction__requested_by=by) | Q(sanction__case__investigator=by))
    elif by.role in PROSECUTION:
        rows = rows.filter(Q(sanction__case__prosecutor=by) | Q(sanction__prosecutor=by))
    return rows.select_related("sanction__case__office__court", "sanction__participant").order_by("starts_at", "id")


def standing(sanction: Sanction) -> Hearing | None:
    """The hearing that lies ahead or was held last; None where none was appointed."""
    rows = Hearing.objects.filter(sanction=sanction, state__in=[S.APPOINTED, S.HELD])
    return rows.order_by("-starts_at").first()


def arguments_of(sanction: Sanction) -> list[Argument]:
    """What the sides say, oldest first."""
    rows = Argument.objects.filter(sanction=sanction).select_related("by__user", "material__document")
    return list(rows.order_by("at"))


def copies_of(sanction: Sanction) -> list[Copy]:
    """Who has to get the order, in the order of its kind."""
    return list(Copy.objects.filter(sanction=sanction).select_related("appointment__user").order_by("id"))


def slips_of(sanction: Sanction) -> list[Slip]:
    return list(Slip.objects.filter(sanction=sanction).select_related("by__user").order_by("at"))


def copy_named(sanction: Sanction, named: str) -> Copy | None:
    """The copy of this order with that identifier."""
    try:
        return Copy.objects.filter(sanction=sanction, pk=UUID(named)).first()
    except ValueError:
        return None


@dataclass(frozen=True)
class Told:
    """Somebody who is called to a hearing: how he was told, when; `at` None: it is not proved yet."""

    notice: HearingNotice
    means: str
    at: datetime | None
    proof: str


def told_of(hearing: Hearing) -> list[Told]:
    """Who was told of the hearing; for holders of an account the proof is that they read the notice."""
    rows = list(HearingNotice.objects.filter(hearing=hearing).select_related("appointment__user").order_by("id"))
    read = dict(
        Notice.objects.filter(key=key_of(hearing), to__in=[r.appointment_id for r in rows if r.appointment_id])
        .exclude(read_at__isnull=True)
        .values_list("to_id", "read_at")
    )
    told = []
    for row in rows:
        seen = read.get(row.appointment_id) if row.appointment_id else None
        if row.told_at is None and seen is not None:
            told.append(Told(row, MEANS["system"], seen, ""))
        else:
            told.append(Told(row, MEANS.get(row.means, ""), row.told_at, row.proof))
    return told


def told_lines(hearing: Hearing) -> list[str]:
    """The same in lines of text, for the minutes."""
    if hearing._state.adding:
        return []
    return [line_of(one) for one in told_of(hearing)]


def line_of(one: Told) -> str:
    whom = gettext(RECEIVERS.get(one.notice.to_whom, one.notice.to_whom))
    how = ", ".join(part for part in (gettext(one.means) if one.means else "", one.proof) if part)
    when = shown(one.at) if one.at else gettext("not told yet")
    return f"{whom}: {one.notice.name} – " + ", ".join(part for part in (how, when) if part)


def key_of(hearing: Hearing) -> str:
    """What makes a notice one of this hearing; another time is another hearing."""
    return f"hearing:{hearing.pk}"


def named(rows: Iterable[HearingNotice]) -> list[tuple[str, str]]:
    """Those called to a hearing as choices of a form."""
    return [(str(row.pk), f"{gettext(RECEIVERS.get(row.to_whom, row.to_whom))}: {row.name}") for row in rows]


def prefill(sanction: Sanction, at: datetime) -> dict[str, Any]:
    """What the decision form knows from the minutes, or of the hearing that was appointed and whose time has come."""
    held = last_held(sanction)
    if held is None:
        appointed = Hearing.objects.filter(sanction=sanction, state=S.APPOINTED, starts_at__lte=at).first()
        return {"hearing_at": appointed.starts_at} if appointed is not None else {}
    said = [f"{gettext(str(row.get_side_display()))}: {row.text}" for row in arguments_of(sanction)]
    known = {
        "hearing_at": held.held_from,
        "suspect_part": held.suspect_part,
        "secretary": held.secretary,
        "arguments": "\n\n".join(said),
    }
    return {name: value for name, value in known.items() if value}
