"""Appeals against the acts of the investigating judge: filed, sent up, withdrawn, decided (107).

Filing stays nothing. What a decision of the court above does to the measure is `_fall` and `_changed`.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.access import VIEW_COVERT
from cases.actions.act import Act, NotVisible, in_words, refuse_if, wait_for
from cases.actions.grants import NO_POST
from cases.actions.grants import end as take_sight
from cases.actions.grants import grant as give_sight
from cases.models import Defence, Material, Matter, Participant
from cases.queries.calendar import calendar
from ecase.documents.actions import Signed, enter, still_fits
from ecase.law.acts import ACTS
from ecase.law.clock import due, local
from ecase.law.covert import ITEMS
from ecase.law.limits import LIMITS
from ecase.law.moments import end_of
from ecase.law.moves import Move, needed
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions import custody, rules
from sanctions.actions import effects
from sanctions.actions.courts import to_court_again
from sanctions.actions.effects.lengths import days_in_all, go_on, since_of, term_of
from sanctions.actions.effects.liberty import new_end
from sanctions.actions.judges import load_of
from sanctions.actions.sharing import asker_of, lawyers, lock, locked, outside, record
from sanctions.appeals import rules as appeal_rules
from sanctions.appeals.moves import MOVES, OUTCOME
from sanctions.covert import actions as covert
from sanctions.covert.effects import OF_NOTICE, owed_again
from sanctions.covert.running import RUNNING
from sanctions.covert.sight import knowing
from sanctions.kinds import AppealStatus, Status
from sanctions.models import Appeal, Draw, Sanction

LATE = Refusal(
    "late_reason_needed",
    N_("The days of the appeal are over: say why the term was missed, and it may be restored."),
    cite="CPC 50, 107(2)",
    field="late_reason",
)
APPEALED_ALREADY = Refusal("appealed_already", N_("Your appeal is under way already."), cite="CPC 107(2)")
CONSTRAINTS = {"one_open_appeal_per_party": APPEALED_ALREADY}


@in_words(CONSTRAINTS)
@transaction.atomic
def appeal(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """A complaint of the defence or the victim, a petition of the prosecutor; it lies with the court that decided.

    Raises Refused(late_reason_needed) after the term without a reason.
    """
    act, sanction = lock(sanction_id, "appeal", by, at, fields, signed)
    until = appeal_rules.appeal_until(sanction)
    late = until is not None and at >= until
    reason = str(fields.get("late_reason") or "").strip()
    refuse_if(LATE if late and not reason else None)
    matter = act.open_matter(
        "appeal",
        compartment=outside(sanction),
        participant=sanction.participant,
        episode=sanction.matter.episode,
    )
    made = Appeal(
        matter=matter,
        case=sanction.case,
        sanction=sanction,
        status=AppealStatus.FILED.value,
        side=side_of(sanction, by),
        text=str(fields["text"]).strip(),
        asks=str(fields["asks"]),
        late_reason=reason if late else "",
        filed_by=by,
        filed_at=at,
    )
    made.save(force_insert=True)
    act.wrote(made)
    _file(act, made, signed)
    wait_for(matter, sanction.decided_by)
    # Drafts of the others stay what they were: an appeal changes nothing of the decision.
    _record(act, made, "appeal.filed", signed, {"late": late, "side": made.side})
    _tell(made, "appeal.filed", [sanction.decided_by, sanction.case.prosecutor, asker_of(sanction)], at, by=by)
    return sanction


def side_of(sanction: Sanction, by: Appointment) -> str:
    """For whom he appeals: the prosecution, the victim he represents, else the defence."""
    if by.role in PROSECUTION:
        return "prosecution"
    of_his = Defence.objects.filter(lawyer=by, until__isnull=True, participant__case=sanction.case_id)
    suspects = of_his.filter(participant__capacity=Participant.Capacity.SUSPECT)
    return "victim" if of_his.exists() and not suspects.exists() else "defence"


@transaction.atomic
def send_up(*, appeal_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any] | None = None) -> Appeal:
    """The court that decided passes it on; a judge of the court above is drawn, and his three days begin (107(4))."""
    act, row = _lock(appeal_id, "send_up", by, at, fields or {})
    drawn = _draw(act, row)
    judge: Appointment = drawn.judge
    row.received_at = at
    _save(act, row, AppealStatus.BEFORE_COURT, "received_at")
    act.wrote(drawn)
    give_sight(act.case.pk, [judge], reason="appeal")
    if row.sanction.covert:
        give_sight(act.case.pk, [judge], reason="covert", right=VIEW_COVERT)
    act.start_term("ij.oblast", at, matter=row.matter)
    wait_for(row.matter, judge)
    _record(act, row, "appeal.sent_up", None, {"judge": judge.pk, "court": drawn.court_id})
    _tell(row, "appeal.sent_up", [judge, row.filed_by, row.case.prosecutor], at, by=by)
    return row


@transaction.atomic
def withdraw(*, appeal_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Appeal:
    """Whoever filed it takes it back before it is decided."""
    act, row = _lock(appeal_id, "withdraw", by, at, fields)
    holder = row.matter.waits_for
    _save(act, row, AppealStatus.WITHDRAWN)
    _close(act, row)
    _record(act, row, "appeal.withdrawn", None, {}, private={"reasons": fields["reasons"]})
    _tell(row, "appeal.withdrawn", [holder, row.case.prosecutor], at, by=by)
    _leave_case(act, holder)
    return row


def uphold(**asked: Any) -> Appeal:
    """The ruling of the investigating judge stands."""
    return _decide("uphold", **asked)


def change(**asked: Any) -> Appeal:
    """The ruling is changed: another last day, another bail, or what the words say."""
    return _decide("change", **asked)


def cancel(**asked: Any) -> Appeal:
    """The ruling is cancelled: what rested on it ends, what was refused may be decided anew."""
    return _decide("cancel", **asked)


def leave(**asked: Any) -> Appeal:
    """The term was missed without a valid reason: the appeal is not considered."""
    return _decide("leave", **asked)


@transaction.atomic
def _decide(
    name: str, *, appeal_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Appeal:
    act, row = _lock(appeal_id, name, by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    sanction = row.sanction
    row.decided_by, row.decided_at = by, at
    row.outcome, row.reasons = OUTCOME[name], str(fields["reasons"]).strip()
    held = effects.holding(custody.root_of(sanction)) is not None
    _file(act, row, signed, to_facility=held and name in ("change", "cancel"))
    _save(act, row, AppealStatus.DECIDED, "decided_by", "decided_at", "outcome", "reasons")
    act.meet_term(row.matter, "ij.oblast")
    _close(act, row)
    ended: Sanction | None = None
    if name == "change":
        _changed(act, sanction, fields)
    elif name == "cancel":
        ended = _fall(act, sanction, row)
    said = {"instead": str(fields.get("instead") or "").strip(), "reasons": row.reasons}
    _record(act, row, "appeal.decided", signed, {"outcome": row.outcome, "until": sanction.until}, private=said)
    if name == "cancel":
        if ended is not None:
            effects.free(act, ended, "custody_cancelled")
        if sanction.status == Status.REFUSED and fields.get("again"):
            to_court_again(act, sanction)
    if name in ("change", "cancel"):
        new_end(act, sanction)
    told = [row.filed_by, sanction.decided_by, asker_of(sanction), sanction.case.prosecutor, *lawyers(sanction)]
    _tell(row, "appeal.decided", told, at, by=by)
    _leave_case(act, by)
    return row


# --- what becomes of the decision ------------------------------------------------------------------------------------


def _changed(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Another end of a custody or house arrest, another bail. The words of the rest stand in the ruling."""
    last, amount = fields.get("until"), fields.get("bail")
    root = custody.root_of(sanction)
    if last is not None and sanction.kind in custody.FAMILY and root.until is not None:
        running = custody.running_of(root, act.at)
        if last > root.until and (running is None or last > running.ceiling_day):
            raise Refused(
                Refusal("beyond_the_ceiling", N_("The court above may not go beyond the ceiling of custody."), {},
                        "CPC 151", "until")
            )  # fmt: skip
        clock = custody.clock_of(root)
        if clock is not None:
            term_of(root, {"until": last}, clock.starts_at)  # refuses a day before the first
            go_on(act, root, clock.rule, clock.starts_at, days_in_all(clock.starts_at, last))
        root.until = sanction.until = last
        sanction.decided = {**sanction.decided, "until": last.isoformat()}  # its own end from now on, see `_own_end`
    if amount:
        sanction.bail = str(amount)
    for one in {row.pk: row for row in (root, sanction)}.values():
        one.version += 1
        one.save(update_fields=["until", "bail", "decided", "version"])
        act.wrote(one)


