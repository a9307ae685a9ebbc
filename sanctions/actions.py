"""The acts on a sanction: request, prosecutor, court. Each locks the case first and records once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from cases.actions.act import Act, NotVisible, in_words, lock_case, refuse_if, wait_for
from cases.actions.grants import NO_POST
from cases.actions.grants import grant as give_sight
from cases.actions.scope import served
from cases.models import Case, Deadline, Defence, Material, Matter, Participant
from cases.queries.charges import charge_for
from cases.queries.conduct import why_not_conduct
from cases.queries.reference import of_charge
from cases.queries.suspects import suspected
from detention import actions as detention_actions
from detention.models import Detention
from ecase.documents.actions import Signed, enter, require_whole, still_fits
from ecase.law.acts import ACTS
from ecase.law.arrest import ArrestAnswer
from ecase.law.clock import due, local
from ecase.law.kinds import KINDS
from ecase.law.moves import Move, needed
from ecase.law.roles import Role
from ecase.law.scope import Doing
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions import rules
from sanctions.kinds import ENDED, STATED, Status
from sanctions.models import Sanction
from sanctions.moves import MOVES

PATH = "/cases/{number}/sanctions/{id}/"
GROUNDS_AT_LEAST = 30

OPEN_ALREADY = Refusal(
    "open_already",
    N_("A request of this kind for this person is open already. Continue with it or withdraw it."),
    field="participant",
)
NOT_A_SUSPECT_YET = Refusal(
    "not_recognised",
    N_("The person is at liberty and no suspect yet: draw up that ruling and have the prosecutor sign it."),
    cite="CPC 64(1), 202",
    field="participant",
)
CONSTRAINTS = {"one_open_sanction_per_kind_and_person": OPEN_ALREADY}


@in_words(CONSTRAINTS)
@transaction.atomic
def request(
    *,
    case_id: UUID,
    by: Appointment,
    at: datetime,
    kind: str,
    participant_id: UUID,
    grounds: str,
    milder: str = "",
    stated: Iterable[str] = (),
    detention_id: UUID | None = None,
    new_circumstances: str = "",
    episode: int | None = None,
) -> Sanction:
    """Begin a request; it binds nobody until it is signed and sent.

    Raises Refused: unknown_kind, not_the_investigator, not_a_suspect, scope_*, foreign_detention, detention_over,
    grounds_too_short, open_already, granted_already, and what the law says against this arrest (`arrest_*`).
    """
    if kind not in KINDS:
        raise Refused(Refusal("unknown_kind", N_("There is no such kind of sanction."), field="kind"))
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by, alone=True))
    suspect = Participant.objects.filter(pk=participant_id, case=case).first()
    if suspect is None or suspect.capacity != Participant.Capacity.SUSPECT:
        raise Refused(
            Refusal("not_a_suspect", N_("Choose a suspect of this case."), cite="CPC 147(1)", field="participant")
        )
    detention = _detention(case, suspect, detention_id)
    refuse_if(None if detention is not None or suspected(suspect) else NOT_A_SUSPECT_YET)
    if episode is None and detention is not None and detention.matter.episode is not None:
        episode = detention.matter.episode.number  # what the person is held for
    offence = served(case, episode, Doing.SANCTION)
    refuse_if(_too_short(grounds))
    if open_request(kind, suspect) is not None:
        raise Refused(OPEN_ALREADY)
    running = Sanction.objects.filter(participant=suspect, kind=kind, status=Status.GRANTED).order_by("until").last()
    refuse_if(rules.granted_already(running.until if running else None, at))
    refuse_if(_barred(answer_for(case, suspect, at=at, stated=stated, new_circumstances=new_circumstances)))
    act = Act(case, by=by, at=at)
    matter = act.open_matter(f"sanction.{kind}", compartment="investigation", participant=suspect, episode=offence)
    sanction = Sanction.objects.create(
        matter=matter,
        case=case,
        kind=kind,
        participant=suspect,
        detention=detention,
        grounds=grounds.strip(),
        milder=milder.strip(),
        stated=sorted(set(stated) & set(STATED)),
        new_circumstances=new_circumstances.strip(),
        requested_by=by,
        requested_at=at,
    )
    wait_for(matter, by)
    act.wrote(sanction)
    act.record(
        "sanction.drafted",
        public={"sanction": str(sanction.pk), "kind": kind},
        private={"name": suspect.full_name, "grounds": sanction.grounds, "milder": sanction.milder},
    )
    return sanction


@transaction.atomic
def amend(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The investigator rewrites a request that is not sent yet, or that came back with remarks."""
    act, sanction = _lock(sanction_id, "amend", by, at, fields)
    refuse_if(_too_short(fields["grounds"]))
    for name in ("grounds", "milder", "new_circumstances"):
        setattr(sanction, name, str(fields.get(name, "")).strip())
    sanction.stated = sorted(set(fields.get("stated", ())) & set(STATED))
    refuse_if(_barred(answer_of(sanction, at=at)))
    _save(act, sanction, Status(sanction.status), "grounds", "milder", "new_circumstances", "stated")
    written = {"grounds": sanction.grounds, "milder": sanction.milder}
    _record(act, sanction, "sanction.amended", private=written, compartment="investigation")
    return sanction


