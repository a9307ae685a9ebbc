"""A case goes by writ, as everybody who has a hand in it sees it: asked, ruled, approved, decided, served, paid."""

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from cases.models import Material
from ecase.documents import storage
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.says import thousands
from tests.browser import case_steps, sanction_steps
from tests.browser import writ_steps as steps
from tests.browser.looking import look
from tests.browser.people import Person
from tests.rulings import enter
from tests.writs import MOTION, REASONS, SAID, SECOND, WritStory
from writ.actions.preparing import BARRED
from writ.models import Accused, Writ

pytestmark = pytest.mark.browser
Come = Callable[..., Person]
Posts = dict[str, Appointment]
DAY = 24 * 3600
MISDEMEANOUR = "187/1"
FIGHT = "202/1"


class Seen:
    """What axe and the rules of the house find on the pages looked at on the way."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, person: Person, name: str) -> None:
        self.found += look(person, name, {})


@pytest.fixture
def seen() -> Seen:
    return Seen()


def standing(person: Person, told: WritStory) -> tuple[str, str]:
    row: Writ = person.seen(lambda: Writ.objects.filter(case=told.case).latest("started_at"))
    return row.status, row.outcome


def main_of(person: Person) -> str:
    return str(person.page.inner_text("main"))


def test_from_the_question_to_the_parties_to_the_last_tenge(
    comes: Come, posts: Posts, seen: Seen, settings: Any
) -> None:
    told = WritStory(posts, article=MISDEMEANOUR, qualified=False)
    investigator = comes("investigator")
    steps.opens(investigator, told.case)
    seen(investigator, "asked")

    suspect, victim = comes("suspect"), comes("victim")
    steps.room(suspect)
    assert suspect.says("You can ask that your case be decided in writ proceedings.") in main_of(suspect)
    seen(suspect, "question")
    steps.makes(suspect, "file_motion", MOTION)
    steps.room(victim)
    steps.makes(victim, "consent")
    assert suspect.says("Agrees") in main_of(victim)

    steps.tab(investigator, told.case)
    steps.state_facts(investigator)
    case_steps.moves(investigator, "request")
    sanction_steps.fills(investigator, {"evidence": SAID})
    investigator.follows(investigator.button("Save and leave"))
    investigator.goes("desk/")
    investigator.follows(investigator.page.locator("section[aria-labelledby=unfinished] a").first)
    assert investigator.page.locator("#id_evidence").input_value() == SAID, "nothing typed is lost"
    steps.goes_on(investigator)
    investigator.signs()
    assert standing(investigator, told) == ("before_head", "")

    head, prosecutor = comes("head"), comes("prosecutor")
    case_steps.decides(head, "Pass on to the prosecutor")
    case_steps.decides(prosecutor, "Approve and send to court", REASONS)
    assert standing(prosecutor, told) == ("before_court", "")

    judge = comes("trial_judge")
    steps.finds(judge, told.case)
    seen(judge, "queue of the judge")
    case_steps.moves(judge, "open")
    case_steps.moves(judge, "convict")
    fine = judge.page.locator("#id_fine_1_1")
    fine.fill("9")
    live = judge.page.locator(".app-fine-sum")
    assert "is-bad" in str(live.get_attribute("class")) and "10" in live.inner_text() and "20" in live.inner_text()
    seen(judge, "composer")
    steps.goes_on(judge)
    assert judge.says("The fine for %(charge)s is from %(least)s to %(most)s MCI.").split("%(")[0] in main_of(judge)
    assert standing(judge, told) == ("before_court", "")
    judge.page.locator("#id_fine_1_1").fill("15")
    assert "is-bad" not in str(live.get_attribute("class"))
    steps.goes_on(judge)
    judge.sees_paper()
    seen(judge, "verdict to be signed")
    judge.signs()
    assert judge.path.endswith("/queue/") and standing(judge, told) == ("convicted", "")
    assert not judge.page.locator(".app-queue a[data-app-row]").count(), "nothing waits for the judge any more"

    steps.room(suspect)
    assert suspect.says("Your copy of the verdict is served by this.") in main_of(suspect)
    suspect.sees_paper()
    seen(suspect, "his verdict")
    clerk = comes("clerk")
    clerk.goes("queue/")
    seen(clerk, "queue of the clerk")
    steps.tab(clerk, told.case)
    steps.serves(clerk, {"proof": "расписка"})
    steps.serves(clerk, {"proof": "расписка"})
    assert not clerk.page.locator("[data-app-move=serve]").count(), "every copy is served"
    assert not clerk.page.locator("[data-app-move=execute]").count(), "the days still run"

    settings.ECASE_TIME_SHIFT = 16 * DAY
    steps.the_clock_goes_round(16 * DAY)
    clerk = comes("clerk")
    assert standing(clerk, told) == ("in_force", "")
    steps.tab(clerk, told.case)
    steps.makes(clerk, "execute")
    amount = clerk.seen(lambda: Accused.objects.get()).amount
    assert " ".join(thousands(amount).split()) in " ".join(main_of(clerk).split()), "what is to be paid"
    day = f"{now():%d.%m.%Y}"
    steps.makes(clerk, "note_payment", {"paid_on": day, "amount": amount, "proof": "квитанция 5"}, act=False)
    assert standing(clerk, told) == ("executed", "")
    seen(clerk, "executed")
    assert seen.found == []


def test_the_victim_objects_while_the_prosecutor_has_it(comes: Come, posts: Posts, seen: Seen) -> None:
    told = WritStory(posts, article=FIGHT)
    told.agreed()
    prosecutor, victim, investigator = comes("prosecutor", "kk"), comes("victim", "kk"), comes("investigator", "kk")
    steps.finds(prosecutor, told.case)
    seen(prosecutor, "queue")
    steps.room(victim)
    steps.makes(victim, "object_victim", {"reasons": steps.WORDS["kk"]})
    assert standing(victim, told) == ("ended", "objected")
    assert told.stage() == "pretrial"
    prosecutor.goes("queue/")
    assert not prosecutor.page.locator(".app-queue a[data-app-row]").count(), "nothing waits for the prosecutor"
    steps.tab(investigator, told.case)
    assert steps.WORDS["kk"] in main_of(investigator)
    seen(investigator, "ended")
    sanction_steps.files(investigator, told.case, "Куәдан жауап алу хаттамасы")  # the case goes on
    assert seen.found == []


def test_a_convict_disagrees_and_a_writ_is_barred_for_ever(comes: Come, posts: Posts, seen: Seen) -> None:
    told = WritStory(posts)
    told.convicted()
    suspect, judge, investigator = comes("suspect"), comes("trial_judge"), comes("investigator")
    steps.room(suspect)
    steps.makes(suspect, "object", {"reasons": "Не согласен с приговором."})
    assert standing(suspect, told) == ("objected", "")
    seen(suspect, "disagreed")
    steps.sits_down(judge, told.case)
    steps.makes(judge, "cancel")
    assert standing(investigator, told) == ("ended", "cancelled")
    steps.tab(investigator, told.case)
    assert investigator.says(BARRED.says) in main_of(investigator)
    assert not investigator.page.locator("a[data-app-new]").count()
    seen(investigator, "barred")
    assert told.stage() == "pretrial" and seen.found == []


def test_the_judge_gives_it_back_to_the_prosecutor(comes: Come, posts: Posts, seen: Seen) -> None:
    told = WritStory(posts, article=MISDEMEANOUR, qualified=False)
    told.sent()
    judge, prosecutor = comes("trial_judge", "kk"), comes("prosecutor", "kk")
    steps.sits_down(judge, told.case)
    steps.makes(judge, "return_to_prosecutor", {"why": "other_penalty", "reasons": steps.WORDS["kk"]})
    assert standing(prosecutor, told) == ("ended", "returned_by_court")
    steps.tab(prosecutor, told.case)
    assert steps.WORDS["kk"] in main_of(prosecutor)
    prosecutor.sees_paper()
    seen(prosecutor, "returned")
    assert told.stage() == "pretrial" and seen.found == []


def test_two_misdemeanours_are_two_fines_and_one_sum(comes: Come, posts: Posts, seen: Seen) -> None:
    told = WritStory(posts, article=MISDEMEANOUR, added=["378/1"])
    told.sent()
    judge = comes("trial_judge")
    steps.tab(judge, told.case)
    case_steps.moves(judge, "convict")
    assert judge.page.locator("input[data-index]").count() == 2
    sanction_steps.fills(judge, {"fine_1_1": "15", "fine_1_2": "12"})
    steps.goes_on(judge)
    assert judge.says("Say how the fines become one.") in main_of(judge), "a method is asked for"
    seen(judge, "composer of two")
    sanction_steps.fills(judge, {"method_1": "absorbed"})
    steps.goes_on(judge)
    judge.signs()
    row = judge.seen(lambda: Accused.objects.get())
    assert (row.method, row.total_mci, [one["mci"] for one in row.fines]) == ("absorbed", 15, [15, 12])
    steps.tab(judge, told.case)
    seen(judge, "penalty of two")
    assert seen.found == []


def test_a_victim_without_an_account_signs_on_the_pad(comes: Come, posts: Posts, seen: Seen) -> None:
    told = WritStory(posts, victim=False)
    told.victim = enter(posts, told.case, "victim", **SECOND)
    told.begin()
    investigator = comes("investigator", "kk")
    steps.tab(investigator, told.case)
    case_steps.moves(investigator, "consent")
    investigator.page.locator("input[name=means][value=pad]").check()
    steps.goes_on(investigator)
    empty = "The pad is empty: the person signs on it, then you sign the act."
    assert investigator.says(empty) in main_of(investigator)
    assert investigator.page.locator("canvas.app-pad").is_visible()
    steps.draws(investigator)
    seen(investigator, "pad")
    steps.goes_on(investigator)
    investigator.signs()
    assert told.will("victim").means == "pad"
    made: Material = investigator.seen(
        lambda: Material.objects.select_related("document").get(case=told.case, kind="writ_consent")
    )
    with storage.open(told.case.pk, made.document.sha256) as file:
        assert pictures(file.read()) == 1, "what was drawn is in the act"
    assert seen.found == []


def pictures(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as paper:
        return sum(1 for sheet in paper for _one in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
