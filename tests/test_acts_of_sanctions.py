"""What the acts of a sanction print, taken from the record: every kind, every decision, plain values, no hole."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cases.models import Case, Matter, Participant
from ecase.law.act import Field
from ecase.law.acts import ACTS
from ecase.law.kinds import Ends, Kind
from ecase.law.kinds_all import KINDS
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.acts import around, context
from sanctions.models import Appeal, Copy, CovertNotice, Destruction, Hearing, Sanction
from sanctions.moves import MOVES
from tests.fixtures import tell_case, tell_suspect

pytestmark = pytest.mark.django_db
README = (Path(settings.BASE_DIR) / "templates" / "acts" / "README.md").read_text()
PLAIN = (str, int, bool, date, datetime, type(None))
WHY = "Основания проверены по материалам дела.\nИх подтверждает протокол осмотра."
SAID = "сведение"


def typed(field: Field) -> Any:
    """What a form gives for `field`."""
    given: dict[str, Any] = {
        "number": field.least or 5, "money": 519000, "date": now().date() + timedelta(days=20), "moment": now(),
        "yes": True, "choice": field.choices[0][0] if field.choices else SAID,
        "ticks": [code for code, _ in field.choices[:2]],
    }  # fmt: skip
    return given.get(field.kind, SAID)


def kept(field: Field) -> Any:
    value = typed(field)
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def case(posts) -> Case:
    return tell_case(posts, at=now() - timedelta(days=3))


@pytest.fixture
def suspect(posts, case) -> Participant:
    return tell_suspect(posts, case)


def asked(kind: Kind, posts: Any, case: Case, suspect: Participant, **more: Any) -> Sanction:
    """A request with everything filled; nothing of it is on record, for an act only reads it."""
    thing = kind.about in ("object", "either")
    return Sanction(
        matter=Matter(case=case, kind=f"sanction.{kind.code}", number=1, waits_for=posts["judge"]), case=case,
        kind=kind.code, participant=None if kind.about == "object" else suspect,
        object="город Алматы, улица Абая, дом 12" if thing else "", facts={f.name: kept(f) for f in kind.facts},
        grounds=WHY, milder=WHY if kind.custody else "", stated=[ground.code for ground in kind.grounds],
        urgent=kind.urgent or kind.acted_first, acted_from=now(), acted_until=now(), requested_by=posts["investigator"],
        requested_at=now(), submitted_at=now(), court_received_at=now() if kind.by_court else None, **more,
    )  # fmt: skip


def leaves(value: Any, path: str = "") -> Any:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


def page(code: str, language: str, given: dict[str, Any]) -> str:
    with translation.override(language):
        made = render_to_string(f"acts/{ACTS[code].folder}/{language}.html", {**given, "language": language})
    text = re.sub(r"<[^>]+>", " ", made[made.index("<body") :]).replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", text)


def decider(kind: Kind, posts: Any) -> Any:
    return posts["prosecutor"] if kind.by_prosecutor else posts["judge"]


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_decision_of_every_kind_is_printed_from_the_record(posts, case, suspect, code):
    for language in ("ru", "kk"):
        case.language = language
        for name in ("apply",) if KINDS[code].alone else ("submit", "grant", "refuse"):
            prints_whole(posts, case, suspect, KINDS[code], name)


def prints_whole(posts: Any, case: Case, suspect: Participant, kind: Kind, name: str) -> None:
    move, asking = MOVES[kind.code][name], name in ("submit", "apply")
    by = posts["prosecutor" if "prosecutor" in kind.asked_by else "investigator"] if asking else decider(kind, posts)
    fields = {"reasons": WHY, **({field.name: typed(field) for field in kind.decides} if name == "grant" else {})}
    with speaking(by):
        given = context(asked(kind, posts, case, suspect), move, fields, by, now())
    for path, value in leaves(given):
        assert isinstance(value, PLAIN), (name, path)
    for key in given["sanction"]:
        assert f"`sanction.{key}`" in README, key
    text = page(move.act, case.language, given)
    assert "None" not in text
    assert case.number in text and by.user.get_full_name() in text
    assert ("УПК" if case.language == "kk" else "ҚПК") not in text
    if given["person"] is not None:
        assert suspect.full_name in text
    for line in WHY.split("\n"):
        assert line in text


@pytest.mark.parametrize("code", sorted(code for code, kind in KINDS.items() if kind.supported))
def test_whoever_stands_before_the_court_signs_his_own_act(posts, case, suspect, code):
    for name, who in (("support", "prosecutor"), ("refuse_support", "prosecutor"), ("return_for_rework", "prosecutor")):
        with speaking(posts[who]):
            sanction = asked(KINDS[code], posts, case, suspect)
            move = MOVES[code][name]
            given = context(sanction, move, {"reasons": WHY}, posts[who], now())
        text = page(move.act, "ru", given)
        assert "None" not in text and given["petition"]["title"] in text and suspect.full_name in text


def test_terms_are_those_the_action_will_start(posts, case, suspect):
    at = now()
    arrest, by = KINDS["arrest"], posts["judge"]
    with speaking(by):
        whole = context(asked(arrest, posts, case, suspect), MOVES["arrest"]["grant"], {"reasons": WHY}, by, at)
        short = context(
            asked(arrest, posts, case, suspect), MOVES["arrest"]["grant"], {"reasons": WHY, "short_days": 7}, by, at
        )
    assert whole["decision"]["term"] == "2 месяца"
    assert short["decision"]["term"] == "7\u00a0суток"
    assert timedelta(days=6) < short["decision"]["term_until"] - short["decision"]["term_from"] < timedelta(days=7.1)


def test_without_bail_the_order_says_why_and_a_refusal_fixes_nothing(posts, case, suspect):
    by = posts["judge"]
    with speaking(by):
        sanction = asked(KINDS["arrest"], posts, case, suspect)
        granted = context(
            sanction, MOVES["arrest"]["grant"], {"reasons": WHY, "bail_barred": "особо тяжкое"}, by, now()
        )
        refused = context(sanction, MOVES["arrest"]["refuse"], {"reasons": WHY}, by, now())
    assert "особо тяжкое" in page("arrest_granted", "ru", granted)
    assert refused["decision"]["facts"] is None and refused["decision"]["term"] is None


def test_a_check_that_was_overcome_is_printed_with_its_reason(posts, case, suspect):
    sanction = asked(KINDS["search"], posts, case, suspect)
    sanction.grounds, sanction.why = "", {"grounds_too_short": "Причина записана следователем полностью."}
    with speaking(posts["investigator"]):
        given = context(sanction, MOVES["search"]["submit"], {}, posts["investigator"], now())
    assert [row["value"] for row in given["sanction"]["overrides"]] == ["Причина записана следователем полностью."]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_acts_after_a_decision_are_printed_from_the_record(posts, case, suspect, language):
    case.language = language
    by, at = posts["investigator"], now()
    more = {"decided_by": posts["judge"], "decided_at": at, "announced_at": at, "status": "granted"}
    arrest = asked(KINDS["arrest"], posts, case, suspect, until=at.date(), **more)
    covert = asked(KINDS["covert_av"], posts, case, suspect, until=at.date(), **more)
    hearing = Hearing(sanction=arrest, held_from=at, held_until=at, minutes=WHY, place="зал 3", secretary="Ким А. С.")
    appeal = Appeal(sanction=arrest, filed_by=posts["lawyer"], filed_at=at, received_at=at, text=WHY)
    notice = CovertNotice(sanction=covert, name="Оспанов Руслан", address="Алматы", since=at, due_on=at.date())
    gone = Destruction(sanction=covert, what=WHY, told_at=at, planned_on=at.date())
    copied = Copy(sanction=arrest, name="Ли Виктор", to_whom="defender")
    typing = {
        "reasons": WHY, "before": "1919", "after": "1991", "ground": SAID, "executed_at": at, "execution": WHY,
        "results": WHY, "text": WHY, "asks": SAID, "side": SAID, "outcome": SAID, "means": SAID, "proof": SAID,
        "commission": SAID, "other_measure": SAID, "consent": SAID, "late_reason": WHY,
    }  # fmt: skip
    with speaking(by):
        made = {
            "sanction_execution": around.execution(arrest, typing, by, at),
            "slip_corrected": around.slip(arrest, typing, by, at),
            "copy_receipt": around.receipt(copied, typing, by, at),
            "measure_lifted": around.lifted(arrest, typing, by, at),
            "compulsion_lifted": around.lifted(
                asked(KINDS["no_contact"], posts, case, suspect, **more), typing, by, at, act="compulsion_lifted"
            ),
            "hearing_minutes": around.minutes(hearing, by, at, present=[SAID], told=[SAID], announced=SAID),
            "appeal_filed": around.appealed(
                arrest, typing, by, at, act="appeal_filed", court="Алматинский городской суд", until=at
            ),
            "appeal_decided": around.appeal_decided(appeal, typing, by, at),
            "custody_warning": around.custody(arrest, by, at, act="custody_warning", until=at),
            "release_custody_head": around.custody(arrest, by, at, act="release_custody_head", until=at, note=WHY),
            "covert_stop": around.covert_stop(covert, typing, by, at),
            "covert_stop_petition": around.covert_stop_petition(covert, typing, by, at),
            "covert_result_notice": around.covert_result(covert, typing, by, at),
            "covert_destruction_notice": around.destruction_told(covert, WHY, at.date(), by, at),
            "covert_destruction": around.destroyed(gone, typing, by, at),
            "covert_notice": around.covert_letter(notice, by, at, code="K7M4-92TX", url="https://ecase.example/n/"),
        }
    absent = "көрсетілмеген" if language == "kk" else "не указано"
    for code, given in made.items():
        for path, value in leaves(given):
            assert isinstance(value, PLAIN), (code, path)
        text = page(code, language, given)
        assert "None" not in text, code
        # No facility holds anybody here, and nobody's name is given to the place where the hearing was told of.
        assert text.count(absent) <= (1 if code in ("measure_lifted", "hearing_minutes") else 0), (code, text)


def test_the_letter_tells_nothing_of_the_file(posts, case, suspect):
    covert = asked(
        KINDS["covert_av"], posts, case, suspect, decided_by=posts["judge"], decided_at=now(), status="granted"
    )
    notice = CovertNotice(sanction=covert, name="Оспанов Руслан", since=now(), due_on=now().date())
    with speaking(posts["investigator"]):
        given = around.covert_letter(notice, posts["investigator"], now(), code="K7M4-92TX", url="https://e.example/")
    text = page("covert_notice", "ru", given)
    assert "K7M4-92TX" in text and "15\u00a0суток".replace("\u00a0", " ") in text.replace("\u00a0", " ")
    for hidden in (case.summary, suspect.iin, "188", WHY.split("\n")[0]):
        assert hidden not in text


def test_a_measure_that_lasts_may_be_refused_for_another_one() -> None:
    for kind in KINDS.values():
        if not kind.alone:
            names = {field.name for field in ACTS[kind.refused_act].fields}
            assert ("other_measure" in names) == (kind.ends is Ends.RUNS), kind.code
