"""Every status x move x role against a table written by hand from LAW.md 1, 2 and 11.

The rows say what the law allows, not what the code does: they are typed, never derived.
"""

from itertools import product

import pytest

from cases.reports.moves import MOVES as REPORT_MOVES
from cases.reports.moves import STATUS_TITLES as REPORT_TITLES
from detention.kinds import STATUS_TITLES as DETENTION_TITLES
from detention.moves import MOVES as DETENTION_MOVES
from ecase.law import moves as law
from ecase.law.roles import Role
from ecase.law.words import Refusal
from sanctions.kinds import STATUS_TITLES as SANCTION_TITLES
from sanctions.moves import MOVES as SANCTION_MOVES

HELD, MUST, ORDERED, FREE = "held", "must_be_released", "order_recorded", "released"
MOVED = "moved"  # goes on in a severed case: every move is made there, none here
DRAFT, PROSECUTOR, RETURNED, NOT_SUPPORTED = "draft", "before_prosecutor", "returned", "refused_by_prosecutor"
COURT, GRANTED, REFUSED, WITHDRAWN = "before_court", "granted", "refused", "withdrawn"
BODY, EXECUTED, LIFTED, EXPIRED = "before_head", "executed", "lifted", "expired"
RECEIVED, AWAY, REGISTERED, JOINED = "received", "before_prosecutor", "registered", "joined"
NOT_REGISTERED, PASSED_ON = "not_registered", "passed_on"

INVESTIGATOR = {"investigator"}
HEAD = {"head_of_investigation"}
PROSECUTION = {"prosecutor", "head_of_prosecution"}
FACILITY = {"custody_head"}
JUDGE = {"investigating_judge"}
ROLES = (
    "investigator", "head_of_investigation", "prosecutor", "head_of_prosecution", "investigating_judge", "trial_judge",
    "appeal_judge", "court_clerk", "custody_head", "lawyer", "participant", "registrar", "analyst",
)  # fmt: skip

