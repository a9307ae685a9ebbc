"""Kinds of sanction that bind a person who stays at liberty: suspension, no-contact, and what the investigator applies.

CPC 141-144, 156-158, 165. The measures without a court are in force by the investigator's own signature; a measure
chosen by agreement with the prosecutor or on his instruction is lifted with his consent only (153(3)).
"""

from ecase.law.act import Field
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Needed, Opens, Titles
from ecase.law.measure_grounds import DUTIES, EVIDENCE, GROUNDS_136, PERSON, QUALIFICATION
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_

_INVESTIGATOR = frozenset({Role.INVESTIGATOR})
_LIFTERS = frozenset({Role.INVESTIGATOR, Role.TRIAL_JUDGE})
_SUSPECT_COPIES = ("suspect", "defender", "prosecutor")
# Nobody decides, so there is no second act and no third.
_NOBODY = Titles("", "")
_DUTIES = Field("duties", N_("Duties"), "ticks", False, "CPC 140(3)", DUTIES)
_EARLY = Field(
    "before_qualification", N_("Why the measure cannot wait for the qualification ruling"), "long", False, "CPC 139(1)"
)
_TOLD = Field("told", N_("The effects of a breach have been explained"), "yes", True, "CPC 140(4)")
_COMPLAINT = N_("In force by the investigator's signature; a complaint goes to the prosecutor or the court (100-106).")

OFFICE_SUSPENSION = Kind(
    code="office_suspension",
    title=N_("Temporary suspension from office"),
    group=Group.OBLIGATION,
    cite="CPC 158",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о временном отстранении от должности",
        "Лауазымынан уақытша шеттету жөнінде өтінішхат қозғау туралы қаулы",
        "ruling_office_suspension_petition",
    ),
    granted=Titles(
        "Постановление о временном отстранении от должности",
        "Лауазымынан уақытша шеттету туралы қаулы",
        "ij_ruling_office_suspension",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании временного отстранения от должности",
        "Лауазымынан уақытша шеттетуді санкциялаудан бас тарту туралы қаулы",
    ),
    head_agrees=True,
    copy_to_prosecutor=True,
    hearing=Hearing.NEVER,
    decision_term="ij.suspension",
    ends=Ends.RUNS,
    report_term="suspension.execution",
    facts=(
        Field("employer", N_("Employer: organisation and address"), "text", True, "CPC 158(6)"),
        Field("employer_head", N_("Head of the organisation"), "text", False, "CPC 158(6)"),
        Field("office", N_("Office the suspect holds"), "text", True, "CPC 158(1)"),
        Field("office_since", N_("Holds it since"), "date", False),
        Field("hinders", N_("How the office would be used to hinder the case"), "long", True, "CPC 158(1)"),
        Field("no_custody", N_("There are no grounds for custody"), "yes", True, "CPC 158(1)"),
    ),
    decides=(
        Field("employer", N_("Employer: organisation and address"), "text", True, "CPC 158(6)"),
        Field("office", N_("Office the suspect holds"), "text", True, "CPC 158(1)"),
    ),
    grounds=(
        Ground("obstructs", N_("In office the suspect would obstruct the investigation or the trial"), "CPC 158(1)"),
        Ground("damage", N_("In office the suspect would obstruct compensation of the damage"), "CPC 158(1)"),
        Ground("continues", N_("In office the suspect would go on with crimes connected with it"), "CPC 158(1)"),
    ),
    grounds_least=1,
    documents=(
        QUALIFICATION,
        Needed("office", N_("Paper on the office held: order, contract, certificate"), "CPC 158(2)",
               ("upload", "demand_objects")),
        EVIDENCE,
    ),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=(*_SUSPECT_COPIES, "investigator", "employer"),
    note=N_("Who is suspended and cannot find other work for reasons beyond control has a right to a monthly benefit."),
)  # fmt: skip

FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("seek", N_("To look for the person")),
    ("pursue", N_("To pursue the person")),
    ("visit", N_("To visit the person")),
    ("telephone", N_("To telephone the person")),
    ("other", N_("To communicate in any other way")),
)
_FORBIDDEN = Field("forbidden", N_("What is forbidden"), "ticks", True, "CPC 165(1)", FORBIDDEN)
_CONTROL = Field("control", N_("Body that watches over the order"), "text", True, "CPC 165(6)")

