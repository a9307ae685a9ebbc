"""The queue at many cases: the whole page against its own bare SQL of the same run.

Of the simulated cases every tenth gets a request (most of them decided long ago), so that a prosecutor of ten thousand
cases has hundreds before him and the head of the office thousands. The peer is what the page itself asked of the
database, replayed on a bare cursor as the same reader in the same transaction: what is above it is ours.
"""

from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecase.demo.management.commands.simulate import as_owner
from ecase.people.models import Appointment
from ecase.web.speaking import speaking
from tests.bench.common import keep, percentile, table, timed

LIMIT = 12.0
ROUNDS = 15
READERS = ("sim.prosecutor.1", "sim.chief")
PATHS = ("/ru/queue/", "/ru/queue/?f=urgent", "/kk/queue/?f=mine")
WAITING = 25  # one case in so many has a request that waits now

MATTERS = """
INSERT INTO cases_matter (id, case_id, kind, number, waits_role, waits_office_id, waits_for_id, participant_id,
                          next_due, compartment, opened_at, closed_at)
SELECT gen_random_uuid(), c.id, 'sanction.arrest', 1,
       CASE WHEN n %% %(waiting)s = 0 THEN 'prosecutor' ELSE '' END,
       CASE WHEN n %% %(waiting)s = 0 THEN a.office_id END, CASE WHEN n %% %(waiting)s = 0 THEN a.id END,
       (SELECT p.id FROM cases_participant p WHERE p.case_id = c.id ORDER BY p.id LIMIT 1),
       CASE WHEN n %% %(waiting)s = 0 THEN now() + (n %% 97 - 20) * interval '1 hour' END,
       'investigation', now() - interval '1 day', CASE WHEN n %% %(waiting)s = 0 THEN NULL ELSE now() END
  FROM (SELECT id, prosecutor_id, investigator_id, abs(hashtext(id::text)) AS n FROM cases_case) c
  JOIN people_appointment a ON a.id = c.prosecutor_id
 WHERE (n %% 10 = 0 OR n %% %(waiting)s = 0)
   AND NOT EXISTS (SELECT 1 FROM cases_matter m WHERE m.case_id = c.id)
"""
SANCTIONS = """
INSERT INTO sanctions_sanction ({columns})
SELECT {values} FROM cases_matter m JOIN cases_case c ON c.id = m.case_id
 WHERE m.kind = 'sanction.arrest' AND NOT EXISTS (SELECT 1 FROM sanctions_sanction s WHERE s.matter_id = m.id)
"""
GIVEN = {
    "matter_id": "m.id", "case_id": "c.id", "kind": "'arrest'", "participant_id": "m.participant_id",
    "status": "CASE WHEN m.closed_at IS NULL THEN 'before_prosecutor' ELSE 'withdrawn' END",
    "requested_by_id": "c.investigator_id", "requested_at": "now() - interval '1 day'",
    "submitted_at": "now() - interval '2 hours'", "grounds": "'Скрывался от следствия, листы 3-7.'",
}  # fmt: skip
EMPTY = {"text": "''", "character varying": "''", "jsonb": "'{}'", "boolean": "false", "integer": "1"}


def fill() -> int:
    """Requests in the simulated cases, as the owner of the tables; what is there already is kept."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(MATTERS, {"waiting": WAITING})
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = 'sanctions_sanction' AND is_nullable = 'NO'"
        )
        needed = {name: EMPTY[kind] for name, kind in cursor.fetchall() if name not in GIVEN}
        columns = {**needed, "stated": "'[]'", **GIVEN}
        cursor.execute(SANCTIONS.format(columns=", ".join(columns), values=", ".join(columns.values())))
        cursor.execute("ANALYZE cases_matter")
        cursor.execute("ANALYZE sanctions_sanction")
        cursor.execute("SELECT count(*) FROM cases_matter WHERE waits_for_id IS NOT NULL AND closed_at IS NULL")
        return int(cursor.fetchone()[0])


def asked_by(client: Client, path: str) -> list[str]:
    """The statements of one page that read, in their order, as the database got them."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
    said = [query["sql"] for query in caught.captured_queries]
    return [sql for sql in said if sql.lstrip().upper().startswith(("SELECT", "WITH"))]


def run() -> int:
    """Measure, print, keep; 1 when a page takes more than its share over its own SQL."""
    settings.ALLOWED_HOSTS.append("testserver")
    waiting = fill()
    results: list[dict[str, Any]] = []
    for username in READERS:
        by = Appointment.objects.select_related("user", "office__region").get(user__username=username)
        client = Client()
        client.force_login(by.user)
        with speaking(by), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM cases_matter WHERE closed_at IS NULL AND waits_for_id IN"
                " (SELECT id FROM people_appointment WHERE id = %s OR (office_id = %s AND %s))",
                [by.pk, by.office_id, by.role == "head_of_prosecution"],
            )
            before = int(cursor.fetchone()[0])
        for path in PATHS:
            client.get(path, follow=True)
            statements = asked_by(client, path)
            page: list[float] = []
            bare: list[float] = []
            for _ in range(ROUNDS):  # in turn, so that a busy machine weighs on both alike
                with timed(page):
                    client.get(path)
                with speaking(by), connection.cursor() as cursor, timed(bare):
                    for sql in statements:
                        cursor.execute(sql)
                        cursor.fetchall()
            results.append(
                {
                    "reader": username, "waiting": before, "path": path, "statements": len(statements),
                    "page_p50": median(page), "page_p95": percentile(page, 0.95),
                    "bare_p50": median(bare), "bare_p95": percentile(bare, 0.95),
                    "ratio": median(page) / max(median(bare), 0.01),
                }
            )  # fmt: skip
    shown = ("statements", "page_p50", "page_p95", "bare_p50", "bare_p95", "ratio")
    rows = [[f"{r['reader'][4:]} ({r['waiting']})", r["path"], *(r[name] for name in shown)] for r in results]
    print(table(["reader (waiting)", "page", *(name.replace("_", " ") for name in shown)], rows))
    over = [f"{r['reader']} {r['path']}: {r['ratio']:.1f}" for r in results if r["ratio"] > LIMIT]
    path_ = keep("queue", {"limit_ratio": LIMIT, "waiting": waiting, "pages": results, "over": over})
    print(f"\nworst ratio {max(r['ratio'] for r in results):.1f}, limit {LIMIT:.0f}; written to {path_.name}")
    print(f"over the limit: {', '.join(over) or 'none'}")
    return 1 if over else 0
