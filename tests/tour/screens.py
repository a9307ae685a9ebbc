"""Which screens the tour visits: by person, at the places of the demo story (`story`) or as a reader finds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.tour import measures
from tests.tour.story import Story

LANGUAGES = ("kk", "ru", "en")
WIDTHS = {1366: 820, 390: 844}


@dataclass(frozen=True)
class Screen:
    """One picture to take: who, what it is called, and the path without language.

    `typed`: selector and value of fields to fill before the form is sent; `opens`: what is clicked open afterwards.
    """

    person: str
    name: str
    path: str
    typed: tuple[tuple[str, str], ...] = ()
    opens: str = ""


def first_row(page: Any, base: str, path: str) -> str:
    """The path, without language, of the first thing listed on a page."""
    page.goto(f"{base}/ru{path}")
    found = page.locator("main a[data-app-row]").first
    assert found.count(), f"nothing is listed on {path}"
    return str(urlsplit(found.get_attribute("href")).path).removeprefix("/ru")


def without_language(url: str) -> str:
    where = urlsplit(url)
    return f"{where.path}?{where.query}".removeprefix("/ru").rstrip("?")


def plain(story: Story) -> dict[str, dict[str, str]]:
    """The screens that are an address and nothing else, by person and name."""
    at = story.places
    number, detention, sanction = story.asked
    case = f"/cases/{number}/"
    held = f"{case}detentions/{detention}/"
    new = f"/cases/new/{{}}?report={at['report given'].split('/')[2]}"
    return {
        "": {
            "sign-in": "/sign-in/",
            "law": "/law/",
            "calculator": "/law/calculator/detention/",
            "check": "/check/",
            "check_registered": at["check registered"],
            "check_refused": at["check refused"],
        },
        "registrar": {
            "desk": "/desk/",
            "reports": "/reports/",
            "report_new": "/reports/new/",
            "report": at["report new"],
            "report_late": at["report late"],
            "report_assign": f"{at['report new']}moves/assign/",
            "report_receipt": f"{at['report new']}moves/receipt/",
        },
        "investigator": {
            "desk": "/desk/",
            "cases": "/cases/",
            "cases_filtered": "/cases/?article=188",
            "search": "/search/?q=188",
            "search_latin": "/search/?q=zhunisova",
            "reports": "/reports/",
            "report": at["report given"],
            "report_not_register": f"{at['report given']}moves/not_register/",
            "report_pass_on": f"{at['report given']}moves/pass_on/",
            "report_join": f"{at['report given']}moves/join_case/",
            "report_refused": at["report refused"],
            "register": new.format(""),
            "register_occasion": new.format("occasion/"),
            "register_event": new.format("event/"),
            "register_people": new.format("people/"),
            "register_qualification": new.format("qualification/"),
            "register_documents": new.format("documents/"),
            "register_check": new.format("check/"),
            "case": case,
            "people": f"{case}people/",
            "people_group": f"{at['shop']}people/",
            "charges": f"{at['bag']}charges/",
            "scope": f"{at['bag']}scope/",
            "rulings": f"{at['bag']}rulings/",
            "ruling_refused": at["ruling refused"],
            "ruling_changed": at["ruling changed"],
            "ruling_urgent": at["ruling urgent"],
            "ruling_severed": at["ruling severed"],
            "ruling_corrected": at["ruling corrected"],
            "ruling_instructed": at["ruling instructed"],
            "instruction_answer": f"{at['ruling instructed']}moves/fulfil/",
            "suspect_form": f"{at['garage']}moves/recognise_suspect/",
            "qualify_form": f"{at['cafe']}moves/qualify/",
            "requalify_form": f"{at['bag']}moves/requalify/",
            "sever_form": f"{at['cafe']}moves/sever/",
            "join_form": f"{at['lorry']}moves/join/",
            "extend_form": f"{at['garage']}moves/extend_term/",
            "interrupt_form": f"{at['garage']}moves/interrupt/",
            "terminate_form": f"{at['joined']}moves/terminate/",
            "transfer_form": f"{at['joined']}moves/transfer/",
            "correct_form": f"{at['shop']}moves/correct/",
            "case_group": at["shop"],
            "case_severed": at["cafe"],
            "case_ended": at["ended"],
            "file": f"{case}file/",
            "file_corrected": f"{at['shop']}file/",
            "detentions": f"{case}detentions/",
            "detention": held,
            "release": f"{held}moves/release/",
            "detain": f"{case}detentions/new/",
            "sanctions": f"{case}sanctions/",
            "sanction": f"{case}sanctions/{sanction}/",
            "ask": f"{case}sanctions/new/",
            "ask_arrest": f"{case}sanctions/new/?kind=arrest",
            "log": f"{at['bag']}log/",
            "notices": "/inbox/",
            "writ_preparing": at["writ preparing"],
            "writ_verdict": at["writ verdict"],
            "writ_paid": at["writ paid"],
            "writ_cancelled": at["writ cancelled"],
            "writ_word": f"{at['writ preparing']}moves/consent/",
            "writ_request": f"{at['writ ready']}moves/request/",
            "writ_board": "/writ/",
        },
        "head": {
            "desk": "/desk/",
            "cases": "/cases/?term=overdue",
            "unit": "/unit/",
            "unit_officer": at["officer"],
            "case_left": at["left"],
            "assign_form": f"{at['left']}moves/assign/",
            "group_form": f"{at['left']}moves/form_group/",
            "instruct_form": f"{at['shop']}moves/instruct/",
            "queue": at["queue correcting"],
            "reports": "/reports/",
            "report": at["report late"],
            "notices": "/inbox/",
            "writ_candidates": "/writ/candidates/",
            "writ_numbers": "/writ/numbers/",
        },
        "prosecutor": {
            "desk": "/desk/",
            "queue": f"/queue/{sanction}/",
            "queue_writ": at["queue writ_asked"],
            "queue_suspect": at["queue urgent"],
            "queue_transfer": at["queue moving"],
            "held": "/detentions/",
            "detention": held,
            "reports": "/reports/",
            "report_leaving": at["report leaving"],
            "report_transfer": f"{at['report leaving']}moves/agree_transfer/",
            "scope": f"{at['paper']}scope/",
            "terminate_outside": f"{at['paper']}moves/terminate_outside/",
            "rulings": f"{at['shop']}rulings/",
            "ruling": at["ruling urgent"],
            "instruct_form": f"{at['shop']}moves/instruct/",
        },
        "judge": {"queue": "/queue/", "decision": f"/queue/{story.judged}/"},
        "trial_judge": {
            "queue_writ": at["queue writ_two"],
            "writ": at["writ two"],
            "writ_compose": f"{at['writ two']}moves/convict/",
        },
        "clerk": {"queue_writ": "/queue/", "writ_paid": at["writ paid"]},
        "lawyer": {"desk": "/desk/", "case": case},
        "custody": {"persons": "/custody/"},
        "chief": {
            "report_cancel": f"{at['report refused']}moves/cancel_decision/",
            "queue": "/queue/",
            "queue_termination": at["queue ending"],
            "unit": "/unit/",
            "cancel_form": f"{at['ruling changed']}moves/cancel/",
            "name_form": f"{at['shop']}moves/name_prosecutor/",
        },
        "oblast_chief": {"queue": at["queue asked_for_longer"]},
        "lawyer2": {"nothing": case, "case": at["bag"], "rulings": f"{at['bag']}rulings/"},
        "victim": {
            "desk": "/desk/",
            "reports": "/reports/mine/",
            "report": at["report home"],
            "statement": "/reports/submit/",
            "writ_mine": "/writ/mine/",
            "writ_question": at["mine preparing"],
        },
        "suspect": {
            "writ_mine": "/writ/mine/",
            "writ_question": at["mine preparing"],
            "writ_motion": f"{at['mine preparing']}moves/file_motion/",
        },
    }


PEOPLE = (
    "", "registrar", "investigator", "investigator2", "prosecutor", "judge", "lawyer", "clerk2", "custody", "head",
    "chief", "oblast_chief", "appeal_judge", "lawyer2", "victim",
    "trial_judge", "clerk", "suspect",
)  # fmt: skip


def screens_of(person: str, page: Any, base: str, story: Story) -> Iterator[Screen]:
    """The screens of one person; may press buttons that change nothing but a draft."""
    own = {**plain(story).get(person, {}), **measures.plain(story).get(person, {})}
    if person == "investigator":
        write_registration(page, base, own["register_qualification"])
        measures.write_requests(page, base, story)
    for name, path in own.items():
        yield Screen(person, name, path)
    if person == "":
        start = (("#id_rule", "investigation"), ("#id_start", "27.10.2026"))
        yield Screen(person, "calculator_term", "/law/calculator/term/", typed=start)
        for name, path, typed in measures.counted(story, page, base):
            yield Screen(person, name, path, typed=typed)
        yield Screen(person, "law_kind", "/law/?q=147#kinds", opens=".app-kindrow > summary")
    if person == "investigator":
        yield Screen(person, "term_counted", story.places["crossing"], opens=".app-chain__why summary")
    if person == "prosecutor":
        page.goto(f"{base}/ru/queue/{story.asked[2]}/")
        page.locator("input[name=decision][value=support]").check()
        page.locator("textarea[name=reasons]").fill("Недостающие бумаги запрошены и будут в деле до заседания.")
        page.locator(".app-panes__form [data-app-main] [data-app-submit]").first.click()
        page.wait_for_url("**draft=**")
        yield Screen(person, "signing", without_language(page.url))
    if person == "trial_judge":
        composed = (("#id_fine_1_1", "15"), ("#id_fine_1_2", "12"), ("#id_method_1", "absorbed"))
        yield Screen(person, "writ_sign", own["writ_compose"], typed=composed)
    if person == "judge":
        sealed = story.places["request arrest"]
        yield Screen(person, "sanction_sealed", sealed, opens="[aria-labelledby=sealed] summary")
    if person == story.granted[2]:
        yield Screen(person, "order", f"/cases/{story.granted[0]}/sanctions/{story.granted[1]}/")
    if person == "custody":
        yield Screen(person, "person", first_row(page, base, "/custody/?show=all"))


def write_registration(page: Any, base: str, path: str) -> None:
    """Two articles in the registration that a report began, so that its steps have something to show."""
    page.goto(f"{base}/ru{path}")
    for article in ("194 1", "147 1"):
        page.locator("#id_q").fill(article)
        page.locator("main button[name=do][value=add]").last.click()
        page.locator("main input[name=codes]").last.wait_for(state="attached")
