"""Acts of the crime report, before there is a case: the statement, its receipt, and what is decided on it."""

from ecase.law.act import Act, Field
from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.law.words import N_

# The duty officer takes reports, the investigator and the head decide on them.
_RECEIVERS = INVESTIGATION | {Role.REGISTRAR}
_REASONS = Field("reasons", N_("Reasons"))
_GROUND = Field("ground", N_("Ground"), "choice")

REPORT_ACTS: tuple[Act, ...] = (
    Act(
        "statement_written", N_("Electronic statement of an offence"),
        "Заявление об уголовном правонарушении (письменное, в форме электронного документа)",
        "Қылмыстық құқық бұзушылық туралы арыз (жазбаша, электрондық құжат нысанында)",
        "CPC 181(1),(4)", frozenset({Role.PARTICIPANT}), ("registrar",),
        (
            Field("summary", N_("What happened")),
            Field("occurred_at", N_("When"), "moment", False),
            Field("place", N_("Where"), "text", False),
            Field("warned", N_("Warned of the liability for a knowingly false report"), "yes", cite="CPC 181(4)"),
        ),
        "statement_written",
    ),
    Act(
        "registration_document", N_("Receipt for a report of an offence"),
        "Документ о регистрации принятого заявления или сообщения",
        "Қабылданған арыздың немесе хабардың тіркелгені туралы құжат",
        "CPC 185(1)", _RECEIVERS, ("applicant",), (), "registration_document",
    ),
    Act(
        "ruling_not_registered", N_("Decision not to register a report as a case"),
        "Решение об оставлении заявления, сообщения без регистрации в Едином реестре досудебных расследований",
        "Арызды, хабарды Сотқа дейінгі тергеп-тексерулердің бірыңғай тізілімінде тіркеусіз қалдыру туралы шешім",
        "CPC 179(1), 181", _RECEIVERS, ("applicant", "prosecutor"), (_GROUND, _REASONS),
    ),
    Act(
        "transfer_report", N_("Covering letter passing a report on"),
        "Сопроводительное письмо о передаче обращения уполномоченному органу",
        "Жолданымды уәкілетті органға беру туралы ілеспе хат",
        "CPC 179(4), 181(5)", _RECEIVERS, ("applicant",),
        (_GROUND, Field("passed_to", N_("Body it is passed on to"), "text"), _REASONS), "transfer_letter_admin",
    ),
    Act(
        "report_transfer", N_("Letter asking the prosecutor to transfer a report"),
        "Письмо прокурору о передаче заявления, сообщения по подследственности",
        "Арызды, хабарды тергеулігі бойынша беру туралы прокурорға хат",
        "CPC 186(2),(3)", INVESTIGATION, ("prosecutor",),
        (Field("to_office", N_("To which body"), "choice"), _REASONS),
    ),
    Act(
        "report_transfer_agreed", N_("Decision of the prosecutor to transfer a report"),
        "Решение прокурора о передаче заявления, сообщения по подследственности",
        "Арызды, хабарды тергеулігі бойынша беру туралы прокурордың шешімі",
        "CPC 186(3)", PROSECUTION, ("investigator", "registrar", "applicant"), (),
    ),
    Act(
        "report_transfer_refused", N_("Decision of the prosecutor refusing to transfer a report"),
        "Решение прокурора об отказе в передаче заявления, сообщения по подследственности",
        "Арызды, хабарды тергеулігі бойынша беруден бас тарту туралы прокурордың шешімі",
        "CPC 186(3)", PROSECUTION, ("investigator",), (_REASONS,),
    ),
    Act(
        "ruling_cancel_report_decision", N_("Ruling cancelling the decision on a report"),
        "Постановление об отмене решения по заявлению, сообщению",
        "Арыз, хабар бойынша шешімнің күшін жою туралы қаулы",
        "CPC 193(1)", PROSECUTION, ("investigator", "registrar", "applicant"), (_REASONS,),
    ),
)  # fmt: skip
