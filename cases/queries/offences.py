"""What a case is registered on and what is charged in it, as the plain values of the scope rule. Reading only."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cases.models import Case, Charge, Episode, Ruling
from ecase.law.clock import local
from ecase.law.rulings import Status
from ecase.law.scope import Charged, Kind, Registered

# How a charge or an event went, by the kind of the ruling that ended it.
ENDED_BY: dict[str, Kind] = {
    "qualification": Kind.CHANGED,
    "requalification": Kind.CHANGED,
    "partial_termination": Kind.DROPPED,
    "termination": Kind.TERMINATED,
    "termination_outside": Kind.TERMINATED,
    "severance": Kind.SEVERED,
    "joinder": Kind.SEVERED,
}


def episode_rows(case: Case) -> QuerySet[Episode]:
    """The registered offences of the case, ended ones too, by number."""
    rows = Episode.objects.filter(case=case).select_related("ended_ruling", "joined_from", "severed_to")
    return rows.order_by("number")


def episodes_of(case: Case) -> list[Episode]:
    return list(episode_rows(case))


def charge_rows(case: Case) -> QuerySet[Charge]:
    """Every charge of the case with its history, the oldest first."""
    rows = Charge.objects.filter(case=case).select_related("participant", "episode", "ruling", "ended_ruling")
    return rows.order_by("since", "id")


def charges_of(case: Case) -> list[Charge]:
    return list(charge_rows(case))


def registered_charges(charges: Iterable[Charge]) -> dict[object, list[Charge]]:
    """The charges each event was registered on, by its key; the first is the main one."""
    found: dict[object, list[Charge]] = {}
    for charge in charges:
        if charge.registered and charge.replaces_id is None:
            found.setdefault(charge.episode_id, []).append(charge)
    return found


def stands(ruling: Ruling | None) -> str:
    """The ruling as an approved decision: its key, or empty where none is in force."""
    if ruling is None or ruling.effective_at is None or ruling.status == Status.CANCELLED:
        return ""
    return str(ruling.pk)


def as_registered(episodes: Iterable[Episode], charges: Iterable[Charge]) -> list[Registered]:
    """Each event as the scope rule takes it."""
    charges = list(charges)
    by_episode = registered_charges(charges)
    rows = []
    for episode in episodes:
        first = by_episode.get(episode.pk, [])
        main, also = (first[0] if first else None), first[1:]
        kind = ENDED_BY.get(episode.ended_ruling.kind) if episode.ended_ruling else None
        severed = episode.severed_to_id is not None or kind is Kind.SEVERED
        terminated = not severed and kind in (Kind.TERMINATED, Kind.DROPPED)
        joined = episode.joined_from_id is not None
        brought = next((c.ruling for c in charges if joined and c.episode_id == episode.pk and c.how == "joined"), None)
        rows.append(
            Registered(
                number=episode.number,
                article=main.article if main else "",
                part=main.part if main else "",
                occurred_on=local(episode.occurred_at).date(),
                ended=episode.ended_at is not None and not severed and not terminated,
                severed=episode.ended_at is not None and severed,
                terminated=episode.ended_at is not None and terminated,
                joined=joined,
                decision=stands(episode.ended_ruling) or stands(brought),
                also=tuple((one.article, one.part) for one in also),
            )
        )
    return rows


def as_charged(charges: Iterable[Charge]) -> list[Charged]:
    """Each charge as the scope rule takes it; the person by his key, empty while nobody is known."""
    rows = []
    for charge in charges:
        ended = None
        if charge.until is not None:
            ended = ENDED_BY.get(charge.ended_ruling.kind, Kind.DROPPED) if charge.ended_ruling else Kind.CHANGED
        rows.append(
            Charged(
                person=str(charge.participant_id or ""),
                offence=charge.episode.number if charge.episode else None,
                article=charge.article,
                part=charge.part,
                decision=stands(charge.ruling),
                ended=ended,
                ended_decision=stands(charge.ended_ruling),
            )
        )
    return rows
