"""Steps of requests to the prosecutor and the court as people click them: written, sent, decided, reported, extended.

Fields are found by their names, since a form is made from the row of its kind; buttons by their words. Not here: what
is asserted (`test_sanction_*`), and the way up to a detention (`story`).
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Material
from ecase.web import now
from sanctions.models import Sanction
from tests.browser import story
from tests.browser.case_steps import case_here
from tests.browser.people import Person, typed

Values = Mapping[str, Any]
GROUNDS = {
    "ru": "Основания подтверждаются протоколами допроса и осмотра, листы 1–4, и иным путём цели не достичь.",
    "kk": "Негіздер жауап алу және қарау хаттамаларымен, 1–4-парақтар, расталады, басқаша мақсатқа жету мүмкін емес.",
}
REASONS = {
    "ru": "Доводы проверены по материалам дела, листы 1–4, и подтверждаются ими; мера соразмерна цели.",
    "kk": "Уәждер іс материалдары бойынша, 1–4-парақтар, тексерілді және расталады; шара мақсатқа сай.",
}


def fills(person: Person, values: Values, inside: Any = None) -> None:
    """Each field by its name: chosen, ticked or written, whatever it is."""
    where = inside or person.page
    folded = where.locator("details.app-later:not([open]) > summary")
    while folded.count():
        folded.first.click()
    for name, value in values.items():
        field = where.locator(f"[name='{name}']").first
        tag, sort = field.evaluate("field => [field.tagName, field.type]")
        if tag == "SELECT":
            field.select_option(value)
        elif sort in ("checkbox", "radio"):
            for one in value if isinstance(value, (list, tuple)) else [value]:
                box = field if one is True else where.locator(f"[name='{name}'][value='{one}']")
                box.check()
        else:
            field.fill(str(value))


def registers(person: Person, qualification: str = "188/3") -> Case:
    """A case from nothing, by the steps of its registration."""
    story.fills_report(person, qualification=qualification, hours=30)
    person.goes("cases/new/check/")
    person.presses("Register")
    return case_here(person)


def files(person: Person, case: Case, title: str, kind: str = "") -> Material:
    """A small paper added to the file, on the page of the file."""
    person.goes(f"cases/{case.number}/file/")
    form = person.page.locator("form[enctype='multipart/form-data']")
    paper = {"name": "paper.txt", "mimeType": "text/plain", "buffer": f"{title}, {now():%H:%M:%S}".encode()}
    form.locator("input[type=file]").set_input_files(paper)
    fills(person, {"title": title, "kind": kind}, form)
    person.follows(form.locator("button").last)
    found: Material = person.seen(lambda: Material.objects.filter(case=case).latest("filed_at"))
    return found


def asks(person: Person, case: Case, kind: str, values: Values) -> Sanction:
    """A request on one page, checked, a reason written where the law leaves room, its act looked at and signed."""
    person.goes(f"cases/{case.number}/sanctions/new/")
    person.follows(person.page.locator(f"#kinds a[href$='kind={kind}']").first)
    whole = person.page.locator("a[href$='step=all']")
    if whole.count():
        person.follows(whole.first)
    fills(person, {"grounds": GROUNDS[person.language], **values})
    person.follows(person.page.locator("#app-kept-form button[name=do][value=next]"))
    sends(person)
    return last(person, case, kind)


def sends(person: Person) -> None:
    """From the check to the signed act."""
    for box in person.page.locator("textarea[name^=why_]").all():
        box.fill(GROUNDS[person.language])
    person.follows(person.page.locator("#app-kept-form button[name=do][value=send]"))
    person.signs()


def last(person: Person, case: Case, kind: str) -> Sanction:
    """The request of this kind that was begun last, as the person sees it."""

    def newest() -> Sanction:
        rows: QuerySet[Sanction] = Sanction.objects.select_related("matter").filter(case=case, kind=kind)
        return rows.latest("requested_at")

    found: Sanction = person.seen(newest)
    return found


def standing(person: Person, sanction: Sanction) -> str:
    return str(person.seen(lambda: Sanction.objects.get(pk=sanction.pk)).status)


def decides(person: Person, sanction: Sanction, move: str, values: Values | None = None) -> None:
    """On the queue: opened, chosen, reasons written, the act signed."""
    person.goes("queue/")
    row = person.page.locator(f".app-queue a[href*='{sanction.pk}']")
    row.click()
    person.page.wait_for_url(re.compile(str(sanction.pk)))
    person.page.locator(f".app-panes__form input[value={move}]").check()
    pane = person.page.locator(".app-panes__form form[data-app-main]").first
    fills(person, {"reasons": REASONS[person.language], **(values or {})}, pane)
    pane.locator("[data-app-submit]").click()
    person.page.wait_for_url("**draft=*")
    person.signs()


def heard(values: Values | None = None) -> dict[str, Any]:
    """The hearing as the decision names it."""
    return {"hearing_at": typed(now()), **(values or {})}


def page_of(person: Person, case: Case, sanction: Sanction) -> None:
    person.goes(f"cases/{case.number}/sanctions/{sanction.pk}/")


def moves(person: Person, case: Case, sanction: Sanction, move: str, values: Values, *, signed: bool = True) -> None:
    """A move on the page of the request, by its button."""
    page_of(person, case, sanction)
    person.follows(person.page.locator(f"[data-app-move={move}]").first)
    fills(person, values)
    person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)
    if signed:
        person.signs()


def completes(person: Person, case: Case, sanction: Sanction) -> None:
    """A draft is written to its end where it says what is missing, and its act signed."""
    page_of(person, case, sanction)
    person.follows(person.page.locator("[data-app-move=amend]").first)
    for box in person.page.locator("textarea[name^=why_]").all():
        box.fill(GROUNDS[person.language])
    person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)
    if not person.page.locator(".app-paper img").count():
        person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)
    person.signs()
