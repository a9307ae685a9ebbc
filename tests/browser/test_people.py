"""The people of a case in a browser: folded forms that open where they are asked for, an entry that is corrected."""

from collections.abc import Callable

import pytest

from ecase.people.models import Appointment
from tests.browser.people import Person
from tests.fixtures import tell_case, tell_suspect
from tests.rulings import OTHER_IIN, WHY, enter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
Come = Callable[..., Person]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_lawyer_is_admitted_from_the_row_of_his_client(
    comes: Come, posts: dict[str, Appointment], scripts: bool
) -> None:
    case = tell_case(posts)
    tell_suspect(posts, case, defended=False)
    investigator = comes("investigator", scripts=scripts)
    investigator.goes(f"cases/{case.number}/people/")
    page = investigator.page
    assert not page.locator("#id_defence_warrant").is_visible() and not page.locator("#id_last_name").is_visible()
    page.locator(".app-people details summary").last.click()
    page.get_by_role("link", name=investigator.says("Enter a lawyer")).click()
    box = investigator.part("Enter a lawyer")
    investigator.label("Lawyer", box).select_option(str(posts["lawyer"].pk))
    investigator.types("Notice of defence, number and date", "Уведомление № 17", box)
    investigator.presses("Enter", box)
    assert posts["lawyer"].user.short_name() in page.locator(".app-people").inner_text()


def test_an_entry_is_corrected_beside_what_it_says(comes: Come, posts: dict[str, Appointment]) -> None:
    case = tell_case(posts)
    person = enter(posts, case, iin=OTHER_IIN, phone="+77010000001")
    investigator = comes("investigator", "kk")
    investigator.goes(f"cases/{case.number}/moves/correct/?what=participant.last_name:{person.pk}")
    page = investigator.page
    after = page.locator("#id_after")
    assert after.input_value() == "Ахметов"
    investigator.types("Reasons", WHY)
    page.locator("#id_what").select_option(f"participant.phone:{person.pk}")
    page.wait_for_function("() => document.querySelector('#id_after').value === '+77010000001'")
    assert page.locator("#id_text").input_value() == WHY, "what was typed stays"
    after.fill("+77010000002")
    page.locator("#id_text").press("End")
    page.locator("#id_what").focus()
    page.wait_for_load_state("networkidle")
    # Kept by now; another entry begins with its own value all the same, and the first one anew.
    for what, held in (("first_name", "Ерлан"), ("phone", "+77010000001")):
        page.locator("#id_what").select_option(f"participant.{what}:{person.pk}")
        page.wait_for_function("held => document.querySelector('#id_after').value === held", arg=held)
    after.fill("+77010000002")
    investigator.presses("Look at the act")
    investigator.signs()
    assert "+77010000002" in page.locator("main").inner_text()
