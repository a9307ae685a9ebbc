"""Kinds of sanction: the covert actions of article 231 (CPC 231-235, 242-250).

Items 1-6 need the judge of a specialised investigating court, items 7 and 9 nobody. What prolongs them and the duty to
tell the person stand in `kinds_covert`; who may be a target and for what charge is `ecase.law.covert`.
"""

from ecase.law.act import Field
from ecase.law.editions import COVERT_TO_COURT
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Needed, Opens, Titles
from ecase.law.limits_actions import COVERT_DAYS
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_

TARGETS: tuple[tuple[str, str], ...] = (
    ("named", N_("named in a report or otherwise linked with the offence")),
    ("suspect", N_("suspect")),
    ("victim", N_("victim, who has consented in writing")),
    ("third", N_("third person who receives or passes on information")),
    ("place", N_("place")),
)
_TARGET = Field(
    "target",
    N_("Against whom or what"),
    "choice",
    choices=TARGETS,
    cite="CPC 232(7), 233(1)(8)",
    hint=N_("A pseudonym may stand for the name (233(2))."),
)
_CONSENT = Field(
    "consent", N_("The victim's written consent is in the file"), "yes", required=False, cite="CPC 232(7)(3)"
)
_STATUS = Field(
    "status",
    N_("Is the person a lawyer, a judge or the Prosecutor General"),
    "choice",
    choices=(
        ("none", N_("none of these")),
        ("lawyer", N_("lawyer who gives legal help")),
        ("judge", N_("judge")),
        ("prosecutor_general", N_("Prosecutor General")),
    ),
    cite="CPC 232(8), 234(4)",
)
_LAWYER = Field(
    "lawyer_crime",
    N_("Grounds to believe the lawyer prepares or has committed a grave or especially grave crime"),
    required=False,
    cite="CPC 232(8)",
)
_DAYS = Field("days", N_("Term, days"), "number", cite="CPC 233(1)(9), 236(1)", least=1, most=COVERT_DAYS)
# The text sets no longest term for what needs no sanction.
_DAYS_ALONE = Field("days", N_("Term, days"), "number", cite="CPC 233(1)(9)", least=1)
_UNIT = Field("unit", N_("Body that is charged with it"), "text", cite="CPC 233(1)(10)")
_URGENT_WHY = Field(
    "urgent_why",
    N_("Why it could not wait"),
    required=False,
    cite="CPC 235(1)",
    hint=N_("Only where the action came before the sanction."),
)
_ABOUT = (_TARGET, _STATUS, _LAWYER, _CONSENT)
_COMMON = (_DAYS, _UNIT, _URGENT_WHY)

_GRAVE_ENOUGH = (
    Ground("over_one_year", N_("The crime is punished by more than a year of imprisonment"), "CPC 232(4)(1)"),
    Ground("criminal_group", N_("The crime is prepared or committed by a criminal group"), "CPC 232(4)(2)"),
)
_ANY_OFFENCE = (*_GRAVE_ENOUGH, Ground("other", N_("Another criminal offence"), "CPC 232(5)"))
_DECIDES = (
    Field("days", N_("Days granted"), "number", cite="CPC 236(1)", least=1, most=COVERT_DAYS),
    Field(
        "check",
        N_("The prosecutor is asked to check whether the ruling is lawful"),
        "yes",
        required=False,
        cite="CPC 234(2)",
    ),
)
MATERIALS = Needed(
    "need",
    N_("Materials that show the action is well founded"),
    "CPC 234(2)",
    ("upload", "protocol_inspection", "protocol_interrogation", "protocol_interrogation_suspect", "crime_report"),
)
_RULING = Titles(
    "Постановление о проведении негласного следственного действия",
    "Жасырын тергеу әрекетін жүргізу туралы қаулы",
    "ruling_covert",
)
_SANCTION = Titles(
    "Постановление о санкционировании негласного следственного действия",
    "Жасырын тергеу әрекетін санкциялау туралы қаулы",
)
_REFUSAL = Titles(
    "Постановление об отказе в санкционировании негласного следственного действия",
    "Жасырын тергеу әрекетін санкциялаудан бас тарту туралы қаулы",
)
_STOPPED = N_(
    "Refused after an urgent start: the action stops and its results are no evidence (235(2)). The ruling reaches the "
    "judge within 24 h of being made (234(2))."
)
_NO_COURT = N_(
    "No sanction; the prosecutor may stop it (234(3)). The thirty days of 236(1) are written for sanctioned actions."
)


