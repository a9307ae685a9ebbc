"""One article and part of the Criminal Code as a plain value: what the rules need to know of it.

Reading the table is `criminal_code`; which arrest it allows is `arrest`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class OffenceKind(StrEnum):
    CRIME = "crime"
    MISDEMEANOUR = "misdemeanour"


class Gravity(StrEnum):
    MISDEMEANOUR = "misdemeanour"
    MINOR = "minor"
    MEDIUM = "medium"
    GRAVE = "grave"
    ESPECIALLY_GRAVE = "especially_grave"


Intent = Literal["intentional", "negligent"]


@dataclass(frozen=True)
class Qualification:
    """`max_imprisonment_months` is the longest fixed term, None when the sanction names none
    (`life` may still be there). `undivided`: the article has no numbered parts. `item` where the
    charge names one. `economic`: chapter 8 of the Criminal Code."""

    article: str
    part: str = "1"
    kind: OffenceKind = OffenceKind.CRIME
    gravity: Gravity = Gravity.MEDIUM
    intent: Intent = "intentional"
    max_imprisonment_months: int | None = None
    life: bool = False
    economic: bool = False
    undivided: bool = False
    item: str = ""
    fine_is_main: bool = False
    max_fine_mci: int | None = None
    corruption: str = "no"
    min_age: int | None = None

    @property
    def cite(self) -> str:
        """As a citation: "CC 188(3)", "CC 102" for an undivided article, "CC 99(2)(15)"."""
        part = "" if self.undivided else f"({self.part})"
        return f"CC {self.article}{part}" + (f"({self.item})" if self.item else "")

    @property
    def over_five_years(self) -> bool:
        """Imprisonment of more than five years, or life, is threatened."""
        return self.life or (self.max_imprisonment_months or 0) > 60

    @property
    def imprisonment(self) -> bool:
        """Imprisonment is threatened at all."""
        return self.life or bool(self.max_imprisonment_months)