# move -> (statuses it starts from, roles that make it, article)
DETENTION = {
    # DET-04: the protocol is drawn up by the officer, inquirer, investigator; late is a breach, not a bar.
    "draw_protocol": ({HELD, MUST}, INVESTIGATOR, "CPC 131(2)"),
    # DET-05: in writing, by the person in charge of the investigation.
    "notify_prosecutor": ({HELD, MUST}, INVESTIGATOR, "CPC 131(3)"),
    # DET-11: within 24 hours of the protocol.
    "note_interrogation": ({HELD, MUST}, INVESTIGATOR, "CPC 64(3)"),
    # DET-07 and ARCHITECTURE 7: a prosecutor confirms while the term still runs; an ended term is not revived.
    "confirm_exception": ({HELD}, PROSECUTION, "CPC 131(4)(1)-(6)"),
    # DET-08, DET-09: investigator or prosecutor by ruling, the head of the place of detention by his own.
    "release": ({HELD, MUST}, INVESTIGATOR | PROSECUTION | FACILITY, "CPC 133(1),(2)"),
    # 133(2): the head frees when no order arrived, so it is he who says that one has.
    "record_order": ({HELD, MUST}, FACILITY, "CPC 133(2)"),
    # A term of our own: the place of detention says that it knows.
    "acknowledge": ({ORDERED, MUST, FREE}, FACILITY, "CPC 133(2)"),
    # ARR-10: the head warns a day before the end of custody, and frees by his own ruling at the end.
    "warn_of_end": ({ORDERED, MUST}, FACILITY, "CPC 139(2), 152(4)"),
    "release_from_custody": ({MUST}, FACILITY, "CPC 139(2), 152(4)"),
    # DET-10: the certificate of whoever released.
    "issue_certificate": ({FREE}, INVESTIGATOR | PROSECUTION | FACILITY, "CPC 133(4)"),
}
CLERK = {"court_clerk"}
DONE = {GRANTED, REFUSED, EXECUTED, LIFTED, EXPIRED}
ARREST = {
    # SAN-01: investigator -> prosecutor -> investigating judge.
    "submit": ({DRAFT, RETURNED}, INVESTIGATOR, "CPC 147(2)"),
    # The text is the investigator's until it is sent, and again when it came back.
    "amend": ({DRAFT, RETURNED}, INVESTIGATOR, "CPC 147(2)"),
    # What has reached the court is the court's.
    "withdraw": ({DRAFT, RETURNED, BODY, PROSECUTOR}, INVESTIGATOR, "CPC 147(2)"),
    # C30: in an inquiry the head of the body agrees first.
    "agree": ({BODY}, HEAD, "CPC 62(5)"),
    "head_return": ({BODY}, HEAD, "CPC 62(5)"),
    "support": ({PROSECUTOR}, PROSECUTION, "CPC 147(3)"),
    "refuse_support": ({PROSECUTOR}, PROSECUTION, "CPC 147(3)"),
    "return_for_rework": ({PROSECUTOR}, PROSECUTION, "CPC 193(1)(6)"),
    "grant": ({COURT}, JUDGE, "CPC 147, 148"),
    "grant_in_part": ({COURT}, JUDGE, "CPC 147, 148"),
    "refuse": ({COURT}, JUDGE, "CPC 148(7)(3)"),
    # 87: who may not decide withdraws, and another of the court is drawn.
    "recuse": ({COURT}, JUDGE, "CPC 87"),
    # DET-16, 56(2): the hearing is the court's; the sides argue; minutes may be finished after the decision.
    "appoint_hearing": ({COURT}, JUDGE | CLERK, "CPC 148(2)"),
    "move_hearing": ({COURT}, JUDGE | CLERK, "CPC 148(2)"),
    "tell_of_hearing": ({COURT}, JUDGE | CLERK, "CPC 148(2)"),
    "argue": ({COURT}, PROSECUTION | {"lawyer"}, "CPC 148(2)"),
    "sign_minutes": ({COURT} | DONE, JUDGE | CLERK, "CPC 56(2), 347"),
    # 148(10): who asked and the court hand out copies; a slip is corrected by the one who decided.
    "note_copy": (DONE, JUDGE | CLERK | INVESTIGATOR, "CPC 148(10)"),
    "correct_slip": (DONE, JUDGE, "CPC 56(1), 198"),
    # 153(3),(5), C33: cancelled or changed by whoever conducts or supervises; what the court gave, with consent.
    "lift": ({GRANTED}, INVESTIGATOR | PROSECUTION | {"trial_judge"}, "CPC 153"),
    "ask_lift": ({GRANTED}, INVESTIGATOR, "CPC 153(3)"),
    # 2C: the investigator, from nine months on the head; a full term after a short one is the prosecutor's.
    "extend": ({GRANTED}, INVESTIGATOR | HEAD | PROSECUTION, "CPC 147, 148"),
    # ARR-07: bail set beside the custody frees whoever pays it.
    "pay_bail": ({GRANTED}, INVESTIGATOR | PROSECUTION, "CPC 145(5), 148(8)"),
    "execute": ({GRANTED}, INVESTIGATOR, "CPC 60(7), 199"),
    # 107(1),(2): the defence complains, the prosecutor petitions.
    "appeal": ({GRANTED, REFUSED, EXECUTED, LIFTED, EXPIRED}, PROSECUTION | {"lawyer"}, "CPC 107(1),(2)"),
}
# LAW.md 4: taken in by whoever keeps the information book, decided by the investigator, watched by the prosecutor.
BOOK = {"registrar", "head_of_investigation"}
REPORT = {
    # REG-07: a document for the applicant, whatever became of the report.
    "receipt": (
        {RECEIVED, AWAY, REGISTERED, JOINED, NOT_REGISTERED, PASSED_ON},
        BOOK,
        "CPC 185(1)",
    ),
    # Given out by whoever keeps the book, again as often as needed, until it is decided.
    "assign": ({RECEIVED}, BOOK, "CPC 59"),
    # REG-01.
    "register": ({RECEIVED}, INVESTIGATOR, "CPC 179(1)"),
    # The register's own order: one event is counted once.
    "join_case": ({RECEIVED}, INVESTIGATOR, "GPO 89"),
    # REG-04: the closed list.
    "not_register": ({RECEIVED}, INVESTIGATOR, "CPC 179(1)"),
    # REG-05, REG-06.
    "pass_on": ({RECEIVED}, INVESTIGATOR, "CPC 179(4), 181(5)"),
    # REG-09: asked for by the body, given by the prosecutor.
    "transfer": ({RECEIVED}, INVESTIGATOR | HEAD, "CPC 186(2),(3)"),
    "agree_transfer": ({AWAY}, PROSECUTION, "CPC 186(3)"),
    "refuse_transfer": ({AWAY}, PROSECUTION, "CPC 186(3)"),
    # OVR-02: rulings are cancelled by the head of the office only; what became a case is dealt with in the case, what
    # was put to another case may have been put there wrongly.
    "cancel_decision": ({NOT_REGISTERED, PASSED_ON, JOINED}, {"head_of_prosecution"}, "CPC 193(1), 193(2)"),
}
TABLES = {
    "report": (
        REPORT,
        REPORT_MOVES,
        REPORT_TITLES,
        (RECEIVED, AWAY, REGISTERED, JOINED, NOT_REGISTERED, PASSED_ON),
    ),
    "detention": (DETENTION, DETENTION_MOVES, DETENTION_TITLES, (HELD, MUST, ORDERED, FREE, MOVED)),
    "arrest": (
        ARREST,
        SANCTION_MOVES["arrest"],
        SANCTION_TITLES,
        (
            DRAFT,
            BODY,
            PROSECUTOR,
            RETURNED,
            NOT_SUPPORTED,
            COURT,
            GRANTED,
            REFUSED,
            WITHDRAWN,
            EXECUTED,
            LIFTED,
            EXPIRED,
        ),
    ),
}
CELLS = [
    (matter, name, status)
    for matter, (table, _, _, statuses) in TABLES.items()
    for name, status in product(table, statuses)
]


