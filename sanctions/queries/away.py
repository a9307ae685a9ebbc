"""Who is away and who stands in for him at a moment. Reading only."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from ecase.people.models import Appointment
from sanctions.models import Substitution


def in_force(at: datetime) -> QuerySet[Substitution]:
    """Substitutions that hold at `at`, with whom they are about."""
    return Substitution.objects.filter(since__lte=at, until__gt=at, ended_at__isnull=True).select_related(
        "absent__user", "absent__office", "substitute__user", "made_by__user"
    )


def standing_in(by: Appointment, at: datetime) -> QuerySet[Substitution]:
    """For whom `by` decides now; a judge stands in for nobody: what waited for him is drawn anew."""
    return in_force(at).filter(substitute=by, absent__role=by.role).order_by("until")


def away(posts: Iterable[Appointment], at: datetime) -> set[int]:
    """Which of the posts are away at `at`, by their ids."""
    return set(in_force(at).filter(absent__in=list(posts)).values_list("absent_id", flat=True))
