"""Steps of a case as people click them: a report, its registration in steps, rulings and decisions on them.

Not here: what is asserted about them, and the way from a detention to the court (`story`).
"""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from cases.models import Case
from ecase.web import now
from tests.browser import story
from tests.browser.people import Person, typed

APPLICANT = "850606400334"  # the demonstration registry knows her: Тұрсынова Әйгерім
SUSPECT = "940612331141"  # and him: Кравцов Денис
WHAT = {
    "ru": "Ночью из запертого гаража вынесли инструменты и велосипед; соседи видели чужую машину.",
    "kk": "Түнде құлыптаулы гараждан құралдар мен велосипед ұрланды; көршілер бөтен көлікті көрген.",
}
WHY = {
    "ru": "Основания изложены в материалах дела, листы 1–12, и подтверждаются собранными доказательствами.",
    "kk": "Негіздер іс материалдарының 1–12-парақтарында баяндалған және жиналған дәлелдемелермен расталады.",
}
NEW_FACT = {
    "ru": "Из машины у подъезда похищен видеорегистратор.",
    "kk": "Кіреберіс жанында тұрған көліктен бейнетіркегіш ұрланған.",
}
FAR = 60  # presses of Tab within which anything on a page is reached


# --- the report ---------------------------------------------------------------------------------------------


def takes_report(duty: Person) -> str:
    """The duty officer takes an oral statement and signs the receipt; returns the code that stands on it."""
    duty.goes("reports/new/")
    duty.chooses("Oral statement")
    duty.types("What happened", WHAT[duty.language])
    duty.types("When it happened", typed(now() - timedelta(hours=9)))
    duty.types("Where it happened", story.PLACE)
    duty.page.locator("#id_language").select_option(duty.language)
    duty.chooses("Warned of the liability for a knowingly false report, and signed for it")
    duty.chooses("Taken down in a protocol that the applicant has signed")
    finds(duty, APPLICANT)
    duty.follows(duty.button("Enter in the book"))
    duty.signs()
    return str(duty.page.locator(".app-check-code").inner_text())


def finds(person: Person, iin: str) -> None:
    """Asks the civil registry who stands behind a number; it fills in the names."""
    person.page.locator("#id_iin").fill(iin)
    person.page.locator("button[name=do][value=find]").click()
    person.page.locator("#app-identity .app-note--success").wait_for()


def gives_report_to(duty: Person, investigator: Person) -> None:
    """On the page of the report: who decides on it."""
    moves(duty, "assign")
    assert investigator.appointment is not None
    duty.page.locator("select[name=investigator]").select_option(str(investigator.appointment.pk))
    duty.follows(duty.button("Assign to an investigator"))


def looks_up(person: Person, code: str) -> str:
    """What anybody who holds the receipt is told."""
    person.goes("check/")
    person.types("Code from the receipt", code)
    person.follows(person.button("Look"))
    return str(person.page.inner_text("main"))


# --- the registration ---------------------------------------------------------------------------------------


def begins_registration(person: Person) -> None:
    """From the information book to the steps that register its newest report."""
    person.goes("reports/")
    person.follows(person.page.locator("main a[data-app-row]").first)
    moves(person, "register")


def step(person: Person, name: str) -> None:
    """Another step of the registration, by the line of steps."""
    person.follows(person.page.locator(f"a[href*='/cases/new/{name}/']").first)


def names_suspect(person: Person) -> None:
    """A second person beside the applicant, whom the report has brought along."""
    person.follows(person.page.locator("a[data-app-new]"))
    finds(person, SUSPECT)
    person.chooses("Suspect")
    saves(person)


def saves(person: Person) -> None:
    """Save the step and be on the next one."""
    person.follows(person.page.locator("#app-kept-form button[name=do][value=next]"))


def picks_by_words(person: Person, words: str) -> None:
    """An article by the words of its title; with scripts, hands stay on the keys from the first to the last."""
    if not person.scripts:
        person.page.locator("#id_q").fill(words)
        person.follows(person.page.locator("button[name=do][value=find]"))
        person.follows(person.page.locator("button[name=add_code]").first)
        return
    page = person.page
    for _press in range(FAR):
        if page.evaluate("() => document.activeElement.id") == "id_q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type(words)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("input[name=codes]").first.wait_for(state="attached")


def case_here(person: Person) -> Case:
    """The case whose page is open."""
    number = next(part for part in person.path.split("/") if part.isdigit() and len(part) == 15)
    case: Case = person.seen(lambda: Case.objects.get(number=number))
    return case


# --- rulings ------------------------------------------------------------------------------------------------


def moves(person: Person, name: str) -> None:
    """To the page of a move, by its button or its line in the list."""
    person.follows(person.page.locator(f"[data-app-move={name}]").first)


def draws(person: Person, case: Case, move: str) -> None:
    """The form of a ruling, from the list of decisions of the case."""
    person.goes(f"cases/{case.number}/rulings/")
    moves(person, move)


def gives_reasons(person: Person, *, hastily: bool = False) -> None:
    """Reasons, the act, the signature: how every ruling ends."""
    person.page.locator("#id_text").fill(WHY[person.language])
    person.follows(person.button("Look at the act"))
    person.signs(hastily=hastily)


def decides(person: Person, decision: str, reasons: str = "") -> None:
    """What comes first in the queue is approved, refused or sent back, and the act of it signed."""
    person.goes("queue/")
    person.chooses(decision)
    if reasons:
        person.types("Reasons", reasons)
    person.follows(person.button("To the signature"))
    person.signs()


def recognises(person: Person, case: Case, name: str, article: str) -> None:
    draws(person, case, "recognise_suspect")
    chosen = person.page.locator("#id_participant option").filter(has_text=name)
    person.page.locator("#id_participant").select_option(chosen.get_attribute("value"))
    person.page.locator("#id_article").fill(article)
    gives_reasons(person)


def severs(person: Person, case: Case, article: str) -> None:
    """A fact that has nothing to do with the case becomes a case of its own."""
    draws(person, case, "sever")
    person.chooses("Another offence, not connected with this case, has come to light")
    person.types("New offence: when it happened", typed(now() - timedelta(days=2)))
    person.types("New offence: where it happened", "Алматы, пр. Достык, 5")
    person.types("New offence: article and part", article)
    person.types("New offence: what happened", NEW_FACT[person.language])
    gives_reasons(person)


def requalifies(person: Person, case: Case, article: str, *, hastily: bool = False) -> None:
    """From the charges, where the change is looked for; the case has one charge to choose."""
    person.goes(f"cases/{case.number}/charges/")
    person.follows(person.page.locator("aside a[href*='/moves/requalify/']"))
    person.page.locator("input[name=charge]").first.check()
    person.page.locator("#id_article").fill(article)
    gives_reasons(person, hastily=hastily)


# --- the clock ----------------------------------------------------------------------------------------------


def the_clock_goes_round() -> None:
    """One round of the clock, as a process of its own under the role the worker has."""
    address = urlsplit(os.environ["DATABASE_CLOCK_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    given = {key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"}
    subprocess.run(
        [sys.executable, "manage.py", "sweep", "--once"],
        check=True,
        cwd=settings.BASE_DIR,
        env={**given, "DATABASE_URL": address.geturl()},
    )
