"""The citizen's page: what became of a report, by the code on the receipt. No sign-in, no name, nothing to guess.

A wrong code, a code of nothing and a number that does not belong to it are answered in the same words.
After five wrong tries from one address the page rests for a quarter of an hour.
"""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache

from cases.models import Report
from cases.queries.report_codes import Found, checked, grouped
from ecase.law.reports import APPEALS, GROUNDS
from ecase.people.address import address_of
from ecase.people.models import Office
from ecase.web import now
from ecase.web.pages import here
from ecase.web.says import say

TRIES = 5
REST = timedelta(minutes=15)
Status = Report.Status
STAGES = {
    Status.RECEIVED: gettext_lazy("Entered in the information book; the decision is awaited."),
    Status.BEFORE_PROSECUTOR: gettext_lazy("The prosecutor decides which body deals with it."),
    Status.REGISTERED: gettext_lazy("A criminal case is registered."),
    Status.JOINED: gettext_lazy("Added to a criminal case that was registered before."),
    Status.NOT_REGISTERED: gettext_lazy("Not registered as a case."),
    Status.PASSED_ON: gettext_lazy("Passed on to another body."),
}


class CheckForm(forms.Form):
    """The code of the receipt; the number besides is judged when it is given."""

    code = forms.CharField(
        label=gettext_lazy("Code from the receipt"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the report or of the case"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("May be left empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


@method_decorator([login_not_required, never_cache], name="dispatch")
class Check(View):
    """`/check/` and `/check/<code>/`."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        return self.answer(request, code) if code else self.page(request, CheckForm())

    def post(self, request: HttpRequest, code: str = "") -> HttpResponse:
        form = CheckForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, 422)
        return self.answer(request, form.cleaned_data["code"], form.cleaned_data["number"], by_post=True)

    def answer(self, request: HttpRequest, code: str, number: str = "", *, by_post: bool = False) -> HttpResponse:
        key = tries_key(request)
        if tried(key) >= TRIES:
            return self.rests(request)
        found = checked(code)
        if found is None or (number.strip() and not names(found, number)):
            if count(key) >= TRIES:
                return self.rests(request)
            form = CheckForm({"code": code[:40], "number": number[:40]})
            form.is_valid()
            form.add_error(None, _("The number or the code does not fit."))
            return self.page(request, form, 404)
        if by_post:
            return HttpResponseRedirect(here(f"/check/{grouped(code)}/"))
        return self.page(request, None, found=found)

    def rests(self, request: HttpRequest) -> HttpResponse:
        response = self.page(request, CheckForm(), 429, rest=True)
        response.headers["Retry-After"] = str(int(REST.total_seconds()))
        return response

    def page(
        self, request: HttpRequest, form: CheckForm | None, status: int = 200, found: Found | None = None, **more: Any
    ) -> HttpResponse:
        at = now()
        context = {
            "server_now": at,
            "form": form,
            "found": told(found, at) if found else None,
            "rest_minutes": int(REST.total_seconds() // 60) if more.get("rest") else 0,
            "again_url": here("/check/"),
            "letter_url": here("/covert-notice/"),  # beside the page of a report: the other letter with a code
        }
        response = render(request, "cases/reports/check.html", context, status=status)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def told(found: Found, at: datetime) -> dict[str, Any]:
    """What happened, in plain words; never a name and never what the report says."""
    office = Office.objects.filter(pk=found.office_id).first()
    ground = GROUNDS.get(found.ground)
    waits = found.status in {Status.RECEIVED, Status.BEFORE_PROSECUTOR}
    refused = found.status in {Status.NOT_REGISTERED, Status.PASSED_ON}
    return {
        "number": found.number,
        "stage": STAGES[Status(found.status)],
        "office": str(office) if office else "",
        "received_at": found.received_at,
        "due_at": found.due_at if waits else None,
        "late": bool(waits and found.due_at and found.due_at <= at),
        "decided_at": found.decided_at,
        "ground": say(ground.title) if ground and refused else "",
        "cite": ground.cite if ground and refused else "",
        "case": found.case_number if found.status in {Status.REGISTERED, Status.JOINED} else "",
        "registered_at": found.registered_at,
        "appeals": [{"says": say(words), "cite": cite} for words, cite in APPEALS] if refused or waits else [],
    }


def names(found: Found, number: str) -> bool:
    """Whether the typed number is that of the report or of its case."""
    typed = re.sub(r"[^0-9-]", "", number)
    return typed in {found.number, str(found.serial), found.case_number}


def tries_key(request: HttpRequest) -> str:
    """The counter of an address; the address itself is not kept."""
    return "check:" + hashlib.sha256((address_of(request) or "").encode()).hexdigest()[:24]


def tried(key: str) -> int:
    return int(cache.get(key) or 0)


def count(key: str) -> int:
    """One more wrong try; the rest begins anew with each."""
    cache.add(key, 0, int(REST.total_seconds()))
    number = int(cache.incr(key))
    cache.touch(key, int(REST.total_seconds()))
    return number
