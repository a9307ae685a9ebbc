"""Where the demo story stands: the addresses of what the tour looks at, read from the database of the running ecase."""

import time
from dataclasses import dataclass, field

from tests.faults.stack import Stack


@dataclass(frozen=True)
class Story:
    """A request before the prosecutor, one before the court, one granted; and by name everything else: paths without
    language of cases, rulings and reports."""

    asked: tuple[str, str, str]  # case number, detention, sanction
    judged: str  # sanction
    granted: tuple[str, str, str]  # case number, sanction, who defends there
    places: dict[str, str] = field(default_factory=dict)


CASES = {  # name -> words of its place
    "bag": "%Шевченко%",
    "garage": "%Рыскулова, д. 1400%",
    "cafe": "%кафе «Арман»%",
    "shop": "%салон связи%",
    "left": "%Жибек жолы%",
    "paper": "%Ратушного%",
    "joined": "%Муканова%",
    "club": "%Аль-Фараби%",
    "crossing": "%Саин көшесі%",
    "lorry": "%Бокейханова%",
    "ended": "%Бегалина%",
    "powder": "%Сейфуллина, д. 1497%",
    "tours": "%Байтурсынова, д. 1140%",
    "haste": "%Ахтанова%",
    "timber": "%Бөкейханов%",
    "school": "%Чайковского%",
    "husband": "%Жарокова%",
    "guard": "%Рыскулова, д. 1710%",
    "parcels": "%Ганди%",
}
RULINGS = {  # name -> kind, status, whether urgent
    "urgent": ("suspect", "before_decider", True),
    "refused": ("requalification", "refused", False),
    "changed": ("requalification", "in_force", False),
    "severed": ("severance", "in_force", False),
    "asked_for_longer": ("extension", "before_decider", False),
    "moving": ("transfer", "before_decider", False),
    "ending": ("termination", "before_decider", False),
    "instructed": ("instruction", "in_force", False),
    "correcting": ("correction", "before_decider", False),
    "corrected": ("correction", "in_force", False),
}
REQUESTS = {  # name -> kind, status, words of the place of its case
    "arrest": ("arrest", "granted", "%Рыскулова, д. 1710%"),
    "not_arrested": ("arrest", "refused", "%Муканова, д. 1211%"),
    "asked": ("arrest", "before_court", "%Толе би%"),
    "longer": ("arrest_extension", "before_court", "%Гоголя%"),
    "nine": ("arrest_extension", "before_prosecutor", "%Рыскулова, д. 1710%"),
    "house": ("house_arrest", "granted", "%Абылай хан%"),
    "lifting": ("measure_lift", "before_prosecutor", "%Абылай хан%"),
    "returned": ("house_arrest", "returned", "%Тажибаевой%"),
    "at_liberty": ("house_arrest", "before_prosecutor", "%Рыскулова, д. 1503%"),
    "money": ("property_restriction", "before_prosecutor", "%Рыскулова, д. 1503%"),
    "restricted": ("property_restriction", "lifted", "%Бөкейханов%"),
    "property": ("property_arrest", "granted", "%Бөкейханов%"),
    "bail": ("bail", "granted", "%Пушкина%"),
    "alone": ("undertaking", "granted", "%Жарокова%"),
    "searched": ("search", "executed", "%Байтурсынова, д. 1140%"),
    "agreeing": ("search", "before_head", "%Северное Кольцо%"),
    "urgent_action": ("inspection_urgent", "before_court", "%Жетысу-3%"),
    "haste": ("inspection_urgent", "refused", "%Ахтанова%"),
    "office": ("office_suspension", "before_court", "%Чайковского%"),
}
COVERT = {  # name -> kind, status
    "running": ("covert_telecom", "granted"),
    "asked": ("covert_connections", "before_court"),
    "told": ("covert_telecom", "executed"),
    "due": ("covert_av", "executed"),
}
WRITS = {  # name -> words of the place of its case
    "preparing": "%пр. Абая, д. 1012, двор%",
    "ready": "%Рыскулбекова, д. 1028%",
    "asked": "%Розыбакиева, д. 1247%",
    "two": "%Гоголь көшесі, 1096%",
    "verdict": "%Политехнический университет%",
    "paid": "%Райымбека, д. 1221%",
    "cancelled": "%Кабанбай батыра, д. 1089%",
}
REPORTS = {  # name -> the condition it is found by
    "new": "status = 'received' AND source = 'written' AND assigned_to_id IS NULL AND office_id = book_office_id",
    "late": "organisation LIKE '%больница%'",
    "given": "needs_interpreter",
    "leaving": "status = 'before_prosecutor'",
    "refused": "ground = 'civil_deal'",
    "registered": "status = 'registered'",
    "home": "source = 'electronic'",
    "cancelled": "organisation LIKE '%Дастархан%'",
}


def story_of(stack: Stack, patience: float) -> Story:
    """Wait until the whole story is told, then find its places."""
    until = time.monotonic() + patience
    while not _told(stack):
        assert time.monotonic() < until, "the demo story is not told to its end"
        time.sleep(0.5)
    number, _detention, sanction = _sanction(stack, "granted")
    defends = stack.rows(
        "SELECT u.username FROM cases_defence d JOIN cases_case c ON c.id = d.case_id"
        " JOIN people_appointment a ON a.id = d.lawyer_id JOIN people_user u ON u.id = a.user_id WHERE c.number = %s",
        number,
    )
    return Story(
        _sanction(stack, "before_prosecutor"),
        _sanction(stack, "before_court")[2],
        (number, sanction, str(defends[0][0])),
        _places(stack),
    )


