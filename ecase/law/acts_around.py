"""The acts around a sanction that every kind shares: agreement, support, hearing, copies, execution, end, appeal.

Those of the covert actions and of the place of custody stand here too. What asks, grants and refuses one kind is made
from its row in `acts_sanctions`.
"""

from ecase.law.act import Act, Field
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

_JUDGE = frozenset({Role.INVESTIGATING_JUDGE})
_HEAD = frozenset({Role.HEAD_OF_INVESTIGATION})
_CUSTODY = frozenset({Role.CUSTODY_HEAD})
_REASONS = Field("reasons", N_("Reasons"))
_MAY_ADD = Field("reasons", N_("Reasons"), required=False)
_MENDED = Field("reasons", N_("What has to be mended"))
_OTHER_MEASURE = Field("other_measure", N_("Another preventive measure, if any"), "text", required=False)

_ASKED = (
    Act(
        "sanction_agreed", N_("The head of the body of inquiry agrees to the petition"),
        "Согласие начальника органа дознания на ходатайство", "Анықтау органы бастығының өтінішхатқа келісуі",
        "CPC 62(5)", _HEAD, ("investigator", "prosecutor", "investigating_judge"), (_MAY_ADD,),
    ),
    Act(
        "head_return", N_("The head of the body of inquiry returns the petition for rework"),
        "Возвращение начальником органа дознания ходатайства на доработку",
        "Анықтау органы бастығының өтінішхатты пысықтауға қайтаруы",
        "CPC 62(5)", _HEAD, ("investigator",), (_MENDED,),
    ),
    Act(
        "prosecutor_support", N_("The prosecutor supports the petition"),
        "Согласие прокурора на ходатайство", "Прокурордың өтінішхатқа келісуі",
        "CPC 147(3), 193(1)", PROSECUTION, ("investigating_judge",), (_MAY_ADD,),
    ),
    Act(
        "prosecutor_refusal", N_("The prosecutor refuses to support the petition"),
        "Постановление об отказе в поддержании ходатайства", "Өтінішхатты қолдаудан бас тарту туралы қаулы",
        "CPC 147(3), 193(1)", PROSECUTION, ("investigator", "suspect"), (_REASONS, _OTHER_MEASURE),
        "prosecutor_refusal_custody",
    ),
    Act(
        "prosecutor_return", N_("The prosecutor returns the petition for rework"),
        "Возвращение прокурором ходатайства на доработку", "Прокурордың өтінішхатты пысықтауға қайтаруы",
        "CPC 193(1)(5)", PROSECUTION, ("investigator",), (_MENDED,),
    ),
)  # fmt: skip

_COURT = (
    Act(
        "hearing_minutes", N_("Minutes of the hearing"),
        "Протокол судебного заседания", "Сот отырысының хаттамасы",
        "CPC 56(2), 347", _JUDGE | {Role.COURT_CLERK}, ("prosecutor", "suspect", "defender"), (),
    ),
    Act(
        "slip_corrected", N_("Ruling on correcting a slip"),
        "Постановление об исправлении описки", "Қате жазуды түзету туралы қаулы",
        "CPC 56(1), 198", _JUDGE | PROSECUTION | INVESTIGATION, ("suspect", "investigator", "prosecutor"),
        (
            Field("before", N_("As it is written")),
            Field("after", N_("As it has to be")),
            _REASONS,
        ),
    ),
    Act(
        "copy_receipt", N_("Receipt for a copy of the order"),
        "Расписка о получении копии постановления", "Қаулының көшірмесін алғаны туралы қолхат",
        "CPC 148(10)", frozenset(Role) - {Role.ANALYST, Role.REGISTRAR}, ("investigating_judge",),
        (
            Field("means", N_("How it was served"), "choice"),
            Field("proof", N_("Proof"), "text"),
        ),
    ),
    Act(
        "appeal_filed", N_("Complaint against the ruling of the investigating judge"),
        "Жалоба на постановление следственного судьи", "Тергеу судьясының қаулысына шағым",
        "CPC 107(1),(2)", frozenset({Role.LAWYER, Role.PARTICIPANT}), ("investigating_judge", "appeal_judge"),
        (Field("text", N_("What is appealed and why")), Field("asks", N_("What is asked"), "choice")),
    ),
    Act(
        "appeal_petition", N_("The prosecutor's petition to review the ruling of the investigating judge"),
        "Ходатайство прокурора о пересмотре постановления следственного судьи",
        "Тергеу судьясының қаулысын қайта қарау туралы прокурордың өтінішхаты",
        "CPC 107(1),(2)", PROSECUTION, ("investigating_judge", "appeal_judge"),
        (Field("text", N_("What is appealed and why")), Field("asks", N_("What is asked"), "choice")),
        template="appeal_filed",
    ),
    Act(
        "appeal_decided", N_("Ruling on a complaint or petition against the ruling of the investigating judge"),
        "Постановление по жалобе, ходатайству прокурора на постановление следственного судьи",
        "Тергеу судьясының қаулысына шағым, прокурордың өтінішхаты бойынша қаулы",
        "CPC 107(5),(7)", frozenset({Role.APPEAL_JUDGE}),
        ("investigator", "prosecutor", "suspect", "defender", "custody_head"),
        (Field("outcome", N_("Decision"), "choice", cite="CPC 107(7)"), _REASONS),
    ),
)  # fmt: skip

