"""Why a move on a detention may not be made now. Pure: the row is in hand, the moment is given."""

from dataclasses import replace
from datetime import datetime, timedelta

from cases.models import Deadline
from detention.kinds import CUSTODY_GROUNDS, HEAD_GROUNDS, RELEASE_GROUNDS, STATUS_TITLES, Status
from detention.models import WARNING, Detention
from ecase.law import moves as law
from ecase.law.clock import shown
from ecase.law.detention_facts import exception_holds
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment

LATE_ENTRY = timedelta(days=1)


def why_not(move: Move, detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move` at `at`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=detention.status(at), titles=STATUS_TITLES)
    if refusal is not None:
        return refusal
    if by.role == Role.INVESTIGATOR and detention.case.investigator_id != by.pk:
        return Refusal(
            "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
        )
    if by.role == Role.CUSTODY_HEAD and detention.facility_id != by.office_id:
        return Refusal("not_your_facility", N_("The person is held in another place of detention."), cite="CPC 133(2)")
    return SPECIAL.get(move.name, _nothing)(detention, by, at)


def _nothing(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    return None


def _protocol(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.protocol_signed_at is None:
        return None
    return Refusal("done_already", N_("The protocol is signed already."), cite="CPC 131(2)")


def _notify(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.notified_at is not None:
        return Refusal("done_already", N_("The prosecutor has been notified already."), cite="CPC 131(3)")
    if detention.protocol_at is None:
        return Refusal(
            "protocol_first", N_("The notice follows the protocol: draw up the protocol first."), cite="CPC 131(3)"
        )
    return None


def _interrogation(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.interrogated_at is not None:
        return Refusal("done_already", N_("The interrogation is recorded already."), cite="CPC 64(3)")
    return None


def _exception(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.exception is None:
        return Refusal("no_exception", N_("No exception has been entered for this detention."), cite="CPC 131(4)")
    if detention.exception_confirmed_at is not None:
        return Refusal("done_already", N_("The exception is confirmed already."), cite="CPC 131(4)")
    if not exception_holds(detention.facts):
        return Refusal(
            "exception_not_borne_out", N_("The facts entered do not bear out this exception."), cite="CPC 131(4)"
        )
    return None


def _release(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    """The head of the place of detention frees by himself only when the term is over (133(2))."""
    if detention.order_at is not None:
        return Refusal(
            "held_by_order",
            N_("The person is held by order of the court: the head of the place of detention frees from custody."),
            cite="CPC 139(2), 152(4)",
        )
    if by.role != Role.CUSTODY_HEAD or detention.status(at) == Status.MUST_BE_RELEASED:
        return None
    return Refusal(
        "term_not_over",
        N_("Before %(end)s the person is released by the investigator or the prosecutor."),
        {"end": shown(detention.expires_at)},
        "CPC 133(1),(2)",
    )


def _order(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    """After the court has refused, no paper that is said to have arrived keeps the person (148(7)(3))."""
    if detention.court_refused_at is None:
        return None
    return Refusal(
        "court_refused",
        N_("The court refused custody on %(moment)s: the person has to be released."),
        {"moment": shown(detention.court_refused_at)},
        "CPC 148(7)(3)",
    )


def _acknowledge(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.acknowledged_at is not None:
        return Refusal("done_already", N_("Receipt is confirmed already."), cite="CPC 133(2)")
    return None


def _warn(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.custody_ends_at is None:
        return Refusal("no_end_known", N_("No term of custody is recorded for this person."), cite="CPC 139(2), 152(4)")
    if Deadline.objects.filter(matter_id=detention.pk, rule=WARNING, met_at__isnull=True, ended_at=None).exists():
        return None
    return Refusal("done_already", N_("The warning has been given already."), cite="CPC 139(2), 152(4)")


def _from_custody(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.order_at is None:
        return Refusal(
            "no_custody", N_("The person is detained, not in custody: release from the detention."), cite="CPC 133(2)"
        )
    return None


def _certificate(detention: Detention, by: Appointment, at: datetime) -> Refusal | None:
    if detention.certificate_at is not None:
        return Refusal("done_already", N_("The certificate is issued already."), cite="CPC 133(4)")
    if detention.released_by_id != by.pk:
        return Refusal("not_who_released", N_("The certificate is issued by whoever released."), cite="CPC 133(4)")
    return None


SPECIAL = {
    "draw_protocol": _protocol,
    "notify_prosecutor": _notify,
    "note_interrogation": _interrogation,
    "confirm_exception": _exception,
    "release": _release,
    "record_order": _order,
    "acknowledge": _acknowledge,
    "warn_of_end": _warn,
    "release_from_custody": _from_custody,
    "issue_certificate": _certificate,
}


def release_ground(ground: str, released_at: datetime, detention: Detention, by: Appointment) -> Refusal | None:
    """The ground is one this releaser has, and it was there at the moment of release.

    So nobody back-dates a release to before the head of the place of detention could order it.
    """
    if ground not in (HEAD_GROUNDS if by.role == Role.CUSTODY_HEAD else RELEASE_GROUNDS):
        return Refusal("ground", N_("Choose the ground of the release."), cite="CPC 133(1),(2)", field="ground")
    if ground == "term_expired" and released_at < detention.expires_at:
        return Refusal(
            "ground_not_there",
            N_("The term runs until %(end)s: choose another ground or mend the moment of release."),
            {"end": shown(detention.expires_at)},
            "CPC 133(2)",
            "ground",
        )
    refused = detention.court_refused_at
    # Releases are said to the minute, the refusal is recorded to the second.
    if ground in ("court_refused", "other_measure", "case_over") and (
        refused is None or released_at < refused.replace(second=0, microsecond=0)
    ):
        return Refusal(
            "ground_not_there",
            N_("No refusal of the court was there at that moment: choose another ground."),
            {},
            "CPC 148(7)(3)",
            "ground",
        )
    return None


def custody_ground(ground: str, released_at: datetime, detention: Detention) -> Refusal | None:
    """The ground is one of those that end a custody, and it was there at the moment of release."""
    ended = detention.court_refused_at if ground != "custody_expired" else detention.custody_ends_at
    if ground in CUSTODY_GROUNDS and ended is not None and released_at >= ended.replace(second=0, microsecond=0):
        return None
    return Refusal(
        "ground_not_there",
        N_("This ground was not there at that moment: choose another ground or mend the moment of release."),
        {},
        "CPC 139(2), 152(4)",
        "ground",
    )


def overlaps(started_at: datetime, earlier: Detention) -> Refusal:
    """A person is not held twice at one time; the earlier detention ended after the new one began."""
    ended = earlier.released_at or earlier.order_at
    return Refusal(
        "overlaps_earlier",
        N_("An earlier detention of this person lasted until %(ended)s: the new holding cannot begin at %(started)s."),
        {"ended": shown(ended) if ended else "", "started": shown(started_at)},
        "CPC 128(5)",
        "held_at",
    )


def late_entry(held_at: datetime, at: datetime, reason: str) -> Refusal | None:
    """A detention entered more than a day late needs the reason why."""
    if at - held_at <= LATE_ENTRY or reason.strip():
        return None
    return Refusal(
        "late_entry_reason",
        N_("The holding was more than a day ago. Say why it is entered only now."),
        cite="CPC 131(2)",
        field="late_entry_reason",
    )


def within(field: str, moment: datetime, detention: Detention, at: datetime) -> Refusal | None:
    """A moment of this detention lies between its beginning and now."""
    if moment > at + timedelta(minutes=1):
        return Refusal("in_the_future", N_("%(moment)s has not come yet."), {"moment": shown(moment)}, field=field)
    if moment < detention.restraint_at:
        return replace(before_the_holding(moment, detention), field=field)
    return None


def before_the_holding(moment: datetime, detention: Detention) -> Refusal:
    return Refusal(
        "before_the_holding",
        N_("%(moment)s is before the holding at %(held)s."),
        {"moment": shown(moment), "held": shown(detention.restraint_at)},
    )
