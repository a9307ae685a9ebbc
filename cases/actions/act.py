"""One legal act in the making: on a locked case, by somebody, at a moment.

It gathers what the act writes, so that its one entry in the ledger binds every row of the record it
touched: a row that changes without an entry is what `verify_ledger` calls tampering.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models
from django.http import Http404

from cases.actions import indexing
from cases.models import Case, Compartment, Deadline, Episode, Material, Matter, Participant, Pause, Report
from cases.queries.calendar import calendar
from ecase.documents.models import Document
from ecase.law.clock import due, local
from ecase.law.limits import LIMITS
from ecase.law.pauses import split
from ecase.law.words import N_, Refusal, Refused
from ecase.ledger.actions import append
from ecase.ledger.models import Entry, Stream
from ecase.people.models import Appointment

F = TypeVar("F", bound=Callable[..., Any])
# Where the numbers of covert matters begin: one of the same kind that not everybody sees never takes an open number.
COVERT_NUMBERS = 1_000_000


class NotVisible(Http404):
    """The row is not there for this appointment; every door answers 404."""


def lock_case(case_id: UUID) -> Case:
    """The case row, locked before anything else is read: always the first lock an act takes.

    Raises NotVisible where row-level security shows no such case.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise NotVisible(case_id)
    return case


def lock_report(report_id: UUID) -> Report:
    """The report's row, locked; what `lock_case` is for a report that is no case yet.

    Raises NotVisible where row-level security shows no such report.
    """
    report = Report.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None:
        raise NotVisible(report_id)
    return report


def in_words(constraints: Mapping[str, Refusal]) -> Callable[[F], F]:
    """Turn a broken constraint of the database into its refusal: the last judge sees what `by` may not."""

    def around(act: F) -> F:
        @wraps(act)
        def judged(*args: Any, **kwargs: Any) -> Any:
            try:
                return act(*args, **kwargs)
            except IntegrityError as broken:
                diagnosis = getattr(broken.__cause__, "diag", None)
                refusal = constraints.get(getattr(diagnosis, "constraint_name", None) or "")
                if refusal is None:
                    raise
                raise Refused(refusal) from broken

        return judged  # type: ignore[return-value]

    return around


def refuse_if(refusal: Refusal | None) -> None:
    """Raise the refusal, if there is one."""
    if refusal is not None:
        raise Refused(refusal)


POST_OVER = Refusal("post_over", N_("Your appointment has ended: nothing is done from this post any more."))


