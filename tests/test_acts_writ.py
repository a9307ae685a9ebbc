"""Every act of the writ proceedings in both languages: prints, says what it is given, counts in words."""

import base64
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.reader import PdfFileReader

from ecase.documents import pdf
from ecase.documents.templatetags.acts import in_words
from ecase.law.acts import ACTS
from ecase.law.acts_writ import WRIT_ACTS
from tests.documents.acts import LANGUAGES, at
from tests.documents.test_acts import ABSENT, HOSTILE, hostile, squeezed
from tests.documents.test_pdf import text_of

FOLDER = Path(settings.BASE_DIR) / "templates" / "acts"
OTHER_CODE = {"ru": "ҚПК", "kk": "УПК"}
CODES = tuple(act.code for act in WRIT_ACTS)
EVERY = [(code, language) for code in CODES for language in LANGUAGES]
WORDS_OF_PARTIES = ("writ_motion", "writ_consent", "writ_objection", "writ_withdrawal")
COURT = frozenset(
    {"writ_verdict", "writ_return_ruling", "writ_termination_ruling", "writ_cancel_ruling", "writ_appeal_decided",
     "writ_copy_receipt", "writ_execution"}
)  # fmt: skip
OUTCOMES = [
    ("writ_head_refusal", "return"), ("writ_head_refusal", "terminate"), ("writ_prosecutor_decision", "approve"),
    ("writ_prosecutor_decision", "return"), ("writ_prosecutor_decision", "terminate"),
]  # fmt: skip
needs_pango = pytest.mark.skipif(bool(pdf.unavailable()), reason=pdf.unavailable())

