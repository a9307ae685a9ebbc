"""The page of one move, the same for every matter: fields, the act to look at, signature; without an act, at once."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Ruling
from cases.moving import Invalid, Resource
from cases.views.papers import draft_of, paper_of_draft
from ecase.documents.actions import DEMO
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.moves import Move
from ecase.law.roles import TITLES, Role
from ecase.law.rulings import Status
from ecase.law.words import N_, Refusal, Refused
from ecase.web import saved
from ecase.web.drafting import OWN, Drafting
from ecase.web.pages import fields_of, guarded, here, hidden, refuse_into, status_of
from ecase.web.says import say

# Whom an act goes to, in words: holders of a post, and people of the case.
ADDRESSEES: dict[str, str] = {
    **TITLES,
    "suspect": N_("Suspect"),
    "victim": N_("Victim"),
    "applicant": N_("Applicant"),
    "convict": N_("Convict"),
    "defender": N_("Defender"),
    "civil_claimant": N_("Civil claimant"),
    "civil_defendant": N_("Civil defendant"),
}


KEEPING = frozenset({"leave", "compare"})  # buttons that keep the form and send nothing
LANGUAGE = re.compile(r"^/([a-z]{2}/)?")


def typed_fields(request: HttpRequest) -> dict[str, Any]:
    """The fields of the move, without what the keeping of the form adds."""
    return {name: value for name, value in fields_of(request).items() if name not in OWN}


def done_words(made: Any) -> str:
    """What is said of a move that was made: a ruling that somebody else decides on has only been sent to him."""
    if isinstance(made, Ruling) and made.status == Status.BEFORE_DECIDER:
        return _("Signed and sent for decision: %(move)s. It has not been decided yet.")
    return _("Done: %(move)s.")


class MovePage(Drafting):
    """`/…/moves/<name>/`: GET shows the form or, with `?draft=`, the act; POST makes the draft, signs, or performs.

    An app's subclass names its resource and says what stands around the page; with `keeps_typed` the form is kept
    on the server while it is typed, until the act is signed.
    """

    resource: ClassVar[Resource]
    keeps_typed: ClassVar[bool] = False
    template: ClassVar[str] = "web/move.html"
    asked: Mapping[str, forms.Field] = {}

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

        if draft is None and ("autosave" in request.POST or request.POST.get("do") in KEEPING):
            return self.keep(subject, move) or HttpResponseRedirect(self.draft_url)

        def again(refusal: Refusal) -> HttpResponse:
            """The same page with the reason; whatever was typed stays."""
            if draft is not None:
                return self.sign_page(subject, move, draft, refusal, status_of(refusal))
            form = None
            if not self.is_of_another(subject, move):
                form = moving.bound_form(self.resource, subject, move, self.by, self.at, typed_fields(request))
            if form is not None and refusal.field in form.fields:
                refuse_into(form, refusal)
                return self.form_page(subject, move, form, None, status_of(refusal))
            return self.form_page(subject, move, form, refusal, status_of(refusal))

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=str(subject.pk), version=self.resource.version(subject))
            if wrong is not None:
                return again(wrong)
            kept = self.keep(subject, move) if draft is None else None
            if kept is not None:
                return kept
            try:
                return self.act(subject, move, draft)
            except Invalid as invalid:
                return self.form_page(subject, move, invalid.form, None, 422)
            except Refused as refused:
                return again(refused.refusal)

        return self.once(answer, again)

    def is_of_another(self, subject: Any, move: Move) -> bool:
        """Whether the move is not this person's to make: then its form, which lists the case, is not shown to him."""
        refusal = self.resource.why_not(move, subject, self.by, self.at)
        return refusal is not None and status_of(refusal) == 403

    # --- kept while it is typed -----------------------------------------------------------------------

    @property
    def draft_key(self) -> str:
        """The address without its language."""
        return LANGUAGE.sub("", self.request.path)

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return dict(self.asked)

    def keep(self, subject: Any, move: Move) -> HttpResponse | None:
        """The answer to an autosave, to leaving, to a conflict; None when the form goes on its way.

        A form without the hidden fields (a script, an old bookmark) is not kept.
        """
        if not self.keeps_typed or "saved" not in self.request.POST:
            return None
        form = None
        if self.resource.why_not(move, subject, self.by, self.at) is None:
            form = self.resource.forms(subject, move, self.by, self.at)
        if form is None:
            return HttpResponse(status=204) if "autosave" in self.request.POST else None
        self.asked = form.base_fields
        return self.keeps()

    # --- what happens ---------------------------------------------------------------------------------

    def act(self, subject: Any, move: Move, draft: Draft | None) -> HttpResponse:
        """Make the draft, or perform; raises Refused and Invalid."""
        common = {"by": self.by, "at": self.at}
        if draft is None and move.act_for(Role(self.by.role)):
            made = moving.draft(self.resource, subject, move.name, typed_fields(self.request), **common)
            return HttpResponseRedirect(f"{self.request.path}?draft={made.pk}")
        signature = self.request.POST.get("signature", "") if draft else ""
        made = moving.perform(
            self.resource,
            subject,
            move.name,
            typed_fields(self.request),
            draft_id=draft.pk if draft else None,
            signature=signature,
            **common,
        )
        if self.keeps_typed:
            saved.forget(self.by, self.draft_key)
        messages.success(self.request, done_words(made) % {"move": say(move.title)})
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
            kept = saved.value_of(saved.load(self.by, self.draft_key)) if self.keeps_typed else None
            # Over what the form itself knows: what was kept, and over that what the address or a draft says.
            form.initial = {**form.initial, **(kept or {}), **initial}
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
            guarded(form, case=str(subject.pk), version=self.resource.version(subject))
            if self.keeps_typed:
                extra |= self.keeping(saved.load(self.by, self.draft_key))
        else:
            extra["hidden"] = hidden(case=str(subject.pk), version=self.resource.version(subject))
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
                case=str(subject.pk),
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
        return self.show(self.template, shown, status)

    def lead(self, subject: Any) -> str:
        person = getattr(subject, "participant", None)
        return person.full_name if person is not None else ""
