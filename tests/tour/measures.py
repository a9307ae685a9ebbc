"""The screens of requests to the prosecutor and the court, of hearings, covert actions and calculators, by person.

Here: their addresses (`plain`), what is begun so that a form has something to show (`write_requests`), what is typed
into a calculator (`counted`), and the code of the letter to whoever was watched (`code_of_letter`).
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2

from tests.tour.people import put, signed_in
from tests.tour.story import Story

Typed = tuple[tuple[str, str], ...]
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){2,}[0-9A-Z]{4}\b")
# What is typed into a request: by the name of the field; "name=value" ticks one of several.
ARREST: Typed = (
    ("[name=presence]", "at_liberty"),
    ("[name=before_qualification]", "Заключение о тяжести вреда ожидается через пять дней; подозрение объявлено."),
    ("[name=stated][value=may_obstruct]", "on"),
    ("[name=stated][value=breached_earlier_measure]", "on"),
    ("[name=grounds]", "Дважды не явился по повестке, звонит потерпевшей по ночам и требует забрать заявление."),
    ("[name=milder]", "Подписку о невыезде он нарушил, запрет на приближение не остановил звонков."),
)
REFUSED: Typed = (
    ("[name=presence]", "at_liberty"),
    ("[name=stated][value=may_obstruct]", "on"),
    ("[name=grounds]", "Вызывает подчинённых и велит переписать журнал приёмки продуктов."),
    ("[name=milder]", "Отстранение от должности не исключит влияния на подчинённых."),
)
URGENT: Typed = (
    ("[name=object]", "г. Алматы, ул. Байтурсынова, д. 1146, кв. 8"),
    ("[name=dwelling]", "flat"),
    ("[name=holder]", "Ли Андрей Сергеевич"),
    ("[name=delay]", "Бумаги жгли на балконе, дым увидел наряд."),
    ("[name=witnesses]", "Соседи Ахметова Д. и Ким О."),
    ("[name=found]", "Полусожжённые договоры, печать фирмы."),
    ("[name=stated][value=scene]", "on"),
    ("[name=grounds]", "Бумаги уничтожались на глазах наряда, ожидание санкции означало их утрату."),
)


def plain(story: Story) -> dict[str, dict[str, str]]:
    """The screens that are an address and nothing else, by person and name."""
    at = story.places
    new = "sanctions/new/?kind="
    arrest = f"{at['husband']}{new}arrest"
    waiting = f"/queue/{story.judged}/"
    clerk = {f"hearing_{name}": f"{at['hearing longer']}moves/{name}/" for name in ("move_hearing", "tell_of_hearing")}
    return {
        "": {"law_kinds": "/law/?q=147#kinds", "covert_notice": "/covert-notice/"},
        "investigator": {
            "ask_found": f"{at['husband']}sanctions/new/?q=147",
            "ask_arrest_facts": f"{arrest}&step=facts",
            "ask_arrest_grounds": f"{arrest}&step=grounds",
            "ask_arrest_text": f"{arrest}&step=text",
            "ask_arrest_check": f"{arrest}&step=check",
            "ask_refused": f"{at['school']}{new}arrest&step=facts",
            "ask_refused_check": f"{at['school']}{new}arrest&step=check",
            "ask_urgent": f"{at['tours']}{new}inspection_urgent&step=all",
            "ask_urgent_check": f"{at['tours']}{new}inspection_urgent&step=check",
            "ask_search": f"{at['tours']}{new}search&step=all",
            "ask_alone": f"{at['school']}{new}undertaking&step=all",
            "ask_property": f"{at['timber']}{new}property_arrest&step=all",
            "ask_bail": f"{at['husband']}{new}bail&step=all",
            "ask_longer": f"{at['powder']}{new}arrest_extension",
            "sanctions_many": f"{at['timber']}sanctions/",
            "sanction_arrest": at["request arrest"],
            "sanction_house": at["request house"],
            "sanction_bail": at["request bail"],
            "sanction_alone": at["request alone"],
            "sanction_search": at["request searched"],
            "sanction_property": at["request property"],
            "sanction_over": at["request restricted"],
            "sanction_longer": at["request longer"],
            "sanction_urgent": at["request urgent_action"],
            "sanction_returned": at["request returned"],
            "sanction_appealed": at["request not_arrested"],
            "sanction_amend": f"{at['request returned']}moves/amend/",
            "sanction_submit": f"{at['request returned']}moves/submit/",
            "sanction_withdraw": f"{at['request nine']}moves/withdraw/",
            "sanction_execute": f"{at['request property']}moves/execute/",
            "sanction_lift": f"{at['request alone']}moves/lift/",
            "sanction_extend": f"{at['request house']}moves/extend/",
            "sanction_ask_lift": f"{at['request arrest']}moves/ask_lift/",
            "sanction_copy": f"{at['request searched']}moves/note_copy/",
            "arguments": f"{at['request longer']}arguments/",
            "appeal": at["appeal"],
            "brief": f"{at['guard']}brief/",
            "file_paper": at["protocol"],
            "file_withhold": f"{at['protocol']}withhold/",
            "covert": at["parcels"] + "covert/",
            "covert_new": f"{at['parcels']}covert/new/?kind=covert_telecom",
            "covert_longer": f"{at['parcels']}covert/new/?kind=covert_extension&extends={at['covert running'][-37:-1]}",
            "covert_running": at["covert running"],
            "covert_finish": f"{at['covert running']}moves/finish/",
            "covert_waits": at["covert asked"],
            "covert_told": at["covert told"],
            "covert_delivered": f"{at['covert told']}moves/notice_delivered/",
            "covert_due": at["covert due"],
            "covert_send_notice": f"{at['covert due']}moves/send_notice/",
            "covert_destruction": f"{at['covert due']}moves/tell_destruction/",
        },
        "investigator2": {"sanction_haste": at["request haste"], "file_inadmissible": f"{at['haste']}file/"},
        "prosecutor": {
            "queue_house": at["queue at_liberty"],
            "queue_restriction": at["queue money"],
            "queue_lift": at["queue lifting"],
            "queue_urgent": "/queue/?f=urgent",
            "queue_compare": f"{at['queue returned']}compare/",
            "queue_numbers": "/queue/numbers/",
            "queue_bulk": f"/queue/bulk/?id={at['queue at_liberty'][-37:-1]}&id={at['queue money'][-37:-1]}",
            "queue_draws": f"{at['queue longer']}draws/",
            "sanction_returned": at["request returned"],
            "sanction_lift": f"{at['request arrest']}moves/lift/",
            "sanction_appeal": f"{at['request bail']}moves/appeal/",
            "sanction_slip": f"{at['request restricted']}moves/correct_slip/",
            "arguments": f"{at['request longer']}arguments/",
            "appeal": at["appeal"],
            "brief": f"{at['husband']}brief/",
            "hearings": "/hearings/",
            "covert_told": at["covert told"],
            "covert_stop": f"{at['covert running']}moves/ask_to_stop/",
        },
        "judge": {
            "queue_item": waiting,
            "decision_longer": at["queue longer"],
            "decision_urgent": at["queue urgent_action"],
            "decision_office": at["queue office"],
            "decision_covert": at["queue covert_asked"],
            "queue_numbers": "/queue/numbers/",
            "queue_draws": f"{waiting}draws/",
            "away": "/queue/away/",
            "hearings": "/hearings/",
            "hearings_day": "/hearings/?show=day",
            "sanction_longer": at["request longer"],
            "sanction_recuse": f"{at['request longer']}moves/recuse/",
            "hearing_minutes": f"{at['request longer']}moves/sign_minutes/",
            "sanction_arrest": at["request arrest"],
            "sanction_slip": f"{at['request arrest']}moves/correct_slip/",
            "covert": f"{at['parcels']}covert/",
            "covert_stop": f"{at['covert running']}moves/stop/",
        },
        "lawyer": {
            "hearings": "/hearings/",
            "sanction_longer": at["request longer"],
            "arguments": f"{at['request longer']}arguments/",
            "sanction_bail": at["request bail"],
            "sanction_appeal": f"{at['request bail']}moves/appeal/",
            "appeal": at["appeal"],
        },
        "clerk2": {
            "hearings": "/hearings/",
            "hearing": at["hearing longer"],
            "hearing_new": at["hearing asked"],
            "hearing_appoint": f"{at['hearing asked']}moves/appoint_hearing/",
            **clerk,
            "hearing_minutes": f"{at['hearing longer']}moves/sign_minutes/",
            "hearing_over": at["hearing arrest"],
            "hearing_copy": f"{at['hearing arrest']}moves/note_copy/",
            "draws": f"{at['queue longer']}draws/",
            "away": "/queue/away/",
        },
        "custody": {"persons_all": "/custody/?show=all"},
        "head": {"queue_search": at["queue agreeing"]},
        "chief": {"away": "/queue/away/", "queue_numbers": "/queue/numbers/"},
        "oblast_chief": {"queue_longer": at["queue nine"]},
        "appeal_judge": {
            "queue": "/queue/",
            "queue_appeal": at["queue appeal"],
            "appeal": at["appeal"],
            "appeal_uphold": f"{at['appeal']}moves/uphold/",
            "appeal_cancel": f"{at['appeal']}moves/cancel/",
        },
    }


def counted(story: Story, page: Any, base: str) -> Iterator[tuple[str, str, Typed]]:
    """Name, address and what is typed there: the calculators of liberty, and the page of whoever was watched."""
    arrest = (("#id_qualification", "188/3"), ("#id_age", "34"), ("#id_other_7", "on"))
    yield "calculator_arrest", "/law/calculator/arrest/", arrest
    yield "calculator_economic", "/law/calculator/arrest/", (("#id_qualification", "245/3"), ("#id_age", "41"))
    bail = (("#id_qualification", "188/3"), ("#id_amount", "900000"), ("#id_listed_0", "on"))
    yield "calculator_bail", "/law/calculator/bail/", bail
    custody = (
        ("#id_date", "16.11.2026"), ("#id_first_day", "01.09.2026"), ("#id_last_day", "01.12.2026"),
        ("#id_months", "5"), ("#id_qualification", "99/2"),
    )  # fmt: skip
    yield "calculator_custody", "/law/calculator/custody/", custody
    writ = (("#id_qualifications", "187/1, 405/2"), ("#id_age", "34"), ("#id_victim", "not_asked"))
    yield "calculator_writ", "/law/calculator/writ/", writ
    code = code_of_letter(page, base, story)
    yield "covert_notice_read", "/covert-notice/", (("#id_code", code), ("#id_iin", story.places["iin"]))


def code_of_letter(page: Any, base: str, story: Story) -> str:
    """From the letter itself, as its author opens it: no page tells the code."""
    context = page.context.browser.new_context()
    letter = signed_in(context, base, "investigator").request.get(f"{base}/ru{story.places['letter']}").body()
    context.close()
    with pypdfium2.PdfDocument(letter) as paper:
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in paper)
    found = CODE.search(text)
    assert found, "the letter has no code"
    return found[0]


def backwards() -> Typed:
    """An action that ended before it began, today: the check says so."""
    now = datetime.now(ZoneInfo("Asia/Almaty"))
    return (
        ("[name=acted_from]", f"{now - timedelta(hours=2):%d.%m.%Y %H:%M}"),
        ("[name=acted_until]", f"{now - timedelta(hours=3):%d.%m.%Y %H:%M}"),
    )


def write_requests(page: Any, base: str, story: Story) -> None:
    """Requests begun and not sent, so that their steps and their check have something to show."""
    at = story.places
    for path, typed in (
        (f"{at['husband']}sanctions/new/?kind=arrest", ARREST),
        (f"{at['school']}sanctions/new/?kind=arrest", REFUSED),
        (f"{at['tours']}sanctions/new/?kind=inspection_urgent", (*URGENT, *backwards())),
    ):
        page.goto(f"{base}/ru{path}&step=all")
        for selector, value in typed:
            put(page, selector, value)
        with page.expect_navigation():
            page.locator("#app-kept-form button[name=do][value=next]").click()
