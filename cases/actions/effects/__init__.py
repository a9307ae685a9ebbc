"""What each kind of ruling does to the case when it comes into force, by kind."""

from cases.actions.effects.charges import CHARGES
from cases.actions.effects.corrections import CORRECTIONS
from cases.actions.effects.posts import POSTS
from cases.actions.effects.suspects import SUSPECTS
from cases.actions.effects.terms import TERMS
from cases.actions.effects.work import Work

WORKS: dict[str, Work] = {**SUSPECTS, **CHARGES, **TERMS, **POSTS, **CORRECTIONS}
