"""What waits in a queue, by its kind: where its moves are, what is decided there, what is shown beside it.

The queue itself (`queue`) knows matters only; a new kind of matter brings one row here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.models import Deadline, Material, Ruling
from cases.moving import Resource
from cases.queries.terms import LIVE, STANDING
from cases.resource import RULING
from cases.views import rulings as ruling_views
from ecase.law.clock import shown
from ecase.law.kinds_all import KINDS as SANCTION_KINDS
from ecase.law.limits import LIMITS
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import STATUS_TITLES as RULED
from ecase.law.rulings import Status as Ruled
from ecase.law.words import N_
from ecase.people.models import Appointment, short_name
from ecase.web.says import say
from sanctions import views as sanction_views
from sanctions.appeals.resource import APPEAL
from sanctions.appeals.views import facts_of, papers_of
from sanctions.kinds import APPEAL_TITLES, STATUS_TITLES, Status
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from writ.kinds import STATUS_TITLES as WRIT_TITLES
from writ.kinds import Status as WritStatus
from writ.resource import WRIT, WRIT_COPY
from writ.views.case import accused_words
from writ.views.case import facts_of as facts_of_writ
from writ.views.case import papers_of as papers_of_writ

Row = dict[str, Any]


@dataclass(frozen=True)
class Waiting:
    """One kind of matter in the queue.

    `decisions`: the moves offered side by side with the paper, by role; whoever has none there is led to the
    matter's own page. `asked`: who asks. `paper`: the kind of the act that is decided on. `labels`: what is decided
    on and who brings it, in words. `unless`: when reasons may be left out. `urgent`: it comes before all that waits.
    `short`: whom or what it is about, in one line. `bulk`: several of it may be supported by one list. `reasons`: the
    group of typical reasons.
    """

    resource: Resource
    decisions: Callable[[Role, Any], tuple[str, ...]]
    title: Callable[[Role], str]
    name: Callable[[Any], str]
    about: Callable[[Any], str]
    asked: Callable[[Any], Appointment]
    paper: Callable[[Any], str]
    acts: Callable[[Any, Appointment], list[Material]]
    due: Callable[[Any, Appointment], Deadline | None]
    checks: Callable[[Any, datetime], list[Row]]
    facts: Callable[[Any], list[Row]]
    starts: Callable[[Any], datetime | None]
    state: Callable[[Any], str]
    came: Callable[[Any], datetime | None]
    labels: tuple[str, str] = (N_("Request"), N_("Asked by"))
    unless: str = ""
    urgent: Callable[[Any], bool] = lambda subject: False
    short: Callable[[Any], str] = lambda subject: ""
    bulk: Callable[[Role, Any], bool] = lambda role, subject: False
    reasons: Callable[[Any], str] = lambda subject: "ruling"


# --- requests to the court ------------------------------------------------------------------------------

_SUPPORT = ("support", "refuse_support", "return_for_rework")
_DECIDE = ("grant", "grant_in_part", "refuse")
_SANCTION_DECISIONS: Mapping[Role, tuple[str, ...]] = {
    **dict.fromkeys(PROSECUTION, (*_SUPPORT[:2], *_DECIDE, _SUPPORT[2])),
    Role.INVESTIGATING_JUDGE: _DECIDE,
    Role.HEAD_OF_INVESTIGATION: ("agree", "head_return"),
}
TITLES = {
    Role.PROSECUTOR: N_("Decision of the prosecutor"),
    Role.HEAD_OF_PROSECUTION: N_("Decision of the prosecutor"),
    Role.INVESTIGATING_JUDGE: N_("Decision of the investigating judge"),
    Role.HEAD_OF_INVESTIGATION: N_("Decision of the head"),
}


def _person(subject: Any) -> str:
    """The person, and the place, thing or account where the request is about one."""
    named = [subject.participant.full_name if subject.participant else "", getattr(subject, "object", "")]
    return ", ".join(one for one in named if one)


def _short(subject: Any) -> str:
    """The same in one line of the list: surname and initials, or the beginning of what it is about."""
    person = subject.participant
    if person is not None:
        return short_name(person.last_name, person.first_name, person.patronymic)
    return Truncator(getattr(subject, "object", "")).chars(60)


def _sanction_decisions(role: Role, sanction: Any) -> tuple[str, ...]:
    """By whose hands it is in now: the same prosecutor supports one kind and decides another."""
    moves = SANCTION.moves(sanction)
    wanted = _SANCTION_DECISIONS.get(role, ())
    return tuple(name for name in wanted if name in moves and role in moves[name].by)


SANCTIONS = Waiting(
    resource=SANCTION,
    decisions=_sanction_decisions,
    title=lambda role: _(TITLES.get(role, N_("Queue"))),
    name=lambda sanction: _(sanction.rule.title),
    about=_person,
    short=_short,
    asked=lambda sanction: sanction.requested_by,
    paper=lambda sanction: sanction.rule.petition_act,
    acts=sanction_views.acts_of,
    due=sanction_views.due_of,
    checks=sanction_views.checks_of,
    facts=lambda sanction: [],
    starts=lambda sanction: sanction.court_received_at if sanction.status == Status.BEFORE_COURT else None,
    state=lambda sanction: STATUS_TITLES[sanction.status],
    came=lambda sanction: sanction.submitted_at,
    urgent=lambda sanction: sanction.urgent or sanction.rule.at_once,
    bulk=lambda role, sanction: sanction.rule.bulk and not sanction.covert and role in PROSECUTION,
    reasons=lambda sanction: str(sanction.rule.group),
)


# --- rulings on the case --------------------------------------------------------------------------------


def _ruling_due(ruling: Any, by: Appointment) -> Deadline | None:
    return Deadline.objects.visible_to(by).filter(LIVE, ~STANDING, matter_id=ruling.pk).order_by("due_at").first()


def _ruling_facts(ruling: Any) -> list[Row]:
    """What the decider has to have before his eyes: ground, what changes, for whom."""
    ground = ruling.rule.ground(ruling.ground)
    rows: list[tuple[str, Any]] = [(_("Drawn up"), shown(ruling.drawn_at))]
    if ground is not None:
        rows.append((_("Ground"), say(ground.title)))
    if ruling.urgent:
        rows.append((_("Urgent"), _("acted first, the prosecutor decides at once")))
    for one in ruling_views.change_of(ruling):
        rows += [(_("Before"), one["before"] or "—"), (_("After"), one["after"] or "—")]
    return [{"title": title, "value": value} for title, value in rows]


def _ruling_decisions(role: Role, ruling: Any) -> tuple[str, ...]:
    """Approval and its opposites; a copy that needs no approval is only noted as seen."""
    if ruling.rule.seen and ruling.status == Ruled.IN_FORCE and role in PROSECUTION:
        return ("see",)
    return ("approve", "refuse", "return_for_rework") if role in ruling.rule.deciders else ()


RULINGS = Waiting(
    resource=RULING,
    decisions=_ruling_decisions,
    title=lambda role: _(TITLES.get(role, N_("Queue"))),
    name=lambda ruling: say(ruling.rule.title),
    about=ruling_views.about,
    short=ruling_views.about,
    asked=lambda ruling: ruling.drawn_by,
    paper=lambda ruling: ruling.rule.act,
    acts=ruling_views.acts_of,
    due=_ruling_due,
    checks=lambda ruling, at: [],
    facts=_ruling_facts,
    starts=lambda ruling: None,
    state=lambda ruling: RULED[ruling.status],
    came=lambda ruling: ruling.drawn_at,
    labels=(N_("Decision"), N_("Drawn up by")),
    unless=N_("At least 30 characters; needed unless you approve. Everybody concerned reads them."),
    urgent=lambda ruling: ruling.urgent and ruling.status == Ruled.BEFORE_DECIDER,
)

# --- appeals --------------------------------------------------------------------------------------------

# Decided on its own page: what may be fixed there differs by what was decided before.
APPEALS = Waiting(
    resource=APPEAL,
    decisions=lambda role, appeal: (),
    title=lambda role: say(LIMITS["ij.oblast"].title) if role == Role.APPEAL_JUDGE else _("Send to the court above"),
    name=lambda appeal: f"{_('Appeal')}: {_(appeal.sanction.rule.title)}",
    about=lambda appeal: _person(appeal.sanction),
    short=lambda appeal: _short(appeal.sanction),
    asked=lambda appeal: appeal.filed_by,
    paper=lambda appeal: "appeal_petition" if appeal.side == "prosecution" else "appeal_filed",
    acts=papers_of,
    due=_ruling_due,
    checks=lambda appeal, at: [],
    facts=lambda appeal: [{"title": row["title"], "value": row["value"]} for row in facts_of(appeal)],
    starts=lambda appeal: appeal.received_at,
    state=lambda appeal: APPEAL_TITLES[appeal.status],
    came=lambda appeal: appeal.filed_at,
    labels=(N_("Appeal"), N_("Filed by")),
)

# --- writs ----------------------------------------------------------------------------------------------

_WRIT_DECISIONS: Mapping[WritStatus, tuple[str, ...]] = {
    WritStatus.BEFORE_HEAD: ("agree", "head_return", "head_terminate"),
    WritStatus.BEFORE_PROSECUTOR: ("approve", "return_case", "refuse_approval"),
}
_WRIT_TITLES = {
    Role.TRIAL_JUDGE: N_("Decision of the judge"),
    Role.APPEAL_JUDGE: N_("Decision of the court of appeal"),
    **TITLES,
}


def _writ_decisions(role: Role, writ: Any) -> tuple[str, ...]:
    """Head and prosecutor decide beside the paper; a verdict is composed on its own page."""
    wanted = _WRIT_DECISIONS.get(writ.status, ())
    if writ.status == WritStatus.BEFORE_HEAD and writ.case.proceeding == "investigation":
        wanted = wanted[:1]
    return tuple(name for name in wanted if role in WRIT.moves(writ)[name].by)


WRITS = Waiting(
    resource=WRIT,
    decisions=_writ_decisions,
    title=lambda role: _(_WRIT_TITLES.get(role, N_("Queue"))),
    name=lambda writ: _("Writ proceedings"),
    about=accused_words,
    short=accused_words,
    asked=lambda writ: writ.requested_by or writ.started_by,
    paper=lambda writ: "writ_verdict" if writ.decided_at else "writ_ruling",
    acts=papers_of_writ,
    due=_ruling_due,
    checks=lambda writ, at: [],
    facts=lambda writ: [{"title": row["title"], "value": row["value"]} for row in facts_of_writ(writ)],
    starts=lambda writ: writ.court_received_at,
    state=lambda writ: WRIT_TITLES[writ.status],
    came=lambda writ: writ.requested_at or writ.started_at,
    labels=(N_("Writ"), N_("Ruling by")),
    unless=N_("At least 30 characters; needed unless you agree. Everybody concerned reads them."),
    urgent=lambda writ: writ.status == WritStatus.OBJECTED,
)


# --- copies of a writ verdict ---------------------------------------------------------------------------

WRIT_COPIES = Waiting(
    resource=WRIT_COPY,
    decisions=lambda role, copy: (),
    title=lambda role: _("Copy of the verdict"),
    name=lambda copy: _("Copy of the verdict: to be served"),
    about=lambda copy: copy.name,
    short=lambda copy: copy.name,
    asked=lambda copy: copy.writ.judge,
    paper=lambda copy: "writ_verdict",
    acts=lambda copy, by: papers_of_writ(copy.writ, by),
    due=_ruling_due,
    checks=lambda copy, at: [],
    facts=lambda copy: [],
    starts=lambda copy: copy.writ.decided_at,
    state=lambda copy: N_("not served yet"),
    came=lambda copy: copy.writ.decided_at,
    labels=(N_("Verdict"), N_("Given by")),
)

KINDS: Mapping[str, Waiting] = {
    "sanction": SANCTIONS,
    "ruling": RULINGS,
    "appeal": APPEALS,
    "writ": WRITS,
    "writ_copy": WRIT_COPIES,
}


def kind_of(matter_kind: str) -> Waiting | None:
    """The row for a matter's kind ("sanction.arrest" → sanctions); None where the queue has none."""
    return KINDS.get(matter_kind.partition(".")[0])


