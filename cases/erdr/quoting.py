"""Text that a spreadsheet would take for a formula: marked on the way out, taken back on the way in.

An apostrophe before the sign is what spreadsheets themselves use. A text that has apostrophes there already gets one
more, so that reading gives back exactly what was written.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"''*[=+\-@\t\r]")


def safe(text: str) -> str:
    """`text` for a cell."""
    return f"'{text}" if _RISKY.match(text) else text


def meant(text: str) -> str:
    """What a cell written by `safe` says."""
    return text[1:] if _MARKED.match(text) else text