class Act:
    """What is being done to a case, or to a report (either locked), by `by` at `at`; `by` is None for the clock.

    Raises Refused(post_over) for somebody whose post has ended while his request was on its way.
    """

    def __init__(self, root: Case | Report, *, by: Appointment | None, at: datetime) -> None:
        if by is not None and Appointment.objects.filter(pk=by.pk, until__lte=at).exists():
            raise Refused(POST_OVER)
        self.root, self.by, self.at = root, by, at
        self._owner = {"case": root} if isinstance(root, Case) else {"report": root}
        self._rows: dict[tuple[str, object], models.Model] = {}
        self._started: list[Deadline] = []
        self._sealed: Matter | None = None

    def seal(self, matter: Matter) -> None:
        """A covert matter is told in a stream of its own, under its own id: the case's has no gap that betrays it."""
        self._sealed = matter

    @property
    def case(self) -> Case:
        """The case the act belongs to."""
        assert isinstance(self.root, Case), "a report is no case"
        return self.root

    def wrote(self, *rows: models.Model | None) -> None:
        """Note rows of the record that this act made or changed; the last state of each is bound."""
        for row in rows:
            if row is not None:
                self._rows[row._meta.db_table, row.pk] = row

    # --- matters and files --------------------------------------------------------------------

    def open_matter(
        self,
        kind: str,
        *,
        compartment: str,
        participant: Participant | None = None,
        facility_id: int | None = None,
        episode: Episode | None = None,
    ) -> Matter:
        """A new matter of the case with the next number of its kind; the covert ones are counted apart."""
        covert = compartment == Compartment.COVERT
        others = Matter.objects.filter(case=self.case, kind=kind)
        others = others.filter(compartment=compartment) if covert else others.exclude(compartment=Compartment.COVERT)
        first = COVERT_NUMBERS if covert else 0
        last = others.aggregate(last=models.Max("number"))["last"] or first
        matter = Matter.objects.create(
            case=self.case,
            kind=kind,
            number=last + 1,
            opened_at=self.at,
            compartment=compartment,
            participant=participant,
            facility_id=facility_id,
            episode=episode,
        )
        self.wrote(matter)
        return matter

    def file(
        self,
        document: Document,
        *,
        title: str,
        matter: Matter | None = None,
        kind: str = "",
        compartment: str = "parties",
        to_facility: bool = False,
        episode: Episode | None = None,
    ) -> Material:
        """File a document: it gets the next sheets of the case, once and for all."""
        covert = compartment == Compartment.COVERT
        others = Material.objects.filter(case=self.case)
        others = others.filter(matter=matter) if covert else others.exclude(compartment=Compartment.COVERT)
        last = others.order_by("-first_sheet").first()  # covert things have an inventory of their own
        material = Material.objects.create(
            case=self.case,
            matter=matter,
            document=document,
            kind=kind or document.act or "upload",
            title=title,
            compartment=compartment,
            to_facility=to_facility,
            episode=episode or (matter.episode if matter else None),
            first_sheet=last.last_sheet + 1 if last else 1,
            sheets=max(document.pages, 1),
            filed_at=self.at,
            filed_by=self.by,
        )
        self.wrote(document, material)
        return material

    # --- terms ----------------------------------------------------------------------------------

    def start_term(
        self,
        rule: str,
        starts_at: datetime,
        *,
        matter: Matter | None = None,
        amount: int | str | None = None,
        replaces: Deadline | None = None,
    ) -> Deadline:
        """Begin the term `rule`, counted from `starts_at` in the edition of that day.

        One that `replaces` another keeps what stood still in its predecessors.
        """
        reckoned = due(rule, starts_at, amount=amount, calendar=calendar(), **split(stood_still(replaces)))
        rung, alarm = next_alarm(rule, reckoned.due_at, self.at)
        deadline = Deadline.objects.create(
            **self._owner,
            matter=matter,
            rule=rule,
            amount="" if amount is None else str(amount),
            edition=reckoned.edition,
            starts_at=starts_at,
            due_at=reckoned.due_at,
            compartment=matter.compartment if matter else "parties",
            next_at=alarm,
            rung=rung,
            replaces=replaces,
        )
        self._started.append(deadline)
        self.wrote(deadline)
        place_in_queue(matter)
        return deadline

    def running(self, matter: Matter | None, rule: str | None = None) -> list[Deadline]:
        """The running terms of a matter; with None those of the case or report itself."""
        rows = Deadline.objects.select_related("matter").filter(met_at__isnull=True, ended_at__isnull=True)
        rows = rows.filter(matter=matter) if matter is not None else rows.filter(**self._owner, matter__isnull=True)
        return list(rows.filter(rule=rule) if rule else rows)

    def meet_term(self, matter: Matter | None, rule: str, at: datetime | None = None) -> None:
        """What the term asked for was done, in time or late; nothing happens when no such term runs."""
        for deadline in self.running(matter, rule):
            deadline.met_at = at or self.at
            self._close(deadline, "met_at")

    def end_term(self, matter: Matter | None, rule: str) -> None:
        """The term falls away undone, because what it belonged to is over."""
        for deadline in self.running(matter, rule):
            deadline.ended_at, deadline.ended_by = self.at, self.by
            self._close(deadline, "ended_at", "ended_by")

    def end_terms(self, matter: Matter | None) -> None:
        """All running terms of a matter that is over fall away."""
        for deadline in self.running(matter):
            self.end_term(matter, deadline.rule)

    def replace_term(
        self, matter: Matter | None, rule: str, *, amount: int | str | None = None, starts_at: datetime | None = None
    ) -> None:
        """End the running term and open one of another length or anchor in its place."""
        for deadline in self.running(matter, rule):
            deadline.ended_at, deadline.ended_by = self.at, self.by
            self._close(deadline, "ended_at", "ended_by")
            new = self.start_term(
                rule, starts_at or deadline.starts_at, matter=matter, amount=amount, replaces=deadline
            )
            self.keep_still(deadline, new)

    def pause(self, deadline: Deadline, cause: str, since: datetime | None = None) -> None:
        """The term stands still from `since` (now, when not given): no alarm rings until it goes on.

        Nothing happens to a term that the law does not let stand still.
        """
        if not LIMITS[deadline.rule].pauses:
            return
        if Pause.objects.filter(deadline=deadline, until__isnull=True).exists():
            return
        self.wrote(
            Pause.objects.create(case=self.case, deadline=deadline, since=since or self.at, cause=cause), deadline
        )
        deadline.next_at = None
        deadline.save(update_fields=["next_at"])
        place_in_queue(deadline.matter)

    def go_on(self, deadline: Deadline) -> None:
        """The term runs again; what stood still is put on top of it, and its alarms are set anew."""
        standing = Pause.objects.filter(deadline=deadline, until__isnull=True).first()
        if standing is None:
            return
        standing.until = self.at
        standing.save(update_fields=["until"])
        reckoned = due(
            deadline.rule,
            deadline.starts_at,
            on=local(deadline.starts_at).date(),
            amount=length_of(deadline),
            calendar=calendar(),
            **split(stood_still(deadline)),
        )
        deadline.due_at = reckoned.due_at
        deadline.rung, deadline.next_at = next_alarm(deadline.rule, deadline.due_at, self.at)
        deadline.save(update_fields=["due_at", "rung", "next_at"])
        self.wrote(standing, deadline)
        place_in_queue(deadline.matter)

    def keep_still(self, before: Deadline, new: Deadline) -> None:
        """What stood still goes on standing still in the term that has taken its place."""
        standing = Pause.objects.filter(deadline=before, until__isnull=True).first()
        if standing is not None:
            standing.until = self.at
            standing.save(update_fields=["until"])
            self.wrote(standing)
            self.pause(new, standing.cause)

    def fall_due(self, matter: Matter | None, rule: str) -> None:
        """By a decision the running term ends at this very moment: overdue from now on, everywhere at once.

        No alarm is set: the act that does this tells whoever has to know.
        """
        for deadline in self.running(matter, rule):
            deadline.ended_at, deadline.ended_by = self.at, self.by
            self._close(deadline, "ended_at", "ended_by")
            now_due = Deadline.objects.create(
                **self._owner,
                matter=matter,
                rule=rule,
                edition=deadline.edition,
                starts_at=deadline.starts_at,
                due_at=self.at,
                compartment=deadline.compartment,
                rung=len(LIMITS[rule].rungs),
                replaces=deadline,
            )
            self._started.append(now_due)
            self.wrote(now_due)
            place_in_queue(matter)

    def _close(self, deadline: Deadline, *fields: str) -> None:
        deadline.save(update_fields=list(fields))
        self.wrote(deadline)
        place_in_queue(deadline.matter)

    # --- the entry --------------------------------------------------------------------------------

    def record(
        self,
        kind: str,
        *,
        public: Mapping[str, object] | None = None,
        private: Mapping[str, object] | None = None,
        compartment: str = "investigation",
    ) -> Entry:
        """The one entry of this act in the stream of its case, binding every row it wrote."""
        entry = append(
            stream=self._stream(),
            kind=kind,
            by=self.by,
            at=self.at,
            public=dict(public or {}),
            private=dict(private) if private else None,
            rows=list(self._rows.values()),
            compartment=compartment,
        )
        if self._started:
            Deadline.objects.filter(pk__in=[d.pk for d in self._started]).update(start_entry=entry.pk)
        indexing.follow(self._rows.values())
        # A draft on a report is stale once the report was changed, not because its clock rang (a case has `steps`).
        seen = self._sealed is None  # nor does a covert act stir what others have open
        if seen and (isinstance(self.root, Case) or (self.root._meta.db_table, self.root.pk) in self._rows):
            type(self.root).objects.filter(pk=self.root.pk).update(version=models.F("version") + 1)
        self._rows, self._started = {}, []
        return entry

    def _stream(self) -> Stream:
        if self._sealed is not None:
            return Stream.objects.get(case_id=self._sealed.pk, kind="covert")
        return Stream.objects.get(case_id=self.root.pk, kind="case" if isinstance(self.root, Case) else "report")


