"""The charge that counts: the suspect's own where there is one, else the one the case was registered on."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from cases.models import Case, Charge, Participant
from cases.queries.reference import of_charge
from ecase.law.clock import local
from ecase.law.writ_articles import possible_parts


def main_charge(rows: QuerySet[Charge]) -> QuerySet[Charge]:
    """The charge a case is told by comes first: one in force; where all have ended, the registered one."""
    return rows.alias(live=Q(until__isnull=True)).order_by("-live", "-registered", "since", "id")


def charge_for(case: Case, participant: Participant | None = None) -> Charge | None:
    """The charge in force that decides what may be done with `participant`: of several of his own the gravest.

    With none of his own, or without a participant, the case stands on what it was registered on.
    """
    rows = Charge.objects.filter(case=case, until__isnull=True).select_related("episode")
    live = list(rows.order_by("-registered", "since", "id"))
    own = [charge for charge in live if participant is not None and charge.participant_id == participant.pk]
    if len(own) > 1:
        return max(own, key=lambda charge: _weight(case, charge))
    if own:
        return own[0]
    return next((charge for charge in live if charge.participant_id is None), live[0] if live else None)


def _weight(case: Case, charge: Charge) -> tuple[bool, int, str]:
    known = of_charge(charge, local(charge.episode.occurred_at if charge.episode else case.occurred_at).date())
    if known is None:
        return False, 0, str(charge.pk)
    return known.life, known.max_imprisonment_months or 0, str(charge.pk)


def may_go_by_writ(*, registered: bool = False) -> Q:
    """Of cases: all charges in force are of articles a writ may be about, and somebody is suspected (629-1(2)(3)).

    With `registered` the charges the case was registered on, whoever is suspected and whatever became of them.
    """
    charges = Charge.objects.filter(case=OuterRef("pk")).annotate(named=Concat("article", Value("/"), "part"))
    charges = charges.filter(registered=True) if registered else charges.filter(until__isnull=True)
    found = Q(Exists(charges)) & ~Q(Exists(charges.exclude(named__in=sorted(possible_parts()))))
    if registered:
        return found
    suspects = Participant.objects.filter(case=OuterRef("pk"), capacity=Participant.Capacity.SUSPECT)
    return found & Q(Exists(suspects))
