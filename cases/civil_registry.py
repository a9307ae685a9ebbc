"""Asking the civil registry who stands behind an IIN: the adapter, and a stand-in for demonstrations.

Here: what any registry has to answer, how long it may take, and what is said when it does not. Not here: who may
ask and what becomes of the answer (`cases.actions.people`, `cases.registering`). No real registry is connected: its
adapter is a class with `name` and `find`, named in the setting ECASE_CIVIL_REGISTRY by its dotted path.
"""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from ecase.law.identity import Sex, parse_iin
from ecase.law.words import N_

PATIENCE = 4.0
"""Seconds a person waits at the form; a registry that takes longer has not answered."""

DEMO = "demo"
NO_ANSWER = "no_answer"
"""What `Participant.identity_source` says of somebody whose identity is still to be checked."""


class Unavailable(Exception):
    """The registry gives no answer: it is away, too slow, or broken."""


@dataclass(frozen=True)
class Person:
    """Somebody as the registry knows him. Names as they are written there, birth date by the registry."""

    iin: str
    last_name: str
    first_name: str
    patronymic: str
    birth_date: date
    sex: Sex
    citizenship: str = ""
    address: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class CivilRegistry(Protocol):
    """What a registry can be asked. `name` is an English msgid, shown as the source of the answer."""

    name: str

    def find(self, iin: str) -> Person | None:
        """The person with this (well-formed) number, or None where there is none. Raises Unavailable."""


class State(StrEnum):
    FOUND = "found"
    UNKNOWN = "unknown"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Answer:
    """What came of asking for one number, at which moment, and of whom (`source`: "demo" or a dotted path)."""

    iin: str
    state: State
    source: str
    at: datetime
    person: Person | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        person = asdict(self.person) | {"birth_date": self.person.birth_date.isoformat()} if self.person else None
        return {
            "iin": self.iin,
            "state": self.state.value,
            "source": self.source,
            "at": self.at.isoformat(),
            "person": person,
        }


def answer_of(plain: dict[str, Any]) -> Answer:
    """An answer that was kept as JSON."""
    person = plain.get("person")
    return Answer(
        plain["iin"],
        State(plain["state"]),
        plain["source"],
        datetime.fromisoformat(plain["at"]),
        Person(**{**person, "birth_date": date.fromisoformat(person["birth_date"])}) if person else None,
    )


def configured() -> str:
    """Which registry is connected: empty for none."""
    return str(getattr(settings, "ECASE_CIVIL_REGISTRY", "") or "")


def name_of(source: str) -> str:
    """The source of an answer in the reader's language; a registry that is gone is named by its path."""
    if source == DEMO:
        return gettext(Demonstration.name)
    try:
        return gettext(import_string(source).name)
    except (ImportError, AttributeError):
        return source


def ask(iin: str, *, at: datetime) -> Answer | None:
    """Ask the connected registry for a well-formed number; None where no registry is connected.

    Never raises for the registry's sake: whatever goes wrong there is "no answer" here.
    """
    source = configured()
    if not source:
        return None
    # Not in a `with`: leaving it would wait for the very call that takes too long.
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        registry: CivilRegistry = Demonstration() if source == DEMO else import_string(source)()
        person = pool.submit(registry.find, iin).result(timeout=PATIENCE)
    except (Unavailable, TookTooLong, OSError):
        return Answer(iin, State.NO_ANSWER, source, at)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return Answer(iin, State.FOUND if person else State.UNKNOWN, source, at, person)


# --- the stand-in -----------------------------------------------------------------------------------

_KNOWN = {
    "940612331141": ("Кравцов", "Денис", "Олегович"),
    "880119441151": ("Ахметова", "Салтанат", "Ержановна"),
    "910314300126": ("Оспанов", "Руслан", "Маратович"),
    "850606400334": ("Тұрсынова", "Әйгерім", "Болатқызы"),
}
_LAST = {
    "male": ("Әбенов", "Жұмабеков", "Ли", "Петров", "Сәрсенов", "Кенжебаев", "Исаев", "Тулегенов"),
    "female": ("Әбенова", "Жұмабекова", "Ли", "Петрова", "Сәрсенова", "Кенжебаева", "Исаева", "Тулегенова"),
}
_FIRST = {
    "male": ("Арман", "Дәурен", "Сергей", "Ерлан", "Нұрлан", "Виктор", "Тимур"),
    "female": ("Айгүл", "Динара", "Ольга", "Гүлнар", "Мадина", "Елена", "Сәуле"),
}
_PATRONYMIC = {
    "male": ("Серікұлы", "Маратович", "Ержанұлы", "Викторович", "Асқарұлы"),
    "female": ("Серікқызы", "Маратовна", "Ержанқызы", "Викторовна", "Асқарқызы"),
}
# Numbers whose ninth to eleventh digits are these show what else a registry may do.
_NOBODY, _SILENT = "999", "998"


class Demonstration:
    """No registry at all: fictional people made out of the digits of the number, the same ones each time.

    Some numbers are nobody's and some get no answer, so that both can be seen. Demo mode only.
    """

    name = N_("Civil registry (demonstration stand-in)")

    def find(self, iin: str) -> Person | None:
        """A fictional person for any number whose check digit fits."""
        try:
            number = parse_iin(iin)
        except ValueError:
            return None
        serial = iin[8:11]
        if serial == _SILENT:
            raise Unavailable
        if serial == _NOBODY:
            return None
        sex, n = number.sex, int(iin[4:11])
        last, first, patronymic = _KNOWN.get(iin) or (
            _LAST[sex][n % len(_LAST[sex])],
            _FIRST[sex][n // 8 % len(_FIRST[sex])],
            _PATRONYMIC[sex][n // 56 % len(_PATRONYMIC[sex])],
        )
        return Person(
            iin=number.text,
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            birth_date=number.birth_date,
            sex=sex,
            citizenship="Қазақстан Республикасы",
            address=f"г. Алматы, ул. Учебная, д. {1000 + n % 500}",
        )
