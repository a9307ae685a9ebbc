"""The term of the case: interruption, resumption, extension, the form of investigation and the format."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.actions.act import Act, refuse_if
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.grants import NO_POST
from cases.models import Case, Charge, Deadline, Participant, Pause, Ruling
from cases.queries.calendar import calendar
from cases.queries.paper import always_on_paper
from cases.queries.reference import of_charge
from ecase.law import returned
from ecase.law.age import is_minor
from ecase.law.clock import local
from ecase.law.investigation_ladder import EXTENDED, LADDER, extension_step, ground_against, submission
from ecase.law.moments import last_day_of
from ecase.law.qualification import Gravity, OffenceKind
from ecase.law.roles import Role
from ecase.law.rulings import OPEN_CASE, Status
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post

# The limit that is the term of the case, by the form of its investigation.
MAIN_TERMS: dict[str, str] = {
    "investigation": "investigation",
    "inquiry": "inquiry",
    "accelerated": "accelerated",
    "misdemeanour": "misd.protocol",
}
# What the prosecutor gives after a return, a refusal, or when an interruption or termination was cancelled (192(7)).
RETURNED = returned.RULE
INTERRUPTED = "interruption"
NO_TERM_TO_SET = Refusal(
    "no_running_term",
    N_("The case is no longer under investigation: no term is set."),
    cite="CPC 192(7)",
    field="until",
)


def case_terms(act: Act) -> list[Deadline]:
    """The running main terms of the case: what stands still, is extended and ends with it."""
    return [term for term in act.running(None) if term.rule in (*MAIN_TERMS.values(), RETURNED)]


# --- interruption and resumption ------------------------------------------------------------------


def _interruption(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    expected = fields.get("expected_until")
    if expected and expected <= local(at).date():
        raise Refused(Refusal("date_past", N_("Give a day that is still to come."), field="expected_until"))
    data = {"expected_until": expected.isoformat() if expected else ""}
    return Named(text=text_of(fields), ground=str(fields["ground"]), data=data)


def _interrupt(act: Act, ruling: Ruling) -> None:
    for term in case_terms(act):
        act.pause(term, INTERRUPTED)
    _stage(act, Case.Stage.INTERRUPTED)


def _resumption(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    return Named(text=text_of(fields))


def _resume(act: Act, ruling: Ruling) -> None:
    """The remainder of the term runs on (45(9) does not say more; the safe reading)."""
    for term in case_terms(act):
        act.go_on(term)
    _stage(act, Case.Stage.PRETRIAL)
    end_interruptions(act, ruling)


def end_interruptions(act: Act, but: Ruling | None = None) -> None:
    """The case goes on: no interruption of it has an effect any more."""
    over = Ruling.objects.filter(case=act.case, kind="interruption", effective_at__isnull=False, ended_at__isnull=True)
    for interruption in over.exclude(pk=but.pk) if but else over:
        interruption.ended_at = act.at
        interruption.save(update_fields=["ended_at"])
        act.wrote(interruption)


def _not_interrupted(act: Act, ruling: Ruling) -> None:
    """The interruption was unlawful: the case goes on, with the rest of its term or the one the prosecutor sets."""
    if act.case.stage == Case.Stage.INTERRUPTED:
        _resume(act, ruling)
    set_term(act, ruling)


def set_term(act: Act, ruling: Ruling) -> None:
    """The term the prosecutor has set with his refusal or cancellation takes the place of the usual one (192(7))."""
    amount = ruling.data.get("term")
    if not amount:
        return
    if act.case.stage not in OPEN_CASE:
        raise Refused(NO_TERM_TO_SET)
    for term in case_terms(act):
        act.end_term(None, term.rule)
    term = act.start_term(RETURNED, act.at, amount=amount)
    if act.case.stage == Case.Stage.INTERRUPTED:
        act.pause(term, INTERRUPTED)


def _stage(act: Act, stage: str) -> None:
    act.case.stage = stage
    act.case.save(update_fields=["stage"])
    act.wrote(act.case)


# --- extension ------------------------------------------------------------------------------------


def _extension(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    rule = MAIN_TERMS[case.proceeding]
    months = int(fields["months"])
    rise = extension_step(rule, months)
    if isinstance(rise, Refusal):
        raise Refused(Refusal(rise.code, rise.says, rise.params, rise.cite, "months"))
    ground = str(fields["ground"])
    refuse_if(ground_against(ground, rise))
    running = _to_extend(case, rule, months)
    data = {"months": months, "level": rise.level, "until": local(running.due_at).isoformat(), "rule": rule}
    last = submission(rise, last_day_of(running.due_at), calendar()).submit_by
    asked_at = _first_asked(case, at)
    if local(asked_at).date() > last:
        data["hand_in_by"] = last.isoformat()
    if _over(running, asked_at):
        # A case kept on paper may have been extended there: its term is put right here, and marked as asked for late.
        refuse_if(None if always_on_paper(case) else TERM_OVER)
    return Named(text=text_of(fields), ground=ground, data=data)


TERM_OVER = Refusal(
    "term_over",
    N_("The term has ended already: an extension is asked for before it ends."),
    cite="CPC 192(4), 192(6)",
)


def _asked_in_time(act: Act, ruling: Ruling) -> None:
    """Another request that lies returned excuses only itself: this one is judged by when it was first handed in."""
    running = _to_extend(act.case, str(ruling.data["rule"]), int(ruling.data["months"]))
    if _over(running, ruling.matter.opened_at) and not always_on_paper(act.case):
        raise Refused(TERM_OVER)


def _first_asked(case: Case, at: datetime) -> datetime:
    """When a returned request for extension was first handed in: written anew it is no later for that (192(6))."""
    returned = Ruling.objects.filter(case=case, kind="extension", status=Status.RETURNED).select_related("matter")
    first = returned.order_by("matter__opened_at").first()
    return first.matter.opened_at if first else at


def _over(term: Deadline, at: datetime) -> bool:
    """Whether the term has ended, or had when it began to stand still."""
    standing = Pause.objects.filter(deadline=term, until__isnull=True).values_list("since", flat=True).first()
    return term.due_at <= (standing or at)


def _to_extend(case: Case, rule: str, months: int) -> Deadline:
    """The running term an extension to `months` is of. Raises Refused: no_running_term, extended_already."""
    running = Deadline.objects.filter(
        case=case, matter__isnull=True, rule=rule, met_at__isnull=True, ended_at__isnull=True
    ).first()
    if running is None:
        raise Refused(
            Refusal("no_running_term", N_("No term of the investigation runs in this case."), cite="CPC 192(4)")
        )
    if running.amount.isdecimal() and int(running.amount) >= months:
        raise Refused(
            Refusal(
                "extended_already",
                N_("The term is extended to %(months)s months already."),
                {"months": int(running.amount)},
                "CPC 192(4)",
                "months",
            )
        )
    return running


def superior(office: Office | None, steps: int) -> Office | None:
    """The prosecutor's office `steps` above the one over the unit; None where there is none."""
    for _ in range(steps):
        office = office.supervised_by if office else None
    return office


