"""Finding what one may see, and nothing else: by number, IIN, name in any spelling, article, stage, text of acts."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import add_participant, file_upload
from cases.actions.filters import move_filter, remove_filter, rename_filter, save_filter
from cases.actions.indexing import read_unread
from cases.models import Case, FileText, Material, SavedFilter, Searchable
from cases.moving import do
from cases.queries import candidates, filters, search
from cases.queries.asking import asked
from cases.queries.filters import Filters, counts, matching
from cases.queries.search import find
from cases.queries.snippets import snippet
from detention.actions import detain
from detention.models import Detention
from detention.resource import DETENTION
from ecase.law.words import Refused
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import HOUR, tell_case, tell_detention, tell_suspect
from tests.pages.conftest import Reader, at_page

__all__ = ["at_page"]

Posts = dict[str, Appointment]
At = Callable[..., Reader]
IIN, OTHER_IIN = "910314300126", "850606400334"
OUTSIDERS = (
    "investigator2", "prosecutor2", "judge", "judge2", "lawyer2", "registrar", "analyst", "clerk", "custody", "suspect",
    "trial_judge",
)  # fmt: skip


def upload(posts: Posts, case: Case, title: str, text: str, access: str = "investigation") -> Material:
    by = posts["investigator"]
    with speaking(by):
        file = io.BytesIO(text.encode())
        row = file_upload(case_id=case.pk, by=by, at=now(), file=file, name="note.txt", title=title, compartment=access)
        read_unread()
    return row


@pytest.fixture
def held(posts: Posts) -> Detention:
    """Оспанов held in a case of `investigator`, Тұрсынова suspected beside him, and papers of both kinds."""
    detention = tell_detention(posts)
    case = detention.case
    by = posts["investigator"]
    tell_suspect(posts, case, iin=OTHER_IIN, defended=False)
    with speaking(by):
        add_participant(
            case_id=case.pk,
            by=by,
            at=now(),
            capacity="victim",
            last_name="Тұрсынова",
            first_name="Әлия",
            identity="паспорт",
        )
    upload(posts, case, "Тайный рапорт", "Агент сообщил о тайнике под мостом через Весновку.")
    upload(posts, case, "Открытая справка", "Велосипед оценён экспертом Кабдешевым в 90 000 тенге.", "parties")
    return detention


def found(posts: Posts, who: str, text: str, **more: Any) -> search.Found:
    with speaking(posts[who]):
        return find(posts[who], text, **more)


def numbers(posts: Posts, who: str, text: str) -> list[str]:
    return [row.case.number for row in found(posts, who, text).cases.rows]


def titles(posts: Posts, who: str, text: str) -> list[str]:
    return [row.material.title for row in found(posts, who, text).papers.rows]


def people(posts: Posts, who: str, text: str) -> list[str]:
    return [row.participant.last_name for row in found(posts, who, text).people.rows]


# --- what is found ----------------------------------------------------------------------------------------------------


def test_a_case_is_found_by_its_number(posts: Posts, held: Detention) -> None:
    number = held.case.number
    for typed in (number, number[-3:], number[-6:], f"…{number[-4:]}", f" {number[:5]} {number[5:]} ", number[:9]):
        assert numbers(posts, "investigator", typed) == [number], typed
    assert numbers(posts, "investigator", "9" + number[1:]) == []


@pytest.mark.parametrize(
    "typed", ["188", "188/3", "188 ч.3", "188(3)", "ст. 188", "ст.188 ч. 3", "art. 188", "Оспанов 188/3"]
)
def test_by_its_article(posts: Posts, held: Detention, typed: str) -> None:
    assert numbers(posts, "investigator", typed) == [held.case.number]


@pytest.mark.parametrize("typed", ["188/2", "189", "Оспанов 190/1"])
def test_not_by_another_article(posts: Posts, held: Detention, typed: str) -> None:
    assert not found(posts, "investigator", typed)


@pytest.mark.parametrize(
    "typed", ["Тұрсынова", "Турсынова", "Tursynova", "турсын", "TURSYNOVA ALIYA", "Алия Турсынова", "әлия"]
)
def test_a_person_is_found_in_any_spelling(posts: Posts, held: Detention, typed: str) -> None:
    assert people(posts, "investigator", typed) == ["Тұрсынова"]
    assert numbers(posts, "investigator", typed) == [held.case.number]


def test_by_an_iin(posts: Posts, held: Detention) -> None:
    for who in ("investigator", "head", "prosecutor"):
        assert people(posts, who, IIN) == ["Оспанов"] and people(posts, who, "910314 300126") == ["Оспанов"]
    assert people(posts, "investigator", "910314300127") == []


def test_by_words_of_the_case_and_of_the_file(posts: Posts, held: Detention) -> None:
    assert numbers(posts, "investigator", "велосипеды у подъезда") == [held.case.number]
    assert numbers(posts, "investigator", "ул. Абая") == [held.case.number]
    assert titles(posts, "investigator", "тайник") == ["Тайный рапорт"]
    assert titles(posts, "investigator", "kabdeshev") == ["Открытая справка"]
    row = found(posts, "investigator", "тайника весновки").papers.rows[0]
    assert "тайнике" in str(row.where) and (text for text, hit in row.where.pieces if hit)
    assert [text for text, hit in row.where.pieces if hit] == ["тайнике", "Весновку"]
    assert row.sheet == row.material.first_sheet


def test_the_text_of_our_own_act_is_found_with_its_sheet(posts: Posts) -> None:
    detention = tell_detention(posts, held_at=now() - 2 * HOUR, at=now() - 2 * HOUR)
    with speaking(posts["investigator"]):
        by = posts["investigator"]
        do(DETENTION, detention.pk, "draw_protocol", by=by, at=now(), protocol_at=detention.held_at)
        protocol = Material.objects.get(kind="detention_protocol")
        assert "Достык" in FileText.objects.get(pk=protocol.pk).text
    row = next(r for r in found(posts, "investigator", "пр. Достык").papers.rows if r.material.pk == protocol.pk)
    assert row.where is not None and "Достык" in str(row.where)
    assert protocol.first_sheet <= (row.sheet or 0) <= protocol.last_sheet


def test_what_is_requalified_or_renamed_is_found_by_the_new_word(posts: Posts, held: Detention) -> None:
    """Every act that binds a case, a charge, a person or a paper brings the search in step by itself."""
    from cases.actions.act import Act, lock_case
    from cases.models import Participant

    by = posts["investigator"]
    with speaking(by):
        person = Participant.objects.get(last_name="Тұрсынова")
        person.last_name = "Қуанышева"
        person.save(update_fields=["last_name"])
        act = Act(lock_case(held.case_id), by=by, at=now())
        act.wrote(person)
        act.record("participant.added", public={"capacity": person.capacity})
    assert people(posts, "investigator", "Kuanysheva") == ["Қуанышева"]
    assert people(posts, "investigator", "Tursynova") == [] and numbers(posts, "investigator", "Tursynova") == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "'",
        "\\",
        "a'b",
        "&|!()",
        "foo:*",
        "<->",
        "''':*",
        "%",
        "\0",
        "(((",
        "188/",
        "²",
        "1" * 300,
        "и " * 200,
        "😀",
        "王",
    ],
)
def test_nothing_that_is_typed_breaks_the_question(posts: Posts, held: Detention, typed: str) -> None:
    found(posts, "investigator", typed)
    with speaking(posts["investigator"]):
        matching(posts["investigator"], Filters.read({"text": typed, "article": typed}), now(), most=5)


# --- what is not ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTSIDERS)
def test_an_outsider_finds_nothing(posts: Posts, held: Detention, name: str) -> None:
    for typed in (
        held.case.number, held.case.number[-3:], IIN, "Оспанов", "Tursynova", "188/3", "тайник", "велосипед", "188",
    ):  # fmt: skip
        assert not found(posts, name, typed), typed
        with speaking(posts[name]):
            assert matching(posts[name], Filters.read({"text": typed}), now(), most=5) == [], typed
    with speaking(posts[name]):
        every = [Filters(), Filters(stage="pretrial"), Filters(article="188"), Filters(term="week"), Filters(text=IIN)]
        assert counts(posts[name], every, now()) == [0] * len(every)


def test_a_lawyer_finds_no_paper_kept_to_the_investigation(posts: Posts, held: Detention) -> None:
    assert titles(posts, "lawyer", "тайник") == [] and titles(posts, "lawyer", "рапорт") == []
    assert titles(posts, "lawyer", "справка") == ["Открытая справка"]
    assert "тайник" not in str(found(posts, "lawyer", "Весновка велосипед"))


def test_nor_a_protocol_of_somebody_suspected_beside_his_client(posts: Posts, held: Detention) -> None:
    """The protocol is open to the parties, but it concerns Ахметов, whom he does not defend."""
    by = posts["investigator"]
    at = now()
    with speaking(by):
        other = add_participant(
            case_id=held.case_id, by=by, at=at, capacity="suspect", last_name="Ахметов", first_name="Нурлан",
            identity="паспорт", birth_date=date(1990, 1, 2),
        )  # fmt: skip
        second = detain(
            case_id=held.case_id, participant_id=other.pk, by=by, at=at, held_at=at - HOUR, place="Талгар, вокзал",
            ground="caught",
        )  # fmt: skip
        do(DETENTION, second.pk, "draw_protocol", by=by, at=now(), protocol_at=second.held_at)
    assert any("Талгар" in str(row.where) for row in found(posts, "investigator", "Талгар").papers.rows)
    assert titles(posts, "lawyer", "Талгар") == []


def test_a_lawyer_finds_people_by_no_iin_but_his_clients(posts: Posts, held: Detention) -> None:
    assert people(posts, "lawyer", IIN) == ["Оспанов"]
    assert found(posts, "lawyer", OTHER_IIN) == search.Found()
    with speaking(posts["lawyer"]):
        by = posts["lawyer"]
        assert len(matching(by, Filters(text=IIN), now(), most=5)) == 1
        assert matching(by, Filters(text=OTHER_IIN), now(), most=5) == []
    row = found(posts, "lawyer", "Тұрсынова").people.rows[0]
    assert not row.opens


def test_the_table_of_words_tells_no_iin(posts: Posts, held: Detention) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(words::text, ' ') FROM cases_searchable WHERE target <> 'material'")
        (words,) = cursor.fetchone()
    assert IIN not in words and OTHER_IIN not in words


def test_a_grant_that_ended_ends_the_finding(posts: Posts, held: Detention) -> None:
    from cases.models import CaseGrant
    from ecase.web.clock import transaction_now

    with speaking(posts["prosecutor"]):
        CaseGrant.objects.filter(appointment=posts["prosecutor"]).update(until=transaction_now())
    assert not found(posts, "prosecutor", "Оспанов")


def test_the_two_ways_give_one_answer(posts: Posts, held: Detention, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the words down or from the grants down: who may see what does not depend on how common a word is."""
    for _ in range(3):
        tell_case(posts)
    typed = (held.case.number[-3:], IIN, "Оспанов", "188", "тайник", "справка", "велосипед", "Оспанов Руслан")
    who = ("investigator", "prosecutor", "lawyer", "investigator2", "custody")
    asked_for = [Filters(text=word) for word in typed] + [Filters(term="week"), Filters(stage="pretrial", term="week")]

    def answers() -> list[Any]:
        told: list[Any] = []
        for name in who:
            told += [ids(found(posts, name, word)) for word in typed]
            with speaking(posts[name]):
                at = now()
                told += [matching(posts[name], one, at, most=5) for one in asked_for]
                told.append(counts(posts[name], asked_for, at))
        return told

    few = answers()
    monkeypatch.setattr(candidates, "FEW", 0)
    monkeypatch.setattr(candidates, "FEW_TOGETHER", 0)
    assert answers() == few
    monkeypatch.setattr(filters, "SMALL", 0)
    assert answers() == few


