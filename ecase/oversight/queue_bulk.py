"""Several requests supported by one list: only kinds whose row says so, only in favour, looked at before signing.

The acts of all are drawn up first and shown with their digests; one signature call signs them, and each is judged on
its own: what can no longer be supported is told in its row, the others go through.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import moving
from cases.moving import Invalid
from cases.views.papers import draft_of
from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.oversight.queue import QueuePage
from ecase.oversight.queue_list import kind_at
from ecase.oversight.queue_pane import Pane
from ecase.web.pages import hidden, in_words

MOST = 10
FAVOUR = ("support", "approve", "grant")
NOT_IN_BULK = Refusal("not_in_bulk", N_("This kind is decided one by one."))
NOT_SUPPORTED = Refusal("not_supported", N_("It cannot be supported here."))
WEAK = Refusal("weak", N_("A check is not met: open it on its own and write why you support it."))
OF_ONE_KIND = Refusal("of_one_kind", N_("Only requests of one kind go into one list."))


class Bulk(QueuePage):
    """`GET ?id=…&id=…`: the list; `POST` draws up the acts; `POST` with the drafts signs them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "appointment", None) is not None and self.by.role not in PROSECUTION:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown(self.listed(request.GET.getlist("id")))

    def post(self, request: HttpRequest) -> HttpResponse:
        def answer() -> HttpResponse:
            if request.POST.getlist("draft"):
                return self.shown(self.signed(request.POST.getlist("draft")), done=True)
            return self.shown(self.drawn(self.listed(request.POST.getlist("id")), request.POST.get("reasons", "")))

        return self.once(answer)

    # --- the three steps ------------------------------------------------------------------------------------

    def listed(self, ids: list[str]) -> list[dict[str, Any]]:
        """Each ticked request with what speaks against supporting it in one list with the others."""
        rows, kinds = [], set()
        for value in list(dict.fromkeys(ids))[:MOST]:
            try:
                subject = self.chosen(UUID(value))
            except ValueError:
                continue
            kinds.add(subject.kind)
            rows.append(self.row(subject, self.why_not(subject)))
        if len(kinds) > 1:
            rows = [row | {"refusal": in_words(OF_ONE_KIND)} for row in rows]
        return rows

    def why_not(self, subject: Any) -> Refusal | None:
        kind = kind_at(subject)
        if not kind.bulk(Role(self.by.role), subject):
            return NOT_IN_BULK
        pane = Pane(self.line(), subject, self.request.GET)
        offers = {offer.move.name: offer for offer in pane.offers()}
        offer = next((offers[name] for name in FAVOUR if name in offers), None)
        if offer is None:
            return NOT_SUPPORTED
        return offer.refusal or (WEAK if pane.weak() else None)

    def drawn(self, rows: list[dict[str, Any]], reasons: str) -> list[dict[str, Any]]:
        """The act of each that may be supported, drawn up and ready to be looked at; the reasons are those of all."""
        for row in rows:
            if row["refusal"]:
                continue
            subject = row["subject"]
            resource = kind_at(subject).resource
            name = next(name for name in FAVOUR if name in resource.moves(subject))
            try:
                with transaction.atomic():
                    made = moving.draft(resource, subject, name, {"reasons": reasons}, by=self.by, at=self.at)
            except Refused as refused:
                row["refusal"] = in_words(refused.refusal)
            except Invalid as invalid:
                row["refusal"] = " ".join(str(error) for errors in invalid.form.errors.values() for error in errors)
            else:
                row |= self.with_draft(made, subject)
        return rows

    def signed(self, ids: list[str]) -> list[dict[str, Any]]:
        """The result of each, one by one; what is refused leaves nothing behind."""
        rows = []
        for value in list(dict.fromkeys(ids))[:MOST]:
            draft = draft_of(self.by, value)
            subject = self.chosen(draft.subject_id)
            row = self.row(subject, None) | self.with_draft(draft, subject)
            try:
                if draft.move not in FAVOUR or not kind_at(subject).bulk(Role(self.by.role), subject):
                    raise Refused(NOT_IN_BULK)
                moving.perform(
                    kind_at(subject).resource, subject, draft.move, {}, draft_id=draft.pk,
                    signature=self.request.POST.get("signature", ""), by=self.by, at=self.at,
                )  # fmt: skip
            except Refused as refused:
                row["refusal"] = in_words(refused.refusal)
            rows.append(row)
        return rows

    def needs_reasons(self, subject: Any) -> bool:
        moves = kind_at(subject).resource.moves(subject)
        return any("reasons" in moves[name].needs for name in FAVOUR if name in moves)

    # --- the page -------------------------------------------------------------------------------------------

    def row(self, subject: Any, refusal: Refusal | None) -> dict[str, Any]:
        kind = kind_at(subject)
        return {
            "subject": subject,
            "id": str(subject.pk),
            "kind": kind.name(subject),
            "object": kind.about(subject),
            "case_number": subject.case.number,
            "who": kind.asked(subject).user.short_name(),
            "url": reverse("queue_item", args=[subject.pk]),
            "refusal": in_words(refusal) if refusal is not None else "",
            "draft": "",
            "sha256": "",
            "paper_url": "",
        }

    def with_draft(self, draft: Draft, subject: Any) -> dict[str, Any]:
        assert draft.document is not None
        url = reverse("queue_item", args=[subject.pk])
        return {"draft": str(draft.pk), "sha256": draft.document.sha256, "paper_url": f"{url}?draft={draft.pk}"}

    def shown(self, rows: list[dict[str, Any]], *, done: bool = False) -> HttpResponse:
        open_ = [row for row in rows if not row["refusal"]]
        drafts = [row["draft"] for row in open_ if row["draft"]]
        step = "done" if done else "sign" if drafts else "list"
        context = {
            "title": _("Support several requests"),
            "rows": rows,
            "step": step,
            "ids": [row["id"] for row in open_],
            "drafts": drafts,
            "signature": DEMO,
            "hidden": hidden(),
            "back_url": reverse("queue"),
            "signed": len(open_) if done else 0,
            "reasons_needed": any(self.needs_reasons(row["subject"]) for row in open_),
            "reasons": self.request.POST.get("reasons", ""),
        }
        return self.show("oversight/queue_bulk.html", context)
