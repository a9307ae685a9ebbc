"""Nobody without a grant of his own learns that a covert action was asked for, sanctioned, run or told of.

Every test names its outsiders. Insiders of the case (a member of the group, the head, the chief of the supervising
prosecutor, another judge of the court, the defender, the place of detention) are asked before and after: what they get
has to be the same to the letter. The prosecutor of the case is one of them until the judge has decided. Strangers to
the case are asked for traces only. The database is asked by plain SQL.
"""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from cases.actions import handover
from cases.actions.grants import grant as give_sight
from cases.actions.indexing import index_all, read_unread
from cases.models import Case, Deadline, FileText, Material, Matter, Searchable
from ecase.clockwork import actions as clock
from ecase.documents.models import Document, Draft
from ecase.law.roles import Role
from ecase.ledger.models import Entry, Stream
from ecase.people.actions import end_appointment
from ecase.people.models import Appointment, Notice, User
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.handing import hand_on
from sanctions.models import Sanction
from tests import covert
from tests.callers import API, REASONS, Caller, caller, fresh_limits
from tests.fixtures import HOUR, logged_in_as, tell_case, tell_detention
from tests.pages.conftest import Reader, at_page
from tests.rulings import decide, draw
from tests.telling import quick_papers
from tests.test_handover import somebody

