"""Finding in the case what the fields of a ruling name: a person, a charge, an article; and opening and ending charges.

Whether a ruling may be made at all stands with its kind.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.actions.act import Act
from cases.models import Case, Charge, Episode, Participant, Qualification, Ruling
from cases.queries.reference import qualification_on
from ecase.law.age import age_on
from ecase.law.clock import local
from ecase.law.rulings import RULINGS, Status
from ecase.law.words import N_, Refusal, Refused

OVER = Refusal("charge_ended", N_("This charge is no longer in force. Look at the case again."), field="charge")
LATER = Refusal(
    "later_ruling",
    N_("A later decision stands on this ruling. Cancel that one first."),
    cite="CPC 207(1)",
)
GONE_ON = Refusal(
    "offence_over",
    N_("The registered offence has gone to another case, or is over by a later decision: the charge stays ended."),
    cite="CPC 43, 44",
)
WAITS = Refusal(
    "waits_already",
    N_("A ruling of this kind on the same matter waits for approval already. Withdraw it, or wait."),
    cite="CPC 193(1)",
)


def number_of(fields: Mapping[str, Any], name: str = "episode") -> int | None:
    """The number of a registered offence as it was typed; None where none was."""
    text = str(fields.get(name) or "").strip()
    return int(text) if text.isdecimal() else None


def key_of(value: object) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None


def person_of(case: Case, fields: Mapping[str, Any]) -> Participant:
    """The person the ruling is about. Raises Refused(not_in_this_case)."""
    key = key_of(fields.get("participant"))
    found = Participant.objects.filter(pk=key, case=case).first() if key else None
    if found is None:
        raise Refused(Refusal("not_in_this_case", N_("Choose a person of this case."), field="participant"))
    return found


def charge_of(case: Case, fields: Mapping[str, Any]) -> Charge:
    """The charge in force that the ruling is about. Raises Refused(charge_ended)."""
    rows = Charge.objects.filter(case=case, until__isnull=True).select_related("participant", "episode")
    key = key_of(fields.get("charge"))
    found = rows.filter(pk=key).first() if key else None
    if found is None:
        raise Refused(OVER)
    return found


def article_of(fields: Mapping[str, Any], occurred_at: datetime) -> Qualification:
    """The part of the Criminal Code that was typed, as it stood on the day of the event.

    Raises Refused: qualification_*.
    """
    found = qualification_on(str(fields.get("article") or ""), local(occurred_at).date())
    if isinstance(found, Refusal):
        raise Refused(replace(found, field="article"))
    return found


def old_enough(person: Participant | None, article: Qualification, occurred_at: datetime) -> None:
    """Nobody is suspected of what he was too young to answer for. Raises Refused(too_young)."""
    if person is None or person.birth_date is None or not article.min_age:
        return
    age = age_on(person.birth_date, local(occurred_at).date())
    if age < article.min_age:
        raise Refused(
            Refusal(
                "too_young",
                N_("The person was %(age)s; for this offence one answers from the age of %(from)s."),
                {"age": age, "from": article.min_age},
                "CC 15, CPC 35(1)(2), 35(5)",
                "participant",
            )
        )


def ground_of(kind: str, fields: Mapping[str, Any]) -> str:
    """The ground the law names for this kind; for some of them nobody may have objected.

    Raises Refused: ground, objection.
    """
    ground = RULINGS[kind].ground(str(fields.get("ground") or ""))
    if ground is None:
        raise Refused(
            Refusal("ground", N_("Choose the ground the law names."), cite=RULINGS[kind].cite, field="ground")
        )
    if ground.consent and not fields.get("no_objection"):
        raise Refused(
            Refusal(
                "objection",
                N_(
                    "On this ground nobody who has a say may object. Explain the ground, what follows from it and the "
                    "right to object, and confirm that there is no objection; otherwise the case goes on."
                ),
                cite=ground.cite,
                field="no_objection",
            )
        )
    return ground.code


def none_waits(case: Case, kind: str, **about: object) -> None:
    """One ruling on one thing at a time. Raises Refused(waits_already)."""
    if Ruling.objects.filter(case=case, kind=kind, status=Status.BEFORE_DECIDER, **about).exists():
        raise Refused(WAITS)


# --- writing charges ------------------------------------------------------------------------------


def open_charge(
    act: Act,
    ruling: Ruling | None,
    article: Qualification | Charge,
    *,
    episode: Episode | None,
    participant: Participant | None,
    how: str,
    replaces: Charge | None = None,
    registered: bool = False,
    since: datetime | None = None,
) -> Charge:
    """A charge from this moment on, or `since` another, by `ruling`; None: by registration, or by one on paper."""
    charge: Charge = Charge.objects.create(
        case=act.case,
        participant=participant,
        episode=episode,
        article=article.article,
        part=article.part,
        undivided=article.undivided,
        title_kk=article.title_kk,
        title_ru=article.title_ru,
        title_en=article.title_en,
        registered=registered,
        since=since or act.at,
        how=how,
        ruling=ruling,
        replaces=replaces,
    )
    act.wrote(charge)
    return charge


def end_charge(act: Act, charge: Charge, ruling: Ruling | None) -> None:
    """The charge is over from this moment on, by `ruling`; None: by one on paper."""
    charge.until, charge.ended_ruling = act.at, ruling
    charge.save(update_fields=["until", "ended_ruling"])
    act.wrote(charge)


def in_force_still(charge: Charge | None) -> Charge:
    """The charge as it stands under the lock. Raises Refused(charge_ended)."""
    row = Charge.objects.select_related("participant", "episode").filter(pk=charge.pk).first() if charge else None
    if row is None or row.until is not None:
        raise Refused(OVER)
    return row


def take_back(act: Act, ruling: Ruling) -> None:
    """What the cancelled `ruling` opened ends, and what it ended is in force again.

    Raises Refused: later_ruling where something newer stands on it, offence_over where its offence is no more here.
    """
    opened = list(Charge.objects.filter(case=act.case, ruling=ruling))
    ended = list(
        Charge.objects.filter(case=act.case, ended_ruling=ruling).select_related("episode").order_by("since", "id")
    )
    offences = [charge.episode for charge in ended if charge.episode is not None]
    if any(offence.ended_at is not None and offence.ended_ruling_id != ruling.pk for offence in offences):
        raise Refused(GONE_ON)
    live = [charge for charge in opened if charge.until is None]
    if opened and not live:
        raise Refused(LATER)
    for charge in live:
        end_charge(act, charge, ruling)
    for was in ended:
        again: Charge = Charge.objects.create(
            case=act.case,
            participant_id=was.participant_id,
            episode_id=was.episode_id,
            article=was.article,
            part=was.part,
            undivided=was.undivided,
            title_kk=was.title_kk,
            title_ru=was.title_ru,
            title_en=was.title_en,
            registered=was.registered,
            since=act.at,
            how=was.how,
            ruling_id=was.ruling_id,
            replaces=was,
        )
        act.wrote(again)
