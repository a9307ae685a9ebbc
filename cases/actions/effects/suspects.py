"""Recognition as a suspect and the qualification of his act (202, 203)."""

from cases.actions.effects.work import Work

SUSPECTS: dict[str, Work] = {}
