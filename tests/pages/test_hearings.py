"""The pages of a hearing: calendar, arguments, minutes, copies; withholding; and who gets nothing."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions import file_upload
from cases.models import Material, Reading
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.models import Argument, Copy, Hearing, Sanction
from tests.fixtures import HOUR
from tests.pages.conftest import Reader
from tests.telling import REASONS, Story, quick_papers

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
At = Callable[..., Reader]
WHY = "По этим данным может быть найден защищаемый свидетель."


def typed(moment: object) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")  # type: ignore[arg-type]


@pytest.fixture
def story(posts: dict[str, Appointment]) -> Story:
    return Story(posts, ago=24)


@pytest.fixture
def asked(story: Story) -> Sanction:
    return story.in_court(20)


def own(sanction: Sanction) -> str:
    return f"cases/{sanction.case.number}/sanctions/{sanction.pk}/"


def note(story: Story, title: str = "Рапорт") -> Material:
    with speaking(story.investigator):
        return file_upload(
            case_id=story.detention.case_id, by=story.investigator, at=story.at(5), name="note.txt", title=title,
            file=io.BytesIO("Слова.".encode()),
        )  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_hearing_from_its_appointment_to_the_minutes(asked: Sanction, at_page: At, language: str) -> None:
    judge, starts = at_page("judge", language), now() + 2 * HOUR
    judge.goes("hearings/")
    assert judge.page.status_code == 200 and asked.case.number not in judge.text
    # From the decision there is a way to the hearing the law asks for first; then to its minutes.
    judge.goes(f"queue/{asked.pk}/")
    assert judge.text.count("/moves/appoint_hearing/") == 2  # beside the check, and in the box of the hearing
    optional = {"ru": "(необязательно)", "kk": "(міндетті емес)", "en": "(optional)"}[language]
    for name in ("hearing_at", "bail", "bail_barred"):
        label = judge.text.partition(f'for="id_{name}">')[2].partition("</label>")[0]
        assert label and optional not in label, name
    judge.goes(f"{own(asked)}moves/appoint_hearing/")
    judge.sends(starts_at=typed(starts), place="Зал 3", video_link="https://video.example.kz/3")
    judge.follows()
    assert "Зал 3" in judge.text and "video.example.kz" in judge.text
    judge.goes("hearings/")
    assert asked.case.number in judge.text
    judge.goes(f"queue/{asked.pk}/")
    assert "/moves/appoint_hearing/" not in judge.text and "/moves/sign_minutes/" in judge.text
    lawyer = at_page("lawyer", language)
    assert asked.case.number in lawyer.goes("hearings/").content.decode()
    assert asked.case.number in lawyer.goes("/hearings.ics").content.decode().replace("\r\n ", "")
    assert "Оспанов" not in lawyer.text
    judge.goes(f"{own(asked)}moves/sign_minutes/")
    assert judge.page.status_code == 200
    held = typed(now() - timedelta(minutes=5))
    judge.sends(having="minutes", held_from=held, minutes="Заседание открыто.", present="Судья")
    assert judge.page.status_code == 302, judge.text[:3000]
    judge.follows()
    judge.sends(having="signature")
    assert judge.page.status_code == 302, judge.text[:3000]
    assert judge.seen(lambda: Hearing.objects.get(sanction=asked.pk).state) == "held"
    judge.goes(f"{own(asked)}moves/grant/")
    assert held in judge.text  # the decision knows when the hearing was


def test_what_is_written_of_the_minutes_is_kept(asked: Sanction, at_page: At) -> None:
    judge = at_page("judge")
    judge.goes(f"{own(asked)}moves/sign_minutes/")
    judge.sends(having="minutes", minutes="Заседание откры", do="leave")
    assert judge.page.status_code == 302
    assert "Заседание откры" in judge.goes(f"{own(asked)}moves/sign_minutes/").content.decode()


def test_both_sides_argue_on_a_page_of_their_own(asked: Sanction, at_page: At) -> None:
    lawyer = at_page("lawyer")
    lawyer.goes(f"{own(asked)}arguments/")
    lawyer.sends(text="Подозреваемый имеет постоянное место жительства и семью.")
    lawyer.follows()
    assert "постоянное место жительства" in lawyer.text
    assert lawyer.seen(lambda: Argument.objects.get(sanction=asked.pk).side) == "defence"
    judge = at_page("judge")
    assert "постоянное место жительства" in judge.goes(f"queue/{asked.pk}/").content.decode()
    investigator = at_page("investigator")
    assert investigator.goes(f"{own(asked)}arguments/").status_code == 200
    assert 'name="text"' not in investigator.text
    for outsider in ("lawyer2", "judge2", "prosecutor2", "investigator2", "clerk2"):
        assert at_page(outsider).goes(f"{own(asked)}arguments/").status_code == 404, outsider


def test_the_clerk_has_his_page_and_nothing_of_the_case(asked: Sanction, at_page: At) -> None:
    clerk = at_page("clerk2")
    assert clerk.goes("").status_code == 302
    clerk.goes(f"hearings/{asked.pk}/")
    assert clerk.page.status_code == 200 and "Скрывался" not in clerk.text
    clerk.goes(f"hearings/{asked.pk}/moves/appoint_hearing/")
    clerk.sends(starts_at=typed(now() + HOUR), place="Зал 5")
    clerk.follows()
    assert "Зал 5" in clerk.text
    assert asked.case.number in clerk.goes("hearings/").content.decode()
    number = asked.case.number
    for path in (f"cases/{number}/", f"cases/{number}/file/", own(asked), f"{own(asked)}moves/grant/"):
        assert clerk.goes(path).status_code == 404, path
    assert number not in clerk.goes("search/?q=Оспанов").content.decode()
    assert clerk.goes(f"/api/v1/sanctions/{asked.pk}/").status_code == 404
    other = at_page("clerk")
    assert other.goes(f"hearings/{asked.pk}/").status_code == 404
    assert other.goes("hearings/").status_code == 200 and number not in other.text


def test_a_material_is_withheld_and_the_judge_is_told_how_many(story: Story, asked: Sanction, at_page: At) -> None:
    paper = note(story, "Показания «Ястреба»")
    number = asked.case.number
    investigator = at_page("investigator")
    investigator.goes(f"cases/{number}/file/{paper.pk}/withhold/")
    investigator.sends(ground="protected", reason="мало")
    assert investigator.page.status_code == 422
    investigator.sends(ground="protected", reason=WHY)
    investigator.follows()
    assert WHY in investigator.text
    judge = at_page("judge")
    judge.goes(f"cases/{number}/file/")
    assert "Ястреб" not in judge.text and WHY not in judge.text and "97" in judge.text
    assert judge.goes(f"cases/{number}/file/{paper.pk}/").status_code == 404
    assert judge.goes(f"cases/{number}/materials/{paper.pk}/").status_code == 404
    found = judge.goes("search/?q=Показания").content.decode()
    assert str(paper.pk) not in found and "Ястреб" not in found
    told = judge.goes(f"/api/v1/cases/{number}/manifest/").json()
    assert (told["total"] - told["seen"], told["kept"][0]["count"]) == (1, 1)
    prosecutor = at_page("prosecutor")
    assert "Ястреб" in prosecutor.goes(f"cases/{number}/file/{paper.pk}/").content.decode()
    assert at_page("lawyer").goes(f"cases/{number}/file/{paper.pk}/lift/").status_code == 404


def test_what_came_to_light_stands_over_the_decision_for_both_sides(
    story: Story, asked: Sanction, posts: dict[str, Appointment], at_page: At
) -> None:
    paper = note(story)
    investigator, number = at_page("investigator"), asked.case.number
    investigator.goes(f"cases/{number}/file/{paper.pk}/withhold/")
    investigator.sends(ground="secret", reason=WHY)
    story.decide(23, "judge", asked, "grant", reasons=REASONS)
    investigator.goes(f"cases/{number}/file/{paper.pk}/lift/")
    investigator.sends(reason=WHY)
    investigator.follows()
    for who in ("investigator", "prosecutor", "lawyer", "judge"):
        assert "app-note--warning" in at_page(who).goes(own(asked)).content.decode(), who


def test_opening_the_order_serves_the_copy_and_is_shown(story: Story, asked: Sanction, at_page: At) -> None:
    story.decide(23, "judge", asked, "grant", reasons=REASONS)
    lawyer = at_page("lawyer")
    lawyer.goes(own(asked))
    served = lawyer.seen(lambda: list(Copy.objects.filter(sanction=asked.pk, served_at__isnull=False)))
    assert [row.to_whom for row in served] == ["defender"]
    assert at_page("lawyer2").goes(own(asked)).status_code == 404


def test_how_long_a_paper_was_open_is_told_by_the_page(asked: Sanction, at_page: At) -> None:
    judge = at_page("judge")
    paper = judge.seen(lambda: Material.objects.filter(matter=asked.pk, kind="arrest_petition").get())
    judge.goes(f"cases/{asked.case.number}/file/{paper.pk}/")
    assert f"materials/{paper.pk}/reading/" in judge.text
    token = judge.client.cookies["csrf"].value if "csrf" in judge.client.cookies else ""
    path = f"/ru/cases/{asked.case.number}/materials/{paper.pk}/reading/"
    answer = judge.client.post(path, {"pages": "1,99", "csrfmiddlewaretoken": token})
    assert answer.status_code == 204
    row = judge.seen(lambda: Reading.objects.get(material=paper, appointment=judge.appointment))
    assert row.left_at is not None and row.pages == [1]
    stranger = at_page("judge2")
    token = stranger.client.cookies["csrf"].value if "csrf" in stranger.client.cookies else ""
    assert stranger.client.post(path, {"csrfmiddlewaretoken": token}).status_code == 404


@pytest.mark.parametrize("bad", ["2026-13-01", "вчера", "9999-01-01"])
def test_a_day_that_cannot_be_is_no_page(at_page: At, bad: str) -> None:
    assert at_page("judge").goes(f"hearings/?from={bad}").status_code == 404


def test_a_week_without_hearings_says_so(at_page: At) -> None:
    for who in ("judge", "clerk2", "prosecutor", "lawyer", "registrar"):
        assert "app-empty" in at_page(who).goes("hearings/").content.decode(), who
