"""Asking for a sanction at the pages: the kind, the steps, what is kept, the check, the act."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from cases.models import Participant
from ecase.web.models import SavedDraft
from ecase.web.speaking import speaking
from sanctions.models import Sanction
from tests.fixtures import tell_case, tell_detention
from tests.pages.conftest import Reader
from tests.telling import quick_papers

__all__ = ["quick_papers"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

WORDS = "Подозрение подтверждается протоколом осмотра, л. 3–7; скрывался от следствия."
UNCHANGED = re.compile("не изменен|has not been changed")
REASON = "Документ будет подшит до рассмотрения, сроки задержания не позволяют ждать."


def told(reader: Reader) -> str:
    """What the page says is wrong."""
    return " | ".join(re.findall(r"error-(?:summary__list|message)[^>]*>(.*?)</(?:ul|p)>", reader.text, re.S))[:1500]


def presses(reader: Reader, button: str, having: str, **fields: Any) -> Any:
    return reader.sends(having, **fields, do=button)


@pytest.fixture
def held(posts: dict[str, Any]) -> Any:
    return tell_detention(posts)


def test_every_kind_is_listed_and_what_may_not_be_asked_says_why(at_page: Callable[..., Reader], held: Any) -> None:
    reader = at_page("investigator")
    page = reader.goes(f"cases/{held.case.number}/sanctions/new/")
    assert page.status_code == 200
    assert "Содержание под стражей" in reader.text or "арест" in reader.text.lower()
    assert "kind=search" in reader.text
    assert "kind=covert_av" not in reader.text  # they have a room of their own
    assert "kind=arrest_full" not in reader.text  # asked for by the prosecutor
    reader.goes(f"cases/{held.case.number}/sanctions/new/?q=252")
    assert "kind=search" in reader.text and "kind=bail" not in reader.text.split('id="kinds"')[1]


def writes(reader: Reader, number: str, kind: str, **fields: Any) -> None:
    """The whole request on one page, up to the check."""
    reader.goes(f"cases/{number}/sanctions/new/?kind={kind}&step=all")
    assert reader.page.status_code == 200, reader.text
    presses(reader, "next", "grounds", **{"grounds": WORDS, **fields})
    assert reader.page.status_code == 302, told(reader)
    reader.follows()
    assert "step=check" in reader.path and reader.page.status_code == 200


def excuses(reader: Reader) -> dict[str, str]:
    """A reason for everything that asks for one."""
    return {name: REASON for name in reader.form("idem")["names"] if name.startswith("why_")}


def sends(reader: Reader) -> Sanction:
    presses(reader, "send", "idem", **excuses(reader))
    assert reader.page.status_code == 302, told(reader)
    reader.follows()
    assert "/moves/" in reader.path and "draft=" in reader.path, "the act is drawn up already: one look, one signature"
    pk = reader.path.split("/sanctions/")[1].split("/")[0]
    return reader.seen(lambda: Sanction.objects.get(pk=pk))


def test_an_arrest_from_the_kind_to_the_signature(at_page: Callable[..., Reader], held: Any) -> None:
    reader, number = at_page("investigator"), held.case.number
    reader.goes(f"cases/{number}/sanctions/new/?kind=arrest")
    assert "Мера, состоящая" not in reader.text
    writes(reader, number, "arrest", stated=["fled"], milder="Скрывался, иные меры не удержат.")
    assert "why_document_qualification" in reader.text
    asked = sends(reader)
    assert (asked.status, asked.stated, asked.detention_id) == ("draft", ["fled"], held.pk)
    assert asked.participant_id == held.participant_id
    assert reader.seen(lambda: SavedDraft.objects.count()) == 0
    reader.sends(having="signature")
    assert reader.page.status_code == 302, told(reader)
    assert reader.seen(lambda: Sanction.objects.get(pk=asked.pk).status) == "before_prosecutor"


def test_a_search_from_the_kind_to_the_signature(at_page: Callable[..., Reader], posts: dict[str, Any]) -> None:
    case, reader = tell_case(posts), at_page("investigator", "kk")
    writes(
        reader, case.number, "search", object="Алматы, ул. Абая, 12, кв. 4", place_kind="dwelling", holder="Оспанов Р.",
        sought="Похищенное золото", stated=["objects"],
    )  # fmt: skip
    asked = sends(reader)
    assert asked.object == "Алматы, ул. Абая, 12, кв. 4"
    reader.sends(having="signature")
    status = reader.seen(lambda: Sanction.objects.get(pk=asked.pk).status)
    assert status == "before_court"


def test_without_a_reason_it_is_not_sent_and_with_one_it_goes(at_page: Callable[..., Reader], held: Any) -> None:
    reader = at_page("investigator")
    writes(reader, held.case.number, "arrest", stated=["fled"])
    presses(reader, "send", "idem")
    assert reader.page.status_code == 422
    assert reader.seen(lambda: Sanction.objects.count()) == 0
    presses(reader, "send", "idem", **dict.fromkeys(excuses(reader), "коротко"))
    assert reader.page.status_code == 422
    assert "коротко" in reader.text, "what was typed stays"
    sends(reader)


def test_what_the_law_bars_leaves_no_button(at_page: Callable[..., Reader], posts: dict[str, Any]) -> None:
    held = tell_detention(posts, qualification="188/2")
    reader = at_page("investigator")
    writes(reader, held.case.number, "arrest")
    assert "disabled" in reader.text.split('value="send"')[1].split(">")[0]
    presses(reader, "send", "idem", **excuses(reader))
    assert reader.page.status_code == 422
    assert reader.seen(lambda: Sanction.objects.count()) == 0


def test_what_is_typed_is_kept_step_by_step_back_and_forth(at_page: Callable[..., Reader], held: Any) -> None:
    reader, base = at_page("investigator"), f"cases/{held.case.number}/sanctions/new/?kind=property_arrest"
    reader.goes(base)
    assert 'name="found_at"' in reader.text and 'name="grounds"' not in reader.text, "in steps: it has many lines"
    reader.sends("found_at", property="Автомобиль ВАЗ, гос. номер 123", autosave="1")
    assert reader.page.status_code == 200 and "Черновик сохранен" in reader.text
    reader.goes(f"{base}&step=text")
    presses(reader, "leave", "grounds", grounds=WORDS)
    assert reader.page.status_code == 302
    reader.goes("desk/")
    assert f"{held.case.number}" in reader.text and "sanctions/new/?kind=property_arrest" in reader.text
    reader.goes(f"{base}&step=facts")
    assert "Автомобиль ВАЗ" in reader.text
    reader.goes(f"{base}&step=text")
    assert "осмотра, л. 3–7" in reader.text
    reader.goes(f"{base}&step=facts")
    presses(reader, "next", "property", property="Автомобиль ВАЗ")
    assert reader.page.status_code == 422, "what is missing is told where it is asked"
    assert "Автомобиль ВАЗ" in reader.text
    reader.goes(f"{base}&step=check")
    assert reader.page.status_code == 200 and "step=facts" in reader.text
    reader.goes(f"cases/{held.case.number}/sanctions/")
    assert "kind=property_arrest" in reader.text, "begun and not sent stands over the list"


def test_two_tabs_do_not_eat_each_others_words(at_page: Callable[..., Reader], held: Any) -> None:
    reader, base = at_page("investigator"), f"cases/{held.case.number}/sanctions/new/?kind=search"
    reader.goes(base)
    first = reader.form("grounds")["fields"]
    reader.sends("grounds", grounds="Из первой вкладки.", autosave="1")
    reader.client.post(f"/ru/{base}", {**first, "tab": ["another"], "grounds": ["Из второй."], "autosave": ["1"]})
    assert reader.seen(lambda: SavedDraft.objects.get().data["grounds"]) == "Из первой вкладки."


def test_typical_words_are_put_under_what_is_written(at_page: Callable[..., Reader], held: Any) -> None:
    reader, base = at_page("investigator"), f"cases/{held.case.number}/sanctions/new/?kind=arrest&step=all"
    reader.goes(base)
    presses(reader, "compose", "grounds", grounds="Своими словами.", stated=["fled"])
    assert reader.page.status_code == 302
    reader.follows()
    text = reader.form("grounds")["fields"]["grounds"][0]
    assert text.startswith("Своими словами.") and "147" in text and held.participant.full_name in text
    presses(reader, "compose", "grounds")
    assert reader.seen(lambda: SavedDraft.objects.get().data["grounds"]).count("147") == text.count("147")


def test_remarks_stand_beside_the_text_that_came_back(
    at_page: Callable[..., Reader], posts: dict[str, Any], held: Any
) -> None:
    reader = at_page("investigator")
    writes(reader, held.case.number, "arrest", stated=["fled"])
    asked = sends(reader)
    reader.sends(having="signature")
    prosecutor = at_page("prosecutor")
    prosecutor.goes(f"cases/{held.case.number}/sanctions/{asked.pk}/moves/return_for_rework/")
    prosecutor.sends(having="reasons", reasons="Нет сведений о ночлеге подозреваемого: допросите хозяйку.")
    prosecutor.follows()
    prosecutor.sends(having="signature")
    assert prosecutor.page.status_code == 302, prosecutor.text
    # What came back is changed first; sending it as it stands is possible and said to be that.
    own = f"cases/{held.case.number}/sanctions/{asked.pk}/"
    reader.goes(own)
    assert 0 < reader.text.index("/moves/amend/") < reader.text.index("/moves/submit/")
    reader.goes(f"{own}moves/submit/")
    assert UNCHANGED.search(reader.text)
    reader.goes(f"{own}moves/amend/")
    assert reader.page.status_code == 200 and "допросите хозяйку" in reader.text
    sheets = reader.text.partition('name="sheets"')[2]
    assert "Возвращение" not in sheets, "the request's own papers are no grounds of it"
    assert WORDS in reader.text
    reader.sends("grounds", grounds=WORDS + " Хозяйка допрошена.")
    assert reader.page.status_code == 302, told(reader)
    reader.follows()
    assert reader.path.endswith("/moves/submit/") and not UNCHANGED.search(reader.text)
    with speaking(posts["investigator"]):
        found = Sanction.objects.get(pk=asked.pk)
    assert found.grounds.endswith("Хозяйка допрошена.") and found.why, "the written reasons stay"


def test_nobody_else_asks(at_page: Callable[..., Reader], held: Any) -> None:
    path = f"cases/{held.case.number}/sanctions/new/"
    assert at_page("investigator2").goes(path).status_code == 404
    assert at_page("lawyer").goes(path).status_code in (403, 404)
    assert at_page("judge").goes(path).status_code in (403, 404)
    prosecutor = at_page("prosecutor")
    assert prosecutor.goes(path).status_code == 200
    assert "kind=money_penalty" in prosecutor.text
    assert "kind=search" not in prosecutor.text
    assert prosecutor.goes(f"{path}?kind=arrest").status_code == 403


def test_the_page_names_whom_it_is_for(at_page: Callable[..., Reader], posts: dict[str, Any]) -> None:
    case = tell_case(posts)
    with speaking(posts["investigator"]):
        assert not Participant.objects.filter(case=case, capacity="suspect").exists()
    reader = at_page("investigator")
    reader.goes(f"cases/{case.number}/sanctions/new/")
    assert "Сначала признайте" in reader.text or 'kind=arrest"' not in reader.text
