"""Recognition as a suspect and the qualification of his act (202, 203)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from cases.actions.act import Act
from cases.actions.effects.named import (
    article_of,
    end_charge,
    key_of,
    none_waits,
    number_of,
    old_enough,
    open_charge,
    person_of,
    take_back,
)
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.people import sort_key
from cases.actions.protocol import protocol_due
from cases.actions.scope import served
from cases.models import Case, Charge, Episode, Material, Participant, Qualification, Ruling
from cases.queries.reference import qualification_on
from cases.queries.suspects import RECOGNISED, status_of
from cases.ruling_rules import URGENT_WAITS
from ecase.law.age import is_minor
from ecase.law.clock import local
from ecase.law.rulings import Status
from ecase.law.scope import Doing
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment

PROTOCOL = "protocol_interrogation_suspect"
SUSPECT = Participant.Capacity.SUSPECT


# --- recognition (202) ----------------------------------------------------------------------------


def _suspect(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    """The person, the registered offence and the article he is suspected under; urgent only after the interrogation."""
    person = person_of(case, fields)
    episode, article = _offence(case, fields, Doing.QUESTIONING, person)
    status = status_of([person]).get(person.pk)
    if status is not None and status.code == "recognised":
        raise Refused(
            Refusal("suspect_already", N_("This person is a suspect already."), cite="CPC 202(1)", field="participant")
        )
    none_waits(case, "suspect", participant=person)
    if case.proceeding == Case.Proceeding.ACCELERATED and person.birth_date and is_minor(person.birth_date, at):
        raise Refused(
            Refusal(
                "accelerated_minor_suspect",
                N_("A case of a minor is not investigated in the accelerated form: change the form first."),
                cite="CPC 190(6)",
                field="participant",
            )
        )
    urgent = bool(fields.get("urgent"))
    interrogated_at: datetime | None = fields.get("interrogated_at") or person.interrogated_at
    data: dict[str, Any] = {"article": f"{article.article}/{article.part}"}
    if urgent:
        data["interrogated_at"] = _interrogated(case, person, interrogated_at, at).isoformat()
        protocol = _protocol(case, person, fields)
        if protocol is not None:
            data["protocol"] = str(protocol.pk)
    return Named(text=text_of(fields), participant=person, episode=episode, urgent=urgent, data=data)


def _offence(case: Case, fields: Mapping[str, Any], doing: Doing, person: Participant) -> tuple[Episode, Qualification]:
    """The registered offence and the article of it that is charged now; another one has to be changed first (207)."""
    episode = served(case, number_of(fields), doing)
    article = article_of(fields, episode.occurred_at)
    # Asked again with the article: who is suspected under it stands within the charge the case is conducted on.
    served(case, episode.number, Doing.QUALIFICATION, article=article.article, part=article.part)
    old_enough(person, article, episode.occurred_at)
    return episode, article


def _interrogated(case: Case, person: Participant, when: datetime | None, at: datetime) -> datetime:
    """When he was interrogated as a suspect. Raises Refused: not_interrogated, interrogation_moment."""
    if when is None:
        raise Refused(
            Refusal(
                "not_interrogated",
                N_("The urgent way is for a person who has been interrogated as a suspect: say when."),
                cite="CPC 202(1-2)",
                field="interrogated_at",
            )
        )
    refused = Ruling.objects.filter(case=case, kind="suspect", participant=person, status=Status.REFUSED, urgent=True)
    last = refused.order_by("-decided_at").values_list("decided_at", flat=True).first()
    if when > at or (last is not None and when <= last):
        raise Refused(
            Refusal(
                "interrogation_moment",
                N_("The interrogation lies in the future, or before the last refusal, which made it inadmissible."),
                cite="CPC 202(1-2)",
                field="interrogated_at",
            )
        )
    return when


def _protocol(case: Case, person: Participant, fields: Mapping[str, Any]) -> Material | None:
    """The protocol of the interrogation that goes to the prosecutor with the ruling, where one is named."""
    if not fields.get("protocol"):
        return None
    rows = Material.objects.filter(case=case, kind=PROTOCOL, inadmissible_at__isnull=True)
    key = key_of(fields["protocol"])
    found = rows.filter(pk=key).first() if key else None
    if found is None or (found.matter and found.matter.participant_id not in (None, person.pk)):
        raise Refused(
            Refusal(
                "no_protocol",
                N_("Choose the protocol of this interrogation from the file."),
                cite="CPC 202(1-2)",
                field="protocol",
            )
        )
    return found


def _anew(ruling: Ruling, named: Named) -> None:
    """What was done in advance is not undone by writing it anew: the prosecutor decides on it (202(1-2)).

    Raises Refused(urgent_stays).
    """
    if not ruling.urgent:
        return
    assert named.participant is not None
    first = {str(ruling.participant_id), str(ruling.data.get("typed", {}).get("participant"))}
    if not named.urgent or str(named.participant.pk) not in first:
        raise Refused(
            Refusal(
                "urgent_stays",
                N_("This person was interrogated on the urgent recognition: it stays urgent, and about this person."),
                cite="CPC 202(1-2)",
                field="urgent" if not named.urgent else "participant",
            )
        )
    before = [*ruling.data.get("protocols", ()), ruling.data.get("protocol")]
    named.data["protocols"] = sorted({key for key in before if key})


def _drawn(act: Act, ruling: Ruling) -> None:
    """The urgent variant puts the person in the position of a suspect at once, until the prosecutor decides."""
    if not ruling.urgent:
        return
    person = _as_suspect(act, ruling)
    person.interrogated_at = datetime.fromisoformat(ruling.data["interrogated_at"])
    person.save(update_fields=["interrogated_at"])
    act.wrote(person)
    protocol_due(act, person.interrogated_at)


def _recognised(act: Act, ruling: Ruling) -> None:
    _still_served(ruling)
    person = _as_suspect(act, ruling)
    # Nobody notes the interrogation of a suspect at liberty: the clock counts from the earliest it can have been.
    protocol_due(act, person.interrogated_at or act.at)


def _still_served(ruling: Ruling) -> None:
    """What has changed while the ruling waited: the offence is still live and charged under this article."""
    assert ruling.episode is not None
    article, _, part = str(ruling.data["article"]).partition("/")
    served(ruling.case, ruling.episode.number, Doing.QUALIFICATION, article=article, part=part)


def _as_suspect(act: Act, ruling: Ruling) -> Participant:
    """The person's row as a suspect, made where he was in the case in another capacity; the ruling is about it."""
    person = ruling.participant
    assert person is not None
    if person.capacity != SUSPECT:
        same = Q(iin=person.iin) if person.iin else Q(iin="", identity=person.identity, last_name=person.last_name)
        found = Participant.objects.filter(same, case=act.case, capacity=SUSPECT).first()
        person = found or _again(act, person)
        ruling.participant = person
        ruling.save(update_fields=["participant"])
        matter = ruling.matter
        matter.participant = person
        matter.save(update_fields=["participant"])
        act.wrote(ruling, matter, person)
    return person


