"""The arrest on its way: request, prosecutor, court; what each step starts, opens, ends and refuses.

Typesetting and signing are stood in for (tests/telling.py), but in the last tests, which read a file
that somebody changed on the disk and tell a whole story with real papers.
"""

from datetime import timedelta

import pytest

from cases import moving
from cases.actions import add_participant
from cases.actions.act import NotVisible
from cases.actions.grants import grant as give_sight
from cases.models import Case, Deadline, Material, Matter
from cases.moving import do
from cases.resource import CASE, RULING
from detention.actions import detain
from detention.resource import DETENTION
from ecase.documents import storage
from ecase.law.clock import local
from ecase.law.identity import make_iin
from ecase.law.words import Refused
from ecase.people.models import Appointment, Notice
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions import actions
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, OTHER, tell_case, tell_suspect
from tests.telling import REASONS, Story, full_minute, quick_papers, refused, with_reasons

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

GROUNDS = "Скрывался от следствия, листы 3–7; постоянного места жительства не имеет."


@pytest.fixture
def story(posts) -> Story:
    return Story(posts)


def recognise(posts, suspect, *, at) -> None:
    """The ruling of 202 with the prosecutor's signature: without it somebody at liberty is no suspect."""
    fields = {"participant": str(suspect.pk), "episode": "1", "article": "188/3", "text": REASONS}
    with speaking(posts["investigator"]):
        ruling = do(CASE, suspect.case_id, "recognise_suspect", by=posts["investigator"], at=at, **fields)
    with speaking(posts["prosecutor"]):
        do(RULING, ruling.pk, "approve", by=posts["prosecutor"], at=at)


def seen_by(who: Appointment, model: type, story: Story) -> int:
    with speaking(who):
        return model.objects.visible_to(who).filter(case_id=story.detention.case_id).count()


# --- request ----------------------------------------------------------------------------------------


def test_a_request_binds_nobody_until_it_is_sent(posts, story):
    sanction = story.ask(10)
    assert (sanction.status, sanction.detention_id) == ("draft", story.detention.pk)
    assert story.entries()[-1] == "sanction.drafted"
    assert story.terms(sanction) == {}
    assert seen_by(posts["lawyer"], Sanction, story) == 0
    assert seen_by(posts["prosecutor"], Sanction, story) == 0  # what is being written is the writer's
    assert seen_by(posts["head"], Sanction, story) == 1


def test_one_request_at_a_time(posts, story):
    story.ask(10)
    with refused("open_already", posts["investigator"]):
        story.ask(10)


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("grounds_too_short", {"grounds": ""}),
        ("grounds_too_short", {"grounds": "  потому что  "}),
        ("unknown_kind", {"kind": "torture"}),
        ("foreign_detention", {"detention_id": "01a00000-0000-7000-8000-000000000000"}),
        ("not_a_suspect", {"participant_id": "01a00000-0000-7000-8000-000000000000"}),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(posts, story, code, bad):
    with refused(code, posts["investigator"]):
        story.ask(10, **bad)


def test_another_persons_detention_is_no_ground_for_this_request(posts, story):
    with speaking(posts["investigator"]):
        second = add_participant(
            case_id=story.detention.case_id, by=posts["investigator"], at=story.at(1), capacity="suspect",
            last_name="Иной", first_name="Некто", iin=OTHER,
        )  # fmt: skip
    with refused("foreign_detention", posts["investigator"]):
        story.ask(10, participant_id=second.pk, detention_id=story.detention.pk)


def test_a_suspect_of_another_case_cannot_be_arrested_in_this_one(posts, story):
    foreign = tell_suspect(posts, tell_case(posts, at=story.at(1)), iin=OTHER)
    with refused("not_a_suspect", posts["investigator"]):
        story.ask(10, participant_id=foreign.pk)


def test_only_the_investigator_asks_and_a_stranger_finds_nothing(posts, story):
    fields = {
        "case_id": story.detention.case_id, "at": story.at(9), "kind": "arrest",
        "participant_id": story.detention.participant_id, "grounds": GROUNDS,
    }  # fmt: skip
    with refused("wrong_role", posts["prosecutor"]):
        actions.request(by=posts["prosecutor"], **fields)
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        actions.request(by=posts["investigator2"], **fields)


