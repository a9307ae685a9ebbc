"""What is told of one request: acts, checks, facts, the way it has gone, the decision; the queue shows the same."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from cases import moving
from cases.models import Deadline, Material
from cases.views.papers import title_of
from ecase.law.act import Field
from ecase.law.arrest import GRAVITY_NOT_ENOUGH, GROUNDS, VERDICTS, WHY_NOT_MILDER, Verdict
from ecase.law.clock import local, shown
from ecase.law.kinds import Step
from ecase.law.limits import LIMITS
from ecase.law.roles import TITLES
from ecase.law.words import N_
from ecase.people.models import Appointment
from ecase.web.pages import HIDDEN, fieldsets, here
from ecase.web.says import say
from sanctions import checks, rules
from sanctions.forms import WHY, typed_facts
from sanctions.hearings.beside import hearing_told
from sanctions.kinds import END_WORDS, Status
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from sanctions.sheets import SHEETS, named


def acts_of(sanction: Sanction, by: Appointment) -> list[Material]:
    """The acts of a request that `by` sees, oldest first; the orders lie with the detention they end."""
    mine = Material.objects.visible_to(by).select_related("document", "matter", "filed_by__user")
    rows = list(mine.filter(matter_id=sanction.pk).order_by("first_sheet"))
    if sanction.detention_id:
        orders = mine.filter(
            matter_id=sanction.detention_id, kind__in=[sanction.rule.granted_act, sanction.rule.refused_act]
        )
        rows += [row for row in orders if row.filed_by_id == sanction.decided_by_id]
    return rows


def checks_of(sanction: Sanction, at: datetime) -> list[dict[str, Any]]:
    """What is looked at before the request goes on, with what the law says of it."""
    found = [*hearing_told(sanction), *(check_told(one, sanction) for one in checks.checks_of(sanction, at))]
    answer = checks.answer_of(sanction, at=at) if sanction.kind in checks.CUSTODY else None
    if answer is None:
        return found
    say_it = translation.gettext
    if sanction.kind == "arrest":
        told_ = {"says": say_it(VERDICTS[answer.verdict]), "cite": "CPC 147(1)"}
        told_["ok"] = False if answer.verdict is Verdict.FORBIDDEN else answer.may_be_sanctioned or None
        found.insert(0, told_)
    found += [
        {"says": say_it(GROUNDS[number]), "ok": True, "cite": f"CPC 147(1)({number})"}
        for number in answer.grounds_147_1
    ]
    steps = [step for step in (*answer.conflicts, *answer.because) if not _answered(step.says, sanction)]
    return found + [{"says": step.text(say_it), "ok": None, "cite": step.cite} for step in steps]


def _answered(says: str, sanction: Sanction) -> bool:
    """A reminder the request has taken to heart already, or that the checks above tell by themselves."""
    if says == WHY_NOT_MILDER[0]:
        return True
    return says == GRAVITY_NOT_ENOUGH and bool({*sanction.stated} - {"gravity_alone"})


def check_told(check: checks.Check, sanction: Sanction) -> dict[str, Any]:
    """A check in words; one that is overcome says by which reason."""
    reason = str(sanction.why.get(check.code, "")).strip() if check.bad else ""
    overcome = check.bad and checks.overcome(sanction, check)
    note = _("Written reason: %(reason)s") % {"reason": reason} if overcome else ""
    if check.bad and not overcome:
        note = _("Needs a written reason.") if check.room else ""
    return {
        "says": say(check.says, check.params),
        "ok": None if overcome else check.ok,
        "cite": check.cite,
        "note": note,
    }


def about_of(sanction: Sanction) -> str:
    """Whom or what the request is about."""
    return sanction.participant.full_name if sanction.participant else sanction.object


def grounds_of(sanction: Sanction, by: Appointment) -> list[dict[str, Any]]:
    """The sheets the request stands on, as links for those who may open them."""
    base = here(f"/cases/{sanction.case.number}/file/")
    return [
        {
            "title": title_of(one.material) if one.material else _("a paper that is not open to you"),
            "sheets": one.words,
            "url": f"{base}{one.material.pk}/" if one.material else "",
        }
        for one in named(sanction.facts, by)
    ]


def offered_now(sanction: Sanction, by: Appointment, at: datetime) -> Iterator[moving.Offer]:
    """The reader's own moves; what belongs to another state of the request is no move to show now."""
    for offer in moving.offers(SANCTION, sanction, by, at, own=True):
        if offer.refusal is None or offer.refusal.code != "wrong_status":
            yield offer


