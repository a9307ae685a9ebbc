"""Kinds of sanction beside custody: house arrest, bail, extradition arrest, and where an arrested person is kept.

CPC 145, 146, 150, 589. They are listed under liberty; custody itself stands in `kinds_liberty`.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Needed, Opens, Step, Titles
from ecase.law.ladder import LADDER
from ecase.law.limits_extension import IVS_DAYS
from ecase.law.measure_grounds import (
    DUTIES_FIELD,
    EVIDENCE,
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

_LIFTERS = frozenset({Role.INVESTIGATOR, Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION, Role.TRIAL_JUDGE})

RESTRICTIONS: tuple[tuple[str, str], ...] = (
    ("leave", N_("Not to leave the home, wholly or at set times, without leave")),
    ("communications", N_("No telephone, correspondence or other means of communication without leave")),
    ("contacts", N_("No contact with certain persons, no visitors without leave")),
    ("tracking", N_("Electronic means of control, to be worn")),
    ("calls", N_("To answer control calls, to call or to report in person at set times")),
    ("guard", N_("The person or the home is watched, the home is guarded")),
    ("other", N_("Other measures that secure proper conduct and isolation")),
)
_HOUSE_COPIES = ("suspect", "defender", "prosecutor", "investigator", "victim", "supervisor")
_RESTRICTIONS = Field("restrictions", N_("Restrictions"), "ticks", True, "CPC 146(2)", RESTRICTIONS)
_EXACTLY = Field(
    "restrictions_exactly", N_("What exactly: hours, persons, means, places"), "long", True, "CPC 146(3)",
    hint=N_("Contact with the household, counsel, the bodies in charge and emergency services cannot be cut."),
)  # fmt: skip
_SUPERVISOR = Field("supervisor", N_("Body or official who supervises"), "text", True, "CPC 146(3)")

HOUSE_ARREST = Kind(
    code="house_arrest",
    title=N_("House arrest"),
    group=Group.LIBERTY,
    cite="CPC 146, 147",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о санкционировании домашнего ареста",
        "Үйқамақты санкциялау туралы өтінішхатты қозғау туралы қаулы",
    ),
    granted=Titles("Постановление о домашнем аресте", "Үйқамақ туралы қаулы", "ij_ruling_house_arrest"),
    refused=Titles(
        "Постановление об отказе в санкционировании домашнего ареста",
        "Үйқамақты санкциялаудан бас тарту туралы қаулы",
    ),
    route=(Step.PROSECUTOR, Step.COURT),
    hearing=Hearing.ALWAYS,
    decision_term="ij.house_arrest",
    grants="house_arrest.term",
    ends=Ends.RUNS,
    facts=(
        PRESENT,
        Field("home", N_("Home where the person stays: address, whose it is"), "text", True, "CPC 146(1)"),
        Field("household", N_("Who lives there too"), "long", False, "CPC 146(3)"),
        _RESTRICTIONS,
        _EXACTLY,
        _SUPERVISOR,
        Field("before_qualification", N_("Why the measure cannot wait for the qualification ruling"), "long", False,
              "CPC 139(1)"),
        PERSON,
    ),
    decides=(MILDER, _RESTRICTIONS, _EXACTLY, _SUPERVISOR,
             Field("home", N_("Home where the person stays: address, whose it is"), "text", True, "CPC 146(1)")),
    grounds=(*GROUNDS_136, *GROUNDS_147),
    grounds_least=1,
    documents=(QUALIFICATION, INTERROGATION, EVIDENCE),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_HOUSE_COPIES,
    note=N_("Asked for and decided in the order of custody, to which the article refers."),
)  # fmt: skip

HOUSE_ARREST_EXTENSION = Kind(
    code="house_arrest_extension",
    title=N_("Extension of house arrest"),
    group=Group.LIBERTY,
    cite="CPC 146(4), 151, 152",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о продлении срока домашнего ареста",
        "Үйқамақ мерзімін ұзарту туралы өтінішхатты қозғау туралы қаулы",
    ),
    granted=Titles("Постановление о продлении срока домашнего ареста", "Үйқамақ мерзімін ұзарту туралы қаулы"),
    refused=Titles(
        "Постановление об отказе в продлении срока домашнего ареста",
        "Үйқамақ мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    asked_by=INVESTIGATION,
    route=(Step.PROSECUTOR, Step.COURT),
    hearing=Hearing.ALWAYS,
    decision_term="ij.extension",
    support_term="arrest.extension_agreement",
    petition_term="arrest.extension_to_prosecutor",
    petition_from="running_until",
    grants="house_arrest.term",
    ends=Ends.RUNS,
    extends=("house_arrest", "house_arrest_extension"),
    facts=(
        Field("running_until", N_("The running house arrest ends on"), "date", True, "CPC 151"),
        Field("months", N_("House arrest asked for, months in all"), "number", True, "CPC 151(2)-(4)",
              least=LADDER[0].months, most=LADDER[-1].months),
        Field("done", N_("What has been done"), "long", True, "CPC 151(2)"),
        Field("to_do", N_("What is still to be done and how long it takes"), "long", True, "CPC 151(2)"),
        Field("kept", N_("How the restrictions have been kept"), "long", True, "CPC 153(1)"),
        _RESTRICTIONS,
        _EXACTLY,
        _SUPERVISOR,
    ),
    decides=(
        MILDER,
        Field("months", N_("House arrest granted, months in all"), "number", True, "CPC 151(2)-(4)",
              least=LADDER[0].months, most=LADDER[-1].months),
        _RESTRICTIONS, _EXACTLY, _SUPERVISOR,
    ),
    grounds=(
        Ground("unchanged", N_("The grounds on which house arrest was sanctioned still stand"), "CPC 151(2), 153(1)"),
        *GROUNDS_136, *GROUNDS_147,
    ),
    grounds_least=1,
    documents=(
        Needed("order", N_("The order that sanctioned the house arrest"), "CPC 151(2)",
               ("house_arrest_granted", "house_arrest_extension_granted", "ij_ruling_house_arrest")),
        QUALIFICATION,
        EVIDENCE,
    ),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=_HOUSE_COPIES,
    note=N_("The steps and days of the extension of custody, to which the article refers."),
)  # fmt: skip

BAIL = Kind(
    code="bail",
    title=N_("Bail"),
    group=Group.LIBERTY,
    cite="CPC 145",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о санкционировании залога",
        "Кепіл қолдануға санкция беру жөнінде өтінішхат қозғау туралы қаулы",
        "ruling_bail_petition",
    ),
    granted=Titles("Постановление о санкционировании залога", "Кепіл қолдануды санкциялау туралы қаулы"),
    refused=Titles(
        "Постановление об отказе в санкционировании залога", "Кепіл қолдануды санкциялаудан бас тарту туралы қаулы"
    ),
    copy_to_prosecutor=True,
    ends=Ends.RUNS,
    report_term="bail.payment",
    facts=(
        PRESENT,
        Field("amount", N_("Amount of bail, tenge"), "money", True, "CPC 145(3)", least=1),
        Field(
            "below", N_("Below the lower amount, because the person"), "choice", False, "CPC 145(3)",
            (
                ("dependants", N_("Has dependants or is a guardian")),
                ("vulnerable", N_("Belongs to the socially vulnerable")),
                ("age", N_("Is a minor or of pension age")),
            ),
            hint=N_("Leave empty where the amount lies within the article."),
        ),
        Field(
            "form", N_("What is given as bail"), "choice", True, "CPC 145(1)",
            (
                ("money", N_("Money on the deposit of the court")),
                ("valuables", N_("Other valuables")),
                ("movable", N_("Movable property")),
                ("immovable", N_("Immovable property")),
            ),
        ),
        Field("property", N_("The property: what, value, title, no encumbrance"), "long", False, "CPC 145(1),(5)"),
        Field(
            "depositor_is", N_("Who gives the bail"), "choice", True, "CPC 145(1)",
            (("suspect", N_("The suspect")), ("other", N_("Another person"))),
        ),
        Field("depositor", N_("Bail depositor: name, address, means"), "text", True, "CPC 145(3)"),
        DUTIES_FIELD,
        PERSON,
    ),
    decides=(
        Field("amount", N_("Amount of bail, tenge"), "money", True, "CPC 145(3)", least=1),
        Field("bail_why", N_("Why bail of this amount"), "long", False, "CPC 145(3)"),
        Field(
            "until_paid", N_("Until the bail is paid, for a detained suspect"), "choice", False, "CPC 145(5), 148(7)",
            (("custody", N_("Custody (arrest)")), ("house_arrest", N_("House arrest"))),
        ),
        DUTIES_FIELD,
    ),
    grounds=GROUNDS_136,
    grounds_least=1,
    documents=(QUALIFICATION, EVIDENCE),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=("suspect", "defender", "prosecutor", "investigator", "depositor", "facility"),
    note=N_("The Code gives the judge no hour. Not applied where the Code bars bail with custody (148(9))."),
)  # fmt: skip

EXTRADITION_ARREST = Kind(
    code="extradition_arrest",
    title=N_("Extradition arrest"),
    group=Group.LIBERTY,
    cite="CPC 55(1)(5), 589",
    about="person",
    petition=Titles(
        "Постановление о внесении ходатайства о применении экстрадиционного ареста",
        "Экстрадициялық қамақты қолдану туралы өтінішхат енгізу туралы қаулы",
    ),
    granted=Titles(
        "Постановление о применении экстрадиционного ареста", "Экстрадициялық қамақты қолдану туралы қаулы"
    ),
    refused=Titles(
        "Постановление об отказе в применении экстрадиционного ареста",
        "Экстрадициялық қамақты қолданудан бас тарту туралы қаулы",
    ),
    asked_by=PROSECUTION,
    route=(Step.COURT,),
    hearing=Hearing.ALWAYS,
    grants="extradition.term",
    ends=Ends.RUNS,
    custody=True,
    facts=(
        Field("state", N_("State that asks for the extradition"), "text", True, "CPC 589(1)"),
        Field("asked_on", N_("Request for extradition, date and number"), "text", True, "CPC 589(2)"),
        Field("citizenship", N_("Citizenship of the person, by which paper"), "text", True, "CPC 589(2),(4)"),
        Field("act", N_("The act, the article of the foreign law and its punishment"), "long", True, "CPC 589(4)"),
        Field("here", N_("Which crime it is under the law of Kazakhstan"), "text", True, "CPC 589(4), 590(1)"),
        Field("held_from", N_("Held since"), "moment", False, "CPC 589(7)"),
        Field("sentence", N_("Sentence to be carried out, if any"), "text", False, "CPC 589(7)"),
    ),
    decides=(
        Field("until", N_("Custody until, last day"), "date", False, "CPC 589(7)"),
        Field("facility", N_("Place of custody"), "text", True, "CPC 589"),
    ),
    grounds=(Ground("request", N_("A foreign state asks for the extradition"), "CPC 589(1)"),),
    grounds_least=1,
    documents=(
        Needed("request", N_("Copy of the request, certified by the central body"), "CPC 589(2)", ("upload",)),
        Needed("citizenship", N_("Papers on the person's citizenship"), "CPC 589(2)", ("upload",)),
    ),
    lifted_by=PROSECUTION,
    copies=("suspect", "defender", "prosecutor", "facility"),
    confidence="M",
    source="",
    note=N_("The chapter on extradition is outside the rule book of this system; a lawyer must check every line."),
)  # fmt: skip

REMAND_MOVE = Kind(
    code="remand_move",
    title=N_("Move of an arrested person to another remand prison"),
    group=Group.LIBERTY,
    cite="CPC 150(2)",
    about="suspect",
    petition=Titles(
        "Постановление о перемещении (этапировании) в другой следственный изолятор",
        "Басқа тергеу изоляторына ауыстыру (айдауылдап апару) туралы қаулы",
    ),
    granted=Titles(
        "Утверждение прокурором постановления о перемещении (этапировании) в другой следственный изолятор",
        "Прокурордың басқа тергеу изоляторына ауыстыру (айдауылдап апару) туралы қаулыны бекітуі",
    ),
    refused=Titles(
        "Постановление об отказе в утверждении постановления о перемещении (этапировании)",
        "Ауыстыру (айдауылдап апару) туралы қаулыны бекітуден бас тарту туралы қаулы",
    ),
    head_agrees=True,
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    facts=(
        Field("from_facility", N_("Remand prison where the person is"), "text", True, "CPC 150(2)"),
        Field("to_facility", N_("Remand prison where the person goes"), "text", True, "CPC 150(2)"),
        Field("actions", N_("Investigative actions for which the move is needed"), "long", True, "CPC 150(2)"),
        Field("until", N_("Expected to last until"), "date", False, "CPC 150(2)"),
    ),
    grounds=(Ground("actions", N_("Investigative actions in another place"), "CPC 150(2)"),),
    grounds_least=1,
    opens=Opens.EXECUTION,
    copies=("investigator", "prosecutor", "facility", "suspect"),
    appeal="",
    note=N_("The prosecutor may order the move by a ruling of his own. A complaint goes by 100-106."),
)  # fmt: skip

KEEP_IVS = Kind(
    code="keep_ivs",
    title=N_("Keeping an arrested person in the temporary isolator"),
    group=Group.LIBERTY,
    cite="CPC 150(1)",
    about="suspect",
    petition=Titles(
        "Постановление о содержании в изоляторе временного содержания",
        "Уақытша ұстау изоляторында ұстау туралы қаулы",
        "ruling_keep_ivs",
    ),
    granted=Titles(
        "Утверждение прокурором постановления о содержании в изоляторе временного содержания",
        "Прокурордың уақытша ұстау изоляторында ұстау туралы қаулыны бекітуі",
    ),
    refused=Titles(
        "Постановление об отказе в утверждении постановления о содержании в изоляторе временного содержания",
        "Уақытша ұстау изоляторында ұстау туралы қаулыны бекітуден бас тарту туралы қаулы",
    ),
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    grants="ivs.stay",
    ends=Ends.RUNS,
    facts=(
        Field("isolator", N_("Temporary isolator (for a serviceman: guardhouse)"), "text", True, "CPC 150(1)"),
        Field("days", N_("Days asked for"), "number", True, "CPC 150(1)", least=1, most=IVS_DAYS),
        Field("not_taken", N_("Why the person cannot be taken to the remand prison"), "long", True, "CPC 150(1)"),
    ),
    decides=(Field("days", N_("Days granted"), "number", True, "CPC 150(1)", least=1, most=IVS_DAYS),),
    grounds=(
        Ground("remote", N_("The remand prison is remote, or there are no proper roads"), "CPC 150(1)"),
        Ground("actions", N_("Investigative actions are needed"), "CPC 150(1)"),
        Ground("trial", N_("The case is heard by the court"), "CPC 150(1)"),
    ),
    grounds_least=1,
    documents=(
        Needed("order", N_("The order by which the person is held"), "CPC 150(1)",
               ("arrest_granted", "arrest_full_granted", "arrest_extension_granted", "ij_ruling_custody")),
    ),
    lifted_by=frozenset({Role.INVESTIGATOR, *PROSECUTION}),
    copies=("investigator", "prosecutor", "facility", "suspect"),
    appeal="",
    note=N_("The investigating judge or the court may approve it too. A complaint goes by 100-106."),
)  # fmt: skip

CONFINED_KINDS: tuple[Kind, ...] = (
    HOUSE_ARREST, HOUSE_ARREST_EXTENSION, BAIL, EXTRADITION_ARREST, REMAND_MOVE, KEEP_IVS,
)  # fmt: skip
