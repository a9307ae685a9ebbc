"""The notice of a covert action, for the person it is addressed to: no account, the code of the letter and his IIN.

The database answers through one function that knows both hashes and tells a handful of facts; reading leaves a note
under the hash, which the worker enters in the record of the action (`notices.enter_opened`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from ecase.law.covert_notice import complaint
from sanctions.covert.codes import hash_of_code, hash_of_iin
from sanctions.models import NoticeOpened


@dataclass(frozen=True)
class Told:
    """What the person reads: which action, when, by whose order, until when he may complain. No results, no file."""

    name: str
    kind: str
    case: str
    decided_at: datetime | None
    court_id: int | None
    office_id: int
    began_at: datetime | None
    ended_at: datetime | None
    sent_at: datetime
    complain_until: date | None
    language: str


def told(code: str, iin: str) -> Told | None:
    """What belongs to this code and this IIN together; None for anything else, whatever of it is wrong."""
    check, number = hash_of_code(code), hash_of_iin(iin)
    if not check or not number:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o_name, o_kind, o_case, o_decided, o_court, o_asker, o_from, o_until, o_sent, o_complain,"
            " o_language FROM covert_notice_told(%s, %s)",
            [check, number],
        )
        row = cursor.fetchone()
    return Told(*row) if row else None


def note_reading(code: str, at: datetime) -> None:
    """He has confirmed who he is and reads; noted once, however often he comes back."""
    check = hash_of_code(code)
    if check and not NoticeOpened.objects.filter(check_hash=check).exists():
        NoticeOpened.objects.create(check_hash=check, at=at)


def last_day(found: Told, at: datetime) -> date | None:
    """Until when he may complain: as the record has it, or from this very reading."""
    if found.complain_until is not None:
        return found.complain_until
    return complaint(at).last_day
