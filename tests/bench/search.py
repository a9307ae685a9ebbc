"""The search at many cases, by who asks and what: an investigator of hundreds, a head of ten thousand, a chief of all.

Measured: `find` (three groups, every row read again through its own door) in the reader's own transaction, and the
whole page `/search/` through Django. Beside each question the limit of the same run: bare SQL for the same ids, joined
to the same grants, nothing read again, no row policy. Half of the questions are about cases the reader may not see.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from cases.access import VIEW_CASE, grants, permission_id
from cases.models import Case, FileText, Participant
from cases.queries.asking import asked
from cases.queries.filters import TERMS, Filters, counts, matching
from cases.queries.search import GROUPS, find
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.bench.common import keep, logged_in_as, percentile, table, timed

LIMIT = 50.0
EACH = 40
COMMON = ("следы взлома", "куәгер хаттама", "протокол допроса", "велосипед", "ущерб")
READERS = ("sim.investigator", "sim.head", "sim.chief")
PASSPORT = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһ",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya a i n g u u q o h".split(),
    strict=True,
))  # fmt: skip
BARE = """
SELECT s.case_id, s.target_id FROM cases_searchable s
  JOIN cases_casegrant g ON g.content_object_id = s.case_id AND g.appointment_id = %s AND g.permission_id = %s
 WHERE s.target = '{target}' AND s.words @@ %s::tsquery ORDER BY s.case_id DESC LIMIT 9
"""


def latin(name: str) -> str:
    """The name as a passport writes it."""
    return "".join(PASSPORT.get(letter, letter).replace("_", "") for letter in name.lower()).title()


def questions(own: dict[str, list[Any]], others: dict[str, list[Any]], lot: Random) -> Iterator[tuple[str, str]]:
    """What is typed, by kind; every second one about the cases of somebody else."""
    for n in range(EACH):
        pool = own if n % 2 else others
        number = lot.choice(pool["numbers"])
        kazakh, russian = (lot.choice(pool[kind]) for kind in ("kazakh", "russian"))
        yield "number, whole", number
        yield "number, last 6", number[-6:]
        yield "number, last 3", number[-3:]
        yield "IIN", lot.choice(pool["iins"])
        yield "name, Kazakh", f"{kazakh[0]} {kazakh[1]}"
        yield "name, Russian", f"{russian[0]} {russian[1]}"
        yield "name, Latin", latin(f"{kazakh[0]} {kazakh[1]}")
        yield "surname alone", latin(russian[0])
        yield "article", lot.choice(("188/3", "190 ч.2", "188", "106/1", "293/2"))
        yield "name and article", f"{russian[0]} 188/3"
        yield "act, rare word", lot.choice(pool["serials"])
        yield (
            "act, common words",
            lot.choice(("следы взлома", "куәгер хаттама", "протокол допроса", "велосипед", "ущерб")),
        )


def known(by: Appointment | None, lot: Random) -> dict[str, list[Any]]:
    """Numbers, IINs, names and serial numbers of papers: of the reader's cases, or of any."""
    cases = Case.objects.all() if by is None else Case.objects.filter(pk__in=grants(by).values("content_object_id"))
    ids = lot.sample(list(cases.values_list("pk", flat=True)), min(300, cases.count()))
    people = list(Participant.objects.filter(case_id__in=ids).values_list("last_name", "first_name", "iin"))
    letters = set("әіңғүұқөһ")
    return {
        "numbers": list(Case.objects.filter(pk__in=ids).values_list("number", flat=True)),
        "iins": [iin for _, _, iin in people],
        "kazakh": [p for p in people if letters & set(f"{p[0]}{p[1]}".lower())],
        "russian": [p for p in people if not letters & set(f"{p[0]}{p[1]}".lower())],
        "serials": [
            word.strip(".,()") for text in FileText.objects.filter(case_id__in=ids).values_list("text", flat=True)
            for word in text.split() if len(word.strip(".,()")) == 8 and word.strip(".,()")[1:].isdigit()
        ],
    }  # fmt: skip


def bare(by: Appointment, text: str) -> list[tuple[str, list[Any]]]:
    question = asked(text)
    return [
        (BARE.format(target=kind), [by.pk, permission_id(VIEW_CASE), " | ".join(f"({q})" for q in wanted)])
        for kind in GROUPS
        if (wanted := getattr(question, kind))
    ]


