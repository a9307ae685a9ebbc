"""Limits of the case itself: investigation, approvals, the court's other decisions, the parties.

Nobody's liberty hangs directly on these; those limits stand in `limits_custody`.
"""

from ecase.law.editions import (
    COVERT_TO_COURT,
    LAW_118_VI,
    LAW_210_VIII,
    LAW_292_VI,
    LAW_384_VI,
    Amount,
    Confidence,
    Edition,
    Limit,
    Unit,
)
from ecase.law.limits_custody import ladder, ladder_days
from ecase.law.words import N_


def _one(
    amount: int,
    cite: str,
    source: str = "S25",
    confidence: Confidence = "V",
    *amounts: Amount,
    code: str = "2015",
    note: str = "",
) -> tuple[Edition, ...]:
    """A limit whose number was the same in every edition seen."""
    return (Edition(code, None, None, amount, cite, source, confidence, tuple(amounts), note),)


def _hours(key: str, title: str, anchor: str, editions: tuple[Edition, ...]) -> Limit:
    """An hour term outside custody: alarm at the exact minute, no shift."""
    return Limit(key, title, anchor, "h", editions, rungs=ladder(4, 1))


def _days(
    key: str, title: str, anchor: str, editions: tuple[Edition, ...], unit: Unit = "d", pauses: bool = False
) -> Limit:
    """A day or month term that moves off a non-working last day."""
    rungs = ladder_days(10, 5, 1) if unit == "mo" else ladder(24, 4)
    return Limit(key, title, anchor, unit, editions, rolls=True, pauses=pauses, rungs=rungs)


_STANDS_STILL = N_("Stands still while the parties read the file, while the case is with the court or the "
                   "prosecutor, and while it is interrupted (CPC 192(3), 45).")  # fmt: skip

_INVESTIGATION = (
    _days(
        "inquiry",
        N_("Inquiry ends"),
        "erdr_registered",
        _one(
            1,
            "CPC 192(2)",
            "S25",
            "V",
            Amount("complex", 3, N_("in all, extended for complexity"), "CPC 192(4)"),
            Amount("special", 12, N_("in all, extended for special complexity"), "CPC 192(4)"),
            note=_STANDS_STILL,
        ),
        "mo",
        pauses=True,
    ),
    _days(
        "investigation",
        N_("Preliminary investigation ends"),
        "erdr_registered",
        _one(
            2,
            "CPC 192(2)",
            "S25",
            "V",
            Amount("complex", 3, N_("in all, extended for complexity"), "CPC 192(4)"),
            Amount("special", 12, N_("in all, extended for special complexity"), "CPC 192(4)"),
            note=_STANDS_STILL,
        ),
        "mo",
        pauses=True,
    ),
    _days(
        "accelerated",
        N_("Accelerated investigation ends"),
        "erdr_registered",
        _one(15, "CPC 190(3)", note=N_("The Code names no start; registration is assumed.")),
        pauses=True,
    ),
    _days(
        "misd.protocol",
        N_("Misdemeanour protocol drawn up"),
        "suspect_interrogation",
        (
            Edition(
                "2015",
                None,
                LAW_292_VI,
                3,
                "CPC 526",
                "S18",
                "P",
                note=N_("Earlier: at once, or 3 days when facts had to be cleared."),
            ),
            Edition("292-VI", LAW_292_VI, None, 10, "CPC 526", "S25", "V"),
        ),
    ),
    Limit(
        "extension.submission",
        N_("Submit the ruling on extending the investigation"),
        "term_end",
        "d",
        _one(
            5,
            "CPC 192(6)",
            "S25",
            "V",
            Amount("prosecutor_general", 10, N_("to the Prosecutor General"), "CPC 192(6)"),
        ),
        backwards=True,
        rungs=ladder_days(2, 1),
    ),
    _days(
        "indictment.prosecutor",
        N_("The prosecutor decides on the completed case"),
        "received",
        _one(
            10,
            "CPC 302",
            "S25b",
            "V",
            Amount("accelerated", 3, N_("accelerated case or charge protocol"), "CPC 190(7)"),
        ),
    ),
    _days(
        "termination.to_prosecutor",
        N_("Termination ruling to the prosecutor"),
        "ruling",
        _one(1, "CPC 289(1)", "S23"),
    ),
    _days(
        "termination.decision",
        N_("The prosecutor decides on the termination"),
        "received",
        (Edition("384-VI", LAW_384_VI, None, 10, "CPC 290(1)", "S23", "V"),),
    ),
    _days(
        "interruption.to_prosecutor",
        N_("Interruption ruling to the prosecutor"),
        "ruling",
        (Edition("384-VI", LAW_384_VI, None, 1, "CPC 45(8)", "S25", "V"),),
    ),
    _days(
        "interruption.decision",
        N_("The prosecutor decides on the interruption"),
        "received",
        (
            Edition(
                "384-VI",
                LAW_384_VI,
                None,
                3,
                "CPC 45(8-1)",
                "S25",
                "V",
                (Amount("case_file", 10, N_("when the case file is called for")),),
            ),
        ),
    ),
)

