"""Governed correction of an entry: before, after, who asked, who approved; visible for ever."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime

from cases.actions.act import Act, refuse_if
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.grants import NO_POST
from cases.actions.people import account_of, sort_key
from cases.corrections import FIELDS, TABLES, Correctable
from cases.models import Case, Material, Participant, Ruling
from ecase.law.identity import parse_iin
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from ecase.web.forms import DateField, DateTimeMinuteField

UNREADABLE = Refusal(
    "correction_unreadable", N_("This cannot be read as what is entered here. Check the form of it."), field="after"
)
TYPED = {"date": DateField(), "moment": DateTimeMinuteField()}


def _named(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    """`what` is "table.field:row"; `after` the text of the new value."""
    code, _, pk = str(fields["what"]).partition(":")
    field, row = FIELDS.get(code), None
    if field is not None:
        row = TABLES[field.table].rows(case).filter(pk=_uuid(pk)).first()
    if field is None or row is None:
        raise Refused(Refusal("no_such_entry", N_("Choose the entry that is wrong."), field="what"))
    after = read(field, str(fields.get("after", "")))
    before = getattr(row, field.field)
    if after == before:
        raise Refused(Refusal("nothing_changed", N_("The entry says this already."), field="after"))
    _fits(case, field, row, after, at)
    data = {
        "code": code,
        "row": str(row.pk),
        "title": TABLES[field.table].title(row),
        "before": stored(before),
        "after": stored(after),
        "level": "prosecutor" if by.role == Role.HEAD_OF_INVESTIGATION else field.level,
        # What is closed to the parties stays so: the correction quotes it.
        "compartment": getattr(row, "compartment", ""),
    }
    # Whom the entry is about: of the lawyers only his see the correction.
    matter = row.matter if isinstance(row, Material) else row
    person = row if isinstance(row, Participant) else getattr(matter, "participant", None)
    return Named(text=text_of(fields), participant=person, data=data)


def _fits(case: Case, field: Correctable, row: models.Model, after: object, at: datetime) -> None:
    longest = getattr(row._meta.get_field(field.field), "max_length", None)
    if isinstance(after, str) and longest and len(after) > longest:
        raise Refused(Refusal("too_long", N_("At most %(most)s characters go here."), {"most": longest}, field="after"))
    if isinstance(after, datetime) and after > min(at, case.registered_at if field.table != "detention" else at):
        raise Refused(Refusal("event_in_future", N_("The event cannot be later than its registration."), field="after"))
    refuse_if(TABLES[field.table].against(row, field.field, after, at))


def read(field: Correctable, text: str) -> Any:
    """The new value of a field as it is stored. Raises Refused with what is wrong in it."""
    text = text.strip()
    if not text and not field.empty:
        raise Refused(Refusal("missing", N_("Fill in this field."), {"field": "after"}, field="after"))
    if field.kind == "iin":
        try:
            return parse_iin(text).text
        except ValueError as wrong:
            raise Refused(Refusal("iin_wrong", str(wrong), field="after")) from wrong
    if field.kind in TYPED:
        try:
            return TYPED[field.kind].clean(text)
        except ValidationError:
            raise Refused(UNREADABLE) from None
    if field.choices and text not in dict(field.choices):
        raise Refused(UNREADABLE)
    return text == str(True) if field.kind == "flag" else text


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def stored(value: Any) -> Any:
    """A value as the ruling keeps it: text, or the ISO form of a day or moment."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def restored(field: Correctable, value: Any) -> Any:
    """What `stored` kept, as the row takes it."""
    if field.kind == "date":
        return parse_date(value) if value else None
    if field.kind == "moment":
        return parse_datetime(value) if value else None
    return value


def _approver(case: Case, kind: str, named: Named) -> Appointment:
    """The head of the unit, or the prosecutor where a clock or a decision hangs on the entry."""
    found = case.prosecutor
    if named.data["level"] == "head":
        found = in_post(case.office_id, {Role.HEAD_OF_INVESTIGATION}).first() or case.prosecutor
    if found is None:
        raise Refused(NO_POST)
    return found


def _correct(act: Act, ruling: Ruling) -> None:
    field = FIELDS[ruling.data["code"]]
    table = TABLES[field.table]
    row = table.rows(act.case).select_for_update(of=("self",)).filter(pk=ruling.data["row"]).first()
    if row is None or stored(getattr(row, field.field)) != ruling.data["before"]:
        raise Refused(
            Refusal(
                "changed_meanwhile",
                N_("The entry has been changed since. Refuse this correction and have it asked for anew."),
            )
        )
    after = restored(field, ruling.data["after"])
    refuse_if(table.against(row, field.field, after, act.at))
    setattr(row, field.field, after)
    changed = [field.field, *_with_it(row, field)]
    row.save(update_fields=changed)
    act.wrote(row, *table.after(act, row, field.field))
    if isinstance(row, Case):
        setattr(act.root, field.field, getattr(row, field.field))


def _with_it(row: models.Model, field: Correctable) -> list[str]:
    """What is derived from the corrected value and stands beside it."""
    if not isinstance(row, Participant):
        return []
    if field.field == "iin":
        row.birth_date = parse_iin(row.iin).birth_date
        row.identity_checked_at, row.identity_source = None, ""
        row.user = account_of(row.iin)
        return ["birth_date", "identity_checked_at", "identity_source", "user"]
    if field.field in ("last_name", "first_name", "patronymic"):
        row.sort_key = sort_key(row.last_name, row.first_name, row.patronymic)
        return ["sort_key"]
    return []


CORRECTIONS: dict[str, Work] = {"correction": Work(named=_named, effect=_correct, decider=_approver)}
