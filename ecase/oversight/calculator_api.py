"""The calculators over the API, open to everybody and throttled: detention, any term, custody, bail, writ."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from ecase.law import bail as bail_law
from ecase.law.arrest import ArrestAnswer
from ecase.law.bail import Floor
from ecase.law.custody import extension
from ecase.law.explain import lines
from ecase.law.ladder import LADDER, Beside, Post, Rise
from ecase.law.limits import LIMITS
from ecase.law.measures import Weighed
from ecase.law.roles import TITLES
from ecase.law.steps import Step
from ecase.law.term import TermAnswer
from ecase.law.words import Refused
from ecase.oversight.arrest_calculator import (
    ArrestForm,
    BailForm,
    CustodyAnswer,
    CustodyForm,
    bail,
    may_arrest,
    running_custody,
)
from ecase.oversight.calculator_shapes import (
    ArrestShape,
    BailShape,
    ClockShape,
    CustodyShape,
    TermAnswerShape,
    WritShape,
)
from ecase.oversight.calculators import DetentionClockForm, detention_clock
from ecase.oversight.term_calculator import TermForm, any_term
from ecase.oversight.writ_calculator import WritForm, may_writ
from ecase.web import problems
from ecase.web.bodies import described, read
from ecase.web.doors import Door
from ecase.web.says import as_dict, cited, say
from ecase.web.shapes import ProblemShape
from writ.telling import condition_told

WRONG = OpenApiResponse(ProblemShape, description="facts missing or contradicting each other, in words")
DetentionClockBody = described(DetentionClockForm, "DetentionClockBody")
ArrestBody = described(ArrestForm, "ArrestBody")
BailBody = described(BailForm, "BailBody")
CustodyBody = described(CustodyForm, "CustodyBody")
WritBody = described(
    WritForm,
    "WritBody",
    qualifications=serializers.ListField(child=serializers.CharField(max_length=40), help_text='like "188/1"'),
)
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


class Calculator(Door):
    """A door for anybody, so many times a minute."""

    permission_classes = [AllowAny]
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
    """Whether custody may be asked for; house arrest, the milder measures and bail beside it."""

    @extend_schema(request=ArrestBody, responses={200: ArrestShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(ArrestForm, request.data)
        try:
            answers = may_arrest(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        answer = answers.custody
        told = {
            **measure_told(answer),
            "grounds_147_1": answer.grounds_147_1,
            "conflicts": steps_told(answer.conflicts),
            "gravity_alone": answer.gravity_alone,
            "explanation": steps_told(lines(answer)),
            "house_arrest": measure_told(answers.house),
            "measures": [weighed_told(one) for one in answers.measures],
            "bail": {"setting": answers.setting.value, "floor": floor_told(answers.floor)},
        }
        return Response(ArrestShape(told).data)


class Bail(Calculator):
    """How much bail at least and at most, in tenge of the day, and whether it is open at all."""

    @extend_schema(request=BailBody, responses={200: BailShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(BailForm, request.data)
        try:
            answer = bail(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        told = {
            "open": answer.refusal is None,
            "refusal": as_dict(answer.refusal) if answer.refusal else None,
            "room": as_dict(answer.room) if answer.room else None,
            "setting": answer.setting.value,
            "floor": floor_told(answer.floor),
            "explanation": steps_told(answer.floor.explanation) if answer.floor else [],
            "cites": [cited(cite) for cite in dict.fromkeys((bail_law.CITE, "CPC 148(8),(9)", answer.charge.cite))],
        }
        return Response(BailShape(told).data)


class Custody(Calculator):
    """What a running custody may still get: the step, who asks, who agrees, the latest days, how late a petition is."""

    @extend_schema(request=CustodyBody, responses={200: CustodyShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(CustodyForm, request.data)
        try:
            answer = running_custody(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        return Response(CustodyShape(custody_told(answer)).data)


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


def measure_told(answer: ArrestAnswer) -> dict[str, Any]:
    return {
        "verdict": answer.verdict.value,
        "may_be_sanctioned": answer.may_be_sanctioned,
        "bars": [as_dict(bar) for bar in answer.against],
        "room": [as_dict(bar) for bar in answer.room],
        "needs_reason": answer.needs_reason,
        "because": steps_told(answer.because),
        "cites": [cited(cite) for cite in answer.cites],
    }


def weighed_told(one: Weighed) -> dict[str, Any]:
    return {
        "code": one.code,
        "number": one.measure.number,
        "title": say(one.measure.title),
        "cite": cited(one.measure.cite),
        "by_court": one.measure.by_court,
        "open": one.open,
        "needs_reason": one.needs_reason,
        "bars": [as_dict(bar) for bar in one.bars],
        "room": [as_dict(bar) for bar in one.room],
        "conditions": steps_told(one.conditions),
    }


def floor_told(floor: Floor | None) -> dict[str, Any] | None:
    if floor is None:
        return None
    plain = ("mci", "least_mci", "most_mci", "lowest_mci", "least", "most", "lowest", "listed", "confidence")
    return {**{name: getattr(floor, name) for name in plain}, "cite": cited(floor.cite)}


def custody_told(answer: CustodyAnswer) -> dict[str, Any]:
    asked, running = answer.asked, answer.running
    plain = (*("until", "to_prosecutor_by", "to_court_by", "late_to_prosecutor", "late_to_court", "late"),)
    step = asked.step
    return {
        **{name: getattr(asked, name) for name in plain},
        "asked": answer.code,
        "open": not asked.bars,
        "step": step.number if isinstance(step, Rise) else None,
        "months": step.months if step else None,
        "asked_by": asked_by(step),
        "agreed_with": say(step.agreed_with) if isinstance(step, Rise) else "",
        "posts": [post_told(post) for post in asked.posts],
        "prosecutor_days": step.prosecutor_days if step else None,
        "court_days": step.court_days if step else None,
        "bars": [as_dict(bar) for bar in asked.bars],
        "warnings": steps_told(asked.warnings),
        "note": say(step.note) if isinstance(step, Beside) else "",
        "gravest": running.gravest,
        "minor": running.minor,
        "ceiling_months": running.ceiling_months,
        "ceiling_day": running.ceiling_day,
        "ladder": [
            {
                "number": rise.number,
                "months": rise.months,
                "asked_by": say(rise.asked_by),
                "agreed_with": say(rise.agreed_with),
                "posts": [post_told(post) for post in rise.posts],
                "to_prosecutor_by": one.to_prosecutor_by,
                "to_court_by": one.to_court_by,
                "prosecutor_days": rise.prosecutor_days,
                "court_days": rise.court_days,
                "gravest_only": rise.gravest_only,
                "open": not one.bars,
                "chosen": rise is step,
                "cite": cited(rise.cite),
            }
            for rise, one in ((rise, extension(running, rise.months, answer.on)) for rise in LADDER)
        ],
        "explanation": steps_told(asked.explanation),
        "cites": [cited(cite) for cite in asked.cites],
    }


def asked_by(step: Rise | Beside | None) -> str:
    """Who draws the petition up, in the reader's words."""
    if step is None:
        return ""
    if isinstance(step, Rise):
        return say(step.asked_by)
    return ", ".join(say(title) for role, title in TITLES.items() if role in step.askers)