def ids(answer: search.Found) -> list[Any]:
    return [
        [row.case.pk for row in answer.cases.rows],
        [row.participant.pk for row in answer.people.rows],
        [row.material.pk for row in answer.papers.rows],
    ]


def test_pages_follow_without_gap_or_repetition(posts: Posts) -> None:
    cases = [tell_case(posts) for _ in range(7)]
    seen: list[str] = []
    after = ""
    for _ in range(4):
        group = found(posts, "investigator", "велосипед", only="case", after=after, most=2).cases
        seen += [row.case.number for row in group.rows]
        after = group.further
        if not after:
            break
    assert seen == [case.number for case in reversed(cases)]


def test_statements_are_counted(posts: Posts, held: Detention) -> None:
    for who in ("investigator", "lawyer"):
        with speaking(posts[who]):
            for typed in ("Оспанов", "справка", IIN, "188", held.case.number):
                with CaptureQueriesContext(connection) as caught:
                    find(posts[who], typed)
                assert len(caught) <= 6, (typed, [q["sql"][:80] for q in caught.captured_queries])
            with CaptureQueriesContext(connection) as caught:
                counts(posts[who], [Filters(), Filters(term="week"), Filters(text="Оспанов")] * 4, now())
            # The lawyer's clients, the plan of the database, the counts.
            assert len(caught) <= 3, [q["sql"][:80] for q in caught.captured_queries]


