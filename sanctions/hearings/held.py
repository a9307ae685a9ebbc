"""Which hearings a decision may stand on: those before the judge who decides, after the request came to him (56(2)).

Reading only. Another judge, drawn after a recusal, an absence or a cancelled refusal, hears the sides himself.
"""

from datetime import datetime

from sanctions.models import Draw, Hearing, Sanction


def last_held(sanction: Sanction) -> Hearing | None:
    """The hearing on this request that the judge before whom it lies has held last."""
    rows = Hearing.objects.filter(sanction=sanction, state=Hearing.State.HELD).order_by("-held_from")
    drawn = _drawn(sanction)
    return next((row for row in rows if row.held_from is None or _his(drawn, row.held_from)), None)


def before_him(sanction: Sanction, moment: datetime) -> bool:
    """Whether the request lay at `moment` before the judge before whom it lies now, or who has decided on it."""
    return _his(_drawn(sanction), moment)


def came_at(sanction: Sanction) -> datetime | None:
    """The minute in which the request came to the court for the first time."""
    drawn = _drawn(sanction)
    return drawn[-1][0] if drawn else None


def _drawn(sanction: Sanction) -> list[tuple[datetime, int]]:
    """To which judge the request came in which minute, the last one first; hearings are told to the minute."""
    rows = Draw.objects.filter(sanction=sanction).exclude(cause="appealed").order_by("-at", "-id")
    return [(at.replace(second=0, microsecond=0), judge) for at, judge in rows.values_list("at", "judge_id")]


def _his(drawn: list[tuple[datetime, int]], moment: datetime) -> bool:
    return not drawn or next((judge for at, judge in drawn if at <= moment), None) == drawn[0][1]
