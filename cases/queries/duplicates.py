"""Cases that may be about the same event: a warning for whoever registers, never a block.

Three signs: the same person under the same article within a month of the event, the same place on the same day, the
same report. Among the cases the reader sees, and among those of his own office, of which he learns the number, the day
and the sign, and nothing else: the rest he asks his head for. Which of those are told of at all, migration 0010 says.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

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
    """A case and why it resembles what is being registered: msgids. `open`: the reader may open it."""

    number: str
    registered_at: datetime
    why: list[str] = field(default_factory=list)
    open: bool = True


def similar(
    by: Appointment,
    *,
    occurred_at: datetime | None,
    place: str = "",
    iins: Collection[str] = (),
    articles: Collection[str] = (),
    report: Report | None = None,
    colleagues: bool = True,
) -> list[Similar]:
    """Cases `by` sees that resemble this event, newest first; with `colleagues` also those of his office he does not.

    With nothing to compare: none, and no statement.
    """
    found: dict[str, Similar] = {}

    def note(rows: list[Case], why: str) -> None:
        for case in rows:
            one = found.setdefault(case.number, Similar(case.number, case.registered_at))
            if why not in one.why:
                one.why.append(why)

    seen = Case.objects.visible_to(by)
    if report is not None:
        note(list(seen.filter(Q(report=report) | Q(pk=report.case_id))[:MOST]), SAME_REPORT)
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
        begins, ends = day_of(occurred_at)
        same_day = seen.filter(occurred_at__gte=begins, occurred_at__lt=ends)
        note([case for case in same_day[:MOST] if plain_place(case.place) == where], SAME_PLACE)
    for one in of_the_office(occurred_at, where, iins, articles, report) if colleagues else ():
        found.setdefault(one.number, one)
    return sorted(found.values(), key=lambda one: (one.registered_at, one.number), reverse=True)


def of_the_office(
    occurred_at: datetime | None,
    where: str,
    iins: Collection[str],
    articles: Collection[str],
    report: Report | None = None,
) -> list[Similar]:
    """Like cases of the speaker's own office, by a function that tells their number, day and signs alone.

    `where`: a place as `plain_place` writes it. With nothing to compare: none, and no statement.
    """
    dated = occurred_at is not None and (where or (iins and articles))
    if report is None and not dated:
        return []
    moments: list[datetime | None] = [None] * 4
    if occurred_at is not None:
        moments = [occurred_at - AROUND, occurred_at + AROUND, *day_of(occurred_at)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o_number, o_registered, o_report, o_person, o_place"
            " FROM like_cases_of_the_office(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [report.pk if report else None, list(iins), list(articles), *moments, where, sorted(_KINDS)],
        )
        rows = cursor.fetchall()
    signs = (SAME_REPORT, SAME_PERSON, SAME_PLACE)
    return [
        Similar(number, registered_at, [sign for sign, is_so in zip(signs, told, strict=True) if is_so], open=False)
        for number, registered_at, *told in rows
    ]


def day_of(moment: datetime) -> tuple[datetime, datetime]:
    """The day in Almaty that `moment` falls on."""
    begins = local(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return begins, begins + timedelta(days=1)


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
