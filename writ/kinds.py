"""Where a writ is, how it ended, whose word is asked, and the words of its entries in the ledger."""

from enum import StrEnum

from ecase.law.words import N_

MATTER, WILL, COPY = "writ", "writ_will", "writ_copy"


class Status(StrEnum):
    PREPARING = "preparing"
    BEFORE_HEAD = "before_head"
    BEFORE_PROSECUTOR = "before_prosecutor"
    BEFORE_COURT = "before_court"
    CONVICTED = "convicted"
    OBJECTED = "objected"
    BEFORE_APPEAL = "before_appeal"
    IN_FORCE = "in_force"
    EXECUTING = "executing"
    EXECUTED = "executed"
    ENDED = "ended"


STATUS_TITLES: dict[str, str] = {
    Status.PREPARING: N_("Being prepared"),
    Status.BEFORE_HEAD: N_("With the head of the body of inquiry"),
    Status.BEFORE_PROSECUTOR: N_("With the prosecutor"),
    Status.BEFORE_COURT: N_("With the judge"),
    Status.CONVICTED: N_("Verdict given, not yet in force"),
    Status.OBJECTED: N_("The convict disagrees: to be cancelled"),
    Status.BEFORE_APPEAL: N_("With the court of appeal"),
    Status.IN_FORCE: N_("In force"),
    Status.EXECUTING: N_("Sent for execution"),
    Status.EXECUTED: N_("The fine is paid"),
    Status.ENDED: N_("Ended without a verdict in force"),
}
# The investigation is over while it is here; the case waits for somebody else.
SENT = frozenset({Status.BEFORE_HEAD, Status.BEFORE_PROSECUTOR, Status.BEFORE_COURT})
BEFORE_VERDICT = SENT | {Status.PREPARING}
DECIDED = frozenset(
    {Status.CONVICTED, Status.OBJECTED, Status.BEFORE_APPEAL, Status.IN_FORCE, Status.EXECUTING, Status.EXECUTED}
)
FINAL = frozenset({Status.IN_FORCE, Status.EXECUTING, Status.EXECUTED})
OVER = frozenset({Status.EXECUTED, Status.ENDED})


class Outcome(StrEnum):
    """How a writ ended that did not end with a verdict in force."""

    DROPPED = "dropped"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"
    RETURNED_BY_HEAD = "returned_by_head"
    RETURNED_BY_PROSECUTOR = "returned_by_prosecutor"
    RETURNED_BY_COURT = "returned_by_court"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"
    CANCELLED_ON_APPEAL = "cancelled_on_appeal"
    CASE_OVER = "case_over"


OUTCOMES: dict[str, str] = {
    Outcome.DROPPED: N_("Given up by the investigator"),
    Outcome.OBJECTED: N_("The victim or a civil party objected"),
    Outcome.WITHDRAWN: N_("The suspect took his motion back"),
    Outcome.RETURNED_BY_HEAD: N_("Returned by the head of the body of inquiry"),
    Outcome.RETURNED_BY_PROSECUTOR: N_("Returned by the prosecutor"),
    Outcome.RETURNED_BY_COURT: N_("Returned by the judge"),
    Outcome.TERMINATED: N_("The case was terminated"),
    Outcome.CANCELLED: N_("The verdict was cancelled: the convict disagreed"),
    Outcome.CANCELLED_ON_APPEAL: N_("The verdict was cancelled on appeal"),
    Outcome.CASE_OVER: N_("The case ended another way"),
}


