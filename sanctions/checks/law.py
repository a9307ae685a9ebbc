"""What the law says of this measure for this person and charge: custody, house arrest, bail, extensions, covert."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cases.models import Case, Charge, Mci, Participant
from cases.queries.charges import charge_for
from cases.queries.reference import of_charge
from detention.models import Detention
from ecase.law import covert, custody
from ecase.law.age import MAJORITY, age_on
from ecase.law.arrest import ArrestAnswer, ArrestFacts, assess
from ecase.law.bail import LISTED_PERSONS, BailFacts, bail_room, why_not_bail
from ecase.law.clock import local
from ecase.law.detention_facts import Fact
from ecase.law.house_arrest import assess_house_arrest
from ecase.law.measures import MEASURES, MeasureFacts, Weighed, by_grounds, weigh
from ecase.law.preflight import Check, of_refusal
from ecase.law.qualification import Qualification
from ecase.law.words import N_, Refusal
from sanctions import rules
from sanctions.kinds import STATED, Status
from sanctions.models import Sanction

CUSTODY = frozenset({"arrest", "house_arrest"})
BESIDE = {
    "arrest_full": "full", "arrest_reading": "reading", "arrest_study": "study", "arrest_returned": "returned",
}  # fmt: skip
LADDERED = frozenset({"arrest_extension", "house_arrest_extension"})
# What the asker says of where the suspect is, as the facts of 148(4).
ABSENT = frozenset({"wanted", "abroad"})


def law_checks(sanction: Sanction, at: datetime) -> Iterator[Check]:
    """The bars of the law, and where a written reason overcomes them."""
    if sanction.kind in CUSTODY and sanction.participant is not None:
        yield from _custody(sanction, at)
    elif sanction.kind == "bail":
        yield from _bail(sanction, at)
    elif sanction.kind in LADDERED or sanction.kind in BESIDE:
        yield from _longer(sanction, at)
    elif sanction.kind in covert.ITEMS:
        yield from _covert(sanction, at)


def answer_of(sanction: Sanction, *, at: datetime) -> ArrestAnswer | None:
    """What the law says of custody or house arrest of this suspect on the charge in force; None without one known."""
    charge = charge_of(sanction)
    if sanction.participant is None or charge is None:
        return None
    facts = facts_of(sanction, at)
    return assess_house_arrest(facts, charge) if sanction.kind == "house_arrest" else assess(facts, charge)


def facts_of(sanction: Sanction, at: datetime) -> ArrestFacts:
    """The request's own statements and the person's age, as the rule takes them."""
    day, person = rules.day_of(at), sanction.participant
    refused = (
        Sanction.objects.filter(
            case=sanction.case, participant=person, kind=sanction.kind, status=Status.REFUSED
        ).exclude(pk=sanction.pk)
        if person is not None
        else Sanction.objects.none()
    )
    return arrest_facts(
        day,
        birth_date=birth_of(person),
        stated=sanction.stated,
        presence=str(sanction.facts.get("presence", "")),
        earlier_refusal=refused.exists(),
        new_circumstances=bool(sanction.new_circumstances.strip()),
    )


def arrest_facts(
    day: date,
    *,
    birth_date: date | None,
    stated: Iterable[str],
    presence: str = "",
    earlier_refusal: bool = False,
    new_circumstances: bool = False,
) -> ArrestFacts:
    """Plain values as the rule of custody takes them."""
    named = set(stated)
    return ArrestFacts(
        date=day,
        age=age_on(birth_date, day) if birth_date else None,
        suspect_absent=presence in ABSENT,
        declared_wanted=presence == "wanted",
        abroad_and_evading=presence == "abroad",
        by_gravity_alone=named == {"gravity_alone"},
        earlier_refusal=earlier_refusal,
        new_circumstances=new_circumstances,
        **{name: name in named for name in STATED},
    )


def weighed(
    case: Case, person: Participant, at: datetime, *, stated: Iterable[str] = (), presence: str = ""
) -> tuple[Weighed, ...]:
    """Every preventive measure for this person on the charge in force, the mildest first; empty without a charge."""
    charge = qualification_of(case, person)
    if charge is None:
        return ()
    day = rules.day_of(at)
    broken = [
        one.kind
        for one in Sanction.objects.filter(participant=person, kind__in=[m.code for m in MEASURES], status="lifted")
        if one.end_ground == "breach"
    ]
    facts = MeasureFacts(
        person=arrest_facts(day, birth_date=birth_of(person), stated=stated, presence=presence),
        mci=mci_on(day),
        broken=broken[-1] if broken else "",
        held=Detention.objects.filter(participant=person, open=True).exists(),
    )
    return weigh(facts, charge)


def charge_of(sanction: Sanction) -> Qualification | None:
    return qualification_of(sanction.case, sanction.participant)


def qualification_of(case: Case, person: Participant | None) -> Qualification | None:
    """The charge that counts, as the Code stood on the day of the offence."""
    charge = charge_for(case, person)
    return of_charge(charge, local(case.occurred_at).date()) if charge else None


def birth_of(person: Participant | None) -> date | None:
    """The birth date, or the one said when a person without an IIN was detained: a minor stays one."""
    if person is None or person.birth_date is not None:
        return person.birth_date if person else None
    said = Detention.objects.filter(participant=person).order_by("recorded_at").values_list("birth_date", flat=True)
    return said.last()


def mci_on(day: date) -> int | None:
    """The monthly calculation index in force on `day`."""
    row = Mci.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    return row.tenge if row else None


# --- by kind -----------------------------------------------------------------------------------------------------


def _custody(sanction: Sanction, at: datetime) -> Iterator[Check]:
    answer = answer_of(sanction, at=at)
    if answer is None:
        yield _unknown_charge()
        return
    yield from (of_refusal(bar, early=True, place="grounds") for bar in answer.bars)
    yield from (of_refusal(one, room=True, place="grounds") for one in answer.room)
    told = {one.code for one in (*answer.bars, *answer.room)}
    unlisted = sanction.kind == "arrest" and answer.gravity_alone is False and "arrest_gravity_alone" not in told
    if unlisted and "gravity_alone" in sanction.stated:
        yield Check(
            "gravity_not_listed",
            N_("The article is not among those where gravity alone suffices: that ground bears nothing out here."),
            None, "CPC 136(2)", field="stated", place="grounds",
        )  # fmt: skip


def _unknown_charge() -> Check:
    return Check(
        "charge_unknown",
        N_("The article of the charge is not in the table of the Criminal Code for that day. Have it corrected."),
        False, "CPC 147(1)", early=True, place="charges",
    )  # fmt: skip


def _bail(sanction: Sanction, at: datetime) -> Iterator[Check]:
    charge = charge_of(sanction)
    if charge is None:
        yield _unknown_charge()
        return
    refusal = bail_refusal(sanction, _number(sanction.facts.get("amount")), at)
    if refusal is not None:
        yield of_refusal(refusal, place="facts")
    believed = bail_room(charge, bail_facts(sanction))
    if believed is not None:
        yield of_refusal(believed, room=True, place="grounds")


def bail_refusal(sanction: Sanction, amount: int | None, at: datetime, *, why: str = "") -> Refusal | None:
    """Why no bail of this amount, asked for or set by the order; that flight is believed is a question of its own.

    `why`: the decider's own reason for an amount below the floor, in which he names the person 145(3) lists.
    """
    charge = charge_of(sanction)
    if charge is None:
        return None
    day, facts = rules.day_of(at), sanction.facts
    below = str(facts.get("below", ""))
    birth = birth_of(sanction.participant)
    if below == "age":
        below = "minor" if birth is not None and age_on(birth, day) < MAJORITY else "pensioner"
    refusal = why_not_bail(
        amount,
        charge,
        day=day,
        mci=mci_on(day) or 1,
        facts=bail_facts(sanction),
        listed=LISTED_PERSONS if why.strip() else [below] if below in LISTED_PERSONS else [],
        exceptional=bool(why.strip() or str(facts.get("circumstances", "")).strip()),
        other_property=facts.get("form", "money") != "money" and bool(facts.get("property")),
        reason_written=True,
    )
    if refusal is not None and refusal.field == "bail" and sanction.kind == "bail":
        return replace(refusal, field="amount")
    return refusal


def bail_facts(sanction: Sanction) -> BailFacts:
    """What the request states and the record knows that bears on bail (148(9))."""
    detention = sanction.stands_on()
    known = {Fact(code) for code in detention.exception_facts} if detention is not None else set()
    broken = Sanction.objects.filter(
        case=sanction.case, participant=sanction.participant, kind="bail", status=Status.LIFTED, end_ground="breach"
    )
    if "organised_group" in sanction.stated:
        known.add(Fact.CRIMINAL_GROUP)
    recorded = BailFacts(
        circumstances=frozenset(known), broke_bail=sanction.participant is not None and broken.exists()
    )
    return by_grounds(ArrestFacts(local(sanction.requested_at).date()), recorded, sanction.stated)[1]


def _longer(sanction: Sanction, at: datetime) -> Iterator[Check]:
    """The step of the ladder, or beside it: who may ask for how much, and what is beyond every ceiling."""
    running, measure = sanction.extends, sanction.facts.get("running_until")
    if running is None or running.until is None:
        return
    if measure and date.fromisoformat(str(measure)[:10]) != running.until:
        yield Check(
            "running_until_differs",
            N_("The running measure ends on %(stands)s by its order, and the request says %(said)s."), False,
            sanction.rule.cite,
            {"stands": f"{running.until:%d.%m.%Y}", "said": f"{date.fromisoformat(str(measure)[:10]):%d.%m.%Y}"},
            field="running_until", place="facts",
        )  # fmt: skip
    charge, day = charge_of(sanction), rules.day_of(at)
    birth = birth_of(sanction.participant)
    stand = custody.Running(
        first_day=local(_held_from(sanction, running)).date(),
        last_day=running.until,
        gravest=charge is not None and custody.gravest(charge, criminal_group="organised_group" in sanction.stated),
        minor=birth is not None and age_on(birth, day) < MAJORITY,
        short=bool(running.decided.get("short_days")),
        house=sanction.kind.startswith("house_arrest"),
    )
    months = _number(sanction.facts.get("months"))
    if sanction.kind in BESIDE:
        answer = custody.beside(BESIDE[sanction.kind], stand, day, months=months)
    elif months:
        answer = custody.extension(stand, months, day)
    else:
        return
    yield from (of_refusal(bar, place="facts") for bar in answer.bars)
    told = (*answer.explanation, *answer.warnings)
    yield from (Check("custody_step", step.says, None, step.cite, dict(step.params)) for step in told)


def _held_from(sanction: Sanction, running: Sanction) -> datetime:
    """From when the custody counts: the holding, which is part of it, or the first order (152(6))."""
    first = running
    while first.extends is not None:
        first = first.extends
    held = Detention.objects.filter(participant=sanction.participant).order_by("held_at").last()
    moment = held.restraint_at if held is not None else first.decided_at
    return moment or running.requested_at


def _covert(sanction: Sanction, at: datetime) -> Iterator[Check]:
    case, facts = sanction.case, sanction.facts
    day = local(case.occurred_at).date()
    rows = Charge.objects.filter(case=case, until__isnull=True).select_related("episode")
    charges = tuple(known for known in (of_charge(row, day) for row in rows) if known is not None)
    targets, statuses = set(covert.Target), set(covert.Status)
    answer = covert.assess(
        covert.CovertFacts(
            code=sanction.kind,
            date=rules.day_of(at),
            charges=charges,
            criminal_group="criminal_group" in sanction.stated,
            target=covert.Target(facts["target"]) if facts.get("target") in targets else covert.Target.NAMED,
            described=bool(sanction.object.strip() or sanction.participant or facts.get("person")),
            consent=bool(facts.get("consent")),
            status=covert.Status(facts["status"]) if facts.get("status") in statuses else covert.Status.NONE,
            lawyer_crime=bool(str(facts.get("lawyer_crime", "")).strip()),
            threatened=bool(facts.get("asked")),
            days=_number(facts.get("days")),
        )
    )
    yield from (of_refusal(bar, place="facts") for bar in answer.bars)
    yield from (Check("covert_needs", step.says, None, step.cite, dict(step.params)) for step in answer.needs)


def _number(value: Any) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() else None
