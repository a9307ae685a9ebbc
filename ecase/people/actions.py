"""What changes notices and tokens. Appointments and offices are changed in the admin."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment, Notice, Token

TOKEN_LIFE = timedelta(seconds=8 * 60 * 60)


def tell(
    *,
    to: Iterable[Appointment],
    kind: str,
    key: str,
    at: datetime,
    params: Mapping[str, object] | None = None,
    path: str = "",
    must_acknowledge: bool = False,
) -> int:
    """Leave one notice of the event `key` for each of `to`; a second telling leaves none.

    Returns how many readers were addressed.
    """
    readers = {appointment.pk: appointment for appointment in to}
    Notice.objects.bulk_create(
        [
            Notice(
                to=reader,
                kind=kind,
                key=key,
                at=at,
                params=dict(params or {}),
                path=path,
                must_acknowledge=must_acknowledge,
            )
            for reader in readers.values()
        ],
        ignore_conflicts=True,
    )
    return len(readers)


@transaction.atomic
def acknowledge(*, notice_id: int, by: Appointment, at: datetime) -> Notice:
    """Note that `by` has taken in the notice; once is enough, twice changes nothing.

    Raises Refused(code="no_notice") for a notice of somebody else.
    """
    notice = Notice.objects.select_for_update().filter(pk=notice_id, to=by).first()
    if notice is None:
        raise Refused(Refusal("no_notice", N_("There is no such notice.")))
    if notice.acknowledged_at is None:
        notice.read_at = notice.read_at or at
        notice.acknowledged_at = at
        notice.save(update_fields=["read_at", "acknowledged_at"])
    return notice


def mark_read(*, by: Appointment, notices: Iterable[int], at: datetime) -> None:
    """Note that `by` has seen these of his own notices."""
    Notice.objects.filter(to=by, pk__in=list(notices), read_at__isnull=True).update(read_at=at)


def issue_token(*, by: Appointment, at: datetime) -> tuple[str, Token]:
    """A new API key for `by`: the text, shown once, and its row, which holds only the hash."""
    text = secrets.token_urlsafe(32)
    row = Token.objects.create(
        appointment=by, digest=token_digest(text), created_at=at, expires_at=at + TOKEN_LIFE
    )
    return text, row


def kill_token(*, token_id: int, by: Appointment, at: datetime) -> bool:
    """End one of the user's own keys at once; False when it is not his or already dead."""
    return bool(
        Token.objects.filter(pk=token_id, appointment__user_id=by.user_id, killed_at__isnull=True).update(killed_at=at)
    )


def token_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
