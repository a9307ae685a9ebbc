"""Filters a reader keeps under a name. His own notes: nothing of the record, so no entry and no lock of a case."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from cases.models import SavedFilter
from cases.queries.asking import has_iin
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment

MOST = 12


@transaction.atomic
def save_filter(*, by: Appointment, page: str, name: str, query: Mapping[str, str]) -> SavedFilter:
    """Keep the conditions under a name.

    Raises Refused: filter_empty, filter_name, filter_twice, filter_full, filter_iin.
    """
    if not query:
        raise Refused(Refusal("filter_empty", N_("Choose a condition first: a filter without one keeps every case.")))
    if any(has_iin(value) for value in query.values()):
        raise Refused(Refusal("filter_iin", N_("A filter is not kept with somebody's IIN in it.")))
    mine = SavedFilter.objects.select_for_update().filter(appointment=by, page=page)
    if len(mine) >= MOST:
        words = N_("You keep %(most)s filters already. Remove one first.")
        raise Refused(Refusal("filter_full", words, {"most": MOST}, field="name"))
    name = _name(by, page, name)
    last = mine.aggregate(last=Max("position"))["last"] if mine else None
    position = 0 if last is None else last + 1
    return SavedFilter.objects.create(appointment=by, page=page, name=name, query=dict(query), position=position)


@transaction.atomic
def rename_filter(*, by: Appointment, filter_id: int, name: str) -> SavedFilter | None:
    """Give it another name; None when it is not the reader's. Raises Refused: filter_name, filter_twice."""
    row = SavedFilter.objects.select_for_update().filter(pk=filter_id, appointment=by).first()
    if row is not None and row.name != name.strip():
        row.name = _name(by, row.page, name)
        row.save(update_fields=["name"])
    return row


@transaction.atomic
def remove_filter(*, by: Appointment, filter_id: int) -> bool:
    """Forget it; False when it is not the reader's."""
    return bool(SavedFilter.objects.filter(pk=filter_id, appointment=by).delete()[0])


@transaction.atomic
def move_filter(*, by: Appointment, filter_id: int, earlier: bool) -> bool:
    """One place earlier or later among the reader's own; False when it is not his."""
    row = SavedFilter.objects.filter(pk=filter_id, appointment=by).first()
    if row is None:
        return False
    rows = list(SavedFilter.objects.select_for_update().filter(appointment=by, page=row.page))
    place = next(i for i, other in enumerate(rows) if other.pk == row.pk)
    other = place - 1 if earlier else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for position, each in enumerate(rows):
        each.position = position
    SavedFilter.objects.bulk_update(rows, ["position"])
    return True


def _name(by: Appointment, page: str, name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not 1 <= len(name) <= 60:
        raise Refused(Refusal("filter_name", N_("Give the filter a name of at most 60 characters."), field="name"))
    if SavedFilter.objects.filter(appointment=by, page=page, name=name).exists():
        raise Refused(Refusal("filter_twice", N_("You keep a filter of this name already."), field="name"))
    return name
