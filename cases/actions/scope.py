"""Which registered offence something serves: proof is conducted on those alone (121(1)). Asked at every door."""

from collections.abc import Iterable
from dataclasses import replace

from cases.models import Case, Charge, Episode
from cases.queries.offences import as_registered, charges_of, episodes_of
from ecase.law.scope import SCOPE, Asked, Doing, Registered, Relation, Verdict, answer, live_offences
from ecase.law.words import N_, Refusal, Refused

NEXT = N_(
    "No offence is registered here under number %(number)s. Proof goes on registered offences only: sever a new "
    "fact into a case of its own, or join the case it belongs to."
)


def served(
    case: Case,
    number: int | None,
    doing: Doing | str,
    *,
    relation: Relation | str | None = None,
    article: str = "",
    part: str = "",
    person_known: bool = True,
) -> Episode:
    """The registered offence that what is done serves; the only one where there is one and none is named.

    `relation`: how the fact stands to it, where somebody said so. `article` and `part`: of the qualification it
    rests on, where that matters. Raises Refused: scope_name_the_offence where several are live, scope_not_registered,
    scope_severed, scope_terminated, scope_sever, scope_join, scope_requalify, each with its article.
    """
    episodes, charges = episodes_of(case), charges_of(case)
    rows = as_registered(episodes, charges)
    live = live_offences(rows)
    if number is None and len(live) == 1:
        number = live[0]
    asked = Asked(
        doing=Doing(doing),
        offence=number,
        article=article,
        part=part,
        relation=Relation(relation) if relation else None,
        person_known=person_known,
    )
    rows = [_as_charged_now(row, charges) for row in rows]
    said = answer(rows, asked)
    if said.verdict is Verdict.OUTSIDE and number is not None and rows:
        raise Refused(Refusal("scope_not_registered", NEXT, {"number": number}, SCOPE, "episode"))
    if said.refusal is not None:
        field = "article" if said.verdict is Verdict.REQUALIFY else "episode"
        raise Refused(replace(said.refusal, field=field))
    return next(episode for episode in episodes if episode.number == number)


def _as_charged_now(row: Registered, charges: Iterable[Charge]) -> Registered:
    """The event under the qualification that counts: of the last approved ruling, not of the registration (207(1))."""
    live = [
        (charge.article, charge.part)
        for charge in charges
        if charge.until is None and charge.episode is not None and charge.episode.number == row.number
    ]
    if not live:
        return row
    return replace(row, article=live[0][0], part=live[0][1], also=tuple(live[1:]))