NO_CONTACT = Kind(
    code="no_contact",
    title=N_("No-contact order"),
    group=Group.OBLIGATION,
    cite="CPC 165",
    about="suspect",
    petition=Titles(
        "Постановление о возбуждении ходатайства о запрете на приближение",
        "Жақындауға тыйым салу туралы өтінішхат қозғау туралы қаулы",
        "ruling_no_approach_petition",
    ),
    granted=Titles(
        "Постановление о санкционировании запрета на приближение", "Жақындауға тыйым салуды санкциялау туралы қаулы"
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании запрета на приближение",
        "Жақындауға тыйым салуды санкциялаудан бас тарту туралы қаулы",
    ),
    head_agrees=True,
    copy_to_prosecutor=True,
    decision_term="ij.no_contact",
    ends=Ends.RUNS,
    facts=(
        Field("protected_person", N_("Protected person"), "text", True, "CPC 165(1)",
              hint=N_("The suspect reads it. Of somebody under security measures the pseudonym only.")),
        Field("protected_is", N_("Part in the case"), "choice", True, "CPC 165(2)",
              (("victim", N_("Victim")), ("other", N_("Another person under protection")))),
        Field("asked_on", N_("Day of the protected person's written request"), "date", True, "CPC 165(2)"),
        Field("threat", N_("The threat: what happened, when, what shows it"), "long", True, "CPC 165(2)"),
        _FORBIDDEN,
        Field("places", N_("Places, distance, hours"), "long", False, "CPC 165(6)"),
        _CONTROL,
    ),
    decides=(
        _FORBIDDEN, Field("places", N_("Places, distance, hours"), "long", False, "CPC 165(6)"), _CONTROL,
    ),
    grounds=(
        Ground("real_threat", N_("A real threat to the person"), "CPC 165(2)"),
        Ground("family_violence", N_("Offence with violence, or a threat of it, against the family or minors"),
               "CPC 165(2)"),
    ),
    grounds_least=1,
    documents=(
        Needed("request", N_("Written request of the protected person"), "CPC 165(2)", ("upload", "motion"),
               room=False),
        EVIDENCE,
    ),
    lifted_by=_LIFTERS,
    lift_consent=PROSECUTION,
    copies=(*_SUSPECT_COPIES, "investigator", "protected_person", "control"),
    note=N_("A breach may bring a monetary penalty and a preventive measure (165(7))."),
)  # fmt: skip

UNDERTAKING = Kind(
    code="undertaking",
    title=N_("Undertaking not to leave and to behave properly"),
    group=Group.OBLIGATION,
    cite="CPC 140, 141",
    about="suspect",
    petition=Titles(
        "Постановление о применении меры пресечения в виде подписки о невыезде и надлежащем поведении",
        "Ешқайда кетпеу және тиісті мінез-құлық туралы қолхат түріндегі бұлтартпау шарасын қолдану туралы қаулы",
    ),
    granted=_NOBODY,
    refused=_NOBODY,
    route=(),
    deciders=frozenset(),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    facts=(
        Field("home", N_("Place of residence that is not to be left"), "text", True, "CPC 141"),
        Field("tracking", N_("An electronic tracking device is used and has been explained"), "yes", False,
              "CPC 137(2)"),
        _DUTIES, _EARLY, _TOLD, PERSON,
    ),
    grounds=GROUNDS_136,
    grounds_least=1,
    documents=(QUALIFICATION,),
    opens=Opens.DECISION,
    lifted_by=_INVESTIGATOR,
    copies=_SUSPECT_COPIES,
    appeal="",
    note=_COMPLAINT,
)  # fmt: skip

