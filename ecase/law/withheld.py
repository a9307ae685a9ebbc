"""Why a material of the file may be kept from the court and the defence: the grounds an investigator can name.

The Code gives the investigator no general right to keep anything from the court: what is kept is counted, named by
whom and on which article, and the prosecutor who supervises always sees it. Pure data.
"""

from dataclasses import dataclass

from ecase.law.words import N_


@dataclass(frozen=True)
class Withholding:
    """`until`: when at the latest the ground falls away, in words."""

    code: str
    title: str
    cite: str
    until: str


END = N_("until the investigator or the prosecutor lifts it, at the latest when the file is opened to the parties")
INVESTIGATION_OVER = N_("until the file is opened to the parties at the end of the investigation")

WITHHOLDINGS: dict[str, Withholding] = {
    row.code: row
    for row in (
        Withholding("secret", N_("State secrets or another secret protected by law"), "CPC 47", END),
        Withholding("protected", N_("Data by which a protected person could be found"), "CPC 97, 98", END),
        Withholding("disclosure", N_("Data of the investigation that must not be disclosed"), "CPC 201(1)", END),
    )
}
# What the Code itself keeps from the defence while the investigation goes on.
CLOSED_INVESTIGATION = Withholding(
    "investigation",
    N_("Materials of the investigation that are not yet open to the defence: until it is over."),
    "CPC 70(2)(5)",
    INVESTIGATION_OVER,
)
OF_OTHERS = Withholding("others", N_("Papers about another suspect"), "CPC 70(2)", INVESTIGATION_OVER)
PROTECTED = Withholding(
    "protected_person", N_("Who stands behind a pseudonym, where a person is protected."), "CPC 97, 98", END
)


def by_cite(cite: str) -> Withholding | None:
    """The ground whose article is kept with a material; None for one that is no longer listed."""
    return next((row for row in WITHHOLDINGS.values() if row.cite == cite), None)
