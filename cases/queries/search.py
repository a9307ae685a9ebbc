"""Finding cases, people and documents by what somebody types, among what he may see. Reading only.

Ids come from the index of words (`candidates`), starting from the reader's grants; every row is then read again through
its own `visible_to`, with compartments, and the line that says where the word was found is made from these rows
alone. A place of detention finds nothing here: its own list shows whom it holds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cases.models import Case, Charge, FileText, Material, Participant, Searchable
from cases.queries import candidates, scope
from cases.queries.asking import Asked, Mark, asked
from cases.queries.candidates import Candidate
from cases.queries.charges import main_charge
from cases.queries.snippets import Snippet, first_sheet_of, snippet
from ecase.law.identity import parse_iin
from ecase.law.roles import Role
from ecase.people.models import Appointment
from ecase.web.together import together

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

    Two statements, whatever is typed and whoever asks: the ids, and the rows read again.
    """
    question = asked(text)
    if not question or by.role == Role.CUSTODY_HEAD:
        return Found()
    found = candidates.find(
        by,
        list(_questions(question, by, only)),
        most=most + 1,
        clients_alone=question.by_iin and by.role not in scope.SEES_PERSONAL_DATA,
        after=read_cursor(after) if only else None,
    )
    by_kind = {kind: _in_order(found, kind) for kind in GROUPS}
    shown = {kind: rows[:most] for kind, rows in by_kind.items()}
    cursor = {kind: as_cursor(rows[most - 1]) if len(rows) > most else "" for kind, rows in by_kind.items()}
    rows = together(_again(by, shown))
    cases = {case.pk: case for case in rows["cases"]}
    return Found(
        cases=Group(_cases(shown[T.CASE], cases, rows["charges"], rows["people"], question.marks), cursor[T.CASE]),
        people=Group(_persons(by, shown[T.PARTICIPANT], cases, rows["people"]), cursor[T.PARTICIPANT]),
        papers=Group(_papers(shown[T.MATERIAL], cases, rows["papers"], question.marks), cursor[T.MATERIAL]),
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


def _questions(question: Asked, by: Appointment, only: str) -> Iterator[tuple[str, int, str]]:
    by_number = by.role in scope.SEES_PERSONAL_DATA or by.role == Role.LAWYER
    for kind in GROUPS:
        if only and kind != only:
            continue
        if kind == T.PARTICIPANT and question.by_iin and not by_number:
            continue  # who may not see an IIN may not find anybody by it either
        for tier, wanted in enumerate(getattr(question, kind)):
            yield kind, tier, wanted


def _in_order(found: Sequence[Candidate], kind: str) -> list[Candidate]:
    rows = [row for row in found if row.target == kind]
    return sorted(rows, key=lambda row: (-row.tier, row.case_id, row.target_id), reverse=True)


# --- reading again ----------------------------------------------------------------------------------------------------


def _again(by: Appointment, shown: Mapping[str, Sequence[Candidate]]) -> dict[str, QuerySet[Any]]:
    """The rows behind the ids, each through its own `visible_to`: with a case its charges and its people."""
    in_cases = [row.case_id for row in shown[T.CASE]]
    ids = {row.case_id for rows in shown.values() for row in rows}
    named = Q(pk__in=[row.target_id for row in shown[T.PARTICIPANT]]) | Q(case_id__in=in_cases)
    mine = scope.defended(by).filter(participant=OuterRef("pk"))
    # The words of a document the reader sees: whoever sees the material sees its text.
    text = FileText.objects.filter(pk=OuterRef("pk")).values("text")[:1]
    papers = Material.objects.visible_to(by).filter(pk__in=[row.target_id for row in shown[T.MATERIAL]])
    papers = papers.select_related("document")
    charges = Charge.objects.visible_to(by).filter(case_id__in=in_cases)
    people = Participant.objects.visible_to(by).filter(named).annotate(mine=Exists(mine))
    return {
        "cases": Case.objects.visible_to(by).filter(pk__in=ids).select_related("office"),
        "charges": main_charge(charges),
        "people": people.order_by("sort_key", "id"),
        "papers": papers.annotate(text=Subquery(text)),
    }


def _cases(
    found: Sequence[Candidate],
    cases: Mapping[UUID, Case],
    entered: Sequence[Charge],
    people: Sequence[Participant],
    marks: Sequence[Mark],
) -> list[FoundCase]:
    charges: dict[UUID, list[Charge]] = defaultdict(list)
    for charge in entered:  # those in force come first; where none is, the one it was registered on
        if charge.until is None or not charges[charge.case_id]:
            charges[charge.case_id].append(charge)
    told = []
    for case in (case for row in found if (case := cases.get(row.case_id))):
        named = [p for p in people if p.case_id == case.pk and snippet(p.full_name, marks) is not None]
        where = None if named else snippet(case.summary, marks) or snippet(case.place, marks)
        told.append(FoundCase(case, charges[case.pk], named, where))
    return told


def _persons(
    by: Appointment, found: Sequence[Candidate], cases: Mapping[UUID, Case], people: Sequence[Participant]
) -> list[FoundPerson]:
    by_id = {person.pk: person for person in people}
    clients = {person.pk for person in people if person.mine}  # type: ignore[attr-defined]
    return [
        FoundPerson(person, cases[person.case_id], scope.opens(person, by, clients))
        for row in found
        if (person := by_id.get(row.target_id)) and person.case_id in cases
    ]


def _papers(
    found: Sequence[Candidate], cases: Mapping[UUID, Case], papers: Sequence[Material], marks: Sequence[Mark]
) -> list[FoundPaper]:
    by_id = {row.pk: row for row in papers}
    told = []
    for candidate in found:
        row = by_id.get(candidate.target_id)
        if row is None or row.case_id not in cases:
            continue
        words = row.text or ""  # type: ignore[attr-defined]
        where = snippet(words, marks)
        sheet = first_sheet_of(row, words, where.at) if where else None
        told.append(FoundPaper(row, cases[row.case_id], where, sheet))
    return told
