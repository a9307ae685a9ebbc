"""The scope of a case: proof only on what is registered (CPC 121(1)), and where everything else goes.

The connection of offences is read from CPC 43 (joinder) and 44 (severance). Here: the rule over plain
values. Not here: who may make which move, whether the term of the case stands still, and the rulings.
"""

from collections.abc import Iterable, Sequence

from ecase.law.scope_differences import KINDS, Charged, Difference, Kind, differences
from ecase.law.scope_facts import (
    JOIN_BARS,
    NO_BAR,
    RELATIONS,
    SCOPE,
    Answer,
    Asked,
    Doing,
    JoinBar,
    Registered,
    Relation,
    Verdict,
)
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_, Refusal

__all__ = [
    "JOIN_BARS", "KINDS", "NO_BAR", "RELATIONS", "SCOPE", "Answer", "Asked", "Charged", "Difference", "Doing",
    "JoinBar", "Kind", "Registered", "Relation", "Verdict", "answer", "differences", "live_offences", "why_not_join",
]  # fmt: skip

_UNREGISTERED = "CPC 121(1), 179(1)"
_PROOF = frozenset({Doing.MATERIAL, Doing.QUESTIONING, Doing.DETENTION, Doing.SANCTION})
# What leans on the qualification in force, so that another article has to be approved first.
_ON_CHARGE = frozenset({Doing.SANCTION, Doing.QUALIFICATION, Doing.CHANGE, Doing.NEW_FACT})
_OF_A_DAY = frozenset({Doing.QUALIFICATION, Doing.CHANGE})
_BAR_CITES = {bar: f"CPC 43(4)({item})" for item, bar in enumerate(JoinBar, start=1)}


def live_offences(registered: Iterable[Registered]) -> tuple[int, ...]:
    """Numbers of the offences on which proof goes on, in order."""
    return tuple(sorted(row.number for row in registered if row.live))


def answer(registered: Iterable[Registered], asked: Asked) -> Answer:
    """Whether what is asked stays within the registered charge, and what has to come first if not."""
    rows = {row.number: row for row in sorted(registered, key=lambda row: row.number)}
    if not rows:
        return _unregistered(asked)
    live = live_offences(rows.values())
    if asked.relation not in (None, Relation.SAME_EVENT):
        return _another_event(asked, live)
    if asked.offence is None:
        return _over(next(iter(rows.values()))) if not live else _name(live)
    named = rows.get(asked.offence)
    if named is None:
        return _refused(
            Verdict.OUTSIDE,
            "scope_not_registered",
            N_("No offence is registered here under number %(number)s; proof goes on registered offences only."),
            SCOPE,
            params={"number": asked.offence},
            offers=live,
        )
    if not named.live:
        return _over(named)
    if asked.relation is None:
        if asked.doing is Doing.NEW_FACT:
            return _say_how(live)
        if asked.doing in _OF_A_DAY and _another_day(named, asked):
            return _another_date(named, live)
    return _of_registered(named, asked)


def why_not_join(relation: Relation, *, person_known: bool = True, bar: JoinBar | None = None) -> Refusal | None:
    """Why offences so related may not stand in one case (CPC 43); None when they may."""
    if bar is not None:
        return Refusal("scope_join_barred", JOIN_BARS[bar], {}, _BAR_CITES[bar])
    if relation is Relation.OTHER:
        return Refusal(
            "scope_not_connected",
            N_("Only offences of one person, of accomplices, or their concealment may be joined."),
            {},
            _joins(Relation.SAME_PERSON, person_known),
        )
    return None


# --- the rule, piece by piece ---------------------------------------------------------------------------


def _refused(
    verdict: Verdict,
    code: str,
    says: str,
    article: str,
    *,
    move: str = "",
    offers: tuple[int, ...] = (),
    params: dict[str, object] | None = None,
    more: tuple[str, ...] = (),
    needs_prosecutor: bool = False,
) -> Answer:
    refusal = Refusal(code, says, params or {}, article, "episode" if verdict is Verdict.NAME_THE_OFFENCE else "")
    cites = tuple(dict.fromkeys((article, *more)))
    return Answer(verdict, refusal, cites, (), move, offers, needs_prosecutor)


def _within(article: str, because: Sequence[Step] = (), *, needs_prosecutor: bool = False) -> Answer:
    cites = tuple(dict.fromkeys((article, *(step.cite for step in because if step.cite))))
    return Answer(Verdict.WITHIN, None, cites, tuple(because), "", (), needs_prosecutor)


def _unregistered(asked: Asked) -> Answer:
    """Nothing is registered: only an action that cannot wait, and the registration with it."""
    if asked.urgent and asked.doing in _PROOF and asked.relation in (None, Relation.SAME_EVENT):
        step = Step(N_("It begins the pre-trial investigation: register the offence at once."), {}, "CPC 179(1),(2)")
        return _within("CPC 179(1),(2)", (step,))
    return _refused(
        Verdict.OUTSIDE,
        "scope_nothing_registered",
        N_("No offence is registered. Register it first; only an action that cannot wait may come before."),
        _UNREGISTERED,
        move="register",
    )


