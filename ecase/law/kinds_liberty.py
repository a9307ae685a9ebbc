"""Kinds of sanction by which somebody is held, and those that make it longer (CPC 147-152, 589).

House arrest, bail and where an arrested person is kept stand in `kinds_confined`; grounds and fields they share in
`measure_grounds`. Whether an arrest may be asked for is `arrest`, the steps of its extension are `ladder`.

What a grant starts: `grants` to its usual length; where `decides` has "short_days", "months" or "until", the judge
sets another end, and the same term runs to that one.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Needed, Step, Titles
from ecase.law.kinds_confined import CONFINED_KINDS
from ecase.law.ladder import LADDER
from ecase.law.limits_custody import SHORT_CUSTODY_DAYS
from ecase.law.measure_grounds import (
    CARE,
    DUTIES_FIELD,
    EVIDENCE,
    GRAVITY_ALONE,
    GROUNDS_136,
    GROUNDS_147,
    INTERROGATION,
    MILDER,
    PERSON,
    PRESENT,
    QUALIFICATION,
)
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

_COPIES = ("suspect", "defender", "prosecutor", "investigator", "victim", "facility")
_LIFTERS = frozenset({Role.INVESTIGATOR, Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION, Role.TRIAL_JUDGE})
_HELD_BY = ("arrest", "arrest_full", "arrest_extension", "arrest_returned")
_STILL_NEEDED = (
    Ground("unchanged", N_("The grounds on which custody was sanctioned still stand"), "CPC 151(2), 153(1)"),
    *GROUNDS_136,
    *GROUNDS_147,
)
_RUNNING = Field("running_until", N_("The running custody ends on"), "date", True, "CPC 151")
_UNTIL_ASKED = Field("until", N_("Custody asked for until, last day"), "date", True, "CPC 152(7)")
_UNTIL = Field("until", N_("Custody until, last day"), "date", True, "CPC 152(7)")
_DONE = Field("done", N_("What has been done"), "long", True, "CPC 151(2)")
_TO_DO = Field("to_do", N_("What is still to be done and how long it takes"), "long", True, "CPC 151(2)")
_STILL = Field("still_needed", N_("Why custody cannot be changed or cancelled"), "long", True, "CPC 151(2), 153(1)")
_BAIL = Field("bail", N_("Bail, tenge"), "money", False, "CPC 148(8)")
_BAIL_WHY = Field("bail_why", N_("Why bail of this amount"), "long", False, "CPC 148(8)")
_TAKEN = Field("taken_to_court", N_("The court finds the person's presence necessary"), "yes", False, "CPC 152(1)")
_ORDER = Needed(
    "order", N_("The order by which the person is held"), "CPC 151(2)",
    ("arrest_granted", "arrest_full_granted", "arrest_extension_granted", "ij_ruling_custody"),
)  # fmt: skip

ARREST = Kind(
    code="arrest",
    title=N_("Custody (arrest)"),
    group=Group.LIBERTY,
    cite="CPC 147, 148",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о санкционировании содержания под стражей",
        "Күзетпен ұстауды санкциялау туралы өтінішхатты қозғау туралы қаулы",
        "ruling_custody_petition",
    ),
    granted=Titles(
        "Постановление о санкционировании содержания под стражей",
        "Күзетпен ұстауды санкциялау туралы қаулы",
        "ij_ruling_custody",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании содержания под стражей",
        "Күзетпен ұстауды санкциялаудан бас тарту туралы қаулы",
        "ij_ruling_custody_refusal",
    ),
    cites=(
        ("submit", "CPC 147(2)"),
        ("amend", "CPC 147(2)"),
        ("withdraw", "CPC 147(2)"),
        ("support", "CPC 147(3)"),
        ("refuse_support", "CPC 147(3)"),
        ("refuse", "CPC 148(7)(3)"),
    ),
    head_agrees=True,
    route=(Step.PROSECUTOR, Step.COURT),
    hearing=Hearing.ALWAYS,
    decision_term="ij.arrest",
    grants="arrest.term",
    ends=Ends.RUNS,
    custody=True,
    facts=(
        PRESENT,
        Field(
            "before_qualification", N_("Why the measure cannot wait for the qualification ruling"), "long", False,
            "CPC 139(1)",
        ),
        PERSON,
        CARE,
    ),
    decides=(
        MILDER,
        Field(
            "short_days", N_("Short custody, days; empty: the full term"), "number", False, "CPC 148(7)(2)",
            least=1, most=SHORT_CUSTODY_DAYS,
        ),
        _BAIL,
        _BAIL_WHY,
        Field("bail_barred", N_("Why no bail is set"), "long", False, "CPC 148(8),(9)"),
        DUTIES_FIELD,
        Field("facility", N_("Place of custody"), "text", False, "CPC 148(10), 149"),
    ),
    grounds=(*GROUNDS_136, GRAVITY_ALONE, *GROUNDS_147),
    documents=(QUALIFICATION, INTERROGATION, EVIDENCE),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_COPIES,
    note=N_("A new petition after a refusal needs new circumstances. A refusal may come with another measure."),
)  # fmt: skip

ARREST_FULL = Kind(
    code="arrest_full",
    title=N_("Full term after a short custody"),
    group=Group.LIBERTY,
    cite="CPC 151(2)",
    about="suspect",
    petition=Titles(
        "Постановление о внесении ходатайства о продлении краткого срока содержания под стражей до двух месяцев",
        "Күзетпен ұстаудың қысқа мерзімін екі айға дейін ұзарту туралы өтінішхат енгізу туралы қаулы",
    ),
    granted=Titles(
        "Постановление о продлении краткого срока содержания под стражей до двух месяцев",
        "Күзетпен ұстаудың қысқа мерзімін екі айға дейін ұзарту туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в продлении краткого срока содержания под стражей",
        "Күзетпен ұстаудың қысқа мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    asked_by=PROSECUTION,
    route=(Step.COURT,),
    hearing=Hearing.ALWAYS,
    decision_term="ij.extension",
    petition_term="arrest.short_to_full",
    petition_from="running_until",
    grants="arrest.term",
    ends=Ends.RUNS,
    extends=("arrest",),
    custody=True,
    facts=(
        _RUNNING,
        Field("gathered", N_("Materials gathered since the short custody was sanctioned"), "long", True, "CPC 151(2)"),
        PERSON,
    ),
    decides=(MILDER, _BAIL, _BAIL_WHY, _TAKEN),
    grounds=(*GROUNDS_136, GRAVITY_ALONE, *GROUNDS_147),
    grounds_least=1,
    documents=(_ORDER, QUALIFICATION, EVIDENCE),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_COPIES,
    note=N_("The Code gives the judge's time only for extensions; it is taken for this petition too."),
)  # fmt: skip

ARREST_EXTENSION = Kind(
    code="arrest_extension",
    title=N_("Extension of custody"),
    group=Group.LIBERTY,
    cite="CPC 151, 152",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о продлении срока содержания под стражей",
        "Күзетпен ұстау мерзімін ұзарту туралы өтінішхат қозғау туралы қаулы",
        "ruling_custody_extension",
    ),
    granted=Titles(
        "Постановление о продлении срока содержания под стражей",
        "Күзетпен ұстау мерзімін ұзарту туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в продлении срока содержания под стражей",
        "Күзетпен ұстау мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    asked_by=INVESTIGATION,
    head_agrees=True,
    route=(Step.PROSECUTOR, Step.COURT),
    hearing=Hearing.ALWAYS,
    decision_term="ij.extension",
    support_term="arrest.extension_agreement",
    petition_term="arrest.extension_to_prosecutor",
    petition_from="running_until",
    grants="arrest.term",
    ends=Ends.RUNS,
    extends=_HELD_BY,
    custody=True,
    facts=(
        _RUNNING,
        Field(
            "months", N_("Custody asked for, months in all"), "number", True, "CPC 151(2)-(4)",
            least=LADDER[0].months, most=LADDER[-1].months,
        ),
        _DONE,
        _TO_DO,
        Field("delay", N_("Why it was not done in time"), "long", False, "CPC 151(2)"),
        _STILL,
        Field(
            "complexity", N_("What makes the case specially complex or exceptional"), "long", False, "CPC 151(3),(4)"
        ),
        PERSON,
    ),
    decides=(
        MILDER,
        Field(
            "months", N_("Custody granted, months in all"), "number", True, "CPC 151(2)-(4)",
            least=LADDER[0].months, most=LADDER[-1].months,
        ),
        _TAKEN,
    ),
    grounds=_STILL_NEEDED,
    grounds_least=1,
    documents=(_ORDER, QUALIFICATION, EVIDENCE),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_COPIES,
    note=N_(
        "Over nine months the head of the department, the prosecutor holding the case or the leader of the group asks; "
        "who agrees depends on the length. A refusal frees the person at the end of the running term."
    ),
)  # fmt: skip

ARREST_READING = Kind(
    code="arrest_reading",
    title=N_("Custody while the suspect reads the file"),
    group=Group.LIBERTY,
    cite="CPC 151(11),(12), 152(6),(7), 294(2)",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о санкционировании срока на период ознакомления",
        "Танысу кезеңінде күзетпен ұстау мерзімін санкциялау туралы өтінішхат қозғау туралы қаулы",
        "ruling_custody_familiarisation",
    ),
    granted=Titles(
        "Постановление о санкционировании срока содержания под стражей на период ознакомления",
        "Танысу кезеңінде күзетпен ұстау мерзімін санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании срока содержания под стражей на период ознакомления",
        "Танысу кезеңінде күзетпен ұстау мерзімін санкциялаудан бас тарту туралы қаулы",
    ),
    head_agrees=True,
    route=(Step.PROSECUTOR, Step.COURT),
    hearing=Hearing.ALWAYS,
    decision_term="ij.extension",
    support_term="arrest.familiarisation_decision",
    petition_term="arrest.reading_to_prosecutor",
    petition_from="running_until",
    grants="arrest.term",
    ends=Ends.RUNS,
    extends=(*_HELD_BY, "arrest_reading"),
    custody=True,
    facts=(
        _RUNNING,
        Field("finished_on", N_("Notice that the investigative actions are over, day"), "date", True, "CPC 294(1)"),
        Field("volumes", N_("Volumes of the file"), "number", True, "CPC 152(7)", least=1),
        Field("sheets", N_("Sheets of the file"), "number", False, "CPC 152(7)", least=1),
        Field("persons", N_("Suspects and counsel who read the file"), "number", True, "CPC 152(7)", least=1),
        _UNTIL_ASKED,
        _STILL,
    ),
    decides=(MILDER, _UNTIL, _TAKEN),
    grounds=_STILL_NEEDED,
    grounds_least=1,
    documents=(
        _ORDER,
        Needed(
            "completion_notice", N_("Notice that the investigative actions are over"), "CPC 294(1)",
            ("completion_notice",),
        ),
    ),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_COPIES,
    note=N_("This time is outside the ceilings of custody but counts for the sentence."),
)  # fmt: skip

ARREST_STUDY = Kind(
    code="arrest_study",
    title=N_("Custody while the prosecutor studies the case"),
    group=Group.LIBERTY,
    cite="CPC 151(13), 152(7)",
    about="suspect",
    petition=Titles(
        "Постановление о внесении ходатайства о санкционировании срока содержания под стражей на период изучения "
        "уголовного дела",
        "Қылмыстық істі зерделеу кезеңінде күзетпен ұстау мерзімін санкциялау туралы өтінішхат енгізу туралы қаулы",
    ),
    granted=Titles(
        "Постановление о санкционировании срока содержания под стражей на период изучения уголовного дела прокурором",
        "Прокурор қылмыстық істі зерделейтін кезеңде күзетпен ұстау мерзімін санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании срока содержания под стражей на период изучения уголовного дела",
        "Қылмыстық істі зерделеу кезеңінде күзетпен ұстау мерзімін санкциялаудан бас тарту туралы қаулы",
    ),
    asked_by=PROSECUTION,
    route=(Step.COURT,),
    hearing=Hearing.ALWAYS,
    decision_term="ij.extension",
    petition_term="arrest.study_to_court",
    petition_from="running_until",
    grants="arrest.term",
    ends=Ends.RUNS,
    extends=(*_HELD_BY, "arrest_reading"),
    custody=True,
    facts=(
        _RUNNING,
        Field("received_on", N_("Case received with the completion report, day"), "date", True, "CPC 151(13)"),
        Field("volumes", N_("Volumes of the file"), "number", True, "CPC 152(7)", least=1),
        _UNTIL_ASKED,
        _STILL,
    ),
    decides=(MILDER, _UNTIL, _TAKEN),
    grounds=_STILL_NEEDED,
    grounds_least=1,
    documents=(
        _ORDER,
        Needed(
            "completion_report", N_("Report on the completion of the investigation"), "CPC 298", ("completion_report",)
        ),
    ),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_COPIES,
    note=N_("Only where the prosecutor writes the indictment; this model is introduced in stages."),
)  # fmt: skip

ARREST_RETURNED = Kind(
    code="arrest_returned",
    title=N_("Custody after the case is returned for additional investigation"),
    group=Group.LIBERTY,
    cite="CPC 152(8)",
    about="suspect",
    petition=Titles(
        "Постановление о внесении ходатайства о продлении срока содержания под стражей при возвращении уголовного дела",
        "Қылмыстық іс қайтарылған кезде күзетпен ұстау мерзімін ұзарту туралы өтінішхат енгізу туралы қаулы",
    ),
    granted=Titles(
        "Постановление о продлении срока содержания под стражей при возвращении уголовного дела",
        "Қылмыстық іс қайтарылған кезде күзетпен ұстау мерзімін ұзарту туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в продлении срока содержания под стражей при возвращении уголовного дела",
        "Қылмыстық іс қайтарылған кезде күзетпен ұстау мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    asked_by=PROSECUTION,
    route=(Step.COURT,),
    hearing=Hearing.ALWAYS,
    decision_term="ij.extension",
    grants="arrest.returned",
    ends=Ends.RUNS,
    extends=(*_HELD_BY, "arrest_reading", "arrest_study"),
    custody=True,
    facts=(
        _RUNNING,
        Field(
            "returned_by", N_("Who returned the case"), "choice", True, "CPC 152(8)",
            (("prosecutor", N_("The prosecutor")), ("court", N_("The court"))),
        ),
        Field("returned_on", N_("Case returned; received by the prosecutor on"), "date", True, "CPC 152(8)"),
        Field("to_do", N_("What is to be done"), "long", True, "CPC 152(8)"),
        Field("until", N_("Custody asked for until, last day"), "date", True, "CPC 152(8)"),
        _STILL,
    ),
    decides=(MILDER, Field("until", N_("Custody until, last day"), "date", True, "CPC 152(8)"), _TAKEN),
    grounds=_STILL_NEEDED,
    grounds_least=1,
    documents=(
        _ORDER,
        Needed(
            "return", N_("Decision to return the case"), "CPC 302(1), 152(8)",
            ("prosecutor_return", "writ_return_ruling", "upload"),
        ),
    ),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_COPIES,
    note=N_("A case returned by the trial court: that court decides itself, not the investigating judge."),
)  # fmt: skip

LIBERTY_KINDS: tuple[Kind, ...] = (
    ARREST, ARREST_FULL, ARREST_EXTENSION, ARREST_READING, ARREST_STUDY, ARREST_RETURNED, *CONFINED_KINDS,
)  # fmt: skip
