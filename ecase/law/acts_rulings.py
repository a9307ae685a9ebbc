"""Acts of the case itself: the rulings of `ecase.law.rulings`, and what those who decide on them sign.

Signers and articles are those of the ruling's kind, so that nobody can sign what he may not draw.
"""

from ecase.law.act import Act, Field
from ecase.law.roles import PROSECUTION, Role
from ecase.law.rulings import HEAD_OF_PROSECUTION, RULINGS
from ecase.law.words import N_

_TEXT = Field("text", N_("Circumstances and reasons"))
_GROUND = Field("ground", N_("Ground"), "choice")
_PARTICIPANT = Field("participant", N_("Person"), "choice")
_SUSPECT = Field("participant", N_("Suspect"), "choice")
_EPISODE = Field("episode", N_("Registered offence"), "choice", cite="CPC 121(1)")
_ARTICLE = Field("article", N_("Article and part of the Criminal Code"), "text")
_CHARGE = Field("charge", N_("Charge"), "choice")
_REASONS = Field("reasons", N_("Reasons"))


def _ruling(
    kind: str,
    title: str,
    title_ru: str,
    title_kk: str,
    addressed_to: tuple[str, ...],
    fields: tuple[Field, ...] = (),
    listed_as: str = "",
) -> Act:
    rule = RULINGS[kind]
    return Act(rule.act, title, title_ru, title_kk, rule.cite, rule.authors, addressed_to, (*fields, _TEXT), listed_as)


def _deciders(code: str) -> frozenset[Role]:
    """Who signs the act `code`: whoever decides on a kind of ruling that is approved, refused or returned by it."""
    kinds = [k for k in RULINGS.values() if code in {k.approval_act, k.refusal_act, k.return_act}]
    return frozenset().union(*(k.deciders for k in kinds))


