"""Limits of the investigation itself and of the prosecutor's decisions on it; misdemeanour protocols.

Reports, jurisdiction and correspondence stand in `limits_report`.
"""

from ecase.law.editions import LAW_88_VII, LAW_210_VIII, LAW_292_VI, LAW_384_VI, Amount, Edition, Limit
from ecase.law.limits_rows import always, day_term, ladder, ladder_days
from ecase.law.words import N_

_STANDS_STILL = N_("Stands still while the parties read the file, while the case is with the court or the "
                   "prosecutor, and while it is interrupted (CPC 192(3), 45).")  # fmt: skip


_INVESTIGATION_NOTE = N_("Stands still while the parties read the file, while the case is with the court or the "
                         "prosecutor, and while it is interrupted (CPC 192(3), 45). In the text of 16.09.2025 the "
                         "prosecutor may set another reasonable term.")  # fmt: skip

_TERMS = (
    day_term(
        "inquiry",
        N_("Inquiry ends"),
        "erdr_registered",
        always(
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
    day_term(
        "investigation",
        N_("Preliminary investigation ends"),
        "erdr_registered",
        always(
            2,
            "CPC 192(2)",
            "S25",
            "V",
            Amount("complex", 3, N_("in all, extended for complexity"), "CPC 192(4)"),
            Amount("special", 12, N_("in all, extended for special complexity"), "CPC 192(4)"),
            note=_INVESTIGATION_NOTE,
        ),
        "mo",
        pauses=True,
    ),
    day_term(
        "accelerated",
        N_("Accelerated investigation ends"),
        "erdr_registered",
        always(15, "CPC 190(3)", note=N_("The Code names no start; registration is assumed.")),
        pauses=True,
    ),
    day_term(
        "investigation.returned",
        N_("Investigation after a return, a cancelled interruption or termination, or a refused approval ends"),
        "received",
        always(
            1,
            "CPC 192(7)",
            note=N_("The prosecutor sets it, one month at most, from receipt of the case by the investigator."),
        ),
        "mo",
        pauses=True,
    ),
    day_term(
        "accelerated.covert_sanction",
        N_("Covert actions of an accelerated investigation sanctioned"),
        "erdr_registered",
        always(
            3,
            "CPC 190(3)",
            note=N_("Only then do the fifteen days run from the end of the covert actions."),
        ),
    ),
    day_term(
        "accelerated.after_covert",
        N_("Accelerated investigation with covert actions ends"),
        "covert_end",
        always(15, "CPC 190(3)", note=N_("Two months from registration at most.")),
        pauses=True,
    ),
    day_term(
        "accelerated.ceiling",
        N_("Accelerated investigation with covert actions ends at the very latest"),
        "erdr_registered",
        always(2, "CPC 190(3)"),
        "mo",
        pauses=True,
    ),
    Limit(
        "extension.submission",
        N_("Submit the ruling on extending the investigation"),
        "term_end",
        "d",
        always(
            5,
            "CPC 192(6)",
            "S25",
            "V",
            Amount("prosecutor_general", 10, N_("to the Prosecutor General"), "CPC 192(6)"),
        ),
        backwards=True,
        rungs=ladder_days(2, 1),
    ),
)

_DECISIONS = (
    day_term(
        "indictment.prosecutor",
        N_("The prosecutor decides on the completed case"),
        "received",
        always(
            10,
            "CPC 302",
            "S25b",
            "V",
            Amount("accelerated", 3, N_("accelerated case"), "CPC 190(7)"),
            Amount("charge_protocol", 3, N_("charge protocol of an inquiry"), "CPC 192-2(6)"),
        ),
    ),
    day_term(
        "termination.to_prosecutor",
        N_("Termination ruling to the prosecutor"),
        "ruling",
        always(1, "CPC 289(1)", "S23"),
    ),
    day_term(
        "termination.decision",
        N_("The prosecutor decides on the termination"),
        "received",
        (Edition("384-VI", LAW_384_VI, None, 10, "CPC 290(1)", "S23", "V"),),
    ),
    day_term(
        "interruption.to_prosecutor",
        N_("Interruption ruling to the prosecutor"),
        "ruling",
        (Edition("384-VI", LAW_384_VI, None, 1, "CPC 45(8)", "S25", "V"),),
    ),
    day_term(
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
    day_term(
        "indictment.prosecutor_complex",
        N_("The prosecutor decides on the completed complex case"),
        "received",
        always(1, "CPC 302", "S25b"),
        "mo",
    ),
    day_term(
        "accelerated.prosecutor",
        N_("The prosecutor decides on the accelerated case"),
        "received",
        always(3, "CPC 190(7)"),
    ),
    day_term(
        "charge_protocol.prosecutor",
        N_("The prosecutor decides on the charge protocol of an inquiry"),
        "received",
        (
            Edition(
                "88-VII",
                LAW_88_VII,
                None,
                3,
                "CPC 192-2(6)",
                "S25",
                "V",
                note=N_("Law 88-VII took effect in stages; its first day is used."),
            ),
        ),
    ),
)

_MISDEMEANOUR = (
    day_term(
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
        pauses=True,  # the protocol is a form of the same pre-trial investigation (189), so 45 and 192(3) hold for it
    ),
    day_term(
        "misd.court",
        N_("The court decides the misdemeanour case"),
        "received",
        always(15, "CPC 529(3)"),
    ),
    day_term(
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
    day_term(
        "inquiry.opened_notice",
        N_("Tell the prosecutor that a misdemeanour went over to inquiry"),
        "ruling",
        (
            Edition("2015", None, LAW_210_VIII, 1, "CPC 189(4)", "S17", "V"),
            Edition("210-VIII", LAW_210_VIII, None, 1, "CPC 189(4)", "S25", "V"),
        ),
    ),
    day_term(
        "misd.court_extension",
        N_("The court's extended term for a misdemeanour case ends"),
        "term_over",
        always(1, "CPC 529(3)", note=N_("One month at most, set by the judge.")),
        "mo",
    ),
)

_INSTRUCTIONS = (
    Limit(
        "instruction.answer",
        N_("The investigator reports a binding instruction fulfilled"),
        "received",
        "d",
        (
            Edition(
                "own",
                None,
                None,
                10,
                "",
                "",
                "own",
                note=N_("The days are set by whoever gives the instruction; the law names none."),
            ),
        ),
        rungs=ladder(24),
    ),
)

INVESTIGATION_LIMITS: tuple[Limit, ...] = _TERMS + _DECISIONS + _MISDEMEANOUR + _INSTRUCTIONS
