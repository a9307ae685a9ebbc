"""What the preventive measures share: grounds of 136 and 147, duties of 140(3), papers and fields of their requests.

The kinds that use them stand in the tables `kinds_…`; whether the law allows a measure is `arrest` and `preflight`.
"""

from ecase.law.act import Field
from ecase.law.kinds import Ground, Needed
from ecase.law.words import N_

# What a preventive measure of any kind is for.
GROUNDS_136 = (
    Ground("may_flee", N_("May flee from the investigation or the court"), "CPC 136(1)"),
    Ground("may_obstruct", N_("May obstruct the investigation or the trial"), "CPC 136(1)"),
    Ground("may_continue", N_("May go on with criminal activity"), "CPC 136(1)"),
    Ground("secures_sentence", N_("To secure the execution of the sentence"), "CPC 136(1)"),
)
# The circumstances of 147(1), by the fields of `ArrestFacts`.
GROUNDS_147 = (
    Ground("no_fixed_home", N_("No fixed home in Kazakhstan"), "CPC 147(1)(1)", "no_fixed_home"),
    Ground("identity_unknown", N_("Identity not established"), "CPC 147(1)(2)", "identity_unknown"),
    Ground(
        "breached_earlier_measure", N_("Broke an earlier preventive measure"), "CPC 147(1)(3)",
        "breached_earlier_measure",
    ),
    Ground("fled", N_("Fled or tried to flee"), "CPC 147(1)(4)", "fled"),
    Ground("organised_group", N_("Organised group or criminal community"), "CPC 147(1)(5)", "organised_group"),
    Ground(
        "prior_conviction", N_("Convicted earlier of a grave or especially grave crime"), "CPC 147(1)(6)",
        "prior_conviction",
    ),
    Ground("continues_crime", N_("Continues criminal conduct"), "CPC 147(1)(7)", "continues_crime"),
)  # fmt: skip
GRAVITY_ALONE = Ground(
    "gravity_alone", N_("Gravity of the crime alone, for an article that the Code lists"), "CPC 136(2)"
)

# What a person who stays at liberty may be bound to.
DUTIES: tuple[tuple[str, str], ...] = (
    ("appear", N_("To appear before the investigator, the prosecutor or the court when called")),
    ("not_leave", N_("Not to leave the place of residence without leave")),
    ("report_moves", N_("To report a change of residence or work")),
    ("avoid", N_("Not to meet certain persons or visit certain places")),
    ("treatment", N_("To undergo treatment for the use of psychoactive substances")),
    ("tracking", N_("To wear an electronic tracking device")),
)
PRESENCE: tuple[tuple[str, str], ...] = (
    ("held", N_("Detained or in custody")),
    ("at_liberty", N_("At liberty, can be called")),
    ("wanted", N_("Declared wanted")),
    ("abroad", N_("Abroad and evades")),
)

QUALIFICATION = Needed(
    "qualification", N_("Ruling on the qualification of the suspect's act"), "CPC 140(2), 139(1)",
    ("ruling_qualification", "ruling_change_qualification"),
)  # fmt: skip
INTERROGATION = Needed(
    "interrogation", N_("Record of the interrogation of the suspect"), "CPC 64(3)-(5)",
    ("protocol_interrogation_suspect",),
)  # fmt: skip
EVIDENCE = Needed(
    "evidence", N_("Materials that bear out the request"), "CPC 147(2)",
    (
        "upload", "protocol_interrogation", "protocol_confrontation", "protocol_identification", "protocol_inspection",
        "protocol_search_seizure", "protocol_verification", "expert_opinion", "specialist_opinion",
    ),
)  # fmt: skip

PRESENT = Field("presence", N_("Where the suspect is"), "choice", False, "CPC 148(4)", PRESENCE)
PERSON = Field(
    "circumstances", N_("The person: age, health, family and dependants, work, property, home"), "long", False,
    "CPC 138(1)",
)  # fmt: skip
CARE = Field(
    "care", N_("Minors, helpless persons and property left without care, and what was done"), "long", False,
    "CPC 154",
)  # fmt: skip
DUTIES_FIELD = Field("duties", N_("Duties"), "ticks", False, "CPC 140(3)", DUTIES)
MILDER = Field("milder", N_("Why a milder measure would not do"), "long", True, "CPC 136(1-1), 148(7-1)")
