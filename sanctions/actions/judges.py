"""Distribution among the judges of the investigating court: by chance among the least burdened, and on record."""

import secrets

from django.db.models import Count

from cases.actions.act import Act
from cases.actions.grants import NO_POST
from cases.models import Case, Matter
from ecase.law.roles import Role
from ecase.law.words import Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions.models import Draw, Sanction


def draw_judge(act: Act, sanction: Sanction, *, cause: str = "arrived", without: Appointment | None = None) -> Draw:
    """The judge for a request, drawn by chance among those with least before them; not saved into the matter.

    Raises Refused(no_post) where the court has nobody. `without`: the one it is taken from.
    """
    case: Case = act.case
    court = case.office.court
    judges = [] if court is None else list(in_post(court.pk, {Role.INVESTIGATING_JUDGE}))
    excluded = [{"judge": without.pk, "why": cause}] if without is not None else []
    judges = [judge for judge in judges if without is None or judge.pk != without.pk]
    if court is None or not judges:
        raise Refused(NO_POST)
    load = load_of(judges)
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
        excluded=excluded,
        chance=chance,
        cause=cause,
    )


def load_of(judges: list[Appointment]) -> dict[int, int]:
    """What waits before each judge now."""
    counted = dict(
        Matter.objects.filter(waits_for__in=judges, closed_at__isnull=True)
        .values_list("waits_for")
        .annotate(n=Count("pk"))
    )
    return {judge.pk: counted.get(judge.pk, 0) for judge in judges}
