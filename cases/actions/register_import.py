"""Taking cases over from the national register: all rows of a file or none, each number once.

A case starts in paper format, conducted by the head of its office until he assigns it, with the term its dates give.
An overdue term rings no bell: one notice per office says how many there are. Reading and judging the file is
`cases.erdr`; what the installation has already, `cases.queries.register_rows`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from cases import rules
from cases.access import VIEW_CASE, CaseGrant, permission_id
from cases.actions.act import next_alarm
from cases.actions.indexing import index_cases
from cases.erdr.rows import Row, differences
from cases.models import Case, CaseNumber, Charge, Deadline, Episode, Qualification, RegisterCard
from cases.queries.calendar import calendar
from cases.queries.reference import as_value
from cases.queries.register_rows import card_fields, rows_of
from ecase.law.calendar import Calendar
from ecase.law.clock import Due, due, local
from ecase.law.limits import LIMITS
from ecase.law.roles import Role
from ecase.ledger.actions import Act, append_many, open_streams
from ecase.ledger.models import Stream
from ecase.people.actions import tell
from ecase.people.models import Appointment, Office, Region
from ecase.people.queries import in_post
from ecase.web.clock import transaction_now
from ecase.web.ids import uuid7

KIND = "case.imported"
TOLD = "cases.imported"
BATCH = 1000
CHARGED = ("article", "part", "undivided", "title_kk", "title_ru", "title_en")
_LOCK = 0x45524452  # one import at a time, wherever it was started: "ERDR"


@dataclass(frozen=True)
class Posts:
    """Who answers for the cases of an office from their first minute; `refusal` when nobody does."""

    office: Office
    heads: tuple[Appointment, ...] = ()
    prosecutor: Appointment | None = None
    supervisors: tuple[Appointment, ...] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Different:
    """A number that is here with another content: which column, what we have, what the file says."""

    line: int
    number: str
    column: str
    ours: str
    theirs: str


@dataclass
class Plan:
    """What a file would do: rows to load, rows that are here already, differences, offices nobody answers for."""

    new: list[Row] = field(default_factory=list)
    same: int = 0
    different: list[Different] = field(default_factory=list)
    unmanned: list[tuple[int, str]] = field(default_factory=list)
    posts: Mapping[str, Posts] = field(default_factory=dict)

    def stands(self, *, skip_different: bool) -> bool:
        """Whether the file may be loaded."""
        return not self.unmanned and (skip_different or not self.different)


class NotLoaded(Exception):
    """The file does not go in; `plan` says why. Nothing was written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("nothing was loaded")
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    """What was done: cases loaded, rows that were here already, by office the loaded and the overdue."""

    cases: int
    same: int
    left: int
    by_office: Mapping[str, tuple[int, int]]


def plan(rows: Sequence[Row]) -> Plan:
    """Compare the rows of a file with what is here. Reads only."""
    found = Plan(posts=posts({row.office for row in rows}))
    for some in _by(BATCH, rows):
        here = rows_of([row.number for row in some])
        for row in some:
            ours = here.get(row.number)
            if ours is None:
                found.new.append(row)
                if found.posts[row.office].refusal:
                    found.unmanned.append((row.line, found.posts[row.office].refusal))
            elif told := differences(ours, row):
                found.different += [Different(row.line, row.number, *one) for one in told]
            else:
                found.same += 1
    return found