_COURT = (
    *(
        _hours(key, title, "court_received", _one(24, cite, source))
        for key, title, cite, source in (
            (
                "ij.property",
                N_("The investigating judge decides on the arrest of property"),
                "CPC 162",
                "S24",
            ),
            (
                "ij.suspension",
                N_("The investigating judge decides on suspension from office"),
                "CPC 158",
                "S24",
            ),
            (
                "ij.no_contact",
                N_("The investigating judge decides on the no-contact order"),
                "CPC 165",
                "S24",
            ),
            ("ij.exhumation", N_("The investigating judge decides on the exhumation"), "CPC 226", "S25"),
            ("ij.deposition", N_("The investigating judge decides on the deposition"), "CPC 217", "S22"),
        )
    ),
    _hours(
        "ij.covert",
        N_("The investigating judge decides on the covert action"),
        "court_received",
        (
            Edition(
                "118-VI",
                COVERT_TO_COURT,
                None,
                12,
                "CPC 234(2)",
                "S25",
                "V",
                (Amount("more_material", 24, N_("when more material is needed")),),
            ),
        ),
    ),
    _hours(
        "covert.to_ij",
        N_("Covert action ruling to the investigating judge"),
        "ruling",
        (Edition("118-VI", COVERT_TO_COURT, None, 24, "CPC 234(2)", "S25", "V"),),
    ),
    Limit(
        "covert.term",
        N_("Covert action ends"),
        "sanction",
        "d",
        (Edition("118-VI", COVERT_TO_COURT, None, 30, "CPC 236", "S25", "V"),),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        "covert.notify",
        N_("Notify the person of the covert action"),
        "final_decision",
        "mo",
        (
            Edition(
                "118-VI",
                LAW_118_VI,
                None,
                6,
                "CPC 240(1-1)",
                "S25",
                "V",
                (Amount("prolonged", 12, N_("prolonged by the investigating judge")),),
            ),
        ),
        rungs=ladder_days(10, 5, 1),
    ),
    Limit(
        "inspection_urgent.to_ij",
        N_("Materials of the urgent inspection to the investigating judge"),
        "inspection_end",
        "d",
        _one(1, "CPC 220(14)", note=N_("The Code names no start; the end of the inspection is assumed.")),
        rungs=ladder(12, 4),
    ),
    _hours(
        "property.petition",
        N_("Petition to arrest the property found"),
        "property_identified",
        _one(48, "CPC 161", "S24"),
    ),
    _days(
        "ij.appeal",
        N_("Appeal against the investigating judge's act"),
        "announced",
        _one(3, "CPC 107(2)"),
    ),
    _days(
        "ij.oblast",
        N_("The oblast judge decides on the appeal"),
        "received",
        _one(3, "CPC 107(4)"),
    ),
)

