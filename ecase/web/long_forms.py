"""What the long forms are called that are kept while they are typed, by the beginning of their keys.

Apps name theirs when they start, before any model can be imported; the keeping itself is `ecase.web.saved`.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext

_TITLES: dict[str, str] = {}


def register(titles: Mapping[str, str]) -> None:
    """Name forms by patterns of their keys (`{r"cases/new/": N_("Registration of a case")}`)."""
    _TITLES.update(titles)


def title_of(key: str) -> str:
    """The name of a form in the reader's language; empty for one that is in nobody's list."""
    return next((gettext(title) for pattern, title in _TITLES.items() if re.match(pattern, key)), "")
