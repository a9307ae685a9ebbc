"""Remarks on the pages of a request: made by whoever may hand it back, sent along with it, mended by the asker.

Until it is sent a remark is its author's own: it is bound to no entry that anybody else could read, only to the entry
of the act that hands the request back.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cases.actions.act import Act, NotVisible, refuse_if
from cases.models import Material
from ecase.documents.actions import Signed
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.actions.sharing import inside, locked, record
from sanctions.kinds import Status
from sanctions.models import PageMark, Sanction
from sanctions.moves import MOVES

TEXT_MOST = 2000
MARKS_MOST = 100
BACK = ("return_for_rework", "head_return")
NO_SUCH_PAGE = Refusal("no_such_page", N_("This paper has no such page."), field="page")
MARK_EMPTY = Refusal("mark_empty", N_("Write the remark."), field="text")
MARK_LONG = Refusal("mark_long", N_("A remark has at most %(most)s characters."), {"most": TEXT_MOST}, field="text")
TOO_MANY_MARKS = Refusal("too_many_marks", N_("That is too many remarks for one request. Sum them up in the reasons."))
MARKS_CHANGED = Refusal(
    "stale_draft", N_("Your remarks have changed since this act was drawn up. Draw it up anew, so that it prints them.")
)
NOT_RETURNED = Refusal("not_returned", N_("Remarks are mended while the request lies before whoever asked for it."))


@transaction.atomic
def mark(
    *, sanction_id: UUID, material_id: UUID, page: int, top: int = 0, text: str, by: Appointment, at: datetime
) -> PageMark:
    """Note a remark on page `page` of a paper, `top` per mille from its upper edge.

    Raises NotVisible, and Refused: why the request may not be handed back now, no_such_page, mark_empty, mark_long.
    """
    _act, sanction = _held_by(sanction_id, by, at)
    material = Material.objects.visible_to(by).filter(pk=material_id, case=sanction.case_id).first()
    if material is None:
        raise NotVisible(material_id)
    text = text.strip()
    if not text:
        raise Refused(MARK_EMPTY)
    if len(text) > TEXT_MOST:
        raise Refused(MARK_LONG)
    if not 1 <= page <= max(material.sheets, 1):
        raise Refused(NO_SUCH_PAGE)
    if PageMark.objects.filter(sanction=sanction, by=by, sent=False, dropped_at__isnull=True).count() >= MARKS_MOST:
        raise Refused(TOO_MANY_MARKS)
    return PageMark.objects.create(
        sanction=sanction, material=material, page=page, top=max(0, min(top, 1000)), text=text, by=by, at=at,
        version=sanction.version,
    )  # fmt: skip


@transaction.atomic
def drop(*, sanction_id: UUID, mark_id: UUID, by: Appointment, at: datetime) -> PageMark:
    """Take back a remark of one's own that was not sent yet; dropped twice is dropped."""
    _held_by(sanction_id, by, at)
    row = PageMark.objects.filter(pk=mark_id, sanction=sanction_id, by=by, sent=False).first()
    if row is None:
        raise NotVisible(mark_id)
    if row.dropped_at is None:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
    return row


def send(act: Act, sanction: Sanction, signed: Signed) -> list[PageMark]:
    """The remarks of whoever hands the request back go along with it, in the same act: those its paper prints.

    Raises Refused(stale_draft) where one of them was dropped, or another made, after the paper was drawn up.
    """
    mine = PageMark.objects.filter(sanction=sanction, by=act.by, sent=False)
    drawn = signed.draft.at
    if mine.filter(Q(at__gt=drawn, dropped_at__isnull=True) | Q(at__lte=drawn, dropped_at__gt=drawn)).exists():
        raise Refused(MARKS_CHANGED)
    rows = list(mine.filter(dropped_at__isnull=True).order_by("at"))
    for row in rows:
        row.sent = True
        row.save(update_fields=["sent"])
        act.wrote(row)
    return rows


@transaction.atomic
def mend(*, sanction_id: UUID, mark_id: UUID, done: bool, by: Appointment, at: datetime) -> PageMark:
    """The asker ticks a remark as mended, or takes the tick back, before he sends the request again."""
    act, sanction = locked(sanction_id, by, at)
    refuse_if(rules.why_not(MOVES[sanction.kind]["amend"], sanction, by, at))
    if sanction.status != Status.RETURNED:
        raise Refused(NOT_RETURNED)
    row = PageMark.objects.filter(pk=mark_id, sanction=sanction, sent=True, dropped_at__isnull=True).first()
    if row is None:
        raise NotVisible(mark_id)
    if (row.mended_at is not None) == done:
        return row
    row.mended_at = at if done else None
    row.save(update_fields=["mended_at"])
    act.wrote(row)
    record(act, sanction, "sanction.mended", public={"done": done}, compartment=inside(sanction))
    return row


def _held_by(sanction_id: UUID, by: Appointment, at: datetime) -> tuple[Act, Sanction]:
    """The request, locked, while `by` may hand it back."""
    if not Sanction.objects.visible_to(by).filter(pk=sanction_id).exists():
        raise NotVisible(sanction_id)
    act, sanction = locked(sanction_id, by, at)
    moves = [MOVES[sanction.kind][name] for name in BACK if name in MOVES[sanction.kind]]
    mine = [move for move in moves if by.role in move.by]
    if not mine:
        raise NotVisible(sanction_id)
    refuse_if(rules.why_not(mine[0], sanction, by, at))
    return act, sanction
