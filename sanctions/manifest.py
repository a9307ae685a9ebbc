"""What lay before whoever decides on a request: reckoned when the act is drawn up, printed into it, sealed with it.

A seal is plain JSON and travels in the fields of the draft: the list of the materials with their digests, how long
each was open, what was withheld; `stamp` tells whether the file is still the same when the act is signed. The seal
holds the whole list; the act itself, which the parties read one day, names only what is open to them and counts the
rest. Writing the row is `sanctions.actions.manifests`. Reading only.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext, ngettext

from cases.access import PROCEEDINGS
from cases.acts import sheets as sheets_said
from cases.models import Compartment, Material, Reading
from cases.queries.manifest import OPEN_STEP, Kept, counted, file_seen, kept_of, visible
from ecase.law import cite
from ecase.law.clock import shown
from ecase.law.moves import Move
from ecase.people.models import Appointment
from sanctions.models import Manifest, Sanction

# The acts into which it is sealed: decisions on the request, and the prosecutor's word that brings it before the court.
SEALED = frozenset({"support", "grant", "grant_in_part", "refuse"})
SEAL = "seal"
# Papers about nobody in particular.
COMMON = Q(matter__isnull=True) | Q(matter__participant__isnull=True)


@dataclass(frozen=True)
class Item:
    """One material as it was before the decider. `version`: how many of its kind its matter had by then."""

    material: str
    first_sheet: int
    last_sheet: int
    sha256: str
    version: int
    opened_at: str | None
    seconds: int


def seal_of(sanction: Sanction, move: str, by: Appointment, at: datetime) -> dict[str, Any]:
    """The manifest of the act that `by` draws up for `move`, as plain JSON."""
    seen = _seen(sanction, by)
    items = [asdict(item) for item in _items(seen, by)]
    told = file_seen(sanction.case, by)
    withheld = [
        {"count": row.count, "by": row.by.pk if row.by else None, "cite": row.cite, "ground": _code(row.ground)}
        for row in told.kept
    ]
    own = len(seen) - told.seen  # of a covert action its own inventory, which is counted here alone
    made = {
        "sanction": str(sanction.pk),
        "move": move,
        "by": by.pk,
        "at": at.isoformat(),
        "total": told.total + own,
        "seen": len(items),
        "opened": sum(1 for item in items if item["opened_at"]),
        "items": items,
        "withheld": withheld,
    }
    return {**made, "digest": digest_of(made), "stamp": stamp_of(sanction, by, at)}


def digest_of(made: Mapping[str, Any]) -> str:
    """SHA-256 of the manifest as JSON with sorted keys, without digest and stamp: whoever has the list can redo it."""
    bare = {name: value for name, value in made.items() if name not in ("digest", "stamp")}
    return hashlib.sha256(json.dumps(bare, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def stamp_of(sanction: Sanction, by: Appointment, at: datetime) -> str:
    """A digest of the file as it stands: which papers there are, and which of them `by` sees.

    What he files himself in this very act does not change it.
    """
    there = counted(sanction.case_id, by).exclude(filed_by=by, filed_at=at)
    rows = [f"{pk} {sha} {kept or ''}" for pk, sha, kept in there.values_list("pk", "document__sha256", "withheld_at")]
    rows += [f"{row.pk} {row.document.sha256}" for row in _inventory(sanction) if row.filed_at != at]
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def printed(sanction: Sanction, move: Move, by: Appointment, at: datetime) -> dict[str, Any]:
    """The keys of the act: `manifest` in the language of the proceedings, and the seal itself for the draft."""
    if move.name not in SEALED:
        return {}
    seal = seal_of(sanction, move.name, by, at)
    language = sanction.case.language
    with translation.override(language):
        return {"manifest": _said(seal, sanction, by, language), SEAL: seal}


def countable(sanction: Sanction) -> QuerySet[Material]:
    """The materials that an act of this request may count: those of no step that is closed to whoever reads the act."""
    rows: QuerySet[Material] = Material.objects.filter(case_id=sanction.case_id)
    if sanction.covert:  # read by those alone who see the whole of the proceedings
        return rows.filter(~Q(compartment=Compartment.COVERT) | Q(matter=sanction.matter))
    return rows.exclude(compartment=Compartment.COVERT).filter(OPEN_STEP | Q(matter=sanction.matter))


def nameable(sanction: Sanction) -> QuerySet[Material]:
    """Those of them whose title and digest may stand in it: open to the parties of this request, or its own acts.

    Nothing that is withheld, whoever signs: the support of a prosecutor, who sees everything, lies before the judge.
    """
    kind = sanction.rule
    mine = Q(matter=sanction.matter)
    if sanction.covert:
        open_ = Q(compartment__in=PROCEEDINGS)
    else:
        mine &= Q(kind__in=[kind.petition_act, kind.granted_act, kind.refused_act])
        open_ = Q(compartment=Compartment.PARTIES)
    shown_ = open_ & (COMMON | Q(matter__participant=sanction.participant))
    return countable(sanction).filter(mine | shown_, withheld_at__isnull=True)


def surfaced(row: Manifest) -> list[Material]:
    """What lay in the file when the decision was made and was not before the decider, and is open to him now."""
    known = {item["material"] for item in row.items}
    # By his post, not by his grant: whoever has decided may have left the case since.
    rows = Material.objects.within(row.by).filter(case_id=row.sanction.case_id, filed_at__lt=row.at)
    rows = rows.exclude(compartment=Compartment.COVERT).order_by("first_sheet")
    return [material for material in rows if str(material.pk) not in known]


# --- how it is made ------------------------------------------------------------------------------------------------


def _code(ground: Any) -> str:
    return ground.code if ground is not None else ""


def _inventory(sanction: Sanction) -> list[Material]:
    if not sanction.covert:
        return []
    rows = Material.objects.select_related("document").filter(matter=sanction.matter, compartment=Compartment.COVERT)
    return list(rows.order_by("first_sheet"))


def _seen(sanction: Sanction, by: Appointment) -> list[Material]:
    rows = visible(sanction.case_id, by).select_related("document").order_by("first_sheet", "id")
    return [*rows, *_inventory(sanction)]


def _items(rows: Iterable[Material], by: Appointment) -> list[Item]:
    found = list(rows)
    opened: dict[Any, datetime] = {}
    seconds: Counter[Any] = Counter()
    read = Reading.objects.filter(appointment=by, material__in=[row.pk for row in found]).order_by("opened_at")
    for reading in read:
        opened.setdefault(reading.material_id, reading.opened_at)
        if reading.left_at is not None:
            seconds[reading.material_id] += int((reading.left_at - reading.opened_at).total_seconds())
    versions: Counter[tuple[Any, str]] = Counter()
    made = []
    for row in found:
        versions[row.matter_id, row.kind] += 1
        first = opened.get(row.pk)
        made.append(
            Item(
                material=str(row.pk),
                first_sheet=row.first_sheet,
                last_sheet=row.last_sheet,
                sha256=row.document.sha256,
                version=versions[row.matter_id, row.kind] if row.matter_id else 1,
                opened_at=first.isoformat() if first else None,
                seconds=seconds[row.pk],
            )
        )
    return made


def _said(seal: Mapping[str, Any], sanction: Sanction, by: Appointment, language: str) -> dict[str, Any]:
    there = countable(sanction)
    seen = there.filter(pk__in=[item["material"] for item in seal["items"]])
    hidden = there.exclude(pk__in=seen.values("pk"))
    rows = {str(row.pk): row for row in nameable(sanction).filter(pk__in=seen.values("pk")).select_related("document")}
    shown_, kept = seen.count(), kept_of(hidden, by)
    withheld = sum(row.count for row in kept)
    opened = [datetime.fromisoformat(item["opened_at"]) for item in seal["items"] if item["opened_at"]]
    return {
        "shown": shown_,
        "total": shown_ + withheld,
        "withheld": withheld,
        "withheld_why": [_why(row, language) for row in kept] or None,
        "opened_at": min(opened, default=None),
        "digest": seal["digest"],
        "items": [_line(item, rows[item["material"]], language) for item in seal["items"] if item["material"] in rows],
        "unnamed": [_why(row, language) for row in kept_of(seen.exclude(pk__in=list(rows)), by)] or None,
    }


def _line(item: Mapping[str, Any], row: Material, language: str) -> dict[str, Any]:
    return {
        "title": gettext(row.title) if row.document.act else row.title,
        "sheets": sheets_said(row, language),
        "hash": item["sha256"][:16],
        "opened": opened_said(item),
    }


def opened_said(item: Mapping[str, Any]) -> str:
    """When a material was first opened and how long it was open altogether; empty where it never was."""
    if not item["opened_at"]:
        return ""
    moment = shown(datetime.fromisoformat(item["opened_at"]))
    minutes, seconds = divmod(int(item["seconds"]), 60)
    if minutes:
        return f"{moment}, " + ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return f"{moment}, " + ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds} if seconds else moment


def _why(row: Kept, language: str) -> str:
    who = f"{row.by.role_title} {row.by.user.short_name()}" if row.by is not None else gettext("by law")
    return f"{row.count}: {who}, {cite.words(row.cite, language)}"