_RULINGS = (
    _ruling(
        "suspect", N_("Ruling on recognition as a suspect"),
        "Постановление о признании лица подозреваемым", "Адамды күдікті деп тану туралы қаулы",
        ("prosecutor", "suspect"),
        (
            _PARTICIPANT, _EPISODE, _ARTICLE,
            Field("urgent", N_("Interrogation as a suspect cannot be put off"), "yes", False, "CPC 202(1-2)"),
        ),
        "ruling_suspect",
    ),
    _ruling(
        "qualification", N_("Ruling on the qualification of the suspect's act"),
        "Постановление о квалификации деяния подозреваемого", "Күдіктінің іс-әрекетін саралау туралы қаулы",
        ("prosecutor", "suspect"), (_SUSPECT, _EPISODE, _ARTICLE), "ruling_qualification",
    ),
    _ruling(
        "requalification", N_("Ruling on changing or supplementing the qualification"),
        "Постановление об изменении или дополнении квалификации деяния подозреваемого",
        "Күдіктінің іс-әрекетін саралауды өзгерту немесе толықтыру туралы қаулы",
        ("prosecutor", "suspect"),
        (_CHARGE, _ARTICLE, Field("add", N_("The former qualification remains beside the new one"), "yes", False)),
        "ruling_change_qualification",
    ),
    _ruling(
        "partial_termination", N_("Ruling on ending the prosecution in a part"),
        "Постановление о прекращении уголовного преследования в части",
        "Қылмыстық қудалауды бір бөлігінде тоқтату туралы қаулы",
        ("prosecutor", "suspect", "victim"), (_CHARGE, _GROUND), "ruling_terminate_part",
    ),
    _ruling(
        "termination", N_("Ruling on terminating the investigation"),
        "Постановление о прекращении досудебного расследования",
        "Сотқа дейінгі тергеп-тексеруді тоқтату туралы қаулы",
        ("prosecutor", "suspect", "victim"),
        (
            _GROUND,
            Field("evidence", N_("What becomes of the evidence"), required=False, cite="CPC 288(4)"),
            Field("measures", N_("Measures that are lifted"), required=False, cite="CPC 288(4)"),
        ),
        "ruling_termination",
    ),
    _ruling(
        "termination_outside", N_("Ruling on terminating what lies outside the registered charge"),
        "Постановление о прекращении уголовного преследования за пределами зарегистрированного обвинения",
        "Тіркелген айыптаудың шегінен тыс қылмыстық қудалауды тоқтату туралы қаулы",
        ("investigator", "suspect", "victim"), (_CHARGE,),
    ),
    _ruling(
        "severance", N_("Ruling on severance of a case"),
        "Постановление о выделении уголовного дела", "Қылмыстық істі бөлектеп алу туралы қаулы",
        ("prosecutor",),
        (
            _GROUND,
            Field("episodes", N_("Registered offences that are severed"), "choice", False, "CPC 44"),
            Field("occurred_at", N_("New offence: when it happened"), "moment", False, "CPC 44(3)"),
            Field("place", N_("New offence: where it happened"), "text", False, "CPC 44(3)"),
            Field("summary", N_("New offence: what happened"), "long", False, "CPC 44(3)"),
            Field("article", N_("New offence: article and part of the Criminal Code"), "text", False, "CPC 44(3)"),
            Field("participants", N_("Persons whom the new case concerns"), "choice", False),
        ),
        "ruling_severance",
    ),
    _ruling(
        "joinder", N_("Ruling on joinder of cases"),
        "Постановление о соединении уголовных дел", "Қылмыстық істерді біріктіру туралы қаулы",
        ("prosecutor", "suspect"), (Field("other_number", N_("Number of the other case"), "text"), _GROUND),
        "ruling_joinder",
    ),
    _ruling(
        "interruption", N_("Ruling on interrupting the term"),
        "Постановление о прерывании сроков досудебного расследования",
        "Сотқа дейінгі тергеп-тексеру мерзімдерін үзу туралы қаулы",
        ("prosecutor", "suspect", "victim"),
        (_GROUND, Field("expected_until", N_("Expected to last until"), "date", False)), "ruling_interruption",
    ),
    _ruling(
        "resumption", N_("Ruling on resuming the interrupted term"),
        "Постановление о возобновлении прерванных сроков", "Үзілген мерзімдерді қайта бастау туралы қаулы",
        ("prosecutor", "suspect", "victim"), (), "ruling_resume_terms",
    ),
    _ruling(
        "extension", N_("Ruling on extending the term of the investigation"),
        "Постановление о продлении срока досудебного расследования",
        "Сотқа дейінгі тергеп-тексеру мерзімін ұзарту туралы қаулы",
        ("prosecutor",), (Field("months", N_("Months in all"), "number"), _GROUND), "ruling_extension_term",
    ),
    _ruling(
        "proceeding", N_("Ruling on changing the form of investigation"),
        "Постановление об изменении формы досудебного расследования",
        "Сотқа дейінгі тергеп-тексеру нысанын өзгерту туралы қаулы",
        ("prosecutor", "suspect", "victim"), (Field("to", N_("New form of investigation"), "choice"),),
    ),
    _ruling(
        "format", N_("Ruling on the format of the proceedings"),
        "Постановление о формате уголовного судопроизводства",
        "Қылмыстық сот ісін жүргізу форматы туралы қаулы",
        ("prosecutor", "suspect", "victim"), (Field("to", N_("Format of the proceedings"), "choice"),),
    ),
    _ruling(
        "transfer", N_("Ruling on transfer by jurisdiction"),
        "Постановление о передаче уголовного дела по подследственности",
        "Қылмыстық істі тергеулігі бойынша беру туралы қаулы",
        ("prosecutor",), (Field("to_office", N_("Body the case is to go to"), "choice"),),
    ),
    _ruling(
        "assignment", N_("Ruling on assigning the case"),
        "Постановление о поручении досудебного расследования",
        "Сотқа дейінгі тергеп-тексеруді тапсыру туралы қаулы",
        ("investigator",), (Field("investigator", N_("Investigator"), "choice"),),
    ),
    _ruling(
        "process_prosecutor", N_("Ruling on naming the process prosecutor"),
        "Постановление о назначении процессуального прокурора", "Процесс прокурорын тағайындау туралы қаулы",
        ("prosecutor", "investigator"), (Field("prosecutor", N_("Prosecutor"), "choice", cite="CPC 193(3)"),),
    ),
    _ruling(
        "take_over", N_("Ruling on accepting the case"),
        "Постановление о принятии уголовного дела в производство",
        "Қылмыстық істі іс жүргізуге қабылдау туралы қаулы",
        ("prosecutor",), (), "ruling_accept_case",
    ),
    _ruling(
        "group", N_("Ruling on investigation by a group"),
        "Постановление о расследовании следственной, следственно-оперативной группой",
        "Тергеу, жедел-тергеу тобының тергеп-тексеруі туралы қаулы",
        ("investigator", "prosecutor", "suspect", "victim"),
        (
            Field("leader", N_("Head of the group"), "choice", cite="CPC 195"),
            Field("members", N_("Members of the group"), "choice", cite="CPC 194(1)"),
        ),
        "ruling_investigation_group",
    ),
    _ruling(
        "instruction", N_("Written instructions"),
        "Письменные указания", "Жазбаша нұсқаулар",
        ("investigator",),
        (Field("to", N_("To whom"), "choice"), Field("due_on", N_("To be carried out until"), "date")),
    ),
    _ruling(
        "correction", N_("Ruling on correcting an entry"),
        "Постановление об исправлении записи", "Жазбаны түзету туралы қаулы",
        ("prosecutor", "suspect", "victim"),
        (
            Field("table", N_("What is corrected"), "choice"),
            Field("row", N_("Which entry"), "choice"),
            Field("field", N_("Which field"), "choice"),
            Field("after", N_("As it has to be"), "text"),
        ),
    ),
)  # fmt: skip

