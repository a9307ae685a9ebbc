"""Where the doors find everything about a detention."""

from django.db.models import QuerySet

from cases import corrections
from cases.moving import Resource
from detention import custody, rules
from detention.actions import PERFORM
from detention.acts import context
from detention.corrections import FIELDS, TABLES
from detention.forms import form_of
from detention.models import Detention
from detention.moves import MOVES
from ecase.law.roles import Role
from ecase.people.models import Appointment


def visible(by: Appointment) -> QuerySet[Detention]:
    """The detentions `by` may know of, with what every door shows of them."""
    rows = Detention.objects.visible_to(by).select_related(
        "case__investigator__user",
        "case__prosecutor__user",
        "participant",
        "facility",
        "matter",
        "released_by__user",
        "released_by__office",
        "exception_confirmed_by__user",
    )
    found: QuerySet[Detention] = rows.with_custody_end()
    return found


def url(detention: Detention, by: Appointment) -> str:
    """The page of the detention; the facility has its own, for the case is not its business."""
    if by.role == Role.CUSTODY_HEAD:
        return f"/custody/{detention.pk}/"
    return f"/cases/{detention.case.number}/detentions/{detention.pk}/"


DETENTION = Resource(
    name="detention",
    argument="detention_id",
    visible=visible,
    moves=lambda detention: MOVES,
    why_not=rules.why_not,
    forms=form_of,
    context=context,
    perform={**PERFORM, **custody.PERFORM},
    url=url,
)

corrections.register(TABLES, FIELDS)
