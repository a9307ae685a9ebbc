"""The duty to tell the person (240(1-1)): it begins with the final decision, is met by a letter, ends with his reading.

`open_due` and `enter_opened` are the clock's: derived from what stands in the record, nobody informs them. More time
and a waiver are requests to the judge (`covert_notice_extension`, `covert_notice_waiver`; see `effects`).
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.actions.act import Act, lock_case, wait_for
from cases.models import Case, Compartment, Deadline, Ruling
from ecase.documents.actions import Signed
from ecase.law.covert import ITEMS
from ecase.law.covert_notice import complaint, duty
from ecase.law.rulings import Status as RulingStatus
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment
from sanctions.actions.sharing import COVERT, file_act, path_of, record, save, say_to
from sanctions.covert.actions import lock
from sanctions.covert.codes import code_of, hash_of_code, hash_of_iin
from sanctions.covert.queries import BEGUN, LIVE, notice_of, took_place
from sanctions.covert.sight import knowing, let_in
from sanctions.kinds import Status
from sanctions.models import CovertNotice, NoticeOpened, Sanction

log = logging.getLogger(__name__)
Fields = Mapping[str, Any]
S = CovertNotice.State
# A case is over as a whole with one of these, in force and not cancelled; of a joined case the one it was joined to.
FINAL = ("termination",)
NOT_YET = Refusal("not_yet", N_("That moment lies ahead."), field="delivered_at")
BEFORE_SENT = Refusal("before_sent", N_("That is before the notice was sent."), field="delivered_at")


# --- the clock ----------------------------------------------------------------------------------------------------


def open_due(at: datetime) -> int:
    """Begin the duty for every action in a case that is decided; returns how many. Does nothing mostly.

    One query, by the index of covert matters; a case that fails is said aloud and tried again.
    """
    owed = Sanction.objects.filter(
        Q(status__in=BEGUN) | Q(status=Status.REFUSED, acted_from__isnull=False),
        kind__in=list(ITEMS),
        matter__compartment=Compartment.COVERT,
        case__stage__in=[Case.Stage.TERMINATED, Case.Stage.JOINED, Case.Stage.JUDGED],
    )
    runs = Deadline.objects.filter(matter=OuterRef("sanction_id"), rule="covert.notify", **LIVE)
    begun = CovertNotice.objects.filter(~Q(state=S.DUE) | Exists(runs), sanction=OuterRef("pk"))
    rows = decided_finally(owed.exclude(Exists(begun))).order_by("pk").values_list("pk", flat=True)[:500]
    return _each(_open, list(rows), at) + _reopened(at)


def _reopened(at: datetime) -> int:
    """A termination that was cancelled owes nobody anything; the duty begins anew with the next final decision."""
    live = [Case.Stage.PRETRIAL, Case.Stage.INTERRUPTED, Case.Stage.COURT]
    terms = Deadline.objects.filter(rule="covert.notify", compartment=Compartment.COVERT, **LIVE)
    return _each(_fall_away, terms.filter(case__stage__in=live).values_list("matter_id", flat=True), at)


def _each(act: Callable[[Any, datetime], int], rows: Iterable[Any], at: datetime) -> int:
    done = 0
    for pk in rows:
        try:
            done += act(pk, at)
        except Exception:
            log.exception("the notice of covert action %s could not be brought in step; tried again", pk)
    return done


@transaction.atomic
def _fall_away(sanction_id: UUID, at: datetime) -> int:
    found = Sanction.objects.get(pk=sanction_id)
    case = lock_case(found.case_id)
    sanction = Sanction.objects.select_related("matter", "case").get(pk=sanction_id)
    act = Act(case, by=None, at=at)
    act.seal(sanction.matter)
    if final_decision(case) is not None or not act.running(sanction.matter, "covert.notify"):
        return 0
    act.end_term(sanction.matter, "covert.notify")
    wait_for(sanction.matter, None)
    record(act, sanction, "covert.notice_fell_away")
    return 1


def final_decision(case: Case) -> datetime | None:
    """When the case was finally decided; None while it goes on."""
    for _step in range(20):
        if case.joined_to is None:
            break
        case = case.joined_to
    if case.stage == Case.Stage.JUDGED:
        return case.judged_at
    if case.stage != Case.Stage.TERMINATED:
        return None
    rows = Ruling.objects.filter(case=case, kind__in=FINAL, status=RulingStatus.IN_FORCE, ended_at__isnull=True)
    found: datetime | None = rows.order_by("-effective_at").values_list("effective_at", flat=True).first()
    return found


def decided_finally(rows: QuerySet[Sanction]) -> QuerySet[Sanction]:
    """Of these the ones whose case is finally decided: those of joined cases that go on take nobody's place.

    Asked at every round of the clock: a terminated case is judged inside the query, only a joined one is followed.
    """
    ended = Ruling.objects.filter(
        case=OuterRef("case"), kind__in=FINAL, status=RulingStatus.IN_FORCE, ended_at__isnull=True
    )
    joined = Case.objects.filter(pk__in=rows.filter(case__joined_to__isnull=False).order_by().values("case"))
    followed = [case.pk for case in joined.select_related("joined_to") if final_decision(case) is not None]
    own = Q(Exists(ended), case__stage=Case.Stage.TERMINATED, case__joined_to__isnull=True)
    judged = Q(case__stage=Case.Stage.JUDGED, case__joined_to__isnull=True)
    return rows.filter(own | judged | Q(case__in=followed))


@transaction.atomic
def _open(sanction_id: UUID, at: datetime) -> int:
    found = Sanction.objects.select_related("case").get(pk=sanction_id)
    case = lock_case(found.case_id)
    sanction = Sanction.objects.select_related("matter", "participant", "case").get(pk=sanction_id)
    since, before = final_decision(case), notice_of(sanction)
    if since is None or not took_place(sanction) or (before is not None and before.state != S.DUE):
        return 0
    owed = duty(since)
    if not owed.owed or owed.last_day is None:
        return 0
    act = Act(case, by=None, at=at)
    act.seal(sanction.matter)
    person = sanction.participant
    notice = before or CovertNotice(
        sanction=sanction,
        participant=person,
        name=_target(sanction)[:300],
        iin_hash=hash_of_iin(person.iin) if person is not None else "",
        address=person.address if person is not None else "",
    )
    notice.since, notice.due_on, notice.extended_until = since, owed.last_day, None
    notice.version += 0 if before is None else 1
    notice.save()
    act.wrote(notice)
    act.start_term("covert.notify", since, matter=sanction.matter)
    wait_for(sanction.matter, case.investigator)
    let_in(case.pk, [case.investigator, case.prosecutor])
    record(act, sanction, "covert.notice_owed", public={"since": since, "due_on": owed.last_day})
    tell(
        to=knowing(case.pk, [case.investigator, case.prosecutor], at),
        kind="covert.notice_owed",
        key=f"covert.notice_owed:{notice.pk}:{owed.last_day}",
        at=at,
        params={"number": case.number, "kind": sanction.rule.title, "due_on": f"{owed.last_day:%d.%m.%Y}"},
        path=path_of(sanction),
    )
    return 1


def _target(sanction: Sanction) -> str:
    """Whom the action was aimed at, as far as it is written down."""
    if sanction.participant is not None:
        return sanction.participant.full_name
    return str(sanction.facts.get("person") or sanction.object or "—")


def enter_opened(at: datetime) -> int:
    """What the persons' page has noted enters the record: reading the notice is proof of its delivery."""
    rows = NoticeOpened.objects.filter(entered_at__isnull=True).order_by("id")
    return _each(_enter, rows.values_list("pk", flat=True)[:200], at)


