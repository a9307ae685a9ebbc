"""The documents of procedure that this system draws up and has signed: the registry of them all.

Here also the acts of detention and custody; those of the case itself stand in `acts_rulings`, those
of the crime report in `acts_reports`, the shape of a row in `act`. Titles are those of
`data/acts.csv` (one test compares them); templates stand in `templates/acts/`, the bytes and the
signing in `ecase.documents`.
"""

from ecase.law.act import Act, Field, FieldKind
from ecase.law.acts_reports import REPORT_ACTS
from ecase.law.acts_rulings import RULING_ACTS
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

__all__ = ["ACTS", "DETENTION_GROUNDS", "RELEASE_GROUNDS", "Act", "Field", "FieldKind"]

_REASONS = Field("reasons", N_("Reasons"))
_OTHER_MEASURE = Field("other_measure", N_("Another preventive measure, if any"), "text", required=False)
_RELEASE_GROUND = Field("ground", N_("Ground of release"), "choice", cite="CPC 133(1)")

RELEASE_GROUNDS: dict[str, str] = {
    "suspicion_not_confirmed": N_("The suspicion has not been confirmed"),
    "no_ground_for_arrest": N_("There is no ground for custody, arrest or expulsion"),
    "substantial_breach": N_("The detention was made in substantial breach of the Code"),
    "no_lawful_ground": N_("There was no lawful ground for the detention"),
}

DETENTION_GROUNDS: dict[str, tuple[str, str]] = {
    "caught": (N_("Caught in the act or directly after it"), "CPC 128(2)(1)"),
    "pointed_out": (N_("Eyewitnesses or the victim point to the person"), "CPC 128(2)(2)"),
    "traces": (
        N_("Clear traces of the crime on the person, their clothes, with them or at home"),
        "CPC 128(2)(3)",
    ),
    "operative_data": (N_("Reliable data of covert or operative work"), "CPC 128(2)(4)"),
    "other_data": (
        N_("Other data, and the person tried to flee, has no permanent home, is of unknown identity, or a "
           "petition for custody is before the court"),
        "CPC 128(4)",
    ),
}  # fmt: skip

_ACTS = (
    Act(
        "detention_protocol", N_("Detention protocol"), "Протокол задержания", "Ұстап алу хаттамасы",
        "CPC 131(2)", INVESTIGATION, ("suspect", "prosecutor"),
        (
            Field("held_at", N_("Actual detention, to the minute"), "moment", cite="CPC 131(2), 7(29)"),
            Field("delivered_at", N_("Delivery, to the minute"), "moment", required=False, cite="CPC 129"),
            Field("place", N_("Place of detention"), "text"),
            Field("ground", N_("Ground"), "choice", cite="CPC 128"),
            Field("motives", N_("Motives")),
            Field("personal_search", N_("Result of the personal search"), cite="CPC 132"),
            Field("health", N_("State of health")),
            Field("rights_explained", N_("Rights have been explained"), "yes"),
            Field("term", N_("Term of detention"), "text"),
        ),
        "detention_protocol",
    ),
    Act(
        "detention_notice", N_("Written notice of detention to the prosecutor"),
        "Письменное сообщение прокурору о задержании", "Ұстап алу туралы прокурорға жазбаша хабарлау",
        "CPC 131(3)", INVESTIGATION, ("prosecutor",), (), "detention_notice_prosecutor",
    ),
    Act(
        "arrest_petition", N_("Petition for sanction of custody"),
        "Постановление о возбуждении ходатайства о санкционировании содержания под стражей",
        "Күзетпен ұстауды санкциялау туралы өтінішхатты қозғау туралы қаулы",
        "CPC 147(2)", INVESTIGATION, ("prosecutor", "investigating_judge"),
        (
            Field("grounds", N_("Grounds"), cite="CPC 136, 147(1)"),
            Field("milder", N_("Why a milder measure would not do"), cite="CPC 147(2)"),
        ),
        "ruling_custody_petition",
    ),
    Act(
        "prosecutor_support", N_("The prosecutor supports the petition for custody"),
        "Согласие прокурора на ходатайство о санкционировании содержания под стражей",
        "Прокурордың күзетпен ұстауды санкциялау туралы өтінішхатқа келісуі",
        "CPC 147(3)", PROSECUTION, ("investigating_judge",),
        (Field("reasons", N_("Reasons"), required=False),),
    ),
    Act(
        "prosecutor_refusal", N_("The prosecutor refuses to support the petition for custody"),
        "Постановление об отказе в поддержании ходатайства", "Өтінішхатты қолдаудан бас тарту туралы қаулы",
        "CPC 147(3)", PROSECUTION, ("investigator", "suspect"), (_REASONS, _OTHER_MEASURE),
        "prosecutor_refusal_custody",
    ),
    Act(
        "prosecutor_return", N_("The prosecutor returns the petition for rework"),
        "Возвращение прокурором ходатайства на доработку",
        "Прокурордың өтінішхатты пысықтауға қайтаруы",
        "CPC 147(3)", PROSECUTION, ("investigator",), (Field("reasons", N_("What has to be mended")),),
    ),
    Act(
        "arrest_granted", N_("Ruling sanctioning custody"),
        "Постановление о санкционировании содержания под стражей", "Күзетпен ұстауды санкциялау туралы қаулы",
        "CPC 148(7)-(10)", frozenset({Role.INVESTIGATING_JUDGE}),
        ("suspect", "investigator", "prosecutor", "victim", "custody_head"),
        (
            _REASONS,
            Field("milder", N_("Why a milder measure would not do"), cite="CPC 148(7-1)"),
            Field("bail", N_("Amount of bail, unless the Code bars it"), "number", False, "CPC 148(8),(9)"),
        ),
        "ij_ruling_custody",
    ),
    Act(
        "arrest_refused", N_("Ruling refusing custody"),
        "Постановление об отказе в санкционировании содержания под стражей",
        "Күзетпен ұстауды санкциялаудан бас тарту туралы қаулы",
        "CPC 148(7)(3)", frozenset({Role.INVESTIGATING_JUDGE}),
        ("suspect", "investigator", "prosecutor", "victim", "custody_head"), (_REASONS, _OTHER_MEASURE),
        "ij_ruling_custody_refusal",
    ),
    Act(
        "release_ruling", N_("Ruling on releasing a detainee"),
        "Постановление об освобождении задержанного", "Ұстап алынған адамды босату туралы қаулы",
        "CPC 133(1)", INVESTIGATION | PROSECUTION, ("custody_head", "suspect"), (_RELEASE_GROUND, _REASONS),
        "ruling_release_detainee",
    ),
    Act(
        "release_ruling_head", N_("Ruling of the head of the place of detention on release"),
        "Постановление начальника места содержания об освобождении",
        "Ұстау орны бастығының босату туралы қаулысы",
        "CPC 133(2),(3)", frozenset({Role.CUSTODY_HEAD}), ("suspect", "investigator", "prosecutor"), (),
        "ruling_release_by_head",
    ),
    Act(
        "release_certificate", N_("Certificate on release of a detainee"),
        "Справка об освобождении задержанного", "Ұстап алынған адамның босатылғаны туралы анықтама",
        "CPC 133(4)", INVESTIGATION | PROSECUTION | {Role.CUSTODY_HEAD}, ("suspect",), (),
        "release_certificate",
    ),
)  # fmt: skip

ACTS: dict[str, Act] = {act.code: act for act in (*_ACTS, *RULING_ACTS, *REPORT_ACTS)}
