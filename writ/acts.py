"""What the acts of the writ print, by the move that makes them (templates/acts/README.md). Reads only."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases.acts import charge_title, common, lines, sheets
from cases.acts_words import episode_words, ground_words
from cases.models import Charge, Episode, Participant
from ecase.law import cite
from ecase.law.acts import ACTS
from ecase.law.clock import local
from ecase.law.limits import LIMITS
from ecase.law.moves import Move
from ecase.law.roles import Role
from ecase.law.rulings import RULINGS
from ecase.law.writ_fine import METHODS
from ecase.people.models import Appointment
from ecase.web.says import say
from writ.actions.after import chosen_convict, whose
from writ.actions.judging import RETURNS, convicted
from writ.actions.sending import SAID, left_out_of
from writ.composing import sentences
from writ.facts import candidates
from writ.kinds import (
    ANSWERS,
    APPEAL_OUTCOMES,
    ASKS,
    MEANS,
    PARTS,
    RECEIVERS,
    SERVED,
    SIDES,
    Means,
)
from writ.models import Appeal, Copy, Will, Writ
from writ.rules import open_wills

Printed = dict[str, Any]


def context(writ: Writ, move: Move, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    """The keys of the act that `move` is made by, in the language of the proceedings."""
    case = writ.case
    with translation.override(case.language):
        code = move.act_for(Role(by.role))
        printed = common(case, by=by, at=at, person=None, title=ACTS[code].official_title(case.language))
        return printed | PRINTS[move.name](writ, fields, by, at)


# --- the parties -----------------------------------------------------------------------------------------------------


def _word(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    will = open_wills(writ, by).filter(pk=str(fields.get("person"))).first()
    return {"word": _of_person(will.participant if will else None, will.part if will else "", fields, by)}


def _of_person(person: Participant | None, part: str, fields: Mapping[str, Any], by: Appointment) -> Printed:
    own = by.role == Role.PARTICIPANT
    means = Means.ACCOUNT.value if own else str(fields.get("means") or "")
    pad = str(fields.get("pad") or "")
    return {
        "name": person.full_name if person else None,
        "part": gettext(PARTS[part]) if part in PARTS else None,
        "birth_date": person.birth_date if person else None,
        "iin": (person.iin or None) if person else None,
        "address": (person.address or None) if person else None,
        "counsel": str(fields.get("counsel") or "").strip() or None,
        "taken_by": None if own else f"{by.role_title} {by.user.get_full_name()}",
        "means": gettext(MEANS[means]) if means in MEANS else None,
        "pad": pad if means == Means.PAD and pad else None,
        "reasons": lines(str(fields.get("reasons") or "")),
    }


# --- the ruling and its way ------------------------------------------------------------------------------------------


def whole(writ: Writ, at: datetime, ruling: Mapping[str, Any] | None = None) -> Printed:
    """The key `writ`: accused, events, the words of the parties with their sheets, the conditions, the ruling."""
    language = writ.case.language
    said = ruling if ruling is not None else writ.ruling
    found = candidates(writ.case, at, writ)
    wills = Will.objects.filter(writ=writ).select_related("participant", "material").order_by("matter__number")
    episodes = Episode.objects.filter(case=writ.case, ended_at__isnull=True).order_by("number")
    author = writ.requested_by
    return {
        "accused": [
            {
                "name": one.person.full_name,
                "birth_date": one.person.birth_date,
                "iin": one.person.iin or None,
                "address": one.person.address or None,
                "citizenship": one.person.citizenship or None,
                "charges": [
                    f"{cite.words(row.cite, language)}, {charge_title(row.charge, language)}" for row in one.charges
                ],
            }
            for one in found
        ],
        "offences": [episode_words(one) for one in episodes],
        "parties": [
            {
                "part": gettext(PARTS[one.part]),
                "name": one.participant.full_name,
                "answer": gettext(ANSWERS[one.answer]),
                "on": one.answered_at,
                "sheets": sheets(one.material, language) if one.material else None,
            }
            for one in wills
        ],
        "conditions": [
            {
                "says": f"{one.person.short_name}: {gettext(row.says)}" if len(found) > 1 else gettext(row.says),
                "why": say(row.why.says, row.why.params),
                "cite": cite.words(row.cite, language),
            }
            for one in found
            for row in (one.answer.conditions if one.answer is not None else ())
        ],
        "ruling": {name: lines(str(said.get(name) or "")) for name in SAID},
        "requested_on": local(writ.requested_at).date() if writ.requested_at else None,
        "requested_by": f"{author.role_title} {author.user.get_full_name()}" if author else None,
    }


def _request(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    return {"writ": whole(writ, at, fields)}


def _head(outcome: str) -> Callable[..., Printed]:
    def printed(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
        inquiry = writ.case.proceeding != "investigation"
        return {"writ": whole(writ, at), "decision": {"inquiry": inquiry, **_decision(writ, outcome, fields)}}

    return printed


def _decision(writ: Writ, outcome: str, fields: Mapping[str, Any]) -> Printed:
    ground = fields.get("ground") or ""
    return {
        "outcome": outcome,
        "ground": ground_words(RULINGS["termination"], ground, writ.case.language) if ground else None,
        "reasons": lines(str(fields.get("reasons") or "")),
    }


def _prosecutor(outcome: str) -> Callable[..., Printed]:
    def printed(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
        left_out = left_out_of(writ, fields) if outcome == "approve" else []
        court = writ.case.office.trial_court
        without = [row.participant.full_name for row in left_out] or None
        return {
            "writ": whole(writ, at),
            "decision": {**_decision(writ, outcome, fields), "without": without},
            "court": str(court) if court is not None else None,
        }

    return printed


# --- the verdict -----------------------------------------------------------------------------------------------------


def _verdict(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    language = writ.case.language
    return {
        "writ": whole(writ, at),
        "court": str(by.office),
        "sentences": [
            {
                **_convict(one.accused.participant),
                "fines": [
                    {
                        "charge": f"{cite.words(f.charged.cite, language)}, {charge_title(f.charged.charge, language)}",
                        "mci": f.mci,
                        "index": f.index,
                        "tenge": f.tenge,
                        "day": f.charged.day,
                    }
                    for f in one.fines
                ],
                "method": gettext(METHODS[one.method]) if one.method else None,
                "total_mci": one.total_mci,
                "index": one.index,
                "before_credit": one.before_credit,
                "custody_days": one.custody_days,
                "house_days": one.house_days,
                "credit_mci": one.credit_mci,
                "amount": one.amount,
                "ban": one.ban or None,
                "ban_months": one.ban_months,
                "pay_until": one.pay_until,
            }
            for one in sentences(writ, fields, at)
        ],
        "verdict": {
            name: lines(str(fields.get(name) or ""))
            for name in ("established", "evidence", "claim", "physical", "costs")
        },
        "days": _days(),
    }


def _convict(person: Participant) -> Printed:
    return {
        "name": person.full_name,
        "birth_date": person.birth_date,
        "iin": person.iin or None,
        "address": person.address or None,
        "citizenship": person.citizenship or None,
    }


def _days() -> Printed:
    """How many days the convict and the parties have, in the edition in force."""
    return {"object": LIMITS["writ.objection"].editions[-1].amount, "appeal": LIMITS["writ.appeal"].editions[-1].amount}


def _return(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    why = RETURNS.get(str(fields.get("why") or ""), "")
    return {
        "writ": whole(writ, at),
        "court": str(by.office),
        "decision": {"why": gettext(why) if why else None, "reasons": lines(str(fields.get("reasons") or ""))},
    }


def _terminate(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    said = _decision(writ, "terminate", fields)
    return {"writ": whole(writ, at), "court": str(by.office), "decision": said, "days": _days()}


# --- after it --------------------------------------------------------------------------------------------------------


def _receipt(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    copy = Copy.objects.filter(writ=writ, pk=str(fields.get("copy"))).first()
    means = str(fields.get("means") or "")
    return {
        "verdict_on": _verdict_on(writ),
        "copy": {
            "name": copy.name if copy else None,
            "whom": gettext(RECEIVERS[copy.to_whom]) if copy else None,
            "served_at": fields.get("served_at") or at,
            "means": gettext(SERVED[means]) if means in SERVED else None,
            "proof": str(fields.get("proof") or "").strip() or None,
            "by": by.user.get_full_name(),
        },
    }


def _verdict_on(writ: Writ) -> Any:
    return local(writ.decided_at).date() if writ.decided_at else None


def _disagreement(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    copy = chosen_convict(writ, by, fields, at)
    word = _of_person(copy.participant, "suspect", fields, by)
    if by.role == Role.LAWYER:
        word["taken_by"] = None
        word["counsel"] = by.user.get_full_name()
    return {"word": word, "verdict_on": _verdict_on(writ)}


def _cancel(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    rows = convicted(writ)
    name = ", ".join(row.participant.full_name for row in rows) or None
    return {
        "writ": whole(writ, at),
        "court": str(by.office),
        "objection": {"name": name, "on": writ.objected_at},
        "verdict_on": _verdict_on(writ),
    }


def _appeal(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    side, person = whose(writ, by, fields)
    name = person.full_name if person is not None else by.user.get_full_name()
    return {
        "verdict_on": _verdict_on(writ),
        "appeal": {
            "side": gettext(SIDES[side]),
            "name": name,
            "asks": gettext(ASKS.get(str(fields.get("asks") or ""), "")) or None,
            "text": lines(str(fields.get("text") or "")),
            "by_prosecutor": side == "prosecutor",
        },
    }


def _above(outcome: str) -> Callable[..., Printed]:
    def printed(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
        filed = Appeal.objects.filter(writ=writ, decided_at__isnull=True).select_related(
            "participant", "filed_by__user"
        )
        return {
            "verdict_on": _verdict_on(writ),
            "court": str(by.office),
            "appeals": [
                {
                    "side": gettext(SIDES[row.side]),
                    "name": row.participant.full_name if row.participant else row.filed_by.user.get_full_name(),
                    "asks": gettext(ASKS[row.asks]),
                    "on": local(row.filed_at).date(),
                }
                for row in filed.order_by("filed_at")
            ],
            "decision": {
                "outcome": gettext(APPEAL_OUTCOMES[outcome]),
                "reasons": lines(str(fields.get("reasons") or "")),
                "instead": lines(str(fields.get("instead") or "")),
                "totals": [
                    {"name": row.participant.full_name, "mci": int(str(fields[f"total_{n}"]))}
                    for n, row in enumerate(convicted(writ), start=1)
                    if fields.get(f"total_{n}") not in (None, "")
                ],
            },
        }

    return printed


def _execution(writ: Writ, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Printed:
    language = writ.case.language
    named = Charge.objects.in_bulk([one["charge"] for row in convicted(writ) for one in row.fines])
    return {
        "verdict_on": _verdict_on(writ),
        "in_force_on": local(writ.in_force_at).date() if writ.in_force_at else None,
        "court": str(by.office),
        "sentences": [
            {
                **_convict(row.participant),
                "fines": [
                    {
                        "charge": _charge_words(one, {str(pk): row for pk, row in named.items()}, language),
                        "mci": one["mci"],
                        "index": one["index"],
                        "tenge": one["mci"] * one["index"],
                        "day": None,
                    }
                    for one in row.fines
                ],
                "method": gettext(METHODS[row.method]) if row.method else None,
                "total_mci": row.total_mci,
                "index": row.mci,
                "before_credit": None,
                "custody_days": row.custody_days,
                "house_days": row.house_days,
                "credit_mci": row.credit_mci,
                "amount": row.amount,
                "ban": row.ban or None,
                "ban_months": row.ban_months,
                "pay_until": row.pay_until,
            }
            for row in convicted(writ)
        ],
    }


def _charge_words(fine: Mapping[str, Any], charges: Mapping[str, Charge], language: str) -> str:
    charge = charges.get(str(fine["charge"]))
    words = cite.words(fine["cite"], language)
    return f"{words}, {charge_title(charge, language)}" if charge is not None else words


PRINTS: dict[str, Callable[..., Printed]] = {
    "file_motion": _word,
    "consent": _word,
    "object_victim": _word,
    "withdraw_word": _word,
    "request": _request,
    "agree": _head("agree"),
    "head_return": _head("return"),
    "head_terminate": _head("terminate"),
    "approve": _prosecutor("approve"),
    "return_case": _prosecutor("return"),
    "refuse_approval": _prosecutor("terminate"),
    "convict": _verdict,
    "return_to_prosecutor": _return,
    "terminate": _terminate,
    "serve": _receipt,
    "object": _disagreement,
    "cancel": _cancel,
    "appeal": _appeal,
    "uphold": _above("upheld"),
    "change": _above("changed"),
    "cancel_above": _above("cancelled"),
    "execute": _execution,
}
