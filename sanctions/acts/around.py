"""What the acts after a decision print: execution, correction, service, early end, appeal, hearing, covert actions.

Each function gives the keys of templates/acts/README.md for one act, whole. `fields` are what is being typed; where a
row exists already it is taken instead. The request itself is `asked`, the decision on it `decided`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases.acts import lines
from ecase.law import cite
from ecase.law.acts import ACTS
from ecase.law.clock import due, local
from ecase.law.limits import LIMITS
from ecase.people.models import Appointment
from sanctions.acts import words
from sanctions.acts.asked import about, court_of, petition
from sanctions.acts.decided import hearing as sitting
from sanctions.kinds import Status
from sanctions.models import Appeal, Copy, CovertNotice, Destruction, Hearing, Sanction

Printed = dict[str, Any]


def order(sanction: Sanction) -> Printed:
    """The decision an act is about. For a measure taken alone that is the ruling of its author."""
    kind, language = sanction.rule, sanction.case.language
    titles = kind.refused if sanction.status == Status.REFUSED else kind.petition if kind.alone else kind.granted
    author = sanction.decided_by or sanction.requested_by
    taken = sanction.decided_at or sanction.submitted_at
    return {
        "title": titles.kk if language == "kk" else titles.ru,
        "on": local(taken).date() if taken else None,
        "by": f"{author.role_title} {author.user.get_full_name()}",
        "until": sanction.until,
    }


def execution(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`sanction_execution`. `fields`: executed_at, execution; `papers` (titles) optional."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, "sanction_execution", by, at)
        decided = sanction.decided_by or sanction.case.prosecutor
        return printed | {
            "execution": {
                "to": str(decided.office) if decided is not None else None,
                "at": fields.get("executed_at") or sanction.executed_at or at,
                "by": by.user.get_full_name(),
                "text": lines(str(fields.get("execution") or sanction.execution)),
                "papers": list(fields.get("papers") or ()) or None,
            }
        }


def slip(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`slip_corrected`. `fields`: before, after, reasons."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, "slip_corrected", by, at)
        return printed | {
            "slip": {"before": fields.get("before") or None, "after": fields.get("after") or None},
            "decision": {"reasons": lines(str(fields.get("reasons") or ""))},
        }


def receipt(copy: Copy, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`copy_receipt`. `fields`: served_at, means (in words), proof."""
    sanction = copy.sanction
    with translation.override(sanction.case.language):
        printed = _about(sanction, "copy_receipt", by, at)
        return printed | {
            "copy": {
                "name": copy.name,
                "whom": gettext(words.RECEIVERS.get(copy.to_whom, copy.to_whom)),
                "served_at": fields.get("served_at") or copy.served_at or at,
                "means": str(fields.get("means") or copy.means) or None,
                "proof": str(fields.get("proof") or copy.proof) or None,
                "by": by.user.get_full_name(),
            }
        }


def lifted(
    sanction: Sanction,
    fields: Mapping[str, Any],
    by: Appointment,
    at: datetime,
    *,
    act: str = "measure_lifted",
    articles: Iterable[str] = (),
) -> Printed:
    """`measure_lifted`, `compulsion_lifted`. `fields`: ground (in words), reasons, other_measure (in words),
    consent (who agreed and when), stays_in_custody. `articles`: numbers the ruling is guided by."""
    language = sanction.case.language
    with translation.override(language):
        printed = _about(sanction, act, by, at)
        facility = sanction.detention.facility if sanction.detention else None
        return printed | {
            "decision": {
                "ground": str(fields.get("ground") or "").strip() or None,
                "reasons": lines(str(fields.get("reasons") or "")),
                "articles": words.listed(list(articles), language) if articles else _lifting(sanction, act),
                "consent": str(fields.get("consent") or "").strip() or None,
                "other_measure": str(fields.get("other_measure") or "").strip() or None,
                "facility": str(facility) if facility else None,
                "stays_in_custody": bool(fields.get("stays_in_custody")),
            }
        }


