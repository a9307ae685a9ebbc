"""Making many cases at once: rows are written by COPY, as the owner of the tables, in one transaction.

What this leaves out, so that nobody takes it for a record: no ledger (no stream, no entry), no bytes behind the
documents, no alarms on the terms. A simulated case can be looked at, listed and searched; nothing can be done in it.
Every one says so in its first words (`MARK`), its grants give "simulated" as their reason, and the offices and
accounts begin with SIM.
"""

import io
import math
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from cases.access import VIEW_CASE, CaseGrant, permission_id
from cases.actions.people import sort_key
from cases.lexemes import article_words, as_vector, case_words, file_words, name_words, number_words, sealed_iin
from cases.models import (
    Case,
    Charge,
    Deadline,
    Episode,
    FileText,
    Material,
    Participant,
    Qualification,
    Searchable,
)
from cases.queries.calendar import calendar
from ecase.demo.accounts import PASSWORD
from ecase.demo.simulation.names import Lots, Name
from ecase.demo.simulation.papers import ACTS, EVENTS, STREETS, fill
from ecase.documents.models import Document
from ecase.law.clock import due
from ecase.law.roles import Role
from ecase.people.models import Appointment, Office, Region, User

MARK = "[СИМУЛЯЦИЯ] "
REASON = "simulated"
PER_OFFICE, PER_INVESTIGATOR = 10_000, 300
CHUNK = 2_000
BACK = timedelta(days=730)
# Shares of articles as they are registered: theft leads, then fraud, then all the rest alike.
COMMON = {
    "188": 30,
    "190": 18,
    "188-1": 4,
    "293": 6,
    "106": 4,
    "108-1": 4,
    "191": 4,
    "194": 2,
    "296": 3,
    "345": 4,
    "189": 3,
}
INDEXES = ("searchable_cases", "searchable_people", "searchable_file")
T = Searchable.Target


@dataclass(frozen=True)
class Desk:
    """One police office with those who conduct its cases and those who watch over them."""

    office: Office
    investigators: tuple[Appointment, ...]
    head: Appointment
    prosecutor: Appointment


class Table:
    """Rows of one model on their way into COPY; columns that are not given keep the model's own default."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
        self.name = model._meta.db_table
        self.columns = [f.column for f in fields]
        self.defaults = {f.column: None if f.primary_key or f.null else f.get_default() for f in fields}
        self.lines: list[str] = []

    def add(self, **given: Any) -> None:
        values = self.defaults | given
        self.lines.append("\t".join(_text(values[column]) for column in self.columns))

    def write(self) -> None:
        if self.lines:
            columns = ", ".join(f'"{column}"' for column in self.columns)
            with connection.cursor() as cursor:
                cursor.cursor.copy_expert(
                    f'COPY "{self.name}" ({columns}) FROM STDIN', io.StringIO("\n".join(self.lines) + "\n")
                )
            self.lines = []


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")


def open_desks(cases: int, now: datetime, lots: Lots) -> tuple[list[Desk], Appointment]:
    """Offices and posts for that many cases, under one prosecutor's office; made where they are missing."""
    regions = list(Region.objects.order_by("code"))
    since = now - BACK - timedelta(days=30)
    opened = make_password(PASSWORD)
    prosecution = _office("SIM-PR", Office.Kind.PROSECUTION, regions[0], "Прокуратура (симуляция)")
    chief = _post("sim.chief", Role.HEAD_OF_PROSECUTION, prosecution, since, lots.person(), opened)
    desks = []
    for n in range(math.ceil(cases / PER_OFFICE)):
        office = _office(
            f"SIM-{n + 1:02d}", Office.Kind.POLICE, regions[n % len(regions)], f"Отдел полиции № {n + 1} (симуляция)",
            register_code=f"{99000 + n}", supervised_by=prosecution,
        )  # fmt: skip
        many = math.ceil(min(cases, PER_OFFICE) / PER_INVESTIGATOR)
        desks.append(
            Desk(
                office,
                tuple(
                    _post(
                        "sim.investigator" if n == i == 0 else f"sim.investigator.{n + 1}.{i + 1}",
                        Role.INVESTIGATOR, office, since, lots.person(), opened if n == i == 0 else "",
                    )
                    for i in range(many)
                ),
                _post("sim.head" if n == 0 else f"sim.head.{n + 1}", Role.HEAD_OF_INVESTIGATION, office, since,
                      lots.person(), "" if n else opened),
                _post(f"sim.prosecutor.{n + 1}", Role.PROSECUTOR, prosecution, since, lots.person(), ""),
            )
        )  # fmt: skip
    return desks, chief


def _office(code: str, kind: str, region: Region, name: str, **more: Any) -> Office:
    given = {"kind": kind, "region": region, "name_kk": name, "name_ru": name, "name_en": name, **more}
    return Office.objects.get_or_create(code=code, defaults=given)[0]