@transaction.atomic
def import_rows(
    *,
    rows: Sequence[Row],
    file_sha256: str,
    by: Appointment | None,
    at: datetime,
    skip_different: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Imported:
    """Load the rows that are not here yet. `by` is None: the machine does it, nobody's appointment.

    Raises NotLoaded when a number is here with another content (unless these are to be left as they are) or when
    nobody could conduct or supervise a case.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    planned = plan(rows)
    if not planned.stands(skip_different=skip_different):
        raise NotLoaded(planned)
    loading = _Loading(planned.posts, file_sha256=file_sha256, by=by, at=at)
    done = 0
    for some in _by(BATCH, planned.new):
        loading.load(some)
        done += len(some)
        progress(done, len(planned.new))
    _keep_clear(planned.new)
    loading.tell()
    return Imported(
        cases=done,
        same=planned.same,
        left=len({one.number for one in planned.different}),
        by_office={code: (count, loading.overdue[code]) for code, count in sorted(loading.loaded.items())},
    )


def posts(codes: set[str]) -> dict[str, Posts]:
    """Head of investigation and supervising prosecutors of each office, as for a case registered here."""
    found: dict[str, Posts] = {}
    for office in Office.objects.select_related("region").filter(code__in=codes):
        heads = tuple(in_post(office, {Role.HEAD_OF_INVESTIGATION}))
        over = office.supervised_by_id
        supervisors = list(in_post(over, {Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION})) if over else []
        prosecutor = next((one for one in supervisors if one.role == Role.PROSECUTOR), None)
        refusal = ""
        if not office.active:
            refusal = f"the office {office.code} is closed"
        elif not heads:
            refusal = f"nobody heads the investigation in {office.code}"
        elif prosecutor is None:
            refusal = f"no prosecutor supervises {office.code}"
        seeing = tuple(one for one in supervisors if one == prosecutor or one.role != Role.PROSECUTOR)
        found[office.code] = Posts(office, heads, prosecutor, seeing, refusal)
    return found


class _Loading:
    """One file on its way in. Everything that is the same for many rows is looked up once."""

    def __init__(self, posts: Mapping[str, Posts], *, file_sha256: str, by: Appointment | None, at: datetime) -> None:
        self.posts, self.file_sha256, self.by, self.at = posts, file_sha256, by, at
        self.since = transaction_now()
        self.right = permission_id(VIEW_CASE)
        self.calendar: Calendar = calendar()
        self.qualifications = Qualification.objects.in_bulk()
        self.regions = dict(Region.objects.values_list("code", "pk"))
        self.ends: dict[tuple[str, date], Due] = {}
        self.forms: dict[int, str] = {}
        self.loaded: Counter[str] = Counter()
        self.overdue: Counter[str] = Counter()

    def load(self, rows: Sequence[Row]) -> None:
        """Each table in one statement, then the streams, then one entry per case over all its rows, then its words."""
        made = [self.made(row) for row in rows]
        # The grants come first: the row policies let nobody write a case he could not see.
        insert(CaseGrant, [grant for one in made for grant in one.grants])
        insert(Case, [one.case for one in made])
        insert(Episode, [one.episode for one in made])
        insert(Charge, [one.charge for one in made])
        insert(RegisterCard, [one.card for one in made])
        insert(Deadline, [one.term for one in made if one.term])
        streams = open_streams(kind="case", case_ids=[one.case["id"] for one in made])
        append_many([self.act(one, stream) for one, stream in zip(made, streams, strict=True)])
        index_cases([one.case["id"] for one in made])

    def made(self, row: Row) -> "_Made":
        """The columns of every row that one case begins with; those not named have their model's default."""
        posts = self.posts[row.office]
        charged = self.qualifications[row.edition]
        proceeding = self.proceeding(charged)
        # A misdemeanour protocol has its term from the interrogation (526), which the export does not tell of.
        rule = rules.MAIN_TERMS.get(proceeding)
        case_id, episode_id, entry = uuid7(), uuid7(), uuid7()
        event = {"occurred_at": row.occurred_at, "place": row.place, "summary": row.summary}
        self.loaded[row.office] += 1
        return _Made(
            row=row,
            cite=charged.cite,
            entry=entry,
            case={
                "id": case_id,
                "number": row.number,
                "region_id": self.regions[row.region] if row.region else posts.office.region_id,
                "office_id": posts.office.pk,
                "investigator_id": posts.heads[0].pk,
                "prosecutor_id": posts.prosecutor.pk if posts.prosecutor else None,
                "format": Case.Format.PAPER.value,
                "occasion": "",  # the export does not say it
                "registered_at": row.registered_at,
                "proceeding": proceeding,
                **event,
            },
            episode={"id": episode_id, "case_id": case_id, "number": 1, "registered_at": row.registered_at, **event},
            charge={
                "id": uuid7(),
                "case_id": case_id,
                "episode_id": episode_id,
                **{name: getattr(charged, name) for name in CHARGED},
                "registered": True,
                "since": row.registered_at,
            },
            card={
                "case_id": case_id,
                "book_number": row.book_number,
                "book_at": row.book_at,
                "fields": card_fields(row),
                "file_sha256": self.file_sha256,
                "line": row.line,
            },
            term=self.term(case_id, rule, row, entry) if rule else None,
            grants=[
                {
                    "user_id": one.user_id,
                    "permission_id": self.right,
                    "content_object_id": case_id,
                    "appointment_id": one.pk,
                    "since": self.since,
                    "reason": reason,
                }
                for reason, to in (("head_of_investigation", posts.heads), ("supervision", posts.supervisors))
                for one in to
            ],
        )

    def proceeding(self, charged: Qualification) -> str:
        """The form in which a case on this qualification begins, as when it is registered here; nobody is known yet."""
        if charged.pk not in self.forms:
            self.forms[charged.pk] = rules.proceeding_of([as_value(charged)], person_known=False, minor=False)
        return self.forms[charged.pk]

    def act(self, made: "_Made", stream: Stream) -> Act:
        """The entry that binds them all."""
        row = made.row
        bound = [(Case, made.case["id"]), (Episode, made.episode["id"]), (Charge, made.charge["id"])]
        bound.append((RegisterCard, made.card["case_id"]))
        if made.term:
            bound.append((Deadline, made.term["id"]))
        return Act(
            stream=stream,
            entry=made.entry,
            kind=KIND,
            by=self.by,
            at=self.at,
            public={"number": row.number, "charge": made.cite, "office": row.office},
            private={
                "file_sha256": self.file_sha256,
                "line": row.line,
                "summary": row.summary,
                "place": made.case["place"],
            },
            keys=[(model._meta.db_table, str(key)) for model, key in bound],
        )

    def term(self, case_id: UUID, rule: str, row: Row, entry: UUID) -> dict[str, Any]:
        """The main term, counted from the register's own date; one that is over rings nothing any more."""
        answer = self.end(rule, row.registered_at)
        if answer.due_at <= self.at:
            rung, alarm = len(LIMITS[rule].rungs), None
            self.overdue[row.office] += 1
        else:
            rung, alarm = next_alarm(rule, answer.due_at, self.at)
        return {
            "id": uuid7(),
            "case_id": case_id,
            "rule": rule,
            "edition": answer.edition,
            "starts_at": row.registered_at,
            "due_at": answer.due_at,
            "compartment": "parties",
            "next_at": alarm,
            "rung": rung,
            "start_entry": entry,
        }

    def end(self, rule: str, start: datetime) -> Due:
        """A term in days or months ends alike for all that begin on one day: reckoned once."""
        if LIMITS[rule].unit == "h":
            return due(rule, start, calendar=self.calendar)
        day = local(start).date()
        if (rule, day) not in self.ends:
            self.ends[rule, day] = due(rule, start, calendar=self.calendar)
        return self.ends[rule, day]

    def tell(self) -> None:
        """One notice per office and file to those who answer for the cases, however many there are."""
        for code, count in self.loaded.items():
            posts = self.posts[code]
            tell(
                to=[*posts.heads, *posts.supervisors],
                kind=TOLD,
                key=f"{TOLD}:{code}:{self.file_sha256[:32]}:{self.at:%Y%m%d%H%M%S}",
                at=self.at,
                params={"cases": count, "overdue": self.overdue[code]},
                path="/cases/",
            )


def _keep_clear(rows: Sequence[Row]) -> None:
    """Where numbers that came in look like our own (`register.next_number`), ours go on behind them."""
    offices = {
        f"{number}{code:0>5}": pk
        for pk, code, number in Office.objects.exclude(register_code="").values_list(
            "pk", "register_code", "region__number"
        )
    }
    last: dict[tuple[int, int], int] = {}
    for row in rows:
        office = offices.get(row.number[2:9])
        if office is not None:
            key = office, 2000 + int(row.number[:2])
            last[key] = max(last.get(key, 0), int(row.number[9:]))
    for (office, year), serial in last.items():
        CaseNumber.objects.get_or_create(office_id=office, year=year)
        CaseNumber.objects.filter(office_id=office, year=year, last__lt=serial).update(last=serial)


@dataclass(frozen=True, slots=True)
class _Made:
    """The columns of one case to be, table by table, and the id of the entry that will bind them."""

    row: Row
    cite: str
    entry: UUID
    case: dict[str, Any]
    episode: dict[str, Any]
    charge: dict[str, Any]
    card: dict[str, Any]
    term: dict[str, Any] | None
    grants: list[dict[str, Any]]


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write many rows of one table in one statement, from JSON: five times as fast as `bulk_create` here.

    (COPY would be as fast, but not into a table with row-level security.) Columns not named get the model's default.
    """
    if not rows:
        return
    meta = model._meta
    given = rows[0].keys()
    fields = [one for one in meta.concrete_fields if one.column in given or not (one.primary_key or one.null)]
    same = {one.column: one.get_default() for one in fields if one.column not in given}
    columns = ", ".join(f'"{one.column}"' for one in fields)
    text = json.dumps([{**same, **row} for row in rows], ensure_ascii=False, default=str)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{meta.db_table}" ({columns})'
            f' SELECT {columns} FROM json_populate_recordset(NULL::"{meta.db_table}", %s::json)',
            [text],
        )


def _by(size: int, rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
