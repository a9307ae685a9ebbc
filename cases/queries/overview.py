"""What the first page of a case is told from beside the case itself, in one statement. Reading only."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.models import Case, CaseMember, Material, Matter, Participant, RegisterCard, Report, Ruling
from cases.queries import scope
from cases.queries.offences import as_charged, as_registered, charge_rows, episode_rows
from cases.queries.suspects import SUSPICION
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.rulings import Status
from ecase.law.scope import Kind, differences
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.together import together

# By which ruling a case came to where it stands.
STAGES = {
    Case.Stage.INTERRUPTED: "interruption",
    Case.Stage.TERMINATED: "termination",
    Case.Stage.JOINED: "joinder",
}
# Who is told on the first page how far the charge has gone from what was registered (121(1)): those who answer for it.
SEES_SCOPE = PROSECUTION | {Role.HEAD_OF_INVESTIGATION, Role.INVESTIGATING_JUDGE, Role.TRIAL_JUDGE}
PEOPLE = 12
# A matter of an officer who left: the move that gives the case to another.
HANDED = {"handover": "assign", "handover.prosecutor": "name_prosecutor"}
# A ruling that makes a participant a suspect, in force or before the prosecutor.
_SUSPECTED = Ruling.objects.filter(
    participant=OuterRef("pk"),
    kind__in=SUSPICION,
    status__in=(Status.BEFORE_DECIDER, Status.RETURNED, Status.IN_FORCE),
    ended_at__isnull=True,
)


def beside(case: Case, by: Appointment, entries: list[Entry]) -> dict[str, list[Any]]:
    """By name: the acts and authors of `entries`, people, defences, group, related cases, where the case comes from,
    the ruling behind its stage, an empty post in it, what waits for the reader, what its scope is told from."""
    hashes = {entry.facts.get("sha256") for entry in entries} - {None}
    authors = {entry.appointment_id for entry in entries} - {None}
    mine = Matter.objects.visible_to(by).open_part().filter(case=case, closed_at__isnull=True, waits_for=by)
    asked: dict[str, QuerySet[Any]] = {
        "acts": Material.objects.visible_to(by)
        .filter(case=case, document__sha256__in=hashes)
        .select_related("document"),
        "authors": Appointment.objects.select_related("user").filter(pk__in=authors),
        "people": Participant.objects.visible_to(by)
        .filter(case=case)
        .annotate(suspected=Exists(_SUSPECTED))
        .order_by("since", "id")[:PEOPLE],
        "defences": scope.defences(case, by),
        "group": CaseMember.objects.visible_to(by)
        .filter(case=case, until__isnull=True)
        .select_related("appointment__user")
        .order_by("since", "id"),
        "related": Case.objects.visible_to(by)
        .filter(Q(source_case=case) | Q(joined_to=case) | Q(pk__in=[case.source_case_id, case.joined_to_id]))
        .order_by("number"),
        "report": Report.objects.filter(pk=case.report_id)
        .annotate(seen=Exists(Report.objects.visible_to(by).filter(pk=OuterRef("pk"))))
        .select_related("book_office"),
        "card": RegisterCard.objects.visible_to(by).filter(case=case),
        "stage": _behind_the_stage(case, by),
        "empty": Matter.objects.visible_to(by)
        .filter(case=case, kind__in=HANDED, closed_at__isnull=True)
        .order_by("opened_at")[:1],
        "waiting": mine.order_by(F("next_due").asc(nulls_last=True), "opened_at")[:1],
    }
    if by.role in SEES_SCOPE:
        asked |= {"episodes": episode_rows(case), "charges": charge_rows(case)}
    return together(asked)


def who_left(case: Case, by: Appointment, kind: str) -> Appointment | None:
    """Who held the post that the matter `kind` asks a successor for, as the case's own log says."""
    of_his = INVESTIGATION if kind == "handover" else PROSECUTION
    for entry in scope.log(case, by).filter(kind="case.handover").order_by("-seq")[:5]:
        if entry.facts.get("role") in of_his:
            return Appointment.objects.select_related("user").filter(pk=entry.facts.get("left")).first()
    return None


def _behind_the_stage(case: Case, by: Appointment) -> QuerySet[Ruling]:
    kind = STAGES.get(Case.Stage(case.stage))
    if kind is None:
        return Ruling.objects.none()
    rows = Ruling.objects.visible_to(by).filter(case=case, kind=kind, status=Status.IN_FORCE, ended_at__isnull=True)
    return rows.select_related("drawn_by__user", "decided_by__user").order_by("-effective_at")[:1]


def departures(found: dict[str, list[Any]]) -> tuple[int, int] | None:
    """How many charges differ from what was registered, and how many lie outside it; None for whoever is not told."""
    if "episodes" not in found:
        return None
    charges = found["charges"]
    told = differences(as_registered(found["episodes"], charges), as_charged(charges))
    return sum(one.kind is not Kind.SAME for one in told), sum(one.may_be_terminated for one in told)