@transaction.atomic
def _enter(opened_id: int, at: datetime) -> int:
    row = NoticeOpened.objects.select_for_update(skip_locked=True).filter(pk=opened_id, entered_at__isnull=True).first()
    if row is None:
        return 0
    row.entered_at = at
    row.save(update_fields=["entered_at"])
    found = CovertNotice.objects.filter(check_hash=row.check_hash).values_list("pk", "sanction__case_id").first()
    if found is None or not row.check_hash:
        return 0
    case = lock_case(found[1])
    notice = CovertNotice.objects.select_related("sanction__matter", "sanction__case").get(pk=found[0])
    if notice.state not in (S.SENT, S.DELIVERED):
        return 0
    sanction = notice.sanction
    act = Act(case, by=None, at=at)
    act.seal(sanction.matter)
    if notice.state == S.SENT:
        _delivered(notice, row.at, "page")
    notice.state, notice.read_at = S.READ, row.at
    notice.version += 1
    notice.save(update_fields=["state", "read_at", "delivered_at", "proof", "complain_until", "version"])
    act.wrote(notice)
    wait_for(sanction.matter, None)
    record(act, sanction, "covert.notice_read", public={"read_at": row.at, "complain_until": notice.complain_until})
    tell(
        to=knowing(case.pk, [case.investigator, case.prosecutor], at),
        kind="covert.notice_read",
        key=f"covert.notice_read:{notice.pk}",
        at=at,
        params={"number": case.number, "kind": sanction.rule.title},
        path=path_of(sanction),
    )
    return 1


