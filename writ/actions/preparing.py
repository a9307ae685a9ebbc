"""Before the ruling: the writ is opened, the parties are asked and answer, the facts of the person are entered.

A party with an account answers there; for the others the investigator takes the answer in, signed on the pad or on
paper. An objection of the victim ends the writ at once, before the court it bars the verdict at once.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, in_words, lock_case, refuse_if, wait_for
from cases.actions.effects.closing import close_matter
from cases.models import Case, Defence, Participant
from cases.queries.conduct import why_not_conduct
from ecase.documents.actions import Signed
from ecase.law import writ as rule
from ecase.law.clock import local
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from writ import rules
from writ.actions.sharing import (
    defenders,
    end,
    enter_act,
    goes_to,
    let_in,
    lock,
    open_sub,
    parties,
    path_for,
    record,
    save,
    say_to,
)
from writ.facts import DISPUTES, PART_OF, STATED, candidates, verdict_of
from writ.kinds import BEFORE_VERDICT, MATTER, WILL, Answer, Means, Outcome, Part, Status
from writ.models import Accused, Will, Writ

OPEN_ALREADY = Refusal("writ_open", N_("A writ is open in this case already, or it ended by one."), cite="CPC 629-1")
BARRED = Refusal(
    "writ_barred",
    N_("A writ verdict in this case was cancelled on the convict's disagreement: the procedure is barred for ever."),
    cite="CPC 629-1(5)",
)
RULED_OUT = Refusal("ruled_out", rules.NOT_MET, cite="CPC 629-1")
UNKNOWN_PERSON = Refusal("unknown_person", N_("Choose one of the people who are asked in this case."), field="person")
NOBODY = Refusal("nobody", N_("Choose at least one person."), field="people")
LONGEST_ASKED = 30
ANSWER_DAYS = Refusal(
    "answer_by", N_("Give a day within the next %(n)s days."), {"n": LONGEST_ASKED}, field="answer_by"
)
ALL_THREE = Refusal(
    "disputes",
    N_("A motion for the writ procedure needs all three: evidence, qualification and damage are not disputed."),
    cite="CPC 629-1(2)(2)",
    field="disputes_evidence",
)
COUNSEL = Refusal(
    "counsel_needed",
    N_("His defender has to be present when he files the motion."),
    cite="CPC 67, 629-1(2)(4)",
    field="counsel",
)
MEANS_NEEDED = Refusal("means", N_("Say how the answer was given: on the pad or on paper."), field="means")
PAD_EMPTY = Refusal("pad_empty", N_("The pad is empty: the person signs on it, then you sign the act."), field="pad")
CONSTRAINTS = {"one_writ_per_case": OPEN_ALREADY}


@in_words(CONSTRAINTS)
@transaction.atomic
def start(*, case_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any] | None = None) -> Writ:
    """Open the writ and ask everybody at once whose word is needed, or those named in `people`.

    Raises Refused: not_the_investigator, writ_barred, writ_open, ruled_out (a condition nobody can mend is not met).
    """
    fields = fields or {}
    case = lock_case(case_id)
    refuse_if(why_not_start(case, by, at))
    act = Act(case, by=by, at=at)
    matter = act.open_matter(MATTER, compartment="parties")
    writ = Writ(matter=matter, case=case, started_by=by, started_at=at)
    writ.save(force_insert=True)
    act.wrote(writ)
    for person in Participant.objects.filter(case=case, capacity=Participant.Capacity.SUSPECT):
        row = Accused(writ=writ, participant=person)
        row.save(force_insert=True)
        act.wrote(row)
    goes_to(act, writ, case.investigator)
    given = fields.get("people")
    wanted = rules.unasked(writ)
    if given is not None:
        wanted = [one for one in wanted if str(one.pk) in {str(pk) for pk in given}]
    _ask(act, writ, wanted, fields.get("answer_by"))
    record(act, writ, "writ.started", public={"asked": len(wanted)})
    _tell_asked(writ, wanted, at)
    say_to(writ, "writ.started", to=[case.prosecutor, *defenders(writ)], at=at, by=by)
    return writ


def why_not_start(case: Case, by: Appointment, at: datetime) -> Refusal | None:
    """Why no writ can be opened in the case; None when one can."""
    refusal = why_not_conduct(case, by)
    if refusal is not None:
        return refusal
    if Writ.objects.filter(case=case).exclude(status=Status.ENDED.value).exists():
        return OPEN_ALREADY
    if case.stage != Case.Stage.PRETRIAL:
        return rules.NOT_RUNNING
    found = candidates(case, at)
    if not found:
        return rules.NO_SUSPECT
    for one in found:
        for condition in one.answer.conditions if one.answer is not None else ():
            if condition.code == "earlier_writ" and condition.state is rule.State.NOT_MET:
                return BARRED
            if condition.state is rule.State.NOT_MET:
                return Refusal("ruled_out", rules.NOT_MET, {"condition": condition.says}, condition.cite)
    return None


@transaction.atomic
def ask(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Writ:
    """Ask more people. Raises Refused(nobody, answer_by)."""
    act, writ = lock(writ_id, "ask", by, at, fields)
    chosen = {str(pk) for pk in fields["people"]}
    wanted = [one for one in rules.unasked(writ) if str(one.pk) in chosen]
    refuse_if(NOBODY if not wanted else None)
    for person in wanted:  # somebody suspected since the writ was opened
        if (
            PART_OF[person.capacity] is Part.SUSPECT
            and not Accused.objects.filter(writ=writ, participant=person).exists()
        ):
            row = Accused(writ=writ, participant=person)
            row.save(force_insert=True)
            act.wrote(row)
    _ask(act, writ, wanted, fields.get("answer_by"))
    _weigh(act, writ)
    save(act, writ, None, "conditions_at")
    record(act, writ, "writ.asked", public={"asked": len(wanted)})
    _tell_asked(writ, wanted, at)
    return writ


@transaction.atomic
def remind(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Writ:
    """Remind one person of the question."""
    act, writ = lock(writ_id, "remind", by, at, fields)
    will = _will(writ, by, fields, answer="")
    will.reminded_at = at
    will.save(update_fields=["reminded_at"])
    act.wrote(will)
    save(act, writ, None)
    record(act, writ, "writ.reminded", public={"part": will.part}, private={"name": will.participant.full_name})
    _tell_asked(writ, [will.participant], at, kind="writ.reminded")
    return writ


@transaction.atomic
def file_motion(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The suspect asks for the writ procedure and says that he disputes nothing (629-1(2)(2),(4)).

    Raises Refused: disputes, counsel_needed, means, pad_empty.
    """
    act, writ = lock(writ_id, "file_motion", by, at, fields, signed)
    will = _will(writ, by, fields, answer="", part=Part.SUSPECT)
    refuse_if(why_not_motion(will.participant, fields))
    said = dict.fromkeys(DISPUTES, False) | {"counsel": str(fields.get("counsel") or "")}
    return _answer(act, writ, will, Answer.CONSENTS, fields, signed, said=said)


