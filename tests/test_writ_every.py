"""Every status x move x role of a writ, typed by hand from LAW.md 6; what each account is offered; twice is once."""

from collections.abc import Callable
from itertools import product

import pytest

from cases.actions.act import NotVisible
from cases.moving import draft, find, offers, perform
from ecase.documents import actions as documents
from ecase.law import moves as law
from ecase.law.acts import ACTS
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.ledger.kinds import known
from ecase.web import now
from ecase.web.speaking import speaking
from tests.telling import quick_papers, refused
from tests.writs import DAY, MOTION, REASONS, SAID, STATED, WritStory
from writ.actions import PERFORM
from writ.kinds import ENTRIES, STATUS_TITLES, Status
from writ.models import Writ
from writ.moves import MOVES
from writ.resource import WRIT

__all__ = ["quick_papers"]
db = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

ALL = {status.value for status in Status}
PREPARING, HEAD, PROSECUTOR, JUDGE = "preparing", "before_head", "before_prosecutor", "before_court"
CONVICTED, OBJECTED, ABOVE = "convicted", "objected", "before_appeal"
IN_FORCE, EXECUTING, EXECUTED, ENDED = "in_force", "executing", "executed", "ended"
INVESTIGATOR, PERSON = {"investigator"}, {"participant"}
HEADS, PROSECUTION = {"head_of_investigation"}, {"prosecutor", "head_of_prosecution"}
TRIAL, COURT, APPEAL = {"trial_judge"}, {"trial_judge", "court_clerk"}, {"appeal_judge"}

# move -> (statuses it starts from, where it leads, roles that make it, article)
TABLE: dict[str, tuple[set[str], str, set[str], str]] = {
    # 629-1(2)(4): the words of the parties, asked for and taken in by the investigator.
    "ask": ({PREPARING}, "", INVESTIGATOR, "CPC 629-1(2)(4)"),
    "remind": ({PREPARING}, "", INVESTIGATOR, "CPC 629-1(2)(4)"),
    "file_motion": ({PREPARING}, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)"),
    "consent": ({PREPARING}, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)"),
    # A party that no longer wants it says so until the verdict.
    "object_victim": ({PREPARING, HEAD, PROSECUTOR, JUDGE}, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)"),
    "withdraw_word": ({PREPARING, HEAD, PROSECUTOR, JUDGE}, "", INVESTIGATOR | PERSON, "CPC 629-1(2)(4)"),
    "state_facts": ({PREPARING}, "", INVESTIGATOR, "CPC 629-1"),
    "drop": ({PREPARING}, ENDED, INVESTIGATOR, "CPC 629-1"),
    # WRT-01.
    "request": ({PREPARING}, HEAD, INVESTIGATOR, "CPC 629-1(6), 629-2"),
    # WRT-02, WRT-03.
    "agree": ({HEAD}, PROSECUTOR, HEADS, "CPC 629-3(1),(3)"),
    "head_return": ({HEAD}, ENDED, HEADS, "CPC 629-3(1)"),
    "head_terminate": ({HEAD}, ENDED, HEADS, "CPC 629-3(1), 35, 36"),
    # WRT-04.
    "approve": ({PROSECUTOR}, JUDGE, PROSECUTION, "CPC 629-3(4)"),
    "return_case": ({PROSECUTOR}, ENDED, PROSECUTION, "CPC 629-3(4)"),
    "refuse_approval": ({PROSECUTOR}, ENDED, PROSECUTION, "CPC 629-3(4), 35, 36"),
    # WRT-05, 87.
    "convict": ({JUDGE}, CONVICTED, TRIAL, "CPC 629-4(1), 629-5"),
    "return_to_prosecutor": ({JUDGE}, ENDED, TRIAL, "CPC 629-4(1),(2)"),
    "terminate": ({JUDGE}, ENDED, TRIAL, "CPC 629-4(1), 35, 36"),
    "recuse": ({JUDGE}, "", TRIAL, "CPC 87"),
    # WRT-07: nobody is told less because somebody else was late.
    "serve": ({CONVICTED, ABOVE, IN_FORCE, EXECUTING}, "", COURT, "CPC 629-6(1)"),
    # WRT-08: the convict, his defender, the court that takes in a paper; the judge has to cancel.
    "object": ({CONVICTED}, OBJECTED, PERSON | {"lawyer"} | COURT, "CPC 629-6(2)"),
    "cancel": ({OBJECTED}, ENDED, TRIAL, "CPC 629-6(2)"),
    # WRT-09.
    "appeal": ({CONVICTED}, "", PERSON | {"lawyer"} | PROSECUTION | COURT, "CPC 629-7"),
    "uphold": ({ABOVE}, IN_FORCE, APPEAL, "CPC 629-7, 442"),
    "change": ({ABOVE}, IN_FORCE, APPEAL, "CPC 629-7, 442"),
    "cancel_above": ({ABOVE}, ENDED, APPEAL, "CPC 629-7, 442"),
    # WRT-10, CC 41.
    "execute": ({IN_FORCE}, EXECUTING, COURT, "CPC 629-8"),
    "note_payment": ({EXECUTING}, "", COURT, "CC 41(3),(4)"),
}
# What binds somebody is signed; asking, noting and counting are not.
UNSIGNED = {"ask", "remind", "state_facts", "drop", "recuse", "note_payment"}


