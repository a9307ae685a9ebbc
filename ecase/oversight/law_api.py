"""The law over the API, open to everybody: limits, kinds, qualifications, and the calculators."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import get_language, gettext
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from cases.queries.picker import LONGEST, Picked, as_picked, held_on, pick
from cases.views.picker import PickerForm
from ecase.law.charge_card import Card
from ecase.law.clock import local
from ecase.law.editions import Edition, Limit
from ecase.law.explain import lines
from ecase.law.kinds import Hearing, Kind
from ecase.law.kinds_all import KINDS
from ecase.law.limits import ANCHORS, LIMITS, SOURCES
from ecase.law.moves import Move
from ecase.law.roles import TITLES, Role
from ecase.law.steps import Step
from ecase.law.term import TermAnswer
from ecase.law.words import Refused
from ecase.oversight.calculators import ArrestForm, DetentionClockForm, detention_clock, may_arrest
from ecase.oversight.law_shapes import (
    ArrestShape,
    ClockShape,
    KindShape,
    LimitShape,
    QualificationShape,
    TermAnswerShape,
)
from ecase.oversight.term_calculator import TermForm, any_term
from ecase.web import now, problems
from ecase.web.api import ByIdDescending
from ecase.web.bodies import described, read
from ecase.web.doors import Door
from ecase.web.listing import page, whole
from ecase.web.says import as_dict, cited, say
from ecase.web.shapes import ProblemShape
from sanctions.moves import MOVES

WRONG = OpenApiResponse(ProblemShape, description="facts missing or contradicting each other, in words")
FOUND_AT_MOST = 100


DetentionClockBody = described(DetentionClockForm, "DetentionClockBody")
ArrestBody = described(ArrestForm, "ArrestBody")
TermBody = described(
    TermForm,
    "TermBody",
    weekend=serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="days of the week off, 0 Monday to 6 Sunday; without it Saturday and Sunday",
    ),
    holidays=serializers.ListField(
        child=serializers.DateField(), required=False, help_text="days off in place of those of the calendar"
    ),
)


class Public(Door):
    """A door for anybody."""

    permission_classes = [AllowAny]


class Limits(Public):
    """Every time limit, with its editions and articles."""

    @extend_schema(responses=LimitShape(many=True), auth=[])
    def get(self, request: Request) -> Response:
        return whole((limit_told(limit) for limit in LIMITS.values()), LimitShape)


class Kinds(Public):
    """The kinds of sanction: their route, their terms, their moves."""

    @extend_schema(responses=KindShape(many=True), auth=[])
    def get(self, request: Request) -> Response:
        return whole((kind_told(kind) for kind in KINDS.values()), KindShape)


class BySection(ByIdDescending):
    """In the order of the Code."""

    ordering = "id"


class Qualifications(Public):
    """The Criminal Code on a day: every part in force, or those `q` finds by number or words, best first."""

    pagination_class = BySection

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="188, 188/3, «ст. 188 ч. 3», «188-бап 3-бөлік», words of a title"),
            OpenApiParameter("on", date, description="the day of the act; today when empty"),
        ],
        responses={200: QualificationShape(many=True), 400: WRONG},
        auth=[],
    )
    def get(self, request: Request) -> Response:
        query = {name: value.replace("\0", "")[:LONGEST] for name, value in request.query_params.items()}
        asked = read(PickerForm, query)
        today = local(now()).date()
        day = asked["on"] or today
        if asked["q"]:
            found = pick(asked["q"], day, _language(), FOUND_AT_MOST, asked_on=today)
            return whole((qualification_told(one) for one in found), QualificationShape)
        return page(
            self,
            held_on(day),
            QualificationShape,
            lambda rows: [qualification_told(as_picked(row, day, _language(), today)) for row in rows],
            BySection,
        )


class Calculator(Public):
    """A door for anybody, so many times a minute."""

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "calculator"


class DetentionClock(Calculator):
    """When a detention ends, and every term on the way; with the other readings where the text has two."""

    @extend_schema(request=DetentionClockBody, responses={200: ClockShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(DetentionClockForm, request.data)
        try:
            clock, charge = detention_clock(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        plain = (
            *("clock_starts_at", "limit_hours", "minor", "protocol_due", "protocol_in_time", "prosecutor_notice_due"),
            *("interrogation_due", "petition_to_judge_due", "expires_at", "misd_to_prosecutor_due"),
            *("misd_to_court_due", "exception_holds"),
        )
        told = {
            **{name: getattr(clock, name) for name in plain},
            "offence_kind": facts["offence_kind"] or (charge.kind.value if charge else ""),
            "readings": [
                {
                    "code": reading.code,
                    "says": reading.says.text(gettext),
                    "limit_hours": reading.limit_hours,
                    "clock_starts_at": reading.clock_starts_at,
                    "expires_at": reading.expires_at,
                    "cites": [cited(cite) for cite in reading.cites],
                }
                for reading in clock.readings
            ],
            "warnings": steps_told(clock.warnings),
            "explanation": steps_told(lines(clock)),
            "cites": [cited(cite) for cite in clock.cites],
        }
        return Response(ClockShape(told).data)


class Arrest(Calculator):
    """Whether custody may be asked for."""

    @extend_schema(request=ArrestBody, responses={200: ArrestShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(ArrestForm, request.data)
        try:
            answer, _charge = may_arrest(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        told = {
            "verdict": answer.verdict.value,
            "grounds_147_1": answer.grounds_147_1,
            "may_be_sanctioned": answer.may_be_sanctioned,
            "bars": [as_dict(bar) for bar in answer.against],
            "room": [as_dict(bar) for bar in answer.room],
            "needs_reason": answer.needs_reason,
            "conflicts": steps_told(answer.conflicts),
            "because": steps_told(answer.because),
            "gravity_alone": answer.gravity_alone,
            "explanation": steps_told(lines(answer)),
            "cites": [cited(cite) for cite in answer.cites],
        }
        return Response(ArrestShape(told).data)


class Term(Calculator):
    """When any term of the law ends, who may make it longer, and until when to ask."""

    @extend_schema(request=TermBody, responses={200: TermAnswerShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(TermForm, _texts(request.data))
        try:
            answer = any_term(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        return Response(TermAnswerShape(term_told(answer)).data)


def _texts(body: object) -> object:
    """Days of the week may come as numbers; the form reads texts."""
    if not isinstance(body, Mapping):
        return body
    listed = {name: body[name] for name in ("weekend", "holidays") if isinstance(body.get(name), list)}
    return {
        **body,
        **{name: [str(one) if isinstance(one, int) else one for one in values] for name, values in listed.items()},
    }


# --- values into shapes ---------------------------------------------------------------------------


def steps_told(steps: Iterable[Step]) -> list[dict[str, str]]:
    return [{"says": step.text(gettext), "cite": cited(step.cite)} for step in steps]


def term_told(answer: TermAnswer) -> dict[str, Any]:
    counted, chosen = answer.counted, answer.chosen
    plain = ("rule", "last_day", "expires_at", "rolls", "rolled", "standing_still", "days_left")
    return {
        **{name: getattr(answer, name) for name in plain},
        **{name: getattr(counted, name) for name in ("starts_at", "amount", "unit", "edition", "confidence")},
        "title": say(LIMITS[answer.rule].title),
        "decided_by": say(chosen.decided_by) if chosen else "",
        "level": chosen.level if chosen else "",
        "submit_by": chosen.to_prosecutor_by if chosen else None,
        "to_prosecutor_by": chosen.to_prosecutor_by if chosen else None,
        "to_court_by": chosen.to_court_by if chosen else None,
        "ladder": [
            {
                **vars(rung),
                **{name: say(getattr(rung, name)) for name in ("asked_by", "agreed_with", "decided_by", "only_for")},
                "cite": cited(rung.cite),
            }
            for rung in answer.ladder
        ],
        "readings": [
            {
                "code": reading.code,
                "says": reading.says.text(gettext),
                "last_day": reading.last_day,
                "expires_at": reading.expires_at,
                "cites": [cited(cite) for cite in reading.cites],
            }
            for reading in answer.readings
        ],
        "explanation": steps_told(answer.explanation),
        "cites": [cited(cite) for cite in answer.cites],
    }


def limit_told(limit: Limit) -> dict[str, Any]:
    plain = ("key", "unit", "custody", "rolls", "pauses", "backwards")
    return {
        **{name: getattr(limit, name) for name in plain},
        "title": say(limit.title),
        "anchor": say(ANCHORS[limit.anchor]),
        "cite": cited(limit.editions[-1].cite),
        "editions": [edition_told(edition) for edition in limit.editions],
    }


def edition_told(edition: Edition) -> dict[str, Any]:
    source = SOURCES.get(edition.source)
    return {
        "code": edition.code,
        "since": edition.since,
        "until": edition.until,
        "amount": edition.amount,
        "amounts": [
            {"name": a.name, "value": a.value, "title": say(a.title), "cite": cited(a.cite)} for a in edition.amounts
        ],
        "cite": cited(edition.cite),
        "source": source.url if source else "",
        "confidence": edition.confidence,
        "note": say(edition.note),
    }


def kind_told(kind: Kind) -> dict[str, Any]:
    source = SOURCES.get(kind.source)
    decider = min(kind.deciders if kind.by_court else kind.prosecutors if kind.by_prosecutor else kind.asked_by)
    plain = ("code", "route", "decision_term", "grants", "confidence", "at_once", "urgent", "acted_first")
    return {
        **{name: getattr(kind, name) for name in plain},
        "group": kind.group.value,
        "asked_by": sorted(role.value for role in kind.asked_by),
        "head_agrees": kind.head_agrees,
        "hearing": kind.hearing is Hearing.ALWAYS,
        "hearing_when": kind.hearing.value,
        "grounds": [{"code": one.code, "title": say(one.title), "cite": cited(one.cite)} for one in kind.grounds],
        "note": say(kind.note) if kind.note else "",
        "title": say(kind.title),
        "cite": cited(kind.cite),
        "prosecutors": sorted(role.value for role in kind.prosecutors),
        "decider": decider.value,
        "decider_title": say(TITLES[decider]),
        "source": source.url if source else kind.source,
        "moves": [move_told(move) for move in MOVES[kind.code].values()],
    }


def move_told(move: Move) -> dict[str, Any]:
    return {
        "name": move.name,
        "title": say(move.title),
        "by": sorted(Role(role).value for role in move.by),
        "source": sorted(str(status) for status in move.source),
        "target": str(move.target),
        "needs": move.needs,
        "starts": move.starts,
        "stops": move.stops,
        "cite": cited(move.cite),
    }


def qualification_told(one: Picked) -> dict[str, Any]:
    plain = (
        *("kind", "gravity", "intent", "max_imprisonment_months", "life", "economic", "min_age", "valid_from"),
        *("valid_to", "successor", "confidence", "source"),
    )
    return {
        **{name: getattr(one.row, name) for name in plain},
        "code": one.code,
        "cite": cited(one.row.cite),
        "title": one.title,
        "card": card_told(one.card) if one.card else None,
        "refusal": as_dict(one.refusal) if one.refusal else None,
    }


def card_told(card: Card) -> dict[str, Any]:
    return {
        "form": card.investigation.form.value,
        "bodies": [body.value for body in card.investigation.bodies],
        "custody": card.custody.verdict.value,
        "writ": card.writ.verdict.value,
        "complaint": card.complaint,
        "lines": [
            {"code": line.code, "title": say(line.title), "mark": line.mark, "says": steps_told(line.steps)}
            for line in card.lines
        ],
    }


def _language() -> str:
    return (get_language() or "ru")[:2]


urlpatterns = [
    path("law/limits/", Limits.as_view()),
    path("law/kinds/", Kinds.as_view()),
    path("law/qualifications/", Qualifications.as_view()),
    path("law/detention-clock/", DetentionClock.as_view()),
    path("law/term/", Term.as_view()),
    path("law/arrest/", Arrest.as_view()),
]
