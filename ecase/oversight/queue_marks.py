"""Remarks on the pages while a request lies before whoever may hand it back; the asker ticks what he has mended.

Plain forms that come back to the page they were sent from; `queue.js` sends them without loading it anew.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ecase.law.words import Refused
from ecase.oversight.queue import QueuePage
from ecase.oversight.queue_list import asked
from ecase.web.pages import here, in_words
from sanctions.actions import marks
from sanctions.models import Sanction
from sanctions.sheets import _uuid as uuid_of


class Marks(QueuePage):
    """`POST /queue/<request>/marks/`: a remark on a page, or one of one's own taken back (`drop`)."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        subject = self.chosen(pk)
        if not isinstance(subject, Sanction):
            raise Http404
        given = request.POST
        common: dict[str, Any] = {"sanction_id": pk, "by": self.by, "at": self.at}
        back = {"paper": given.get("material", ""), "mark": ""}

        def answer() -> HttpResponse:
            try:
                if given.get("drop"):
                    marks.drop(mark_id=_known(given["drop"]), **common)
                else:
                    made = marks.mark(
                        material_id=_known(given.get("material", "")),
                        page=_number(given.get("page", "")),
                        top=_number(given.get("top", "")),
                        text=given.get("text", ""),
                        **common,
                    )
                    back["paper"] = str(made.material_id)
            except Refused as refused:
                messages.error(request, in_words(refused.refusal))
                back["mark"] = given.get("text", "")[: marks.TEXT_MOST]
            return HttpResponseRedirect(asked(request.GET).url(reverse("queue_item", args=[pk]), **back) + "#marks")

        return self.once(answer)


class Mended(QueuePage):
    """`POST /queue/<request>/mended/`: the asker ticks a remark, or takes the tick back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        subject = Sanction.objects.visible_to(self.by).select_related("case").filter(pk=pk).first()
        if subject is None:
            raise Http404
        back = here(f"/cases/{subject.case.number}/{'covert' if subject.covert else 'sanctions'}/{pk}/")

        def answer() -> HttpResponse:
            try:
                marks.mend(
                    sanction_id=pk, mark_id=_known(request.POST.get("mark", "")), done=bool(request.POST.get("done")),
                    by=self.by, at=self.at,
                )  # fmt: skip
            except Refused as refused:
                messages.error(request, in_words(refused.refusal))
            where = request.POST.get("back", "")
            return HttpResponseRedirect((where if where.startswith(back) else back) + "#marks")

        return self.once(answer)


def _known(value: str) -> UUID:
    found = uuid_of(value)
    if found is None:
        raise Http404
    return found


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