def _again(act: Act, person: Participant) -> Participant:
    """The same person in a second capacity: the first stays, for it was his when it was written."""
    copy: Participant = Participant.objects.create(
        case=act.case,
        capacity=SUSPECT,
        iin=person.iin,
        identity=person.identity,
        last_name=person.last_name,
        first_name=person.first_name,
        patronymic=person.patronymic,
        birth_date=person.birth_date,
        citizenship=person.citizenship,
        address=person.address,
        phone=person.phone,
        user_id=person.user_id,
        identity_checked_at=person.identity_checked_at,
        identity_source=person.identity_source,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        office_held=person.office_held,
        interrogated_at=person.interrogated_at,
        since=act.at,
        sort_key=sort_key(person.last_name, person.first_name, person.patronymic),
    )
    return copy


def _not_recognised(act: Act, ruling: Ruling) -> None:
    """Refused in the urgent variant: what was said is inadmissible, kept, and marked so for ever (202(1-2))."""
    if not ruling.urgent:
        return
    if ruling.status != Status.REFUSED:
        raise Refused(URGENT_WAITS)
    protocols = Material.objects.filter(case=act.case, kind=PROTOCOL, inadmissible_at__isnull=True)
    his = Q(matter__participant=ruling.participant)
    named = [*ruling.data.get("protocols", ()), ruling.data.get("protocol")]
    his |= Q(pk__in=[key for key in named if key])
    for material in protocols.filter(his):
        material.inadmissible_at = act.at
        material.inadmissible_cite = "CPC 202(1-2)"
        material.inadmissible_ruling = ruling
        material.save(update_fields=["inadmissible_at", "inadmissible_cite", "inadmissible_ruling"])
        act.wrote(material)


