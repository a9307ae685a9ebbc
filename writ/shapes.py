"""A writ as its doors answer it. A party sees its own word, copy and fine, and nothing else of the case."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from rest_framework import serializers

from cases.models import Case, Deadline, Material
from cases.move_doors import moves_told
from cases.queries import terms
from cases.queries.scope import own_clients
from cases.shapes import MaterialShape, MoveShape, TermShape, material_told
from ecase.law.roles import Role
from ecase.law.writ_fine import METHODS
from ecase.people.models import Appointment
from ecase.web.says import as_dict, cited
from ecase.web.shapes import PersonShape, RefusalShape, Shape, person
from writ.actions.after import owed
from writ.actions.preparing import why_not_start
from writ.facts import Candidate, candidates, verdict_of
from writ.kinds import ANSWERS, APPEAL_OUTCOMES, ASKS, MEANS, OUTCOMES, PARTS, RECEIVERS, SERVED, SIDES, STATUS_TITLES
from writ.models import Accused, Appeal, Copy, Will, Writ
from writ.numbers import Numbers, Told
from writ.resource import WRIT
from writ.telling import candidate_told
from writ.track import Track, Whose, track


class ConditionShape(Shape):
    """One condition of CPC 629-1."""

    code = serializers.CharField()
    state = serializers.ChoiceField(choices=["met", "not_met", "unknown"])
    says = serializers.CharField()
    why = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True, help_text="what would change it")
    cite = serializers.CharField()
    charge = serializers.CharField(allow_blank=True)


class CandidateShape(Shape):
    """One suspect and whether a writ is possible for him."""

    participant = serializers.UUIDField()
    name = serializers.CharField()
    verdict = serializers.ChoiceField(choices=["eligible", "needs", "not_eligible"])
    verdict_title = serializers.CharField()
    charges = serializers.ListField(child=serializers.CharField())
    own = serializers.BooleanField(help_text="charged by name; false: the charge is that of the registration")
    conditions = ConditionShape(many=True)
    reminders = serializers.ListField(child=serializers.CharField())


class WillShape(Shape):
    """The word of one party."""

    id = serializers.UUIDField()
    participant = serializers.UUIDField(source="participant_id")
    name = serializers.CharField()
    part = serializers.CharField()
    part_title = serializers.CharField()
    asked_at = serializers.DateTimeField()
    reminded_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True, help_text="empty, consents, refuses, withdrawn")
    answer_title = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    means = serializers.CharField(allow_blank=True)
    means_title = serializers.CharField(allow_blank=True)


class OneFineShape(Shape):
    charge = serializers.UUIDField()
    cite = serializers.CharField()
    mci = serializers.IntegerField()
    index = serializers.IntegerField(help_text="tenge of one MCI on the day of the act")


class AccusedShape(Shape):
    """One accused: the facts of his person, then the penalty of the verdict."""

    id = serializers.UUIDField()
    participant = serializers.UUIDField()
    name = serializers.CharField()
    facts = serializers.DictField()
    fines = OneFineShape(many=True)
    method = serializers.CharField(allow_blank=True)
    method_title = serializers.CharField(allow_blank=True)
    total_mci = serializers.IntegerField(allow_null=True)
    credit_mci = serializers.IntegerField()
    amount = serializers.IntegerField(allow_null=True, help_text="tenge to be paid")
    owed = serializers.IntegerField(allow_null=True, help_text="tenge still to be paid")
    ban = serializers.CharField(allow_blank=True)
    ban_months = serializers.IntegerField(allow_null=True)
    pay_until = serializers.DateField(allow_null=True)


class CopyShape(Shape):
    """The verdict on its way to one addressee."""

    id = serializers.UUIDField()
    to_whom = serializers.CharField()
    to_whom_title = serializers.CharField()
    name = serializers.CharField()
    served_at = serializers.DateTimeField(allow_null=True)
    means = serializers.CharField(allow_blank=True)
    means_title = serializers.CharField(allow_blank=True)
    proof = serializers.CharField(allow_blank=True)


class WritAppealShape(Shape):
    id = serializers.UUIDField()
    side = serializers.CharField()
    side_title = serializers.CharField()
    name = serializers.CharField()
    asks = serializers.CharField()
    asks_title = serializers.CharField()
    text = serializers.CharField()
    filed_at = serializers.DateTimeField()
    outcome = serializers.CharField(allow_blank=True)
    outcome_title = serializers.CharField(allow_blank=True)


class TrackShape(Shape):
    """The days from the registration: the goal is ten, and whose time they were."""

    day = serializers.IntegerField()
    goal = serializers.IntegerField()
    last_day = serializers.DateField()
    over = serializers.BooleanField()
    used = serializers.DictField(child=serializers.IntegerField(), help_text="seconds by whose hands it was in")


class OneWritShape(Shape):
    """One writ."""

    id = serializers.UUIDField()
    case = serializers.CharField(help_text="number of the case")
    status = serializers.CharField()
    status_title = serializers.CharField()
    outcome = serializers.CharField(allow_blank=True)
    outcome_title = serializers.CharField(allow_blank=True)
    outcome_reasons = serializers.CharField(allow_blank=True)
    started_by = PersonShape(allow_null=True)
    started_at = serializers.DateTimeField()
    conditions_at = serializers.DateTimeField(allow_null=True)
    requested_by = PersonShape(allow_null=True)
    requested_at = serializers.DateTimeField(allow_null=True)
    head_at = serializers.DateTimeField(allow_null=True)
    prosecutor = PersonShape(allow_null=True)
    prosecutor_at = serializers.DateTimeField(allow_null=True)
    judge = PersonShape(allow_null=True)
    court_received_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    verdict = serializers.DictField(help_text="what the judge found and ordered besides the fines")
    objected_at = serializers.DateTimeField(allow_null=True)
    in_force_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    candidates = CandidateShape(many=True)
    wills = WillShape(many=True)
    accused = AccusedShape(many=True)
    copies = CopyShape(many=True)
    appeals = WritAppealShape(many=True)
    track = TrackShape(allow_null=True)
    deadlines = TermShape(many=True)
    moves = MoveShape(many=True)
    materials = MaterialShape(many=True)


class CaseWritShape(Shape):
    """Whether the case may go by writ, and the writs of it."""

    verdict = serializers.ChoiceField(choices=["eligible", "needs", "not_eligible"])
    candidates = CandidateShape(many=True)
    may_start = serializers.BooleanField()
    refusal = RefusalShape(allow_null=True)
    track = TrackShape()
    writs = OneWritShape(many=True)


def seen_candidates(found: list[Candidate], by: Appointment) -> list[Candidate]:
    """A defender sees the answer for his own client, a party without sight of the case none."""
    if by.role == Role.PARTICIPANT:
        return []
    if by.role != Role.LAWYER:
        return found
    clients = own_clients(by) or set()
    return [one for one in found if one.person.pk in clients]


def of_case(case: Case, by: Appointment, at: datetime) -> dict[str, Any]:
    """Checklist and writs of a case, as `CaseWritShape` takes them."""
    rows = list(WRIT.visible(by).filter(case=case).order_by("-started_at"))
    current = next((row for row in rows if row.outcome == ""), None)
    found = candidates(case, at, current)
    refusal = why_not_start(case, by, at)
    wills = list(Will.objects.filter(writ=current)) if current is not None else []
    return {
        "verdict": verdict_of(found).value,
        "candidates": [candidate_told(one) for one in seen_candidates(found, by)],
        "may_start": refusal is None,
        "refusal": as_dict(refusal) if refusal is not None else None,
        "track": track_told(track(case.registered_at, current, wills, at)),
        "writs": [told(row, by, at) for row in rows],
    }


def told(row: Writ, by: Appointment, at: datetime) -> dict[str, Any]:
    """One writ as far as `by` sees it."""
    own = by.role == Role.PARTICIPANT
    wills = list(Will.objects.visible_to(by).filter(writ=row).select_related("participant").order_by("matter__number"))
    copies = Copy.objects.visible_to(by).filter(writ=row).order_by("matter__number")
    plain = (
        "status", "outcome", "started_at", "conditions_at", "requested_at", "head_at", "prosecutor_at",
        "court_received_at", "decided_at", "objected_at", "in_force_at", "sent_at", "ended_at", "version",
    )  # fmt: skip
    mine = Deadline.objects.visible_to(by).filter(matter_id__in=[row.pk, *(one.pk for one in copies)])
    papers = Material.objects.visible_to(by).filter(matter_id=row.pk).order_by("first_sheet", "id")
    return {
        **{name: getattr(row, name) for name in plain},
        "id": row.pk,
        "case": row.case.number,
        "status_title": gettext(STATUS_TITLES[row.status]),
        "outcome_title": gettext(OUTCOMES[row.outcome]) if row.outcome else "",
        "outcome_reasons": "" if own else row.outcome_reasons,
        "started_by": None if own else person(row.started_by),
        "requested_by": None if own else person(row.requested_by),
        "prosecutor": None if own else person(row.prosecutor),
        "judge": person(row.judge),
        "verdict": {} if own else row.verdict,
        "candidates": [candidate_told(one) for one in seen_candidates(_candidates(row, by, at), by)],
        "wills": [will_told(one) for one in wills],
        "accused": [accused_told(one, by) for one in accused_rows(row, by)],
        "copies": [copy_told(one) for one in copies],
        "appeals": [] if own else [appeal_told(one) for one in appeals_of(row)],
        "track": None if own else track_told(track(row.case.registered_at, row, wills, at)),
        "deadlines": [] if own else terms.terms(list(mine), at),
        "moves": moves_told(WRIT, row, by, at),
        "materials": [
            material_told(one) for one in papers.select_related("document", "filed_by__user", "filed_by__office")
        ],
    }


def _candidates(row: Writ, by: Appointment, at: datetime) -> list[Candidate]:
    """The conditions are weighed until the verdict; afterwards the verdict speaks."""
    if by.role == Role.PARTICIPANT or row.decided_at is not None or row.ended_at is not None:
        return []
    return candidates(row.case, at, row)


def accused_rows(row: Writ, by: Appointment) -> QuerySet[Accused]:
    """The accused as far as `by` sees them: a defender his client, a party itself."""
    rows = Accused.objects.filter(writ=row).select_related("participant").order_by("id")
    if by.role == Role.PARTICIPANT:
        rows = rows.filter(participant__user=by.user_id)
    elif by.role == Role.LAWYER:
        rows = rows.filter(participant__in=own_clients(by) or ())
    return rows


def appeals_of(row: Writ) -> QuerySet[Appeal]:
    found = Appeal.objects.filter(writ=row).select_related("participant", "filed_by__user")
    return found.order_by("filed_at")


def will_told(one: Will) -> dict[str, Any]:
    return {
        "id": one.pk,
        "participant_id": one.participant_id,
        "name": one.participant.full_name,
        "part": one.part,
        "part_title": gettext(PARTS[one.part]),
        "asked_at": one.asked_at,
        "reminded_at": one.reminded_at,
        "answer": one.answer,
        "answer_title": gettext(ANSWERS[one.answer]),
        "answered_at": one.answered_at,
        "means": one.means,
        "means_title": gettext(MEANS[one.means]) if one.means else "",
    }


def accused_told(one: Accused, by: Appointment) -> dict[str, Any]:
    plain = ("method", "total_mci", "credit_mci", "amount", "ban", "ban_months", "pay_until")
    return {
        **{name: getattr(one, name) for name in plain},
        "id": one.pk,
        "participant": one.participant_id,
        "name": one.participant.full_name,
        "facts": {} if by.role == Role.PARTICIPANT else one.facts,
        "fines": [{**fine, "cite": cited(fine["cite"])} for fine in one.fines],
        "method_title": gettext(METHODS[one.method]) if one.method else "",
        "owed": owed(one) if one.amount is not None else None,
    }


def copy_told(one: Copy) -> dict[str, Any]:
    return {
        "id": one.pk,
        "to_whom": one.to_whom,
        "to_whom_title": gettext(RECEIVERS[one.to_whom]),
        "name": one.name,
        "served_at": one.served_at,
        "means": one.means,
        "means_title": gettext(SERVED[one.means]) if one.means else "",
        "proof": one.proof,
    }


def appeal_told(one: Appeal) -> dict[str, Any]:
    return {
        "id": one.pk,
        "side": one.side,
        "side_title": gettext(SIDES[one.side]),
        "name": one.participant.full_name if one.participant else one.filed_by.user.get_full_name(),
        "asks": one.asks,
        "asks_title": gettext(ASKS[one.asks]),
        "text": one.text,
        "filed_at": one.filed_at,
        "outcome": one.outcome,
        "outcome_title": gettext(APPEAL_OUTCOMES[one.outcome]) if one.outcome else "",
    }


def track_told(found: Track) -> dict[str, Any]:
    return {
        "day": found.day,
        "goal": found.goal,
        "last_day": found.last_day,
        "over": found.over,
        "used": {who.value: int(length.total_seconds()) for who, length in found.used().items()},
    }


class NumbersRowShape(Shape):
    title = serializers.CharField(allow_blank=True)
    writs = serializers.IntegerField()
    verdicts = serializers.IntegerField()
    median_days = serializers.FloatField(allow_null=True, help_text="from registration to verdict")
    p90_days = serializers.FloatField(allow_null=True)
    used_days = serializers.DictField(help_text="days of a verdict, on average, by whose hands it was in")
    objected = serializers.IntegerField()
    returned = serializers.IntegerField()
    cancelled = serializers.IntegerField()


class NumbersShape(Shape):
    """The writs of the last twelve months."""

    as_of = serializers.DateTimeField()
    since = serializers.DateTimeField()
    eligible = serializers.IntegerField(help_text="cases registered on charges a writ may be about")
    taken = serializers.IntegerField(help_text="of them with a writ")
    whole = NumbersRowShape()
    months = NumbersRowShape(many=True)
    regions = NumbersRowShape(many=True)


def numbers_told(found: Told, at: datetime) -> dict[str, Any]:
    def row(one: Numbers) -> dict[str, Any]:
        return {
            "title": str(one.title),
            "writs": one.writs,
            "verdicts": one.verdicts,
            "median_days": one.median,
            "p90_days": one.p90,
            "used_days": {who.value: one.share(who) for who in Whose},
            "objected": one.objected,
            "returned": one.returned,
            "cancelled": one.cancelled,
        }

    return {
        "as_of": at,
        "since": found.since,
        "eligible": found.eligible,
        "taken": found.taken,
        "whole": row(found.whole),
        "months": [row(one) for one in found.months],
        "regions": [row(one) for one in found.regions],
    }
