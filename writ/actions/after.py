"""After the verdict: copies, the convict's disagreement, appeals, execution, payment (629-6 to 629-8).

What the days bring by themselves is `settling`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from cases.actions.act import Act, in_words, refuse_if
from cases.actions.effects.closing import close_matter
from cases.actions.grants import end as take_sight
from cases.actions.grants import grant
from ecase.documents.actions import Signed
from ecase.law.clock import local, shown
from ecase.law.qualification import Gravity
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.law.writ_fine import LIMITS_MCI, MOST_FOR_MISDEMEANOURS, credit
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from writ import rules
from writ.actions.judging import convicted
from writ.actions.preparing import means_of
from writ.actions.sending import long_enough
from writ.actions.settling import in_force, settle
from writ.actions.sharing import (
    TRIAL,
    end,
    enter_act,
    goes_to,
    lock,
    locked,
    parties,
    record,
    save,
    say_to,
)
from writ.kinds import APPEAL_OUTCOMES, ASKED_BY, SERVED, Outcome, Status
from writ.models import Accused, Appeal, Copy, Payment, Writ
from writ.moves import SERVING

NO_SUCH_COPY = Refusal("no_such_copy", N_("Choose a copy of this verdict that is not served yet."), field="copy")
SERVED_LATER = Refusal("served_later", N_("This moment lies ahead: note it when it has happened."), field="served_at")
SERVED_EARLIER = Refusal(
    "served_before_decision", N_("The copy cannot have been served before the decision."), field="served_at"
)
HOW_SERVED = Refusal("means", N_("Say how the copy reached its addressee."), field="means")
NOT_A_CONVICT = Refusal("unknown_person", N_("Choose one of the convicts who may still disagree."), field="person")
WHOSE_APPEAL = Refusal("whose", N_("Say for whom the appeal is filed."), cite="CPC 629-7", field="whose")
NOT_HIS = Refusal("not_his_to_ask", N_("This party cannot appeal against that."), cite="CPC 629-7", field="asks")
LATE = Refusal("appeal_late", N_("The days of this party's appeal are over."), cite="CPC 629-7", field="whose")
NOT_WORSE = Refusal(
    "not_worse",
    N_("Neither the prosecutor nor the victim has appealed against the fine: it is not raised."),
    cite="CPC 629-7",
)
# What has to be asked by the other side for the fine to be raised.
WORSENING = ("amount", "verdict")
TOTAL_RANGE = N_("The fine is from %(least)s to %(most)s MCI.")
PAID_LATER = Refusal("paid_later", N_("Give the day on which the money came in."), field="paid_on")
TOO_MUCH = N_("No more than %(tenge)s tenge is owed.")
CONSTRAINTS = {"one_open_writ_appeal_per_party": rules.APPEALED}


# --- copies ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def serve(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The court notes how a copy reached its addressee; from that moment his days run.

    Raises Refused: no_such_copy, served_later, served_before_decision, means.
    """
    act, writ = lock(writ_id, "serve", by, at, fields, signed)
    copy = unserved(writ).filter(pk=_uuid(fields["copy"])).first()
    if copy is None:
        raise Refused(NO_SUCH_COPY)
    refuse_if(why_not_served(writ, fields, at))
    enter_act(act, writ, signed)
    _served(act, copy, fields["served_at"], str(fields["means"]), str(fields.get("proof") or ""))
    save(act, writ, None)
    record(
        act, writ, "writ.served", signed=signed, public={"whom": copy.to_whom, "means": copy.means},
        private={"name": copy.name, "proof": copy.proof, "served": shown(copy.served_at)},
    )  # fmt: skip
    say_to(writ, "writ.served", to=[copy.appointment, act.case.prosecutor], at=at, by=by)
    settle(act, writ)  # the last copy was a defender's, for whom no days run, and everybody else's are over
    return writ


def unserved(writ: Writ) -> Any:
    """The copies that have not reached anybody yet."""
    rows = Copy.objects.filter(writ=writ, served_at__isnull=True).select_related("matter", "participant")
    return rows.order_by("matter__number")


def why_not_served(writ: Writ, fields: Mapping[str, Any], at: datetime) -> Refusal | None:
    """Why the service cannot have happened so."""
    served: datetime = fields["served_at"]
    if served > at:
        return SERVED_LATER
    if writ.decided_at is not None and served < writ.decided_at.replace(second=0, microsecond=0):
        return SERVED_EARLIER
    return None if fields.get("means") in SERVED and fields["means"] != "system" else HOW_SERVED


