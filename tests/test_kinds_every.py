"""Every kind x status x role: what each role may do in each status of a request, and every kind asked for end to end.

The table comes twice: derived here from the row of the kind by the words of LAW.md 2 (never from the moves), and typed
by hand for seven kinds. Hearings, copies and what the covert room adds have tables of their own.
"""

from datetime import timedelta
from io import BytesIO
from itertools import product
from typing import Any

import pytest

from cases.actions.materials import file_upload
from cases.models import Case, Material
from ecase.law import moves as law
from ecase.law.acts import ACTS
from ecase.law.kinds import Kind
from ecase.law.kinds_all import KINDS
from ecase.law.kinds_lift import LIFT
from ecase.law.roles import Role
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.kinds import STATUS_TITLES, Status
from sanctions.models import Sanction
from sanctions.moves import MOVES
from tests.fixtures import HOUR
from tests.measures import DAY, Measures
from tests.telling import REASONS

# The way to a decision, and what ends or lengthens a measure.
LOOKED = (
    "submit", "apply", "amend", "withdraw", "agree", "head_return", "support", "refuse_support", "return_for_rework",
    "grant", "grant_in_part", "refuse", "execute", "lift", "appeal",
)  # fmt: skip
UNSENT = {"draft", "returned"}
AFTER = {"granted", "refused", "executed", "lifted", "expired"}
STATUSES = tuple(status.value for status in Status)
ROLES = tuple(Role)
PROSECUTORS = {Role.PROSECUTOR, Role.HEAD_OF_PROSECUTION}
COVERT_OWN = {"execute", "lift", "appeal"}  # covert actions end, and are appealed, in their own room


def derived(kind: Kind, status: str, role: Role) -> set[str]:
    """What the row of the kind means, in words of its own."""
    may: set[str] = set()
    covert = kind.compartment == "covert"
    route = [step.value for step in kind.route]
    decider = route[-1] if route else ""
    if role in kind.asked_by:
        if status in UNSENT:
            may |= {"amend", "withdraw", "submit" if route else "apply"}
        if status == "before_head" or (status == "before_prosecutor" and status in route):
            may |= {"withdraw"}
    if kind.head_agrees and role == Role.HEAD_OF_INVESTIGATION and status == "before_head":
        may |= {"agree", "head_return"}
    if status == "before_prosecutor" and status in route and role in kind.prosecutors:
        may |= {"return_for_rework"}
        if decider == "before_court":
            may |= {"support", "refuse_support"}
    if status == decider and role in kind.deciders:
        may |= {"grant", "refuse"} if kind.acted_first else {"grant", "grant_in_part", "refuse"}
    if status == "granted" and not covert and kind.code != LIFT:
        reports = {Role.INVESTIGATOR, *(kind.asked_by & {Role.HEAD_OF_INVESTIGATION, *PROSECUTORS})}
        done = kind.ends == "executed" or decider == "before_court" or bool(kind.report_term)
        if done and not kind.acted_first and kind.code != "bail" and role in reports:
            may |= {"execute"}
        if not kind.extends and role in kind.lifted_by:
            may |= {"lift"}
    if status in AFTER and decider == "before_court" and kind.appeal and not covert:
        appeals = PROSECUTORS | ({Role.LAWYER} if kind.appeal == "parties" else set())
        may |= {"appeal"} if role in appeals else set()
    return may


def allowed(code: str, status: str, role: Role) -> set[str]:
    """What the table of moves lets this role do."""
    return {
        name
        for name, move in MOVES[code].items()
        if name in LOOKED and law.why_not(move, role=role, status=status, titles=STATUS_TITLES) is None
    }


@pytest.mark.parametrize("code", sorted(KINDS))
def test_each_role_does_in_each_status_what_the_row_says(code: str) -> None:
    kind = KINDS[code]
    for status, role in product(STATUSES, ROLES):
        found = allowed(code, status, role)
        if kind.compartment == "covert":
            found -= COVERT_OWN
        assert found == derived(kind, status, role), (status, role)


# --- by hand ----------------------------------------------------------------------------------------------------------

