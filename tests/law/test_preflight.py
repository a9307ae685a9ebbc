"""What is looked at before a request goes on, on plain values: papers, terms, times, places, posts, the same again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ecase.law import preflight
from ecase.law.kinds_all import KINDS
from ecase.law.preflight import Check, Paper, Posts, Stay, Times
from ecase.law.words import Refusal
from tests.law.test_kinds import parse_cite

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ARREST, SEARCH, UNDERTAKING = KINDS["arrest"], KINDS["search"], KINDS["undertaking"]


def codes(checks, ok=False) -> list[str]:
    return [check.code for check in checks if check.ok is ok]


def whole(check: Check) -> None:
    """Words with all their places filled, and an article that can be read."""
    assert "%(" not in str(check.refusal())
    assert not check.cite or parse_cite(check.cite)


# --- papers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_paper_of_every_kind_is_missing_in_an_empty_file_and_met_by_any_of_its_sorts(code: str) -> None:
    kind = KINDS[code]
    empty = list(preflight.papers(kind, ()))
    assert [check.code for check in empty] == [f"document_{needed.code}" for needed in kind.documents]
    for check, needed in zip(empty, kind.documents, strict=True):
        assert (check.ok, check.room) == (False, needed.room)
        whole(check)
        for sort in needed.kinds:
            met = {one.code: one.ok for one in preflight.papers(kind, {sort})}
            assert met[check.code] is True


def test_a_reason_the_request_gives_itself_stands_for_the_paper() -> None:
    said = {"qualification": "Подозреваемый уезжает этой ночью."}
    assert codes(preflight.papers(ARREST, (), said=said), None) == ["document_qualification"]
    assert "document_qualification" in codes(preflight.papers(ARREST, (), said={"qualification": "  "}))


# --- terms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "ok"), [(-100, True), (-3.1, True), (-2.9, None), (-0.1, None), (0, None), (0.1, False), (72, False)]
)
def test_late_is_told_with_how_much_and_can_be_sent_with_a_reason(hours: float, ok: bool | None) -> None:
    check = preflight.in_time("term", AT, AT + timedelta(hours=hours), "CPC 148(1)")
    assert check.ok is ok
    assert not check.never, "a late request is not kept back"
    whole(check)


@pytest.mark.parametrize(
    ("time", "parts"),
    [
        (timedelta(minutes=36), (0, 0, 36)), (timedelta(hours=5, minutes=7), (0, 5, 7)),
        (timedelta(hours=47, minutes=59), (0, 47, 59)), (timedelta(hours=51), (2, 0, 0)),
        (timedelta(seconds=59), (0, 0, 0)), (timedelta(days=-1), (0, 0, 0)),
    ],
)  # fmt: skip
def test_a_span_in_days_or_in_hours(time: timedelta, parts: tuple[int, int, int]) -> None:
    assert preflight.span(time) == parts


def test_midnight_is_the_end_of_the_day_before() -> None:
    midnight = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)  # 00:00 in Almaty
    assert preflight.end_shown(midnight) == "24.11.2026, 24:00"
    assert preflight.end_shown(midnight + HOUR).endswith("25.11.2026, 01:00")


# --- times that cannot be ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"acted_from": AT - 2 * HOUR, "acted_until": AT - HOUR}, []),
        ({"acted_from": AT - HOUR, "acted_until": AT - 2 * HOUR}, ["action_ended_before_it_began"]),
        ({"acted_from": AT - HOUR, "acted_until": AT - HOUR}, []),
        ({"stated": {"found_at": ("Found", AT + HOUR)}}, ["fact_in_the_future"]),
        ({"stated": {"found_at": ("Found", AT)}}, []),
        ({"stated": {"asked_on": ("Asked", date(2026, 11, 24))}}, ["fact_in_the_future"]),
        ({"stated": {"asked_on": ("Asked", date(2026, 11, 23))}}, []),
        ({"stated": {"until": ("Until", date(2027, 1, 1)), "running_until": ("Runs", date(2027, 1, 1))}}, []),
        ({"occurred_at": AT - HOUR, "acted_from": AT - 2 * HOUR}, ["acted_before_offence"]),
        ({"occurred_at": AT - 2 * HOUR, "acted_from": AT - HOUR}, []),
        ({"suspect_since": AT + HOUR}, ["asked_before_suspect"]),
        ({"suspect_since": AT - HOUR}, []),
    ],
)  # fmt: skip
def test_times(given: dict, expected: list[str]) -> None:
    found = list(preflight.times(Times(AT, **given)))
    assert codes(found) == expected
    for check in found:
        whole(check)


def test_no_reason_makes_time_run_backwards_and_an_early_action_may_be_explained() -> None:
    backwards = Times(AT, acted_from=AT - HOUR, acted_until=AT - 2 * HOUR)
    assert all(check.never for check in preflight.times(backwards))
    early = Times(AT, occurred_at=AT - HOUR, acted_from=AT - 2 * HOUR)
    assert all(check.room for check in preflight.times(early) if check.bad)


def test_before_the_registration_is_only_told() -> None:
    """179(1): the first urgent action may begin the proceedings."""
    given = Times(AT, occurred_at=AT - 9 * HOUR, registered_at=AT - HOUR, acted_from=AT - 2 * HOUR)
    (told,) = preflight.times(given)
    assert (told.code, told.ok) == ("acted_before_registration", None)


def test_a_span_that_ends_before_it_begins() -> None:
    day = date(2026, 11, 1)
    assert codes(preflight.spans([("to_day", "Period", day, day - timedelta(days=1))])) == ["span_upside_down"]
    assert not list(preflight.spans([("to_day", "Period", day, day), ("to_day", "Period", None, day)]))


def test_a_signature_before_the_case_existed() -> None:
    rows = [Paper("Протокол", "3–4", AT - HOUR), Paper("Рапорт", "1", AT + HOUR)]
    (found,) = preflight.signed_before(AT, rows)
    assert (found.code, found.params["sheets"], found.room) == ("signed_before_the_case", "3–4", True)
    whole(found)


# --- two places -------------------------------------------------------------------------------------------------

HERE, THERE = "Алматы, ул. Абая, 12", "Астана, пр. Республики, 5"


def stay(place: str, since: float, until: float | None) -> Stay:
    return Stay("hearing", place, AT + since * HOUR, None if until is None else AT + until * HOUR)


@pytest.mark.parametrize(
    ("stays", "both"),
    [
        ([stay(HERE, 0, 2), stay(THERE, 1, 3)], True),
        ([stay(THERE, 1, 3), stay(HERE, 0, 2)], True),
        ([stay(HERE, 0, 2), stay(THERE, 2, 3)], False),
        ([stay(HERE, 0, 2), stay(HERE, 1, 3)], False),
        ([stay(HERE, 0, 2), stay("ул. Абая, 12", 1, 3)], False),
        ([stay(HERE, 0, None), stay(THERE, 50, 51)], True),
        ([stay(HERE, 0, 2), stay("", 1, 3)], False),
        ([stay(HERE, 0, 9), stay(THERE, 1, 1)], True),
        ([], False),
    ],
)
def test_nobody_is_in_two_places(stays: list[Stay], both: bool) -> None:
    found = list(preflight.two_places("Иной Некто", stays))
    assert bool(found) is both
    for check in found:
        assert check.code == "in_two_places" and check.room
        whole(check)


# --- posts, the same again, identity ----------------------------------------------------------------------------

FULL = Posts(head=True, prosecutor=True, court="Суд", judges=2)


@pytest.mark.parametrize(
    ("kind", "there", "head_first", "expected"),
    [
        (ARREST, FULL, False, []),
        (ARREST, Posts(True, False, "Суд", 2), False, ["no_prosecutor"]),
        (ARREST, Posts(True, True, "", 0), False, ["no_court"]),
        (ARREST, Posts(True, True, "Суд", 0), False, ["no_judge"]),
        (ARREST, Posts(False, True, "Суд", 1), False, []),
        (ARREST, Posts(False, True, "Суд", 1), True, ["no_head"]),
        (SEARCH, Posts(True, False, "Суд", 1), False, []),
        (UNDERTAKING, Posts(False, False, "", 0), False, []),
        (KINDS["property_restriction"], Posts(True, False, "", 0), False, ["no_prosecutor"]),
        (KINDS["property_restriction"], Posts(True, True, "", 0), False, []),
    ],
)
def test_nobody_asks_an_empty_room(kind, there: Posts, head_first: bool, expected: list[str]) -> None:
    found = list(preflight.posts(kind, there, head_first=head_first))
    assert codes(found) == expected
    assert all(check.never for check in found if check.bad), "no reason replaces a judge"
    for check in found:
        whole(check)


def test_the_same_once_more() -> None:
    assert not list(preflight.again(SEARCH))
    assert codes(preflight.again(SEARCH, under_way="Before the court")) == ["asked_already"]
    assert codes(preflight.again(SEARCH, refused_on=date(2026, 11, 1))) == ["refused_before"]
    assert not list(preflight.again(SEARCH, refused_on=date(2026, 11, 1), new="Найден свидетель."))
    for check in preflight.again(SEARCH, under_way="Before the court", refused_on=date(2026, 11, 1)):
        assert check.room
        whole(check)


@pytest.mark.parametrize(
    ("known", "confirmed", "unknown", "expected"),
    [
        (True, True, False, ("identity", True)),
        (True, False, False, ("identity", None)),
        (False, False, False, ("identity_unknown", False)),
        (False, False, True, ("identity", None)),
        (True, True, True, ("identity", True)),
    ],
)
def test_who_it_is(known: bool, confirmed: bool, unknown: bool, expected: tuple[str, bool | None]) -> None:
    check = preflight.identity(known=known, confirmed=confirmed, stated_unknown=unknown)
    assert check is not None
    assert (check.code, check.ok) == expected
    whole(check)


def test_a_refusal_of_another_rule_as_a_check() -> None:
    refusal = Refusal("arrest_no_ground", "Name a ground.", {}, "CPC 147(1)", "stated")
    check = preflight.of_refusal(refusal, room=True, place="grounds")
    assert (check.bad, check.never, check.room) == (True, False, True)
    assert check.refusal() == refusal
