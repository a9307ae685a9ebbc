"""Telling rulings in tests: draw one on a case, decide on it, and look what the record says. Used by test_rulings*."""

from datetime import datetime
from typing import Any

from django.core.management import call_command

from cases.models import Case, Charge, Participant, Ruling
from cases.moving import do
from cases.resource import CASE, RULING
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking

REASONS = "Основания изложены в материалах дела и подтверждены собранными доказательствами."
Posts = dict[str, Appointment]


def draw(posts: Posts, case: Case, move: str, *, by: str = "investigator", at: datetime | None = None, **fields: Any) -> Ruling:
    """The ruling that `move` draws, signed by `by`."""
    with speaking(posts[by]):
        return do(CASE, case.pk, move, by=posts[by], at=at or now(), **{"text": REASONS, **fields})


def decide(posts: Posts, ruling: Ruling, name: str, *, by: str = "prosecutor", at: datetime | None = None, **fields: Any) -> Ruling:
    """A move on a ruling: approve, refuse, cancel, …"""
    with speaking(posts[by]):
        do(RULING, ruling.pk, name, by=posts[by], at=at or now(), **{"reasons": REASONS, **fields})
        return Ruling.objects.select_related("matter", "participant", "charge", "episode", "case").get(pk=ruling.pk)


def person(posts: Posts, case: Case, capacity: str = "witness", **more: Any) -> Participant:
    """Somebody in the case, entered by its investigator."""
    from cases.actions import add_participant

    by = next(a for a in posts.values() if a.pk == case.investigator_id)
    given = {"last_name": "Ахметов", "first_name": "Ерлан", "iin": "850606400334", **more}
    with speaking(by):
        return add_participant(case_id=case.pk, by=by, at=case.registered_at, capacity=capacity, **given)


def live(posts: Posts, case: Case, by: str = "investigator") -> list[tuple[str, str, str]]:
    """The charges in force: who, article, how."""
    with speaking(posts[by]):
        rows = Charge.objects.filter(case=case, until__isnull=True).select_related("participant")
        return sorted((row.participant.last_name if row.participant else "", row.cite, row.how) for row in rows)
