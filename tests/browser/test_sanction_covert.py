"""A covert action in a browser, from the request to the person who reads at home what was done to him."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from cases.models import Case, Material
from ecase.people.models import Appointment
from ecase.web import now
from sanctions.covert.codes import code_of
from sanctions.models import CovertNotice, Sanction
from tests.browser import case_steps
from tests.browser import sanction_steps as steps
from tests.browser.people import Person, typed

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]
IIN = "910314300126"
WHOM = "Лицо по прозвищу «Север»"
SHOWN = "За двенадцать суток ни одного разговора о письмах; угроза не подтвердилась."


def test_a_covert_action_from_the_request_to_the_notice(comes: Come, posts: Posts) -> None:
    investigator, judge = comes("investigator"), comes("judge")
    case = steps.registers(investigator, "297/3")
    steps.files(investigator, case, "Рапорт оперативного уполномоченного", "crime_report")
    action = asks_covertly(investigator, case)
    strangers = [comes(name) for name in ("prosecutor", "head", "lawyer", "investigator2")]
    for stranger in strangers:
        for path in ("covert/", f"covert/{action.pk}/", f"sanctions/{action.pk}/"):
            stranger.goes(f"cases/{case.number}/{path}")
            assert stranger.answer.status == 404, (stranger.appointment, path)
    steps.decides(judge, action, "grant", {"days": 20})
    assert steps.standing(investigator, action) == "granted"

    room = f"cases/{case.number}/covert/{action.pk}/"
    investigator.goes(room)
    form = investigator.page.locator("form[enctype='multipart/form-data']")
    investigator.page.locator("details.app-more > summary").first.click()
    record = {"name": "record.txt", "mimeType": "text/plain", "buffer": "Запись разговора".encode()}
    form.locator("input[type=file]").set_input_files(record)
    steps.fills(investigator, {"title": "Носитель с записью"}, form)
    investigator.follows(form.locator("button").last)
    rows = investigator.seen(
        lambda: list(Material.objects.filter(case=case, compartment="covert", kind="covert_result"))
    )
    assert len(rows) == 1
    acts(investigator, room, "finish", {"ended_at": typed(now()), "execution": SHOWN}, signed=False)
    acts(investigator, room, "tell_results", {"results": SHOWN})
    prosecutor = strangers[0]
    prosecutor.goes(room)
    assert prosecutor.answer.status == 200, "once the results are told, the prosecutor of the case reads them"

    # The case ends; the clock sees that somebody has to be told.
    case_steps.draws(investigator, case, "terminate")
    investigator.page.locator("input[name=ground][value=no_elements]").check()
    steps.fills(investigator, {"evidence": "Записи хранить при деле."})
    case_steps.gives_reasons(investigator)
    case_steps.decides(comes("chief"), "Approve")
    case_steps.the_clock_goes_round()
    notice = investigator.seen(lambda: CovertNotice.objects.get(sanction=action.pk))
    assert notice.state == "due" and notice.due_on > now().date() + timedelta(days=150)
    acts(
        investigator,
        room,
        "send_notice",
        {"addressee": "Оспанов Руслан Маратович", "iin": IIN, "address": "Алматы, Абая 12", "means": "registered_mail"},
    )
    assert investigator.seen(lambda: CovertNotice.objects.get(sanction=action.pk)).state == "sent"

    # At home, without an account: a wrong number tells nothing, the right one what, when, by whom, how to complain.
    person = comes("")
    person.goes("covert-notice/")
    steps.fills(person, {"code": code_of(notice.pk), "iin": "850606400334"})
    person.page.locator("[data-app-main] [data-app-submit]").click()
    person.page.locator("[data-app-error-summary], .govuk-error-summary").first.wait_for()
    assert "прослушивание" not in person.page.inner_text("main").lower()
    steps.fills(person, {"code": code_of(notice.pk), "iin": IIN})
    person.page.locator("[data-app-main] [data-app-submit]").click()
    person.page.locator(".app-box--answer").wait_for()
    told = person.page.inner_text("main")
    assert "Оспанов Руслан" in told and "суд" in told and SHOWN not in told, "the results are not told"
    assert case.number not in told and IIN not in urlsplit(person.page.url).query
    case_steps.the_clock_goes_round()
    read = investigator.seen(lambda: CovertNotice.objects.get(sanction=action.pk))
    assert read.state == "read" and read.read_at is not None and read.complain_until is not None
    investigator.goes(room)
    assert f"{read.complain_until:%d.%m.%Y}" in investigator.page.inner_text("main"), "the days of his complaint run"


def asks_covertly(person: Person, case: Case) -> Sanction:
    """From the room of the covert actions: a kind, one page, the act signed."""
    person.goes(f"cases/{case.number}/covert/")
    person.follows(person.page.locator("a[href$='kind=covert_telecom']").first)
    steps.fills(
        person,
        {
            "object": WHOM,
            "target": "named",
            "status": "none",
            "numbers": "+7 700 000 20 07",
            "days": 20,
            "unit": "Управление специальных операций",
            "stated": ["over_one_year"],
            "grounds": steps.GROUNDS["ru"],
        },
    )
    person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)
    if not person.page.locator(".app-paper img").count():
        person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)
    person.signs()
    return steps.last(person, case, "covert_telecom")


def acts(person: Person, room: str, move: str, values: steps.Values, *, signed: bool = True) -> None:
    """A move on the page of the action."""
    person.goes(room)
    person.follows(person.page.locator(f"[data-app-move={move}]").first)
    steps.fills(person, values)
    person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)
    if signed:
        person.signs()