def test_the_table_holds_the_same_moves_and_statuses() -> None:
    assert set(MOVES) == set(TABLE) == set(PERFORM)
    assert set(STATUS_TITLES) == ALL


@pytest.mark.parametrize(("name", "status"), list(product(TABLE, sorted(ALL))))
def test_each_move_is_made_by_whom_and_whence_the_law_says(name: str, status: str) -> None:
    sources, _target, by, _cite = TABLE[name]
    for role in Role:
        answer = law.why_not(MOVES[name], role=role, status=status, titles=STATUS_TITLES)
        expected = "wrong_role" if role.value not in by else "wrong_status" if status not in sources else None
        assert (answer.code if answer else None) == expected, role


@pytest.mark.parametrize("name", TABLE)
def test_each_move_names_article_target_act_and_terms(name: str) -> None:
    move, (_sources, target, _by, cite) = MOVES[name], TABLE[name]
    assert (move.cite, move.target) == (cite, target)
    assert bool(move.act) is (name not in UNSIGNED)
    assert not move.act or move.act in ACTS
    assert all(rule in LIMITS for rule in (*move.starts, *move.stops))
    assert set(ENTRIES) <= set(known())


# --- what each account is offered, where the story really stands ------------------------------------------------------


def begun(told: WritStory) -> Writ:
    return told.begin()


def objected(told: WritStory) -> Writ:
    told.convicted()
    return told.move("suspect", "object", person=str(told.copies()["convict"].pk))


def served(told: WritStory) -> Writ:
    told.convicted()
    told.serve_all()
    return told.fresh()


def executing(told: WritStory) -> Writ:
    told.in_force()
    return told.move("clerk", "execute")


def executed(told: WritStory) -> Writ:
    told.back = 10 * DAY
    told.convicted(custody_1=15)
    told.serve_all()
    told.days_over()
    told.back = 0 * DAY
    return told.move("clerk", "execute")


def dropped(told: WritStory) -> Writ:
    told.ready()
    return told.move("investigator", "drop", reasons=REASONS)


def above(told: WritStory) -> Writ:
    return told.above()


def in_force(told: WritStory) -> Writ:
    return told.in_force()


OWN_WORD = {"file_motion", "consent", "object_victim", "withdraw_word"}
# where it stands -> (the way there, whether its clock has to run, what each account may do; others nothing)
PLACES: dict[str, tuple[Callable[[WritStory], Writ], bool, dict[str, set[str]]]] = {
    "asked": (
        begun, False,
        {
            "investigator": {"remind", "state_facts", "drop", *OWN_WORD},
            "suspect": {"file_motion", "withdraw_word"},
            "victim": {"consent", "object_victim"},
        },
    ),
    "ready": (
        WritStory.ready, False,
        {
            "investigator": {"state_facts", "drop", "request", "object_victim", "withdraw_word"},
            "suspect": {"withdraw_word"}, "victim": {"object_victim"},
        },
    ),
    "with the head": (
        WritStory.requested, False,
        {
            "investigator": {"object_victim", "withdraw_word"}, "suspect": {"withdraw_word"},
            "victim": {"object_victim"}, "head": {"agree"},  # an investigation department only passes it on
        },
    ),
    "with the prosecutor": (
        WritStory.agreed, False,
        {
            "investigator": {"object_victim", "withdraw_word"}, "suspect": {"withdraw_word"},
            "victim": {"object_victim"},
            **{who: {"approve", "return_case", "refuse_approval"} for who in ("prosecutor", "chief")},
        },
    ),
    "before the judge": (
        WritStory.sent, False,
        {
            "investigator": {"object_victim", "withdraw_word"}, "suspect": {"withdraw_word"},
            "victim": {"object_victim"},
            "trial_judge": {"convict", "return_to_prosecutor", "terminate", "recuse"},
        },
    ),
    "convicted": (
        WritStory.convicted, False,
        {
            "suspect": {"object", "appeal"}, "victim": {"appeal"}, "prosecutor": {"appeal"}, "chief": {"appeal"},
            "trial_judge": {"serve", "object", "appeal"}, "clerk": {"serve", "object", "appeal"},
        },
    ),
    "served": (
        served, False,
        {
            "suspect": {"object", "appeal"}, "victim": {"appeal"}, "prosecutor": {"appeal"}, "chief": {"appeal"},
            "trial_judge": {"object", "appeal"}, "clerk": {"object", "appeal"},
        },
    ),
    "disagreed": (objected, False, {"trial_judge": {"cancel"}}),
    "above": (above, True, {"appeal_judge": {"uphold", "change", "cancel_above"}}),
    "in force": (in_force, True, {"trial_judge": {"execute"}, "clerk": {"execute"}}),
    "executing": (executing, True, {"trial_judge": {"note_payment"}, "clerk": {"note_payment"}}),
    "executed": (executed, True, {}),
    "ended": (dropped, False, {}),
}  # fmt: skip
ACCOUNTS = (
    "investigator", "head", "prosecutor", "chief", "trial_judge", "clerk", "appeal_judge", "suspect", "victim",
)  # fmt: skip
STRANGERS = ("investigator2", "prosecutor2", "judge", "judge2", "lawyer", "lawyer2", "clerk2", "custody")


