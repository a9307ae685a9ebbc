"""The law over the API, open to everybody: limits, kinds of sanction, qualifications. The calculators are
`calculator_api`."""

from datetime import date
from typing import Any

from django.urls import path
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from cases.queries.picker import LONGEST, Picked, as_picked, held_on, pick
from cases.views.picker import PickerForm
from ecase.law.act import Field
from ecase.law.charge_card import Card
from ecase.law.clock import local
from ecase.law.editions import Edition, Limit
from ecase.law.kinds import GROUPS, Hearing, Kind, Titles
from ecase.law.kinds_all import KINDS
from ecase.law.limits import ANCHORS, LIMITS, SOURCES
from ecase.law.moves import Move
from ecase.law.roles import TITLES, Role
from ecase.oversight.calculator_api import steps_told
from ecase.oversight.law_kinds import CONFIDENCE, later_kinds, terms_of
from ecase.oversight.law_shapes import KindShape, LimitShape, QualificationShape
from ecase.web import now
from ecase.web.api import ByIdDescending
from ecase.web.bodies import read
from ecase.web.doors import Door
from ecase.web.listing import page, whole
from ecase.web.says import as_dict, cited, say
from ecase.web.shapes import ProblemShape
from sanctions.acts.words import RECEIVERS
from sanctions.moves import MOVES

WRONG = OpenApiResponse(ProblemShape, description="facts missing or contradicting each other, in words")
FOUND_AT_MOST = 100


class Public(Door):
    """A door for anybody."""

    permission_classes = [AllowAny]


class Limits(Public):
    """Every time limit, with its editions and articles."""

    @extend_schema(responses=LimitShape(many=True), auth=[])
    def get(self, request: Request) -> Response:
        return whole((limit_told(limit) for limit in LIMITS.values()), LimitShape)


class Kinds(Public):
    """The kinds of sanction: everything of their rows."""

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


# --- values into shapes ---------------------------------------------------------------------------


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
    plain = (
        *("code", "about", "route", "decision_term", "grants", "confidence", "at_once", "urgent", "acted_first"),
        *("copy_to_prosecutor", "supported", "by_prosecutor", "alone", "head_agrees", "grounds_least", "custody"),
        *("extends", "compartment", "appeal", "bulk", "since"),
    )
    return {
        **{name: getattr(kind, name) for name in plain},
        "group": kind.group.value,
        "group_title": say(GROUPS[kind.group]),
        "hearing": kind.hearing is Hearing.ALWAYS,
        "hearing_when": kind.hearing.value,
        "ends": kind.ends.value,
        "opens": kind.opens.value,
        "grounds": [{"code": one.code, "title": say(one.title), "cite": cited(one.cite)} for one in kind.grounds],
        "facts": [field_told(field) for field in kind.facts],
        "decides": [field_told(field) for field in kind.decides],
        "documents": [
            {"code": one.code, "title": say(one.title), "cite": cited(one.cite), "room": one.room}
            for one in kind.documents
        ],
        "terms": [
            {"role": name, "role_title": say(title), **limit_told(LIMITS[key])} for name, title, key in terms_of(kind)
        ],
        "followed_by": later_kinds(kind),
        "copies": [{"code": code, "title": say(RECEIVERS.get(code, code))} for code in kind.copies],
        "acts": {
            "petition": act_told(kind.petition_act, kind.petition),
            "granted": act_told(kind.granted_act, kind.granted) if kind.route else None,
            "refused": act_told(kind.refused_act, kind.refused) if kind.route else None,
        },
        "note": say(kind.note) if kind.note else "",
        "title": say(kind.title),
        "cite": cited(kind.cite),
        **{
            name: sorted(role.value for role in getattr(kind, name))
            for name in ("asked_by", "prosecutors", "deciders", "lifted_by", "lift_consent")
        },
        "decider": decider.value,
        "decider_title": say(TITLES[decider]),
        "confidence_says": say(CONFIDENCE[kind.confidence]),
        "source": source.url if source else kind.source,
        "moves": [move_told(move) for move in MOVES[kind.code].values()],
    }


def field_told(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": say(field.label),
        "kind": field.kind,
        "required": field.required,
        "cite": cited(field.cite),
        "choices": [{"code": code, "title": say(title)} for code, title in field.choices],
    }


def act_told(code: str, titles: Titles) -> dict[str, str]:
    return {"code": code, "ru": titles.ru, "kk": titles.kk}


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
]
