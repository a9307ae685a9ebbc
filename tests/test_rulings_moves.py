"""Every stage x move on a case x role, and every status x move on a ruling x role, against tables written by hand.

The rows say what LAW.md 2B, 4, 5 and 9 allow, not what the code does: they are typed, never derived.
"""

from itertools import product

import pytest
from django.utils import translation

from cases.models import Case
from cases.moves import CASE_MOVES, RULING_MOVES
from cases.ruling_rules import STAGES
from ecase.law import moves as law
from ecase.law.cite import parse
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.law.rulings import RULINGS, STATUS_TITLES
from ecase.law.words import Refusal
from ecase.web.says import say
from tests.test_moves import INVESTIGATOR, JUDGE, PROSECUTION, ROLES

HEAD = {"head_of_investigation"}
CHIEF = {"head_of_prosecution"}
COURT = {"trial_judge"}

GOING, STANDING, OVER, JOINED = "pretrial", "interrupted", "terminated", "joined"
TRIED = ("court", "judged")
ALL_STAGES = (GOING, STANDING, OVER, JOINED, *TRIED)
OPEN = {GOING, STANDING}

# move -> (stages in which it may be made, roles that make it)
CASE = {
    # 202(1), 203(1), 207(1): the person who conducts the investigation draws, the prosecutor agrees.
    "recognise_suspect": ({GOING}, INVESTIGATOR),
    "qualify": ({GOING}, INVESTIGATOR),
    "requalify": ({GOING}, INVESTIGATOR),
    "terminate_part": ({GOING}, INVESTIGATOR),
    # 45(6), 289(1): what is interrupted may be terminated too.
    "terminate": (OPEN, INVESTIGATOR),
    # 121(1), 193(1): prosecutor and court end what lies outside the registered charge.
    "terminate_outside": (OPEN, PROSECUTION | COURT),
    # 44(1)(3), 44(3): a part is severed from an interrupted case as well, a new fact at once.
    "sever": (OPEN, INVESTIGATOR),
    "join": ({GOING}, INVESTIGATOR | HEAD),
    # 45(7): only what runs can be interrupted; 45(9): only what is interrupted resumed.
    "interrupt": ({GOING}, INVESTIGATOR),
    "resume": ({STANDING}, INVESTIGATOR),
    "extend_term": ({GOING}, INVESTIGATOR | HEAD),
    "change_proceeding": ({GOING}, INVESTIGATOR),
    "switch_format": ({GOING}, INVESTIGATOR),
    "transfer": (OPEN, INVESTIGATOR | HEAD),
    # 59(2): the head of the unit assigns; 188: the investigator accepts; 194: the head forms the group.
    "assign": (OPEN, HEAD),
    "take_over": (OPEN, INVESTIGATOR),
    "form_group": ({GOING}, HEAD),
    # 193(3): the head of the prosecutor's office names the process prosecutor.
    "name_prosecutor": (OPEN, CHIEF),
    # 59, 193(1): binding instructions of the head and of the prosecutor.
    "instruct": (OPEN, HEAD | PROSECUTION),
    "correct": (OPEN, INVESTIGATOR | HEAD),
}

# kind -> (who draws, who decides, who notes it as seen, who reports it fulfilled, whether it can be cancelled)
NOBODY: set[str] = set()
RULING = {
    "suspect": (INVESTIGATOR, PROSECUTION, NOBODY, NOBODY, True),
    "qualification": (INVESTIGATOR, PROSECUTION, NOBODY, NOBODY, True),
    "requalification": (INVESTIGATOR, PROSECUTION, NOBODY, NOBODY, True),
    # 193(2): terminations are the head's; 291(1): cancelling one opens the case again.
    "partial_termination": (INVESTIGATOR, CHIEF, NOBODY, NOBODY, True),
    "termination": (INVESTIGATOR, CHIEF, NOBODY, NOBODY, True),
    "termination_outside": (PROSECUTION | COURT, NOBODY, NOBODY, NOBODY, True),
    # 44(5), 43(3): copies to the prosecutor; undone by the opposite ruling, not by cancelling.
    "severance": (INVESTIGATOR, NOBODY, PROSECUTION, NOBODY, False),
    "joinder": (INVESTIGATOR | HEAD, NOBODY, PROSECUTION, NOBODY, False),
    # 45(8-1); 192(7) speaks of a cancelled interruption.
    "interruption": (INVESTIGATOR, PROSECUTION, NOBODY, NOBODY, True),
    "resumption": (INVESTIGATOR, NOBODY, PROSECUTION, NOBODY, False),
    # 193(2): extensions are the head's.
    "extension": (INVESTIGATOR | HEAD, CHIEF, NOBODY, NOBODY, False),
    "proceeding": (INVESTIGATOR, NOBODY, PROSECUTION, NOBODY, False),
    "format": (INVESTIGATOR, NOBODY, PROSECUTION, NOBODY, False),
    # 186(2): jurisdiction changes through the prosecutor.
    "transfer": (INVESTIGATOR | HEAD, PROSECUTION, NOBODY, NOBODY, False),
    "assignment": (HEAD, NOBODY, NOBODY, NOBODY, False),
    "process_prosecutor": (CHIEF, NOBODY, NOBODY, NOBODY, False),
    "take_over": (INVESTIGATOR, NOBODY, PROSECUTION, NOBODY, False),
    "group": (HEAD, NOBODY, PROSECUTION, NOBODY, False),
    "instruction": (HEAD | PROSECUTION, NOBODY, NOBODY, INVESTIGATOR, False),
    "correction": (INVESTIGATOR | HEAD, HEAD | PROSECUTION | JUDGE, NOBODY, NOBODY, False),
}
WAITS, BACK, REFUSED, FORCE = "before_decider", "returned", "refused", "in_force"
STATUSES = (WAITS, BACK, REFUSED, FORCE, "withdrawn", "cancelled", "fulfilled")


