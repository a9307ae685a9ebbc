"""A person held, told day by day through every measure of the court: requests of any kind filled from its row.

Over `tests.telling`: what a kind asks for is made up here, so that a test names only what it is about.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from ecase.law.act import Field
from ecase.law.clock import local
from ecase.law.kinds_all import KINDS
from ecase.ledger.models import Entry
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.forms import COLUMNS, decision_form
from sanctions.models import Sanction
from tests.telling import MINUTE, REASONS, Story, with_reasons

DAY = 24


def filled(rows: Iterable[Field], at: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """A value for every required field of the law's row, and those given."""
    made: dict[str, Any] = {}
    for row in rows:
        if row.name in given:
            made[row.name] = given[row.name]
        elif row.required:
            made[row.name] = _value(row, at)
    return made


def _value(row: Field, at: datetime) -> Any:
    match row.kind:
        case "moment":
            return at.isoformat()
        case "date":
            return local(at).date().isoformat()
        case "number" | "money":
            return row.least or 1
        case "choice":
            return row.choices[0][0]
        case "ticks":
            return [row.choices[0][0]]
        case "yes":
            return True
    return "Сведения по листам дела 3–7, достаточно подробные для решения."


class Measures(Story):
    """`person` is the one held; every request is about him unless it is about a thing."""

    def decide(self, hours: float, who: str, sanction: Sanction, name: str, **fields: Any) -> Sanction:
        """As told there; the prosecutor says why he supports what a check speaks against."""
        if name == "support":
            fields.setdefault("reasons", REASONS)
        return super().decide(hours, who, sanction, name, **fields)

    def request(self, hours: float, kind: str, *, who: str = "", **given: Any) -> Sanction:
        """A draft of any kind by the demo account `who` (the investigator)."""
        rule, at = KINDS[kind], self.at(hours)
        by = self.posts[who] if who else self.investigator
        about = {}
        if rule.about != "object":
            about["participant_id"] = self.detention.participant_id
        if rule.about in ("object", "either"):
            about["object"] = "Алматы, ул. Абая, 12, кв. 4"
        columns = {name: given.pop(name) for name in (*COLUMNS, "extends_id", "participant_id") if name in given}
        stated = [ground.code for ground in rule.grounds][: max(rule.grounds_least, 1)]
        with speaking(by):
            made = request(
                case_id=self.detention.case_id,
                by=by,
                at=at,
                **{
                    "kind": kind,
                    **about,
                    "grounds": "Основания подтверждаются материалами дела на листах 3–7 и иными сведениями.",
                    "stated": stated,
                    "facts": filled(rule.facts, at, given),
                    **columns,
                },
            )
            return with_reasons(made, at)

    def judge_it(
        self, hours: float, sanction: Sanction, name: str = "grant", *, who: str = "", **given: Any
    ) -> Sanction:
        """The decision, by whom it waits for (or `who`), its form filled from the row."""
        if not who:
            with speaking(self.investigator):
                fresh = Sanction.objects.select_related("matter__waits_for__user").get(pk=sanction.pk)
                assert fresh.matter.waits_for is not None
                who = fresh.matter.waits_for.user.username
        form = decision_form(sanction.kind, name)
        fields = filled(sanction.rule.decides, self.at(hours), given) if name != "refuse" else {}
        fields |= {key: value for key, value in given.items() if key in form.base_fields}
        if "hearing_at" in form.base_fields:
            fields.setdefault("hearing_at", self.at(hours) - MINUTE)
        return self.decide(hours, who, sanction, name, reasons=REASONS, **fields)

    def pass_on(self, hours: float, sanction: Sanction, *, supported_by: Iterable[str] = ("prosecutor",)) -> Sanction:
        """Sent, supported where its route needs that: it lies before the one who decides."""
        sent = self.decide(hours, sanction.requested_by.user.username, sanction, "submit")
        if sanction.rule.supported:
            for who in supported_by:
                sent = self.decide(hours, who, sanction, "support")
        return sent

    def granted(self, hours: float, kind: str, *, asked: dict[str, Any] | None = None, **given: Any) -> Sanction:
        """Asked, supported and granted within three hours before `hours`."""
        extra = dict(asked or {})
        supported_by = extra.pop("supported_by", ("prosecutor",))
        draft = self.request(hours - 3, kind, **extra)
        self.pass_on(hours - 2, draft, supported_by=supported_by)
        return self.judge_it(hours, draft, **given)

    def arrested(self, hours: float = 24, **given: Any) -> Sanction:
        return self.granted(hours, "arrest", **given)

    def row(self, sanction: Sanction) -> Sanction:
        """The request as it stands now."""
        with speaking(self.investigator):
            return Sanction.objects.select_related("matter", "detention", "extends").get(pk=sanction.pk)

    def told(self, kind: str) -> list[Entry]:
        with speaking(self.investigator):
            return list(Entry.objects.filter(stream__case_id=self.detention.case_id, kind=kind).order_by("seq"))

    def day(self, days: int) -> Any:
        """The day that lies `days` after the first one."""
        return local(self.start).date() + timedelta(days=days)
