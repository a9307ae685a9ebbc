"""Sealing what the decider had before him; and what happens when something withheld comes to light afterwards."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.actions import withholding
from cases.actions.act import Act
from cases.models import Defence, Material
from ecase.documents.actions import Signed
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from sanctions.actions.sharing import asker_of, outside, path_of, supporter_of
from sanctions.covert.sight import knowing
from sanctions.manifest import SEAL, SEALED, stamp_of, surfaced
from sanctions.models import Manifest, Sanction

FILE_CHANGED = Refusal(
    "stale_draft",
    N_(
        "The file of the case has changed since this act was drawn up: a paper was added, withheld or given back. Look"
        " at the file, then draw the act up anew."
    ),
)


def seal(act: Act, sanction: Sanction, move: str, signed: Signed) -> Manifest | None:
    """Write down what the signed act says lay before its author. Raises Refused(stale_draft) where the file is another.

    None for an act into which nothing is sealed.
    """
    if move not in SEALED:
        return None
    assert act.by is not None
    made = signed.draft.fields.get(SEAL)
    if not isinstance(made, dict) or made.get("stamp") != stamp_of(sanction, act.by, act.at):
        raise Refused(FILE_CHANGED)
    row = Manifest.objects.create(
        sanction=sanction,
        move=move,
        by=act.by,
        at=datetime.fromisoformat(made["at"]),
        total=made["total"],
        seen=made["seen"],
        opened=made["opened"],
        items=made["items"],
        withheld=made["withheld"],
        digest=made["digest"],
    )
    act.wrote(row)
    return row


@transaction.atomic
def lift(*, material_id: UUID, by: Appointment, at: datetime, reason: str) -> Material:
    """Lift the withholding; every decision that was made without the material is flagged to both sides, once.

    Raises what `cases.actions.withholding.lift` raises.
    """
    material = withholding.lift(material_id=material_id, by=by, at=at, reason=reason)
    flag(material, by=by, at=at)
    return material


def flag(material: Material, *, by: Appointment, at: datetime) -> list[Manifest]:
    """Mark the decisions that were made while `material` lay in the file unseen, and tell both sides of each."""
    rows = Manifest.objects.select_related("by", "sanction__case", "sanction__matter", "sanction__participant")
    rows = rows.filter(sanction__case_id=material.case_id, surfaced_at__isnull=True).order_by("at")
    marked = [row for row in rows if material.pk in {found.pk for found in surfaced(row)}]
    for row in marked:
        sanction = row.sanction
        act = Act(sanction.case, by=by, at=at)
        if sanction.covert:
            act.seal(sanction.matter)
        row.surfaced_at = at
        row.save(update_fields=["surfaced_at"])
        act.wrote(row)
        act.record(
            "sanction.surfaced",
            public={"sanction": str(sanction.pk), "kind": sanction.kind, "sheets": material.sheets},
            private={"title": material.title, "material": str(material.pk)},
            compartment=outside(sanction),
        )
        told = both_sides(sanction, row)
        tell(
            to=knowing(sanction.case_id, told, at) if sanction.covert else told,
            kind="sanction.surfaced",
            key=f"sanction.surfaced:{row.pk}",
            at=at,
            params={"number": sanction.case.number, "kind": sanction.rule.title},
            path=path_of(sanction),
            must_acknowledge=True,
        )
    return marked


def both_sides(sanction: Sanction, row: Manifest) -> list[Appointment]:
    """Who asked, who supervises, who decided without it, and the defenders where the request is open to them."""
    people = [asker_of(sanction), supporter_of(sanction), row.by]
    if not sanction.covert:  # of a covert action nobody hears who is not in it
        people.append(sanction.case.prosecutor)
    if sanction.participant_id is not None and sanction.matter.compartment == "parties":
        entered = Defence.objects.filter(participant=sanction.participant_id, until__isnull=True)
        people += [defence.lawyer for defence in entered.select_related("lawyer")]
    return [who for who in people if who is not None]
