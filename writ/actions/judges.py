"""The judge of a writ case: by chance among the least burdened of the district court, never who sanctioned in it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.access import VIEW_CASE, CaseGrant, permission_id
from cases.actions.act import Act
from cases.actions.grants import NO_POST, grant
from cases.actions.grants import end as take_sight
from cases.queries.merits import why_not_hear
from ecase.law.roles import Role
from ecase.law.words import N_, Refused
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post
from sanctions.actions.judges import load_of
from sanctions.queries.away import away
from writ.actions.sharing import TRIAL, goes_to, lock, record, save, say_to
from writ.kinds import Outcome
from writ.models import Writ

# Why somebody of the court could not get the case.
EXCLUDED: dict[str, str] = {
    "sanctioned": N_("was the investigating judge in the case"),
    "other_post": N_("took part in the case in another post"),
    "recused": N_("withdrew from the case"),
    "decided": N_("gave a verdict in the case before"),
    "left": N_("left the post"),
    "away": N_("is away"),
}


def draw_judge(
    act: Act,
    writ: Writ,
    *,
    without: Mapping[int, str] | None = None,
    court: Office | None = None,
    role: Role = Role.TRIAL_JUDGE,
) -> tuple[Appointment, dict[str, Any]]:
    """The judge and how he was drawn; he sees the case from now on. Raises Refused(no_post)."""
    court = court or act.case.office.trial_court
    judges = list(in_post(court.pk, {role})) if court is not None else []
    barred = {**_barred(act, judges), **(without or {})}
    for drawn in writ.draws:
        barred |= {row["judge"]: row["why"] for row in drawn["excluded"] if row["why"] == "recused"}
    free = [judge for judge in judges if judge.pk not in barred]
    if court is None or not free:
        raise Refused(NO_POST)
    gone = away(free, act.at)
    present = [judge for judge in free if judge.pk not in gone]
    if present:
        barred |= dict.fromkeys(gone, "away")
    load = load_of(present or free)
    least = min(load.values())
    equal = sorted(pk for pk, n in load.items() if n == least)
    chance = secrets.token_hex(8)
    chosen = equal[int(chance, 16) % len(equal)]
    judge = next(one for one in free if one.pk == chosen)
    grant(act.case.pk, [judge], reason=TRIAL)
    drawn = {
        "at": act.at.isoformat(),
        "court": court.pk,
        "judge": judge.pk,
        "candidates": [{"judge": pk, "load": load[pk]} for pk in sorted(load)],
        "excluded": [{"judge": pk, "why": barred[pk]} for pk in sorted(barred)],
        "chance": chance,
    }
    return judge, drawn


def _barred(act: Act, judges: list[Appointment]) -> dict[int, str]:
    """Who may not hear the case on its merits: its investigating judge, who acted in it in another post (87)."""
    sight = CaseGrant.objects.filter(content_object=act.case, permission_id=permission_id(VIEW_CASE))
    court = {Role.TRIAL_JUDGE, Role.APPEAL_JUDGE}
    users = set(sight.exclude(appointment__role__in=court).values_list("user_id", flat=True))
    verdicts = Writ.objects.filter(case=act.case, outcome__in=[Outcome.CANCELLED, Outcome.CANCELLED_ON_APPEAL])
    decided = set(verdicts.values_list("judge__user_id", flat=True))
    barred = {}
    for judge in judges:
        if why_not_hear(act.case, judge) is not None:
            barred[judge.pk] = "sanctioned"
        elif judge.user_id in decided:
            barred[judge.pk] = "decided"
        elif judge.user_id in users:
            barred[judge.pk] = "other_post"
    return barred


@transaction.atomic
def recuse(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Writ:
    """The judge withdraws, saying why; another one is drawn at once and the days run on. Raises Refused(no_post)."""
    act, writ = lock(writ_id, "recuse", by, at, fields)
    reasons = str(fields["reasons"]).strip()
    judge = another(act, writ, by, "recused")
    record(act, writ, "writ.recused", public={"from": by.pk, "judge": judge.pk}, private={"reasons": reasons})
    say_to(writ, "writ.recused", to=[judge, act.case.prosecutor], at=at, by=by)
    return writ


def another(act: Act, writ: Writ, before: Appointment, why: str) -> Appointment:
    """Another judge gets the case; the one before sees it no more. Raises Refused(no_post)."""
    judge, drawn = draw_judge(act, writ, without={before.pk: why})
    writ.judge, writ.draws = judge, [*writ.draws, drawn]
    goes_to(act, writ, judge)
    save(act, writ, None, "judge", "draws")
    take_sight(act.case.pk, [before])
    return judge
