"""What a legal limit is made of: editions, amounts, rungs of warning, and the texts that were read.

The limits themselves stand in `limits`; how they are counted in `clock`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["h", "d", "mo"]
# V: the article's own wording was read. P: a paraphrase or the press. M: memory, a lawyer must
# check. own: no law at all, a term this system sets itself.
Confidence = Literal["V", "P", "M", "own"]


@dataclass(frozen=True)
class Source:
    """One edition of the Criminal Procedure Code that was read."""

    code: str
    edition_of: date

    @property
    def url(self) -> str:
        """Its address in the state bank of legal acts."""
        return f"https://zan.gov.kz/client/#!/doc/81164/rus/{self.edition_of:%d.%m.%Y}"


SOURCES: dict[str, Source] = {
    source.code: source
    for source in (
        Source("S17", date(2017, 12, 28)),
        Source("S18", date(2018, 12, 28)),
        Source("S22", date(2022, 6, 27)),
        Source("S23", date(2023, 3, 7)),
        Source("S24", date(2024, 1, 1)),
        Source("S24b", date(2024, 9, 5)),
        Source("S25", date(2025, 9, 16)),
        Source("S25b", date(2025, 12, 30)),
    )
}
# Later texts of the Code were not available to us; rules simply go on after this day.
LAST_SEEN = date(2025, 12, 30)

# Law 118-VI of 21.12.2017 took effect ten days after it was published. The day itself is memory.
LAW_118_VI = date(2018, 1, 9)
COVERT_TO_COURT = date(2018, 3, 1)
LAW_292_VI = date(2020, 1, 8)
LAW_384_VI = date(2020, 12, 31)
# In stages by kind of case; the first of them.
LAW_88_VII = date(2022, 1, 1)
LAW_23_VIII = date(2023, 9, 10)
LAW_72_VIII = date(2024, 6, 14)
LAW_150_VIII = date(2025, 3, 3)
LAW_210_VIII = date(2025, 9, 16)


@dataclass(frozen=True)
class Amount:
    """A named length inside one edition ("minor": 24) and when it applies (an English msgid)."""

    name: str
    value: int
    title: str
    cite: str = ""


@dataclass(frozen=True)
class Edition:
    """The wording of one limit that held from `since` (included) to `until` (excluded).

    `amount` is the usual length in the limit's unit; `amounts` are the named others. None in
    `since` or `until` means open on that side as far as was seen.
    """

    code: str
    since: date | None
    until: date | None
    amount: int
    cite: str
    source: str
    confidence: Confidence
    amounts: tuple[Amount, ...] = ()
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in this edition."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def length(self, amount: int | str | None = None) -> int:
        """The length to count: the usual one, a named one, or a number somebody lawfully set.

        Raises ValueError for a name this edition does not have or a number below one.
        """
        if amount is None:
            return self.amount
        if isinstance(amount, int):
            if amount < 1:
                raise ValueError(f"a term of {amount} is no term")
            return amount
        for named in self.amounts:
            if named.name == amount:
                return named.value
        raise ValueError(f"edition {self.code} knows no amount named {amount!r}")

    def named(self, amount: int | str | None) -> Amount | None:
        """The named amount, when `amount` is the name of one."""
        return next((a for a in self.amounts if a.name == amount), None)


@dataclass(frozen=True)
class Rung:
    """One step of the warning ladder: `offset` from the due moment, negative before it."""

    name: str
    offset: timedelta


@dataclass(frozen=True)
class Limit:
    """One term the law sets (or, with confidence "own", this system).

    `anchor` names the event it runs from (words in `limits.ANCHORS`). `custody`: a person is held,
    so hours run to the minute, the first day counts and nothing is moved. `rolls`: moves off a
    non-working last day. `pauses`: can stand still. `backwards`: counted back from the anchor.
    """

    key: str
    title: str
    anchor: str
    unit: Unit
    editions: tuple[Edition, ...]
    custody: bool = False
    rolls: bool = False
    pauses: bool = False
    backwards: bool = False
    rungs: tuple[Rung, ...] = ()

    def edition(self, day: date) -> Edition:
        """The edition in force on `day`. Raises NoEdition when none was."""
        for edition in self.editions:
            if edition.holds_on(day):
                return edition
        raise NoEdition(f"{self.key} did not exist on {day:%d.%m.%Y}")

    def edition_named(self, code: str) -> Edition:
        """The edition called `code`. Raises KeyError."""
        for edition in self.editions:
            if edition.code == code:
                return edition
        raise KeyError(f"{self.key} has no edition {code!r}")

    @property
    def own(self) -> bool:
        """True for a service term of this system that no law sets."""
        return all(edition.confidence == "own" for edition in self.editions)


class NoEdition(LookupError):
    """The limit did not exist on the day asked about."""
