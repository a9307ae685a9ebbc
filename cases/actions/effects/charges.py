"""Change and end of charges and of the case itself: 207, 288-291, and what lies outside the registered charge (121(1)).

Severance and joinder stand in `severance` and `joinder`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.actions.act import Act, refuse_if
from cases.actions.effects.closing import (
    drop_open_rulings,
    end_episode,
    end_suspicion,
    everything_falls,
    his_measures_fall,
    pursued,
    set_stage,
    told_at_the_end,
    told_with_the_parties,
)
from cases.actions.effects.joinder import JOINDER
from cases.actions.effects.named import (
    LATER,
    article_of,
    charge_of,
    end_charge,
    ground_of,
    in_force_still,
    none_waits,
    old_enough,
    open_charge,
    take_back,
)
from cases.actions.effects.severance import SEVERANCE
from cases.actions.effects.terms import RETURNED, end_interruptions, set_term
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.handover import succeed
from cases.actions.scope import served
from cases.models import Case, Charge, Episode, Qualification, Ruling
from cases.queries.reference import qualification_on
from cases.queries.subjects import outside
from cases.queries.suspects import SUSPICION
from ecase.law.clock import local
from ecase.law.roles import Role
from ecase.law.rulings import RULINGS, Status
from ecase.law.scope import SCOPE, Doing
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment

# --- change of the qualification (207(1)) ---------------------------------------------------------


def _requalification(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    charge = charge_of(case, fields)
    if charge.episode is None:
        raise Refused(
            Refusal(
                "scope_outside",
                N_("This charge names no registered offence: it is not changed, it is ended as lying outside."),
                cite=SCOPE,
                field="charge",
            )
        )
    episode = served(case, charge.episode.number, Doing.MATERIAL)
    article = article_of(fields, episode.occurred_at)
    old_enough(charge.participant, article, episode.occurred_at)
    none_waits(case, "requalification", charge=charge)
    _not_the_same(case, charge, article)
    data = {"article": f"{article.article}/{article.part}", "add": bool(fields.get("add")), "from": charge.cite}
    return Named(text=text_of(fields), participant=charge.participant, charge=charge, episode=episode, data=data)


def _not_the_same(case: Case, charge: Charge, article: Qualification) -> None:
    """One person is charged once with one article for one offence. Raises Refused(same_article)."""
    same = Charge.objects.filter(
        case=case,
        participant=charge.participant,
        episode=charge.episode,
        article=article.article,
        part=article.part,
        until__isnull=True,
    )
    if same.exists():
        raise Refused(Refusal("same_article", N_("This is charged already."), cite="CPC 207(1)", field="article"))


def _requalified(act: Act, ruling: Ruling) -> None:
    """The last ruling by date is the valid one: the old charge ends, or the new one stands beside it."""
    charge = in_force_still(ruling.charge)
    assert charge.episode is not None
    served(act.case, charge.episode.number, Doing.MATERIAL)
    article = qualification_on(str(ruling.data["article"]), local(charge.episode.occurred_at).date())
    if isinstance(article, Refusal):
        raise Refused(article)
    _not_the_same(act.case, charge, article)
    add = bool(ruling.data["add"])
    open_charge(
        act,
        ruling,
        article,
        episode=charge.episode,
        participant=charge.participant,
        how=Charge.How.ADDED if add else Charge.How.CHANGED,
        replaces=None if add else charge,
    )
    if not add:
        end_charge(act, charge, ruling)


# --- end of the prosecution in a part (207(2), 288(5), 289) ---------------------------------------


def _partial(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    charge = charge_of(case, fields)
    ground = ground_of("partial_termination", fields)
    none_waits(case, "partial_termination", charge=charge)
    named = Named(
        text=text_of(fields), ground=ground, participant=charge.participant, charge=charge, episode=charge.episode
    )
    refuse_if(_whole_case(case, charge, ground))
    return named


def _whole_case(case: Case, charge: Charge, ground: str) -> Refusal | None:
    """A part may be ended only where something remains; else the case is terminated as a whole."""
    if not _ends_offence(charge, ground):
        return None
    rest = Episode.objects.filter(case=case, ended_at__isnull=True)
    if charge.episode_id is None or rest.exclude(pk=charge.episode_id).exists():
        return None
    return Refusal(
        "whole_case",
        N_("Nothing would remain of the case: terminate the case as a whole."),
        cite="CPC 289(1)",
        field="charge",
    )


def _ends_offence(charge: Charge, ground: str) -> bool:
    """Whether nothing of the registered offence remains when this charge ends on this ground."""
    others = Charge.objects.filter(case_id=charge.case_id, episode=charge.episode, until__isnull=True)
    if others.exclude(pk=charge.pk).exists():
        return False
    found = RULINGS["partial_termination"].ground(ground)
    return charge.participant_id is None or (found is not None and found.of_the_act)


def _ended_in_part(act: Act, ruling: Ruling) -> None:
    """The charge ends; the offence goes on with the others, on the fact, or ends with it."""
    charge = in_force_still(ruling.charge)
    refuse_if(_whole_case(act.case, charge, ruling.ground))
    episode, over = charge.episode, _ends_offence(charge, ruling.ground)
    end_charge(act, charge, ruling)
    if episode is not None and over:
        end_episode(act, episode, ruling)
    elif episode is not None and not Charge.objects.filter(case=act.case, episode=episode, until__isnull=True).exists():
        # The offence happened, only not by him: the case goes on on the fact (288(5)).
        open_charge(
            act, ruling, charge, episode=episode, participant=None, how=_how_on_the_fact(charge), replaces=charge
        )
    _free(act, charge)


def _how_on_the_fact(charge: Charge) -> str:
    first = Charge.objects.filter(case_id=charge.case_id, episode=charge.episode, registered=True).first()
    same = first is not None and (first.article, first.part) == (charge.article, charge.part)
    return Charge.How.REGISTERED if same else Charge.How.CHANGED


def _free(act: Act, charge: Charge) -> None:
    """Against whom nothing stands any more is no suspect any more."""
    person = charge.participant
    if person is not None and not pursued(person, but=charge.episode_id):
        end_suspicion(act, participant_id=person.pk)


def _resume_part(act: Act, ruling: Ruling) -> None:
    """The prosecution goes on as it stood (291(1))."""
    take_back(act, ruling)
    for episode in Episode.objects.filter(case=act.case, ended_ruling=ruling):
        episode.ended_at, episode.ended_ruling = None, None
        episode.save(update_fields=["ended_at", "ended_ruling"])
        act.wrote(episode)
    ended = Ruling.objects.filter(
        case=act.case, kind__in=SUSPICION, status=Status.IN_FORCE, ended_at=ruling.effective_at
    )
    for recognition in ended:
        recognition.ended_at = None
        recognition.save(update_fields=["ended_at"])
        act.wrote(recognition)


# --- termination of the case (35, 36, 288-291) ----------------------------------------------------


def _termination(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    ground = ground_of("termination", fields)
    none_waits(case, "termination")
    said = {name: str(fields.get(name) or "").strip() for name in ("evidence", "measures")}
    data: dict[str, Any] = {name: text for name, text in said.items() if text}
    return Named(text=text_of(fields), ground=ground, data={**data, "ends": standing(case)})


def standing(case: Case) -> list[str]:
    """The registered offences and charges of the case that stand now."""
    offences = Episode.objects.filter(case=case, ended_at__isnull=True).values_list("pk", flat=True)
    charges = Charge.objects.filter(case=case, until__isnull=True).values_list("pk", flat=True)
    return sorted(str(pk) for pk in [*offences, *charges])


def _terminated(act: Act, ruling: Ruling) -> None:
    """Nothing of the case goes on: charges, offences, suspicion, terms, what was still being decided.

    Nothing ends unread either: what has come into the case since the ruling was drawn, nobody has written about.
    """
    if not set(standing(act.case)) <= set(ruling.data.get("ends", ())):
        raise Refused(
            Refusal(
                "changed_meanwhile",
                N_("Offences or charges have come into the case since this ruling was drawn up. Return it for rework."),
                cite="CPC 288, 289",
            )
        )
    for charge in Charge.objects.filter(case=act.case, until__isnull=True):
        end_charge(act, charge, ruling)
    for episode in Episode.objects.filter(case=act.case, ended_at__isnull=True):
        end_episode(act, episode, ruling)
    end_suspicion(act)
    act.end_terms(None)
    drop_open_rulings(act, ruling)
    set_stage(act, Case.Stage.TERMINATED)


def _reopened(act: Act, ruling: Ruling) -> None:
    """The termination is cancelled: the investigation goes on, one month at most unless more is set (291, 192(7))."""
    _not_of_the_court(ruling)
    if act.case.stage != Case.Stage.TERMINATED:
        raise Refused(LATER)
    _resume_part(act, ruling)
    end_interruptions(act)
    set_stage(act, Case.Stage.PRETRIAL)
    for post in (act.case.investigator, act.case.prosecutor):
        if post is not None and post.until is not None and post.until <= act.at:
            succeed(act, post)  # he left while the case was over, so nobody took it then
    act.start_term(RETURNED, act.at, amount=ruling.data.get("term"))


# --- what lies outside the registered charge (121(1)) ---------------------------------------------


def _outside(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    """Only a charge that the scope page shows as lying outside, or as widened without an approved decision."""
    charge = charge_of(case, fields)
    refuse_if(_inside(case, charge))
    return Named(text=text_of(fields), participant=charge.participant, charge=charge, episode=charge.episode)


def _inside(case: Case, charge: Charge) -> Refusal | None:
    if any(row.pk == charge.pk for row in outside(case)):
        return None
    return Refusal(
        "inside_scope",
        N_("This charge stands within what was registered, or an approved decision stands behind it."),
        cite=SCOPE,
        field="charge",
    )


def _ended_outside(act: Act, ruling: Ruling) -> None:
    charge = in_force_still(ruling.charge)
    refuse_if(_inside(act.case, charge))
    end_charge(act, charge, ruling)
    _free(act, charge)


def _back_outside(act: Act, ruling: Ruling) -> None:
    _not_of_the_court(ruling)
    _resume_part(act, ruling)


def _not_of_the_court(ruling: Ruling) -> None:
    """What a court has ended, no prosecutor takes up again. Raises Refused(of_the_court)."""
    if ruling.drawn_by.role == Role.TRIAL_JUDGE:
        raise Refused(
            Refusal(
                "of_the_court",
                N_("This is the court's ruling: it is appealed, the prosecutor does not cancel it."),
                cite="CPC 193(1)",
            )
        )


CHARGES: dict[str, Work] = {
    "requalification": Work(named=_requalification, effect=_requalified, cancelled=take_back),
    "partial_termination": Work(
        named=_partial, effect=_ended_in_part, cancelled=_resume_part, whom=told_at_the_end, after=his_measures_fall
    ),
    "termination": Work(
        named=_termination,
        effect=_terminated,
        refused=set_term,
        cancelled=_reopened,
        whom=told_at_the_end,
        after=everything_falls,
    ),
    "termination_outside": Work(
        named=_outside,
        effect=_ended_outside,
        cancelled=_back_outside,
        whom=told_with_the_parties,
        after=his_measures_fall,
    ),
    "severance": SEVERANCE,
    "joinder": JOINDER,
}
