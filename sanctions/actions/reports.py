"""The report on an execution as one text: what was done, where, who took part, in the language of the proceedings."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _


def report_text(fields: Mapping[str, Any], language: str) -> str:
    """`fields`: execution, where, took_part; empty lines are left out."""
    with translation.override(language):
        where, who = str(fields.get("where") or "").strip(), str(fields.get("took_part") or "").strip()
        told = [
            str(fields.get("execution") or "").strip(),
            *([_("Place: %(place)s") % {"place": where}] if where else []),
            *([_("Took part: %(who)s") % {"who": who}] if who else []),
        ]
    return "\n".join(line for line in told if line)
