"""Every time limit of the procedure, by key. The registry the moves, the clocks and `/law/` read.

Tables, one for each noun: `limits_custody` (a person is held), `limits_report`, `limits_investigation`,
`limits_court`, `limits_actions`, `limits_writ`, `limits_parties`. What a limit is made of stands in
`editions`; counting in `clock`.
"""

from ecase.law.editions import (
    LAST_SEEN,
    SOURCES,
    Amount,
    Confidence,
    Edition,
    Limit,
    NoEdition,
    Rung,
    Source,
    Unit,
)
from ecase.law.limits_actions import ACTION_LIMITS
from ecase.law.limits_court import COURT_LIMITS
from ecase.law.limits_custody import CUSTODY_LIMITS
from ecase.law.limits_investigation import INVESTIGATION_LIMITS
from ecase.law.limits_parties import PARTIES_LIMITS
from ecase.law.limits_report import REPORT_LIMITS
from ecase.law.limits_writ import WRIT_LIMITS
from ecase.law.words import N_

__all__ = [
    "ANCHORS", "GROUPS", "LAST_SEEN", "LIMITS", "SOURCES", "UNITS", "Amount", "Confidence", "Edition", "Limit",
    "NoEdition", "Rung", "Source", "Unit",
]  # fmt: skip

# What each term runs from, in words.
ANCHORS: dict[str, str] = {
    "restraint_at": N_("the moment the person was really held, or forced delivery began if that was earlier"),
    "protocol_at": N_("the drawing up of the detention protocol"),
    "detention_expiry": N_("the end of the detention, counted back"),
    "arrest_expiry": N_("the end of the custody, counted back"),
    "court_received": N_("arrival of the materials at the court"),
    "sanction_announced": N_("the choice of the preventive measure or the detention"),
    "ruling": N_("the ruling"),
    "announced": N_("announcement of the court's ruling"),
    "received": N_("receipt of the case or the materials"),
    "copy_received": N_("receipt of the copy"),
    "filed": N_("filing"),
    "erdr_registered": N_("registration in the Unified Register (ERDR)"),
    "suspect_interrogation": N_("interrogation as a suspect"),
    "conditions_met": N_("the moment all conditions are established"),
    "inspection_end": N_("the end of the inspection (assumed: the Code names no anchor)"),
    "property_identified": N_("finding the property"),
    "final_decision": N_("the final decision in the case"),
    "sanction": N_("the sanction"),
    "start": N_("the start of the action"),
    "order_delivered": N_("delivery of the order to the place of detention"),
    "term_end": N_("the end of the term, counted back"),
    "term_over": N_("the end of the term that is extended"),
    "report_received": N_("receipt of the crime report"),
    "investigation_start": N_("the start of the pre-trial investigation"),
    "errand_received": N_("receipt of the errand (assumed)"),
    "demand_received": N_("receipt of the demand"),
    "representation_received": N_("receipt of the representation"),
    "covert_end": N_("the end of the covert actions"),
    "termination": N_("the termination ruling"),
    "minutes_signed": N_("signing of the minutes"),
    "reading_appointed": N_("the day appointed for reading the file"),
    "reading_end": N_("the end of reading the file"),
    "release": N_("the release"),
    "order_received": N_("receipt of the order"),
    "restriction_set": N_("the setting of the restriction"),
    "refusal_in_force": N_("the day the refusal takes legal force"),
    "surety_withdrawn": N_("the surety's withdrawal"),
    "action_end": N_("the end of the action (assumed: the Code names no anchor)"),
    "placed": N_("placing in the medical organisation"),
    "check_ordered": N_("the judge's order to check"),
    "post_told": N_("word of the post that the item is there"),
    "mail_lifted": N_("lifting of the control of mail"),
    "contact": N_("the meeting with the person under surveillance"),
    "notified": N_("word to the person that the action took place"),
    "destruction_told": N_("word to the prosecutor that results are to be destroyed"),
}

UNITS: dict[Unit, str] = {"h": N_("%(n)s h"), "d": N_("%(n)s days"), "mo": N_("%(n)s months")}


# What the registry is printed under, in the order a case goes.
GROUPS: tuple[tuple[str, tuple[Limit, ...]], ...] = (
    (N_("Report and registration"), REPORT_LIMITS),
    (N_("Investigation"), INVESTIGATION_LIMITS),
    (N_("While a person is held"), CUSTODY_LIMITS),
    (N_("The investigating judge and covert actions"), COURT_LIMITS),
    (N_("Search, medical stay and covert actions"), ACTION_LIMITS),
    (N_("Motions, complaints and the defence"), PARTIES_LIMITS),
    (N_("Writ procedure"), WRIT_LIMITS),
)


def _by_key(*tables: tuple[Limit, ...]) -> dict[str, Limit]:
    registry: dict[str, Limit] = {}
    for limit in (row for table in tables for row in table):
        if limit.key in registry:
            raise ValueError(f"{limit.key} stands twice in the registry")
        registry[limit.key] = limit
    return registry


LIMITS: dict[str, Limit] = _by_key(*(table for _title, table in GROUPS))
