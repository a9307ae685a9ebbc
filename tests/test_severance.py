"""Severance and joinder: a new case at once, what goes along and what stays, the term, both ledgers, who sees what.

Typesetting and signing are stood in for (tests/telling.py). The last tests commit and verify the whole ledger.
"""

import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from cases.actions import add_defence, file_upload
from cases.actions.act import NotVisible
from cases.models import Case, Charge, Deadline, Defence, Episode, Material, Participant, Pause, Ruling
from cases.moving import Invalid, do
from cases.queries.scope_page import scope_of
from cases.resource import CASE
from detention.resource import DETENTION
from ecase.documents import storage
from ecase.documents.models import Document, Signature
from ecase.law.scope import Kind
from ecase.law.words import Refused
from ecase.ledger.models import Entry, Stream
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import ADULT, HOUR, tell_case, tell_detention
from tests.rulings import WHY, again, charge_on, decide, draw, enter, live, live_episodes, status, suspect_of
from tests.telling import quick_papers, refused

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
DAY = timedelta(days=1)
PRIVATE = ("131", "1")  # insult: on the victim's complaint alone (32(2))


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - 10 * DAY)


def file_in(posts, case: Case, title: str, **more) -> Material:
    with speaking(posts["investigator"]):
        return file_upload(
            case_id=case.pk, by=posts["investigator"], at=now(), file=io.BytesIO(title.encode()), name="x.txt",
            title=title, **more,
        )  # fmt: skip


def new_fact(**more) -> dict:
    return {
        "ground": "new_offence", "occurred_at": (now() - 2 * DAY).isoformat(), "place": "Алматы, пр. Достык, 5",
        "summary": "Из машины похищен регистратор.", "article": "188/2", **more,
    }  # fmt: skip


def severed(posts, ruling: Ruling, by: str = "investigator") -> Case:
    with speaking(posts[by]):
        return Case.objects.get(number=again(ruling).data["new_case"])


def main_term(posts, case: Case) -> Deadline:
    with speaking(posts["investigator"]):
        return Deadline.objects.get(case=case, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True)


def two_offences(posts, case: Case) -> Case:
    """`case`, with a second registered offence that came by a joinder."""
    other = tell_case(posts, at=now() - 12 * DAY, qualification="189/2")
    draw(posts, other, "join", other_number=case.number, ground="same_unknown")
    return case


# --- a new offence (44(3)) ------------------------------------------------------------------------


def test_a_new_offence_becomes_a_case_of_its_own_at_once(posts, case):
    victim = enter(posts, case, "victim")
    paper = file_in(posts, case, "Рапорт об обнаружении")
    ruling = draw(posts, case, "sever", **new_fact(participants=[str(victim.pk)], materials=[str(paper.pk)]))
    new = severed(posts, ruling)
    assert ruling.status == "in_force"
    assert (new.source_case_id, new.investigator_id, new.prosecutor_id) == (
        case.pk, posts["investigator"].pk, posts["prosecutor"].pk,
    )  # fmt: skip
    assert new.number != case.number and new.occurred_at < new.registered_at
    assert live(posts, new) == [("", "CC 188(2)", "registered")]
    assert live(posts, case) == [("", "CC 188(3)", "registered")]
    assert (live_episodes(posts, new), live_episodes(posts, case)) == ([1], [1])
    with speaking(posts["investigator"]):
        person = Participant.objects.get(case=new)
        assert (person.last_name, person.capacity, person.iin) == ("Ахметов", "victim", victim.iin)
        copies = list(Material.objects.filter(case=new).select_related("document"))
    assert {copy.kind for copy in copies} == {"upload", "ruling_severance"}
    assert all(copy.document.case_id == new.pk for copy in copies)
    copied = next(copy for copy in copies if copy.kind == "upload")
    with speaking(posts["investigator"]):
        assert again(paper).document_id != copied.document_id
        assert storage.read(new.pk, copied.document.sha256) == "Рапорт об обнаружении".encode()
    # 44(6): its own clock, from its own registration.
    assert main_term(posts, new).starts_at == new.registered_at
    assert main_term(posts, case).starts_at == case.registered_at


