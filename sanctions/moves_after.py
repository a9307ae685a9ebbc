"""The moves after a decision: execution, early end, extension, payment of bail, appeal. Covert actions end by moves
of their own (`sanctions.covert.moves`)."""

from collections.abc import Iterator

from ecase.law.kinds import Ends, Group, Kind
from ecase.law.kinds_lift import LIFT
from ecase.law.measures import MEASURES
from ecase.law.moves import Move
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_
from sanctions.kinds import Status

IN_FORCE = frozenset({Status.GRANTED})
JUDGED = frozenset({Status.GRANTED, Status.REFUSED, Status.EXECUTED, Status.LIFTED, Status.EXPIRED})
PREVENTIVE = frozenset(measure.code for measure in MEASURES)
# What makes a measure longer, by its first order; the steps beside the ladder are asked for as kinds of their own.
EXTENDS: dict[str, str] = {
    "arrest": "arrest_extension",
    "house_arrest": "house_arrest_extension",
    "medical_placement": "medical_placement_extension",
    "medical_transfer": "medical_transfer_extension",
    **dict.fromkeys(
        ("covert_av", "covert_telecom", "covert_connections", "covert_computer", "covert_mail", "covert_place"),
        "covert_extension",
    ),
}
FULL = "arrest_full"
PAID = frozenset({"bail", "arrest"})


def extending(kind: Kind, *, short: bool = False) -> str:
    """The kind that makes this one longer: after a short custody first the full term (151(2)); empty where none does.

    An extension is made longer on the page of its first order.
    """
    return FULL if short and kind.code == "arrest" else EXTENDS.get(kind.code, "")


def after_moves(kind: Kind) -> Iterator[Move]:
    """What may be done once a sanction is granted, refused or in force."""
    covert = kind.compartment == "covert"
    first = not kind.extends
    if not covert and kind.code != LIFT:
        yield from _executing(kind)
        if first and kind.lifted_by:
            yield from _lifting(kind)
    if kind.code in PAID:
        yield Move(
            "pay_bail", N_("Note that the bail has been paid"), source=IN_FORCE, target="",
            by=frozenset({Role.INVESTIGATOR, *PROSECUTION}), needs=("paid_at", "paid_how"), stops=("bail.payment",),
            cite="CPC 145(5), 148(8)",
        )  # fmt: skip
    if kind.code in EXTENDS:
        yield Move(
            "extend", N_("Ask for an extension"), source=IN_FORCE, target="",
            by=frozenset({*INVESTIGATION, *PROSECUTION}) if kind.code == "arrest" else frozenset({Role.INVESTIGATOR}),
            needs=("grounds",), cite=kind.cite,
        )  # fmt: skip
    if kind.by_court and kind.appeal:
        parties = frozenset({Role.LAWYER}) if kind.appeal == "parties" else frozenset()
        yield Move(
            "appeal", N_("Appeal the decision"), source=JUDGED, target="", by=PROSECUTION | parties,
            needs=("text", "asks"), act="appeal_filed",
            acts_by_role=tuple((role, "appeal_petition") for role in sorted(PROSECUTION)),
            cite="CPC 107(1-1)" if covert else "CPC 107(1),(2)",
        )  # fmt: skip


def _executing(kind: Kind) -> Iterator[Move]:
    """A report on the execution: of an action it is the end, of a measure that lasts the beginning."""
    once = kind.ends is Ends.EXECUTED
    if kind.acted_first or kind.code == "bail" or not (once or kind.by_court or kind.report_term):
        return
    yield Move(
        "execute", N_("Report the execution"), source=IN_FORCE, target=Status.EXECUTED if once else "",
        by=frozenset({Role.INVESTIGATOR, *(kind.asked_by & (INVESTIGATION | PROSECUTION))}),
        needs=("executed_at", "execution"), act="sanction_execution",
        stops=tuple(filter(None, (kind.report_term,))), cite="CPC 60(7), 199", style="primary",
    )  # fmt: skip


def _lifting(kind: Kind) -> Iterator[Move]:
    preventive = kind.code in PREVENTIVE or kind.group is Group.LIBERTY
    yield Move(
        "lift", N_("Cancel or change the measure"), source=IN_FORCE, target=Status.LIFTED, by=kind.lifted_by,
        needs=("ground", "reasons"), act="measure_lifted" if preventive else "compulsion_lifted",
        stops=tuple(filter(None, (kind.grants,))), cite="CPC 153" if preventive else kind.cite, style="warning",
    )  # fmt: skip
    if kind.lift_consent & PROSECUTION:
        yield Move(
            "ask_lift", N_("Ask the prosecutor to agree that it ends"), source=IN_FORCE, target="",
            by=frozenset({Role.INVESTIGATOR}), needs=("ground", "grounds"), cite="CPC 153(3)",
        )  # fmt: skip