WITH_A_DECIDER = (Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR, Status.BEFORE_COURT)
AT_ONCE = tuple(code for code, kind in SANCTION_KINDS.items() if kind.at_once)


def pressing() -> Coalesce:
    """Since when something waits that stands before all else.

    A ruling that could not wait (202(1-1)), and a request the law has decided without delay and gives no term.
    """
    ruled: type[Model] = Ruling
    urgent = ruled._base_manager.filter(matter=OuterRef("pk"), urgent=True, status=Ruled.BEFORE_DECIDER)
    asked: type[Model] = Sanction
    waits = asked._base_manager.filter(matter=OuterRef("pk"), status__in=WITH_A_DECIDER, matter__next_due__isnull=True)
    requests = waits.filter(Q(urgent=True) | Q(kind__in=AT_ONCE))
    since = requests.annotate(since=Coalesce("court_received_at", "submitted_at")).values("since")
    return Coalesce(Subquery(urgent.values("drawn_at")[:1]), Subquery(since[:1]))


PRESSES = ("detention.petition_to_ij", "detention.expiry")


def behind() -> Subquery:
    """The nearest end of the detention a request stands on: it presses before the request has a term of its own."""
    asked: type[Model] = Sanction
    stands_on = asked._base_manager.filter(matter=OuterRef(OuterRef("pk"))).values("detention")[:1]
    live = Deadline.objects.filter(LIVE, rule__in=PRESSES, matter=Subquery(stands_on)).order_by("due_at")
    return Subquery(live.values("due_at")[:1])
