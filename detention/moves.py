"""The moves of a detention: who may do what, when, by which article. No row, no move."""

from detention.kinds import Status
from ecase.law.moves import Move, table
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_

IN_TERM = frozenset({Status.HELD})
NOT_FREE = frozenset({Status.HELD, Status.MUST_BE_RELEASED})
INVESTIGATOR = frozenset({Role.INVESTIGATOR})
FACILITY = frozenset({Role.CUSTODY_HEAD})

DRAW_PROTOCOL = Move(
    "draw_protocol",
    N_("Sign the detention protocol"),
    source=NOT_FREE,
    target="",
    by=INVESTIGATOR,
    needs=("protocol_at",),
    act="detention_protocol",
    stops=("detention.protocol",),
    starts=("detention.prosecutor_notice", "detention.interrogation"),
    cite="CPC 131(2)",
    style="primary",
)
NOTIFY_PROSECUTOR = Move(
    "notify_prosecutor",
    N_("Notify the prosecutor"),
    source=NOT_FREE,
    target="",
    by=INVESTIGATOR,
    stops=("detention.prosecutor_notice",),
    cite="CPC 131(3)",
    style="primary",
)
NOTE_INTERROGATION = Move(
    "note_interrogation",
    N_("Record the interrogation"),
    source=NOT_FREE,
    target="",
    by=INVESTIGATOR,
    needs=("interrogated_at",),
    stops=("detention.interrogation",),
    cite="CPC 64(3)",
)
CONFIRM_EXCEPTION = Move(
    "confirm_exception",
    N_("Confirm the exception"),
    source=IN_TERM,
    target="",
    by=PROSECUTION,
    needs=("reasons",),
    stops=("detention.expiry",),
    starts=("detention.expiry",),
    cite="CPC 131(4)(1)-(6)",
)
RELEASE = Move(
    "release",
    N_("Release"),
    source=NOT_FREE,
    target=Status.RELEASED,
    by=INVESTIGATOR | PROSECUTION | FACILITY,
    needs=("ground", "released_at"),
    act="release_ruling",
    acts_by_role=((Role.CUSTODY_HEAD, "release_ruling_head"),),
    stops=("detention.expiry",),
    cite="CPC 133(1),(2)",
    style="warning",
)
RECORD_ORDER = Move(
    "record_order",
    N_("Record the order of the court"),
    source=NOT_FREE,
    target=Status.ORDER_RECORDED,
    by=FACILITY,
    needs=("order_title", "order_at"),
    stops=("detention.expiry",),
    cite="CPC 133(2)",
)
ACKNOWLEDGE = Move(
    "acknowledge",
    N_("Confirm receipt"),
    source=frozenset({Status.ORDER_RECORDED, Status.MUST_BE_RELEASED, Status.RELEASED}),
    target="",
    by=FACILITY,
    stops=("facility.acknowledgement",),
    cite="CPC 133(2)",
    style="primary",
)
WARN_OF_END = Move(
    "warn_of_end",
    N_("Warn that the term of custody is ending"),
    source=frozenset({Status.ORDER_RECORDED, Status.MUST_BE_RELEASED}),
    target="",
    by=FACILITY,
    act="custody_warning",
    stops=("arrest.expiry_notice",),
    cite="CPC 139(2), 152(4)",
    style="primary",
)
RELEASE_FROM_CUSTODY = Move(
    "release_from_custody",
    N_("Release from custody"),
    source=frozenset({Status.MUST_BE_RELEASED}),
    target=Status.RELEASED,
    by=FACILITY,
    needs=("ground", "released_at"),
    act="release_custody_head",
    starts=("arrest.release_copy",),
    cite="CPC 139(2), 152(4)",
    style="warning",
)
ISSUE_CERTIFICATE = Move(
    "issue_certificate",
    N_("Issue the certificate of release"),
    source=frozenset({Status.RELEASED}),
    target="",
    by=INVESTIGATOR | PROSECUTION | FACILITY,
    act="release_certificate",
    cite="CPC 133(4)",
    style="primary",
)

MOVES = table(
    DRAW_PROTOCOL,
    NOTIFY_PROSECUTOR,
    NOTE_INTERROGATION,
    CONFIRM_EXCEPTION,
    RELEASE,
    RECORD_ORDER,
    ACKNOWLEDGE,
    WARN_OF_END,
    RELEASE_FROM_CUSTODY,
    ISSUE_CERTIFICATE,
)
