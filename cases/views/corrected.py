"""The mark beside an entry that was corrected, as `cases/corrected.html` takes it: people, overview, charges."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.queries.corrected import Corrected


def marks(found: Iterable[Corrected], base: str) -> list[dict[str, Any]]:
    """Corrections as `cases/corrected.html` takes them."""
    return [
        {
            "what": _(one.field.title),
            "before": one.before,
            "after": one.after,
            "by": one.decided_by.user.short_name() if one.decided_by else "",
            "at": one.at,
            "url": f"{base}rulings/{one.ruling}/" if one.ruling else "",
        }
        for one in found
    ]
