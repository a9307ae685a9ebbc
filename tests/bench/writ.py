"""A month of writs: how soon the next person finds a case in his queue, and whether any term is missed unnoticed.

Each case goes by the real actions from hand to hand: investigator, head, prosecutor, judge, clerk. What is measured
begins with the signature somebody sends and ends when the next one's queue, asked over the API, shows the case. Every
twentieth act is typeset and signed for real; the others carry the short papers of the tests, because a thousand cases
would otherwise measure the typesetter for an hour. Every tenth case is left lying in the past in somebody's hands:
the clock has to have rung for each of its terms that is over.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from cases.actions import add_participant, register
from cases.models import Case, Deadline, Fired, Participant
from cases.moving import draft, find, perform
from ecase.clockwork.actions import tick
from ecase.demo.accounts import iin_of
from ecase.demo.telling import prepare
from ecase.documents.actions import DEMO
from ecase.law.limits import LIMITS
from ecase.people.actions import issue_token
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.bench.common import keep, logged_in_as, percentile, table
from tests.telling import quick_papers
from tests.writs import MOTION, REASONS, SAID, STATED
from writ.actions import start
from writ.models import Accused, Copy, Will, Writ
from writ.resource import WRIT

LIMIT_MS = 2000.0
REAL = 20  # one act in so many is typeset and signed for real
LATE = 10  # one case in so many is left lying
WAVE = 10  # cases that are in the same hands at a time
AGO = timedelta(days=12)
PAPER = {"means": "paper"}
BY = {"agree": "head", "approve": "prosecutor", "convict": "trial_judge"}
# Who finds the case next after a move.
NEXT = {"request": "head", "agree": "prosecutor", "approve": "trial_judge", "convict": "clerk"}
COLUMNS = ("move", "next", "n", "p50", "p95", "max", "slow")
FIELDS: dict[str, Mapping[str, Any]] = {
    "request": {"circumstances": SAID, "evidence": SAID},
    "agree": {},
    "approve": {"reasons": REASONS},
    "convict": {"established": SAID, "fine_1_1": 15},
}


class Month:
    """The accounts, their keys at the API, and what was measured."""

    def __init__(self) -> None:
        self.posts: dict[str, Appointment] = dict(prepare())
        self.client = Client()
        self.keys: dict[str, str] = {}
        self.took: dict[str, list[float]] = {name: [] for name in NEXT}
        self.acts = self.lost = 0

    def begun(self, serial: int, at: datetime) -> Writ:
        """A misdemeanour with a suspect and a victim, everything known, everybody agreed."""
        by = self.posts["investigator"]
        with speaking(by):
            case = register(
                by=by, at=at, occasion="statement", summary=SAID, occurred_at=at - timedelta(hours=2),
                place="Алматы, ул. Абая, 12", qualification="187/1",
            )  # fmt: skip
            self.person(case, "suspect", serial, at)
            self.person(case, "victim", serial + 500, at)
            writ = start(case_id=case.pk, by=by, at=at)
            suspect = Accused.objects.get(writ=writ).participant_id
            self.move("investigator", writ, "state_facts", at, person=str(suspect), **STATED)
            for will in Will.objects.filter(writ=writ).order_by("part"):
                name, said = ("file_motion", MOTION) if will.part == "suspect" else ("consent", {})
                self.move("investigator", writ, name, at, person=str(will.pk), **PAPER, **said)
        return writ

    def person(self, case: Case, capacity: str, serial: int, at: datetime) -> Participant:
        born = datetime(1990 - serial % 25, 1 + serial % 12, 1 + serial % 27).date()
        return add_participant(
            case_id=case.pk, by=self.posts["investigator"], at=at, capacity=capacity, last_name=f"Сериков {serial}",
            first_name="Айдар", iin=iin_of(born, "male", serial % 900),
        )  # fmt: skip

    def move(self, who: str, writ: Writ, name: str, at: datetime, **fields: Any) -> float:
        """One move, its draft made before; the moment (of `perf_counter`) at which the signature was sent."""
        by = self.posts[who]
        with speaking(by):
            subject = find(WRIT, writ.pk, by)
            signed = WRIT.moves(subject)[name].act_for(by.role)  # type: ignore[arg-type]
            made = draft(WRIT, subject, name, fields, by=by, at=at) if signed else None
        began = perf_counter()
        with speaking(by):
            subject = find(WRIT, writ.pk, by)
            pk = made.pk if made is not None else None
            perform(WRIT, subject, name, fields, by=by, at=at, draft_id=pk, signature=DEMO)
        self.acts += 1
        return began

    def hand_over(self, who: str, writ: Writ, name: str) -> None:
        """A move, then the next person's queue until it shows the case."""
        began = self.move(who, writ, name, now(), **FIELDS[name])
        if not self.shows(NEXT[name], str(writ.pk)):
            self.lost += 1
        self.took[name].append((perf_counter() - began) * 1000)

    def shows(self, who: str, matter: str) -> bool:
        path = "/api/v1/queue/"
        while path:
            answer = self.client.get(path, headers={"Authorization": f"Token {self.key(who)}"}).json()
            if any(matter in str(row) for row in answer["results"]):
                return True
            path = answer["next"] or ""
        return False

    def key(self, who: str) -> str:
        if who not in self.keys:
            with speaking(self.posts[who]):
                self.keys[who] = issue_token(by=self.posts[who], at=now())[0]
        return self.keys[who]

    def serve(self, writ: Writ) -> None:
        with speaking(self.posts["clerk"]):
            copies = list(Copy.objects.filter(writ=writ, served_at__isnull=True).values_list("pk", flat=True))
        for pk in copies:
            at = now()
            self.move("clerk", writ, "serve", at, copy=str(pk), served_at=at, means="in_person", proof="подпись")