# --- filters ----------------------------------------------------------------------------------------------------------


def test_filters_of_the_list(posts: Posts, held: Detention) -> None:
    other = tell_case(posts, qualification="190/2")
    by = posts["investigator"]
    cases = {
        "both": (
            Filters(), Filters(stage="pretrial"), Filters(region="75"), Filters(format="electronic"),
        ),
        "first": (
            Filters(article="188"), Filters(article="188/3"), Filters(text="Оспанов"),
            Filters(text="Ospanov", article="188"), Filters(term="week"), Filters(term="week", stage="pretrial"),
        ),
        "second": (Filters(article="190/2"), Filters(article="ст. 190", stage="pretrial")),
        "none": (
            Filters(article="190/1"), Filters(stage="terminated"), Filters(region="71"),
            Filters(text="Оспанов", article="190"),
        ),
    }  # fmt: skip
    expected = {"both": [other.pk, held.case_id], "first": [held.case_id], "second": [other.pk], "none": []}
    with speaking(by):
        for name, several in cases.items():
            for one in several:
                assert matching(by, one, now(), most=5) == expected[name], one
        flat = [one for several in cases.values() for one in several]
        assert counts(by, flat, now()) == [len(expected[name]) for name, several in cases.items() for _ in several]
        assert matching(by, Filters(), now(), most=5, below=other.pk) == [held.case_id]