def run() -> int:
    """Measure, print, keep; 1 when a percentile is over the limit."""
    lot = Random(7)
    results: list[dict[str, Any]] = []
    lists: list[dict[str, Any]] = []
    settings.ALLOWED_HOSTS.append("testserver")
    for username in READERS:
        by = Appointment.objects.select_related("user", "office__region").get(user__username=username)
        with logged_in_as("ecase_read"):
            typed = list(questions(known(by, lot), known(None, lot), lot))
        with speaking(by):
            holds = grants(by).count()
        times: dict[str, dict[str, list[float]]] = {}
        found: dict[str, int] = {}
        client = Client()
        client.force_login(by.user)
        for warm in (True, False):
            lot.shuffle(typed)
            for kind, text in typed if not warm else typed[:60]:
                mine = times.setdefault(kind, {"find": [], "page": [], "bare": []})
                with timed(mine["find"]), speaking(by):
                    answer = find(by, text, most=8)
                found[kind] = found.get(kind, 0) + bool(answer)
                with timed(mine["page"]):
                    page = client.get("/ru/search/", {"q": text}, follow=True)
                assert page.status_code == 200, page.status_code
            if warm:
                times, found = {}, {}
        with logged_in_as("ecase_read"), connection.cursor() as cursor:
            for kind, text in typed:
                statements = bare(by, text)
                with timed(times[kind]["bare"]):
                    for sql, params in statements:
                        cursor.execute(sql, params)
                        cursor.fetchall()
        for kind, mine in times.items():
            results.append(
                {
                    "reader": username, "cases": holds, "question": kind, "answered": found[kind], "of": EACH,
                    **{f"{what}_{name}": percentile(values, share) for what, values in mine.items()
                       for name, share in (("p50", 0.5), ("p95", 0.95))},
                    "ratio_to_bare": percentile(mine["find"], 0.5) / max(percentile(mine["bare"], 0.5), 0.01),
                }
            )  # fmt: skip
        lists += measured_lists(by, username, holds)
    results.sort(key=lambda r: (READERS.index(r["reader"]), r["question"]))
    shown = ("find_p50", "find_p95", "page_p50", "page_p95", "bare_p50", "bare_p95", "ratio_to_bare")
    heads = ["reader (cases)", "question", "answered", *(name.replace("_", " ") for name in shown)]
    rows = [
        [f"{r['reader'][4:]} ({r['cases']})", r["question"], f"{r['answered']}/{r['of']}", *(r[name] for name in shown)]
        for r in results
    ]
    print(table(heads, rows))
    print()
    print(
        table(
            ["reader", "filter of the list", "p50", "p95"],
            [[r["reader"], r["filter"], r["p50"], r["p95"]] for r in lists],
        )
    )
    every = {who: [r["find_p95"] for r in results if r["reader"] == who] for who in READERS}
    over = [f"{r['reader']}: {r['question']} {r['find_p95']:.0f} ms" for r in results if r["find_p95"] > LIMIT]
    path = keep("search", {"limit_ms": LIMIT, "searches": results, "lists": lists, "over": over})
    worst = ", ".join(f"{who[4:]} {max(values):.1f}" for who, values in every.items())
    print(f"\nworst p95 by reader, ms: {worst}; limit {LIMIT:.0f}")
    print(f"over the limit: {', '.join(over) or 'none'}; written to {path.name}")
    return 1 if over else 0


def measured_lists(by: Appointment, username: str, holds: int) -> list[dict[str, Any]]:
    """The filters of the list of cases, and the chips with all their numbers."""
    asked_for = {
        "none": Filters(), "stage": Filters(stage="interrupted"), "article": Filters(article="188/3"),
        "rare article": Filters(article="99/1"), "region": Filters(region="10"), "overdue": Filters(term="overdue"),
        "within a week": Filters(term="week"), "name": Filters(text="Ospanov"),
        "article and term": Filters(article="190", term="week"),
    }  # fmt: skip
    told = []
    for name, wanted in asked_for.items():
        times: list[float] = []
        for _ in range(15):
            with timed(times), speaking(by):
                matching(by, wanted, now(), most=26)
        told.append(
            {
                "reader": username,
                "cases": holds,
                "filter": name,
                "p50": percentile(times, 0.5),
                "p95": percentile(times, 0.95),
            }
        )
    times = []
    chips = [Filters(), *(Filters(term=term) for term in TERMS), *list(asked_for.values())[1:5]]
    for _ in range(15):
        with timed(times), speaking(by):
            counts(by, chips, now())
    told.append(
        {
            "reader": username,
            "cases": holds,
            "filter": f"{len(chips)} chips counted",
            "p50": percentile(times, 0.5),
            "p95": percentile(times, 0.95),
        }
    )
    return told
