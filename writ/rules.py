"""Why a move on a writ may not be made now: who, when, and whether the law still allows it. Reads only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cases.models import Case, Deadline, Defence, Participant, Ruling
from cases.queries.conduct import why_not_conduct
from cases.queries.merits import why_not_hear
from cases.ruling_rules import NOT_HEAD, NOT_PROSECUTOR, supervises
from ecase.law import moves as law
from ecase.law import writ as rule
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import OPEN
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from writ.facts import PART_OF, Candidate, candidates, verdict_of
from writ.kinds import STATUS_TITLES, Answer, Part
from writ.models import Accused, Appeal, Copy, Will, Writ

if TYPE_CHECKING:
    from django.db.models import QuerySet

NOT_ASKED = Refusal("not_asked", N_("You are not asked for your word in this case."), cite="CPC 629-1(2)(4)")
NOBODY_LEFT = Refusal("nobody_left", N_("Everybody who has to be asked has been asked."), cite="CPC 629-1(2)(4)")
NO_WORD = Refusal("no_word", N_("There is no word to be taken back."), cite="CPC 629-1(2)(4)")
ANSWERED = Refusal("answered", N_("The answer has been given already."), cite="CPC 629-1(2)(4)")
ONLY_FORWARDS = Refusal(
    "only_forwards",
    N_("The head of the investigation department passes the case on; only the head of inquiry decides on it."),
    cite="CPC 629-3(1),(3)",
)
NOT_THE_JUDGE = Refusal("not_the_judge", N_("This case is before another judge."), cite="CPC 629-4(1)")
NOT_THE_COURT = Refusal("not_the_court", N_("This is done by the court that gave the verdict."), cite="CPC 629-6(1)")
NO_SUSPECT = Refusal("no_suspect", N_("Nobody is suspected in this case yet."), cite="CPC 629-1(2)(1)")
NOT_CHARGED = Refusal(
    "not_charged",
    N_("The acts of the suspect have not been qualified yet: a writ is about a charge the prosecutor has approved."),
    cite="CPC 203, 629-1(2)(1)",
)
CHARGE_UNKNOWN = Refusal(
    "charge_unknown", N_("The article of a charge was not found for the day of the act."), cite="CPC 629-1(2)(3)"
)
RULINGS_OPEN = Refusal(
    "rulings_open", N_("A ruling in this case still waits for its decision. First that one, then the writ."),
    cite="CPC 629-1(6)",
)  # fmt: skip
NOT_MET = N_("A condition of the writ procedure is not met: %(condition)s.")
NOT_KNOWN = N_("It is not known yet whether a condition is met: %(condition)s.")
NOT_RUNNING = Refusal("not_running", N_("The investigation stands still: resume it first."), cite="CPC 45(9)")
ALL_SERVED = Refusal("all_served", N_("Every copy has been served."), cite="CPC 629-6(1)")
NOT_A_CONVICT = Refusal("not_a_convict", N_("Only the convict himself or his defender disagrees."), cite="CPC 629-6(2)")
DAYS_OVER = Refusal("days_over", N_("The days of the disagreement are over."), cite="CPC 629-6(2)")
NOT_A_PARTY = Refusal(
    "not_a_party", N_("Only the victim, the prosecutor, the civil parties and the convict appeal."), cite="CPC 629-7"
)
APPEALED = Refusal("appealed_already", N_("Your appeal is in the file already."), cite="CPC 629-7")
TOOK_PART = Refusal("took_part", N_("You took part in this case in another post."), cite="CPC 87")

_INVESTIGATOR = frozenset({"ask", "remind", "state_facts", "drop", "request", "file_motion", "consent",
                           "object_victim", "withdraw_word"})  # fmt: skip
_HEAD = frozenset({"agree", "head_return", "head_terminate"})
_PROSECUTOR = frozenset({"approve", "return_case", "refuse_approval"})
_JUDGE = frozenset({"convict", "return_to_prosecutor", "terminate", "recuse"})
_COURT = frozenset({"serve", "execute", "note_payment"})
_ABOVE = frozenset({"uphold", "change", "cancel_above"})


def why_not(move: Move, writ: Writ, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=writ.status, titles=STATUS_TITLES)
    return refusal or _who(move, writ, by) or _what(move, writ, by, at)


# --- whose hands it is in --------------------------------------------------------------------------------------------


def _who(move: Move, writ: Writ, by: Appointment) -> Refusal | None:
    case = writ.case
    if by.role == Role.INVESTIGATOR and move.name in _INVESTIGATOR:
        # The pad and the paper are taken in while the case is with somebody else, too.
        return why_not_conduct(case, by) if case.stage != "court" else _not_conducting(writ, by)
    if move.name in _HEAD:
        return None if by.office_id == case.office_id else NOT_HEAD
    if move.name in _PROSECUTOR:
        return None if supervises(case, by) else NOT_PROSECUTOR
    if move.name in _JUDGE:
        return why_not_hear(case, by) or (None if writ.judge_id == by.pk else NOT_THE_JUDGE)
    if move.name == "cancel":
        return None if of_the_court(writ, by) else NOT_THE_JUDGE
    if move.name in _COURT:
        return None if of_the_court(writ, by) else NOT_THE_COURT
    if move.name in _ABOVE:
        if writ.matter.waits_for_id != by.pk:
            return NOT_THE_JUDGE
        return TOOK_PART if writ.judge is not None and writ.judge.user_id == by.user_id else None
    return None


def _not_conducting(writ: Writ, by: Appointment) -> Refusal | None:
    if writ.case.investigator_id == by.pk:
        return None
    return Refusal(
        "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
    )


def of_the_court(writ: Writ, by: Appointment) -> bool:
    """The judge who decided, or somebody else of his court; the law binds the court to go on without him."""
    return writ.judge is not None and by.office_id == writ.judge.office_id


# --- what is left to do ----------------------------------------------------------------------------------------------


def _what(move: Move, writ: Writ, by: Appointment, at: datetime) -> Refusal | None:
    match move.name:
        case "ask":
            return None if unasked(writ) else NOBODY_LEFT
        case "remind":
            return None if open_wills(writ, by).filter(answer="").exists() else ANSWERED
        case "file_motion":
            return _answering(open_wills(writ, by).filter(part=Part.SUSPECT))
        case "consent":
            return _answering(open_wills(writ, by).exclude(part=Part.SUSPECT))
        case "object_victim":
            wills = open_wills(writ, by).exclude(part=Part.SUSPECT)
            if not wills.exists():
                return NOT_ASKED
            return None if wills.exclude(answer__in=[Answer.REFUSES, Answer.WITHDRAWN]).exists() else ANSWERED
        case "withdraw_word":
            wills = open_wills(writ, by).filter(part=Part.SUSPECT)
            return None if wills.filter(answer__in=[Answer.NONE, Answer.CONSENTS]).exists() else NO_WORD
        case "request":
            return why_not_request(writ, at)
        case "head_return" | "head_terminate":
            return ONLY_FORWARDS if writ.case.proceeding == "investigation" else None
        case "agree" | "approve" | "convict":
            # Interrupted, or joined to another case, it is sent on by nobody.
            still = move.name != "convict" and writ.case.stage != Case.Stage.PRETRIAL
            return NOT_RUNNING if still else why_not_eligible(candidates(writ.case, at, writ), cite=move.cite)
        case "serve":
            return None if any(one.served_at is None for one in copies_of(writ)) else ALL_SERVED
        case "object":
            return _disagreeing(writ, by, at)
        case "appeal":
            return _appealing(writ, by)
    return None


def _answering(wills: QuerySet[Will]) -> Refusal | None:
    if not wills.exists():
        return NOT_ASKED
    return None if wills.filter(answer="").exists() else ANSWERED


def open_wills(writ: Writ, by: Appointment) -> QuerySet[Will]:
    """The words `by` may give or take in: a party its own, the investigator those of everybody who was asked."""
    wills = Will.objects.filter(writ=writ).select_related("participant", "matter")
    return wills.filter(participant__user=by.user_id) if by.role == Role.PARTICIPANT else wills


def unasked(writ: Writ) -> list[Participant]:
    """Who of the case has to be asked and was not."""
    people = Participant.objects.filter(case=writ.case_id, capacity__in=list(PART_OF)).order_by("sort_key", "id")
    asked = Will.objects.filter(writ=writ).values("participant_id")
    return list(people.exclude(pk__in=asked))


def why_not_request(writ: Writ, at: datetime) -> Refusal | None:
    """Why the ruling cannot be made yet: somebody is not charged, a ruling waits, a condition is not met."""
    if writ.case.stage != Case.Stage.PRETRIAL:
        return NOT_RUNNING
    found = candidates(writ.case, at, writ)
    refusal = why_not_eligible(found, cite="CPC 629-1")
    if refusal is not None:
        return refusal
    protocol = writ.case.proceeding == "misdemeanour"  # there nobody is qualified before the protocol
    if not protocol and not all(one.own for one in found):
        return NOT_CHARGED
    waiting = Ruling.objects.filter(case=writ.case_id, status__in=[status.value for status in OPEN])
    return RULINGS_OPEN if waiting.exists() else None


def why_not_eligible(found: list[Candidate], *, cite: str) -> Refusal | None:
    """The first condition of 629-1 that is not met, or not known to be, in its own words."""
    if not found:
        return NO_SUSPECT
    if verdict_of(found) is rule.Verdict.ELIGIBLE:
        return None
    for candidate in found:
        if candidate.answer is None:
            return CHARGE_UNKNOWN if candidate.charges else NOT_CHARGED
        for one in candidate.answer.decisive:
            if one.state is not rule.State.MET:
                says = NOT_MET if one.state is rule.State.NOT_MET else NOT_KNOWN
                return Refusal("not_eligible", says, {"condition": one.says}, one.cite or cite)
    return NO_SUSPECT


def _disagreeing(writ: Writ, by: Appointment, at: datetime) -> Refusal | None:
    """The convict himself, his defender, or the court that takes in his paper; until his days are over."""
    if by.role in (Role.TRIAL_JUDGE, Role.COURT_CLERK) and not of_the_court(writ, by):
        return NOT_THE_COURT
    his = convict_copies(writ, by)
    if not his:
        return NOT_A_CONVICT
    return None if any(days_run(copy, at) for copy in his) else DAYS_OVER


def copies_of(writ: Writ) -> list[Copy]:
    """Every copy of the verdict, read once for a row in hand: several moves ask for them."""
    if "copies_read" not in writ.__dict__:
        rows = Copy.objects.filter(writ=writ).select_related("participant").order_by("matter__number")
        writ.__dict__["copies_read"] = list(rows)
    found: list[Copy] = writ.__dict__["copies_read"]
    return found


def convict_copies(writ: Writ, by: Appointment) -> list[Copy]:
    """The copies of the convicts for whom `by` may disagree."""
    rows = [one for one in copies_of(writ) if one.to_whom == "convict" and one.participant is not None]
    if by.role == Role.PARTICIPANT:
        return [one for one in rows if one.participant is not None and one.participant.user_id == by.user_id]
    if by.role == Role.LAWYER:
        defended = set(Defence.objects.filter(lawyer=by, until__isnull=True).values_list("participant_id", flat=True))
        return [one for one in rows if one.participant_id in defended]
    return rows


def days_run(copy: Copy, at: datetime, rule_of_days: str = "writ.objection") -> bool:
    """Whether its addressee may still say no: before the service he may, after it while his days run.

    The days are over when they are over, whether the clock has rung for them or not.
    """
    if copy.served_at is None:
        return True
    days = Deadline.objects.filter(matter=copy.matter_id, rule=rule_of_days, ended_at__isnull=True, met_at__isnull=True)
    return days.filter(due_at__gt=at).exists()


def sides_of(writ: Writ, by: Appointment) -> list[tuple[str, Participant | None]]:
    """For whom `by` may appeal: as a party himself, as prosecutor, as defender, as the court that takes in a paper."""
    if by.role in PROSECUTION:
        return [("prosecutor", None)] if supervises(writ.case, by) else []
    if by.role in (Role.TRIAL_JUDGE, Role.COURT_CLERK) and not of_the_court(writ, by):
        return []
    wills = Will.objects.filter(writ=writ).select_related("participant")
    if by.role == Role.PARTICIPANT:
        wills = wills.filter(participant__user=by.user_id)
    elif by.role == Role.LAWYER:
        defended = Defence.objects.filter(lawyer=by, until__isnull=True).values("participant_id")
        wills = wills.filter(participant__in=defended)
    guilty = set(Accused.objects.filter(writ=writ, amount__isnull=False).values_list("participant_id", flat=True))
    return [
        ("convict" if one.part == Part.SUSPECT else one.part, one.participant)
        for one in wills
        if one.part != Part.SUSPECT or one.participant_id in guilty  # not whose prosecution ended before the court
    ]


def _appealing(writ: Writ, by: Appointment) -> Refusal | None:
    sides = sides_of(writ, by)
    if not sides:
        return NOT_A_PARTY
    filed = set(Appeal.objects.filter(writ=writ, decided_at__isnull=True).values_list("side", "participant_id"))
    return None if any((side, one.pk if one else None) not in filed for side, one in sides) else APPEALED