def test_both_ledgers_speak_of_it_and_the_prosecutor_notes_that_he_has_seen_it(posts, case):
    ruling = draw(posts, case, "sever", **new_fact())
    new = severed(posts, ruling)
    with speaking(posts["prosecutor"]):
        there = Entry.objects.get(stream=Stream.objects.get(case_id=new.pk))
        assert there.kind == "case.severed" and case.number in there.public and new.number in there.public
        here = Entry.objects.filter(stream=Stream.objects.get(case_id=case.pk), public__contains=str(ruling.pk))
        assert [entry.kind for entry in here] == ["ruling.in_force"]
        copy = Deadline.objects.get(matter=ruling.matter, rule="severance.copy")
        assert copy.met_at is None
        assert Notice.objects.filter(to=posts["prosecutor"], kind="case.severed").exists()
    decide(posts, ruling, "see")
    with speaking(posts["prosecutor"]):
        assert again(copy).met_at is not None


def test_the_new_case_is_open_to_those_over_it_and_to_nobody_else(posts, case):
    new = severed(posts, draw(posts, case, "sever", **new_fact()))
    for reader in ("investigator", "prosecutor", "chief", "head"):
        with speaking(posts[reader]):
            assert Case.objects.visible_to(posts[reader]).filter(pk=new.pk).exists(), reader
    for stranger in ("investigator2", "prosecutor2", "lawyer", "judge"):
        with speaking(posts[stranger]):
            assert not Case.objects.visible_to(posts[stranger]).filter(pk=new.pk).exists(), stranger


def test_what_is_missing_of_a_new_offence_is_asked_for(posts, case):
    by = posts["investigator"]
    for code, gap in (
        ("missing", {"summary": ""}),
        ("missing", {"article": ""}),
        ("event_in_future", {"occurred_at": (now() + DAY).isoformat()}),
        ("qualification_unknown", {"article": "999/1"}),
        ("ground_of_a_fact", {"ground": "part_done"}),
    ):
        with refused(code, by):
            do(CASE, case.pk, "sever", by=by, at=now(), text=WHY, **new_fact(**gap))
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        do(CASE, case.pk, "sever", by=posts["investigator2"], at=now(), text=WHY, **new_fact())
    with refused("wrong_role", posts["prosecutor"]):
        do(CASE, case.pk, "sever", by=posts["prosecutor"], at=now(), text=WHY, **new_fact())


def test_a_severance_is_not_for_the_defence(posts, case):
    person = suspect_of(posts, case)
    with speaking(posts["investigator"]):
        add_defence(
            case_id=case.pk, participant_id=person.pk, lawyer=posts["lawyer"], warrant="1", by=posts["investigator"],
            at=now(),
        )  # fmt: skip
    ruling = draw(posts, case, "sever", **new_fact())
    with speaking(posts["lawyer"]):
        assert not Ruling.objects.visible_to(posts["lawyer"]).filter(pk=ruling.pk).exists()


# --- a part of what is registered (44(1), (2)) ----------------------------------------------------


def test_whole_offences_go_with_their_charges_people_papers_and_history(posts, case):
    case = two_offences(posts, case)
    person = suspect_of(posts, case, article="189/2", episode=2)
    with speaking(posts["investigator"]):
        add_defence(
            case_id=case.pk, participant_id=person.pk, lawyer=posts["lawyer"], warrant="Уведомление № 7",
            by=posts["investigator"], at=now(),
        )  # fmt: skip
    kept = file_in(posts, case, "Осмотр первого места", episode=1)
    goes = file_in(posts, case, "Осмотр второго места", episode=2)
    ruling = draw(posts, case, "sever", ground="part_done", episodes=["2"])
    new = severed(posts, ruling)
    assert live(posts, new) == [("Ахметов", "CC 189(2)", "severed")]
    assert (live_episodes(posts, case), live_episodes(posts, new)) == ([1], [1])
    assert status(posts, person) == "ended", "he is a suspect in the new case only"
    with speaking(posts["investigator"]):
        gone = Episode.objects.get(case=case, number=2)
        assert (gone.severed_to_id, gone.ended_ruling_id) == (new.pk, ruling.pk)
        there = Participant.objects.get(case=new, capacity="suspect")
        titles = set(Material.objects.filter(case=new, kind="upload").values_list("title", flat=True))
        history = list(Charge.objects.filter(case=new).order_by("since", "id").values_list("how", flat=True))
        assert Defence.objects.filter(case=new, participant=there, lawyer=posts["lawyer"]).exists()
        old = Document.objects.get(pk=Material.objects.get(case=case, kind="ruling_qualification").document_id)
        new_paper = Material.objects.select_related("document").get(case=new, kind="ruling_qualification").document
        assert (new_paper.sha256, new_paper.pk != old.pk) == (old.sha256, True)
        assert Signature.objects.filter(document=new_paper).count() == 1
    assert status(posts, there) == "recognised"
    assert titles == {goes.title} and kept.title not in titles
    assert history[0] == "registered" and history[-1] == "severed" and "qualified" in history
    with speaking(posts["lawyer"]):
        assert Case.objects.visible_to(posts["lawyer"]).filter(pk=new.pk).exists()
    # 44(6): all other severances count from the start of the main case.
    assert main_term(posts, new).starts_at == main_term(posts, case).starts_at
    assert main_term(posts, new).due_at == main_term(posts, case).due_at
    with speaking(posts["prosecutor"]):
        kinds = [line.difference.kind for line in scope_of(again(case), posts["prosecutor"], now()).lines]
        assert kinds == [Kind.SAME, Kind.SEVERED]
        (there_line,) = scope_of(again(new), posts["prosecutor"], now()).lines
        assert (there_line.difference.kind, there_line.outside) == (Kind.SAME, False)


