"""The acts on a detention. Each locks the case first, asks the rule, writes, moves terms, records, tells."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from cases.actions.act import Act, NotVisible, in_words, lock_case, refuse_if
from cases.actions.grants import NO_POST, grant_facility
from cases.actions.protocol import protocol_due
from cases.actions.scope import served
from cases.models import Case, Deadline, Defence, Participant
from cases.queries.calendar import calendar
from cases.queries.charges import charge_for
from cases.queries.conduct import why_not_conduct
from cases.queries.reference import of_charge
from detention import moves, rules
from detention.kinds import GROUNDS
from detention.models import WARNING, Detention
from ecase.documents.actions import Signed, enter, prepare, still_fits
from ecase.documents.models import Draft
from ecase.law.acts import ACTS
from ecase.law.clock import local
from ecase.law.custody import IN_CUSTODY
from ecase.law.detention import assess
from ecase.law.detention_facts import EXCEPTIONS, DetentionFacts, Fact, claimed_facts, exception_holds
from ecase.law.moves import Move, needed
from ecase.law.qualification import OffenceKind
from ecase.law.roles import Role
from ecase.law.scope import Doing
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post

PATH = "/cases/{number}/detentions/{id}/"
FACILITY_PATH = "/custody/{id}/"

HELD_ALREADY = Refusal(
    "held_already",
    N_("This person is held already. Open the detention that is running, or end it first."),
    cite="CPC 128(5)",
    field="participant",
)
CONSTRAINTS = {"one_open_detention_per_person": HELD_ALREADY}


@in_words(CONSTRAINTS)
@transaction.atomic
def detain(
    *,
    case_id: UUID,
    participant_id: UUID,
    by: Appointment,
    at: datetime,
    held_at: datetime,
    place: str,
    ground: str,
    delivered_at: datetime | None = None,
    delivery: str = "compulsory",
    protocol_at: datetime | None = None,
    exception: int | None = None,
    exception_facts: Iterable[str] = (),
    motives: str = "",
    late_entry_reason: str = "",
    birth_date: date | None = None,
    episode: int | None = None,
) -> Detention:
    """Record that a suspect was really held, to the minute, and start every clock on it (131).

    Raises Refused: not_the_investigator, not_a_suspect, scope_*, birth_date_needed, held_already,
    overlaps_earlier, late_entry_reason, exception_not_borne_out, ground, no_post, and whatever cannot be right in
    the facts.
    """
    held_at, delivered_at, protocol_at = (to_the_minute(m) for m in (held_at, delivered_at, protocol_at))
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by))
    suspect = Participant.objects.filter(pk=participant_id, case=case).first()
    if suspect is None or suspect.capacity != Participant.Capacity.SUSPECT:
        raise Refused(
            Refusal("not_a_suspect", N_("Choose a suspect of this case."), cite="CPC 128(1)", field="participant")
        )
    offence = served(case, episode, Doing.DETENTION)
    born = suspect.birth_date or birth_date
    if born is None:
        raise Refused(
            Refusal(
                "birth_date_needed",
                N_("Give the birth date: the length of the detention depends on the age."),
                cite="CPC 131(4)",
                field="birth_date",
            )
        )
    charge = charge_for(case, suspect)
    qualification = of_charge(charge, local(case.occurred_at).date()) if charge else None
    facts = DetentionFacts(
        held_at=held_at,
        offence_kind=qualification.kind if qualification else OffenceKind.CRIME,
        birth_date=born,
        qualification=qualification,
        delivered_at=delivered_at,
        delivery="voluntary" if delivery == "voluntary" else "compulsory",
        protocol_at=protocol_at,
        exception_claimed=exception,
        exception_facts=frozenset(Fact(f) for f in exception_facts) or claimed_facts(exception, qualification),
    )
    clock = assess(facts, calendar(), now=at)
    refuse_if(rules.late_entry(facts.starts_at, at, late_entry_reason))
    if ground not in GROUNDS:
        raise Refused(Refusal("ground", N_("Choose the ground of the detention."), cite="CPC 128(2)", field="ground"))
    if exception is not None and not exception_holds(facts):
        raise Refused(
            Refusal(
                "exception_not_borne_out",
                N_("The facts entered do not bear out this exception."),
                cite=EXCEPTIONS[exception].cite,
                field="exception",
            )
        )
    facility = by.office.facility
    if facility is None:
        raise Refused(NO_POST)
    person_key = suspect.iin or str(suspect.pk)
    # The database alone sees every case; its constraint speaks for the cases that `by` may not see.
    if Detention.objects.filter(person_key=person_key).lasting().exists():
        raise Refused(HELD_ALREADY)
    ended_after = Q(released_at__gt=facts.starts_at) | Q(released_at__isnull=True, order_at__gt=facts.starts_at)
    earlier = Detention.objects.filter(ended_after, person_key=person_key).first()
    refuse_if(rules.overlaps(facts.starts_at, earlier) if earlier else None)
    heads = heads_of(case, facility.pk)
    act = Act(case, by=by, at=at)
    matter = act.open_matter(
        "detention", compartment="parties", participant=suspect, facility_id=facility.pk, episode=offence
    )
    detention = Detention.objects.create(
        matter=matter,
        case=case,
        participant=suspect,
        person_key=person_key,
        facility=facility,
        offence_kind=facts.offence_kind,
        birth_date=born,
        held_at=held_at,
        delivered_at=delivered_at,
        delivery=facts.delivery,
        place=place.strip(),
        ground=ground,
        motives=motives.strip(),
        protocol_at=protocol_at,
        exception=exception,
        exception_facts=sorted(_borne_out(facts)),
        late_entry_reason=late_entry_reason.strip(),
        recorded_at=at,
    )
    act.wrote(detention)
    act.start_term("detention.expiry", facts.starts_at, matter=matter, amount=clock.amount)
    act.start_term("detention.protocol", facts.starts_at, matter=matter)
    if protocol_at is not None:
        act.meet_term(matter, "detention.protocol", protocol_at)
        _after_protocol(act, detention)
    if facts.offence_kind is OffenceKind.CRIME:
        act.start_term("detention.petition_to_ij", clock.expires_at, matter=matter)
    else:
        act.start_term("misd_detained.to_prosecutor", clock.expires_at, matter=matter)
        act.start_term("misd_detained.to_court", clock.expires_at, matter=matter)
    act.record(
        "detention.recorded",
        public={
            "detention": str(matter.pk),
            "held_at": held_at,
            "limit_hours": clock.limit_hours,
            "expires_at": clock.expires_at,
            "facility": facility.code,
            "exception": exception,
            "late": bool(late_entry_reason.strip()),
        },
        private={"name": suspect.full_name, "place": place, "ground": ground, "late_entry_reason": late_entry_reason},
        compartment="parties",
    )
    say_to(detention, "detention.recorded", to=heads, at=at)
    if exception is not None:
        # For a minor the longer term begins only with the prosecutor's word (131(4)); he is asked at once.
        say_to(detention, "detention.exception_claimed", to=[case.prosecutor], at=at)
    return detention


@transaction.atomic
def draw_protocol(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Detention:
    """The detention protocol is signed; from its time run the notice to the prosecutor and the interrogation."""
    act, detention = lock(detention_id, moves.DRAW_PROTOCOL, by, at, fields, signed)
    protocol_at = fields["protocol_at"]
    refuse_if(rules.within("protocol_at", protocol_at, detention, at))
    first = detention.protocol_at is None
    detention.protocol_at = detention.protocol_at or protocol_at
    detention.protocol_signed_at = at
    enter_act(act, detention, signed)
    save(act, detention, "protocol_at", "protocol_signed_at")
    act.meet_term(detention.matter, "detention.protocol", detention.protocol_at)
    if first:
        _after_protocol(act, detention)
    note(act, detention, "detention.protocol_signed", {"protocol_at": detention.protocol_at, "sha256": signed.sha256})
    return detention


@transaction.atomic
def notify_prosecutor(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any] | None = None
) -> Detention:
    """The written notice of the detention goes to the supervising prosecutor (131(3))."""
    act, detention = lock(detention_id, moves.NOTIFY_PROSECUTOR, by, at, fields or {})
    detention.notified_at = at
    save(act, detention, "notified_at")
    act.meet_term(detention.matter, "detention.prosecutor_notice")
    note(act, detention, "detention.prosecutor_notified")
    say_to(detention, "detention.prosecutor_notified", to=[detention.case.prosecutor], at=at)
    return detention


@transaction.atomic
def note_interrogation(*, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Detention:
    """Note when the detained suspect was interrogated (64(3))."""
    act, detention = lock(detention_id, moves.NOTE_INTERROGATION, by, at, fields)
    refuse_if(rules.within("interrogated_at", fields["interrogated_at"], detention, at))
    detention.interrogated_at = fields["interrogated_at"]
    save(act, detention, "interrogated_at")
    act.meet_term(detention.matter, "detention.interrogation", detention.interrogated_at)
    person = detention.participant
    if person.interrogated_at is None:
        person.interrogated_at = detention.interrogated_at
        person.save(update_fields=["interrogated_at"])
        act.wrote(person)
    protocol_due(act, detention.interrogated_at)
    note(act, detention, "detention.interrogated", {"interrogated_at": detention.interrogated_at})
    return detention


@transaction.atomic
def confirm_exception(*, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Detention:
    """The prosecutor confirms a listed exception; for a minor only this lengthens the term (131(4))."""
    act, detention = lock(detention_id, moves.CONFIRM_EXCEPTION, by, at, fields)
    before = detention.amount
    detention.exception_confirmed_at, detention.exception_confirmed_by = at, by
    save(act, detention, "exception_confirmed_at", "exception_confirmed_by")
    if detention.amount != before:
        act.replace_term(detention.matter, "detention.expiry", amount=detention.amount)
        act.replace_term(detention.matter, "detention.petition_to_ij", starts_at=detention.expires_at)
    note(
        act,
        detention,
        "detention.exception_confirmed",
        {"exception": detention.exception, "expires_at": detention.expires_at},
        private={"reasons": fields["reasons"]},
    )
    to = [detention.case.investigator, *lawyers_of(detention), *heads_of(detention.case, detention.facility_id)]
    say_to(detention, "detention.exception_confirmed", to=to, at=at)
    return detention


@transaction.atomic
def release(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Detention:
    """The person is free: by ruling of the investigator or prosecutor (133(1)), or of the head (133(2))."""
    act, detention = lock(detention_id, moves.RELEASE, by, at, fields, signed)
    released_at, ground = fields["released_at"], fields["ground"]
    refuse_if(rules.within("released_at", released_at, detention, at))
    refuse_if(rules.release_ground(ground, released_at, detention, by))
    detention.released_at, detention.released_by = released_at, by
    detention.release_ground, detention.release_note = ground, str(fields.get("note", "")).strip()
    detention.open = False
    enter_act(act, detention, signed)
    save(act, detention, "released_at", "released_by", "release_ground", "release_note", "open")
    late = detention.late(released_at)
    act.meet_term(detention.matter, "detention.expiry", released_at)
    act.end_terms(detention.matter)
    if by.role != Role.CUSTODY_HEAD:
        act.start_term("facility.acknowledgement", at, matter=detention.matter)
    note(
        act,
        detention,
        "detention.released",
        {
            "released_at": released_at,
            "ground": ground,
            "late_minutes": int(late.total_seconds() // 60),
            "sha256": signed.sha256,
        },
    )
    say_to(detention, "detention.released", to=[*officials_of(detention), *lawyers_of(detention)], at=at)
    return detention


@transaction.atomic
def record_order(*, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any]) -> Detention:
    """The head of the place of detention enters an order of the court that reached him (133(2))."""
    act, detention = lock(detention_id, moves.RECORD_ORDER, by, at, fields)
    refuse_if(rules.within("order_at", fields["order_at"], detention, at))
    return _order(act, detention, order_at=fields["order_at"], title=fields["order_title"], by_hand=True)


def order_granted(
    *, case: Case, detention: Detention, by: Appointment, at: datetime, title: str, end: datetime | None = None
) -> Detention:
    """The court's order to keep in custody, recorded with the grant itself; the case is locked already.

    Also where the place has entered it by hand before, without its end, and where an earlier custody is over and
    nobody has freed the person yet. `end`: when the custody ends; the place warns a day before it (139(2), 152(4)).
    """
    if detention.released_at is not None or detention.moved:
        return detention
    act = Act(case, by=by, at=at)
    for over in overdue(detention, at):  # he is held anew: nobody has to free him on the order before
        act.end_term(over.matter, over.rule)
    return _order(act, detention, order_at=at, title=title, end=end)


def court_refused(*, case: Case, detention: Detention, by: Appointment, at: datetime) -> Detention:
    """The court refused: the ground for holding is gone at once; the case is locked already (148(7)(3))."""
    if not detention.open:
        return detention
    act = Act(case, by=by, at=at)
    detention.court_refused_at = at
    save(act, detention, "court_refused_at")
    act.end_term(detention.matter, "detention.petition_to_ij")
    # Overdue from this moment on every page; the alarm of the old end falls away with its row.
    act.fall_due(detention.matter, "detention.expiry")
    act.wrote(_prepare_release(case, detention, at=at, ground="court_refused"))
    note(act, detention, "detention.court_refused")
    say_to(detention, "detention.court_refused", to=officials_of(detention), at=at, must=True)
    return detention


@transaction.atomic
def acknowledge(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any] | None = None
) -> Detention:
    """The place of detention confirms that the order or the release has reached it."""
    act, detention = lock(detention_id, moves.ACKNOWLEDGE, by, at, fields or {})
    detention.acknowledged_at, detention.acknowledged_by = at, by
    save(act, detention, "acknowledged_at", "acknowledged_by")
    act.meet_term(detention.matter, "facility.acknowledgement")
    note(act, detention, "detention.acknowledged")
    return detention


@transaction.atomic
def issue_certificate(
    *, detention_id: UUID, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed
) -> Detention:
    """The person gets the certificate of release: by whom, why, where, from when to when (133(4))."""
    act, detention = lock(detention_id, moves.ISSUE_CERTIFICATE, by, at, fields, signed)
    detention.certificate_at = at
    enter_act(act, detention, signed)
    save(act, detention, "certificate_at")
    note(act, detention, "detention.certificate_issued", {"sha256": signed.sha256})
    return detention


def expire(*, deadline: Deadline, at: datetime) -> list[models.Model]:
    """The term ran out. Nobody is released by a machine: the ruling lies ready and four are called.

    Called by the clock, which holds the case's lock and records the entry (133(2)); returns the rows
    of the record that this wrote, for the entry to bind.
    """
    detention = Detention.objects.select_related("case", "matter", "participant").get(matter_id=deadline.matter_id)
    if not detention.open:
        return []
    ruling = _prepare_release(detention.case, detention, at=at, ground="term_expired")
    say_to(detention, "detention.expired", to=officials_of(detention), at=at, must=True)
    say_to(detention, "detention.expired", to=lawyers_of(detention), at=at)
    return [ruling] if ruling is not None else []


def warn(*, deadline: Deadline, rung: str, at: datetime) -> None:
    """A rung of the ladder before the end: the investigator and the prosecutor hear of it."""
    detention = Detention.objects.select_related("case", "matter", "participant").get(matter_id=deadline.matter_id)
    to = [detention.case.investigator, *([detention.case.prosecutor] if detention.case.prosecutor else [])]
    say_to(detention, "detention.warning", to=to, at=at, rung=rung)


# --- what the acts share ------------------------------------------------------------------------


def lock(
    detention_id: UUID,
    move: Move,
    by: Appointment,
    at: datetime,
    fields: Mapping[str, Any],
    signed: Signed | None = None,
) -> tuple[Act, Detention]:
    found = Detention.objects.filter(pk=detention_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotVisible(detention_id)
    case = lock_case(found)
    detention = (
        Detention.objects.select_related(
            "case__investigator__user", "case__prosecutor__user", "matter", "participant", "facility"
        )
        .select_for_update(of=("self",))
        .filter(pk=detention_id)
        .first()
    )
    if detention is None:
        raise NotVisible(detention_id)
    refuse_if(rules.why_not(move, detention, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=detention.pk, move=move.name, version=detention.version, by=by)
    return Act(case, by=by, at=at), detention


def save(act: Act, detention: Detention, *fields: str) -> None:
    detention.version += 1
    detention.save(update_fields=[*fields, "version"])
    act.wrote(detention)


def note(
    act: Act,
    detention: Detention,
    kind: str,
    public: Mapping[str, object] | None = None,
    private: Mapping[str, object] | None = None,
) -> None:
    act.record(kind, public={"detention": str(detention.pk), **(public or {})}, private=private, compartment="parties")


def enter_act(act: Act, detention: Detention, signed: Signed) -> None:
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    act.file(document, title=ACTS[document.act].title, matter=detention.matter, to_facility=True)


def _after_protocol(act: Act, detention: Detention) -> None:
    assert detention.protocol_at is not None
    for rule in moves.DRAW_PROTOCOL.starts:
        act.start_term(rule, detention.protocol_at, matter=detention.matter)


def _order(
    act: Act,
    detention: Detention,
    *,
    order_at: datetime,
    title: str,
    by_hand: bool = False,
    end: datetime | None = None,
) -> Detention:
    """The order stops the clock. One entered by hand is the facility's word alone: everybody has to take it in."""
    # Of one held by order already no detention runs out.
    late, entered_late = (detention.late(at) if detention.open else timedelta(0) for at in (order_at, act.at))
    detention.order_at, detention.order_title, detention.open = order_at, title.strip(), False
    detention.court_refused_at = detention.acknowledged_at = detention.acknowledged_by = None
    save(act, detention, "order_at", "order_title", "open", "court_refused_at", "acknowledged_at", "acknowledged_by")
    act.meet_term(detention.matter, "detention.expiry", order_at)
    act.end_terms(detention.matter)
    act.start_term("facility.acknowledgement", act.at, matter=detention.matter)
    if end is not None:
        act.start_term(WARNING, end, matter=detention.matter)
    note(
        act,
        detention,
        "detention.order_recorded",
        {
            "order_at": order_at,
            "late_minutes": int(late.total_seconds() // 60),
            "entered_late_minutes": int(entered_late.total_seconds() // 60),
            "by_hand": by_hand,
        },
        private={"order": title},
    )
    say_to(detention, "detention.order_recorded", to=officials_of(detention), at=act.at, must=by_hand)
    say_to(detention, "detention.order_recorded", to=lawyers_of(detention), at=act.at)
    return detention


def overdue(detention: Detention, at: datetime) -> list[Deadline]:
    """The terms of orders that held the person and are over: each stays overdue until he is free."""
    rows = Deadline.objects.select_related("matter").filter(
        case=detention.case_id, matter__participant=detention.participant_id, rule__in=IN_CUSTODY, due_at__lte=at,
        met_at=None, ended_at=None,
    )  # fmt: skip
    return list(rows)


def _prepare_release(case: Case, detention: Detention, *, at: datetime, ground: str) -> Draft | None:
    head = next(iter(heads_of(case, detention.facility_id)), None)
    if head is None:
        return None
    return prepare(
        act=moves.RELEASE.act_for(Role.CUSTODY_HEAD),
        case_id=case.pk,
        subject_kind="detention",
        subject_id=detention.pk,
        move="release",
        fields={"ground": ground},
        version=detention.version,
        prepared_for=head,
        at=at,
    )


def heads_of(case: Case, facility_id: int) -> list[Appointment]:
    """The heads of the place of detention in post now, each with sight of whom he holds.

    Who was appointed after the holding could otherwise neither see nor release.
    """
    heads = list(in_post(facility_id, {Role.CUSTODY_HEAD}))
    grant_facility(case.pk, heads)
    return heads


def officials_of(detention: Detention) -> list[Appointment]:
    """The four who answer for a person held: facility, investigator, his head, supervising prosecutor."""
    case = detention.case
    return [
        *heads_of(case, detention.facility_id),
        case.investigator,
        *in_post(case.office_id, {Role.HEAD_OF_INVESTIGATION}),
        *([case.prosecutor] if case.prosecutor else []),
    ]


def lawyers_of(detention: Detention) -> list[Appointment]:
    entered = Defence.objects.filter(participant=detention.participant, until__isnull=True)
    return [defence.lawyer for defence in entered.select_related("lawyer__user", "lawyer__office")]


def say_to(
    detention: Detention,
    kind: str,
    *,
    to: Iterable[Appointment | None],
    at: datetime,
    must: bool = False,
    rung: str = "",
) -> None:
    params = {"number": detention.case.number, "expires_at": detention.expires_at.isoformat()}
    for reader in [r for r in to if r is not None]:
        path = FACILITY_PATH if reader.role == Role.CUSTODY_HEAD else PATH
        tell(
            to=[reader],
            kind=kind,
            key=f"{kind}:{detention.pk}:{rung}",
            at=at,
            params={"short": detention.case.number[-3:]} if reader.role == Role.CUSTODY_HEAD else params,
            path=path.format(number=detention.case.number, id=detention.pk),
            must_acknowledge=must,
        )


def to_the_minute(moment: datetime | None) -> Any:
    """Moments of a detention are said to the minute (131(2)); the earlier edge is the stricter one."""
    return moment.replace(second=0, microsecond=0) if moment else None


def _borne_out(facts: DetentionFacts) -> set[Fact]:
    known = set(facts.exception_facts)
    if facts.exception_claimed == 1 and exception_holds(facts):
        known.add(Fact.ESPECIALLY_GRAVE)
    return known


PERFORM = {
    "draw_protocol": draw_protocol,
    "notify_prosecutor": notify_prosecutor,
    "note_interrogation": note_interrogation,
    "confirm_exception": confirm_exception,
    "release": release,
    "record_order": record_order,
    "acknowledge": acknowledge,
    "issue_certificate": issue_certificate,
}
