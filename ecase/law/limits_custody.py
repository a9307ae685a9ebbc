"""Limits while a person is held: detention, arrest, its extension, and our own service term.

Amounts, articles, editions and warning ladders; nothing is counted here.
"""

from datetime import timedelta

from ecase.law.editions import LAW_118_VI, Amount, Edition, Limit, Rung
from ecase.law.words import N_

DUE = Rung("due", timedelta(0))


def ladder(*hours: int) -> tuple[Rung, ...]:
    """Rungs so many hours before the end, and the end itself."""
    return (*(Rung(f"-{h}h", -timedelta(hours=h)) for h in hours), DUE)


def ladder_days(*days: int) -> tuple[Rung, ...]:
    """Rungs so many days before the end, and the end itself."""
    return (*(Rung(f"-{d}d", -timedelta(days=d)) for d in days), DUE)


_DETENTION = (
    Limit(
        key="detention.protocol",
        title=N_("Draw up the detention protocol"),
        anchor="restraint_at",
        unit="h",
        custody=True,
        editions=(
            Edition(
                "2015",
                None,
                None,
                3,
                "CPC 131(2), 129(1), 7(29)",
                "S25",
                "V",
                note=N_("Counted from the holding or the start of forced delivery, whichever came first."),
            ),
        ),
        rungs=ladder(1),
    ),
    Limit(
        key="detention.prosecutor_notice",
        title=N_("Notify the prosecutor of the detention in writing"),
        anchor="protocol_at",
        unit="h",
        custody=True,
        editions=(
            Edition(
                "2015",
                None,
                None,
                12,
                "CPC 131(3)",
                "S25",
                "V",
                note=N_("Runs from the protocol, not from the holding."),
            ),
        ),
        rungs=ladder(3, 1),
    ),
    Limit(
        key="detention.interrogation",
        title=N_("Interrogate the detained suspect, after a confidential meeting with counsel"),
        anchor="protocol_at",
        unit="h",
        custody=True,
        editions=(Edition("2015", None, None, 24, "CPC 64(3)", "S24", "V"),),
        rungs=ladder(6, 1),
    ),
    Limit(
        key="detention.expiry",
        title=N_("Release, if no court order has arrived"),
        anchor="restraint_at",
        unit="h",
        custody=True,
        editions=(
            Edition(
                "2015",
                None,
                LAW_118_VI,
                72,
                "CPC 128(5)",
                "S18",
                "M",
                amounts=(
                    Amount("minor", 72, N_("a minor")),
                    Amount("exception", 72, N_("a listed exception")),
                ),
                note=N_("Before Law 118-VI the working limit was 72 hours; from memory."),
            ),
            Edition(
                "118-VI",
                LAW_118_VI,
                None,
                48,
                "CPC 131(4), 133(2)",
                "S25",
                "V",
                amounts=(
                    Amount("minor", 24, N_("a minor"), "CPC 131(4)"),
                    Amount("exception", 72, N_("a listed exception"), "CPC 131(4)(1)-(6)"),
                ),
                note=N_("The law is of 21.12.2017; the day it took effect, 09.01.2018, is from memory."),
            ),
        ),
        rungs=ladder(24, 12, 8, 1),
    ),
    Limit(
        key="detention.petition_to_ij",
        title=N_("The prosecutor puts the arrest petition before the investigating judge"),
        anchor="detention_expiry",
        unit="h",
        custody=True,
        backwards=True,
        editions=(
            Edition(
                "2015",
                None,
                LAW_118_VI,
                12,
                "CPC 147(3)",
                "S18",
                "M",
                note=N_("The older figure is from memory."),
            ),
            Edition("118-VI", LAW_118_VI, None, 8, "CPC 147(3)", "S25", "V"),
        ),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="misd_detained.to_prosecutor",
        title=N_("Misdemeanour case of a detained person to the prosecutor"),
        anchor="detention_expiry",
        unit="h",
        custody=True,
        backwards=True,
        editions=(
            Edition(
                "118-VI",
                LAW_118_VI,
                None,
                24,
                "CPC 528(2)",
                "S25",
                "V",
                note=N_("Before it: within 36 hours of the holding."),
            ),
        ),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="misd_detained.to_court",
        title=N_("Misdemeanour case of a detained person to the court"),
        anchor="detention_expiry",
        unit="h",
        custody=True,
        backwards=True,
        editions=(Edition("118-VI", LAW_118_VI, None, 12, "CPC 528(3)", "S25", "V"),),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="detention.embassy",
        title=N_("Notify the embassy of a detained foreigner through the Foreign Ministry"),
        anchor="restraint_at",
        unit="h",
        custody=True,
        editions=(Edition("2015", None, None, 24, "CPC 135", "S25", "V"),),
        rungs=ladder(6, 1),
    ),
    Limit(
        key="detention.counsel",
        title=N_("Offer or appoint other counsel when the chosen one cannot come"),
        anchor="restraint_at",
        unit="h",
        custody=True,
        editions=(Edition("2015", None, None, 24, "CPC 68(4)", "S24", "V"),),
        rungs=ladder(6, 1),
    ),
    Limit(
        key="facility.acknowledgement",
        title=N_("The place of detention confirms that the order has arrived"),
        anchor="order_delivered",
        unit="h",
        custody=True,
        editions=(
            Edition(
                "own",
                None,
                None,
                1,
                "",
                "",
                "own",
                note=N_("A service term of this system; the law says “at once”."),
            ),
        ),
        rungs=(DUE,),
    ),
)

