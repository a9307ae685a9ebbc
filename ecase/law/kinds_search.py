"""Kinds of sanction: inspection against the residents' will, search, seizure, personal search (CPC 220, 252-255).

A search of which the party learns beforehand finds nothing, so these open to the parties once they are carried out.
The place is the object of the request; an action that came first has its beginning and end in columns of its own.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ground, Group, Kind, Needed, Opens, Titles
from ecase.law.words import N_

_HOLDER = Field("holder", N_("Who lives there or uses the place"), "text", cite="CPC 220(15),(16)")

PLACES: tuple[tuple[str, str], ...] = (
    ("dwelling", N_("dwelling")),
    ("organisation", N_("premises or grounds of an organisation")),
    ("business", N_("premises of an entrepreneur or of private practice")),
    ("vehicle", N_("vehicle")),
    ("land", N_("plot of land or open ground")),
    ("diplomatic", N_("premises of a diplomatic mission")),
    ("with_person", N_("on a person")),
    ("other", N_("another place")),
)
_PLACE_KIND = Field(
    "place_kind",
    N_("Kind of place"),
    "choice",
    choices=PLACES,
    hint=N_(
        "Diplomatic premises need the consent of the head of the mission, the prosecutor and the Foreign Ministry."
    ),
    cite="CPC 220(17)",
)
DWELLINGS: tuple[tuple[str, str], ...] = (
    ("flat", N_("flat, house or room")),
    ("annex", N_("veranda, terrace, balcony, cellar or attic of a dwelling")),
    ("hotel", N_("hotel room")),
    ("transport", N_("cabin, compartment or vessel")),
    ("other", N_("another dwelling")),
)
_URGENT_WHY = Field(
    "urgent_why",
    N_("Why it could not wait"),
    "ticks",
    required=False,
    cite="CPC 254(3)",
    choices=(
        ("lost", N_("the object could be lost")),
        ("damaged", N_("the object could be damaged")),
        ("criminal_use", N_("the object could be used for a crime")),
        ("hides", N_("the wanted person could hide")),
    ),
    hint=N_("Only where the action came before the sanction."),
)

# Certified copies of what shows the need; anything filed may be that (220(13-1)).
_COPIES = Needed(
    "need",
    N_("Materials of the case that show the need"),
    "CPC 220(13-1)",
    ("upload", "protocol_inspection", "protocol_interrogation", "protocol_interrogation_suspect", "crime_report"),
)
_URGENT_RULING = Needed(
    "ruling", N_("Ruling on the inspection"), "CPC 220(14)", ("ruling_compulsory_inspection", "upload")
)
_URGENT_PROTOCOL = Needed(
    "protocol", N_("Protocol of the action that was carried out"), "CPC 220(14)", ("protocol_inspection", "upload")
)

_INSPECTION_PETITION = Titles(
    "Постановление о производстве осмотра (принудительного)",
    "Мәжбүрлеп қарап-тексеру туралы қаулы",
    "ruling_compulsory_inspection",
)

INSPECTION_FORCED = Kind(
    code="inspection_forced",
    title=N_("Compulsory inspection of a dwelling"),
    group=Group.SEARCH,
    cite="CPC 220(13)",
    about="object",
    petition=_INSPECTION_PETITION,
    granted=Titles(
        "Постановление о санкционировании принудительного осмотра жилого помещения",
        "Тұрғын үй-жайды мәжбүрлеп қарап-тексеруді санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании принудительного осмотра жилого помещения",
        "Тұрғын үй-жайды мәжбүрлеп қарап-тексеруді санкциялаудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    at_once=True,
    facts=(
        Field("dwelling", N_("Kind of dwelling"), "choice", choices=DWELLINGS, cite="CPC 7(49)"),
        _HOLDER,
        Field("sought", N_("What is to be found or established"), cite="CPC 219"),
    ),
    grounds=(
        Ground("object", N_("The residents object"), "CPC 220(13)"),
        Ground("minors", N_("Only minors live there"), "CPC 220(13)"),
        Ground("ill", N_("The residents are known to be mentally or otherwise gravely ill"), "CPC 220(13)"),
    ),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.EXECUTION,
    note=N_("Without the sanction the dwelling is not inspected."),
)

INSPECTION_URGENT = Kind(
    code="inspection_urgent",
    title=N_("Urgent inspection of a dwelling that is the scene"),
    group=Group.SEARCH,
    cite="CPC 220(14)",
    about="object",
    petition=Titles(
        "Постановление о представлении следственному судье материалов неотложного осмотра жилого помещения",
        "Тұрғын үй-жайды кейінге қалдыруға болмайтын қарап-тексеру материалдарын тергеу судьясына ұсыну туралы қаулы",
    ),
    granted=Titles(
        "Постановление о законности произведенного осмотра", "Жүргізілген қарап-тексерудің заңды екені туралы қаулы"
    ),
    refused=Titles(
        "Постановление о незаконности произведенного осмотра",
        "Жүргізілген қарап-тексерудің заңсыз екені туралы қаулы",
    ),
    copy_to_prosecutor=True,
    petition_term="inspection_urgent.to_ij",
    petition_from="acted_until",
    acted_first=True,
    facts=(
        Field("dwelling", N_("Kind of dwelling"), "choice", choices=DWELLINGS, cite="CPC 7(49)"),
        _HOLDER,
        Field("delay", N_("Why it could not wait"), cite="CPC 220(14)"),
        Field("witnesses", N_("Attesting witnesses"), cite="CPC 220(5)"),
        Field("found", N_("What was found and taken"), required=False, cite="CPC 220(9)"),
    ),
    grounds=(
        Ground("scene", N_("The dwelling is the scene of the event"), "CPC 220(14)"),
        Ground("no_delay", N_("The inspection brooked no delay"), "CPC 220(14)"),
    ),
    grounds_least=2,
    documents=(_URGENT_RULING, _URGENT_PROTOCOL),
    opens=Opens.DECISION,
    note=N_("If it is found unlawful, its results are no evidence in the case. The Code sets the judge no hours here."),
)

INSPECTION_PREMISES = Kind(
    code="inspection_premises",
    title=N_("Compulsory inspection of premises of an organisation or a business"),
    group=Group.SEARCH,
    cite="CPC 220(16-1)-(16-3)",
    about="object",
    petition=_INSPECTION_PETITION,
    granted=Titles(
        "Постановление о санкционировании принудительного осмотра помещений и территории",
        "Үй-жайлар мен аумақты мәжбүрлеп қарап-тексеруді санкциялау туралы қаулы",
    ),
    refused=Titles(
        "Постановление об отказе в санкционировании принудительного осмотра помещений и территории",
        "Үй-жайлар мен аумақты мәжбүрлеп қарап-тексеруді санкциялаудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    at_once=True,
    facts=(
        Field(
            "user",
            N_("Whose premises"),
            "choice",
            choices=(
                ("organisation", N_("organisation")),
                ("entrepreneur", N_("individual entrepreneur")),
                ("private_practice", N_("person in private practice")),
            ),
            cite="CPC 220(16)",
        ),
        Field("holder", N_("Name of the organisation or person"), "text", cite="CPC 220(16)"),
        Field("sought", N_("What is to be found or established"), cite="CPC 219"),
    ),
    grounds=(
        Ground("administration", N_("The administration objects"), "CPC 220(16-1)"),
        Ground("owner", N_("The owner, user or tenant objects"), "CPC 220(16-1)"),
    ),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.EXECUTION,
    note=N_("No sanction is needed where the premises are the scene of the event (220(16-3))."),
)

SEARCH = Kind(
    code="search",
    title=N_("Search of a place"),
    group=Group.SEARCH,
    cite="CPC 252, 254",
    about="object",
    petition=Titles("Постановление о производстве обыска", "Тінту жүргізу туралы қаулы", "ruling_search"),
    granted=Titles("Постановление о санкционировании обыска", "Тінтуді санкциялау туралы қаулы"),
    refused=Titles("Постановление об отказе в санкционировании обыска", "Тінтуді санкциялаудан бас тарту туралы қаулы"),
    head_agrees=True,
    copy_to_prosecutor=True,
    at_once=True,
    petition_term="search_urgent.to_ij",
    petition_from="acted_until",
    urgent=True,
    facts=(
        _PLACE_KIND,
        _HOLDER,
        Field("sought", N_("What is sought"), cite="CPC 252"),
        _URGENT_WHY,
        Field("found", N_("What was found and taken"), required=False, cite="CPC 256(2)"),
    ),
    grounds=(
        Ground("objects", N_("Objects or documents that matter to the case may be there"), "CPC 252(1),(2)"),
        Ground("property", N_("Property subject to arrest may be there"), "CPC 252(1)"),
        Ground("person", N_("A wanted person may be there"), "CPC 252(3)"),
        Ground("corpse", N_("A corpse may be there"), "CPC 252(3)"),
    ),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.EXECUTION,
    note=N_("Attesting witnesses are obligatory; the search is carried out within a reasonable time (254(1),(4))."),
)

SEIZURE = Kind(
    code="seizure",
    title=N_("Seizure of protected things or in a dwelling against the residents' will"),
    group=Group.SEARCH,
    cite="CPC 253, 254(1),(2)",
    about="object",
    petition=Titles("Постановление о производстве выемки", "Алу жүргізу туралы қаулы", "ruling_seizure"),
    granted=Titles("Постановление о санкционировании выемки", "Алуды санкциялау туралы қаулы"),
    refused=Titles("Постановление об отказе в санкционировании выемки", "Алуды санкциялаудан бас тарту туралы қаулы"),
    copy_to_prosecutor=True,
    at_once=True,
    petition_term="search_urgent.to_ij",
    petition_from="acted_until",
    urgent=True,
    facts=(
        _PLACE_KIND,
        Field("holder", N_("Who holds them"), "text", cite="CPC 253"),
        Field("sought", N_("Which things and documents exactly"), cite="CPC 253"),
        _URGENT_WHY,
    ),
    grounds=(
        Ground("state_secret", N_("They contain state secrets"), "CPC 254(1)"),
        Ground("protected_secret", N_("They contain another secret protected by law"), "CPC 254(1)"),
        Ground("dwelling", N_("In a dwelling against the will of those who live there"), "CPC 254(2)"),
    ),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.EXECUTION,
    note=N_("Technical means of recording are obligatory (254(4))."),
)

SEIZURE_PLAIN = Kind(
    code="seizure_plain",
    title=N_("Seizure"),
    group=Group.SEARCH,
    cite="CPC 253, 254(1)",
    about="object",
    petition=Titles("Постановление о производстве выемки", "Алу жүргізу туралы қаулы", "ruling_seizure"),
    granted=Titles("Постановление о производстве выемки", "Алу жүргізу туралы қаулы", "ruling_seizure"),
    refused=Titles("Постановление об отказе в производстве выемки", "Алу жүргізуден бас тарту туралы қаулы"),
    route=(),
    deciders=frozenset(),
    facts=(
        Field("holder", N_("Who holds them"), "text", cite="CPC 253"),
        Field("sought", N_("Which things and documents exactly"), cite="CPC 253"),
        Field("no_secret", N_("They contain no secret protected by law"), "yes", cite="CPC 254(1)"),
        Field(
            "not_against_will",
            N_("Not in a dwelling against the will of those who live there"),
            "yes",
            cite="CPC 254(2)",
        ),
    ),
    grounds=(
        Ground("known", N_("It is known exactly where and with whom they are"), "CPC 253"),
        Ground("confiscation", N_("Property subject to confiscation"), "CPC 253"),
    ),
    grounds_least=1,
    opens=Opens.EXECUTION,
    appeal="",
    note=N_("By the investigator's own ruling; secrets and dwellings need the sanction of the judge."),
)

PERSONAL_SEARCH = Kind(
    code="personal_search",
    title=N_("Personal search"),
    group=Group.SEARCH,
    cite="CPC 255",
    about="person",
    petition=Titles("Постановление о производстве личного обыска", "Жеке басын тінту жүргізу туралы қаулы"),
    granted=Titles("Постановление о санкционировании личного обыска", "Жеке басын тінтуді санкциялау туралы қаулы"),
    refused=Titles(
        "Постановление об отказе в санкционировании личного обыска",
        "Жеке басын тінтуді санкциялаудан бас тарту туралы қаулы",
    ),
    copy_to_prosecutor=True,
    at_once=True,
    petition_term="search_urgent.to_ij",
    petition_from="acted_until",
    urgent=True,
    facts=(
        Field("sought", N_("What is sought"), cite="CPC 255(1)"),
        Field(
            "where",
            N_("Where it is sought"),
            "ticks",
            cite="CPC 255(1)",
            choices=(
                ("clothes", N_("in the clothes")),
                ("things", N_("in the things the person has along")),
                ("on_body", N_("on the body")),
                ("in_body", N_("inside the body, with a specialist")),
            ),
        ),
        _URGENT_WHY,
    ),
    grounds=(Ground("objects", N_("Objects or documents that matter to the case may be on the person"), "CPC 252(2)"),),
    grounds_least=1,
    documents=(_COPIES,),
    opens=Opens.EXECUTION,
    note=N_(
        "No ruling and no sanction: of a person present at a search who may hide things, and at a detention or "
        "arrest (255(3)). By a person of the same sex, with attesting witnesses."
    ),
)

SEARCH_KINDS: tuple[Kind, ...] = (
    INSPECTION_FORCED, INSPECTION_URGENT, INSPECTION_PREMISES, SEARCH, SEIZURE, SEIZURE_PLAIN, PERSONAL_SEARCH,
)  # fmt: skip