def _unrecognised(act: Act, ruling: Ruling) -> None:
    """Cancelled as unlawful: he is no suspect any more; what he is charged with has to be cancelled before."""
    if Charge.objects.filter(case=act.case, participant=ruling.participant, until__isnull=True).exists():
        raise Refused(
            Refusal(
                "charged_still",
                N_("The qualification of this person's act is in force. Cancel that ruling first."),
                cite="CPC 203",
            )
        )


# --- qualification of the suspect's act (203) -----------------------------------------------------


def _qualification(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    """A suspect, the offence and the article; one who was not recognised is not charged."""
    person = person_of(case, fields)
    status = status_of([person]).get(person.pk)
    if status is None or status.code not in RECOGNISED:
        raise Refused(
            Refusal(
                "not_a_suspect_yet",
                N_("The person has to be recognised as a suspect first, with the prosecutor's consent."),
                cite="CPC 202(1), 203(1)",
                field="participant",
            )
        )
    episode, article = _offence(case, fields, Doing.QUALIFICATION, person)
    none_waits(case, "qualification", participant=person, episode=episode)
    _not_charged_yet(case, person, episode, article)
    data = {"article": f"{article.article}/{article.part}"}
    return Named(text=text_of(fields), participant=person, episode=episode, data=data)


def _not_charged_yet(case: Case, person: Participant | None, episode: Episode, article: Qualification) -> None:
    """One person is charged once with one article for one offence. Raises Refused(charged_already)."""
    if _live(case, episode, article).filter(participant=person).exists():
        raise Refused(
            Refusal(
                "charged_already",
                N_("The person is charged with this already."),
                cite="CPC 203(1)",
                field="article",
            )
        )


def _live(case: Case, episode: Episode | None, article: Qualification) -> Any:
    return Charge.objects.filter(
        case=case, episode=episode, article=article.article, part=article.part, until__isnull=True
    )


def _qualified(act: Act, ruling: Ruling) -> None:
    """The charge passes from the fact to the person; for a second one it stands beside the first one's."""
    _still_served(ruling)
    episode = ruling.episode
    assert episode is not None
    article = qualification_on(str(ruling.data["article"]), local(episode.occurred_at).date())
    if isinstance(article, Refusal):
        raise Refused(article)
    _not_charged_yet(act.case, ruling.participant, episode, article)
    on_the_fact = list(_live(act.case, episode, article).filter(participant__isnull=True).order_by("since", "id"))
    open_charge(
        act,
        ruling,
        article,
        episode=episode,
        participant=ruling.participant,
        how=Charge.How.QUALIFIED,
        replaces=on_the_fact[0] if on_the_fact else None,
    )
    for charge in on_the_fact:
        end_charge(act, charge, ruling)


SUSPECTS: dict[str, Work] = {
    "suspect": Work(
        named=_suspect, effect=_recognised, drawn=_drawn, anew=_anew, refused=_not_recognised, cancelled=_unrecognised
    ),
    "qualification": Work(named=_qualification, effect=_qualified, cancelled=take_back),
}
