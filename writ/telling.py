"""The conditions of 629-1 in the reader's words, for pages, API and the calculator alike."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from ecase.law import writ as rule
from ecase.web.says import cited, say
from writ.facts import Candidate

COLOURS = {rule.Verdict.ELIGIBLE: "ok", rule.Verdict.NEEDS: "soon", rule.Verdict.NOT_ELIGIBLE: "late"}
# What is in the way is read first, what is met last.
ORDER = {rule.State.NOT_MET: 0, rule.State.UNKNOWN: 1, rule.State.MET: 2}
# Which sign stands before a condition (`law/calculator.html`).
LOOKS = {rule.State.MET: "ok", rule.State.NOT_MET: "bad", rule.State.UNKNOWN: "open"}


def condition_shown(one: rule.Condition) -> dict[str, str]:
    """A condition as a page shows it, its sign with it."""
    return {
        **condition_told(one),
        "look": LOOKS[one.state],
        "state": gettext(rule.STATES[one.state]),
        "cite": one.cite,
    }


def condition_told(one: rule.Condition) -> dict[str, str]:
    """A condition in the reader's words: what the law asks, how it stands, what would change it."""
    return {
        "code": one.code,
        "state": one.state.value,
        "says": gettext(one.says),
        "why": say(one.why.says, one.why.params),
        "remedy": say(one.remedy.says, one.remedy.params) if one.remedy else "",
        "cite": cited(one.cite),
        "charge": cited(one.charge) if one.charge else "",
    }


def in_order(conditions: Iterable[rule.Condition]) -> list[rule.Condition]:
    return sorted(conditions, key=lambda one: ORDER[one.state])


def candidate_told(one: Candidate) -> dict[str, Any]:
    """One suspect with the answer of the rule."""
    answer = one.answer
    return {
        "participant": one.person.pk,
        "name": one.person.full_name,
        "verdict": one.verdict.value,
        "verdict_title": gettext(rule.VERDICTS[one.verdict]),
        "charges": [cited(row.cite) for row in one.charges],
        "own": one.own,
        "conditions": [condition_told(row) for row in in_order(answer.conditions)] if answer else [],
        "reminders": [say(step.says, step.params) for step in answer.reminders] if answer else [],
    }
