"""How a case of the demo story is told: each step is an action, by the one who acts, at its moment in the past.

Moments are hours after the person was held (before it: negative), so a case reads like its file; where nobody
is held they count from now, and `on` names a day and a time of the clock. Not here: rulings and reports (`ruled`),
what happens in which case (`cases_*`, `book`), and which of them have been told (`telling`).
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.template.loader import render_to_string

from cases.actions.materials import file_upload
from cases.actions.people import add_defence, add_participant
from cases.actions.register import register
from cases.models import Case, Deadline, Material, Participant, Report
from cases.moving import Resource, do
from detention.actions import detain
from detention.models import Detention
from detention.resource import DETENTION
from ecase.clockwork.actions import ring
from ecase.demo.accounts import iin_of
from ecase.documents.pdf import write
from ecase.law.clock import ALMATY, local
from ecase.law.kinds_all import KINDS
from ecase.people.actions import acknowledge, mark_read
from ecase.people.models import Appointment, Notice
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.models import Sanction
from sanctions.resource import SANCTION

READ_AFTER = timedelta(hours=20)
# Why a paper is not in the file when custody is asked for: the hours of the detention do not wait for it.
NOT_YET = {
    "ru": "Документ будет приобщен к делу до заседания: срок задержания не позволяет ждать его поступления.",
    "kk": "Құжат отырысқа дейін іске тігіледі: ұстау мерзімі оның келіп түсуін күтуге мүмкіндік бермейді.",
}


def is_clock() -> bool:
    """Whether this process logs in as the clock does; only then can the story let a term run out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (name,) = cursor.fetchone()
    return bool(name == "ecase_clock")


