"""kill -9 of everything in the middle of the path, while several people post at once and insist on an answer.

What is counted: acts whose answer somebody has and that are not in the database (lost), acts that are there twice
(double), answers nobody should get, terms fired not at all or twice, and the ledger's chain.
"""

import random
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.faults.people import ADULT_HOURS, MINOR_HOURS, Act, Held, Investigator, Person, next_minute, to_minute
from tests.faults.stack import Stack
from tests.faults.traces import lateness, sleep_until, traces

pytestmark = pytest.mark.faults

WRITERS = 4
# One round; the order is drawn anew each round. Seconds of peace after each, so that there is something to kill.
ROUND = {
    "web worker": 3.0, "backend": 2.0, "clock": 3.0, "beat": 3.0, "work": 2.0, "valkey": 4.0, "postgres": 6.0,
    "web master": 5.0,
}  # fmt: skip
SQL = {
    "case": "SELECT substring(summary FROM 'mark-[0-9a-f-]{36}'), number FROM cases_case",
    "participant": "SELECT substring(address FROM 'mark-[0-9a-f-]{36}'), id::text FROM cases_participant",
    "detention": "SELECT substring(place FROM 'mark-[0-9a-f-]{36}'), matter_id::text FROM detention_detention",
}
ENTRIES = """
    SELECT c.number, e.kind, count(*)
      FROM ledger_entry e JOIN ledger_stream s ON s.id = e.stream_id JOIN cases_case c ON c.id = s.case_id
     WHERE e.kind IN ('case.registered', 'participant.added', 'detention.recorded')
     GROUP BY 1, 2"""


@dataclass(frozen=True)
class Count:
    """Of the acts of `people`: how many were asked for and acknowledged, and which are not as they should be."""

    asked: int
    acknowledged: int
    lost: list[Act]
    double: list[Act]


def counted(stack: Stack, acts: list[Act]) -> Count:
    there: dict[tuple[str, str], list[str]] = {}
    for what, sql in SQL.items():
        for mark, id_ in stack.rows(sql):
            if mark:
                there.setdefault((what, mark), []).append(id_)
    lost = [act for act in acts if act.id and act.id not in there.get((act.what, act.mark), [])]
    double = [act for act in acts if len(there.get((act.what, act.mark), [])) > 1]
    return Count(len(acts), sum(bool(act.id) for act in acts), lost, double)


class Writer(threading.Thread):
    """One investigator who posts case after case until told to stop; keeps what went wrong."""

    def __init__(self, person: Person, stop: threading.Event, hours: int) -> None:
        super().__init__(daemon=True)
        self.me, self.stop, self.hours = Investigator(person), stop, hours
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.me.detain(next_minute(1), self.hours)
        except Exception as error:  # noqa: BLE001  the main thread judges it
            self.failure = error


def inject(stack: Stack, rng: random.Random, until: float) -> dict[str, int]:
    """Kill by rounds; returns how often each kind was really hit."""
    hits: dict[str, int] = {}
    while time.monotonic() < until:
        for kind in rng.sample(list(ROUND), len(ROUND)):
            found = stack.pids(kind)
            if found:
                hits[kind] = hits.get(kind, 0) + stack.kill(kind, rng.choice(found))
            time.sleep(ROUND[kind] * rng.uniform(0.7, 1.3))
            if time.monotonic() > until:
                break
    return hits


def wait_until_well(stack: Stack, person: Person, patience: float = 60) -> float:
    """Seconds until every process is there again and the clock shows itself."""
    began = time.monotonic()
    while True:
        try:
            well = person.ask("GET", "/health/", api=False).status == 200
        except OSError:
            well = False
        if well and all(stack.pids(kind) for kind in ROUND):
            return time.monotonic() - began
        assert time.monotonic() - began < patience, f"not well: {[k for k in ROUND if not stack.pids(k)]}"
        time.sleep(0.2)


def wait_until_fired(stack: Stack, held: list[Held], patience: float = 60) -> None:
    """Until every term that is over has its entry, and three seconds more in which a second one could come."""
    until = time.monotonic() + patience
    while len(lateness(stack, held)) < len(held) and time.monotonic() < until:
        time.sleep(0.5)
    time.sleep(3)