@transaction.atomic
def submit(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The investigator signs the petition and sends it to the supervising prosecutor (147(2))."""
    act, sanction = _lock(sanction_id, "submit", by, at, fields, signed)
    prosecutor = act.case.prosecutor
    if prosecutor is None:
        raise Refused(NO_POST)
    refuse_if(_barred(answer_of(sanction, at=at)))
    sanction.submitted_at = at
    _enter(act, sanction, signed, compartment="investigation")
    _save(act, sanction, Status.BEFORE_PROSECUTOR, "submitted_at")
    wait_for(sanction.matter, prosecutor)
    _record(act, sanction, "sanction.submitted", signed=signed, compartment="investigation")
    _tell(sanction, "sanction.submitted", to=[prosecutor], at=at)
    return sanction


@transaction.atomic
def withdraw(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The investigator takes the request back before it reaches the court."""
    act, sanction = _lock(sanction_id, "withdraw", by, at, fields)
    prosecutor = act.case.prosecutor if sanction.status == Status.BEFORE_PROSECUTOR else None
    _save(act, sanction, Status.WITHDRAWN)
    _close(act, sanction)
    _record(act, sanction, "sanction.withdrawn", private={"reasons": fields["reasons"]}, compartment="investigation")
    _tell(sanction, "sanction.withdrawn", to=[prosecutor], at=at)
    return sanction


@transaction.atomic
def support(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The prosecutor puts the petition before the investigating judge; his hours begin (147(3), 148(2))."""
    act, sanction = _lock(sanction_id, "support", by, at, fields, signed)
    _petition_whole(sanction)
    judge = least_burdened(act.case)
    _prosecutor(sanction, by, at, str(fields.get("reasons", "")))
    sanction.court_received_at = at
    _open_to_parties(act, sanction)
    _enter(act, sanction, signed)
    _save(act, sanction, Status.BEFORE_COURT, *PROSECUTOR_FIELDS, "court_received_at")
    give_sight(act.case.pk, [judge], reason="court")
    act.start_term(sanction.rule.decision_term, at, matter=sanction.matter)
    if sanction.detention is not None:
        act.meet_term(sanction.detention.matter, "detention.petition_to_ij")
    wait_for(sanction.matter, judge)
    _record(act, sanction, "sanction.supported", signed=signed)
    _tell(sanction, "sanction.supported", to=[judge, sanction.requested_by, *_lawyers(sanction)], at=at)
    return sanction


@transaction.atomic
def refuse_support(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """The prosecutor does not put the petition before the court; the detention clock goes on (147(3))."""
    act, sanction = _lock(sanction_id, "refuse_support", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    _prosecutor(sanction, by, at, fields["reasons"])
    _open_to_parties(act, sanction)
    _enter(act, sanction, signed)
    _save(act, sanction, Status.REFUSED_BY_PROSECUTOR, *PROSECUTOR_FIELDS)
    _close(act, sanction)
    _record(act, sanction, "sanction.refuse_support", signed=signed, private={"reasons": fields["reasons"]})
    _tell(sanction, "sanction.refuse_support", to=[sanction.requested_by, *_lawyers(sanction)], at=at)
    return sanction


@transaction.atomic
def return_for_rework(
    *, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Sanction:
    """The prosecutor sends the request back with remarks; the detention clock goes on."""
    act, sanction = _lock(sanction_id, "return_for_rework", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    _prosecutor(sanction, by, at, fields["reasons"])
    _enter(act, sanction, signed, compartment="investigation")
    _save(act, sanction, Status.RETURNED, *PROSECUTOR_FIELDS)
    wait_for(sanction.matter, sanction.requested_by)
    _record(
        act,
        sanction,
        "sanction.returned",
        signed=signed,
        private={"reasons": fields["reasons"]},
        compartment="investigation",
    )
    _tell(sanction, "sanction.returned", to=[sanction.requested_by], at=at)
    return sanction


@transaction.atomic
def grant(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The investigating judge sanctions the arrest; the order is recorded on the detention at once."""
    act, sanction = _lock(sanction_id, "grant", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    _petition_whole(sanction)
    sanction.decided_by, sanction.decided_at, sanction.reasons = by, at, fields["reasons"].strip()
    sanction.hearing_at, sanction.bail = fields.get("hearing_at"), str(fields.get("bail", "")).strip()
    since = sanction.detention.restraint_at if sanction.detention else at
    sanction.until = due(sanction.rule.grants, since).last_day
    _enter(act, sanction, signed, to_facility=True)
    _save(act, sanction, Status.GRANTED, "decided_by", "decided_at", "reasons", "hearing_at", "bail", "until")
    act.meet_term(sanction.matter, sanction.rule.decision_term)
    act.start_term(sanction.rule.grants, since, matter=sanction.matter)
    wait_for(sanction.matter, None)
    _record(act, sanction, "sanction.granted", signed=signed, public={"until": sanction.until})
    if sanction.detention is not None:
        detention_actions.order_granted(
            case=act.case,
            detention=sanction.detention,
            by=by,
            at=at,
            title=f"{sanction.rule.code} {sanction.matter.number}",
        )
    _tell(
        sanction,
        "sanction.granted",
        to=[sanction.requested_by, sanction.prosecutor, *_lawyers(sanction)],
        at=at,
    )
    return sanction


@transaction.atomic
def refuse(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The investigating judge refuses; whoever is held on this ground must be released (148(7)(3))."""
    act, sanction = _lock(sanction_id, "refuse", by, at, fields, signed)
    refuse_if(rules.reasons_long_enough(fields["reasons"]))
    sanction.decided_by, sanction.decided_at, sanction.reasons = by, at, fields["reasons"].strip()
    sanction.hearing_at = fields.get("hearing_at")
    _enter(act, sanction, signed, to_facility=True)
    _save(act, sanction, Status.REFUSED, "decided_by", "decided_at", "reasons", "hearing_at")
    act.meet_term(sanction.matter, sanction.rule.decision_term)
    _close(act, sanction)
    _record(act, sanction, "sanction.refused", signed=signed)
    if sanction.detention is not None:
        detention_actions.court_refused(case=act.case, detention=sanction.detention, by=by, at=at)
    _tell(
        sanction,
        "sanction.refused",
        to=[sanction.requested_by, sanction.prosecutor, *_lawyers(sanction)],
        at=at,
    )
    return sanction


# --- what the acts share ------------------------------------------------------------------------

PROSECUTOR_FIELDS = ("prosecutor", "prosecutor_at", "prosecutor_reasons")


def open_request(kind: str, suspect: Participant) -> Sanction | None:
    """The request of this kind for this person that is still under way."""
    return Sanction.objects.filter(kind=kind, participant=suspect).exclude(status__in=list(ENDED)).first()


def _too_short(grounds: str) -> Refusal | None:
    if len(grounds.strip()) >= GROUNDS_AT_LEAST:
        return None
    return Refusal(
        "grounds_too_short",
        N_("Write the grounds, at least %(least)s characters."),
        {"least": GROUNDS_AT_LEAST},
        "CPC 147(2)",
        field="grounds",
    )


def _barred(answer: ArrestAnswer | None) -> Refusal | None:
    """The weightiest reason against this arrest; a charge the table does not know is one."""
    if answer is None:
        return Refusal(
            "charge_unknown",
            N_("The article of the charge is not in the table of the Criminal Code for that day. Have it corrected."),
            cite="CPC 147(1)",
        )
    return answer.bars[0] if answer.bars else None


def answer_for(
    case: Case, suspect: Participant, *, at: datetime, stated: Iterable[str], new_circumstances: str = ""
) -> ArrestAnswer | None:
    """What the law says of arresting this suspect on the charge in force; None without a known charge."""
    charge = charge_for(case, suspect)
    qualification = of_charge(charge, local(case.occurred_at).date()) if charge else None
    if qualification is None:
        return None
    refused_before = Sanction.objects.filter(case=case, participant=suspect, kind="arrest", status=Status.REFUSED)
    return rules.arrest_answer(
        day=rules.day_of(at),
        qualification=qualification,
        birth_date=suspect.birth_date or _born(suspect),
        stated=stated,
        earlier_refusal=refused_before.exists(),
        new_circumstances=bool(new_circumstances.strip()),
    )


def _born(suspect: Participant) -> date | None:
    """The birth date said when a person without an IIN was detained: a minor stays one when custody is asked for."""
    said = Detention.objects.filter(participant=suspect).order_by("recorded_at").values_list("birth_date", flat=True)
    return said.last()


def answer_of(sanction: Sanction, *, at: datetime) -> ArrestAnswer | None:
    """The same for a request that exists."""
    if sanction.participant is None:
        return None
    return answer_for(
        sanction.case,
        sanction.participant,
        at=at,
        stated=sanction.stated,
        new_circumstances=sanction.new_circumstances,
    )


def _detention(case: Case, suspect: Participant, detention_id: UUID | None) -> Detention | None:
    held = Detention.objects.filter(case=case, participant=suspect)
    found: Detention | None = (
        held.filter(open=True).first() if detention_id is None else held.filter(pk=detention_id).first()
    )
    if (found is None and detention_id is not None) or (found is not None and found.moved):
        raise Refused(
            Refusal(
                "foreign_detention",
                N_("That detention is not of this person in this case. Open the form anew from the right case."),
                field="detention",
            )
        )
    if found is not None and found.released_at is not None:
        raise Refused(replace(rules.released(found.released_at), field="detention"))
    return found


def _lock(
    sanction_id: UUID,
    name: str,
    by: Appointment,
    at: datetime,
    fields: Mapping[str, Any],
    signed: Signed | None = None,
) -> tuple[Act, Sanction]:
    found = Sanction.objects.filter(pk=sanction_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotVisible(sanction_id)
    case = lock_case(found)
    sanction = (
        Sanction.objects.select_related(
            "case__office",
            "case__prosecutor__user",
            "matter",
            "participant",
            "requested_by__user",
            "prosecutor__user",
            "detention__case__investigator",
            "detention__case__prosecutor",
            "detention__matter",
            "detention__participant",
        )
        .select_for_update(of=("self",))
        .filter(pk=sanction_id)
        .first()
    )
    if sanction is None:
        raise NotVisible(sanction_id)
    sanction.detention = sanction.stands_on()
    move: Move = MOVES[sanction.kind][name]
    refuse_if(rules.why_not(move, sanction, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=sanction.pk, move=name, version=sanction.version, by=by)
    return Act(case, by=by, at=at), sanction


def _save(act: Act, sanction: Sanction, status: Status, *fields: str) -> None:
    sanction.status = status
    sanction.version += 1
    sanction.save(update_fields=[*fields, "detention", "status", "version"])
    act.wrote(sanction)


def _prosecutor(sanction: Sanction, by: Appointment, at: datetime, reasons: str) -> None:
    sanction.prosecutor, sanction.prosecutor_at, sanction.prosecutor_reasons = by, at, reasons.strip()


def _enter(
    act: Act, sanction: Sanction, signed: Signed, *, compartment: str = "parties", to_facility: bool = False
) -> None:
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    matter = sanction.detention.matter if to_facility and sanction.detention else sanction.matter
    act.file(document, title=ACTS[document.act].title, matter=matter, compartment=compartment, to_facility=to_facility)


def _open_to_parties(act: Act, sanction: Sanction) -> None:
    """From the moment the petition leaves the prosecutor the defence sees it (70(2)(5))."""
    matter = sanction.matter
    matter.compartment = "parties"
    matter.save(update_fields=["compartment"])
    act.wrote(matter)
    rows: list[Material | Deadline] = list(Material.objects.filter(matter=matter, kind=sanction.rule.petition_act))
    rows += _terms(matter)
    for row in rows:
        row.compartment = "parties"
        row.save(update_fields=["compartment"])
        act.wrote(row)


def _terms(matter: Matter) -> list[Deadline]:
    return list(Deadline.objects.filter(matter=matter))


def _close(act: Act, sanction: Sanction) -> None:
    matter = sanction.matter
    matter.closed_at = act.at
    matter.save(update_fields=["closed_at"])
    wait_for(matter, None)
    act.wrote(matter)


def _petition_whole(sanction: Sanction) -> None:
    """Nothing is decided on a petition whose signature no longer verifies."""
    petition = (
        Material.objects.select_related("document")
        .filter(matter=sanction.matter, kind=sanction.rule.petition_act)
        .order_by("-first_sheet")
        .first()
    )
    if petition is not None:
        require_whole(petition.document)


def least_burdened(case: Case) -> Appointment:
    """The judge of the investigating court who has least before him."""
    if case.office.court_id is None:
        raise Refused(NO_POST)
    judges = list(in_post(case.office.court_id, {Role.INVESTIGATING_JUDGE}))
    if not judges:
        raise Refused(NO_POST)
    load = dict(
        Matter.objects.filter(waits_for__in=judges, closed_at__isnull=True)
        .values_list("waits_for")
        .annotate(n=Count("pk"))
    )
    return min(judges, key=lambda judge: (load.get(judge.pk, 0), judge.pk))


def _lawyers(sanction: Sanction) -> list[Appointment]:
    if sanction.participant is None:
        return []
    entered = Defence.objects.filter(participant=sanction.participant, until__isnull=True)
    return [defence.lawyer for defence in entered.select_related("lawyer__user", "lawyer__office")]


def _record(
    act: Act,
    sanction: Sanction,
    kind: str,
    *,
    signed: Signed | None = None,
    public: Mapping[str, object] | None = None,
    private: Mapping[str, object] | None = None,
    compartment: str = "parties",
) -> None:
    facts: dict[str, object] = {"sanction": str(sanction.pk), "kind": sanction.kind, **(public or {})}
    if signed is not None:
        facts["sha256"] = signed.sha256
    act.record(kind, public=facts, private=private, compartment=compartment)


def _tell(sanction: Sanction, kind: str, *, to: Iterable[Appointment | None], at: datetime) -> None:
    tell(
        to=[reader for reader in to if reader is not None],
        kind=kind,
        key=f"{kind}:{sanction.pk}:{sanction.version}",
        at=at,
        params={"number": sanction.case.number, "kind": sanction.rule.title},
        path=PATH.format(number=sanction.case.number, id=sanction.pk),
    )


PERFORM: dict[str, Callable[..., Sanction]] = {
    "amend": amend,
    "submit": submit,
    "withdraw": withdraw,
    "support": support,
    "refuse_support": refuse_support,
    "return_for_rework": return_for_rework,
    "grant": grant,
    "refuse": refuse,
}
