"""What a decision of the covert compartment does besides what it does for every kind. Called by `actions.effects`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.actions.act import Act, wait_for
from cases.queries.calendar import calendar
from ecase.law.clock import due, local
from ecase.law.covert import ITEMS
from ecase.law.covert_notice import may_wait
from ecase.law.kind_terms import granted_term
from ecase.law.moments import beginning_of
from ecase.law.words import N_, Refusal, Refused
from sanctions.actions.sharing import record, save, say_to
from sanctions.covert.queries import notice_of
from sanctions.covert.running import RUNNING, begin_check
from sanctions.covert.sight import let_in
from sanctions.kinds import Status
from sanctions.models import CovertNotice, Sanction

OF_NOTICE = frozenset({"covert_notice_extension", "covert_notice_waiver"})
NOTHING_RUNS = Refusal("nothing_runs", N_("The action no longer runs: there is nothing to prolong."), cite="CPC 236(2)")
NO_DUTY = Refusal("notice_not_owed", N_("Nobody is owed a notice of this action now."), cite="CPC 240(1-1)")


def granted(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Begin what the grant of a covert kind begins; the request is not saved yet."""
    special = {
        "covert_extension": _prolonged,
        "covert_notice_extension": _notice_waits,
        "covert_notice_waiver": _notice_waived,
    }.get(sanction.kind)
    if special is not None:
        special(act, sanction, fields)
        return
    given = {**fields} if fields.get("days") else {**fields, "days": sanction.facts.get("days")}
    term = granted_term(sanction.rule, given, act.at)
    if term is not None:
        rule, amount = term
        sanction.until = due(rule, act.at, amount=amount, calendar=calendar()).last_day
        act.start_term(rule, act.at, matter=sanction.matter, amount=amount)
    # He may stop what needs no sanction (234(3), 232(6)); a judge's ruling only he may have reviewed (107(1-1)).
    let_in(act.case.pk, [act.case.prosecutor])


def after_grant(act: Act, sanction: Sanction) -> None:
    """The check the judge has asked for with the sanction itself: an entry of its own."""
    if sanction.kind not in ITEMS or not sanction.decided.get("check"):
        return
    prosecutor = begin_check(act, sanction)
    record(act, sanction, "covert.check_asked")
    say_to(sanction, "covert.check_asked", to=[prosecutor], at=act.at)


def refused(act: Act, sanction: Sanction) -> None:
    """After an urgent start the action stops; what it gave is marked as no evidence, as with every kind (235(2))."""
    let_in(act.case.pk, [act.case.prosecutor])
    if sanction.kind in ITEMS and sanction.acted_from is not None:
        sanction.ended_at, sanction.ended_by, sanction.end_ground = act.at, act.by, "refused"
        save(act, sanction, None, "ended_at", "ended_by", "end_ground")


def _action(sanction: Sanction) -> Sanction:
    """The action a request of an extending kind is about; for a second extension the action behind the first."""
    found = sanction.extends
    while found is not None and found.kind not in ITEMS:
        found = found.extends
    assert found is not None, "a request of an extending kind names what it extends"
    action: Sanction = Sanction.objects.select_related("matter", "case").get(pk=found.pk)
    return action


def _prolonged(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """The action runs on from the last day it had; the new term stands with the action itself."""
    action = _action(sanction)
    if action.status != Status.GRANTED or action.until is None:
        raise Refused(NOTHING_RUNS)
    days = int(str(fields.get("days") or sanction.facts["days"]))
    # From within its last day, which as the starting day is not counted.
    since = beginning_of(action.until)
    last = due("covert.extension", since, amount=days, calendar=calendar()).last_day
    for rule in RUNNING:
        act.end_term(action.matter, rule)
    act.start_term("covert.extension", since, matter=action.matter, amount=days)
    action.until = sanction.until = last
    save(act, action, None, "until")
    act.wrote(action.matter)


def _notice(sanction: Sanction) -> CovertNotice:
    notice = notice_of(_action(sanction))
    if notice is None or notice.state != CovertNotice.State.DUE:
        raise Refused(NO_DUTY)
    return notice


def _notice_waits(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """The judge gives more time, a year at the most; the term of the notice ends on the day he sets."""
    notice = _notice(sanction)
    until = fields["until"]
    for refusal in may_wait(notice.since, until):
        raise Refused(refusal)
    notice.extended_until = sanction.until = until
    notice.version += 1
    notice.save(update_fields=["extended_until", "version"])
    act.wrote(notice)
    action = _action(sanction)
    if act.running(action.matter, "covert.notify"):
        _count_anew(act, action, notice)


def _count_anew(act: Act, action: Sanction, notice: CovertNotice) -> None:
    """The term of the notice from the final decision, to the day the judge has set or the one the law sets."""
    before = act.running(action.matter, "covert.notify")
    act.end_term(action.matter, "covert.notify")
    amount: str | None = None
    if notice.extended_until is not None:
        # A day the judge has set is a number of days; the year itself has a name in the law.
        longest = due("covert.notify", notice.since, amount="prolonged").last_day
        days = (notice.extended_until - local(notice.since).date()).days
        amount = "prolonged" if notice.extended_until == longest else f"{days}d"
    replaces = next(iter(before), None)
    act.start_term("covert.notify", notice.since, matter=action.matter, amount=amount, replaces=replaces)


def _notice_waived(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """The judge agrees that the person is not told."""
    notice = _notice(sanction)
    notice.state, notice.waived_by = CovertNotice.State.WAIVED, sanction
    notice.version += 1
    notice.save(update_fields=["state", "waived_by", "version"])
    act.wrote(notice)
    matter = _action(sanction).matter
    act.end_term(matter, "covert.notify")
    wait_for(matter, None)


def owed_again(act: Act, sanction: Sanction) -> None:
    """The court above has cancelled the waiver or a longer term: the duty is what it is without it (240(1-1)).

    Where the case goes on again by now, the clock lets it fall away (`notices`).
    """
    action = _action(sanction)
    notice = notice_of(action)
    if notice is None or notice.state not in (CovertNotice.State.DUE, CovertNotice.State.WAIVED):
        return  # sent meanwhile
    if sanction.kind == "covert_notice_waiver":
        notice.state, notice.waived_by = CovertNotice.State.DUE, None
    else:
        notice.extended_until = _longer_terms(action, notice)
    notice.version += 1
    notice.save(update_fields=["state", "waived_by", "extended_until", "version"])
    act.wrote(notice)
    if notice.state == CovertNotice.State.DUE:
        _count_anew(act, action, notice)
        wait_for(action.matter, act.case.investigator)
        act.wrote(action.matter)


def _longer_terms(action: Sanction, notice: CovertNotice) -> date | None:
    """The latest day of the longer terms the judge has given for this duty and that are in force; None without any.

    What was given before the day of this final decision was for another one, cancelled since.
    """
    given = Sanction.objects.select_related("extends").filter(
        case=action.case, kind="covert_notice_extension", status__in=[Status.GRANTED, Status.EXECUTED],
        decided_at__gte=beginning_of(local(notice.since).date()), until__isnull=False,
    )  # fmt: skip
    return max((one.until for one in given if one.until and _action(one).pk == action.pk), default=None)
