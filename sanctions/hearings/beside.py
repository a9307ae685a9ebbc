"""What stands beside a request and its decision: hearing, arguments, what lay before the decider, copies, slips, words.

Plain values for templates; the request itself is shown by the page that asks for this.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Material
from cases.queries.manifest import OUTSIDE, counted, file_seen
from cases.views.papers import base_of, paper_of, sheets_of, title_of
from ecase.law.kinds import Hearing as Heard
from ecase.law.order_blocks import blocks_of
from ecase.law.roles import TITLES, Role
from ecase.people.models import Appointment
from ecase.web.pages import here
from ecase.web.says import cited
from sanctions.actions import path_of
from sanctions.acts.words import RECEIVERS
from sanctions.hearings.held import last_held
from sanctions.hearings.queries import arguments_of, copies_of, slips_of, standing, told_of
from sanctions.kinds import MEANS, SUSPECT_PART, Status
from sanctions.manifest import SEALED, opened_said, surfaced
from sanctions.models import Argument, Copy, Hearing, Manifest, Sanction
from sanctions.moves_hearing import COURT

S = Hearing.State
ITEMS = 60
WAY_BACK = frozenset({Status.DRAFT, Status.RETURNED, Status.WITHDRAWN})


def beside(sanction: Sanction, by: Appointment, at: datetime, base: str) -> dict[str, Any]:
    """Everything of it that this reader is shown. `base`: the address of the request."""
    if sanction.status in WAY_BACK and sanction.court_received_at is None:
        return {}
    return {
        "sitting": sitting(sanction, by, at, base),
        "sides": sides(sanction, by, base),
        "sealed": sealed(sanction, by),
        "copies": copies(sanction, at),
        "slips": slips(sanction, base),
    }


def decider_sees(sanction: Sanction, by: Appointment, at: datetime, base: str, move: str = "") -> dict[str, Any]:
    """Beside the decision that is being made: what of the file he sees, the hearing, the arguments, blocks of words."""
    outcome = "refused" if move == "refuse" else "granted" if move.startswith("grant") else ""
    rows = blocks_of(sanction.rule, outcome) if by.role == Role.INVESTIGATING_JUDGE and move != "support" else ()
    language = sanction.case.language
    return {
        "manifest": file_seen(sanction.case, by).told(),
        "sitting": sitting(sanction, by, at, base),
        "sides": sides(sanction, by, base),
        "blocks": [
            {"title": _(row.title), "text": row.text(language), "cite": cited(row.cite), "outcome": row.outcome}
            for row in rows
        ],
    }


def sitting(sanction: Sanction, by: Appointment, at: datetime, base: str) -> dict[str, Any] | None:
    """The hearing and who was told of it; None for a kind that has none."""
    kind = sanction.rule
    if not kind.by_court or kind.hearing is Heard.NEVER or sanction.court_received_at is None:
        return None
    hearing = standing(sanction)
    if hearing is None:
        needed = kind.hearing is Heard.ALWAYS and sanction.status == Status.BEFORE_COURT
        told = {"needed": needed, "cite": "CPC 148(2)" if kind.custody else "CPC 56(2)", "ways": _ways(by, base, True)}
        return told if needed else None
    return {
        "ways": _ways(by, base, False) if hearing.state == S.APPOINTED else [],
        "at": hearing.held_from or hearing.starts_at,
        "until": hearing.held_until,
        "held": hearing.state == S.HELD,
        "place": hearing.place,
        "link": hearing.video_link if hearing.state == S.APPOINTED else "",
        "ics": f"/hearings/{hearing.pk}.ics",
        "suspect": _(SUSPECT_PART[hearing.suspect_part]) if hearing.suspect_part in SUSPECT_PART else "",
        "secretary": hearing.secretary,
        "minutes_url": f"{base}?act={hearing.minutes_material_id}#act" if hearing.minutes_material_id else "",
        "told": [
            {
                "who": f"{_(RECEIVERS.get(one.notice.to_whom, one.notice.to_whom))}: {one.notice.name}",
                "how": ", ".join(part for part in (_(one.means) if one.means else "", one.proof) if part),
                "at": one.at,
            }
            for one in told_of(hearing)
        ],
        "put_off": [
            {"at": row.starts_at, "why": row.adjourned_why}
            for row in Hearing.objects.filter(sanction=sanction, state=S.ADJOURNED).order_by("starts_at")
        ],
    }


def _ways(by: Appointment, base: str, appoint: bool) -> list[dict[str, str]]:
    """Where the court appoints the hearing, or writes the minutes of the one that was held."""
    if by.role not in COURT:
        return []
    minutes = {"title": _("Write the minutes of the hearing"), "url": f"{base}moves/sign_minutes/"}
    return [{"title": _("Appoint the hearing"), "url": f"{base}moves/appoint_hearing/"}, minutes][0 if appoint else 1 :]


def hearing_told(sanction: Sanction) -> list[dict[str, Any]]:
    """Among the checks before the decision: whether the hearing was held that the law asks for."""
    kind = sanction.rule
    if sanction.status != Status.BEFORE_COURT or kind.hearing is not Heard.ALWAYS or not kind.by_court:
        return []
    held = last_held(sanction)
    says = _("The hearing was held.") if held else _("The law asks for a hearing before the decision.")
    told = {"says": says, "ok": True if held else None, "cite": "CPC 56(2)", "note": ""}
    if held is None:
        appointed = standing(sanction) is not None
        link = _("Write the minutes of the hearing") if appointed else _("Appoint the hearing")
        move = "sign_minutes" if appointed else "appoint_hearing"
        told |= {"url": f"{here(path_of(sanction))}moves/{move}/", "link": link}
    return [told]


def sides(sanction: Sanction, by: Appointment, base: str) -> dict[str, Any] | None:
    """The arguments of both sides; None before the request is with the court."""
    if not sanction.rule.by_court or sanction.court_received_at is None or sanction.rule.hearing is Heard.NEVER:
        return None
    rows = arguments_of(sanction)
    return {
        "url": f"{base}arguments/",
        "count": len(rows),
        "objections": sum(1 for row in rows if row.side == Argument.Side.DEFENCE),
        "prosecution": [_argument(row, sanction) for row in rows if row.side == Argument.Side.PROSECUTION],
        "defence": [_argument(row, sanction) for row in rows if row.side != Argument.Side.PROSECUTION],
    }


def _argument(row: Argument, sanction: Sanction) -> dict[str, Any]:
    paper = row.material
    return {
        "text": row.text,
        "by": f"{_(TITLES[Role(row.by.role)])} {row.by.user.short_name()}",
        "at": row.at,
        "side": row.get_side_display(),
        "paper": {"title": title_of(paper), "url": base_of(paper, sanction.case.number)} if paper else None,
    }


def sealed(sanction: Sanction, by: Appointment) -> list[dict[str, Any]]:
    """What lay before those who decided, newest decision first; what has come to light since stands on top."""
    rows = Manifest.objects.filter(sanction=sanction, move__in=SEALED).select_related("by__user", "sanction")
    found = list(rows.order_by("-at"))
    ids = {item["material"] for row in found for item in row.items}
    mine = Material.objects.visible_to(by).select_related("document").filter(pk__in=ids) if ids else []
    seen = {str(paper.pk): paper for paper in mine}
    told = ids
    if by.role in OUTSIDE:
        told = {str(pk) for pk in counted(sanction.case_id, by).filter(pk__in=ids).values_list("pk", flat=True)}
    return [_sealed(row, seen, told) for row in found]


def _sealed(row: Manifest, seen: Mapping[str, Material], told: Collection[str]) -> dict[str, Any]:
    """`seen`: the papers the reader may open; `told`: those that are counted for him, by their ids."""
    since = surfaced(row)
    items = [item for item in row.items if item["material"] in told]
    named = [item for item in items if item["material"] in seen]
    untold = len(row.items) - len(items)
    return {
        "who": f"{_(TITLES[Role(row.by.role)])} {row.by.user.short_name()}",
        "at": row.at,
        "seen": row.seen - untold,
        "total": row.total - untold,
        "opened": sum(1 for item in items if item["opened_at"]),
        "digest": row.digest,
        "withheld": [{"count": one["count"], "cite": cited(one["cite"])} for one in row.withheld],
        "items": [
            {
                "title": title_of(seen[item["material"]]),
                "sheets": f"{item['first_sheet']}–{item['last_sheet']}"
                if item["last_sheet"] > item["first_sheet"]
                else str(item["first_sheet"]),
                "sha256": item["sha256"][:16],
                "version": item["version"],
                "opened": opened_said(item),
            }
            for item in named[:ITEMS]
        ],
        "unnamed": len(items) - len(named),
        "surfaced_at": row.surfaced_at,
        "surfaced": len(since),
    }


def copies(sanction: Sanction, at: datetime) -> list[dict[str, Any]]:
    """Who got the order, when and how; whoever should have it and has not stands out."""
    return [_copy(row, sanction, at) for row in copies_of(sanction)]


def _copy(row: Copy, sanction: Sanction, at: datetime) -> dict[str, Any]:
    served, means, proof = row.served_at, _(MEANS[row.means]) if row.means in MEANS else "", row.proof
    detention = sanction.detention
    if served is None and row.to_whom == "facility" and detention is not None and detention.acknowledged_at:
        # The place of detention says of every order that it knows of it: that is its receipt.
        served, means = detention.acknowledged_at, _(MEANS["system"])
    return {
        "whom": _(RECEIVERS.get(row.to_whom, row.to_whom)),
        "name": "" if row.name == RECEIVERS.get(row.to_whom) else row.name,
        "served_at": served,
        "how": ", ".join(part for part in (means, proof) if part),
        "late": served is None and row.due_at is not None and row.due_at < at,
        "due_at": row.due_at,
    }


def slips(sanction: Sanction, base: str) -> list[dict[str, Any]]:
    """The slips that were corrected: a mark beside the decision for ever."""
    return [
        {
            "before": row.before,
            "after": row.after,
            "reasons": row.reasons,
            "by": row.by.user.short_name(),
            "at": row.at,
            "url": f"{base}?act={row.material_id}#act" if row.material_id else "",
        }
        for row in slips_of(sanction)
    ]


def tab_titles(rows: Sequence[Material]) -> list[str]:
    """The papers' names; two of one name, as a request that came back and its new text, are told by their sheets."""
    names = [title_of(row) for row in rows]
    words = _("sheets %(sheets)s")
    return [
        f"{name}, {words % {'sheets': sheets_of(row)}}" if names.count(name) > 1 else name
        for name, row in zip(names, rows, strict=True)
    ]


def minutes_beside(sanction: Sanction, acts: Sequence[Material], own: str, chosen: str) -> dict[str, Any]:
    """The paper beside the minutes while they are written, first of all the request as it is before the court now."""
    number = sanction.case.number
    asked = [row for row in acts if row.kind == sanction.rule.petition_act] or list(acts)
    shown = next((row for row in acts if str(row.pk) == chosen), asked[-1] if asked else None)
    return {
        "papers": [
            {
                "title": title,
                "url": f"{own}?paper={row.pk}",
                "current": shown is not None and row.pk == shown.pk,
            }
            for row, title in zip(acts, tab_titles(acts), strict=True)
        ],
        "paper_beside": paper_of(shown, base_of(shown, number)) if shown is not None else None,
    }
