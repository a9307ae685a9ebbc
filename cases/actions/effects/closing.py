"""What ends with an offence, a suspicion or a whole case: its stage, what is still being decided, who hears of it."""

from collections.abc import Callable
from uuid import UUID

from cases.access import VIEW_CASE, CaseGrant, permission_id
from cases.actions.act import Act, wait_for
from cases.models import Case, Charge, Deadline, Episode, Matter, Participant, Ruling
from cases.queries.suspects import HELD, SUSPICION
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import OPEN, Status
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment


def end_episode(act: Act, episode: Episode, ruling: Ruling) -> None:
    episode.ended_at, episode.ended_ruling = act.at, ruling
    episode.save(update_fields=["ended_at", "ended_ruling"])
    act.wrote(episode)


def end_suspicion(act: Act, **whose: object) -> None:
    """By this act, so that a cancellation finds what it ended."""
    standing = Ruling.objects.filter(case=act.case, kind__in=SUSPICION, status=Status.IN_FORCE, ended_at__isnull=True)
    for recognition in standing.filter(**whose):
        recognition.ended_at = act.at
        recognition.save(update_fields=["ended_at"])
        act.wrote(recognition)


def set_stage(act: Act, stage: str) -> None:
    """The case as a whole is somewhere else from now on."""
    act.case.stage = stage
    act.case.save(update_fields=["stage"])
    act.wrote(act.case)


def none_urgent(case: Case) -> None:
    """What was done in advance of the prosecutor's word needs it first (202(1-2)). Raises Refused(urgent_first)."""
    waiting = Ruling.objects.filter(case=case, urgent=True, status__in=[status.value for status in OPEN])
    if waiting.exists():
        raise Refused(
            Refusal(
                "urgent_first",
                N_("An urgent recognition as a suspect waits for the prosecutor: he decides on it first."),
                cite="CPC 202(1-2)",
            )
        )


def drop_open_rulings(act: Act, but: Ruling) -> None:
    """What waits for somebody's decision in a case that is over falls away, and so do instructions.

    Raises Refused(urgent_first).
    """
    none_urgent(act.case)
    rows = Ruling.objects.filter(case=act.case).exclude(pk=but.pk).select_related("matter")
    waiting = rows.filter(status__in=[status.value for status in OPEN])
    told_to_do = rows.filter(status=Status.IN_FORCE, ended_at__isnull=True, kind="instruction")
    for ruling in [*waiting, *told_to_do]:
        if ruling.status in OPEN:
            ruling.status = Status.WITHDRAWN
        ruling.ended_at = act.at
        ruling.version += 1
        ruling.save(update_fields=["status", "ended_at", "version"])
        act.wrote(ruling)
        close_matter(act, ruling.matter)


FALLING: list[Callable[[Act, UUID, Participant | None], None]] = []


def at_the_end(fall: Callable[[Act, UUID, Participant | None], None]) -> None:
    """Register what an app above ends with a case, or with the prosecution of one person in it (None: of everybody).

    It is handed the id of the ruling or of the verdict. Its module `terminated` is found at the start.
    """
    FALLING.append(fall)


def everything_falls(act: Act, ruling: Ruling) -> None:
    """Behind the entry of the ruling, in entries of their own."""
    fallen(act, ruling.pk, None)


def his_measures_fall(act: Act, ruling: Ruling) -> None:
    """Whom the ruling has left with nothing against him, nothing binds any more."""
    person = ruling.participant
    if person is not None and not pursued(person, but=ruling.episode_id):
        fallen(act, ruling.pk, person)


def fallen(act: Act, decision: UUID, person: Participant | None) -> None:
    """By this ruling or verdict nothing binds the person any more; None: nobody in the case."""
    for fall in FALLING:
        fall(act, decision, person)


def pursued(person: Participant, *, but: UUID | None) -> bool:
    """Whether anything stands against the person besides the episode `but`: a charge, or a suspicion of another
    offence that is still pursued, by which he was recognised, is detained or in custody (64(1))."""
    if Charge.objects.filter(case=person.case_id, participant=person, until__isnull=True).exists():
        return True
    others = Episode.objects.filter(case=person.case_id, ended_at__isnull=True)
    if but is not None:
        others = others.exclude(pk=but)
    held = Deadline.objects.filter(
        case=person.case_id, rule__in=HELD, met_at__isnull=True, ended_at__isnull=True, matter__participant=person,
        matter__episode__in=others.values("pk"),
    )  # fmt: skip
    recognised = Ruling.objects.filter(
        case=person.case_id, kind__in=SUSPICION, status=Status.IN_FORCE, ended_at__isnull=True, participant=person,
        episode__in=others.values("pk"),
    )  # fmt: skip
    return held.exists() or recognised.exists()


def close_matter(act: Act, matter: Matter) -> None:
    """Nobody has to do anything about it any more."""
    act.end_terms(matter)
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)


def told_with_the_parties(ruling: Ruling) -> list[Appointment]:
    """Everybody with an account of his own who sees the case: prosecutor, heads, victim, applicant (289(2))."""
    sight = permission_id(VIEW_CASE)
    seen = CaseGrant.objects.filter(content_object_id=ruling.case_id, until__isnull=True, permission_id=sight)
    told = {Role.HEAD_OF_INVESTIGATION, Role.PARTICIPANT, *PROSECUTION}
    return list(Appointment.objects.filter(pk__in=seen.values("appointment_id"), role__in=told, until__isnull=True))


def told_at_the_end(ruling: Ruling) -> list[Appointment]:
    """The parties, and while somebody it is about is held also the head of the place he is held in (290(2))."""
    told = told_with_the_parties(ruling)
    held = Deadline.objects.filter(case=ruling.case_id, rule__in=HELD, met_at__isnull=True, ended_at__isnull=True)
    if ruling.participant_id is not None:
        held = held.filter(matter__participant=ruling.participant_id)
    if held.exists():
        seen = CaseGrant.objects.filter(content_object_id=ruling.case_id, until__isnull=True)
        heads = Appointment.objects.filter(
            pk__in=seen.values("appointment_id"), role=Role.CUSTODY_HEAD, until__isnull=True
        )
        told += heads.filter(office__in=held.values("matter__facility")) if ruling.participant_id else heads
    return told