def _sanctioned(code: str, title: str, cite: str, facts: tuple[Field, ...]) -> Kind:
    """One of the items 1-6: the judge decides, on paper and without the parties."""
    return Kind(
        code=code,
        title=title,
        group=Group.COVERT,
        cite=cite,
        about="either",
        petition=_RULING,
        granted=_SANCTION,
        refused=_REFUSAL,
        hearing=Hearing.NEVER,
        decision_term="ij.covert",
        petition_term="covert.urgent",
        petition_from="acted_from",
        urgent=True,
        grants="covert.term",
        ends=Ends.RUNS,
        report_term="covert.result_notice",
        facts=(*_ABOUT, *facts, *_COMMON),
        decides=_DECIDES,
        grounds=_GRAVE_ENOUGH,
        grounds_least=1,
        documents=(MATERIALS,),
        opens=Opens.NEVER,
        compartment="covert",
        lifted_by=frozenset({Role.INVESTIGATOR, Role.INVESTIGATING_JUDGE}),
        lift_consent=frozenset({Role.INVESTIGATING_JUDGE}) if code == "covert_mail" else frozenset(),
        appeal="prosecutor",
        since=COVERT_TO_COURT,
        note=_STOPPED,
    )


def _alone(code: str, title: str, cite: str, facts: tuple[Field, ...]) -> Kind:
    """Item 7 or 9: in force by the ruling of the investigator."""
    return Kind(
        code=code,
        title=title,
        group=Group.COVERT,
        cite=cite,
        about="either",
        petition=_RULING,
        granted=_RULING,
        refused=_REFUSAL,
        route=(),
        deciders=frozenset(),
        hearing=Hearing.NEVER,
        grants="covert.term_alone",
        ends=Ends.RUNS,
        report_term="covert.result_notice",
        facts=(*_ABOUT, *facts, _DAYS_ALONE, _UNIT),
        grounds=_ANY_OFFENCE,
        grounds_least=1,
        opens=Opens.NEVER,
        compartment="covert",
        lifted_by=PROSECUTION | {Role.INVESTIGATOR},
        appeal="",
        note=_NO_COURT,
    )


