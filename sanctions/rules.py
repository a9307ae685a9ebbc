"""Why a move on a sanction may not be made now, and what the law says of the arrest itself. Pure."""

from collections.abc import Iterable
from datetime import date, datetime

from cases.models import Case
from cases.queries.conduct import why_not_conduct
from cases.queries.merits import why_not_hear
from cases.rules import closed
from ecase.law import moves as law
from ecase.law.age import age_on
from ecase.law.arrest import ArrestAnswer, ArrestFacts, assess
from ecase.law.clock import local, shown
from ecase.law.kinds import Kind
from ecase.law.moves import Move
from ecase.law.qualification import Qualification
from ecase.law.roles import PROSECUTION, TITLES, Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions import rules_after
from sanctions.conduct import NOT_THE_INVESTIGATOR as NOT_THE_INVESTIGATOR
from sanctions.conduct import NOT_THE_PROSECUTOR as NOT_THE_PROSECUTOR
from sanctions.conduct import supervises as supervises
from sanctions.hearings import rules as hearing_rules
from sanctions.kinds import STATED, STATUS_TITLES, Status
from sanctions.models import Draw, Sanction
from sanctions.superiors import posts_of, why_not_agree

NOT_THE_HEAD = Refusal(
    "not_the_head", N_("This is decided by the head of the body that conducts the inquiry."), cite="CPC 62(5)"
)
REASONS_AT_LEAST = 30
# What carries a request further; it falls with the detention it stands on.
FORWARD = frozenset({"submit", "agree", "support", "grant", "grant_in_part"})
# The person is told when the case is over, and only then is more time or a waiver asked for (240(1-1)).
AFTER_THE_CASE = frozenset({"covert_notice_extension", "covert_notice_waiver"})
ASKING = frozenset({"submit", "amend", "withdraw", "apply"})
# Whoever has asked states his arguments and hands out copies as well: neither decides anything.
BOTH_ENDS = frozenset({"argue", "note_copy"})


def why_not(move: Move, sanction: Sanction, by: Appointment, at: datetime) -> Refusal | None:
    """The first reason why `by` may not make `move`, with its article; None when he may."""
    refusal = law.why_not(move, role=Role(by.role), status=sanction.status, titles=STATUS_TITLES)
    if refusal is None and by.role == Role.TRIAL_JUDGE:
        refusal = why_not_hear(sanction.case, by)
    if refusal is not None:
        return refusal
    if move.name in rules_after.RULES:
        return rules_after.why_not(move, sanction, by, at)
    refusal = _over(move, sanction) or _asker(move, sanction, by) or _turn(move, sanction, by)
    refusal = refusal or _own(move, sanction, by)
    return refusal or _released(move, sanction) or hearing_rules.why_not(move, sanction, by)


def why_not_ask(kind: Kind, case: Case, by: Appointment, at: datetime) -> Refusal | None:
    """Why `by` may not begin a request of this kind in this case."""
    if by.role not in kind.asked_by:
        return Refusal(
            "wrong_role", N_("This is asked for by: %(roles)s."), {"roles": sorted(TITLES[r] for r in kind.asked_by)},
            kind.cite, "kind",
        )  # fmt: skip
    if kind.since is not None and day_of(at) < kind.since:
        return Refusal("not_yet_law", N_("The law has this only since %(day)s."), {"day": f"{kind.since:%d.%m.%Y}"},
                       kind.cite, "kind")  # fmt: skip
    if by.role in PROSECUTION:
        return None if supervises(case, by) else NOT_THE_PROSECUTOR
    if kind.code in AFTER_THE_CASE:
        return None if case.investigator_id == by.pk else NOT_THE_INVESTIGATOR
    refusal = why_not_conduct(case, by, alone=by.role == Role.INVESTIGATOR)
    own_unit = by.role == Role.HEAD_OF_INVESTIGATION and by.office_id == case.office_id
    if own_unit and refusal is not None and refusal.code == NOT_THE_INVESTIGATOR.code:
        return None  # the longest custody is asked for by the head of the unit, whoever conducts the case (151(3))
    return refusal


def head_first(sanction: Sanction) -> bool:
    """In an inquiry the head of the body agrees before the petition leaves it (62(5))."""
    return sanction.rule.head_agrees and sanction.case.proceeding == "inquiry"


def _over(move: Move, sanction: Sanction) -> Refusal | None:
    return over(sanction) if move.name in (*FORWARD, "apply") else None


DECIDED_CASES = frozenset({Case.Stage.TERMINATED.value, Case.Stage.JUDGED.value})


def over(sanction: Sanction) -> Refusal | None:
    """Nothing is granted in a terminated case but what outlives it."""
    ended = sanction.case.stage in DECIDED_CASES
    return closed(sanction.case.stage) if ended and not outlives(sanction) else None


def outlives(sanction: Sanction) -> bool:
    """Whether it is asked and decided also when the case is over: what was done before anybody was asked is looked at
    whatever becomes of the case, and the notice of a covert action is owed only then."""
    ended = sanction.case.stage in DECIDED_CASES
    return sanction.kind in AFTER_THE_CASE or (ended and sanction.urgent)


