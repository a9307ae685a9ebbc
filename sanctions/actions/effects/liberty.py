"""What a decision on liberty does: one measure at a time, one clock of custody, who is held and who is free (137, 151).

The steps of the ladder are data of `ecase.law.ladder`; whether one is open to this person is `ecase.law.custody`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cases.actions.act import Act, refuse_if
from detention import actions as detention_actions
from detention import custody as place
from detention.models import Detention
from ecase.law.clock import due, local
from ecase.law.moments import end_of
from ecase.law.words import N_, Refusal, Refused
from sanctions import custody
from sanctions.actions.effects.ending import end_measure, ended_by, free
from sanctions.actions.effects.lengths import USED_UP, begin, days_in_all, go_on, since_of, term_of, with_earlier
from sanctions.kinds import Status
from sanctions.models import Sanction

REPLACED = "replaced"
RUN_OUT = "expired"
UNTIL_PAID = "until_paid"
UNTIL_PAID_RUNS = {"custody": custody.FULL, "house_arrest": "house_arrest.term"}
# On what ground the place of detention frees from a custody that gave way to another measure, by how it ended.
FREED = {REPLACED: "custody_lifted", RUN_OUT: "custody_expired"}


def first_order(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Custody, house arrest: the first term; whatever measure was there before ends."""
    begin(act, sanction, fields)
    if custody.run_out(sanction, act.at):
        raise Refused(USED_UP)
    only_one(act, sanction)