_ARREST = (
    Limit(
        key="ij.arrest",
        title=N_("The investigating judge hears and decides the arrest petition"),
        anchor="court_received",
        unit="h",
        custody=True,
        editions=(Edition("2015", None, None, 8, "CPC 148(2)", "S25", "V"),),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="arrest.term",
        title=N_("Custody ends, if the court has not extended it"),
        anchor="restraint_at",
        unit="mo",
        custody=True,
        editions=(
            Edition(
                "2015",
                None,
                None,
                2,
                "CPC 151(1), 152(6)",
                "S25",
                "V",
                note=N_("The time of the detention is part of it."),
            ),
        ),
        rungs=ladder_days(20, 15, 10, 7, 1),
    ),
    Limit(
        key="arrest.short",
        title=N_("Short custody ends"),
        anchor="restraint_at",
        unit="d",
        custody=True,
        editions=(Edition("2015", None, None, 10, "CPC 148(7), 152(6)", "S25", "V"),),
        rungs=ladder_days(2, 1),
    ),
    Limit(
        key="arrest.short_to_full",
        title=N_("The prosecutor petitions for the full term after a short custody"),
        anchor="arrest_expiry",
        unit="h",
        custody=True,
        backwards=True,
        editions=(
            Edition(
                "2015",
                None,
                None,
                24,
                "CPC 151(2)",
                "S25",
                "V",
                note=N_("The Code says a day before; 24 hours is the safe reading."),
            ),
        ),
        rungs=ladder(12, 1),
    ),
    Limit(
        key="arrest.expiry_notice",
        title=N_("The place of detention warns that the term is ending"),
        anchor="arrest_expiry",
        unit="h",
        custody=True,
        backwards=True,
        editions=(Edition("2015", None, None, 24, "CPC 139(2), 152(4)", "S25", "V"),),
        rungs=ladder(6, 1),
    ),
    Limit(
        key="arrest.qualification",
        title=N_("Announce the qualification, or the measure is cancelled at once"),
        anchor="sanction_announced",
        unit="d",
        custody=True,
        editions=(
            Edition(
                "2015",
                None,
                None,
                10,
                "CPC 139(1)",
                "S25",
                "V",
                amounts=(Amount("listed", 30, N_("the crimes listed in the article")),),
                note=N_("30 days for CC 173, 179, 181, 184, 255-268 and 272."),
            ),
        ),
        rungs=ladder_days(3, 1),
    ),
    Limit(
        key="arrest.familiarisation_decision",
        title=N_("The prosecutor decides on custody for the time of familiarisation"),
        anchor="received",
        unit="h",
        custody=True,
        editions=(Edition("2015", None, None, 24, "CPC 151(11)", "S25", "V"),),
        rungs=ladder(4, 1),
    ),
    Limit(
        key="ij.extension",
        title=N_("The investigating judge decides on extending the custody"),
        anchor="court_received",
        unit="d",
        editions=(Edition("2015", None, None, 3, "CPC 152(1)", "S25", "V"),),
        rungs=ladder_days(1),
    ),
    Limit(
        key="qualification.announce",
        title=N_("Announce the qualification ruling to the suspect"),
        anchor="ruling",
        unit="h",
        editions=(
            Edition(
                "2015",
                None,
                None,
                24,
                "CPC 206(1)",
                "S25",
                "V",
                note=N_("Later, if the suspect or counsel does not appear."),
            ),
        ),
        rungs=ladder(6, 1),
    ),
)

CUSTODY_LIMITS: tuple[Limit, ...] = _DETENTION + _ARREST