def _fall(act: Act, sanction: Sanction, row: Appeal) -> Sanction | None:
    """What rested on a cancelled order: a measure ends, an extension gives way to the end before it, results are none.

    Returns the first order that has ended, for the place of detention.
    """
    if sanction.kind in OF_NOTICE and sanction.status in (Status.GRANTED, Status.EXECUTED):
        _lifted(act, sanction, row)
        owed_again(act, sanction)
        return None
    if sanction.status == Status.EXECUTED:
        effects.inadmissible(act, sanction, "CPC 107(7)")
        return None
    if sanction.status != Status.GRANTED:
        return None
    root = custody.root_of(sanction)
    if root.pk != sanction.pk:
        return _back_to(act, sanction, root, row)
    if sanction.covert:
        effects.inadmissible(act, sanction, "CPC 107(7)")
    return _ended(act, sanction, row)


def _ended(act: Act, root: Sanction, row: Appeal) -> Sanction | None:
    """The measure is over with all that prolonged it; something was done in a covert action: its results are told."""
    if root.kind not in ITEMS:
        return effects.end_measure(act, root, Status.LIFTED, "appeal", reasons=row.reasons)
    for one in custody.chain_of(root)[1:]:
        _lifted(act, one, row)
    root.end_ground, root.end_reasons = "appeal", row.reasons
    covert.ends(act, root, Status.LIFTED, "end_ground", "end_reasons")
    return None