def track_of(sanction: Sanction) -> Iterator[dict[str, Any]]:
    """The way of a request: whose hands it has been in, is in, and goes to."""
    kind, status = sanction.rule, Status(sanction.status)
    stopped = status in (Status.WITHDRAWN, Status.REFUSED_BY_PROSECUTOR)
    rows: list[tuple[str, Any, str, Status | None]] = [
        (_("Asked"), sanction.submitted_at, sanction.requested_by.user.short_name(), Status.DRAFT)
    ]
    if rules.head_first(sanction) or sanction.head_at:
        rows.append((_("Head"), *_answered_by(sanction, sanction.head, sanction.head_at), Status.BEFORE_HEAD))
    if Step.PROSECUTOR in kind.route and kind.supported:
        answered = _answered_by(sanction, sanction.prosecutor, sanction.prosecutor_at)
        rows.append((_("Prosecutor"), *answered, Status.BEFORE_PROSECUTOR))
    if kind.route:
        here_now = Status(kind.route[-1])
        title = _("Court") if kind.by_court else _("Prosecutor")
        name = sanction.decided_by.user.short_name() if sanction.decided_by else ""
        rows.append((title, sanction.decided_at, name, here_now))
    if kind.ends == "executed":
        name = sanction.executed_by.user.short_name() if sanction.executed_by else ""
        rows.append((_("Executed"), sanction.executed_at, name, Status.GRANTED))
    elif sanction.decided_at and status not in (Status.REFUSED,):
        last = _("In force until %(day)s") % {"day": f"{sanction.until:%d.%m.%Y}"} if sanction.until else _("In force")
        rows.append((last, sanction.ended_at, "", Status.GRANTED))
    back = status is Status.RETURNED
    for title, at, name, when in rows:
        current = (when is status) or (back and when is Status.DRAFT)
        done = bool(at) and not current and not (back and when is not Status.DRAFT)
        state = "current" if current else "done" if done else "waiting"
        if status is Status.REFUSED and kind.route and when == Status(kind.route[-1]):
            state = "bad"
        if stopped and not done:
            state = "bad" if when is Status.BEFORE_PROSECUTOR and status is Status.REFUSED_BY_PROSECUTOR else "waiting"
        if status is Status.REFUSED_BY_PROSECUTOR and when is Status.BEFORE_PROSECUTOR:
            state = "bad"
        yield {"title": title, "at": at if state in ("done", "bad", "current") else None, "who": name, "state": state}


def _answered_by(sanction: Sanction, post: Appointment | None, at: datetime | None) -> tuple[datetime | None, str]:
    """When and by whom it was answered; an answer from before it was sent anew is none to the text as it is now."""
    if post is None or (at is not None and sanction.submitted_at is not None and at < sanction.submitted_at):
        return None, ""
    return at, post.user.short_name()


def asked_of(sanction: Sanction) -> list[dict[str, Any]]:
    """The facts of the kind as they were stated, in words."""
    values = typed_facts(sanction.rule, sanction.facts)
    rows = []
    for field in sanction.rule.facts:
        value = values.get(field.name)
        if value in (None, "", []):
            continue
        rows.append({"title": _(field.label), "value": fact_words(field, value), "cite": field.cite})
    grounds = [ground for ground in sanction.rule.grounds if ground.code in sanction.stated]
    return [
        *rows,
        *({"title": _("Ground"), "value": _(ground.title), "cite": ground.cite} for ground in grounds),
    ]