def _told(stack: Stack) -> bool:
    return bool(stack.rows("SELECT 1 FROM web_heartbeat WHERE name = 'demo' AND detail -> 'told' = detail -> 'of'"))


def _sanction(stack: Stack, status: str) -> tuple[str, str, str]:
    row = stack.rows(
        "SELECT c.number, s.detention_id, s.matter_id FROM sanctions_sanction s"
        " JOIN cases_case c ON c.id = s.case_id JOIN people_appointment a ON a.id = c.investigator_id"
        " JOIN people_user u ON u.id = a.user_id"
        " WHERE s.status = %s AND s.kind = 'arrest' AND u.username = 'investigator' ORDER BY s.requested_at LIMIT 1",
        status,
    )
    assert row, f"the story has no request in state {status}"
    return str(row[0][0]), str(row[0][1]), str(row[0][2])


def _places(stack: Stack) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in CASES.items():
        number = _one(stack, "SELECT number FROM cases_case WHERE place LIKE %s ORDER BY registered_at LIMIT 1", words)
        found[name] = f"/cases/{number}/"
    for name, about in RULINGS.items():
        row = stack.rows(
            "SELECT c.number, r.matter_id FROM cases_ruling r JOIN cases_case c ON c.id = r.case_id"
            " WHERE r.kind = %s AND r.status = %s AND r.urgent = %s ORDER BY r.drawn_at LIMIT 1",
            *about,
        )
        assert row, f"the story has no ruling {about}"
        found[f"ruling {name}"] = f"/cases/{row[0][0]}/rulings/{row[0][1]}/"
        found[f"queue {name}"] = f"/queue/{row[0][1]}/"
    for name, condition in REPORTS.items():
        sql = f"SELECT id FROM cases_report WHERE {condition} ORDER BY received_at DESC LIMIT 1"
        found[f"report {name}"] = f"/reports/{_one(stack, sql.replace('%', '%%'))}/"
        code = _one(stack, sql.replace("%", "%%").replace("SELECT id", "SELECT check_code"))
        found[f"check {name}"] = f"/check/{code}/"
    officer = "SELECT a.id FROM people_appointment a JOIN people_user u ON u.id = a.user_id WHERE u.username = %s"
    found["officer"] = f"/unit/{_one(stack, officer, 'investigator')}/"
    return found | _requests(stack) | _writs(stack)


def _requests(stack: Stack) -> dict[str, str]:
    """The requests, each with its page, its place in the queue and its hearing; what was appealed, and a letter."""
    found: dict[str, str] = {}
    sought = "SELECT c.number, s.matter_id FROM sanctions_sanction s JOIN cases_case c ON c.id = s.case_id"
    for name, about in REQUESTS.items():
        row = stack.rows(f"{sought} WHERE s.kind = %s AND s.status = %s AND c.place LIKE %s", *about)
        assert len(row) == 1, f"the story has {len(row)} requests {about}"
        found[f"request {name}"] = f"/cases/{row[0][0]}/sanctions/{row[0][1]}/"
        found[f"queue {name}"] = f"/queue/{row[0][1]}/"
        found[f"hearing {name}"] = f"/hearings/{row[0][1]}/"
    for name, about in COVERT.items():
        row = stack.rows(f"{sought} WHERE s.kind = %s AND s.status = %s", *about)
        assert len(row) == 1, f"the story has {len(row)} covert actions {about}"
        found[f"covert {name}"] = f"/cases/{row[0][0]}/covert/{row[0][1]}/"
        found[f"queue covert_{name}"] = f"/queue/{row[0][1]}/"
    appealed = stack.rows(
        "SELECT c.number, a.matter_id FROM sanctions_appeal a JOIN cases_case c ON c.id = a.case_id LIMIT 1"
    )
    found["appeal"], found["queue appeal"] = (
        f"/cases/{appealed[0][0]}/appeals/{appealed[0][1]}/",
        f"/queue/{appealed[0][1]}/",
    )
    papers = "SELECT c.number, m.id FROM cases_material m JOIN cases_case c ON c.id = m.case_id WHERE"
    number, letter = stack.rows(f"{papers} m.kind = 'covert_notice' LIMIT 1")[0]
    found["letter"] = f"/cases/{number}/materials/{letter}/"
    number, paper = stack.rows(
        f"{papers} m.kind = 'protocol_interrogation' AND c.place LIKE %s LIMIT 1", CASES["tours"]
    )[0]
    found["protocol"] = f"/cases/{number}/file/{paper}/"
    found["iin"] = _one(stack, "SELECT iin FROM people_user WHERE username = %s", "suspect")
    return found


def _writs(stack: Stack) -> dict[str, str]:
    """The writs, each with its page, its place in the queue and the room of a party; and a case that may be one."""
    found: dict[str, str] = {}
    for name, words in WRITS.items():
        row = stack.rows(
            "SELECT c.number, w.matter_id FROM writ_writ w JOIN cases_case c ON c.id = w.case_id WHERE c.place LIKE %s",
            words,
        )
        assert len(row) == 1, f"the story has {len(row)} writs at {words}"
        found[f"writ {name}"] = f"/cases/{row[0][0]}/writ/{row[0][1]}/"
        found[f"queue writ_{name}"] = f"/queue/{row[0][1]}/"
        found[f"mine {name}"] = f"/writ/mine/{row[0][1]}/"
    return found


def _one(stack: Stack, sql: str, *values: str) -> str:
    row = stack.rows(sql, *values)
    assert row, f"the story has nothing for {sql} {values}"
    return str(row[0][0])
