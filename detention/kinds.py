"""The words of a detention: statuses, grounds, ways of delivery, grounds of release, kinds of entries."""

from enum import StrEnum

from ecase.law.words import N_


class Status(StrEnum):
    HELD = "held"
    MUST_BE_RELEASED = "must_be_released"
    ORDER_RECORDED = "order_recorded"
    RELEASED = "released"


STATUS_TITLES: dict[str, str] = {
    Status.HELD: N_("Held"),
    Status.MUST_BE_RELEASED: N_("Must be released"),
    Status.ORDER_RECORDED: N_("Held by order of the court"),
    Status.RELEASED: N_("Released"),
}

DELIVERIES: dict[str, str] = {
    "compulsory": N_("Delivered by force"),
    "voluntary": N_("Came of own will"),
}

# CPC 128(2) and (4), as corrected by the second reading of LAW.md (C19).
GROUNDS: dict[str, str] = {
    "caught": N_("Caught in the act or straight after it"),
    "eyewitness": N_("Eyewitnesses or the victim point to the person"),
    "traces": N_("Clear traces on the person, the clothes or in the dwelling"),
    "covert_data": N_("Reliable data of covert or operative work"),
    "other_data": N_("Other data, and the person tried to flee, has no permanent home or is unidentified"),
    "petition_sent": N_("Other data, and the arrest petition is before the court"),
}
GROUND_CITES: dict[str, str] = {
    "caught": "CPC 128(2)(1)",
    "eyewitness": "CPC 128(2)(2)",
    "traces": "CPC 128(2)(3)",
    "covert_data": "CPC 128(2)(4)",
    "other_data": "CPC 128(4)",
    "petition_sent": "CPC 128(4)",
}

# CPC 133(1), and 133(2) for the head of the place of detention; a refusal of the court ends it as well.
RELEASE_GROUNDS: dict[str, str] = {
    "not_confirmed": N_("The suspicion was not confirmed"),
    "no_ground": N_("There is no ground for custody"),
    "breach": N_("The detention was made in substantial breach of article 131"),
    "unlawful": N_("There was no lawful ground for the detention"),
    "term_expired": N_("The term ran out and no order of the court has arrived"),
    "court_refused": N_("The court refused to sanction custody"),
}
RELEASE_CITES: dict[str, str] = {
    "not_confirmed": "CPC 133(1)(1)",
    "no_ground": "CPC 133(1)(2)",
    "breach": "CPC 133(1)(3)",
    "unlawful": "CPC 133(1)(4)",
    "term_expired": "CPC 133(2)",
    "court_refused": "CPC 148(7)(3)",
}

ENTRIES: dict[str, str] = {
    "detention.recorded": N_("A detention was recorded"),
    "detention.protocol_signed": N_("The detention protocol was signed"),
    "detention.prosecutor_notified": N_("The prosecutor was notified of the detention"),
    "detention.interrogated": N_("The detained suspect was interrogated"),
    "detention.exception_confirmed": N_("The prosecutor confirmed the exception"),
    "detention.order_recorded": N_("The order of the court was recorded"),
    "detention.court_refused": N_("The court refused custody: the person must be released"),
    "detention.acknowledged": N_("The place of detention confirmed receipt"),
    "detention.released": N_("The person was released"),
    "detention.expired": N_("The term of the detention ran out: the person must be released"),
    "detention.warning": N_("The end of the detention is near"),
}
