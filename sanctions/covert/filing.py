"""What an action has given enters its own compartment, under its own sheets: never the file of the case."""

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from cases.actions.act import refuse_if
from cases.models import Material
from ecase.documents.actions import store_upload
from ecase.law.covert import ITEMS
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.actions.sharing import COVERT, locked, record
from sanctions.kinds import OPEN, Status
from sanctions.models import Sanction

RESULT, SUPPORT = "covert_result", "upload"
LOCKED = Refusal("no_more_papers", N_("Nothing more is filed: the request was withdrawn."), cite="CPC 240")


def why_not_file(sanction: Sanction, by: Appointment) -> Refusal | None:
    """Only whoever conducts the case files; a request that was withdrawn takes nothing more."""
    if sanction.case.investigator_id != by.pk:
        return rules.NOT_THE_INVESTIGATOR
    return LOCKED if sanction.status == Status.WITHDRAWN else None


@transaction.atomic
def file_paper(*, sanction_id: UUID, by: Appointment, at: datetime, file: IO[bytes], name: str, title: str) -> Material:
    """A material in support of the request, or once it is decided a result.

    Raises NotVisible; Refused: not_the_investigator, no_more_papers, and those of the intake.
    """
    act, sanction = locked(sanction_id, by, at)
    refuse_if(why_not_file(sanction, by))
    document = store_upload(case_id=sanction.pk, file=file, name=name, by=by, at=at)
    result = sanction.status not in OPEN and sanction.kind in ITEMS
    kind = RESULT if result else SUPPORT
    material = act.file(document, title=title.strip(), matter=sanction.matter, kind=kind, compartment=COVERT)
    record(
        act,
        sanction,
        "covert.filed",
        public={"sheets": f"{material.first_sheet}–{material.last_sheet}", "sha256": document.sha256},
        private={"title": material.title, "name": document.name},
    )
    return material
