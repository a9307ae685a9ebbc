"""A charge that stands on paper, entered when a paper case comes over; in an electronic case it comes by a ruling."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.actions.act import Act, lock_case, refuse_if
from cases.actions.effects.named import article_of, end_charge, open_charge
from cases.models import Case, Charge, Episode, Participant
from cases.queries.conduct import why_not_conduct
from cases.queries.paper import always_on_paper
from cases.queries.suspects import suspected
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment


@transaction.atomic
def enter_paper_charge(
    *,
    case_id: UUID,
    participant_id: UUID,
    article: str,
    since: datetime,
    paper: str,
    by: Appointment,
    at: datetime,
    episode: int | None = None,
) -> Charge:
    """What a person is charged with by a ruling on paper: `paper` says which one, of when and by whom approved.

    It is entered as it stands, also without a registered offence (`episode` None): whether it lies within the
    registered charge, the scope page shows, and prosecutor or court end what does not (121(1)). No approved decision
    of this record stands behind it. Raises Refused: not_the_investigator, not_on_paper, not_a_suspect,
    scope_not_registered, charge_moment, charged_already, qualification_*.
    """
    case = lock_case(case_id)
    refuse_if(why_not_conduct(case, by, alone=True))
    if case.format == Case.Format.ELECTRONIC:
        raise Refused(
            Refusal(
                "not_on_paper",
                N_("The case is conducted electronically: a charge comes by a ruling the prosecutor approves."),
                cite="CPC 42-1(1), 203(1-1)",
            )
        )
    person = Participant.objects.filter(pk=participant_id, case=case, capacity=Participant.Capacity.SUSPECT).first()
    if person is None:
        raise Refused(
            Refusal("not_a_suspect", N_("Choose a suspect of this case."), cite="CPC 203(1)", field="participant")
        )
    # What was decided on paper before the case came here, nobody can ask this record for. What came after, it can.
    if not always_on_paper(case) and not suspected(person):
        raise Refused(
            Refusal(
                "not_recognised",
                N_("This case was electronic before: first the prosecutor signs that the person is a suspect."),
                cite="CPC 64(1), 202(1)",
                field="participant",
            )
        )
    offence = _offence(case, episode)
    happened = offence.occurred_at if offence else case.occurred_at
    if not happened <= since <= at:
        raise Refused(
            Refusal(
                "charge_moment",
                N_("A charge begins after the event and not in the future."),
                cite="CPC 203(1)",
                field="since",
            )
        )
    found = article_of({"article": article}, happened)
    same = {"participant": person, "episode": offence, "article": found.article, "part": found.part}
    if Charge.objects.filter(case=case, until__isnull=True, **same).exists():
        raise Refused(
            Refusal(
                "charged_already", N_("The person is charged with this already."), cite="CPC 203(1)", field="article"
            )
        )
    # As by a ruling of this record: the charge passes from the fact to the person.
    on_the_fact = list(Charge.objects.filter(case=case, until__isnull=True, **{**same, "participant": None}))
    act = Act(case, by=by, at=at)
    charge = open_charge(
        act,
        None,
        found,
        episode=offence,
        participant=person,
        how=Charge.How.QUALIFIED,
        replaces=on_the_fact[0] if on_the_fact else None,
        since=since,
    )
    for before in on_the_fact:
        end_charge(act, before, None)
    act.record(
        "charge.entered",
        public={"charge": charge.cite, "episode": episode},
        private={"name": person.full_name, "paper": paper.strip()},
    )
    tell(
        to=[case.prosecutor] if case.prosecutor else [],
        kind="charge.entered",
        key=f"charge.entered:{charge.pk}",
        at=at,
        params={"number": case.number, "title": charge.cite},
        path=f"/cases/{case.number}/scope/",
    )
    return charge


def _offence(case: Case, number: int | None) -> Episode | None:
    if number is None:
        return None
    found = Episode.objects.filter(case=case, number=number, ended_at__isnull=True).first()
    if found is None:
        raise Refused(
            Refusal(
                "scope_not_registered",
                N_("No offence is registered here under number %(number)s; proof goes on registered offences only."),
                {"number": number},
                "CPC 121(1)",
                "episode",
            )
        )
    return found