SURETY = Kind(
    code="surety",
    title=N_("Personal surety"),
    group=Group.OBLIGATION,
    cite="CPC 140, 142",
    about="suspect",
    petition=Titles(
        "Постановление о применении меры пресечения в виде личного поручительства",
        "Жеке кепілгерлік түріндегі бұлтартпау шарасын қолдану туралы қаулы",
    ),
    granted=_NOBODY,
    refused=_NOBODY,
    route=(),
    deciders=frozenset(),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    facts=(
        Field("sureties_number", N_("Number of sureties"), "number", True, "CPC 142(1)", least=2),
        Field("sureties", N_("Each surety: name, birth date, work, address"), "long", True, "CPC 142(1)"),
        Field("asked_on", N_("Day of the sureties' written motion"), "date", True, "CPC 142(2)"),
        Field("consent", N_("The suspect consents"), "yes", True, "CPC 142(2)"),
        Field("sureties_told", N_("The suspicion and the liability were explained to the sureties"), "yes", True,
              "CPC 142(3)"),
        _DUTIES, _EARLY, _TOLD, PERSON,
    ),
    grounds=GROUNDS_136,
    grounds_least=1,
    documents=(
        QUALIFICATION,
        Needed("surety", N_("Written motion or undertaking of each surety"), "CPC 142(2),(3)",
               ("surety_undertaking", "motion", "upload"), room=False),
    ),
    opens=Opens.DECISION,
    lifted_by=_INVESTIGATOR,
    copies=(*_SUSPECT_COPIES, "sureties"),
    appeal="",
    note=N_("A surety may withdraw at any time; another measure is then chosen within the term of 142(4)."),
)  # fmt: skip

COMMAND_SUPERVISION = Kind(
    code="command_supervision",
    title=N_("Supervision of a serviceman by the command"),
    group=Group.OBLIGATION,
    cite="CPC 140, 143",
    about="suspect",
    petition=Titles(
        "Постановление о применении меры пресечения в виде передачи военнослужащего под наблюдение командования "
        "воинской части",
        "Әскери қызметшіні әскери бөлім қолбасшылығының байқауына беру түріндегі бұлтартпау шарасын қолдану туралы "
        "қаулы",
    ),
    granted=_NOBODY,
    refused=_NOBODY,
    route=(),
    deciders=frozenset(),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    facts=(
        Field("command", N_("Military unit and its address"), "text", True, "CPC 143(1)"),
        Field("rank", N_("Rank and post of the suspect"), "text", True, "CPC 143(1)"),
        Field("commander", N_("Commander of the unit"), "text", True, "CPC 143(2)"),
        Field("command_told", N_("The command was told of the suspicion"), "yes", True, "CPC 143(2)"),
        _DUTIES, _EARLY, _TOLD, PERSON,
    ),
    grounds=GROUNDS_136,
    grounds_least=1,
    documents=(QUALIFICATION,),
    opens=Opens.DECISION,
    lifted_by=_INVESTIGATOR,
    copies=(*_SUSPECT_COPIES, "command"),
    appeal="",
    note=N_(
        "The command confirms the supervision in writing, reports a breach at once and gives no combat or guard duty."
    ),
)  # fmt: skip

MINOR_SUPERVISION = Kind(
    code="minor_supervision",
    title=N_("Minor given under supervision"),
    group=Group.OBLIGATION,
    cite="CPC 140, 144",
    about="suspect",
    petition=Titles(
        "Постановление о применении меры пресечения в виде отдачи несовершеннолетнего под присмотр",
        "Кәмелетке толмаған адамды қарауда ұстауға беру түріндегі бұлтартпау шарасын қолдану туралы қаулы",
    ),
    granted=_NOBODY,
    refused=_NOBODY,
    route=(),
    deciders=frozenset(),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    facts=(
        Field("keeper", N_("Who takes the minor under supervision: name, address, telephone"), "text", True,
              "CPC 144(1)"),
        Field("keeper_is", N_("Who that is"), "choice", True, "CPC 144(1)", (
            ("parent", N_("Parent")),
            ("guardian", N_("Guardian or trustee")),
            ("trusted", N_("Another person worthy of trust")),
            ("institution", N_("Administration of the institution where the minor lives")),
        )),
        Field("asked_on", N_("Day of the written motion"), "date", True, "CPC 144(2)",
              hint=N_("The administration of an institution needs none: give the day of its undertaking.")),
        Field("keeper_told", N_("The offence, the duties and the liability were explained"), "yes", True, "CPC 144(3)"),
        Field("outside", N_("Limits on staying outside the home and on leaving the place"), "long", False,
              "CPC 144(1)"),
        _DUTIES, _EARLY, _TOLD, PERSON,
    ),
    grounds=GROUNDS_136,
    grounds_least=1,
    documents=(
        QUALIFICATION,
        Needed("keeper", N_("Motion or undertaking to take the minor under supervision"), "CPC 144(2),(3)",
               ("minor_supervision_undertaking", "motion", "upload"), room=False),
    ),
    opens=Opens.DECISION,
    lifted_by=_INVESTIGATOR,
    copies=(*_SUSPECT_COPIES, "keeper"),
    appeal="",
    note=_COMPLAINT,
)  # fmt: skip

