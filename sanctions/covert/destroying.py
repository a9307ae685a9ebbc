"""The end of results that are of no value: the prosecutor is told two months before and may object; an act (240(1)).

The rows stay: what was destroyed, when, by whom. The bytes of what the action had brought in are gone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, refuse_if, wait_for
from cases.models import Material
from ecase.documents import storage
from ecase.documents.actions import Signed
from ecase.law.clock import local
from ecase.law.covert_notice import destroy_from
from ecase.law.moments import day_shown
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from sanctions import rules
from sanctions.actions.sharing import COVERT, file_act, record, save, say_to
from sanctions.covert.actions import lock
from sanctions.covert.filing import RESULT
from sanctions.covert.queries import destruction_of
from sanctions.covert.sight import let_in
from sanctions.models import Destruction, Sanction

Fields = Mapping[str, Any]


@transaction.atomic
def tell_destruction(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Sanction:
    """The prosecutor learns what is to be destroyed, two months before the day."""
    act, sanction = lock(sanction_id, "tell_destruction", by, at, fields, signed)
    first = local(destroy_from(at)).date()
    if fields["planned_on"] < first:
        words = N_("The prosecutor is told two months before: not before %(day)s.")
        raise Refused(Refusal("destroy_early", words, {"day": day_shown(first)}, "CPC 240(1)", "planned_on"))
    file_act(act, sanction, signed, compartment=COVERT)
    row = Destruction.objects.create(
        sanction=sanction, what=str(fields["what"]).strip(), told_at=at, planned_on=fields["planned_on"], by=by
    )
    act.wrote(row)
    let_in(act.case.pk, [act.case.prosecutor])
    act.end_term(sanction.matter, "covert.destruction")
    act.start_term("covert.destruction", at, matter=sanction.matter)
    save(act, sanction, None)
    record(
        act, sanction, "covert.destruction_told", signed=signed, public={"planned_on": row.planned_on},
        private={"what": row.what},
    )  # fmt: skip
    say_to(sanction, "covert.destruction_told", to=[act.case.prosecutor], at=at)
    return sanction


@transaction.atomic
def object_to(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The prosecutor objects: nothing is destroyed, unless he is told anew."""
    act, sanction = lock(sanction_id, "object", by, at, fields)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    planned = _planned(sanction)
    planned.objected_at, planned.objected_by = at, by
    planned.objection = str(fields["reasons"]).strip()
    planned.save(update_fields=["objected_at", "objected_by", "objection"])
    act.wrote(planned)
    act.end_term(sanction.matter, "covert.destruction")
    save(act, sanction, None)
    record(act, sanction, "covert.destruction_objected", private={"reasons": planned.objection})
    say_to(sanction, "covert.destruction_objected", to=[sanction.case.investigator], at=at)
    return sanction


@transaction.atomic
def destroy(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Sanction:
    """What the action brought in is destroyed; the act names who took part and stays."""
    act, sanction = lock(sanction_id, "destroy", by, at, fields, signed)
    planned = _planned(sanction)
    if local(at).date() < planned.planned_on:
        words = N_("The day that was named to the prosecutor is %(day)s.")
        raise Refused(Refusal("destroy_early", words, {"day": day_shown(planned.planned_on)}, "CPC 240(1)"))
    material = file_act(act, sanction, signed, compartment=COVERT)
    planned.destroyed_at, planned.act = at, material
    planned.commission = str(fields["commission"]).strip()
    planned.save(update_fields=["destroyed_at", "act", "commission"])
    act.wrote(planned)
    act.meet_term(sanction.matter, "covert.destruction")
    gone = _forget(act, sanction)
    save(act, sanction, None)
    wait_for(sanction.matter, None)
    record(
        act, sanction, "covert.destroyed", signed=signed, public={"destroyed": gone},
        private={"what": planned.what, "commission": planned.commission},
    )  # fmt: skip
    say_to(sanction, "covert.destroyed", to=[act.case.prosecutor], at=at)
    return sanction


def _planned(sanction: Sanction) -> Destruction:
    found = destruction_of(sanction)
    assert found is not None, "the rule has asked for it"
    return found


def _forget(act: Act, sanction: Sanction) -> list[str]:
    """The bytes of the results go once the act stands; returns their digests. Acts of the proceedings stay."""
    rows = Material.objects.filter(matter=sanction.matter, kind=RESULT).select_related("document")
    kept = set(
        Material.objects.filter(matter=sanction.matter).exclude(kind=RESULT).values_list("document__sha256", flat=True)
    )
    gone = sorted({row.document.sha256 for row in rows} - kept)
    for sha256 in gone:
        transaction.on_commit(lambda digest=sha256: storage.discard(sanction.pk, digest))  # type: ignore[misc]
    return gone