def test_nothing_acknowledged_is_lost_and_nothing_is_double(stack: Stack, request: pytest.FixtureRequest) -> None:
    rng = random.Random(request.config.getoption("seed"))
    person = Person(stack, "investigator").sign_in()
    people = [Person(stack, person.name, person.token) for _ in range(WRITERS)]
    stop = threading.Event()
    writers = [Writer(p, stop, MINOR_HOURS if n % 2 else ADULT_HOURS) for n, p in enumerate(people)]
    for writer in writers:
        writer.start()
    hits = inject(stack, rng, time.monotonic() + 60 * request.config.getoption("minutes"))
    stop.set()
    for writer in writers:
        writer.join(180)
        assert not writer.is_alive(), "somebody still waits for an answer"
    well = wait_until_well(stack, person)
    me = Investigator(person)
    me.detain(to_minute(datetime.now(UTC)), ADULT_HOURS)

    acts = [act for writer in writers for act in writer.me.acts] + me.acts
    held = [one for writer in writers for one in writer.me.held] + me.held
    count = counted(stack, acts)
    away = sum(p.away for p in people)
    print(f"\nkilled: {', '.join(f'{kind} {n}' for kind, n in sorted(hits.items()))}")
    print(f"asked {count.asked}, acknowledged {count.acknowledged}, lost {len(count.lost)}, double {len(count.double)}")
    print(f"no answer or 503: {away}; other 5xx: {sum(len(p.broken) for p in people)}; all well after {well:.1f} s")
    assert [writer.failure for writer in writers if writer.failure] == []
    assert [words for p in people for words in p.broken] == []
    assert (count.lost, count.double) == ([], [])
    assert set(ROUND) <= set(hits) or request.config.getoption("minutes") < 1

    cases = {act.id for act in acts if act.what == "case"}
    entries = [(kind, n) for number, kind, n in stack.rows(ENTRIES) if number in cases]
    assert all(n == 1 for _, n in entries) and len(entries) == len(acts)

    sleep_until(max(one.ends for one in held))
    wait_until_fired(stack, held)
    for one in held:
        traces(stack, one).check()
    late = lateness(stack, held)
    median, p95 = late[len(late) // 2], late[len(late) * 95 // 100]
    print(f"terms that ran out meanwhile: {len(held)}, each fired once; entry after {median:.2f} s (median),")
    print(f"{p95:.2f} s (p95), {late[-1]:.2f} s at the latest")

    checked = stack.manage("verify_ledger")
    print((checked.stdout.strip().splitlines() or [""])[-1])
    assert checked.returncode == 0, checked.stdout + checked.stderr


def body(mark: str) -> dict[str, str]:
    return {
        "occasion": "statement", "summary": mark, "place": "Алматы", "qualification": "188/3",
        "occurred_at": to_minute(datetime.now(UTC)).isoformat(),
    }  # fmt: skip


def found(stack: Stack, mark: str) -> int:
    return int(stack.rows("SELECT count(*) FROM cases_case WHERE summary = %s", mark)[0][0])


def test_the_count_has_teeth(stack: Stack, investigator: Person) -> None:
    """Without a key a repeated call acts twice, and the count says so; an act that never was is called lost."""
    mark = "mark-" + str(random.SystemRandom().randrange(10**36)).zfill(36)
    answers = [investigator.ask("POST", "cases/", body(mark)) for _ in range(2)]
    acts = [Act("case", mark, answer.json["number"]) for answer in answers]
    assert len(counted(stack, acts).double) == 2
    assert counted(stack, [Act("case", "mark-" + "0" * 36, "000000000000000")]).lost != []


def test_one_key_is_one_act_however_often_it_is_sent(stack: Stack, investigator: Person) -> None:
    mark = "mark-" + str(random.SystemRandom().randrange(10**36)).zfill(36)
    typed = body(mark)
    answers = []

    def send() -> None:
        answers.append(investigator.ask("POST", "cases/", typed, key=mark))

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status for answer in answers] == [201] * 10
    assert len({answer.text for answer in answers}) == 1
    assert sum(answer.headers.get("idempotent-replay") == "true" for answer in answers) == 9
    assert found(stack, mark) == 1
    other = investigator.ask("POST", "cases/", typed | {"place": "Астана"}, key=mark)
    assert other.status == 422 and found(stack, mark) == 1
