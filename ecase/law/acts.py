"""The documents of procedure that this system draws up and has signed: the registry of them all.

Here also the acts of detention; those of the kinds of sanction stand in `acts_sanctions`, the ones around
them in `acts_around`, those of the case itself in `acts_rulings`, those of the crime report in
`acts_reports`, those of the writ proceedings in `acts_writ`, the shape of a row in `act`. Titles are those of
`data/acts.csv` (one test compares them); templates stand in `templates/acts/`, the bytes and the
signing in `ecase.documents`.
"""

from ecase.law.act import Act, Field, FieldKind
from ecase.law.acts_around import AROUND_ACTS
from ecase.law.acts_reports import REPORT_ACTS
from ecase.law.acts_rulings import RULING_ACTS
from ecase.law.acts_sanctions import SANCTION_ACTS
from ecase.law.acts_writ import WRIT_ACTS
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

__all__ = ["ACTS", "DETENTION_GROUNDS", "RELEASE_GROUNDS", "Act", "Field", "FieldKind"]

_REASONS = Field("reasons", N_("Reasons"))
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

ACTS: dict[str, Act] = {
    act.code: act for act in (*_ACTS, *SANCTION_ACTS, *AROUND_ACTS, *RULING_ACTS, *REPORT_ACTS, *WRIT_ACTS)
}
