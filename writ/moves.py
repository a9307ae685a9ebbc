"""The moves of a writ: who may do what, when, by which article. No row, no move."""

from ecase.law.moves import Move, table
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_
from writ.kinds import BEFORE_VERDICT, Status

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
HEAD = frozenset({Role.HEAD_OF_INVESTIGATION})
JUDGE = frozenset({Role.TRIAL_JUDGE})
COURT = frozenset({Role.TRIAL_JUDGE, Role.COURT_CLERK})
APPEAL_JUDGE = frozenset({Role.APPEAL_JUDGE})
PERSON = frozenset({Role.PARTICIPANT})
PREPARING = frozenset({Status.PREPARING.value})
WITH_HEAD = frozenset({Status.BEFORE_HEAD.value})
WITH_PROSECUTOR = frozenset({Status.BEFORE_PROSECUTOR.value})
WITH_JUDGE = frozenset({Status.BEFORE_COURT.value})
VERDICT = frozenset({Status.CONVICTED.value})
OPEN = frozenset(status.value for status in BEFORE_VERDICT)
ABOVE = frozenset({Status.BEFORE_APPEAL.value})
# A copy is served while the days run and after them: nobody is told less because somebody else was late.
SERVING = frozenset({Status.CONVICTED.value, Status.BEFORE_APPEAL.value, Status.IN_FORCE.value, Status.EXECUTING.value})

