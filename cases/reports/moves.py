"""The moves of a crime report: from the information book to a case, or to a decision with its article."""

from collections.abc import Mapping

from cases.models import Report
from ecase.law.moves import Move, table
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import HEAD_OF_PROSECUTION
from ecase.law.words import N_

Status = Report.Status
STATUS_TITLES: dict[str, str] = {
    Status.RECEIVED: N_("Waits for a decision"),
    Status.BEFORE_PROSECUTOR: N_("Transfer is before the prosecutor"),
    Status.REGISTERED: N_("Registered as a case"),
    Status.JOINED: N_("Belongs to a case that is registered already"),
    Status.NOT_REGISTERED: N_("Not registered"),
    Status.PASSED_ON: N_("Passed on to another body"),
    "given_away": N_("Given to another body"),  # as those who gave it away read it: `queries.reports.as_it_was`
}
DECISION = "report.decision"

INVESTIGATOR = frozenset({Role.INVESTIGATOR})
BOOK = frozenset({Role.REGISTRAR, Role.HEAD_OF_INVESTIGATION})
OPEN = frozenset({Status.RECEIVED})
AWAY = frozenset({Status.BEFORE_PROSECUTOR})
REFUSED = frozenset({Status.NOT_REGISTERED, Status.PASSED_ON})

MOVES: Mapping[str, Move] = table(
    Move(
        "receipt",
        N_("Sign the receipt for the applicant"),
        source=frozenset(Status),
        target="",
        by=BOOK,
        act="registration_document",
        cite="CPC 185(1)",
    ),
    Move(
        "assign",
        N_("Assign to an investigator"),
        source=OPEN,
        target="",
        by=BOOK,
        needs=("investigator",),
        cite="CPC 59",
    ),
    Move(
        "register",
        N_("Register as a case"),
        source=OPEN,
        target=Status.REGISTERED,
        by=INVESTIGATOR,
        needs=("qualification",),
        stops=(DECISION,),
        starts=("investigation",),
        cite="CPC 179(1)",
        style="primary",
    ),
    Move(
        "join_case",
        N_("Add to a registered case"),
        source=OPEN,
        target=Status.JOINED,
        by=INVESTIGATOR,
        needs=("number", "reasons"),
        stops=(DECISION,),
        cite="GPO 89",
    ),
    Move(
        "not_register",
        N_("Do not register"),
        source=OPEN,
        target=Status.NOT_REGISTERED,
        by=INVESTIGATOR,
        needs=("ground", "reasons"),
        act="ruling_not_registered",
        stops=(DECISION,),
        cite="CPC 179(1)",
        style="warning",
    ),
    Move(
        "pass_on",
        N_("Pass on to another body"),
        source=OPEN,
        target=Status.PASSED_ON,
        by=INVESTIGATOR,
        needs=("ground", "passed_to", "reasons"),
        act="transfer_report",
        stops=(DECISION,),
        cite="CPC 179(4), 181(5)",
    ),
    Move(
        "transfer",
        N_("Ask the prosecutor to transfer it"),
        source=OPEN,
        target=Status.BEFORE_PROSECUTOR,
        by=INVESTIGATOR | {Role.HEAD_OF_INVESTIGATION},
        needs=("to_office", "reasons"),
        act="report_transfer",
        cite="CPC 186(2),(3)",
    ),
    Move(
        "agree_transfer",
        N_("Transfer to the other body"),
        source=AWAY,
        target=Status.RECEIVED,
        by=PROSECUTION,
        act="report_transfer_agreed",
        stops=(DECISION,),
        starts=(DECISION,),
        cite="CPC 186(3)",
        style="primary",
    ),
    Move(
        "refuse_transfer",
        N_("Refuse the transfer"),
        source=AWAY,
        target=Status.RECEIVED,
        by=PROSECUTION,
        needs=("reasons",),
        act="report_transfer_refused",
        cite="CPC 186(3)",
        style="warning",
    ),
    Move(
        "cancel_decision",
        N_("Cancel the decision"),
        source=REFUSED | {Status.JOINED},
        target=Status.RECEIVED,
        by=HEAD_OF_PROSECUTION,  # rulings are cancelled by the head of the office alone
        needs=("reasons",),
        act="ruling_cancel_report_decision",
        starts=(DECISION,),
        cite="CPC 193(1), 193(2)",
        style="warning",
    ),
)
