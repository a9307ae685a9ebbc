"""Carrying persons, charges, rulings and documents from one case into another, by copy and with their history.

A row belongs to one case for ever, and files are never shared: severance and joinder leave the old rows where they
stand, ended, and write the same things anew in the other case, bound by the other case's own entry.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cases.actions.act import Act, length_of, next_alarm
from cases.actions.effects.closing import close_matter
from cases.actions.effects.named import end_charge, open_charge
from cases.actions.grants import grant
from cases.models import Charge, Compartment, Deadline, Defence, Episode, Material, Matter, Participant, Pause, Ruling
from cases.queries.calendar import calendar
from cases.queries.suspects import SUSPICION
from ecase.documents.copying import copy_to
from ecase.law.clock import due, local
from ecase.law.limits import LIMITS
from ecase.law.pauses import split
from ecase.law.rulings import RULINGS, Status

# Rulings on a person that go along with his charges: without them nobody could say why he is a suspect there.
ON_A_PERSON = frozenset({"suspect", "qualification", "requalification"})
PERSON = (
    "capacity", "iin", "identity", "last_name", "first_name", "patronymic", "birth_date", "citizenship", "address",
    "phone", "user_id", "identity_checked_at", "identity_source", "language", "needs_interpreter", "office_held",
    "interrogated_at", "since", "sort_key",
)  # fmt: skip
CHARGED = ("article", "part", "undivided", "title_kk", "title_ru", "title_en", "registered", "since", "how")
DECIDED = (
    "kind", "status", "ground", "text", "urgent", "drawn_by_id", "drawn_at", "decided_by_id", "decided_at", "reasons",
    "effective_at", "ended_at",
)  # fmt: skip
WITHHELD = ("withheld_at", "withheld_by", "withheld_cite", "withheld_reason")


class Carrying:
    """From the case of `out` into the case of `into`, by `ruling`; `how` says of a charge in which way it came.

    `only`: the persons who go along, where not everybody does. What history says of the others stays in their own
    case: neither they nor their defenders come to stand in the new one.
    """

    def __init__(
        self, out: Act, into: Act, ruling: Ruling, how: str, *, only: Iterable[Participant] | None = None
    ) -> None:
        self.out, self.into, self.ruling, self.how = out, into, ruling, how
        self.only = None if only is None else {person.pk for person in only}
        self.people: dict[UUID, Participant] = {}
        self.episodes: dict[UUID, Episode] = {}
        self.charges: dict[UUID, Charge] = {}
        self.rulings: dict[UUID, Ruling] = {}
        self.materials: dict[UUID, Material] = {}
        self.matters: dict[UUID, Matter] = {}
        self.papers: dict[UUID, Matter] = {}  # of a person there: what is of him and of no matter that goes

    def goes(self, person_id: UUID | None) -> bool:
        """Whether this person may come to stand in the other case; nobody in particular always may."""
        return person_id is None or self.only is None or person_id in self.only

    # --- people -----------------------------------------------------------------------------------

    def person(self, person: Participant) -> Participant:
        """The person there: the row that stands in the other case already, or a copy with his defenders."""
        if person.pk not in self.people:
            copy = self._same(person) or self._copied(person)
            self.people[person.pk] = copy
            self._defended(person, copy)
        return self.people[person.pk]

    def _same(self, person: Participant) -> Participant | None:
        same = (
            Q(iin=person.iin)
            if person.iin
            else Q(iin="", identity=person.identity, last_name=person.last_name, first_name=person.first_name)
        )
        return Participant.objects.filter(same, case=self.into.case, capacity=person.capacity).first()

    def _copied(self, person: Participant) -> Participant:
        copy: Participant = Participant.objects.create(
            case=self.into.case, **{name: getattr(person, name) for name in PERSON}
        )
        self.into.wrote(copy)
        return copy

    def _defended(self, person: Participant, copy: Participant) -> None:
        standing = set(Defence.objects.filter(participant=copy, until__isnull=True).values_list("lawyer_id", flat=True))
        for defence in Defence.objects.filter(participant=person, until__isnull=True).select_related("lawyer"):
            if defence.lawyer_id in standing:
                continue
            grant(self.into.case.pk, [defence.lawyer], reason="defence")
            self.into.wrote(
                Defence.objects.create(
                    case=self.into.case,
                    participant=copy,
                    lawyer=defence.lawyer,
                    warrant=defence.warrant,
                    since=self.into.at,
                )
            )

    # --- events and charges -----------------------------------------------------------------------

    def episode(self, episode: Episode, number: int) -> Episode:
        """The registered offence there, under its own number, registered when it was."""
        copy: Episode = Episode.objects.create(
            case=self.into.case,
            number=number,
            occurred_at=episode.occurred_at,
            place=episode.place,
            summary=episode.summary,
            registered_at=episode.registered_at,
            joined_from=self.out.case if self.how == Charge.How.JOINED else None,
        )
        self.episodes[episode.pk] = copy
        self.into.wrote(copy)
        return copy

    def history(self, charges: Iterable[Charge]) -> None:
        """The charges with everything that became of them; those in force end here and go on there."""
        for charge in charges:
            copy = self.past(charge)
            if charge.until is None:
                end_charge(self.out, charge, self.ruling)
                open_charge(
                    self.into,
                    self.ruling,
                    copy,
                    episode=copy.episode,
                    participant=copy.participant,
                    how=self.how,
                    replaces=copy,
                    registered=copy.registered,
                )

    def past(self, charge: Charge) -> Charge:
        """The charge there as something that was: over with this act, where it is not over yet."""
        if charge.pk in self.charges:
            return self.charges[charge.pk]
        copy: Charge = Charge.objects.create(
            case=self.into.case,
            participant=self.person(charge.participant)
            if charge.participant and self.goes(charge.participant_id)
            else None,
            episode=self.episodes.get(charge.episode_id) if charge.episode_id else None,
            ruling=self._decision(charge.ruling),
            ended_ruling=self._decision(charge.ended_ruling) if charge.until else self.ruling,
            until=charge.until or self.into.at,
            replaces=self.charges.get(charge.replaces_id) if charge.replaces_id else None,
            **{name: getattr(charge, name) for name in CHARGED},
        )
        self.charges[charge.pk] = copy
        self.into.wrote(copy)
        return copy

    # --- rulings and documents --------------------------------------------------------------------

    def _decision(self, ruling: Ruling | None) -> Ruling | None:
        """A ruling on a person who goes goes along; any other stays where it was made, and is named from there."""
        if ruling is None or ruling.kind not in ON_A_PERSON or not self.goes(ruling.participant_id):
            return ruling
        return self.decision(ruling)

    def decision(self, ruling: Ruling) -> Ruling:
        """The ruling there, closed, with its signed act."""
        if ruling.pk in self.rulings:
            return self.rulings[ruling.pk]
        person = self.person(ruling.participant) if ruling.participant else None
        episode = self.episodes.get(ruling.episode_id) if ruling.episode_id else None
        matter = self.into.open_matter(
            f"ruling.{ruling.kind}", compartment=ruling.matter.compartment, participant=person, episode=episode
        )
        matter.closed_at = self.into.at
        matter.save(update_fields=["closed_at"])
        copy: Ruling = Ruling(
            matter=matter,
            case=self.into.case,
            participant=person,
            episode=episode,
            charge=self.charges.get(ruling.charge_id) if ruling.charge_id else None,
            data={**ruling.data, "copied_from": str(ruling.pk)},
            **{name: getattr(ruling, name) for name in DECIDED},
        )
        copy.save(force_insert=True)
        self.rulings[ruling.pk] = copy
        self.into.wrote(copy)
        own = Material.objects.filter(matter=ruling.matter, kind=RULINGS[ruling.kind].act).select_related("document")
        for material in own.order_by("-first_sheet")[:1]:
            self.material(material, matter=matter)
        return copy

    def recognitions(self) -> None:
        """Who is a suspect here by a ruling is one there by the same."""
        standing = Ruling.objects.filter(
            participant__in=list(self.people), kind__in=SUSPICION, status=Status.IN_FORCE, ended_at__isnull=True
        ).select_related("matter", "participant")
        for ruling in standing.order_by("drawn_at", "matter_id"):
            self.decision(ruling)

    def matter(self, matter: Matter) -> Matter:
        """The matter there, under the next number of its kind; the one here is over."""
        if matter.pk in self.matters:
            return self.matters[matter.pk]
        copy = self.into.open_matter(
            matter.kind,
            compartment=matter.compartment,
            participant=self.person(matter.participant) if matter.participant else None,
            facility_id=matter.facility_id,
            episode=self.episodes.get(matter.episode_id) if matter.episode_id else None,
        )
        self.matters[matter.pk] = copy
        for running in self.out.running(matter):
            self.term(running, matter=copy)
        for material in Material.objects.filter(matter=matter).select_related("document").order_by("first_sheet"):
            self.material(material, matter=copy)
        close_matter(self.out, matter)
        return copy

    def material(
        self, material: Material, *, matter: Matter | None = None, compartment: str = "", kind: str = ""
    ) -> Material:
        """The document there, as bytes of its own on sheets of its own, with its signatures and its marks."""
        if material.pk in self.materials:
            return self.materials[material.pk]
        if matter is None and not compartment:
            matter, compartment = self._kept_from_others(material)
        document, signatures = copy_to(material.document, self.into.case.pk)
        self.into.wrote(*signatures)
        copy = self.into.file(
            document,
            title=material.title,
            kind=kind or material.kind,
            matter=matter,
            compartment=compartment or material.compartment,
            episode=self.episodes.get(material.episode_id) if material.episode_id else None,
            to_facility=material.to_facility,
        )
        if material.inadmissible_at is not None:
            copy.inadmissible_at = material.inadmissible_at
            copy.inadmissible_cite = material.inadmissible_cite
            copy.inadmissible_ruling_id = material.inadmissible_ruling_id
            copy.save(update_fields=["inadmissible_at", "inadmissible_cite", "inadmissible_ruling"])
        if material.withheld_at is not None:
            for name in WITHHELD:
                setattr(copy, name, getattr(material, name))
            copy.save(update_fields=WITHHELD)
        self.materials[material.pk] = copy
        return copy

    def _kept_from_others(self, material: Material) -> tuple[Matter | None, str]:
        """The matter a paper of one person stands under there, and else its compartment.

        Of such a paper the defence of the others knows nothing here, and comes to know nothing there (70(2)).
        """
        was = material.matter
        if was is None or was.participant_id is None:
            return None, ""
        if was.pk in self.rulings:
            return self.rulings[was.pk].matter, ""
        person = self.people.get(was.participant_id)
        if person is None:
            return None, Compartment.INVESTIGATION
        if person.pk not in self.papers:
            matter = self.into.open_matter("papers", compartment=Compartment.INVESTIGATION, participant=person)
            matter.closed_at = self.into.at
            matter.save(update_fields=["closed_at"])
            self.papers[person.pk] = matter
        return self.papers[person.pk], ""

    # --- terms ----------------------------------------------------------------------------------

    def term(
        self, running: Deadline, *, rule: str = "", amount: int | str | None = None, matter: Matter | None = None
    ) -> Deadline:
        """The same term there, from the same start, without what stood still (44(6)).

        `rule` and `amount`: another length counted from that start, where the other case goes by one of its own.
        """
        if not rule:
            rule, amount = running.rule, length_of(running)
        term = self.into.start_term(rule, running.starts_at, amount=amount, matter=matter)
        if matter is not None:
            # The same moment: what has rung there does not ring again here.
            term.rung, term.next_at = running.rung, running.next_at
            term.save(update_fields=["rung", "next_at"])
        spans = self._stood_still(running) if LIMITS[rule].pauses else []
        if not spans:
            return term
        for since, until, cause in spans:
            self.into.wrote(
                Pause.objects.create(case=self.into.case, deadline=term, since=since, until=until, cause=cause)
            )
        day = local(term.starts_at).date()
        reckoned = due(term.rule, term.starts_at, on=day, amount=amount, calendar=calendar(), **split(spans))
        term.due_at = reckoned.due_at
        term.rung, term.next_at = next_alarm(term.rule, term.due_at, self.into.at)
        term.save(update_fields=["due_at", "rung", "next_at"])
        return term

    def _stood_still(self, running: Deadline) -> list[tuple[datetime, datetime, str]]:
        """Every pause of the term and of those it replaced; one that lasts still ends there with this act."""
        chain: list[UUID] = []
        term: Deadline | None = running
        while term is not None:
            chain.append(term.pk)
            term = term.replaces
        rows = Pause.objects.filter(deadline_id__in=chain).order_by("since")
        return [(row.since, row.until or self.into.at, row.cause) for row in rows]
