"""What the end of a detention leaves in the database: read by SQL, as an outsider with the reading role would."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.faults.people import Held
from tests.faults.stack import Stack

FOUR = {"custody", "investigator", "head", "prosecutor"}

_ENTRIES = """
    SELECT e.db_role, e.appointment_id, e.recorded_at, e.public::jsonb ->> 'rule'
      FROM ledger_entry e JOIN ledger_stream s ON s.id = e.stream_id JOIN cases_case c ON c.id = s.case_id
     WHERE c.number = %s AND e.kind = 'detention.expired'"""
_RULINGS = """
    SELECT move, prepared_by_clock FROM documents_draft
     WHERE subject_id = %s::uuid AND prepared_by_clock"""
_NOTICES = """
    SELECT u.username
      FROM people_notice n JOIN people_appointment a ON a.id = n.to_id JOIN people_user u ON u.id = a.user_id
     WHERE n.kind = 'detention.expired' AND n.must_acknowledge AND n.path LIKE '%%' || %s || '%%'"""

_LATE = """
    SELECT extract(epoch FROM e.recorded_at
                   - greatest((e.public::jsonb ->> 'due_at')::timestamptz, d.recorded_at))::float8
      FROM ledger_entry e JOIN detention_detention d ON d.matter_id::text = e.public::jsonb ->> 'matter'
     WHERE e.kind = 'detention.expired' AND d.matter_id::text = ANY(%s)"""


@dataclass(frozen=True)
class Traces:
    """Entries, prepared rulings and calls of one detention's expiry."""

    entries: list[tuple[str, int | None, datetime, str]]
    rulings: list[tuple[str, bool]]
    called: list[str]

    @property
    def none(self) -> bool:
        return not (self.entries or self.rulings or self.called)

    @property
    def at(self) -> datetime:
        """When the database wrote the entry."""
        return self.entries[0][2].astimezone(UTC)

    def check(self) -> None:
        """Each of them exactly once, written by the worker's own role."""
        assert [(role, by, rule) for role, by, _, rule in self.entries] == [("ecase_clock", None, "detention.expiry")]
        assert self.rulings == [("release", True)]
        assert sorted(self.called) == sorted(FOUR)


def traces(stack: Stack, held: Held) -> Traces:
    return Traces(
        stack.rows(_ENTRIES, held.number),
        stack.rows(_RULINGS, held.id),
        [name for (name,) in stack.rows(_NOTICES, held.id)],
    )


def wait_for_entry(stack: Stack, held: Held, until: datetime) -> datetime | None:
    """When an onlooker first saw the entry; None when there was none by `until`. Asks the database only."""
    while datetime.now(UTC) < until:
        if stack.rows(_ENTRIES, held.number):
            return datetime.now(UTC)
        time.sleep(0.03)
    return None


def lateness(stack: Stack, held: list[Held]) -> list[float]:
    """Seconds from the end of each term, or from its entering where that came later, to the entry that it is over."""
    return sorted(seconds for (seconds,) in stack.rows(_LATE, [one.id for one in held]))


def sleep_until(moment: datetime) -> None:
    time.sleep(max((moment - datetime.now(UTC)).total_seconds(), 0))


SECOND = timedelta(seconds=1)