class Part(StrEnum):
    """As whom a person is asked for his word."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    CIVIL_CLAIMANT = "civil_claimant"
    CIVIL_DEFENDANT = "civil_defendant"


PARTS: dict[str, str] = {
    Part.SUSPECT: N_("Suspect"),
    Part.VICTIM: N_("Victim"),
    Part.CIVIL_CLAIMANT: N_("Civil claimant"),
    Part.CIVIL_DEFENDANT: N_("Civil defendant"),
}


class Answer(StrEnum):
    NONE = ""
    CONSENTS = "consents"
    REFUSES = "refuses"
    WITHDRAWN = "withdrawn"


ANSWERS: dict[str, str] = {
    Answer.NONE: N_("No answer yet"),
    Answer.CONSENTS: N_("Agrees"),
    Answer.REFUSES: N_("Does not agree"),
    Answer.WITHDRAWN: N_("Took the word back"),
}


class Means(StrEnum):
    """How a word was given."""

    ACCOUNT = "account"
    PAD = "pad"
    PAPER = "paper"


MEANS: dict[str, str] = {
    Means.ACCOUNT: N_("Signed in his own account"),
    Means.PAD: N_("Signed on the pad before the officer"),
    Means.PAPER: N_("On paper, filed in the case"),
}

# How a copy reached its addressee.
SERVED: dict[str, str] = {
    "system": N_("Opened in the system"),
    "in_person": N_("Handed over against a receipt"),
    "post": N_("By registered letter with notice of delivery"),
    "electronic": N_("By an electronic message with notice of delivery"),
    "paper": N_("Through the administration of the place of custody"),
}
# Who gets the verdict (629-6(1)): those without whom its days do not begin to run, then who asked for a copy.
RECEIVERS: dict[str, str] = {
    "convict": N_("Convict"),
    "defender": N_("Defender"),
    "victim": N_("Victim"),
    "prosecutor": N_("Prosecutor"),
    "civil_claimant": N_("Civil claimant"),
    "civil_defendant": N_("Civil defendant"),
}

# Who appeals and about what (629-7).
SIDES: dict[str, str] = {
    "convict": N_("Convict"),
    "victim": N_("Victim"),
    "prosecutor": N_("Prosecutor"),
    "civil_claimant": N_("Civil claimant"),
    "civil_defendant": N_("Civil defendant"),
}
ASKS: dict[str, str] = {
    "amount": N_("The amount of the fine"),
    "claim": N_("The civil claim"),
    "verdict": N_("The verdict as a whole"),
}
ASKED_BY: dict[str, tuple[str, ...]] = {
    "convict": ("amount",),
    "victim": ("verdict", "amount", "claim"),
    "prosecutor": ("verdict", "amount"),
    "civil_claimant": ("claim",),
    "civil_defendant": ("claim",),
}
APPEAL_OUTCOMES: dict[str, str] = {
    "upheld": N_("The verdict was left as it is"),
    "changed": N_("The verdict was changed"),
    "cancelled": N_("The verdict was cancelled"),
    "left": N_("The appeal was left without consideration"),
}

ENTRIES: dict[str, str] = {
    "writ.started": N_("The writ procedure is being prepared"),
    "writ.asked": N_("A party was asked for its word on the writ procedure"),
    "writ.reminded": N_("A party was reminded of the question on the writ procedure"),
    "writ.answered": N_("A party gave its word on the writ procedure"),
    "writ.objected": N_("A party objected to the writ procedure"),
    "writ.withdrawn": N_("A word on the writ procedure was taken back"),
    "writ.stated": N_("The facts for the writ procedure were entered"),
    "writ.dropped": N_("The writ procedure was given up"),
    "writ.requested": N_("The ruling to apply the writ procedure was made"),
    "writ.agreed": N_("The head passed the writ case on to the prosecutor"),
    "writ.returned_by_head": N_("The head returned the writ case"),
    "writ.approved": N_("The prosecutor approved the writ ruling and sent the case to court"),
    "writ.returned_by_prosecutor": N_("The prosecutor returned the writ case"),
    "writ.terminated": N_("The writ case was terminated"),
    "writ.recused": N_("Another judge got the writ case"),
    "writ.convicted": N_("The verdict was given in writ proceedings"),
    "writ.returned_by_court": N_("The judge returned the writ case to the prosecutor"),
    "writ.served": N_("A copy of the verdict was served"),
    "writ.disagreed": N_("The convict disagreed with the verdict"),
    "writ.cancelled": N_("The verdict was cancelled on the convict's disagreement"),
    "writ.appealed": N_("The verdict was appealed against"),
    "writ.sent_up": N_("The appeals against the verdict went to the court of appeal"),
    "writ.appeal_decided": N_("The court of appeal decided on the verdict"),
    "writ.in_force": N_("The verdict is in force"),
    "writ.executing": N_("The verdict was sent for execution"),
    "writ.paid": N_("A payment of the fine was noted"),
    "writ.executed": N_("The fine is paid in full"),
    "writ.case_over": N_("The writ procedure ended with the case"),
}