def post_told(post: Post) -> dict[str, Any]:
    return {"level": post.level, "deputies": post.deputies, "does": post.does}


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


class Writ(Calculator):
    """Whether the case may go by writ: each condition and exclusion of 629-1, met, not met or not known."""

    @extend_schema(request=WritBody, responses={200: WritShape, 400: WRONG}, auth=[])
    def post(self, request: Request) -> HttpResponse:
        facts = read(WritForm, request.data)
        try:
            found = may_writ(facts)
        except Refused as refused:
            return problems.refused(refused.refusal, 400)
        answer = found.writ
        told = {
            "verdict": answer.verdict.value,
            "because": steps_told(answer.because),
            "conditions": [condition_told(one) for one in answer.conditions],
            "reminders": steps_told(answer.reminders),
            "fines": [
                {
                    "charge": cited(one.charge.cite),
                    "mci": one.mci,
                    "least_mci": one.limits.least_mci,
                    "most_mci": one.limits.most_mci,
                    "least": one.limits.least(one.mci),
                    "most": one.limits.most(one.mci),
                    "cite": cited(one.limits.cite),
                    "confidence": one.limits.confidence,
                }
                for one in found.fines
            ],
            "cites": [cited(cite) for cite in answer.cites],
        }
        return Response(WritShape(told).data)


urlpatterns = [
    path("law/writ/", Writ.as_view()),
    path("law/detention-clock/", DetentionClock.as_view()),
    path("law/term/", Term.as_view()),
    path("law/arrest/", Arrest.as_view()),
    path("law/bail/", Bail.as_view()),
    path("law/custody/", Custody.as_view()),
]
