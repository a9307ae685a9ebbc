"""Change and end of charges, severance and joinder: what the case is conducted on (43, 44, 121(1), 207, 289)."""

from cases.actions.effects.work import Work

CHARGES: dict[str, Work] = {}
