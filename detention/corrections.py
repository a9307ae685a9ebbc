"""Which entries of a detention may be corrected. All of them move its clock, so all need the prosecutor."""

from collections.abc import Iterable

from django.db import models

from cases.actions.act import Act
from cases.corrections import Correctable, Table
from detention.models import Detention
from ecase.law.clock import shown
from ecase.law.words import N_

FIELDS = (
    Correctable("detention", "held_at", N_("Time of the actual detention"), "moment", "prosecutor"),
    Correctable("detention", "delivered_at", N_("Time when delivery began"), "moment", "prosecutor"),
    Correctable("detention", "birth_date", N_("Birth date of the person held"), "date", "prosecutor"),
    Correctable("detention", "place", N_("Place of the detention"), "text", "prosecutor"),
)


def _clocks_anew(act: Act, detention: Detention, field: str) -> Iterable[models.Model]:
    """The terms that hang on the corrected moment run from the right one; those that are over stay as they are."""
    if field == "place":
        return
    matter = detention.matter
    act.replace_term(matter, "detention.expiry", amount=detention.amount, starts_at=detention.restraint_at)
    act.replace_term(matter, "detention.protocol", starts_at=detention.restraint_at)
    for counted_back in ("detention.petition_to_ij", "misd_detained.to_prosecutor", "misd_detained.to_court"):
        act.replace_term(matter, counted_back, starts_at=detention.expires_at)
    detention.version += 1
    detention.save(update_fields=["version"])
    yield detention


TABLES = {
    "detention": Table(
        lambda case: Detention.objects.filter(case=case).select_related("participant", "matter").order_by("held_at"),
        lambda row: f"{row.participant.full_name}, {shown(row.held_at)}",
        _clocks_anew,
    ),
}
