"""What is known of a case for the rule of 629-1: its suspects, charges, the words of the parties. Reading only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases import rules as case_rules
from cases.models import Case, Charge, Participant, Qualification
from cases.queries.reference import as_value
from cases.queries.suspects import status_of
from ecase.law import qualification as law
from ecase.law import writ as rule
from ecase.law.age import age_on
from ecase.law.clock import local
from ecase.law.writ_asked import PERSON
from ecase.web.together import together
from writ.kinds import Answer, Outcome, Part
from writ.models import Accused, Will, Writ

Capacity = Participant.Capacity
# As whom a participant is asked; nobody else's word is needed (629-1(2)(4)).
PART_OF: dict[str, Part] = {
    Capacity.SUSPECT: Part.SUSPECT,
    Capacity.VICTIM: Part.VICTIM,
    Capacity.CIVIL_CLAIMANT: Part.CIVIL_CLAIMANT,
    Capacity.CIVIL_DEFENDANT: Part.CIVIL_DEFENDANT,
}
# What the investigator enters of a person; the rest is derived, or said by the suspect himself in his motion.
DISPUTES = ("disputes_evidence", "disputes_qualification", "disputes_damage")
DERIVED = frozenset({*DISPUTES, "earlier_writ_sentence_cancelled"})
STATED: tuple[str, ...] = (*(row.fact for row in PERSON if row.fact not in DERIVED), "citizen")


@dataclass(frozen=True)
class Charged:
    """One charge with the article as it stood on the day of the act; None where the table does not have it."""

    charge: Charge
    article: law.Qualification | None
    day: date

    @property
    def cite(self) -> str:
        return self.charge.cite


@dataclass(frozen=True)
class Candidate:
    """One suspect of the case and the answer of the rule. `own`: he is charged himself, not the case on the fact."""

    person: Participant
    charges: tuple[Charged, ...]
    facts: rule.WritFacts
    answer: rule.WritAnswer | None
    own: bool
    accused: Accused | None = None

    @property
    def verdict(self) -> rule.Verdict:
        return self.answer.verdict if self.answer is not None else rule.Verdict.NEEDS

    @property
    def articles(self) -> list[law.Qualification]:
        return [one.article for one in self.charges if one.article is not None]


def candidates(case: Case, at: datetime, writ: Writ | None = None) -> list[Candidate]:
    """Every suspect of the case with the answer of 629-1 at `at`; in one statement where each is charged by name."""
    return candidates_in([case], at, writ)[case.pk]


def candidates_in(cases: Sequence[Case], at: datetime, writ: Writ | None = None) -> dict[Any, list[Candidate]]:
    """The same of several cases at once, by their ids; `writ` brings the words of its parties, for one case alone."""
    keys = [case.pk for case in cases]
    charges = Charge.objects.filter(case__in=keys, until__isnull=True)
    barred_in = {pk for case in cases for pk in (case.pk, case.source_case_id) if pk is not None}
    found = together(
        {
            "people": Participant.objects.filter(case__in=keys, capacity__in=list(PART_OF)).order_by("sort_key", "id"),
            "charges": charges.select_related("episode", "participant").order_by("since", "id"),
            "articles": Qualification.objects.filter(article__in=charges.values("article")).order_by("id"),
            "wills": Will.objects.filter(writ=writ) if writ is not None else Will.objects.none(),
            "accused": Accused.objects.filter(writ=writ) if writ is not None else Accused.objects.none(),
            "barred": Writ.objects.filter(case__in=barred_in, outcome=Outcome.CANCELLED.value).values("case_id"),
        }
    )
    articles: dict[tuple[str, str], list[Qualification]] = defaultdict(list)
    for row in found["articles"]:
        articles[row.article, row.part].append(row)
    barred = {row["case_id"] for row in found["barred"]}
    accused = {row.participant_id: row for row in found["accused"]}
    told: dict[Any, list[Candidate]] = {}
    for case in cases:
        people = [one for one in found["people"] if one.case_id == case.pk]
        charged = [_charged(one, case, articles) for one in found["charges"] if one.case_id == case.pk]
        told[case.pk] = [
            _candidate(
                person, charged, people, found["wills"], accused.get(person.pk), case=case, at=at,
                barred=bool({case.pk, case.source_case_id} & barred),
            )
            for person in _pursued([one for one in people if one.capacity == Capacity.SUSPECT], charged)
        ]  # fmt: skip
    return told


def verdict_of(found: Iterable[Candidate]) -> rule.Verdict:
    """The answer for the case as a whole: the worst of its suspects; without one something is still to be known."""
    verdicts = {one.verdict for one in found}
    for verdict in (rule.Verdict.NOT_ELIGIBLE, rule.Verdict.NEEDS):
        if verdict in verdicts:
            return verdict
    return rule.Verdict.ELIGIBLE if verdicts else rule.Verdict.NEEDS


# --- how it is put together ------------------------------------------------------------------------------------------


def _pursued(suspects: list[Participant], charges: list[Charged]) -> list[Participant]:
    """Without those whose prosecution has ended while that of others goes on: the writ is not about them any more."""
    charged = {one.charge.participant_id for one in charges}
    if not charged - {None} or all(one.pk in charged for one in suspects):
        return suspects
    status = status_of(one for one in suspects if one.pk not in charged)
    over = {pk for pk, found in status.items() if found.code in ("ended", "refused")}
    return [one for one in suspects if one.pk not in over]


def _charged(charge: Charge, case: Case, articles: Mapping[tuple[str, str], list[Qualification]]) -> Charged:
    """A charge with its article in the edition of the day of the act."""
    day = local(charge.episode.occurred_at if charge.episode else case.occurred_at).date()
    rows = articles.get((charge.article, charge.part), [])
    known = [row for row in rows if row.kind and case_rules.in_force(row.valid_from, row.valid_to, day)]
    return Charged(charge, as_value(known[-1]) if known else None, day)


def _pursued(suspects: list[Participant], charges: list[Charged]) -> list[Participant]:
    """Without those whose prosecution has ended while that of others goes on: the writ is not about them any more."""
    charged = {one.charge.participant_id for one in charges}
    if not charged - {None} or all(one.pk in charged for one in suspects):
        return suspects
    status = status_of(one for one in suspects if one.pk not in charged)
    over = {pk for pk, found in status.items() if found.code in ("ended", "refused")}
    return [one for one in suspects if one.pk not in over]


def _candidate(
    person: Participant,
    charges: list[Charged],
    people: list[Participant],
    wills: list[Will],
    accused: Accused | None,
    *,
    barred: bool,
    case: Case,
    at: datetime,
) -> Candidate:
    """While nobody is charged by name, what the case is registered on stands for what he may be charged with."""
    his = tuple(one for one in charges if one.charge.participant_id == person.pk)
    own = bool(his)
    his = his or tuple(one for one in charges if one.charge.participant_id is None)
    day = local(at).date()
    born = person.birth_date
    first = min((one.day for one in his), default=local(case.occurred_at).date())
    word = next((one for one in wills if one.participant_id == person.pk and one.part == Part.SUSPECT), None)
    stated: Mapping[str, Any] = accused.facts if accused is not None else {}
    told = {name: stated.get(name) for name in STATED}
    facts = rule.WritFacts(
        date=day,
        age=age_on(born, day) if born else None,
        age_at_offence=age_on(born, first) if born else None,
        suspect_motion=_motion(word),
        victim=_party(Part.VICTIM, people, wills),
        civil_claimant=_party(Part.CIVIL_CLAIMANT, people, wills),
        civil_defendant=_party(Part.CIVIL_DEFENDANT, people, wills),
        earlier_writ_sentence_cancelled=barred,
        **{name: _disputes(word, name) for name in DISPUTES},
        **told,
    )
    articles = [one.article for one in his if one.article is not None]
    answer = rule.assess(facts, articles) if articles and len(articles) == len(his) else None
    return Candidate(person, his, facts, answer, own, accused)


def _motion(word: Will | None) -> bool | None:
    if word is None or word.answer == Answer.NONE:
        return None
    return word.answer == Answer.CONSENTS


def _disputes(word: Will | None, name: str) -> bool | None:
    """What he says in his motion; silence is no answer."""
    if word is None or word.answer != Answer.CONSENTS:
        return None
    said = word.said.get(name)
    return None if said is None else bool(said)


def _party(part: Part, people: list[Participant], wills: list[Will]) -> str:
    """How the parties of this part stand together: one refusal is a refusal, one silence is none."""
    there = [one for one in people if PART_OF[one.capacity] is part]
    if not there:
        return rule.NONE
    answers = {one.participant_id: one.answer for one in wills if one.part == part}
    stand = {answers.get(one.pk, Answer.NONE) for one in there}
    if stand & {Answer.REFUSES, Answer.WITHDRAWN}:
        return rule.REFUSES
    return rule.NOT_ASKED if Answer.NONE in stand else rule.CONSENTS
