"""The term of the case: interruption, resumption, extension, the form of investigation and the format."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.actions.act import Act
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.grants import NO_POST
from cases.models import Case, Charge, Deadline, Participant, Ruling
from cases.queries.reference import of_charge
from ecase.law.age import is_minor
from ecase.law.clock import local
from ecase.law.investigation_ladder import LADDER, extension_step
from ecase.law.qualification import Gravity, OffenceKind
from ecase.law.roles import Role
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
# What the prosecutor gives after a return, or when a termination was cancelled (192(7)).
RETURNED = "investigation.returned"
INTERRUPTED = "interruption"


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
    over = Ruling.objects.filter(case=act.case, kind="interruption", effective_at__isnull=False, ended_at__isnull=True)
    for interruption in over.exclude(pk=ruling.pk):
        interruption.ended_at = act.at
        interruption.save(update_fields=["ended_at"])
        act.wrote(interruption)


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
    data = {"months": months, "level": rise.level, "until": local(running.due_at).isoformat()}
    return Named(text=text_of(fields), ground=str(fields["ground"]), data=data)


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
    act.replace_term(None, MAIN_TERMS[act.case.proceeding], amount=int(ruling.data["months"]))


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
    for term in running:
        act.end_term(None, term.rule)
    case.proceeding = to
    case.save(update_fields=["proceeding"])
    act.wrote(case)
    start = case.registered_at if to != "misdemeanour" else _first_interrogation(case)
    if start is not None:
        act.start_term(MAIN_TERMS[to], start, replaces=running[0] if running else None)


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
    "interruption": Work(named=_interruption, effect=_interrupt, cancelled=_resume),
    "resumption": Work(named=_resumption, effect=_resume),
    "extension": Work(named=_extension, effect=_extend, decider=_extender),
    "proceeding": Work(named=_proceeding, effect=_change_form),
    "format": Work(named=_format, effect=_switch),
}
