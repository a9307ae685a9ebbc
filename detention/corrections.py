"""Which entries of a detention may be corrected. What moves its clock needs the prosecutor.

An earlier start moves the end forward; where that is already past, the clock rings at once. A birth date is the
person's: corrected there, it turns his 48 hours into a minor's 24, or back.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from cases import corrections
from cases.actions.act import Act
from cases.corrections import Correctable, Table
from cases.models import Participant
from detention import rules
from detention.actions import FACILITY_PATH, PATH
from detention.kinds import SEVERED
from detention.models import Detention
from ecase.law.clock import shown
from ecase.law.detention_facts import problems
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.actions import tell
from ecase.people.queries import in_post

FIELDS = (
    Correctable("detention", "held_at", N_("Time of the actual detention"), "moment", "prosecutor"),
    Correctable("detention", "delivered_at", N_("Time when delivery began"), "moment", "prosecutor"),
    Correctable("detention", "birth_date", N_("Birth date of the person held"), "date", "prosecutor"),
    Correctable("detention", "place", N_("Place of the detention"), "text", "prosecutor"),
)
BACK_FROM_THE_END = ("detention.petition_to_ij", "misd_detained.to_prosecutor", "misd_detained.to_court")


def _against(detention: Detention, field: str, after: Any, at: datetime) -> Refusal | None:
    """The new moment has to fit the others of the detention, and no two detentions of one person may overlap."""
    if field == "place":
        return None
    if field == "birth_date" and detention.participant.birth_date is not None:
        return Refusal(
            "correct_the_person",
            N_("This birth date is the person's: correct it there, and the detention follows."),
            field="what",
        )
    was = getattr(detention, field)
    setattr(detention, field, after)
    try:
        found = next(iter(problems(detention.facts, at)), None) or _out_of_order(detention)
    finally:
        setattr(detention, field, was)
    return replace(found, field="after") if found is not None else None


def _out_of_order(detention: Detention) -> Refusal | None:
    start = detention.restraint_at
    marks = (detention.notified_at, detention.interrogated_at, detention.order_at, detention.released_at)
    for moment in filter(None, marks):
        if moment < start:
            return rules.before_the_holding(moment, detention)
    ended_after = Q(released_at__gt=start) | Q(released_at__isnull=True, order_at__gt=start)
    others = Detention.objects.filter(ended_after, person_key=detention.person_key, held_at__lt=detention.recorded_at)
    earlier = others.exclude(pk=detention.pk).exclude(release_ground=SEVERED).order_by("held_at").first()
    return rules.overlaps(start, earlier) if earlier is not None else None


def _clocks_anew(act: Act, detention: Detention, field: str) -> Iterable[models.Model]:
    """The terms that hang on the corrected moment run from the right one; those that are over stay as they are."""
    if field == "place":
        return
    matter = detention.matter
    if detention.court_refused_at is None:  # after a refusal the end is that very moment, whenever the holding began
        act.replace_term(matter, "detention.expiry", amount=detention.amount, starts_at=detention.restraint_at)
    act.replace_term(matter, "detention.protocol", starts_at=detention.restraint_at)
    for counted_back in BACK_FROM_THE_END:
        act.replace_term(matter, counted_back, starts_at=detention.expires_at)
    detention.version += 1  # a release drafted or laid ready for the old clock is stale
    detention.save(update_fields=["version"])
    _tell(act, detention)
    yield detention


def _born(act: Act, person: Participant, field: str) -> Iterable[models.Model]:
    """The birth date of the person is that of his detentions; one that lasts is counted by the right age at once."""
    yield from PERSON.after(act, person, field)
    if field not in ("iin", "birth_date"):
        return
    rows = Detention.objects.filter(participant=person, birth_date__isnull=False).exclude(release_ground=SEVERED)
    for detention in rows.exclude(birth_date=person.birth_date).select_related("participant", "matter", "case"):
        if person.birth_date is None:
            continue
        detention.birth_date = person.birth_date
        detention.save(update_fields=["birth_date"])
        act.wrote(detention)
        yield from _clocks_anew(act, detention, "birth_date")


def _tell(act: Act, detention: Detention) -> None:
    """Whoever has to release him hears of the new end, and those who answer for the case."""
    case = act.case
    heads = in_post(detention.facility_id, {Role.CUSTODY_HEAD})
    key = f"detention.corrected:{detention.pk}:{detention.version}"
    tell(
        to=list(heads),
        kind="detention.corrected",
        key=key,
        at=act.at,
        params={"short": case.number[-3:]},
        path=FACILITY_PATH.format(id=detention.pk),
        must_acknowledge=detention.open,
    )
    tell(
        to=[a for a in (case.investigator, case.prosecutor) if a is not None and a != act.by],
        kind="detention.corrected",
        key=key,
        at=act.at,
        params={"number": case.number, "expires_at": detention.expires_at.isoformat()},
        path=PATH.format(number=case.number, id=detention.pk),
    )


PERSON = corrections.TABLES["participant"]
TABLES = {
    "participant": replace(PERSON, after=_born),
    "detention": Table(
        lambda case: (
            Detention.objects.filter(case=case)
            .exclude(release_ground=SEVERED)
            .select_related("participant", "matter")
            .order_by("held_at")
        ),
        lambda row: f"{row.participant.full_name}, {shown(row.held_at)}",
        _clocks_anew,
        _against,
    ),
}