_AFTER = (
    Act(
        "sanction_execution", N_("Report on the execution of a sanction"),
        "Отчет об исполнении постановления", "Қаулының орындалуы туралы есеп",
        "CPC 60(7), 199", INVESTIGATION | PROSECUTION | _CUSTODY, ("investigating_judge", "prosecutor"),
        (
            Field("executed_at", N_("When it was executed"), "moment"),
            Field("execution", N_("What was done and what came of it")),
        ),
    ),
    Act(
        "measure_lifted", N_("Ruling on cancelling or changing a preventive measure"),
        "Постановление об отмене или изменении меры пресечения",
        "Бұлтартпау шарасының күшін жою немесе оны өзгерту туралы қаулы",
        "CPC 153", INVESTIGATION | PROSECUTION | _JUDGE | {Role.TRIAL_JUDGE}, ("suspect", "custody_head"),
        (Field("ground", N_("Ground"), "choice"), _REASONS, _OTHER_MEASURE), "ruling_cancel_change_measure",
    ),
    Act(
        "compulsion_lifted", N_("Ruling on cancelling a measure of procedural compulsion"),
        "Постановление об отмене меры процессуального принуждения",
        "Процестік мәжбүрлеу шарасының күшін жою туралы қаулы",
        "CPC 158(8), 163(8), 165(8)", INVESTIGATION | PROSECUTION | _JUDGE | {Role.TRIAL_JUDGE},
        ("suspect", "prosecutor"), (Field("ground", N_("Ground"), "choice"), _REASONS), template="measure_lifted",
    ),
    Act(
        "custody_warning", N_("Notice of the head of the place of custody on the end of the term"),
        "Уведомление об истечении срока содержания под стражей",
        "Күзетпен ұстау мерзімінің аяқталатыны туралы хабардар ету",
        "CPC 139(2), 152(4)", _CUSTODY, ("investigator", "prosecutor"), (), "custody_expiry_notice",
    ),
    Act(
        "release_custody_head", N_("Ruling of the head of the place of custody on release"),
        "Постановление начальника места содержания под стражей об освобождении",
        "Күзетпен ұстау орны бастығының босату туралы қаулысы",
        "CPC 139(2), 152(4)", _CUSTODY, ("suspect", "investigator", "prosecutor"), (),
        "ruling_release_custody_head",
    ),
)  # fmt: skip

_COVERT = (
    Act(
        "covert_stop", N_("Ruling stopping a covert action"),
        "Постановление о прекращении негласного следственного действия",
        "Жасырын тергеу әрекетін тоқтату туралы қаулы",
        "CPC 234(3), 235(2)", _JUDGE | PROSECUTION | INVESTIGATION, ("investigator", "prosecutor"), (_REASONS,),
        "ruling_stop_covert",
    ),
    Act(
        "covert_stop_petition", N_("The prosecutor's petition to stop a covert action"),
        "Ходатайство прокурора о прекращении негласного следственного действия",
        "Прокурордың жасырын тергеу әрекетін тоқтату туралы өтінішхаты",
        "CPC 234(2),(3)", PROSECUTION, ("investigating_judge",), (_REASONS,),
    ),
    Act(
        "covert_result_notice", N_("Notice to the prosecutor of the results of a covert action"),
        "Уведомление прокурора о результатах", "Нәтижелері туралы прокурорды хабардар ету",
        "CPC 234(5)", INVESTIGATION, ("prosecutor",),
        (Field("results", N_("What the action has shown")),), "notice_prosecutor_covert_result",
    ),
    Act(
        "covert_notice", N_("Notice to the person on a covert action"),
        "Уведомление лица о проведенном негласном следственном действии",
        "Адамды жүргізілген жасырын тергеу әрекеті туралы хабардар ету",
        "CPC 240(1-1),(6)", INVESTIGATION, ("the person",), (), "notice_person_covert",
    ),
    Act(
        "covert_destruction_notice", N_("Notice to the prosecutor of the destruction of covert results"),
        "Уведомление прокурора об уничтожении результатов негласного следственного действия",
        "Жасырын тергеу әрекетінің нәтижелерін жою туралы прокурорды хабардар ету",
        "CPC 240(1)", INVESTIGATION, ("prosecutor",), (Field("what", N_("What is to be destroyed")),),
    ),
    Act(
        "covert_destruction", N_("Act of destroying covert results without value"),
        "Акт об уничтожении результатов негласных следственных действий",
        "Жасырын тергеу әрекеттерінің нәтижелерін жою туралы акт",
        "CPC 240(1)", INVESTIGATION, ("prosecutor",),
        (Field("what", N_("What is to be destroyed")), Field("commission", N_("Who took part"))),
        "covert_destruction_act",
    ),
)  # fmt: skip

AROUND_ACTS: tuple[Act, ...] = (*_ASKED, *_COURT, *_AFTER, *_COVERT)
