"""Steps of a writ as people click them: opened, answered in one's own room, ruled on, decided, served, executed.

Not here: what is asserted (`test_writ_story`), and what leads to a step that a story is not about (`tests.writs`).
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from cases.models import Case
from ecase.web import now
from tests.browser.case_steps import moves
from tests.browser.people import Person, typed
from tests.browser.sanction_steps import fills
from tests.writs import MOTION
from writ.models import Writ

WORDS = {
    "ru": "Вина доказана записью камеры и показаниями, листы 3–9; условия проверены по материалам дела.",
    "kk": "Кінәсі камера жазбасымен және жауаптармен дәлелденген, 3–9-парақтар; шарттар іс бойынша тексерілді.",
}
# As a form has them: a fact is chosen from yes, no and unknown.
FACTS = {
    "established": "true", "immunity": "false", "mental_disorder_after": "false", "unable_to_defend": "false",
    "citizen": "true", "cumulative_sentences_cc60": "false",
}  # fmt: skip
FEW = 8  # points of a stroke on the pad


def tab(person: Person, case: Case) -> None:
    person.goes(f"cases/{case.number}/writ/")


def opens(person: Person, case: Case) -> Writ:
    """From the note on the case to the question put to everybody."""
    person.goes(f"cases/{case.number}/")
    person.follows(person.page.locator("main .app-note a[href$='/writ/']"))
    person.follows(person.page.locator("a[data-app-new]"))
    person.follows(person.button("Open and ask"))
    return person.seen(lambda: Writ.objects.get(case=case))  # type: ignore[no-any-return]


def room(person: Person) -> None:
    """A party's own room, and in it the writ that stands first."""
    person.goes("writ/mine/")
    person.follows(person.page.locator("main a[data-app-row]").first)


def makes(person: Person, name: str, values: Mapping[str, Any] | None = None, *, act: bool = True) -> None:
    """A move from the page in hand: its button, its fields, then the act looked at and signed."""
    moves(person, name)
    fills(person, values or {})
    goes_on(person)
    if act:
        person.signs()


def goes_on(person: Person) -> None:
    person.follows(person.page.locator("[data-app-main] [data-app-submit]").first)


def asks_for_it(person: Person) -> None:
    """The suspect's own motion."""
    room(person)
    makes(person, "file_motion", MOTION)


def state_facts(person: Person) -> None:
    makes(person, "state_facts", FACTS, act=False)


def finds(person: Person, case: Case) -> None:
    """The one thing in the queue, which is this case."""
    person.goes("queue/")
    assert person.page.locator(".app-queue a[data-app-row]").count() == 1
    assert case.number in str(person.page.inner_text("main"))


def sits_down(judge: Person, case: Case) -> None:
    """From the queue to the writ itself: a judge composes on its own page."""
    finds(judge, case)
    moves(judge, "open")


def serves(person: Person, values: Mapping[str, Any]) -> None:
    """One copy more, handed over this minute."""
    moves(person, "serve")
    choice = person.page.locator("#id_copy option").nth(1).get_attribute("value")
    fills(person, {"copy": choice, "served_at": typed(now()), "means": "in_person", **values})
    goes_on(person)
    person.signs()


def draws(person: Person) -> None:
    """A signature on the pad, with the mouse."""
    pad = person.page.locator("canvas.app-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    mouse = person.page.mouse
    mouse.move(box["x"] + 30, box["y"] + 90)
    mouse.down()
    for n in range(FEW):
        mouse.move(box["x"] + 60 + 35 * n, box["y"] + (30 if n % 2 else 130), steps=3)
    mouse.up()


def the_clock_goes_round(later: int) -> None:
    """One round of the clock so many seconds from now, as a process of its own under the role the worker has."""
    address = urlsplit(os.environ["DATABASE_CLOCK_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    given = {key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"}
    shifted = {"ECASE_TIME_SHIFT": str(later), "ECASE_DEMO": "1"}
    subprocess.run(
        [sys.executable, "manage.py", "sweep", "--once"],
        check=True,
        cwd=settings.BASE_DIR,
        env={**given, **shifted, "DATABASE_URL": address.geturl()},
    )