def test_the_whole_case_is_not_severed(posts, case):
    case = two_offences(posts, case)
    by, fields = posts["investigator"], {"at": now(), "text": WHY, "ground": "part_done"}
    with refused("severs_everything", by):
        do(CASE, case.pk, "sever", by=by, episodes=["1", "2"], **fields)
    with refused("missing", by):
        do(CASE, case.pk, "sever", by=by, **fields)
    with speaking(by), pytest.raises(Invalid):
        do(CASE, case.pk, "sever", by=by, episodes=["7"], **fields)


def test_a_minor_goes_alone_and_the_offence_stays_in_both_cases(posts, case):
    adult = suspect_of(posts, case)
    minor = suspect_of(
        posts, case, iin="", identity="свидетельство о рождении № 2", last_name="Юный", birth_date=date(2010, 3, 3)
    )
    ruling = draw(posts, case, "sever", ground="minor", participants=[str(minor.pk)])
    new = severed(posts, ruling)
    assert live(posts, new) == [("Юный", "CC 188(3)", "severed")]
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    assert (live_episodes(posts, case), live_episodes(posts, new)) == ([1], [1])
    assert (status(posts, adult), status(posts, minor)) == ("recognised", "ended")
    with speaking(posts["investigator"]):
        assert Episode.objects.get(case=case).severed_to_id is None
        assert again(ruling).participant_id == minor.pk
    with refused("nothing_to_sever", posts["investigator"]):
        do(CASE, case.pk, "sever", by=posts["investigator"], at=now(), text=WHY, ground="minor")
    with refused("severs_everything", posts["investigator"]):
        do(
            CASE, case.pk, "sever", by=posts["investigator"], at=now(), text=WHY, ground="cooperation",
            participants=[str(adult.pk)],
        )  # fmt: skip


def test_unknown_accomplices_become_a_case_on_the_fact(posts, case):
    suspect_of(posts, case)
    new = severed(posts, draw(posts, case, "sever", ground="unknown_accomplices"))
    assert live(posts, new) == [("", "CC 188(3)", "severed")]
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]


def test_what_stood_still_in_the_main_case_is_not_counted_in_the_severed_one_either(posts, case):
    began = now() - 8 * DAY
    suspect_of(posts, case)
    stop = draw(posts, case, "interrupt", ground="offender_unknown", at=began)
    decide(posts, stop, "approve", at=began + HOUR)
    new = severed(posts, draw(posts, case, "sever", ground="unknown_accomplices"))
    with speaking(posts["investigator"]):
        assert again(case).stage == "interrupted"
        carried = {pause.cause for pause in Pause.objects.filter(case=new)}
        assert "interruption" in carried and not Pause.objects.filter(case=new, until__isnull=True).exists()
    term = main_term(posts, new)
    assert term.next_at is not None and term.due_at > main_term(posts, case).due_at


# --- joinder (43) ---------------------------------------------------------------------------------


