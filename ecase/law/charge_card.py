"""What somebody who picks a qualification has to know of it, each line with its article.

Here: gravity, penalty, who investigates and within which term, age, custody, writ proceedings, complaint,
all by the article alone. Not here: the facts of a case; the rules that know them stand in `arrest`,
`jurisdiction` and `writ_articles`, and decide there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ecase.law import arrest, jurisdiction, writ_articles
from ecase.law.age import FULL_LIABILITY
from ecase.law.jurisdiction import BODIES, CONDITIONS, FORMS, Form, needs_complaint, who_investigates
from ecase.law.limits import LIMITS, UNITS
from ecase.law.qualification import Gravity, Qualification
from ecase.law.steps import Step
from ecase.law.words import N_
from ecase.law.writ_articles import FINE_OF, WRIT, Writ, WritByArticle, writ_by_article

GRAVITIES: dict[Gravity, str] = {
    Gravity.MISDEMEANOUR: N_("Misdemeanour"),
    Gravity.MINOR: N_("Minor gravity"),
    Gravity.MEDIUM: N_("Medium gravity"),
    Gravity.GRAVE: N_("Grave"),
    Gravity.ESPECIALLY_GRAVE: N_("Especially grave"),
}
_GRAVITY_CITES = {
    Gravity.MISDEMEANOUR: "CC 10(3)",
    Gravity.MINOR: "CC 11(2)",
    Gravity.MEDIUM: "CC 11(3)",
    Gravity.GRAVE: "CC 11(4)",
    Gravity.ESPECIALLY_GRAVE: "CC 11(5)",
}
# Which limit the main term of each form is.
TERMS: dict[Form, str] = {
    Form.PRELIMINARY: "investigation",
    Form.INQUIRY: "inquiry",
    Form.PROTOCOL: "misd.protocol",
}
_YEAR = 12

Mark = Literal["", "yes", "maybe", "no"]
CUSTODY: dict[arrest.Verdict, str] = {
    arrest.Verdict.ALLOWED: N_("May be asked for"),
    arrest.Verdict.ONLY_WITH_NAMED_GROUND: N_("Only with a named ground"),
    arrest.Verdict.FORBIDDEN: N_("May not be asked for"),
}
_CUSTODY_MARKS: dict[arrest.Verdict, Mark] = {
    arrest.Verdict.ALLOWED: "yes",
    arrest.Verdict.ONLY_WITH_NAMED_GROUND: "maybe",
    arrest.Verdict.FORBIDDEN: "no",
}
_WRIT_MARKS: dict[Writ, Mark] = {
    Writ.POSSIBLE: "yes",
    Writ.CITIZENS_ONLY: "maybe",
    Writ.UNKNOWN: "maybe",
    Writ.BARRED: "no",
}


@dataclass(frozen=True)
class Line:
    """One line of the card: the answer first, then why. `mark` says it without words where it can."""

    code: str
    title: str
    steps: tuple[Step, ...]
    mark: Mark = ""

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.cite for step in self.steps if step.cite))


@dataclass(frozen=True)
class Card:
    """All of it; the answers themselves for whoever needs more than words."""

    charge: Qualification
    lines: tuple[Line, ...]
    investigation: jurisdiction.Answer
    custody: arrest.ArrestAnswer
    writ: WritByArticle
    complaint: str

    def line(self, code: str) -> Line:
        """The line called `code`. Raises KeyError."""
        for line in self.lines:
            if line.code == code:
                return line
        raise KeyError(code)


def card(charge: Qualification, day: date, *, minor: bool = False) -> Card:
    """The card of `charge`; `day` is the day of asking, which chooses the editions of the procedure.

    The charge itself is already that of the day of the act (CC 5): procedure follows the day it is done (CPC 5(1)).
    """
    investigation = who_investigates(charge.article, charge.part, charge.kind, charge.gravity, minor)
    custody = arrest.assess(arrest.ArrestFacts(date=day, age=FULL_LIABILITY if minor else None), charge)
    writ = writ_by_article(charge)
    complaint = needs_complaint(charge.article, charge.part)
    lines = (
        Line("gravity", N_("Gravity"), (Step(GRAVITIES[charge.gravity], {}, _GRAVITY_CITES[charge.gravity]),)),
        Line("penalty", N_("Penalty"), tuple(_penalty(charge))),
        Line("investigates", N_("Investigated by"), tuple(_investigates(investigation))),
        Line("term", N_("Form and main term"), tuple(_term(investigation, day))),
        Line("age", N_("Age of responsibility"), tuple(_age(charge))),
        Line("custody", N_("Custody"), tuple(_custody(custody)), _CUSTODY_MARKS[custody.verdict]),
        Line("writ", N_("Writ proceedings"), (Step(WRIT[writ.verdict]), *writ.because), _WRIT_MARKS[writ.verdict]),
        Line("complaint", N_("Prosecution"), (_complaint(complaint),)),
    )
    return Card(charge, tuple(line for line in lines if line.steps), investigation, custody, writ, complaint)


def _penalty(charge: Qualification) -> Iterator[Step]:
    months, article = charge.max_imprisonment_months, charge.cite
    if charge.life:
        yield Step(N_("Imprisonment for life"), {}, article)
    if months:
        yield _imprisonment(months, article)
    if not charge.imprisonment:
        yield Step(N_("No imprisonment"), {}, article)
    if charge.fine_is_main:
        yield _fine(charge)
    known = writ_articles.sanction(charge.article, charge.part)
    for penalty in known.additional if known else ():
        yield Step(writ_articles.ADDITIONAL[penalty], {}, article)


def _imprisonment(months: int, article: str) -> Step:
    years, rest = divmod(months, _YEAR)
    if not years:
        return Step(N_("Imprisonment up to %(months)s months"), {"months": rest}, article)
    if rest:
        says = N_("Imprisonment up to %(years)s years %(months)s months")
        return Step(says, {"years": years, "months": rest}, article)
    if years == 1:
        return Step(N_("Imprisonment up to one year"), {}, article)
    return Step(N_("Imprisonment up to %(years)s years"), {"years": years}, article)


def _fine(charge: Qualification) -> Step:
    if charge.max_fine_mci is not None:
        return Step(N_("Fine up to %(mci)s MCI"), {"mci": charge.max_fine_mci}, charge.cite)
    known = writ_articles.sanction(charge.article, charge.part)
    if known and known.fine == "multiple" and known.fine_times and known.fine_of:
        says = N_("Fine up to %(times)s times %(of)s")
        return Step(says, {"times": known.fine_times, "of": FINE_OF[known.fine_of]}, charge.cite)
    return Step(N_("Fine"), {}, charge.cite)


def _investigates(answer: jurisdiction.Answer) -> Iterator[Step]:
    """One step for each entry of the lists, the body first and what it depends on with it."""
    for choice in answer.choices:
        for body in choice.bodies or (None,):
            words, params = _entry(choice)
            named = BODIES[body] if body else FORMS[Form.PRIVATE]
            yield Step(words, {"body": named, **params}, choice.cite) if words else Step(named, {}, choice.cite)
    if len(answer.bodies) > 1 and not answer.depends:
        yield Step(N_("Of several bodies the one that began the investigation."), {}, answer.choices[0].cite)
    yield from answer.note


def _entry(choice: jurisdiction.Choice) -> tuple[str, dict[str, str | int]]:
    """The words around the body, where the entry is limited to items or facts, and what fills them."""
    items = ", ".join(choice.items)
    if choice.when and choice.items:
        return N_("%(body)s: items %(items)s, %(when)s"), {"items": items, "when": CONDITIONS[choice.when]}
    if choice.when:
        return N_("%(body)s: %(when)s"), {"when": CONDITIONS[choice.when]}
    if len(choice.items) == 1:
        return N_("%(body)s: item %(items)s"), {"items": items}
    return (N_("%(body)s: items %(items)s"), {"items": items}) if choice.items else ("", {})


def _term(answer: jurisdiction.Answer, day: date) -> Iterator[Step]:
    yield Step(FORMS[answer.form], {}, answer.cites[0])
    key = TERMS.get(answer.form)
    if key is None:
        return
    limit = LIMITS[key]
    edition = limit.edition(day)
    yield Step(UNITS[limit.unit], {"n": edition.amount}, edition.cite)


def _age(charge: Qualification) -> Iterator[Step]:
    if charge.min_age is not None:
        article = "CC 15(1)" if charge.min_age >= FULL_LIABILITY else "CC 15(2)"
        yield Step(N_("From %(age)s years"), {"age": charge.min_age}, article)


def _custody(answer: arrest.ArrestAnswer) -> Iterator[Step]:
    """The verdict and its reason. Without the facts of a person no ground can be missed, so bars are told
    only where the article itself forbids."""
    yield Step(CUSTODY[answer.verdict], {}, "CPC 147(1)")
    if answer.verdict is arrest.Verdict.FORBIDDEN:
        for bar in answer.bars:
            yield Step(bar.says, {}, bar.cite)
        return
    yield from answer.conflicts
    yield from answer.because[:1]


def _complaint(complaint: str) -> Step:
    if complaint == "private":
        return Step(N_("Private: only on the victim's complaint, ends with reconciliation"), {}, "CPC 32(2)")
    if complaint == "private_public":
        return Step(N_("Private-public: only on the victim's complaint"), {}, "CPC 32(3)")
    return Step(N_("Public: without a complaint as well"), {}, "CPC 32(6)")