def custody(sanction: Sanction, by: Appointment, at: datetime, *, act: str, until: datetime, note: str = "") -> Printed:
    """`custody_warning`, `release_custody_head`. `until`: when the custody ends."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, act, by, at)
        detention, holder = sanction.detention, sanction.case.investigator
        facility = detention.facility if detention else by.office
        return printed | {
            "custody": {
                "to": f"{holder.user.get_full_name()}, {holder.office}" if holder else None,
                "since": detention.restraint_at if detention else sanction.decided_at,
                "until": until,
                "facility": str(facility),
            },
            "release": {"at": at, "reasons": lines(note)},
        }


def minutes(hearing: Hearing, by: Appointment, at: datetime, **parts: Any) -> Printed:
    """`hearing_minutes`. `parts`: present, told (lists of text), arguments (pairs), announced, remarks (texts)."""
    sanction = hearing.sanction
    with translation.override(sanction.case.language):
        printed = about(sanction, ACTS["hearing_minutes"], by, at)
        judge = sanction.decided_by or sanction.matter.waits_for
        return printed | {
            "petition": petition(sanction),
            "minutes": {
                "from": hearing.held_from,
                "until": hearing.held_until,
                "place": hearing.place or None,
                "video": hearing.video_link or None,
                "judge": judge.user.get_full_name() if judge else None,
                "secretary": hearing.secretary or None,
                "present": parts.get("present") or None,
                "told": parts.get("told") or None,
                "course": lines(hearing.minutes),
                "arguments": parts.get("arguments") or None,
                "announced": lines(str(parts.get("announced") or "")),
                "remarks": lines(str(parts.get("remarks") or "")),
            },
        }


def appealed(
    sanction: Sanction,
    fields: Mapping[str, Any],
    by: Appointment,
    at: datetime,
    *,
    act: str,
    court: str,
    until: datetime,
) -> Printed:
    """`appeal_filed`, `appeal_petition`. `fields`: text, asks, side (in words), late_reason."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, act, by, at)
        return printed | {
            "appeal": {
                "court": court,
                "through": court_of(sanction),
                "side": str(fields.get("side") or "").strip() or None,
                "announced_at": sanction.announced_at or sanction.decided_at,
                "until": until,
                "filed_at": at,
                "late": lines(str(fields.get("late_reason") or "")),
                "text": lines(str(fields.get("text") or "")),
                "asks": str(fields.get("asks") or "").strip() or None,
            }
        }


