"""Finding cases, people and documents by what somebody types, among what he may see. Reading only.

Ids come from the index of words (`candidates`), starting from the reader's grants; every row is then read again through
its own `visible_to`, with compartments, and the line that says where the word was found is made from these rows
alone. A place of detention finds nothing here: its own list shows whom it holds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from cases.models import Case, Charge, FileText, Material, Participant, Searchable
from cases.queries import candidates, scope
from cases.queries.asking import Asked, Mark, asked
from cases.queries.candidates import Candidate
from cases.queries.snippets import Snippet, first_sheet_of, snippet
from ecase.law.identity import parse_iin
from ecase.law.roles import Role
from ecase.people.models import Appointment

T = Searchable.Target
GROUPS: tuple[str, ...] = (T.CASE, T.PARTICIPANT, T.MATERIAL)


@dataclass(frozen=True)
class FoundCase:
    """A case, and what of it answers: a person in it, or a place in its text."""

    case: Case
    charges: list[Charge]
    people: list[Participant]
    where: Snippet | None


@dataclass(frozen=True)
class FoundPerson:
    """A person in a case; `opens`: the reader may see the personal data."""

    participant: Participant
    case: Case
    opens: bool

    @property
    def masked_iin(self) -> str:
        """Year, month and the last two digits for whoever may see the number; "" for all others, or without one."""
        try:
            return parse_iin(self.participant.iin).masked if self.opens else ""
        except ValueError:  # none, or one that came from another register as it stood there
            return ""


@dataclass(frozen=True)
class FoundPaper:
    """A document of a file; `sheet` is the sheet of the case on which the word stands."""

    material: Material
    case: Case
    where: Snippet | None
    sheet: int | None


@dataclass(frozen=True)
class Group:
    """The answers of one kind; `further` is the cursor of the next ones, "" at the end."""

    rows: list[FoundCase] | list[FoundPerson] | list[FoundPaper] = field(default_factory=list)
    further: str = ""


@dataclass(frozen=True)
class Found:
    """All that was found; a kind that was not asked for is empty."""

    cases: Group = field(default_factory=Group)
    people: Group = field(default_factory=Group)
    papers: Group = field(default_factory=Group)

    def __bool__(self) -> bool:
        return bool(self.cases.rows or self.people.rows or self.papers.rows)


def find(by: Appointment, text: str, *, only: str = "", after: str = "", most: int = 10) -> Found:
    """What `by` finds by `text`: at most `most` of each kind, or of the kind `only` beyond the cursor `after`.

    Seven statements at most, whatever is typed and whoever asks.
    """
    question = asked(text)
    if not question or by.role == Role.CUSTODY_HEAD:
        return Found()
    clients = sorted(scope.own_clients(by))
    questions = list(_questions(question, by, only, clients))
    found = candidates.find(
        by,
        questions,
        most=most + 1,
        clients=clients,
        only=clients if question.by_iin and by.role not in scope.SEES_PERSONAL_DATA else None,
        after=read_cursor(after) if only else None,
    )
    by_kind = {kind: _in_order(found, kind) for kind in GROUPS}
    shown = {kind: rows[:most] for kind, rows in by_kind.items()}
    cursor = {kind: as_cursor(rows[most - 1]) if len(rows) > most else "" for kind, rows in by_kind.items()}
    ids = {row.case_id for rows in shown.values() for row in rows}
    cases = {case.pk: case for case in Case.objects.visible_to(by).filter(pk__in=ids).select_related("office")}
    people = _people(by, shown[T.CASE], shown[T.PARTICIPANT])
    return Found(
        cases=Group(_cases(by, shown[T.CASE], cases, people, question.marks), cursor[T.CASE]),
        people=Group(_persons(by, shown[T.PARTICIPANT], cases, people, set(clients)), cursor[T.PARTICIPANT]),
        papers=Group(_papers(by, shown[T.MATERIAL], cases, question.marks), cursor[T.MATERIAL]),
    )


def as_cursor(row: Candidate) -> str:
    return f"{row.tier}.{row.case_id.hex}.{row.target_id.hex}"


def read_cursor(text: str) -> tuple[int, UUID, UUID] | None:
    """The row a page ended with; None for what is no cursor."""
    try:
        tier, case_id, target_id = text.split(".")
        return int(tier), UUID(hex=case_id), UUID(hex=target_id)
    except ValueError:
        return None


def _questions(question: Asked, by: Appointment, only: str, clients: Sequence[UUID]) -> Iterator[tuple[str, int, str]]:
    for kind in GROUPS:
        if only and kind != only:
            continue
        if kind == T.PARTICIPANT and question.by_iin and by.role not in scope.SEES_PERSONAL_DATA and not clients:
            continue  # who may not see an IIN may not find anybody by it either
        for tier, wanted in enumerate(getattr(question, kind)):
            yield kind, tier, wanted


def _in_order(found: Sequence[Candidate], kind: str) -> list[Candidate]:
    rows = [row for row in found if row.target == kind]
    return sorted(rows, key=lambda row: (-row.tier, row.case_id, row.target_id), reverse=True)


# --- reading again ----------------------------------------------------------------------------------------------------


def _people(by: Appointment, in_cases: Sequence[Candidate], found: Sequence[Candidate]) -> list[Participant]:
    """The people of the found cases, and those found themselves: one statement for both groups."""
    if not in_cases and not found:
        return []
    wanted = Q(pk__in=[row.target_id for row in found]) | Q(case_id__in=[row.case_id for row in in_cases])
    return list(Participant.objects.visible_to(by).filter(wanted).order_by("sort_key", "id"))


def _cases(
    by: Appointment,
    found: Sequence[Candidate],
    cases: Mapping[UUID, Case],
    people: Sequence[Participant],
    marks: Sequence[Mark],
) -> list[FoundCase]:
    rows = [case for row in found if (case := cases.get(row.case_id))]
    charges: dict[UUID, list[Charge]] = defaultdict(list)
    if rows:
        in_force = Charge.objects.visible_to(by).filter(case_id__in=[case.pk for case in rows], until__isnull=True)
        for charge in in_force.order_by("-registered", "since", "id"):
            charges[charge.case_id].append(charge)
    told = []
    for case in rows:
        named = [p for p in people if p.case_id == case.pk and snippet(p.full_name, marks) is not None]
        where = None if named else snippet(case.summary, marks) or snippet(case.place, marks)
        told.append(FoundCase(case, charges[case.pk], named, where))
    return told


def _persons(
    by: Appointment,
    found: Sequence[Candidate],
    cases: Mapping[UUID, Case],
    people: Sequence[Participant],
    clients: set[UUID],
) -> list[FoundPerson]:
    by_id = {person.pk: person for person in people}
    return [
        FoundPerson(person, cases[person.case_id], scope.opens(person, by, clients))
        for row in found
        if (person := by_id.get(row.target_id)) and person.case_id in cases
    ]


def _papers(
    by: Appointment, found: Sequence[Candidate], cases: Mapping[UUID, Case], marks: Sequence[Mark]
) -> list[FoundPaper]:
    if not found:
        return []
    # The words of a document the reader sees: whoever sees the material sees its text.
    text = FileText.objects.filter(pk=OuterRef("pk")).values("text")[:1]
    rows = Material.objects.visible_to(by).filter(pk__in=[row.target_id for row in found]).annotate(text=Subquery(text))
    by_id = {row.pk: row for row in rows}
    told = []
    for candidate in found:
        row = by_id.get(candidate.target_id)
        if row is None or row.case_id not in cases:
            continue
        where = snippet(row.text or "", marks)
        sheet = first_sheet_of(row, row.text or "", where.at) if where else None
        told.append(FoundPaper(row, cases[row.case_id], where, sheet))
    return told
