"""The acts that ask for, grant and refuse each kind of sanction, made from the rows of `kinds_all`.

The title as printed stands in the row; what a reader of another language is told it is called stands here, and a kind
without a line is called by the general words. All acts of a kind are printed by one template,
`templates/acts/sanctions/<code>/`.
"""

from collections.abc import Iterator

from ecase.law.act import Act, Field
from ecase.law.kinds import Ends, Kind, Titles
from ecase.law.kinds_all import KINDS
from ecase.law.roles import Role
from ecase.law.words import N_

_GROUNDS = Field("grounds", N_("Grounds"))
_REASONS = Field("reasons", N_("Reasons"))
_MILDER = Field("milder", N_("Why a milder measure would not do"), cite="CPC 147(2), 148(7-1)")
_OTHER_MEASURE = Field("other_measure", N_("Another preventive measure, if any"), "text", required=False)

_GENERAL = (N_("Petition for a sanction"), N_("Ruling granting a sanction"), N_("Ruling refusing a sanction"))

_COVERT = (
    N_("Ruling on a covert investigative action"),
    N_("Ruling sanctioning a covert action"),
    N_("Ruling refusing a covert action"),
)
# Titles of the petition, the grant and the refusal, in English; a measure taken alone has the first only.
_TITLES: dict[str, tuple[str, ...]] = {
    "arrest": (N_("Petition for sanction of custody"), N_("Ruling sanctioning custody"), N_("Ruling refusing custody")),
    "arrest_full": (
        N_("Petition for the full term after a short custody"),
        N_("Ruling on the full term after a short custody"),
        N_("Ruling refusing the full term after a short custody"),
    ),
    "arrest_extension": (
        N_("Petition on extending custody"),
        N_("Ruling extending custody"),
        N_("Ruling refusing to extend custody"),
    ),
    "arrest_reading": (
        N_("Petition on custody during familiarisation"),
        N_("Ruling on custody during familiarisation"),
        N_("Ruling refusing custody during familiarisation"),
    ),
    "arrest_study": (
        N_("Petition on custody during the prosecutor's study"),
        N_("Ruling on custody during the prosecutor's study"),
        N_("Ruling refusing custody during the prosecutor's study"),
    ),
    "arrest_returned": (
        N_("Petition on custody of a returned case"),
        N_("Ruling on custody of a returned case"),
        N_("Ruling refusing custody of a returned case"),
    ),
    "house_arrest": (
        N_("Petition for sanction of house arrest"),
        N_("Ruling on house arrest"),
        N_("Ruling refusing house arrest"),
    ),
    "house_arrest_extension": (
        N_("Petition on extending house arrest"),
        N_("Ruling extending house arrest"),
        N_("Ruling refusing to extend house arrest"),
    ),
    "bail": (N_("Petition for sanction of bail"), N_("Ruling sanctioning bail"), N_("Ruling refusing bail")),
    "extradition_arrest": (
        N_("Petition for extradition arrest"),
        N_("Ruling on extradition arrest"),
        N_("Ruling refusing extradition arrest"),
    ),
    "remand_move": (
        N_("Ruling on moving an arrested person"),
        N_("Approval of moving an arrested person"),
        N_("Refusal to approve moving an arrested person"),
    ),
    "keep_ivs": (
        N_("Ruling on keeping an arrested person in the temporary facility"),
        N_("Approval of keeping an arrested person in the temporary facility"),
        N_("Refusal to approve keeping an arrested person in the temporary facility"),
    ),
    "office_suspension": (
        N_("Petition on suspension from office"),
        N_("Ruling on suspension from office"),
        N_("Ruling refusing suspension from office"),
    ),
    "no_contact": (
        N_("Petition on prohibition to approach"),
        N_("Ruling sanctioning prohibition to approach"),
        N_("Ruling refusing prohibition to approach"),
    ),
    "undertaking": (N_("Ruling on an undertaking not to leave"),),
    "surety": (N_("Ruling on personal surety"),),
    "command_supervision": (N_("Ruling on supervision by the command"),),
    "minor_supervision": (N_("Ruling on supervision of a minor"),),
    "obligation_appear": (N_("Undertaking to appear"),),
    "bringing": (N_("Ruling on compulsory bringing"),),
    "inspection_forced": (
        N_("Ruling on compulsory inspection of a dwelling or premises"),
        N_("Ruling sanctioning compulsory inspection of a dwelling"),
        N_("Ruling refusing compulsory inspection of a dwelling"),
    ),
    "inspection_urgent": (
        N_("Ruling on urgent inspection of a dwelling"),
        N_("Ruling on the legality of an urgent inspection"),
        N_("Ruling on the illegality of an urgent inspection"),
    ),
    "inspection_premises": (
        N_("Ruling on compulsory inspection of a dwelling or premises"),
        N_("Ruling sanctioning compulsory inspection of premises"),
        N_("Ruling refusing compulsory inspection of premises"),
    ),
    "search": (N_("Ruling on search"), N_("Ruling sanctioning a search"), N_("Ruling refusing a search")),
    "seizure": (N_("Ruling on seizure"), N_("Ruling sanctioning a seizure"), N_("Ruling refusing a seizure")),
    "seizure_plain": (N_("Ruling on seizure"),),
    "personal_search": (
        N_("Ruling on personal search"),
        N_("Ruling sanctioning a personal search"),
        N_("Ruling refusing a personal search"),
    ),
    "property_arrest": (
        N_("Petition on attachment of property"),
        N_("Ruling on sanctioning attachment of property"),
        N_("Ruling refusing attachment of property"),
    ),
    "property_restriction": (
        N_("Ruling on temporary restriction on disposing of property"),
        N_("The prosecutor agrees to restrict the disposing of property"),
        N_("The prosecutor refuses to restrict the disposing of property"),
    ),
    "money_penalty": (
        N_("Protocol on a breach (for monetary penalty)"),
        N_("Ruling on monetary penalty"),
        N_("Ruling refusing a monetary penalty"),
    ),
    "evidence_sale": (
        N_("Petition on the sale of evidence"),
        N_("Ruling on the sale of evidence"),
        N_("Ruling refusing the sale of evidence"),
    ),
    "bank_data": (
        N_("Ruling demanding bank or other secret data"),
        N_("Ruling sanctioning the demand for secret data"),
        N_("Ruling refusing the demand for secret data"),
    ),
    "audit_demand": (
        N_("Demand for an audit or unplanned check"),
        N_("The prosecutor agrees to an audit or unplanned check"),
        N_("The prosecutor refuses an audit or unplanned check"),
    ),
    "body_examination": (
        N_("Ruling on physical examination"),
        N_("Ruling sanctioning compulsory physical examination"),
        N_("Ruling refusing compulsory physical examination"),
    ),
    "samples": (
        N_("Ruling on taking samples"),
        N_("Ruling sanctioning compulsory taking of samples"),
        N_("Ruling refusing compulsory taking of samples"),
    ),
    "medical_placement": (
        N_("Petition for compulsory placement in a medical organisation for examination"),
        N_("Ruling on placement in a medical organisation"),
        N_("Ruling refusing placement in a medical organisation"),
    ),
    "medical_placement_extension": (
        N_("Petition on a longer stay in a medical organisation"),
        N_("Ruling on a longer stay in a medical organisation"),
        N_("Ruling refusing a longer stay in a medical organisation"),
    ),
    "medical_transfer": (
        N_("Ruling on a security measure for a mentally ill person"),
        N_("Ruling on placement in a psychiatric organisation"),
        N_("Ruling refusing placement in a psychiatric organisation"),
    ),
    "medical_transfer_extension": (
        N_("Petition on extending the security measure"),
        N_("Ruling extending the security measure"),
        N_("Ruling refusing to extend the security measure"),
    ),
    "exhumation": (N_("Ruling on exhumation"), N_("Ruling sanctioning exhumation"), N_("Ruling refusing exhumation")),
    "covert_av": _COVERT,
    "covert_telecom": _COVERT,
    "covert_connections": _COVERT,
    "covert_computer": _COVERT,
    "covert_mail": _COVERT,
    "covert_place": _COVERT,
    "covert_surveillance": _COVERT[:1],
    "covert_test_purchase": _COVERT[:1],
    "covert_threat": _COVERT[:1],
    "covert_extension": (
        N_("Ruling on extending a covert action"),
        N_("Ruling sanctioning the extension of a covert action"),
        N_("Ruling refusing the extension of a covert action"),
    ),
    "covert_notice_extension": (
        N_("Petition for more time to give notice of a covert action"),
        N_("Ruling on more time to give notice of a covert action"),
        N_("Ruling refusing more time to give notice of a covert action"),
    ),
    "covert_notice_waiver": (
        N_("Petition for leave to give no notice of a covert action"),
        N_("Ruling on leave to give no notice of a covert action"),
        N_("Ruling refusing leave to give no notice of a covert action"),
    ),
    "international_notice": (
        N_("Ruling on an international wanted notice"),
        N_("Ruling sanctioning an international wanted notice"),
        N_("Ruling refusing an international wanted notice"),
    ),
    "deposition": (
        N_("Petition for deposition of testimony"),
        N_("Ruling granting deposition of testimony"),
        N_("Ruling refusing deposition of testimony"),
    ),
    "reading_schedule": (
        N_("Schedule of familiarisation"),
        N_("Approval of the schedule of familiarisation"),
        N_("Refusal to approve the schedule of familiarisation"),
    ),
    "measure_lift": (
        N_("Ruling on cancelling or changing a measure of the court"),
        N_("The prosecutor agrees to cancel or change the measure"),
        N_("The prosecutor does not agree to cancel or change the measure"),
    ),
}


