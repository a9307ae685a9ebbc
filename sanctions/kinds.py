"""The words of a sanction: statuses, grounds of 147(1) by field, kinds of entries."""

from enum import StrEnum

from ecase.law.kinds_lift import END_GROUNDS
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


def status_words(status: str, *, by_author: bool) -> str:
    """The state in words. Nobody grants a measure that its author puts in force alone."""
    return N_("In force") if by_author and status == Status.GRANTED else STATUS_TITLES[status]


# Still on its way to a decision.
OPEN = (Status.DRAFT, Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR, Status.RETURNED, Status.BEFORE_COURT)
ENDED = frozenset(set(Status) - set(OPEN))
# While it is still to be decided whether the request goes on, what was looked at stands beside it.
LOOKED_AT = frozenset({Status.DRAFT, Status.RETURNED, Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR})
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
    "sanction.mended": N_("A remark on a page of the request was mended"),
    "sanction.recused": N_("The judge withdrew from the request; it was drawn anew"),
    "sanction.no_judge": N_("The judge withdrew, and his court has no other: a judge has to be named for the request"),
    "matter.substitution": N_("A colleague is away: another of the office decides what waits for him"),
    "matter.stood_in": N_("What waited for somebody away was put before his substitute"),
    "matter.given_back": N_("What waited for a substitute was given back to the post"),
    "sanction.handed_on": N_("The judge left his post; the request was handed on"),
    "sanction.granted": N_("The court granted the sanction"),
    "sanction.refused": N_("The court refused the sanction"),
    "sanction.approved": N_("A prosecutor approved the request; a higher one has to agree"),
    "sanction.executed": N_("The execution of the sanction was reported"),
    "sanction.lifted": N_("A measure was cancelled or changed"),
    "sanction.expired": N_("The term of a measure ran out"),
    "sanction.bail_paid": N_("The bail was paid"),
    "appeal.filed": N_("An appeal against the decision was filed"),
    "appeal.sent_up": N_("The appeal was sent to the court above"),
    "appeal.withdrawn": N_("The appeal was withdrawn"),
    "sanction.anew": N_("The refusal was cancelled; another judge decides on the request"),
    "appeal.decided": N_("The court above decided the appeal"),
    "sanction.surfaced": N_("A material came to light that was withheld from whoever decided"),
    "hearing.appointed": N_("A hearing was appointed"),
    "hearing.moved": N_("A hearing was put off to another time"),
    "hearing.told": N_("Somebody was told of a hearing"),
    "hearing.argued": N_("A side stated its arguments on the request"),
    "hearing.minutes": N_("The minutes of a hearing were signed"),
    "copy.served": N_("A copy of an order was served"),
    "slip.corrected": N_("A slip in an order was corrected"),
    "covert.filed": N_("A material was filed in the closed part"),
    "covert.material_asked": N_("The judge asked for more material on a covert action"),
    "covert.check_asked": N_("The judge asked the prosecutor to check a covert action"),
    "covert.found_lawful": N_("The prosecutor found a covert action lawful"),
    "covert.stop_asked": N_("The prosecutor asked the judge to stop a covert action"),
    "covert.let_run": N_("The judge left a covert action running"),
    "covert.stopped": N_("A covert action was stopped"),
    "covert.finished": N_("A covert action was ended"),
    "covert.expired": N_("The term of a covert action ran out"),
    "covert.results_told": N_("The prosecutor was told of the results of a covert action"),
    "covert.destruction_told": N_("The prosecutor was told that results are to be destroyed"),
    "covert.destruction_objected": N_("The prosecutor objected to the destruction of results"),
    "covert.destroyed": N_("The results of a covert action were destroyed"),
    "covert.notice_owed": N_("A person has to be told of a covert action"),
    "covert.notice_fell_away": N_("The termination was cancelled: nobody has to be told of the covert action now"),
    "covert.notice_sent": N_("The notice of a covert action was sent"),
    "covert.notice_delivered": N_("The notice of a covert action was delivered"),
    "covert.notice_read": N_("The person read the notice of a covert action"),
}


class AppealStatus(StrEnum):
    FILED = "filed"
    BEFORE_COURT = "before_court"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


APPEAL_OPEN = (AppealStatus.FILED.value, AppealStatus.BEFORE_COURT.value)
APPEAL_TITLES: dict[str, str] = {
    AppealStatus.FILED: N_("Filed"),
    AppealStatus.BEFORE_COURT: N_("Before the court above"),
    AppealStatus.WITHDRAWN: N_("Withdrawn"),
    AppealStatus.DECIDED: N_("Decided"),
}
SIDES: dict[str, str] = {
    "defence": N_("defence"),
    "prosecution": N_("prosecution"),
    "victim": N_("victim"),
}
ASKS: dict[str, str] = {
    "cancel": N_("To cancel the ruling"),
    "change": N_("To change the ruling"),
    "cancel_release": N_("To cancel the ruling and set the person free"),
    "grant": N_("To cancel the refusal and grant the request"),
}
OUTCOMES: dict[str, str] = {
    "upheld": N_("The ruling is left unchanged"),
    "changed": N_("The ruling is changed"),
    "cancelled": N_("The ruling is cancelled"),
    "left": N_("The appeal is left without consideration: the term was missed"),
}
# Why a measure is over: what is typed when it is lifted (`ecase.law.kinds_lift`), or what has ended it by itself.
END_WORDS: dict[str, str] = {
    **dict(END_GROUNDS),
    "expired": N_("Its term ran out"),
    "replaced": N_("Another measure took its place"),
    "court_decided": N_("The court has decided on the arrest of the property"),
    "court_refused": N_("The court refused the arrest of the property"),
    "bail_paid": N_("The bail has been paid"),
    "appeal": N_("The court above cancelled it"),
}
