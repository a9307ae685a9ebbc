"""Telling rulings in tests: draw one on a case, decide on it, and look at what the record says then.

Used by the tests of rulings, severance, joinder and the scope rule at the doors.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from cases.actions import add_participant
from cases.models import Case, Charge, Episode, Participant, Ruling
from cases.moving import do
from cases.queries.suspects import status_of
from cases.resource import CASE, RULING
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking

WHY = "Основания изложены в материалах дела, листы 1–12, и подтверждаются собранными доказательствами."
OTHER_IIN = "850606400334"
Posts = dict[str, Appointment]


def draw(
    posts: Posts, case: Case, move: str, *, by: str = "investigator", at: datetime | None = None, **fields: Any
) -> Ruling:
    """The ruling that `move` draws, signed by `by`."""
    with speaking(posts[by]):
        return do(CASE, case.pk, move, by=posts[by], at=at or now(), **{"text": WHY, **fields})


def decide(
    posts: Posts, ruling: Ruling, name: str, *, by: str = "prosecutor", at: datetime | None = None, **fields: Any
) -> Ruling:
    """A move on a ruling (approve, refuse, cancel, …), and the ruling as it stands then."""
    with speaking(posts[by]):
        do(RULING, ruling.pk, name, by=posts[by], at=at or now(), **{"reasons": WHY, **fields})
        return Ruling.objects.select_related("matter", "participant", "charge", "episode", "case").get(pk=ruling.pk)


def conductor(posts: Posts, case: Case) -> Appointment:
    return next(a for a in posts.values() if a.pk == case.investigator_id)


def enter(posts: Posts, case: Case, capacity: str = "witness", **more: Any) -> Participant:
    """Somebody in the case, entered by its investigator."""
    given = {"last_name": "Ахметов", "first_name": "Ерлан", "iin": OTHER_IIN, **more}
    by = conductor(posts, case)
    with speaking(by):
        return add_participant(case_id=case.pk, by=by, at=case.registered_at, capacity=capacity, **given)


def suspect_of(
    posts: Posts, case: Case, *, article: str = "188/3", qualified: bool = True, episode: int | None = None, **who: Any
) -> Participant:
    """A person recognised as a suspect and, unless not asked for, charged by an approved qualification."""
    person = enter(posts, case, **who)
    about = {"article": article, **({"episode": episode} if episode else {})}
    ruling = draw(posts, case, "recognise_suspect", participant=str(person.pk), **about)
    ruling = decide(posts, ruling, "approve")
    assert ruling.participant is not None
    if qualified:
        decide(posts, draw(posts, case, "qualify", participant=str(ruling.participant.pk), **about), "approve")
    return ruling.participant


def seen(posts: Posts, by: str, ask: Callable[[], Any]) -> Any:
    """What `ask` answers when `by` speaks."""
    with speaking(posts[by]):
        return ask()


def live(posts: Posts, case: Case, by: str = "investigator") -> list[tuple[str, str, str]]:
    """The charges in force: who, article, how."""
    with speaking(posts[by]):
        rows = Charge.objects.filter(case=case, until__isnull=True).select_related("participant")
        return sorted((row.participant.last_name if row.participant else "", row.cite, row.how) for row in rows)


def charge_on(posts: Posts, case: Case, person: Participant | None = None) -> Charge:
    """The one charge in force on `person`, or on the fact."""
    with speaking(conductor(posts, case)):
        return Charge.objects.get(case=case, participant=person, until__isnull=True)


def status(posts: Posts, person: Participant, by: str = "investigator") -> str:
    """The code of the person's status as a suspect; empty where there is nothing to say."""
    with speaking(posts[by]):
        found = status_of([person]).get(person.pk)
    return found.code if found else ""


def live_episodes(posts: Posts, case: Case) -> list[int]:
    with speaking(conductor(posts, case)):
        rows: Iterable[Episode] = Episode.objects.filter(case=case, ended_at__isnull=True)
        return sorted(row.number for row in rows)


def again(row: Any) -> Any:
    """The row as the database has it now; ask while somebody speaks."""
    return type(row).objects.get(pk=row.pk)
