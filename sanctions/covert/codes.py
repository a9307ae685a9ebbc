"""The code of a letter, and the hashes by which the person's page finds his notice. Nothing is kept but the hashes.

The code is made from the notice and the key of the installation, so that the letter can be laid out again as it was.
"""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from cases.queries.report_codes import CODE_GROUP, CODE_GROUPS, CODE_LETTERS, grouped

LETTERS = CODE_GROUP * CODE_GROUPS


def code_of(notice_id: UUID) -> str:
    """The code printed in the letter of this notice, in groups."""
    number = int.from_bytes(hmac.new(_key(), b"code " + notice_id.bytes, hashlib.sha256).digest(), "big")
    letters = []
    for _place in range(LETTERS):
        number, rest = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[rest])
    return grouped("".join(letters))


def hash_of_code(code: str) -> str:
    """By what a notice is found; empty for what cannot be a code."""
    whole = grouped(code)
    return hmac.new(_key(), b"check " + whole.encode(), hashlib.sha256).hexdigest() if whole else ""


def hash_of_iin(iin: str) -> str:
    """A number of twelve digits is guessed in no time from a plain hash: it is keyed."""
    return hmac.new(_key(), b"iin " + iin.encode(), hashlib.sha256).hexdigest() if iin else ""


def _key() -> bytes:
    return hashlib.sha256(b"ecase covert notice " + bytes.fromhex(settings.ECASE_LEDGER_KEY)).digest()
