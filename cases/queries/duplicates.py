"""Cases that may be about the same event: a warning for whoever registers, never a block.

Three signs: the same person under the same article within a month of the event, the same place on the same day, the
same report. Only among what the reader may see: a warning must not tell of a case that is hidden from him.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.models import Case, Charge, Participant, Report
from ecase.law.clock import local
from ecase.law.words import N_
from ecase.people.models import Appointment

AROUND = timedelta(days=30)
MOST = 200

SAME_PERSON = N_("the same person, the same article, within a month")
SAME_PLACE = N_("the same place, the same day")
SAME_REPORT = N_("the same report")


@dataclass
class Similar:
    """A case and why it resembles what is being registered: msgids, the strongest sign first."""

    case: Case
    why: list[str] = field(default_factory=list)


def similar(
    by: Appointment,
    *,
    occurred_at: datetime | None,
    place: str = "",
    iins: Collection[str] = (),
    articles: Collection[str] = (),
    report: Report | None = None,
) -> list[Similar]:
    """Cases `by` sees that resemble this event, newest first. With nothing to compare: none, and no statement."""
    found: dict[object, Similar] = {}

    def note(rows: list[Case], why: str) -> None:
        for case in rows:
            one = found.setdefault(case.pk, Similar(case))
            if why not in one.why:
                one.why.append(why)

    seen = Case.objects.visible_to(by)
    if report is not None:
        note(list(seen.filter(report=report)[:MOST]), SAME_REPORT)
    if occurred_at is not None and iins and articles:
        persons = Participant.objects.visible_to(by).filter(iin__in=set(iins))
        charged = Charge.objects.visible_to(by).filter(article__in=set(articles), until__isnull=True)
        about = seen.filter(
            occurred_at__range=(occurred_at - AROUND, occurred_at + AROUND),
            pk__in=persons.values("case_id"),
        ).filter(pk__in=charged.values("case_id"))
        note(list(about[:MOST]), SAME_PERSON)
    where = plain_place(place)
    if occurred_at is not None and where:
        day = local(occurred_at).replace(hour=0, minute=0, second=0, microsecond=0)
        same_day = seen.filter(occurred_at__gte=day, occurred_at__lt=day + timedelta(days=1))
        note([case for case in same_day[:MOST] if plain_place(case.place) == where], SAME_PLACE)
    return sorted(found.values(), key=lambda one: (one.case.registered_at, one.case.number), reverse=True)


def plain_place(text: str) -> str:
    """A place as two people would write it alike: small letters, words and numbers only, no words of kind.

    "г. Алматы, ул. Абая, д. 12" and "Алматы, Абая 12" are one place.
    """
    words = re.findall(r"[^\W_]+", text.lower())
    return " ".join(word for word in words if word not in _KINDS)


# Words that say what kind of place it is, in Russian and Kazakh, whole and cut short.
_KINDS = frozenset(
    "г гор город қ қала қаласы ул улица көше көшесі к пр проспект даңғылы д дом үй үйі мкр микрорайон ықшамаудан "
    "ықшамауданы кв квартира пәтер пәт".split()
)
