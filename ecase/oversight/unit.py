"""The unit of a head: who has how much in hand, whose terms press, which cases ask for a successor."""

from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.access import grants
from cases.models import Case, Deadline, Matter
from cases.queries.terms import LIVE, STANDING
from cases.views.frame import section_of
from cases.views.lists import row_of, with_everything
from ecase.law.roles import Role
from ecase.law.rulings import RULINGS
from ecase.oversight.queries import OFFICERS, OPEN, asking, who_left
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from ecase.web.pages import Page, here
from ecase.web.together import together

ROWS = 100


class Unit(Page):
    """`/unit/`: the officers of the reader's office with their load, and the cases nobody has yet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        role, post, move, _asked = self.officers()
        officers = list(in_post(self.by.office_id, {role}))
        load = self.load(post)
        rows = [self.officer(one, load.get(one.pk, {})) for one in officers]
        rows.sort(key=lambda row: (-row["late"], -row["cases"]))
        context = {
            "title": str(self.by.office),
            "rows": rows,
            "orphans": self.orphans(move),
            "totals": {name: sum(row[name] for row in rows) for name in ("cases", "held", "late")},
            "post_title": _("Investigator") if role == Role.INVESTIGATOR else _("Prosecutor"),
        }
        return self.show("oversight/unit.html", context)

    def officers(self) -> tuple[Role, str, str, str]:
        found = OFFICERS.get(Role(self.by.role))
        if found is None:
            raise Http404
        return found

    def cases(self) -> Any:
        return Case.objects.visible_to(self.by).filter(stage__in=OPEN)

    def load(self, post: str) -> dict[int, dict[str, Any]]:
        """Open cases, persons held, terms overdue and the nearest end, by officer; two statements."""
        found: dict[int, dict[str, Any]] = {}
        for row in self.cases().values(of=F(post)).annotate(cases=Count("pk")):
            found[row["of"]] = {"cases": row["cases"]}
        running = Deadline.objects.visible_to(self.by).filter(LIVE, case__stage__in=OPEN).annotate(still=STANDING)
        ticking = Q(still=False)  # the end of a term that stands still is not known
        for row in running.values(of=F(f"case__{post}")).annotate(
            late=Count("pk", filter=ticking & Q(due_at__lte=self.at)),
            held=Count("pk", filter=Q(rule="detention.expiry")),
            nearest=Min("due_at", filter=ticking & Q(due_at__gt=self.at)),
        ):
            found.setdefault(row["of"], {"cases": 0}).update(row)
        return found

    def officer(self, one: Appointment, load: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": one.user.get_full_name(),
            "url": reverse("unit_officer", args=[one.pk]),
            "cases": load.get("cases", 0),
            "held": load.get("held", 0),
            "late": load.get("late", 0),
            "nearest": load.get("nearest"),
        }

    def orphans(self, move: str) -> list[dict[str, Any]]:
        """The cases that came back to the reader because somebody left, and those without an officer; nearest first."""
        found = together({name: rows[:ROWS] for name, rows in asking(self.by).items()})
        since = {row["id"]: row["registered_at"] for row in found["held"]}
        since |= {row["case_id"]: row["opened_at"] for row in found["left"]}
        if not since:
            return []
        gone = who_left(since)
        mine = with_everything(grants(self.by).filter(content_object_id__in=list(since)), self.by)
        rows = []
        for grant in mine.order_by(F("nearest").asc(nulls_last=True), "content_object_id"):
            row, case_id = row_of(grant), grant.content_object_id
            rows.append(
                {**row, "assign_url": f"{row['url']}moves/{move}/", "since": since[case_id], "left": gone.get(case_id)}
            )
        return rows


class Officer(Unit):
    """`/unit/<appointment>/`: the open cases of one officer, nearest term first."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        role, post, move, _asked = self.officers()
        officer = in_post(self.by.office_id, {role}).filter(pk=pk).first()
        if officer is None:
            raise Http404
        mine = grants(self.by).filter(**{f"content_object__{post}": officer}, content_object__stage__in=OPEN)
        found = with_everything(mine, self.by).order_by(F("nearest").asc(nulls_last=True), "-content_object_id")[:ROWS]
        rows = [{**row_of(grant), "assign_url": ""} for grant in found]
        for row in rows:
            row["assign_url"] = f"{row['url']}moves/{move}/"
        context = {
            "title": officer.user.get_full_name(),
            "office": str(self.by.office),
            "rows": rows,
            "back_url": reverse("unit"),
        }
        return self.show("oversight/unit_officer.html", context)


def waiting_matters(by: Appointment) -> QuerySet[Matter]:
    """What waits for the reader outside the queue of decisions: returned papers, instructions, copies to be seen."""
    return (
        Matter.objects.visible_to(by)
        .filter(Q(kind__startswith="ruling.") | Q(kind="appeal"), waits_for=by, closed_at__isnull=True)
        .select_related("case")
        .order_by(F("next_due").asc(nulls_last=True), "opened_at")[:8]
    )


def as_waiting(matter: Matter) -> dict[str, Any]:
    """One of them as the desk shows it."""
    return {
        "title": _("Appeal") if matter.kind == "appeal" else _(RULINGS[matter.kind.partition(".")[2]].title),
        "number": matter.case.number,
        "url": here(f"/cases/{matter.case.number}/{section_of(matter.kind, '')}/{matter.pk}/"),
        "due_at": matter.next_due,
    }
