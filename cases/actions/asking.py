"""What was asked about people before there is any case: an entry of its own at the moment of asking.

A registration or a report that is being written is no part of any record and may be thrown away. That somebody's data
were asked for, or that a colleague's case was told of, may not: each asking has a stream of its own in the ledger,
which no page reads and whoever checks the ledger finds. Once the case or the report stands, its own entry says it too.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ecase.ledger.actions import append, open_stream
from ecase.people.models import Appointment

STREAM = "asked"


@transaction.atomic
def note_look_up(*, by: Appointment, at: datetime, asked: Mapping[str, object]) -> None:
    """The civil registry was asked for somebody; `asked` as `cases.identity.trace_of` tells it."""
    _note("person.looked_up", by, at, asked)


@transaction.atomic
def note_comparison(*, by: Appointment, at: datetime, compared: Mapping[str, object]) -> None:
    """`by` was told which cases of his office, not open to him, resemble what he writes; `compared`: by what."""
    _note("cases.compared", by, at, compared)


def _note(kind: str, by: Appointment, at: datetime, private: Mapping[str, object]) -> None:
    stream = open_stream(kind=STREAM)
    append(stream=stream, kind=kind, by=by, at=at, public={}, private=private, compartment="investigation")
