"""How a row of the registry is written: ladders of warning and the usual shapes of a limit.

The rows themselves stand in the `limits_…` tables, one for each noun.
"""

from datetime import timedelta

from ecase.law.editions import Amount, Confidence, Edition, Limit, Rung, Unit

DUE = Rung("due", timedelta(0))


def ladder(*hours: int) -> tuple[Rung, ...]:
    """Rungs so many hours before the end, and the end itself."""
    return (*(Rung(f"-{h}h", -timedelta(hours=h)) for h in hours), DUE)


def ladder_days(*days: int) -> tuple[Rung, ...]:
    """Rungs so many days before the end, and the end itself."""
    return (*(Rung(f"-{d}d", -timedelta(days=d)) for d in days), DUE)


def always(
    amount: int,
    cite: str,
    source: str = "S25",
    confidence: Confidence = "V",
    *amounts: Amount,
    code: str = "2015",
    note: str = "",
) -> tuple[Edition, ...]:
    """A limit whose number was the same in every edition seen."""
    return (Edition(code, None, None, amount, cite, source, confidence, tuple(amounts), note),)


def hour_term(key: str, title: str, anchor: str, editions: tuple[Edition, ...]) -> Limit:
    """An hour term outside custody: alarm at the exact minute, no shift."""
    return Limit(key, title, anchor, "h", editions, rungs=ladder(4, 1))


def day_term(
    key: str, title: str, anchor: str, editions: tuple[Edition, ...], unit: Unit = "d", pauses: bool = False
) -> Limit:
    """A day or month term that moves off a non-working last day."""
    rungs = ladder_days(10, 5, 1) if unit == "mo" else ladder(24, 4)
    return Limit(key, title, anchor, unit, editions, rolls=True, pauses=pauses, rungs=rungs)
