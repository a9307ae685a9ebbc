"""Limits around registration: the report, whose case it is, errands, severance, joinder, demands.

The term of the investigation stands in `limits_investigation`.
"""

from ecase.law.editions import LAW_210_VIII, Edition, Limit
from ecase.law.limits_rows import always, day_term, hour_term, ladder_days
from ecase.law.words import N_

_REPORTS = (
    # A term nobody of us has read: it reminds, and never keeps anybody from acting.
    hour_term(
        "report.decision",
        N_("Decide on registering the crime report"),
        "report_received",
        always(
            24,
            "GPO 89",
            "",
            "M",
            code="GPO-89",
            note=N_(
                "The order was not read. The term only reminds: a report decided later is still registered, and the "
                "delay stays visible."
            ),
        ),
    ),
    day_term(
        "report.pass_on",
        N_("Pass on a report that is an administrative or disciplinary matter"),
        "report_received",
        always(3, "CPC 179(4)"),
    ),
    day_term(
        "report.audit_first",
        N_("Pass on a report that needs an audit or inspection first"),
        "report_received",
        always(3, "CPC 181(5)", note=N_("Passed on without registration in the Unified Register.")),
    ),
    hour_term(
        "registration.prosecutor_notice",
        N_("Tell the prosecutor that the investigation has begun"),
        "investigation_start",
        (
            Edition(
                "2015",
                None,
                LAW_210_VIII,
                24,
                "CPC 179(1)",
                "S17",
                "V",
                note=N_("The sentence is not in the text of 16.09.2025; the law that took it out is not known."),
            ),
        ),
    ),
    day_term(
        "private.no_complaint",
        N_("Stop a private or private-public case that has no complaint"),
        "erdr_registered",
        always(3, "CPC 32(5)", "S24b"),
    ),
)

_JURISDICTION = (
    day_term(
        "transfer.jurisdiction",
        N_("Transfer the case by jurisdiction through the prosecutor"),
        "erdr_registered",
        always(5, "CPC 186(2),(3)", note=N_("After the urgent actions.")),
    ),
    day_term(
        "inquiry.to_investigator",
        N_("Hand the case from inquiry to the investigator"),
        "investigation_start",
        always(5, "CPC 196(2)"),
    ),
    hour_term(
        "inquiry.to_investigator_notice",
        N_("Tell the prosecutor that the case goes from inquiry to the investigator"),
        "investigation_start",
        always(
            24,
            "CPC 196(2)",
            note=N_("The text names no start of its own; the start of the investigation is assumed."),
        ),
    ),
    day_term(
        "errand",
        N_("Carry out an errand from another district"),
        "errand_received",
        always(
            10,
            "CPC 188(3)",
            note=N_("The Code names no start; receipt is assumed. Not for covert actions."),
        ),
    ),
    hour_term(
        "severance.copy",
        N_("Copy of the severance ruling to the prosecutor"),
        "ruling",
        always(
            24,
            "CPC 44(5)",
            note=N_(
                "The severed case has a clock of its own only for a new offence, from its registration; in all other "
                "severances it runs from the start of the main case (CPC 44(6))."
            ),
        ),
    ),
    hour_term(
        "joinder.copy",
        N_("Copy of the joinder ruling to the prosecutor and the defence"),
        "ruling",
        always(
            24,
            "CPC 43(3)",
            note=N_(
                "The joined term runs from the earliest start; if a person is in custody or under house arrest in one "
                "of the cases, from that one (CPC 192(2))."
            ),
        ),
    ),
    day_term(
        "termination.pass_on",
        N_("Pass on materials on an administrative or disciplinary matter after the termination"),
        "termination",
        always(10, "CPC 35(9)"),
    ),
)

_DEMANDS = (
    day_term(
        "demand.answer",
        N_("Answer the agency's demand"),
        "demand_received",
        always(3, "CPC 34(5)", "S24b"),
    ),
    hour_term(
        "demand.answer_custody",
        N_("Answer the agency's demand when detention or arrest is at stake"),
        "demand_received",
        always(24, "CPC 34(5)", "S24b"),
    ),
    Limit(
        "representation.reply",
        N_("Reply to a representation"),
        "representation_received",
        "mo",
        always(1, "CPC 200(2)"),
        rolls=True,
        rungs=ladder_days(5, 1),
    ),
)

REPORT_LIMITS: tuple[Limit, ...] = _REPORTS + _JURISDICTION + _DEMANDS
