"""From the report of a crime to a second case severed from the first, as four people see it."""

from collections.abc import Callable

import pytest

from cases.models import Case, Charge, Deadline, Participant, Report
from cases.queries.suspects import status_of
from ecase.people.models import Appointment
from tests.browser import case_steps as steps
from tests.browser.looking import look
from tests.browser.people import Person

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]
THEFT = {"ru": "кража", "kk": "ұрлық"}
OTHER_PLACE = "Алматы, Толе би, 77"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_report_becomes_a_case_and_a_new_fact_a_second_one(comes: Come, posts: Posts, language: str) -> None:
    found: list[str] = []
    titles: dict[str, str] = {}

    def seen(person: Person, name: str) -> None:
        found.extend(look(person, name, titles))

    duty, investigator = comes("registrar", language), comes("investigator", language)
    code = steps.takes_report(duty)
    duty.follows(duty.page.locator("section[aria-labelledby=papers] li > a").first)
    duty.sees_paper()
    assert duty.page.locator(".app-note--signed").is_visible()
    seen(duty, "report")
    steps.gives_report_to(duty, investigator)
    nobody = comes("", language)
    told = steps.looks_up(nobody, code)
    assert investigator.seen(lambda: Report.objects.get()).number in told and "Тұрсынова" not in told
    seen(nobody, "check")

    steps.begins_registration(investigator)
    seen(investigator, "steps")
    steps.step(investigator, "event")
    # The tab is closed while the line is being written; the next one has it.
    where = investigator.page.url
    investigator.types("Where it happened", OTHER_PLACE)
    investigator.page.locator("#app-kept .app-icon").wait_for()
    investigator.page.close()
    investigator.opens_tab().goto(where)
    assert investigator.label("Where it happened").input_value() == OTHER_PLACE
    steps.saves(investigator)
    steps.names_suspect(investigator)
    seen(investigator, "people")
    steps.step(investigator, "qualification")
    steps.picks_by_words(investigator, THEFT[language])
    seen(investigator, "qualification")
    steps.step(investigator, "check")
    seen(investigator, "last look")
    investigator.follows(investigator.button("Register"))
    case = steps.case_here(investigator)
    seen(investigator, "registered")
    assert case.number in steps.looks_up(nobody, code)

    steps.recognises(investigator, case, "Кравцов", "188/1")
    assert suspicion(investigator, case) == "before_prosecutor", "nothing before the prosecutor has signed"
    seen(investigator, "ruling")
    prosecutor = comes("prosecutor", language)
    steps.decides(prosecutor, "Approve")
    assert suspicion(investigator, case) == "recognised"

    steps.severs(investigator, case, "188/2")
    new = investigator.seen(lambda: Case.objects.get(source_case=case))
    prosecutor.goes(f"cases/{new.number}/scope/")
    assert prosecutor.page.locator("main tbody tr").count() == 1
    assert prosecutor.page.locator(".app-note--signed").is_visible(), "exactly what was registered"
    assert prosecutor.page.locator(".app-clockbox").count() == 1
    seen(prosecutor, "scope")
    assert new.number != case.number and new.report_id is None and case.report_id is not None
    terms = investigator.seen(lambda: {t.case_id: t for t in Deadline.objects.filter(matter__isnull=True)})
    assert terms[new.pk].starts_at == new.registered_at > terms[case.pk].starts_at == case.registered_at
    charged = investigator.seen(lambda: dict(Charge.objects.filter(until=None).values_list("case_id", "part")))
    assert charged == {case.pk: "1", new.pk: "2"}
    base = f"cases/{case.number}/"
    for person, path in (
        *((duty, path) for path in ("reports/", "reports/new/")),
        *((investigator, f"{base}{path}") for path in ("rulings/", "moves/recognise_suspect/", "moves/sever/")),
    ):
        assert person.goes(path).status == 200
        seen(person, path)
    assert found == []


def suspicion(person: Person, case: Case) -> str:
    def read() -> str:
        (status,) = status_of(Participant.objects.filter(case=case)).values()
        return status.code

    answer: str = person.seen(read)
    return answer


def test_without_scripts_the_report_goes_the_same_way(comes: Come, posts: Posts) -> None:
    """Kazakh, since the words of the buttons are found by themselves; what scripts add is missing, nothing else."""
    duty = comes("registrar", "kk", scripts=False)
    investigator = comes("investigator", "kk", scripts=False)
    code = steps.takes_report(duty)
    steps.gives_report_to(duty, investigator)
    steps.begins_registration(investigator)
    steps.step(investigator, "event")
    investigator.types("Where it happened", OTHER_PLACE)
    investigator.follows(investigator.button("Save and leave"))
    investigator.follows(investigator.page.locator("section[aria-labelledby=unfinished] a").first)
    steps.step(investigator, "event")
    assert investigator.label("Where it happened").input_value() == OTHER_PLACE
    steps.step(investigator, "people")
    steps.names_suspect(investigator)
    steps.step(investigator, "qualification")
    steps.picks_by_words(investigator, THEFT["kk"])
    steps.step(investigator, "check")
    investigator.follows(investigator.button("Register"))
    case = steps.case_here(investigator)
    steps.recognises(investigator, case, "Кравцов", "188/1")
    prosecutor = comes("prosecutor", "kk", scripts=False)
    steps.decides(prosecutor, "Approve")
    assert suspicion(investigator, case) == "recognised"
    steps.severs(investigator, case, "188/2")
    assert investigator.seen(lambda: Case.objects.filter(source_case=case).count()) == 1
    assert case.number in steps.looks_up(comes("", "kk", scripts=False), code)
