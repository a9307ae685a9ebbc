"""What is looked at before a request goes on, as rules on plain values: papers, terms, times, places, posts.

Each rule answers with `Check`s: what is wrong or in order, in words, with its article, whether a written reason lets
the request go, and where it is mended. Here: rules that need no database. Not here: gathering their values
(`sanctions.checks`), and what the law says of custody itself (`arrest`, `house_arrest`, `bail`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ecase.law.clock import local, shown
from ecase.law.folding import folded
from ecase.law.kinds import Kind, Needed
from ecase.law.words import N_, Refusal

# Facts that name a day or a moment still to come; every other one tells of what has been.
AHEAD = frozenset({"running_until", "until", "due_on", "bring_at", "leaves_on", "to_day", "period_until"})
NEAR = timedelta(hours=3)
IN_DAYS = timedelta(days=2)


@dataclass(frozen=True)
class Check:
    """One thing looked at. `ok` None: to be borne in mind. `room`: a written reason lets the request go without it.

    `early`: asked already while the request is being written, because nothing written later could mend it. `field`:
    where its refusal is shown; `place`: where it is mended ("facts", "grounds", "text", "file", "people", …).
    """

    code: str
    says: str
    ok: bool | None
    cite: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    room: bool = False
    field: str = ""
    early: bool = False
    place: str = ""

    @property
    def bad(self) -> bool:
        return self.ok is False

    @property
    def never(self) -> bool:
        """It is not met, and no reason replaces it."""
        return self.bad and not self.room

    def refusal(self) -> Refusal:
        return Refusal(self.code, self.says, dict(self.params), self.cite, field=self.field)


def of_refusal(refusal: Refusal, *, room: bool = False, early: bool = False, place: str = "") -> Check:
    """A refusal of another rule as a check that is not met."""
    return Check(
        refusal.code, refusal.says, False, refusal.cite, dict(refusal.params), room, refusal.field, early, place
    )


# --- papers ------------------------------------------------------------------------------------------------------


def papers(kind: Kind, filed: Collection[str], *, said: Mapping[str, str] | None = None) -> Iterator[Check]:
    """Each paper the kind needs: filed or missing. `said`: reasons the request itself gives, by the paper's code."""
    there = frozenset(filed)
    for needed in kind.documents:
        yield _paper(needed, bool(there & frozenset(needed.kinds)), (said or {}).get(needed.code, ""))


# Papers that are drawn up here and enter the file by themselves, by where that is done.
_DRAWN = {"qualification": "qualify"}


def _paper(needed: Needed, there: bool, reason: str) -> Check:
    code, params = f"document_{needed.code}", {"paper": needed.title}
    if there:
        return Check(code, N_("In the file: %(paper)s."), True, needed.cite, params)
    if reason.strip():
        return Check(code, N_("Not in the file, and the request says why: %(paper)s."), None, needed.cite, params)
    place = _DRAWN.get(needed.code, "file")
    return Check(code, N_("Not in the file: %(paper)s."), False, needed.cite, params, room=needed.room, place=place)


# --- terms -------------------------------------------------------------------------------------------------------


def in_time(code: str, due_at: datetime, at: datetime, cite: str) -> Check:
    """Whether what has to be with somebody by `due_at` can still be there in time; late is said with how much.

    A late request is not kept back: the law leaves it to whoever decides, and its author says why it is late.
    """
    late = at > due_at
    time = at - due_at if late else due_at - at
    days, hours, minutes = span(time)
    params: dict[str, str | int] = {"due": end_shown(due_at)}
    if days:
        params["days"] = days
        says = (
            N_("Late by %(days)s days: it had to be sent before %(due)s. Say why.")
            if late
            else N_("In time: %(days)s days left, to be sent before %(due)s.")
        )
    else:
        params |= {"hours": hours, "minutes": minutes}
        says = (
            N_("Late by %(hours)s h %(minutes)s min: it had to be sent before %(due)s. Say why.")
            if late
            else N_("In time: %(hours)s h %(minutes)s min left, to be sent before %(due)s.")
        )
    if late:
        return Check(code, says, False, cite, params, room=True)
    return Check(code, says, None if time < NEAR else True, cite, params)


