"""Limits of motions, complaints, the defence's own work and the reading of the file."""

from ecase.law.editions import Amount, Limit
from ecase.law.limits_rows import always, day_term, hour_term
from ecase.law.words import N_

PARTIES_LIMITS: tuple[Limit, ...] = (
    day_term("motion", N_("Decide on the motion"), "filed", always(3, "CPC 99(4)")),
    day_term(
        "complaint.prosecutor",
        N_("The prosecutor decides on the complaint"),
        "received",
        always(
            7,
            "CPC 105(2)",
            "S25",
            "V",
            Amount("listed", 3, N_("detention, suspect status, search and the other listed acts")),
            Amount("prolonged", 15, N_("exceptionally, with notice to the complainant")),
        ),
    ),
    day_term(
        "complaint.ij",
        N_("The investigating judge decides on the complaint"),
        "received",
        always(3, "CPC 106(6)-(8)", "S25", "V", Amount("hearing", 10, N_("with a closed hearing"))),
    ),
    day_term(
        "complaint.to_court",
        N_("Complaint to the court"),
        "announced",
        always(
            15,
            "CPC 106(5)",
            note=N_(
                "Counted from learning of the decision, from the prosecutor's refusal "
                "or from the end of the prosecutor's silence."
            ),
        ),
    ),
    day_term(
        "participant.recognition",
        N_("Decide on recognising a participant"),
        "filed",
        always(3, "CPC 109", "S24"),
    ),
    day_term(
        "bail.payment",
        N_("Pay the bail"),
        "announced",
        always(5, "CPC 145", "S24"),
    ),
    day_term(
        "complaint.ij_material",
        N_("Officials hand the investigating judge the materials on a complaint"),
        "received",
        always(3, "CPC 106(6)-(8)"),
    ),
    day_term(
        "complaint.forward",
        N_("The place of detention passes on a complaint"),
        "filed",
        always(
            1,
            "CPC 101(2)",
            note=N_(
                "At once: on torture, on the investigator, the inquirer, the head of inquiry or the prosecutor, "
                "and what is addressed to the body conducting the case."
            ),
        ),
    ),
    day_term(
        "complaint.termination",
        N_("Complaint about the termination of the case"),
        "termination",
        always(12, "CPC 102", note=N_("One year from the ruling or its approval.")),
        "mo",
    ),
    day_term(
        "participant.appeal",
        N_("Appeal against not being recognised a participant"),
        "announced",
        always(5, "CPC 109", "S24"),
    ),
    day_term(
        "defence.documents",
        N_("Answer the defender's demand for documents"),
        "demand_received",
        always(10, "CPC 122(3)", "S24"),
    ),
    hour_term(
        "defence.documents_arrest",
        N_("Answer the defender's demand for documents while an arrest is being sanctioned"),
        "demand_received",
        always(24, "CPC 122(3)", "S24"),
    ),
    day_term(
        "deposition.remarks",
        N_("Remarks on the minutes of the deposition"),
        "minutes_signed",
        always(5, "CPC 217"),
    ),
    day_term(
        "familiarisation.postponed",
        N_("Reading of the file put off because counsel is absent for good reason"),
        "reading_appointed",
        always(5, "CPC 294(4)", "S23"),
    ),
    day_term(
        "familiarisation.motions",
        N_("Written motions after reading the file"),
        "reading_end",
        always(3, "CPC 297(2)", "S17"),
    ),
    day_term(
        "familiarisation.refusal_copy",
        N_("Copy of the refusal of a motion made after reading the file"),
        "ruling",
        always(1, "CPC 297(5)", "S17"),
    ),
    day_term(
        "familiarisation.complaint",
        N_("Complaint to the prosecutor about that refusal"),
        "copy_received",
        always(3, "CPC 297(6)", "S17", note=N_("The case does not go to court until it is decided (CPC 297(7)).")),
    ),
)
