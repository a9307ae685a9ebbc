"""Asking for a sanction: the list of kinds, then the request in steps or on one page, its check, its act.

What is typed is kept on the server until the request stands; what a draft means is `sanctions.proposal`.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases import moving
from cases.views.case import CasePage
from ecase.law.kinds import Kind
from ecase.law.kinds_all import KINDS
from ecase.law.words import Refusal, Refused
from ecase.people.models import Appointment
from ecase.web import saved
from ecase.web.drafting import Drafting
from ecase.web.models import SavedDraft
from ecase.web.pages import fieldsets, guarded, here, in_words, refuse_into, status_of
from ecase.web.says import say
from sanctions import actions, checks, rules
from sanctions.blocks import composed, weighed_in_words
from sanctions.forms import WHY
from sanctions.models import Sanction
from sanctions.offered import NO_SUSPECT, OFTEN, Offered, grouped, offered
from sanctions.proposal import CHECK, STEPS, WHOLE, Proposal
from sanctions.resource import SANCTION
from sanctions.sheets import SHEETS, SheetsInput, sheets_asked
from sanctions.views.wording import answers_to, check_told, measure_told, ordered, parted, route_of, shown_value

ANOTHER = re.compile(r"^[0-9a-f]{8}$")
KEY = "cases/{number}/sanctions/new/?kind={kind}"


class Request(CasePage, Drafting):
    """`/cases/<number>/sanctions/new/`: without a kind the list of them, with one the request itself."""

    tab = "sanctions"
    kind: Kind | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "appointment", None) is not None:
            self.kind = KINDS.get(request.GET.get("kind", "") or request.POST.get("kind", ""))
            if self.kind is not None and self.kind.compartment == "covert":
                self.kind = None
            refusal = self.why_not()
            if refusal is not None:
                return self.refused(refusal)
        return super().dispatch(request, *args, **kwargs)

    def why_not(self) -> Refusal | None:
        """Why the reader asks for nothing here, or not for this kind."""
        if self.kind is not None:
            return rules.why_not_ask(self.kind, self.opened.case, self.by, self.at)
        mine = [kind for kind in KINDS.values() if self.by.role in kind.asked_by and kind.compartment != "covert"]
        first = [rules.why_not_ask(kind, self.opened.case, self.by, self.at) for kind in mine]
        return self.why_not_his() if not first or all(first) else None

    # --- which draft, which step ---------------------------------------------------------------------------------

    @property
    def draft_key(self) -> str:
        assert self.kind is not None
        key = KEY.format(number=self.opened.case.number, kind=self.kind.code)
        another = self.request.GET.get("draft", "")
        return f"{key}&draft={another}" if ANOTHER.match(another) else key

    @property
    def draft_url(self) -> str:
        return self.at_step(self.step)

    def at_step(self, name: str) -> str:
        return f"{here('/')}{self.draft_key}" + (f"&step={name}" if name else "")

    @cached_property
    def step(self) -> str:
        asked = self.request.GET.get("step", "")
        names = {*(name for name, _title in STEPS), WHOLE, CHECK}
        return asked if asked in names else WHOLE if self.proposal.short else STEPS[0][0]

    @cached_property
    def proposal(self) -> Proposal:
        assert self.kind is not None
        person = self.request.GET.get("person", "")
        return Proposal(self.by, self.at, self.opened.case, self.kind, self.draft_key, person)

    def begin_again(self) -> None:
        """Read the draft anew, after it was written."""
        self.__dict__.pop("proposal", None)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of this step."""
        rows = self.proposal.fields_by_step(self.proposal.written)
        if self.step == CHECK:
            return tuple(self.proposal.reasons_form().fields)
        return tuple(name for step, names in rows.items() if self.step in (step, WHOLE) for name in names)

    @property
    def draft_fields(self) -> dict[str, forms.Field]:
        return dict(self.proposal.written.fields)

    def typed_now(self) -> dict[str, Any]:
        """What is kept, with what this step has sent instead of its own fields."""
        sent, kept = self.request.POST, dict(self.proposal.typed)
        fields = self.proposal.written.fields
        for name in self.names:
            values = [text.replace("\0", "") for text in sent.getlist(name)]
            kept.pop(name, None)
            if name == SHEETS:
                kept[name] = SheetsInput().value_from_datadict(sent, None, SHEETS)
            elif isinstance(fields.get(name), forms.MultipleChoiceField):
                kept[name] = values
            elif not isinstance(fields.get(name), forms.BooleanField):
                kept[name] = values[0] if values else ""
            elif values:
                kept[name] = values[0]
        return kept

    # --- what happens --------------------------------------------------------------------------------------------

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        if self.kind is None:
            return self.choose()
        if self.step == CHECK:
            return self.check_page()
        return self.step_page(self.proposal.form(judged=False))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        if self.kind is None:
            return self.choose()
        if request.POST.get("do") == "discard":
            saved.forget(self.by, self.draft_key)
            return HttpResponseRedirect(f"{self.base}sanctions/new/")
        answer = self.keeps()
        self.begin_again()
        if answer is not None:
            return answer
        do = request.POST.get("do", "next")
        if do == "compose":
            return self.compose()
        if do == "back":
            return HttpResponseRedirect(self.at_step(self.before))
        if self.step == CHECK:
            return self.send()
        form = self.proposal.written
        wrong = [name for name in self.names if name in form.errors]
        return self.step_page(form, 422) if wrong else HttpResponseRedirect(self.at_step(self.following))

    def compose(self) -> HttpResponse:
        """Typical words for what is ticked, put under what is written already."""
        found = self.proposal
        kept = dict(found.typed)
        words = {"grounds": composed(found.request, found.filed)}
        if "milder" in found.written.fields:
            words["milder"] = weighed_in_words(found.measures, found.kind.code, found.case.language)
        for name, parts in words.items():
            text = str(kept.get(name) or "").rstrip()
            kept[name] = "\n\n".join([*([text] if text else []), *(part for part in parts if part not in text)])
        standing = saved.load(self.by, self.draft_key)
        version = saved.version_of(standing)
        saved.save(self.by, self.draft_key, kept, version, at=self.at, tab=self.tab_name)
        return HttpResponseRedirect(f"{self.draft_url}#id_grounds")

    @property
    def order(self) -> list[str]:
        return [WHOLE, CHECK] if self.step == WHOLE or self.alone else [*(name for name, _t in STEPS), CHECK]

    @property
    def alone(self) -> bool:
        return self.proposal.short and self.request.GET.get("step", "") in ("", WHOLE, CHECK)

    @property
    def following(self) -> str:
        return self.order[min(self.order.index(self.step) + 1, len(self.order) - 1)]

    @property
    def before(self) -> str:
        place = self.order.index(self.step) if self.step in self.order else 0
        return self.order[max(place - 1, 0)]

    def send(self) -> HttpResponse:
        """Make the request and lay its act ready to be signed."""
        case = self.opened.case

        def answer() -> HttpResponse:
            wrong = self.misdirected(case=case.number)
            if wrong is not None:
                return self.check_page(wrong)
            # The lock on the draft: two tabs that send it at once are one request.
            if saved.load(self.by, self.draft_key, lock=True) is None:
                return self.check_page(GONE)
            self.begin_again()
            if list(self.proposal.problems()) or self.proposal.against:
                return self.check_page(status=422)
            try:
                made = actions.request(case_id=case.pk, by=self.by, at=self.at, **self.proposal.arguments())
            except Refused as refused:
                return self.check_page(refused.refusal)
            saved.forget(self.by, self.draft_key)
            return HttpResponseRedirect(act_of(made, f"{self.base}sanctions/{made.pk}/", self.by, self.at))

        return self.once(answer, self.check_page)

    # --- pages ---------------------------------------------------------------------------------------------------

    def choose(self) -> HttpResponse:
        """The kinds, by group: allowed, or greyed with the reason."""
        case, text = self.opened.case, self.request.GET.get("q", "").strip()[:100]
        rows = offered(case, self.by, self.at)
        begun = {
            row.key: row
            for row in SavedDraft.objects.filter(
                appointment_id=self.by.pk,
                user_id=self.by.user_id,
                key__startswith=f"cases/{case.number}/sanctions/new/",
            ).defer("data")
        }
        context = {
            "q": text,
            "often": [self.told(row, begun) for code in OFTEN for row in rows if row.kind.code == code and not text],
            "groups": [
                {"title": _(title), "rows": [self.told(row, begun) for row in chosen if answers_to(row.kind, text)]}
                for _group, title, chosen in grouped(rows, text)
            ],
            "begun": [
                {
                    "url": here(f"/{key}"),
                    "title": _(KINDS[code].title),
                    "saved_at": row.saved_at,
                }
                for key, row in begun.items()
                if (code := key.partition("kind=")[2].partition("&")[0]) in KINDS
            ],
            "send_before": self.running_term(),
            "no_suspect": in_words(NO_SUSPECT) if any(row.refusal is NO_SUSPECT for row in rows) else "",
            "recognise_url": f"{self.base}moves/recognise_suspect/",
        }
        context["groups"] = [group for group in context["groups"] if group["rows"]]
        return self.show_case("sanctions/new_kind.html", context)

    def told(self, row: Offered, begun: dict[str, SavedDraft]) -> dict[str, Any]:
        kind = row.kind
        key = KEY.format(number=self.opened.case.number, kind=kind.code)
        # A request is under way in the draft already: a second one of things, not of one person, gets its own.
        return {
            "code": kind.code,
            "title": _(kind.title),
            "cite": kind.cite,
            "route": route_of(kind),
            "url": here(f"/{key}"),
            "begun": key in begun,
            "allowed": row.refusal is None,
            # Said once on top of the list, not twenty times in it.
            "refusal": None if row.refusal is NO_SUSPECT else row.refusal,
            "standing_url": f"{self.base}sanctions/{row.standing}/" if row.standing is not None else "",
            "room": in_words(row.room) if row.refusal is None and row.room is not None else "",
        }

    def running_term(self) -> dict[str, Any] | None:
        """The end by which the petition has to be with the judge, while somebody is held."""
        due = next((d for d in self.opened.running if d.rule == "detention.petition_to_ij"), None)
        return {"due_at": due.due_at, "starts_at": due.starts_at} if due is not None else None

    def frame(self) -> dict[str, Any]:
        found, kind = self.proposal, self.proposal.kind
        return {
            "kind_title": _(kind.title),
            "cite": kind.cite,
            "route": route_of(kind),
            "note": _(kind.note) if kind.note else "",
            "steps": list(self.strip()),
            "step": self.step,
            "kinds_url": f"{self.base}sanctions/new/",
            "whole_url": self.at_step(WHOLE) if self.step != WHOLE else "",
            "parts_url": self.at_step(STEPS[0][0]) if self.step == WHOLE else "",
            "send_before": {"due_at": found.due, "starts_at": None} if found.due is not None else None,
            "measures": [measure_told(one, self.at_kind(one.code), kind.code) for one in found.measures],
            "begun": found.begun,
            **self.keeping(found.saved),
        }

    def at_kind(self, code: str) -> str:
        return here("/" + KEY.format(number=self.opened.case.number, kind=code)) if code in KINDS else ""

    def strip(self) -> Iterator[dict[str, Any]]:
        """The progress: kind, the steps of the request, check, signature."""
        found = self.proposal
        yield {"title": _("Kind"), "url": f"{self.base}sanctions/new/", "state": "done", "current": False}
        if self.step == WHOLE or (self.step == CHECK and self.alone):
            states = {section.state for section in found.sections}
            state = "done" if states == {"done"} else "empty" if states == {"empty"} else "started"
            yield {"title": _("Request"), "url": self.at_step(WHOLE), "state": state, "current": self.step == WHOLE}
        else:
            for section in found.sections:
                yield {
                    "title": section.title, "url": self.at_step(section.name), "state": section.state,
                    "current": section.name == self.step,
                }  # fmt: skip
        ready = not list(found.problems()) and not found.against if found.begun else False
        state = "done" if ready else "empty"
        yield {"title": _("Check"), "url": self.at_step(CHECK), "state": state, "current": self.step == CHECK}
        yield {"title": _("Signature"), "url": "", "state": "empty", "current": False}

    def step_page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        found = self.proposal
        rows = found.fields_by_step(form)
        titles = dict(STEPS)
        groups = [
            {**parted(group), "name": name, "sheets": SHEETS in names}
            for name, names in rows.items()
            if self.step in (name, WHOLE)
            for group in fieldsets(form, (_(titles[name]), "", [n for n in names if n != SHEETS]))
            or [{"legend": _(titles[name]), "hint": "", "fields": []}]
        ]
        guarded(form, case=found.case.number)
        shown = found.checks if found.begun else []
        context = {
            **self.frame(),
            "form": form,
            "groups": groups,
            "urgent": [name for name in ("acted_from", "acted_until", "urgent_why") if name in form.fields]
            if found.kind.urgent
            else [],
            "sheets": sheets_asked(form, found.case.number),
            "blocks": self.step in ("text", WHOLE),
            "checks": [check_told(one, self.place_url(one), found) for one in shown if one.ok is not True],
            "error_list": [],
        }
        return self.show_case("sanctions/new.html", context, status)

    def check_page(self, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        found = self.proposal
        problems = list(found.problems())
        # What the form says of an empty field is not said a second time.
        looked = [one for one in found.checks if not (one.field and one.field in found.written.errors)]
        form = found.reasons_form(found.typed)
        if refusal is not None:
            status = status_of(refusal)
            refuse_into(form, refusal)
        elif status == 422:
            form.is_valid()
            for check in found.against:
                name = f"{WHY}{check.code}"
                if name in form.fields:
                    form.add_error(
                        name,
                        # Which of them: the summary on top has nothing but the words of the error to tell it by.
                        f"{say(check.says, check.params)} "
                        + _("Write why, at least %(least)d characters.") % {"least": checks.WHY_AT_LEAST},
                    )
        context = {
            **self.frame(),
            "form": guarded(form, case=found.case.number),
            "problems": [{"says": words, "href": self.at_step(self.place_of(step))} for step, words in problems],
            "checks": [check_told(one, self.place_url(one), found, form) for one in ordered(looked)],
            "summary": list(self.summary()),
            "ready": not problems and not found.against,
            "never": not problems and any(one.never for one in looked),
            "alone": found.kind.alone,
        }
        return self.show_case("sanctions/new_check.html", context, status)

    def place_of(self, step: str) -> str:
        return WHOLE if self.alone else step

    def place_url(self, check: checks.Check) -> str:
        """Where what is not met is mended."""
        if check.place in ("facts", "grounds", "text"):
            return self.at_step(self.place_of(check.place)) + (f"#id_{check.field}" if check.field else "")
        about = self.proposal.about
        tabs = {"file": "file/#upload", "people": "people/", "charges": "charges/"}
        tabs["qualify"] = f"moves/qualify/?participant={about.pk}" if about is not None else "people/"
        return f"{self.base}{tabs[check.place]}" if check.place in tabs else ""

    def summary(self) -> Iterator[dict[str, Any]]:
        """What was written, by step."""
        form = self.proposal.written
        titles = dict(STEPS)
        for name, names in self.proposal.fields_by_step(form).items():
            rows = []
            for field in names:
                value = shown_value(form, field)
                if value:
                    rows.append({"key": form.fields[field].label, "value": value})
            yield {"title": _(titles[name]), "url": self.at_step(self.place_of(name)), "rows": rows}


GONE = Refusal("sent_before", saved.GONE)


def act_of(made: Sanction, own: str, by: Appointment, at: datetime) -> str:
    """Straight on to the act, already drawn up: looked at, signed, sent. `own`: the address of the request."""
    move = "apply" if made.rule.alone else "submit"
    page = f"{own}moves/{move}/"
    with suppress(Refused, moving.Invalid):
        subject = moving.find(SANCTION, made.pk, by)
        return f"{page}?draft={moving.draft(SANCTION, subject, move, {}, by=by, at=at).pk}"
    return page