@pytest.mark.parametrize("matter", TABLES)
def test_the_tables_hold_the_same_moves_statuses_and_roles(matter):
    table, moves, titles, statuses = TABLES[matter]
    assert set(moves) == set(table)
    # The title of what was given away is no status: so those read a report who gave it to another body.
    assert set(titles) - {"given_away"} == set(statuses)
    assert {str(role) for role in Role} == set(ROLES)


@pytest.mark.parametrize(("matter", "name", "status"), CELLS)
def test_each_move_is_made_by_whom_and_whence_the_law_says(matter, name, status):
    table, moves, titles, _ = TABLES[matter]
    sources, by, _ = table[name]
    for role in ROLES:
        answer = law.why_not(moves[name], role=Role(role), status=status, titles=titles)
        expected = "wrong_role" if role not in by else "wrong_status" if status not in sources else None
        found = answer.code if isinstance(answer, Refusal) else answer
        assert found == expected, f"{role} may not or may {name} from {status}: {found} instead of {expected}"


@pytest.mark.parametrize(("matter", "name"), [(m, n) for m, (table, *_) in TABLES.items() for n in table])
def test_each_move_names_its_article_and_says_no_in_words(matter, name):
    table, moves, _, _ = TABLES[matter]
    move = moves[name]
    assert move.cite == table[name][2]
    outsider = next(role for role in Role if role not in move.by)
    refusal = law.wrong_role(move, outsider)
    assert refusal is not None and refusal.cite == move.cite and "%(" not in str(refusal)


def test_what_an_act_binds_somebody_by_is_signed():
    """LAW.md 1, 2: protocol, rulings, petition and orders are signed; notes and receipts are not."""
    signed = {name for table in (DETENTION_MOVES, SANCTION_MOVES["arrest"]) for name, m in table.items() if m.act}
    assert signed == {
        "draw_protocol", "release", "issue_certificate",
        "submit", "agree", "head_return", "support", "refuse_support", "return_for_rework", "grant", "grant_in_part",
        "refuse", "warn_of_end", "release_from_custody", "lift", "execute", "appeal", "sign_minutes", "correct_slip",
        "note_copy",
    }  # fmt: skip


def test_what_decides_on_a_report_is_signed():
    """LAW.md 4: the receipt, the refusals with their grounds, the prosecutor's word; a case has its own act."""
    assert {name for name, move in REPORT_MOVES.items() if move.act} == {
        "receipt", "not_register", "pass_on", "transfer", "agree_transfer", "refuse_transfer", "cancel_decision",
    }  # fmt: skip


def test_the_head_of_the_place_of_detention_frees_by_a_ruling_of_his_own():
    release = DETENTION_MOVES["release"]
    assert release.act_for(Role.CUSTODY_HEAD) == "release_ruling_head"
    assert release.act_for(Role.INVESTIGATOR) == release.act_for(Role.PROSECUTOR) == "release_ruling"


def test_every_decision_against_somebody_needs_reasons():
    table = SANCTION_MOVES["arrest"]
    for name in ("withdraw", "refuse_support", "return_for_rework", "grant", "refuse"):
        refusal = next(iter(law.needed(table[name], {"reasons": "  "})), None)
        assert refusal is not None and refusal.field == "reasons"