def test_overdue_is_derived_when_somebody_looks(posts: Posts) -> None:
    late = tell_detention(posts, held_at=now() - 60 * HOUR)
    tell_case(posts)
    by = posts["investigator"]
    with speaking(by):
        assert matching(by, Filters(term="overdue"), now(), most=5) == [late.case_id]


def test_what_makes_no_sense_is_no_filter() -> None:
    given = {"stage": "x", "region": "7x", "term": "soon", "article": "оаоа", "format": "!", "text": " a\0b "}
    assert Filters.read(given) == Filters(text="ab")


def test_a_filter_is_kept_named_moved_and_forgotten_by_its_reader_alone(posts: Posts) -> None:
    by, stranger = posts["investigator"], posts["investigator2"]
    with speaking(by):
        first = save_filter(by=by, page="cases", name="Кражи", query={"article": "188"})
        second = save_filter(by=by, page="cases", name="Горит", query={"term": "today"})
        for name, query, code in (
            ("Кражи", {"article": "190"}, "filter_twice"), ("", {"article": "190"}, "filter_name"),
            ("Пусто", {}, "filter_empty"), ("Он", {"text": f"дело {IIN}"}, "filter_iin"),
        ):  # fmt: skip
            with pytest.raises(Refused) as refused:
                save_filter(by=by, page="cases", name=name, query=query)
            assert refused.value.refusal.code == code
    with speaking(stranger):
        assert rename_filter(by=stranger, filter_id=first.pk, name="Моё") is None
        assert not remove_filter(by=stranger, filter_id=first.pk)
        assert not move_filter(by=stranger, filter_id=first.pk, earlier=True)
    with speaking(by):
        assert move_filter(by=by, filter_id=second.pk, earlier=True)
        rename_filter(by=by, filter_id=first.pk, name="Кража")
        assert list(SavedFilter.objects.filter(appointment=by).values_list("name", flat=True)) == ["Горит", "Кража"]
        assert remove_filter(by=by, filter_id=second.pk)
        assert SavedFilter.objects.count() == 1


# --- pages ------------------------------------------------------------------------------------------------------------


def asks(reader: Reader, text: str) -> Any:
    """What is typed into the box on top of a page that is open."""
    token = reader.client.cookies["csrf"].value
    reader.page = reader.client.post("/ru/search/", {"q": text, "csrfmiddlewaretoken": token})
    return reader.page