OWN, H, J, L, T = "investigator", "head_of_investigation", "investigating_judge", "lawyer", "trial_judge"
P, C = "prosecutor", "head_of_prosecution"
WRITE = {"submit", "amend", "withdraw"}
BY_HAND: dict[str, dict[tuple[str, str], set[str]]] = {
    # 147, 148: the investigator asks, in an inquiry the head agrees, the prosecutor supports, the judge decides.
    "arrest": {
        ("draft", OWN): WRITE, ("returned", OWN): WRITE, ("before_head", OWN): {"withdraw"},
        ("before_prosecutor", OWN): {"withdraw"}, ("before_head", H): {"agree", "head_return"},
        ("before_prosecutor", P): {"support", "refuse_support", "return_for_rework"},
        ("before_prosecutor", C): {"support", "refuse_support", "return_for_rework"},
        ("before_court", J): {"grant", "grant_in_part", "refuse"},
        ("granted", OWN): {"execute", "lift"}, ("granted", P): {"lift", "appeal"}, ("granted", C): {"lift", "appeal"},
        ("granted", T): {"lift"}, ("granted", L): {"appeal"},
    },
    # 254: straight to the court, a copy to the prosecutor.
    "search": {
        ("draft", OWN): WRITE, ("returned", OWN): WRITE, ("before_head", OWN): {"withdraw"},
        ("before_head", H): {"agree", "head_return"}, ("before_court", J): {"grant", "grant_in_part", "refuse"},
        ("granted", OWN): {"execute"}, ("granted", P): {"appeal"}, ("granted", C): {"appeal"},
        ("granted", L): {"appeal"},
    },
    # 161-163: the same way; whoever conducts the case lifts it, with the prosecutor's consent, or the trial judge.
    "property_arrest": {
        ("draft", OWN): WRITE, ("returned", OWN): WRITE, ("before_head", OWN): {"withdraw"},
        ("before_head", H): {"agree", "head_return"}, ("before_court", J): {"grant", "grant_in_part", "refuse"},
        ("granted", OWN): {"execute", "lift"}, ("granted", P): {"appeal"}, ("granted", C): {"appeal"},
        ("granted", L): {"appeal"}, ("granted", T): {"lift"},
    },
    # 161(1): the prosecutor's consent, and no court.
    "property_restriction": {
        ("draft", OWN): WRITE, ("returned", OWN): WRITE, ("before_prosecutor", OWN): {"withdraw"},
        ("before_head", OWN): {"withdraw"},
        ("before_prosecutor", P): {"grant", "grant_in_part", "refuse", "return_for_rework"},
        ("before_prosecutor", C): {"grant", "grant_in_part", "refuse", "return_for_rework"},
        ("granted", OWN): {"execute", "lift"}, ("granted", P): {"lift"}, ("granted", C): {"lift"},
    },
    # 141: by the investigator's own ruling.
    "undertaking": {
        ("draft", OWN): {"apply", "amend", "withdraw"}, ("returned", OWN): {"apply", "amend", "withdraw"},
        ("before_head", OWN): {"withdraw"}, ("granted", OWN): {"lift"},
    },
    # 220(14): the action first; the judge finds it lawful or unlawful, nothing between.
    "inspection_urgent": {
        ("draft", OWN): WRITE, ("returned", OWN): WRITE, ("before_head", OWN): {"withdraw"},
        ("before_court", J): {"grant", "refuse"},
        ("granted", P): {"appeal"}, ("granted", C): {"appeal"}, ("granted", L): {"appeal"},
    },
    # 234: the specialised judge; the parties know nothing and appeal nothing.
    "covert_av": {
        ("draft", OWN): WRITE, ("returned", OWN): WRITE, ("before_head", OWN): {"withdraw"},
        ("before_court", J): {"grant", "grant_in_part", "refuse"},
    },
}  # fmt: skip
APPEALED = {"refused", "executed", "lifted", "expired"}  # as far as the order goes, appealed like a granted one


@pytest.mark.parametrize("code", sorted(BY_HAND))
def test_each_role_does_in_each_status_what_is_typed_here(code: str) -> None:
    typed = BY_HAND[code]
    for status, role in product(STATUSES, ROLES):
        like = "granted" if status in APPEALED else status
        expected = typed.get((like, role.value), set())
        if status in APPEALED:
            expected = expected & {"appeal"}
        found = allowed(code, status, role)
        if KINDS[code].compartment == "covert":
            found -= COVERT_OWN
        assert found == expected, (status, role)


# --- end to end, real papers, real database ---------------------------------------------------------------------------

# What a kind prolongs or ends has to run before it is asked for.
BEFORE: dict[str, str] = {
    "arrest_extension": "arrest", "arrest_reading": "arrest", "arrest_study": "arrest", "arrest_returned": "arrest",
    "house_arrest_extension": "house_arrest", "medical_placement_extension": "medical_placement",
    "medical_transfer_extension": "medical_transfer",
}  # fmt: skip
BAIL = 5_000_000  # above the floor of a grave crime
OPEN_KINDS = sorted(code for code, kind in KINDS.items() if kind.compartment != "covert" and code != LIFT)


