"""Where the doors find everything about an appeal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cases.moving import Resource
from ecase.law.moves import Move
from ecase.law.words import Refusal
from ecase.people.models import Appointment
from sanctions.actions.appeals import PERFORM
from sanctions.actions.overruled import why_not_again, why_not_change
from sanctions.appeals import rules
from sanctions.appeals.acts import context
from sanctions.appeals.forms import form_of
from sanctions.appeals.moves import MOVES
from sanctions.models import Appeal
from sanctions.resource import file_of


def visible(by: Appointment) -> QuerySet[Appeal]:
    """The appeals `by` may know of, with what every door shows of them."""
    return Appeal.objects.visible_to(by).select_related(
        "case__investigator__user",
        "case__prosecutor__user",
        "case__office__court",
        "matter",
        "sanction__matter",
        "sanction__participant",
        "sanction__case__office__court",
        "sanction__decided_by__user",
        "sanction__decided_by__office",
        "sanction__requested_by__user",
        "sanction__head__user",
        "sanction__prosecutor__user",
        "sanction__detention__facility",
        "sanction__extends",
        "filed_by__user",
        "filed_by__office",
        "decided_by__user",
        "decided_by__office",
    )


def against(appeal: Appeal, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Refusal | None:
    """What speaks against the decision as it is written, before it is drawn up: asked again when it is made."""
    if move.name == "change":
        return why_not_change(appeal.sanction, fields, at)
    return why_not_again(appeal.sanction, fields) if move.name == "cancel" else None


def url(appeal: Appeal, by: Appointment) -> str:
    return f"/cases/{appeal.case.number}/appeals/{appeal.pk}/"


APPEAL = Resource(
    name="appeal",
    argument="appeal_id",
    visible=visible,
    moves=lambda appeal: MOVES,
    why_not=rules.why_not,
    forms=form_of,
    context=context,
    against=against,
    perform=PERFORM,
    url=url,
    file=lambda appeal: file_of(appeal.sanction),
)