@contextmanager
def papers(real: bool) -> Iterator[None]:
    """Short papers, or the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        if not real:
            quick_papers.__wrapped__(patch)  # type: ignore[attr-defined]
        yield


def unnoticed() -> tuple[int, int]:
    """Terms that are over and still run, and how many of them the clock has not rung for."""
    with logged_in_as("ecase_clock"):
        while tick(wait=0.0):
            pass
        over = list(Deadline.objects.filter(met_at__isnull=True, ended_at__isnull=True, due_at__lte=now()))
        rung = {one.deadline_id: one.rung for one in Fired.objects.filter(deadline__in=over)}
        return len(over), sum(rung.get(one.pk) != len(LIMITS[one.rule].rungs) - 1 for one in over)


def run(cases: int) -> int:
    """Measure, print, keep; 1 when an item came late or not at all, or a term was missed unnoticed."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    settings.ALLOWED_HOSTS.append("testserver")
    month = Month()
    late = 0
    for first in range(0, cases, WAVE):
        wave: list[Writ] = []
        with papers(real=(first // WAVE) % REAL == 0):
            for serial in range(first, min(first + WAVE, cases)):
                if serial % LATE == 0:
                    lying = month.begun(serial, now() - AGO)
                    month.move("investigator", lying, "request", now() - AGO, **FIELDS["request"])
                    month.move("head", lying, "agree", now() - AGO)
                    late += 1
                else:
                    wave.append(month.begun(serial, now()))
            for name in NEXT:
                for writ in wave:
                    month.hand_over(BY.get(name, "investigator"), writ, name)
            for writ in wave:
                month.serve(writ)
        print(f"\r{min(first + WAVE, cases)} of {cases}", end="", flush=True)
    print()
    over, missed = unnoticed()
    rows = [
        [name, NEXT[name], len(took), median(took), percentile(took, 0.95), max(took), sum(t > LIMIT_MS for t in took)]
        for name, took in month.took.items()
    ]
    print(table(["move", "next", "n", "p50 ms", "p95 ms", "max ms", "over 2 s"], rows))
    slow = sum(row[-1] for row in rows)
    print(f"\nnot shown: {month.lost}; late cases: {late}, terms over: {over}, missed unnoticed: {missed}")
    keep(
        "writ",
        {
            "cases": cases, "limit_ms": LIMIT_MS, "acts": month.acts, "not_shown": month.lost, "over": over,
            "missed": missed, "moves": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        },
    )  # fmt: skip
    return 1 if month.lost or missed or slow else 0