def _another_event(asked: Asked, live: tuple[int, ...]) -> Answer:
    """An event of its own: joined when it is connected and nothing bars it, severed otherwise."""
    relation = asked.relation
    assert relation is not None
    if relation is Relation.OTHER or not live:
        return _refused(
            Verdict.SEVER,
            "scope_sever",
            N_(
                "This is another event. Sever all its materials at once for a registration of their own; "
                "the copy of the ruling goes to the prosecutor."
            ),
            "CPC 44(3)",
            move="sever",
            more=("CPC 44(5),(6)", SCOPE),
        )
    barred = why_not_join(relation, person_known=asked.person_known, bar=asked.bar)
    if barred is not None:
        return Answer(
            Verdict.SEVER,
            Refusal(
                "scope_join_barred",
                N_("It may not be joined: %(why)s It needs a case of its own."),
                {"why": barred.says},
                barred.cite,
            ),
            (barred.cite, SCOPE),
            move="sever",
        )
    article = _joins(relation, asked.person_known)
    if asked.approved:
        return _within("CPC 43(3)", (Step(N_("Joined by a ruling the prosecutor has seen."), {}, article),))
    return _refused(
        Verdict.JOIN,
        "scope_join",
        N_("This is another event. Register it, then join it by a ruling that the prosecutor sees."),
        article,
        move="join",
        more=("CPC 43(3)", SCOPE),
    )


def _joins(relation: Relation, person_known: bool) -> str:
    """43(2) is for events of one unknown person or group; a connection by people needs known ones."""
    return "CPC 43(2)" if relation is Relation.SAME_PERSON and not person_known else "CPC 43(1)"


def _name(live: tuple[int, ...]) -> Answer:
    return _refused(
        Verdict.NAME_THE_OFFENCE,
        "scope_name_the_offence",
        N_("Name the registered offence this serves."),
        SCOPE,
        offers=live,
    )


def _say_how(live: tuple[int, ...]) -> Answer:
    return _refused(
        Verdict.NAME_THE_OFFENCE,
        "scope_say_relation",
        N_("Say how the new fact stands to the registered offence: the same event, a connected one, or another."),
        SCOPE,
        offers=live,
        more=("CPC 43(1)", "CPC 44(3)"),
    )


def _another_day(named: Registered, asked: Asked) -> bool:
    return None not in (named.occurred_on, asked.occurred_on) and named.occurred_on != asked.occurred_on


def _another_date(named: Registered, live: tuple[int, ...]) -> Answer:
    assert named.occurred_on is not None
    return _refused(
        Verdict.NAME_THE_OFFENCE,
        "scope_other_day",
        N_("Offence %(number)s is registered as of %(day)s. Say whether this is the same event."),
        SCOPE,
        offers=live,
        params={"number": named.number, "day": f"{named.occurred_on:%d.%m.%Y}"},
    )


def _over(named: Registered) -> Answer:
    """The investigation of the offence does not go on here."""
    number = {"number": named.number}
    if named.severed:
        says = N_("Offence %(number)s was severed into a case of its own: this belongs there.")
        return _refused(Verdict.ENDED, "scope_severed", says, "CPC 44(5)", params={**number}, more=(SCOPE,))
    if named.terminated:
        says = N_("The case on offence %(number)s is terminated; it goes on only when that ruling is cancelled.")
        return _refused(Verdict.ENDED, "scope_terminated", says, "CPC 35(1)(8)", params={**number}, more=(SCOPE,))
    says = N_(
        "The investigation of offence %(number)s is completed; it goes on only when the prosecutor or the court "
        "returns the case."
    )
    return _refused(Verdict.ENDED, "scope_completed", says, "CPC 192(2),(7)", params={**number}, more=(SCOPE,))


def _of_registered(named: Registered, asked: Asked) -> Answer:
    """The registered event itself: only its qualification can still be another one."""
    changed = bool(asked.article) and (asked.article, asked.part) not in named.qualifications
    article = "CPC 207(1)" if asked.person_known else "CPC 207(1-1)"
    if changed and asked.doing in _ON_CHARGE:
        if asked.approved:
            return _within(article, (Step(N_("The prosecutor has approved the other qualification."), {}, article),))
        return _refused(
            Verdict.REQUALIFY,
            "scope_requalify",
            N_("The same event under another article: a ruling on the change first, approved by the prosecutor."),
            article,
            move="requalify",
            more=(SCOPE,),
            needs_prosecutor=True,
        )
    because = Reasoning()
    if changed:
        says = N_("Until the qualification is changed, the registered one counts.")
        because.say(says, article)
    if asked.doing is not Doing.QUALIFICATION:
        return _within(SCOPE, because)
    because.say(N_("The offence is registered."), SCOPE)
    if not asked.person_known:
        because.say(N_("The person is recognised as a suspect first."), "CPC 202(1)")
    if not asked.approved:
        because.say(N_("It has no effect before the prosecutor has approved it."), "CPC 203(1-1),(1-2)")
    return _within("CPC 203(1)", because, needs_prosecutor=not asked.approved)
