"""`/queue/<request>/compare/`: what its author has changed since the request was handed back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ecase.oversight.queue import QueuePage
from ecase.oversight.queue_list import kind_at
from sanctions.models import Sanction
from sanctions.queries import marks
from sanctions.queries.earlier import compared


class Compare(QueuePage):
    """Field by field, with what was struck out and what was written in."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        subject = self.chosen(pk)
        if not isinstance(subject, Sanction):
            raise Http404
        found = compared(subject)
        known = [mark for mark in marks.known_to(subject, self.by) if mark.sent]
        for mark in known:
            mark.sheet = mark.material.first_sheet + mark.page - 1  # type: ignore[attr-defined]
        context = {
            "title": _("What has changed since the request was handed back"),
            "lead": f"{kind_at(subject).name(subject)}, {subject.case.number}",
            "back_url": self.line().wanted.url(reverse("queue_item", args=[pk])),
            "found": found,
            "reasons": subject.prosecutor_reasons or subject.head_reasons,
            "marks": known,
        }
        return self.show("oversight/queue_compare.html", context)
