"""The hearing: appointed, put off, who was told, arguments, minutes; what the clerk sees and what he does not."""

import io
from datetime import timedelta

import pytest

from cases import moving
from cases.actions.act import NotVisible
from cases.models import Case, Material, Participant
from cases.moving import do
from ecase.law.words import Refused
from ecase.people.models import Appointment, Notice
from ecase.web.speaking import speaking
from sanctions.actions.hearings import argue
from sanctions.hearings.ics import calendar, folded
from sanctions.hearings.queries import hearings_of, prefill, told_of
from sanctions.hearings.resource import HEARING
from sanctions.models import Argument, Hearing, HearingNotice, Sanction
from sanctions.resource import SANCTION
from tests.telling import REASONS, Story, quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
MINUTES = "Заседание открыто. Права разъяснены. Прокурор поддержал ходатайство, защитник возражал."


@pytest.fixture
def clerk(posts) -> Appointment:
    """A clerk of the very court whose judge has the request; the demonstration's own sits in another court."""
    return posts["clerk2"]


@pytest.fixture
def heard(posts, clerk):
    """A petition before the judge since hour 20."""
    story = Story(posts)
    return story, story.in_court(20)


def appoint(story, sanction, hours=20.5, starts=23.0, who="judge", **more):
    return story.decide(hours, who, sanction, "appoint_hearing", starts_at=story.at(starts), place="Зал 3", **more)


def hearing_of(story, sanction) -> Hearing:
    with speaking(story.posts["judge"]):
        return Hearing.objects.filter(sanction=sanction.pk).order_by("-starts_at").first()


def minutes(story, sanction, hours=24.0, who="judge", **more):
    fields = {"held_from": story.at(23), "held_until": story.at(23.5), "present": "Судья\nПрокурор\nЗащитник",
              "minutes": MINUTES, "suspect_part": "present", "secretary": "Юсупова К. Р.", **more}  # fmt: skip
    return story.decide(hours, who, sanction, "sign_minutes", **fields)


# --- appointed, put off ---------------------------------------------------------------------------------------


def test_everybody_who_takes_part_is_called_and_holders_of_an_account_by_a_notice(posts, heard):
    story, sanction = heard
    appoint(story, sanction, video_link="https://video.example.kz/3")
    row = hearing_of(story, sanction)
    with speaking(posts["judge"]):
        called = [(one.to_whom, bool(one.appointment_id)) for one in HearingNotice.objects.filter(hearing=row)]
    assert set(called) == {
        ("suspect", False), ("defender", True), ("prosecutor", True), ("investigator", True), ("facility", True),
    }  # fmt: skip
    told = Notice.objects.filter(kind="hearing.called").values_list("to__user__username", flat=True)
    assert set(told) == {"lawyer", "prosecutor", "investigator", "custody"}  # the judge has appointed it herself
    assert story.entries()[-1] == "hearing.appointed"
    with refused("appointed_already", posts["judge"]):
        appoint(story, sanction)


def test_the_proof_is_that_the_notice_was_read(posts, heard):
    story, sanction = heard
    appoint(story, sanction)
    row = hearing_of(story, sanction)
    Notice.objects.filter(kind="hearing.called", to=posts["lawyer"]).update(read_at=story.at(21))
    with speaking(posts["judge"]):
        told = {one.notice.to_whom: one.at for one in told_of(row)}
    assert told["defender"] == story.at(21) and told["prosecutor"] is None and told["suspect"] is None


def test_whoever_has_no_account_is_told_by_other_means_with_proof(posts, heard):
    story, sanction = heard
    appoint(story, sanction)
    row = hearing_of(story, sanction)
    with speaking(posts["judge"]):
        suspect = HearingNotice.objects.get(hearing=row, to_whom="suspect")
    fields = {"notice": str(suspect.pk), "means": "phone", "told_at": story.at(21), "proof": "ответил лично"}
    story.decide(21.5, "judge", sanction, "tell_of_hearing", **fields)
    with speaking(posts["judge"]):
        suspect.refresh_from_db()
    assert (suspect.means, suspect.told_at, suspect.proof) == ("phone", story.at(21), "ответил лично")
    with refused("told_later", posts["judge"]):
        story.decide(21.5, "judge", sanction, "tell_of_hearing", **{**fields, "told_at": story.at(22)})


def test_a_hearing_is_appointed_for_a_time_that_lies_ahead(posts, heard):
    story, sanction = heard
    with refused("hearing_past", posts["judge"]):
        appoint(story, sanction, hours=21, starts=20.5)