def _asker(move: Move, sanction: Sanction, by: Appointment) -> Refusal | None:
    """A request is in the hands of whoever conducts the case, or of the prosecutor where he is the one who asks."""
    if move.name not in ASKING:
        return None
    if by.role == Role.INVESTIGATOR and sanction.case.investigator_id != by.pk:
        return NOT_THE_INVESTIGATOR
    if by.role == Role.HEAD_OF_INVESTIGATION and by.office_id != sanction.case.office_id:
        return NOT_THE_INVESTIGATOR
    if by.role in PROSECUTION and not supervises(sanction.case, by):
        return NOT_THE_PROSECUTOR
    return None


def _turn(move: Move, sanction: Sanction, by: Appointment) -> Refusal | None:
    """A decision is made by the one before whom the request lies."""
    if move.name in ASKING:
        return None
    holder = sanction.matter.waits_for_id
    if by.role == Role.HEAD_OF_INVESTIGATION and sanction.status != Status.BEFORE_HEAD:
        return law.wrong_status(move, sanction.status, STATUS_TITLES) or NOT_THE_HEAD
    if by.role == Role.HEAD_OF_INVESTIGATION and by.office_id != sanction.case.office_id:
        return NOT_THE_HEAD
    if by.role in PROSECUTION and sanction.status == Status.BEFORE_HEAD:
        return NOT_THE_HEAD
    if by.role in PROSECUTION and sanction.status == Status.BEFORE_PROSECUTOR and posts_of(sanction):
        return why_not_agree(sanction, by)
    if by.role in PROSECUTION and holder != by.pk and not supervises(sanction.case, by):
        return NOT_THE_PROSECUTOR
    undecided = sanction.status == Status.BEFORE_COURT
    if by.role == Role.INVESTIGATING_JUDGE and holder != by.pk and (undecided or holder is not None):
        return Refusal("not_the_judge", N_("This request is before another judge of the court."), cite="CPC 56")
    return None


def _own(move: Move, sanction: Sanction, by: Appointment) -> Refusal | None:
    """One person does not ask, agree, support and grant, in however many posts."""
    if move.name in ASKING or move.name in BOTH_ENDS or move.name == "recuse":
        return None
    before = [sanction.requested_by, sanction.head]
    if by.role not in PROSECUTION or sanction.rule.supported is False:
        before.append(sanction.prosecutor if by.role == Role.INVESTIGATING_JUDGE else None)
    if by.user_id not in {post.user_id for post in before if post is not None}:
        return None
    return Refusal("own_request", N_("You took part in this request in another post: somebody else decides it."))


def _released(move: Move, sanction: Sanction) -> Refusal | None:
    """A request made for a person held goes no further once the person is free.

    One that came back to the court because its refusal was cancelled does: he was freed on that refusal (107(7)).
    """
    detention = sanction.detention
    if move.name not in FORWARD or not sanction.rule.custody or detention is None or detention.released_at is None:
        return None
    if Draw.objects.filter(sanction=sanction.pk, cause="appeal").exists():
        return None
    return released(detention.released_at)


def plain(value: object) -> object:
    """A cleaned value as JSON keeps it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list) else str(value)


def released(released_at: datetime) -> Refusal:
    return Refusal(
        "detention_over",
        N_("The person was released on %(moment)s. A request for a person at liberty is made anew."),
        {"moment": shown(released_at)},
        "CPC 147(2)",
    )


def granted_already(running: Sanction, at: datetime) -> Refusal | None:
    """A measure that runs is made longer by the steps of its extension, never by a second first term."""
    if running.until is not None and running.until < day_of(at):
        return None
    if running.rule.custody and running.until is not None:
        return Refusal(
            "granted_already",
            N_("The court has sanctioned custody until %(until)s. A longer term is asked for as an extension."),
            {"until": f"{running.until:%d.%m.%Y}"},
            "CPC 151",
            "participant",
        )
    return Refusal(
        "granted_already",
        N_("A measure of this kind on this person is in force. Lift it before another one is asked for."),
        {},
        running.rule.cite,
        "participant",
    )


def reasons_long_enough(reasons: str) -> Refusal | None:
    """A decision against somebody's request needs reasons somebody can answer."""
    if len(reasons.strip()) >= REASONS_AT_LEAST:
        return None
    return Refusal(
        "reasons_too_short",
        N_("Write the reasons, at least %(least)s characters."),
        {"least": REASONS_AT_LEAST},
        "CPC 198",
        field="reasons",
    )


def arrest_answer(
    *,
    day: date,
    qualification: Qualification,
    birth_date: date | None,
    stated: Iterable[str],
    earlier_refusal: bool = False,
    new_circumstances: bool = False,
) -> ArrestAnswer:
    """What the law says of asking for this arrest on `day`: the same rule as the public calculator."""
    facts = {name: name in set(stated) for name in STATED}
    return assess(
        ArrestFacts(
            date=day,
            age=age_on(birth_date, day) if birth_date else None,
            earlier_refusal=earlier_refusal,
            new_circumstances=new_circumstances,
            **facts,
        ),
        qualification,
    )


def day_of(at: datetime) -> date:
    return local(at).date()
