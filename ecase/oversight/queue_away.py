"""Who is away and who decides meanwhile; how a request came to its judge. Arranging is `sanctions.actions.substitutes`.

`/queue/away/`: for the head of a prosecutor's office its absences; for an investigating judge and the clerk of his
court those of the judges. `/queue/<request>/draws/`: who could get the request, with what load, the random number.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from ecase.web.forms import DateTimeMinuteField
from ecase.web.pages import Page, guarded, refuse_into, status_of
from sanctions.actions import substitutes
from sanctions.actions.judges import EXCLUDED
from sanctions.hearings.queries import requests_of_court
from sanctions.models import Draw, Sanction, Substitution

ARRANGES = frozenset({Role.HEAD_OF_PROSECUTION, Role.INVESTIGATING_JUDGE, Role.COURT_CLERK})
SEES_DRAWS = PROSECUTION | {Role.INVESTIGATING_JUDGE, Role.COURT_CLERK}
CAUSES = {
    "arrived": N_("The request arrived"),
    "petition": N_("The request arrived"),
    "left": N_("The judge left the post"),
    "recused": N_("The judge withdrew"),
    "away": N_("The judge is away"),
    "appeal": N_("Sent back after an appeal"),
    "appealed": N_("The decision was appealed"),
}


class AwayForm(forms.Form):
    """Who, instead of whom, from when until when. The choices are of the reader's own office."""

    absent = forms.ChoiceField(label=gettext_lazy("Who is away"))
    substitute = forms.ChoiceField(label=gettext_lazy("Who decides meanwhile"), required=False)
    since = DateTimeMinuteField(label=gettext_lazy("Away from"))
    until = DateTimeMinuteField(label=gettext_lazy("Until"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class Away(Page):
    """Absences of one's own office: entered, and ended before their time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = None if request.POST.get("end") else self.form(request.POST)

        def again(refusal: Refusal) -> HttpResponse:
            shown = form if form is not None else self.form()
            refuse_into(shown, refusal) if form is not None else messages.error(request, str(refusal))
            return self.page(shown, status_of(refusal))

        def answer() -> HttpResponse:
            try:
                if form is None:
                    self.ends(request.POST["end"])
                elif not form.is_valid():
                    return self.page(form, 422)
                else:
                    self.enters(form.cleaned_data)
            except Refused as refused:
                return again(refused.refusal)
            return HttpResponseRedirect(reverse("queue_away"))

        return self.once(answer, again)

    def enters(self, given: dict[str, Any]) -> None:
        posts = {str(post.pk): post for post in self.colleagues()}
        substitutes.substitute(
            absent=posts[given["absent"]], instead=posts.get(given.get("substitute", "")), since=given["since"],
            until=given["until"], reason=given["reason"], by=self.by, at=self.at,
        )  # fmt: skip
        messages.success(self.request, _("The absence is entered."))

    def ends(self, value: str) -> None:
        try:
            substitutes.back_early(pk=UUID(value), by=self.by, at=self.at)
        except ValueError as wrong:
            raise Http404 from wrong
        messages.success(self.request, _("The absence is ended."))

    # --- the page -------------------------------------------------------------------------------------------

    def colleagues(self) -> list[Appointment]:
        roles = PROSECUTION if self.by.role in PROSECUTION else {Role.INVESTIGATING_JUDGE}
        return list(in_post(self.by.office_id, roles))

    def form(self, data: Any = None) -> forms.Form:
        if self.by.role not in ARRANGES:
            raise Http404
        form = AwayForm(data, initial={"since": self.at}) if data is not None else AwayForm(initial={"since": self.at})
        posts = self.colleagues()
        judges = self.by.role not in PROSECUTION
        away = [post for post in posts if post.role in (Role.PROSECUTOR, Role.INVESTIGATING_JUDGE)]
        if self.by.role == Role.INVESTIGATING_JUDGE:
            away = [post for post in away if post.pk == self.by.pk]
        form.fields["absent"].choices = [(str(post.pk), post.user.get_full_name()) for post in away]  # type: ignore[attr-defined]
        if judges:
            del form.fields["substitute"]
        else:
            form.fields["substitute"].required = True
            if len(away) == 1 and data is None:  # nobody stands in for himself; who is sent all the same is told why
                posts = [post for post in posts if post.user_id != away[0].user_id]
            form.fields["substitute"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose")), *((str(post.pk), post.user.get_full_name()) for post in posts)
            ]  # fmt: skip
        return guarded(form)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        found = Substitution.objects.filter(absent__office_id=self.by.office_id, ended_at__isnull=True)
        if self.by.role == Role.INVESTIGATING_JUDGE:
            found = found.filter(absent=self.by)
        rows = [
            {
                "id": str(row.pk),
                "absent": row.absent.user.short_name(),
                "substitute": "" if row.absent.role == Role.INVESTIGATING_JUDGE else row.substitute.user.short_name(),
                "since": row.since,
                "until": row.until,
                "reason": row.reason,
                "runs": row.since <= self.at < row.until,
            }
            for row in found.select_related("absent__user", "substitute__user").order_by("since")
        ]
        judges = self.by.role not in PROSECUTION
        context = {"title": _("Absences"), "form": form, "rows": rows, "judges": judges, "back_url": reverse("queue")}
        return self.show("oversight/queue_away.html", context, status)


class Draws(Page):
    """The distribution of one request, every draw of it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        if self.by.role not in SEES_DRAWS:
            raise Http404
        known = requests_of_court(self.by) if self.by.role == Role.COURT_CLERK else Sanction.objects.visible_to(self.by)
        sanction = known.select_related("case").filter(pk=pk).first()
        if sanction is None:
            raise Http404
        draws = list(Draw.objects.filter(sanction=sanction).select_related("judge__user", "court").order_by("at"))
        ids = {row["judge"] for draw in draws for row in [*draw.candidates, *draw.excluded]}
        names = {
            post.pk: post.user.short_name() for post in Appointment.objects.filter(pk__in=ids).select_related("user")
        }
        told = [
            {
                "at": draw.at,
                "court": str(draw.court),
                "cause": _(CAUSES.get(draw.cause, draw.cause)),
                "judge": draw.judge.user.short_name(),
                "chance": draw.chance,
                "rows": lots(draw, names),
                "excluded": [
                    {"name": names.get(row["judge"], ""), "why": _(EXCLUDED.get(row["why"], row["why"]))}
                    for row in draw.excluded
                ],
            }
            for draw in draws
        ]
        lead = {"title": _("How the judge was drawn"), "lead": _(sanction.rule.title), "number": sanction.case.number}
        return self.show("oversight/queue_draws.html", {**lead, "draws": told})


def lots(draw: Draw, names: dict[int, str]) -> list[dict[str, Any]]:
    """Each candidate with the load he had and the lot he drew; only the least burdened were in the urn."""
    least = min((row["load"] for row in draw.candidates), default=0)
    told, lot = [], 0
    for row in sorted(draw.candidates, key=lambda one: one["judge"]):
        inside = row["load"] == least
        told.append(
            {
                "name": names.get(row["judge"], ""),
                "load": row["load"],
                "lot": lot if inside else None,
                "drawn": row["judge"] == draw.judge_id,
            }
        )
        lot += inside
    return told
