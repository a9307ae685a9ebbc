"""The queue: what is refused there in words, what is kept, and who gets nothing."""

from collections.abc import Callable

import pytest

from ecase.people.models import Appointment
from sanctions.models import Sanction
from tests.pages.conftest import Reader
from tests.telling import REASONS, Story

At = Callable[..., Reader]


@pytest.fixture
def asked(posts: dict[str, Appointment]) -> Sanction:
    """A petition that is before the prosecutor, of a person held for twenty hours."""
    story = Story(posts, ago=20)
    return story.decide(19, "investigator", story.ask(18), "submit")


def status(reader: Reader, sanction: Sanction) -> str:
    return str(reader.seen(lambda: Sanction.objects.get(pk=sanction.pk)).status)


def test_a_decision_needs_its_reasons_and_its_own_queue(
    asked: Sanction, posts: dict[str, Appointment], at_page: At
) -> None:
    prosecutor = at_page("prosecutor", "en")
    own = f"queue/{asked.pk}/"
    assert asked.case.number in prosecutor.goes("queue/").content.decode()
    # Nothing chosen, no reasons, too few: told, kept, nothing changed.
    prosecutor.goes(own)
    prosecutor.sends(reasons="Кратко.")
    assert prosecutor.page.status_code == 422 and "Кратко." in prosecutor.text
    for reasons in ("", "Слишком кратко."):
        prosecutor.goes(own)
        prosecutor.sends(decision="refuse_support", reasons=reasons)
        assert prosecutor.page.status_code == 422, reasons
        assert reasons in prosecutor.text and 'value="refuse_support"' in prosecutor.text
    # A decision of another court or of nobody is no choice here.
    for decision in ("grant", "withdraw", "nonsense"):
        prosecutor.goes(own)
        prosecutor.sends(decision=decision, reasons=REASONS)
        assert prosecutor.page.status_code == 422, decision
    assert status(prosecutor, asked) == "before_prosecutor"
    for name in ("judge", "prosecutor2", "investigator2", "custody", "lawyer"):
        assert at_page(name).goes(own).status_code == 404, name


def test_the_act_is_looked_at_mended_and_signed_once(
    asked: Sanction, posts: dict[str, Appointment], at_page: At
) -> None:
    prosecutor, chief = at_page("prosecutor", "en"), at_page("chief", "en")
    own = f"queue/{asked.pk}/"
    chief.goes(own)
    chief.sends(decision="return_for_rework", reasons=REASONS)
    chief.follows()
    assert "page/1.png" in chief.text and "You sign" in chief.text
    # Back to the form: the choice and the words stand there.
    back = chief.goes(own + f"?from={chief.path.split('draft=')[1]}").content.decode()
    assert "checked" in back and REASONS in back
    chief.sends(having="decision")
    chief.follows()
    # Meanwhile the prosecutor of the case decides; the chief's page is stale.
    prosecutor.goes(own)
    prosecutor.sends(decision="support", reasons=REASONS)
    prosecutor.follows()
    prosecutor.sends(having="signature")
    assert prosecutor.page.status_code == 302
    assert prosecutor.again().headers["Idempotent-Replay"] == "true"
    chief.sends(having="signature")
    assert chief.page.status_code == 409 and "Something has changed" in chief.text
    assert status(prosecutor, asked) == "before_court"
    # It has left one queue and is in the other.
    assert asked.case.number not in prosecutor.goes("queue/").content.decode().split("<main")[1].split("</nav>")[0]
    judge = at_page("judge", "en")
    assert asked.case.number in judge.goes("queue/").content.decode()
    judge.goes(own)
    judge.sends(decision="grant", reasons="")
    assert judge.page.status_code == 422
    assert status(judge, asked) == "before_court"