_MOVES = (
    # --- the parties' will ------------------------------------------------------------------------------
    Move(
        "ask", N_("Ask for a word"), PREPARING, "", INVESTIGATOR, "CPC 629-1(2)(4)", needs=("people",),
        starts=("writ.answer",), style="primary",
    ),
    Move("remind", N_("Remind"), PREPARING, "", INVESTIGATOR, "CPC 629-1(2)(4)", needs=("person",)),
    Move(
        "file_motion", N_("File the suspect's motion"), PREPARING, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)",
        needs=("person",), act="writ_motion", stops=("writ.answer",), style="primary",
    ),
    Move(
        "consent", N_("Consent to the writ procedure"), PREPARING, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)",
        needs=("person",), act="writ_consent", stops=("writ.answer",), style="primary",
    ),
    Move(
        "object_victim", N_("Object to the writ procedure"), OPEN, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)",
        needs=("person",), act="writ_objection", stops=("writ.answer",),
    ),
    Move(
        "withdraw_word", N_("Refuse the motion or take it back"), OPEN, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)",
        needs=("person",), act="writ_withdrawal",
    ),
    Move(
        "state_facts", N_("Enter the facts of the person"), PREPARING, "", INVESTIGATOR, "CPC 629-1",
        needs=("person",),
    ),
    Move("drop", N_("Give up the writ procedure"), PREPARING, Status.ENDED, INVESTIGATOR, "CPC 629-1",
         needs=("reasons",)),
    # --- the ruling and its way to court ----------------------------------------------------------------
    Move(
        "request", N_("Ruling to apply the writ procedure"), PREPARING, Status.BEFORE_HEAD, INVESTIGATOR,
        "CPC 629-1(6), 629-2", needs=("circumstances", "evidence"), act="writ_ruling", stops=("writ.ruling",),
        style="primary",
    ),
    Move(
        "agree", N_("Pass on to the prosecutor"), WITH_HEAD, Status.BEFORE_PROSECUTOR, HEAD, "CPC 629-3(1),(3)",
        act="writ_agreed", starts=("writ.prosecutor",), style="primary",
    ),
    Move(
        "head_return", N_("Refuse and return"), WITH_HEAD, Status.ENDED, HEAD, "CPC 629-3(1)", needs=("reasons",),
        act="writ_head_refusal",
    ),
    Move(
        "head_terminate", N_("Refuse and terminate"), WITH_HEAD, Status.ENDED, HEAD, "CPC 629-3(1), 35, 36",
        needs=("ground", "reasons"), act="writ_head_refusal", style="warning",
    ),
    Move(
        "approve", N_("Approve and send to court"), WITH_PROSECUTOR, Status.BEFORE_COURT, PROSECUTION,
        "CPC 629-3(4)", act="writ_prosecutor_decision", stops=("writ.prosecutor",), starts=("writ.judge",),
        style="primary",
    ),
    Move(
        "return_case", N_("Return for investigation"), WITH_PROSECUTOR, Status.ENDED, PROSECUTION, "CPC 629-3(4)",
        needs=("reasons",), act="writ_prosecutor_decision", stops=("writ.prosecutor",),
    ),
    Move(
        "refuse_approval", N_("Refuse and terminate"), WITH_PROSECUTOR, Status.ENDED, PROSECUTION,
        "CPC 629-3(4), 35, 36", needs=("ground", "reasons"), act="writ_prosecutor_decision",
        stops=("writ.prosecutor",), style="warning",
    ),
    # --- the judge ----------------------------------------------------------------------------------------
    Move(
        "convict", N_("Give the verdict"), WITH_JUDGE, Status.CONVICTED, JUDGE, "CPC 629-4(1), 629-5",
        needs=("established",), act="writ_verdict", stops=("writ.judge",), starts=("writ.copy",), style="primary",
    ),
    Move(
        "return_to_prosecutor", N_("Return to the prosecutor"), WITH_JUDGE, Status.ENDED, JUDGE, "CPC 629-4(1),(2)",
        needs=("why", "reasons"), act="writ_return_ruling", stops=("writ.judge",),
    ),
    Move(
        "terminate", N_("Terminate the case"), WITH_JUDGE, Status.ENDED, JUDGE, "CPC 629-4(1), 35, 36",
        needs=("ground", "reasons"), act="writ_termination_ruling", stops=("writ.judge",), style="warning",
    ),
    Move("recuse", N_("Withdraw from the case"), WITH_JUDGE, "", JUDGE, "CPC 87", needs=("reasons",)),
    # --- after the verdict --------------------------------------------------------------------------------
    Move(
        "serve", N_("Note the service of a copy"), SERVING, "", COURT, "CPC 629-6(1)",
        needs=("copy", "served_at", "means"), act="writ_copy_receipt", stops=("writ.copy",),
        starts=("writ.objection", "writ.appeal"), style="primary",
    ),
    Move(
        "object", N_("Disagree with the verdict"), VERDICT, Status.OBJECTED, PERSON | {Role.LAWYER} | COURT,
        "CPC 629-6(2)", needs=("person",), act="writ_disagreement", style="warning",
    ),
    Move(
        "cancel", N_("Cancel the verdict"), frozenset({Status.OBJECTED.value}), Status.ENDED, JUDGE, "CPC 629-6(2)",
        act="writ_cancel_ruling", style="primary",
    ),
    Move(
        "appeal", N_("Appeal against the verdict"), VERDICT, "", PERSON | {Role.LAWYER} | PROSECUTION | COURT,
        "CPC 629-7", needs=("text", "asks"), act="writ_appeal",
    ),
    Move(
        "uphold", N_("Leave the verdict as it is"), ABOVE, Status.IN_FORCE, APPEAL_JUDGE, "CPC 629-7, 442",
        needs=("reasons",), act="writ_appeal_decided", style="primary",
    ),
    Move(
        "change", N_("Change the verdict"), ABOVE, Status.IN_FORCE, APPEAL_JUDGE, "CPC 629-7, 442",
        needs=("reasons",), act="writ_appeal_decided",
    ),
    Move(
        "cancel_above", N_("Cancel the verdict and return the case"), ABOVE, Status.ENDED, APPEAL_JUDGE,
        "CPC 629-7, 442", needs=("reasons",), act="writ_appeal_decided", style="warning",
    ),
    Move(
        "execute", N_("Send for execution"), frozenset({Status.IN_FORCE.value}), Status.EXECUTING, COURT,
        "CPC 629-8", act="writ_execution", style="primary",
    ),
    Move(
        "note_payment", N_("Note a payment of the fine"), frozenset({Status.EXECUTING.value}), "", COURT,
        "CC 41(3),(4)", needs=("person", "paid_on", "amount"), style="primary",
    ),
)  # fmt: skip
MOVES = table(*_MOVES)