def appeal_decided(appeal: Appeal, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`appeal_decided`. `fields`: outcome, asks, side (in words), reasons, instead, and those of a hearing."""
    sanction = appeal.sanction
    with translation.override(sanction.case.language):
        printed = _about(sanction, "appeal_decided", by, at)
        held = sitting(sanction, fields) if fields.get("hearing_at") else None
        if held is not None:
            printed["hearing"] = held | {"received_at": appeal.received_at}
        return printed | {
            "appeal": {
                "by": appeal.filed_by.user.get_full_name(),
                "side": str(fields.get("side") or "").strip() or None,
                "filed_at": appeal.filed_at,
                "received_at": appeal.received_at,
                "asks": str(fields.get("asks") or "").strip() or None,
                "text": lines(appeal.text),
            },
            "decision": {
                "outcome": str(fields.get("outcome") or "").strip() or None,
                "instead": str(fields.get("instead") or "").strip() or None,
                "reasons": lines(str(fields.get("reasons") or "")),
            },
        }


# --- covert actions ------------------------------------------------------------------------------------------------


def covert_stop(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`covert_stop`. `fields`: reasons, inadmissible."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, "covert_stop", by, at)
        return printed | {
            "covert": {
                "from": _begun(sanction),
                "until": at,
                "inadmissible": bool(fields.get("inadmissible")),
            },
            "decision": {"reasons": lines(str(fields.get("reasons") or ""))},
        }


def covert_stop_petition(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`covert_stop_petition`. `fields`: reasons."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, "covert_stop_petition", by, at)
        reasons = lines(str(fields.get("reasons") or ""))
        return printed | {"decision": {"reasons": reasons, "court": court_of(sanction)}}


def covert_result(sanction: Sanction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`covert_result_notice`. `fields`: results, ended_at."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, "covert_result_notice", by, at)
        return printed | {
            "covert": {
                "to": _prosecutors(sanction),
                "from": _begun(sanction),
                "until": fields.get("ended_at") or sanction.executed_at or at,
                "results": lines(str(fields.get("results") or sanction.execution)),
            }
        }


def destruction_told(sanction: Sanction, what: str, planned_on: date, by: Appointment, at: datetime) -> Printed:
    """`covert_destruction_notice`."""
    with translation.override(sanction.case.language):
        printed = _about(sanction, "covert_destruction_notice", by, at)
        return printed | {"covert": {"to": _prosecutors(sanction), "planned_on": planned_on, "what": lines(what)}}


def destroyed(destruction: Destruction, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """`covert_destruction`. `fields`: commission, destroyed_at."""
    sanction = destruction.sanction
    with translation.override(sanction.case.language):
        printed = _about(sanction, "covert_destruction", by, at)
        return printed | {
            "covert": {
                "what": lines(destruction.what),
                "commission": str(fields.get("commission") or destruction.commission) or None,
                "told_at": destruction.told_at,
                "objection": destruction.objection or gettext("none"),
                "destroyed_at": fields.get("destroyed_at") or destruction.destroyed_at or at,
            }
        }


def covert_letter(
    notice: CovertNotice, by: Appointment, at: datetime, *, code: str, url: str, qr_svg: str = ""
) -> Printed:
    """`covert_notice`: the letter to the person. Nothing of the file and no results; `code` is in the letter alone."""
    sanction, language = notice.sanction, notice.sanction.case.language
    with translation.override(language):
        printed = about(sanction, ACTS["covert_notice"], by, at)
        kept = {key: printed[key] for key in ("act", "author", "city", "date")}
        limit = LIMITS["covert.complaint"]
        author = sanction.decided_by or sanction.requested_by
        ended = sanction.executed_at or sanction.ended_at
        return kept | {
            "case": {"number": printed["case"]["number"]},
            "letter": {
                "name": notice.name,
                "address": notice.address or None,
                "action": gettext(sanction.rule.title),
                "from": _begun(sanction),
                "until": ended or sanction.until,
                "ordered_by": f"{author.role_title}, {author.office}",
                "ordered_on": sanction.decided_at or sanction.submitted_at,
                "complain_term": words.length(due(limit.key, at).amount, limit.unit, language),
                "court": court_of(sanction),
                "code": code,
                "url": url,
                "qr_svg": qr_svg or None,
            },
        }


# --- what they share -----------------------------------------------------------------------------------------------


def _about(sanction: Sanction, code: str, by: Appointment, at: datetime) -> Printed:
    """What every act after a decision says: the person or thing, the decision; no facts of the request once more."""
    printed = about(sanction, ACTS[code], by, at)
    printed["sanction"] |= {"facts": None, "urgent": False}
    printed.pop("detention", None)
    return printed | {"order": order(sanction)}


def _lifting(sanction: Sanction, act: str) -> str:
    own = [ref.article for ref in cite.parse(sanction.rule.cite) if ref.code == "CPC"]
    return words.listed(["153"] if act == "measure_lifted" else list(dict.fromkeys(own)), sanction.case.language)


def _begun(sanction: Sanction) -> datetime | None:
    return sanction.acted_from or sanction.decided_at or sanction.submitted_at


def _prosecutors(sanction: Sanction) -> str | None:
    office = sanction.case.office.supervised_by
    return str(office) if office else None
