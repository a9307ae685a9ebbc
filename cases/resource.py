"""Where the doors find everything about a case and its rulings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cases import acts_rulings
from cases.actions.effects import WORKS
from cases.actions.rulings import DRAW, PERFORM
from cases.models import Case, Ruling
from cases.moves import CASE_MOVES, RULING_MOVES
from cases.moving import Resource
from cases.queries.subjects import why_not_now
from cases.ruling_forms import form_of_case, form_of_ruling
from cases.ruling_rules import kind_of, why_not_ruling
from ecase.law.moves import Move
from ecase.law.words import Refusal, Refused
from ecase.people.models import Appointment


def visible_cases(by: Appointment) -> QuerySet[Case]:
    """The cases `by` may know of, with what its moves look at."""
    return Case.objects.visible_to(by).select_related(
        "office__court", "investigator__user", "prosecutor__user", "region"
    )


def visible_rulings(by: Appointment) -> QuerySet[Ruling]:
    """The rulings `by` may know of, with what every door shows of them."""
    return Ruling.objects.visible_to(by).select_related(
        "case__office__court",
        "case__investigator__user",
        "case__prosecutor__user",
        "matter__waits_for__user",
        "matter__waits_office",
        "participant",
        "charge__participant",
        "episode",
        "drawn_by__user",
        "drawn_by__office",
        "decided_by__user",
        "decided_by__office",
    )


def against_ruling(
    kind: str, case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime, *, before: Ruling | None = None
) -> Refusal | None:
    """What the kind of ruling says against these fields, before anything is drawn up; `before` is one written anew."""
    try:
        named = WORKS[kind].named(case, fields, by, at)
        if before is not None:
            WORKS[kind].anew(before, named)
    except Refused as refused:
        return refused.refusal
    return None


def context_of_case(case: Case, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> dict[str, Any]:
    """What the act of the ruling prints."""
    kind = kind_of(move)
    named = WORKS[kind].named(case, fields, by, at)
    return acts_rulings.context(
        case, kind, fields, by, at,
        participant=named.participant, charge=named.charge, episode=named.episode, data=named.data,
    )  # fmt: skip


def context_of_ruling(
    ruling: Ruling, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime
) -> dict[str, Any]:
    if move.name == "resubmit":
        return context_of_case(ruling.case, CASE_MOVES[ruling.rule.move], fields, by, at)
    return acts_rulings.decision_context(ruling, move, fields, by, at)


CASE = Resource(
    name="case",
    argument="case_id",
    visible=visible_cases,
    moves=lambda case: CASE_MOVES,
    why_not=why_not_now,
    forms=form_of_case,
    context=context_of_case,
    perform=DRAW,
    url=lambda case, by: f"/cases/{case.number}/",
    version=lambda case: case.steps,
    against=lambda case, move, fields, by, at: against_ruling(kind_of(move), case, fields, by, at),
)
RULING = Resource(
    name="ruling",
    argument="ruling_id",
    visible=visible_rulings,
    moves=lambda ruling: RULING_MOVES[ruling.kind],
    why_not=why_not_ruling,
    forms=form_of_ruling,
    context=context_of_ruling,
    perform=PERFORM,
    url=lambda ruling, by: f"/cases/{ruling.case.number}/rulings/{ruling.pk}/",
    against=lambda ruling, move, fields, by, at: (
        against_ruling(ruling.kind, ruling.case, fields, by, at, before=ruling) if move.name == "resubmit" else None
    ),
)
