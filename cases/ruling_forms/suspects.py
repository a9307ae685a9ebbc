"""Forms of the rulings of `cases.actions.effects.suspects`."""

from collections.abc import Callable
from typing import Any

SUSPECTS: dict[str, Callable[..., Any]] = {}