def offered(told: WritStory, who: str) -> set[str] | None:
    """What may be done from this account now; None where it knows of nothing."""
    by = told.posts[who]
    with speaking(by):
        try:
            row = find(WRIT, told.writ.pk, by)
        except NotVisible:
            return None
        return {offer.move.name for offer in offers(WRIT, row, by, now()) if offer.allowed}


def stands(posts, place: str) -> None:
    way, _clock, expected = PLACES[place]
    told = WritStory(posts)
    way(told)
    for who in ACCOUNTS:
        assert (offered(told, who) or set()) == expected.get(who, set()), who
    for who in STRANGERS:
        assert offered(told, who) is None, who


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
@pytest.mark.parametrize("place", [place for place, (_way, clock, _may) in PLACES.items() if not clock])
def test_each_account_is_offered_what_is_typed_here(posts, place: str) -> None:
    stands(posts, place)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick_papers")
@pytest.mark.parametrize("place", [place for place, (_way, clock, _may) in PLACES.items() if clock])
def test_after_the_days_each_account_is_offered_what_is_typed_here(posts, place: str) -> None:
    stands(posts, place)


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_every_place_is_one_of_the_statuses_and_every_move_is_offered_somewhere() -> None:
    seen = {name for _way, _clock, may in PLACES.values() for names in may.values() for name in names}
    assert set(TABLE) - seen == {"ask", "head_return", "head_terminate"}  # told in test_writ: nobody unasked, inquiry


# --- twice is once ----------------------------------------------------------------------------------------------------

ONCE = [
    (WritStory.ready, "investigator", "request", {"circumstances": SAID, "evidence": SAID}),
    (WritStory.ready, "investigator", "drop", {"reasons": REASONS}),
    (WritStory.requested, "head", "agree", {}),
    (WritStory.agreed, "prosecutor", "approve", {"reasons": REASONS}),
    (WritStory.agreed, "prosecutor", "return_case", {"reasons": REASONS}),
    (WritStory.agreed, "chief", "refuse_approval", {"reasons": REASONS, "ground": "no_elements"}),
    (WritStory.sent, "trial_judge", "convict", {"established": SAID, "fine_1_1": 60}),
    (WritStory.sent, "trial_judge", "terminate", {"reasons": REASONS, "ground": "no_elements"}),
    (objected, "trial_judge", "cancel", {}),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
@pytest.mark.parametrize(("way", "who", "name", "fields"), ONCE, ids=[row[2] for row in ONCE])
def test_a_second_time_is_refused_and_writes_nothing(posts, way, who, name, fields) -> None:
    told = WritStory(posts)
    way(told)
    told.move(who, name, **fields)
    assert told.writ.status == MOVES[name].target
    kinds = told.entries()
    with refused("wrong_status", posts[who]):
        told.move(who, name, **fields)
    assert told.entries() == kinds


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_a_motion_and_a_fact_twice_are_one_word_and_the_last_fact(posts) -> None:
    told = WritStory(posts)
    told.begin()
    told.motion()
    with refused("answered", posts["suspect"]):
        told.move("suspect", "file_motion", person=str(told.will("suspect").pk), **MOTION)
    told.state()
    told.move("investigator", "state_facts", person=str(told.suspect.pk), **{**STATED, "immunity": True})
    assert told.accused().facts["immunity"] is True


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_a_draft_that_was_overtaken_is_not_signed(posts) -> None:
    told = WritStory(posts)
    told.convicted()
    copies, by = told.copies(), posts["clerk"]
    given = {"copy": str(copies["convict"].pk), "served_at": now().isoformat(), "means": "post", "proof": "увед."}
    with speaking(by):
        made = draft(WRIT, find(WRIT, told.writ.pk, by), "serve", given, by=by, at=now())
    told.serve("victim")
    with refused("stale_draft", by):
        perform(
            WRIT, find(WRIT, told.writ.pk, by), "serve", {}, by=by, at=now(), draft_id=made.pk,
            signature=documents.DEMO,
        )  # fmt: skip
    assert told.copies()["convict"].served_at is None
