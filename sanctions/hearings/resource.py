"""Where the doors of the court's clerk find a hearing: time, place and people of it, and no paper of the case."""

from django.db.models import QuerySet

from cases.moving import Resource
from ecase.law.moves import Move
from ecase.people.models import Appointment
from sanctions.hearings.queries import requests_of_court
from sanctions.models import Sanction
from sanctions.moves import MOVES
from sanctions.resource import SANCTION

NAMES = ("appoint_hearing", "move_hearing", "tell_of_hearing", "sign_minutes", "note_copy")


def visible(by: Appointment) -> QuerySet[Sanction]:
    """The requests before the court of a clerk; nothing for anybody else, who has the request's own page."""
    if by.role != "court_clerk":
        return Sanction.objects.none()
    return requests_of_court(by).select_related(
        "case__office__court",
        "case__prosecutor__user",
        "participant",
        "matter__waits_for__user",
        "requested_by__user",
        "prosecutor__user",
        "decided_by__user",
        "detention__facility",
    )


def moves(sanction: Sanction) -> dict[str, Move]:
    return {name: move for name, move in MOVES[sanction.kind].items() if name in NAMES}


HEARING = Resource(
    name="hearing",
    argument="sanction_id",
    visible=visible,
    moves=moves,
    why_not=SANCTION.why_not,
    forms=SANCTION.forms,
    context=SANCTION.context,
    perform=SANCTION.perform,
    url=lambda sanction, by: f"/hearings/{sanction.pk}/",
    file=SANCTION.file,
)