def why_not_motion(person: Participant, fields: Mapping[str, Any]) -> Refusal | None:
    """Why the motion is not one of 629-1: something is disputed, or his defender was not there."""
    if not all(fields.get(f"not_{name}") for name in DISPUTES):
        return ALL_THREE
    defended = Defence.objects.filter(participant=person, until__isnull=True).exists()
    needed = person.needs_interpreter or defended
    return COUNSEL if needed and not fields.get("counsel") else None


@transaction.atomic
def consent(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The victim, civil claimant or civil defendant consents in writing (629-1(2)(4))."""
    act, writ = lock(writ_id, "consent", by, at, fields, signed)
    will = _will(writ, by, fields, answer="")
    return _answer(act, writ, will, Answer.CONSENTS, fields, signed)


@transaction.atomic
def object_victim(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The victim, or a civil party, objects: no writ any more. Before the court the judge has only the return left."""
    act, writ = lock(writ_id, "object_victim", by, at, fields, signed)
    will = _will(writ, by, fields)
    refuse_if(rules.NOT_ASKED if will.part == Part.SUSPECT else None)
    taken_back = will.answer == Answer.CONSENTS
    return _against(
        act, writ, will, Answer.WITHDRAWN if taken_back else Answer.REFUSES, Outcome.OBJECTED, fields, signed
    )


@transaction.atomic
def withdraw_word(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The suspect wants no writ, or takes his motion back, at any time until the verdict."""
    act, writ = lock(writ_id, "withdraw_word", by, at, fields, signed)
    will = _will(writ, by, fields, part=Part.SUSPECT)
    refuse_if(rules.NO_WORD if will.answer in (Answer.REFUSES, Answer.WITHDRAWN) else None)
    answer = Answer.WITHDRAWN if will.answer else Answer.REFUSES
    return _against(act, writ, will, answer, Outcome.WITHDRAWN, fields, signed)


@transaction.atomic
def state_facts(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Writ:
    """The facts of a suspect that no register holds: what is established, health, immunity, other sentences."""
    act, writ = lock(writ_id, "state_facts", by, at, fields)
    row = Accused.objects.filter(writ=writ, participant_id=fields["person"]).select_related("participant").first()
    if row is None:
        raise Refused(UNKNOWN_PERSON)
    row.facts = {name: fields.get(name) for name in STATED}
    row.save(update_fields=["facts"])
    act.wrote(row)
    _weigh(act, writ)
    save(act, writ, None, "conditions_at")
    record(act, writ, "writ.stated", private={"name": row.participant.full_name, **row.facts})
    return writ


@transaction.atomic
def drop(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Writ:
    """The investigator gives the writ up before the ruling; the case goes on in the ordinary way."""
    act, writ = lock(writ_id, "drop", by, at, fields)
    reasons = str(fields["reasons"]).strip()
    told = parties(writ)
    end(act, writ, Outcome.DROPPED, reasons)
    record(act, writ, "writ.dropped", private={"reasons": reasons})
    say_to(writ, "writ.dropped", to=[act.case.prosecutor, *told], at=at, by=by)
    return writ


# --- what they share -------------------------------------------------------------------------------------------------


def _ask(act: Act, writ: Writ, people: Iterable[Participant], answer_by: date | None) -> None:
    days = None
    if answer_by is not None:
        days = (answer_by - local(act.at).date()).days
        refuse_if(ANSWER_DAYS if not 1 <= days <= LONGEST_ASKED else None)
    for person in people:
        assert act.by is not None
        matter = open_sub(act, WILL, person)
        will = Will(
            matter=matter, writ=writ, case=act.case, participant=person, part=PART_OF[person.capacity],
            asked_by=act.by, asked_at=act.at,
        )  # fmt: skip
        will.save(force_insert=True)
        act.wrote(will)
        wait_for(matter, let_in(act.case, person) or act.case.investigator)
        act.start_term("writ.answer", act.at, matter=matter, amount=days)


def _will(
    writ: Writ, by: Appointment, fields: Mapping[str, Any], *, answer: str | None = None, part: Part | None = None
) -> Will:
    """The word that is given or taken back. Raises Refused(unknown_person)."""
    wills = rules.open_wills(writ, by)
    if answer is not None:
        wills = wills.filter(answer=answer)
    if part is not None:
        wills = wills.filter(part=part)
    found: Will | None = wills.filter(pk=_uuid(fields.get("person"))).first()
    if found is None:
        raise Refused(UNKNOWN_PERSON)
    return found


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def means_of(by: Appointment, fields: Mapping[str, Any]) -> Means:
    """How the word was given. Raises Refused(means, pad_empty)."""
    if by.role == Role.PARTICIPANT:
        return Means.ACCOUNT
    means = str(fields.get("means") or "")
    if means not in (Means.PAD, Means.PAPER):
        raise Refused(MEANS_NEEDED)
    if means == Means.PAD and not fields.get("pad"):
        raise Refused(PAD_EMPTY)
    return Means(means)


def _put(
    act: Act, writ: Writ, will: Will, answer: Answer, fields: Mapping[str, Any], signed: Signed, said: Mapping[str, Any]
) -> None:
    assert act.by is not None
    will.answer, will.answered_at, will.answered_by = answer.value, act.at, act.by
    will.means = means_of(act.by, fields).value
    will.said, will.reasons = dict(said), str(fields.get("reasons") or "").strip()
    will.material = enter_act(act, writ, signed)
    will.save()
    act.wrote(will)
    act.meet_term(will.matter, "writ.answer")
    if will.matter.closed_at is None:
        close_matter(act, will.matter)


def _answer(
    act: Act, writ: Writ, will: Will, answer: Answer, fields: Mapping[str, Any], signed: Signed,
    *, said: Mapping[str, Any] | None = None,
) -> Writ:  # fmt: skip
    _put(act, writ, will, answer, fields, signed, said or {})
    _weigh(act, writ)
    save(act, writ, None, "conditions_at")
    facts = {"part": will.part, "answer": will.answer, "means": will.means}
    record(act, writ, "writ.answered", signed=signed, public=facts, private={"name": will.participant.full_name})
    say_to(writ, "writ.answered", to=[act.case.investigator, *defenders(writ)], at=act.at, by=act.by)
    return writ


def _against(
    act: Act, writ: Writ, will: Will, answer: Answer, outcome: Outcome, fields: Mapping[str, Any], signed: Signed
) -> Writ:
    """A party no longer wants it. Only the judge takes a case out of the court's hands, so there he returns it."""
    _put(act, writ, will, answer, fields, signed, {**will.said})
    before_court = writ.status == Status.BEFORE_COURT
    holder, told = writ.matter.waits_for, parties(writ)
    assert writ.status in BEFORE_VERDICT
    if before_court:
        save(act, writ, None)
    else:
        end(act, writ, outcome, will.reasons)
    facts = {"part": will.part, "answer": will.answer, "means": will.means, "ended": not before_court}
    kind = "writ.objected" if outcome is Outcome.OBJECTED else "writ.withdrawn"
    record(
        act, writ, kind, signed=signed, public=facts,
        private={"name": will.participant.full_name, "reasons": will.reasons},
    )  # fmt: skip
    say_to(writ, kind, to=[act.case.investigator, act.case.prosecutor, holder, *told], at=act.at, by=act.by)
    return writ


def _weigh(act: Act, writ: Writ) -> None:
    """From the moment all conditions are met the days of the ruling run (629-1(6)); they end when one falls away."""
    met = verdict_of(candidates(act.case, act.at, writ)) is rule.Verdict.ELIGIBLE
    if met and writ.conditions_at is None:
        writ.conditions_at = act.at
        act.start_term("writ.ruling", act.at, matter=writ.matter)
    elif not met and writ.conditions_at is not None:
        writ.conditions_at = None
        act.end_term(writ.matter, "writ.ruling")


def _tell_asked(writ: Writ, people: Iterable[Participant], at: datetime, kind: str = "writ.asked") -> None:
    """The person hears of the question where he has an account; the investigator brings it to the others."""
    for will in Will.objects.filter(writ=writ, participant__in=list(people)).select_related("matter__waits_for"):
        holder = will.matter.waits_for
        if holder is None or holder.role != Role.PARTICIPANT:
            continue
        key = f"{kind}:{will.pk}:{(will.reminded_at or will.asked_at).isoformat()}"
        params = {"number": writ.case.number}
        tell(to=[holder], kind=kind, key=key, at=at, params=params, path=path_for(writ, holder))