SAID: dict[str, dict[str, Any]] = {
    "ru": {
        "suspect": "Подозреваемый", "victim": "Потерпевший", "agrees": "Согласен", "city": "Алматы",
        "own": "Согласен", "sheet": ("л. 41–42", "л. 44"),
        "officer": ("Дознаватель", "Управление полиции Алмалинского района города Алматы"),
        "head": ("Начальник органа дознания", "Управление полиции Алмалинского района города Алматы"),
        "prosecutor": ("Прокурор", "Прокуратура Алмалинского района города Алматы"),
        "judge": ("Судья", "Районный суд № 2 Алмалинского района города Алматы"),
        "above": ("Судья", "Алматинский городской суд"),
        "qualification": "статья 188 часть 1 УК, кража",
        "charges": ["статья 188 часть 1 УК, кража", "статья 202 часть 1 УК, умышленное повреждение чужого имущества"],
        "address": "город Алматы, улица Төле би, дом 12, квартира 4", "citizenship": "Республика Казахстан",
        "offences": ["№ 1, 24 сентября 2026 года, 19:40, магазин «Береке»: тайное хищение велосипеда."],
        "circumstances": "24 сентября 2026 года около 19 часов 40 минут подозреваемый у входа в магазин «Береке» "
        "по улице Абая, дом 44, тайно похитил велосипед стоимостью 96 000 тенге, перекусив замок кусачками, "
        "и причинил потерпевшему ущерб на эту сумму. Велосипед продан, деньги истрачены.",
        "evidence": ["протокол осмотра места происшествия (л. 6–9)", "протокол допроса потерпевшего (л. 14–16)",
                     "запись камеры наблюдения и протокол ее осмотра (л. 18–21)",
                     "протокол допроса подозреваемого (л. 25–28)"],
        "damage": "Потерпевший: Ибраев Нұрлан Қайратұлы. Имущественный ущерб 96 000 тенге, возмещен полностью.",
        "aggravating": "не установлены", "mitigating": ["добровольное возмещение ущерба", "чистосердечное раскаяние"],
        "claim": "Гражданский иск не заявлен.", "physical": "Кусачки уничтожить; диск с записью хранить при деле.",
        "costs": "Процессуальных издержек нет.",
        "conditions": [("Уголовный проступок или преступление небольшой тяжести", "статья 188 часть 1 УК"),
                       ("Подозреваемый не оспаривает доказательства вины", "ходатайство, л. 41"),
                       ("Штраф предусмотрен как основное наказание", "статья 188 часть 1 УК"),
                       ("Потерпевший согласен", "согласие, л. 44")],
        "cite": "статья 629-1 часть 2 УПК", "counsel": "Ли Виктор Андреевич", "means": "Подпись на планшете",
        "taken": "Дознаватель Ахметова Динара Сәбитқызы", "reasons": "Обстоятельства изложены не полностью.",
        "ground": "истечение срока давности (статья 35 часть 1 пункт 3 УПК)",
        "why": "нужно наказание иное, чем штраф", "method": "менее строгий штраф поглощается более строгим",
        "ban": "управлять транспортными средствами", "whom": "осужденный", "served": "лично под расписку",
        "proof": "расписка, л. 71", "side": "Потерпевший", "asks": "размер штрафа",
        "outcome": "Приговор изменить", "instead": "штраф уменьшить до 160 МРП",
    },
    "kk": {
        "suspect": "Күдікті", "victim": "Жәбірленуші", "agrees": "Келіседі", "city": "Алматы",
        "own": "Келіседі", "sheet": ("41–42-парақтар", "44-парақ"),
        "officer": ("Анықтаушы", "Алматы қаласы Алмалы ауданының полиция басқармасы"),
        "head": ("Анықтау органының бастығы", "Алматы қаласы Алмалы ауданының полиция басқармасы"),
        "prosecutor": ("Прокурор", "Алматы қаласы Алмалы ауданының прокуратурасы"),
        "judge": ("Судья", "Алматы қаласы Алмалы ауданының № 2 аудандық соты"),
        "above": ("Судья", "Алматы қалалық соты"),
        "qualification": "ҚК 188-бабының 1-бөлігі, ұрлық",
        "charges": ["ҚК 188-бабының 1-бөлігі, ұрлық", "ҚК 202-бабының 1-бөлігі, бөтеннің мүлкін қасақана бүлдіру"],
        "address": "Алматы қаласы, Төле би көшесі, 12-үй, 4-пәтер", "citizenship": "Қазақстан Республикасы",
        "offences": ["№ 1, 2026 жылғы 24 қыркүйек, 19:40, «Береке» дүкені: велосипедті жасырын ұрлау."],
        "circumstances": "2026 жылғы 24 қыркүйекте сағат 19-дан 40 минут өткен шамада күдікті Абай көшесі, 44-үйдегі "
        "«Береке» дүкенінің кіреберісінде құлыпты тістеуікпен қиып, құны 96 000 теңге велосипедті жасырын ұрлап, "
        "жәбірленушіге осы сомаға залал келтірген. Велосипед сатылған, ақшасы жұмсалған.",
        "evidence": ["оқиға орнын қарап-тексеру хаттамасы (6–9-парақтар)",
                     "жәбірленушіден жауап алу хаттамасы (14–16-парақтар)",
                     "бақылау камерасының жазбасы және оны қарап-тексеру хаттамасы (18–21-парақтар)",
                     "күдіктіден жауап алу хаттамасы (25–28-парақтар)"],
        "damage": "Жәбірленуші: Ибраев Нұрлан Қайратұлы. Мүліктік залал 96 000 теңге, толық өтелген.",
        "aggravating": "анықталмады", "mitigating": ["залалды өз еркімен өтеу", "шын жүректен өкіну"],
        "claim": "Азаматтық талап қойылмаған.",
        "physical": "Тістеуік жойылсын; жазбасы бар диск іспен бірге сақталсын.",
        "costs": "Процестік шығындар жоқ.",
        "conditions": [("Қылмыстық теріс қылық немесе онша ауыр емес қылмыс", "ҚК 188-бабының 1-бөлігі"),
                       ("Күдікті кінәсінің дәлелдемелеріне дау айтпайды", "өтінішхат, 41-парақ"),
                       ("Айыппұл негізгі жаза ретінде көзделген", "ҚК 188-бабының 1-бөлігі"),
                       ("Жәбірленуші келіседі", "келісім, 44-парақ")],
        "cite": "ҚПК 629-1-бабының 2-бөлігі", "counsel": "Ли Виктор Андреевич", "means": "Планшеттегі қолтаңба",
        "taken": "Анықтаушы Ахметова Динара Сәбитқызы", "reasons": "Мән-жайлар толық баяндалмаған.",
        "ground": "ескіру мерзімінің өтуі (ҚПК 35-бабы 1-бөлігінің 3) тармағы)",
        "why": "айыппұлдан басқа жаза қажет", "method": "онша қатаң емес айыппұл неғұрлым қатаңына сіңіріледі",
        "ban": "көлік құралдарын басқару", "whom": "сотталған адам", "served": "қолхат алып, өзіне",
        "proof": "қолхат, 71-парақ", "side": "Жәбірленуші", "asks": "айыппұлдың мөлшері",
        "outcome": "Үкім өзгертілсін", "instead": "айыппұл 160 АЕК-ке дейін азайтылсын",
    },
}  # fmt: skip


