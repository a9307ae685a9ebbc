"""Kinds of sanction over property, money and what is known of them: CPC 55(2)(2),(4), 122, 159-164, 221(4), 260(2).

The arrest of property follows its finding; an urgent restriction goes before it, with the prosecutor's consent
(161(1)), or a suspension of transactions without it (161(9)).
"""

from ecase.law.act import Field
from ecase.law.editions import LAW_210_VIII
from ecase.law.kinds import Ends, Ground, Group, Hearing, Kind, Needed, Opens, Step, Titles
from ecase.law.limits_court import PENALTY_MONTHS, RESTRICTION_DAYS
from ecase.law.measure_grounds import EVIDENCE
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_

PROPERTY_SORTS: tuple[tuple[str, str], ...] = (
    ("account", N_("Money on an account or in an electronic purse")),
    ("cash", N_("Cash and valuables")),
    ("immovable", N_("Immovable property")),
    ("vehicle", N_("Vehicle")),
    ("shares", N_("Shares, stakes, securities")),
    ("digital", N_("Digital assets")),
    ("other", N_("Other movable property")),
)
OWNERS: tuple[tuple[str, str], ...] = (
    ("suspect", N_("The suspect")),
    ("liable", N_("Somebody answerable by law for the suspect's acts")),
    ("other", N_("Another person")),
    ("unknown", N_("Not established")),
)
REACH: tuple[tuple[str, str], ...] = (
    ("dispose", N_("Not to be disposed of")),
    ("use", N_("Not to be disposed of or used")),
    ("taken", N_("To be taken and handed over for storage")),
)
_FOR = (
    Ground("civil_claim", N_("To secure the sentence on the civil claim"), "CPC 161(1)"),
    Ground("penalties", N_("To secure other property penalties"), "CPC 161(1)"),
    Ground("confiscation", N_("To secure a possible confiscation"), "CPC 161(1), 163(4)"),
)
_WHAT = Field("property", N_("The property: what exactly, number, marks"), "long", True, "CPC 162(1)")
_SORT = Field("property_is", N_("Sort of property"), "choice", True, "CPC 161", PROPERTY_SORTS)
_WHERE = Field("location", N_("Where it is: address, bank, registrar"), "text", True, "CPC 162(1)")
_OWNER = Field("owner", N_("Owner or holder"), "text", True, "CPC 162(1)")
_OWNER_IS = Field("owner_is", N_("Who that is"), "choice", True, "CPC 161(8), 162(1)", OWNERS)
_VALUE = Field("value", N_("Value, tenge"), "money", True, "CPC 162(1), 161(5)", least=0)
_JOINT = Field(
    "joint", N_("Who else owns it, if it is common property"), "long", False, "CPC 56(2), 163(5)",
    hint=N_("A co-owner who is no suspect is a reason for a hearing where he can speak."),
)  # fmt: skip
_PROTECTED = Field(
    "not_protected", N_("It is none of the things and money that cannot be arrested"), "yes", True, "CPC 161(7)"
)
_REACH = Field("reach", N_("What is forbidden"), "choice", True, "CPC 161(2)", REACH)

PROPERTY_ARREST = Kind(
    code="property_arrest",
    title=N_("Arrest of property"),
    group=Group.PROPERTY,
    cite="CPC 161-163",
    about="either",
    petition=Titles(
        "Постановление о возбуждении ходатайства о наложении ареста на имущество",
        "Мүлікке тыйым салу туралы өтінішхатты қозғау туралы қаулы",
        "ruling_property_attachment_petition",
    ),
    granted=Titles(
        "Постановление о санкционировании ареста на имущество",
        "Мүлікке тыйым салуды санкциялау туралы қаулы",
        "ij_ruling_attachment",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании ареста на имущество",
        "Мүлікке тыйым салуды санкциялаудан бас тарту туралы қаулы",
    ),
    head_agrees=True,
    copy_to_prosecutor=True,
    decision_term="ij.property",
    petition_term="property.petition",
    petition_from="found_at",
    ends=Ends.RUNS,
    facts=(
        Field("found_at", N_("Property found at"), "moment", True, "CPC 162(2)"),
        _SORT, _WHAT, _WHERE, _OWNER, _OWNER_IS, _VALUE,
        Field("claim", N_("Civil claim, tenge"), "money", False, "CPC 161(5), 162(1)", least=0),
        Field("from_crime", N_("What shows that it is the suspect's and was used in the offence or got by it"), "long",
              False, "CPC 161(8), 163(4)"),
        _JOINT, _PROTECTED,
        Field("before", N_("What holds it now"), "choice", True, "CPC 161(1),(9)", (
            ("nothing", N_("Nothing yet")),
            ("restriction", N_("Temporary restriction with the prosecutor's consent")),
            ("suspension", N_("Suspended transactions")),
            ("taken", N_("Taken for a time")),
        )),
        Field("restricted_at", N_("Held since"), "moment", False, "CPC 161(1),(9)"),
        _REACH,
        Field("storage", N_("Where it is kept until the final decision"), "text", False, "CPC 163(5),(11)"),
    ),
    decides=(
        _WHAT,
        Field("value", N_("Value that suffices, tenge"), "money", True, "CPC 163(5)", least=0),
        _REACH,
        Field("storage", N_("Where it is kept until the final decision"), "text", True, "CPC 163(5),(11)"),
        Field("confiscation_facts", N_("For a confiscation: what shows whose it is and where it comes from"), "long",
              False, "CPC 163(4)"),
    ),
    grounds=_FOR,
    grounds_least=1,
    documents=(
        Needed("belongs", N_("Paper on whose property it is"), "CPC 162(1)",
               ("upload", "demand_objects", "protocol_provision")),
        EVIDENCE,
    ),
    opens=Opens.DECISION,
    lifted_by=frozenset({Role.INVESTIGATOR, Role.TRIAL_JUDGE}),
    lift_consent=PROSECUTION,
    copies=("investigator", "suspect", "liable", "prosecutor", "civil_claimant", "victim", "bailiff", "registrar"),
    note=N_("Carried out by a court bailiff. After a refusal every restriction is lifted within the term of 163(7)."),
)  # fmt: skip

