"""Keeping a material of the file from the court and the defence, and lifting that: each an act with its reason.

The prosecutor who supervises sees everything and is told. What a lifting means for decisions that were made without
the material is the matter of the app above, whose door this act is reached through.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, NotVisible, lock_case, refuse_if
from cases.models import Case, Compartment, Material
from cases.queries.conduct import why_not_conduct
from ecase.law.roles import Role
from ecase.law.withheld import WITHHOLDINGS
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment

REASON_AT_LEAST = 30
ENTRY, LIFTED = "material.withheld", "material.withholding_lifted"
TOO_SHORT = Refusal(
    "reasons_too_short", N_("Write the reasons, at least %(least)s characters."), {"least": REASON_AT_LEAST},
    "CPC 198", field="reason",
)  # fmt: skip


@transaction.atomic
def withhold(*, material_id: UUID, by: Appointment, at: datetime, ground: str, reason: str) -> Material:
    """Keep the material from the court and the defence from now on.

    Raises Refused: not_the_investigator, no_such_ground, reasons_too_short, withheld_already, open_to_parties; and
    NotVisible.
    """
    case, material = _locked(material_id)
    refuse_if(why_not_withhold(case, material, by))
    named = WITHHOLDINGS.get(ground)
    if named is None:
        raise Refused(Refusal("no_such_ground", N_("Choose the ground from the list."), field="ground"))
    if len(reason.strip()) < REASON_AT_LEAST:
        raise Refused(TOO_SHORT)
    material.withheld_at, material.withheld_by = at, by
    material.withheld_cite, material.withheld_reason = named.cite, reason.strip()
    return _write(case, material, ENTRY, by=by, at=at, cite=named.cite, reason=reason)


@transaction.atomic
def lift(*, material_id: UUID, by: Appointment, at: datetime, reason: str) -> Material:
    """The court and the defence see it again as its compartment says.

    Raises Refused: not_withheld, not_the_investigator, reasons_too_short; and NotVisible.
    """
    case, material = _locked(material_id)
    refuse_if(why_not_lift(case, material, by))
    if len(reason.strip()) < REASON_AT_LEAST:
        raise Refused(TOO_SHORT)
    cite = material.withheld_cite
    material.withheld_at, material.withheld_by = None, None
    material.withheld_cite, material.withheld_reason = "", ""
    return _write(case, material, LIFTED, by=by, at=at, cite=cite, reason=reason)


def why_not_withhold(case: Case, material: Material, by: Appointment) -> Refusal | None:
    """Why `by` may not keep this material from anybody; None when he may."""
    refusal = why_not_conduct(case, by, alone=True)
    if refusal is not None:
        return refusal
    if material.withheld_at is not None:
        return Refusal("withheld_already", N_("This material is withheld already."), cite=material.withheld_cite)
    if material.compartment != Compartment.INVESTIGATION:
        return Refusal(
            "open_to_parties",
            N_("This material is open to the parties: what they have seen is not taken back from them."),
            cite="CPC 70(2)",
        )
    return None


def why_not_lift(case: Case, material: Material, by: Appointment) -> Refusal | None:
    """Why `by` may not lift it: the investigator may, and the prosecutor who supervises him."""
    if material.withheld_at is None:
        return Refusal("not_withheld", N_("This material is not withheld."))
    supervises = case.prosecutor_id == by.pk or (
        by.role == Role.HEAD_OF_PROSECUTION and case.office.supervised_by_id == by.office_id
    )
    return None if supervises else why_not_conduct(case, by, alone=True)


def _locked(material_id: UUID) -> tuple[Case, Material]:
    found = Material.objects.filter(pk=material_id).exclude(compartment=Compartment.COVERT)
    case_id = found.values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotVisible(material_id)
    case = lock_case(case_id)
    return case, found.select_for_update(of=("self",)).get()


def _write(
    case: Case, material: Material, entry: str, *, by: Appointment, at: datetime, cite: str, reason: str
) -> Material:
    act = Act(case, by=by, at=at)
    material.save(update_fields=["withheld_at", "withheld_by", "withheld_cite", "withheld_reason"])
    act.wrote(material)
    act.record(
        entry,
        public={"cite": cite, "sheets": material.sheets},
        private={"title": material.title, "reason": reason.strip(), "material": str(material.pk)},
    )
    to = [who for who in (case.prosecutor, case.investigator) if who is not None and who.pk != by.pk]
    tell(
        to=to,
        kind=entry,
        key=f"{entry}:{material.pk}:{at.isoformat()}",
        at=at,
        params={"number": case.number, "title": material.title},
        path=f"/cases/{case.number}/file/{material.pk}/",
    )
    return material
