"""Telling writs in tests: a case that may go by writ, its people, and its way from hand to hand."""

from datetime import datetime, timedelta
from typing import Any

from cases.models import Case, Participant
from cases.moving import do
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import tell_case
from tests.rulings import enter, suspect_of
from writ.actions import start
from writ.models import Accused, Copy, Will, Writ
from writ.resource import WRIT

ARTICLE = "202/1"
SAID = "Подозреваемый умышленно разбил витрину магазина и причинил значительный ущерб; вина доказана, листы 3–9."
REASONS = "Условия приказного производства проверены по материалам дела, листы 1–20."
MINUTE = timedelta(minutes=1)
STATED = {
    "established": True, "immunity": False, "mental_disorder_after": False, "unable_to_defend": False,
    "citizen": True, "cumulative_sentences_cc60": False,
}  # fmt: skip
MOTION = {"not_disputes_evidence": True, "not_disputes_qualification": True, "not_disputes_damage": True}


class WritStory:
    """A case of `investigator` with a suspect charged, and a victim where one is asked for."""

    def __init__(
        self, posts: dict[str, Appointment], *, article: str = ARTICLE, victim: bool = True, ago: int = 60, **more: Any
    ) -> None:
        self.posts, self.start = posts, now() - timedelta(hours=ago)
        self.case: Case = tell_case(posts, at=self.start, qualification=article)
        self.suspect: Participant = suspect_of(posts, self.case, article=article, **self.account("suspect"), **more)
        self.victim = None
        if victim:
            self.victim = enter(posts, self.case, "victim", **self.account("victim"))
        self.at_ = now() - timedelta(hours=ago - 1)

    def account(self, name: str) -> dict[str, str]:
        user = self.posts[name].user
        return {"iin": user.iin, "last_name": user.last_name, "first_name": user.first_name}

    def at(self, hours: float) -> datetime:
        return self.start + timedelta(minutes=round(hours * 60))

    def begin(self, at: datetime | None = None, **fields: Any) -> Writ:
        with speaking(self.posts["investigator"]):
            self.writ = start(case_id=self.case.pk, by=self.posts["investigator"], at=at or now(), fields=fields)
        return self.writ

    def move(self, who: str, name: str, *, at: datetime | None = None, **fields: Any) -> Writ:
        with speaking(self.posts[who]):
            self.writ = do(WRIT, self.writ.pk, name, by=self.posts[who], at=at or now(), **fields)
        return self.writ

    def will(self, part: str) -> Will:
        with speaking(self.posts["investigator"]):
            return Will.objects.get(writ=self.writ, part=part)

    def ready(self) -> Writ:
        """Everything known and everybody agrees."""
        self.begin()
        self.move("investigator", "state_facts", person=str(self.suspect.pk), **STATED)
        self.move("suspect", "file_motion", person=str(self.will("suspect").pk), **MOTION)
        if self.victim is not None:
            self.move("victim", "consent", person=str(self.will("victim").pk))
        return self.writ

    def sent(self) -> Writ:
        """Before the judge."""
        self.ready()
        self.move("investigator", "request", circumstances=SAID, evidence=SAID)
        self.move("head", "agree")
        return self.move("prosecutor", "approve", reasons=REASONS)

    def convicted(self, **more: Any) -> Writ:
        self.sent()
        return self.move("trial_judge", "convict", established=SAID, **{"fine_1_1": 60, **more})

    def copies(self) -> dict[str, Copy]:
        with speaking(self.posts["trial_judge"]):
            return {row.to_whom: row for row in Copy.objects.filter(writ=self.writ)}

    def serve_all(self, at: datetime | None = None) -> None:
        for copy in self.copies().values():
            if copy.served_at is None:
                self.move(
                    "clerk", "serve", at=at, copy=str(copy.pk), served_at=at or now(), means="in_person", proof="подпись"
                )

    def accused(self) -> Accused:
        with speaking(self.posts["investigator"]):
            return Accused.objects.get(writ=self.writ)