class Script:
    """One case in the telling."""

    case: Case
    suspect: Participant
    detention: Detention
    sanction: Sanction

    def __init__(
        self, posts: Mapping[str, Appointment], *, now: datetime, held_hours_ago: float = 0, by: str = ""
    ) -> None:
        self.posts, self.now, self.investigator = dict(posts), now, by
        self.held_at = (now - timedelta(hours=held_hours_ago)).replace(second=0, microsecond=0)
        self.clock = is_clock()
        self.roots: list[UUID] = []  # the cases and reports of this telling, whose terms run with it
        self.name = ""

    def at(self, hours: float) -> datetime:
        """The moment `hours` after the holding, to the minute."""
        return self.held_at + timedelta(minutes=round(hours * 60))

    def on(self, days_ago: int, clock: str) -> float:
        """The hours, as every step takes them, of a time in Almaty so many days before today."""
        day = local(self.now).date() - timedelta(days=days_ago)
        moment = datetime.combine(day, time.fromisoformat(clock), tzinfo=ALMATY)
        return (moment - self.held_at).total_seconds() / 3600

    def tells_of(self, root: Case | Report) -> None:
        """The story goes on about this case or report: from now on its terms run with the telling."""
        self.roots.append(root.pk)
        self.name = root.number
        if isinstance(root, Case):
            self.case = root

    @contextmanager
    def speaks(self, who: str, hours: float) -> Iterator[tuple[Appointment, datetime]]:
        """`who` acts at that moment; whatever fell due before it has rung."""
        moment = self.at(hours)
        if moment > self.now:
            raise ValueError(f"the story runs ahead of the clock: {moment} is after {self.now}")
        self.let_clock_run(moment)
        by = self.posts[who]
        with speaking(by):
            yield by, moment

    def let_clock_run(self, until: datetime) -> None:
        """Reach every rung of the running terms that lies before `until`, each at its own moment."""
        if not (self.clock and self.roots):
            return
        with speaking(None):
            while True:
                running = Deadline.objects.select_related("matter__waits_for").filter(
                    Q(case__in=self.roots) | Q(report__in=self.roots),
                    met_at__isnull=True,
                    ended_at__isnull=True,
                    next_at__lte=until,
                )
                deadline = running.order_by("next_at", "pk").first()
                if deadline is None or deadline.next_at is None:
                    return
                ring(_locked(deadline), deadline, deadline.next_at)

    # --- the case ------------------------------------------------------------------------------------

    def register(
        self,
        hours: float,
        *,
        occurred: float,
        qualification: str,
        place: str,
        summary: str,
        occasion: str = "statement",
        language: str = "ru",
        applicant: Mapping[str, object] | None = None,
    ) -> None:
        with self.speaks(self.investigator, hours) as (by, at):
            case = register(
                by=by,
                at=at,
                occasion=occasion,
                summary=summary,
                occurred_at=self.at(occurred),
                place=place,
                qualification=qualification,
                language=language,
                applicant=dict(applicant) if applicant else None,
            )
        self.tells_of(case)

    def person(self, hours: float, capacity: str, **known: Any) -> Participant:
        with self.speaks(self.investigator, hours) as (by, at):
            found = add_participant(case_id=self.case.pk, by=by, at=at, capacity=capacity, **known)
        if capacity == "suspect":
            self.suspect = found
        return found

    def lawyer(self, hours: float, who: str, warrant: str) -> None:
        with self.speaks(self.investigator, hours) as (by, at):
            add_defence(
                case_id=self.case.pk,
                participant_id=self.suspect.pk,
                lawyer=self.posts[who],
                warrant=warrant,
                by=by,
                at=at,
            )

    def paper(
        self,
        hours: float,
        title: str,
        *paragraphs: str,
        signed: str = "",
        compartment: str = "investigation",
        kind: str = "upload",
        episode: int | None = None,
    ) -> Material:
        """File a small PDF with these words."""
        with self.speaks(self.investigator, hours) as (by, at):
            values = {
                "language": self.case.language,
                "title": title,
                "city": self.case.place.split(",")[0],
                "day": local(at).date(),
                "paragraphs": paragraphs,
                "signed": signed,
            }
            data, _ = write(render_to_string("demo/material.html", values), reserve=False)
            return file_upload(
                case_id=self.case.pk,
                by=by,
                at=at,
                file=io.BytesIO(data),
                name=f"{title[:60]}.pdf",
                title=title,
                kind=kind,
                compartment=compartment,
                episode=episode,
            )

    # --- the detention -------------------------------------------------------------------------------

    def hold(self, entered: float, *, place: str, ground: str, motives: str, **more: Any) -> None:
        """The person is held at hour 0, and it is entered at `entered`."""
        with self.speaks(self.investigator, entered) as (by, at):
            self.detention = detain(
                case_id=self.case.pk,
                participant_id=self.suspect.pk,
                by=by,
                at=at,
                held_at=self.held_at,
                place=place,
                ground=ground,
                motives=motives,
                **more,
            )

    def first_steps(self, protocol: float, notice: float, interrogation: float, **fields: str) -> None:
        """Protocol, notice to the prosecutor, interrogation: what each detention begins with."""
        self.moves(self.investigator, protocol, DETENTION, "draw_protocol", protocol_at=self.at(protocol), **fields)
        self.moves(self.investigator, notice, DETENTION, "notify_prosecutor")
        self.moves(
            self.investigator,
            interrogation,
            DETENTION,
            "note_interrogation",
            interrogated_at=self.at(interrogation - 0.5),
        )

    def confirm(self, who: str, hours: float, reasons: str) -> None:
        """The prosecutor confirms the exception that was entered."""
        self.moves(who, hours, DETENTION, "confirm_exception", reasons=reasons)

    def release(self, who: str, hours: float, ground: str, note: str = "") -> None:
        self.moves(who, hours, DETENTION, "release", ground=ground, released_at=self.at(hours), note=note)

    # --- the sanction --------------------------------------------------------------------------------

    def petition(self, hours: float, *, grounds: str, milder: str, stated: tuple[str, ...] = ()) -> None:
        """A request for custody, still a draft; why a paper is not in the file yet is said with it."""
        with self.speaks(self.investigator, hours) as (by, at):
            filed = set(Material.objects.filter(case=self.case).values_list("kind", flat=True))
            missing = [paper.code for paper in KINDS["arrest"].documents if not filed & set(paper.kinds)]
            self.sanction = request(
                case_id=self.case.pk,
                by=by,
                at=at,
                kind="arrest",
                participant_id=self.suspect.pk,
                detention_id=self.detention.pk,
                grounds=grounds,
                milder=milder,
                stated=stated,
                why={f"document_{code}": NOT_YET[self.case.language[:2]] for code in missing},
            )

    def submit(self, hours: float) -> None:
        self.moves(self.investigator, hours, SANCTION, "submit")

    def decides(self, who: str, hours: float, name: str, **fields: Any) -> None:
        self.moves(who, hours, SANCTION, name, **fields)

    # --- the end -------------------------------------------------------------------------------------

    def moves(self, who: str, hours: float, resource: Resource, name: str, **fields: Any) -> None:
        subject = self.detention if resource is DETENTION else self.sanction
        with self.speaks(who, hours) as (by, at):
            do(resource, subject.pk, name, by=by, at=at, **fields)

    def finish(self) -> None:
        """Let the terms run up to now, and what is long past has been read by those it was for."""
        self.let_clock_run(self.now)
        old = Notice.objects.filter(at__lt=self.now - READ_AFTER, read_at__isnull=True).select_related("to")
        for notice in old:
            if notice.must_acknowledge:
                acknowledge(notice_id=notice.pk, by=notice.to, at=notice.at + timedelta(minutes=4))
            else:
                mark_read(by=notice.to, notices=[notice.pk], at=notice.at + timedelta(minutes=15))


def _locked(deadline: Deadline) -> Case | Report:
    """What the term belongs to, locked, and put into the term itself as the clock does."""
    if deadline.case_id:
        cases = Case.objects.select_related("investigator", "prosecutor").select_for_update(of=("self",))
        deadline.case = cases.get(pk=deadline.case_id)
        return deadline.case
    reports = Report.objects.select_related("assigned_to", "office").select_for_update(of=("self",))
    deadline.report = reports.get(pk=deadline.report_id)
    return deadline.report


def born(now: datetime, years: int, days: int = 40) -> date:
    """The birth date of somebody who became `years` old `days` days ago."""
    today = local(now).date() - timedelta(days=days)
    return today.replace(year=today.year - years, day=min(today.day, 28))


def number_of(birth: date, serial: int, *, woman: bool = False) -> str:
    """The IIN of a made-up person."""
    return iin_of(birth, "female" if woman else "male", serial)
