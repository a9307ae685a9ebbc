"""The words of a sanction: statuses, grounds of 147(1) by field, kinds of entries."""

from enum import StrEnum

from ecase.law.words import N_


class Status(StrEnum):
    DRAFT = "draft"
    BEFORE_HEAD = "before_head"
    BEFORE_PROSECUTOR = "before_prosecutor"
    RETURNED = "returned"
    REFUSED_BY_PROSECUTOR = "refused_by_prosecutor"
    BEFORE_COURT = "before_court"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXECUTED = "executed"
    LIFTED = "lifted"
    EXPIRED = "expired"


STATUS_TITLES: dict[str, str] = {
    Status.DRAFT: N_("Draft"),
    Status.BEFORE_HEAD: N_("Before the head of the body"),
    Status.BEFORE_PROSECUTOR: N_("Before the prosecutor"),
    Status.RETURNED: N_("Returned for rework"),
    Status.REFUSED_BY_PROSECUTOR: N_("Refused by the prosecutor"),
    Status.BEFORE_COURT: N_("Before the court"),
    Status.GRANTED: N_("Granted"),
    Status.REFUSED: N_("Refused by the court"),
    Status.WITHDRAWN: N_("Withdrawn"),
    Status.EXECUTED: N_("Executed"),
    Status.LIFTED: N_("Lifted"),
    Status.EXPIRED: N_("Run out"),
}
# Still on its way to a decision.
OPEN = (Status.DRAFT, Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR, Status.RETURNED, Status.BEFORE_COURT)
ENDED = frozenset(set(Status) - set(OPEN))
# Somebody has decided, and the row says who.
DECIDED = (Status.GRANTED, Status.REFUSED, Status.EXECUTED, Status.LIFTED, Status.EXPIRED)

# The fields of `ArrestFacts` that an investigator states, with the words of `ecase.law.arrest.GROUNDS`.
STATED: tuple[str, ...] = (
    "no_fixed_home",
    "identity_unknown",
    "breached_earlier_measure",
    "fled",
    "organised_group",
    "prior_conviction",
    "continues_crime",
)

SUSPECT_PART: dict[str, str] = {
    "present": N_("Took part"),
    "video": N_("Took part by video link"),
    "absent": N_("Did not take part"),
}

# How somebody was told of a hearing, or got his copy; "system": he opened it here, which is noted by itself.
MEANS: dict[str, str] = {
    "system": N_("in this system"),
    "in_person": N_("handed over in person against signature"),
    "sms": N_("text message"),
    "phone": N_("by telephone"),
    "post": N_("registered letter"),
    "email": N_("e-mail"),
    "facility": N_("through the place of detention"),
}

ENTRIES: dict[str, str] = {
    "sanction.drafted": N_("A request for a sanction was begun"),
    "sanction.amended": N_("The text of the request was changed"),
    "sanction.to_head": N_("The request was sent to the head of the body"),
    "sanction.agreed": N_("The head of the body agreed; the request was sent on"),
    "sanction.submitted": N_("The request was sent on"),
    "sanction.applied": N_("A measure was applied by its author"),
    "sanction.withdrawn": N_("The request was withdrawn"),
    "sanction.supported": N_("The prosecutor supported the request; it is before the court"),
    "sanction.refuse_support": N_("The prosecutor refused to support the request"),
    "sanction.returned": N_("The prosecutor returned the request for rework"),
    "sanction.handed_on": N_("The judge left his post; the request was handed on"),
    "sanction.granted": N_("The court granted the sanction"),
    "sanction.refused": N_("The court refused the sanction"),
    "sanction.surfaced": N_("A material came to light that was withheld from whoever decided"),
    "hearing.appointed": N_("A hearing was appointed"),
    "hearing.moved": N_("A hearing was put off to another time"),
    "hearing.told": N_("Somebody was told of a hearing"),
    "hearing.argued": N_("A side stated its arguments on the request"),
    "hearing.minutes": N_("The minutes of a hearing were signed"),
    "hearing.remark": N_("Remarks on the minutes of a hearing were made"),
    "copy.served": N_("A copy of an order was served"),
    "slip.corrected": N_("A slip in an order was corrected"),
}


class AppealStatus(StrEnum):
    FILED = "filed"
    BEFORE_COURT = "before_court"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
