"""What the tests of the actions share: short papers, rows and entries counted, a story told by the hour.

`quick_papers` stands in for typesetting and for the signing authority, which have tests of their own
(tests/documents); every rule about drafts and signatures still runs on its bytes.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from cases.models import Deadline
from cases.moving import do
from detention.models import Detention
from detention.resource import DETENTION
from ecase.documents import actions as documents
from ecase.documents.models import Draft
from ecase.law.words import Refused
from ecase.ledger.models import Entry
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.actions.holding import DECISIONS
from sanctions.checks import checks_of
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, tell_detention

MINUTE = timedelta(minutes=1)
REASONS = "Доводы проверены по материалам дела, листы 1–12, и подтверждаются ими."
SEAL = b"%sealed "


@pytest.fixture
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts of a few bytes, signed by a seal that breaks when a byte of them changes."""

    def render(template: str, context: Any, *, language: str) -> Any:
        text = f"%PDF-1.7 {template} {context['act']['title']} {sorted(context)}".encode()
        return SimpleNamespace(pdf=text, pages=1, mark="")

    def sign(pdf: bytes, *, signer: Any, at: datetime, **_: Any) -> Any:
        body = pdf + f" {signer.post} {at.isoformat()} ".encode()
        sealed = body + SEAL + hashlib.sha256(body).hexdigest().encode()
        return SimpleNamespace(pdf=sealed, cms=b"", certificate_serial="1", subject=signer.surname)

    def verify(pdf: bytes, **_: Any) -> Any:
        body, _seal, digest = pdf.rpartition(SEAL)
        whole = hashlib.sha256(body).hexdigest().encode() == digest
        return SimpleNamespace(state="verified" if whole else "failed")

    monkeypatch.setattr(documents, "render", render)
    monkeypatch.setattr(documents, "provider", lambda code: SimpleNamespace(sign=sign))
    monkeypatch.setattr(documents, "verify", verify)
    monkeypatch.setattr(documents, "page_count", lambda pdf: 1)


def full_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


OURS = frozenset({"cases", "detention", "sanctions", "documents", "ledger"})


def written() -> dict[str, int]:
    """How many rows of each table of ours the speaker sees, entries of the ledger included."""
    tables = sorted(m._meta.db_table for m in apps.get_models() if m._meta.app_label in OURS and m._meta.managed)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


@contextmanager
def refused(code: str, by: Appointment | None = None) -> Iterator[None]:
    """Inside, an act is refused with `code`, in words, and nothing is written."""
    with speaking(by) if by is not None else _already():
        before = written()
        with pytest.raises(Refused) as stopped:
            yield
        assert stopped.value.refusal.code == code
        assert len(str(stopped.value.refusal)) > 10 and "%(" not in str(stopped.value.refusal)
        assert written() == before


@contextmanager
def _already() -> Iterator[None]:
    yield


def with_reasons(sanction: Sanction, at: datetime) -> Sanction:
    """The request with a written reason for every check that leaves room: the checks have tests of their own."""
    why = {check.code: REASONS for check in checks_of(sanction, at) if check.bad and check.room}
    if why:
        Sanction.objects.filter(pk=sanction.pk).update(why=why)
        sanction.why = why
    return sanction


class Story:
    """A person held since `start`, told hour by hour. Every method speaks as whoever acts."""

    def __init__(
        self,
        posts: dict[str, Appointment],
        *,
        ago: int = 80,
        at: float = 0.5,
        protocol: float | None = None,
        **more: Any,
    ) -> None:
        self.posts = posts
        self.start = full_minute(now()) - ago * HOUR
        if protocol is not None:
            more["protocol_at"] = self.at(protocol)
        self.detention: Detention = tell_detention(posts, held_at=self.start, at=self.at(at), **more)
        self.investigator = next(a for a in posts.values() if a.pk == self.detention.case.investigator_id)

    def at(self, hours: float) -> datetime:
        return self.start + timedelta(minutes=round(hours * 60))

    def move(self, hours: float, who: str, name: str, **fields: Any) -> Detention:
        """A move on the detention by the demo account `who`."""
        with speaking(self.posts[who]):
            moved = do(DETENTION, self.detention.pk, name, by=self.posts[who], at=self.at(hours), **fields)
        self.detention = moved
        return self.detention

    def ask(self, hours: float, **more: Any) -> Sanction:
        """The investigator drafts a request for the arrest of the person held."""
        with speaking(self.investigator):
            made = request(
                case_id=self.detention.case_id,
                by=self.investigator,
                at=self.at(hours),
                **{
                    "kind": "arrest",
                    "participant_id": self.detention.participant_id,
                    "grounds": "Скрывался от следствия, листы 3–7; постоянного места жительства не имеет.",
                    **more,
                },
            )
            return with_reasons(made, self.at(hours))

    def decide(self, hours: float, who: str, sanction: Sanction, name: str, **fields: Any) -> Sanction:
        """A move on the request."""
        if name == "support":
            fields.setdefault("reasons", REASONS)  # a check that only a written reason overcomes asks for the opinion
        if name in DECISIONS and sanction.rule.hearing == "always" and sanction.rule.by_court:
            fields.setdefault("hearing_at", self.at(hours) - MINUTE)  # "unheard" is a test of its own
        with speaking(self.posts[who]):
            moved: Sanction = do(SANCTION, sanction.pk, name, by=self.posts[who], at=self.at(hours), **fields)
            if name == "amend":
                with_reasons(moved, self.at(hours))
        return moved

    def in_court(self, hours: float = 20) -> Sanction:
        """A request that the prosecutor has put before the judge at `hours`."""
        sanction = self.ask(hours - 2)
        self.decide(hours - 1, "investigator", sanction, "submit")
        return self.decide(hours, "prosecutor", sanction, "support")

    def fresh(self) -> Detention:
        with speaking(self.investigator):
            found: Detention = DETENTION.visible(self.investigator).get(pk=self.detention.pk)
        return found

    def terms(self, row: Detention | Sanction | None = None) -> dict[str, tuple[str, float]]:
        """Rule -> ("live" | "met" | "ended", hours from the holding to its end), the latest row of each rule."""
        with speaking(self.investigator):
            found = Deadline.objects.filter(matter_id=(row or self.detention).pk).order_by("id")
            return {d.rule: (self._state(d), (d.due_at - self.start) / HOUR) for d in found}

    def rows(self, rule: str) -> list[Deadline]:
        """Every row of one rule on the detention, oldest first."""
        with speaking(self.investigator):
            return list(Deadline.objects.filter(matter_id=self.detention.pk, rule=rule).order_by("id"))

    def prepared(self) -> list[Draft]:
        """The rulings that lie ready for the head of the place of detention."""
        with speaking(self.investigator):
            return list(Draft.objects.filter(subject_id=self.detention.pk, prepared_by_clock=True))

    def facts(self, kind: str) -> dict[str, Any]:
        """The public part of the one entry of `kind`."""
        with speaking(self.investigator):
            return Entry.objects.get(stream__case_id=self.detention.case_id, kind=kind).facts

    @staticmethod
    def _state(deadline: Deadline) -> str:
        return "live" if deadline.live else "met" if deadline.met_at else "ended"

    def entries(self) -> list[str]:
        with speaking(self.investigator):
            rows = Entry.objects.filter(stream__case_id=self.detention.case_id).order_by("seq")
            return list(rows.values_list("kind", flat=True))
