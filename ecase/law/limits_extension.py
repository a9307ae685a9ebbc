"""Limits of the longer custody: house arrest, the days of each step of an extension, extradition arrest, isolators.

The days of the steps are those of `ladder`; a test holds the two together. Listed with `limits_custody`.
"""

from ecase.law.editions import LAW_88_VII, Amount, Edition, Limit
from ecase.law.limits_rows import always, ladder, ladder_days
from ecase.law.words import N_

# Forms bound an entry by it as well.
IVS_DAYS = 30

_TO_NINE = N_("over three months")
_TO_EIGHTEEN = N_("over twelve months")

EXTENSION_LIMITS: tuple[Limit, ...] = (
    Limit(
        key="ij.house_arrest",
        title=N_("The investigating judge hears and decides the petition for house arrest"),
        anchor="court_received",
        unit="h",
        custody=True,
        editions=always(
            8, "CPC 146(1), 148(2)", note=N_("By the order of custody, to which the article on house arrest refers.")
        ),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="house_arrest.term",
        title=N_("House arrest ends, if the court has not extended it"),
        anchor="restraint_at",
        unit="mo",
        custody=True,
        editions=always(
            2,
            "CPC 146(4), 151(1)",
            note=N_("By the rules on the term of custody. The time of the detention is part of it."),
        ),
        rungs=ladder_days(20, 15, 10, 7, 1),
    ),
    Limit(
        key="arrest.extension_to_prosecutor",
        title=N_("Petition to extend the custody to the prosecutor"),
        anchor="arrest_expiry",
        unit="d",
        custody=True,
        backwards=True,
        editions=always(
            10, "CPC 151(6)", "S25", "V",
            Amount("over_three", 15, _TO_NINE, "CPC 151(7)"),
            Amount("over_twelve", 20, _TO_EIGHTEEN, "CPC 151(8)"),
        ),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        key="arrest.extension_agreement",
        title=N_("The prosecutor agrees to the extension of the custody or refuses"),
        anchor="received",
        unit="d",
        editions=always(
            3, "CPC 151(6)", "S25", "V",
            Amount("over_three", 5, _TO_NINE, "CPC 151(7)"),
            Amount("over_twelve", 5, _TO_EIGHTEEN, "CPC 151(8)"),
        ),
        rungs=ladder_days(1),
    ),
    Limit(
        key="arrest.extension_to_court",
        title=N_("Petition to extend the custody to the court"),
        anchor="arrest_expiry",
        unit="d",
        custody=True,
        backwards=True,
        editions=always(
            7, "CPC 151(10)", "S25", "V",
            Amount("over_three", 10, _TO_NINE, "CPC 151(10)"),
            Amount("over_twelve", 15, _TO_EIGHTEEN, "CPC 151(10)"),
        ),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        key="arrest.reading_to_prosecutor",
        title=N_("Petition for custody during the reading of the file to the prosecutor"),
        anchor="arrest_expiry",
        unit="d",
        custody=True,
        backwards=True,
        editions=always(5, "CPC 151(11)"),
        rungs=ladder_days(2, 1),
    ),
    Limit(
        key="arrest.reading_to_court",
        title=N_("Petition for custody during the reading of the file to the court"),
        anchor="arrest_expiry",
        unit="d",
        custody=True,
        backwards=True,
        editions=always(3, "CPC 151(12)"),
        rungs=ladder_days(1),
    ),
    Limit(
        key="arrest.study_to_court",
        title=N_("The prosecutor's petition for custody while he studies the case to the court"),
        anchor="arrest_expiry",
        unit="d",
        custody=True,
        backwards=True,
        editions=(
            Edition(
                "88-VII", LAW_88_VII, None, 3, "CPC 151(13)", "S25", "V",
                note=N_("Law 88-VII took effect in stages; its first day is used."),
            ),
        ),
        rungs=ladder_days(1),
    ),
    Limit(
        key="arrest.returned",
        title=N_("Custody extended for a returned case ends"),
        anchor="received",
        unit="mo",
        custody=True,
        editions=always(
            1, "CPC 152(8)", note=N_("The longest length; the judge sets the end. The ceilings of custody stay.")
        ),
        rungs=ladder_days(10, 7, 1),
    ),
    Limit(
        key="arrest.release_copy",
        title=N_("Copy of the release ruling to the holder of the case and the prosecutor"),
        anchor="release",
        unit="h",
        custody=True,
        editions=always(24, "CPC 139(2), 152(4)"),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="ivs.stay",
        title=N_("Stay of an arrested person in the temporary isolator ends"),
        anchor="sanction",
        unit="d",
        custody=True,
        editions=always(
            IVS_DAYS, "CPC 150(1)", note=N_("The Code names no start; the approval is taken. The longest length.")
        ),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        key="extradition.provisional",
        title=N_("Provisional custody before a request for extradition ends"),
        anchor="restraint_at",
        unit="d",
        custody=True,
        editions=always(40, "CPC 588(1)", "", "M", note=N_("A treaty may set another length.")),
        rungs=ladder_days(10, 3, 1),
    ),
    Limit(
        key="extradition.term",
        title=N_("Extradition arrest ends"),
        anchor="restraint_at",
        unit="mo",
        custody=True,
        editions=always(12, "CPC 589(7)", "", "M"),
        rungs=ladder_days(20, 10, 1),
    ),
    Limit(
        key="extradition.expiry_notice",
        title=N_("The place of custody warns that the extradition arrest is ending"),
        anchor="arrest_expiry",
        unit="d",
        custody=True,
        backwards=True,
        editions=always(10, "CPC 588(7), 589(8)", "", "M"),
        rungs=ladder_days(1),
    ),
)  # fmt: skip
