"""What an attacker tried on the reading side of sanctions: each test says the right behaviour."""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from cases.actions import file_upload
from cases.actions.grants import grant as give_sight
from cases.actions.withholding import withhold
from cases.models import Case, Material, Matter
from ecase.documents import actions as documents
from ecase.documents import storage
from ecase.law.roles import Role
from ecase.people.models import Appointment, Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import marks
from sanctions.actions.manifests import lift
from sanctions.models import Sanction
from tests import covert
from tests.callers import Caller, caller, fresh_limits
from tests.fixtures import HOUR, tell_case
from tests.measures import DAY, Measures
from tests.pages.conftest import Reader, at_page
from tests.rulings import draw, suspect_of
from tests.telling import REASONS, Story, quick_papers
from tests.test_appeals import above, move
from tests.test_handover import somebody

__all__ = ["at_page", "caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
committed = pytest.mark.django_db(transaction=True)
Posts = dict[str, Appointment]
Call = Callable[[str], Caller]
At = Callable[..., Reader]
WHY = "По этим данным может быть найден защищаемый свидетель."
SECRET = "Показания под псевдонимом «Ястреб»"
MARK = "Показания Ястреба приложены зря, убрать до суда."


@pytest.fixture
def printed(quick_papers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `quick_papers`, with every word that the act prints among its bytes."""

    def render(template: str, context: Any, *, language: str) -> Any:
        text = f"%PDF-1.7 {template} {context!r} ".encode()
        return SimpleNamespace(pdf=text, pages=1, mark="")

    monkeypatch.setattr(documents, "render", render)


def upload(story: Story, hours: float, title: str, compartment: str = "investigation") -> Material:
    with speaking(story.investigator):
        return file_upload(
            case_id=story.detention.case_id, by=story.investigator, at=story.at(hours),
            file=io.BytesIO(f"Слова {title}.".encode()), name="note.txt", title=title, compartment=compartment,
        )  # fmt: skip


def kept_back(story: Story, hours: float) -> Material:
    material = upload(story, hours, SECRET)
    with speaking(story.investigator):
        return withhold(
            material_id=material.pk, by=story.investigator, at=story.at(hours), ground="protected", reason=WHY
        )


def returned_and_sent_again(story: Story, paper: Material, hours: float = 15) -> Sanction:
    """The prosecutor remarks on `paper`, hands the request back, supports it when it comes again."""
    asked = story.decide(hours, "investigator", story.ask(hours - 1), "submit")
    prosecutor = story.posts["prosecutor"]
    with speaking(prosecutor):
        marks.mark(sanction_id=asked.pk, material_id=paper.pk, page=1, text=MARK, by=prosecutor, at=story.at(hours + 1))
    story.decide(hours + 2, "prosecutor", asked, "return_for_rework", reasons=REASONS)
    story.decide(hours + 3, "investigator", asked, "amend", grounds="Скрывался от следствия, листы 3–7; жилья нет.")
    story.decide(hours + 4, "investigator", asked, "submit")
    return story.decide(hours + 5, "prosecutor", asked, "support")


def words_of(by: Appointment, material: Material) -> str:
    """The bytes of a document that `by` may open."""
    with speaking(by):
        seen = Material.objects.visible_to(by).select_related("document").get(pk=material.pk)
        return storage.read(seen.document.case_id, seen.document.sha256).decode(errors="replace")


def acts(by: Appointment, sanction: Sanction) -> list[Material]:
    with speaking(by):
        case = Sanction.objects.get(pk=sanction.pk).case_id
        return list(Material.objects.visible_to(by).filter(case_id=case).select_related("document"))


def sees(post: Appointment, sanction: Sanction) -> bool:
    with speaking(post):
        return bool(Sanction.objects.visible_to(post).filter(pk=sanction.pk).exists())


# --- remarks of the prosecutor ----------------------------------------------------------------------------------------


def test_the_defender_does_not_read_the_remarks_the_prosecutor_made_for_the_investigator(posts, at_page):
    story = Story(posts)
    paper = upload(story, 10, "Рапорт оперативного сотрудника")
    asked = returned_and_sent_again(story, paper)
    lawyer = at_page("lawyer")
    assert lawyer.goes(f"cases/{story.detention.case.number}/sanctions/{asked.pk}/").status_code == 200
    assert MARK not in lawyer.text and "Рапорт оперативного" not in lawyer.text


def test_the_judge_does_not_learn_of_a_withheld_paper_from_remarks_on_its_pages(posts, at_page):
    story = Story(posts)
    paper = kept_back(story, 10)
    asked = returned_and_sent_again(story, paper)
    judge = at_page("judge")
    for path in (f"queue/{asked.pk}/", f"queue/{asked.pk}/compare/",
                 f"cases/{story.detention.case.number}/sanctions/{asked.pk}/"):  # fmt: skip
        assert judge.goes(path).status_code == 200, path
        assert SECRET not in judge.text and MARK not in judge.text, path


def test_the_judge_does_not_read_a_withheld_title_in_the_paper_that_handed_the_request_back(posts, printed):
    story = Story(posts)
    asked = returned_and_sent_again(story, kept_back(story, 10))
    judge = posts["judge"]
    for row in acts(judge, asked):
        assert "Ястреб" not in words_of(judge, row), row.kind


# --- what lay before whoever decided ----------------------------------------------------------------------------------


def test_the_support_does_not_tell_the_judge_the_title_of_a_withheld_paper(posts, printed):
    story = Story(posts)
    kept_back(story, 10)
    asked = story.in_court(20)
    judge = posts["judge"]
    for row in acts(judge, asked):
        assert SECRET not in words_of(judge, row), row.kind


def test_the_page_does_not_tell_the_judge_the_hash_of_a_withheld_paper(posts, at_page):
    story = Story(posts)
    paper = kept_back(story, 10)
    asked = story.in_court(20)
    judge = at_page("judge")
    judge.goes(f"cases/{story.detention.case.number}/sanctions/{asked.pk}/")
    assert paper.document.sha256[:16] not in judge.text


@pytest.mark.parametrize("act", ["arrest_petition", "prosecutor_support", "arrest_granted"])
def test_the_papers_of_an_arrest_do_not_tell_the_defence_of_a_search_that_is_asked_for(posts, printed, act):
    """The list of what is attached, and what lay before the prosecutor and the judge: both are read by the suspect."""
    told = Measures(posts)
    search = told.request(12, "search")
    told.pass_on(13, search)
    arrest = told.granted(24, "arrest")
    lawyer = posts["lawyer"]
    assert not sees(lawyer, search)
    (paper,) = [row for row in acts(lawyer, arrest) if row.kind == act]
    assert "Постановление о производстве обыска" not in words_of(lawyer, paper)


def test_the_order_served_on_the_place_of_detention_names_no_paper_of_the_investigation(posts, printed):
    told = Measures(posts)
    upload(told, 10, "Рапорт агента «Ястреб»")
    told.granted(24, "arrest")
    custody = posts["custody"]
    with speaking(custody):
        rows = list(Material.objects.visible_to(custody).select_related("document"))
    assert rows
    for row in rows:
        assert "Ястреб" not in words_of(custody, row), row.kind


def test_what_lay_before_the_judge_is_counted_for_the_defence_as_the_file_is(posts, at_page):
    """How many papers a step has that is not open yet, their sheets and their hashes, is told nowhere else either."""
    told = Measures(posts)
    search = told.request(12, "search")
    told.pass_on(13, search)
    arrest = told.granted(24, "arrest")
    with speaking(told.investigator):
        hidden = Material.objects.select_related("document").filter(matter=search.pk).first()
    lawyer = at_page("lawyer")
    lawyer.goes(f"cases/{told.detention.case.number}/sanctions/{arrest.pk}/")
    assert lawyer.page.status_code == 200
    assert hidden.document.sha256[:16] not in lawyer.text


# --- before it is open, and afterwards --------------------------------------------------------------------------------


@pytest.fixture
def eighteen(posts: Posts) -> tuple[Measures, Sanction]:
    """A request that needs two prosecutors; the first of them has supported it."""
    told = Measures(posts, ago=75 * DAY, qualification="188/4")
    root = told.arrested(asked={"stated": ["organised_group", "may_flee"]})
    asked = told.request(
        38 * DAY, "arrest_extension", who="head", months=18, running_until=told.row(root).until.isoformat(),
        stated=["unchanged", "organised_group"],
    )  # fmt: skip
    told.decide(38 * DAY + 1, "head", asked, "submit")
    told.decide(38 * DAY + 2, "oblast_chief", asked, "support")
    return told, asked


def test_a_request_before_the_second_of_two_prosecutors_is_not_open_to_the_defence(posts, eighteen):
    _told, asked = eighteen
    assert not sees(posts["lawyer"], asked)


def test_the_defence_does_not_read_why_the_second_prosecutor_handed_a_request_back(posts, eighteen, at_page):
    told, asked = eighteen
    told.decide(38 * DAY + 3, "gp.chief", asked, "return_for_rework", reasons=f"{MARK} {REASONS}")
    lawyer = at_page("lawyer")
    lawyer.goes(f"cases/{told.detention.case.number}/sanctions/{asked.pk}/")
    assert MARK not in lawyer.text


def test_a_judge_of_an_earlier_request_does_not_read_the_next_one_while_it_is_being_written(posts):
    """It is no request yet, and the judge who will get it is drawn by chance when it arrives."""
    told = Measures(posts)
    told.granted(24, "arrest")
    asked = told.request(26, "search")
    assert not sees(posts["judge"], asked)


def test_the_judge_of_the_court_above_sees_nothing_new_of_the_case_after_his_decision(posts):
    told = Measures(posts)
    arrest = told.granted(24, "arrest")
    move(told, 33, "appeal_judge", above(told, arrest, 30), "uphold")
    asked = told.request(36, "search")
    assert not sees(posts["appeal_judge"], asked)


# --- hearings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["personal_search", "property_arrest", "international_notice", "body_examination"])
def test_nobody_of_the_defence_is_called_to_a_hearing_on_a_request_that_is_not_open_to_him(posts, kind):
    told = Measures(posts, ago=30)
    asked = told.request(20, kind)
    told.pass_on(21, asked)
    with speaking(told.investigator):
        judge = Matter.objects.select_related("waits_for__user").get(pk=asked.pk).waits_for.user.username
    before = set(Notice.objects.values_list("pk", flat=True))
    told.decide(22, judge, asked, "appoint_hearing", starts_at=told.at(26), place="Суд, зал 3")
    lawyer = posts["lawyer"]
    with speaking(lawyer):
        assert not Sanction.objects.visible_to(lawyer).filter(pk=asked.pk).exists()
        fresh = Notice.objects.filter(to=lawyer).exclude(pk__in=before)
        assert not fresh.exists(), [(row.kind, row.params) for row in fresh]


def test_the_place_of_detention_is_called_to_a_hearing_without_the_number_of_the_case(posts, caller):
    """As in every other notice it gets: its screens know a person held, not the case."""
    story = Story(posts, ago=40)
    asked = story.in_court(20)
    story.decide(21, "judge", asked, "appoint_hearing", starts_at=story.at(24), place="Суд, зал 3")
    inbox = caller("custody").get("inbox/")
    assert inbox.status_code == 200 and "hearing.called" in inbox.content.decode()
    assert story.detention.case.number not in inbox.content.decode()


# --- other hands -----------------------------------------------------------------------------------------------------


def handed_over(posts: Posts, case: Case) -> None:
    """The case goes to another investigator of the unit; the covert grant goes along with it."""
    posts["new"] = somebody(posts, "new", Role.INVESTIGATOR, posts["head"].office)
    draw(posts, case, "assign", by="head", investigator=str(posts["new"].pk))


def told_since(before: set[int], who: Appointment) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(to=who).exclude(pk__in=before).values_list("kind", "path"))


@committed
def test_of_a_decision_after_the_hand_over_whoever_conducts_the_case_is_told_and_nobody_who_left_it(posts):
    told = Measures(posts, ago=30)
    asked = told.request(20, "search")
    told.pass_on(21, asked)
    handed_over(posts, told.detention.case)
    assert not sees(posts["investigator"], asked)
    before = set(Notice.objects.values_list("pk", flat=True))
    told.investigator = posts["new"]
    told.judge_it(24, asked)
    assert told_since(before, posts["investigator"]) == []
    assert told_since(before, posts["new"])


@committed
def test_what_is_handed_back_after_the_hand_over_waits_for_whoever_conducts_the_case(posts):
    """The hours of the person held run on; nobody answers for what waits for somebody who sees it no more."""
    story = Story(posts, ago=30)
    asked = story.decide(19, "investigator", story.ask(18), "submit")
    handed_over(posts, story.detention.case)
    before = set(Notice.objects.values_list("pk", flat=True))
    story.decide(20, "prosecutor", asked, "return_for_rework", reasons=REASONS)
    assert told_since(before, posts["investigator"]) == []
    with speaking(posts["new"]):
        assert Matter.objects.get(pk=asked.pk).waits_for_id == posts["new"].pk


@committed
def test_what_is_withheld_stays_withheld_in_the_case_that_is_severed(posts):
    case = tell_case(posts, at=now() - 2 * HOUR)
    one = suspect_of(posts, case, last_name="Серов", iin="850606400334")
    suspect_of(posts, case, last_name="Бериков", iin="940612331141")
    by = posts["investigator"]
    with speaking(by):
        paper = file_upload(
            case_id=case.pk, by=by, at=now(), file=io.BytesIO(SECRET.encode()), name="a.txt", title=SECRET,
            compartment="investigation",
        )  # fmt: skip
        withhold(material_id=paper.pk, by=by, at=now(), ground="protected", reason=WHY)
    ruling = draw(
        posts, case, "sever", ground="some_suspects", participants=[str(one.pk)], episodes=["1"],
        materials=[str(paper.pk)],
    )  # fmt: skip
    with speaking(by):
        other = Case.objects.get(number=ruling.data["new_case"])
        give_sight(other.pk, [posts["judge"]], reason="court")
    with speaking(posts["judge"]):
        seen = Material.objects.visible_to(posts["judge"]).filter(case=other)
        assert SECRET not in {row.title for row in seen}


# --- covert ----------------------------------------------------------------------------------------------------------


def test_the_prosecutor_who_knows_of_one_covert_action_does_not_read_the_next_request(posts):
    """The request itself is none of his before the judge has decided, the second no more than the first."""
    case = tell_case(posts, at=now() - 2 * HOUR)
    covert.granted(posts, case)
    second = covert.ask(posts, case, kind="covert_telecom", object="Другое лицо, «Юг»")
    assert not sees(posts["prosecutor"], second)
    covert.move(posts, "investigator", second, "submit")
    assert not sees(posts["prosecutor"], second)


@committed
def test_an_investigator_who_left_the_case_is_told_nothing_of_an_appeal_against_a_covert_order(posts):
    case = tell_case(posts, at=now() - 2 * HOUR)
    action = covert.granted(posts, case)
    handed_over(posts, case)
    assert not sees(posts["investigator"], action)
    before = set(Notice.objects.values_list("pk", flat=True))
    covert.move(
        posts, "prosecutor", action, "appeal", asks="cancel",
        text="Ходатайство о пересмотре: доводы судьи не подтверждены, листы 3–7.",
    )  # fmt: skip
    assert told_since(before, posts["judge"])
    assert told_since(before, posts["investigator"]) == []


@committed
def test_an_investigator_who_left_the_case_is_told_nothing_of_what_surfaced_after_a_covert_order(posts):
    case = tell_case(posts, at=now() - 2 * HOUR)
    by = posts["investigator"]
    with speaking(by):
        paper = file_upload(
            case_id=case.pk, by=by, at=now(), file=io.BytesIO(SECRET.encode()), name="a.txt", title=SECRET,
            compartment="investigation",
        )  # fmt: skip
        withhold(material_id=paper.pk, by=by, at=now(), ground="protected", reason=WHY)
    action = covert.granted(posts, case)
    handed_over(posts, case)
    assert not sees(by, action)
    before = set(Notice.objects.values_list("pk", flat=True))
    with speaking(posts["new"]):
        lift(material_id=paper.pk, by=posts["new"], at=now(), reason=WHY)
    assert told_since(before, by) == []


@committed
def test_a_judge_who_withdrew_from_a_covert_request_sees_it_no_more(posts):
    """Also where another request of the same case lies before him: sight of the covert part is a grant of its own."""
    told = Measures(posts, ago=30)
    told.in_court(20)
    asked = covert.in_court(posts, told.detention.case)
    assert sees(posts["judge"], asked)
    posts["judge_b"] = somebody(posts, "judge_b", Role.INVESTIGATING_JUDGE, posts["judge"].office)
    covert.move(posts, "judge", asked, "recuse", reasons=REASONS)
    assert sees(posts["judge_b"], asked) and not sees(posts["judge"], asked)


# --- what is typed into addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B23:59", "9999-12-31T23:59:59-23:59"])
def test_a_moment_out_of_all_bounds_in_the_address_of_the_queue_is_no_fault_of_the_server(posts, at_page, moment):
    asked = Story(posts).in_court(20)
    judge = at_page("judge")
    judge.client.raise_request_exception = False
    assert judge.goes(f"queue/?after={moment}_{asked.pk}").status_code in (200, 404)


# --- what is told by name and what by number ------------------------------------------------------------------------


def test_the_list_of_what_lay_before_the_decider_names_to_each_reader_what_he_may_open(posts, at_page):
    story = Story(posts)
    upload(story, 9, "Рапорт участкового")
    upload(story, 9, "Справка о месте жительства", "parties")
    kept_back(story, 10)
    asked = story.in_court(20)
    for who, named, unnamed in (
        ("prosecutor", ("Рапорт участкового", "Справка о месте", SECRET), ()),
        ("judge", ("Рапорт участкового", "Справка о месте"), (SECRET,)),
        ("lawyer", ("Справка о месте",), ("Рапорт участкового", SECRET)),
    ):
        reader = at_page(who)
        reader.goes(f"cases/{story.detention.case.number}/sanctions/{asked.pk}/")
        table = reader.text[reader.text.index('id="sealed"') :]
        assert all(title in table for title in named), who
        assert not any(title in reader.text for title in unnamed), who


def test_the_act_names_what_is_open_to_the_parties_and_counts_the_rest_with_its_article(posts, printed):
    story = Story(posts)
    upload(story, 9, "Рапорт участкового")
    upload(story, 9, "Справка о месте жительства", "parties")
    kept_back(story, 10)
    asked = story.in_court(20)
    judge = posts["judge"]
    support = next(row for row in acts(judge, asked) if row.kind == "prosecutor_support")
    words = words_of(judge, support)
    assert "Справка о месте жительства" in words and "Рапорт участкового" not in words and SECRET not in words
    assert "'unnamed': ['1: " in words and "'withheld': 0" in words


def test_the_api_does_not_say_which_closed_material_the_named_sheets_are_of(posts, caller):
    story = Story(posts)
    closed, open_ = upload(story, 9, "Рапорт участкового"), upload(story, 9, "Справка", "parties")
    cited = [{"material": str(one.pk), "first": one.first_sheet, "last": one.last_sheet} for one in (closed, open_)]
    asked = story.ask(18, facts={"cited": cited})
    story.decide(19, "investigator", asked, "submit")
    story.decide(20, "prosecutor", asked, "support")
    told = {who: caller(who).get(f"sanctions/{asked.pk}/").json()["facts"]["cited"] for who in ("judge", "lawyer")}
    assert told["judge"] == cited
    assert told["lawyer"] == [{**cited[0], "material": None}, cited[1]]
