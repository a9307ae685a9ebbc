"""The pages around the queue: filters, marks, two versions, one list, one's numbers, absences, draws, the brief."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest

from cases.actions import file_upload
from ecase.documents.models import Draft
from ecase.law.kinds_all import KINDS
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.checks import checks_of
from sanctions.models import PageMark, Sanction, SavedReason, Substitution
from tests.fixtures import HOUR
from tests.measures import Measures
from tests.pages.conftest import Reader
from tests.telling import REASONS, Story, quick_papers

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
OUTSIDERS = ("investigator2", "prosecutor2", "judge2", "lawyer2")


def test_the_pages_around_a_request(posts: dict[str, Appointment], at_page: At) -> None:
    story = Story(posts, ago=30)
    asked = story.decide(19, "investigator", story.ask(18), "submit")
    own, number = f"queue/{asked.pk}/", asked.case.number
    prosecutor = at_page("prosecutor", "en")
    # Filters with their numbers; what is not urgent is not among the urgent.
    prosecutor.goes("queue/?f=mine")
    assert str(asked.pk) in prosecutor.text and 'href="/en/queue/?f=urgent"' in prosecutor.text
    prosecutor.goes("queue/?f=urgent")
    urgent = prosecutor.text.partition('class="app-queue"')[2].partition("</ul>")[0]
    assert (str(asked.pk) in urgent) == (story.start + 48 * HOUR - now() <= 20 * HOUR)
    # A remark without a script, and a wrong one.
    prosecutor.goes(own)
    prosecutor.sends(having="text", text="Не указан лист дела.", page="1")
    assert prosecutor.page.status_code == 302
    assert "Не указан лист дела." in prosecutor.follows().content.decode()
    prosecutor.sends(having="text", text=" ", page="1")
    assert "Write the remark" in prosecutor.follows().content.decode()
    # A reason is kept, stands in the list, and is dropped; what was typed stays.
    prosecutor.goes(own)
    prosecutor.sends(having="decision", decision="return_for_rework", reasons=REASONS, keep_title="Листы", keep="1")
    assert prosecutor.page.status_code == 200 and "Листы" in prosecutor.text and REASONS in prosecutor.text
    kept = prosecutor.seen(lambda: SavedReason.objects.get())
    assert kept.decision == "return_for_rework"
    prosecutor.sends(having="decision", drop=str(kept.pk))
    assert not prosecutor.seen(lambda: SavedReason.objects.exists())
    # A typical reason alone is reason enough, in the language of the proceedings.
    prosecutor.goes(own)
    prosecutor.sends(having="decision", decision="return_for_rework", typical="t:return_for_rework:sheets_missing")
    prosecutor.follows()
    prosecutor.sends(having="signature")
    assert prosecutor.page.status_code == 302
    assert prosecutor.seen(lambda: PageMark.objects.get().sent)
    row = prosecutor.seen(lambda: Sanction.objects.get(pk=asked.pk))
    assert row.status == "returned" and "ссылок на листы дела" in row.prosecutor_reasons
    # The asker mends it; the prosecutor sees what has changed, and both see their own numbers.
    investigator = at_page("investigator", "en")
    investigator.goes("queue/numbers/")
    assert "Handed back" in investigator.text
    story.decide(22, "investigator", asked, "amend", grounds="Скрывался, листы 3–9; жилья не имеет, ранее судим.")
    story.decide(23, "investigator", asked, "submit")
    prosecutor.goes(own)
    assert f"{own}compare/" in prosecutor.text
    prosecutor.goes(f"{own}compare/")
    assert "<ins>" in prosecutor.text and "<del>" in prosecutor.text and "Не указан лист дела." in prosecutor.text
    prosecutor.goes("queue/numbers/")
    assert "What you decided" in prosecutor.text
    # The brief: everybody of the case reads it, nobody else knows of it.
    for name in ("prosecutor", "investigator", "chief"):
        page = at_page(name, "en").goes(f"cases/{number}/brief/")
        assert page.status_code == 200 and number in page.content.decode(), name
    for name in OUTSIDERS:
        reader = at_page(name, "en")
        for path in (f"cases/{number}/brief/", own, f"{own}compare/", f"{own}draws/"):
            assert reader.goes(path).status_code == 404, (name, path)


def test_the_draw_is_open_to_prosecution_judge_and_clerk(posts: dict[str, Appointment], at_page: At) -> None:
    story = Story(posts, ago=30)
    sanction = story.in_court(20)
    for name, status in (("prosecutor", 200), ("judge", 200), ("clerk2", 200), ("investigator", 404), ("lawyer", 404)):
        page = at_page(name, "en").goes(f"queue/{sanction.pk}/draws/")
        assert page.status_code == status, name
        if status == 200:
            assert "Random number" in page.content.decode()


def test_absences_are_arranged_by_the_head_of_the_office(posts: dict[str, Appointment], at_page: At) -> None:
    chief = at_page("chief", "en")
    chief.goes("queue/away/")
    offered = chief.text.partition('name="substitute"')[2].partition("</select>")[0]
    assert str(posts["chief"].pk) in offered and f'"{posts["prosecutor"].pk}"' not in offered
    given = {"since": now().isoformat(), "until": (now() + 5 * HOUR).isoformat(), "reason": "Командировка"}
    chief.sends(having="absent", absent=str(posts["prosecutor"].pk), substitute=str(posts["prosecutor"].pk), **given)
    assert chief.page.status_code == 422 and "Nobody stands in for himself" in chief.text
    chief.sends(having="absent", substitute=str(posts["chief"].pk))
    assert chief.page.status_code == 302, chief.text
    assert "Командировка" in chief.follows().content.decode()
    row = chief.seen(lambda: Substitution.objects.get())
    chief.sends(having="end", end=str(row.pk))
    assert chief.seen(lambda: Substitution.objects.get().until) <= now()
    for name in ("prosecutor", "investigator", "head", "lawyer", "custody"):
        assert at_page(name).goes("queue/away/").status_code == 404, name
    judge = at_page("judge", "en")
    assert "drawn anew" in judge.goes("queue/away/").content.decode()


def test_one_list_supports_only_what_its_kind_allows(posts: dict[str, Appointment], at_page: At) -> None:
    story = Story(posts, ago=30)
    asked = story.decide(19, "investigator", story.ask(18), "submit")
    prosecutor = at_page("prosecutor", "en")
    prosecutor.goes(f"queue/bulk/?id={asked.pk}&id={asked.pk}&id=nonsense")
    assert prosecutor.page.status_code == 200
    assert "decided one by one" in prosecutor.text and "Draw up the acts" not in prosecutor.text
    assert "Support the ticked" not in prosecutor.goes("queue/").content.decode()
    assert at_page("prosecutor2").goes(f"queue/bulk/?id={asked.pk}").status_code == 404


def test_two_requests_of_one_kind_are_signed_by_one_call(posts: dict[str, Appointment], at_page: At) -> None:
    needed = KINDS["bank_data"].documents[0].kinds[0]
    asked, stories = [], [Measures(posts, ago=30), Measures(posts, ago=28, iin="900101300017")]
    for told in stories:
        with speaking(posts["investigator"]):
            file_upload(
                case_id=told.detention.case_id, by=posts["investigator"], at=told.at(2), name="a.txt", title="Рапорт",
                file=io.BytesIO("Рапорт".encode()), kind=needed,
            )  # fmt: skip
        asked.append(told.decide(5, "investigator", told.request(4, "bank_data"), "submit"))
    found = [prosecutor_checks(posts, one, stories[0].at(8)) for one in asked]
    assert found == [[], []]
    prosecutor = at_page("prosecutor", "en")
    prosecutor.goes("queue/")
    assert "Support the ticked" in prosecutor.text
    prosecutor.goes("queue/bulk/?" + "&".join(f"id={one.pk}" for one in asked))
    assert "Draw up the acts" in prosecutor.text, prosecutor.text
    prosecutor.sends(having="reasons", reasons="Мало.", id=[str(one.pk) for one in asked])
    assert "Sign all" not in prosecutor.text
    prosecutor.goes("queue/bulk/?" + "&".join(f"id={one.pk}" for one in asked))
    prosecutor.sends(having="reasons", reasons=REASONS, id=[str(one.pk) for one in asked])
    assert "Sign all" in prosecutor.text and prosecutor.text.count("SHA-256") == 2
    made = prosecutor.seen(lambda: list(Draft.objects.filter(move="grant").values_list("pk", flat=True)))
    # One of them is decided meanwhile: its row says so, the other goes through.
    stories[0].judge_it(8, asked[0], "refuse", who="prosecutor")
    prosecutor.sends(having="draft", draft=[str(pk) for pk in made])
    assert "1 request is supported" in prosecutor.text
    states = prosecutor.seen(lambda: {row.pk: row.status for row in Sanction.objects.all()})
    assert [states[one.pk] for one in asked] == ["refused", "granted"]


def prosecutor_checks(posts: dict[str, Appointment], sanction: Sanction, at: datetime) -> list[str]:
    """What speaks against a request, in codes."""
    with speaking(posts["prosecutor"]):
        row = Sanction.objects.select_related("case", "matter", "participant").get(pk=sanction.pk)
        return [check.code for check in checks_of(row, at) if check.bad]