# --- whoever conducts the case ----------------------------------------------------------------------------------------


@transaction.atomic
def send_notice(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields, signed: Signed) -> Sanction:
    """The letter is signed and sent: what, when, by whose order, how to complain; nothing of the results."""
    act, sanction = lock(sanction_id, "send_notice", by, at, fields, signed)
    notice = _notice(sanction)
    letter = file_act(act, sanction, signed, compartment=COVERT)
    notice.name, notice.address = str(fields["addressee"]).strip(), str(fields.get("address") or "").strip()
    notice.iin_hash, notice.check_hash = hash_of_iin(str(fields["iin"])), hash_of_code(code_of(notice.pk))
    notice.letter, notice.means, notice.sent_at, notice.sent_by = letter, str(fields["means"]), at, by
    notice.state = S.SENT
    notice.version += 1
    notice.save()
    act.wrote(notice)
    act.meet_term(sanction.matter, "covert.notify")
    wait_for(sanction.matter, by)
    save(act, sanction, None)
    record(
        act, sanction, "covert.notice_sent", signed=signed, public={"means": notice.means},
        private={"name": notice.name, "address": notice.address},
    )  # fmt: skip
    say_to(sanction, "covert.notice_sent", to=[act.case.prosecutor], at=at)
    return sanction


@transaction.atomic
def notice_delivered(*, sanction_id: UUID, by: Appointment, at: datetime, fields: Fields) -> Sanction:
    """The letter has reached the person; his fifteen days run from then (240(6))."""
    act, sanction = lock(sanction_id, "notice_delivered", by, at, fields)
    notice = _notice(sanction)
    delivered_at: datetime = fields["delivered_at"]
    if delivered_at > at:
        raise Refused(NOT_YET)
    if notice.sent_at is not None and delivered_at < notice.sent_at.replace(second=0, microsecond=0):
        raise Refused(BEFORE_SENT)
    _delivered(notice, delivered_at, str(fields["proof"]).strip())
    notice.version += 1
    notice.save(update_fields=["state", "delivered_at", "proof", "complain_until", "version"])
    act.wrote(notice)
    wait_for(sanction.matter, None)
    save(act, sanction, None)
    record(
        act, sanction, "covert.notice_delivered", private={"proof": notice.proof},
        public={"delivered_at": delivered_at, "complain_until": notice.complain_until},
    )  # fmt: skip
    say_to(sanction, "covert.notice_delivered", to=[act.case.prosecutor], at=at)
    return sanction


def _delivered(notice: CovertNotice, at: datetime, proof: str) -> None:
    notice.state, notice.delivered_at, notice.proof = S.DELIVERED, at, proof[:300]
    notice.complain_until = complaint(at).last_day


def _notice(sanction: Sanction) -> CovertNotice:
    found = notice_of(sanction)
    assert found is not None, "the rule has asked for it"
    return found


__all__ = ["enter_opened", "final_decision", "notice_delivered", "open_due", "send_notice"]