def _post(username: str, role: Role, office: Office, since: datetime, who: Name, password: str) -> Appointment:
    user, _ = User.objects.get_or_create(
        username=username,
        defaults={
            "last_name": who.last, "first_name": who.first, "patronymic": who.patronymic,
            "password": password or make_password(None),
        },
    )  # fmt: skip
    return Appointment.objects.get_or_create(user=user, role=role, office=office, defaults={"since": since})[0]


class Making:
    """All the cases of one run."""

    def __init__(self, cases: int, seed: int, now: datetime, papers: int) -> None:
        self.cases, self.now, self.papers = cases, now, papers
        self.lot = Random(seed)  # noqa: S311  a lot that can be drawn again, nothing secret
        self.lots = Lots(self.lot)
        rows = list(Qualification.objects.filter(valid_to__isnull=True).order_by("id"))
        self.articles = rows
        self.weights = [
            COMMON.get(row.article, 0.12) / max(1, sum(r.article == row.article for r in rows)) for row in rows
        ]
        self.tables = [
            Table(model)
            for model in (
                Case,
                Episode,
                Participant,
                Charge,
                Deadline,
                Document,
                Material,
                FileText,
                Searchable,
                CaseGrant,
            )
        ]

    def table(self, model: type[models.Model]) -> Table:
        return next(table for table in self.tables if table.name == model._meta.db_table)

    @transaction.atomic
    def run(self, say: Callable[[int], None]) -> None:
        """Write them all, or nothing. The indexes of words are built at the end: ten times faster than row by row."""
        desks, self.chief = open_desks(self.cases, self.now, self.lots)
        self.permission = permission_id(VIEW_CASE)
        taken = dict.fromkeys((desk.office.pk for desk in desks), 0)
        for number in Case.objects.filter(number__regex=r"^.{4}99").values_list("number", flat=True):
            for desk in desks:
                if number[4:9] == desk.office.register_code:
                    taken[desk.office.pk] = max(taken[desk.office.pk], int(number[9:]))
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(INDEXES)])
            made = [definition for (definition,) in cursor.fetchall()]
            for name in INDEXES:
                cursor.execute(f'DROP INDEX IF EXISTS "{name}"')
        step = BACK / self.cases
        for n in range(self.cases):
            desk = desks[n % len(desks)]
            taken[desk.office.pk] += 1
            registered = self.now - BACK + step * n
            self.case(
                desk, desk.investigators[n // len(desks) % len(desk.investigators)], registered, taken[desk.office.pk]
            )
            if (n + 1) % CHUNK == 0:
                self.write()
                say(n + 1)
        self.write()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
            for definition in made:
                cursor.execute(definition)

    def write(self) -> None:
        for table in self.tables:
            table.write()

    def case(self, desk: Desk, investigator: Appointment, registered: datetime, serial: int) -> None:
        """One case with its people, charge, term, papers, words and grants."""
        lot, region = self.lot, desk.office.region
        case_id = uuid_at(registered, lot)
        number = f"{registered.year % 100:02d}{region.number}{desk.office.register_code}{serial:06d}"
        occurred = registered - timedelta(minutes=lot.randint(60, 20_000))
        summary = MARK + fill(lot, lot.choice(EVENTS))
        place = f"{region.capital_ru or region.name_ru}, ул. {lot.choice(STREETS)}, {lot.randint(1, 180)}"
        stage = self.stage(registered)
        self.table(Case).add(
            id=case_id, number=number, region_id=region.pk, office_id=desk.office.pk, investigator_id=investigator.pk,
            prosecutor_id=desk.prosecutor.pk, stage=stage, occasion=lot.choice(Case.Occasion.values), summary=summary,
            language=lot.choice(("ru", "ru", "kk")), occurred_at=occurred, place=place, registered_at=registered,
            format="electronic" if lot.random() < 0.8 else "paper",
        )  # fmt: skip
        episode = uuid_at(registered, lot)
        self.table(Episode).add(
            id=episode, case_id=case_id, number=1, occurred_at=occurred, place=place, summary=summary,
            registered_at=registered,
        )  # fmt: skip
        people = self.people(case_id, registered)
        charged = lot.choices(self.articles, self.weights)[0]
        self.table(Charge).add(
            id=uuid_at(registered, lot), case_id=case_id, episode_id=episode, article=charged.article,
            part=charged.part, undivided=charged.undivided, title_kk=charged.title_kk, title_ru=charged.title_ru,
            title_en=charged.title_en, registered=True, since=registered,
        )  # fmt: skip
        self.term(case_id, registered, stage)
        for _ in range(self.papers):
            self.paper(case_id, registered, investigator, people)
        lexemes = (
            number_words(number)
            | article_words([(charged.article, charged.part)])
            | {f"s{stage}", f"r{region.number}", "felectronic", "pinvestigation"}
            | {word for who in people for word in words_of_name(who.last, who.first, who.patronymic)}
            | case_words(summary, place, charged.title_kk, charged.title_ru)
        )
        self.found(case_id, T.CASE, case_id, "parties", lexemes)
        for post in (investigator, desk.head, desk.prosecutor, self.chief):
            self.table(CaseGrant).add(
                user_id=post.user_id, permission_id=self.permission, content_object_id=case_id, appointment_id=post.pk,
                since=registered, reason=REASON,
            )  # fmt: skip

    def stage(self, registered: datetime) -> str:
        if self.now - registered < timedelta(days=55):
            return "pretrial"
        return self.lot.choices(("terminated", "interrupted", "pretrial"), (70, 18, 12))[0]

    def people(self, case_id: UUID, at: datetime) -> list[Name]:
        lot = self.lot
        capacities = ["suspect"] if lot.random() < 0.7 else []
        capacities += ["victim"] * lot.choice((1, 1, 1, 2)) + ["witness"] * lot.choice((0, 0, 1, 1, 2))
        people = []
        for capacity in capacities:
            who = self.lots.person()
            pk = uuid_at(at, lot)
            people.append(who)
            self.table(Participant).add(
                id=pk, case_id=case_id, capacity=capacity, iin=who.iin, last_name=who.last, first_name=who.first,
                patronymic=who.patronymic, birth_date=who.born, citizenship="Казахстан",
                sort_key=sort_key(who.last, who.first, who.patronymic), since=at,
            )  # fmt: skip
            lexemes = {*words_of_name(who.last, who.first, who.patronymic), sealed_iin(who.iin)}
            self.found(case_id, T.PARTICIPANT, pk, "parties", lexemes)
        return people

    def term(self, case_id: UUID, registered: datetime, stage: str) -> None:
        edition, ends = term_of(registered.date())
        if stage == "interrupted":
            return
        met = None
        if stage == "terminated":
            met = registered + (ends - registered) * self.lot.uniform(0.4, 0.98)
        elif ends <= self.now and self.lot.random() < 0.9:  # extended, in most cases in time
            ends = self.now + timedelta(minutes=self.lot.randint(60, 90_000))
        self.table(Deadline).add(
            id=uuid_at(registered, self.lot), case_id=case_id, rule="investigation", edition=edition,
            starts_at=registered, due_at=ends, compartment="parties", met_at=met,
        )  # fmt: skip

    def paper(self, case_id: UUID, registered: datetime, by: Appointment, people: Iterable[Name]) -> None:
        lot = self.lot
        title, text = lot.choice(ACTS)
        who = lot.choice([*people]) if people else None
        text = fill(lot, text, who=f"{who.last} {who.first} {who.patronymic}" if who else "")
        document, material = uuid_at(registered, lot), uuid_at(registered, lot)
        compartment = lot.choice(("investigation", "investigation", "parties"))
        filed = registered + timedelta(hours=lot.randint(1, 200))  # no term of law
        self.table(Document).add(
            id=document, case_id=case_id, sha256=secrets.token_hex(32), size=4096, media_type="text/plain",
            name="simulated.txt", pages=1, made_at=filed, made_by_id=by.pk,
        )  # fmt: skip
        self.table(Material).add(
            id=material, case_id=case_id, document_id=document, kind="upload", title=title, compartment=compartment,
            first_sheet=1, sheets=1, filed_at=filed, filed_by_id=by.pk,
        )  # fmt: skip
        self.table(FileText).add(material_id=material, case_id=case_id, compartment=compartment, text=text)
        self.found(case_id, T.MATERIAL, material, compartment, file_words(title, text))

    def found(self, case_id: UUID, target: str, target_id: UUID, compartment: str, lexemes: Iterable[str]) -> None:
        self.table(Searchable).add(
            case_id=case_id, target=target, target_id=target_id, compartment=compartment, words=as_vector(lexemes)
        )


@lru_cache(maxsize=100_000)
def words_of_name(*names: str) -> frozenset[str]:
    return frozenset(name_words(*names))


@lru_cache(maxsize=2000)
def term_of(day: date) -> tuple[str, datetime]:
    """Edition and end of the term of a case registered on `day`: one reckoning a day is enough here."""
    reckoned = due("investigation", datetime(day.year, day.month, day.day, 6, tzinfo=UTC), calendar=calendar())
    return reckoned.edition, reckoned.due_at


def uuid_at(moment: datetime, lot: Random) -> UUID:
    """An id as `uuid7` would have given it at that moment, so that lists by id are lists by time."""
    ticks = int(moment.timestamp() * 1000 * 4096)
    value = (ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0b10 << 62 | lot.getrandbits(62)
    return UUID(int=value)
