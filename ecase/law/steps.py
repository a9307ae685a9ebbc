"""One line of reasoning: what the law code says when it explains how it came to an answer.

Refusals stand in `words`; a step refuses nothing, it only tells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """`says` is an English msgid marked `N_()`, its `%(name)s` places filled from `params`
    (strings and numbers only, so that a step fits into JSON); `cite` as in `Refusal`."""

    says: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    cite: str = ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The words, through the reader's `translate` (gettext) when one is given.

        Words among the params are msgids themselves and go through it too; dates come back as they are.
        """
        says = translate(self.says)
        if not self.params:
            return says
        return says % {
            name: translate(value) if isinstance(value, str) and value else value for name, value in self.params.items()
        }

    def __str__(self) -> str:
        return self.text()


class Reasoning(list[Step]):
    """Steps in the order they were taken."""

    def say(self, says: str, cite: str = "", **params: str | int) -> None:
        """Add one step; `says` marked `N_()` by the caller."""
        self.append(Step(says, params, cite))
