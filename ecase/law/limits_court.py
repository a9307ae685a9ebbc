"""Limits of the investigating judge's decisions and of covert actions, where nobody is held.

Arrest, its extension and the detention stand in `limits_custody`.
"""

from ecase.law.editions import COVERT_TO_COURT, LAW_118_VI, Amount, Edition, Limit
from ecase.law.limits_rows import always, day_term, hour_term, ladder, ladder_days
from ecase.law.words import N_

# Forms bound an entry by them as well.
RESTRICTION_DAYS = 10
PENALTY_MONTHS = 3

COURT_LIMITS: tuple[Limit, ...] = (
    *(
        hour_term(key, title, "court_received", always(24, cite, source))
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
    hour_term(
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
    hour_term(
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
        always(1, "CPC 220(14)", note=N_("The Code names no start; the end of the inspection is assumed.")),
        rungs=ladder(12, 4),
    ),
    day_term(
        "ij.penalty",
        N_("The investigating judge decides on the monetary penalty"),
        "court_received",
        always(1, "CPC 160(3)", "S24"),
    ),
    Limit(
        "penalty.deferral",
        N_("Payment of the monetary penalty put off ends"),
        "announced",
        "mo",
        always(
            PENALTY_MONTHS, "CPC 160(5)", "S24", note=N_("The longest length; the judge sets the end or instalments.")
        ),
        rungs=ladder_days(5, 1),
    ),
    day_term(
        "suspension.execution",
        N_("The employer carries out the suspension and reports it"),
        "order_received",
        always(3, "CPC 158(6)", "S24"),
    ),
    hour_term(
        "surety.new_measure",
        N_("Choose another measure after a surety has withdrawn"),
        "surety_withdrawn",
        always(48, "CPC 142(4)", "S24"),
    ),
    Limit(
        "property.restriction",
        N_("Temporary restriction on the property ends, if no court order has arrived"),
        "restriction_set",
        "d",
        always(
            RESTRICTION_DAYS,
            "CPC 161(1)",
            note=N_("Not moved off a non-working day: the restriction ends rather than lasts."),
        ),
        rungs=ladder_days(3, 1),
    ),
    hour_term(
        "property.owner_notice",
        N_("Tell the owner of the temporary restriction"),
        "restriction_set",
        always(
            24,
            "CPC 161(1)",
            note=N_("Not in terrorist, extremist and criminal-group cases, or when it would reveal covert actions."),
        ),
    ),
    Limit(
        "property.suspension",
        N_("Suspension of transactions or seizure of the property ends, if no court order has arrived"),
        "restriction_set",
        "d",
        always(
            RESTRICTION_DAYS,
            "CPC 161(9)",
            note=N_("Not moved off a non-working day: the restriction ends rather than lasts."),
        ),
        rungs=ladder_days(3, 1),
    ),
    hour_term(
        "property.suspension_notice",
        N_("Tell the prosecutor and the court of the suspended transactions or the seizure"),
        "restriction_set",
        always(24, "CPC 161(9)"),
    ),
    Limit(
        "property.refusal_lift",
        N_("Lift the restriction of the property after a refusal"),
        "refusal_in_force",
        "d",
        always(10, "CPC 163(7)"),
        rungs=ladder_days(3, 1),
    ),
    hour_term(
        "property.petition",
        N_("Petition to arrest the property found"),
        "property_identified",
        always(48, "CPC 161", "S24"),
    ),
    day_term(
        "ij.appeal",
        N_("Appeal against the investigating judge's act"),
        "announced",
        always(3, "CPC 107(2)"),
    ),
    day_term(
        "ij.oblast",
        N_("The oblast judge decides on the appeal"),
        "received",
        always(3, "CPC 107(4)"),
    ),
)
