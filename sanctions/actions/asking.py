"""Asking: a request is begun, changed, signed and sent on, taken back; a measure of the investigator's own applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.access import VIEW_COVERT
from cases.actions.act import Act, in_words, lock_case, refuse_if, wait_for
from cases.actions.grants import NO_POST, let_go
from cases.actions.grants import grant as give_sight
from cases.actions.scope import served
from cases.models import Case, Participant
from cases.queries.suspects import suspected
from detention.models import Detention
from ecase.documents.actions import Signed
from ecase.law.kind_terms import petition_start, step_amount
from ecase.law.kinds import Ends, Kind, Opens, Step
from ecase.law.kinds_all import KINDS
from ecase.law.kinds_lift import LIFT
from ecase.law.roles import Role
from ecase.law.scope import Doing
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.actions import open_stream
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from sanctions import checks, rules
from sanctions.actions import copies, effects
from sanctions.actions.courts import to_court
from sanctions.actions.sharing import (
    close,
    file_act,
    inside,
    lawyers,
    lock,
    open_to_parties,
    record,
    save,
    say_to,
)
from sanctions.custody import root_of
from sanctions.kinds import DECIDED, OPEN, Status
from sanctions.models import Sanction
from sanctions.queries.earlier import written
from sanctions.sheets import SHEETS
from sanctions.superiors import why_not_ask_for

UNKNOWN_KIND = Refusal("unknown_kind", N_("There is no such kind of sanction."), field="kind")
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
_IN_FORCE = (Status.GRANTED,)
TYPED = (
    "object", "grounds", "milder", "new_circumstances", "stated", "facts", "why", "urgent", "acted_from", "acted_until",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the asker wrote, whatever the kind. `facts`: by the names of `Kind.facts`, plain values of JSON."""

    object: str = ""
    grounds: str = ""
    milder: str = ""
    stated: Iterable[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    new_circumstances: str = ""
    urgent: bool = False
    acted_from: datetime | None = None
    acted_until: datetime | None = None

    def into(self, sanction: Sanction) -> None:
        """Set the columns of the request; what its kind does not know is left out."""
        kind = sanction.rule
        sanction.object = self.object.strip()
        sanction.grounds, sanction.milder = self.grounds.strip(), self.milder.strip()
        sanction.new_circumstances = self.new_circumstances.strip()
        sanction.stated = [ground.code for ground in kind.grounds if ground.code in set(self.stated)]
        asked = {SHEETS, *(one.name for one in kind.facts)}
        sanction.facts = {
            name: value for name, value in self.facts.items() if name in asked and value not in (None, "")
        }
        sanction.why = {code: text.strip() for code, text in self.why.items() if text.strip()}
        sanction.urgent = kind.acted_first or (kind.urgent and self.urgent)
        sanction.acted_from = self.acted_from if sanction.urgent else None
        sanction.acted_until = self.acted_until if sanction.urgent else None


@in_words(CONSTRAINTS)
@transaction.atomic
def request(
    *,
    case_id: UUID,
    by: Appointment,
    at: datetime,
    kind: str,
    participant_id: UUID | None = None,
    detention_id: UUID | None = None,
    extends_id: UUID | None = None,
    episode: int | None = None,
    **typed: Any,
) -> Sanction:
    """Begin a request; it binds nobody until it is signed and sent.

    `typed`: the fields of `Asked`. Raises Refused: unknown_kind, not_yet_law, wrong_role, not_the_investigator,
    not_a_suspect, not_in_case, object_missing, scope_*, foreign_detention, detention_over, nothing_to_extend,
    open_already, granted_already, and what no written reason can overcome (`checks`).
    """
    rule = KINDS.get(kind)
    if rule is None:
        raise Refused(UNKNOWN_KIND)
    case = lock_case(case_id)
    refuse_if(rules.why_not_ask(rule, case, by, at))
    person = _person(case, rule, participant_id, str(typed.get("object", "")))
    detention = _detention(case, rule, person, detention_id)
    extended = _extended(case, rule, person, extends_id, at)
    if detention is None and extended is not None and (rule.custody or kind == LIFT):
        detention = extended.detention  # the place where he is held has to learn of the order
    if person is not None and rule.about == "suspect":
        refuse_if(None if detention is not None or suspected(person) else NOT_A_SUSPECT_YET)
    if episode is None and detention is not None and detention.matter.episode is not None:
        episode = detention.matter.episode.number  # what the person is held for
    if episode is None and extended is not None and extended.matter.episode is not None:
        episode = extended.matter.episode.number
    # Word to the person is owed when the case is over, and of what it was about nothing is under way any more.
    offence = None if rule.code in rules.AFTER_THE_CASE else served(case, episode, Doing.SANCTION)
    act = Act(case, by=by, at=at)
    covert = rule.compartment == "covert"
    if covert:
        give_sight(case.pk, _let_in(case, by), reason="covert", right=VIEW_COVERT)
    matter = act.open_matter(f"sanction.{kind}", compartment=rule.compartment, participant=person, episode=offence)
    if covert:
        open_stream(kind="covert", case_id=matter.pk)
        act.seal(matter)
    sanction = Sanction(
        matter=matter,
        case=case,
        kind=kind,
        participant=person,
        detention=detention,
        extends=extended,
        requested_by=by,
        requested_at=at,
        single=rule.about == "suspect" and rule.ends is Ends.RUNS,
        by_author=rule.alone,
    )
    Asked(**typed).into(sanction)
    refuse_if(why_not_ask_for(sanction, by) or _taken(sanction, at))
    refuse_if(checks.why_never(sanction, at))
    sanction.save(force_insert=True)
    _start_petition_term(act, sanction)
    wait_for(matter, by)
    act.wrote(sanction)
    record(act, sanction, "sanction.drafted", private=_written(sanction), compartment=inside(sanction))
    return sanction


@transaction.atomic
def amend(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The asker rewrites a request that is not sent yet, or that came back with remarks."""
    act, sanction = lock(sanction_id, "amend", by, at, fields)
    given = {name: fields[name] for name in TYPED if name in fields}
    kept = {name: getattr(sanction, name) for name in TYPED}
    Asked(**{**kept, **given}).into(sanction)
    refuse_if(checks.why_never(sanction, at))
    save(act, sanction, None, *TYPED)
    _start_petition_term(act, sanction)
    record(act, sanction, "sanction.amended", private=_written(sanction), compartment=inside(sanction))
    return sanction


@transaction.atomic
def submit(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """The asker signs the petition and sends it to the first whose turn it is: head, prosecutor or court."""
    act, sanction = lock(sanction_id, "submit", by, at, fields, signed)
    refuse_if(why_not_ask_for(sanction, by) or checks.why_not_send(sanction, at))
    sanction.submitted_at = at
    file_act(act, sanction, signed, compartment=inside(sanction))
    if rules.head_first(sanction):
        head = next(iter(in_post(act.case.office_id, {Role.HEAD_OF_INVESTIGATION})), None)
        if head is None:
            raise Refused(NO_POST)
        if sanction.covert:
            give_sight(act.case.pk, [head], reason="covert", right=VIEW_COVERT)
        save(act, sanction, Status.BEFORE_HEAD, "submitted_at")
        wait_for(sanction.matter, head)
        record(act, sanction, "sanction.to_head", signed=signed, compartment=inside(sanction))
        say_to(sanction, "sanction.to_head", to=[head], at=at)
        return sanction
    return send_on(act, sanction, "submitted_at", signed=signed)


def send_on(act: Act, sanction: Sanction, *fields: str, signed: Signed, entry: str = "sanction.submitted") -> Sanction:
    """From the asker or his head to the first step of the route."""
    if sanction.rule.route[0] is Step.COURT:
        return to_court(act, sanction, *fields, signed=signed, entry=entry)
    prosecutor = effects.prosecutor_for(sanction)
    if prosecutor is None:
        raise Refused(NO_POST)
    if sanction.covert:
        give_sight(act.case.pk, [prosecutor], reason="covert", right=VIEW_COVERT)
    save(act, sanction, Status.BEFORE_PROSECUTOR, *fields)
    if sanction.rule.by_prosecutor and sanction.rule.decision_term:
        act.start_term(sanction.rule.decision_term, act.at, matter=sanction.matter)
    effects.before_prosecutor(act, sanction, prosecutor)
    wait_for(sanction.matter, prosecutor)
    record(act, sanction, entry, signed=signed, compartment=inside(sanction))
    say_to(sanction, "sanction.submitted", to=[prosecutor], at=act.at)
    return sanction


@transaction.atomic
def apply(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed) -> Sanction:
    """A measure its author takes alone is in force by his signature; the prosecutor is told."""
    act, sanction = lock(sanction_id, "apply", by, at, fields, signed)
    refuse_if(checks.why_not_send(sanction, at))
    sanction.submitted_at = sanction.decided_at = sanction.announced_at = at
    open_to_parties(act, sanction, Opens.DECISION)  # it binds the person, who signs it
    effects.granted(act, sanction, fields)
    copies.make(act, sanction, file_act(act, sanction, signed))
    save(act, sanction, Status.GRANTED, "submitted_at", "decided_at", "announced_at", "until")
    wait_for(sanction.matter, None)
    record(act, sanction, "sanction.applied", signed=signed, public={"until": sanction.until})
    effects.reach_the_place(act, sanction)
    say_to(sanction, "sanction.applied", to=[act.case.prosecutor, *lawyers(sanction)], at=at)
    return sanction


@transaction.atomic
def withdraw(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Sanction:
    """The asker takes the request back before it reaches the one who decides."""
    act, sanction = lock(sanction_id, "withdraw", by, at, fields)
    holder = sanction.matter.waits_for if sanction.status not in (Status.DRAFT, Status.RETURNED) else None
    save(act, sanction, Status.WITHDRAWN)
    close(act, sanction)
    let_go(act.case.pk, holder)
    record(act, sanction, "sanction.withdrawn", private={"reasons": fields["reasons"]}, compartment=inside(sanction))
    say_to(sanction, "sanction.withdrawn", to=[holder], at=at)
    return sanction


# --- who and what it is about ------------------------------------------------------------------------------------


def open_request(kind: str, suspect: Participant) -> Sanction | None:
    """The request of this kind for this person that is still under way."""
    return Sanction.objects.filter(kind=kind, participant=suspect, status__in=OPEN).first()


def _person(case: Case, kind: Kind, participant_id: UUID | None, thing: str) -> Participant | None:
    found: Participant | None = None
    if participant_id is not None:
        found = Participant.objects.filter(pk=participant_id, case=case).first()
    if kind.about == "suspect" and (found is None or found.capacity != Participant.Capacity.SUSPECT):
        raise Refused(
            Refusal("not_a_suspect", N_("Choose a suspect of this case."), cite=kind.cite, field="participant")
        )
    if found is None and (kind.about == "person" or participant_id is not None):
        raise Refused(Refusal("not_in_case", N_("Choose a person of this case."), cite=kind.cite, field="participant"))
    if kind.about in ("object", "either") and found is None and not thing.strip():
        raise Refused(
            Refusal(
                "object_missing", N_("Say what the request is about: the place, thing or property."), field="object"
            )
        )
    return found


def _detention(case: Case, kind: Kind, person: Participant | None, detention_id: UUID | None) -> Detention | None:
    """The holding a request of custody stands on; a request about something else stands on none."""
    if person is None or kind.about != "suspect":
        return None
    held = Detention.objects.filter(case=case, participant=person)
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
    return found if kind.custody or kind.by_court else None


def _extended(
    case: Case, kind: Kind, person: Participant | None, extends_id: UUID | None, at: datetime
) -> Sanction | None:
    """What is prolonged, lifted or waived: named, or the only one in force of this person."""
    if not kind.extends:
        return None
    rows = Sanction.objects.select_related("matter__episode").filter(case=case, kind__in=kind.extends)
    if extends_id is not None:
        named = rows.filter(pk=extends_id).first()
        found = root_of(named) if named is not None else None
        if found is not None and found.status not in (DECIDED if kind.code in rules.AFTER_THE_CASE else _IN_FORCE):
            found = None
    else:
        live = rows.filter(status=Status.GRANTED, extends__isnull=True)
        live = live.filter(participant=person) if person is not None else live
        found = live.get() if live.count() == 1 else None
    if found is None or (person is not None and found.participant_id != person.pk):
        raise Refused(
            Refusal(
                "nothing_to_extend",
                N_("Name the measure in force that this request is about."),
                cite=kind.cite,
                field="extends",
            )
        )
    return found


def _taken(sanction: Sanction, at: datetime) -> Refusal | None:
    """One request and one running measure of a kind on a person at a time."""
    if not sanction.single or sanction.participant is None:
        return None
    if open_request(sanction.kind, sanction.participant) is not None:
        return OPEN_ALREADY
    if sanction.rule.extends:
        return None
    running = Sanction.objects.filter(
        participant=sanction.participant, kind=sanction.kind, status=Status.GRANTED
    ).order_by("until")
    last = running.last()
    return rules.granted_already(last, at) if last is not None else None


def _start_petition_term(act: Act, sanction: Sanction) -> None:
    """The asker's own term runs from a fact he states, or from the end of the urgent action."""
    kind = sanction.rule
    if not kind.petition_term:
        return
    since = getattr(sanction, kind.petition_from or "acted_until", None)
    if since is None and kind.petition_from:
        since = petition_start(kind, sanction.facts)
    running = act.running(sanction.matter, kind.petition_term)
    amount = step_amount(kind.petition_term, sanction.facts)
    if since is None:
        act.end_term(sanction.matter, kind.petition_term)
    elif not running:
        act.start_term(kind.petition_term, since, matter=sanction.matter, amount=amount)
    elif (running[0].starts_at, running[0].amount) != (since, amount or ""):
        act.replace_term(sanction.matter, kind.petition_term, starts_at=since, amount=amount)


def _let_in(case: Case, by: Appointment) -> list[Appointment]:
    """Who of those in the case knows of a covert action from its first line: the one who asks."""
    return [by]


def _written(sanction: Sanction) -> dict[str, object]:
    named = sanction.participant.full_name if sanction.participant else sanction.object
    return {"about": named, **written(sanction)}
