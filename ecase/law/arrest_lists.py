"""The lists of CPC 136 by edition: where gravity alone is a ground, and which economic crimes an arrest
may be asked for. The test that uses them is `arrest.assess`.
"""

from dataclasses import dataclass
from datetime import date

from ecase.law.editions import LAW_23_VIII, LAW_72_VIII, LAW_150_VIII, Confidence
from ecase.law.qualification import Qualification


@dataclass(frozen=True)
class GravityList:
    """CPC 136(2) in one edition. `entries`: article, (article, part) or (article, part, item)."""

    code: str
    since: date | None
    until: date | None
    entries: frozenset[tuple[str, ...]]
    confidence: Confidence

    def names(self, charge: Qualification) -> bool:
        """Whether the list names the charge; an item-level entry needs the charge's item."""
        keys = {(charge.article,), (charge.article, charge.part), (charge.article, charge.part, charge.item)}
        return bool(keys & self.entries)


_OLD: frozenset[tuple[str, ...]] = frozenset({
    ("99", "2", "15"), ("170", "4"), ("175",), ("177",), ("178",), ("184",), ("255", "4"), ("263", "5"),
    ("286", "4"), ("297", "4"), ("298", "4"), ("299", "4"),
})  # fmt: skip
_FULL: frozenset[tuple[str, ...]] = frozenset({
    ("99",), ("106",), ("107",), ("108-1", "2"), ("109-1", "2"), ("110",), ("120",), ("121", "3-1"), ("122",),
    ("123",), ("124",), ("170", "4"), ("175",), ("177",), ("178",), ("184",), ("255", "4"), ("263", "5"),
    ("286", "4"), ("297", "4"), ("297-1", "4"), ("298", "4"), ("299", "4"),
})  # fmt: skip

# Two laws widened the list; which entry came with which is not known, so between them an entry of the
# full list alone is "perhaps" (GravityList "72-VIII", confidence M).
GRAVITY_LISTS: tuple[GravityList, ...] = (
    GravityList("2015", None, LAW_72_VIII, _OLD, "V"),
    GravityList("72-VIII", LAW_72_VIII, LAW_150_VIII, _FULL, "M"),
    GravityList("150-VIII", LAW_150_VIII, None, _FULL, "V"),
)

_ECONOMIC_2018 = frozenset({"217", "218", "231", "234", "248", "249"})


def gravity_list(day: date) -> GravityList:
    """The list of CPC 136(2) in force on `day`."""
    for edition in GRAVITY_LISTS:
        if (edition.since is None or edition.since <= day) and (edition.until is None or day < edition.until):
            return edition
    raise AssertionError("the editions leave no gap")


def surely_listed(charge: Qualification, day: date) -> bool | None:
    """Whether 136(2) names the charge on `day`; None where only one of two laws may have brought it."""
    edition = gravity_list(day)
    if not edition.names(charge):
        return False
    if edition.confidence == "M" and not GRAVITY_LISTS[0].names(charge):
        return None
    return True


def economic_allowed(article: str, day: date) -> bool:
    """Whether 136(3) lets an arrest be asked for this economic crime. CC 218-1 came with Law 23-VIII."""
    return article in _ECONOMIC_2018 or (article == "218-1" and day >= LAW_23_VIII)
