"""Keeping what is searched in step with the record: in the same transaction as the act that changed it.

`follow` is called by every act with the rows it wrote, so no act can forget it. Our own acts are read at once (their
text layer is cheap); an upload is read by the worker after the commit, and whatever a lost message left unread is
read by the worker's round (`cases/tasks.py`). Not here: what the words look like
(`cases/lexemes.py`), asking for them (`cases/queries/search.py`).
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import connection, models, transaction

from cases.lexemes import article_words, as_vector, case_words, file_words, name_words, number_words, sealed_iin
from cases.models import Case, Charge, Compartment, Episode, FileText, Material, Participant, Searchable
from ecase.documents import storage, text
from ecase.documents.models import Document

T = Searchable.Target
Found = tuple[UUID, str, UUID, str, UUID | None, set[str]]
BATCH = 500
MOST_WORDS = 20_000
TASK = "cases.tasks.read_upload"

_UPSERT = """
    INSERT INTO cases_searchable (case_id, target, target_id, compartment, participant_id, words)
    SELECT c, t, i, k, p, w::tsvector
      FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::text[], %s::uuid[], %s::text[]) AS row(c, t, i, k, p, w)
     ORDER BY t, i
    ON CONFLICT (target, target_id) DO UPDATE SET case_id = excluded.case_id, compartment = excluded.compartment,
        participant_id = excluded.participant_id, words = excluded.words
"""


# --- rows -----------------------------------------------------------------------------------------------------------


def follow(rows: Iterable[models.Model]) -> None:
    """Bring in step what the rows an act wrote say to the search; other rows are passed over."""
    stale: dict[UUID, None] = {}
    people: list[Participant] = []
    for row in rows:
        if isinstance(row, Case):
            stale[row.pk] = None
        elif isinstance(row, Charge | Episode):
            stale[row.case_id] = None
        elif isinstance(row, Participant):
            people.append(row)
            stale[row.case_id] = None
        elif isinstance(row, Material):
            index_material(row)
    if people:
        index_people(people)
    if stale:
        index_cases(stale)


def index(row: Case | Participant | Material) -> None:
    """Bring one thing in step: for whoever changes it outside an act (the import of the register)."""
    if isinstance(row, Case):
        index_cases([row.pk])
    elif isinstance(row, Participant):
        index_people([row])
    else:
        index_material(row)


def index_cases(ids: Collection[UUID]) -> None:
    """Cases: their numbers, articles in force, people, registered events, and what lists are filtered by."""
    charges: dict[UUID, list[Charge]] = defaultdict(list)
    for charge in Charge.objects.filter(case_id__in=ids, until__isnull=True):
        charges[charge.case_id].append(charge)
    names: dict[UUID, set[str]] = defaultdict(set)
    for case_id, *parts in Participant.objects.filter(case_id__in=ids).values_list(
        "case_id", "last_name", "first_name", "patronymic"
    ):
        names[case_id].update(parts)
    told: dict[UUID, list[str]] = defaultdict(list)
    for case_id, summary, place in Episode.objects.filter(case_id__in=ids).values_list("case_id", "summary", "place"):
        told[case_id] += [summary, place]
    _write(
        (
            case.pk,
            T.CASE,
            case.pk,
            Compartment.PARTIES,
            None,
            words_of_case(case, charges[case.pk], names[case.pk], told[case.pk]),
        )
        for case in Case.objects.select_related("region").filter(pk__in=ids)
    )


def words_of_case(case: Case, charges: Iterable[Charge], names: Iterable[str], texts: Iterable[str]) -> set[str]:
    """The lexemes of a case; `texts` are those of its registered events."""
    charges = list(charges)
    return (
        number_words(case.number)
        | article_words((charge.article, charge.part) for charge in charges)
        | {f"s{case.stage}", f"r{case.region.number}", f"f{case.format}", f"p{case.proceeding}"}
        | name_words(*names)
        | case_words(case.summary, case.place, *texts)
        | case_words(*(title for charge in charges for title in (charge.title_kk, charge.title_ru)))
    )


def index_people(rows: Iterable[Participant]) -> None:
    """People: their names and the sealed IIN."""
    _write((row.case_id, T.PARTICIPANT, row.pk, Compartment.PARTIES, None, person_words(row)) for row in rows)


def person_words(row: Participant) -> set[str]:
    sealed = {sealed_iin(row.iin)} if row.iin else set()
    return name_words(row.last_name, row.first_name, row.patronymic) | sealed


def index_material(row: Material) -> None:
    """A document of the file: its title, and its text as far as it is read by now. Nothing of what is covert."""
    if row.compartment == Compartment.COVERT:
        return
    document = row.document
    if document.act:
        read_material(row, document)
        return
    read = FileText.objects.filter(pk=row.pk).values_list("text", flat=True).first()
    FileText.objects.filter(pk=row.pk).update(compartment=found_in(row))
    _write_material(row, read or "")
    if read is None:
        _ask_to_read(row.pk)


def read_material(row: Material, document: Document) -> None:
    """Read the document's words from its bytes. A damaged file is found by its title alone, a covert one by nothing."""
    if row.compartment == Compartment.COVERT:
        return
    try:
        pages = text.read(storage.read(document.case_id, document.sha256), document.media_type)
    except storage.Damaged:
        pages = []
    whole = "\f".join(pages)
    FileText.objects.bulk_create(
        [FileText(material=row, case_id=row.case_id, compartment=found_in(row), text=whole)],
        update_conflicts=True,
        unique_fields=["material"],
        update_fields=["text", "compartment"],
    )
    _write_material(row, whole)