_DECISIONS = (
    Act(
        "ruling_approval", N_("Approval of a ruling"),
        "Согласование (утверждение) постановления", "Қаулыны келісу (бекіту)",
        "CPC 193(1)(6)", _deciders("ruling_approval"), ("investigator", "suspect"),
        (Field("reasons", N_("Reasons"), required=False),),
    ),
    Act(
        "ruling_refusal", N_("Ruling refusing the approval of a ruling"),
        "Постановление об отказе в согласовании (утверждении) постановления",
        "Қаулыны келісуден (бекітуден) бас тарту туралы қаулы",
        "CPC 193(1)(6)", _deciders("ruling_refusal"), ("investigator",), (_REASONS,),
    ),
    Act(
        "ruling_return", N_("Return of a ruling for rework"),
        "Возвращение постановления на доработку", "Қаулыны пысықтауға қайтару",
        "CPC 193(1)(5)", _deciders("ruling_return"), ("investigator",),
        (
            Field("reasons", N_("What has to be mended")),
            Field("return_by", N_("To be handed in again until"), "moment", False),
        ),
    ),
    Act(
        "prosecutor_refusal_suspect", N_("Ruling refusing the recognition as a suspect"),
        "Постановление об отказе в согласовании признания подозреваемым",
        "Күдікті деп тану туралы қаулыны келісуден бас тарту туралы қаулы",
        "CPC 202(1-1),(1-2)", PROSECUTION, ("investigator", "suspect"), (_REASONS,), "prosecutor_refusal_suspect",
    ),
    Act(
        "prosecutor_refusal_interruption", N_("Ruling refusing the interruption of the term"),
        "Постановление об отказе в согласовании прерывания сроков",
        "Мерзімдерді үзуді келісуден бас тарту туралы қаулы",
        "CPC 45(8-1), 192(7)", PROSECUTION, ("investigator",),
        (_REASONS, Field("until", N_("Term set until"), "date", False, "CPC 192(7)")),
        "prosecutor_refusal_interruption",
    ),
    Act(
        "prosecutor_refusal_termination", N_("Ruling refusing the termination"),
        "Постановление об отказе в утверждении прекращения",
        "Тоқтату туралы қаулыны бекітуден бас тарту туралы қаулы",
        "CPC 290(1)(2), 192(7)", HEAD_OF_PROSECUTION, ("investigator",),
        (_REASONS, Field("until", N_("Term set until"), "date", False, "CPC 192(7)")),
        "prosecutor_refusal_termination",
    ),
    Act(
        "ruling_cancel_unlawful", N_("Ruling cancelling an unlawful ruling"),
        "Постановление об отмене незаконного постановления", "Заңсыз қаулының күшін жою туралы қаулы",
        "CPC 193(1)(10), 193(2)(2)", HEAD_OF_PROSECUTION, ("investigator", "suspect", "victim"),
        (_REASONS, Field("until", N_("Term set until"), "date", False, "CPC 192(7)")),
        "ruling_cancel_unlawful",
    ),
)  # fmt: skip

RULING_ACTS: tuple[Act, ...] = (*_RULINGS, *_DECISIONS)
