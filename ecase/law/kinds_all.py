"""Every kind of sanction by its code: the registry that forms, moves, acts, checks and `/law/` read."""

from ecase.law.kinds import Kind
from ecase.law.kinds_covert import COVERT_KINDS
from ecase.law.kinds_liberty import LIBERTY_KINDS
from ecase.law.kinds_lift import MEASURE_LIFT
from ecase.law.kinds_obligation import OBLIGATION_KINDS
from ecase.law.kinds_other import OTHER_KINDS
from ecase.law.kinds_person import PERSON_KINDS
from ecase.law.kinds_property import PROPERTY_KINDS
from ecase.law.kinds_search import SEARCH_KINDS

TABLES: tuple[tuple[Kind, ...], ...] = (
    LIBERTY_KINDS, OBLIGATION_KINDS, SEARCH_KINDS, PROPERTY_KINDS, PERSON_KINDS, COVERT_KINDS,
    (*OTHER_KINDS, MEASURE_LIFT),
)  # fmt: skip


def _by_code() -> dict[str, Kind]:
    kinds = {kind.code: kind for table in TABLES for kind in table}
    if len(kinds) != sum(len(table) for table in TABLES):
        raise ValueError("a kind of sanction stands twice in the tables")
    return kinds


KINDS: dict[str, Kind] = _by_code()
