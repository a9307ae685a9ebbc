"""Individual and business identification numbers (ЖСН/ИИН, БСН/БИН): reading, checking, making.

Only what the twelve digits themselves say; whether such a person exists is not asked here.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["male", "female"]

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
# Seventh digit: century and sex together. 0 stands for a foreigner whose sex and century are not
# coded, so such a number carries no birth date and is not accepted for a participant.
_CENTURY: dict[str, tuple[int, Sex]] = {
    "1": (1800, "male"),
    "2": (1800, "female"),
    "3": (1900, "male"),
    "4": (1900, "female"),
    "5": (2000, "male"),
    "6": (2000, "female"),
}
_BIN_KINDS = {"4": "resident", "5": "non_resident", "6": "entrepreneur"}


@dataclass(frozen=True)
class Iin:
    """A well-formed individual number. `text` is the bare twelve digits."""

    birth_date: date
    sex: Sex
    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def spaced(self) -> str:
        """Birth part and rest, parted by a no-break space."""
        return f"{self.text[:6]}\N{NO-BREAK SPACE}{self.text[6:]}"

    @property
    def masked(self) -> str:
        """Year, month and the last two digits; the rest hidden."""
        return f"{self.text[:4]}••\N{NO-BREAK SPACE}••••{self.text[10:]}"


@dataclass(frozen=True)
class Bin:
    """A well-formed business number: month of registration, kind of entity, bare digits."""

    registered_in: date
    kind: str
    text: str

    def __str__(self) -> str:
        return self.text


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit for the first eleven; None when both weightings give ten (no such number)."""
    digits = [int(character) for character in first_eleven]
    for weights in (_FIRST, _SECOND):
        remainder = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
        if remainder != 10:
            return remainder
    return None


def parse_iin(text: str) -> Iin:
    """Read an individual number; spaces are ignored. Raises ValueError with the reason."""
    digits = _twelve_digits(text)
    century = _CENTURY.get(digits[6])
    if century is None:
        raise ValueError(f"the seventh digit is {digits[6]}, it must be 1 to 6 (century and sex)")
    year, month, day = century[0] + int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        birth_date = date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no such date: {day:02}.{month:02}.{year}") from None
    _right_check_digit(digits)
    return Iin(birth_date, century[1], digits)


def parse_bin(text: str) -> Bin:
    """Read a business number; spaces are ignored. Raises ValueError with the reason."""
    digits = _twelve_digits(text)
    month = int(digits[2:4])
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {digits[2:4]}")
    kind = _BIN_KINDS.get(digits[4])
    if kind is None:
        raise ValueError(f"the fifth digit is {digits[4]}, it must be 4, 5 or 6 (kind of entity)")
    if digits[5] not in "0123":
        raise ValueError(f"the sixth digit is {digits[5]}, it must be 0 to 3 (head office, branch)")
    _right_check_digit(digits)
    year = int(digits[:2])
    # Two digits of a year: business numbers stand for registrations from 1990 on.
    return Bin(date((1900 if year >= 90 else 2000) + year, month, 1), kind, digits)


def make_iin(birth_date: date, sex: Sex, serial: int) -> str:
    """A well-formed fictional number for demonstrations; `serial` 0 to 9999.

    Raises ValueError for a century without code, a serial out of range, or the about one serial in
    121 whose check digit does not exist (take the next one).
    """
    if not 0 <= serial <= 9999:
        raise ValueError("the serial has four digits")
    century = birth_date.year // 100 * 100
    code = next((c for c, meaning in _CENTURY.items() if meaning == (century, sex)), None)
    if code is None:
        raise ValueError(f"the year {birth_date.year} has no code")
    first_eleven = f"{birth_date:%y%m%d}{code}{serial:04}"
    last = check_digit(first_eleven)
    if last is None:
        raise ValueError(f"serial {serial} has no check digit, take another")
    return f"{first_eleven}{last}"


def _twelve_digits(text: str) -> str:
    compact = re.sub(r"\s", "", text)
    if not compact:
        raise ValueError("the number is empty")
    # isdigit() would let other scripts' digits and superscripts through.
    if not re.fullmatch(r"[0-9]+", compact):
        raise ValueError("only digits are allowed")
    if len(compact) != 12:
        raise ValueError(f"{len(compact)} digits instead of 12")
    return compact


def _right_check_digit(digits: str) -> None:
    expected = check_digit(digits[:11])
    if expected is None or expected != int(digits[11]):
        raise ValueError("the check digit does not fit, look for a typing mistake")
