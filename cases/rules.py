"""What the law and good order demand of a case: pure answers over plain values and rows in hand.

Reads no table; the actions and queries bring the rows.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime

from ecase.law.jurisdiction import Form, who_investigates
from ecase.law.qualification import OffenceKind, Qualification
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_, Refusal

QUALIFICATION = re.compile(
    r"^\s*(?:ст\.?|art\.?|CC)?\s*(?P<article>[0-9]{1,3}(?:-[0-9]{1,2})?)"
    r"(?:\s*(?:/|\(|ч\.?|p\.?|,|\s)\s*(?P<part>[0-9]{1,2}(?:-[0-9]{1,2})?)\)?)?\s*$",
    re.IGNORECASE,
)


def parse_qualification(text: str) -> tuple[str, str] | Refusal:
    """Article and part of "188/3", "188(3)", "188 ч. 3", "188 3" or "102"; part "" when none is named."""
    found = QUALIFICATION.match(text.replace("ч.", "ч"))
    if not found:
        return Refusal(
            "qualification_unreadable",
            N_("Write the article and the part of the Criminal Code like this: 188/3."),
            field="qualification",
        )
    return found["article"], found["part"] or ""


def in_force(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether an edition holds on `day`; the last day is the one before `valid_to`."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


# Nothing of the investigation is done in these any more; an interrupted case still takes in what comes.
CLOSED = {
    "terminated": N_("terminated"),
    "joined": N_("joined to another case"),
    "court": N_("before the court"),
    "judged": N_("ended by a verdict"),
}


def conducts(
    *, role: str, appointment_id: int, investigator_id: int, member: bool = False, stage: str = "pretrial"
) -> Refusal | None:
    """None when this appointment conducts the case, or is of the group that does, and the case is open (60, 194)."""
    if role != Role.INVESTIGATOR or (appointment_id != investigator_id and not member):
        return Refusal(
            "not_the_investigator", N_("Only the investigator who conducts the case may do this."), cite="CPC 60"
        )
    return closed(stage) if stage in CLOSED else None


def closed(stage: str) -> Refusal:
    """Of a case that is over in one of these ways."""
    return Refusal(
        "case_closed",
        N_("The case is %(stage)s: nothing is done in it any more."),
        {"stage": CLOSED[stage]},
        "CPC 289",
    )


def registers(role: str) -> Refusal | None:
    """None when the role may enter a case in the register."""
    if role == Role.INVESTIGATOR:
        return None
    return Refusal("wrong_role", N_("A case is registered by an investigator."), cite="CPC 179(1)")


def supervises(role: str) -> bool:
    return role in PROSECUTION


def event_before_now(occurred_at: datetime, at: datetime) -> Refusal | None:
    """None unless the event is said to lie in the future."""
    if occurred_at <= at:
        return None
    return Refusal(
        "event_in_future",
        N_("The event cannot be later than now. Check the date and the time."),
        field="occurred_at",
    )


PROCEEDINGS = {Form.PRELIMINARY: "investigation", Form.INQUIRY: "inquiry", Form.PROTOCOL: "misdemeanour"}
# Which limit is the main term of a form of proceedings. A misdemeanour has none yet: its protocol is due from the
# interrogation as a suspect (CPC 526), which no case has behind it at its registration.
MAIN_TERMS = {"investigation": "investigation", "inquiry": "inquiry", "accelerated": "accelerated"}
FULLEST_FIRST = ("investigation", "inquiry", "misdemeanour")


def proceeding_of(charged: Sequence[Qualification], *, person_known: bool, minor: bool) -> str:
    """The form in which a case on these qualifications begins: the fullest that any of them demands (187, 189, 191).

    Where the lists name none, a crime is investigated in full and a misdemeanour goes by protocol.
    """
    forms = {
        PROCEEDINGS.get(
            who_investigates(one.article, one.part, one.kind, one.gravity, minor=minor, person_known=person_known).form,
            "misdemeanour" if one.kind is OffenceKind.MISDEMEANOUR else "investigation",
        )
        for one in charged
    }
    return next(form for form in FULLEST_FIRST if form in forms)


# Acts that begin something against a person. Not the protocol of a detention, nor a release: those have minutes, and
# a register that is silent must keep nobody in custody.
BIND_A_PERSON = frozenset({"submit", "recognise_suspect", "qualify"})


def identity_settled(*, iin: str, checked_at: datetime | None, source: str) -> Refusal | None:
    """None unless the civil registry was asked for this person and gave no answer: then nothing is signed about him.

    Where no registry is connected nobody is asked, and the investigator answers for the identity.
    """
    if not iin or checked_at is not None or source != "no_answer":
        return None
    return Refusal(
        "identity_not_checked",
        N_("The civil registry has not answered for this person yet. Check the identity again, then sign."),
    )
