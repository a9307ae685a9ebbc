"""The page of one move, the same for every matter: fields, the act to look at, signature; without an act, at once."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases import moving
from cases.moving import Invalid, Resource
from cases.views.papers import draft_of, paper_of_draft
from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.moves import Move
from ecase.law.roles import TITLES, Role
from ecase.law.words import N_, Refusal, Refused
from ecase.web.pages import Page, fields_of, guarded, here, hidden, refuse_into, status_of
from ecase.web.says import say

# Whom an act goes to, in words: holders of a post, and people of the case.
ADDRESSEES: dict[str, str] = {
    **TITLES,
    "suspect": N_("Suspect"),
    "victim": N_("Victim"),
    "applicant": N_("Applicant"),
}


class MovePage(Page):
    """`/…/moves/<name>/`: GET shows the form or, with `?draft=`, the act; POST makes the draft, signs, or performs.

    An app's subclass names its resource and says what stands around the page.
    """

    resource: ClassVar[Resource]

    def around(self, subject: Any) -> dict[str, Any]:
        """Case bar and tabs, where the reader sees the case."""
        return {}

    def fits(self, subject: Any, kwargs: dict[str, Any]) -> bool:
        """Whether the address names this subject's own case."""
        return "number" not in kwargs or self.resource.file(subject).number == kwargs["number"]

    def find(self, subject_id: UUID, name: str) -> tuple[Any, Move]:
        subject = moving.find(self.resource, subject_id, self.by)
        if not self.fits(subject, self.kwargs):
            raise moving.NotVisible(subject_id)
        return subject, moving.move_named(self.resource, subject, name)

    def get(self, request: HttpRequest, pk: UUID, name: str, **kwargs: Any) -> HttpResponse:
        subject, move = self.find(pk, name)
        refusal = self.resource.why_not(move, subject, self.by, self.at)
        if request.GET.get("draft"):
            draft = draft_of(self.by, request.GET["draft"], subject_id=subject.pk, move=name)
            if draft.used_at is not None:
                return HttpResponseRedirect(self.back(subject))
            return self.sign_page(subject, move, draft, refusal)
        form = None
        if refusal is None:
            form = self.form(subject, move, initial=self.typed_before(subject, name, request.GET.get("from", "")))
        return self.form_page(subject, move, form, refusal)

    def post(self, request: HttpRequest, pk: UUID, name: str, **kwargs: Any) -> HttpResponse:
        subject, move = self.find(pk, name)
        draft = (
            draft_of(self.by, request.POST["draft"], subject_id=subject.pk, move=name)
            if request.POST.get("draft")
            else None
        )

        def again(refusal: Refusal) -> HttpResponse:
            """The same page with the reason; whatever was typed stays."""
            if draft is not None:
                return self.sign_page(subject, move, draft, refusal, status_of(refusal))
            form = moving.bound_form(self.resource, subject, move, self.by, self.at, fields_of(request))
            if form is not None and refusal.field in form.fields:
                refuse_into(form, refusal)
                return self.form_page(subject, move, form, None, status_of(refusal))
            return self.form_page(subject, move, form, refusal, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=self.resource.file(subject).number, version=self.resource.version(subject))
            if wrong is not None:
                return again(wrong)
            try:
                return self.act(subject, move, draft)
            except Invalid as invalid:
                return self.form_page(subject, move, invalid.form, None, 422)
            except Refused as refused:
                return again(refused.refusal)

        return self.once(answer, again)

    # --- what happens ---------------------------------------------------------------------------------

    def act(self, subject: Any, move: Move, draft: Draft | None) -> HttpResponse:
        """Make the draft, or perform; raises Refused and Invalid."""
        common = {"by": self.by, "at": self.at}
        if draft is None and move.act_for(Role(self.by.role)):
            made = moving.draft(self.resource, subject, move.name, fields_of(self.request), **common)
            return HttpResponseRedirect(f"{self.request.path}?draft={made.pk}")
        signature = self.request.POST.get("signature", "") if draft else ""
        moving.perform(
            self.resource,
            subject,
            move.name,
            fields_of(self.request),
            draft_id=draft.pk if draft else None,
            signature=signature,
            **common,
        )
        messages.success(self.request, _("Done: %(move)s.") % {"move": say(move.title)})
        return HttpResponseRedirect(self.after(subject))

    def after(self, subject: Any) -> str:
        """Where to go when the move is made."""
        return self.back(subject)

    def back(self, subject: Any) -> str:
        return here(self.resource.url(subject, self.by))

    # --- what is shown ----------------------------------------------------------------------------------

    def form(self, subject: Any, move: Move, initial: dict[str, Any]) -> forms.Form | None:
        form = moving.bound_form(self.resource, subject, move, self.by, self.at, None)
        if form is not None:
            form.initial = {**form.initial, **initial}  # over what the form itself knows already
        return form

    def typed_before(self, subject: Any, name: str, draft_id: str) -> dict[str, Any]:
        """What was typed into the draft somebody comes back from, or what the clock laid ready for him."""
        if draft_id:
            return dict(draft_of(self.by, draft_id, subject_id=subject.pk, move=name).fields)
        ready = Draft.objects.filter(
            prepared_for=self.by, subject_id=subject.pk, move=name, prepared_by_clock=True, used_at__isnull=True
        )
        prepared = ready.order_by("-at").first()
        return dict(prepared.fields) if prepared else {}

    def form_page(
        self, subject: Any, move: Move, form: forms.Form | None, refusal: Refusal | None, status: int = 200
    ) -> HttpResponse:
        act = move.act_for(Role(self.by.role))
        extra: dict[str, Any] = {"hidden": []}
        if form is not None:
            guarded(form, case=self.resource.file(subject).number, version=self.resource.version(subject))
        else:
            extra["hidden"] = hidden(case=self.resource.file(subject).number, version=self.resource.version(subject))
        submit = _("Look at the act") if act else say(move.title)
        return self.page(
            subject,
            move,
            form=form,
            refusal=refusal,
            step="fields" if form else "confirm",
            looks_next=bool(act),
            submit=submit,
            status=status,
            **extra,
        )

    def sign_page(
        self, subject: Any, move: Move, draft: Draft, refusal: Refusal | None, status: int = 200
    ) -> HttpResponse:
        by = self.by
        return self.page(
            subject,
            move,
            form=None,
            refusal=refusal,
            paper=paper_of_draft(draft),
            step="sign",
            signer=f"{by.user.get_full_name()}, {by.role_title}",
            submit=_("Sign"),
            who_gets=[say(ADDRESSEES.get(whom, whom)) for whom in ACTS[draft.act].addressed_to]
            if draft.act in ACTS
            else [],
            hidden=hidden(
                case=self.resource.file(subject).number,
                version=self.resource.version(subject),
                draft=draft.pk,
                signature=DEMO,
            ),
            back_url=f"{self.request.path}?from={draft.pk}",
            status=status,
        )

    def page(self, subject: Any, move: Move, *, status: int = 200, **context: Any) -> HttpResponse:
        shown = {
            "title": say(move.title),
            "lead": self.lead(subject),
            "cite": move.cite,
            "style": "warning" if move.style == "warning" else "",
            "back_url": self.back(subject),
            "paper": None,
            **self.around(subject),
            **context,
        }
        return self.show("web/move.html", shown, status)

    def lead(self, subject: Any) -> str:
        person = getattr(subject, "participant", None)
        return person.full_name if person is not None else ""
