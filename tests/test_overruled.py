"""What the court above may set and what it leaves standing: each order by its own step, the measure by the latest."""

import io
from datetime import timedelta

import pytest

from cases.access import VIEW_COVERT
from cases.access import grants as granted_sight
from cases.actions import file_upload
from cases.actions.grants import sees
from cases.models import Material
from cases.moving import do
from ecase.law.words import Refused
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.appeals.resource import APPEAL
from sanctions.covert.closed_case import end_in_closed_cases
from sanctions.models import Appeal, Sanction
from tests import covert
from tests.fixtures import logged_in_as
from tests.measures import DAY, Measures
from tests.telling import REASONS, quick_papers
from tests.test_appeals import above, move
from tests.test_attacked_mends import terminated
from tests.test_attacked_sanctions_writing import longer

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
committed = pytest.mark.django_db(transaction=True)
INSTEAD = "Срок содержания под стражей изменить."


@pytest.fixture
def told(posts) -> Measures:
    return Measures(posts, ago=75 * DAY)


def refused_code(told: Measures, appeal: Appeal, at: float, **fields) -> str:
    with pytest.raises(Refused) as stopped:
        move(told, at, "appeal_judge", appeal, "change", instead=INSTEAD, **fields)
    return stopped.value.refusal.code


def test_an_extension_goes_no_further_than_was_asked_and_agreed(told):
    root = told.arrested()
    first = told.row(root).until
    three = longer(told, 40, 3, root, "chief")
    last = told.row(three).until
    appeal = above(told, three, 40 * DAY + 5, "prosecutor", asks="change")
    later = (last + timedelta(days=1)).isoformat()
    assert refused_code(told, appeal, 41 * DAY, until=later) == "beyond_its_step"
    move(told, 41 * DAY, "appeal_judge", appeal, "change", instead=INSTEAD, until=told.day(70).isoformat())
    assert told.row(three).until == told.row(root).until == told.day(70) > first


def test_a_short_custody_is_made_a_full_first_term_and_the_ladder_goes_on_from_it(told):
    root = told.arrested(short_days=10)
    appeal = above(told, root, 30, "prosecutor", asks="change")
    assert refused_code(told, appeal, 40, until=told.day(61).isoformat()) == "beyond_its_step"
    move(told, 40, "appeal_judge", appeal, "change", instead=INSTEAD, until=told.day(40).isoformat())
    assert told.row(root).until == told.day(40) and "short_days" not in told.row(root).decided
    assert told.terms(root)["arrest.term"][0] == "live"
    three = longer(told, 20, 3, root, "chief")
    assert told.row(three).status == "granted"


def test_the_first_order_shortened_under_an_extension_is_its_own_end_afterwards(told):
    """The extension goes on; when it falls as well, the measure ends where the first order now does."""
    root = told.arrested()
    three = longer(told, 20, 3, root, "chief")
    end = told.row(root).until
    of_root = above(told, root, 21 * DAY, asks="change", late_reason="Защитник вступил в дело позже, лист 40.")
    of_three = above(told, three, 21 * DAY + 3)
    move(told, 22 * DAY, "appeal_judge", of_root, "change", instead=INSTEAD, until=told.day(30).isoformat())
    assert told.row(root).until == end
    move(told, 22 * DAY + 1, "appeal_judge", of_three, "cancel")
    assert told.row(root).until == told.day(30)


def test_reading_is_outside_the_ceilings_and_within_what_was_asked(told):
    root = told.arrested()
    asked = {"until": told.day(90).isoformat(), "running_until": told.row(root).until.isoformat()}
    reading = told.granted(50 * DAY, "arrest_reading", asked=asked, until=told.day(70).isoformat())
    appeal = above(told, reading, 50 * DAY + 5, "prosecutor", asks="change")
    assert refused_code(told, appeal, 51 * DAY, until=told.day(91).isoformat()) == "beyond_its_step"
    move(told, 51 * DAY, "appeal_judge", appeal, "change", instead=INSTEAD, until=told.day(90).isoformat())
    assert told.row(root).until == told.day(90)


def test_bail_keeps_to_its_floor_above_and_goes_below_it_with_its_reason(told):
    root = told.arrested()
    appeal = above(told, root, 30, asks="change")
    assert refused_code(told, appeal, 40, bail=1_000_000) == "bail_below_floor"
    why = "На иждивении трое малолетних детей, листы 12–15."
    done = move(
        told, 40, "appeal_judge", appeal, "change", instead="Залог установить.", bail=1_000_000, bail_why=why
    )  # fmt: skip
    assert told.row(root).bail == "1000000" and why in done.reasons


def test_what_a_search_gave_before_its_report_is_no_evidence_once_it_is_cancelled(posts, told):
    row = told.granted(30, "search")
    with speaking(told.investigator):
        found = file_upload(
            case_id=row.case_id, by=told.investigator, at=told.at(32), file=io.BytesIO("Протокол".encode()),
            name="search.txt", title="Протокол обыска",
        )  # fmt: skip
        Material.objects.filter(pk=found.pk).update(matter=row.pk)
    appeal = above(told, row, 45, "prosecutor")
    move(told, 50, "appeal_judge", appeal, "cancel")
    with speaking(told.investigator):
        found.refresh_from_db()
        assert found.inadmissible_cite == "CPC 107(7)"


def sent_up(posts, row: Sanction) -> Appeal:
    covert.move(posts, "prosecutor", row, "appeal", text=REASONS, asks="cancel")
    with speaking(posts["judge"]):
        appeal = Appeal.objects.get(sanction=row.pk)
        do(APPEAL, appeal.pk, "send_up", by=posts["judge"], at=now())
    return appeal


@committed
def test_the_lawyer_who_withdraws_does_not_take_a_covert_appeal_from_the_judge(posts):
    told = Measures(posts, ago=5 * DAY)
    root = told.arrested()
    open_one = above(told, root, 30)
    hidden = sent_up(posts, covert.granted(posts, told.detention.case))
    move(told, 40, "lawyer", open_one, "withdraw", reasons="Позиция согласована с подзащитным.")
    judge = posts["appeal_judge"]
    with speaking(judge):
        assert sees(root.case_id, judge) and granted_sight(judge, VIEW_COVERT).exists()
        do(APPEAL, hidden.pk, "uphold", by=judge, at=now(), reasons=REASONS)
    with speaking(judge):
        assert not sees(root.case_id, judge) and not granted_sight(judge, VIEW_COVERT).exists()


@committed
def test_what_made_a_covert_action_longer_is_over_with_it(posts):
    told = Measures(posts, ago=5 * DAY)
    case = told.detention.case
    row = covert.granted(posts, case)
    facts = {"need": covert.FACTS["covert_telecom"]["need"], "days": 20}
    more = {"extends_id": row.pk, "rapport": False, "stated": ["needed"], "facts": facts}
    asked = covert.move(posts, "investigator", covert.ask(posts, case, kind="covert_extension", **more), "submit")
    extension = covert.move(posts, "judge", asked, "grant", reasons=REASONS, days=20)
    terminated(posts, told, (now() - told.start).total_seconds() / 3600)
    with logged_in_as("ecase_clock"):
        assert end_in_closed_cases(now()) == 1
        assert end_in_closed_cases(now()) == 0
    with speaking(posts["investigator"]):
        one = Sanction.objects.get(pk=extension.pk)
        assert (one.status, one.end_ground) == ("lifted", "case_over") and one.ended_at is not None