_WRIT = (
    _days(
        "writ.ruling",
        N_("Ruling to apply the writ procedure"),
        "conditions_met",
        (Edition("118-VI", LAW_118_VI, None, 5, "CPC 629-1(6)", "S25", "V"),),
    ),
    _hours(
        "writ.prosecutor",
        N_("The prosecutor decides on the writ case"),
        "received",
        (Edition("118-VI", LAW_118_VI, None, 24, "CPC 629-3(4)", "S25", "V"),),
    ),
    _days(
        "writ.judge",
        N_("The judge decides on the writ case"),
        "received",
        (Edition("118-VI", LAW_118_VI, None, 3, "CPC 629-4(1)", "S25", "V"),),
    ),
    _days(
        "writ.copy",
        N_("Copy of the writ verdict served"),
        "announced",
        (Edition("118-VI", LAW_118_VI, None, 1, "CPC 629-6(1)", "S25", "V"),),
    ),
    _days(
        "writ.objection",
        N_("The convict may object to the writ verdict"),
        "copy_received",
        (Edition("118-VI", LAW_118_VI, None, 7, "CPC 629-6(2)", "S25", "V"),),
    ),
    _days(
        "writ.appeal",
        N_("Appeal against the writ verdict"),
        "copy_received",
        (Edition("118-VI", LAW_118_VI, None, 7, "CPC 629-7", "S25", "V"),),
    ),
)

_PARTIES = (
    _days("motion", N_("Decide on the motion"), "filed", _one(3, "CPC 99(4)")),
    _days(
        "complaint.prosecutor",
        N_("The prosecutor decides on the complaint"),
        "received",
        _one(
            7,
            "CPC 105(2)",
            "S25",
            "V",
            Amount("listed", 3, N_("detention, suspect status, search and the other listed acts")),
            Amount("prolonged", 15, N_("exceptionally, with notice to the complainant")),
        ),
    ),
    _days(
        "complaint.ij",
        N_("The investigating judge decides on the complaint"),
        "received",
        _one(3, "CPC 106(6)-(8)", "S25", "V", Amount("hearing", 10, N_("with a closed hearing"))),
    ),
    _days(
        "complaint.to_court",
        N_("Complaint to the court"),
        "announced",
        _one(
            15,
            "CPC 106(5)",
            note=N_(
                "Counted from learning of the decision, from the prosecutor's refusal "
                "or from the end of the prosecutor's silence."
            ),
        ),
    ),
    _days(
        "participant.recognition",
        N_("Decide on recognising a participant"),
        "filed",
        _one(3, "CPC 109", "S24"),
    ),
    _days(
        "bail.payment",
        N_("Pay the bail"),
        "announced",
        _one(5, "CPC 145", "S24"),
    ),
    _days(
        "misd.court",
        N_("The court decides the misdemeanour case"),
        "received",
        _one(15, "CPC 529(3)"),
    ),
    _days(
        "misd.prosecutor",
        N_("The prosecutor decides on the misdemeanour protocol"),
        "received",
        (
            Edition(
                "2015",
                None,
                None,
                1,
                "CPC 528(3)",
                "S25",
                "V",
                note=N_("At once, when the person is detained."),
            ),
        ),
    ),
    _days(
        "inquiry.opened_notice",
        N_("Tell the prosecutor that a misdemeanour went over to inquiry"),
        "ruling",
        (
            Edition("2015", None, LAW_210_VIII, 1, "CPC 189(4)", "S17", "V"),
            Edition("210-VIII", LAW_210_VIII, None, 1, "CPC 189(4)", "S25", "V"),
        ),
    ),
)

CASE_LIMITS: tuple[Limit, ...] = _INVESTIGATION + _COURT + _WRIT + _PARTIES
