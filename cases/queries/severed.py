"""Which documents go along with a severance where none are chosen by hand. Reading only."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cases.access import PROCEEDINGS
from cases.models import Case, Episode, Material


def severed(case: Case, episodes: Iterable[Episode], people: Iterable[object]) -> QuerySet[Material]:
    """What of the open file serves `episodes`: general papers, and those of `people`; nobody else's matter goes along.

    Closed and protected things have inventories of their own and are severed by their own acts.
    """
    theirs = Q(matter__isnull=True) | Q(matter__participant__isnull=True) | Q(matter__participant__in=list(people))
    rows = Material.objects.filter(theirs, case=case, episode__in=list(episodes), compartment__in=PROCEEDINGS)
    return rows.exclude(matter__kind__startswith="ruling.").order_by("first_sheet", "id")