PROPERTY_RESTRICTION = Kind(
    code="property_restriction",
    title=N_("Temporary restriction on disposing of property"),
    group=Group.PROPERTY,
    cite="CPC 161(1)",
    about="either",
    petition=Titles(
        "Постановление об установлении временного ограничения на распоряжение имуществом",
        "Мүлікке билік етуге уақытша шектеу белгілеу туралы қаулы",
    ),
    granted=Titles(
        "Согласие прокурора на установление временного ограничения на распоряжение имуществом",
        "Прокурордың мүлікке билік етуге уақытша шектеу белгілеуге келісімі",
    ),
    refused=Titles(
        "Постановление об отказе в согласии на установление временного ограничения на распоряжение имуществом",
        "Мүлікке билік етуге уақытша шектеу белгілеуге келісімнен бас тарту туралы қаулы",
    ),
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    grants="property.restriction",
    ends=Ends.RUNS,
    report_term="property.owner_notice",
    facts=(
        _SORT, _WHAT, _WHERE, _OWNER, _OWNER_IS, _VALUE, _PROTECTED,
        Field("urgent_why", N_("Why it cannot wait for the court"), "long", True, "CPC 161(1)"),
        Field("days", N_("Days asked for"), "number", True, "CPC 161(1)", least=1, most=RESTRICTION_DAYS),
        Field("owner_told", N_("Word to the owner"), "choice", True, "CPC 161(1)", (
            ("told", N_("The owner is told")),
            ("unknown", N_("The owner is not established")),
            # Which of the three cases of the article it is stays out of an act that the parties read one day.
            ("not_told", N_("Not told, in a case that the article names")),
        )),
        Field("registrar", N_("Banks and registering bodies that are told"), "long", True, "CPC 161(1)"),
    ),
    decides=(
        Field("days", N_("Days granted"), "number", True, "CPC 161(1)", least=1, most=RESTRICTION_DAYS),
    ),
    grounds=_FOR,
    grounds_least=1,
    documents=(EVIDENCE,),
    opens=Opens.EXECUTION,
    lifted_by=frozenset({Role.INVESTIGATOR, *PROSECUTION}),
    copies=("investigator", "owner", "registrar"),
    appeal="",
    note=N_(
        "Before it ends the arrest is asked for, or it is lifted; banks and registrars lift it themselves (161(10))."
    ),
)  # fmt: skip

DUTIES_BROKEN: tuple[tuple[str, str], ...] = (
    ("65-1", N_("Duties of a witness with the right to defence (65-1)")),
    ("71", N_("Duties of the victim (71)")),
    ("78", N_("Duties of a witness (78)")),
    ("80", N_("Duties of a specialist (80)")),
    ("81", N_("Duties of an interpreter (81)")),
    ("82", N_("Duties of an attesting witness (82)")),
    ("90", N_("Duties of article 90")),
    ("142", N_("Duties of a surety (142)")),
    ("144", N_("Duties of those who supervise a minor (144)")),
    ("156", N_("Obligation to appear (156)")),
    ("165", N_("No-contact order (165)")),
)

