"""Why a move around the hearing or around the order may not be made now. Reads only."""

from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions.hearings.held import last_held
from sanctions.kinds import Status
from sanctions.models import Copy, Hearing, Sanction

S = Hearing.State
NO_HEARING = Refusal("no_hearing", N_("No hearing is appointed. Appoint it first."), cite="CPC 56(2)")
APPOINTED_ALREADY = Refusal(
    "appointed_already", N_("The hearing is appointed already. Put it off where the time does not suit."),
    cite="CPC 56(2)",
)  # fmt: skip
MINUTES_SIGNED = Refusal("minutes_signed", N_("The minutes are signed and stay as they are."), cite="CPC 347")
NOT_THE_DECIDER = Refusal("not_the_decider", N_("A slip is corrected by the one who decided."), cite="CPC 56(1), 198")
NOTHING_TO_SERVE = Refusal("nothing_to_serve", N_("Every copy of this order has been served."), cite="CPC 148(10)")


def why_not(move: Move, sanction: Sanction, by: Appointment) -> Refusal | None:
    """For the moves of `moves_hearing`; None for every other and where nothing speaks against it."""
    rule = RULES.get(move.name)
    return rule(sanction, by) if rule is not None else None


def _appoint(sanction: Sanction, by: Appointment) -> Refusal | None:
    return APPOINTED_ALREADY if _appointed(sanction) else None


def _standing(sanction: Sanction, by: Appointment) -> Refusal | None:
    return None if _appointed(sanction) else NO_HEARING


def _minutes(sanction: Sanction, by: Appointment) -> Refusal | None:
    held = last_held(sanction)
    if held is not None and held.minutes_material_id is not None and not _appointed(sanction):
        return MINUTES_SIGNED
    if held is None and sanction.status != Status.BEFORE_COURT:
        return NO_HEARING
    return None


def _slip(sanction: Sanction, by: Appointment) -> Refusal | None:
    return None if sanction.decided_by_id == by.pk else NOT_THE_DECIDER


def _copy(sanction: Sanction, by: Appointment) -> Refusal | None:
    if by.role == Role.INVESTIGATING_JUDGE and sanction.decided_by_id != by.pk:
        return NOT_THE_DECIDER
    if by.role in PROSECUTION and by.pk not in (sanction.decided_by_id, sanction.requested_by_id):
        return NOT_THE_DECIDER
    return None if Copy.objects.filter(sanction=sanction, served_at__isnull=True).exists() else NOTHING_TO_SERVE


def _appointed(sanction: Sanction) -> bool:
    return bool(Hearing.objects.filter(sanction=sanction, state=S.APPOINTED).exists())


RULES = {
    "appoint_hearing": _appoint,
    "move_hearing": _standing,
    "tell_of_hearing": _standing,
    "sign_minutes": _minutes,
    "correct_slip": _slip,
    "note_copy": _copy,
}
