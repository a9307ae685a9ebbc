"""The scope rule of CPC 121(1): golden answers, written from the text of CPC 43, 44, 121, 203, 207 before the rule."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecase.law import cite
from ecase.law.scope import (
    Asked,
    Charged,
    Difference,
    Doing,
    JoinBar,
    Kind,
    Registered,
    Relation,
    Verdict,
    answer,
    differences,
    live_offences,
    why_not_join,
)

DAY, OTHER_DAY = date(2026, 9, 14), date(2026, 10, 2)

THEFT = Registered(1, "188", "3", DAY)
FRAUD = Registered(2, "190", "2", OTHER_DAY)
# Cases by name: what is registered in them.
CASES: dict[str, tuple[Registered, ...]] = {
    "none": (),
    "theft": (THEFT,),
    "two": (THEFT, FRAUD),
    "severed": (THEFT, Registered(2, "190", "2", OTHER_DAY, severed=True)),
    "terminated": (THEFT, Registered(2, "190", "2", OTHER_DAY, terminated=True)),
    "completed": (THEFT, Registered(2, "190", "2", OTHER_DAY, ended=True)),
    "all_ended": (Registered(1, "188", "3", DAY, ended=True),),
    "all_severed": (Registered(1, "188", "3", DAY, severed=True),),
    "all_terminated": (Registered(1, "188", "3", DAY, terminated=True),),
    "undivided": (Registered(1, "102", "1", DAY),),
}
M, Q, D, S = Doing.MATERIAL, Doing.QUESTIONING, Doing.DETENTION, Doing.SANCTION
P, C, N = Doing.QUALIFICATION, Doing.CHANGE, Doing.NEW_FACT
SAME, PERSON, CONNECTED, OTHER = Relation.SAME_EVENT, Relation.SAME_PERSON, Relation.CONNECTED, Relation.OTHER
WITHIN, NAME, REQUALIFY, SEVER = Verdict.WITHIN, Verdict.NAME_THE_OFFENCE, Verdict.REQUALIFY, Verdict.SEVER
JOIN, OUTSIDE, ENDED = Verdict.JOIN, Verdict.OUTSIDE, Verdict.ENDED

A121, A44, A207, A207_U = "CPC 121(1)", "CPC 44(3)", "CPC 207(1)", "CPC 207(1-1)"
A43, A43_U, A203 = "CPC 43(1)", "CPC 43(2)", "CPC 203(1)"
GONE, DONE, APART = "CPC 35(1)(8)", "CPC 192(2),(7)", "CPC 44(5)"

# case, what is being done, the other facts -> verdict, the article it stands on
GOLDEN: list[tuple[str, Doing, dict[str, Any], Verdict, str]] = [
    # --- proof on the offence the case was registered on
    ("theft", M, {"offence": 1}, WITHIN, A121),
    ("theft", Q, {"offence": 1}, WITHIN, A121),
    ("theft", D, {"offence": 1}, WITHIN, A121),
    ("theft", S, {"offence": 1}, WITHIN, A121),
    ("two", M, {"offence": 2}, WITHIN, A121),
    ("two", Q, {"offence": 2, "person_known": False}, WITHIN, A121),
    ("theft", M, {"offence": 1, "relation": SAME}, WITHIN, A121),
    ("severed", M, {"offence": 1}, WITHIN, A121),
    ("terminated", S, {"offence": 1}, WITHIN, A121),
    ("completed", Q, {"offence": 1}, WITHIN, A121),
    # --- serving none of them
    ("theft", M, {}, NAME, A121),
    ("two", Q, {}, NAME, A121),
    ("two", D, {}, NAME, A121),
    ("two", S, {}, NAME, A121),
    ("two", P, {"article": "188", "part": "3"}, NAME, A121),
    ("two", C, {"article": "191", "part": "2"}, NAME, A121),
    ("theft", M, {"offence": 9}, OUTSIDE, A121),
    ("theft", Q, {"offence": 2}, OUTSIDE, A121),
    ("two", D, {"offence": 3}, OUTSIDE, A121),
    ("two", S, {"offence": 3, "approved": True}, OUTSIDE, A121),
    ("two", P, {"offence": 3, "article": "188", "part": "3", "approved": True}, OUTSIDE, A121),
    ("two", C, {"offence": 3, "article": "188", "part": "2", "approved": True}, OUTSIDE, A121),
    # --- nothing registered yet: only what cannot wait
    ("none", M, {}, OUTSIDE, "CPC 121(1), 179(1)"),
    ("none", S, {"offence": 1}, OUTSIDE, "CPC 121(1), 179(1)"),
    ("none", N, {"relation": OTHER}, OUTSIDE, "CPC 121(1), 179(1)"),
    ("none", M, {"urgent": True}, WITHIN, "CPC 179(1),(2)"),
    ("none", Q, {"urgent": True}, WITHIN, "CPC 179(1),(2)"),
    ("none", P, {"urgent": True, "article": "188", "part": "3"}, OUTSIDE, "CPC 121(1), 179(1)"),
    ("theft", M, {"urgent": True}, NAME, A121),
    # --- the investigation of the named offence is over
    ("severed", M, {"offence": 2}, ENDED, APART),
    ("severed", P, {"offence": 2, "article": "190", "part": "2"}, ENDED, APART),
    ("terminated", M, {"offence": 2}, ENDED, GONE),
    ("terminated", S, {"offence": 2, "approved": True}, ENDED, GONE),
    ("terminated", C, {"offence": 2, "article": "190", "part": "1", "approved": True}, ENDED, GONE),
    ("completed", Q, {"offence": 2}, ENDED, DONE),
    ("completed", C, {"offence": 2, "article": "190", "part": "1"}, ENDED, DONE),
    ("all_ended", M, {}, ENDED, DONE),
    ("all_severed", M, {}, ENDED, APART),
    ("all_terminated", Q, {}, ENDED, GONE),
    ("terminated", N, {"offence": 2, "relation": SAME}, ENDED, GONE),
    ("severed", N, {"offence": 2, "relation": SAME}, ENDED, APART),
    # --- the deed of a person is qualified
    ("theft", P, {"offence": 1, "article": "188", "part": "3"}, WITHIN, A203),
    ("theft", P, {"offence": 1, "article": "188", "part": "3", "approved": True}, WITHIN, A203),
    ("theft", P, {"offence": 1, "article": "188", "part": "3", "person_known": False}, WITHIN, A203),
    ("undivided", P, {"offence": 1, "article": "102", "part": "1"}, WITHIN, A203),
    ("theft", P, {"offence": 1, "article": "188", "part": "4"}, REQUALIFY, A207),
    ("theft", P, {"offence": 1, "article": "191", "part": "2"}, REQUALIFY, A207),
    ("theft", P, {"offence": 1, "article": "191", "part": "2", "approved": True}, WITHIN, A207),
    ("two", P, {"offence": 2, "article": "188", "part": "3"}, REQUALIFY, A207),
    ("theft", P, {"offence": 1, "article": "188", "part": "3", "occurred_on": OTHER_DAY}, NAME, A121),
    ("theft", P, {"offence": 1, "article": "188", "part": "3", "occurred_on": OTHER_DAY, "relation": SAME},
     WITHIN, A203),
    ("theft", P, {"offence": 1, "article": "188", "part": "3", "relation": OTHER, "approved": True}, SEVER, A44),
    # --- the charge is changed or added to
    ("theft", C, {"offence": 1, "article": "188", "part": "2"}, REQUALIFY, A207),
    ("theft", C, {"offence": 1, "article": "191", "part": "2"}, REQUALIFY, A207),
    ("theft", C, {"offence": 1, "article": "191", "part": "2", "approved": True}, WITHIN, A207),
    ("theft", C, {"offence": 1, "article": "191", "part": "2", "person_known": False}, REQUALIFY, A207_U),
    ("theft", C, {"offence": 1, "article": "191", "part": "2", "person_known": False, "approved": True},
     WITHIN, A207_U),
    ("theft", C, {"offence": 1, "article": "188", "part": "3"}, WITHIN, A121),
    ("theft", C, {"offence": 1, "article": "99", "part": "1", "relation": OTHER, "approved": True}, SEVER, A44),
    ("theft", C, {"offence": 1, "article": "188", "part": "4", "relation": PERSON}, JOIN, A43),
    ("theft", C, {"offence": 1, "article": "188", "part": "2", "occurred_on": OTHER_DAY}, NAME, A121),
    # --- custody and other sanctions lean on the charge in force; a detention does not wait for it
    ("theft", S, {"offence": 1, "article": "188", "part": "3"}, WITHIN, A121),
    ("theft", S, {"offence": 1, "article": "188", "part": "4"}, REQUALIFY, A207),
    ("theft", S, {"offence": 1, "article": "188", "part": "4", "approved": True}, WITHIN, A207),
    ("theft", S, {"offence": 1, "article": "188", "part": "4", "person_known": False}, REQUALIFY, A207_U),
    ("theft", D, {"offence": 1, "article": "191", "part": "2"}, WITHIN, A121),
    ("theft", D, {"offence": 1, "article": "191", "part": "2", "relation": SAME}, WITHIN, A121),
    # --- a new fact
    ("theft", N, {}, NAME, A121),
    ("theft", N, {"offence": 1}, NAME, A121),
    ("theft", N, {"relation": SAME}, NAME, A121),
    ("theft", N, {"offence": 1, "relation": SAME}, WITHIN, A121),
    ("theft", N, {"offence": 1, "relation": SAME, "article": "188", "part": "3"}, WITHIN, A121),
    ("theft", N, {"offence": 1, "relation": SAME, "article": "188", "part": "4"}, REQUALIFY, A207),
    ("theft", N, {"offence": 1, "relation": SAME, "article": "188", "part": "4", "person_known": False},
     REQUALIFY, A207_U),
    ("theft", N, {"relation": OTHER}, SEVER, A44),
    ("theft", N, {"relation": OTHER, "approved": True}, SEVER, A44),
    ("theft", N, {"relation": OTHER, "offence": 1}, SEVER, A44),
    ("theft", N, {"relation": OTHER, "person_known": False}, SEVER, A44),
    ("theft", N, {"relation": PERSON}, JOIN, A43),
    ("theft", N, {"relation": PERSON, "approved": True}, WITHIN, "CPC 43(3)"),
    ("theft", N, {"relation": PERSON, "person_known": False}, JOIN, A43_U),
    ("theft", N, {"relation": CONNECTED}, JOIN, A43),
    ("theft", N, {"relation": CONNECTED, "approved": True}, WITHIN, "CPC 43(3)"),
    ("theft", N, {"relation": PERSON, "bar": JoinBar.PRIVATE_AND_PUBLIC}, SEVER, "CPC 43(4)(3)"),
    ("theft", N, {"relation": PERSON, "bar": JoinBar.PRIVATE_AND_PUBLIC, "approved": True}, SEVER, "CPC 43(4)(3)"),
    ("theft", N, {"relation": CONNECTED, "bar": JoinBar.SAME_CHARGE_OTHER_PERSON}, SEVER, "CPC 43(4)(1)"),
    ("theft", N, {"relation": CONNECTED, "bar": JoinBar.AGAINST_EACH_OTHER}, SEVER, "CPC 43(4)(2)"),
    ("theft", N, {"relation": PERSON, "bar": JoinBar.HINDERS}, SEVER, "CPC 43(4)(4)"),
    ("all_ended", N, {"relation": OTHER}, SEVER, A44),
    ("all_ended", N, {"relation": PERSON}, SEVER, A44),
    ("all_terminated", N, {"relation": CONNECTED, "approved": True}, SEVER, A44),
    # --- naming a number does not carry a foreign event in
    ("theft", M, {"offence": 1, "relation": OTHER}, SEVER, A44),
    ("theft", Q, {"offence": 1, "relation": OTHER, "approved": True}, SEVER, A44),
    ("theft", D, {"offence": 1, "relation": OTHER}, SEVER, A44),
    ("theft", S, {"offence": 1, "relation": OTHER}, SEVER, A44),
    ("theft", M, {"offence": 1, "relation": PERSON}, JOIN, A43),
    ("theft", S, {"offence": 1, "relation": PERSON}, JOIN, A43),
    ("theft", M, {"relation": OTHER}, SEVER, A44),
    ("theft", M, {"relation": CONNECTED}, JOIN, A43),
]  # fmt: skip


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len(GOLDEN) >= 60
    assert len({(case, doing, tuple(sorted(facts.items(), key=str))) for case, doing, facts, *_ in GOLDEN}) == len(
        GOLDEN
    )


@pytest.mark.parametrize(
    ("case", "doing", "facts", "verdict", "article"),
    GOLDEN,
    ids=[f"{case}-{doing}-{n}" for n, (case, doing, *_) in enumerate(GOLDEN, start=1)],
)
def test_golden(case: str, doing: Doing, facts: dict[str, Any], verdict: Verdict, article: str) -> None:
    told = answer(CASES[case], Asked(doing, **facts))
    assert told.verdict is verdict
    assert (told.refusal is None) is (verdict is WITHIN)
    assert (told.refusal.cite if told.refusal else told.cites[0]) == article
    assert all(cite.parse(one) for one in told.cites)


def test_a_refusal_names_the_next_step() -> None:
    for case, doing, facts, verdict, _article in GOLDEN:
        told = answer(CASES[case], Asked(doing, **facts))
        if told.refusal is not None:
            assert str(told.refusal)
            assert told.refusal.code.startswith("scope_")
        expected = {REQUALIFY: "requalify", SEVER: "sever", JOIN: "join"}.get(verdict)
        if expected:
            assert told.move == expected


def test_what_to_name_is_offered() -> None:
    assert answer(CASES["two"], Asked(M)).offers == (1, 2)
    assert answer(CASES["severed"], Asked(M)).offers == (1,)
    assert live_offences(CASES["terminated"]) == (1,)


def test_an_event_registered_on_two_articles() -> None:
    twice = (Registered(1, "188", "3", DAY, also=(("385", "1"),)),)
    assert answer(twice, Asked(P, offence=1, article="385", part="1")).verdict is WITHIN
    assert answer(twice, Asked(P, offence=1, article="385", part="2")).verdict is REQUALIFY


def test_a_qualification_waits_for_the_prosecutor() -> None:
    plain = Asked(P, offence=1, article="188", part="3")
    assert answer(CASES["theft"], plain).needs_prosecutor
    assert not answer(CASES["theft"], Asked(P, offence=1, article="188", part="3", approved=True)).needs_prosecutor
    assert not answer(CASES["theft"], Asked(M, offence=1)).needs_prosecutor


def test_somebody_new_is_recognised_as_suspect_first() -> None:
    told = answer(CASES["theft"], Asked(P, offence=1, article="188", part="3", person_known=False))
    assert "CPC 202(1)" in told.cites


def test_a_detention_under_another_article_is_told_of_the_change() -> None:
    told = answer(CASES["theft"], Asked(D, offence=1, article="191", part="2"))
    assert "CPC 207(1)" in told.cites


# --- CPC 43: what may be joined ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "known", "bar", "article"),
    [
        (PERSON, True, None, ""),
        (PERSON, False, None, ""),
        (CONNECTED, True, None, ""),
        (OTHER, True, None, "CPC 43(1)"),
        (OTHER, False, None, "CPC 43(2)"),
        (SAME, True, None, ""),
        (PERSON, True, JoinBar.SAME_CHARGE_OTHER_PERSON, "CPC 43(4)(1)"),
        (PERSON, True, JoinBar.AGAINST_EACH_OTHER, "CPC 43(4)(2)"),
        (CONNECTED, True, JoinBar.PRIVATE_AND_PUBLIC, "CPC 43(4)(3)"),
        (PERSON, False, JoinBar.HINDERS, "CPC 43(4)(4)"),
    ],
)
def test_joinder(relation: Relation, known: bool, bar: JoinBar | None, article: str) -> None:
    refusal = why_not_join(relation, person_known=known, bar=bar)
    assert (refusal.cite if refusal else "") == article


# --- what holds for every question ----------------------------------------------------------------------

_REGISTERED = st.builds(
    Registered,
    st.integers(1, 4),
    st.sampled_from(["188", "190", "99"]),
    st.sampled_from(["1", "2"]),
    st.sampled_from([DAY, OTHER_DAY]),
    ended=st.booleans(),
    severed=st.booleans(),
    terminated=st.booleans(),
)
_ASKED = st.builds(
    Asked,
    st.sampled_from(Doing),
    offence=st.none() | st.integers(1, 5),
    article=st.sampled_from(["", "188", "190"]),
    part=st.sampled_from(["1", "2"]),
    occurred_on=st.none() | st.just(DAY),
    relation=st.none() | st.sampled_from(Relation),
    person_known=st.booleans(),
    approved=st.booleans(),
    urgent=st.booleans(),
    bar=st.none() | st.sampled_from(JoinBar),
)


@given(st.lists(_REGISTERED, max_size=4, unique_by=lambda r: r.number), _ASKED)
def test_what_always_holds(registered: list[Registered], asked: Asked) -> None:
    told = answer(registered, asked)
    assert told == answer(list(reversed(registered)), asked), "the order of the offences means nothing"
    assert (told.refusal is None) is (told.verdict is WITHIN)
    live = live_offences(registered)
    if told.verdict is WITHIN and registered and asked.relation not in (PERSON, CONNECTED):
        assert asked.offence in live, "no proof on what is not registered and under way"
    if asked.relation is OTHER and registered:
        assert told.verdict is SEVER, "nobody's approval brings an unrelated event in"
    if asked.relation in (PERSON, CONNECTED) and registered and not asked.approved:
        assert told.verdict in (JOIN, SEVER)
    assert all(cite.parse(one) for one in told.cites)


# --- the scope page --------------------------------------------------------------------------------------


def told(registered: tuple[Registered, ...], *charged: Charged) -> list[tuple[int | None, str, Kind, bool]]:
    return [(d.offence, d.person, d.kind, d.covered) for d in differences(registered, charged)]


FACT = Charged("", 1, "188", "3")


@pytest.mark.parametrize(
    ("registered", "charged", "expected"),
    [
        # As registered, on the fact; then on a person.
        ((THEFT,), (FACT,), [(1, "", Kind.SAME, True)]),
        ((THEFT,), (Charged("A", 1, "188", "3", decision="r1"),), [(1, "A", Kind.SAME, True)]),
        ((THEFT,), (Charged("A", 1, "188", "3"),), [(1, "A", Kind.SAME, False)]),
        # Changed by an approved ruling, or by nobody's leave.
        ((THEFT,), (Charged("A", 1, "191", "2", decision="r2"),), [(1, "A", Kind.CHANGED, True)]),
        ((THEFT,), (Charged("A", 1, "191", "2"),), [(1, "A", Kind.CHANGED, False)]),
        ((THEFT,), (Charged("", 1, "188", "4", decision="r2"),), [(1, "", Kind.CHANGED, True)]),
        # Added beside the registered one; the second of two others is an addition too.
        (
            (THEFT,),
            (Charged("A", 1, "188", "3", decision="r1"), Charged("A", 1, "385", "1", decision="r3")),
            [(1, "A", Kind.SAME, True), (1, "A", Kind.ADDED, True)],
        ),
        (
            (THEFT,),
            (Charged("A", 1, "191", "2", decision="r1"), Charged("A", 1, "385", "1")),
            [(1, "A", Kind.CHANGED, True), (1, "A", Kind.ADDED, False)],
        ),
        # Each person by himself.
        (
            (THEFT,),
            (Charged("A", 1, "188", "3", decision="r1"), Charged("B", 1, "191", "2", decision="r2")),
            [(1, "A", Kind.SAME, True), (1, "B", Kind.CHANGED, True)],
        ),
        # Nothing is charged on what was registered.
        ((THEFT,), (), [(1, "", Kind.DROPPED, False)]),
        (
            (THEFT,),
            (Charged("A", 1, "188", "3", decision="r1"), Charged("B", 1, "188", "3", ended=Kind.TERMINATED,
                                                                  ended_decision="r9")),
            [(1, "A", Kind.SAME, True), (1, "B", Kind.TERMINATED, True)],
        ),
        (
            (THEFT,),
            (FACT, Charged("B", 1, "188", "3", ended=Kind.DROPPED)),
            [(1, "", Kind.SAME, True), (1, "B", Kind.DROPPED, False)],
        ),
        # A charge that was replaced is told by what replaced it.
        (
            (THEFT,),
            (Charged("A", 1, "188", "3", decision="r1", ended=Kind.CHANGED, ended_decision="r2"),
             Charged("A", 1, "191", "2", decision="r2")),
            [(1, "A", Kind.CHANGED, True)],
        ),
        # Registered on two articles at once: each is answered for.
        (
            (Registered(1, "188", "3", DAY, also=(("385", "1"),)),),
            (FACT, Charged("", 1, "385", "1")),
            [(1, "", Kind.SAME, True), (1, "", Kind.SAME, True)],
        ),
        (
            (Registered(1, "188", "3", DAY, also=(("385", "1"),)),),
            (Charged("A", 1, "191", "2", decision="r1"),),
            [(1, "A", Kind.CHANGED, True), (1, "", Kind.DROPPED, False)],
        ),
        # Severed, terminated, joined.
        (
            (THEFT, Registered(2, "190", "2", OTHER_DAY, severed=True, decision="s1")),
            (FACT,),
            [(1, "", Kind.SAME, True), (2, "", Kind.SEVERED, True)],
        ),
        (
            (THEFT, Registered(2, "190", "2", OTHER_DAY, terminated=True)),
            (FACT,),
            [(1, "", Kind.SAME, True), (2, "", Kind.TERMINATED, False)],
        ),
        (
            (THEFT, Registered(2, "190", "2", OTHER_DAY, joined=True, decision="j1")),
            (FACT, Charged("A", 2, "190", "2", decision="j1")),
            [(1, "", Kind.SAME, True), (2, "A", Kind.JOINED, True)],
        ),
        (
            (THEFT, Registered(2, "190", "2", OTHER_DAY, joined=True)),
            (FACT, Charged("", 2, "190", "2")),
            [(1, "", Kind.SAME, True), (2, "", Kind.JOINED, False)],
        ),
        # Outside: no registered offence, one that is not there, one that is no longer investigated here.
        ((THEFT,), (FACT, Charged("A", None, "99", "1")), [(1, "", Kind.SAME, True), (None, "A", Kind.OUTSIDE, False)]),
        (
            (THEFT,),
            (FACT, Charged("A", 7, "99", "1", decision="r1")),
            [(1, "", Kind.SAME, True), (7, "A", Kind.OUTSIDE, False)],
        ),
        (
            (Registered(1, "188", "3", DAY, severed=True, decision="s1"),),
            (Charged("A", 1, "188", "3", decision="r1"),),
            [(1, "", Kind.SEVERED, True), (1, "A", Kind.OUTSIDE, False)],
        ),
        (
            (Registered(1, "188", "3", DAY, terminated=True, decision="t1"),),
            (Charged("A", 1, "188", "3", decision="r1"),),
            [(1, "", Kind.TERMINATED, True), (1, "A", Kind.OUTSIDE, False)],
        ),
    ],
)  # fmt: skip
def test_differences(
    registered: tuple[Registered, ...],
    charged: tuple[Charged, ...],
    expected: list[tuple[int | None, str, Kind, bool]],
) -> None:
    assert told(registered, *charged) == expected


def test_what_may_be_terminated_as_outside() -> None:
    rows = differences(
        (THEFT,),
        (
            Charged("A", 1, "188", "3", decision="r1"),
            Charged("B", 1, "191", "2"),
            Charged("C", 1, "191", "2", decision="r2"),
            Charged("D", None, "99", "1", decision="r3"),
        ),
    )
    assert [row.person for row in rows if row.may_be_terminated] == ["B", "D"]
    assert all(cite.parse(row.cite) for row in rows)


def test_both_sides_and_the_decision_are_told() -> None:
    (row,) = differences((THEFT,), (Charged("A", 1, "191", "2", decision="r2"),))
    assert row == Difference(
        offence=1,
        person="A",
        registered=("188", "3"),
        charged=("191", "2"),
        kind=Kind.CHANGED,
        covered=True,
        decision="r2",
        cite="CPC 207(1)",
    )
