"""Kinds of sanction: what prolongs a covert action, and the duty to tell the person afterwards (CPC 236, 240).

Covert kinds live in a compartment of their own and open to no party. The actions themselves stand in
`kinds_covert_actions`; the clocks and the rules of the notice in `ecase.law.covert_notice`.
"""

from ecase.law.act import Field
from ecase.law.editions import COVERT_TO_COURT, LAW_118_VI
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Opens, Titles
from ecase.law.kinds_covert_actions import ALONE, MATERIALS, SANCTIONED
from ecase.law.limits_actions import COVERT_DAYS
from ecase.law.roles import Role
from ecase.law.words import N_

_ACTIONS = tuple(kind.code for kind in SANCTIONED)
_TOLD_OF = tuple(kind.code for kind in SANCTIONED + ALONE)

COVERT_EXTENSION = Kind(
    code="covert_extension",
    title=N_("Prolonging of a covert action"),
    group=Group.COVERT,
    cite="CPC 236(2)",
    about="either",
    petition=Titles(
        "Постановление о необходимости продления негласного следственного действия",
        "Жасырын тергеу әрекетін ұзарту қажеттігі туралы қаулы",
        "ruling_extend_covert",
    ),
    granted=Titles(
        "Постановление о санкционировании продления негласного следственного действия",
        "Жасырын тергеу әрекетін ұзартуды санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании продления негласного следственного действия",
        "Жасырын тергеу әрекетін ұзартуды санкциялаудан бас тарту туралы қаулы",
    ),
    hearing=Hearing.NEVER,
    decision_term="ij.covert",
    petition_term="covert.extension_ruling",
    petition_from="running_until",
    grants="covert.extension",
    ends=Ends.RUNS,
    report_term="covert.result_notice",
    extends=(*_ACTIONS, "covert_extension"),
    facts=(
        Field("running_until", N_("The running term ends on"), "date", cite="CPC 236(2)"),
        Field("days", N_("Term, days"), "number", cite="CPC 236(2)", least=1, most=COVERT_DAYS),
        Field("obtained", N_("What the action has given so far"), cite="CPC 236(2)"),
    ),
    decides=(
        Field(
            "days",
            N_("Days granted"),
            "number",
            cite="CPC 236(2)",
            least=1,
            most=COVERT_DAYS,
            hint=N_("The judge may set fewer days than were asked for."),
        ),
    ),
    grounds=(Ground("needed", N_("The action still needs to go on"), "CPC 236(2)"),),
    grounds_least=1,
    documents=(MATERIALS,),
    opens=Opens.NEVER,
    compartment="covert",
    lifted_by=frozenset({Role.INVESTIGATOR, Role.INVESTIGATING_JUDGE}),
    appeal="prosecutor",
    since=COVERT_TO_COURT,
    note=N_("The text names no longest time in all; refused, the action ends."),
)

_FINAL_ON = Field("final_on", N_("Final decision in the case, day"), "date", cite="CPC 240(1-1)")

COVERT_NOTICE_EXTENSION = Kind(
    code="covert_notice_extension",
    title=N_("More time to tell the person of a covert action"),
    group=Group.COVERT,
    cite="CPC 240(1-1), 55(2)(8-1)",
    about="either",
    petition=Titles(
        "Ходатайство о продлении срока уведомления лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар ету мерзімін ұзарту туралы өтінішхат",
    ),
    granted=Titles(
        "Постановление о продлении срока уведомления лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар ету мерзімін ұзарту туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в продлении срока уведомления лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар ету мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    extends=_TOLD_OF,
    facts=(
        _FINAL_ON,
        Field("until", N_("Until when the notice is to wait"), "date", cite="CPC 240(1-1)"),
    ),
    decides=(
        Field(
            "until",
            N_("The person is told not later than"),
            "date",
            cite="CPC 240(1-1)",
            hint=N_("Not later than a year after the final decision."),
        ),
    ),
    grounds=(Ground("reasoned", N_("The motion gives its reasons"), "CPC 240(1-1)"),),
    opens=Opens.NEVER,
    compartment="covert",
    appeal="prosecutor",
    since=LAW_118_VI,
    note=N_("The Code sets the judge no hours here."),
)

COVERT_NOTICE_WAIVER = Kind(
    code="covert_notice_waiver",
    title=N_("Leave not to tell the person of a covert action"),
    group=Group.COVERT,
    cite="CPC 240(1-1), 55(2)(8-2)",
    about="either",
    petition=Titles(
        "Ходатайство о неуведомлении лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар етпеу туралы өтінішхат",
    ),
    granted=Titles(
        "Постановление о согласии на неуведомление лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар етпеуге келісу туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в согласии на неуведомление лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар етпеуге келісуден бас тарту туралы қаулы",
    ),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    extends=_TOLD_OF,
    facts=(_FINAL_ON,),
    grounds=(
        Ground("terrorist", N_("Terrorist or extremist crime"), "CPC 240(1-1)(1)"),
        Ground("criminal_group", N_("Crime committed by a criminal group"), "CPC 240(1-1)(2)"),
        Ground("state_secrets", N_("The notice threatens to disclose state secrets"), "CPC 240(1-1)(3)"),
        Ground("safety", N_("The notice threatens the safety of covert helpers or others"), "CPC 240(1-1)(4)"),
    ),
    grounds_least=1,
    opens=Opens.NEVER,
    compartment="covert",
    appeal="prosecutor",
    since=LAW_118_VI,
    note=N_("The Code sets the judge no hours here."),
)

COVERT_KINDS: tuple[Kind, ...] = (
    *SANCTIONED, *ALONE, COVERT_EXTENSION, COVERT_NOTICE_EXTENSION, COVERT_NOTICE_WAIVER,
)  # fmt: skip
