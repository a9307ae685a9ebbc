"""Telling writs in tests: a case that may go by writ, its people, and its way from hand to hand.

A story is told from the past on: `back` is how long ago the next step is made, so that days can be over today.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cases.actions import add_defence
from cases.models import Case, Charge, Deadline, Participant, Pause
from cases.moving import do
from ecase.clockwork import actions as clock
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import logged_in_as, tell_case
from tests.rulings import decide, draw, enter, suspect_of
from writ.actions import start
from writ.models import Accused, Appeal, Copy, Will, Writ
from writ.resource import WRIT

ARTICLE = "202/1"
SAID = "Подозреваемый умышленно разбил витрину магазина и причинил значительный ущерб; вина доказана, листы 3–9."
REASONS = "Условия приказного производства проверены по материалам дела, листы 1–20."
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
# A small white picture: the pad takes nothing that is none.
PAD = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAADAAAAAQCAAAAAB1xaNtAAAAZ0lEQVR42r2SMQKAMAgDc/3/n+OgKEU6dNBOkOQoA1"
    "h7b+hPALEF0BGwBJCsSvBCcM17zlsoiwFEMhNPnVQilryrnH67G1yt6Mp2MQm3ll9iGHQWUhM/FxrdKK/ysobceNby"
    "Jvn8Wg85LCgVqo8LuwAAAABJRU5ErkJggg=="
)
STATED = {
    "established": True, "immunity": False, "mental_disorder_after": False, "unable_to_defend": False,
    "citizen": True, "cumulative_sentences_cc60": False,
}  # fmt: skip
MOTION = {"not_disputes_evidence": True, "not_disputes_qualification": True, "not_disputes_damage": True}
PAPER = {"means": "paper"}
SECOND = {"last_name": "Оспанов", "first_name": "Руслан", "iin": "850606400334"}


class WritStory:
    """A case of `investigator` with a suspect charged, and a victim where one is asked for.

    `added`: what he is charged with besides. `second`: somebody without an account is suspected beside him.
    """

    def __init__(
        self,
        posts: dict[str, Appointment],
        *,
        article: str = ARTICLE,
        added: Sequence[str] = (),
        victim: bool = True,
        second: bool = False,
        defended: bool = False,
        ago: int = 60,
        back: timedelta = timedelta(),
        **more: Any,
    ) -> None:
        self.posts, self.start, self.back = posts, now() - timedelta(hours=ago), back
        self.case: Case = tell_case(posts, at=self.start, qualification=article)
        self.suspect: Participant = suspect_of(posts, self.case, article=article, **self.account("suspect"), **more)
        for one in added:
            self.charge(one)
        self.second = suspect_of(posts, self.case, article=article, **SECOND) if second else None
        self.victim = None
        if victim:
            self.victim = enter(posts, self.case, "victim", **self.account("victim"))
        self.counsel = {"counsel": posts["lawyer"].user.get_full_name()} if defended else {}
        if defended:
            self.defend(self.suspect, "lawyer")
        self.at_ = now() - timedelta(hours=ago - 1)

    @classmethod
    def of(
        cls, posts: dict[str, Appointment], case: Case, suspect: Participant, *, counsel: Appointment | None = None
    ) -> "WritStory":
        """A case told elsewhere, of one suspect."""
        self = cls.__new__(cls)
        self.posts, self.case, self.suspect, self.second, self.victim = posts, case, suspect, None, None
        self.start, self.back, self.at_ = case.registered_at, timedelta(), now()
        self.counsel = {"counsel": counsel.user.get_full_name()} if counsel else {}
        return self

    def account(self, name: str) -> dict[str, str]:
        user = self.posts[name].user
        return {"iin": user.iin, "last_name": user.last_name, "first_name": user.first_name}

    def charge(self, article: str) -> None:
        """The suspect is charged with one article more."""
        with speaking(self.posts["investigator"]):
            first = Charge.objects.filter(case=self.case, participant=self.suspect, until__isnull=True).first()
        assert first is not None
        more = {"charge": str(first.pk), "article": article, "add": True}
        decide(self.posts, draw(self.posts, self.case, "requalify", **more), "approve")

    def defend(self, person: Participant, lawyer: str) -> None:
        by = self.posts["investigator"]
        with speaking(by):
            add_defence(
                case_id=self.case.pk, participant_id=person.pk, lawyer=self.posts[lawyer], warrant="Уведомление № 17",
                by=by, at=self.case.registered_at,
            )  # fmt: skip

    def at(self, hours: float) -> datetime:
        return self.start + timedelta(minutes=round(hours * 60))

    def told_at(self) -> datetime:
        """The moment of the next step."""
        return now() - self.back

    # --- steps ------------------------------------------------------------------------------------------------------

    def begin(self, at: datetime | None = None, **fields: Any) -> Writ:
        with speaking(self.posts["investigator"]):
            self.writ = start(
                case_id=self.case.pk, by=self.posts["investigator"], at=at or self.told_at(), fields=fields
            )
        return self.writ

    def move(self, who: str, name: str, *, at: datetime | None = None, **fields: Any) -> Writ:
        with speaking(self.posts[who]):
            self.writ = do(WRIT, self.writ.pk, name, by=self.posts[who], at=at or self.told_at(), **fields)
        return self.writ

    def will(self, part: str, person: Participant | None = None) -> Will:
        with speaking(self.posts["investigator"]):
            rows = Will.objects.filter(writ=self.writ, part=part)
            return rows.get(participant=person or self.suspect) if part == "suspect" else rows.get()

    def state(self, person: Participant | None = None) -> None:
        self.move("investigator", "state_facts", person=str((person or self.suspect).pk), **STATED)

    def motion(self, **more: Any) -> None:
        self.move("suspect", "file_motion", person=str(self.will("suspect").pk), **{**MOTION, **more})

    def ready(self) -> Writ:
        """Everything known and everybody agrees."""
        self.begin()
        self.state()
        self.motion(**self.counsel)
        if self.second is not None:
            self.state(self.second)
            will = str(self.will("suspect", self.second).pk)
            self.move("investigator", "file_motion", person=will, **MOTION, **PAPER)
        if self.victim is not None:
            self.move("victim", "consent", person=str(self.will("victim").pk))
        return self.writ

    def requested(self) -> Writ:
        """With the head."""
        self.ready()
        return self.move("investigator", "request", circumstances=SAID, evidence=SAID)

    def agreed(self) -> Writ:
        """With the prosecutor."""
        self.requested()
        return self.move("head", "agree")

    def sent(self, **more: Any) -> Writ:
        """Before the judge."""
        self.agreed()
        return self.move("prosecutor", "approve", reasons=REASONS, **more)

    def convicted(self, **more: Any) -> Writ:
        self.sent()
        return self.convict(**more)

    def convict(self, **more: Any) -> Writ:
        return self.move("trial_judge", "convict", established=SAID, **{"fine_1_1": 60, **more})

    def serve(self, whom: str, *, served_at: datetime | None = None, at: datetime | None = None, **more: Any) -> Writ:
        at = at or self.told_at()
        given = {"copy": str(self.copies()[whom].pk), "means": "in_person", "proof": "подпись", **more}
        return self.move("clerk", "serve", at=at, served_at=served_at or at, **given)

    def serve_all(self, at: datetime | None = None, *, but: Sequence[str] = ()) -> None:
        for whom, copy in self.copies().items():
            if copy.served_at is None and whom not in but:
                self.serve(whom, at=at, copy=str(copy.pk))

    def days_over(self) -> int:
        """The clock rings for whatever is due now; the number of alarms. For tests that commit."""
        with logged_in_as("ecase_clock"):
            return clock.tick(wait=0)

    def in_force(self) -> Writ:
        """Verdict and service ten days ago, nobody has said a word since."""
        self.back = 10 * DAY
        self.convicted()
        self.serve_all()
        self.days_over()
        self.back = timedelta()
        return self.fresh()

    def above(self, who: str = "prosecutor", asks: str = "amount", **more: Any) -> Writ:
        """An appeal was filed in its days, and they are over."""
        self.back = 10 * DAY
        self.convicted()
        self.serve_all()
        self.move(who, "appeal", asks=asks, text=SAID, **more)
        self.days_over()
        self.back = timedelta()
        return self.fresh()

    # --- what the record says then ------------------------------------------------------------------------------------

    def fresh(self, who: str = "prosecutor") -> Writ:
        with speaking(self.posts[who]):
            self.writ = WRIT.visible(self.posts[who]).get(pk=self.writ.pk)
        return self.writ

    def stage(self) -> str:
        with speaking(self.posts["prosecutor"]):
            return Case.objects.get(pk=self.case.pk).stage

    def term(self, rule: str, *, whose: str = "") -> str:
        """live, still, met, ended, or "" where there is none: the last term of the rule in the case."""
        with speaking(self.posts["prosecutor"]):
            rows = Deadline.objects.filter(case=self.case, rule=rule).order_by("id")
            if whose:
                copies = Copy.objects.filter(writ=self.writ, to_whom=whose)
                rows = rows.filter(matter_id__in=copies.values("matter_id"))
            last = rows.last()
            if last is None:
                return ""
            if last.met_at is not None:
                return "met"
            if last.ended_at is not None:
                return "ended"
            return "still" if Pause.objects.filter(deadline=last, until__isnull=True).exists() else "live"

    def entries(self) -> list[str]:
        with speaking(self.posts["prosecutor"]):
            rows = Entry.objects.filter(stream__case_id=self.case.pk).order_by("seq")
            return list(rows.values_list("kind", flat=True))

    def copies(self) -> dict[str, Copy]:
        """By their addressees; of several of one kind the first."""
        with speaking(self.posts["prosecutor"]):
            rows = Copy.objects.filter(writ=self.writ).select_related("matter").order_by("-matter__number")
            return {row.to_whom: row for row in rows}

    def appeals(self) -> list[Appeal]:
        with speaking(self.posts["prosecutor"]):
            return list(Appeal.objects.filter(writ=self.writ).order_by("filed_at"))

    def accused(self, person: Participant | None = None) -> Accused:
        with speaking(self.posts["prosecutor"]):
            return Accused.objects.get(writ=self.writ, participant=person or self.suspect)
