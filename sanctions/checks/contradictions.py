"""What cannot be: times out of order, papers signed before the case, a person in two places, the same once more."""

from collections.abc import Iterator
from datetime import date, datetime

from cases.access import PROCEEDINGS
from cases.models import Material, Participant
from cases.queries.suspects import status_of
from detention.models import Detention
from ecase.documents.models import Signature
from ecase.law import preflight
from ecase.law.clock import local
from ecase.law.kind_terms import moment_of
from ecase.law.measures import MEASURES
from ecase.law.preflight import Check, Paper, Stay, Times
from ecase.law.words import N_
from sanctions.kinds import OPEN, STATUS_TITLES, Status, status_words
from sanctions.models import Hearing, Sanction

# Facts of one request that begin and end the same span.
SPANS = (("from_day", "to_day"), ("period_from", "period_until"), ("acted_from", "acted_until"))
MEASURE_CODES = tuple(measure.code for measure in MEASURES)
# What stands beside is told as far as the request itself has gone: its readers know of nothing that has not reached
# them (`unsent`).
BEFORE_PROSECUTOR = (Status.BEFORE_PROSECUTOR, Status.BEFORE_COURT)
ON_THE_WAY = {
    **dict.fromkeys(
        (Status.DRAFT, Status.RETURNED, Status.BEFORE_HEAD), tuple(one for one in OPEN if one != Status.DRAFT)
    ),
    Status.BEFORE_PROSECUTOR: BEFORE_PROSECUTOR,
}
# Kinds by which the person himself is at the place of the action.
ON_PERSON = frozenset({"personal_search", "body_examination", "samples", "deposition"})


def contradiction_checks(sanction: Sanction, at: datetime) -> Iterator[Check]:
    """Everything about this request that contradicts itself or the file."""
    stated = dict(_stated(sanction))
    status = None
    if sanction.rule.about == "suspect" and sanction.participant is not None:
        status = status_of([sanction.participant]).get(sanction.participant.pk)
    case = sanction.case
    yield from preflight.times(
        Times(
            at=at,
            occurred_at=case.occurred_at,
            registered_at=case.registered_at,
            acted_from=sanction.acted_from,
            acted_until=sanction.acted_until,
            suspect_since=status.since if status is not None and status.suspected else None,
            stated=stated,
        )
    )
    yield from preflight.spans(
        (until, stated[until][0], stated[since][1], stated[until][1])
        for since, until in SPANS[:2]
        if since in stated and until in stated
    )
    yield from preflight.signed_before(case.registered_at, signed_papers(sanction))
    if sanction.participant is not None:
        yield from preflight.two_places(sanction.participant.full_name, stays_of(sanction))
        known = sanction.participant
        found = preflight.identity(
            known=bool(known.iin),
            confirmed=known.identity_checked_at is not None,
            stated_unknown="identity_unknown" in sanction.stated,
        )
        if found is not None and sanction.rule.about == "suspect":
            yield found
    yield from _again(sanction)
    if sanction.kind in MEASURE_CODES and sanction.participant is not None and sanction.extends is None:
        yield from preflight.beside(_other_measures(sanction))


def _other_measures(sanction: Sanction) -> Iterator[tuple[str, str]]:
    """What else restrains the person, or is on its way to; custody and its own bail are one order."""
    way = ON_THE_WAY.get(Status(sanction.status), (Status.BEFORE_COURT,))
    rows = Sanction.objects.filter(case=sanction.case, participant=sanction.participant, extends__isnull=True)
    rows = rows.filter(kind__in=MEASURE_CODES, status__in=[*way, Status.GRANTED]).exclude(kind=sanction.kind)
    for row in rows.order_by("requested_at"):
        if row.status != Status.GRANTED or row.until is None or local(sanction.requested_at).date() <= row.until:
            yield row.rule.title, status_words(row.status, by_author=row.by_author)