def fact_words(field: Field, value: Any) -> str:
    """One stated fact in the reader's words."""
    choices = dict(field.choices)
    if isinstance(value, datetime):
        return shown(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        return "; ".join(_(choices.get(str(one), str(one))) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.kind == "money":
        return _("%(tenge)s tenge") % {"tenge": f"{int(value):,}".replace(",", "\u202f")}
    return _(choices[str(value)]) if str(value) in choices else str(value)


def why_of(sanction: Sanction, looked: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The written reasons, where the list of checks does not show them beside it."""
    if looked:
        return []
    papers = {f"document_{paper.code}": paper.title for paper in sanction.rule.documents}
    missing = N_("Not in the file: %(paper)s.")
    return [
        {"title": say(missing, {"paper": papers[code]}) if code in papers else _("Written reason"), "value": str(text)}
        for code, text in sanction.why.items()
        if str(text).strip()
    ]


def remarks_of(sanction: Sanction) -> dict[str, Any] | None:
    """What whoever handed it back has remarked."""
    if sanction.status != Status.RETURNED:
        return None
    by_prosecutor = sanction.prosecutor_at and (not sanction.head_at or sanction.prosecutor_at > sanction.head_at)
    post = sanction.prosecutor if by_prosecutor else sanction.head
    return {
        "says": sanction.prosecutor_reasons if by_prosecutor else sanction.head_reasons,
        "by": post.user.short_name() if post else "",
        "role": _(TITLES[post.role]) if post else "",
        "at": sanction.prosecutor_at if by_prosecutor else sanction.head_at,
    }


def amend_groups(form: forms.Form, sanction: Sanction) -> list[dict[str, Any]]:
    """The text by step, as the request was written; the written reasons last."""
    reasons = [name for name in form.fields if name.startswith(WHY)]
    text = [name for name in ("grounds", "milder", "new_circumstances") if name in form.fields]
    frame = {*HIDDEN, SHEETS, "stated", *reasons, *text}
    facts = [name for name in form.fields if name not in frame and not form.fields[name].widget.is_hidden]
    return fieldsets(
        form,
        (_("Facts"), "", facts),
        (_("Grounds"), "", ["stated"]),
        (_("Text"), "", text),
        (_("Written reasons"), _("The law leaves room here, and asks why."), reasons),
    )


def facts_of(sanction: Sanction) -> list[dict[str, Any]]:
    """Who had it when, and until when it runs: the terms and posts of the request."""
    kind, detention = sanction.rule, sanction.detention
    sent = _("Signed") if kind.alone else _("Sent")
    rows: list[tuple[str, Any, str]] = [
        (_("Asked by"), sanction.requested_by.user.short_name(), ""),
        (_("Begun"), shown(sanction.requested_at), ""),
    ]
    if sanction.submitted_at:
        rows.append((sent, shown(sanction.submitted_at), ""))
    if sanction.urgent and sanction.acted_from:
        rows.append((_("The action came first"), shown(sanction.acted_from), kind.cite))
    if sanction.head:
        rows.append((_("Agreed by"), sanction.head.user.short_name(), "CPC 62(5)"))
    if sanction.prosecutor:
        rows.append((_("Prosecutor"), sanction.prosecutor.user.short_name(), ""))
    if sanction.court_received_at:
        cite = _cite_of(kind.decision_term, sanction.court_received_at)
        rows.append((_("Arrived at the court"), shown(sanction.court_received_at), cite))
    if sanction.hearing_at:
        rows.append((_("Hearing held at"), shown(sanction.hearing_at), ""))
    if sanction.decided_by:
        title = _("Judge") if kind.by_court else _("Decided by")
        rows.append((title, sanction.decided_by.user.short_name(), ""))
    if sanction.until:
        cite = _cite_of(kind.grants, sanction.decided_at or sanction.requested_at)
        rows.append((_("Custody until") if kind.custody else _("In force until"), f"{sanction.until:%d.%m.%Y}", cite))
    decided = sanction.decided_at
    if kind.code == "arrest" and sanction.until and decided and (detention is None or detention.restraint_at > decided):
        # The day the order names stands until a judge sets another: it is never later than one from his taking.
        says = _("From the order: the person was not held. When he is taken, enter his detention in the case.")
        rows.append((_("Custody is counted"), says, "CPC 152(6)"))
    if detention is not None:
        rows.append((_("Detention ends"), shown(detention.expires_at), "CPC 131(4)"))
    if sanction.executed_at:
        rows.append((_("Executed"), shown(sanction.executed_at), ""))
    if sanction.ended_at:
        why = _(END_WORDS[sanction.end_ground]) if sanction.end_ground in END_WORDS else ""
        rows.append((_("Ended"), f"{shown(sanction.ended_at)}. {why}".removesuffix(". "), ""))
    return [{"title": title, "value": value, "cite": cite} for title, value, cite in rows]


def _cite_of(rule: str, at: datetime) -> str:
    return LIMITS[rule].edition(local(at).date()).cite if rule else ""


def decision_of(sanction: Sanction) -> dict[str, Any] | None:
    """The last decision on the request, reason first."""
    kind, status = sanction.rule, Status(sanction.status)
    if sanction.decided_by is not None and sanction.decided_at is not None:
        refused = status is Status.REFUSED
        words = _("Refused") if refused else _("Granted in part") if sanction.in_part else _("Granted")
        if kind.by_court:
            part = _("Granted in part by the court")
            words = _("Refused by the court") if refused else part if sanction.in_part else _("Granted by the court")
        return _decided(words, sanction.reasons, sanction.decided_at, sanction.decided_by, not refused)
    if sanction.by_author and sanction.decided_at is not None and status is not Status.WITHDRAWN:
        return _decided(_("In force by its author's signature"), "", sanction.decided_at, sanction.requested_by, True)
    if status is Status.RETURNED:
        found = remarks_of(sanction)
        assert found is not None
        return {"title": _("Returned for rework"), **found, "kind": "returned"}
    if sanction.prosecutor is not None and sanction.prosecutor_at is not None:
        reasons, at, by = sanction.prosecutor_reasons, sanction.prosecutor_at, sanction.prosecutor
        if status is Status.REFUSED_BY_PROSECUTOR:
            return _decided(_("Refused by the prosecutor"), reasons, at, by, False)
        if status is Status.BEFORE_COURT:
            return _decided(_("Supported by the prosecutor"), reasons, at, by, True)
    if status is Status.BEFORE_PROSECUTOR and sanction.head is not None and sanction.head_at is not None:
        return _decided(_("Agreed by the head"), sanction.head_reasons, sanction.head_at, sanction.head, True)
    return None


def _decided(title: str, says_: str, at: datetime, by: Appointment, good: bool) -> dict[str, Any]:
    kind = "granted" if good else "refused"
    return {"title": title, "says": says_, "at": at, "by": by.user.short_name(), "kind": kind}


def due_of(sanction: Sanction, by: Appointment) -> Deadline | None:
    """The nearest term that presses on a request: its own, or that of the detention behind it."""
    kind = sanction.rule
    matters = [pk for pk in (sanction.pk, sanction.detention_id) if pk]
    own = {rule for rule in (kind.decision_term, kind.petition_term, kind.support_term) if rule}
    rows = Deadline.objects.visible_to(by).filter(matter_id__in=matters, met_at__isnull=True, ended_at__isnull=True)
    return rows.filter(rule__in=PRESSING | own).order_by("due_at").first()


PRESSING = frozenset({"ij.arrest", "detention.petition_to_ij", "detention.expiry"}) & frozenset(LIMITS)
