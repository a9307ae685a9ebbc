"""Forms of the rulings of `cases.actions.effects.charges`."""

from collections.abc import Callable
from typing import Any

CHARGES: dict[str, Callable[..., Any]] = {}