def test_a_hearing_put_off_is_another_hearing_and_everybody_is_called_anew(posts, heard):
    story, sanction = heard
    with refused("no_hearing", posts["judge"]):
        story.decide(20.5, "judge", sanction, "move_hearing", starts_at=story.at(24), reasons="Защитник не явился.")
    appoint(story, sanction)
    story.decide(21, "judge", sanction, "move_hearing", starts_at=story.at(24), reasons="Защитник не явился.")
    with speaking(posts["judge"]):
        first, second = Hearing.objects.filter(sanction=sanction.pk).order_by("starts_at")
    assert (first.state, first.adjourned_why) == ("adjourned", "Защитник не явился.")
    assert (second.state, second.starts_at, second.place) == ("appointed", story.at(24), "Зал 3")
    assert Notice.objects.filter(kind="hearing.called", to=posts["lawyer"]).count() == 2


def test_only_the_court_appoints_and_a_stranger_finds_nothing(posts, heard):
    story, sanction = heard
    for who in ("prosecutor", "investigator", "lawyer"):
        with refused("wrong_role", posts[who]):
            appoint(story, sanction, who=who)
    for who in ("judge2", "lawyer2", "investigator2", "prosecutor2", "clerk"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            appoint(story, sanction, who=who)


# --- arguments ------------------------------------------------------------------------------------------------


def test_both_sides_argue_and_the_judge_is_told(posts, heard):
    story, sanction = heard
    story.decide(21, "lawyer", sanction, "argue", text="Подозреваемый имеет постоянное место жительства.")
    story.decide(21.2, "prosecutor", sanction, "argue", text="Подозреваемый дважды скрывался.")
    with speaking(posts["judge"]):
        sides = list(Argument.objects.filter(sanction=sanction.pk).order_by("at").values_list("side", "by"))
    assert sides == [("defence", posts["lawyer"].pk), ("prosecution", posts["prosecutor"].pk)]
    assert Notice.objects.filter(kind="hearing.argued", to=posts["judge"]).count() == 2
    with refused("wrong_role", posts["investigator"]):
        story.decide(21, "investigator", sanction, "argue", text="Прошу удовлетворить.")
    with speaking(posts["lawyer2"]), pytest.raises(NotVisible):
        story.decide(21, "lawyer2", sanction, "argue", text="Возражаю.")
    story.decide(24, "judge", sanction, "grant", reasons=REASONS)
    with refused("wrong_status", posts["lawyer"]):
        story.decide(25, "lawyer", sanction, "argue", text="Возражаю.")


def test_a_paper_may_be_handed_in_with_an_argument(posts, heard):
    story, sanction = heard
    with speaking(posts["lawyer"]):
        argue(
            sanction_id=sanction.pk, by=posts["lawyer"], at=story.at(21), fields={"text": "Справка о составе семьи."},
            file=io.BytesIO("Справка".encode()), name="справка.txt",
        )  # fmt: skip
        row = Argument.objects.select_related("material").get(sanction=sanction.pk)
        assert row.material is not None and row.material.compartment == "parties"
    with speaking(posts["judge"]):
        assert Material.objects.visible_to(posts["judge"]).filter(pk=row.material_id).exists()


# --- minutes, and the decision ----------------------------------------------------------------------------------


def test_the_minutes_make_the_hearing_held_and_the_decision_knows_its_facts(posts, heard):
    story, sanction = heard
    appoint(story, sanction)
    story.decide(21, "lawyer", sanction, "argue", text="Возражаю.")
    minutes(story, sanction)
    row = hearing_of(story, sanction)
    assert (row.state, row.held_from, row.minutes, row.present[0]) == ("held", story.at(23), MINUTES, "Судья")
    assert row.minutes_material_id is not None
    with speaking(posts["judge"]):
        known = prefill(Sanction.objects.get(pk=sanction.pk), story.at(24))
    assert (known["hearing_at"], known["suspect_part"], known["secretary"]) == (
        story.at(23), "present", "Юсупова К. Р.",
    )  # fmt: skip
    assert "Возражаю." in known["arguments"]
    with speaking(posts["judge"]):
        done = do(SANCTION, sanction.pk, "grant", by=posts["judge"], at=story.at(25), reasons=REASONS)
    assert done.hearing_at == story.at(23)
    with refused("minutes_signed", posts["judge"]):
        minutes(story, sanction)


@pytest.mark.parametrize(
    ("code", "more"), [("hearing_to_come", {"held_from": 30}), ("ends_before_it_begins", {"held_until": 22})]
)
def test_minutes_that_cannot_be_true_are_refused(posts, heard, code, more):
    story, sanction = heard
    appoint(story, sanction)
    with refused(code, posts["judge"]):
        minutes(story, sanction, **{name: story.at(hours) for name, hours in more.items()})


@pytest.mark.parametrize("name", ["grant", "refuse"])
def test_custody_is_not_decided_unheard(posts, heard, name):
    story, sanction = heard
    judge = posts["judge"]
    with refused("hearing_needed", judge):
        do(SANCTION, sanction.pk, name, by=judge, at=story.at(24), reasons=REASONS)
    with refused("hearing_to_come", judge):
        do(SANCTION, sanction.pk, name, by=judge, at=story.at(24), reasons=REASONS, hearing_at=story.at(25))
    story.decide(24, "judge", sanction, name, reasons=REASONS, hearing_at=story.at(22), secretary="Юсупова К. Р.")
    row = hearing_of(story, sanction)
    assert (row.state, row.held_from, row.secretary) == ("held", story.at(22), "Юсупова К. Р.")


def test_a_hearing_that_was_not_needed_any_more_is_called_off(posts, heard):
    story, sanction = heard
    appoint(story, sanction)
    minutes(story, sanction)
    appoint(story, sanction, hours=24.2, starts=30)
    story.decide(25, "judge", sanction, "grant", reasons=REASONS)
    assert hearing_of(story, sanction).state == "called_off"


# --- the clerk --------------------------------------------------------------------------------------------------


def test_the_clerk_arranges_the_hearing_and_sees_no_paper_of_the_case(posts, heard, clerk):
    story, sanction = heard
    with speaking(clerk):
        assert [row.pk for row in HEARING.visible(clerk)] == [sanction.pk]
        for model in (Case, Material, Participant, Sanction):
            assert not model.objects.visible_to(clerk).exists(), model
        assert not SANCTION.visible(clerk).exists()
        starts = story.at(23)
        do(HEARING, sanction.pk, "appoint_hearing", by=clerk, at=story.at(20.5), starts_at=starts, place="Зал 3")
        assert [row.starts_at for row in hearings_of(clerk)] == [starts]
        fields = {"held_from": starts, "present": "Судья", "minutes": MINUTES}
        do(HEARING, sanction.pk, "sign_minutes", by=clerk, at=story.at(24), **fields)
    with pytest.raises(NotVisible), speaking(clerk):
        moving.move_named(HEARING, sanction, "grant")
    assert hearing_of(story, sanction).state == "held"


def test_the_clerk_of_another_court_finds_nothing(posts, heard):
    story, sanction = heard
    with speaking(posts["clerk"]):
        assert not HEARING.visible(posts["clerk"]).exists() and not hearings_of(posts["clerk"]).exists()
    with speaking(posts["clerk"]), pytest.raises(NotVisible):
        do(HEARING, sanction.pk, "appoint_hearing", by=posts["clerk"], at=story.at(21), starts_at=story.at(23))


# --- calendar ---------------------------------------------------------------------------------------------------


def test_the_calendar_is_ones_own_and_names_nobody(posts, heard):
    story, sanction = heard
    appoint(story, sanction)
    for who, sees in (
        ("judge", 1), ("prosecutor", 1), ("lawyer", 1), ("investigator", 1), ("head", 1), ("judge2", 0), ("lawyer2", 0),
        ("prosecutor2", 0), ("investigator2", 0), ("custody", 0), ("clerk", 0),
    ):  # fmt: skip
        with speaking(posts[who]):
            assert hearings_of(posts[who]).count() == sees, who
    with speaking(posts["judge"]):
        file = calendar(hearings_of(posts["judge"]), story.at(21))
    starts = story.at(23)
    assert f"DTSTART:{starts:%Y%m%dT%H%M%SZ}\r\n" in file  # in UTC: nobody's old table of zones moves it
    assert story.detention.case.number in file.replace("\r\n ", "")
    for name in ("Оспанов", "Руслан", "Сейткали", "Левченко"):
        assert name not in file
    assert file.startswith("BEGIN:VCALENDAR\r\n") and file.endswith("END:VCALENDAR\r\n")


def test_long_lines_are_folded_by_bytes_and_never_within_a_letter():
    line = "SUMMARY:" + "қ" * 100
    pieces = folded(line)
    assert all(len(piece.encode()) <= 75 for piece in pieces) and len(pieces) > 2
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_a_hearing_put_off_is_cancelled_in_the_calendar(posts, heard):
    story, sanction = heard
    appoint(story, sanction)
    story.decide(21, "judge", sanction, "move_hearing", starts_at=story.at(24), reasons="Защитник не явился.")
    with speaking(posts["lawyer"]):
        file = calendar(hearings_of(posts["lawyer"]), story.at(21) + timedelta(minutes=1))
    assert file.count("STATUS:CANCELLED") == file.count("STATUS:CONFIRMED") == 1


def test_the_seal_of_the_minutes_is_refused_for_another_version(posts, heard):
    story, sanction = heard
    judge = posts["judge"]
    fields = {"held_from": story.at(21), "present": "Судья", "minutes": MINUTES}
    with speaking(judge):
        draft = moving.draft(
            SANCTION, moving.find(SANCTION, sanction.pk, judge), "sign_minutes", fields, by=judge, at=story.at(22)
        )
    story.decide(22.5, "lawyer", sanction, "argue", text="Возражаю.")
    with speaking(judge), pytest.raises(Refused, match="changed"):
        moving.perform(
            SANCTION, moving.find(SANCTION, sanction.pk, judge), "sign_minutes", {}, by=judge, at=story.at(23),
            draft_id=draft.pk, signature="demo",
        )  # fmt: skip