@pytest.mark.parametrize(
    ("code", "qualification", "stated"),
    [
        ("arrest_economic", "217/3", []),
        ("arrest_no_ground", "188/2", []),
        ("arrest_home_only", "188/2", ["no_fixed_home"]),
        ("arrest_misdemeanour", "389/1", ["fled"]),
    ],
)
def test_what_the_law_bars_is_not_asked_for(posts, code, qualification, stated):
    """147(1): over five years, or a named ground; 136(3): economic crimes."""
    if code == "arrest_economic":
        qualification = "214/2"  # 217 is one of the listed exceptions, see below
    told = Story(posts, qualification=qualification)
    with refused(code, posts["investigator"]):
        told.ask(10, stated=stated)


def test_a_listed_economic_crime_may_be_asked_for(posts):
    assert Story(posts, qualification="217/3").ask(10).status == "draft"


def test_a_minor_is_not_arrested_for_a_crime_of_medium_gravity_even_without_an_iin(posts):
    """541(1). Without an IIN the birth date is known from the detention alone."""
    told = Story(
        posts,
        ago=20,
        qualification="188/2",
        iin="",
        identity="со слов",
        birth_date=(now() - timedelta(days=6000)).date(),
    )
    assert told.detention.limit_hours == 24
    with refused("arrest_minor", posts["investigator"]):
        told.ask(5, stated=["fled"])


# --- submit, withdraw -------------------------------------------------------------------------------


def test_the_petition_goes_to_the_prosecutor_and_stays_closed_to_the_defence(posts, story):
    sanction = story.ask(10)
    sent = story.decide(11, "investigator", sanction, "submit")
    assert sent.status == "before_prosecutor"
    assert seen_by(posts["lawyer"], Sanction, story) == 0
    assert seen_by(posts["lawyer"], Material, story) == 0
    with speaking(posts["investigator"]):
        assert Matter.objects.get(pk=sanction.pk).waits_for_id == posts["prosecutor"].pk
    assert story.terms()["detention.petition_to_ij"] == ("live", 40)  # it is the judge who has to have it by then
    assert Notice.objects.filter(to=posts["prosecutor"], kind="sanction.submitted").count() == 1
    with refused("wrong_status", posts["investigator"]):
        story.decide(11, "investigator", sanction, "submit")


def test_a_withdrawn_request_makes_room_for_another(posts, story):
    sanction = story.ask(10)
    with pytest.raises(moving.Invalid), speaking(posts["investigator"]):
        do(SANCTION, sanction.pk, "withdraw", by=posts["investigator"], at=story.at(10), reasons=" ")
    story.decide(11, "investigator", sanction, "withdraw", reasons="Ошибка в квалификации.")
    with refused("wrong_status", posts["investigator"]):
        story.decide(11, "investigator", sanction, "withdraw", reasons="Ещё раз.")
    assert story.ask(12).pk != sanction.pk


def test_what_is_before_the_court_is_not_withdrawn(posts, story):
    sanction = story.in_court()
    with refused("wrong_status", posts["investigator"]):
        story.decide(21, "investigator", sanction, "withdraw", reasons="Передумал.")


# --- the prosecutor ---------------------------------------------------------------------------------


def test_support_starts_the_judges_hours_and_opens_the_petition_to_the_defence(posts, story):
    sanction = story.in_court(20)
    assert story.terms(sanction) == {"ij.arrest": ("live", 28)}
    assert story.terms()["detention.petition_to_ij"] == ("met", 40)
    assert story.terms()["detention.expiry"] == ("live", 48)
    with speaking(posts["lawyer"]):
        papers = Material.objects.visible_to(posts["lawyer"]).values_list("kind", flat=True)
        assert set(papers) == {"arrest_petition", "prosecutor_support"}
    assert seen_by(posts["lawyer"], Sanction, story) == 1
    with speaking(posts["judge"]):
        assert Case.objects.visible_to(posts["judge"]).filter(pk=story.detention.case_id).exists()
        assert Matter.objects.get(pk=sanction.pk).waits_for_id == posts["judge"].pk
    with refused("wrong_status", posts["prosecutor"]):
        story.decide(20, "prosecutor", sanction, "support")