def _stated(sanction: Sanction) -> Iterator[tuple[str, tuple[str, date | datetime]]]:
    for field in sanction.rule.facts:
        value = sanction.facts.get(field.name)
        if field.kind == "moment" and value:
            moment = moment_of(value, end=False)
            if moment is not None:
                yield field.name, (field.label, moment)
        elif field.kind == "date" and value:
            yield field.name, (field.label, date.fromisoformat(str(value)[:10]))
    for name, label in (("acted_from", N_("The action began")), ("acted_until", N_("The action ended"))):
        moment = getattr(sanction, name)
        if moment is not None:
            yield name, (label, moment)


def signed_papers(sanction: Sanction) -> Iterator[Paper]:
    """The acts of the proceedings with the moment of their signature, where it is before the registration."""
    early = Signature.objects.filter(case_id=sanction.case_id, signed_at__lt=sanction.case.registered_at)
    signed = dict(early.values_list("document_id", "signed_at"))
    if not signed:
        return
    rows = Material.objects.filter(case=sanction.case, document_id__in=signed, compartment__in=PROCEEDINGS)
    for row in rows.order_by("first_sheet"):
        sheets = f"{row.first_sheet}–{row.last_sheet}" if row.sheets > 1 else str(row.first_sheet)
        yield Paper(row.title, sheets, signed[row.document_id])


def stays_of(sanction: Sanction) -> list[Stay]:
    """Where the person is said to have been: this action, other actions on him, hearings, the place he was held."""
    person = sanction.participant
    assert person is not None
    own = [stay for stay in (_acted(sanction),) if stay is not None]
    own += [stay for stay in map(_acted, _acting(sanction, person)) if stay is not None]
    held = Hearing.objects.filter(sanction__participant=person, held_from__isnull=False, suspect_part="present")
    if not sanction.covert:
        held = held.exclude(sanction__matter__compartment="covert")
    own += [
        Stay(N_("hearing"), one.place, one.held_from, one.held_until or one.held_from)
        for one in held.exclude(place="")
        if one.held_from is not None
    ]
    for detention in Detention.objects.filter(participant=person).select_related("facility"):
        # Taken at one place, then brought to another: only the hour of the taking is at a place that is named.
        own.append(
            Stay(N_("detention"), detention.place, detention.held_at, detention.delivered_at or detention.held_at)
        )
    return own


def _acting(sanction: Sanction, person: Participant) -> list[Sanction]:
    rows = Sanction.objects.filter(participant=person, kind__in=ON_PERSON, acted_from__isnull=False)
    rows = rows.exclude(status=Status.WITHDRAWN.value)
    if not sanction.covert:
        rows = rows.exclude(matter__compartment="covert")
    return list(rows.exclude(pk=sanction.pk) if sanction.pk is not None else rows)


def _acted(sanction: Sanction) -> Stay | None:
    place = str(sanction.facts.get("where") or sanction.facts.get("place") or "")
    if sanction.kind not in ON_PERSON or sanction.acted_from is None or not place:
        return None
    return Stay(sanction.rule.title, place, sanction.acted_from, sanction.acted_until or sanction.acted_from)


def _again(sanction: Sanction) -> Iterator[Check]:
    """The same asked for twice: of one person, or of the same thing by its words."""
    rows = Sanction.objects.filter(case=sanction.case, kind=sanction.kind).select_related("matter__episode")
    rows = rows.filter(participant=sanction.participant)
    if sanction.pk is not None:
        rows = rows.exclude(pk=sanction.pk)
    thing = _same_thing(sanction.object)
    same = [row for row in rows if _same_thing(row.object) == thing]
    under_way = [row for row in same if row.status in OPEN and row.status != Status.DRAFT]
    refused = [row for row in same if row.status == Status.REFUSED and row.decided_at is not None]
    # A refused arrest is judged by its own article (148(13)) among the rules of custody.
    last = max((row.decided_at for row in refused if row.decided_at is not None), default=None)
    if sanction.kind == "arrest":
        last = None
    yield from preflight.again(
        sanction.rule,
        under_way=STATUS_TITLES[under_way[0].status] if under_way else "",
        refused_on=local(last).date() if last is not None else None,
        new=sanction.new_circumstances,
    )


def _same_thing(words: str) -> str:
    return " ".join(words.casefold().split())
