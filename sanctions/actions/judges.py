"""Distribution among the judges of the investigating court: by chance among the least burdened, and on record.

Left out are those who had a hand in the request or in the case, who withdrew from it, whose order on it was cancelled,
and who is away; each with the reason, in the draw itself. A judge withdraws by a move of his own.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from cases.access import VIEW_CASE, VIEW_COVERT, CaseGrant, permission_id
from cases.actions.act import Act, refuse_if, wait_for
from cases.actions.grants import NO_POST, sees
from cases.actions.grants import end as take_sight
from cases.actions.grants import grant as give_sight
from cases.models import Case, Compartment, Matter
from ecase.law.roles import Role
from ecase.law.words import N_, Refused
from ecase.ledger.models import Entry
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post
from sanctions import rules
from sanctions.actions.sharing import asker_of, lock, record, save, say_to
from sanctions.models import Draw, Sanction
from sanctions.queries.away import away

# Why somebody could not get a request; what lasts is remembered by every later draw of the same request.
EXCLUDED: dict[str, str] = {
    "took_part": N_("asked, agreed or supported in another post"),
    "other_post": N_("took part in the case in another post"),
    "recused": N_("withdrew from the request"),
    "decided": N_("decided on it before"),
    "appeal": N_("decided on it before"),
    "left": N_("left the post"),
    "away": N_("is away"),
}
LASTING = frozenset({"recused", "decided", "appeal"})
NO_JUDGE = "sanction.no_judge"


def draw_judge(act: Act, sanction: Sanction, *, cause: str = "arrived", without: Appointment | None = None) -> Draw:
    """The judge for a request, drawn by chance among those with least before them; not saved into the matter.

    Raises Refused(no_post) where the court has nobody. `without`: the one it is taken from, for the reason `cause`.
    """
    case: Case = act.case
    court = case.office.court
    judges = [] if court is None else list(in_post(court.pk, {Role.INVESTIGATING_JUDGE}))
    barred = {**_barred(act, sanction, judges), **({without.pk: cause} if without is not None else {})}
    free = [judge for judge in judges if judge.pk not in barred]
    if court is None or not free:
        raise Refused(NO_POST)
    gone = away(free, act.at)
    present = [judge for judge in free if judge.pk not in gone]
    if present:  # where everybody is away, a request with hours to run goes to one of them all the same
        barred |= dict.fromkeys(gone, "away")
    judges = present or free
    load = load_of(judges, covert=sanction.covert)
    least = min(load.values())
    equal = sorted(pk for pk, n in load.items() if n == least)
    chance = secrets.token_hex(8)
    chosen = equal[int(chance, 16) % len(equal)]
    return Draw.objects.create(
        sanction=sanction,
        court=court,
        at=act.at,
        judge=next(judge for judge in judges if judge.pk == chosen),
        candidates=[{"judge": pk, "load": load[pk]} for pk in sorted(load)],
        excluded=[{"judge": pk, "why": barred[pk]} for pk in sorted(barred)],
        chance=chance,
        cause=cause,
    )


def load_of(judges: list[Appointment], *, covert: bool = False) -> dict[int, int]:
    """What waits before each judge now. Covert matters count for the draw of one alone: the others are read by many."""
    rows = Matter.objects.all() if covert else Matter.objects.open_part()
    counted = dict(
        rows.filter(waits_for__in=judges, closed_at__isnull=True).values_list("waits_for").annotate(n=Count("pk"))
    )
    return {judge.pk: counted.get(judge.pk, 0) for judge in judges}


def _barred(act: Act, sanction: Sanction, judges: list[Appointment]) -> dict[int, str]:
    """Who of the court may not get this request, and why: one person is judge of nothing he had a hand in (87)."""
    hands = [sanction.requested_by, sanction.head, sanction.prosecutor, act.by]
    users = {post.user_id for post in hands if post is not None and post.role != Role.INVESTIGATING_JUDGE}
    rights = [permission_id(VIEW_CASE), permission_id(VIEW_COVERT)]
    in_case = CaseGrant.objects.filter(content_object=act.case, permission_id__in=rights)
    others = dict(
        in_case.filter(user__in=[judge.user_id for judge in judges])
        .exclude(appointment__role=Role.INVESTIGATING_JUDGE)
        .values_list("user_id", "appointment_id")
    )
    barred = dict.fromkeys(_withdrew(sanction), "recused")
    for earlier in Draw.objects.filter(sanction=sanction).order_by("at"):
        barred |= {row["judge"]: row["why"] for row in earlier.excluded if row["why"] in LASTING}
    for judge in judges:
        if judge.user_id in users:
            barred[judge.pk] = "took_part"
        elif judge.user_id in others:
            barred[judge.pk] = "other_post"
        elif sanction.decided_by_id == judge.pk:
            barred.setdefault(judge.pk, "decided")
    return barred


def _withdrew(sanction: Sanction) -> set[int]:
    """Judges who withdrew when nobody else of the court could be drawn: of them no draw tells."""
    stream = sanction.pk if sanction.covert else sanction.case_id
    told = Entry.objects.filter(stream__case_id=stream, kind=NO_JUDGE, public__contains=str(sanction.pk))
    return {entry.facts["from"] for entry in told}


def _another(act: Act, sanction: Sanction, by: Appointment) -> Draw | None:
    try:
        return draw_judge(act, sanction, cause="recused", without=by)
    except Refused:
        return None


def _before_nobody(matter: Matter, court: Office) -> None:
    """It waits for a judge of the court, whoever is appointed; the clock looks for one (`sanctions.handing`)."""
    wait_for(matter, None)
    matter.waits_office, matter.waits_role = court, Role.INVESTIGATING_JUDGE
    matter.save(update_fields=["waits_office", "waits_role"])


@transaction.atomic
def recuse(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The judge withdraws, saying why; another one is drawn at once, and the hours run on (87).

    Where the court has nobody else, he has withdrawn all the same: whoever asked, supervises or keeps the court's
    calendar is told that a judge has to be named, and the first one who is gets the request.
    """
    act, sanction = lock(sanction_id, "recuse", by, at, fields)
    refuse_if(rules.reasons_long_enough(str(fields["reasons"])))
    drawn = _another(act, sanction, by)
    heir: Appointment | None = drawn.judge if drawn is not None else None
    act.wrote(drawn)
    told: list[Appointment | None] = [heir, asker_of(sanction), act.case.prosecutor]
    if heir is None:
        _before_nobody(sanction.matter, by.office)
        if not sanction.covert:
            told += in_post(by.office_id, {Role.COURT_CLERK})
    else:
        if not sees(act.case.pk, heir):
            give_sight(act.case.pk, [heir], reason="court")
        if sanction.covert:
            give_sight(act.case.pk, [heir], reason="covert", right=VIEW_COVERT)
        wait_for(sanction.matter, heir)
    entry = NO_JUDGE if heir is None else "sanction.recused"
    save(act, sanction, None)
    act.wrote(sanction.matter)
    record(
        act,
        sanction,
        entry,
        public={"from": by.pk, "judge": heir.pk if heir is not None else None},
        private={"reasons": str(fields["reasons"]).strip()},
    )
    waiting = Matter.objects.filter(case=act.case, waits_for=by, closed_at__isnull=True)
    if not waiting.exists():
        take_sight(act.case.pk, [by])
    else:
        covert_ends(sanction, by)
    say_to(sanction, entry, to=told, at=at)
    return sanction


def covert_ends(sanction: Sanction, judge: Appointment) -> None:
    """A covert request went to another judge: sight of what is covert ends for the one before, whatever else he sees.

    Not while another covert matter of the case waits for him.
    """
    if not sanction.covert:
        return
    waiting = Matter.objects.filter(case=sanction.case_id, waits_for=judge, closed_at__isnull=True)
    if not waiting.filter(compartment=Compartment.COVERT).exists():
        take_sight(sanction.case_id, [judge], rights=[VIEW_COVERT])
