"""The qualification picker: what people type, in three languages, on the day of the act; the page and its fragment."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Qualification
from cases.queries.picker import Typed, pick, typed

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "article", "part"),
    [
        ("188", "188", ""),
        ("188 3", "188", "3"),
        ("188/3", "188", "3"),
        ("188(3)", "188", "3"),
        ("188, 3", "188", "3"),
        ("ст. 188 ч. 3", "188", "3"),
        ("ст.188ч.3", "188", "3"),
        ("ст 188 ч 3 УК РК", "188", "3"),
        ("ч. 3 ст. 188 УК", "188", "3"),
        ("статья 188 часть 3", "188", "3"),
        ("часть 3 статьи 188", "188", "3"),
        ("п. 2 ч. 3 ст. 189", "189", "3"),
        ("ст. 189 ч. 3 п. 2)", "189", "3"),
        ("188-бап 3-бөлік", "188", "3"),
        ("188-баптың 3-бөлігі", "188", "3"),
        ("ҚК 188-бабының 3-бөлігі", "188", "3"),
        ("188 бап 3 бөлік", "188", "3"),
        ("109-1", "109-1", ""),
        ("109-1/2", "109-1", "2"),
        ("109-1 2", "109-1", "2"),
        ("109-1-бап 2-бөлік", "109-1", "2"),
        ("ст. 216 ч. 1-1", "216", "1-1"),
        ("CC 188(3)", "188", "3"),
        ("CC art. 188(3)", "188", "3"),
        ("art. 188 part 3", "188", "3"),
        ("1880003", "188", "3"),
        ("1091002", "109-1", "2"),
        ("", "", ""),
        ("  ", "", ""),
        ("\x00", "", ""),
    ],
)
def test_numbers_taken_apart(text: str, article: str, part: str) -> None:
    assert typed(text) == Typed(article, part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("кража", Typed("", "", ("кража",))),
        ("Кража 3", Typed("", "3", ("кража",))),
        ("кража ч. 3", Typed("", "3", ("кража",))),
        ("188 кража", Typed("188", "", ("кража",))),
        ("Ұрлық", Typed("", "", ("урлык",))),
        ("ҮКІМ Ғ", Typed("", "", ("уким", "г"))),
        ("тяжкого вреда", Typed("", "", ("тяжкого", "вреда"))),
        ("Petty theft", Typed("", "", ("petty", "theft"))),
    ],
)
def test_words_taken_apart(text: str, expected: Typed) -> None:
    assert typed(text) == expected


def codes(text: str, day: date = TODAY, language: str = "ru", limit: int = 20) -> list[str]:
    return [found.code for found in pick(text, day, language, limit)]


@pytest.mark.django_db
class TestPick:
    @pytest.mark.parametrize("text", ["188/3", "188 3", "ст. 188 ч. 3", "188-бап 3-бөлік", "1880003"])
    def test_a_part_is_one_answer(self, text: str) -> None:
        assert codes(text) == ["188/3"]

    def test_an_article_shows_its_parts_then_what_begins_so(self) -> None:
        found = codes("188")
        assert found[:4] == ["188/1", "188/2", "188/3", "188/4"]
        assert set(found[4:]) >= {"188-1/1"}
        assert codes("18")[0].startswith("18")
        assert codes("109-1") == ["109-1/1", "109-1/2"]

    def test_a_part_that_is_not_there_shows_those_that_are(self) -> None:
        assert codes("188/9") == ["188/1", "188/2", "188/3", "188/4"]

    @pytest.mark.parametrize(
        ("text", "language", "first"),
        [
            ("кража", "ru", "188/1"),
            ("КРАЖ", "ru", "188/1"),
            ("ұрлық", "kk", "188/1"),
            ("урлык", "kk", "188/1"),
            ("theft", "en", "188/1"),
            ("мошенничество", "ru", "190/1"),
            ("мошенничества", "ru", "190/1"),
            ("алаяқтық", "kk", "190/1"),
            ("алаяктык", "kk", "190/1"),
            ("murder", "en", "99/1"),
            ("адам өлтіру", "kk", "99/1"),
            ("олтиру адам", "kk", "99/1"),
            ("хищение мелкое", "ru", "187/1"),
            ("мелк хищ", "ru", "187/1"),
            # The reader's own language first, the others as well.
            ("theft", "ru", "188/1"),
            ("ұрлық", "ru", "188/1"),
        ],
    )
    def test_words_in_any_order_and_any_keyboard(self, text: str, language: str, first: str) -> None:
        assert codes(text, language=language)[0] == first

    def test_words_and_a_part(self) -> None:
        assert codes("кража 3")[0] == "188/3"
        assert all(code.endswith("/3") for code in codes("кража ч. 3"))

    @pytest.mark.parametrize(
        ("text", "first"),
        [("кража с проникновением", "188/3"), ("кража группой", "188/2"), ("украл", "188/1"), ("украли", "188/1"),
         ("ограбление", "191/1"), ("разбой с оружием", "192/2"), ("ұрлық кірумен", "188/3")],
    )  # fmt: skip
    def test_a_part_is_found_by_its_own_words_and_by_how_people_say_it(self, text: str, first: str) -> None:
        assert codes(text)[0] == first

    def test_the_words_of_a_part_hold_from_the_day_they_were_read(self) -> None:
        told = {one.code: one.part_words for one in pick("188", TODAY, "ru")}
        assert "проникновением" in told["188/3"] and told["188/1"] == "тайное хищение чужого имущества"
        assert {one.part_words for one in pick("188", date(2019, 5, 1), "ru")} == {""}
        assert codes("кража с проникновением", date(2019, 5, 1)) == []

    def test_every_word_has_to_be_there(self) -> None:
        assert codes("кража самолета") == []
        assert codes("нетслова") == []
        assert codes("") == []

    def test_on_the_day_of_the_act(self) -> None:
        assert codes("108/1", date(2017, 7, 2)) == ["108/1"]
        (gone,) = [one for one in pick("108/1", TODAY, "ru") if one.code == "108/1"]
        assert gone.card is None
        assert gone.refusal is not None
        assert gone.refusal.code == "qualification_not_in_force"
        assert "108-1" in str(gone.refusal)

    def test_an_article_of_the_past_is_not_found_by_words(self) -> None:
        assert "130" not in codes("клевета")
        assert "130" in codes("130", date(2019, 1, 1))

    def test_of_two_editions_the_one_of_that_day(self) -> None:
        theft = Qualification.objects.get(article="188", part="3")
        Qualification.objects.filter(pk=theft.pk).update(valid_to=date(2026, 6, 1))
        theft.pk, theft.valid_from, theft.max_imprisonment_months = None, date(2026, 6, 1), 96
        theft.save()
        before, after = (pick("188/3", day, "ru") for day in (date(2026, 5, 31), date(2026, 6, 1)))
        months = [[found.card.charge.max_imprisonment_months for found in one if found.card] for one in (before, after)]
        assert months == [[84], [96]]
        assert codes("188").count("188/3") == 1

    def test_one_statement(self) -> None:
        for text in ("188/3", "188", "кража", "ұрлық 2"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert pick(text, TODAY, "kk")
            assert len(asked) == 1

    def test_not_more_than_asked_for(self) -> None:
        assert len(codes("1", limit=7)) == 7

    def test_the_card(self) -> None:
        (theft,) = pick("188/3", TODAY, "kk")
        assert theft.title == "Ұрлық"
        assert theft.card is not None
        assert [line.code for line in theft.card.lines][:3] == ["gravity", "penalty", "investigates"]


@pytest.mark.django_db
class TestPage:
    def test_for_anybody(self, client: Client) -> None:
        page = client.get("/ru/cases/qualifications/", {"q": "188 3"})
        assert page.status_code == 200
        assert "Кража" in page.content.decode()
        assert "<html" in page.content.decode()

    def test_the_fragment_for_the_form(self, client: Client) -> None:
        asked = {"q": "188", "on": "2026-11-23"}
        page = client.get("/ru/cases/qualifications/", asked, headers={"HX-Request": "true"})
        text = page.content.decode()
        assert page.status_code == 200
        assert "<html" not in text
        assert '<ul role="listbox"' in text
        assert 'data-code="188/3"' in text
        assert text.count('role="option"') == len(pick("188", TODAY, "ru"))

    def test_a_gone_article_cannot_be_chosen(self, client: Client) -> None:
        asked = {"q": "108/1", "on": "2026-11-23"}
        text = client.get("/ru/cases/qualifications/", asked, headers={"HX-Request": "true"}).content.decode()
        assert 'aria-disabled="true"' in text
        assert 'data-code="108/1"' not in text

    @pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 5000}, {"q": "\x00"},
                                       {"q": "188", "on": "31.13.2026"}, {"q": "188", "on": "\x00"}])  # fmt: skip
    def test_nonsense_is_answered(self, client: Client, query: dict[str, str]) -> None:
        for headers in ({}, {"HX-Request": "true"}):
            assert client.get("/kk/cases/qualifications/", query, headers=headers).status_code in (200, 422)

    def test_what_is_typed_comes_back_as_text(self, client: Client) -> None:
        text = client.get("/ru/cases/qualifications/", {"q": "<script>"}).content.decode()
        assert '<script>"' not in text
        assert "&lt;script&gt;" in text