OBLIGATION_APPEAR = Kind(
    code="obligation_appear",
    title=N_("Obligation to appear"),
    group=Group.OBLIGATION,
    cite="CPC 156",
    about="person",
    petition=Titles("Обязательство о явке", "Келу туралы міндеттеме", "undertaking_appear"),
    granted=_NOBODY,
    refused=_NOBODY,
    route=(),
    deciders=frozenset(),
    hearing=Hearing.NEVER,
    ends=Ends.RUNS,
    facts=(
        Field("part", N_("Part in the case"), "choice", True, "CPC 156(1),(2)", (
            ("suspect", N_("Suspect")), ("victim", N_("Victim")), ("witness", N_("Witness")),
        )),
        Field("address", N_("Address the person may be called at"), "text", True, "CPC 156(1)"),
        Field("phone", N_("Telephone"), "text", False),
        Field("told", N_("The effects of a breach have been explained"), "yes", True, "CPC 156(1),(3),(4)"),
    ),
    grounds=(
        Ground("may_evade", N_("May evade investigative actions or the trial"), "CPC 156(1)"),
        Ground("did_not_come", N_("Was called and did not come, without a valid reason"), "CPC 156(1)"),
        Ground("victim_witness", N_("The person is a victim or a witness"), "CPC 156(2)"),
    ),
    grounds_least=1,
    opens=Opens.DECISION,
    lifted_by=_INVESTIGATOR,
    copies=("person", "prosecutor"),
    appeal="",
    note=N_("Only where no preventive measure is applied."),
)  # fmt: skip

BRINGING = Kind(
    code="bringing",
    title=N_("Compulsory bringing"),
    group=Group.OBLIGATION,
    cite="CPC 157",
    about="person",
    petition=Titles("Постановление о приводе", "Күштеп әкелу туралы қаулы", "ruling_bringing"),
    granted=_NOBODY,
    refused=_NOBODY,
    route=(),
    deciders=frozenset(),
    hearing=Hearing.NEVER,
    facts=(
        Field("called_for", N_("Called for, day and hour"), "moment", True, "CPC 157(1)"),
        Field("called_how", N_("How the person was called and what proves it"), "text", True, "CPC 157(2)"),
        Field("no_reason", N_("Why the absence had no valid reason"), "long", True, "CPC 157(2)"),
        Field("bring_at", N_("Bring to the office at"), "moment", True, "CPC 157(4)", hint=N_("Never at night.")),
        Field("bring_where", N_("Where to, to whom"), "text", True, "CPC 157(1)"),
        Field("executor", N_("Body that carries it out"), "text", True, "CPC 157(6)"),
        Field("not_spared", N_("Not under fourteen, not pregnant, not ill by a doctor's paper"), "yes", True,
              "CPC 157(5)"),
        Field("guardian_told", N_("Of a minor: the legal representative was told"), "yes", False, "CPC 157(5)"),
    ),
    grounds=(Ground("did_not_come", N_("Was called and did not come, without a valid reason"), "CPC 157(1)"),),
    grounds_least=1,
    documents=(Needed("summons", N_("Proof that the person was called"), "CPC 157(2)", ("summons", "upload")),),
    opens=Opens.EXECUTION,
    copies=("person", "executor"),
    appeal="",
    note=N_("Announced to the person before it is carried out, against a signature (157(3))."),
)  # fmt: skip

OBLIGATION_KINDS: tuple[Kind, ...] = (
    OFFICE_SUSPENSION, NO_CONTACT, UNDERTAKING, SURETY, COMMAND_SUPERVISION, MINOR_SUPERVISION, OBLIGATION_APPEAR,
    BRINGING,
)  # fmt: skip
