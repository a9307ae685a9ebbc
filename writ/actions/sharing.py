"""What the acts on a writ share: the lock, the paper, the entry, whose turn it is, who is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from cases.access import VIEW_OWN, CaseGrant
from cases.actions.act import Act, NotVisible, lock_case, refuse_if, wait_for
from cases.actions.effects.closing import close_matter, set_stage
from cases.actions.effects.terms import RETURNED, case_terms
from cases.actions.grants import end as take_sight
from cases.actions.grants import grant
from cases.models import Case, Defence, Material, Matter, Participant
from ecase.documents.actions import Signed, enter, still_fits
from ecase.law.acts import ACTS
from ecase.law.moves import Move, needed
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.actions import tell
from ecase.people.models import Appointment
from ecase.people.queries import speaks_now
from writ import rules
from writ.kinds import COPY, SENT, WILL, Outcome, Status
from writ.models import Accused, Copy, Will, Writ
from writ.moves import MOVES

TRIAL = "trial"  # the reason of the sight that a court has while the case is before it
RULING = "writ"  # why the term of the case stands still
REASONS_AT_LEAST = 30
REASONS_SHORT = Refusal(
    "reasons_too_short", N_("Write the reasons, at least %(least)s characters."), {"least": REASONS_AT_LEAST},
    "CPC 198", field="reasons",
)  # fmt: skip


def lock(
    writ_id: UUID, name: str, by: Appointment, at: datetime, fields: Mapping[str, Any], signed: Signed | None = None
) -> tuple[Act, Writ]:
    """The case, then the writ, locked and asked whether `by` may make the move `name` now.

    Raises NotVisible, and Refused as the rules do.
    """
    act, writ = locked(writ_id, by, at)
    move: Move = MOVES[name]
    refuse_if(rules.why_not(move, writ, by, at))
    refuse_if(next(iter(needed(move, fields)), None))
    if signed is not None:
        still_fits(signed, subject_id=writ.pk, move=name, version=writ.version, by=by)
    return act, writ


def locked(writ_id: UUID, by: Appointment | None, at: datetime) -> tuple[Act, Writ]:
    """The case, then the writ, locked. Raises NotVisible."""
    found = Writ.objects.filter(pk=writ_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotVisible(writ_id)
    case = lock_case(found)
    rows = Writ.objects.select_related(
        "matter__waits_for", "requested_by__user", "prosecutor__user", "head__user", "judge__user", "judge__office"
    )
    writ = rows.select_for_update(of=("self",)).filter(pk=writ_id).first()
    if writ is None:
        raise NotVisible(writ_id)
    writ.case = case
    return Act(case, by=by, at=at), writ


def save(act: Act, writ: Writ, status: Status | None, *fields: str) -> None:
    """Write the named fields and the status (None: it stays)."""
    if status is not None:
        writ.status = status.value
    writ.version += 1
    writ.save(update_fields=[*fields, "status", "version"])
    act.wrote(writ)


def enter_act(act: Act, writ: Writ, signed: Signed, *, matter: Matter | None = None) -> Material:
    """The signed act enters the file, open to the parties, under the writ or the matter it belongs to."""
    assert act.by is not None
    document, signature = enter(signed, by=act.by, at=act.at)
    act.wrote(signature, signed.draft, signed.draft.document)
    return act.file(document, title=ACTS[document.act].title, matter=matter or writ.matter, compartment="parties")


def record(
    act: Act,
    writ: Writ,
    kind: str,
    *,
    signed: Signed | None = None,
    public: Mapping[str, object] | None = None,
    private: Mapping[str, object] | None = None,
) -> None:
    """The one entry of the act, open to the parties."""
    facts: dict[str, object] = {"writ": str(writ.pk), "status": str(writ.status), **(public or {})}
    if signed is not None:
        facts["sha256"] = signed.sha256
    act.record(kind, public=facts, private=private, compartment="parties")


def say_to(writ: Writ, kind: str, *, to: Iterable[Appointment | None], at: datetime, by: Appointment | None) -> None:
    """Word to each of `to` but the one who acts; a party is led to its own page, the others to the case."""
    readers = {one.pk: one for one in to if one is not None and (by is None or one.pk != by.pk)}
    for reader in readers.values():
        tell(
            to=[reader],
            kind=kind,
            key=f"{kind}:{writ.pk}:{writ.version}",
            at=at,
            params={"number": writ.case.number},
            path=path_for(writ, reader),
        )


def path_for(writ: Writ, reader: Appointment) -> str:
    """Where this reader finds the writ."""
    if reader.role == Role.PARTICIPANT:
        return f"/writ/mine/{writ.pk}/"
    return f"/cases/{writ.case.number}/writ/{writ.pk}/"


# --- people ----------------------------------------------------------------------------------------------------------


def account_of(person: Participant) -> Appointment | None:
    """The post from which the person speaks for himself; None for somebody without an account."""
    if person.user_id is None:
        return None
    return speaks_now().filter(user_id=person.user_id, role=Role.PARTICIPANT).first()


def let_in(case: Case, person: Participant) -> Appointment | None:
    """The person sees from now on what is asked of him in this case, and nothing else of it."""
    account = account_of(person)
    if account is not None:
        grant(case.pk, [account], reason="asked", right=VIEW_OWN)
    return account


def parties(writ: Writ) -> list[Appointment]:
    """The accounts of everybody who was asked, and the defenders of the accused."""
    wills = Will.objects.filter(writ=writ).select_related("participant")
    accounts = [account_of(one.participant) for one in wills]
    return [one for one in accounts if one is not None] + defenders(writ)


def defenders(writ: Writ, *, of: Iterable[Any] | None = None) -> list[Appointment]:
    """Who defends the accused, or those of them whose ids are `of`."""
    accused = Accused.objects.filter(writ=writ).values_list("participant_id", flat=True) if of is None else of
    entered = Defence.objects.filter(participant__in=list(accused), until__isnull=True).select_related("lawyer__user")
    return list({one.lawyer_id: one.lawyer for one in entered.order_by("id")}.values())


# --- how it goes on --------------------------------------------------------------------------------------------------


def goes_to(act: Act, writ: Writ, holder: Appointment | None) -> None:
    """Whose turn it is now; None: nobody's."""
    wait_for(writ.matter, holder)
    act.wrote(writ.matter)