def opened(*, writ_id: UUID, by: Appointment, at: datetime) -> bool:
    """The addressee has opened the verdict here: his copy is served by that. False where there was none to serve."""
    mine = Copy.objects.filter(writ_id=writ_id, appointment=by, served_at__isnull=True)
    if not mine.exists():
        return False
    with transaction.atomic():
        act, writ = locked(writ_id, by, at)
        if writ.status not in SERVING:
            return False  # a cancelled verdict begins nobody's days
        rows = list(mine.select_related("matter", "participant"))
        for row in rows:
            _served(act, row, at, "system", "")
        if rows:
            record(
                act, writ, "writ.served", public={"whom": rows[0].to_whom, "means": "system"},
                private={"name": rows[0].name},
            )  # fmt: skip
            settle(act, writ)
    return bool(rows)


def _served(act: Act, copy: Copy, served_at: datetime, means: str, proof: str) -> None:
    """From the service on the convict may disagree, the others appeal; for a defender no days of his own run."""
    copy.served_at, copy.means, copy.proof, copy.by = served_at, means, proof.strip()[:300], act.by
    copy.save(update_fields=["served_at", "means", "proof", "by"])
    act.wrote(copy)
    act.meet_term(copy.matter, "writ.copy", served_at)
    rule = {"convict": "writ.objection", "defender": ""}.get(copy.to_whom, "writ.appeal")
    if rule:
        act.start_term(rule, served_at, matter=copy.matter)
        goes_nowhere(act, copy)
    else:
        close_matter(act, copy.matter)
    if not unserved(copy.writ).exists():
        goes_to(act, copy.writ, None)  # nobody of the court has to do anything until the days are over


def goes_nowhere(act: Act, copy: Copy) -> None:
    """Nobody has to do anything about a served copy; its days run by themselves."""
    matter = copy.matter
    matter.waits_for, matter.waits_office, matter.waits_role = None, None, ""
    matter.save(update_fields=["waits_for", "waits_office", "waits_role"])
    act.wrote(matter)


# --- the convict's disagreement --------------------------------------------------------------------------------------


