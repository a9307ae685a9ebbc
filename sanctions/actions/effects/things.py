"""What a decision does about property, results of an action, a person in hospital, and a measure that is to end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cases.actions.act import Act
from cases.models import Material
from cases.queries.calendar import calendar
from ecase.law.acts_around import AROUND_ACTS
from ecase.law.clock import due
from ecase.law.limits import LIMITS
from ecase.law.words import N_, Refusal, Refused
from sanctions import custody
from sanctions.actions.effects.ending import end_measure
from sanctions.actions.effects.lengths import begin, go_on, since_of, term_of
from sanctions.kinds import Status
from sanctions.models import Sanction
from sanctions.sheets import SHEETS

RESTRICTION = "property_restriction"
MEASURE_OVER = Refusal(
    "measure_over", N_("This measure has ended already: nothing is left to be lifted."), cite="CPC 153"
)
NOTHING_TO_EXTEND = Refusal("nothing_to_extend", N_("The measure is not in force any more: nothing is left to extend."))
# On which article what was obtained is no evidence, by kind; the others by that of the urgent search.
WITHOUT_GROUND: dict[str, str] = {"inspection_urgent": "CPC 220(14)"}
URGENT = "CPC 254(3), 220(14)"
COVERT_URGENT = "CPC 235(2)"
_AROUND = frozenset(act.code for act in AROUND_ACTS)


def property_arrest(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """The arrest takes the place of the temporary restriction that was to last until it (161(1))."""
    begin(act, sanction, fields)
    _lift_restrictions(act, sanction, "court_decided")


def property_refused(act: Act, sanction: Sanction) -> None:
    """Without the arrest nothing holds the property any more: the restriction is lifted (163(7))."""
    _lift_restrictions(act, sanction, "court_refused")


def _lift_restrictions(act: Act, sanction: Sanction, ground: str) -> None:
    rows = Sanction.objects.select_related("matter", "case", "participant", "extends").filter(
        case=sanction.case, kind=RESTRICTION, status=Status.GRANTED
    )
    for one in rows:
        if _same_property(one, sanction):
            end_measure(act, one, Status.LIFTED, ground)


def _same_property(one: Sanction, other: Sanction) -> bool:
    """Of the same person, by its own words: what exactly it is, or the object the request names."""
    if None not in (one.participant_id, other.participant_id) and one.participant_id != other.participant_id:
        return False
    named = [
        {_plain(row.facts.get("property", "")), _plain(row.object)} - {""} for row in (one, other)
    ]  # two requests word one thing the same, for the second is written from the first
    return bool(named[0] & named[1])


def _plain(words: object) -> str:
    return " ".join(str(words or "").casefold().split())


def hospital(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """A security measure: where the judge cancels the preventive measure, it ends with this order (513(2))."""
    begin(act, sanction, fields)
    if fields.get("measure_cancelled") and sanction.participant is not None:
        for one in custody.in_force(sanction.participant, custody.PREVENTIVE, but=sanction):
            end_measure(act, one, Status.LIFTED, "replaced")


def prolonged(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """A measure that is no custody goes on from its running end; the one clock stays on the first order.

    Raises Refused(nothing_to_extend) where the first order is not in force.
    """
    root = custody.root_of(sanction)
    if root.status != Status.GRANTED:
        raise Refused(replace(NOTHING_TO_EXTEND, cite=sanction.rule.cite))
    since = since_of(sanction, act.at)
    term = term_of(sanction, fields, since)
    if term is None:
        return
    rule, amount = term
    sanction.until = due(rule, since, amount=amount, calendar=calendar()).last_day
    go_on(act, root, rule, since, amount)
    root.until = sanction.until
    root.version += 1
    root.save(update_fields=["until", "version"])
    act.wrote(root)


def lift(act: Act, sanction: Sanction, fields: Mapping[str, Any]) -> None:
    """The prosecutor has consented: the measure ends, or gives way to one that needs no sanction (153(3),(5)).

    Raises Refused(measure_over) where it has ended since it was asked for.
    """
    if sanction.extends is None or sanction.extends.status != Status.GRANTED:
        raise Refused(MEASURE_OVER)
    end_measure(
        act, sanction.extends, Status.LIFTED, str(sanction.facts.get("ground") or "not_needed"),
        reasons=sanction.grounds,
    )  # fmt: skip


def inadmissible(act: Act, sanction: Sanction, cite: str = "") -> int:
    """Mark what the action brought in as no evidence; it is kept. Returns how many materials.

    They are those that lie under the request, and of the sheets it names those filed since the action began; not the
    papers of the proceedings on it.
    """
    kind = sanction.rule
    cite = cite or WITHOUT_GROUND.get(sanction.kind, COVERT_URGENT if sanction.covert else URGENT)
    papers = {kind.petition_act, kind.granted_act, kind.refused_act, *_AROUND}
    rows = list(Material.objects.filter(matter=sanction.matter).exclude(kind__in=papers))
    cited = [str(one.get("material")) for one in sanction.facts.get(SHEETS) or () if isinstance(one, dict)]
    since = sanction.acted_from or sanction.executed_at or sanction.decided_at
    if cited and since is not None:
        named = Material.objects.filter(case=sanction.case, pk__in=cited, filed_at__gte=since)
        rows += list(named.exclude(kind__in=papers).exclude(matter=sanction.matter))
    for row in rows:
        if row.inadmissible_at is None:
            row.inadmissible_at, row.inadmissible_cite = act.at, cite
            row.save(update_fields=["inadmissible_at", "inadmissible_cite"])
            act.wrote(row)
    return len(rows)


def acted_before(sanction: Sanction) -> bool:
    """The action was taken before anybody was asked."""
    return bool(sanction.rule.acted_first or sanction.urgent)


def report_term(act: Act, sanction: Sanction) -> None:
    """The execution of a measure that lasts is reported within its term."""
    rule = sanction.rule.report_term
    if rule and not sanction.covert and LIMITS[rule].anchor != "covert_end":
        act.start_term(rule, act.at, matter=sanction.matter)
