"""The hearing a decision stands on: held before, or recorded by the decision itself. Kinds that need one cannot do
without (56(2), 148)."""

from datetime import datetime

from cases.actions.act import Act
from ecase.law.kinds import Hearing as Heard
from ecase.law.words import N_, Refusal, Refused
from sanctions.hearings.held import before_him, last_held
from sanctions.models import Hearing, Sanction

DECISIONS = frozenset({"grant", "grant_in_part", "refuse"})
S = Hearing.State


def why_not_unheard(sanction: Sanction, hearing_at: datetime | None, at: datetime) -> Refusal | None:
    """Why a decision may not be made without (another) hearing; None when it may."""
    kind = sanction.rule
    if hearing_at is not None and hearing_at > at:
        return Refusal(
            "hearing_to_come", N_("The hearing has not been held yet: its time lies ahead."), cite=kind.cite,
            field="hearing_at",
        )  # fmt: skip
    if kind.by_court and hearing_at is not None and not before_him(sanction, hearing_at):
        return Refusal(
            "heard_by_another", N_("The request did not lie before this judge then. Enter when he held the hearing."),
            cite="CPC 56(2)", field="hearing_at",
        )  # fmt: skip
    if not kind.by_court or kind.hearing is not Heard.ALWAYS or hearing_at is not None or last_held(sanction):
        return None
    return Refusal(
        "hearing_needed",
        N_("This is decided at a hearing. Hold it, or enter when it was held."),
        cite="CPC 56(2), 148(2)" if kind.custody else "CPC 56(2)",
        field="hearing_at",
    )


def hold_for_decision(act: Act, sanction: Sanction, move: str) -> None:
    """Note under the lock that the hearing was held; the moment is that of the minutes, or the one in the decision.

    The request is saved by the caller. Raises Refused(hearing_needed, hearing_to_come).
    """
    if move not in DECISIONS or not sanction.rule.by_court:
        return
    refusal = why_not_unheard(sanction, sanction.hearing_at, act.at)
    if refusal is not None:
        raise Refused(refusal)
    held = last_held(sanction)
    appointed = Hearing.objects.filter(sanction=sanction, state=S.APPOINTED).first()
    if sanction.hearing_at is None or held is not None:
        sanction.hearing_at = sanction.hearing_at or (held.held_from if held is not None else None)
        if appointed is not None:  # decided without it: it stands in nobody's calendar any more
            appointed.state = S.CALLED_OFF
            appointed.version += 1
            appointed.save(update_fields=["state", "version"])
            act.wrote(appointed)
        return
    assert act.by is not None
    hearing = appointed or Hearing(
        sanction=sanction, starts_at=sanction.hearing_at, appointed_by=act.by, appointed_at=act.at
    )
    hearing.state, hearing.held_from = S.HELD, sanction.hearing_at
    hearing.secretary = str(sanction.decided.get("secretary", ""))[:200]
    hearing.suspect_part = str(sanction.decided.get("suspect_part", ""))
    hearing.version += 0 if hearing._state.adding else 1
    hearing.save()
    act.wrote(hearing)
