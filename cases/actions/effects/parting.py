"""What a severance takes out of a case: which offences and charges go, which persons, and what follows them (44).

Here it is found and refused; what the severance then writes is `severance`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from cases.actions.effects.leaving import Leaving
from cases.models import Case, Charge, Deadline, Episode, Matter, Participant, Ruling
from cases.queries.offences import charges_of
from cases.queries.suspects import HELD, SUSPICION
from cases.queries.terms import LIVE
from ecase.law.rulings import Severed, Status
from ecase.law.words import N_, Refusal, Refused


@dataclass
class Part:
    """What leaves the case: offences, the charges of them that go, and the persons."""

    what: Severed
    episodes: list[Episode] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    emptied: list[Episode] = field(default_factory=list)  # nothing of these stays behind


def part_of(case: Case, what: Severed, numbers: list[int], people: list[Participant]) -> Part:
    """What of the registered offences goes. Raises Refused: scope_*, nothing_to_sever, severs_everything."""
    live = list(Episode.objects.filter(case=case, ended_at__isnull=True).order_by("number"))
    chosen = [episode for episode in live if episode.number in numbers]
    if len(chosen) != len(set(numbers)):
        raise Refused(
            Refusal(
                "scope_not_registered",
                N_("One of these offences is not registered here, or is no longer investigated here."),
                cite="CPC 121(1)",
                field="episodes",
            )
        )
    charges = charges_of(case)
    if what is Severed.PERSONS:
        return _of_persons(case, live, chosen, people, charges)
    if not chosen and len(live) == 1 and what is Severed.UNKNOWN:
        chosen = live
    if not chosen:
        raise Refused(
            Refusal("missing", N_("Name the registered offences that are severed."), {}, "CPC 44", "episodes")
        )
    if what is Severed.UNKNOWN:
        return Part(what, chosen, people)
    if len(chosen) == len(live):
        raise Refused(EVERYTHING)
    keys = {episode.pk for episode in chosen}
    return Part(what, chosen, people, [charge for charge in charges if charge.episode_id in keys], chosen)


EVERYTHING = Refusal(
    "severs_everything",
    N_("Nothing would remain of this case. A part is severed, not the whole."),
    cite="CPC 44(4)",
    field="episodes",
)


def _of_persons(
    case: Case, live: list[Episode], chosen: list[Episode], people: list[Participant], charges: list[Charge]
) -> Part:
    keys = {person.pk for person in people}
    suspected = Ruling.objects.filter(case=case, kind="suspect", participant_id__in=keys, effective_at__isnull=False)
    of_suspicion = set(suspected.values_list("episode_id", flat=True))
    # Who is held is a suspect by that alone (64(1)).
    held = Deadline.objects.filter(LIVE, case=case, rule__in=HELD, matter__participant__in=keys)
    of_suspicion |= set(held.values_list("matter__episode_id", flat=True))
    theirs = [charge for charge in charges if charge.participant_id in keys]
    touched = {charge.episode_id for charge in theirs if charge.until is None} | of_suspicion
    episodes = [episode for episode in (chosen or live) if episode.pk in touched]
    if not people or not episodes:
        raise Refused(
            Refusal(
                "nothing_to_sever",
                N_("Choose the suspects whose part is severed; they have to be suspected of these offences."),
                cite="CPC 44(1)",
                field="participants",
            )
        )
    going = [charge for charge in theirs if charge.episode in episodes]
    gone = {charge.pk for charge in going}
    left = {charge.episode_id for charge in charges if charge.until is None and charge.pk not in gone}
    emptied = [episode for episode in episodes if episode.pk not in left]
    if len(emptied) == len(live):
        raise Refused(EVERYTHING)
    return Part(Severed.PERSONS, episodes, people, going, emptied)


def leaving_of(case: Case, part: Part) -> list[Leaving]:
    """Whose suspicion goes, in part or altogether: what they are held by and asked for follows them."""
    if part.what in (Severed.FACT, Severed.UNKNOWN):
        return []
    going = {charge.pk for charge in part.charges}
    offences = frozenset(episode.pk for episode in part.episodes)
    people = {charge.participant for charge in part.charges if charge.participant and charge.until is None}
    people |= set(part.people) if part.what is Severed.PERSONS else _held_for(case, offences)
    live = Charge.objects.filter(case=case, participant__in=people, until__isnull=True).exclude(pk__in=going)
    stay = set(live.values_list("participant_id", flat=True)) | _suspected_besides(case, people, offences)
    return [
        Leaving(case, person, wholly=person.pk not in stay, offences=offences)
        for person in sorted(people, key=lambda person: person.pk)
    ]


def _held_for(case: Case, offences: Iterable[UUID]) -> set[Participant]:
    """Who is held, or is to be, for one of these offences, also where nothing is charged on him yet."""
    held = Deadline.objects.filter(LIVE, case=case, rule__in=HELD).values("matter__participant")
    asked = Matter.objects.filter(
        case=case, kind__startswith="sanction.", episode__in=offences, closed_at__isnull=True, waits_for__isnull=False
    )
    on_these = held.filter(matter__episode__in=offences)
    return set(Participant.objects.filter(Q(pk__in=on_these) | Q(pk__in=asked.values("participant")), case=case))


def _suspected_besides(case: Case, people: Iterable[Participant], offences: Iterable[UUID]) -> set[UUID | None]:
    """Who of `people` is a suspect of another offence of the case without a charge: by a ruling, or by being held."""
    ruled = Ruling.objects.filter(
        case=case, participant__in=people, kind__in=SUSPICION, status=Status.IN_FORCE, ended_at__isnull=True,
        episode__isnull=False,
    ).exclude(episode__in=offences)  # fmt: skip
    held = Deadline.objects.filter(
        LIVE, case=case, rule__in=HELD, matter__participant__in=people, matter__episode__isnull=False
    ).exclude(matter__episode__in=offences)
    return {
        *ruled.values_list("participant_id", flat=True),
        *held.values_list("matter__participant_id", flat=True),
    }
