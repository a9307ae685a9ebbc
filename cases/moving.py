"""Making a move: the one path that pages, API, demo story and tests take to the actions.

A `Resource` says where a matter's table of moves, rules, forms, acts and actions are. Moves with a
signed act go draft -> signature -> action; the others go straight to the action.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import models, transaction

from cases.actions.act import NotVisible, refuse_if
from cases.queries.identity import why_not_bind
from ecase.documents import actions as documents
from ecase.documents.models import Draft
from ecase.law.clock import local
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment

Rule = Callable[[Move, Any, Appointment, datetime], Refusal | None]
Context = Callable[[Any, Move, Mapping[str, Any], Appointment, datetime], dict[str, Any]]
FormOf = Callable[[Any, Move, Appointment, datetime], type[forms.Form] | None]


@dataclass(frozen=True)
class Resource:
    """Everything the doors need to know of one kind of matter.

    `visible` gives the rows an appointment may know of; `forms` the form of a move's fields, or None
    where it has none; `context` what the act's template prints; `argument` the name under which the
    actions take the subject's id. `file` gives the case or report whose acts these are.
    """

    name: str
    argument: str
    visible: Callable[[Appointment], models.QuerySet[Any]]
    moves: Callable[[Any], Mapping[str, Move]]
    why_not: Rule
    forms: FormOf
    context: Context
    perform: Mapping[str, Callable[..., Any]]
    url: Callable[[Any, Appointment], str] = field(default=lambda subject, by: "")
    # What its acts belong to (a case, or a report that is no case yet) and the number that makes a draft stale.
    file: Callable[[Any], Any] = field(default=lambda subject: subject.case)
    version: Callable[[Any], int] = field(default=lambda subject: subject.version)
    # What of the printed act the action needs again when it is signed; kept with the draft's fields.
    keeps: Callable[[Mapping[str, Any]], dict[str, Any]] = field(default=lambda printed: {})
    # What speaks against the fields as they are given; asked before anything is drawn up or signed.
    against: Callable[[Any, Move, Mapping[str, Any], Appointment, datetime], Refusal | None] = field(
        default=lambda subject, move, fields, by, at: None
    )


@dataclass(frozen=True)
class Offer:
    """A move as it is offered to somebody: a button, or a greyed one that says why not."""

    move: Move
    refusal: Refusal | None
    act: str

    @property
    def allowed(self) -> bool:
        return self.refusal is None


class Invalid(Exception):
    """The fields of a move have to be mended; `form` holds the words and everything typed."""

    def __init__(self, form: forms.Form) -> None:
        super().__init__("invalid")
        self.form = form


def find(resource: Resource, subject_id: UUID, by: Appointment) -> Any:
    """The subject `by` may know of. Raises NotVisible (404)."""
    subject = resource.visible(by).filter(pk=subject_id).first()
    if subject is None:
        raise NotVisible(subject_id)
    return subject


def move_named(resource: Resource, subject: Any, name: str) -> Move:
    """The move called `name`. Raises NotVisible where the kind has none of that name."""
    move = resource.moves(subject).get(name)
    if move is None:
        raise NotVisible(name)
    return move


def offers(resource: Resource, subject: Any, by: Appointment, at: datetime, *, own: bool = False) -> list[Offer]:
    """Every move of the subject with its refusal for `by`; with `own` only those his role ever makes."""
    return [
        Offer(move, resource.why_not(move, subject, by, at), move.act_for(Role(by.role)))
        for move in resource.moves(subject).values()
        if not own or Role(by.role) in move.by
    ]


def bound_form(
    resource: Resource, subject: Any, move: Move, by: Appointment, at: datetime, data: Mapping[str, Any] | None
) -> forms.Form | None:
    """The form of the move, bound to `data` or showing its initial values."""
    form_class = resource.forms(subject, move, by, at)
    if form_class is None:
        return None
    if data is None:
        return form_class()
    # One tick comes as a text, several as a list; a field of many takes lists only.
    many = {name for name, asked in form_class.base_fields.items() if isinstance(asked, forms.MultipleChoiceField)}
    return form_class({name: [v] if name in many and isinstance(v, str) else v for name, v in data.items()})


def draft(
    resource: Resource, subject: Any, name: str, data: Mapping[str, Any], *, by: Appointment, at: datetime
) -> Draft:
    """Make the act of a move ready to be looked at and signed; decides nothing.

    Raises Refused as the rule does, `no_act` for a move that is not signed, Invalid for its fields.
    """
    move = move_named(resource, subject, name)
    refusal = resource.why_not(move, subject, by, at)
    if refusal is not None:
        raise Refused(refusal)
    code = move.act_for(Role(by.role))
    if not code:
        raise Refused(Refusal("no_act", N_("This move is made without a signed act.")))
    refuse_if(why_not_bind(name, subject, resource.file(subject).pk, data))
    fields = _cleaned(resource, subject, move, by, at, data)
    printed = resource.context(subject, move, fields, by, at)
    return documents.draft(
        act=code,
        context=printed,
        language=resource.file(subject).language,
        case_id=resource.file(subject).pk,
        subject_kind=resource.name,
        subject_id=subject.pk,
        move=name,
        fields={**_raw(data), **resource.keeps(printed)},
        version=resource.version(subject),
        by=by,
        at=at,
    )


@transaction.atomic
def perform(
    resource: Resource,
    subject: Any,
    name: str,
    data: Mapping[str, Any],
    *,
    by: Appointment,
    at: datetime,
    draft_id: UUID | None = None,
    signature: str = "",
) -> Any:
    """Make the move. A signed one takes its draft and a signature, or (demonstration) makes both in one step.

    One piece: what is refused at the end leaves no draft behind either.
    """
    move = move_named(resource, subject, name)
    refusal = resource.why_not(move, subject, by, at)
    if refusal is not None:
        raise Refused(refusal)
    action = resource.perform[name]
    common = {resource.argument: subject.pk, "by": by, "at": at}
    if not move.act_for(Role(by.role)):
        return action(**common, fields=_cleaned(resource, subject, move, by, at, data))
    if not signature:
        raise Refused(
            Refusal(
                "signature_needed", N_("This act has to be signed: make a draft, look at it, sign it."), cite=move.cite
            )
        )
    if draft_id is None:
        made = draft(resource, subject, name, data, by=by, at=at)
    else:
        found = Draft.objects.select_related("document", "prepared_for").filter(
            pk=draft_id, prepared_for=by, subject_id=subject.pk, move=name
        )
        if (made := found.first()) is None:
            raise Refused(Refusal("wrong_draft", N_("This draft belongs to another matter.")))
    # The act says its day: one written yesterday would be back-dated by being signed today.
    if made.version != resource.version(subject) or local(made.at).date() != local(at).date():
        raise Refused(documents.STALE)
    signed = documents.sign(draft=made, by=by, at=at, signature=signature)
    fields = _cleaned(resource, subject, move, by, at, made.fields)
    return action(**common, fields=fields, signed=signed)


def do(resource: Resource, subject_id: UUID, name: str, *, by: Appointment, at: datetime, **fields: Any) -> Any:
    """One step for the demo story and tests: draft, demonstration signature, action."""
    return perform(resource, find(resource, subject_id, by), name, fields, by=by, at=at, signature=documents.DEMO)


def _cleaned(
    resource: Resource, subject: Any, move: Move, by: Appointment, at: datetime, data: Mapping[str, Any]
) -> dict[str, Any]:
    form = bound_form(resource, subject, move, by, at, data)
    if form is not None and not form.is_valid():
        raise Invalid(form)
    fields = form.cleaned_data if form is not None else {}
    refusal = resource.against(subject, move, fields, by, at)
    if refusal is not None:
        raise Refused(refusal)
    return fields


def _raw(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they were typed, so that a draft can be judged again when it is performed."""
    kept = {}
    for name, value in data.items():
        if name in {"csrfmiddlewaretoken", "idem", "signature", "draft"}:
            continue
        kept[name] = value.isoformat() if isinstance(value, datetime) else value
    return kept
