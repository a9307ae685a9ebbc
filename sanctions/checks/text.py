"""What the request itself has to say: reasons of some length, a ground of the article."""

from collections.abc import Iterator

from ecase.law.arrest import WHY_NOT_MILDER
from ecase.law.preflight import Check
from ecase.law.words import N_
from sanctions.models import Sanction

GROUNDS_AT_LEAST = 30
# What the typical words leave to be written.
GAP = ": …"
# Measures whose request has to say why none of the milder ones would do.
WEIGHED = frozenset({"arrest", "house_arrest"})


def text_checks(sanction: Sanction) -> Iterator[Check]:
    """The words of the request."""
    kind = sanction.rule
    if len(sanction.grounds.strip()) < GROUNDS_AT_LEAST:
        yield Check(
            "grounds_too_short", N_("Write the grounds, at least %(least)s characters."), False, kind.cite,
            {"least": GROUNDS_AT_LEAST}, field="grounds", early=True, place="text",
        )  # fmt: skip
    elif GAP in sanction.grounds or GAP in sanction.milder:
        yield Check(
            "gaps_left", N_("The text still has places to be filled in (…): write the facts there."), None, kind.cite,
            field="grounds", place="text",
        )  # fmt: skip
    if sanction.kind in WEIGHED and not sanction.milder.strip():
        says, cite = WHY_NOT_MILDER
        yield Check("milder_unsaid", says, None, cite, field="milder", place="text")
    if len(sanction.stated) < kind.grounds_least:
        yield Check(
            "no_ground_named",
            N_("Name at least one ground.") if kind.grounds_least < 2 else N_("Name the grounds: %(least)s at least."),
            False, kind.cite, {"least": kind.grounds_least} if kind.grounds_least > 1 else {}, field="stated",
            early=True, place="grounds",
        )  # fmt: skip