class Every(Measures):
    """Any kind, whoever asks for it and whatever it stands on."""

    def asker(self, kind: Kind) -> str:
        return "investigator" if Role.INVESTIGATOR in kind.asked_by else "prosecutor"

    def begins(self, hours: float, code: str) -> Sanction:
        kind, given = KINDS[code], dict[str, Any]()
        if code == "arrest_full":
            root = self.arrested(24, short_days=10)
            given["running_until"] = self.row(root).until.isoformat()
            hours = 24 + 5 * DAY
        elif code in BEFORE:
            root = self.granted(24, BEFORE[code])
            last = self.row(root).until
            given["extends_id"] = root.pk
            if last is not None:
                given["running_until"] = last.isoformat()
                if any(field.name == "until" for field in kind.facts):
                    given["until"] = (last + timedelta(days=20)).isoformat()
            if any(field.name == "months" for field in kind.facts):
                given["months"] = 3
            hours = 24 + 20 * DAY
        if "amount" in {field.name for field in kind.facts if field.kind == "money"}:
            given["amount"] = BAIL
        if kind.acted_first:
            given |= {"acted_from": self.at(hours - 2), "acted_until": self.at(hours - 1)}
        if any(not paper.room for paper in kind.documents):
            self.files(hours - 1)  # a paper no reason replaces
        self.hours = hours
        return self.request(hours, code, who="" if self.asker(kind) == "investigator" else "prosecutor", **given)

    def files(self, hours: float) -> None:
        text = BytesIO("Письменная просьба".encode())
        with speaking(self.investigator):
            file_upload(
                case_id=self.detention.case_id, by=self.investigator, at=self.at(hours), file=text,
                name="просьба.txt", title="Письменная просьба",
            )  # fmt: skip

    def sends(self, draft: Sanction) -> Sanction:
        kind, hours = draft.rule, self.hours
        sent = self.decide(hours + 0.1, self.asker(kind), draft, "apply" if kind.alone else "submit")
        if sent.status == Status.BEFORE_HEAD:
            sent = self.decide(hours + 0.2, "head", sent, "agree")
        if kind.supported:
            who = self.waits(sent)
            sent = self.decide(hours + 0.3, who, sent, "support")
        return sent

    def waits(self, sanction: Sanction) -> str:
        with speaking(self.investigator):
            found = Sanction.objects.select_related("matter__waits_for__user").get(pk=sanction.pk)
        assert found.matter.waits_for is not None
        return str(found.matter.waits_for.user.username)

    def papers(self, sanction: Sanction) -> set[str]:
        """The acts of the request in the file, each really typeset and signed."""
        with speaking(self.investigator):
            rows = Material.objects.filter(case=sanction.case).select_related("document")
            assert all(row.document.pages > 0 for row in rows if row.document.act)
            return {row.kind for row in rows}


@pytest.fixture
def told(posts: dict[str, Any], request: pytest.FixtureRequest) -> Every:
    made = Every(posts, ago=75 * DAY)
    with speaking(made.investigator):
        Case.objects.filter(pk=made.detention.case_id).update(language=request.param)
        made.detention.case.refresh_from_db()
    return made


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("told", ["ru"], indirect=True)
@pytest.mark.parametrize("code", OPEN_KINDS)
def test_every_kind_is_asked_for_and_granted(told: Every, code: str) -> None:
    kind = KINDS[code]
    draft = told.begins(30, code)
    assert draft.status == "draft"
    sent = told.sends(draft)
    if kind.alone:
        assert sent.status == "granted"
        assert kind.petition_act in told.papers(draft)
        return
    assert sent.status == kind.route[-1]
    asked = {field.name: field for field in kind.decides}
    given: dict[str, Any] = {"months": 3} if "months" in asked else {}
    if "amount" in asked and asked["amount"].kind == "money":
        given["amount"] = BAIL
    if "until" in asked:
        last = told.row(sent).extends
        day = (last.until if last is not None and last.until else told.day(40)) + timedelta(days=20)
        given["until"] = day.isoformat()
    told.judge_it(told.hours + 1, sent, who=told.waits(sent), **given)
    assert told.row(sent).status == "granted"
    assert {kind.petition_act, kind.granted_act} <= told.papers(draft)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("told", ["kk"], indirect=True)
@pytest.mark.parametrize("code", [code for code in OPEN_KINDS if KINDS[code].route])
def test_every_kind_is_asked_for_and_refused(told: Every, code: str) -> None:
    kind = KINDS[code]
    sent = told.sends(told.begins(30, code))
    told.judge_it(told.hours + 1, sent, "refuse", who=told.waits(sent))
    assert told.row(sent).status == "refused"
    assert {kind.petition_act, kind.refused_act} <= told.papers(sent)
    assert ACTS[kind.refused_act].official_title("kk")


@pytest.mark.django_db
def test_nothing_here_is_in_the_future(posts: dict[str, Any]) -> None:
    """The stories are told in the past: the clock of the tests stands before their end."""
    made = Every(posts, ago=75 * DAY)
    assert made.start < now() - 70 * DAY * HOUR
    assert REASONS
