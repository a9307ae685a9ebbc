"""What an act is: the shape of a row in the tables of acts (`acts`, `acts_rulings`, `acts_reports`)."""

from dataclasses import dataclass
from typing import Literal

from ecase.law.roles import Role

FieldKind = Literal["text", "long", "moment", "date", "number", "money", "choice", "ticks", "yes"]


@dataclass(frozen=True)
class Field:
    """One field the signer fills; everything else in an act comes from the record.

    `choices`: code and words, for "choice" (one) and "ticks" (several). `hint` is shown under the label.
    `least`, `most`: bounds of a number.
    """

    name: str
    label: str
    kind: FieldKind = "long"
    required: bool = True
    cite: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Act:
    """`title` is an English msgid, `title_ru` and `title_kk` the official names in the act itself.
    `listed_as`: its code in `data/acts.csv`, empty where the Code names no such document and the
    title is composed. `addressed_to`: who gets it, in roles or words of the record. `template`: its
    folder under `templates/acts/` where several acts are printed by one template; else the code."""

    code: str
    title: str
    title_ru: str
    title_kk: str
    cite: str
    signers: frozenset[Role]
    addressed_to: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    listed_as: str = ""
    template: str = ""

    @property
    def folder(self) -> str:
        """Where its templates stand under `templates/acts/`."""
        return self.template or self.code

    def official_title(self, language: str) -> str:
        """The title as printed: Kazakh for "kk", Russian for anything else."""
        return self.title_kk if language[:2] == "kk" else self.title_ru