def test_a_case_joins_another_with_its_offences_charges_and_people(posts, case):
    other = tell_case(posts, at=now() - 20 * DAY, qualification="189/2")
    person = suspect_of(posts, other, article="189/2")
    ruling = draw(posts, other, "join", other_number=case.number, ground="same_person")
    assert ruling.status == "in_force"
    with speaking(posts["investigator"]):
        joined = again(other)
        assert (joined.stage, joined.joined_to_id) == ("joined", case.pk)
        assert not Deadline.objects.filter(
            case=other, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True
        ).exists()
        second = Episode.objects.get(case=case, number=2)
        assert second.joined_from_id == other.pk
        there = Participant.objects.get(case=case, capacity="suspect")
        entry = Entry.objects.filter(stream=Stream.objects.get(case_id=case.pk)).latest("seq")
        assert entry.kind == "case.joined" and other.number in entry.public
    assert live(posts, case) == [("", "CC 188(3)", "registered"), ("Ахметов", "CC 189(2)", "joined")]
    assert (live(posts, other), live_episodes(posts, other)) == ([], [])
    assert (status(posts, there), status(posts, person)) == ("recognised", "ended")
    # TRM-04: from the earlier start.
    assert main_term(posts, case).starts_at == other.registered_at
    decide(posts, ruling, "see")
    with speaking(posts["prosecutor"]):
        kinds = [
            (line.difference.kind, line.outside) for line in scope_of(again(case), posts["prosecutor"], now()).lines
        ]
        assert kinds == [(Kind.SAME, False), (Kind.JOINED, False)]
    with refused("wrong_status", posts["investigator"]):
        do(
            CASE,
            other.pk,
            "join",
            by=posts["investigator"],
            at=now(),
            text=WHY,
            other_number=case.number,
            ground="accomplices",
        )


def test_the_term_follows_the_case_in_which_somebody_is_in_custody(posts, case):
    later = tell_case(posts, at=now() - 3 * DAY, qualification="189/2")
    with speaking(posts["investigator"]):
        # An arrest by the court lies a floor above; its term is what this floor sees of it.
        Deadline.objects.create(
            case=later, rule="arrest.term", edition="x", starts_at=now() - DAY, due_at=now() + 30 * DAY
        )
    draw(posts, later, "join", other_number=case.number, ground="accomplices")
    assert main_term(posts, case).starts_at == later.registered_at


def test_what_may_not_be_joined(posts, case):
    by = posts["investigator"]
    fields = {"by": by, "at": now(), "text": WHY}
    foreign = tell_case(posts, at=now() - DAY, by="investigator2")
    for number in ("000000000000000", case.number, foreign.number):
        with refused("no_such_case", by):
            do(CASE, case.pk, "join", other_number=number, ground="accomplices", **fields)
    other = tell_case(posts, at=now() - 2 * DAY)
    suspect_of(posts, case)
    suspect_of(posts, other, iin=ADULT, last_name="Оспанов")
    with refused("scope_not_connected", by):
        do(CASE, case.pk, "join", other_number=other.number, ground="same_person", **fields)
    with refused("scope_join_barred", by):
        do(CASE, case.pk, "join", other_number=other.number, ground="concealment", **fields)
    assert draw(posts, case, "join", other_number=other.number, ground="accomplices").status == "in_force"


def test_the_author_says_what_of_43_4_stands_in_the_way(posts, case):
    other = tell_case(posts, at=now() - 2 * DAY, qualification="189/2")
    fields = {"other_number": other.number, "ground": "concealment"}
    for bar in ("against_each_other", "private_and_public", "hinders"):
        with refused("scope_join_barred", posts["investigator"]):
            do(CASE, case.pk, "join", by=posts["investigator"], at=now(), text=WHY, bar=bar, **fields)
    with speaking(posts["investigator"]), pytest.raises(Invalid):
        do(CASE, case.pk, "join", by=posts["investigator"], at=now(), text=WHY, bar="something", **fields)
    assert draw(posts, case, "join", bar="none", **fields).status == "in_force"


