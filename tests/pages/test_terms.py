"""`/law/` prints every limit with its article; the calculator counts any of them; a term explains itself."""

import ast
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cases.actions.act import Act, lock_case
from cases.models import Deadline
from cases.queries import terms
from cases.queries.calendar import calendar
from detention.models import Detention
from detention.moves import MOVES as DETENTION_MOVES
from ecase.law import cite
from ecase.law.clock import due
from ecase.law.kinds_all import KINDS
from ecase.law.limits import LIMITS
from ecase.law.rulings import RULINGS
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.moves import MOVES as SANCTION_MOVES
from tests.fixtures import tell_detention
from tests.pages.conftest import Reader

At = Callable[..., Reader]
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def held(posts: dict[str, Appointment]) -> Detention:
    return tell_detention(posts)


def text_of(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_law_prints_every_limit_with_its_article(client: Any, language: str) -> None:
    text = text_of(client, f"/{language}/law/")
    today = date(2026, 11, 23)
    for key, limit in LIMITS.items():
        edition = next((e for e in limit.editions if e.holds_on(today)), None)
        assert (f'id="{key}"' in text) == (edition is not None)
        if edition is None:
            continue
        row = text.partition(f'id="{key}"')[2].partition("</tr>")[0]
        for article in (edition.cite, *(amount.cite for amount in edition.amounts)):
            assert cite.words(article, language) in row, (key, article)
        assert f"calculator/term/?rule={key}" in row


def rules_used() -> set[str]:
    """Every rule named in the rooms that act: in a call that starts, meets, ends or counts a term, or in a kind."""
    named: set[str] = set()
    for room in ("cases", "detention", "sanctions", "ecase"):
        for path in (ROOT / room).rglob("*.py"):
            for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                if name in {"due", "start_term", "meet_term", "end_term", "replace_term", "fall_due"}:
                    named |= {a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    for kind in RULINGS.values():
        named |= {kind.to_decider, kind.decision_term, kind.seen_term}
    for kind in KINDS.values():
        named |= {kind.decision_term, kind.grants}
    for table in (DETENTION_MOVES, *SANCTION_MOVES.values()):
        for move in table.values():
            named |= {*move.starts, *move.stops}
    return named - {""}


def test_every_limit_that_is_used_stands_in_the_registry() -> None:
    used = rules_used()
    assert {"detention.expiry", "interruption.to_prosecutor", "interruption.decision", "severance.copy"} <= used
    assert used <= LIMITS.keys()


def test_a_limit_of_its_time_is_printed_for_its_time(client: Any) -> None:
    assert 'id="registration.prosecutor_notice"' in text_of(client, "/en/law/?on=01.06.2018")
    assert 'id="registration.prosecutor_notice"' not in text_of(client, "/en/law/")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_rule_and_length_can_be_chosen(client: Any, language: str) -> None:
    page = text_of(client, f"/{language}/law/calculator/term/?rule=inquiry")
    assert 'value="inquiry" selected' in page
    for key, limit in LIMITS.items():
        assert f'value="{key}"' in page
        for amount in limit.editions[-1].amounts:
            assert f'value="{key}:{amount.name}"' in page


def test_any_term_is_counted_with_its_steps(client: Any) -> None:
    def asked(**typed: str) -> str:
        answer = client.post("/en/law/calculator/term/", typed)
        assert answer.status_code == 200, answer.content.decode()
        return unescape(answer.content.decode())

    page = asked(rule="investigation", start="23.11.2026", excluded_full_days="4", extension_to="3")
    assert "01.03.2027" in page
    for words in ("CPC art. 192(2)", "CPC art. 48", "CPC art. 192(3)", "CPC art. 192(6)", "not later than 22.01.2027"):
        assert words in page
    assert "data-app-print" in page
    listed = asked(rule="complaint.prosecutor:listed", start="23.11.2026")
    assert "26.11.2026" in listed
    hours = asked(rule="detention.expiry:minor", start="23.11.2026 01:56")
    assert "24.11.2026, 01:56" in hours
    still = asked(rule="inquiry", start="23.11.2026", interrupted_from="10.12.2026")
    assert "stands still" in still


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"rule": "inquiry"},
        {"rule": "inquiry:minor", "start": "23.11.2026"},
        {"rule": "detention.expiry", "start": "23.11.2026"},
        {"rule": "motion", "start": "23.11.2026", "excluded_full_days": "3"},
    ],
)
def test_what_cannot_be_counted_comes_back_with_words(client: Any, typed: dict[str, str]) -> None:
    answer = client.post("/en/law/calculator/term/", typed)
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()


def test_a_term_explains_itself_on_its_page(posts: Any, held: Detention, at_page: At) -> None:
    reader = at_page("investigator", "en")
    page = reader.goes(f"cases/{held.case.number}/detentions/{held.pk}/")
    assert page.status_code == 200
    assert "How it was counted" in reader.text
    assert "Counted from" in reader.text


def test_a_stored_term_tells_its_pauses_and_what_it_replaced(
    posts: dict[str, Appointment], held: Detention, at_page: At
) -> None:
    """The case's own term, interrupted and resumed, extended, interrupted again."""
    by = posts["investigator"]

    def acting(at: datetime) -> Act:
        return Act(lock_case(held.case_id), by=by, at=at)

    with speaking(by):
        began = now()
        row = acting(began).start_term("investigation", began)
        since, until = began + timedelta(days=10), began + timedelta(days=20)
        acting(since).pause(row, "interruption")
        acting(until).go_on(row)
        row.refresh_from_db()
        usual = calendar()
        assert row.due_at == due("investigation", began, calendar=usual, interruptions=[(since, until)]).due_at
        assert terms.term(row, until).state == "running"
        act = acting(until)
        row.ended_at, row.ended_by = until, by
        row.save(update_fields=["ended_at", "ended_by"])
        longer = act.start_term("investigation", began, amount=3, replaces=row)
        shown = terms.term(longer, until)
        told = "\n".join(shown.explanation)
        expected = ("It replaces a term until", "the term is interrupted", "Interrupted on", "3 months", "192(2)")
        for words in expected:
            assert words in told, told
        assert (shown.state, shown.late) == ("running", False)
        assert longer.due_at == (
            due("investigation", began, amount=3, calendar=usual, interruptions=[(since, until)]).due_at
        )
        assert [one.id for one in terms.several([longer, row], until)] == [longer.pk, row.pk]
        # While it stands still it does not run out, whoever looks and however late.
        acting(until + timedelta(days=1)).pause(longer, "interruption")
        later = longer.due_at + timedelta(days=1)
        standing = terms.term(longer, later)
        assert (standing.state, standing.late) == ("running", False)
        assert "Stands still since" in "\n".join(standing.explanation)
        mine = Deadline.objects.filter(pk=longer.pk)
        assert terms.in_state(mine, "running", later).exists()
        assert not terms.in_state(mine, "overdue", later).exists()
        # A term the law does not let stand still is left alone.
        motion = act.start_term("motion", began)
        acting(until).pause(motion, "interruption")
        motion.refresh_from_db()
        assert motion.next_at is not None
    page = at_page("investigator", "en").goes(f"cases/{held.case.number}/")
    assert "stands still since" in page.content.decode()
    assert "It replaces a term until" in page.content.decode()