def pad(size: tuple[int, int] = (600, 200)) -> str:
    """A signature as the pad sends it."""
    sheet = Image.new("RGBA", size)
    points = [(size[0] * (1 + n) // 12, size[1] * (1 + n * 7 % 5) // 6) for n in range(10)]
    ImageDraw.Draw(sheet).line(points, fill=(10, 20, 90, 255), width=4, joint="curve")
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    return address(kept.getvalue())


def address(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def sentence(language: str) -> dict[str, Any]:
    """The 3 932 tenge of 2025 times 120 and 60, the milder absorbed, five days taken off."""
    said = SAID[language]
    return {
        "name": "Оспанов Руслан Маратұлы", "birth_date": dt.date(1991, 3, 14), "iin": "910314300126",
        "address": said["address"], "citizenship": said["citizenship"],
        "fines": [
            {"charge": said["charges"][0], "mci": 120, "index": 3932, "tenge": 471840, "day": dt.date(2025, 9, 24)},
            {"charge": said["charges"][1], "mci": 60, "index": 3932, "tenge": 235920, "day": dt.date(2025, 9, 24)},
        ],
        "method": said["method"], "total_mci": 120, "index": 3932, "before_credit": 471840, "custody_days": 3,
        "house_days": 2, "credit_mci": 16, "amount": 408928, "ban": said["ban"], "ban_months": 12,
        "pay_until": dt.date(2027, 11, 23),
    }  # fmt: skip


def context(code: str, language: str) -> dict[str, Any]:
    """A complete context of one act."""
    said = SAID[language]
    post, office = said["judge" if code in COURT else "officer"]
    if code in {"writ_agreed", "writ_head_refusal"}:
        post, office = said["head"]
    elif code == "writ_prosecutor_decision":
        post, office = said["prosecutor"]
    elif code == "writ_appeal_decided":
        post, office = said["above"]
    return {
        "act": {"title": ACTS[code].official_title(language)},
        "author": {"name": "Ахметова Динара Сәбитқызы", "post": post, "office": office},
        "person": None, "city": said["city"], "date": dt.date(2026, 11, 23),
        "case": {
            "number": "267512031000481", "qualification": said["qualification"], "fabula": said["circumstances"],
            "registered_on": dt.date(2026, 9, 25),
        },
        "court": None if code in {"writ_disagreement", "writ_appeal"} else said["judge"][1],
        "writ": writ(language), "sentences": [sentence(language)], "days": {"object": 7, "appeal": 7},
        "verdict": {key: said[key if key != "established" else "circumstances"]
                    for key in ("established", "evidence", "claim", "physical", "costs")},
        "verdict_on": dt.date(2026, 11, 23), "in_force_on": dt.date(2026, 12, 4),
        "word": {
            "name": "Оспанов Руслан Маратұлы", "part": said["suspect"], "birth_date": dt.date(1991, 3, 14),
            "iin": "910314300126", "address": said["address"], "counsel": said["counsel"], "taken_by": said["taken"],
            "means": said["means"], "pad": pad(), "reasons": [said["reasons"]],
        },
        "decision": {
            "inquiry": True, "outcome": "terminate" if code != "writ_appeal_decided" else said["outcome"],
            "ground": said["ground"], "reasons": [said["reasons"]], "without": None, "why": said["why"],
            "instead": [said["instead"]], "totals": [{"name": "Оспанов Руслан Маратұлы", "mci": 160}],
        },
        "copy": {
            "name": "Оспанов Руслан Маратұлы", "whom": said["whom"], "served_at": at(24, 10, 5),
            "means": said["served"], "proof": said["proof"], "by": "Ким Алина Сергеевна",
        },
        "objection": {"name": "Оспанов Руслан Маратұлы", "on": at(27, 9, 30)},
        "appeal": {"side": said["side"], "name": "Ибраев Нұрлан Қайратұлы", "asks": said["asks"],
                   "text": [said["reasons"]], "by_prosecutor": False},
        "appeals": [{"side": said["side"], "name": "Ибраев Нұрлан Қайратұлы", "asks": said["asks"],
                     "on": dt.date(2026, 11, 27)}],
    }  # fmt: skip


def writ(language: str) -> dict[str, Any]:
    said = SAID[language]
    one = sentence(language)
    return {
        "accused": [{key: one[key] for key in ("name", "birth_date", "iin", "address", "citizenship")}
                    | {"charges": said["charges"]}],
        "offences": said["offences"],
        "parties": [
            {"part": said["suspect"], "name": one["name"], "answer": said["own"], "on": at(16, 11, 20),
             "sheets": said["sheet"][0]},
            {"part": said["victim"], "name": "Ибраев Нұрлан Қайратұлы", "answer": said["agrees"], "on": at(17, 9, 5),
             "sheets": said["sheet"][1]},
        ],
        "conditions": [{"says": says, "why": why, "cite": said["cite"]} for says, why in said["conditions"]],
        "ruling": {key: said[key] for key in
                   ("circumstances", "evidence", "damage", "aggravating", "mitigating", "claim", "physical")},
        "requested_on": dt.date(2026, 11, 19), "requested_by": said["taken"],
    }  # fmt: skip


def printed(code: str, language: str, given: dict[str, Any]) -> str:
    """The act as a reader sees it, without its sheets."""
    with translation.override(language):
        page = render_to_string(f"acts/{ACTS[code].folder}/{language}.html", {**given, "language": language})
    page = re.sub(r"(?s)<style>.*?</style>", " ", page[page.index("<body") :])
    text = re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").replace("\u00a0", " ")
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", text))


@pytest.mark.parametrize(("number", "ru", "kk"), [
    (0, "ноль", "нөл"), (7, "семь", "жеті"), (21, "двадцать один", "жиырма бір"), (40, "сорок", "қырық"),
    (120, "сто двадцать", "жүз жиырма"), (1000, "одна тысяча", "бір мың"),
    (2162, "две тысячи сто шестьдесят два", "екі мың жүз алпыс екі"),
    (408928, "четыреста восемь тысяч девятьсот двадцать восемь", "төрт жүз сегіз мың тоғыз жүз жиырма сегіз"),
    (1_000_000, "один миллион", "бір миллион"), (None, "", ""), ("сто", "сто", "сто"), (True, "True", "True"),
])  # fmt: skip
def test_numbers_in_words(number: Any, ru: str, kk: str) -> None:
    with translation.override("ru"):
        assert in_words(number) == ru
    with translation.override("kk"):
        assert in_words(number) == kk


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_an_act_says_who_where_and_when(code: str, language: str) -> None:
    given = context(code, language)
    text = printed(code, language, given)
    assert "None" not in text
    assert ABSENT[language] not in text
    assert OTHER_CODE[language] not in text
    assert given["case"]["number"] in text and given["author"]["name"] in text
    assert given["case"]["qualification"] in text or code == "writ_verdict"
    assert re.findall(r"[A-Za-z]{3,}", text) == []
    assert not re.search(r"\.\.|,,|: *[.,;]|\( *\)|;\s*\.", text)


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_an_act_says_what_is_unknown(code: str, language: str) -> None:
    text = printed(code, language, {})
    assert text.count(ABSENT[language]) >= 5
    assert "None" not in text
    assert not re.search(r": *[.,;]|№\s*[,.)]|\( *\)", text)


@pytest.mark.parametrize(("code", "outcome"), OUTCOMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_orders_one_thing(code: str, outcome: str, language: str) -> None:
    given = context(code, language)
    given["decision"]["outcome"] = outcome
    text = printed(code, language, given)
    orders = {
        "ru": {"return": "возвратить", "terminate": "прекратить", "approve": "Предать суду"},
        "kk": {"return": "қайтарылсын", "terminate": "тоқтатылсын", "approve": "сотқа берілсін"},
    }[language]
    for name, word in orders.items():
        assert (word in text) == (name == outcome), name
    assert ABSENT[language] not in text


@pytest.mark.parametrize(("language", "without", "ended"), [
    ("ru", "Уголовное преследование прекратить", "Предать суду обвиняемого: Оспанов Руслан Маратұлы Уголовное"),
    ("kk", "Қылмыстық қудалау тоқтатылсын", "сотқа берілсін: Оспанов Руслан Маратұлы Қылмыстық"),
])  # fmt: skip
def test_whoever_is_left_out_is_not_committed_for_trial(language: str, without: str, ended: str) -> None:
    given = context("writ_prosecutor_decision", language)
    given["decision"] |= {"outcome": "approve", "without": ["Ким Сергей Олегович"]}
    given["writ"]["accused"].append({**given["writ"]["accused"][0], "name": "Ким Сергей Олегович"})
    text = printed("writ_prosecutor_decision", language, given)
    assert without in text and ended in text
    given["decision"]["without"] = None
    text = printed("writ_prosecutor_decision", language, given)
    assert without not in text and ended not in text and text.count("Ким Сергей Олегович") == 2


@pytest.mark.parametrize(("language", "article", "word"), [
    ("ru", ("часть 1", "часть 3"), "согласовать"), ("kk", ("1-бөлігін", "3-бөлігін"), "келісілсін"),
])  # fmt: skip
def test_the_head_of_inquiry_agrees_and_the_other_passes_on(language: str, article: tuple[str, str], word: str) -> None:
    for inquiry, cited, other in ((True, *article), (False, *reversed(article))):
        given = context("writ_agreed", language)
        given["decision"] |= {"inquiry": inquiry, "reasons": None}
        text = printed("writ_agreed", language, given)
        guided = text[text.index("629-3") :]
        assert cited in guided and other not in guided
        assert (word in text) == inquiry


VERDICT = {
    "ru": [
        "Именем Республики Казахстан", "признать виновным", "120 (сто двадцать)", "60 (шестьдесят)",
        "471 840 тенге (четыреста семьдесят одна тысяча восемьсот сорок тенге)", "статья 58 УК", "статья 62 УК",
        "408 928 тенге (четыреста восемь тысяч девятьсот двадцать восемь тенге)", "16 (шестнадцать) МРП",
        "3 (три)", "2 (два)", "12 (двенадцать)", "23 ноября 2027 года", "в течение 7 суток", "В течение 7 суток",
        "Меры пресечения отменить", "только в части размера штрафа", "вступает в законную силу",
    ],
    "kk": [
        "Қазақстан Республикасының атынан", "кінәлі деп танылсын", "120 (жүз жиырма)", "60 (алпыс)",
        "471 840 теңге (төрт жүз жетпіс бір мың сегіз жүз қырық теңге)", "ҚК 58-бабы", "ҚК 62-бабы",
        "408 928 теңге (төрт жүз сегіз мың тоғыз жүз жиырма сегіз теңге)", "16 (он алты) АЕК",
        "3 (үш)", "2 (екі)", "12 (он екі)", "2027 жылғы 23 қараша", "7 тәулік ішінде",
        "шараларының күші жойылсын", "айыппұлдың мөлшері бөлігінде ғана", "заңды күшіне енеді",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_says_all_that_629_5_asks(language: str) -> None:
    given = context("writ_verdict", language)
    text = printed("writ_verdict", language, given)
    squeezed_text = re.sub(r"\s+([,;.:])", r"\1", text)
    for words in VERDICT[language]:
        assert words in squeezed_text, words
    for key in ("claim", "physical", "costs"):
        assert SAID[language][key] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_simple_verdict_names_neither_total_credit_nor_ban(language: str) -> None:
    given = context("writ_verdict", language)
    one = given["sentences"][0]
    one |= {"fines": one["fines"][:1], "method": None, "custody_days": 0, "house_days": 0, "credit_mci": 0,
            "amount": 471840, "ban": None, "ban_months": None, "pay_until": None}  # fmt: skip
    text = printed("writ_verdict", language, given)
    for words in (
        "статья 58",
        "58-бабы",
        "62-бабы",
        "статья 62 УК",
        "41-бабы",
        "статья 41 УК",
        "ополнительное",
        "осымша жаза",
    ):
        assert words not in text, words


@pytest.mark.parametrize(("language", "says"), [("ru", "не подлежит уплате"), ("kk", "төленуге жатпайды")])
def test_a_fine_that_custody_took_off_whole_is_not_to_be_paid(language: str, says: str) -> None:
    for code in ("writ_verdict", "writ_execution"):
        given = context(code, language)
        given["sentences"][0] |= {"credit_mci": 120, "amount": 0}
        assert says in printed(code, language, given)
        given["sentences"][0]["amount"] = 3932
        assert says not in printed(code, language, given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_names_everybody_convicted(language: str) -> None:
    given = context("writ_verdict", language)
    given["sentences"].append({**sentence(language), "name": "Ким Сергей Олегович", "total_mci": 40})
    text = printed("writ_verdict", language, given)
    assert text.count("Ким Сергей Олегович") == 2
    assert {"ru": "40 (сорок) МРП", "kk": "40 (қырық) АЕК"}[language] in text


MOTION = {
    "ru": ["разъяснены и понятны", "доказательства моей вины не оспариваю", "согласие с квалификацией деяния",
           "согласие с характером и размером причиненного ущерба", "без исследования доказательств, без моего вызова"],
    "kk": ["түсіндірілді және түсінікті", "істегі дәлелдемелерге дау айтпаймын", "саралануымен келісемін",
           "залалдың сипатымен және мөлшерімен келісемін", "дәлелдемелерді зерттемей, мені шақырмай"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_motion_says_what_629_1_asks(language: str) -> None:
    text = printed("writ_motion", language, context("writ_motion", language))
    for words in (*MOTION[language], "629-1", SAID[language]["counsel"], SAID[language]["taken"]):
        assert words in text, words


@pytest.mark.parametrize(("language", "kinds"), [
    ("ru", {True: "Ходатайство прокурора", False: "Жалоба", None: "Жалоба, ходатайство прокурора"}),
    ("kk", {True: "Прокурордың өтінішхаты", False: "Шағым", None: "Шағым, прокурордың өтінішхаты"}),
])  # fmt: skip
def test_an_appeal_is_called_by_whose_it_is(language: str, kinds: dict[bool | None, str]) -> None:
    for by_prosecutor, title in kinds.items():
        given = context("writ_appeal", language)
        given["appeal"]["by_prosecutor"] = by_prosecutor
        with translation.override(language):
            page = render_to_string(f"acts/writ_appeal/{language}.html", {**given, "language": language})
        assert f"<h1>{title}</h1>" in page


# --- on paper ---------------------------------------------------------------------------------------------------------


@needs_pango
@pytest.mark.slow
@pytest.mark.parametrize(("code", "language"), EVERY)
def test_every_act_is_a_tagged_archive_file(code: str, language: str) -> None:
    rendered = pdf.render(f"acts/{code}/{language}.html", context(code, language), language=language)
    root = PdfFileReader(io.BytesIO(rendered.pdf)).root
    said = root["/Metadata"].data.decode()
    assert re.search(r"pdfaid:part\W+3\b", said) and re.search(r"pdfaid:conformance\W+A\b", said)
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == language
    assert 1 <= rendered.pages <= 3
    assert text_of(rendered.pdf).replace("\u00a0", " ").count(rendered.mark) == rendered.pages


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["writ_ruling", "writ_verdict"])
def test_somebody_s_text_is_never_markup(code: str, language: str) -> None:
    given = hostile({**context(code, language), "word": None})
    rendered = pdf.render(f"acts/{code}/{language}.html", given, language=language)
    text = squeezed(text_of(rendered.pdf))
    assert squeezed(HOSTILE) in text
    assert settings.SECRET_KEY not in text


@needs_pango
def test_the_signature_of_the_pad_is_on_the_paper() -> None:
    given = context("writ_motion", "ru")
    drawn = pdf.render("acts/writ_motion/ru.html", given, language="ru")
    assert b"/Subtype /Image" in drawn.pdf or b"/Subtype/Image" in drawn.pdf
    given["word"]["pad"] = None
    without = pdf.render("acts/writ_motion/ru.html", given, language="ru")
    assert b"/Subtype /Image" not in without.pdf and b"/Subtype/Image" not in without.pdf
    assert drawn.mark != without.mark


def _cut(picture: str) -> str:
    data = base64.b64decode(picture.partition(",")[2])
    return address(data[: len(data) // 2])


@needs_pango
@pytest.mark.parametrize("picture", [
    "data:image/svg+xml;base64," + base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode(),
    address(b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"),
    address(b"GIF89a" + bytes(40)),
    address(b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "data:image/png,raw", "data:image/png;base64,@@@", "DATA:image/png;base64,AAAA",
    _cut(pad()), pad((2100, 2000)),
])  # fmt: skip
def test_only_a_small_whole_png_inside_the_page_is_printed(picture: str) -> None:
    """A broken one would silently be left out of the act, so the print stops."""
    with pytest.raises(pdf.PdfRefused):
        pdf.write(f'<img src="{picture}" alt="x">', reserve=False)


@needs_pango
@pytest.mark.parametrize("way", [
    "<style>@import url({url});</style>", '<link rel="stylesheet" href="{url}">',
    "<style>@font-face {{ font-family: z; src: url({url}) }}</style><p style='font-family: z'>x</p>",
])  # fmt: skip
def test_a_picture_is_nothing_but_a_picture(way: str) -> None:
    """As a style sheet or a font it does nothing."""
    data, pages = pdf.write(f"<!doctype html><title>t</title><p>ABC</p>{way.format(url=pad())}", reserve=False)
    assert pages == 1 and "ABC" in text_of(data)


# --- the folder -------------------------------------------------------------------------------------------------------


def test_every_writ_folder_is_of_an_act() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name.startswith("writ_")}
    assert folders == {act.folder for act in WRIT_ACTS} == set(CODES)


def test_readme_documents_every_value_of_the_writ() -> None:
    readme = (FOLDER / "README.md").read_text()
    used: set[str] = set()
    files = [FOLDER / "writ.html", *FOLDER.glob("writ_*/*.html"), *(FOLDER / "parts").glob("writ_*.html")]
    for file in files:
        used |= set(re.findall(r"\b(?:writ|word|one|fine|verdict|days|decision|copy|objection|appeal)\.([a-z_]+)",
                               file.read_text()))  # fmt: skip
    for key in sorted(used - {"html", "super"}):
        assert re.search(rf"`(?:\w+\.)*{key}`", readme), key
