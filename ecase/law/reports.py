"""Reports of a crime before there is a case: what each source needs, and on what grounds none is registered.

Pure data and rules over plain values. The term of the decision stands in `limits_report`, the acts in
`acts_reports`. A ground that is not listed here is no ground: a report of a crime is registered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ecase.law.editions import LAW_210_VIII, Confidence
from ecase.law.words import N_, Refusal

Who = Literal["person", "person_or_organisation", "anybody", "nobody"]


@dataclass(frozen=True)
class SourceRule:
    """What a report from one source needs before it is entered.

    `who` has to be named, `warned`: of liability for a knowingly false report, `signed`: by the
    applicant himself, electronically, `protocol`: taken down by the officer and signed by the
    applicant. `occasion`: what it is in the register when it becomes a case, empty where it cannot.
    """

    code: str
    title: str
    cite: str
    who: Who
    warned: bool = False
    signed: bool = False
    protocol: bool = False
    occasion: str = ""
    confidence: Confidence = "V"
    edition: str = "S25"

    @property
    def of_a_person(self) -> bool:
        """A statement somebody makes for himself, with his own rights in it."""
        return self.who == "person"


SOURCES: dict[str, SourceRule] = {
    rule.code: rule
    for rule in (
        SourceRule("written", N_("Written statement"), "CPC 181(1)", "person", warned=True, occasion="statement"),
        SourceRule(
            "oral", N_("Oral statement"), "CPC 181(2)", "person", warned=True, protocol=True, occasion="statement"
        ),
        SourceRule(
            "electronic",
            N_("Electronic statement"),
            "CPC 181(1)",
            "person",
            warned=True,
            signed=True,
            occasion="statement",
        ),
        SourceRule("surrender", N_("Voluntary surrender"), "CPC 182(2)", "person", protocol=True, occasion="surrender"),
        SourceRule(
            "official",
            N_("Message of an official or of an organisation"),
            "CPC 181(3)",
            "person_or_organisation",
            occasion="report",
        ),
        SourceRule("media", N_("Report in the media"), "CPC 180(1)", "nobody", occasion="mass_media", confidence="M"),
        SourceRule(
            "discovery",
            N_("Report of an officer on a discovered offence"),
            "CPC 184(2)",
            "person_or_organisation",
            occasion="report",
        ),
        SourceRule("anonymous", N_("Anonymous message"), "CPC 181(6)", "anybody"),
    )
}


def why_not_received(
    source: str,
    *,
    named: bool,
    organisation: bool,
    identified: bool,
    warned: bool,
    signed: bool,
    protocol: bool,
) -> Iterator[Refusal]:
    """Every reason why a report cannot be entered as it is typed; nothing when it can.

    None of them lets an officer refuse the report: it is taken once the field is filled (185(1)).
    """
    rule = SOURCES.get(source)
    if rule is None:
        yield Refusal("unknown_source", N_("Choose where the report came from."), field="source")
        return
    if rule.who == "person" and not named:
        yield Refusal("applicant_missing", N_("Name the person who reports."), cite=rule.cite, field="last_name")
    if rule.who == "person_or_organisation" and not (named or organisation):
        yield Refusal(
            "applicant_missing",
            N_("Name the official or the organisation that reports."),
            cite=rule.cite,
            field="organisation",
        )
    if rule.who == "person" and named and not identified:
        yield Refusal(
            "identity_missing", N_("Give the IIN, or say how the person was identified."), cite=rule.cite, field="iin"
        )
    if source == "anonymous" and (named or organisation):
        yield Refusal(
            "not_anonymous",
            N_("A message with a name is not anonymous. Choose another source, or leave the name out."),
            cite=rule.cite,
            field="source",
        )
    if rule.warned and not warned:
        yield Refusal(
            "not_warned",
            N_("Warn the applicant of the liability for a knowingly false report, and note it."),
            cite="CPC 181(4)",
            field="warned",
        )
    if rule.protocol and not protocol:
        yield Refusal(
            "no_protocol",
            N_("What is said aloud is taken down in a protocol that the applicant signs. Note that it was."),
            cite=rule.cite,
            field="protocol",
        )
    if rule.signed and not signed:
        yield Refusal(
            "not_signed",
            N_("A statement in the form of an electronic document is signed by the applicant himself."),
            cite=rule.cite,
            field="source",
        )


def why_not_registered_from(source: str) -> Refusal | None:
    """None when a report from `source` can itself be the occasion of an investigation."""
    rule = SOURCES.get(source)
    if rule is not None and rule.occasion:
        return None
    return Refusal(
        "anonymous_no_occasion",
        N_(
            "An anonymous message is no occasion by itself. If it is borne out, an officer reports the discovered "
            "offence, and that report is registered."
        ),
        cite="CPC 181(6)",
    )


# --- grounds ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """Something about the matter that takes a ground away."""

    code: str
    title: str
    cite: str


COLLECTIVE = "collective"
FACTS: dict[str, Fact] = {
    fact.code: fact
    for fact in (
        Fact(COLLECTIVE, N_("Collective or numerous complaints"), "CPC 179(1)"),
        Fact("criminal_group", N_("Committed by a criminal group"), "CPC 179(1)(3)"),
        Fact("no_performance", N_("Dealings without real performance of work or delivery"), "CPC 179(1)(3)"),
        Fact("no_return", N_("What was received does not have to be returned"), "CPC 179(1)(3)"),
        Fact("false_data", N_("Knowingly false data were given"), "CPC 179(1)(3)"),
    )
}
NOT_BY_REPAYMENT = ("criminal_group", "no_performance", "no_return", "false_data")


@dataclass(frozen=True)
class ReportGround:
    """A ground of a decision on a report, with the editions it held in.

    `unless`: codes of `FACTS` with which it does not hold. `rule`: the key of the limit within which the
    report goes on, for a ground of passing on. `sources`: only for reports from these, empty for all.
    """

    code: str
    title: str
    cite: str
    since: date | None = None
    until: date | None = None
    unless: tuple[str, ...] = ()
    rule: str = ""
    sources: tuple[str, ...] = ()
    source: str = "S25"
    confidence: Confidence = "V"
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in the ground's edition."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


_ADDED = N_(
    "Not in the text of 28.12.2017, in that of 16.09.2025; the day it was added is not known, so it is used only "
    "from the edition that was read."
)

NOT_REGISTERED: dict[str, ReportGround] = {
    ground.code: ground
    for ground in (
        ReportGround(
            "no_confirming_act",
            N_(
                "The breach, the damage or the unlawful gain is an element of the offence, and no act of inspection, "
                "audit or check bears it out"
            ),
            "CPC 179(1)(1)",
            unless=(COLLECTIVE,),
        ),
        ReportGround(
            "civil_deal",
            N_("A written civil-law deal was not fulfilled, and no court has declared it void"),
            "CPC 179(1)(2)",
            unless=(COLLECTIVE,),
        ),
        ReportGround(
            "tax_no_audit",
            N_("Evasion of taxes without the act of a tax audit or the conclusion on one"),
            "CPC 179(1)(3)",
            since=LAW_210_VIII,
            note=_ADDED,
        ),
        ReportGround(
            "tax_appeal",
            N_("Evasion of taxes while the appeal against the result of the audit is pending"),
            "CPC 179(1)(3)",
            since=LAW_210_VIII,
            note=_ADDED,
        ),
        ReportGround(
            "tax_repaid",
            N_("Evasion of taxes where everything has been repaid in full"),
            "CPC 179(1)(3)",
            since=LAW_210_VIII,
            unless=NOT_BY_REPAYMENT,
            note=_ADDED,
        ),
        ReportGround(
            "specialist_unsupported",
            N_("A specialist's conclusion on business that nothing else supports"),
            "CPC 179(1)(4)",
            since=LAW_210_VIII,
            note=_ADDED,
        ),
        ReportGround(
            "civil_dispute",
            N_("The same dispute is before a civil court"),
            "CPC 179(1)(5)",
            since=LAW_210_VIII,
            note=_ADDED,
        ),
        ReportGround(
            "anonymous",
            N_("An anonymous message that the check did not bear out"),
            "CPC 181(6)",
            sources=("anonymous",),
            note=N_("No item of the list: an anonymous message is no occasion at all."),
        ),
    )
}

PASSED_ON: dict[str, ReportGround] = {
    ground.code: ground
    for ground in (
        ReportGround("administrative", N_("An administrative offence"), "CPC 179(4)", rule="report.pass_on"),
        ReportGround("disciplinary", N_("A disciplinary matter"), "CPC 179(4)", rule="report.pass_on"),
        ReportGround(
            "audit_first",
            N_("An audit or inspection is needed before anything can be said"),
            "CPC 181(5)",
            rule="report.audit_first",
        ),
    )
}
GROUNDS: dict[str, ReportGround] = NOT_REGISTERED | PASSED_ON


def why_not_ground(
    listed: dict[str, ReportGround], code: str, *, facts: Iterable[str], source: str, day: date
) -> Refusal | None:
    """None when the ground `code` of the list holds on `day` for this report."""
    ground = listed.get(code)
    if ground is None or (ground.sources and source not in ground.sources):
        return Refusal(
            "no_such_ground",
            N_("This is no ground of the law for this decision. What is no ground is registered."),
            cite="CPC 179(1), 185(1)",
            field="ground",
        )
    if not ground.holds_on(day):
        return Refusal(
            "ground_not_in_force",
            N_("On %(day)s the law did not know this ground."),
            {"day": f"{day:%d.%m.%Y}"},
            ground.cite,
            "ground",
        )
    against = next((FACTS[fact] for fact in facts if fact in ground.unless), None)
    if against is not None:
        return Refusal(
            "ground_taken_away",
            N_("This ground does not hold here: %(fact)s."),
            {"fact": against.title},
            against.cite,
            "ground",
        )
    return None


def grounds_on(listed: dict[str, ReportGround], source: str, day: date) -> list[ReportGround]:
    """The grounds somebody may choose from on `day` for a report from `source`."""
    return [g for g in listed.values() if g.holds_on(day) and (not g.sources or source in g.sources)]


# What the applicant may do against a decision, in the order he is told of it.
APPEALS: tuple[tuple[str, str], ...] = (
    (N_("To the prosecutor, who can cancel the decision."), "CPC 105, 185(2)"),
    (N_("To the investigating judge."), "CPC 106, 185(2)"),
)
