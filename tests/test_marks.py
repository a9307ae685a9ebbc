"""Remarks on pages: one's own until handed back, printed in the act, ticked by the asker; two versions; numbers."""

import pytest

from cases.actions.act import NotVisible
from cases.models import Material
from cases.moving import draft, find, perform
from ecase.documents.actions import DEMO
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web.speaking import speaking
from sanctions.actions import marks, reasons
from sanctions.models import PageMark, Sanction, SavedReason
from sanctions.queries.earlier import compared
from sanctions.queries.marks import known_to, printed_marks
from sanctions.queries.refusals import of_asker, of_decider
from sanctions.resource import SANCTION
from tests.fixtures import HOUR
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def story(posts: dict[str, Appointment]) -> Story:
    return Story(posts, ago=30)


@pytest.fixture
def asked(story: Story) -> Sanction:
    return story.decide(19, "investigator", story.ask(18), "submit")


def noted(story: Story, sanction: Sanction, text: str = "Лист не указан.", **more: object) -> PageMark:
    by = story.posts["prosecutor"]
    with speaking(by):
        paper = Material.objects.get(matter=sanction.matter, kind="arrest_petition")
        given = {"sanction_id": sanction.pk, "material_id": paper.pk, "page": 1, "text": text, "by": by, **more}
        return marks.mark(**{"at": story.at(20), **given})  # type: ignore[arg-type]


def known(story: Story, who: str, sanction: Sanction) -> list[str]:
    with speaking(story.posts[who]):
        return [mark.text for mark in known_to(sanction, story.posts[who])]


def test_a_remark_is_its_authors_own_until_it_goes_back_with_the_request(story: Story, asked: Sanction) -> None:
    kept, dropped = noted(story, asked, top=420), noted(story, asked, "Опечатка.")
    prosecutor = story.posts["prosecutor"]
    with speaking(prosecutor):
        for _ in range(2):
            marks.drop(sanction_id=asked.pk, mark_id=dropped.pk, by=prosecutor, at=story.at(20.1))
        assert printed_marks(Sanction.objects.get(pk=asked.pk), prosecutor) == [
            {"label": printed_marks(asked, prosecutor)[0]["label"], "value": "Лист не указан."}  # type: ignore[index]
        ]
    assert known(story, "prosecutor", asked) == ["Лист не указан."]
    assert known(story, "investigator", asked) == known(story, "chief", asked) == []
    story.decide(21, "prosecutor", asked, "return_for_rework", reasons=REASONS)
    assert known(story, "investigator", asked) == ["Лист не указан."]
    assert known(story, "lawyer", asked) == []
    with speaking(prosecutor):
        assert PageMark.objects.get(pk=kept.pk).sent and not PageMark.objects.get(pk=dropped.pk).sent
    # The asker ticks it, twice is once; then the request goes on and nothing is ticked any more.
    by = story.investigator
    for _ in range(2):
        with speaking(by):
            marks.mend(sanction_id=asked.pk, mark_id=kept.pk, done=True, by=by, at=story.at(22))
    with speaking(by):
        assert Entry.objects.filter(kind="sanction.mended").count() == 1
    story.decide(23, "investigator", asked, "amend", grounds="Скрывался от следствия, листы 3–7; жилья не имеет вовсе.")
    story.decide(23.5, "investigator", asked, "submit")
    with refused("wrong_status", by):
        marks.mend(sanction_id=asked.pk, mark_id=kept.pk, done=False, by=by, at=story.at(24))


def test_what_may_not_be_noted(story: Story, asked: Sanction) -> None:
    prosecutor = story.posts["prosecutor"]
    paper = noted(story, asked).material_id
    common = {"sanction_id": asked.pk, "material_id": paper, "at": story.at(20)}
    for code, more in (
        ("mark_empty", {"text": "  ", "page": 1}),
        ("mark_long", {"text": "а" * 2001, "page": 1}),
        ("no_such_page", {"text": "да", "page": 99}),
        ("no_such_page", {"text": "да", "page": 0}),
    ):
        with refused(code, prosecutor):
            marks.mark(**common, **more, by=prosecutor)  # type: ignore[arg-type]
    for who in ("investigator", "judge", "lawyer", "prosecutor2"):
        with speaking(story.posts[who]), pytest.raises(NotVisible):
            marks.mark(**common, text="да", page=1, by=story.posts[who])  # type: ignore[arg-type]


def test_an_act_that_does_not_print_the_remarks_is_not_signed(story: Story, asked: Sanction) -> None:
    prosecutor = story.posts["prosecutor"]
    with speaking(prosecutor):
        row = find(SANCTION, asked.pk, prosecutor)
        made = draft(SANCTION, row, "return_for_rework", {"reasons": REASONS}, by=prosecutor, at=story.at(20))
    noted(story, asked, at=story.at(20.5))
    with refused("stale_draft", prosecutor):
        perform(
            SANCTION, find(SANCTION, asked.pk, prosecutor), "return_for_rework", {}, by=prosecutor, at=story.at(21),
            draft_id=made.pk, signature=DEMO,
        )  # fmt: skip


def test_the_two_versions_are_told_word_by_word(story: Story, asked: Sanction) -> None:
    prosecutor = story.posts["prosecutor"]
    with speaking(prosecutor):
        assert compared(asked) is None
    story.decide(21, "prosecutor", asked, "return_for_rework", reasons=REASONS)
    story.decide(22, "investigator", asked, "amend", grounds="Скрывался от следствия, листы 3–9; жилья не имеет.")
    again = story.decide(23, "investigator", asked, "submit")
    with speaking(prosecutor):
        found = compared(again)
    assert found is not None and found.returned_at == story.at(21)
    grounds = next(one for one in found.fields if any("Скрывался" in piece.text for piece in one.pieces))
    assert not grounds.same
    assert "3–7;" in "".join(p.text for p in grounds.pieces if p.kind == "del")
    assert "3–9;" in "".join(p.text for p in grounds.pieces if p.kind == "ins")


def test_numbers_are_of_ones_own_only(story: Story, asked: Sanction) -> None:
    typical = "t:refuse_support:milder_enough"
    story.decide(21, "prosecutor", asked, "refuse_support", reasons=REASONS, typical=typical)
    at = story.at(30)
    for who, read in (("prosecutor", of_decider), ("investigator", of_asker)):
        with speaking(story.posts[who]):
            numbers = read(story.posts[who], at)
        assert [(row.kind, row.move, row.reason, row.count) for row in numbers.rows] == [
            ("arrest", "refuse_support", "milder_enough", 1)
        ], who
        if who == "prosecutor":
            assert numbers.median == 2 * HOUR
    for who in ("chief", "prosecutor2", "judge", "investigator2"):
        with speaking(story.posts[who]):
            assert of_decider(story.posts[who], at).rows == of_asker(story.posts[who], at).rows == ()


def test_reasons_somebody_keeps_are_his(posts: dict[str, Appointment]) -> None:
    by, other = posts["prosecutor"], posts["chief"]
    with speaking(by):
        row = reasons.keep(by=by, decision="refuse_support", title="", text=REASONS)
        assert row.title and REASONS.startswith(row.title)
        reasons.keep(by=by, decision="refuse_support", title=row.title, text=REASONS + " Дополнено.")
        assert SavedReason.objects.get(owner=by).text.endswith("Дополнено.")
    with refused("nothing_to_keep", by):
        reasons.keep(by=by, decision="refuse_support", title="пусто", text="  ")
    with speaking(other):
        assert reasons.drop(by=other, pk=row.pk) is False
    with speaking(by):
        assert reasons.drop(by=by, pk=row.pk) is True
