"""What was granted of a person goes into a severed case with its term and what made it longer; so does custody served.

A request that is not decided yet stops the severance. A petition is signed for its case and its judge's hours run on
it: half-way it would stand in two cases or in none.
The detention it stands on has gone before (`detention.severed`); where it would stay, nothing is severed: he is held
in one case, and the clock that ends it has to run there.
"""

from datetime import datetime

from django.db.models import Q

from cases.actions.act import length_of
from cases.actions.effects.carrying import Carrying
from cases.actions.effects.leaving import Follower, Leaving, follow, matters_of
from cases.models import Deadline, Material, Matter
from cases.queries.suspects import HELD
from detention.kinds import SEVERED
from detention.models import Detention
from ecase.law.custody import ON_SUSPICION
from ecase.law.kinds import Ends
from ecase.law.kinds_liberty import ARREST
from ecase.law.words import N_, Refusal
from sanctions.custody import FAMILY, FIRST_TERMS, PROLONGING, clock_of, run_out
from sanctions.kinds import APPEAL_OPEN, ENDED, Status
from sanctions.models import Appeal, Sanction

LIVE = {"met_at__isnull": True, "ended_at__isnull": True}
OVER = (Status.LIFTED, Status.EXPIRED)
OWN = frozenset({"matter", "case", "participant", "detention", "extends", "version"})


def _of(leaving: Leaving) -> list[Sanction]:
    """As they were asked: a first order before what made it longer."""
    rows = Sanction.objects.filter(matter__in=list(matters_of(leaving, "sanction.")))
    return list(rows.select_related("matter", "participant", "detention__matter").order_by("requested_at", "pk"))


def _why_not(leaving: Leaving, at: datetime) -> Refusal | None:
    rows = _of(leaving)
    if Appeal.objects.filter(sanction__in=rows, status__in=APPEAL_OPEN).exists():
        return Refusal(
            "appeal_waits",
            N_("An appeal on %(person)s is not decided yet. Wait for the decision of the court above; then sever."),
            {"person": leaving.person.short_name},
            "CPC 44, 107",
            "participants",
        )
    if all(row.status in ENDED for row in rows):
        return _parted(leaving)
    return Refusal(
        "request_waits",
        N_(
            "A request for a sanction on %(person)s is not decided yet. Wait for the decision, or withdraw the "
            "request; then sever."
        ),
        {"person": leaving.person.short_name},
        "CPC 44, 147(2)",
        "participants",
    )


def _parted(leaving: Leaving) -> Refusal | None:
    """A refusal where he would be held in one case by the clock of the other: detained for one offence, arrested
    for another, and only one of the two goes. None where everything he is held on goes, or everything stays.
    """
    of_his = {"case": leaving.case, "participant": leaving.person}
    detained = Detention.objects.filter(**of_his, released_at__isnull=True).exclude(release_ground=SEVERED)
    last = detained.select_related("matter").order_by("-open", "-held_at").first()
    clocks = Deadline.objects.filter(
        matter__in=Sanction.objects.filter(**of_his).values("matter"), rule__in=HELD, **LIVE
    ).values("matter")
    asked = Q(kind=ARREST.code) & ~Q(status__in=ENDED)
    arrests = Sanction.objects.filter(Q(matter__in=clocks) | asked, **of_his).select_related("matter")
    matters = [row.matter for row in arrests]
    if last is not None and (last.open or matters):
        matters.append(last.matter)
    if len({leaving.takes(matter) for matter in matters}) < 2:
        return None
    return Refusal(
        "parted_custody",
        N_(
            "%(person)s is detained for one of the offences and arrested, or asked to be arrested, for another. Sever "
            "both of them, or neither."
        ),
        {"person": leaving.person.short_name},
        "CPC 44, 133(2)",
        "episodes",
    )


def _carry(leaving: Leaving, carrying: Carrying) -> None:
    """What is in force of him, with the orders that made it longer, and the custody he has behind him.

    What came to nothing stays where it was asked.
    """
    carried: dict[object, Sanction] = {}
    for row in _of(leaving):
        served = _served(row)
        if row.status in OVER and served is not None:
            copy = _copied(carrying, row, _past(carrying, row))
            _clock(carrying, served, copy.matter)
            carrying.into.wrote(copy)
            continue
        if not _goes(row, carrying.out.at) or (row.extends_id is not None and row.extends_id not in carried):
            continue
        copy = _copied(carrying, row, carrying.matter(row.matter), carried.get(row.extends_id))
        if served is not None:
            _clock(carrying, served, copy.matter)
        carried[row.pk] = copy
        row.version += 1  # what was drafted on it here is stale
        row.save(update_fields=["version"])
        carrying.out.wrote(row)
        carrying.into.wrote(copy)


def _copied(carrying: Carrying, row: Sanction, matter: Matter, extends: Sanction | None = None) -> Sanction:
    fields = {f.attname: getattr(row, f.attname) for f in Sanction._meta.concrete_fields if f.name not in OWN}
    held_on = carrying.matters.get(row.detention_id) if row.detention_id else None
    copy = Sanction(
        matter=matter,
        case=carrying.into.case,
        participant=carrying.person(row.participant) if row.participant else None,
        detention=Detention.objects.get(pk=held_on.pk) if held_on is not None else None,
        extends=extends,
        **fields,
    )
    copy.save(force_insert=True)
    return copy


def _served(row: Sanction) -> Deadline | None:
    """The clock of a custody that is over: its days count in the severed case too (152(9)).

    Whoever decides there, a judge above all, need not see the case he comes from.
    """
    clock = clock_of(row) if row.kind in FIRST_TERMS else None
    return clock if clock is not None and clock.rule in ON_SUSPICION and not clock.live else None


def _past(carrying: Carrying, row: Sanction) -> Matter:
    """The matter of an order that is over, there: closed, with its papers. What still runs on it here runs on here."""
    was = row.matter
    matter = carrying.into.open_matter(
        was.kind,
        compartment=was.compartment,
        participant=carrying.person(was.participant) if was.participant else None,
        episode=carrying.episodes.get(was.episode_id) if was.episode_id else None,
    )
    matter.closed_at = carrying.into.at
    matter.save(update_fields=["closed_at"])
    for material in Material.objects.filter(matter=was).select_related("document").order_by("first_sheet"):
        carrying.material(material, matter=matter)
    return matter


def _clock(carrying: Carrying, served: Deadline, matter: Matter) -> None:
    """From when it ran; until when says the order itself."""
    carrying.into.start_term(served.rule, served.starts_at, matter=matter, amount=length_of(served))
    carrying.into.end_term(matter, served.rule)


def _goes(row: Sanction, at: datetime) -> bool:
    """Granted, and neither done nor run out: a custody, a bail, a prohibition, a search that is still to come."""
    over = row.executed_at is not None if row.rule.ends is Ends.EXECUTED else run_out(row, at)
    concerns_another = row.rule.extends and row.kind not in FAMILY | PROLONGING
    return row.status == Status.GRANTED and not over and not concerns_another and row.matter.closed_at is None


follow(Follower(2, _why_not, _carry))
