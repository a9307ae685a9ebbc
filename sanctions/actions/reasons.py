"""Reasons somebody keeps for himself to use again: no record of any case, so nothing of it is entered anywhere."""

from django.db import transaction
from django.db.models import F

from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from sanctions.models import SavedReason

KEPT_MOST = 60
TITLE_MOST = 120
NOTHING_TO_KEEP = Refusal("nothing_to_keep", N_("Write the reasons first, then keep them."), field="reasons")
TOO_MANY_KEPT = Refusal(
    "too_many_kept", N_("You keep as many as fit into the list. Drop one first."), field="keep_title"
)


@transaction.atomic
def keep(*, by: Appointment, decision: str, title: str, text: str) -> SavedReason:
    """Keep `text` for decisions `decision` under `title` (the beginning of the text where it is empty).

    The same title is written over. Raises Refused(nothing_to_keep, too_many_kept).
    """
    text, title = text.strip(), " ".join(title.split())[:TITLE_MOST]
    if not text:
        raise Refused(NOTHING_TO_KEEP)
    title = title or " ".join(text.split())[:60]
    if SavedReason.objects.filter(owner=by).exclude(decision=decision, title=title).count() >= KEPT_MOST:
        raise Refused(TOO_MANY_KEPT)
    row, _made = SavedReason.objects.update_or_create(owner=by, decision=decision, title=title, defaults={"text": text})
    return row


@transaction.atomic
def drop(*, by: Appointment, pk: int) -> bool:
    """Drop one of one's own; False where there is none of that number."""
    return bool(SavedReason.objects.filter(owner=by, pk=pk).delete()[0])


def used(*, by: Appointment, pk: int) -> None:
    """One's own reason was used once more: the most used stand first."""
    SavedReason.objects.filter(owner=by, pk=pk).update(used=F("used") + 1)