MONEY_PENALTY = Kind(
    code="money_penalty",
    title=N_("Monetary penalty"),
    group=Group.PROPERTY,
    cite="CPC 159, 160",
    about="person",
    petition=Titles("Протокол о нарушении", "Бұзушылық туралы хаттама", "violation_protocol"),
    granted=Titles(
        "Постановление о наложении денежного взыскания", "Ақшалай өндіріп алуды қолдану туралы қаулы",
        "ij_ruling_penalty",
    ),
    refused=Titles(
        "Постановление об отказе в наложении денежного взыскания",
        "Ақшалай өндіріп алуды қолданудан бас тарту туралы қаулы",
    ),
    asked_by=frozenset({Role.INVESTIGATOR, *PROSECUTION}),
    hearing=Hearing.ALWAYS,
    decision_term="ij.penalty",
    facts=(
        Field("duty", N_("Duty that was broken"), "choice", True, "CPC 159", DUTIES_BROKEN),
        Field("broken_at", N_("When it was broken"), "moment", True, "CPC 160(3)"),
        Field("breach", N_("What the person did or did not do"), "long", True, "CPC 160(3)"),
        Field("explanation", N_("Explanation of the person"), "long", False, "CPC 160(3)"),
        Field("not_counsel", N_("The person is no advocate and no prosecutor"), "yes", True, "CPC 55(2)(4), 159"),
    ),
    decides=(
        Field("mci", N_("Penalty, monthly calculation indices"), "number", True, "CPC 160(4)", least=1, most=50),
        Field("put_off", N_("Payment put off or in instalments, months"), "number", False, "CPC 160(5)",
              least=1, most=PENALTY_MONTHS),
    ),
    grounds=(Ground("breach", N_("A procedural duty was broken"), "CPC 159"),),
    grounds_least=1,
    documents=(
        Needed("proof", N_("Proof of the duty and of its breach"), "CPC 160(3)",
               ("upload", "summons", "surety_undertaking", "minor_supervision_undertaking",
                "obligation_appear_petition", "no_contact_granted")),
    ),
    copies=("investigator", "person"),
    note=N_("The person is called; absence without a valid reason does not stop the hearing."),
)  # fmt: skip

EVIDENCE_SALE = Kind(
    code="evidence_sale",
    title=N_("Sale of physical evidence"),
    group=Group.PROPERTY,
    cite="CPC 55(2)(2), 221(4)",
    about="object",
    petition=Titles(
        "Постановление о возбуждении ходатайства о реализации вещественных доказательств",
        "Заттай дәлелдемелерді өткізу туралы өтінішхатты қозғау туралы қаулы",
    ),
    granted=Titles(
        "Постановление о реализации вещественных доказательств", "Заттай дәлелдемелерді өткізу туралы қаулы"
    ),
    refused=Titles(
        "Постановление об отказе в реализации вещественных доказательств",
        "Заттай дәлелдемелерді өткізуден бас тарту туралы қаулы",
    ),
    hearing=Hearing.ALWAYS,
    facts=(
        Field("things", N_("The things: what, how much, marks"), "long", True, "CPC 221(4)"),
        Field("value", N_("Value, tenge"), "money", True, "CPC 221(4)", least=0),
        Field("owner", N_("Owner, or why not established"), "text", True, "CPC 221(4)"),
        Field("not_returned", N_("Why they cannot be returned to the owner"), "long", True, "CPC 221(4)"),
        Field("keeping", N_("Where they are kept and what it costs"), "long", True, "CPC 221(4)"),
        Field("recorded", N_("Examined, photographed, a sample kept"), "yes", True, "CPC 221(3)"),
        Field("seller", N_("Organisation that sells them"), "text", False, "CPC 221(4)"),
    ),
    decides=(
        Field("things", N_("The things: what, how much, marks"), "long", True, "CPC 221(4)"),
        Field("seller", N_("Organisation that sells them"), "text", False, "CPC 221(4)"),
        Field("deposit", N_("Deposit the money goes to"), "text", True, "CPC 221(4)"),
    ),
    grounds=(
        Ground("perishable", N_("They spoil quickly"), "CPC 55(2)(2), 221(4)"),
        Ground("costly", N_("Keeping them needs great expense"), "CPC 55(2)(2), 221(4)"),
    ),
    grounds_least=1,
    documents=(
        Needed("evidence", N_("Ruling on recognising and attaching physical evidence"), "CPC 221(2)",
               ("ruling_physical_evidence", "upload")),
        Needed("inspection", N_("Record of the inspection"), "CPC 221(1)",
               ("protocol_inspection", "protocol_search_seizure", "upload")),
    ),
    copies=("investigator", "prosecutor", "owner"),
    note=N_("The Code gives the judge no hour. If grounds arise, the owner is given like things or their value."),
)  # fmt: skip