def test_the_box_on_top_finds_and_an_iin_stands_in_no_address(posts: Posts, held: Detention, at_page: At) -> None:
    reader = at_page("investigator")
    reader.goes("cases/")
    asks(reader, "tursynova")
    assert "q=tursynova" in reader.page.headers["Location"]
    reader.follows()
    assert "<mark>Тұрсынова" in reader.text and held.case.number in reader.text
    asks(reader, IIN)
    assert IIN not in reader.page.headers["Location"]
    reader.follows()
    assert "9103••" in reader.text
    for path in ("search/", "cases/"):
        gone = reader.goes(f"{path}?q={IIN}")
        assert gone.status_code == 302 and IIN not in gone.headers["Location"] and "k=" in gone.headers["Location"]
        reader.follows()
        assert held.case.number in reader.text and reader.page.status_code == 200
    other = at_page("prosecutor")
    assert (
        held.case.number not in other.goes(reader.path.split("/ru/")[1].replace("cases/", "search/")).content.decode()
    )


def test_a_whole_number_opens_its_case_and_no_other(posts: Posts, held: Detention, at_page: At) -> None:
    for name, where in (("investigator", f"/cases/{held.case.number}/"), ("investigator2", "/search/")):
        reader = at_page(name)
        reader.goes("desk/")
        assert where in asks(reader, held.case.number).headers["Location"]


def test_filters_and_chips_of_the_list(posts: Posts, held: Detention, at_page: At) -> None:
    tell_case(posts, qualification="190/2")
    reader = at_page("investigator")
    reader.goes("cases/")
    reader.sends(having="article", article="188/3")
    reader.follows()
    assert held.case.number in reader.text and "190" not in reader.text.split("<tbody>")[1].split("</tbody>")[0]
    chosen = {"stage": "pretrial", "region": "75", "term": "week", "format": "electronic"}
    address = str(reader.sends(having="article", **chosen).headers["Location"])
    assert all(f"{name}={value}" in address for name, value in chosen.items()), "what is chosen from a list counts too"
    reader.goes("cases/?article=188/3")
    reader.sends(having="name", name="Кражи со взломом")
    reader.follows()
    assert "Кражи со взломом 1</a>" in reader.text
    kept = SavedFilter.objects.get()
    token = reader.client.cookies["csrf"].value
    sent = reader.client.post(
        f"/ru/cases/filters/{kept.pk}/", {"do": "rename", "name": "Кражи", "csrfmiddlewaretoken": token}
    )
    assert sent.status_code == 302 and "Кражи 1</a>" in reader.goes("cases/").content.decode()
    stranger = at_page("investigator2")
    stranger.goes("cases/")
    token = stranger.client.cookies["csrf"].value
    sent = stranger.client.post(f"/ru/cases/filters/{kept.pk}/", {"do": "remove", "csrfmiddlewaretoken": token})
    assert sent.status_code == 404 and SavedFilter.objects.exists()


@pytest.mark.parametrize("name", ["investigator2", "prosecutor2", "lawyer2", "custody", "registrar"])
def test_an_outsider_at_the_pages(posts: Posts, held: Detention, at_page: At, name: str) -> None:
    reader = at_page(name)
    for path in ("search/?q=Оспанов", "search/?q=188", "search/?q=тайник", "cases/?q=Оспанов", "cases/?article=188"):
        page = reader.goes(path).content.decode()
        assert held.case.number not in page and "Тайный рапорт" not in page and "Руслан" not in page


def test_a_snippet_stays_on_its_page_and_marks_its_words() -> None:
    text = "Первая страница о велосипеде.\fВторая страница: похищен велосипед марки «Урал», цвет синий."
    where = snippet(text, asked("похищен").marks)
    assert where is not None and "Первая" not in str(where) and where.at > text.index("\f")
    assert [piece for piece, hit in where.pieces if hit] == ["похищен"]
    assert snippet(text, asked("мотоцикл").marks) is None


def test_a_snippet_masks_the_numbers_of_people() -> None:
    where = snippet("Сведения об Омарове, ИИН 850606 400334, похищен велосипед № 123456789012.", asked("похищен").marks)
    assert where is not None and "400334" not in str(where) and "8506" in str(where) and "123456789012" in str(where)


def test_every_kind_of_row_is_there_once(posts: Posts, held: Detention) -> None:
    kinds = list(Searchable.objects.values_list("target", "target_id"))
    assert len(kinds) == len(set(kinds)) and {kind for kind, _ in kinds} == {"case", "participant", "material"}
