"""Requests that have not reached a reader yet, though he sees their case: what is being written is its author's alone.

A prosecutor knows of a request from the moment it is sent, of a covert one from the judge's decision; a judge from the
moment it arrives at the court. The investigation knows of its own from the first line; for the parties there are
compartments.
"""

from django.db.models import Q, QuerySet

from cases.access import keep_back
from ecase.law.kinds_all import KINDS
from ecase.law.roles import PROSECUTION, Role
from ecase.people.models import Appointment
from sanctions.kinds import Status
from sanctions.models import Sanction

COVERT = [kind.code for kind in KINDS.values() if kind.compartment == "covert"]
JUDGES = frozenset({Role.INVESTIGATING_JUDGE, Role.TRIAL_JUDGE, Role.APPEAL_JUDGE})


def unsent(by: Appointment) -> QuerySet[Sanction] | None:
    """What `by` does not know of yet; None where his role knows of everything its compartments show."""
    if by.role in PROSECUTION:
        written = Q(submitted_at__isnull=True) & ~Q(requested_by__role__in=PROSECUTION)
        return Sanction.objects.filter(written | Q(kind__in=COVERT, decided_at__isnull=True))
    if by.role in JUDGES:
        away = Sanction.objects.filter(court_received_at__isnull=True, decided_at__isnull=True)
        return away.exclude(status=Status.REFUSED_BY_PROSECUTOR).exclude(requested_by=by)
    return None


keep_back(unsent)
