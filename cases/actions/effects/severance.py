"""Severance: a new fact, whole offences, or the part of some persons go into a case of their own at once (44).

The new case is registered in the same act, with its own number, ledger and grants. Its term runs from its own
registration for a new offence, in all other severances from the start of the main case (44(6)).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cases import rules
from cases.actions.act import Act, refuse_if
from cases.actions.effects.carrying import Carrying
from cases.actions.effects.closing import end_suspicion
from cases.actions.effects.named import article_of, ground_of, key_of, open_charge
from cases.actions.effects.parting import Part, leaving_of, part_of
from cases.actions.effects.terms import case_terms
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.grants import NO_POST, grant
from cases.actions.register import next_number
from cases.models import (
    Case,
    Charge,
    Compartment,
    Episode,
    Material,
    Participant,
    Qualification,
    Ruling,
)
from cases.queries.offences import charges_of, registered_charges
from cases.queries.reference import as_value, qualification_on
from cases.queries.severed import severed
from ecase.law.age import is_minor
from ecase.law.clock import local
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import RULINGS, Severed
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.actions import open_stream
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import in_post
from ecase.web.ids import uuid7

# --- what is asked --------------------------------------------------------------------------------


def _severance(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    ground = ground_of("severance", fields)
    what = _what(ground)
    named = Named(text=text_of(fields), ground=ground)
    people = _people(case, fields)
    named.data = {"participants": [str(person.pk) for person in people], "materials": _chosen(case, by, fields)}
    if what is Severed.FACT:
        named.data |= _fact(fields, at)
        return named
    if str(fields.get("summary") or "").strip():
        raise Refused(
            Refusal(
                "ground_of_a_fact",
                N_("A new offence is severed on the ground of 44(3); this ground parts what is registered."),
                cite="CPC 44(3)",
                field="ground",
            )
        )
    part = part_of(case, what, _numbers(fields), people)
    for leaving in leaving_of(case, part):
        refuse_if(leaving.why_not(at))
    named.data["episodes"] = [episode.number for episode in part.episodes]
    named.episode = part.episodes[0] if len(part.episodes) == 1 else None
    named.participant = part.people[0] if what is Severed.PERSONS and len(part.people) == 1 else None
    return named


def _what(ground: str) -> Severed:
    found = RULINGS["severance"].ground(ground)
    assert found is not None
    return Severed(found.what)


def _numbers(fields: Mapping[str, Any]) -> list[int]:
    return [int(str(number)) for number in fields.get("episodes") or () if str(number).isdecimal()]


def _people(case: Case, fields: Mapping[str, Any]) -> list[Participant]:
    wanted = {key for key in map(key_of, fields.get("participants") or ()) if key is not None}
    found = list(Participant.objects.filter(case=case, pk__in=wanted).order_by("sort_key", "id"))
    if len(found) != len(wanted):
        raise Refused(Refusal("not_in_this_case", N_("Choose a person of this case."), field="participants"))
    return found


def _chosen(case: Case, by: Appointment, fields: Mapping[str, Any]) -> list[str]:
    """Documents of the file that the author sees and wants copied. Raises Refused(not_in_this_case)."""
    wanted = {key for key in map(key_of, fields.get("materials") or ()) if key is not None}
    seen = Material.objects.visible_to(by).open_part().filter(case=case, pk__in=wanted)
    if seen.count() != len(wanted):
        raise Refused(Refusal("not_in_this_case", N_("Choose documents of this case."), field="materials"))
    return [str(pk) for pk in seen.order_by("first_sheet", "id").values_list("pk", flat=True)]


def _fact(fields: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """A new offence as it has come to light. Raises Refused: missing, event_in_future, qualification_*."""
    for name in ("occurred_at", "place", "summary", "article"):
        if not fields.get(name):
            raise Refused(Refusal("missing", N_("Fill in this field."), {"field": name}, "CPC 44(3)", name))
    occurred_at: datetime = fields["occurred_at"]
    refuse_if(rules.event_before_now(occurred_at, at))
    article = article_of(fields, occurred_at)
    return {
        "occurred_at": occurred_at.isoformat(),
        "place": str(fields["place"]).strip(),
        "summary": str(fields["summary"]).strip(),
        "article": f"{article.article}/{article.part}",
    }


# --- what it does ---------------------------------------------------------------------------------


def _sever(act: Act, ruling: Ruling) -> None:
    """Registers the new case at once, moves there what is severed, and says so in both ledgers."""
    what, data = _what(ruling.ground), ruling.data
    people = list(Participant.objects.filter(case=act.case, pk__in=data["participants"]).order_by("sort_key", "id"))
    if what is Severed.FACT:
        occurred_at = datetime.fromisoformat(data["occurred_at"])
        article = qualification_on(data["article"], local(occurred_at).date())
        if isinstance(article, Refusal):
            raise Refused(article)
        event = (occurred_at, data["place"], data["summary"])
        into = _new_case(act, event, _form_of_fact(article, people, occurred_at), Case.Occasion.REPORT)
        cites = [_fact_there(into, ruling, article)]
        part = Part(what, people=people)
    else:
        part = part_of(act.case, what, list(data["episodes"]), people)
        first = part.episodes[0]
        event = (first.occurred_at, first.place, first.summary)
        into = _new_case(act, event, act.case.proceeding, act.case.occasion)
    leaving = leaving_of(act.case, part)
    goes_along = None if what is Severed.EPISODES else part.people
    carrying = Carrying(act, into, ruling, Charge.How.SEVERED, only=goes_along)
    for person in part.people:
        carrying.person(person)
    if what is not Severed.FACT:
        cites = _move(carrying, part)
    # Before the documents: those of a matter go along with it.
    held = [one for who in leaving for one in who.go(carrying)]
    papers = _papers(carrying, part, data["materials"])
    _term(carrying, what)
    ruling.data = {**data, "new_case": into.case.number, "goes_along": held}
    ruling.save(update_fields=["data"])
    into.record(
        "case.severed",
        public={
            "number": into.case.number, "from": act.case.number, "charges": cites, "office": into.case.office.code,
            "proceeding": into.case.proceeding, "ground": ruling.ground,
            "goes_along": [str(matter.pk) for matter in carrying.matters.values()],
        },
        private={"summary": into.case.summary, "place": into.case.place, "documents": papers},
        compartment="parties",
    )  # fmt: skip
    _tell(act, into.case)


def _new_case(act: Act, event: tuple[datetime, str, str], proceeding: str, occasion: str) -> Act:
    """A case of the same unit, investigator and prosecutor. Raises Refused(no_post)."""
    main, by = act.case, act.by
    assert by is not None
    if main.prosecutor is None:
        raise Refused(NO_POST)
    occurred_at, place, summary = event
    key = uuid7()
    # As at any registration: the grants come first, or the row policies would hide the case from its own author.
    grant(key, [main.investigator], reason="investigator")
    grant(key, [main.prosecutor, *_heads_of_prosecution(main)], reason="supervision")
    grant(key, in_post(main.office_id, {Role.HEAD_OF_INVESTIGATION}), reason="head_of_investigation")
    case = Case.objects.create(
        id=key,
        number=next_number(
            office_id=main.office_id, region=main.office.region, code=main.office.register_code, at=act.at
        ),
        region=main.region,
        office=main.office,
        investigator=main.investigator,
        prosecutor=main.prosecutor,
        language=main.language,
        format=main.format,
        occasion=occasion,
        summary=summary,
        occurred_at=occurred_at,
        place=place,
        registered_at=act.at,
        proceeding=proceeding,
        source_case=main,
        taken_over_at=act.at,
    )
    open_stream(kind="case", case_id=key)
    into = Act(case, by=by, at=act.at)
    into.wrote(case)
    return into


def _heads_of_prosecution(case: Case) -> Iterable[Appointment]:
    office = case.office.supervised_by_id
    return in_post(office, {Role.HEAD_OF_PROSECUTION}) if office else ()


def _form_of_fact(article: Qualification, people: list[Participant], occurred_at: datetime) -> str:
    suspects = [person for person in people if person.capacity == Participant.Capacity.SUSPECT]
    return rules.proceeding_of(
        [as_value(article)],
        person_known=bool(suspects),
        minor=any(is_minor(person.birth_date, occurred_at) for person in suspects if person.birth_date),
    )


def _fact_there(into: Act, ruling: Ruling, article: Qualification) -> str:
    """The new offence, registered in its own case under its own article."""
    case = into.case
    episode = Episode.objects.create(
        case=case,
        number=1,
        occurred_at=case.occurred_at,
        place=case.place,
        summary=case.summary,
        registered_at=into.at,
    )
    into.wrote(episode)
    charge = open_charge(
        into,
        ruling,
        article,
        episode=episode,
        participant=None,
        how=Charge.How.REGISTERED,
        registered=True,
    )
    return charge.cite


def _move(carrying: Carrying, part: Part) -> list[str]:
    """The offences and what is charged on them; of persons only theirs, and what they leave behind goes on."""
    out, into, ruling = carrying.out, carrying.into, carrying.ruling
    for number, episode in enumerate(part.episodes, start=1):
        carrying.episode(episode, number)
    on_record = registered_charges(charges_of(out.case))
    for episode in part.episodes:
        for charge in on_record.get(episode.pk, []):
            carrying.past(charge)  # what it was registered on goes along, also where it stays in force here
    carrying.history(part.charges)
    for episode in part.episodes:
        copy = carrying.episodes[episode.pk]
        if not Charge.objects.filter(case=into.case, episode=copy, until__isnull=True).exists():
            _on_the_fact(carrying, episode, copy, on_record.get(episode.pk, []))
    carrying.recognitions()
    for episode in part.emptied:
        episode.severed_to, episode.ended_at, episode.ended_ruling = into.case, out.at, ruling
        episode.save(update_fields=["severed_to", "ended_at", "ended_ruling"])
        out.wrote(episode)
    _free(out, part)
    live = Charge.objects.filter(case=into.case, until__isnull=True).order_by("episode__number", "since", "id")
    return [charge.cite for charge in live]


def _on_the_fact(carrying: Carrying, episode: Episode, copy: Episode, registered: list[Charge]) -> None:
    """Of an offence without a charge on the severed persons the new case is on the fact, as it stands in the old."""
    live = Charge.objects.filter(case=carrying.out.case, episode=episode, until__isnull=True)
    stands = list(live.filter(participant__isnull=True).order_by("since", "id")) or registered[:1] or list(live[:1])
    for charge in stands:
        open_charge(
            carrying.into,
            carrying.ruling,
            charge,
            episode=copy,
            participant=None,
            how=Charge.How.SEVERED,
            replaces=carrying.charges.get(charge.pk),
            registered=charge.registered,
        )


def _free(out: Act, part: Part) -> None:
    """Who is charged with nothing in the old case any more is a suspect in the new one only."""
    for person in {charge.participant for charge in part.charges if charge.participant} | (
        set(part.people) if part.what is Severed.PERSONS else set()
    ):
        if not Charge.objects.filter(case=out.case, participant=person, until__isnull=True).exists():
            end_suspicion(out, participant=person, episode__in=part.episodes)


def _papers(carrying: Carrying, part: Part, chosen: list[str]) -> list[str]:
    """Copies of the ruling itself and of the documents that go along; their hashes."""
    ruling = carrying.ruling
    own = Q(matter=ruling.matter)
    by_hand = chosen or not part.episodes
    wanted: QuerySet[Material] = (
        Material.objects.filter(case=carrying.out.case, pk__in=[UUID(pk) for pk in chosen])
        if by_hand
        else severed(carrying.out.case, part.episodes, carrying.people)
    )
    papers = [
        *Material.objects.filter(own).select_related("document", "matter"),
        *wanted.select_related("document", "matter"),
    ]
    copies = [
        carrying.material(paper, compartment=Compartment.INVESTIGATION if paper.matter_id == ruling.pk else "")
        for paper in papers
    ]
    if part.what is Severed.FACT:
        episode = Episode.objects.get(case=carrying.into.case, number=1)
        for copy in copies:
            copy.episode = episode
            copy.save(update_fields=["episode"])
    return [copy.document.sha256 for copy in copies]


def _term(carrying: Carrying, what: Severed) -> None:
    into = carrying.into
    if what is not Severed.FACT:
        for running in case_terms(carrying.out):
            carrying.term(running)
        return
    rule = rules.MAIN_TERMS.get(into.case.proceeding)
    if rule is not None:
        into.start_term(rule, into.at)


def _tell(act: Act, case: Case) -> None:
    heads = in_post(case.office_id, {Role.HEAD_OF_INVESTIGATION})
    tell(
        to=[a for a in (case.prosecutor, *heads) if a is not None and a != act.by],
        kind="case.severed",
        key=f"case.severed:{case.pk}",
        at=act.at,
        params={"number": case.number, "title": case.number},
        path=f"/cases/{case.number}/",
    )


def _told(ruling: Ruling) -> list[Appointment]:
    """The head of the prosecutor's office gets the copy beside the process prosecutor."""
    return [a for a in _heads_of_prosecution(ruling.case) if a.role in PROSECUTION]


SEVERANCE = Work(named=_severance, effect=_sever, whom=_told)