def test_a_late_petition_is_met_late(story):
    story.in_court(43)
    (met,) = story.rows("detention.petition_to_ij")
    assert met.met_at - met.due_at == 3 * HOUR


def test_the_prosecutors_refusal_stops_no_clock(posts, story):
    sanction = story.ask(18)
    story.decide(19, "investigator", sanction, "submit")
    with pytest.raises(moving.Invalid), speaking(posts["prosecutor"]):
        do(SANCTION, sanction.pk, "refuse_support", by=posts["prosecutor"], at=story.at(20), reasons="нет")
    refusal = story.decide(20, "prosecutor", sanction, "refuse_support", reasons=REASONS)
    assert refusal.status == "refused_by_prosecutor"
    assert story.terms()["detention.expiry"] == ("live", 48)
    assert story.terms()["detention.petition_to_ij"] == ("live", 40)
    assert story.fresh().status(story.at(21)) == "held"
    assert story.fresh().status(story.at(48)) == "must_be_released"
    with speaking(posts["lawyer"]):
        papers = Material.objects.visible_to(posts["lawyer"]).values_list("kind", flat=True)
        assert set(papers) == {"arrest_petition", "prosecutor_refusal"}


def test_a_returned_request_is_sent_again_and_the_remarks_stay_inside(posts, story):
    sanction = story.ask(10)
    story.decide(11, "investigator", sanction, "submit")
    story.decide(12, "prosecutor", sanction, "return_for_rework", reasons=REASONS)
    assert story.terms()["detention.petition_to_ij"] == ("live", 40)
    assert seen_by(posts["lawyer"], Sanction, story) == 0
    story.decide(13, "investigator", sanction, "submit")
    story.decide(14, "prosecutor", sanction, "support")
    with speaking(posts["lawyer"]):
        papers = Material.objects.visible_to(posts["lawyer"]).values_list("kind", flat=True)
        assert "prosecutor_return" not in papers


def test_a_returned_request_is_rewritten_before_it_is_sent_again(posts, story):
    sanction = story.ask(10)
    story.decide(11, "investigator", sanction, "submit")
    story.decide(12, "prosecutor", sanction, "return_for_rework", reasons=REASONS)
    text = "Подозреваемый дважды скрывался от следствия, его место жительства не установлено."
    story.decide(13, "investigator", sanction, "amend", grounds=text, stated=["fled"])
    with speaking(posts["investigator"]):
        rewritten = Sanction.objects.get(pk=sanction.pk)
    assert (rewritten.status, rewritten.grounds, rewritten.stated) == ("returned", text, ["fled"])
    story.decide(14, "investigator", sanction, "submit")
    with speaking(posts["investigator"]), pytest.raises(Refused, match="Not possible now"):
        do(SANCTION, sanction.pk, "amend", by=posts["investigator"], at=story.at(15), grounds=text)


def test_a_request_is_not_rewritten_into_nothing(posts, story):
    sanction = story.ask(10)
    with speaking(posts["investigator"]), pytest.raises(Refused, match="at least"):
        do(SANCTION, sanction.pk, "amend", by=posts["investigator"], at=story.at(11), grounds="Коротко")