def longer(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """A longer custody or house arrest: the clock of the first order moves, the extension keeps its own last day.

    Raises Refused with the bars of the ladder as they stand today, and where the day is no later than the running one.
    """
    root = custody.root_of(sanction)
    months = int(str(fields["months"])) if fields.get("months") else None
    answer = custody.answer_of(sanction, act.at, months=months)
    if answer is None or root.status != Status.GRANTED:
        raise Refused(
            Refusal(
                "nothing_to_extend",
                N_("The measure is not in force any more: nothing is left to extend."),
                {},
                sanction.rule.cite,
            )
        )
    refuse_if(next((bar for bar in answer.bars), None))
    since = since_of(sanction, act.at)
    term = term_of(sanction, fields, since)
    assert term is not None, "every kind that prolongs custody has a limit"
    rule, amount = term
    rule = "house_arrest.term" if root.kind in custody.HOUSE else "arrest.term"
    if fields.get("until"):
        last = due(rule, since, amount=amount).last_day
        _later(sanction, root, last, answer.until if sanction.kind == "arrest_returned" else None)
    else:
        last = answer.until
        amount = months if not _earlier(root, since, act) else days_in_all(since, last) if last else amount
    assert last is not None
    go_on(act, root, rule, since, amount)
    sanction.until = root.until = last
    root.bail = sanction.bail or root.bail  # paid on the first order, whichever order has set it (148(8))
    root.version += 1
    root.save(update_fields=["until", "bail", "version"])
    act.wrote(root)


def _earlier(root: Sanction, since: Any, act: Act) -> bool:
    return custody.earlier_days(root, local(since).date()) > 0


def _later(sanction: Sanction, root: Sanction, last: date | None, most: date | None) -> None:
    """The day the judge sets lies behind the running end and within what the law allows."""
    if last is None or root.until is None or last <= root.until:
        raise Refused(
            Refusal(
                "custody_no_longer",
                N_("The custody runs until %(day)s already: set a later day."),
                {"day": f"{root.until:%d.%m.%Y}" if root.until else ""},
                sanction.rule.cite,
                "until",
            )
        )
    if most is not None and last > most:
        raise Refused(
            Refusal(
                "custody_too_long",
                N_("Not later than %(day)s."),
                {"day": f"{most:%d.%m.%Y}"},
                sanction.rule.cite,
                "until",
            )
        )


def bail(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """Bail: paid within its term by one at liberty; until then one who is held stays in custody or at home (145(5)).

    Raises Refused(first_term_used_up): custody until it is paid is custody, and ends with the two months of a first
    term, whatever of them was spent before.
    """
    until_paid = str(fields.get(UNTIL_PAID) or "")
    found = custody.in_force(sanction.participant, custody.FIRST, but=sanction) if sanction.participant else []
    running = [one for one in found if not custody.run_out(one, act.at)]
    if not until_paid:
        act.start_term("bail.payment", act.at, matter=sanction.matter)
        only_one(act, sanction)
        return
    only_one(act, sanction, spare={row.pk for row in running})
    if running:
        return
    if until_paid == "custody":  # also whom nobody has freed yet from a custody that is over
        sanction.detention = sanction.stands_on() or sanction.kept_on()
    since = sanction.detention.restraint_at if sanction.detention is not None else act.at
    rule, amount = with_earlier(sanction, UNTIL_PAID_RUNS[until_paid], None, since)
    sanction.until = due(rule, since, amount=amount).last_day
    if custody.run_out(sanction, act.at):
        raise Refused(USED_UP)
    act.start_term(rule, since, matter=sanction.matter, amount=amount)


def alone(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """A measure the investigator takes himself; it takes the place of another of his own, never of the court's."""
    begin(act, sanction, fields)
    only_one(act, sanction)


def only_one(act: Act, sanction: Sanction, *, spare: set[Any] | None = None) -> None:
    """One preventive measure on a person at a time: the new one ends the old one (137(1)).

    Raises Refused(measure_in_force) for a measure taken alone while one of the court's is in force (153(3)).
    """
    person = sanction.participant
    if person is None or sanction.kind not in custody.PREVENTIVE:
        return
    others = [one for one in custody.in_force(person, custody.PREVENTIVE, but=sanction) if one.pk not in (spare or ())]
    for one in others:
        if sanction.rule.alone and one.rule.by_court and not custody.run_out(one, act.at):
            raise Refused(replace(IN_FORCE, params={"measure": one.rule.title}))
    for one in others:
        if custody.run_out(one, act.at):
            end_measure(act, one, Status.EXPIRED, RUN_OUT)
        else:
            end_measure(act, one, Status.LIFTED, REPLACED)


IN_FORCE = Refusal(
    "measure_in_force",
    N_("A measure of the court is in force on this person (%(measure)s). Have it lifted or changed first."),
    cite="CPC 137(1), 153(3)",
    field="participant",
)


def reach_the_place(act: Act, sanction: Sanction) -> None:
    """What the order says reaches the place of detention: who is to be held and until when, who is to be freed."""
    assert act.by is not None
    for one in ended_by(act, sanction):
        if one.end_ground in FREED and not _holds(sanction):
            free(act, one, FREED[one.end_ground])
    detention = sanction.detention
    if sanction.kind in custody.FAMILY - custody.FIRST:
        root = custody.root_of(sanction)
        if root.kind in custody.CUSTODY and root.detention is not None and sanction.until is not None:
            place.order_extended(
                case=act.case, detention=_whole(root.detention), by=act.by, at=act.at, end=end_of(sanction.until)
            )
        return
    if detention is None:
        return
    if _holds(sanction):
        detention_actions.order_granted(
            case=act.case,
            detention=detention,
            by=act.by,
            at=act.at,
            title=f"{sanction.rule.code} {sanction.matter.number}",
            end=end_of(sanction.until) if sanction.until is not None else None,
        )
    elif sanction.kind in custody.PREVENTIVE and sanction.rule.by_court and detention.open:
        place.let_free(case=act.case, detention=detention, by=act.by, at=act.at, ground="other_measure")


def new_end(act: Act, sanction: Sanction) -> None:
    """The court above has moved the end of a custody that goes on: the place of detention learns it."""
    root = custody.root_of(sanction)
    if root.kind not in custody.CUSTODY or root.status != Status.GRANTED or root.detention is None:
        return
    assert act.by is not None
    held = _whole(root.detention)
    if root.until is not None and held.custody_ends_at != end_of(root.until):
        place.order_extended(
            case=act.case, detention=held, by=act.by, at=act.at, end=end_of(root.until), kind="detention.end_changed"
        )


def refused(act: Act, sanction: Sanction) -> None:
    """The refusal of custody or house arrest frees one who is detained, at once (146(1), 148(7)(3)).

    Also whom the place holds on an order entered by hand: the court says itself that there is none.
    """
    detention = sanction.detention
    if detention is None or sanction.kind not in custody.FIRST:
        return
    assert act.by is not None
    person = sanction.participant
    if detention.order_at is None:
        detention_actions.court_refused(case=act.case, detention=detention, by=act.by, at=act.at)
    elif person is not None and not custody.in_force(person, custody.FIRST):
        place.let_free(case=act.case, detention=detention, by=act.by, at=act.at, ground="court_refused")


def _holds(sanction: Sanction) -> bool:
    """Whether the person is kept in the place of detention by this order."""
    if sanction.kind == "bail":
        return bool(sanction.decided.get(UNTIL_PAID) == "custody")
    return bool(sanction.rule.custody)


def _whole(detention: Detention) -> Detention:
    rows = Detention.objects.select_related("case__investigator", "case__prosecutor", "matter", "participant")
    found: Detention = rows.get(pk=detention.pk)
    return found
