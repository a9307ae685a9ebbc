"""Limits of investigative actions that need a sanction: urgent searches, stays in hospital, covert actions.

When the judge decides, the covert action's own thirty days and the duty to tell the person stand in `limits_court`.
"""

from ecase.law.editions import COVERT_TO_COURT, LAW_118_VI, Edition, Limit
from ecase.law.limits_rows import DUE, always, day_term, hour_term, ladder, ladder_days
from ecase.law.words import N_

# The longest term of a covert action and of each prolonging (236(1),(2)); the longest stay and its prolonging (279(5)).
COVERT_DAYS = 30
STAY_DAYS = 30


def _covert(amount: int, cite: str, note: str = "") -> tuple[Edition, ...]:
    """A number of the law that gave covert actions to the courts."""
    return (Edition("118-VI", COVERT_TO_COURT, None, amount, cite, "S25", "V", note=note),)


def _told(amount: int, cite: str) -> tuple[Edition, ...]:
    """A number of the duty to tell the person, which is two months older."""
    return (Edition("118-VI", LAW_118_VI, None, amount, cite, "S25", "V"),)


_SEARCH = (
    Limit(
        "search_urgent.to_ij",
        N_("Materials of the urgent search or seizure to the investigating judge"),
        "action_end",
        "d",
        always(1, "CPC 254(3), 220(14)", note=N_("The Code names no start; the end of the action is assumed.")),
        rungs=ladder(12, 4),
    ),
)

# A person is kept: the first day counts, nothing is moved off a day of rest (48(2),(5)).
_MEDICAL = (
    Limit(
        "medical.stay",
        N_("The stay in the medical organisation for the examination ends"),
        "sanction",
        "d",
        always(
            STAY_DAYS,
            "CPC 279(5)",
            note=N_("The Code counts the stay; the system counts from the sanction, which is never later."),
        ),
        custody=True,
        rungs=ladder_days(5, 3, 1),
    ),
    Limit(
        "medical.stay_extension",
        N_("The prolonged stay in the medical organisation for the examination ends"),
        "term_over",
        "d",
        always(STAY_DAYS, "CPC 279(5)"),
        custody=True,
        rungs=ladder_days(3, 1),
    ),
    Limit(
        "medical.extension_petition",
        N_("Petition to prolong the stay to the court"),
        "term_end",
        "d",
        always(3, "CPC 279(5)"),
        backwards=True,
        rungs=ladder_days(1),
    ),
    Limit(
        "ij.medical_extension",
        N_("The court decides on prolonging the stay"),
        "court_received",
        "d",
        always(3, "CPC 279(5)"),
        rungs=ladder_days(1),
    ),
    Limit(
        "medical.relatives_told",
        N_("Tell a relative where the person has been placed"),
        "placed",
        "h",
        always(24, "CPC 279(2-1)"),
        custody=True,
        rungs=ladder(6, 1),
    ),
    Limit(
        "medical_transfer.term",
        N_("The security measure in a medical organisation ends"),
        "sanction",
        "mo",
        always(1, "CPC 513(3)"),
        custody=True,
        rungs=ladder_days(10, 5, 1),
    ),
    Limit(
        "medical_transfer.extension",
        N_("The prolonged security measure in a medical organisation ends"),
        "term_over",
        "mo",
        always(1, "CPC 513(3)"),
        custody=True,
        rungs=ladder_days(10, 5, 1),
    ),
)

_COVERT = (
    hour_term(
        "covert.urgent",
        N_("Tell the investigating judge of the urgent covert action and ask for the sanction"),
        "start",
        _covert(24, "CPC 235(1)"),
    ),
    hour_term(
        "covert.threat_notice",
        N_("Tell the prosecutor of the covert control at the request of a threatened person"),
        "ruling",
        always(24, "CPC 232(6)"),
    ),
    Limit(
        "covert.term_alone",
        N_("Covert action without a sanction ends"),
        "ruling",
        "d",
        always(
            COVERT_DAYS,
            "CPC 236(1), 233(1)(9)",
            "S25",
            "M",
            note=N_(
                "The thirty days are written for actions that need a sanction; for the others the ruling sets a term."
            ),
        ),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        "covert.extension",
        N_("The prolonged covert action ends"),
        "term_over",
        "d",
        _covert(COVERT_DAYS, "CPC 236(2)"),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        "covert.extension_ruling",
        N_("Ruling on prolonging the covert action to the investigating judge"),
        "term_end",
        "d",
        _covert(3, "CPC 236(2)"),
        backwards=True,
        rungs=ladder_days(1),
    ),
    hour_term(
        "covert.check_order",
        N_("The investigating judge may ask the prosecutor to check the ruling he sanctioned"),
        "sanction",
        _covert(24, "CPC 234(2)", N_("The law that brought the check has not been identified.")),
    ),
    Limit(
        "covert.check",
        N_("The prosecutor checks the covert ruling and tells the judge"),
        "check_ordered",
        "d",
        _covert(5, "CPC 234(2)", N_("The law that brought the check has not been identified.")),
        rungs=ladder_days(1),
    ),
    Limit(
        "covert.result_notice",
        N_("Tell the prosecutor of the results of the covert action"),
        "covert_end",
        "d",
        _covert(2, "CPC 234(5)"),
        rungs=ladder_days(1),
    ),
    hour_term(
        "covert.mail_inspection",
        N_("Look at the postal item and decide on its delivery"),
        "post_told",
        always(24, "CPC 246(3)"),
    ),
    Limit(
        "covert.mail_lifted",
        N_("Tell the post that the control of mail is over"),
        "mail_lifted",
        "d",
        always(3, "CPC 246(6)"),
        rungs=ladder_days(1),
    ),
    hour_term(
        "covert.contact",
        N_("Surveillance of a person who met the one under surveillance ends"),
        "contact",
        always(48, "CPC 248(2)"),
    ),
    day_term(
        "covert.complaint",
        N_("Ask the court to declare the covert action unlawful"),
        "notified",
        _told(15, "CPC 240(6)"),
    ),
    Limit(
        "covert.destruction",
        N_("The results without value may be destroyed"),
        "destruction_told",
        "mo",
        always(2, "CPC 240(1)", note=N_("Not an end but the earliest day: the prosecutor is told two months before.")),
        rungs=(DUE,),
    ),
)

ACTION_LIMITS: tuple[Limit, ...] = _SEARCH + _MEDICAL + _COVERT