def test_who_is_charged_with_an_offence_against_the_other_is_not_joined_with_him(posts, case):
    """43(4)(2): the suspect of each case is the victim of the other; the record says so itself."""
    other = tell_case(posts, at=now() - 2 * DAY, qualification="189/2")
    fields = {"other_number": other.number, "ground": "concealment"}
    suspect_of(posts, case)
    suspect_of(posts, other, article="189/2", iin=ADULT, last_name="Оспанов")
    enter(posts, case, "victim", iin=ADULT, last_name="Оспанов")
    enter(posts, other, "victim")
    by = posts["investigator"]
    with speaking(by), pytest.raises(Refused) as stopped:
        do(CASE, case.pk, "join", by=by, at=now(), text=WHY, **fields)
    assert (stopped.value.refusal.code, stopped.value.refusal.cite) == ("scope_join_barred", "CPC 43(4)(2)")


def test_a_private_offence_is_not_joined_with_a_public_one(posts, case):
    """43(4)(3)."""
    other = tell_case(posts, at=now() - 2 * DAY, qualification="189/2")
    with speaking(posts["investigator"]):
        article, part = PRIVATE
        Charge.objects.filter(case=other).update(article=article, part=part)
    by = posts["investigator"]
    with speaking(by), pytest.raises(Refused) as stopped:
        do(CASE, case.pk, "join", by=by, at=now(), text=WHY, other_number=other.number, ground="concealment")
    assert (stopped.value.refusal.code, stopped.value.refusal.cite) == ("scope_join_barred", "CPC 43(4)(3)")


def test_who_is_held_in_a_joined_case_is_released_by_whoever_conducts_now(posts, case):
    held = tell_detention(posts)
    draw(posts, held.case, "join", other_number=case.number, ground="accomplices")
    with speaking(posts["investigator"]):
        assert again(held.case).stage == "joined"
        do(
            DETENTION, held.pk, "release", by=posts["investigator"], at=now(), ground="suspicion_not_confirmed",
            released_at=now().isoformat(),
        )  # fmt: skip
        assert again(held).released_at is not None


def test_the_head_joins_the_cases_of_two_of_his_investigators(posts, case):
    foreign = tell_case(posts, at=now() - DAY, by="investigator2", qualification="189/2")
    draw(posts, foreign, "join", by="head", other_number=case.number, ground="accomplices")
    with speaking(posts["head"]):
        assert again(foreign).investigator_id == posts["investigator"].pk
    with speaking(posts["investigator"]):
        assert Case.objects.visible_to(posts["investigator"]).filter(pk=foreign.pk).exists()
        assert Episode.objects.filter(case=case).count() == 2
    with speaking(posts["investigator2"]):
        assert not Case.objects.visible_to(posts["investigator2"]).filter(pk=case.pk).exists()


# --- the record afterwards ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_after_the_whole_story_every_row_of_every_case_is_bound(posts, capsys):
    case = tell_case(posts, at=now() - 10 * DAY)
    other = tell_case(posts, at=now() - 20 * DAY, qualification="189/2")
    one = suspect_of(posts, case)
    two = suspect_of(posts, case, iin=ADULT, last_name="Оспанов")
    suspect_of(posts, other, article="189/2")
    file_in(posts, case, "Осмотр")
    draw(posts, other, "join", other_number=case.number, ground="same_person")
    changed = draw(posts, case, "requalify", charge=str(charge_on_episode(posts, case, one, 1).pk), article="188/2")
    decide(posts, changed, "approve")
    decide(posts, changed, "cancel", by="chief")
    draw(posts, case, "sever", **new_fact())
    draw(posts, case, "sever", ground="cooperation", participants=[str(two.pk)])
    draw(posts, case, "sever", ground="part_done", episodes=["2"])
    ruling = draw(posts, case, "terminate_part", charge=str(charge_on(posts, case, one).pk), ground="not_confirmed")
    decide(posts, ruling, "approve", by="chief")
    refused_one = draw(posts, case, "terminate", ground="no_event")
    decide(posts, refused_one, "refuse", by="chief")
    last = draw(posts, case, "terminate", ground="no_event")
    decide(posts, last, "approve", by="chief")
    decide(posts, last, "cancel", by="chief")
    call_command("verify_ledger", "--strict", "--bytes")
    assert "everything holds" in capsys.readouterr().out


def charge_on_episode(posts, case: Case, person: Participant, number: int) -> Charge:
    with speaking(posts["investigator"]):
        return Charge.objects.get(case=case, participant=person, episode__number=number, until__isnull=True)
