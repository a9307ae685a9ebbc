"""Where the doors find everything about a writ."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Trim

from cases.moving import Resource
from ecase.law.moves import Move
from ecase.law.words import Refusal, Refused
from ecase.people.models import Appointment
from writ import rules
from writ.actions import PERFORM
from writ.actions.after import new_totals, taken_in, whose, why_not_appeal, why_not_served
from writ.actions.preparing import means_of, why_not_motion
from writ.actions.sending import left_out_of
from writ.actions.sharing import path_for
from writ.acts import context
from writ.composing import sentences
from writ.forms import form_of
from writ.models import Accused, Copy, Writ
from writ.moves import MOVES


def visible(by: Appointment) -> QuerySet[Writ]:
    """The writs `by` may know of, with what every door shows of them, `names` of the accused included."""
    name = Concat(
        "participant__last_name", Value(" "), "participant__first_name", Value(" "), "participant__patronymic"
    )
    of_writ = Accused.objects.filter(writ=OuterRef("pk")).order_by().values("writ")
    names = of_writ.annotate(names=StringAgg(Trim(name), Value(", "))).values("names")
    return Writ.objects.visible_to(by).annotate(names=Subquery(names, output_field=TextField())).select_related(
        "case__office__court", "case__office__trial_court", "case__investigator__user", "case__prosecutor__user",
        "matter__waits_for__user", "started_by__user", "requested_by__user", "head__user", "prosecutor__user",
        "judge__user", "judge__office",
    )  # fmt: skip


def against(writ: Writ, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Refusal | None:
    """What speaks against the fields as they are given, before anything is drawn up: asked again when it is done."""
    try:
        match move.name:
            case "file_motion" | "consent" | "object_victim" | "withdraw_word":
                means_of(by, fields)
                if move.name == "file_motion":
                    will = rules.open_wills(writ, by).filter(pk=str(fields["person"])).first()
                    return why_not_motion(will.participant, fields) if will is not None else rules.NOT_ASKED
            case "approve":
                left_out_of(writ, fields)
            case "convict":
                sentences(writ, fields, at)
            case "object":
                taken_in(by, fields)
            case "serve":
                return why_not_served(writ, fields, at)
            case "appeal":
                return why_not_appeal(writ, *whose(writ, by, fields), str(fields["asks"]), at)
            case "change":
                new_totals(writ, fields)
    except Refused as refused:
        return refused.refusal
    return None


WRIT = Resource(
    name="writ",
    argument="writ_id",
    visible=visible,
    moves=lambda writ: MOVES,
    why_not=rules.why_not,
    forms=form_of,
    context=context,
    perform=PERFORM,
    url=path_for,
    against=against,
)


def visible_copies(by: Appointment) -> QuerySet[Copy]:
    """The copies of verdicts `by` may know of, as the queue lists them."""
    return Copy.objects.visible_to(by).select_related(
        "matter__waits_for__user", "case__investigator__user", "case__prosecutor__user", "writ__judge__user",
        "writ__judge__office", "writ__case", "participant", "appointment__user",
    )  # fmt: skip


# In the queue a copy leads to its writ, where the service is noted: it has no moves of its own.
WRIT_COPY = Resource(
    name="writ_copy",
    argument="writ_id",
    visible=visible_copies,
    moves=lambda copy: {},
    why_not=rules.why_not,
    forms=form_of,
    context=context,
    perform={},
    url=lambda copy, by: path_for(copy.writ, by),
)
