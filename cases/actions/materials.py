"""Filing what somebody hands in."""

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_case, refuse_if
from cases.actions.scope import served
from cases.models import Compartment, Material
from cases.queries.conduct import why_not_conduct
from ecase.documents.actions import store_upload
from ecase.law.scope import Doing
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment


@transaction.atomic
def file_upload(
    *,
    case_id: UUID,
    by: Appointment,
    at: datetime,
    file: IO[bytes],
    name: str,
    title: str,
    kind: str = "upload",
    compartment: str = "investigation",
    episode: int | None = None,
) -> Material:
    """Put an uploaded document in the file, for the registered offence it serves.

    Raises Refused: not_the_investigator, scope_*, and those of the intake.
    """
    if compartment not in (Compartment.PARTIES, Compartment.INVESTIGATION):
        raise Refused(
            Refusal(
                "compartment", N_("Choose who sees the document: the parties or the investigation."), field="access"
            )
        )
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by))
    offence = served(case, episode, Doing.MATERIAL)
    document = store_upload(case_id=case.pk, file=file, name=name, by=by, at=at)
    act = Act(case, by=by, at=at)
    material = act.file(document, title=title.strip(), kind=kind, compartment=compartment, episode=offence)
    act.record(
        "material.filed",
        public={"sheets": f"{material.first_sheet}–{material.last_sheet}", "sha256": document.sha256},
        private={"title": material.title, "name": document.name},
        compartment=compartment,
    )
    return material
