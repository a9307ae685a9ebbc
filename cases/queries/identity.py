"""Whether the person an act is about to bind was confirmed, or at least not left unanswered."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cases import rules
from cases.models import Participant
from ecase.law.words import Refusal


def why_not_bind(move: str, subject: Any, case_id: UUID, data: Mapping[str, Any]) -> Refusal | None:
    """The refusal where `move` binds somebody the civil registry was asked for and gave no answer about.

    The person is the subject's own, or the one the form of the move names.
    """
    if move not in rules.BIND_A_PERSON:
        return None
    person = getattr(subject, "participant", None) or _named(case_id, str(data.get("participant") or ""))
    if person is None:
        return None
    return rules.identity_settled(iin=person.iin, checked_at=person.identity_checked_at, source=person.identity_source)


def _named(case_id: UUID, text: str) -> Participant | None:
    try:
        return Participant.objects.filter(pk=UUID(text), case_id=case_id).first()
    except ValueError:
        return None
