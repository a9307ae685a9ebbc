"""How the law speaks to people: marked source strings and refusals that carry words and an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802  (the field's usual name for "translate this later")
    """Mark `text` for translation; it is translated where a reader is known."""
    return text


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done.

    `code` is stable and for machines, `says` an English msgid with `%(name)s` places filled from
    `params`, `cite` the article ("CPC 131(4)") or empty where no article but good order says no.
    `field` names the form field the words belong to, when there is one.
    """

    code: str
    says: str
    params: Mapping[str, object] = field(default_factory=dict)
    cite: str = ""
    field: str = ""

    def __str__(self) -> str:
        return self.says % dict(self.params) if self.params else self.says


class Refused(Exception):
    """Raised by an action that would break a rule; nothing has been written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