@transaction.atomic
def disagree(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The convict disagrees with anything but the amount: the judge has to cancel the verdict (629-6(2))."""
    act, writ = lock(writ_id, "object", by, at, fields, signed)
    copy = chosen_convict(writ, by, fields, at)
    taken_in(by, fields)
    enter_act(act, writ, signed)
    writ.objected_at = at
    for row in Copy.objects.filter(writ=writ, matter__closed_at__isnull=True).select_related("matter"):
        close_matter(act, row.matter)  # no verdict, no copies to serve, no days
    judge = writ.judge
    assert judge is not None, "a verdict has its judge"
    if judge.until is not None and judge.until <= at:
        heir = in_post(judge.office_id, {Role.TRIAL_JUDGE}).first()
        if heir is not None:
            grant(act.case.pk, [heir], reason=TRIAL)
        judge = heir or judge  # with nobody there it waits for the next one appointed (`writ.handing`)
    goes_to(act, writ, judge)
    save(act, writ, Status.OBJECTED, "objected_at")
    reasons = str(fields.get("reasons") or "").strip()
    record(act, writ, "writ.disagreed", signed=signed, private={"name": copy.name, "reasons": reasons})
    told = [judge, act.case.prosecutor, act.case.investigator, *parties(writ)]
    say_to(writ, "writ.disagreed", to=told, at=at, by=by)
    return writ


def taken_in(by: Appointment, fields: Mapping[str, Any]) -> None:
    """The court says how it was given; whoever signs for himself is not asked. Raises Refused(means, pad_empty)."""
    if by.role in (Role.TRIAL_JUDGE, Role.COURT_CLERK):
        means_of(by, fields)


def chosen_convict(writ: Writ, by: Appointment, fields: Mapping[str, Any], at: datetime) -> Copy:
    """The convict who disagrees. Raises Refused(unknown_person)."""
    found = [row for row in rules.convict_copies(writ, by) if rules.days_run(row, at)]
    chosen = next((row for row in found if str(row.pk) == str(fields.get("person") or "")), None)
    if chosen is None:
        raise Refused(NOT_A_CONVICT)
    return chosen


@transaction.atomic
def cancel(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The judge cancels the verdict and gives the case back; a writ is barred in it for ever (629-1(5), 629-6(2))."""
    act, writ = lock(writ_id, "cancel", by, at, fields, signed)
    enter_act(act, writ, signed)
    told = [act.case.prosecutor, act.case.investigator, writ.prosecutor, *parties(writ)]
    _drop_appeals(act, writ, "left")
    end(act, writ, Outcome.CANCELLED)
    record(act, writ, "writ.cancelled", signed=signed)
    say_to(writ, "writ.cancelled", to=told, at=at, by=by)
    return writ


# --- appeals ---------------------------------------------------------------------------------------------------------


@in_words(CONSTRAINTS)
@transaction.atomic
def appeal(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """An appeal is filed; it goes up with all others when everybody's days are over (629-7).

    Raises Refused: whose, not_his_to_ask, appeal_late, appealed_already.
    """
    act, writ = lock(writ_id, "appeal", by, at, fields, signed)
    side, person = whose(writ, by, fields)
    refuse_if(why_not_appeal(writ, side, person, str(fields["asks"]), at))
    material = enter_act(act, writ, signed)
    row = Appeal(
        writ=writ, case=act.case, side=side, participant=person, filed_by=by, filed_at=at, asks=str(fields["asks"]),
        text=str(fields["text"]).strip(), material=material,
    )  # fmt: skip
    row.save(force_insert=True)
    act.wrote(row)
    save(act, writ, None)
    record(act, writ, "writ.appealed", signed=signed, public={"side": side, "asks": row.asks})
    told = [writ.matter.waits_for, writ.judge, act.case.prosecutor, *parties(writ)]
    say_to(writ, "writ.appealed", to=told, at=at, by=by)
    return writ


def whose(writ: Writ, by: Appointment, fields: Mapping[str, Any]) -> tuple[str, Any]:
    """The party that appeals ("victim:<id>"); one that is the only one need not be named. Raises Refused(whose)."""
    sides = rules.sides_of(writ, by)
    if len(sides) == 1 and not fields.get("whose"):
        return sides[0]
    for side, person in sides:
        if side_key(side, person) == str(fields.get("whose") or ""):
            return side, person
    raise Refused(WHOSE_APPEAL)


def side_key(side: str, person: Any) -> str:
    return f"{side}:{person.pk if person is not None else ''}"


def why_not_appeal(writ: Writ, side: str, person: Any, asks: str, at: datetime) -> Refusal | None:
    """Against what this side cannot appeal, or that its days are over; for the convict no term is written (629-7)."""
    if asks not in ASKED_BY[side]:
        return NOT_HIS
    if Appeal.objects.filter(writ=writ, side=side, participant=person, decided_at__isnull=True).exists():
        return rules.APPEALED
    copy = Copy.objects.filter(writ=writ, to_whom=side, participant=person).first()
    if copy is None or side == "convict":
        return None
    return None if rules.days_run(copy, at, "writ.appeal") else LATE


@transaction.atomic
def uphold(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The verdict stands, and is in force."""
    act, writ = lock(writ_id, "uphold", by, at, fields, signed)
    return _decided(act, writ, "upheld", fields, signed)


@transaction.atomic
def change(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The court above sets another fine, or decides otherwise on the claim; so changed the verdict is in force.

    Raises Refused: total_fine, not_worse.
    """
    act, writ = lock(writ_id, "change", by, at, fields, signed)
    for row, total in new_totals(writ, fields):
        row.total_mci = total
        row.credit_mci = min(total, credit(custody_days=row.custody_days, house_days=row.house_days))
        row.amount = max(0, total - row.credit_mci) * (row.mci or 0)
        row.save(update_fields=["total_mci", "credit_mci", "amount"])
        act.wrote(row)
    return _decided(act, writ, "changed", fields, signed)


def new_totals(writ: Writ, fields: Mapping[str, Any]) -> list[tuple[Accused, int]]:
    """The fines the court above sets, by accused. Raises Refused: total_fine, not_worse."""
    asked = Appeal.objects.filter(writ=writ, decided_at__isnull=True, asks__in=WORSENING)
    harsher = asked.exclude(side="convict").exists()
    found = []
    for n, row in enumerate(convicted(writ), start=1):
        given = fields.get(f"total_{n}")
        if given in (None, ""):
            continue
        total, name = int(str(given)), f"total_{n}"
        least, most = _bounds(row)
        if not least <= total <= most:
            raise Refused(Refusal("total_fine", TOTAL_RANGE, {"least": least, "most": most}, "CC 55(3), 58(2)", name))
        if not harsher and row.total_mci is not None and total > row.total_mci:
            raise Refused(Refusal(NOT_WORSE.code, NOT_WORSE.says, {}, NOT_WORSE.cite, name))
        found.append((row, total))
    return found


def _bounds(row: Accused) -> tuple[int, int]:
    """The least and the most of the final fine in MCI: of the severest charge, and with a crime among them no more."""
    least = max((int(one["least"]) for one in row.fines), default=0)
    highest = [int(one["most"]) for one in row.fines]
    if len(highest) > 1 and least <= LIMITS_MCI[Gravity.MISDEMEANOUR][0]:
        return least, max(*highest, min(sum(highest), MOST_FOR_MISDEMEANOURS))
    return least, max(highest, default=0)


@transaction.atomic
def cancel_above(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The court above cancels the verdict; the case goes back and is investigated in the ordinary way."""
    act, writ = lock(writ_id, "cancel_above", by, at, fields, signed)
    return _decided(act, writ, "cancelled", fields, signed)


def _decided(act: Act, writ: Writ, outcome: str, fields: Mapping[str, Any], signed: Signed) -> Writ:
    reasons, by = long_enough(fields), act.by
    assert by is not None and outcome in APPEAL_OUTCOMES
    enter_act(act, writ, signed)
    told = [writ.judge, act.case.prosecutor, act.case.investigator, *parties(writ)]
    _drop_appeals(act, writ, outcome)
    said = {"reasons": reasons, "instead": str(fields.get("instead") or "").strip()}
    if outcome == "cancelled":
        end(act, writ, Outcome.CANCELLED_ON_APPEAL, reasons)
    else:
        in_force(act, writ)
    record(act, writ, "writ.appeal_decided", signed=signed, public={"outcome": outcome}, private=said)
    say_to(writ, "writ.appeal_decided", to=told, at=act.at, by=by)
    take_sight(act.case.pk, [by])
    return writ


def _drop_appeals(act: Act, writ: Writ, outcome: str) -> None:
    for row in Appeal.objects.filter(writ=writ, decided_at__isnull=True):
        row.decided_at, row.outcome = act.at, outcome
        row.save(update_fields=["decided_at", "outcome"])
        act.wrote(row)


# --- execution -------------------------------------------------------------------------------------------------------


@transaction.atomic
def execute(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Writ:
    """The verdict goes out to be executed (629-8); with nothing to be paid it is executed by that."""
    act, writ = lock(writ_id, "execute", by, at, fields, signed)
    enter_act(act, writ, signed)
    writ.sent_at = at
    save(act, writ, Status.EXECUTING, "sent_at")
    record(act, writ, "writ.executing", signed=signed)
    say_to(writ, "writ.executing", to=[act.case.prosecutor, *parties(writ)], at=at, by=by)
    _close_when_paid(act, writ)
    return writ


@transaction.atomic
def note_payment(*, writ_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Writ:
    """Money came in on one convict's fine. Raises Refused: unknown_person, paid_later, paid_too_much."""
    act, writ = lock(writ_id, "note_payment", by, at, fields)
    row = next((one for one in convicted(writ) if str(one.pk) == str(fields["person"])), None)
    if row is None:
        raise Refused(NOT_A_CONVICT)
    if fields["paid_on"] > local(at).date():
        raise Refused(PAID_LATER)
    left, amount = owed(row), int(fields["amount"])
    if amount > left:
        raise Refused(Refusal("paid_too_much", TOO_MUCH, {"tenge": left}, field="amount"))
    paid = Payment.objects.create(
        accused=row, paid_on=fields["paid_on"], amount=amount, proof=str(fields.get("proof") or "").strip()[:300],
        by=by, at=at,
    )  # fmt: skip
    act.wrote(paid)
    save(act, writ, None)
    record(
        act, writ, "writ.paid", public={"amount": amount, "left": left - amount},
        private={"name": row.participant.full_name, "proof": paid.proof},
    )  # fmt: skip
    _close_when_paid(act, writ)
    return writ


def owed(row: Accused) -> int:
    """Tenge still to be paid."""
    paid = Payment.objects.filter(accused=row).aggregate(all=Sum("amount"))["all"] or 0
    return max(0, (row.amount or 0) - paid)


def _close_when_paid(act: Act, writ: Writ) -> None:
    if any(owed(row) for row in convicted(writ)):
        return
    save(act, writ, Status.EXECUTED)
    close_matter(act, writ.matter)
    act.record("writ.executed", public={"writ": str(writ.pk), "status": str(writ.status)}, compartment="parties")


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
