"""Further steps of the story: a case that goes by writ, from the question to the parties to the payment of the fine.

Here: how each step calls its action. Not here: the words of the story (`cases_writ`).
"""

from collections.abc import Mapping
from typing import Any

from cases.models import Participant
from cases.moving import do
from ecase.demo.asked import Asked
from ecase.law.clock import local
from ecase.web.speaking import speaking
from writ.actions import start
from writ.actions.after import unserved
from writ.actions.judging import convicted
from writ.models import Accused, Copy, Will, Writ
from writ.resource import WRIT

# What the investigator enters of a person whom nothing bars.
NOTHING_BARS = {
    "established": True, "immunity": False, "mental_disorder_after": False, "unable_to_defend": False,
    "citizen": True, "cumulative_sentences_cc60": False,
}  # fmt: skip
DISPUTES_NOTHING = {"not_disputes_evidence": True, "not_disputes_qualification": True, "not_disputes_damage": True}
# How a copy reached its addressee, and what proves it.
BY_HAND = ("in_person", "Расписка в получении")
BY_POST = ("post", "Уведомление о вручении почтового отправления")
BY_WIRE = ("electronic", "Уведомление о доставке электронного сообщения")


class ByWrit(Asked):
    """A case that the investigator wants decided by writ."""

    writ: Writ

    def charged(
        self, days_ago: int, known: Mapping[str, Any], article: str, suspicion: str, act: str, *, by: str = "prosecutor"
    ) -> None:
        """Somebody entered in the case is recognised as a suspect that day; the day after his act is qualified."""
        person = self.person(self.on(days_ago, "10:10"), "witness", **known)
        self.recognised(by, self.on(days_ago, "11:30"), self.on(days_ago, "16:40"), person, article, suspicion)
        self.qualified(by, self.on(days_ago - 1, "09:50"), self.on(days_ago - 1, "15:20"), article, act)

    # --- before the ruling --------------------------------------------------------------------------

    def begin(self, hours: float) -> Writ:
        """The writ is opened; everybody whose word is needed is asked."""
        with self.speaks(self.investigator, hours) as (by, at):
            self.writ = start(case_id=self.case.pk, by=by, at=at)
        return self.writ

    def states(self, hours: float, **other: bool) -> None:
        """The facts of the suspect that no register holds."""
        self.goes_by(self.investigator, hours, "state_facts", person=str(self.suspect.pk), **{**NOTHING_BARS, **other})

    def motion(self, hours: float, *, counsel: str = "", means: str = "paper") -> None:
        """The suspect's motion, taken in by the investigator; `counsel`, a lawyer of the story, was present."""
        beside = {"counsel": self.posts[counsel].user.get_full_name()} if counsel else {}
        self.goes_by(
            self.investigator, hours, "file_motion", person=self._word(self.suspect), means=means,
            **DISPUTES_NOTHING, **beside,
        )  # fmt: skip

    def agrees(self, hours: float, person: Participant, *, means: str = "paper") -> None:
        """The victim's consent, taken in by the investigator."""
        self.goes_by(self.investigator, hours, "consent", person=self._word(person), means=means)

    def objects(self, hours: float, person: Participant, reasons: str, *, means: str = "paper") -> None:
        """The victim does not want the writ, or no longer; taken in by the investigator."""
        self.goes_by(self.investigator, hours, "object_victim", person=self._word(person), reasons=reasons, means=means)

    def _word(self, person: Participant) -> str:
        with speaking(self.posts[self.investigator]):
            return str(Will.objects.get(writ=self.writ, participant=person).pk)

    # --- from hand to hand --------------------------------------------------------------------------

    def requests(self, hours: float, circumstances: str, evidence: str, **said: str) -> None:
        """The ruling to apply the writ procedure."""
        self.goes_by(self.investigator, hours, "request", circumstances=circumstances, evidence=evidence, **said)

    def passes_on(self, hours: float, *, who: str = "head", reasons: str = "") -> None:
        self.goes_by(who, hours, "agree", **({"reasons": reasons} if reasons else {}))

    def approves(self, hours: float, reasons: str, *, who: str = "prosecutor") -> None:
        """The prosecutor sends the case to court; its judge is drawn the same second."""
        self.goes_by(who, hours, "approve", reasons=reasons)

    def convicts(self, hours: float, established: str, *, who: str = "trial_judge", **said: Any) -> None:
        """The verdict: `fine_1_1` and what else the form asks, in the order of the accused and their charges."""
        self.goes_by(who, hours, "convict", established=established, **said)

    # --- after the verdict --------------------------------------------------------------------------

    def serves(self, hours: float, how: Mapping[str, tuple[str, str]], *, who: str = "clerk") -> None:
        """The court notes that the copies for these addressees (a key of RECEIVERS each) have reached them."""
        with speaking(self.posts[who]):
            copies = list(unserved(self.writ).filter(to_whom__in=how))
        for copy in copies:
            means, proof = how[copy.to_whom]
            self.goes_by(who, hours, "serve", copy=str(copy.pk), served_at=self.at(hours), means=means, proof=proof)

    def disagrees(self, who: str, hours: float, reasons: str, **taken_in: str) -> None:
        """The convict says no: himself, by his defender, or by a paper the court takes in."""
        with speaking(self.posts[who]):
            copy = Copy.objects.get(writ=self.writ, to_whom="convict", participant=self.suspect)
        self.goes_by(who, hours, "object", person=str(copy.pk), reasons=reasons, **taken_in)

    def cancels(self, hours: float, *, who: str = "trial_judge") -> None:
        self.goes_by(who, hours, "cancel")

    def executes(self, hours: float, *, who: str = "clerk") -> None:
        self.goes_by(who, hours, "execute")

    def pays(self, hours: float, share: float, proof: str, *, who: str = "clerk") -> None:
        """So much of the fine came in that day, to the hundred tenge."""
        with speaking(self.posts[who]):
            row: Accused = convicted(self.writ)[0]
        amount = round((row.amount or 0) * share / 100) * 100
        day = local(self.at(hours)).date()
        self.goes_by(
            who, hours, "note_payment", person=str(row.pk), paid_on=day.isoformat(), amount=amount, proof=proof
        )

    def goes_by(self, who: str, hours: float, name: str, **fields: Any) -> Writ:
        """A move on the writ."""
        with self.speaks(who, hours) as (by, at):
            self.writ = do(WRIT, self.writ.pk, name, by=by, at=at, **fields)
        return self.writ