def span(time: timedelta) -> tuple[int, int, int]:
    """A length as whole days from `IN_DAYS` on, and below it as hours and minutes."""
    if time >= IN_DAYS:
        return time // timedelta(days=1), 0, 0
    minutes = max(0, int(time.total_seconds() // 60))
    return 0, minutes // 60, minutes % 60


def end_shown(due_at: datetime) -> str:
    """An end as it is said: midnight is 24:00 of the day before."""
    moment = local(due_at)
    if (moment.hour, moment.minute) != (0, 0):
        return shown(due_at)
    return f"{moment - timedelta(minutes=1):%d.%m.%Y}, 24:00"


# --- times that cannot be ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Times:
    """The moments of one request. `stated`: facts of its kind that are days or moments, with their labels."""

    at: datetime
    occurred_at: datetime | None = None
    registered_at: datetime | None = None
    acted_from: datetime | None = None
    acted_until: datetime | None = None
    suspect_since: datetime | None = None
    stated: Mapping[str, tuple[str, date | datetime]] = field(default_factory=dict)


def times(given: Times) -> Iterator[Check]:
    """What cannot be: an end before its beginning, a past that is still to come, an action before the offence."""
    if given.acted_from and given.acted_until and given.acted_until < given.acted_from:
        yield Check(
            "action_ended_before_it_began", N_("The action ended before it began. Look at both times again."), False,
            "CPC 199", field="acted_until", place="facts",
        )  # fmt: skip
    for name, (label, when) in given.stated.items():
        if name not in AHEAD and _after(when, given.at):
            yield Check(
                "fact_in_the_future", N_("“%(fact)s” lies in the future: %(when)s."), False, "CPC 199",
                {"fact": label, "when": _told(when)}, field=name, place="facts",
            )  # fmt: skip
    begun = given.acted_from or given.acted_until
    if begun and given.occurred_at and begun < given.occurred_at:
        yield Check(
            "acted_before_offence",
            N_("The action is dated %(when)s, before the offence itself: %(offence)s."), False, "CPC 24, 125",
            {"when": shown(begun), "offence": shown(given.occurred_at)}, room=True, field="acted_from", place="facts",
        )  # fmt: skip
    elif begun and given.registered_at and begun < given.registered_at:
        yield Check(
            "acted_before_registration",
            N_("The action is dated %(when)s, before the case was registered: %(registered)s."), None,
            "CPC 179(1)", {"when": shown(begun), "registered": shown(given.registered_at)}, place="facts",
        )  # fmt: skip
    if given.suspect_since and given.suspect_since > given.at:
        yield Check(
            "asked_before_suspect",
            N_("The person becomes a suspect only on %(since)s: nothing is asked for before that."), False,
            "CPC 64(1)", {"since": shown(given.suspect_since)}, field="participant", place="people",
        )  # fmt: skip


def spans(rows: Iterable[tuple[str, str, Any, Any]]) -> Iterator[Check]:
    """Pairs of facts that have an order: (field, label of the span, from, to)."""
    for name, label, since, until in rows:
        if since and until and until < since:
            yield Check(
                "span_upside_down", N_("“%(fact)s” ends before it begins: %(since)s – %(until)s."), False, "",
                {"fact": label, "since": _told(since), "until": _told(until)}, field=name, place="facts",
            )  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A signed paper of the file: when it says it was signed."""

    title: str
    sheets: str
    signed_at: datetime


def signed_before(case_began: datetime, signed: Iterable[Paper]) -> Iterator[Check]:
    """Acts of the case that say they were signed before the case existed."""
    for paper in signed:
        if paper.signed_at < case_began:
            yield Check(
                "signed_before_the_case",
                N_("“%(paper)s”, sheets %(sheets)s, was signed on %(when)s, before the case was registered."), False,
                "CPC 179(1), 199", {"paper": paper.title, "sheets": paper.sheets, "when": shown(paper.signed_at)},
                room=True, place="file",
            )  # fmt: skip


def _after(when: date | datetime, at: datetime) -> bool:
    return when > at if isinstance(when, datetime) else when > local(at).date()


def _told(when: Any) -> str:
    return shown(when) if isinstance(when, datetime) else f"{when:%d.%m.%Y}"


# --- a person in two places --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stay:
    """Somebody is said to have been at `place` from `since` until `until` (None: still). `what`: in words."""

    what: str
    place: str
    since: datetime
    until: datetime | None = None

    def meets(self, other: "Stay") -> bool:
        """Both at once: touching ends are no meeting."""
        first, second = (self, other) if self.since <= other.since else (other, self)
        return first.until is None or first.until > second.since


def two_places(name: str, stays: Iterable[Stay]) -> Iterator[Check]:
    """One person, at one time, in two places that are named differently."""
    rows = sorted(stays, key=lambda stay: stay.since)
    for number, first in enumerate(rows):
        for second in rows[number + 1 :]:
            if first.meets(second) and _elsewhere(first.place, second.place):
                yield Check(
                    "in_two_places",
                    N_("%(name)s is in two places on %(when)s: %(one)s (%(here)s) and %(other)s (%(there)s)."), False,
                    "CPC 125, 199",
                    {
                        "name": name, "when": shown(second.since), "one": first.what, "here": first.place,
                        "other": second.what, "there": second.place,
                    },
                    room=True, place="facts",
                )  # fmt: skip


def _elsewhere(one: str, other: str) -> bool:
    """Two places by their words; where one says more of the same address they are one."""
    first, second = _words(one), _words(other)
    return bool(first) and bool(second) and not (first <= second or second <= first)


def _words(place: str) -> frozenset[str]:
    return frozenset(word for word in folded(place) if any(char.isalnum() for char in word))


# --- who has to be there -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Posts:
    """Who would get the request. `court`: the investigating court of the body; its name, empty where none is set."""

    head: bool = True
    prosecutor: bool = True
    court: str = ""
    judges: int = 0


def posts(kind: Kind, there: Posts, *, head_first: bool) -> Iterator[Check]:
    """Nobody sends a request into an empty room: each post on its way is held by somebody."""
    if head_first and not there.head:
        yield Check(
            "no_head", N_("Nobody holds the post of the head of your body: he agrees first. Tell your office."), False,
            "CPC 62(5)", place="posts",
        )  # fmt: skip
    if (kind.supported or kind.by_prosecutor) and not there.prosecutor:
        yield Check(
            "no_prosecutor", N_("The case has no supervising prosecutor. Ask the prosecutor's office to name one."),
            False, "CPC 193(1)", place="posts",
        )  # fmt: skip
    if not kind.by_court:
        return
    if not there.court:
        yield Check(
            "no_court", N_("No investigating court is set for your body. The registrar of offices sets it."), False,
            "CPC 54, 55", place="posts",
        )  # fmt: skip
    elif not there.judges:
        yield Check(
            "no_judge", N_("%(court)s has no investigating judge in post now."), False, "CPC 54",
            {"court": there.court}, place="posts",
        )  # fmt: skip
    else:
        yield Check("court", N_("Goes to %(court)s."), True, "CPC 55(1)", {"court": there.court})


# --- the same again ----------------------------------------------------------------------------------------------


def again(kind: Kind, *, under_way: str = "", refused_on: date | None = None, new: str = "") -> Iterator[Check]:
    """The same is asked for already, or was refused before and nothing new is said. `under_way`: where that stands."""
    if under_way:
        yield Check(
            "asked_already", N_("The same is under way already: %(state)s. Say why it is asked for once more."), False,
            kind.cite, {"state": under_way}, room=True,
        )  # fmt: skip
    if refused_on is not None and not new.strip():
        yield Check(
            "refused_before", N_("Refused on %(day)s. Say which circumstances are new."), False, kind.cite,
            {"day": f"{refused_on:%d.%m.%Y}"}, room=True, place="text",
        )  # fmt: skip


def beside(others: Iterable[tuple[str, str]]) -> Iterator[Check]:
    """Other preventive measures of the same person, asked for or in force: title and state."""
    for title, state in others:
        yield Check(
            "other_measure",
            N_("Of the same person there is already: %(measure)s (%(state)s). One measure stands in place of another."),
            None, "CPC 137(1), 153", {"measure": title, "state": state},
        )  # fmt: skip


def identity(*, known: bool, confirmed: bool, stated_unknown: bool) -> Check | None:
    """Whether it is known who the person is; None where nothing has to be said."""
    if known and confirmed:
        return Check("identity", N_("The person's identity is confirmed by a register."), True, "CPC 64")
    if stated_unknown:
        return Check("identity", N_("The identity is not established, and that is a ground named."), None, "CPC 147(1)")
    if known:
        return Check(
            "identity", N_("The identity was not yet confirmed by a register: the decider will ask."), None, "CPC 64",
            place="people",
        )  # fmt: skip
    return Check(
        "identity_unknown", N_("The person has no IIN and the identity is only described."), False, "CPC 64, 147(1)",
        room=True, place="people",
    )  # fmt: skip
