"""Who is let into the covert compartment of a case, and who of it may be told something."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cases.access import MAY_KNOW_COVERT, VIEW_COVERT, CaseGrant, permission_id
from cases.actions.grants import grant, sees
from ecase.people.models import Appointment


def let_in(case_id: UUID, who: Iterable[Appointment | None]) -> list[Appointment]:
    """Give the covert grant to each; returns them. Whoever does not see the case yet sees it from now on."""
    posts = [post for post in who if post is not None and post.role in MAY_KNOW_COVERT]
    strangers = [post for post in posts if not sees(case_id, post)]
    if strangers:
        grant(case_id, strangers, reason="court")
    if posts:
        grant(case_id, posts, reason="covert", right=VIEW_COVERT)
    return posts


def knowing(case_id: UUID, who: Iterable[Appointment | None], at: datetime) -> list[Appointment]:
    """Of `who` those who hold the covert grant: word goes to nobody else."""
    held = CaseGrant.objects.filter(content_object_id=case_id, permission_id=permission_id(VIEW_COVERT))
    ids = set(held.filter(Q(until__isnull=True) | Q(until__gt=at)).values_list("appointment_id", flat=True))
    return [post for post in who if post is not None and post.pk in ids]