def _acts_of(kind: Kind) -> Iterator[Act]:
    titles = (*_TITLES.get(kind.code, ()), *_GENERAL[len(_TITLES.get(kind.code, ())) :])
    milder = (_MILDER,) if kind.custody else ()
    asked = kind.route[0].value.removeprefix("before_") if kind.route else "prosecutor"
    receivers = tuple(dict.fromkeys(["prosecutor" if asked == "prosecutor" else "investigating_judge", "prosecutor"]))
    to = kind.copies if kind.alone else receivers
    yield _act(kind, kind.petition_act, titles[0], kind.petition, kind.asked_by, to, (_GROUNDS, *milder, *kind.facts))
    if kind.alone:
        return
    other = (_OTHER_MEASURE,) if kind.ends is Ends.RUNS else ()
    decided = (_REASONS, *milder, *kind.decides)
    yield _act(kind, kind.granted_act, titles[1], kind.granted, kind.deciders, kind.copies, decided)
    yield _act(kind, kind.refused_act, titles[2], kind.refused, kind.deciders, kind.copies, (_REASONS, *other))


def _act(
    kind: Kind,
    code: str,
    title: str,
    printed: Titles,
    signers: frozenset[Role],
    to: tuple[str, ...],
    fields: tuple[Field, ...],
) -> Act:
    # A fact of the kind may bear the name of a common field; the kind's own wins.
    once = {field.name: field for field in fields}
    return Act(
        code, title, printed.ru, printed.kk, kind.cite, signers, to, tuple(once.values()), printed.listed_as,
        f"sanctions/{kind.code}",
    )  # fmt: skip


SANCTION_ACTS: tuple[Act, ...] = tuple(act for kind in KINDS.values() for act in _acts_of(kind))