SECRETS: tuple[tuple[str, str], ...] = (
    ("bank", N_("Bank secrecy")),
    ("microcredit", N_("Borrowers and microcredits")),
    ("collector", N_("Debtors, debts and debt collection")),
    ("exchange", N_("Commercial secrecy of a commodity exchange")),
)

BANK_DATA = Kind(
    code="bank_data",
    title=N_("Demand for bank and credit data"),
    group=Group.PROPERTY,
    cite="CPC 122(2)",
    about="either",
    petition=Titles(
        "Постановление об истребовании сведений, составляющих банковскую или иную охраняемую законом тайну",
        "Банк құпиясын немесе заңмен қорғалатын өзге де құпияны құрайтын мәліметтерді талап ету туралы қаулы",
    ),
    granted=Titles(
        "Постановление о санкционировании истребования сведений, составляющих охраняемую законом тайну",
        "Заңмен қорғалатын құпияны құрайтын мәліметтерді талап етуді санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании истребования сведений, составляющих охраняемую законом тайну",
        "Заңмен қорғалатын құпияны құрайтын мәліметтерді талап етуді санкциялаудан бас тарту туралы қаулы",
    ),
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    facts=(
        Field("secret", N_("Kind of secret"), "choice", True, "CPC 122(2)(1)-(4)", SECRETS),
        Field("holder", N_("Who holds the data: bank, organisation"), "text", True, "CPC 122(2)"),
        Field("of_whom", N_("Whose data: name, number, account"), "text", True, "CPC 122(2)"),
        Field("from_day", N_("For the time from"), "date", True, "CPC 122(2)"),
        Field("to_day", N_("For the time to"), "date", True, "CPC 122(2)"),
        Field("what", N_("Which data exactly"), "long", True, "CPC 122(2)"),
        Field("need", N_("What they are needed for in this case"), "long", True, "CPC 122(2), 121(1)"),
    ),
    grounds=(Ground("matters", N_("The data matter for the registered offence"), "CPC 122(2), 121(1)"),),
    grounds_least=1,
    documents=(EVIDENCE,),
    opens=Opens.EXECUTION,
    copies=("investigator", "holder"),
    appeal="",
    bulk=True,
    since=LAW_210_VIII,
    note=N_("The Code gives the prosecutor no hour."),
)  # fmt: skip

AUDIT_DEMAND = Kind(
    code="audit_demand",
    title=N_("Demand for an unplanned check or audit"),
    group=Group.PROPERTY,
    cite="CPC 122(2), 260(2)",
    about="object",
    petition=Titles(
        "Требование о проведении внеплановой проверки, ревизии",
        "Жоспардан тыс тексеру, ревизия жүргізу туралы талап",
        "demand_audit",
    ),
    granted=Titles(
        "Согласование прокурором требования о проведении внеплановой проверки, ревизии",
        "Прокурордың жоспардан тыс тексеру, ревизия жүргізу туралы талапты келісуі",
    ),
    refused=Titles(
        "Постановление об отказе в согласовании требования о проведении внеплановой проверки, ревизии",
        "Жоспардан тыс тексеру, ревизия жүргізу туралы талапты келісуден бас тарту туралы қаулы",
    ),
    route=(Step.PROSECUTOR,),
    deciders=PROSECUTION,
    hearing=Hearing.NEVER,
    facts=(
        Field("body", N_("Body that is to check"), "text", True, "CPC 260(2)"),
        Field("checked", N_("Who is checked: name, number, address"), "text", True, "CPC 260(2)"),
        Field("business", N_("A business is checked"), "yes", False, "CPC 122(2)"),
        Field("sort", N_("Sort of check"), "choice", True, "CPC 260(2)", (
            ("check", N_("Unplanned check")),
            ("audit", N_("Documentary audit")),
            ("internal", N_("Internal check")),
        )),
        Field("from_day", N_("For the time from"), "date", True, "CPC 260(2)"),
        Field("to_day", N_("For the time to"), "date", True, "CPC 260(2)"),
        Field("questions", N_("Questions to be answered"), "long", True, "CPC 260(2)"),
        Field("due_on", N_("To be handed in until"), "date", True, "CPC 260(2)"),
    ),
    grounds=(Ground("special_knowledge", N_("The circumstances of the case cannot be cleared without it"),
                    "CPC 122(2), 260(2)"),),
    grounds_least=1,
    opens=Opens.EXECUTION,
    copies=("investigator", "body"),
    appeal="",
    since=LAW_210_VIII,
    note=N_("Agreed with the prosecutor since Law 210-VIII; before it the prosecutor was told."),
)  # fmt: skip

PROPERTY_KINDS: tuple[Kind, ...] = (
    PROPERTY_ARREST, PROPERTY_RESTRICTION, MONEY_PENALTY, EVIDENCE_SALE, BANK_DATA, AUDIT_DEMAND,
)  # fmt: skip
