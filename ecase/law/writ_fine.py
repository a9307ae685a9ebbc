"""The fine of a writ verdict: its limits by the charge (CC 41, 55), the total of several (58), what custody takes off.

In monthly calculation indices (MCI) of the day of the offence (41(1)). The limits of the writ are milder than those
of the articles, so the text in force on the day of the verdict is applied to every act (CC 6). Their text was read in
the editions of 19.04.2024 and 16.09.2025; which law wrote it first is not known, so for verdicts of earlier days the
answer is marked as memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ecase.law.editions import LAW_210_VIII
from ecase.law.qualification import Gravity, Qualification
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal, Refused

BY_WRIT = "CC 55(3)"
OWN_LIMITS = "CC 41(2), 55(8)"
SEVERAL = "CC 58(2)"
TEXT_SEEN = date(2024, 4, 19)
# The least and the most of 55(3), and the least of a fine for a crime by 41(2).
LIMITS_MCI: dict[Gravity, tuple[int, int]] = {Gravity.MISDEMEANOUR: (10, 20), Gravity.MINOR: (50, 200)}
LEAST_FOR_A_CRIME = 200
MOST_FOR_MISDEMEANOURS = 400
# One day of custody, one of house arrest, in MCI of a fine (62(3-1)(4), 62(4)).
CUSTODY_DAY, HOUSE_DAY = 4, 2
METHODS: dict[str, str] = {
    "absorbed": N_("the milder fine is absorbed by the severer one"),
    "partly": N_("the fines are added in part"),
    "added": N_("the fines are added in full"),
}


@dataclass(frozen=True)
class FineLimits:
    """Of one charge, in MCI. `confidence`: V, the text was read; M, memory."""

    least_mci: int
    most_mci: int
    cite: str
    confidence: str = "V"

    def least(self, mci: int) -> int:
        """Tenge at the index `mci`."""
        return self.least_mci * mci

    def most(self, mci: int) -> int:
        return self.most_mci * mci

    def explanation(self, mci: int) -> tuple[Step, Step]:
        """The arithmetic at the index `mci`."""
        return (
            Step(
                N_("Not less than %(n)s MCI: %(n)s × %(mci)s = %(tenge)s tenge."),
                {"n": self.least_mci, "mci": mci, "tenge": self.least(mci)},
                self.cite,
            ),
            Step(
                N_("Not more than %(n)s MCI: %(n)s × %(mci)s = %(tenge)s tenge."),
                {"n": self.most_mci, "mci": mci, "tenge": self.most(mci)},
                self.cite,
            ),
        )


@dataclass(frozen=True)
class Total:
    """The final fine of several offences, in MCI. `methods`: keys of `METHODS` that are open; empty for one offence."""

    least_mci: int
    most_mci: int
    methods: tuple[str, ...] = ()
    cite: str = ""

    def why_not(self, mci: int) -> Refusal | None:
        """Why the final fine may not be `mci`."""
        if self.least_mci <= mci <= self.most_mci:
            return None
        if self.least_mci == self.most_mci:
            says = N_("The final fine is %(least)s MCI: the milder fine is absorbed by the severer one.")
        else:
            says = N_("The final fine is from %(least)s to %(most)s MCI.")
        return Refusal(
            "total_fine", says, {"least": self.least_mci, "most": self.most_mci}, self.cite or BY_WRIT, "total"
        )


def limits_of(charge: Qualification, day: date, *, violence_against_minor: bool = False) -> FineLimits | None:
    """The limits of a fine by writ for one charge, in a verdict of `day`; None where no writ can be.

    `violence_against_minor`: the crime was connected with violence against a minor; since Law 210-VIII 55(3) is not
    for whoever committed such a crime (55(8)), and the limits of the article itself are left.
    """
    limits = LIMITS_MCI.get(charge.gravity)
    if limits is None or not charge.fine_is_main or charge.max_fine_mci is None:
        return None
    confidence = "V" if day >= TEXT_SEEN else "M"
    if violence_against_minor and charge.gravity is Gravity.MINOR and day >= LAW_210_VIII:
        return FineLimits(LEAST_FOR_A_CRIME, charge.max_fine_mci, OWN_LIMITS, confidence)
    least, most = limits
    return FineLimits(least, min(most, charge.max_fine_mci), BY_WRIT, confidence)


def total_of(fines: Sequence[tuple[Qualification, int]]) -> Total:
    """The final fine for offences with the fine of each, in MCI.

    Only misdemeanours: absorbed, or added in part or in full, 400 MCI at most; with a crime of small gravity among them
    absorbed only. Raises ValueError without an offence, Refused for one that no writ can be about.
    """
    if not fines:
        raise ValueError("a fine is for at least one offence")
    kinds = {charge.gravity for charge, _mci in fines}
    if not kinds <= frozenset(LIMITS_MCI):
        raise Refused(
            Refusal("too_grave", N_("Only misdemeanours and crimes of small gravity."), {}, "CPC 629-1(2)(1)", "total")
        )
    severest, whole = max(mci for _charge, mci in fines), sum(mci for _charge, mci in fines)
    if len(fines) == 1:
        return Total(severest, severest)
    if kinds == {Gravity.MISDEMEANOUR}:
        return Total(severest, max(severest, min(whole, MOST_FOR_MISDEMEANOURS)), tuple(METHODS), SEVERAL)
    return Total(severest, severest, ("absorbed",), SEVERAL)


def credit(*, custody_days: int, house_days: int) -> int:
    """MCI that days in custody and under house arrest before the verdict take off the fine."""
    if custody_days < 0 or house_days < 0:
        raise ValueError("days are counted from nought")
    return custody_days * CUSTODY_DAY + house_days * HOUSE_DAY


INSTALMENT_YEARS = 3  # 41(4): the longest a court may let a fine be paid in parts


def why_not_instalments(decided: date, until: date) -> Refusal | None:
    """Why a fine may not be paid in parts until this day (CC 41(4)); None when it may."""
    try:
        last = decided.replace(year=decided.year + INSTALMENT_YEARS)
    except ValueError:  # 29.02
        last = decided.replace(year=decided.year + INSTALMENT_YEARS, day=28)
    if decided < until <= last:
        return None
    return Refusal(
        "instalments", N_("A fine is paid in parts within %(years)s years at most."), {"years": INSTALMENT_YEARS},
        "CC 41(4)", "pay_until",
    )  # fmt: skip
