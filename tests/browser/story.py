"""The main path, step by step, as people click it. Not here: what is asserted about it."""

from datetime import timedelta
from typing import Any

from cases.models import Case
from ecase.people.models import Appointment
from ecase.web import now
from tests.browser.people import Person, typed

REASONS = "Подозреваемый скрывался, постоянного места жительства не имеет, мягче меры недостаточно."
PLACE = "Алматы, ул. Абая, 12"


def fills_report(person: Person, *, qualification: str = "188/3", hours: float = 5.0) -> None:
    """The steps that a registration cannot do without; ends where the last of them leads."""
    person.goes("cases/new/occasion/")
    person.chooses("Statement of a person")
    goes_on(person)
    person.types("When it happened", typed(now() - timedelta(hours=hours)))
    person.types("Where it happened", PLACE)
    person.types("What happened", "Неизвестный тайно похитил имущество из квартиры.")
    goes_on(person)
    person.goes("cases/new/qualification/")
    person.page.locator("#id_q").fill(qualification)
    goes_on(person)


def goes_on(person: Person) -> None:
    """Save the step and go to the next one."""
    person.page.locator("#app-kept-form button[name=do][value=next]").click()
    person.page.wait_for_load_state()


def registers(person: Person) -> Case:
    person.goes("desk/")
    person.presses("Register a case")
    fills_report(person)
    person.goes("cases/new/check/")
    person.presses("Register")
    number = person.path.strip("/").split("/")[-2]
    person.goes(f"cases/{number}/")
    return person.seen(lambda: Case.objects.get(number=number))


def enters_people(person: Person, lawyer: Appointment) -> None:
    person.opens("People")
    box = person.unfolds("Enter a person")
    person.label("Capacity", box).select_option("suspect")
    person.types("IIN", "910314300126", box)
    person.types("Last name", "Оспанов", box)
    person.types("First name", "Руслан", box)
    person.presses("Enter", box)
    box = person.unfolds("Enter a lawyer")
    person.label("Lawyer", box).select_option(str(lawyer.pk))
    person.types("Notice of defence, number and date", "Уведомление № 17", box)
    person.presses("Enter", box)


def detains(person: Person, hours: float = 2.0) -> None:
    person.opens("Detentions")
    person.presses("Enter a detention")
    person.types("Actual holding", typed(now() - timedelta(hours=hours)))
    person.types("Place of holding", "Алматы, пр. Достык, 5")
    person.page.locator("input[name=ground][value=caught]").check()
    person.presses("Enter the detention")


def draws_protocol(person: Person) -> None:
    """On the page of the detention."""
    person.presses("Sign the detention protocol")
    person.types("Protocol drawn up", typed(now() - timedelta(hours=1)))
    person.presses("Look at the act")
    person.signs()


def notifies(person: Person) -> None:
    person.presses("Notify the prosecutor")
    person.presses("Notify the prosecutor")


def requests_arrest(person: Person) -> None:
    person.opens("Sanctions")
    person.presses("Ask for a sanction")
    writes_arrest(person)
    person.signs()


def writes_arrest(person: Person) -> None:
    """The request from its kind to its act: on one page, checked, with a reason for each paper that is missing."""
    person.follows(person.page.locator("#kinds a[href$='kind=arrest']").first)
    person.chooses("Fled or tried to flee")
    person.page.locator("#id_grounds").fill(REASONS)
    person.presses("Save and check")
    for box in person.page.locator("textarea[name^=why_]").all():
        box.fill(REASONS)
    person.presses("Look at the act")


def supports(person: Person) -> None:
    person.goes("queue/")
    person.chooses("Support")
    person.types("Reasons", REASONS)
    person.presses("To the signature")
    person.signs()


def grants(person: Person) -> None:
    person.goes("queue/")
    person.page.locator(".app-queue a").first.click()
    person.chooses("Grant")
    person.types("Hearing held at", typed(now()))
    person.types("Reasons", REASONS)
    person.presses("To the signature")
    person.page.wait_for_url(lambda url: "draft=" in url)  # the act is put in place
    person.signs()
    person.page.locator("[data-app-message]").first.wait_for()


def acknowledges(person: Person) -> None:
    person.goes("custody/")
    person.page.get_by_role("link", name="Оспанов").first.click()
    person.presses("Confirm receipt")
    person.presses("Confirm receipt")


def up_to_the_prosecutor(comes: Any, posts: dict[str, Appointment], language: str = "ru", **options: Any) -> Person:
    """A request before the prosecutor; the investigator who made it."""
    person: Person = comes("investigator", language, **options)
    registers(person)
    enters_people(person, posts["lawyer"])
    detains(person)
    draws_protocol(person)
    requests_arrest(person)
    return person