def _lifted(act: Act, sanction: Sanction, row: Appeal) -> None:
    """This order falls, and nothing else with it."""
    sanction.status, sanction.ended_at, sanction.ended_by = Status.LIFTED, act.at, act.by
    sanction.end_ground, sanction.end_reasons = "appeal", row.reasons
    sanction.version += 1
    sanction.save(update_fields=["status", "ended_at", "ended_by", "end_ground", "end_reasons", "version"])
    act.wrote(sanction)
    effects.stop(act, sanction)


def _back_to(act: Act, sanction: Sanction, root: Sanction, row: Appeal) -> Sanction | None:
    """The extension falls: the measure ends when it would have without it, which may be now.

    That is the last day of the other extensions in force; without any, the end the first order has by itself.
    """
    _lifted(act, sanction, row)
    if root.status != Status.GRANTED:
        return None
    rule, since, amount, last = _own_end(root)
    left = max((one.until for one in custody.chain_of(root)[1:] if one.until), default=last)
    if left > last:
        rule, last = custody.FULL if rule == custody.SHORT else rule, left
        amount = _days(rule, since, last)
    if root.covert:
        for running in RUNNING:
            act.end_term(root.matter, running)
        act.start_term(rule, since, matter=root.matter, amount=amount)
    else:
        go_on(act, root, rule, since, amount)
    root.until = last
    root.version += 1
    root.save(update_fields=["until", "version"])
    act.wrote(root)
    return None if end_of(last) > act.at else _ended(act, root, row)


def _own_end(root: Sanction) -> tuple[str, datetime, int | str | None, date]:
    """What the first order gives by itself, or the court above has set for it: limit, start, length, last day."""
    clock = custody.clock_of(root) if root.kind in custody.FAMILY else None
    since = clock.starts_at if clock is not None else since_of(root, root.decided_at or root.requested_at)
    # A covert action runs for the days asked for where the judge has set none.
    term = term_of(root, {"days": root.facts.get("days"), **root.decided} if root.covert else root.decided, since)
    assert term is not None, "what can be prolonged has a term"
    rule, amount = term
    if root.decided.get("until"):
        last = date.fromisoformat(root.decided["until"])
        return rule, since, _days(rule, since, last), last
    reckoned = due(rule, since, amount=amount, calendar=calendar()).last_day
    assert reckoned is not None, "a measure ends with a day"
    return rule, since, amount, reckoned


def _days(rule: str, since: datetime, last: date) -> str:
    """A length as a stored term keeps it; in custody the first day is one of them."""
    return days_in_all(since, last) if LIMITS[rule].custody else f"{(last - local(since).date()).days}d"


# --- what they share -------------------------------------------------------------------------------------------------


