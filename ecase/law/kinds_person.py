"""Kinds of sanction about somebody's body or mind: examination, samples, a stay in hospital, exhumation.

The expert examination itself is ordered by a ruling (CPC 272) and needs no sanction unless a person is placed for it.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ends, Ground, Group, Kind, Needed, Opens, Titles
from ecase.law.limits_actions import STAY_DAYS
from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_

_COPIES = Needed(
    "need",
    N_("Materials of the case that show the need"),
    "CPC 220(13-1)",
    ("upload", "protocol_inspection", "protocol_interrogation", "protocol_interrogation_suspect", "crime_report"),
)
_EXPERT = Needed(
    "expert", N_("Expert's opinion or recommendation of the psychiatrist"), "CPC 513(2)", ("expert_opinion", "upload")
)
_RUNNING = Field("running_until", N_("The running term ends on"), "date", cite="CPC 279(5), 513(3)")
# A body that keeps somebody without ground frees him at once (14(4)), whoever finds it out.
_FREES = PROSECUTION | {Role.INVESTIGATOR, Role.INVESTIGATING_JUDGE}

BODY_EXAMINATION = Kind(
    code="body_examination",
    title=N_("Compulsory physical examination"),
    group=Group.PERSON,
    cite="CPC 223(2)",
    about="person",
    petition=Titles(
        "Постановление о проведении освидетельствования", "Куәландыру жүргізу туралы қаулы", "ruling_body_examination"
    ),
    granted=Titles(
        "Постановление о санкционировании принудительного освидетельствования",
        "Мәжбүрлеп куәландыруды санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании принудительного освидетельствования",
        "Мәжбүрлеп куәландыруды санкциялаудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    at_once=True,
    facts=(
        Field(
            "capacity",
            N_("In what capacity"),
            "choice",
            choices=(("victim", N_("Victim")), ("witness", N_("Witness")), ("applicant", N_("Applicant"))),
            cite="CPC 223(2)",
        ),
        Field("refusal", N_("How the person refused"), cite="CPC 223(2)"),
        Field("doctor", N_("Doctor or specialist who takes part"), "text", cite="CPC 223(3)"),
        Field(
            "undressing",
            N_("With undressing: only by a forensic doctor or a doctor where the sex differs"),
            "yes",
            required=False,
            cite="CPC 223(4)",
        ),
    ),
    grounds=(
        Ground("marks", N_("Special marks"), "CPC 223(1)"),
        Ground("traces", N_("Traces of the offence"), "CPC 223(1)"),
        Ground("harm", N_("Signs of harm to health"), "CPC 223(1)"),
        Ground("intoxication", N_("State of intoxication"), "CPC 223(1)"),
        Ground("other", N_("Other properties and signs that matter to the case"), "CPC 223(1)"),
    ),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.DECISION,
    copies=("investigator", "prosecutor", "person"),
    note=N_("The ruling binds a suspect and whoever the applicant directly points to, without a sanction (223(2))."),
)

SAMPLES = Kind(
    code="samples",
    title=N_("Compulsory taking of samples"),
    group=Group.PERSON,
    cite="CPC 268(2),(3)",
    about="person",
    petition=Titles("Постановление о получении образцов", "Үлгілерді алу туралы қаулы", "ruling_samples"),
    granted=Titles(
        "Постановление о санкционировании принудительного получения образцов",
        "Үлгілерді мәжбүрлеп алуды санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании принудительного получения образцов",
        "Үлгілерді мәжбүрлеп алуды санкциялаудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    at_once=True,
    facts=(
        Field(
            "capacity",
            N_("In what capacity"),
            "choice",
            choices=(
                ("victim", N_("Victim")),
                ("witness", N_("Witness")),
                ("applicant", N_("Applicant")),
                ("named", N_("directly named by the applicant")),
            ),
            cite="CPC 268(3)",
        ),
        Field(
            "samples",
            N_("Which samples"),
            "ticks",
            cite="CPC 262(2)",
            choices=(
                ("blood", N_("blood, sperm, hair, nails, scrapings")),
                ("saliva", N_("saliva, sweat and other secretions")),
                ("prints", N_("prints of skin patterns, casts of teeth")),
                ("hand", N_("handwriting and other signs of skill")),
                ("voice", N_("record of the voice")),
                ("other", N_("other samples")),
            ),
        ),
        Field("amount", N_("Which samples exactly and how many"), cite="CPC 262(3)"),
        Field("taker", N_("Who takes them"), "text", cite="CPC 262(3), 263"),
        Field("appears", N_("When and to whom the person comes"), "text", cite="CPC 262(3)"),
        Field("delivered_to", N_("When and to whom the samples are handed"), "text", cite="CPC 262(3)"),
        Field("questions", N_("Which questions of the expert need them"), cite="CPC 262(1)"),
    ),
    grounds=(
        Ground("insisted", N_("The suspect insists, to check testimony against him"), "CPC 268(2)"),
        Ground("infection", N_("Diagnosis of a venereal or other infectious disease"), "CPC 268(2)"),
        Ground("applicant", N_("The person is the applicant"), "CPC 268(3)"),
        Ground("named", N_("The applicant directly names the person as the offender"), "CPC 268(3)"),
    ),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.DECISION,
    copies=("investigator", "prosecutor", "person"),
    note=N_("From a suspect samples may be taken by force without a sanction (268(1))."),
)

MEDICAL_PLACEMENT = Kind(
    code="medical_placement",
    title=N_("Compulsory placement in a medical organisation for an examination"),
    group=Group.PERSON,
    cite="CPC 55(1)(9), 272(12), 279",
    about="person",
    petition=Titles(
        "Ходатайство о принудительном помещении в медицинскую организацию",
        "Медициналық ұйымға мәжбүрлеп орналастыру туралы өтінішхат",
        "petition_medical_placement",
    ),
    granted=Titles(
        "Постановление о принудительном помещении в медицинскую организацию",
        "Медициналық ұйымға мәжбүрлеп орналастыру туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в принудительном помещении в медицинскую организацию",
        "Медициналық ұйымға мәжбүрлеп орналастырудан бас тарту туралы қаулы",
    ),
    head_agrees=True,
    grants="medical.stay",
    ends=Ends.RUNS,
    facts=(
        Field(
            "examination",
            N_("Kind of examination"),
            "choice",
            choices=(
                ("psychiatric", N_("forensic psychiatric examination")),
                ("medical", N_("forensic medical examination")),
                ("both", N_("forensic psychiatric and medical examination")),
            ),
            cite="CPC 272(12)",
        ),
        Field("organisation", N_("Medical organisation"), "text", cite="CPC 279(1)"),
        Field("at_liberty", N_("The person is not in custody"), "yes", cite="CPC 55(1)(9)"),
        Field("outpatient", N_("Why an examination without a stay is not enough"), cite="CPC 271(2), 279(1)"),
        Field("days", N_("Days asked for"), "number", least=1, most=STAY_DAYS, cite="CPC 279(5)"),
        Field(
            "relative", N_("Relative who will be told where the person is"), "text", required=False, cite="CPC 279(2-1)"
        ),
    ),
    decides=(
        Field("organisation", N_("Medical organisation"), "text", cite="CPC 279(1)"),
        Field("days", N_("Days granted"), "number", least=1, most=STAY_DAYS, cite="CPC 279(5)"),
    ),
    grounds=(
        Ground("harm", N_("Character and gravity of harm to health"), "CPC 271(1)(2)"),
        Ground("age", N_("Age of the person"), "CPC 271(1)(3)"),
        Ground("sanity", N_("Doubt of the sanity of the suspect or of the power to defend himself"), "CPC 271(1)(4)"),
        Ground("witness", N_("Doubt whether the victim or witness can perceive and testify"), "CPC 271(1)(5)"),
        Ground(
            "life", N_("The offence is punished by life imprisonment and the mental state is in doubt"), "CPC 271(2)"
        ),
        Ground("other", N_("Other circumstances that cannot be proved otherwise"), "CPC 271(1)(6)"),
    ),
    grounds_least=1,
    documents=(
        Needed("ruling", N_("Ruling ordering the examination"), "CPC 272(1)", ("ruling_expert_examination", "upload")),
        Needed(
            "expert", N_("Statement of the expert that a stay is needed"), "CPC 271(2)", ("expert_opinion", "upload")
        ),
    ),
    lifted_by=_FREES,
    copies=("investigator", "prosecutor", "person", "defender", "medical_organisation"),
    note=N_(
        "The Code sets the court no hours and names no copy to the prosecutor. A relative is told within 24 h of the "
        "placing (279(2-1))."
    ),
)

MEDICAL_PLACEMENT_EXTENSION = Kind(
    code="medical_placement_extension",
    title=N_("Longer stay in a medical organisation for an examination"),
    group=Group.PERSON,
    cite="CPC 279(5)",
    about="person",
    petition=Titles(
        "Ходатайство о продлении срока пребывания в медицинской организации",
        "Медициналық ұйымда болу мерзімін ұзарту туралы өтінішхат",
    ),
    granted=Titles(
        "Постановление о продлении срока пребывания в медицинской организации",
        "Медициналық ұйымда болу мерзімін ұзарту туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в продлении срока пребывания в медицинской организации",
        "Медициналық ұйымда болу мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    decision_term="ij.medical_extension",
    petition_term="medical.extension_petition",
    petition_from="running_until",
    grants="medical.stay_extension",
    ends=Ends.RUNS,
    extends=("medical_placement",),
    facts=(
        _RUNNING,
        Field("expert_asks", N_("What the expert asks and why the study is not finished"), cite="CPC 279(5)"),
        Field("days", N_("Days asked for"), "number", least=1, most=STAY_DAYS, cite="CPC 279(5)"),
    ),
    decides=(Field("days", N_("Days granted"), "number", least=1, most=STAY_DAYS, cite="CPC 279(5)"),),
    grounds=(Ground("unfinished", N_("The study could not be finished in time"), "CPC 279(5)"),),
    grounds_least=1,
    documents=(Needed("expert", N_("Reasoned motion of the expert"), "CPC 279(5)", ("expert_opinion", "upload")),),
    lifted_by=_FREES,
    copies=("investigator", "prosecutor", "person", "defender", "medical_organisation"),
    note=N_("To the court not later than three days before the end; refused, the person leaves the hospital (279(5))."),
)

_HOSPITALS: tuple[tuple[str, str], ...] = (
    ("special", N_("special medical organisation that gives psychiatric help")),
    ("isolation", N_("special medical organisation fit for strict isolation")),
)

MEDICAL_TRANSFER = Kind(
    code="medical_transfer",
    title=N_("Placement of a mentally ill person as a security measure"),
    group=Group.PERSON,
    cite="CPC 55(1)(10), 511-513",
    about="suspect",
    petition=Titles(
        "Постановление о применении меры безопасности",
        "Қауіпсіздік шараларын қолдану туралы қаулы",
        "ruling_medical_security",
    ),
    granted=Titles(
        "Постановление о помещении в медицинскую организацию, оказывающую психиатрическую помощь",
        "Психиатриялық көмек көрсететін медициналық ұйымға орналастыру туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в помещении в медицинскую организацию, оказывающую психиатрическую помощь",
        "Психиатриялық көмек көрсететін медициналық ұйымға орналастырудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    grants="medical_transfer.term",
    ends=Ends.RUNS,
    facts=(
        Field("illness", N_("How the illness was established"), cite="CPC 512(1)"),
        Field("danger", N_("Danger to the person or to others"), cite="CPC 512(2), 513(2)"),
        Field("recommendation", N_("Recommendation of the expert psychiatrist"), cite="CPC 513(2)"),
        Field("former_measure", N_("Preventive measure chosen before"), "text", required=False, cite="CPC 512(1)"),
    ),
    decides=(
        Field("organisation", N_("Kind of medical organisation"), "choice", choices=_HOSPITALS, cite="CPC 513(2)"),
        Field("measure_cancelled", N_("The former preventive measure is cancelled"), "yes", False, "CPC 513(2)"),
    ),
    grounds=(
        Ground("danger", N_("Dangerous to himself or to others"), "CPC 512(2), 513(2)"),
        Ground("no_watch", N_("The relatives or guardians decline to watch over the person"), "CPC 512(3)"),
    ),
    grounds_least=1,
    documents=(_EXPERT,),
    lifted_by=_FREES,
    copies=("investigator", "prosecutor", "person", "defender", "medical_organisation", "facility"),
    note=N_("Article 107(1) does not name this act, 107(3) does: an appeal is let in. A lawyer must check."),
)

MEDICAL_TRANSFER_EXTENSION = Kind(
    code="medical_transfer_extension",
    title=N_("Extension of the security measure in a medical organisation"),
    group=Group.PERSON,
    cite="CPC 513(3)",
    about="suspect",
    petition=Titles(
        "Ходатайство о продлении срока применения меры безопасности",
        "Қауіпсіздік шарасын қолдану мерзімін ұзарту туралы өтінішхат",
    ),
    granted=Titles(
        "Постановление о продлении срока применения меры безопасности",
        "Қауіпсіздік шарасын қолдану мерзімін ұзарту туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в продлении срока применения меры безопасности",
        "Қауіпсіздік шарасын қолдану мерзімін ұзартудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    grants="medical_transfer.extension",
    ends=Ends.RUNS,
    extends=("medical_transfer", "medical_transfer_extension"),
    facts=(
        _RUNNING,
        Field("danger", N_("Danger to the person or to others"), cite="CPC 513(2)"),
        Field("recommendation", N_("Recommendation of the expert psychiatrist"), cite="CPC 513(2)"),
    ),
    decides=(
        Field(
            "until",
            N_("Prolonged until, last day"),
            "date",
            cite="CPC 513(3)",
            hint=N_("Not longer than a month each time."),
        ),
    ),
    grounds=(Ground("danger", N_("Dangerous to himself or to others"), "CPC 513(2)"),),
    grounds_least=1,
    documents=(_EXPERT,),
    lifted_by=_FREES,
    copies=("investigator", "prosecutor", "person", "defender", "medical_organisation"),
    note=N_("Not longer than a month each time; the number of extensions is not limited in the text."),
)

EXHUMATION = Kind(
    code="exhumation",
    title=N_("Exhumation"),
    group=Group.PERSON,
    cite="CPC 225, 226",
    about="object",
    petition=Titles(
        "Постановление о производстве эксгумации", "Эксгумациялау жүргізу туралы қаулы", "ruling_exhumation"
    ),
    granted=Titles("Постановление о санкционировании эксгумации", "Эксгумациялауды санкциялау туралы қаулы"),
    refused=Titles(
        "Постановление об отказе в санкционировании эксгумации", "Эксгумациялауды санкциялаудан бас тарту туралы қаулы"
    ),
    copy_to_prosecutor=True,
    decision_term="ij.exhumation",
    facts=(
        Field("deceased", N_("Who is buried there"), "text", cite="CPC 227(5)(7)"),
        Field("died_on", N_("Date of death"), "date", required=False, cite="CPC 227(5)(7)"),
        Field("administration", N_("Administration of the burial place"), "text", cite="CPC 225(2)"),
        Field("relative", N_("Relative who is told, and how"), "text", cite="CPC 225(2)"),
        Field("specialist", N_("Specialist in forensic medicine"), "text", required=False, cite="CPC 227(1)"),
    ),
    grounds=(
        Ground("inspection", N_("To inspect the corpse, also again"), "CPC 225(1)(1)"),
        Ground("identification", N_("To present it for identification"), "CPC 225(1)(2)"),
        Ground("expert", N_("To take samples and hold an examination"), "CPC 225(1)(3)"),
        Ground("other", N_("To establish other essential circumstances"), "CPC 225(1)(4)"),
    ),
    grounds_least=1,
    documents=(
        Needed(
            "need",
            N_("Materials of the case that show the need"),
            "CPC 226(1)",
            ("upload", "protocol_inspection", "expert_opinion", "ruling_expert_examination"),
        ),
    ),
    opens=Opens.DECISION,
    copies=("investigator", "prosecutor", "burial_administration", "relative"),
    note=N_("Filing an appeal stays the exhumation: article 107(3) does not name it."),
)

PERSON_KINDS: tuple[Kind, ...] = (
    BODY_EXAMINATION, SAMPLES, MEDICAL_PLACEMENT, MEDICAL_PLACEMENT_EXTENSION, MEDICAL_TRANSFER,
    MEDICAL_TRANSFER_EXTENSION, EXHUMATION,
)  # fmt: skip
