"""The pages of hearings: calendar, calendar file, the clerk's page of one hearing, arguments of the sides, minutes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import moving
from cases.views.frame import open_case
from cases.views.moves import MovePage
from ecase.law.clock import local
from ecase.law.moments import DAY, beginning_of, end_of
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import Refusal, Refused
from ecase.web.pages import Page, as_move, guarded, here, refuse_into, status_of
from sanctions.actions.hearings import argue
from sanctions.actions.sharing import path_of
from sanctions.hearings.beside import copies, sides, sitting
from sanctions.hearings.forms import ArgueForm
from sanctions.hearings.ics import calendar
from sanctions.hearings.queries import hearings_of, requests_heard
from sanctions.hearings.resource import HEARING
from sanctions.kinds import STATUS_TITLES
from sanctions.models import Hearing, Sanction
from sanctions.resource import SANCTION

WEEK = 7 * DAY
MOST = 200
# Who has hearings at all; everybody else is told that he has none.
HEARS = frozenset({*PROSECUTION, Role.INVESTIGATING_JUDGE, Role.COURT_CLERK, Role.LAWYER, Role.INVESTIGATOR})


class Hearings(Page):
    """`/hearings/`: the reader's own hearings, a week or a day at a time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        single = request.GET.get("show") == "day"
        first = self.first(single)
        span = DAY if single else WEEK
        rows = hearings_of(self.by).filter(starts_at__gte=beginning_of(first), starts_at__lt=end_of(first + span - DAY))
        found = list(rows.exclude(state=Hearing.State.CALLED_OFF)[:MOST])
        days = [first + n * DAY for n in range(span.days)]
        base = reverse("hearings")
        today = local(self.at).date()
        show = "&show=day" if single else ""
        context = {
            "days": [
                {
                    "day": day,
                    "today": day == today,
                    "rows": [self.row(row) for row in found if local(row.starts_at).date() == day],
                }
                for day in days
            ],
            "any": bool(found),
            "first": days[0],
            "last": days[-1],
            "previous_url": f"{base}?from={first - span}{show}",
            "next_url": f"{base}?from={first + span}{show}",
            "today_url": f"{base}?show=day" if single else base,
            "chips": [
                {"title": _("Week"), "url": f"{base}?from={first}", "current": not single},
                {"title": _("Day"), "url": f"{base}?from={today if first <= today < first + WEEK else first}&show=day",
                 "current": single},
            ],
            "feed_url": "/hearings.ics",
        }  # fmt: skip
        return self.show("sanctions/hearings.html", context)

    def first(self, single: bool) -> date:
        today = local(self.at).date()
        asked = today
        if self.request.GET.get("from"):
            try:
                asked = date.fromisoformat(self.request.GET["from"])
            except ValueError as wrong:
                raise Http404 from wrong
        if not today.year - 10 <= asked.year <= today.year + 10:
            raise Http404
        return asked if single else asked - asked.weekday() * DAY

    def row(self, hearing: Hearing) -> dict[str, Any]:
        sanction = hearing.sanction
        own = f"/hearings/{sanction.pk}/" if self.by.role == Role.COURT_CLERK else path_of(sanction)
        return {
            "at": hearing.starts_at,
            "kind": _(sanction.rule.title),
            "about": sanction.participant.full_name if sanction.participant else "",
            "number": sanction.case.number,
            "place": hearing.place,
            "link": hearing.video_link if hearing.state == Hearing.State.APPOINTED else "",
            "state": hearing.get_state_display(),
            "held": hearing.state == Hearing.State.HELD,
            "put_off": hearing.state == Hearing.State.ADJOURNED,
            "url": here(own),
            "ics": f"/hearings/{hearing.pk}.ics",
        }


