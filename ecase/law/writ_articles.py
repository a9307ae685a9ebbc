"""Whether writ proceedings are possible by the article alone (CPC 629-1(2)(3), (3)(4)).

Here: the part of the test that the sanction decides, and `data/writ_articles.csv` with the mandatory
additional penalties it needs. Not here: the facts of the person and the case, which decide the rest.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ecase.law.criminal_code import offences, parse, parse_derived
from ecase.law.qualification import Gravity, Qualification
from ecase.law.reference import data
from ecase.law.rows import rows
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_


class Writ(StrEnum):
    POSSIBLE = "possible"
    CITIZENS_ONLY = "citizens_only"
    BARRED = "barred"
    UNKNOWN = "unknown"


WRIT: dict[Writ, str] = {
    Writ.POSSIBLE: N_("Possible by the article"),
    Writ.CITIZENS_ONLY: N_("Possible by the article for citizens only"),
    Writ.BARRED: N_("Not possible by the article"),
    Writ.UNKNOWN: N_("Not known for this edition of the article"),
}

# Mandatory additional penalties of the table: what they are called, and the article that bars them from a writ.
# A deprivation of a right is tolerated only when the sanction names its term exactly.
ADDITIONAL: dict[str, str] = {
    "confiscation": N_("Confiscation of property is mandatory"),
    "exact_ban": N_("Deprivation of a right is mandatory, for an exact term"),
    "open_ban": N_("Deprivation of a right is mandatory, up to a term"),
    "lifetime_ban": N_("Deprivation of a right for life is mandatory"),
    "expulsion": N_("Expulsion of a foreigner or stateless person is mandatory"),
}
_BARS = {
    "confiscation": "CPC 629-1(3)(4)",
    "open_ban": "CPC 629-1(2)(3)",
    "lifetime_ban": "CPC 629-1(2)(3)",
}
# What a fine is a multiple of.
FINE_OF: dict[str, str] = {
    "bribe": N_("the bribe"),
    "stolen_value": N_("the value taken"),
    "unpaid_amount": N_("the unpaid amount"),
    "moved_amount": N_("the amount moved"),
    "income": N_("the income received"),
}
_COLUMNS = ("article", "part", "fine", "fine_times", "fine_of", "additional", "items_more")


@dataclass(frozen=True)
class Sanction:
    """One row: `fine` (no, mci, multiple), the multiple and of what, the mandatory additional penalties;
    `items_more`: an item of the part carries more than the part itself."""

    fine: str
    fine_times: int | None
    fine_of: str
    additional: tuple[str, ...]
    items_more: bool


@dataclass(frozen=True)
class WritByArticle:
    """`because`: every obstacle in the article, or why there is none."""

    verdict: Writ
    because: tuple[Step, ...]
    cites: tuple[str, ...]


def sanction(article: str, part: str) -> Sanction | None:
    """What the table says of the sanction; None for a part it does not know."""
    return _table().get((article, part))


def writ_by_article(charge: Qualification) -> WritByArticle:
    """The answer for one charge, by its sanction alone."""
    told = Reasoning()
    if charge.gravity not in (Gravity.MISDEMEANOUR, Gravity.MINOR):
        told.say(N_("Only misdemeanours and crimes of small gravity."), "CPC 629-1(2)(1)")
    if not charge.fine_is_main:
        told.say(N_("The article threatens no fine as a main penalty."), "CPC 629-1(2)(3)")
    known = sanction(charge.article, charge.part)
    for penalty in known.additional if known else ():
        if penalty in _BARS:
            told.say(ADDITIONAL[penalty], _BARS[penalty])
    if told:
        return _answer(Writ.BARRED, told)
    # The table is of one edition of the Criminal Code: a part whose fine has changed since is another part.
    if known is None or (known.fine == "no"):
        told.say(N_("The mandatory additional penalties of this edition were not read."), "CPC 629-1(2)(3)")
        return _answer(Writ.UNKNOWN, told)
    if known.items_more:
        told.say(N_("An item of this part carries additional penalties: check it."), "CPC 629-1(3)(4)")
    if "expulsion" in known.additional:
        told.say(ADDITIONAL["expulsion"], "CPC 629-1(3)(4)")
        return _answer(Writ.CITIZENS_ONLY, told)
    told.say(N_("The article threatens a fine as a main penalty."), "CPC 629-1(2)(3)")
    return _answer(Writ.POSSIBLE, told)


def _answer(verdict: Writ, told: Reasoning) -> WritByArticle:
    return WritByArticle(verdict, tuple(told), tuple(dict.fromkeys(step.cite for step in told)))


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], Sanction]:
    return {
        (row.needed("article"), row.needed("part")): Sanction(
            row.one_of("fine", "no", "mci", "multiple"),
            row.number("fine_times"),
            row.one_of("fine_of", "", *FINE_OF),
            tuple(row.text("additional").split()),
            row.yes("items_more"),
        )
        for row in rows(data("writ_articles"), _COLUMNS)
    }


@lru_cache(maxsize=1)
def possible_parts() -> frozenset[str]:
    """Articles with their parts ("188/1") a writ may be about, for citizens at least: what lists are narrowed by."""
    code = offences(parse(data("criminal_code")), parse_derived(data("criminal_code_derived")))
    open_to = {Writ.POSSIBLE, Writ.CITIZENS_ONLY}
    return frozenset(f"{a}/{p}" for (a, p), charge in code.items() if writ_by_article(charge).verdict in open_to)
