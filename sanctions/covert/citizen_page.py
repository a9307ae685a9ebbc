"""`/covert-notice/`: a person reads the notice that was sent to him. Throttled like the page of a report.

Whatever is wrong, code or number or both, is answered in the same words; nothing is put into an address.
"""

import hashlib
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cases.views.check import REST, TRIES, count, tried
from ecase.law.kinds_all import KINDS
from ecase.people.address import address_of
from ecase.people.models import Office
from ecase.web import now
from ecase.web.forms import IinInput
from ecase.web.pages import here
from ecase.web.says import say
from sanctions.covert import citizens


class NoticeForm(forms.Form):
    """Code and IIN. The number is not judged by itself: its form would tell which of the two is wrong."""

    code = forms.CharField(
        label=gettext_lazy("Code from the letter"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    iin = forms.CharField(
        label=gettext_lazy("Your IIN"),
        max_length=24,
        help_text=gettext_lazy("By it you confirm that the notice is addressed to you."),
        widget=IinInput(attrs={"autocomplete": "off"}),
    )


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class CovertNoticePage(View):
    """The form, and once both fit the notice itself; only ever as the answer to a form."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, NoticeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoticeForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, 422)
        key = tries_key(request)
        if tried(key) >= TRIES:
            return self.rests(request)
        code = form.cleaned_data["code"]
        found = citizens.told(code, "".join(filter(str.isdigit, form.cleaned_data["iin"])))
        if found is None:
            if count(key) >= TRIES:
                return self.rests(request)
            form.add_error(None, _("The code and the number do not belong together. Look at the letter again."))
            return self.page(request, form, 404)
        at = now()
        citizens.note_reading(code, at)
        return self.page(request, None, found=told(found, at))

    def rests(self, request: HttpRequest) -> HttpResponse:
        response = self.page(request, NoticeForm(), 429, rest=True)
        response.headers["Retry-After"] = str(int(REST.total_seconds()))
        return response

    def page(
        self,
        request: HttpRequest,
        form: NoticeForm | None,
        status: int = 200,
        found: dict[str, Any] | None = None,
        *,
        rest: bool = False,
    ) -> HttpResponse:
        context = {
            "server_now": now(),
            "form": form,
            "found": found,
            "rest_minutes": int(REST.total_seconds() // 60) if rest else 0,
            "own_url": here("/covert-notice/"),
        }
        response = render(request, "sanctions/covert/notice.html", context, status=status)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def told(found: citizens.Told, at: datetime) -> dict[str, Any]:
    """What, when, by whose order, how to complain until which day."""
    offices = {office.pk: str(office) for office in Office.objects.filter(pk__in=[found.court_id, found.office_id])}
    kind = KINDS[found.kind]
    court = offices.get(found.court_id or 0, "")
    return {
        "name": found.name,
        "action": say(kind.title),
        "cite": kind.cite,
        "ordered_by": court if kind.by_court else offices.get(found.office_id, ""),
        "by_court": kind.by_court,
        "conducted_by": offices.get(found.office_id, ""),
        "decided_at": found.decided_at,
        "began_at": found.began_at or found.decided_at,
        "ended_at": found.ended_at,
        "sent_at": found.sent_at,
        "complain_until": citizens.last_day(found, at),
        "court": court,
    }


def tries_key(request: HttpRequest) -> str:
    """The counter of an address; the address itself is not kept."""
    return "covert-notice:" + hashlib.sha256((address_of(request) or "").encode()).hexdigest()[:24]
