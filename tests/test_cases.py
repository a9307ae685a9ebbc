"""Registering a case and what is entered in it: people, defenders, documents.

Every act five ways: it works, the wrong role, bad input, a stranger, twice.
"""

import io
from datetime import date

import pytest

from cases.actions import add_defence, add_participant, file_upload, register
from cases.actions.act import NotVisible
from cases.models import Case, Charge, Deadline, Material, Participant
from cases.rules import parse_qualification
from ecase.law.words import Refusal, Refused
from ecase.ledger.models import Entry
from ecase.people.actions import appoint
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import ADULT, HOUR, OTHER, tell_case, tell_suspect
from tests.telling import refused

pytestmark = pytest.mark.django_db

REPORT = {
    "occasion": "statement",
    "summary": "Неизвестный тайно похитил велосипед у подъезда.",
    "place": "Алматы, ул. Абая, 12",
    "qualification": "188/3",
}


def enter(posts, who="investigator", **changed):
    at = changed.pop("at", now())
    return register(by=posts[who], at=at, **{**REPORT, "occurred_at": at - HOUR, **changed})


# --- register ---------------------------------------------------------------------------------------


def test_a_case_is_registered_with_its_charge_term_and_supervisor(posts):
    with speaking(posts["investigator"]):
        case = enter(posts)
        assert case.number.isdigit() and len(case.number) == 15
        assert (case.investigator_id, case.prosecutor_id) == (posts["investigator"].pk, posts["prosecutor"].pk)
        charge = Charge.objects.get(case=case)
        assert (charge.article, charge.part, charge.registered) == ("188", "3", True)
        term = Deadline.objects.get(case=case)
        assert (term.rule, term.live, term.matter_id) == ("investigation", True, None)
        entry = Entry.objects.get(stream__case_id=case.pk)
        assert (entry.kind, entry.seq, entry.appointment_id) == ("case.registered", 1, posts["investigator"].pk)
    for who in ("investigator", "head", "prosecutor", "chief"):
        assert speaks(posts[who], case), who
    told = Notice.objects.filter(kind="case.registered", params__number=case.number)
    assert {notice.to.user.username for notice in told} == {"prosecutor", "head"}


def speaks(who, case) -> bool:
    with speaking(who):
        return Case.objects.visible_to(who).filter(pk=case.pk).exists()


def test_a_case_and_its_applicant_are_entered_in_one_act(posts):
    applicant = {"iin": OTHER, "last_name": "Ахметова", "first_name": "Айгүл"}
    with speaking(posts["investigator"]):
        case = enter(posts, applicant=applicant)
        assert Participant.objects.get(case=case).capacity == "applicant"
        assert Entry.objects.filter(stream__case_id=case.pk).count() == 1


def test_the_numbers_of_an_office_follow_one_another(posts):
    with speaking(posts["investigator"]):
        first, second = enter(posts), enter(posts)
    assert int(second.number) == int(first.number) + 1


def test_an_investigator_who_acts_for_his_head_keeps_the_sight_of_his_own_case(posts):
    """A right hangs on a post: two posts of one person are two grants."""
    own = posts["investigator"]
    acting = appoint(user=own.user, role="head_of_investigation", office=own.office, since=now() - HOUR)
    with speaking(own):
        case = enter(posts)
    assert speaks(own, case) and speaks(acting, case)


@pytest.mark.parametrize("who", ["head", "prosecutor", "judge", "lawyer", "custody", "analyst"])
def test_only_an_investigator_registers(posts, who):
    with refused("wrong_role", posts[who]):
        enter(posts, who)


@pytest.mark.parametrize(
    ("code", "qualification", "year"),
    [
        ("qualification_unreadable", "кража", 2026),
        ("qualification_unreadable", "", 2026),
        ("qualification_unknown", "999/1", 2026),
        ("qualification_part", "188/9", 2026),
        ("qualification_part", "188", 2026),
        ("qualification_not_in_force", "130/1", 2021),  # slander left the Code in 2020
        ("qualification_not_in_force", "130", 2021),
        ("qualification_not_in_force", "108", 2019),  # light harm came back with 2020
    ],
)
def test_a_charge_that_did_not_stand_on_the_day_is_refused_in_words(posts, code, qualification, year):
    day = now().replace(year=year, month=6, day=1)
    with refused(code, posts["investigator"]):
        enter(posts, qualification=qualification, occurred_at=day)


def test_an_event_of_tomorrow_is_refused(posts):
    with refused("event_in_future", posts["investigator"]):
        enter(posts, occurred_at=now() + HOUR)


@pytest.mark.parametrize("iin", ["910314300127", "91031430012", "ABCDEFGHIJKL", "911314300126"])
def test_an_applicant_with_a_wrong_iin_keeps_the_case_out_of_the_register(posts, iin):
    with refused("iin_wrong", posts["investigator"]):
        enter(posts, applicant={"iin": iin, "last_name": "А", "first_name": "Б"})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("188/3", ("188", "3")),
        ("188(3)", ("188", "3")),
        ("ст. 188 ч. 3", ("188", "3")),
        ("188 3", ("188", "3")),
        ("CC 297-1(4)", ("297-1", "4")),
        ("121/3-1", ("121", "3-1")),
        (" 102 ", ("102", "")),
    ],
)
def test_a_qualification_is_read_as_people_write_it(text, read):
    assert parse_qualification(text) == read