__all__ = ["at_page", "caller", "fresh_limits", "quick_papers"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_papers")]
Posts = dict[str, Appointment]
Call = Callable[[str], Caller]
At = Callable[..., Reader]
DAY = timedelta(days=1)
INSIDERS = ("investigator2", "head", "chief", "judge_b", "lawyer", "custody")
STRANGERS = ("prosecutor2", "judge2", "lawyer2", "trial_judge", "clerk", "analyst", "registrar", "suspect", "victim")
OF_CASE = (
    "", "participants/", "defences/", "charges/", "materials/", "deadlines/", "log/", "manifest/", "rulings/",
    "moves/", "detentions/", "sanctions/",
)  # fmt: skip
ACROSS = ("cases/", "deadlines/", "queue/", "inbox/", "search/?q=негласн", "search/?q=Север", "search/?q=сбыт")
PAGES = (
    "", "people/", "charges/", "scope/", "file/", "log/", "rulings/", "detentions/", "sanctions/",
)  # fmt: skip
LISTS = ("cases/", "desk/", "inbox/", "queue/", "unit/", "search/?q=негласное", "search/?q=Север", "custody/")
# What would betray it, whoever reads it: words of the request and of its kind.
WORDS = ("«Север»", "сбытчик", "7 701 000 00 07", "телекоммуникац")
# What counts itself differently from one second to the next.
RUNS_ON = re.compile(r'"(?:left|seconds_left|server_time|now|left_seconds|overdue|state)": [^,}]+')


class World:
    """A case with a person held, a group, another judge in it; and, once `acts` is called, a covert action."""

    def __init__(self, posts: Posts) -> None:
        self.posts = posts
        posts["judge_b"] = somebody(posts, "judge_b", Role.INVESTIGATING_JUDGE, posts["judge"].office)
        self.detention = tell_detention(posts, held_at=now() - HOUR)
        self.case: Case = self.detention.case
        self.number = self.case.number
        group = {"leader": str(posts["investigator"].pk), "members": [str(posts["investigator2"].pk)]}
        draw(posts, self.case, "form_group", by="head", **group)
        with speaking(posts["investigator"]):
            give_sight(self.case.pk, [posts["judge_b"]], reason="court")
            covert.report(posts, self.case)
        self.sanction: Sanction | None = None

    def acts(self) -> Sanction:
        """From the request to the end of the action, with a result in the file."""
        asked = covert.in_court(self.posts, self.case, rapport=False)
        with speaking(self.posts["investigator"]):
            drawn = Matter.objects.get(pk=asked.pk).waits_for_id
        self.judge = "judge" if drawn == self.posts["judge"].pk else "judge_b"
        self.sanction = covert.move(self.posts, self.judge, asked, "grant", reasons=covert.REASONS, days=20)
        covert.paper(self.posts, self.sanction)
        return self.sanction

    @property
    def outside(self) -> list[str]:
        """The insiders of the case who are outsiders to the action; the judge who was drawn is not."""
        return [name for name in INSIDERS if name != getattr(self, "judge", "")]

    def tokens(self) -> set[str]:
        """Ids and digests of everything that lies in the compartment."""
        assert self.sanction is not None
        pk = self.sanction.pk
        with speaking(self.posts["investigator"]):
            ids = {str(pk)}
            ids |= {str(row) for row in Material.objects.filter(matter=pk).values_list("pk", flat=True)}
            ids |= {str(row) for row in Deadline.objects.filter(matter=pk).values_list("pk", flat=True)}
            ids |= {str(row) for row in Draft.objects.filter(subject_id=pk).values_list("pk", flat=True)}
            documents = Document.objects.filter(case_id=pk).values_list("pk", "sha256")
            ids |= {str(row) for row, _sha in documents} | {sha for _row, sha in documents}
            ids |= {str(row) for row in Stream.objects.filter(case_id=pk).values_list("number", flat=True)}
        return ids


@pytest.fixture
def world(posts: Posts) -> World:
    return World(posts)


def betrayed(text: str, world: World) -> list[str]:
    """What of the covert action stands in a text that somebody without the grant has got."""
    return [one for one in (*WORDS, *world.tokens()) if one in text]


def api_of(who: Caller, world: World) -> dict[str, str]:
    """Every answer of the API that concerns the case, to the letter but for the running clocks."""
    paths = [f"cases/{world.number}/{part}" for part in OF_CASE] + list(ACROSS)
    paths += [f"detentions/{world.detention.pk}/", f"detentions/{world.detention.pk}/moves/"]
    told = {}
    for path in paths:
        answer = who.get(path)
        told[path] = f"{answer.status_code} " + RUNS_ON.sub("", json.dumps(answer.json(), ensure_ascii=False))
    return told


# --- insiders of the case --------------------------------------------------------------------------------------------


def test_every_door_of_the_api_answers_an_insider_the_same_before_and_after(world: World, caller: Call) -> None:
    before = {name: api_of(caller(name), world) for name in INSIDERS if name != "judge_b"}
    before["judge_b"] = api_of(Caller(world.posts["judge_b"]), world)
    world.acts()
    for name in world.outside:
        after = api_of(Caller(world.posts[name]), world)
        for path, told in after.items():
            assert told == before[name][path], f"{name} at {path}"
            assert not betrayed(told, world), f"{name} at {path}"


def test_every_page_is_silent_to_an_insider(world: World, at_page: At) -> None:
    world.acts()
    for name in world.outside:
        reader = Reader(world.posts[name])
        for path in [*(f"cases/{world.number}/{part}" for part in PAGES), *LISTS]:
            page = reader.goes(path).content.decode()
            assert not betrayed(page, world), f"{name} at {path}"
            assert f"/cases/{world.number}/covert/" not in page, f"{name} is shown the room at {path}"


def test_the_room_of_covert_actions_is_not_there(world: World, at_page: At, caller: Call) -> None:
    sanction = world.acts()
    base = f"cases/{world.number}/"
    with speaking(world.posts["investigator"]):
        material = Material.objects.filter(matter=sanction.pk).order_by("first_sheet").first()
        draft = Draft.objects.filter(subject_id=sanction.pk).first()
    assert material is not None and draft is not None
    pages = [
        f"{base}covert/", f"{base}covert/new/", f"{base}covert/new/?kind=covert_av", f"{base}covert/{sanction.pk}/",
        f"{base}covert/{sanction.pk}/moves/finish/", f"{base}covert/{sanction.pk}/moves/stop/",
        f"{base}sanctions/{sanction.pk}/", f"{base}sanctions/{sanction.pk}/moves/grant/",
        f"{base}file/{material.pk}/", f"{base}materials/{material.pk}/", f"{base}materials/{material.pk}/page/1.png",
        f"drafts/{draft.pk}/", f"drafts/{draft.pk}/page/1.png", f"queue/{sanction.pk}/",
    ]  # fmt: skip
    doors = [
        f"sanctions/{sanction.pk}/", f"sanctions/{sanction.pk}/moves/", f"sanctions/{sanction.pk}/papers/",
        f"sanctions/{sanction.pk}/notices/", f"materials/{material.pk}/file/", f"drafts/{draft.pk}/pdf/",
    ]  # fmt: skip
    for name in [*world.outside, *STRANGERS]:
        reader, key = Reader(world.posts[name]), Caller(world.posts[name])
        for path in pages:
            assert reader.goes(path).status_code == 404, f"{name} at {path}"
            assert not [one for one in betrayed(reader.page.content.decode(), world) if one not in path], path
        for path in doors:
            assert key.get(path).status_code == 404, f"{name} at {path}"


def test_the_prosecutor_of_the_case_learns_of_it_with_the_decision_and_not_before(world: World, caller: Call) -> None:
    """A judge's ruling only he may have reviewed (107(1-1)); the request itself is none of his."""
    key = caller("prosecutor")
    before = api_of(key, world)
    asked = covert.in_court(world.posts, world.case, rapport=False)
    assert api_of(key, world) == before
    with speaking(world.posts["investigator"]):
        drawn = Matter.objects.get(pk=asked.pk).waits_for_id
    judge = "judge" if drawn == world.posts["judge"].pk else "judge_b"
    covert.move(world.posts, judge, asked, "refuse", reasons=covert.REASONS)
    assert key.get(f"sanctions/{asked.pk}/").json()["status"] == "refused"


def test_a_refusal_tells_a_stranger_no_more_than_of_what_does_not_exist(world: World) -> None:
    """The words of the error are those for an id that nobody has."""
    sanction = world.acts()
    for name in [*world.outside, *STRANGERS]:
        key, answers = Caller(world.posts[name]), []
        for pk in (sanction.pk, uuid4()):
            paths = [f"sanctions/{pk}/", *(f"sanctions/{pk}/moves/{move}/" for move in ("grant", "stop", "finish"))]
            told = [
                key.get(paths[0]),
                *(key.post(path, {"reasons": REASONS, "signature": "demo"}) for path in paths[1:]),
            ]
            told.append(key.post(f"sanctions/{pk}/moves/stop/draft/", {"reasons": REASONS}))
            answers.append([(a.status_code, a.content.decode().replace(str(pk), "")) for a in told])
        assert answers[0] == answers[1], name
        assert {code for code, _body in answers[0]} == {404}, name


def test_the_defender_named_as_its_target_is_told_nothing(world: World, caller: Call) -> None:
    """Also where the action is aimed at his own client, whose other requests he sees."""
    by = world.posts["investigator"]
    with speaking(by):
        from sanctions.actions import request

        aimed = request(
            case_id=world.case.pk, by=by, at=now(), kind="covert_surveillance", stated=["over_one_year"],
            participant_id=world.detention.participant_id, grounds=covert.GROUNDS,
            facts=covert.FACTS["covert_surveillance"],
        )  # fmt: skip
    lawyer = caller("lawyer")
    assert lawyer.get(f"sanctions/{aimed.pk}/").status_code == 404
    assert lawyer.get(f"cases/{world.number}/sanctions/").json()["results"] == []
    with speaking(world.posts["lawyer"]):
        assert not Notice.objects.filter(to=world.posts["lawyer"], path__contains="covert").exists()


# --- strangers to the case, the machine's administrator --------------------------------------------------------------


def test_strangers_find_no_trace_in_lists_and_search(world: World) -> None:
    world.acts()
    for name in STRANGERS:
        key, reader = Caller(world.posts[name]), Reader(world.posts[name])
        for path in ACROSS:
            told = key.get(path).content.decode()
            assert str(world.sanction.pk) not in told and "сбытчик" not in told, f"{name} at {path}"
        for path in LISTS:
            page = reader.goes(path).content.decode()
            assert str(world.sanction.pk) not in page and "сбытчик" not in page, f"{name} at {path}"


def test_the_administrator_of_the_machine_sees_nothing(world: World) -> None:
    sanction = world.acts()
    client = Client()
    client.force_login(User.objects.get(username="admin"), backend="django.contrib.auth.backends.ModelBackend")
    for path in (f"/ru/cases/{world.number}/covert/", f"/ru/cases/{world.number}/covert/{sanction.pk}/"):
        assert client.get(path).status_code in {302, 404}
    assert client.get(f"{API}sanctions/{sanction.pk}/").status_code == 403
    page = client.get("/admin/")
    assert not betrayed(page.content.decode(), world)


# --- the holder's own common pages and papers ------------------------------------------------------------------------


def test_what_the_investigator_prints_of_the_file_names_nothing_covert(world: World, at_page: At, caller: Call) -> None:
    """The file, its sheets, the manifest and the list of requests of a case are the same for everybody."""
    world.acts()
    key, reader = caller("investigator"), at_page("investigator")
    for path in ("materials/", "manifest/", "deadlines/", "log/"):
        assert not betrayed(key.get(f"cases/{world.number}/{path}").content.decode(), world), path
    for part in ("", "file/", "log/", "sanctions/", "rulings/", "scope/"):
        page = reader.goes(f"cases/{world.number}/{part}").content.decode()
        assert not betrayed(page, world), part


# --- numbers that could betray ---------------------------------------------------------------------------------------


def test_no_number_moves(world: World) -> None:
    """Version and steps of the case, the next sheet, entry and number of a matter: as if nothing were."""
    posts, case = world.posts, world.case

    def numbers() -> dict[str, Any]:
        row = Case.objects.get(pk=case.pk)
        stream = Stream.objects.get(case_id=case.pk, kind="case")
        last = Material.objects.filter(case=case).exclude(compartment="covert").order_by("-first_sheet").first()
        return {
            "version": row.version, "steps": row.steps, "seq": stream.head_seq, "sheet": last.last_sheet,
            "matters": sorted(Matter.objects.open_part().filter(case=case).values_list("kind", "number")),
            "streams": Stream.objects.filter(case_id=case.pk).count(),
            "words": Searchable.objects.filter(case_id=case.pk).count(),
            "texts": FileText.objects.filter(case_id=case.pk).count(),
        }  # fmt: skip

    with speaking(posts["investigator"]):
        before = numbers()
    world.acts()
    with speaking(posts["investigator"]):
        assert numbers() == before
    filed = covert.report(posts, case)
    assert filed.first_sheet == before["sheet"] + 1
    with speaking(posts["investigator"]):
        assert Stream.objects.get(case_id=case.pk, kind="case").head_seq == before["seq"] + 1


def test_open_matters_of_the_same_kind_keep_their_numbers(world: World) -> None:
    from cases.actions.act import COVERT_NUMBERS, Act, lock_case

    by = world.posts["investigator"]
    covert.ask(world.posts, world.case, rapport=False)
    with speaking(by):
        made = [
            Act(lock_case(world.case.pk), by=by, at=now()).open_matter("appeal", compartment=one).number
            for one in ("covert", "parties", "covert", "parties")
        ]
    assert made == [COVERT_NUMBERS + 1, 1, COVERT_NUMBERS + 2, 2]


def test_the_search_never_learns_a_word(world: World) -> None:
    sanction = world.acts()
    with logged_in_as("ecase_clock"):
        read_unread()
        index_all()
        ids = list(Material.objects.filter(matter=sanction.pk).values_list("pk", flat=True))
        assert len(ids) >= 3
        assert not FileText.objects.filter(pk__in=ids).exists()
        assert not Searchable.objects.filter(target_id__in=ids).exists()


# --- the clock -------------------------------------------------------------------------------------------------------


def test_the_clock_warns_holders_alone_and_writes_into_the_streams_of_the_action(world: World) -> None:
    sanction = world.acts()
    with speaking(world.posts["investigator"]):
        log = Entry.objects.filter(stream__case_id=world.case.pk).count()
        own = Entry.objects.filter(stream__case_id=sanction.pk).count()
        Deadline.objects.filter(matter=sanction.pk, met_at__isnull=True, ended_at__isnull=True).update(
            next_at=now() - HOUR
        )
        told = set(Notice.objects.values_list("pk", flat=True))
    with logged_in_as("ecase_clock"):
        clock.fire([world.case.pk])
    with speaking(world.posts["investigator"]):
        assert Entry.objects.filter(stream__case_id=world.case.pk, kind__startswith="deadline").count() == 0
        assert Entry.objects.filter(stream__case_id=world.case.pk).count() == log
        assert Entry.objects.filter(stream__case_id=sanction.pk).count() > own
        fresh = Notice.objects.exclude(pk__in=told)
        assert {notice.to_id for notice in fresh} == {world.posts[name].pk for name in ("investigator", "prosecutor")}
        assert all(f"/covert/{sanction.pk}/" in notice.path for notice in fresh)


# --- hands the case goes through -------------------------------------------------------------------------------------


def knows(world: World, name: str) -> bool:
    post = world.posts[name]
    with speaking(post):
        return bool(Sanction.objects.visible_to(post).filter(pk=world.sanction.pk).exists())


def test_a_head_who_hands_the_case_over_learns_nothing_and_the_successor_gets_the_grant(world: World) -> None:
    sanction = world.acts()
    posts = world.posts
    posts["new"] = somebody(posts, "new", Role.INVESTIGATOR, posts["head"].office)
    draw(posts, world.case, "assign", by="head", investigator=str(posts["new"].pk))
    assert knows(world, "new") and not knows(world, "investigator") and not knows(world, "head")
    with speaking(posts["head"]):
        told = Entry.objects.filter(stream__case_id=world.case.pk).order_by("-seq")[:5]
        assert not [one for one in told if str(sanction.pk) in one.public]
    reader = Reader(posts["new"])
    assert reader.goes(f"cases/{world.number}/covert/{sanction.pk}/").status_code == 200
    # A member of the group he led stays in the case and no longer in its covert part.
    assert Reader(posts["investigator"]).goes(f"cases/{world.number}/covert/{sanction.pk}/").status_code == 404


def test_what_waited_for_the_old_investigator_waits_for_the_new_one_by_the_clock(world: World) -> None:
    from sanctions.covert.handing import settle

    posts = world.posts
    with speaking(posts["investigator"]):
        asked = covert.ask(posts, world.case, rapport=False)
    posts["new"] = somebody(posts, "new", Role.INVESTIGATOR, posts["head"].office)
    draw(posts, world.case, "assign", by="head", investigator=str(posts["new"].pk))
    with logged_in_as("ecase_clock"):
        assert settle(now()) == 1
        assert settle(now()) == 0, "twice is once"
    with speaking(posts["new"]):
        assert Matter.objects.get(pk=asked.pk).waits_for_id == posts["new"].pk


def test_another_prosecutor_gets_the_grant_of_the_one_before_him(world: World) -> None:
    sanction = world.acts()
    posts = world.posts
    covert.move(posts, world.judge, sanction, "ask_check", reasons=covert.REASONS)
    world.sanction = sanction
    assert knows(world, "prosecutor")
    posts["new"] = somebody(posts, "new", Role.PROSECUTOR, posts["prosecutor"].office)
    draw(posts, world.case, "name_prosecutor", by="chief", prosecutor=str(posts["new"].pk))
    assert knows(world, "new") and not knows(world, "prosecutor") and not knows(world, "chief")


def test_a_post_that_ends_leaves_its_covert_matters_to_who_answers_for_the_case(world: World) -> None:
    sanction = world.acts()
    post = world.posts["investigator"]
    with speaking(world.posts["head"]):
        log = Entry.objects.filter(stream__case_id=world.case.pk).count()
    at = now()
    end_appointment(appointment=post, at=at)
    with logged_in_as("ecase_clock"):
        for pk in handover.changed(at):
            handover.settle(pk, at)
    assert knows(world, "head"), "he conducts the case until he names a successor"
    assert not knows(world, "investigator2")
    with speaking(world.posts["head"]):
        fresh = Entry.objects.filter(stream__case_id=world.case.pk).count() - log
        assert fresh == 1 and not Entry.objects.filter(stream__case_id=world.case.pk, public__contains=str(sanction.pk))


def test_a_judge_who_leaves_hands_the_request_to_another_and_the_case_is_told_nothing(world: World) -> None:
    posts = world.posts
    asked = covert.in_court(posts, world.case, rapport=False)
    with speaking(posts["investigator"]):
        drawn = Matter.objects.select_related("waits_for").get(pk=asked.pk).waits_for
        log = Entry.objects.filter(stream__case_id=world.case.pk).count()
    at = now()
    end_appointment(appointment=drawn, at=at)
    with logged_in_as("ecase_clock"):
        assert hand_on(Appointment.objects.get(pk=drawn.pk), at) == 1
    heir = next(name for name in ("judge", "judge_b") if posts[name].pk != drawn.pk)
    world.sanction = asked
    assert knows(world, heir)
    with speaking(posts["investigator"]):
        assert Entry.objects.filter(stream__case_id=world.case.pk).count() == log


def test_a_severance_leaves_the_covert_actions_where_they_were_sanctioned(world: World) -> None:
    from tests.rulings import suspect_of

    posts = world.posts
    one = suspect_of(posts, world.case, last_name="Серов", iin="850606400334")
    suspect_of(posts, world.case, last_name="Бериков", iin="940612331141")
    with speaking(posts["investigator"]):
        aimed = covert.ask(posts, world.case, rapport=False, participant_id=one.pk)
    world.sanction = aimed
    ruling = draw(posts, world.case, "sever", ground="some_suspects", participants=[str(one.pk)], episodes=["1"])
    with speaking(posts["investigator"]):
        number = type(ruling).objects.get(pk=ruling.pk).data["new_case"]
        other = Case.objects.get(number=number)
        assert not Sanction.objects.filter(case=other, kind__startswith="covert").exists()
        assert not Matter.objects.filter(case=other, compartment="covert").exists()
        told = Entry.objects.filter(stream__case_id__in=[other.pk, world.case.pk])
        assert not [entry for entry in told if str(aimed.pk) in entry.public or "covert" in entry.public]


def test_a_case_with_a_covert_matter_is_terminated_without_a_word_of_it(world: World) -> None:
    world.acts()
    case = tell_case(world.posts, at=now() - 3 * DAY)
    covert.in_court(world.posts, case)
    ruling = draw(world.posts, case, "terminate", ground="no_event")
    decide(world.posts, ruling, "approve", by="chief")
    with speaking(world.posts["chief"]):
        told = Entry.objects.filter(stream__case_id=case.pk)
        assert not [one for one in told if "covert" in one.public or "covert" in one.kind]


# --- the database, asked by plain SQL --------------------------------------------------------------------------------

# Tables without row policies, here as everywhere (docs/architecture): registry of grants, notices, what is being typed,
# kept answers. What is covert is kept out of them as far as words go; ids of posts and addresses stand there.
PLAIN = frozenset({
    "cases_casegrant", "people_notice", "web_saveddraft", "web_idempotent", "cases_reading", "ledger_streamkey",
    "django_session",
})  # fmt: skip


# The row policies that close the last two tables are migrations of their own (sanctions 0005, cases 0014).


def test_the_database_shows_no_row_of_it(world: World) -> None:
    """Speaking as each of them, every table that has a row policy is read whole."""
    world.acts()
    tokens = world.tokens()
    tables = sorted({model._meta.db_table for model in apps.get_models() if model._meta.managed} - PLAIN)
    for name in [*world.outside, "prosecutor2", "judge2", "lawyer2", "registrar", "analyst"]:
        with speaking(world.posts[name]), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                text = "\n".join(row[0] for row in cursor.fetchall())
                found = [one for one in (*tokens, "сбытчик", "«Север»") if one in text]
                assert not found, f"{name} reads {table}: {found[:3]}"


def test_nobody_speaking_sees_nothing(world: World) -> None:
    world.acts()
    tokens = world.tokens()
    with speaking(None), connection.cursor() as cursor:
        for table in ("cases_matter", "cases_material", "documents_document", "ledger_entry"):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            text = "\n".join(row[0] for row in cursor.fetchall())
            assert not [one for one in tokens if one in text], table
