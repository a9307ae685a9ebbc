"""The moves of a covert action beside those of every request. No row, no move."""

from collections.abc import Iterator

from ecase.law.covert import ITEMS
from ecase.law.kinds import Kind
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from sanctions.kinds import Status

INVESTIGATOR = frozenset({Role.INVESTIGATOR, Role.HEAD_OF_INVESTIGATION})  # a head who conducts the case himself
JUDGE = frozenset({Role.INVESTIGATING_JUDGE})
IN_COURT = frozenset({Status.BEFORE_COURT})
RUNS = frozenset({Status.GRANTED})
OVER = frozenset({Status.EXECUTED, Status.LIFTED, Status.EXPIRED})
# Refused after an urgent start: the action has taken place all the same (`rules` asks whether it has).
TAKEN_PLACE = OVER | {Status.REFUSED}


def covert_moves(kind: Kind) -> Iterator[Move]:
    """What a kind of the covert compartment has instead of the moves after an open decision."""
    if kind.by_court:
        yield Move(
            "ask_material", N_("Ask for more material"), source=IN_COURT, target="", by=JUDGE, needs=("reasons",),
            cite="CPC 234(2)",
        )  # fmt: skip
    if kind.code not in ITEMS:
        return
    yield from _checking(kind)
    yield from _ending(kind)
    yield from _destroying()
    yield from _telling()


def _checking(kind: Kind) -> Iterator[Move]:
    """The judge's doubt and the prosecutor's check (234(2)); for items 7 and 9 the prosecutor's own hand (234(3))."""
    if kind.alone:
        yield Move(
            "stop", N_("Stop the action"), source=RUNS, target=Status.LIFTED, by=PROSECUTION, needs=("reasons",),
            act="covert_stop", cite="CPC 234(3), 193(1)(9-1)", style="warning",
        )  # fmt: skip
        return
    yield Move(
        "ask_check", N_("Ask the prosecutor for a check"), source=RUNS, target="", by=JUDGE, needs=("reasons",),
        starts=("covert.check",), cite="CPC 234(2)",
    )  # fmt: skip
    yield Move(
        "find_lawful", N_("The check has found it lawful"), source=RUNS, target="", by=PROSECUTION,
        needs=("reasons",), stops=("covert.check",), cite="CPC 234(2)",
    )  # fmt: skip
    yield Move(
        "ask_to_stop", N_("Ask the judge to stop the action"), source=RUNS, target="", by=PROSECUTION,
        needs=("reasons",), act="covert_stop_petition", stops=("covert.check",), cite="CPC 234(2)", style="warning",
    )  # fmt: skip
    yield Move(
        "stop", N_("Stop the action"), source=RUNS, target=Status.LIFTED, by=JUDGE, needs=("reasons",),
        act="covert_stop", cite="CPC 234(2)", style="warning",
    )  # fmt: skip
    yield Move(
        "let_run", N_("Leave the action running"), source=RUNS, target="", by=JUDGE, needs=("reasons",),
        cite="CPC 234(2)",
    )  # fmt: skip


def _ending(kind: Kind) -> Iterator[Move]:
    yield Move(
        "finish", N_("The action is over"), source=RUNS, target=Status.EXECUTED, by=INVESTIGATOR,
        needs=("ended_at", "execution"), starts=("covert.result_notice",), cite="CPC 234(5)", style="primary",
    )  # fmt: skip
    yield Move(
        "tell_results", N_("Tell the prosecutor of the results"), source=OVER, target="", by=INVESTIGATOR,
        needs=("results",), act="covert_result_notice", stops=("covert.result_notice",), cite="CPC 234(5)",
        style="primary",
    )  # fmt: skip


def _destroying() -> Iterator[Move]:
    """Results of no value: the prosecutor is told two months before, and may object (240(1))."""
    yield Move(
        "tell_destruction", N_("Tell the prosecutor of a destruction"), source=TAKEN_PLACE, target="",
        by=INVESTIGATOR, needs=("what", "planned_on"), act="covert_destruction_notice",
        starts=("covert.destruction",), cite="CPC 240(1)",
    )  # fmt: skip
    yield Move(
        "object", N_("Object to the destruction"), source=TAKEN_PLACE, target="", by=PROSECUTION,
        needs=("reasons",), cite="CPC 240(1)", style="warning",
    )  # fmt: skip
    yield Move(
        "destroy", N_("Destroy the results"), source=TAKEN_PLACE, target="", by=INVESTIGATOR,
        needs=("commission",), act="covert_destruction", stops=("covert.destruction",), cite="CPC 240(1)",
        style="warning",
    )  # fmt: skip


def _telling() -> Iterator[Move]:
    """The duty to tell the person (240(1-1)); a year and a waiver are requests of their own."""
    yield Move(
        "send_notice", N_("Sign and send the notice"), source=TAKEN_PLACE, target="", by=INVESTIGATOR,
        needs=("addressee", "iin", "means"), act="covert_notice", stops=("covert.notify",), cite="CPC 240(1-1)",
        style="primary",
    )  # fmt: skip
    yield Move(
        "notice_delivered", N_("Enter that the notice was delivered"), source=TAKEN_PLACE, target="",
        by=INVESTIGATOR, needs=("delivered_at", "proof"), cite="CPC 240(1-1),(6)",
    )  # fmt: skip


NAMES = frozenset({
    "ask_material", "ask_check", "find_lawful", "ask_to_stop", "stop", "let_run", "finish", "tell_results",
    "tell_destruction", "object", "destroy", "send_notice", "notice_delivered",
})  # fmt: skip