def next_alarm(rule: str, due_at: datetime, after: datetime, rung: int = 0) -> tuple[int, datetime | None]:
    """The first rung from number `rung` on that lies after `after`, and its moment.

    A term that is entered late does not repeat warnings whose time has passed, but the last rung,
    the moment itself, always rings. Past the last rung the moment is None.
    """
    rungs = LIMITS[rule].rungs
    for number in range(rung, len(rungs)):
        moment = due_at + rungs[number].offset
        if moment > after or number == len(rungs) - 1:
            return number, moment
    return len(rungs), None


def length_of(deadline: Deadline) -> int | str | None:
    """The length of a stored term as `due` takes it: a number, a name, days a prosecutor set, or the usual one."""
    return int(deadline.amount) if deadline.amount.isdecimal() else deadline.amount or None


def stood_still(deadline: Deadline | None) -> list[tuple[datetime, datetime, str]]:
    """The closed stretches of a term and of those it replaced, each with its cause; `split` parts them for `due`."""
    chain: list[UUID] = []
    while deadline is not None:
        chain.append(deadline.pk)
        deadline = deadline.replaces
    if not chain:
        return []
    spans = Pause.objects.filter(deadline_id__in=chain, until__isnull=False).order_by("since")
    return [(since, until, cause) for since, until, cause in spans.values_list("since", "until", "cause") if until]


def wait_for(matter: Matter, appointment: Appointment | None) -> None:
    """Whose turn it is, for the queue; None when the matter waits for nobody."""
    matter.waits_for = appointment
    matter.waits_office = appointment.office if appointment else None
    matter.waits_role = appointment.role if appointment else ""
    matter.save(update_fields=["waits_for", "waits_office", "waits_role"])


def place_in_queue(matter: Matter | None) -> None:
    """Keep the matter's place in the queue: the nearest of its running terms."""
    if matter is None:
        return
    running = Deadline.objects.filter(matter=matter, met_at__isnull=True, ended_at__isnull=True)
    Matter.objects.filter(pk=matter.pk).update(next_due=running.aggregate(nearest=models.Min("due_at"))["nearest"])
