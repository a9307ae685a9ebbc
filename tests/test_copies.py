"""Copies of an order and how each was served; slips of the pen and what is none."""

import pytest

from cases.actions.act import NotVisible
from cases.models import Material
from ecase.people.models import Notice
from ecase.web.speaking import speaking
from sanctions.actions.copies import opened
from sanctions.hearings.beside import beside
from sanctions.models import Copy, Sanction, Slip
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


@pytest.fixture
def decided(posts):
    """Custody granted at hour 24."""
    story = Story(posts)
    return story, story.decide(24, "judge", story.in_court(20), "grant", reasons=REASONS)


def copies(story, sanction) -> dict[str, Copy]:
    with speaking(story.posts["judge"]):
        return {row.to_whom: row for row in Copy.objects.filter(sanction=sanction.pk)}


def note(story, sanction, hours=25, who="judge", **more):
    row = copies(story, sanction)["suspect"]
    fields = {"copy": str(row.pk), "means": "in_person", "served_at": story.at(24.5), "proof": "расписка № 4", **more}
    return story.decide(hours, who, sanction, "note_copy", **fields)


def correct(story, sanction, before, after, who="judge"):
    fields = {"before": before, "after": after, "reasons": "Допущена описка в наименовании улицы."}
    return story.decide(30, who, sanction, "correct_slip", **fields)


# --- copies -------------------------------------------------------------------------------------------------


def test_the_order_of_custody_goes_to_everybody_its_kind_names(posts, decided):
    story, sanction = decided
    rows = copies(story, sanction)
    assert set(rows) == set(sanction.rule.copies) - {"victim"}
    assert rows["defender"].appointment_id == posts["lawyer"].pk
    assert rows["facility"].appointment_id == posts["custody"].pk
    assert rows["suspect"].participant_id == story.detention.participant_id
    assert all(row.served_at is None and row.due_at == story.at(24) for row in rows.values())


def test_a_copy_is_served_by_being_opened_once_and_by_nobody_else(posts, decided):
    story, sanction = decided
    with speaking(posts["lawyer"]):
        assert opened(sanction=sanction, by=posts["lawyer"], at=story.at(25))
        assert not opened(sanction=sanction, by=posts["lawyer"], at=story.at(26))
    row = copies(story, sanction)["defender"]
    assert (row.served_at, row.means, row.by_id) == (story.at(25), "system", posts["lawyer"].pk)
    assert story.entries().count("copy.served") == 1
    with speaking(posts["head"]):
        assert not opened(sanction=sanction, by=posts["head"], at=story.at(25))


def test_a_copy_handed_over_is_noted_with_its_receipt(posts, decided):
    story, sanction = decided
    note(story, sanction)
    row = copies(story, sanction)["suspect"]
    assert (row.served_at, row.means, row.proof) == (story.at(24.5), "in_person", "расписка № 4")
    with speaking(posts["judge"]):
        assert Material.objects.filter(matter=sanction.pk, kind="copy_receipt").count() == 1
    with speaking(posts["judge"]), pytest.raises(Exception, match="invalid|copy"):
        note(story, sanction)


@pytest.mark.parametrize(("code", "hours"), [("served_later", 26), ("served_before_decision", 23)])
def test_a_copy_is_not_served_before_the_decision_nor_in_the_future(posts, decided, code, hours):
    story, sanction = decided
    with refused(code, posts["judge"]):
        note(story, sanction, served_at=story.at(hours))


def test_only_the_court_and_the_asker_note_it(posts, decided):
    story, sanction = decided
    for who in ("lawyer", "prosecutor"):
        with refused("wrong_role", posts[who]):
            note(story, sanction, who=who)
    for who in ("judge2", "investigator2", "lawyer2"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            note(story, sanction, who=who)
    assert note(story, sanction, who="investigator").status == "granted"


def test_what_is_not_served_in_time_stands_out_and_the_facility_says_so_itself(posts, decided):
    story, sanction = decided
    story.move(25, "custody", "acknowledge")
    with speaking(posts["judge"]):
        row = Sanction.objects.select_related("detention", "case", "matter").get(pk=sanction.pk)
        told = {one["whom"]: one for one in beside(row, posts["judge"], story.at(26), "/x/")["copies"]}
    late = {whom for whom, one in told.items() if one["late"]}
    assert len(late) == len(told) - 1
    assert sum(one["served_at"] == story.at(25) for one in told.values()) == 1


# --- slips --------------------------------------------------------------------------------------------------


def test_a_slip_is_corrected_by_a_ruling_and_the_mark_stays(posts, decided):
    story, sanction = decided
    correct(story, sanction, "ул. Абайя", "ул. Абая")
    with speaking(posts["lawyer"]):
        (row,) = Slip.objects.visible_to(posts["lawyer"])
        found = Sanction.objects.select_related("detention", "case", "matter").get(pk=sanction.pk)
        (mark,) = beside(found, posts["lawyer"], story.at(31), "/x/")["slips"]
    assert (row.before, row.after, mark["after"]) == ("ул. Абайя", "ул. Абая", "ул. Абая")
    assert (found.until, found.status, found.reasons) == (sanction.until, "granted", REASONS)
    assert "slip.corrected" in story.entries()
    assert Notice.objects.filter(kind="slip.corrected", to=posts["lawyer"]).count() == 1


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("nothing_corrected", "ул. Абая", "ул. Абая"),
        ("not_a_slip", "на 2 месяца", "на 3 месяца"),
        ("not_a_slip", "до 23.01.2027", "до 23.02.2027"),
        ("not_a_slip", "ходатайство удовлетворить", "ходатайство отклонить"),
        ("not_a_slip", "оснований имеется", "оснований не имеется"),
        ("not_a_slip", "Оспанов Руслан", "Иванов Петр"),
    ],
)
def test_what_changes_number_term_person_or_outcome_is_no_slip(posts, decided, code, before, after):
    story, sanction = decided
    with refused(code, posts["judge"]):
        correct(story, sanction, before, after)


def test_only_the_judge_who_decided_corrects(posts, decided):
    story, sanction = decided
    for who in ("prosecutor", "investigator", "lawyer"):
        with refused("wrong_role", posts[who]):
            correct(story, sanction, "ул. Абайя", "ул. Абая", who=who)
    with speaking(posts["judge2"]), pytest.raises(NotVisible):
        correct(story, sanction, "ул. Абайя", "ул. Абая", who="judge2")


def test_nothing_is_corrected_before_there_is_an_order(posts):
    story = Story(posts)
    sanction = story.in_court(20)
    with refused("wrong_status", posts["judge"]):
        correct(story, sanction, "ул. Абайя", "ул. Абая")
