"""Kinds of sanction that fit nowhere else: international notice, deposition of testimony, schedule of reading.

CPC 217, 292, 296. Of the first two the investigating judge decides, of the third the prosecutor.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Needed, Opens, Step, Titles
from ecase.law.measure_grounds import EVIDENCE, QUALIFICATION
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

INTERNATIONAL_NOTICE = Kind(
    code="international_notice",
    title=N_("International wanted notice"),
    group=Group.OTHER,
    cite="CPC 55(1)(12), 292(4)",
    about="suspect",
    petition=Titles(
        "Постановление об объявлении в международный розыск",
        "Халықаралық іздестіру жариялау туралы қаулы",
        "ruling_international_wanted",
    ),
    granted=Titles(
        "Постановление о санкционировании объявления в международный розыск",
        "Халықаралық іздестіру жариялауды санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании объявления в международный розыск",
        "Халықаралық іздестіру жариялауды санкциялаудан бас тарту туралы қаулы",
    ),
    head_agrees=True,
    ends=Ends.RUNS,
    facts=(
        Field("last_seen", N_("When and where the person was seen last"), "long", True, "CPC 292(1)"),
        Field("states", N_("Where the person may be"), "text", True, "CPC 292(4)"),
        Field("identity", N_("What is known of the person: names, papers, looks, marks"), "long", True, "CPC 292(1)"),
        Field("wanted_on", N_("Day of the ruling on the search"), "date", True, "CPC 292(1)"),
        Field("measure", N_("Preventive measure chosen for when the person is found"), "text", False, "CPC 292(2)"),
    ),
    grounds=(
        Ground("abroad", N_("There is reason to think that the person has left Kazakhstan"), "CPC 292(4)"),
        Ground("hides", N_("The person hides and the search in the country has not helped"), "CPC 292(1),(4)"),
    ),
    grounds_least=1,
    documents=(
        QUALIFICATION,
        Needed("wanted", N_("Ruling on the search for the suspect"), "CPC 292(1)", ("ruling_wanted", "upload")),
    ),
    opens=Opens.EXECUTION,
    lifted_by=frozenset({Role.INVESTIGATOR, *PROSECUTION}),
    copies=("investigator", "prosecutor", "search_body"),
    note=N_(
        "The Code gives the judge no hour and names nobody who lifts the notice; it ends when the person is found."
    ),
)  # fmt: skip

DEPOSITION = Kind(
    code="deposition",
    title=N_("Deposition of testimony before the investigating judge"),
    group=Group.OTHER,
    cite="CPC 55(2)(3), 217",
    about="person",
    petition=Titles("Ходатайство о депонировании показаний", "Айғақтарды сақтауға қою туралы өтінішхат"),
    granted=Titles(
        "Постановление об удовлетворении ходатайства о депонировании показаний",
        "Айғақтарды сақтауға қою туралы өтінішхатты қанағаттандыру туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в удовлетворении ходатайства о депонировании показаний",
        "Айғақтарды сақтауға қою туралы өтінішхатты қанағаттандырудан бас тарту туралы қаулы",
    ),
    asked_by=frozenset({*INVESTIGATION, *PROSECUTION, Role.LAWYER}),
    hearing=Hearing.ALWAYS,
    decision_term="ij.deposition",
    facts=(
        Field("part", N_("Part in the case"), "choice", True, "CPC 217(1)",
              (("victim", N_("Victim")), ("witness", N_("Witness")))),
        Field("minor", N_("The person is a minor"), "yes", False, "CPC 217(1),(2)"),
        Field("about_what", N_("What the person can testify on"), "long", True, "CPC 217(1)"),
        Field("not_later", N_("Why a later interrogation may be impossible"), "long", True, "CPC 217(1)"),
        Field("leaves_on", N_("Leaves or cannot be heard after"), "date", False, "CPC 217(1)"),
        Field("suspect_away", N_("The suspect's presence would endanger the person"), "yes", False, "CPC 217(3)"),
        Field("questions", N_("Questions"), "long", False, "CPC 217(4)"),
    ),
    decides=(
        Field("heard_at", N_("Interrogation at"), "moment", True, "CPC 217(2)"),
        Field("called", N_("Who is told and called"), "long", True, "CPC 217(2),(3)"),
        Field("suspect_away", N_("The suspect is not called"), "yes", False, "CPC 217(3)"),
    ),
    grounds=(
        Ground("lives_abroad", N_("Lives permanently outside Kazakhstan"), "CPC 217(1)"),
        Ground("leaves", N_("Is going abroad"), "CPC 217(1)"),
        Ground("ill", N_("Is gravely ill"), "CPC 217(1)"),
        Ground("protected", N_("Security measures are applied"), "CPC 217(1)"),
        Ground("minor", N_("A minor who is to be spared further interrogations"), "CPC 217(1),(2)"),
        Ground("other", N_("Another objective cause"), "CPC 217(1)"),
    ),
    grounds_least=1,
    documents=(EVIDENCE,),
    copies=("investigator", "prosecutor", "suspect", "defender", "victim"),
    note=N_("For minors it must be granted. Only a refusal can be appealed; a new motion is not barred by it."),
)  # fmt: skip

READING_SCHEDULE = Kind(
    code="reading_schedule",
    title=N_("Schedule of reading the file"),
    group=Group.OTHER,
    cite="CPC 296(3)",
    about="suspect",
    petition=Titles(
        "График ознакомления с материалами дела", "Іс материалдарымен танысу графигі", "familiarisation_schedule"
    ),
    granted=Titles(
        "Утверждение прокурором графика ознакомления с материалами дела",
        "Прокурордың іс материалдарымен танысу графигін бекітуі",
    ),
    refused=Titles(
        "Постановление об отказе в утверждении графика ознакомления с материалами дела",
        "Іс материалдарымен танысу графигін бекітуден бас тарту туралы қаулы",
    ),
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    facts=(
        Field("readers", N_("Who reads: suspect, counsel"), "text", True, "CPC 296(3)"),
        Field("volumes", N_("Volumes of the file"), "number", True, "CPC 296(3)", least=1),
        Field("sheets", N_("Sheets of the file"), "number", False, "CPC 296(3)", least=1),
        Field("begun_on", N_("Reading began on"), "date", True, "CPC 296(3)"),
        Field("read", N_("What has been read by day"), "long", True, "CPC 296(3)"),
        Field("dragged", N_("What shows that the reading is plainly dragged out"), "long", True, "CPC 296(3)"),
        Field("schedule", N_("Schedule: days, hours, volumes"), "long", True, "CPC 296(3)"),
        Field("until", N_("Reading ends on"), "date", True, "CPC 296(3)"),
    ),
    decides=(Field("until", N_("Reading ends on"), "date", True, "CPC 296(3)"),),
    grounds=(Ground("dragged", N_("The suspect and counsel plainly drag out the reading"), "CPC 296(3)"),),
    grounds_least=1,
    documents=(
        Needed("notice", N_("Notice that the investigative actions are over"), "CPC 294(1)",
               ("completion_notice", "upload")),
    ),
    opens=Opens.SUPPORT,
    lifted_by=frozenset({Role.INVESTIGATOR, *PROSECUTION}),
    copies=("investigator", "suspect", "defender"),
    appeal="",
    note=N_("Without a schedule nobody may limit the time of reading. A complaint goes by 100-106."),
)  # fmt: skip

OTHER_KINDS: tuple[Kind, ...] = (INTERNATIONAL_NOTICE, DEPOSITION, READING_SCHEDULE)