def stop_the_clock(act: Act) -> None:
    """The investigation is over for the time being: its term stands still, the misdemeanour's protocol is not owed."""
    for term in case_terms(act):
        act.pause(term, RULING)
    act.meet_term(None, "misd.protocol")


def end(act: Act, writ: Writ, outcome: Outcome, reasons: str = "", *, case_over: bool = False) -> None:
    """The writ is over without a verdict in force; unless the case ends with it the investigation goes on.

    From the court the case comes back with a term of its own, one month at most (192(7)).
    """
    from_court, sent = act.case.stage == Case.Stage.COURT, writ.status in SENT
    writ.outcome, writ.outcome_reasons, writ.ended_at = outcome.value, reasons, act.at
    save(act, writ, Status.ENDED, "outcome", "outcome_reasons", "ended_at")
    for row in [*Will.objects.filter(writ=writ), *Copy.objects.filter(writ=writ)]:
        if row.matter.closed_at is None:
            close_matter(act, row.matter)
    close_matter(act, writ.matter)
    if case_over or act.case.stage in (Case.Stage.TERMINATED, Case.Stage.JOINED):
        return
    if from_court:
        set_stage(act, Case.Stage.PRETRIAL)
        act.end_terms(None)
        act.start_term(RETURNED, act.at)
        _court_leaves(act)
    elif sent and act.case.stage == Case.Stage.PRETRIAL:  # the term of one that is interrupted goes on with it
        running = case_terms(act)
        for term in running:
            act.go_on(term)
        if not running:
            act.start_term(RETURNED, act.at)
    step(act)


def _court_leaves(act: Act) -> None:
    """The case is investigated again: of that the court sees nothing until it has the case once more."""
    sight = CaseGrant.objects.filter(content_object_id=act.case.pk, reason=TRIAL, until__isnull=True)
    posts = Appointment.objects.filter(pk__in=sight.values("appointment_id"))
    take_sight(act.case.pk, posts)


def step(act: Act) -> None:
    """A decision has changed the case: acts on it that were drafted before are stale."""
    Case.objects.filter(pk=act.case.pk).update(steps=F("steps") + 1)


def open_sub(act: Act, kind: str, person: Participant | None) -> Matter:
    """A matter under the writ: somebody's word, somebody's copy."""
    assert kind in (WILL, COPY)
    return act.open_matter(kind, compartment="parties", participant=person)