def expected_of(kind: str) -> dict[str, tuple[set[str], set[str]]]:
    """The moves of a ruling: statuses and roles."""
    draws, decides, notes, answers, cancellable = RULING[kind]
    table: dict[str, tuple[set[str], set[str]]] = {}
    if decides:
        table |= {
            "approve": ({WAITS}, decides),
            "refuse": ({WAITS}, decides),
            "return_for_rework": ({WAITS}, decides),
            "resubmit": ({BACK}, draws),
            "withdraw": ({WAITS, BACK}, draws),
        }
    if notes:
        table["see"] = ({FORCE}, notes)
    if answers:
        table["fulfil"] = ({FORCE}, answers)
    if cancellable:
        table["cancel"] = ({FORCE}, CHIEF)
    return table


def answer_of(move: law.Move, role: str, status: str, titles: dict[str, str]) -> str | None:
    answer = law.why_not(move, role=Role(role), status=status, titles=titles)
    return answer.code if isinstance(answer, Refusal) else None


def test_the_tables_hold_the_same_moves_kinds_stages_and_statuses():
    assert set(CASE_MOVES) == set(CASE)
    assert set(RULING_MOVES) == set(RULING) == set(RULINGS)
    assert set(STAGES) == set(ALL_STAGES)
    assert set(STATUS_TITLES) == set(STATUSES)
    assert {str(role) for role in Role} == set(ROLES)
    for kind in RULING:
        assert set(RULING_MOVES[kind]) == set(expected_of(kind)), kind


@pytest.mark.parametrize(("name", "stage"), list(product(CASE, ALL_STAGES)))
def test_each_move_on_a_case_is_made_by_whom_and_when_the_law_says(name, stage):
    stages, by = CASE[name]
    for role in ROLES:
        expected = "wrong_role" if role not in by else "wrong_status" if stage not in stages else None
        assert answer_of(CASE_MOVES[name], role, stage, STAGES) == expected, f"{role} {name} {stage}"


@pytest.mark.parametrize(("kind", "status"), list(product(RULING, STATUSES)))
def test_each_move_on_a_ruling_is_made_by_whom_and_whence_the_law_says(kind, status):
    for name, (sources, by) in expected_of(kind).items():
        for role in ROLES:
            expected = "wrong_role" if role not in by else "wrong_status" if status not in sources else None
            found = answer_of(RULING_MOVES[kind][name], role, status, STATUS_TITLES)
            assert found == expected, f"{role} {name} {kind} {status}"


def test_whoever_draws_never_decides_by_the_same_post():
    for kind, (draws, decides, *_) in RULING.items():
        if kind != "correction":  # a head's own correction goes to the prosecutor: tests/test_rulings_work.py
            assert not draws & decides, kind


def test_every_move_names_its_article_and_the_decisions_are_signed():
    for move in [*CASE_MOVES.values(), *(m for moves in RULING_MOVES.values() for m in moves.values())]:
        assert parse(move.cite)
        assert all(key in LIMITS for key in (*move.starts, *move.stops))
    for moves in RULING_MOVES.values():
        for name, move in moves.items():
            assert bool(move.act) == (name in {"approve", "refuse", "return_for_rework", "resubmit", "cancel"}), name
    assert all(move.act for move in CASE_MOVES.values()), "every ruling is signed"


def test_every_ground_names_its_article_once():
    for kind in RULINGS.values():
        codes = [ground.code for ground in kind.grounds]
        assert len(codes) == len(set(codes)), kind.code
        for ground in kind.grounds:
            assert parse(ground.cite) and ground.confidence in {"V", "P", "M"}


def test_the_grounds_on_which_nobody_may_object_are_those_the_law_lists():
    """35(4): items 3, 4 and 11 of 35(1); 36(5): every ground of 36(1)."""
    asked = {ground.code for ground in RULINGS["termination"].grounds if ground.consent}
    assert asked == {
        "amnesty", "limitation", "died",
        "repentance", "necessary_defence", "agreement_kept", "reconciled", "minor_released", "released",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_stage_is_told_in_the_language_of_the_page(language):
    refusal = law.wrong_status(CASE_MOVES["resume"], "pretrial", STAGES)
    with translation.override(language):
        assert str(Case.Stage.PRETRIAL.label) in say(refusal.says, refusal.params)
