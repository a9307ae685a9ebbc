"""The acts of the writ proceedings, from the suspect's motion to the sending for execution (CPC 64-1)."""

from ecase.law.act import Act, Field
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

_PERSON = frozenset({Role.PARTICIPANT, Role.INVESTIGATOR})  # he himself, or the officer who takes his word in
_HEAD = frozenset({Role.HEAD_OF_INVESTIGATION})
_JUDGE = frozenset({Role.TRIAL_JUDGE})
_COURT = frozenset({Role.TRIAL_JUDGE, Role.COURT_CLERK})
_ABOVE = frozenset({Role.APPEAL_JUDGE})
_REASONS = Field("reasons", N_("Reasons"))

WRIT_ACTS = (
    Act(
        "writ_motion", N_("Suspect's motion for writ proceedings"),
        "Ходатайство подозреваемого о рассмотрении дела в порядке приказного производства",
        "Күдіктінің істі бұйрықтық іс жүргізу тәртібімен қарау туралы өтінішхаты",
        "CPC 629-1(2)(4)", _PERSON, ("investigator",), (), "writ_motion",
    ),
    Act(
        "writ_consent", N_("Consent of victim and civil parties to writ proceedings"),
        "Согласие потерпевшего, гражданского истца и ответчика",
        "Жәбірленушінің, азаматтық талапкердің және жауапкердің келісімі",
        "CPC 629-1(2)(4)", _PERSON, ("investigator",), (), "writ_consent",
    ),
    Act(
        "writ_objection", N_("Objection to writ proceedings"),
        "Возражение против рассмотрения дела в порядке приказного производства",
        "Істі бұйрықтық іс жүргізу тәртібімен қарауға қарсылық",
        "CPC 629-1(2)(4)", _PERSON, ("investigator", "prosecutor", "judge"), (),
    ),
    Act(
        "writ_withdrawal", N_("The suspect's refusal of writ proceedings"),
        "Отказ подозреваемого от рассмотрения дела в порядке приказного производства",
        "Күдіктінің істі бұйрықтық іс жүргізу тәртібімен қараудан бас тартуы",
        "CPC 629-1(2)(4)", _PERSON, ("investigator", "prosecutor", "judge"), (),
    ),
    Act(
        "writ_ruling", N_("Ruling on applying writ proceedings"),
        "Постановление о применении приказного производства", "Бұйрықтық іс жүргізуді қолдану туралы қаулы",
        "CPC 629-1(6), 629-2", INVESTIGATION, ("head_of_investigation", "prosecutor"), (), "writ_ruling",
    ),
    Act(
        "writ_agreed", N_("The head passes the writ case on to the prosecutor"),
        "Согласование постановления о применении приказного производства",
        "Бұйрықтық іс жүргізуді қолдану туралы қаулыны келісу",
        "CPC 629-3(1),(3)", _HEAD, ("prosecutor",), (),
    ),
    Act(
        "writ_head_refusal", N_("Refusal of the head of inquiry to agree to the writ ruling"),
        "Отказ в согласовании постановления о применении приказного производства",
        "Бұйрықтық іс жүргізуді қолдану туралы қаулыны келісуден бас тарту",
        "CPC 629-3(1)", _HEAD, ("investigator",), (_REASONS,), "writ_head_refusal",
    ),
    Act(
        "writ_prosecutor_decision", N_("Prosecutor's decision on the writ ruling"),
        "Утверждение (отказ в утверждении) постановления прокурором",
        "Прокурордың қаулыны бекітуі (бекітуден бас тартуы)",
        "CPC 629-3(4)", PROSECUTION, ("judge", "suspect", "defender", "victim"), (), "writ_prosecutor_decision",
    ),
    Act(
        "writ_verdict", N_("Guilty verdict in writ proceedings"),
        "Обвинительный приговор в порядке приказного производства",
        "Бұйрықтық іс жүргізу тәртібіндегі айыптау үкімі",
        "CPC 629-4, 629-5", _JUDGE, ("suspect", "defender", "victim", "prosecutor"), (), "writ_verdict",
    ),
    Act(
        "writ_return_ruling", N_("Ruling returning the case to the prosecutor"),
        "Постановление о возвращении уголовного дела прокурору",
        "Қылмыстық істі прокурорға қайтару туралы қаулы",
        "CPC 629-4(1),(2)", _JUDGE, ("prosecutor",), (_REASONS,), "writ_return_ruling",
    ),
    Act(
        "writ_termination_ruling", N_("Ruling terminating the case in writ proceedings"),
        "Постановление о прекращении производства по уголовному делу",
        "Қылмыстық іс бойынша іс жүргізуді тоқтату туралы қаулы",
        "CPC 629-4(1), 629-7", _JUDGE, ("suspect", "victim", "prosecutor"), (_REASONS,), "writ_termination_ruling",
    ),
    Act(
        "writ_copy_receipt", N_("Receipt of a copy of the verdict"),
        "Расписка о вручении копии приговора", "Үкімнің көшірмесі табыс етілгені туралы қолхат",
        "CPC 629-6(1)", _COURT, ("suspect",), (),
    ),
    Act(
        "writ_disagreement", N_("Convict's motion of disagreement"),
        "Ходатайство о несогласии с приговором", "Үкіммен келіспейтіні туралы өтінішхат",
        "CPC 629-6(2)", frozenset({Role.PARTICIPANT, Role.LAWYER}) | _COURT, ("judge",), (), "writ_disagreement",
    ),
    Act(
        "writ_cancel_ruling", N_("Ruling cancelling the writ verdict"),
        "Постановление об отмене приговора, вынесенного в порядке приказного производства",
        "Бұйрықтық іс жүргізу тәртібімен шығарылған үкімнің күшін жою туралы қаулы",
        "CPC 629-6(2)", _JUDGE, ("prosecutor", "suspect", "victim"), (), "writ_cancel_ruling",
    ),
    Act(
        "writ_appeal", N_("Appeal by victim, prosecutor, civil parties"),
        "Жалоба потерпевшего, ходатайство прокурора", "Жәбірленушінің шағымы, прокурордың өтінішхаты",
        "CPC 629-7", frozenset({Role.PARTICIPANT, Role.LAWYER}) | _COURT | PROSECUTION, ("appeal_judge",), (),
        "writ_appeal",
    ),
    Act(
        "writ_appeal_decided", N_("Decision of the court of appeal on the writ verdict"),
        "Постановление суда апелляционной инстанции по приговору, вынесенному в порядке приказного производства",
        "Бұйрықтық іс жүргізу тәртібімен шығарылған үкім бойынша апелляциялық сатыдағы соттың қаулысы",
        "CPC 629-7", _ABOVE, ("suspect", "victim", "prosecutor"), (_REASONS,),
    ),
    Act(
        "writ_execution", N_("The verdict is sent for execution"),
        "Распоряжение об исполнении приговора", "Үкімді орындау туралы өкім",
        "CPC 629-8", _COURT, ("suspect",), (),
    ),
)  # fmt: skip