def test_the_head_of_the_office_may_decide_and_another_prosecutor_may_not(posts, story):
    sanction = story.ask(10)
    story.decide(11, "investigator", sanction, "submit")
    for who in ("prosecutor2", "investigator2", "judge2", "lawyer2"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            do(SANCTION, sanction.pk, "support", by=posts[who], at=story.at(12))
    assert story.decide(12, "chief", sanction, "support").status == "before_court"


# --- the court --------------------------------------------------------------------------------------


def test_a_grant_records_the_order_and_starts_two_months(posts, story):
    sanction = story.in_court(20)
    granted = story.decide(24, "judge", sanction, "grant", reasons=REASONS)
    assert granted.status == "granted" and granted.decided_by_id == posts["judge"].pk
    assert (granted.until - story.start.date()).days in range(58, 63)
    terms = story.terms(sanction)
    assert terms["ij.arrest"] == ("met", 28) and terms["arrest.term"][0] == "live"
    held = story.terms()
    assert held["detention.expiry"] == ("met", 48) and held["facility.acknowledgement"][0] == "live"
    assert story.fresh().status(story.at(60)) == "order_recorded"
    assert story.entries()[-2:] == ["sanction.granted", "detention.order_recorded"]
    with speaking(posts["custody"]):
        papers = Material.objects.visible_to(posts["custody"]).values_list("kind", flat=True)
        assert "arrest_granted" in papers and "arrest_petition" not in papers
    with refused("wrong_status", posts["judge"]):
        story.decide(24, "judge", sanction, "grant", reasons=REASONS)


def test_a_late_order_is_recorded_late(story):
    sanction = story.in_court(45)
    story.decide(50, "judge", sanction, "grant", reasons=REASONS)
    assert story.facts("detention.order_recorded")["late_minutes"] == 120


def test_custody_that_runs_is_not_asked_for_again(posts, story):
    """A second first term instead of an extension would go round the ladder of 151."""
    story.decide(24, "judge", story.in_court(20), "grant", reasons=REASONS)
    with refused("granted_already", posts["investigator"]):
        story.ask(30)


def test_the_courts_refusal_frees_at_once_and_the_ruling_lies_ready(posts, story):
    sanction = story.in_court(20)
    story.decide(24, "judge", sanction, "refuse", reasons=REASONS)
    assert story.fresh().status(story.at(24)) == "must_be_released"
    (ruling,) = story.prepared()
    assert (ruling.act, ruling.fields, ruling.prepared_for_id) == (
        "release_ruling_head",
        {"ground": "court_refused"},
        posts["custody"].pk,
    )
    called = Notice.objects.filter(kind="detention.court_refused", must_acknowledge=True)
    assert {notice.to.user.username for notice in called} == {"custody", "investigator", "head", "prosecutor"}
    # The ground is gone at the refusal (hour 24), so the release is overdue from then on, not from hour 48.
    assert story.terms()["detention.expiry"] == ("live", 24)
    assert story.entries()[-2:] == ["sanction.refused", "detention.court_refused"]
    story.move(24.5, "custody", "release", ground="court_refused", released_at=story.at(24.5))
    assert story.terms()["detention.expiry"][0] == "met"


def test_after_a_refusal_a_new_petition_needs_new_circumstances(posts, story):
    story.decide(24, "judge", story.in_court(20), "refuse", reasons=REASONS)
    with refused("arrest_refused_before", posts["investigator"]):
        story.ask(25)
    assert story.ask(26, new_circumstances="Пытался скрыться после заседания.").status == "draft"


def test_only_the_judge_it_is_before_decides(posts, story):
    sanction = story.in_court(20)
    for who in ("prosecutor", "investigator", "lawyer", "head"):
        with refused("wrong_role", posts[who]):
            story.decide(21, who, sanction, "grant", reasons=REASONS)
    for who in ("judge2", "trial_judge", "clerk", "custody"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            do(SANCTION, sanction.pk, "grant", by=posts[who], at=story.at(21), reasons=REASONS)
    colleague = Appointment.objects.create(
        user=posts["judge2"].user, role="investigating_judge", office=posts["judge"].office, since=story.at(0)
    )
    with speaking(posts["prosecutor"]):
        give_sight(story.detention.case_id, [colleague], reason="court")
    with refused("not_the_judge", colleague):
        do(SANCTION, sanction.pk, "grant", by=colleague, at=story.at(21), reasons=REASONS)


def test_one_person_does_not_ask_and_decide_in_two_posts(posts, story):
    sanction = story.ask(10)
    story.decide(11, "investigator", sanction, "submit")
    chief_too = Appointment.objects.create(
        user=posts["investigator"].user, role="head_of_prosecution", office=posts["chief"].office, since=story.at(0)
    )
    with speaking(posts["investigator"]):
        give_sight(story.detention.case_id, [chief_too], reason="supervision")
    with speaking(chief_too), pytest.raises(Refused) as stopped:
        do(SANCTION, sanction.pk, "support", by=chief_too, at=story.at(12))
    assert stopped.value.refusal.code == "own_request"


def test_custody_counts_from_a_holding_that_began_after_it_was_asked_for(posts):
    """Asked for a person at liberty, caught before the court decided: the order is his detention's (152(6))."""
    by, start = posts["investigator"], full_minute(now()) - 40 * HOUR
    case = tell_case(posts, at=start)
    suspect = tell_suspect(posts, case)
    recognise(posts, suspect, at=start)
    fields = {"case_id": case.pk, "participant_id": suspect.pk, "by": by}
    with speaking(by):
        sanction = with_reasons(actions.request(**fields, at=start, kind="arrest", grounds=GROUNDS), start)
        do(SANCTION, sanction.pk, "submit", by=by, at=start + HOUR)
        held = detain(**fields, at=start + 2 * HOUR, held_at=start + 2 * HOUR, place="А", ground="caught")
    with speaking(posts["prosecutor"]):
        do(SANCTION, sanction.pk, "support", by=posts["prosecutor"], at=start + 3 * HOUR, reasons=REASONS)
    with speaking(posts["judge"]):
        at = start + 9 * HOUR
        do(SANCTION, sanction.pk, "grant", by=posts["judge"], at=at, reasons=REASONS, hearing_at=at)
    with speaking(by):
        assert Sanction.objects.get(pk=sanction.pk).detention_id == held.pk
        assert Deadline.objects.get(matter_id=sanction.pk, rule="arrest.term").starts_at == held.held_at
        assert Deadline.objects.get(matter_id=held.pk, rule="detention.petition_to_ij").met_at == start + 3 * HOUR
        assert DETENTION.visible(by).get(pk=held.pk).status(start + 60 * HOUR) == "order_recorded"


# --- a release in between -----------------------------------------------------------------------------


def test_a_request_falls_with_the_detention_it_stands_on(posts, story):
    sanction = story.in_court(20)
    story.move(21, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(21))
    with refused("detention_over", posts["judge"]):
        story.decide(22, "judge", sanction, "grant", reasons=REASONS)
    assert story.decide(22, "judge", sanction, "refuse", reasons=REASONS).status == "refused"
    assert story.fresh().status(story.at(23)) == "released"


def test_nor_is_it_sent_or_supported(posts, story):
    sanction = story.ask(10)
    story.decide(11, "investigator", sanction, "submit")
    story.move(12, "investigator", "release", ground="suspicion_not_confirmed", released_at=story.at(12))
    with refused("detention_over", posts["prosecutor"]):
        story.decide(13, "prosecutor", sanction, "support")
    story.decide(13, "investigator", sanction, "withdraw", reasons="Лицо освобождено.")
    with refused("detention_over", posts["investigator"]):
        story.ask(14, detention_id=story.detention.pk)
    with refused("not_recognised", posts["investigator"]):
        story.ask(14)
    recognise(posts, story.detention.participant, at=story.at(14))
    assert story.ask(15).detention_id is None  # for a suspect at liberty custody may be asked for


# --- drafts -----------------------------------------------------------------------------------------


def a_draft(story: Story, who: str, sanction: Sanction, name: str, hours: float, **fields):
    by = story.posts[who]
    with speaking(by):
        return moving.draft(SANCTION, moving.find(SANCTION, sanction.pk, by), name, fields, by=by, at=story.at(hours))


def perform(story: Story, who: str, sanction: Sanction, name: str, hours: float, draft) -> Sanction:
    by = story.posts[who]
    subject = moving.find(SANCTION, sanction.pk, by)
    return moving.perform(SANCTION, subject, name, {}, by=by, at=story.at(hours), draft_id=draft.pk, signature="demo")


@pytest.fixture
def morning(posts) -> Story:
    """A story whose hours 1 to 9 lie on one Almaty day."""
    local_nine = full_minute(now()).replace(hour=4, minute=0) - 5 * 24 * HOUR
    return Story(posts, ago=round((full_minute(now()) - local_nine) / HOUR))


def test_a_draft_decides_nothing_and_is_used_once(posts, morning):
    sanction = morning.ask(1)
    draft = a_draft(morning, "investigator", sanction, "submit", 1)
    assert draft.used_at is None and morning.entries()[-1] == "sanction.drafted"
    with speaking(posts["investigator"]):
        perform(morning, "investigator", sanction, "submit", 1.5, draft)
    morning.decide(2, "prosecutor", sanction, "return_for_rework", reasons=REASONS)
    with refused("stale_draft", posts["investigator"]):
        perform(morning, "investigator", sanction, "submit", 3, draft)


def test_a_draft_is_stale_when_the_matter_has_moved_on(posts, morning):
    sanction = morning.ask(1)
    morning.decide(1.2, "investigator", sanction, "submit")
    draft = a_draft(morning, "chief", sanction, "support", 2, reasons=REASONS)
    morning.decide(2.1, "prosecutor", sanction, "return_for_rework", reasons=REASONS)
    morning.decide(2.2, "investigator", sanction, "submit")
    with refused("stale_draft", posts["chief"]):
        perform(morning, "chief", sanction, "support", 3, draft)


def test_an_act_written_yesterday_is_not_signed_today(posts, morning):
    """Its paper names its day: signed a day later it would be back-dated."""
    sanction = morning.in_court(4)
    draft = a_draft(morning, "judge", sanction, "grant", 5, reasons=REASONS, hearing_at=morning.at(4.5))
    with refused("stale_draft", posts["judge"]):
        perform(morning, "judge", sanction, "grant", 29, draft)


def test_the_draft_of_somebody_else_is_not_signed(posts, morning):
    sanction = morning.ask(1)
    morning.decide(1.2, "investigator", sanction, "submit")
    draft = a_draft(morning, "chief", sanction, "support", 2, reasons=REASONS)
    with refused("wrong_draft", posts["prosecutor"]):
        perform(morning, "prosecutor", sanction, "support", 2.5, draft)


def test_nor_is_the_draft_of_another_move(posts, morning):
    sanction = morning.ask(1)
    morning.decide(1.2, "investigator", sanction, "submit")
    draft = a_draft(morning, "prosecutor", sanction, "refuse_support", 2, reasons=REASONS)
    with refused("wrong_draft", posts["prosecutor"]):
        perform(morning, "prosecutor", sanction, "support", 2.5, draft)


def test_without_a_signature_nothing_is_decided(posts, morning):
    sanction = morning.ask(1)
    draft = a_draft(morning, "investigator", sanction, "submit", 1)
    by = posts["investigator"]
    for signature, code in (("", "signature_needed"), ("MIIB", "no_provider")):
        with refused(code, by):
            moving.perform(
                SANCTION, moving.find(SANCTION, sanction.pk, by), "submit", {}, by=by, at=morning.at(1),
                draft_id=draft.pk, signature=signature,
            )  # fmt: skip


# --- papers that were changed on the disk --------------------------------------------------------------


def spoil(document) -> None:
    """Flip one byte in the middle of a stored file, as somebody with the disk could."""
    path = storage.path_of(document.case_id, document.sha256)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(data))


def petition(story: Story, sanction: Sanction):
    with speaking(story.investigator):
        return Material.objects.select_related("document").get(matter_id=sanction.pk, kind="arrest_petition").document


def test_a_changed_petition_blocks_support(posts, story):
    sanction = story.ask(10)
    story.decide(11, "investigator", sanction, "submit")
    spoil(petition(story, sanction))
    with refused("signature_broken", posts["prosecutor"]):
        story.decide(12, "prosecutor", sanction, "support")


def test_a_changed_petition_blocks_the_grant(posts, story):
    sanction = story.in_court(12)
    spoil(petition(story, sanction))
    with refused("signature_broken", posts["judge"]):
        story.decide(13, "judge", sanction, "grant", reasons=REASONS)


def test_a_changed_draft_is_not_signed(posts, morning):
    sanction = morning.ask(1)
    draft = a_draft(morning, "investigator", sanction, "submit", 1)
    spoil(draft.document)
    with refused("draft_damaged", posts["investigator"]):
        perform(morning, "investigator", sanction, "submit", 1.5, draft)


def test_on_the_eighteenth_birthday_he_is_no_minor(posts):
    """541(1) bars the arrest of a minor for a crime of medium gravity; from the birthday on it does not."""
    birthday = local(full_minute(now()) - 80 * HOUR).date()
    told = Story(posts, qualification="188/2", iin=make_iin(birthday.replace(year=birthday.year - 18), "male", 12))
    assert told.detention.limit_hours == 48
    assert told.ask(10, stated=["fled"]).status == "draft"
