"""What all pages of one case share: identity bar, clocks, tabs with counts.

The list of tabs names addresses of upper apps; it is the one place that does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.access import COMPARTMENTS, MAY_KNOW_COVERT, VIEW_COVERT, grants
from cases.acts import charge_title
from cases.models import Case, Charge, Deadline, Material, Matter, Participant
from cases.queries import terms
from cases.queries.charges import main_charge, may_go_by_writ
from ecase.law import cite, returned
from ecase.law.clock import local
from ecase.law.explain import Stored
from ecase.law.limits import LIMITS
from ecase.law.roles import INVESTIGATION, PROSECUTION
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.pages import here
from ecase.web.together import together

MOMENT = timedelta(microseconds=1)
# Where the page of a matter stands under its case, by the first word of its kind.
SECTIONS = {
    "detention": "detentions",
    "sanction": "sanctions",
    "ruling": "rulings",
    "appeal": "appeals",
    "writ": "writ",
}
COVERT_ROOM = "covert"
MAIN_TERMS = frozenset({"investigation", "inquiry", "accelerated", "misd.protocol", returned.RULE})
# Names of terms for boxes with room for two words; the full title stands in the chain of terms.
SHORT = {
    "detention.expiry": N_("End of the detention"),
    "detention.protocol": N_("Detention protocol"),
    "detention.prosecutor_notice": N_("Notice to the prosecutor"),
    "detention.interrogation": N_("Interrogation"),
    "detention.petition_to_ij": N_("Petition to the judge"),
    "ij.arrest": N_("Decision of the judge"),
    "arrest.term": N_("End of custody"),
    "investigation": N_("Investigation"),
    "facility.acknowledgement": N_("Receipt by the facility"),
    "instruction.answer": N_("Instruction"),
    "writ.answer": N_("Answer on the writ"),
    "writ.ruling": N_("Writ ruling"),
    "writ.prosecutor": N_("Writ: prosecutor"),
    "writ.judge": N_("Writ: judge"),
    "writ.copy": N_("Copy of the verdict"),
    "writ.objection": N_("Disagreement"),
    "writ.appeal": N_("Appeal"),
    "severance.copy": N_("Copy of the severance"),
    "joinder.copy": N_("Copy of the joinder"),
}
TABS: tuple[tuple[str, str, str], ...] = (
    ("", N_("Overview"), ""),
    ("people", N_("People"), "n_people"),
    ("charges", N_("Charges"), ""),
    ("file", N_("Materials"), "n_sheets"),
    ("detentions", N_("Detentions"), "n_detentions"),
    ("sanctions", N_("Sanctions"), "n_sanctions"),
    (COVERT_ROOM, N_("Covert"), ""),
    ("rulings", N_("Decisions"), "n_rulings"),
    ("writ", N_("Writ proceedings"), "n_writs"),
    ("log", N_("Record"), ""),
)


@dataclass(frozen=True)
class Opened:
    """A case somebody has opened: the row, its charge (see `main_charge`), its running terms, what of it he sees."""

    case: Case
    charge: Charge | None
    running: list[Deadline]
    compartments: frozenset[str]
    covert: bool = False  # whether the room of covert actions is there for this reader

    @property
    def ticking(self) -> list[Deadline]:
        """The running terms whose end is known; one that stands still has none."""
        return [deadline for deadline in self.running if not deadline.still]  # type: ignore[attr-defined]

    def context(self, tab: str, at: datetime) -> dict[str, Any]:
        """The keys `casebar` and `tabs` of the pages of this case; `tab` is the current one's address."""
        case = self.case
        base = here(f"/cases/{case.number}/")
        own = [d for d in self.running if d.matter_id is None and d.rule in MAIN_TERMS]
        term = next((d for d in own if d in self.ticking), None)
        still: Any = next(iter(own), None) if term is None else None
        return {
            "casebar": {
                "number": case.number,
                "url": base,
                "qualification": charge_words(self.charge),
                "stage": case.get_stage_display(),
                "term": local(term.due_at - MOMENT).date() if term else None,  # the last day, which ends at 24:00
                "still_since": still.still_since if still else None,
                "prosecutor": case.prosecutor.user.short_name() if case.prosecutor else "",
                "compartment": "",
                "may_writ": f"{base}writ/" if case.may_writ and not case.n_writs else "",
                "clocks": [as_clock(deadline, base) for deadline in self.ticking],
            },
            "tabs": [
                {
                    "url": f"{base}{path}/" if path else base,
                    "title": _(title),
                    "count": getattr(case, count, None) if count else None,
                    "current": path == tab,
                }
                for path, title, count in TABS
                if path != COVERT_ROOM or self.covert
            ],
        }


