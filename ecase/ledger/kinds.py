"""Words for kinds of entries. The ledger stores codes; the apps that write them say what they mean.

Each app calls ``register({"detention.expired": N_("The term of the detention ran out")})`` in its ``ready()``.
Not here: a list of kinds. An entry of a kind nobody registered any more is still an entry and shows its code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\Z")

_words: dict[str, str] = {}


def register(words: Mapping[str, str]) -> None:
    """Add ``code -> English msgid``. The same code with other words is a mistake of two apps."""
    for code, says in words.items():
        if not CODE.match(code) or len(code) > 64:
            raise ValueError(f"not a kind of entry: {code!r}")
        if _words.setdefault(code, says) != says:
            raise ValueError(f"{code} already means {_words[code]!r}")


def says(code: str) -> str:
    """The msgid for a code, to be translated at the edge; the code itself when no app claims it."""
    return _words.get(code, code)


def known() -> dict[str, str]:
    """All registered kinds."""
    return dict(_words)
