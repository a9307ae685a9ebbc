"""What of a case is in the reader's scope: people and their data, the log, what is withheld. Reading only."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from cases.access import COMPARTMENTS, MAY_KNOW_COVERT, VIEW_DETAINED, VIEW_OWN, grants
from cases.models import Case, Defence, Material, Matter, Participant, Report
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.says import cited

# Those who conduct, supervise and decide; the others see personal data only of their own.
SEES_PERSONAL_DATA = frozenset(INVESTIGATION | PROSECUTION | {Role.INVESTIGATING_JUDGE})


def defended(by: Appointment) -> QuerySet[Defence]:
    """The defences `by` conducts now, for a part of a larger query."""
    return Defence.objects.filter(lawyer=by, until__isnull=True)


def own_clients(by: Appointment) -> set[UUID]:
    """The participants whom `by` defends now; empty for everybody but a lawyer."""
    if by.role != Role.LAWYER:
        return set()
    return set(defended(by).values_list("participant_id", flat=True))


def opens(participant: Participant, by: Appointment, clients: set[UUID]) -> bool:
    """Whether `by` sees the personal data of `participant` (70(2), 199(4))."""
    if by.role in SEES_PERSONAL_DATA:
        return True
    if by.role == Role.CUSTODY_HEAD:
        return True  # the row policy and `visible_to` show him the held person alone
    return participant.pk in clients


def participants(case: Case, by: Appointment) -> QuerySet[Participant]:
    """The people of the case, in Kazakh alphabetical order."""
    return Participant.objects.visible_to(by).filter(case=case).order_by("sort_key", "id")


def defences(case: Case, by: Appointment) -> QuerySet[Defence]:
    """Who defends whom now."""
    found = Defence.objects.visible_to(by).filter(case=case, until__isnull=True)
    return found.select_related("lawyer__user", "lawyer__office").order_by("id")


def warrant_of(defence: Defence, by: Appointment) -> str:
    """The notice of defence; between lawyers each sees only his own."""
    return defence.warrant if by.role != Role.LAWYER or defence.lawyer_id == by.pk else ""


def drafts_seen(by: Appointment) -> Q:
    """Of drafts those made for `by`, while he sees the case or the report they belong to."""
    seen = Q(case_id__in=grants(by).values("content_object_id"))
    seen |= Q(case_id__in=grants(by, VIEW_DETAINED).values("content_object_id"))
    seen |= Q(case_id__in=grants(by, VIEW_OWN).values("content_object_id"))
    seen |= Q(case_id__in=Report.objects.visible_to(by).values("pk"))
    if by.role in MAY_KNOW_COVERT:  # what is drawn up on a covert matter bears its id
        seen |= Q(case_id__in=Matter.objects.visible_to(by).filter(compartment="covert").values("pk"))
    return seen & Q(prepared_for=by)


def log(case: Case, by: Appointment) -> QuerySet[Entry]:
    """The entries of the case's stream in the reader's compartments, newest first.

    A defender is told nothing of what concerns the others who are suspected beside his client, a prosecutor or judge
    nothing of a request that has not reached him yet (`cases.access.keep_back`).
    """
    seen = COMPARTMENTS.get(by.role, frozenset())
    rows = Entry.objects.filter(stream__case_id=case.pk, stream__kind="case", compartment__in=seen).order_by("-seq")
    if by.role not in INVESTIGATION | {Role.CUSTODY_HEAD}:
        mine = Matter.objects.visible_to(by).filter(case=case)
        for pk in Matter.objects.filter(case=case).exclude(pk__in=mine.values("pk")).values_list("pk", flat=True):
            rows = rows.exclude(public__contains=str(pk))
    return rows


def materials(case: Case, by: Appointment) -> QuerySet[Material]:
    """The file as the reader may open it, in the order of its sheets."""
    return (
        Material.objects.visible_to(by)
        .open_part()
        .filter(case=case)
        .select_related("document", "filed_by__user", "filed_by__office")
        .order_by("first_sheet", "id")
    )


@dataclass(frozen=True)
class Withheld:
    """A kind of thing that is kept from this reader by law, in general words: never how much of it there is."""

    what: str
    cite: str


_DEFENCE = (
    (N_("Materials of the investigation that are not yet open to the defence: until it is over."), "CPC 70(2)(5)"),
    (N_("Personal data of other people in the case."), "CPC 70(2)"),
    (N_("Data of covert investigative actions."), "CPC 70(2)"),
)
_EVERYBODY = ((N_("Who stands behind a pseudonym, where a person is protected."), "CPC 97, 98"),)


def withheld(by: Appointment) -> list[Withheld]:
    """What the law keeps from this reader in any case, whether this case holds such things or not."""
    rows = _EVERYBODY if by.role in SEES_PERSONAL_DATA else (*_DEFENCE, *_EVERYBODY)
    return [Withheld(gettext(says), cited(cite)) for says, cite in rows]