@pytest.mark.parametrize("text", ["188/", "188/3/2", "1888", "188; DROP TABLE", "３"])
def test_what_is_no_qualification_is_said_to_be_none(text):
    assert isinstance(parse_qualification(text), Refusal)


# --- people -----------------------------------------------------------------------------------------


@pytest.fixture
def case(posts):
    return tell_case(posts)


PERSON = {"capacity": "suspect", "last_name": "Оспанов", "first_name": "Руслан"}


def put(posts, case, who="investigator", **person):
    return add_participant(case_id=case.pk, by=posts[who], at=now(), **{**PERSON, **person})


def test_a_person_is_entered_by_iin_or_by_how_he_was_identified(posts, case):
    with speaking(posts["investigator"]):
        assert put(posts, case, iin=ADULT).birth_date == date(1991, 3, 14)
        assert put(posts, case, identity="со слов").birth_date is None
        assert Entry.objects.filter(stream__case_id=case.pk, kind="participant.added").count() == 2


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("iin_wrong", {"iin": "910314300127"}),
        ("iin_wrong", {"iin": "1"}),
        ("identity_missing", {}),
        ("identity_missing", {"identity": "   "}),
    ],
)
def test_a_person_nobody_identified_is_refused(posts, case, code, bad):
    with refused(code, posts["investigator"]):
        put(posts, case, **bad)


def test_a_person_is_in_the_case_once_in_each_capacity(posts, case):
    with speaking(posts["investigator"]):
        put(posts, case, iin=ADULT)
    with refused("participant_twice", posts["investigator"]):
        put(posts, case, iin=ADULT)
    with speaking(posts["investigator"]):
        put(posts, case, iin=ADULT, capacity="witness")


def test_only_the_investigator_enters_people_and_a_stranger_finds_no_case(posts, case):
    for who in ("head", "prosecutor", "chief"):
        with refused("not_the_investigator", posts[who]):
            put(posts, case, who, iin=ADULT)
    for who in ("investigator2", "prosecutor2", "judge", "lawyer", "custody", "analyst"):
        with speaking(posts[who]), pytest.raises(NotVisible):
            put(posts, case, who, iin=ADULT)


# --- defence ----------------------------------------------------------------------------------------


def defend(posts, case, suspect, who="investigator", lawyer="lawyer"):
    return add_defence(
        case_id=case.pk, participant_id=suspect.pk, lawyer=posts[lawyer], warrant="№ 17", by=posts[who], at=now()
    )


def test_a_lawyer_sees_the_case_from_the_day_he_enters_it(posts, case):
    suspect = tell_suspect(posts, case, defended=False)
    assert not speaks(posts["lawyer"], case)
    with speaking(posts["investigator"]):
        defend(posts, case, suspect)
    assert speaks(posts["lawyer"], case) and not speaks(posts["lawyer2"], case)
    assert Notice.objects.filter(to=posts["lawyer"], kind="defence.entered").count() == 1
    with refused("defends_already", posts["investigator"]):
        defend(posts, case, suspect)


def test_a_defender_is_a_lawyer_and_the_defended_a_suspect_of_this_case(posts, case):
    suspect = tell_suspect(posts, case, defended=False)
    with refused("not_a_lawyer", posts["investigator"]):
        defend(posts, case, suspect, lawyer="prosecutor")
    foreign = tell_suspect(posts, tell_case(posts), iin=OTHER, defended=False)
    with refused("not_a_suspect", posts["investigator"]):
        defend(posts, case, foreign)
    with refused("not_the_investigator", posts["prosecutor"]):
        defend(posts, case, suspect, who="prosecutor")
    with speaking(posts["investigator2"]), pytest.raises(NotVisible):
        defend(posts, case, suspect, who="investigator2")


# --- documents --------------------------------------------------------------------------------------


def hand_in(posts, case, who="investigator", data="Справка о составе семьи.".encode(), name="справка.txt", **more):
    return file_upload(
        case_id=case.pk, by=posts[who], at=now(), file=io.BytesIO(data), name=name, title=" Справка ", **more
    )


def test_documents_get_the_next_sheets_of_the_file(posts, case):
    with speaking(posts["investigator"]):
        first, second = hand_in(posts, case), hand_in(posts, case, data=b"Second.", compartment="parties")
        assert (first.first_sheet, second.first_sheet, first.title) == (1, 2, "Справка")
    tell_suspect(posts, case)
    with speaking(posts["lawyer"]):
        assert list(Material.objects.visible_to(posts["lawyer"]).filter(case=case)) == [second]


def test_what_is_no_document_is_refused(posts, case):
    for data, name in ((b"MZ\x90\x00 evil", "справка.txt"), (b"<script>", "page.html"), (b"", "empty.txt")):
        with speaking(posts["investigator"]), pytest.raises(Refused):
            hand_in(posts, case, data=data, name=name)
    with refused("compartment", posts["investigator"]):
        hand_in(posts, case, compartment="covert")


def test_only_the_investigator_files_and_a_stranger_finds_no_case(posts, case):
    with refused("not_the_investigator", posts["prosecutor"]):
        hand_in(posts, case, "prosecutor")
    with speaking(posts["lawyer2"]), pytest.raises(NotVisible):
        hand_in(posts, case, "lawyer2")