def _lock(
    appeal_id: UUID, name: str, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed | None = None
) -> tuple[Act, Appeal]:
    """The case, the request, then the appeal, locked and asked. Raises NotVisible, and Refused as the rules do."""
    found = Appeal.objects.filter(pk=appeal_id).values_list("sanction_id", flat=True).first()
    if found is None:
        raise NotVisible(appeal_id)
    act, sanction = locked(found, by, at)
    rows = Appeal.objects.select_related("case", "matter__waits_for", "filed_by__user", "decided_by")
    row = rows.select_for_update(of=("self",)).filter(pk=appeal_id).first()
    if row is None:
        raise NotVisible(appeal_id)
    row.sanction = sanction
    row.case = act.case
    move: Move = MOVES[name]
    refuse_if(appeal_rules.why_not(move, row, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=row.pk, move=name, version=row.version, by=by)
    return act, row


def _draw(act: Act, row: Appeal) -> Draw:
    """A judge of the court above, by chance among those with least before them; nobody who took part before."""
    sanction = row.sanction
    court = act.case.office.court
    above = court.court if court is not None else None
    judges = list(in_post(above.pk, {Role.APPEAL_JUDGE})) if above is not None else []
    barred = {post.user_id for post in appeal_rules.took_part(sanction)} | {row.filed_by.user_id}
    excluded = [{"judge": judge.pk, "why": "took_part"} for judge in judges if judge.user_id in barred]
    judges = [judge for judge in judges if judge.user_id not in barred]
    if above is None or not judges:
        raise Refused(NO_POST)
    load = load_of(judges)
    least = min(load.values())
    equal = sorted(pk for pk, n in load.items() if n == least)
    chance = secrets.token_hex(8)
    chosen = equal[int(chance, 16) % len(equal)]
    return Draw.objects.create(
        sanction=sanction,
        court=above,
        at=act.at,
        judge=next(judge for judge in judges if judge.pk == chosen),
        candidates=[{"judge": pk, "load": load[pk]} for pk in sorted(load)],
        excluded=excluded,
        chance=chance,
        cause="appealed",
    )


def _leave_case(act: Act, judge: Appointment | None) -> None:
    """The judge of the court above was let in for his decision, and sees nothing of what comes after it."""
    if judge is None or judge.role != Role.APPEAL_JUDGE:
        return
    if not Matter.objects.filter(case=act.case, waits_for=judge, closed_at__isnull=True).exists():
        take_sight(act.case.pk, [judge])


def _save(act: Act, row: Appeal, status: AppealStatus, *fields: str) -> None:
    row.status = status.value
    row.version += 1
    row.save(update_fields=[*fields, "status", "version"])
    act.wrote(row)


def _close(act: Act, row: Appeal) -> None:
    matter = row.matter
    act.end_terms(matter)
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)


def _file(act: Act, row: Appeal, signed: Signed, *, to_facility: bool = False) -> Material:
    """The signed paper under the appeal; the decision that frees somebody also where he is held."""
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    detention = custody.root_of(row.sanction).detention if to_facility else None
    return act.file(
        document,
        title=ACTS[document.act].title,
        matter=detention.matter if detention is not None else row.matter,
        compartment=row.matter.compartment,
        to_facility=to_facility,
    )


def _record(
    act: Act,
    row: Appeal,
    kind: str,
    signed: Signed | None,
    public: Mapping[str, object],
    *,
    private: Mapping[str, object] | None = None,
) -> None:
    facts = {"appeal": str(row.pk), **public}
    record(act, row.sanction, kind, signed=signed, public=facts, private=private, compartment=row.matter.compartment)


def _tell(row: Appeal, kind: str, to: list[Appointment | None], at: datetime, *, by: Appointment) -> None:
    readers = knowing(row.case_id, to, at) if row.sanction.covert else [reader for reader in to if reader is not None]
    tell(
        to=[reader for reader in readers if reader.pk != by.pk],
        kind=kind,
        key=f"{kind}:{row.pk}:{row.version}",
        at=at,
        params={"number": row.case.number, "kind": row.sanction.rule.title},
        path=f"/cases/{row.case.number}/appeals/{row.pk}/",
    )


PERFORM = {
    "send_up": send_up,
    "withdraw": withdraw,
    "uphold": uphold,
    "change": change,
    "cancel": cancel,
    "leave": leave,
}
