"""The doors of moves, the same for every kind of matter: what is possible, a draft, the move itself.

An app subclasses the three with its `Resource` and says how its matter is told.
"""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases import moving
from cases.moving import Invalid, Offer, Resource
from cases.shapes import DraftShape, MoveShape
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.bodies import described, errors_of, plain
from ecase.web.doors import Door
from ecase.web.says import as_dict, cited, say


def move_body(name: str, *form_classes: type[forms.Form], **more: serializers.Field) -> Any:
    """The body of any move of a matter, for the schema: the fields of all its forms, and how it is signed.

    Which fields a move takes is told by `moves/`; those of another move are left alone.
    """
    fields: dict[str, Any] = {}
    for form_class in form_classes:
        fields |= described(form_class, name, needed=False)().get_fields()
    signing = {
        "draft": serializers.UUIDField(required=False),
        "signature": serializers.CharField(required=False, help_text='base64 CMS, or "demo" for a demo account'),
    }
    return type(name, (serializers.Serializer,), fields | more | signing)


class MatterDoor(Door):
    """A door behind which one matter lies."""

    resource: Resource

    def subject(self, id: UUID) -> Any:
        """The matter, or 404 for whoever may not know of it."""
        return moving.find(self.resource, id, self.by)

    def sees(self, by: Any, **named: Any) -> bool:
        return self.resource.visible(by).filter(pk=named["id"]).exists()

    def told(self, subject: Any, at: datetime) -> dict[str, Any]:
        """The matter as its door answers it."""
        raise NotImplementedError

    def typed(self, subject: Any, name: str, body: object, at: datetime) -> dict[str, Any]:
        """The move's fields as its form reads them. Refuses first: a wrong person is not told about fields."""
        move = moving.move_named(self.resource, subject, name)
        refusal = self.resource.why_not(move, subject, self.by, at)
        if refusal is not None:
            raise Refused(refusal)
        form_class = self.resource.forms(subject, move, self.by, at) or forms.Form
        typed, wrong = plain(form_class, body)
        if wrong:
            raise ValidationError(errors_of(form_class(typed)) | wrong)
        return typed


class Moves(MatterDoor):
    """Every move of the matter, with the reason and the article where it may not be made."""

    def get(self, request: Request, id: UUID) -> Response:
        at, subject = now(), self.subject(id)
        return Response(MoveShape(moves_told(self.resource, subject, self.by, at), many=True).data)


class MakeDraft(MatterDoor):
    """The act of a move, ready to be looked at and signed."""

    def post(self, request: Request, id: UUID, name: str) -> Response:
        at, subject = now(), self.subject(id)
        typed = self.typed(subject, name, request.data, at)
        try:
            made = moving.draft(self.resource, subject, name, typed, by=self.by, at=at)
        except Invalid as invalid:
            raise ValidationError(errors_of(invalid.form)) from invalid
        sha256 = made.document.sha256 if made.document else ""
        shape = DraftShape(
            {
                "draft": made.pk,
                "sha256": sha256,
                "pdf": f"/api/v1/drafts/{made.pk}/pdf/",
                "to_sign": base64.b64encode(bytes.fromhex(sha256)).decode(),
            }
        )
        return Response(shape.data, status=201)


class MakeMove(MatterDoor):
    """The move itself."""

    shape: type[serializers.Serializer[Any]]

    def post(self, request: Request, id: UUID, name: str) -> Response:
        at, subject = now(), self.subject(id)
        typed = self.typed(subject, name, request.data, at)
        draft, signature = signed_with(request.data)
        try:
            moving.perform(self.resource, subject, name, typed, by=self.by, at=at, draft_id=draft, signature=signature)
        except Invalid as invalid:
            raise ValidationError(errors_of(invalid.form)) from invalid
        return Response(self.shape(self.told(self.subject(id), at)).data)


def signed_with(body: Mapping[str, object]) -> tuple[UUID | None, str]:
    """The draft and the signature of a body. Raises ValidationError where they cannot be read."""
    given, signature = body.get("draft"), body.get("signature")
    if signature is not None and not isinstance(signature, str):
        raise ValidationError({"signature": [_("Send a text.")]})
    if given is None:
        return None, signature or ""
    try:
        return UUID(str(given)), signature or ""
    except ValueError:
        raise ValidationError({"draft": [_("This is no identifier of a draft.")]}) from None


def offer_told(resource: Resource, subject: Any, offer: Offer, by: Any, at: datetime) -> dict[str, Any]:
    """One move as `MoveShape` takes it; fields are named only where the move can be made."""
    form_class = resource.forms(subject, offer.move, by, at) if offer.allowed else None
    return {
        "name": offer.move.name,
        "title": say(offer.move.title),
        "allowed": offer.allowed,
        "refusal": as_dict(offer.refusal) if offer.refusal else None,
        "cite": cited(offer.move.cite),
        "signed": bool(offer.act),
        "fields": [] if form_class is None else [field_told(n, f) for n, f in form_class.base_fields.items()],
    }


def field_told(name: str, field: forms.Field) -> dict[str, Any]:
    choices = (
        [str(code) for code, _words in field.choices if code != ""] if isinstance(field, forms.ChoiceField) else None
    )
    return {"name": name, "title": str(field.label or name), "required": field.required, "choices": choices}


def moves_told(resource: Resource, subject: Any, by: Any, at: datetime) -> list[dict[str, Any]]:
    """Every move of the subject as `MoveShape` takes it."""
    return [offer_told(resource, subject, offer, by, at) for offer in moving.offers(resource, subject, by, at)]
