"""Joinder: this case goes into another of the same unit, whose number stands from then on (43).

Offences, charges and people go there by copy with their history; the file stays readable where it lies. The term
runs from the earlier start, or from the case in which somebody is in custody (43(5), 192(2)).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from cases.access import CaseGrant
from cases.actions.act import Act, length_of
from cases.actions.effects.carrying import Carrying
from cases.actions.effects.closing import drop_open_rulings, end_suspicion, none_urgent, set_stage
from cases.actions.effects.named import ground_of
from cases.actions.effects.terms import RETURNED, case_terms
from cases.actions.effects.work import Named, Work, text_of
from cases.actions.grants import DECIDER, covert_follows, end, grant, sees
from cases.models import Case, Charge, Deadline, Episode, Material, Participant, Ruling
from cases.queries.offences import charges_of
from ecase.law.custody import ON_SUSPICION
from ecase.law.jurisdiction import Form, needs_complaint
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import LIVE
from ecase.law.scope import NO_BAR, JoinBar, Relation, why_not_join
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import tell
from ecase.people.models import Appointment

PRIVATELY, PUBLICLY = Form.PRIVATE.value, ""
VICTIM = Participant.Capacity.VICTIM

NOT_FOUND = Refusal(
    "no_such_case",
    N_("Give the number of another case of your unit that you conduct and that is under investigation."),
    cite="CPC 43(1)",
    field="other_number",
)
BUSY = Refusal(
    "other_case_busy",
    N_("The other case is being changed at this moment. Try again."),
    field="other_number",
)


def _joinder(case: Case, fields: Mapping[str, Any], by: Appointment, at: datetime) -> Named:
    """Raises Refused: no_such_case, urgent_first, scope_join_barred, scope_not_connected."""
    ground = ground_of("joinder", fields)
    none_urgent(case)
    _stated(fields)
    number = str(fields.get("other_number") or "").strip()
    other = Case.objects.visible_to(by).filter(number=number, office_id=case.office_id, stage__in=LIVE).first()
    if other is None or other.pk == case.pk or (by.role == Role.INVESTIGATOR and other.investigator_id != by.pk):
        raise Refused(NOT_FOUND)
    refusal = _connected(case, other, ground)
    if refusal is not None:
        raise Refused(refusal)
    return Named(text=text_of(fields), ground=ground, data={"other": other.number, "other_id": str(other.pk)})


def _connected(case: Case, other: Case, ground: str) -> Refusal | None:
    """What the record itself says against it; whether it hinders objectivity the author answers for (43(4))."""
    here, there = _known(case), _known(other)
    if here & _known(other, VICTIM) and there & _known(case, VICTIM):
        return _barred(JoinBar.AGAINST_EACH_OTHER)
    ways_here, ways_there = _prosecuted(case), _prosecuted(other)
    if {PRIVATELY, PUBLICLY} in ({one, two} for one in ways_here for two in ways_there):
        return _barred(JoinBar.PRIVATE_AND_PUBLIC)
    relation, known = Relation.CONNECTED, bool(here and there)
    if ground == "same_person":
        relation = Relation.SAME_PERSON if not known or here & there else Relation.OTHER
    elif ground == "same_unknown":
        relation = Relation.OTHER if known and not here & there else Relation.SAME_PERSON
    elif known and not here & there and ground != "accomplices" and _articles(case) & _articles(other):
        return _barred(JoinBar.SAME_CHARGE_OTHER_PERSON)
    return why_not_join(relation, person_known=known)


def _barred(bar: JoinBar) -> Refusal | None:
    """43(4) forbids it, whatever connects the two."""
    return why_not_join(Relation.CONNECTED, bar=bar)


def _stated(fields: Mapping[str, Any]) -> None:
    """What the author himself says stands in the way (43(4)). Raises Refused(scope_join_barred)."""
    said = str(fields.get("bar") or NO_BAR)
    refusal = _barred(JoinBar(said)) if said in set(JoinBar) else None
    if refusal is not None:
        raise Refused(replace(refusal, field="bar"))


def _known(case: Case, capacity: str = Participant.Capacity.SUSPECT) -> set[str]:
    """Who is suspected in the case (or takes part as `capacity`), by number or by described identity and name."""
    rows = Participant.objects.filter(case=case, capacity=capacity)
    return {person.iin or f"{person.identity} {person.full_name}" for person in rows}


def _prosecuted(case: Case) -> set[str]:
    """In which ways the offences of the case are prosecuted: privately, on a complaint, publicly (32)."""
    charges = Charge.objects.filter(case=case, until__isnull=True)
    return {needs_complaint(article, part) for article, part in charges.values_list("article", "part")}


def _articles(case: Case) -> set[tuple[str, str]]:
    rows = Charge.objects.filter(case=case, until__isnull=True, participant__isnull=False)
    return set(rows.values_list("article", "part"))


def _join(act: Act, ruling: Ruling) -> None:
    """What stood here stands there from now on, in both ledgers; this case is joined and stands still for ever."""
    case, by = act.case, act.by
    assert by is not None
    # This case is locked already: waiting for the other's lock could wait for somebody who waits for this one.
    other = (
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("office", "investigator__user", "prosecutor__user")
        .filter(pk=ruling.data["other_id"])
        .first()
    )
    if other is None:
        raise Refused(BUSY)
    if other.stage not in LIVE:
        raise Refused(NOT_FOUND)
    into = Act(other, by=by, at=act.at)
    _share_sight(case, other)
    carrying = Carrying(act, into, ruling, Charge.How.JOINED)
    for person in Participant.objects.filter(case=case).order_by("sort_key", "id"):
        carrying.person(person)
    _carry_offences(carrying)
    carrying.recognitions()
    end_suspicion(act)
    _one_term(carrying)
    own = Material.objects.filter(matter=ruling.matter).select_related("document")
    papers = [carrying.material(paper).document.sha256 for paper in own]
    drop_open_rulings(act, ruling)
    # Who is held in this case is held on its papers still: its acts are the joined case's investigator's from now on.
    before, case.joined_to, case.investigator = case.investigator, other, other.investigator
    case.save(update_fields=["joined_to", "investigator"])
    covert_follows(case.pk, before, other.investigator)
    if before.role == Role.INVESTIGATOR and not sees(other.pk, before):
        end(case.pk, [before])
    set_stage(act, Case.Stage.JOINED)
    into.record(
        "case.joined",
        public={"number": other.number, "joined": case.number, "ruling": str(ruling.pk), "ground": ruling.ground},
        private={"text": ruling.text, "documents": papers},
        compartment="parties",
    )
    # Drafts of moves on the other case were written for what it was before.
    Case.objects.filter(pk=other.pk).update(steps=other.steps + 1)
    _tell(act, other)


def _share_sight(case: Case, other: Case) -> None:
    """Those over either case see both, and whoever conducts the joined case reads on in the file of this one."""
    for one, two in ((case, other), (other, case)):
        standing = CaseGrant.objects.filter(until__isnull=True)
        # Who was let in to decide on one thing sees nothing more for it.
        seen = standing.filter(content_object_id=one.pk).exclude(reason=DECIDER).values("appointment_id")
        already = standing.filter(content_object_id=two.pk).values("appointment_id")
        roles = {Role.HEAD_OF_INVESTIGATION, *PROSECUTION} | ({Role.INVESTIGATOR} if two is case else set())
        staff = Appointment.objects.filter(pk__in=seen, until__isnull=True, role__in=roles).exclude(pk__in=already)
        grant(two.pk, staff, reason="joinder")


def _carry_offences(carrying: Carrying) -> None:
    out, into, ruling = carrying.out, carrying.into, carrying.ruling
    live = list(Episode.objects.filter(case=out.case, ended_at__isnull=True).order_by("number"))
    last = Episode.objects.filter(case=into.case).aggregate(last=Max("number"))["last"] or 0
    for number, episode in enumerate(live, start=last + 1):
        carrying.episode(episode, number)
    keys = {episode.pk for episode in live}
    charges = charges_of(out.case)
    # A charge that names no registered offence goes along too: it lies outside there as it did here.
    carrying.history(
        charge for charge in charges if charge.episode_id in keys or (charge.episode_id is None and not charge.until)
    )
    for episode in live:
        episode.ended_at, episode.ended_ruling = out.at, ruling
        episode.save(update_fields=["ended_at", "ended_ruling"])
        out.wrote(episode)


def _one_term(carrying: Carrying) -> None:
    """TRM-04: of two starts the earlier; where in one case somebody is in custody by the court's order, that one's.

    With a start comes what stood still in that case, and nothing that stood still in the other.
    """
    out, into = carrying.out, carrying.into
    mine, theirs = next(iter(case_terms(out)), None), next(iter(case_terms(into)), None)
    set_by_prosecutor = RETURNED in {term.rule for term in (mine, theirs) if term is not None}
    from_here = mine is not None and theirs is not None and _from_here(carrying, mine, theirs, set_by_prosecutor)
    out.end_terms(None)
    if mine is not None and theirs is None:
        carrying.term(mine)
    if mine is None or theirs is None or not from_here:
        return
    into.end_term(None, theirs.rule)
    if set_by_prosecutor:
        term = carrying.term(mine)
    else:
        term = carrying.term(mine, rule=theirs.rule, amount=_longer(mine, theirs))
    into.keep_still(theirs, term)


def _from_here(carrying: Carrying, mine: Deadline, theirs: Deadline, by_end: bool) -> bool:
    """Whether the term of the joined case is that of the case that is joined to the other."""
    if by_end:  # a term that a prosecutor set counts from no start of a case: whichever ends first is kept (192(7))
        return mine.due_at < theirs.due_at
    here, there = _custody(carrying.out.case), _custody(carrying.into.case)
    return here if here != there else mine.starts_at < theirs.starts_at


def _longer(mine: Deadline, theirs: Deadline) -> int | str | None:
    """An extension that a prosecutor has granted in either case stands; of two different forms the other's length."""
    lengths = [length_of(theirs), *([length_of(mine)] if mine.rule == theirs.rule else [])]
    granted = [length for length in lengths if isinstance(length, int)]
    return max(granted) if granted else lengths[0]


def _custody(case: Case) -> bool:
    """By the court's order: 43(5) speaks of the measure, not of the detention."""
    running = Deadline.objects.filter(case=case, rule__in=ON_SUSPICION, met_at__isnull=True, ended_at__isnull=True)
    return running.exists()


def _tell(act: Act, other: Case) -> None:
    tell(
        to=[a for a in (other.investigator, other.prosecutor) if a is not None and a != act.by],
        kind="case.joined",
        key=f"case.joined:{act.case.pk}",
        at=act.at,
        params={"number": other.number, "title": act.case.number},
        path=f"/cases/{other.number}/",
    )


JOINDER = Work(named=_joinder, effect=_join)
