"""The words of a detention: statuses, grounds, ways of delivery, grounds of release, kinds of entries."""

from enum import StrEnum

from ecase.law.acts import DETENTION_GROUNDS
from ecase.law.acts import RELEASE_GROUNDS as BY_RULING
from ecase.law.words import N_


class Status(StrEnum):
    HELD = "held"
    MUST_BE_RELEASED = "must_be_released"
    ORDER_RECORDED = "order_recorded"
    RELEASED = "released"
    MOVED = "moved"


STATUS_TITLES: dict[str, str] = {
    Status.HELD: N_("Held"),
    Status.MUST_BE_RELEASED: N_("Must be released"),
    Status.ORDER_RECORDED: N_("Held by order of the court"),
    Status.RELEASED: N_("Released"),
    Status.MOVED: N_("Goes on in another case"),
}

DELIVERIES: dict[str, str] = {
    "compulsory": N_("Delivered by force"),
    "voluntary": N_("Came of own will"),
}

GROUNDS: dict[str, str] = {code: words for code, (words, _) in DETENTION_GROUNDS.items()}
GROUND_CITES: dict[str, str] = {code: cite for code, (_, cite) in DETENTION_GROUNDS.items()}

# What ends a detention besides the four grounds of article 133(1): its term, or the court's refusal.
HEAD_GROUNDS: dict[str, str] = {
    "term_expired": N_("The term ran out and no order of the court has arrived"),
    "court_refused": N_("The court refused to sanction custody"),
    "other_measure": N_("The court chose a measure without custody"),
    "case_over": N_("The prosecution of the person was terminated"),
}
# What ends a custody that the court has ordered; the head of the place of custody frees by his own ruling (152(4)).
CUSTODY_GROUNDS: dict[str, str] = {
    "custody_expired": N_("The term of custody ran out and it was not extended"),
    "custody_lifted": N_("The custody was cancelled or changed"),
    "custody_cancelled": N_("The court above cancelled the order of custody"),
    "bail_paid": N_("The bail has been paid"),
    # Of an order that was entered by hand, and behind which no grant stands.
    "court_refused": HEAD_GROUNDS["court_refused"],
    "case_over": HEAD_GROUNDS["case_over"],
}
RELEASE_GROUNDS: dict[str, str] = {**BY_RULING, **HEAD_GROUNDS}
EVERY_GROUND: dict[str, str] = {**RELEASE_GROUNDS, **CUSTODY_GROUNDS}

# Stands where a ground of release would: nobody was released, the holding goes on in the case severed from this one.
SEVERED = "severed"

ENTRIES: dict[str, str] = {
    "detention.recorded": N_("A detention was recorded"),
    "detention.protocol_signed": N_("The detention protocol was signed"),
    "detention.prosecutor_notified": N_("The prosecutor was notified of the detention"),
    "detention.interrogated": N_("The detained suspect was interrogated"),
    "detention.exception_confirmed": N_("The prosecutor confirmed the exception"),
    "detention.order_recorded": N_("The order of the court was recorded"),
    "detention.court_refused": N_("The court refused custody: the person must be released"),
    "detention.case_over": N_("The prosecution of the person was terminated: he must be released"),
    "detention.acknowledged": N_("The place of detention confirmed receipt"),
    "detention.released": N_("The person was released"),
    "detention.certificate_issued": N_("The certificate of release was issued"),
    "detention.corrected": N_("An entry of the detention was corrected: look at its clock"),
    "detention.moved": N_("The holding goes on in a severed case"),
    "detention.expired": N_("The term of the detention ran out: the person must be released"),
    "detention.order_extended": N_("The court extended the custody; the order was sent to the place of detention"),
    "detention.end_changed": N_("The court above changed the end of the custody"),
    "detention.custody_over": N_("The custody is over: the person must be released"),
    "detention.custody_ending": N_("A day is left until the custody ends: the place of detention warns of it"),
    "detention.end_announced": N_("The place of detention warned that the term of custody is ending"),
}
