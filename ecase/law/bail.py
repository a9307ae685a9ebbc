"""Bail: how much at least and at most, for whom less, when it is barred, and when the judge must set it.

CPC 145, 148(8)-(9). The wording of both was read in the edition of 01.01.2024 (S24), half the floor in that of
16.09.2025 (S25). Two of its sentences meet: 148(9)(3) allows no bail where there is enough to think the person will
flee or obstruct, and 136(1) asks for just that, or little else, before any measure is taken, bail among them. So what
is only believed leaves room with a written reason; a flight that has happened, and data that crime goes on, do not.

The monthly calculation index is given as a plain value: whoever asks knows the day. Whether custody
may be asked for is `arrest`; what else may be asked for instead is `measures`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecase.law.detention_facts import Fact
from ecase.law.editions import LAW_210_VIII
from ecase.law.qualification import Gravity, Intent, OffenceKind, Qualification
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal

CITE = "CPC 145(3)"


@dataclass(frozen=True)
class Band:
    """Amounts of one category in MCI; `most` None: the Code names no upper figure."""

    gravity: Gravity
    intent: Intent | None
    least: int
    most: int | None


BANDS: tuple[Band, ...] = (
    Band(Gravity.MINOR, None, 30, 120),
    Band(Gravity.MEDIUM, "negligent", 120, 200),
    Band(Gravity.MEDIUM, "intentional", 200, 350),
    Band(Gravity.GRAVE, None, 350, None),
    Band(Gravity.ESPECIALLY_GRAVE, None, 500, None),
)

# For whom the amount may go below the floor, in exceptional cases. Item 2 was struck out by Law 292-VI.
LISTED_PERSONS: dict[str, tuple[str, str]] = {
    "dependants": (N_("Supports minor children, old parents or disabled relatives"), "CPC 145(3)(1)"),
    "guardian": (N_("Guardian or custodian"), "CPC 145(3)(1)"),
    "vulnerable": (N_("Socially vulnerable, or lives on social assistance of the budget"), "CPC 145(3)(3)"),
    "minor": (N_("Under eighteen"), "CPC 145(3)(4)"),
    "pensioner": (N_("Of pension age"), "CPC 145(3)(4)"),
}


class Setting(StrEnum):
    """What the judge who sanctions custody does about bail (CPC 148(8),(9))."""

    MUST = "must"
    MAY = "may"  # especially grave, in none of the cases of 148(9); or flight is only believed: he says why
    BARRED = "barred"


@dataclass(frozen=True)
class BailFacts:
    """What bears on bail besides the charge. `circumstances`: facts of `detention_facts.Fact` that are there.
    `may_flee_or_obstruct`: enough grounds to think so (136(1)); `fled`: it has happened; `broke_bail`: of this very
    case; `at_war`: a military crime in wartime or battle."""

    circumstances: frozenset[Fact] = frozenset()
    may_flee_or_obstruct: bool = False
    fled: bool = False
    continues_crime: bool = False
    broke_bail: bool = False
    at_war: bool = False


@dataclass(frozen=True)
class Floor:
    """Limits of the amount for one charge on one day, in MCI and in tenge at `mci`. `lowest_*`: how low it may go for
    a listed person in exceptional cases; None: no figure in that edition."""

    least_mci: int
    most_mci: int | None
    lowest_mci: int | None
    mci: int
    listed: tuple[str, ...]
    cite: str = CITE
    confidence: str = "V"

    @property
    def least(self) -> int:
        return self.least_mci * self.mci

    @property
    def most(self) -> int | None:
        return None if self.most_mci is None else self.most_mci * self.mci

    @property
    def lowest(self) -> int:
        """The least tenge for this person: the floor, or what stands below it for a listed one."""
        if not self.listed:
            return self.least
        return (self.lowest_mci or 0) * self.mci

    @property
    def explanation(self) -> tuple[Step, ...]:
        """The arithmetic, for pages and acts."""
        told = [
            Step(
                N_("Not less than %(n)s MCI: %(n)s × %(mci)s = %(tenge)s tenge."),
                {"n": self.least_mci, "mci": self.mci, "tenge": self.least},
                CITE,
            )
        ]
        if self.most_mci is not None:
            told.append(
                Step(
                    N_("Not more than %(n)s MCI: %(n)s × %(mci)s = %(tenge)s tenge."),
                    {"n": self.most_mci, "mci": self.mci, "tenge": self.most_mci * self.mci},
                    CITE,
                )
            )
        else:
            told.append(Step(N_("The Code names no upper figure for this category."), {}, CITE))
        for person in self.listed:
            title, cite = LISTED_PERSONS[person]
            told.append(Step(N_("Less in exceptional cases: %(who)s."), {"who": title}, cite))
        if self.listed and self.lowest_mci is not None:
            told.append(
                Step(
                    N_("Even then not less than half of it: %(tenge)s tenge."),
                    {"tenge": self.lowest},
                    CITE,
                )
            )
        return tuple(told)


def bail_floor(charge: Qualification, *, day: date, mci: int, listed: Iterable[str] = ()) -> Floor | None:
    """The amounts for `charge` on `day` with the index at `mci` tenge. None: 145(3) names none for a misdemeanour.

    `listed`: keys of `LISTED_PERSONS` that fit the person. Raises KeyError for another one.
    """
    band = _band(charge)
    if band is None:
        return None
    persons = tuple(listed)
    for person in persons:
        LISTED_PERSONS[person]
    # Law 210-VIII set the half; before it a listed person's bail knew no lowest figure (C27).
    lowest = band.least // 2 if day >= LAW_210_VIII else None
    return Floor(band.least, band.most, lowest, mci, persons)


def why_not_bail(
    amount: int | None,
    charge: Qualification,
    *,
    day: date,
    mci: int,
    facts: BailFacts | None = None,
    listed: Iterable[str] = (),
    exceptional: bool = False,
    other_property: bool = False,
    reason_written: bool = False,
) -> Refusal | None:
    """Why bail of `amount` tenge may not be asked for or set; `amount` None asks whether bail is open at all.

    `exceptional`: the reasons for going below the floor are written. `other_property`: not money, and its giver agrees
    that it is worth more than the upper figure (145(3), second paragraph). `reason_written`: why bail although flight
    is believed (`bail_room`).
    """
    known = facts or BailFacts()
    barred = bail_barred(charge, known) or (None if reason_written else bail_room(charge, known))
    if barred is not None:
        return barred
    floor = bail_floor(charge, day=day, mci=mci, listed=listed)
    if floor is None:
        return Refusal(
            "bail_misdemeanour",
            N_("The Code sets amounts of bail for crimes only: for a misdemeanour take another measure."),
            {},
            CITE,
        )
    if amount is None:
        return None
    return _too_little(amount, floor, exceptional=exceptional) or _too_much(amount, floor, other_property)


def bail_barred(charge: Qualification, facts: BailFacts) -> Refusal | None:
    """The case of 148(9) that is there, the first of the five; by 145(1) bail is not applied in them at all."""
    if _caused_death(charge, facts):
        return _barred(N_("An intentional crime that caused death: no bail."), 1)
    if _gravest_kind(charge, facts):
        return _barred(
            N_(
                "No bail for a crime of a criminal group, a terrorist or extremist one, or these especially grave ones."
            ),
            2,
        )
    for there, number, says in (
        (facts.fled, 3, N_("Whoever has fled gets no bail.")),
        (facts.continues_crime, 4, N_("There are data that criminal conduct goes on: no bail.")),
        (facts.broke_bail, 5, N_("Bail in this case has been broken already.")),
    ):
        if there:
            return _barred(says, number)
    return None


def bail_room(charge: Qualification, facts: BailFacts) -> Refusal | None:
    """What a written reason overcomes: flight or obstruction is believed, as 136(1) asks for every measure."""
    if not facts.may_flee_or_obstruct or bail_barred(charge, facts) is not None:
        return None
    says = N_("There is enough to think the person will flee or obstruct: write why bail will do all the same.")
    return Refusal("bail_believed", says, {}, "CPC 136(1), 145(1), 148(9)(3)")


def setting(charge: Qualification, facts: BailFacts) -> Setting:
    """What the judge who sanctions custody does: sets the amount, may set it, or sets none."""
    if bail_barred(charge, facts) is not None:
        return Setting.BARRED
    if charge.gravity is Gravity.ESPECIALLY_GRAVE or bail_room(charge, facts) is not None:
        return Setting.MAY
    return Setting.MUST


def _band(charge: Qualification) -> Band | None:
    if charge.kind is not OffenceKind.CRIME:
        return None
    for band in BANDS:
        if band.gravity is charge.gravity and band.intent in (None, charge.intent):
            return band
    return None


def _too_little(amount: int, floor: Floor, *, exceptional: bool) -> Refusal | None:
    if amount >= floor.least:
        return None
    if not floor.listed or amount < floor.lowest or amount < 1:
        return Refusal(
            "bail_below_floor",
            N_("At least %(tenge)s tenge."),
            {"tenge": max(floor.lowest, 1)},
            CITE,
            "bail",
        )
    if not exceptional:
        return Refusal(
            "bail_exceptional",
            N_("Below %(tenge)s tenge only in exceptional cases: write why."),
            {"tenge": floor.least},
            CITE,
            "bail_why",
        )
    return None


def _too_much(amount: int, floor: Floor, other_property: bool) -> Refusal | None:
    if floor.most is None or amount <= floor.most or other_property:
        return None
    return Refusal(
        "bail_above_ceiling",
        N_("Not more than %(tenge)s tenge; other property may be worth more, when its giver agrees."),
        {"tenge": floor.most},
        CITE,
        "bail",
    )


def _barred(says: str, item: int) -> Refusal:
    return Refusal(f"bail_barred_{item}", says, {}, f"CPC 145(1), 148(9)({item})")


# Murder and its milder forms say death themselves; every other crime has to be stated to have caused it.
_KILLING = frozenset({"99", "100", "101", "102", "103"})
# Chapters 1, 4, 5, 11, 17 of the Criminal Code by their first and last articles.
_CHAPTERS_148_9 = ((99, 131), (160, 174), (175, 186), (296, 316), (407, 436))
_WITH_ANY_GRAVITY = frozenset({Fact.CRIMINAL_GROUP, Fact.TERRORIST_OR_EXTREMIST})
_WITH_ESPECIALLY_GRAVE = frozenset({Fact.MASS_RIOTS, Fact.EMERGENCY})


def _caused_death(charge: Qualification, facts: BailFacts) -> bool:
    if charge.intent != "intentional" or charge.kind is not OffenceKind.CRIME:
        return False
    return charge.article in _KILLING or Fact.INTENTIONAL_CRIME_CAUSING_DEATH in facts.circumstances


def _gravest_kind(charge: Qualification, facts: BailFacts) -> bool:
    if charge.kind is not OffenceKind.CRIME:
        return False
    if facts.circumstances & _WITH_ANY_GRAVITY:
        return True
    if charge.gravity is not Gravity.ESPECIALLY_GRAVE:
        return False
    number = int(charge.article.split("-")[0])
    in_chapter = any(first <= number <= last for first, last in _CHAPTERS_148_9)
    return in_chapter or facts.at_war or bool(facts.circumstances & _WITH_ESPECIALLY_GRAVE)