def open_case(by: Appointment, number: str) -> Opened:
    """The case called `number` as `by` sees it, in two statements; Http404 for a stranger."""
    seen = COMPARTMENTS.get(by.role, frozenset())
    case = (
        Case.objects.visible_to(by)
        .select_related("investigator__user", "prosecutor__user", "office", "region")
        .annotate(
            n_people=_counted(Participant.objects.all()),
            n_sheets=_sheets(Material.objects.visible_to(by).open_part()),
            n_detentions=_counted(Matter.objects.visible_to(by).filter(kind="detention")),
            n_rulings=_counted(Matter.objects.visible_to(by).filter(kind__startswith="ruling.")),
            n_sanctions=_counted(Matter.objects.visible_to(by).open_part().filter(kind__startswith="sanction")),
            n_writs=_counted(Matter.objects.visible_to(by).filter(kind="writ")),
            may_writ=_may_writ(by),
            knows=_knows(by),
        )
        .filter(number=number)
        .first()
    )
    if case is None:
        raise Http404
    charge = main_charge(Charge.objects.visible_to(by).filter(case=case))[:1]
    running = (
        Deadline.objects.visible_to(by)
        .open_part()
        .filter(case=case, met_at__isnull=True, ended_at__isnull=True)
        .select_related("matter")
        .annotate(still=terms.STANDING, still_since=terms.standing_since())
        .order_by("due_at", "id")
    )
    found = together({"charge": charge, "running": running[:20]})
    room = case.knows or (by.role in INVESTIGATION and case.investigator_id == by.pk)
    return Opened(case, next(iter(found["charge"]), None), found["running"], seen, room)


def _knows(by: Appointment) -> Any:
    """Whether the reader holds the grant of the covert part."""
    if by.role not in MAY_KNOW_COVERT:
        return Value(False)
    return Exists(grants(by, VIEW_COVERT).filter(content_object_id=OuterRef("pk")))


def _may_writ(by: Appointment) -> Any:
    """Whether the charge allows a writ: told to whoever conducts or supervises the case, while it is investigated."""
    if by.role not in INVESTIGATION | PROSECUTION:
        return Value(False)
    return ExpressionWrapper(may_go_by_writ() & Q(stage=Case.Stage.PRETRIAL), output_field=BooleanField())


def _counted(rows: Any) -> Coalesce:
    counted = rows.filter(case=OuterRef("pk")).order_by().values("case").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _sheets(rows: Any) -> Coalesce:
    """The sheets a reader sees, not the last number: gaps would tell of what is closed to him."""
    summed = rows.filter(case=OuterRef("pk")).order_by().values("case").annotate(n=Sum("sheets")).values("n")
    return Coalesce(Subquery(summed, output_field=IntegerField()), Value(0))


def charge_words(charge: Charge | None) -> str:
    """ "188 ч. 3 УК, кража" in the reader's language."""
    if charge is None:
        return ""
    language = (get_language() or "ru")[:2]
    title = charge.title_en if language == "en" else charge_title(charge, language)
    return f"{cite.words(charge.cite, language)}, {title}" if title else cite.words(charge.cite, language)


def matter_url(matter: Matter | None, base: str) -> str:
    """The page of what a term or a document belongs to; the case itself where it has none."""
    section = section_of(matter.kind, matter.compartment) if matter else ""
    return f"{base}{section}/{matter.pk}/" if matter and section else base


def section_of(kind: str, compartment: str) -> str:
    """Under which part of the case a matter of this kind has its page; empty where it has none."""
    section = SECTIONS.get(kind.partition(".")[0], "")
    return COVERT_ROOM if compartment == "covert" and section != "appeals" else section


def as_clock(deadline: Deadline, base: str) -> dict[str, Any]:
    """A running term as clock boxes and lists take it."""
    return {
        "title": _(SHORT.get(deadline.rule, LIMITS[deadline.rule].title)),
        "url": matter_url(deadline.matter, base),
        "due_at": deadline.due_at,
        "starts_at": started(deadline),
        "met_at": deadline.met_at,
    }


def started(deadline: Deadline) -> datetime | None:
    """Where the bar of a term begins; a term counted back from its end has no share to show."""
    return None if LIMITS[deadline.rule].backwards else deadline.starts_at


def as_term(deadline: Deadline, kept: Stored) -> dict[str, Any]:
    """A term with its article and its arithmetic, as the chain of terms takes it."""
    limit = LIMITS[deadline.rule]
    edition = limit.edition_named(deadline.edition)
    return {
        "title": _(limit.title),
        "cite": edition.cite,
        "explanation": _(edition.note) if edition.note else "",
        "due_at": deadline.due_at,
        "starts_at": started(deadline),
        "met_at": deadline.met_at,
        "ended_says": _("fell away") if deadline.ended_at and not deadline.met_at else "",
        "fell_late": bool(deadline.ended_at and deadline.due_at and deadline.ended_at > deadline.due_at),
        "next_says": "",
        "still_since": kept.stretches[-1].since if kept.standing_still else None,
        "steps": terms.in_words(kept),
    }


def chain_of(deadlines: list[Deadline]) -> list[dict[str, Any]]:
    """Terms as the chain takes them, in their order."""
    return [as_term(row, kept) for row, kept in zip(deadlines, terms.told(deadlines), strict=True)]


def terms_of(by: Appointment, matter_id: Any) -> list[dict[str, Any]]:
    """Every term of a matter, in the order of their ends; replaced ones are left out."""
    rows = Deadline.objects.visible_to(by).filter(matter_id=matter_id).order_by("due_at", "id")
    kept = list(rows)
    replaced = {row.replaces_id for row in kept if row.replaces_id}
    return chain_of([row for row in kept if row.pk not in replaced])


def people_by_id(ids: Iterable[int | None]) -> dict[int, Appointment]:
    """Appointments for the authors of entries, in one statement."""
    wanted = {pk for pk in ids if pk is not None}
    return {a.pk: a for a in Appointment.objects.select_related("user").filter(pk__in=wanted)} if wanted else {}