def _extender(case: Case, kind: str, named: Named) -> Appointment:
    """The head of the prosecutor's office of the level the length asks for (192(4), (5))."""
    number = next(rise.number for rise in LADDER if rise.level == named.data["level"])
    office = superior(case.office.supervised_by, number - 1)
    found = in_post(office, {Role.HEAD_OF_PROSECUTION}).first() if office else None
    if found is None:
        raise Refused(NO_POST)
    return found


def _extend(act: Act, ruling: Ruling) -> None:
    """What has changed while it waited: the form, or a longer extension that came first."""
    rule, months = MAIN_TERMS[act.case.proceeding], int(ruling.data["months"])
    if rule != ruling.data.get("rule", rule):
        raise Refused(
            Refusal(
                "changed_meanwhile",
                N_("The form of the investigation has changed since: its term is another now. Refuse this extension."),
                cite="CPC 192(4)",
            )
        )
    _to_extend(act.case, rule, months)
    act.replace_term(None, rule, amount=months)


# --- form and format ------------------------------------------------------------------------------


def _proceeding(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    to = str(fields["to"])
    if to == case.proceeding:
        raise Refused(
            Refusal("same_form", N_("The case is investigated in this form already."), cite="CPC 189", field="to")
        )
    charges = list(Charge.objects.filter(case=case, until__isnull=True))
    known = [q for q in (of_charge(c, local(case.occurred_at).date()) for c in charges) if q is not None]
    if to == "misdemeanour" and any(q.kind != OffenceKind.MISDEMEANOUR for q in known):
        raise Refused(
            Refusal(
                "not_a_misdemeanour",
                N_("The protocol form is for misdemeanours only; a crime is charged here."),
                cite="CPC 189(4), 526",
                field="to",
            )
        )
    if to == "accelerated":
        _accelerated(case, known, at)
    return Named(text=text_of(fields), data={"to": to, "from": case.proceeding})


def _accelerated(case: Case, known: list[Any], at: datetime) -> None:
    if any(q.gravity == Gravity.ESPECIALLY_GRAVE for q in known):
        raise Refused(
            Refusal(
                "accelerated_especially_grave",
                N_("An especially grave crime is not investigated in the accelerated form."),
                cite="CPC 190(6)",
                field="to",
            )
        )
    suspects = Participant.objects.filter(case=case, capacity="suspect", birth_date__isnull=False)
    if any(person.birth_date and is_minor(person.birth_date, at) for person in suspects):
        raise Refused(
            Refusal(
                "accelerated_minor",
                N_("A case of a minor is not investigated in the accelerated form."),
                cite="CPC 190(6)",
                field="to",
            )
        )


def _change_form(act: Act, ruling: Ruling) -> None:
    case, to = act.case, str(ruling.data["to"])
    running = case_terms(act)
    case.proceeding = to
    case.save(update_fields=["proceeding"])
    act.wrote(case)
    if any(term.rule == RETURNED for term in running):
        return  # the term the prosecutor has set stands, whatever the form (192(7))
    start = case.registered_at if to != "misdemeanour" else _first_interrogation(case)
    if start is not None:  # until the interrogation the case stays under the term it has
        for term in running:
            act.end_term(None, term.rule)
        before = running[0] if running else None
        new = act.start_term(MAIN_TERMS[to], start, replaces=before, amount=_extended(MAIN_TERMS[to], before))
        if before is not None:
            act.keep_still(before, new)


def _extended(rule: str, term: Deadline | None) -> int | None:
    """The extension that was granted to this term or to one it replaced stands in the new form, where that has any."""
    granted = []
    while term is not None:
        if term.rule in EXTENDED and term.amount.isdecimal():
            granted.append(int(term.amount))
        term = term.replaces
    months = max(granted, default=None)
    return months if months is not None and not isinstance(extension_step(rule, months), Refusal) else None


def _first_interrogation(case: Case) -> datetime | None:
    """The misdemeanour protocol is due from the interrogation as a suspect; before it no term runs (526)."""
    rows = Participant.objects.filter(case=case, interrogated_at__isnull=False).order_by("interrogated_at")
    return rows.values_list("interrogated_at", flat=True).first()


def _format(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    to = str(fields["to"])
    if to == case.format:
        raise Refused(
            Refusal("same_format", N_("The case is conducted in this format already."), cite="CPC 42-1", field="to")
        )
    return Named(text=text_of(fields), data={"to": to, "from": case.format})


def _switch(act: Act, ruling: Ruling) -> None:
    act.case.format = str(ruling.data["to"])
    act.case.save(update_fields=["format"])
    act.wrote(act.case)


TERMS: dict[str, Work] = {
    "interruption": Work(named=_interruption, effect=_interrupt, refused=set_term, cancelled=_not_interrupted),
    "resumption": Work(named=_resumption, effect=_resume),
    "extension": Work(named=_extension, effect=_extend, drawn=_asked_in_time, decider=_extender),
    "proceeding": Work(named=_proceeding, effect=_change_form),
    "format": Work(named=_format, effect=_switch),
}