class _File(Page):
    def file(self, rows: list[Hearing], name: str) -> HttpResponse:
        response = HttpResponse(calendar(rows, self.at), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


class Feed(_File):
    """`/hearings.ics`: what lies ahead and the week behind; for whoever is signed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        since = self.at - WEEK
        return self.file(list(hearings_of(self.by).filter(starts_at__gte=since)[:MOST]), "hearings")


class OneFile(_File):
    """`/hearings/<hearing>.ics`."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        heard = requests_heard(self.by)
        row = get_object_or_404(Hearing.objects.filter(sanction__in=heard).select_related("sanction__case"), pk=pk)
        return self.file([row], f"hearing-{local(row.starts_at):%Y-%m-%d}")


class HearingPage(Page):
    """`/hearings/<request>/`: the clerk's page. Others have the page of the request, which says more."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        if self.by.role != Role.COURT_CLERK:
            found = SANCTION.visible(self.by).filter(pk=pk).exclude(matter__compartment="covert").first()
            if found is None:
                raise Http404
            return HttpResponseRedirect(here(path_of(found)))
        sanction = HEARING.visible(self.by).filter(pk=pk).first()
        if sanction is None:
            raise Http404
        own = here(f"/hearings/{pk}/")
        judge = sanction.decided_by or sanction.matter.waits_for
        context = {
            "title": _(sanction.rule.title),
            "about": sanction.participant.full_name if sanction.participant else "",
            "number": sanction.case.number,
            "judge": judge.user.short_name() if judge else "",
            "received_at": sanction.court_received_at,
            "due_at": sanction.matter.next_due,
            "status": _(STATUS_TITLES[sanction.status]),
            "sitting": sitting(sanction, self.by, self.at, own),
            "copies": copies(sanction, self.at),
            "moves": [as_move(o, own) for o in moving.offers(HEARING, sanction, self.by, self.at, own=True)],
            "back_url": reverse("hearings"),
        }
        return self.show("sanctions/hearing.html", context)


class HearingMove(MovePage):
    """`/hearings/<request>/moves/<name>/`: a move of the clerk; the minutes are kept while they are written."""

    resource = HEARING

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.keeps_typed = kwargs.get("name") == "sign_minutes"  # type: ignore[misc]
        return super().dispatch(request, *args, **kwargs)

    def lead(self, subject: Sanction) -> str:
        about = subject.participant.full_name if subject.participant else ""
        return f"{_(subject.rule.title)}: {about}" if about else _(subject.rule.title)


class Arguments(Page):
    """`…/sanctions/<request>/arguments/`: both sides side by side, and the form for whoever may add to them."""

    def get(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        sanction = self.found(number, pk)
        return self.page(sanction, ArgueForm() if self.why_not(sanction) is None else None)

    def post(self, request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
        sanction = self.found(number, pk)
        form = ArgueForm(request.POST)
        handed = request.FILES.get("file")

        def again(refusal: Refusal) -> HttpResponse:
            refuse_into(form, refusal)
            return self.page(sanction, form, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=str(sanction.pk))
            refusal = wrong or self.why_not(sanction)
            if refusal is not None:
                return again(refusal)
            if not form.is_valid():
                return self.page(sanction, form, 422)
            name = (handed.name or "") if handed is not None else ""
            try:
                argue(sanction_id=sanction.pk, by=self.by, at=self.at, fields=form.cleaned_data, file=handed, name=name)
            except Refused as refused:
                return again(refused.refusal)
            messages.success(request, _("Your arguments are before the judge."))
            return HttpResponseRedirect(request.path)

        return self.once(answer, again)

    def found(self, number: str, pk: UUID) -> Sanction:
        sanction: Sanction | None = SANCTION.visible(self.by).filter(pk=pk, case__number=number).first()
        if sanction is None or sanction.covert:
            raise Http404
        return sanction

    def why_not(self, sanction: Sanction) -> Refusal | None:
        move = SANCTION.moves(sanction).get("argue")
        if move is None:
            raise Http404
        return SANCTION.why_not(move, sanction, self.by, self.at)

    def page(self, sanction: Sanction, form: ArgueForm | None, status: int = 200) -> HttpResponse:
        base = here(f"/cases/{sanction.case.number}/sanctions/{sanction.pk}/")
        if form is not None:
            guarded(form, case=str(sanction.pk))
        about = sanction.participant.full_name if sanction.participant else sanction.object
        context = {
            **open_case(self.by, sanction.case.number).context("sanctions", self.at),
            "title": _("Arguments of the parties"),
            "lead": f"{_(sanction.rule.title)}: {about}" if about else _(sanction.rule.title),
            "sides": sides(sanction, self.by, base),
            "form": form,
            "back_url": base,
        }
        return self.show("sanctions/arguments.html", context, status)