COVERT_AV = _sanctioned(
    "covert_av",
    N_("Covert audio and video control of a person or place"),
    "CPC 231(1), 242",
    (
        Field(
            "means",
            N_("What is recorded"),
            "ticks",
            choices=(("sound", N_("sound")), ("picture", N_("picture"))),
            cite="CPC 242(1),(2)",
        ),
        Field(
            "entry", N_("With covert entry or examination of the place"), "yes", required=False, cite="CPC 242(1),(2)"
        ),
    ),
)
COVERT_TELECOM = _sanctioned(
    "covert_telecom",
    N_("Covert control and interception of information in telecommunication networks"),
    "CPC 231(2), 243",
    (
        Field("numbers", N_("Numbers, accounts or devices"), cite="CPC 243(1)"),
        Field("network", N_("Operator or network"), "text", required=False, cite="CPC 243(1)"),
    ),
)
COVERT_CONNECTIONS = _sanctioned(
    "covert_connections",
    N_("Covert obtaining of data on connections between subscribers"),
    "CPC 231(3), 244",
    (
        Field("numbers", N_("Numbers, accounts or devices"), cite="CPC 244(2)"),
        Field("period_from", N_("Connections from"), "date", cite="CPC 244(2)"),
        Field("period_until", N_("Connections until"), "date", cite="CPC 244(2)"),
    ),
)
COVERT_COMPUTER = _sanctioned(
    "covert_computer",
    N_("Covert taking of information from computers, servers and other devices"),
    "CPC 231(4), 245",
    (
        Field("devices", N_("Devices and where they are"), cite="CPC 245(1)"),
        Field("entry", N_("With covert entry and examination"), "yes", required=False, cite="CPC 245(1)"),
    ),
)
COVERT_MAIL = _sanctioned(
    "covert_mail",
    N_("Covert control of postal and other items"),
    "CPC 231(5), 246",
    (
        Field("post", N_("Post or delivery service that holds the items"), "text", cite="CPC 246(2)"),
        Field("address", N_("Address of the person whose items are controlled"), "text", cite="CPC 246(2)"),
        Field("items", N_("Kinds of items"), "text", cite="CPC 246(2)"),
    ),
)
COVERT_PLACE = _sanctioned(
    "covert_place",
    N_("Covert entry and examination of a place"),
    "CPC 231(6), 247",
    (
        Field(
            "place_kind",
            N_("Kind of place"),
            "choice",
            choices=(
                ("dwelling", N_("dwelling")),
                ("office", N_("office or production premises")),
                ("building", N_("building, structure or store")),
                ("vehicle", N_("vehicle")),
                ("land", N_("plot of land or open ground")),
            ),
            cite="CPC 247(1)",
        ),
    ),
)
COVERT_SURVEILLANCE = _alone(
    "covert_surveillance",
    N_("Covert surveillance of a person or place"),
    "CPC 231(7), 248",
    (Field("no_sound", N_("Without recording of speech and sound"), "yes", cite="CPC 248(1)"),),
)
COVERT_TEST_PURCHASE = _alone(
    "covert_test_purchase",
    N_("Covert test purchase"),
    "CPC 231(9), 250",
    (
        Field("goods", N_("What is to be bought"), "text", cite="CPC 250(1)"),
        Field("money", N_("Money given out, tenge"), "money", required=False, cite="CPC 250(2)"),
    ),
)
COVERT_THREAT = Kind(
    code="covert_threat",
    title=N_("Covert control at the request of a threatened person"),
    group=Group.COVERT,
    cite="CPC 232(6), 231(1),(2)",
    about="either",
    petition=_RULING,
    granted=_RULING,
    refused=_REFUSAL,
    route=(),
    deciders=frozenset(),
    copy_to_prosecutor=True,
    hearing=Hearing.NEVER,
    grants="covert.term_alone",
    ends=Ends.RUNS,
    report_term="covert.result_notice",
    facts=(
        Field("asked", N_("The written request or consent is in the file"), "yes", cite="CPC 232(6)"),
        Field(
            "action",
            N_("Which action"),
            "ticks",
            choices=(
                ("av", N_("Covert audio and video control of a person or place")),
                ("telecom", N_("Covert control and interception of information in telecommunication networks")),
            ),
            cite="CPC 231(1),(2)",
        ),
        Field("threat", N_("The threat"), cite="CPC 232(6)"),
        _DAYS_ALONE,
        _UNIT,
    ),
    grounds=(
        Ground("life", N_("Threat to life"), "CPC 232(6)"),
        Ground("health", N_("Threat to health"), "CPC 232(6)"),
        Ground("property", N_("Threat to property"), "CPC 232(6)"),
    ),
    grounds_least=1,
    opens=Opens.NEVER,
    compartment="covert",
    lifted_by=PROSECUTION | {Role.INVESTIGATOR},
    appeal="",
    note=N_("No sanction: by the ruling of the body, and the prosecutor is told within 24 h of it (232(6))."),
)
SANCTIONED: tuple[Kind, ...] = (
    COVERT_AV, COVERT_TELECOM, COVERT_CONNECTIONS, COVERT_COMPUTER, COVERT_MAIL, COVERT_PLACE,
)  # fmt: skip
ALONE: tuple[Kind, ...] = (COVERT_SURVEILLANCE, COVERT_TEST_PURCHASE, COVERT_THREAT)
