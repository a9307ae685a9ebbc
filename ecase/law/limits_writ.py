"""Limits of the writ procedure, from the ruling to apply it to the appeal against the verdict."""

from ecase.law.editions import LAW_118_VI, Edition, Limit
from ecase.law.limits_rows import day_term, hour_term, ladder
from ecase.law.words import N_

WRIT_LIMITS: tuple[Limit, ...] = (
    Limit(
        "writ.answer",
        N_("A party answers whether it agrees to the writ procedure"),
        "received",
        "d",
        (
            Edition(
                "own",
                None,
                None,
                3,
                "",
                "",
                "own",
                note=N_("The days are set by whoever asks; the law names none."),
            ),
        ),
        rungs=ladder(24),
    ),
    day_term(
        "writ.ruling",
        N_("Ruling to apply the writ procedure"),
        "conditions_met",
        (Edition("118-VI", LAW_118_VI, None, 5, "CPC 629-1(6)", "S25", "V"),),
    ),
    hour_term(
        "writ.prosecutor",
        N_("The prosecutor decides on the writ case"),
        "received",
        (Edition("118-VI", LAW_118_VI, None, 24, "CPC 629-3(4)", "S25", "V"),),
    ),
    day_term(
        "writ.judge",
        N_("The judge decides on the writ case"),
        "received",
        (Edition("118-VI", LAW_118_VI, None, 3, "CPC 629-4(1)", "S25", "V"),),
    ),
    day_term(
        "writ.copy",
        N_("Copy of the writ verdict served"),
        "announced",
        (Edition("118-VI", LAW_118_VI, None, 1, "CPC 629-6(1)", "S25", "V"),),
    ),
    day_term(
        "writ.objection",
        N_("The convict may object to the writ verdict"),
        "copy_received",
        (Edition("118-VI", LAW_118_VI, None, 7, "CPC 629-6(2)", "S25", "V"),),
    ),
    day_term(
        "writ.appeal",
        N_("Appeal against the writ verdict"),
        "copy_received",
        (Edition("118-VI", LAW_118_VI, None, 7, "CPC 629-7", "S25", "V"),),
    ),
)

# Days from the registration to the verdict that the procedure was made for. No article says so: a bar shows it, no
# clock rings.
GOAL_DAYS = 10
