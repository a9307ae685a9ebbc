"""The queue: what is refused there in words, what is kept, and who gets nothing."""

import io
from collections.abc import Callable

import pytest

from cases.actions import file_upload
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests import test_appeals as appeals
from tests.fixtures import HOUR, tell_case
from tests.measures import Measures
from tests.pages.conftest import Reader
from tests.rulings import OTHER_IIN, draw, enter
from tests.telling import REASONS, Story, quick_papers
from tests.test_severance import new_fact

__all__ = ["quick_papers"]

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
    assert chief.page.status_code == 409 and "This has been decided meanwhile: Before the court" in chief.text
    assert 'name="signature"' not in chief.text
    assert status(prosecutor, asked) == "before_court"
    # It has left one queue and is in the other.
    assert asked.case.number not in prosecutor.goes("queue/").content.decode().split("<main")[1].split("</nav>")[0]
    judge = at_page("judge", "en")
    assert asked.case.number in judge.goes("queue/").content.decode()
    judge.goes(own)
    judge.sends(decision="grant", reasons="")
    assert judge.page.status_code == 422
    assert status(judge, asked) == "before_court"


# --- rulings --------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_an_urgent_ruling_comes_first_marked_and_with_its_own_papers_only(
    posts: dict[str, Appointment], at_page: At
) -> None:
    case = tell_case(posts)
    first = enter(posts, case)
    other = enter(posts, case, last_name="Сыздыков", iin="900101300017")
    waits = draw(posts, case, "recognise_suspect", participant=str(other.pk), article="188/3")
    with speaking(posts["investigator"]):
        told = file_upload(
            case_id=case.pk, by=posts["investigator"], at=now(), file=io.BytesIO("Протокол".encode()),
            name="допрос.txt", title="Протокол допроса", kind="protocol_interrogation_suspect",
        )  # fmt: skip
    about = {"participant": str(first.pk), "article": "188/3", "protocol": str(told.pk)}
    urgent = draw(posts, case, "recognise_suspect", urgent=True, interrogated_at=now() - HOUR, **about)
    prosecutor = at_page("prosecutor", "en")
    prosecutor.goes("queue/")
    waiting = prosecutor.text.partition("<main")[2].partition("</nav>")[0]
    assert waiting.index(f"/queue/{urgent.pk}/") < waiting.index(f"/queue/{waits.pk}/")
    assert waiting.partition("app-queue")[2].count("Urgent") == 1 and "Drawn up" in waiting
    # Beside it: the protocol it stands on, not the ruling on somebody else.
    grounds = prosecutor.goes(f"queue/{urgent.pk}/").content.decode().partition("Grounds:")[2].partition("</p>")[0]
    assert "Протокол допроса" in grounds and "suspect" not in grounds
    assert "Asked by" not in prosecutor.text and "needed unless you approve" in prosecutor.text


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_a_request_decided_without_delay_comes_first(posts: dict[str, Appointment], at_page: At) -> None:
    told = Measures(posts, ago=20)
    arrest = told.decide(19, "investigator", told.ask(18), "submit")
    told.decide(19.2, "prosecutor", arrest, "support")
    search = told.decide(19.5, "investigator", told.request(19.3, "search"), "submit")
    judge = at_page("judge", "en")
    judge.goes("queue/")
    waiting = judge.text.partition("<main")[2].partition('class="app-queue"')[2].partition("</ul>")[0]
    assert waiting.index(f"/queue/{search.pk}/") < waiting.index(f"/queue/{arrest.pk}/")
    assert waiting.count("Urgent") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_what_has_no_term_is_reached_by_the_next_page(
    posts: dict[str, Appointment], at_page: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecase.oversight.queue.ROWS", 1)
    case = tell_case(posts)
    drawn = [
        draw(posts, case, "recognise_suspect", article="188/3", participant=str(enter(posts, case, **who).pk))
        for who in ({}, {"last_name": "Сыздыков", "iin": "900101300017"})
    ]
    reader = at_page("prosecutor", "en")
    reader.goes("queue/")
    assert f"/queue/{drawn[0].pk}/" in reader.text
    reader.goes(f"queue/?after=_{drawn[0].pk}")
    listed = reader.text.partition("<main")[2].partition("</nav>")[0]
    assert f"/queue/{drawn[1].pk}/" in listed and f"/queue/{drawn[0].pk}/" not in listed


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_an_appeal_waits_for_the_judge_who_decided_and_then_for_the_one_above(
    posts: dict[str, Appointment], at_page: At
) -> None:
    told = Measures(posts, ago=48)
    root = told.arrested()
    lawyer = at_page("lawyer", "en")
    asked_for = lawyer.goes(f"cases/{root.case.number}/sanctions/{root.pk}/moves/appeal/").content.decode()
    assert 'value="cancel_release"' in asked_for and 'value="grant"' not in asked_for
    appeal = appeals.file(told, 40, root)
    link = f"/appeals/{appeal.pk}/"
    judge, above = at_page("judge", "en"), at_page("appeal_judge", "en")
    assert f"/queue/{appeal.pk}/" in judge.goes("queue/").content.decode()
    assert link in judge.goes("desk/").content.decode()
    assert "Send to the court above" in judge.goes(f"queue/{appeal.pk}/").content.decode()
    assert f"/queue/{appeal.pk}/" not in above.goes("queue/").content.decode()
    appeals.move(told, 41, "judge", appeal, "send_up")
    assert f"/queue/{appeal.pk}/" not in judge.goes("queue/").content.decode()
    assert link not in judge.goes("desk/").content.decode()
    assert f"/queue/{appeal.pk}/" in above.goes("queue/").content.decode()
    title = "The oblast judge decides on the appeal"
    assert title in above.goes(f"queue/{appeal.pk}/").content.decode()
    assert title in above.goes("desk/").content.decode()
    # In time: there is no question of leaving it without consideration. Decided: nothing is left to be done.
    own = f"cases/{root.case.number}/appeals/{appeal.pk}/"
    offered = above.goes(own).content.decode()
    assert "Cancel the ruling" in offered and "Leave without consideration" not in offered
    appeals.move(told, 42, "appeal_judge", appeal, "uphold")
    for name in ("judge", "lawyer"):
        assert "app-moves" not in at_page(name, "en").goes(own).content.decode(), name
    assert "The decision was appealed" in judge.goes(f"queue/{root.pk}/draws/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_papers")
def test_a_copy_is_noted_as_seen_in_the_queue(posts: dict[str, Appointment], at_page: At) -> None:
    case = tell_case(posts)
    enter(posts, case, "suspect", iin=OTHER_IIN)
    ruling = draw(posts, case, "sever", **new_fact())
    prosecutor = at_page("prosecutor", "en")
    own = f"queue/{ruling.pk}/"
    prosecutor.goes(own)
    assert "Note that I have seen it" in prosecutor.text and "Decision of the prosecutor" not in prosecutor.text
    second = at_page("prosecutor", "en")
    second.goes(own)
    prosecutor.sends(having="decision")
    assert prosecutor.page.status_code == 302
    assert f"/queue/{ruling.pk}/" not in prosecutor.follows().content.decode()
    # The later tab is told what has happened and offers nothing.
    second.sends(having="decision")
    assert second.page.status_code == 409 and "decided meanwhile: In force" in second.text