def _write_material(row: Material, whole: str) -> None:
    participant = row.matter.participant_id if row.matter else None
    _write([(row.case_id, T.MATERIAL, row.pk, found_in(row), participant, file_words(row.title, whole))])


def found_in(row: Material) -> str:
    """The compartment by which it is searched: what is withheld is found by nobody's words until it is open again."""
    return str(Compartment.PROTECTED if row.withheld_at is not None else row.compartment)


def _ask_to_read(material_id: UUID) -> None:
    # By name, for the task's module stands above this one. A broker that is away is no reason to fail the act: the
    # worker's round finds what nobody asked for.
    transaction.on_commit(lambda: current_app.send_task(TASK, [str(material_id)], retry=False), robust=True)


def _write(rows: Iterable[Found]) -> None:
    """Rows made or replaced in one statement, in one order everywhere: two acts never wait for each other crosswise."""
    ready = [(*row[:5], as_vector(sorted(row[5])[:MOST_WORDS])) for row in rows]
    if ready:
        with connection.cursor() as cursor:
            cursor.execute(_UPSERT, [list(column) for column in zip(*ready, strict=True)])


# --- the worker's part ------------------------------------------------------------------------------------------------


def read_upload(material_id: UUID) -> None:
    """Read an upload's words; what is not visible to the reader, or gone, is passed over."""
    row = Material.objects.select_related("document", "matter").filter(pk=material_id).first()
    if row is not None:
        with transaction.atomic():
            read_material(row, row.document)


def read_unread(since: timedelta = timedelta(days=2), most: int = 200) -> int:
    """Read uploads filed within `since` that have not been read; how many there were."""
    # Ids are ordered by time, so the first id of that day finds the young rows by the primary key.
    first = UUID(int=int((time.time() - since.total_seconds()) * 1000) << 80)
    unread = (
        Material.objects.open_part()
        .filter(pk__gte=first)
        .exclude(pk__in=FileText.objects.filter(pk__gte=first).values("pk"))
    )
    found = list(unread.order_by("pk").values_list("pk", flat=True)[:most])
    for material_id in found:
        read_upload(material_id)
    return len(found)


def index_all(say: Callable[[str, int], None] = lambda what, done: None) -> dict[str, int]:
    """Make every row anew, in batches of their own transactions; what it answers is how many of each there are.

    For an installation that comes from before the search, and after `ECASE_LEDGER_KEY` has changed.
    """
    done: dict[str, int] = {}
    everything: tuple[tuple[str, models.QuerySet[Any], Callable[[list[Any]], None]], ...] = (
        (T.CASE, Case.objects.only("pk"), lambda rows: index_cases([row.pk for row in rows])),
        (T.PARTICIPANT, Participant.objects.all(), index_people),
        (T.MATERIAL, Material.objects.open_part().select_related("document", "matter"), _read_all),
    )
    for target, rows, put in everything:
        done[target], last = 0, UUID(int=0)
        while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
            with transaction.atomic():
                put(batch)
            last = batch[-1].pk
            done[target] += len(batch)
            say(target, done[target])
    return done


def _read_all(rows: list[Material]) -> None:
    for row in rows:
        read_material(row, row.document)
