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
    """The name of a form in the reader's language; empty for one that is in nobody's list.

    A pattern may name the case the form belongs to, as `(?P<number>…)`: it stands behind the name then.
    """
    for pattern, title in _TITLES.items():
        found = re.match(pattern, key)
        if found is not None:
            number = found.groupdict().get("number")
            return f"{gettext(title)} · {number}" if number else gettext(title)
    return ""
