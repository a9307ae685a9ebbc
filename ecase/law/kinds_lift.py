"""The request of the investigator that a measure of the court be cancelled or changed: the prosecutor agrees (153).

It concerns whatever measure needs his consent for it; the measures stand in the other tables.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ground, Group, Hearing, Kind, Opens, Step, Titles
from ecase.law.kinds_liberty import LIBERTY_KINDS
from ecase.law.kinds_obligation import OBLIGATION_KINDS
from ecase.law.kinds_property import PROPERTY_KINDS
from ecase.law.roles import PROSECUTION
from ecase.law.words import N_

LIFT = "measure_lift"
_CONCERNED = tuple(
    kind.code
    for kind in (*LIBERTY_KINDS, *OBLIGATION_KINDS, *PROPERTY_KINDS)
    if kind.lift_consent & PROSECUTION and not kind.extends
)

END_GROUNDS: tuple[tuple[str, str], ...] = (
    ("not_needed", N_("The measure is no longer needed")),
    ("grounds_gone", N_("The grounds on which it was chosen are gone")),
    ("milder_enough", N_("A milder measure is enough")),
    ("stricter_needed", N_("A stricter measure is needed")),
    ("health", N_("The health or family of the person")),
    ("breach", N_("The person broke the measure")),
    ("case_over", N_("The proceedings against the person are over")),
    ("unlawful", N_("It was applied without lawful ground")),
    ("property_free", N_("The property has to be set free")),
)
# What the investigator may take himself in the place of a measure of the court (153(5)).
INSTEAD: tuple[tuple[str, str], ...] = (
    ("undertaking", N_("Undertaking not to leave and to behave properly")),
    ("surety", N_("Personal surety")),
    ("command_supervision", N_("Supervision of a serviceman by the command")),
    ("minor_supervision", N_("Minor given under supervision")),
    ("obligation_appear", N_("Obligation to appear")),
)

MEASURE_LIFT = Kind(
    code=LIFT,
    title=N_("Consent to cancel or change a measure"),
    group=Group.OTHER,
    cite="CPC 153(3),(5)",
    about="either",
    petition=Titles(
        "Постановление об отмене или изменении меры, санкционированной следственным судьей",
        "Тергеу судьясы санкциялаған шараның күшін жою немесе оны өзгерту туралы қаулы",
    ),
    granted=Titles(
        "Согласие прокурора на отмену или изменение меры",
        "Прокурордың шараның күшін жоюға немесе оны өзгертуге келісуі",
    ),
    refused=Titles(
        "Постановление об отказе в согласии на отмену или изменение меры",
        "Шараның күшін жоюға немесе оны өзгертуге келісім беруден бас тарту туралы қаулы",
    ),
    head_agrees=True,
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    extends=_CONCERNED,
    facts=(
        Field("ground", N_("Why the measure is to end"), "choice", True, "CPC 153(1)", END_GROUNDS),
        Field("other_measure", N_("Measure in its place"), "choice", False, "CPC 153(5)", INSTEAD,
              hint=N_("Only one that needs no sanction; it is drawn up when the prosecutor has agreed.")),
    ),
    decides=(
        Field("other_measure", N_("Measure in its place"), "choice", False, "CPC 153(3),(5)", INSTEAD),
    ),
    grounds=(
        Ground("need_gone", N_("The need for the measure is gone"), "CPC 153(1)"),
        Ground("changed", N_("The circumstances on which it rests have changed"), "CPC 153(1)"),
    ),
    opens=Opens.DECISION,
    copies=("suspect", "defender", "investigator", "facility"),
    appeal="",
    note=N_("Another measure of the court instead is asked for as a new request; it ends the old one."),
)  # fmt: skip
