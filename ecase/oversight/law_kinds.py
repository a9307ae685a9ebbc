"""What `/law/` prints of the kinds of sanction: each row of the law in words, found by words, and two lists beside it.

The rows are `ecase.law.kinds_all` and `ecase.law.rulings`; nothing here decides or knows a number. The lists are what
only the prosecutor approves and what its author applies alone.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecase.law.act import Field
from ecase.law.cite import parse
from ecase.law.editions import SOURCES, Edition
from ecase.law.folding import folded, stem
from ecase.law.kinds import GROUPS, Ends, Hearing, Kind, Opens
from ecase.law.kinds_all import KINDS
from ecase.law.ladder import BESIDE, LADDER, Rise
from ecase.law.limits import ANCHORS, LIMITS, UNITS
from ecase.law.roles import PROSECUTION, TITLES, Role
from ecase.law.rulings import RULINGS
from ecase.law.words import N_
from ecase.web.says import cited
from sanctions.acts.words import RECEIVERS
from sanctions.moves import MOVES

CONFIDENCE = {
    "V": "",
    "P": N_("known from a paraphrase"),
    "M": N_("to be checked by a lawyer"),
    "own": N_("a service term of this system, not of the law"),
}
ABOUT = {
    "suspect": N_("a suspect"),
    "person": N_("a person of the case"),
    "object": N_("a place, a thing or property"),
    "either": N_("a person, or a place, a thing or property"),
}
HEARINGS: dict[Hearing, tuple[str, str]] = {
    Hearing.ALWAYS: (N_("always"), ""),
    Hearing.IF_NEEDED: (
        N_("where facts have to be examined, or the prosecutor or the defence asks for it"), "CPC 56(2)",
    ),
    Hearing.NEVER: (N_("none"), ""),
}  # fmt: skip
OPENED: dict[Opens, str] = {
    Opens.SUPPORT: N_("when the request has left the prosecutor or gone to the court"),
    Opens.DECISION: N_("when it is decided"),
    Opens.EXECUTION: N_("when it is executed"),
    Opens.NEVER: N_("never; the person is told afterwards, as the Code says"),
}
OVER: dict[Ends, str] = {
    Ends.EXECUTED: N_("an action: over when it is executed and reported"),
    Ends.RUNS: N_("a measure: lasts until its term ends, or it is changed or cancelled"),
}
# The terms of a row, in the order in which they come.
TERMS_OF = (
    ("petition_term", N_("To ask")),
    ("support_term", N_("The prosecutor's answer")),
    ("decision_term", N_("The decision")),
    ("grants", N_("What it starts")),
    ("report_term", N_("The report")),
)
# So few found rows are shown open.
FEW = 3
APPEAL = "ij.appeal"
# What a decider may fix in the place of the usual length (`ecase.law.kind_terms`).
LENGTHS = frozenset({"short_days", "days", "months", "until"})


def kinds_printed(day: date, text: str = "", *, whole: bool = False) -> list[dict[str, Any]]:
    """The kinds by group as they hold on `day`: `{title, rows}`. `text`: only those that answer to these words;
    `whole`: every row stands open."""
    chosen = [kind for kind in KINDS.values() if answers_to(kind, text)]
    shown = whole or (bool(text.strip()) and len(chosen) <= FEW)
    groups = [
        {"title": _(title), "rows": [_row(kind, day, shown) for kind in chosen if kind.group is group]}
        for group, title in GROUPS.items()
    ]
    return [group for group in groups if group["rows"]]


def answers_to(kind: Kind, text: str) -> bool:
    """Whether every word of `text` begins a word of the row: name, group, grounds, note, or the number of an article.
    Spellings and endings do not matter."""
    asked = [stem(word) for word in folded(text)]
    if not asked:
        return True
    said = " ".join(
        (
            *(_(words) for words in (kind.title, GROUPS[kind.group], kind.note) if words),
            *(_(ground.title) for ground in kind.grounds),
            kind.code.replace("_", " "),
        )
    )
    names = [*folded(said), *(ref.article for ref in parse(kind.cite))]
    return all(any(name.startswith(word) for name in names) for word in asked)


def by_prosecutor(day: date) -> list[dict[str, Any]]:
    """What is in force only when a prosecutor has approved it and no court is asked: rulings on the case, then kinds of
    sanction. Rows `{title, asked_by, decider, sent, decided, cite, url}`."""
    rulings = [
        {
            "title": _(ruling.title),
            "asked_by": roles(ruling.authors),
            "decider": roles(ruling.deciders),
            "sent": _length(ruling.to_decider, day),
            "decided": _length(ruling.decision_term, day),
            "cite": ruling.cite,
            "url": "",
        }
        for ruling in RULINGS.values()
        if ruling.deciders and ruling.deciders <= PROSECUTION
    ]
    kinds = [
        {
            "title": _(kind.title),
            "asked_by": roles(kind.asked_by),
            "decider": roles(kind.deciders),
            "sent": _length(kind.petition_term, day),
            "decided": _length(kind.decision_term, day),
            "cite": kind.cite,
            "url": f"#{anchor(kind)}",
        }
        for kind in KINDS.values()
        if kind.by_prosecutor
    ]
    return rulings + kinds


def alone() -> list[dict[str, Any]]:
    """What is in force by the signature of its author. Rows `{title, asked_by, over, copies, cite, url}`."""
    return [
        {
            "title": _(kind.title),
            "asked_by": roles(kind.asked_by),
            "over": _(OVER[kind.ends]),
            "copies": receivers(kind),
            "cite": kind.cite,
            "url": f"#{anchor(kind)}",
        }
        for kind in KINDS.values()
        if kind.alone
    ]


def anchor(kind: Kind) -> str:
    return f"kind-{kind.code}"


def roles(of: Iterable[Role]) -> str:
    """Their titles, in the order of the table of roles."""
    held = set(of)
    return ", ".join(_(title) for role, title in TITLES.items() if role in held)


def receivers(kind: Kind) -> str:
    """Who gets the order, each once."""
    return ", ".join(dict.fromkeys(_(RECEIVERS.get(code, code)) for code in kind.copies))


def terms_of(kind: Kind) -> Iterator[tuple[str, str, str]]:
    """Name of the term in the row, its words, key of its limit."""
    for name, title in TERMS_OF:
        key = getattr(kind, name)
        if key:
            yield name, title, key


def later_kinds(kind: Kind) -> list[str]:
    """Codes of the kinds that go on from this one: its extension, its cancellation."""
    return [row.code for row in KINDS.values() if kind.code in row.extends and row.code != kind.code]


# --- one row ------------------------------------------------------------------------------------------------------


def _row(kind: Kind, day: date, shown: bool) -> dict[str, Any]:
    source = SOURCES.get(kind.source)
    return {
        "anchor": anchor(kind),
        "title": _(kind.title),
        "cite": kind.cite,
        "brief": brief(kind),
        "open": shown,
        "sure": _(CONFIDENCE[kind.confidence]) if kind.confidence != "V" else "",
        "facts": list(_facts(kind)),
        "terms": list(_terms(kind, day)),
        "steps": [_step(rise) for rise in LADDER] if _climbs(kind) else [],
        "grounds": [{"title": _(one.title), "cite": one.cite} for one in kind.grounds],
        "least": kind.grounds_least,
        "stated": _fields(kind.facts),
        "decides": _fields(kind.decides),
        "documents": [{"title": _(one.title), "cite": one.cite, "needed": not one.room} for one in kind.documents],
        "note": _(kind.note) if kind.note else "",
        "since": kind.since,
        "source": f"{source.edition_of:%d.%m.%Y}" if source else "",
        "source_url": source.url if source else "",
        "confidence": kind.confidence,
    }


def brief(kind: Kind) -> str:
    """Who decides, in a few words beside the name."""
    if kind.alone:
        return _("by its author alone")
    if kind.by_prosecutor:
        return _("by the prosecutor")
    return _("by the prosecutor and the court") if kind.supported else _("by the court")


def _facts(kind: Kind) -> Iterator[dict[str, str]]:
    """The lines of a row that are one sentence each."""
    yield _fact(_("Concerns"), _(ABOUT[kind.about]))
    yield _fact(_("Who asks"), roles(kind.asked_by), kind.cite_of("apply" if kind.alone else "submit"))
    if kind.head_agrees:
        yield _fact(_("In an inquiry"), _("the head of the body of inquiry agrees first"), "CPC 62(5)")
    if kind.supported:
        who = _("the prosecutor whom the table of steps names") if _climbs(kind) else roles(kind.prosecutors)
        yield _fact(_("Who agrees"), who, kind.cite_of("support"))
    elif kind.copy_to_prosecutor:
        yield _fact(_("Prosecutor"), _("gets a copy at the same time"))
    yield _fact(_("Who decides"), _("its author, by signature") if kind.alone else roles(kind.deciders))
    if kind.by_court:
        words, cite = HEARINGS[kind.hearing]
        yield _fact(_("Hearing"), _(words), cite)
    yield from _pace(kind)
    yield from _end(kind)
    yield _fact(_("Copies"), receivers(kind))
    yield _fact(_("The parties see it"), _(OPENED[kind.opens]))
    yield _appeal(kind)
    if kind.bulk:
        yield _fact(_("By a list"), _("the prosecutor may decide several at once"))


def _pace(kind: Kind) -> Iterator[dict[str, str]]:
    if kind.at_once:
        yield _fact(_("Pace"), _("decided without delay; the Code names no hour"))
    if kind.acted_first:
        yield _fact(
            _("Urgent"),
            _("The action comes first, its legality is asked after; found unlawful, what was obtained is no evidence."),
        )
    elif kind.urgent:
        yield _fact(
            _("Urgent"),
            _(
                "Where it cannot wait, the action may come first and its legality is asked after; found unlawful, "
                "what was obtained is no evidence."
            ),
        )
    for beside in BESIDE.values():
        if beside.kind == kind.code and beside.to_court:
            words = _("%(days)s full days before the running term ends") % {"days": beside.to_court}
            yield _fact(_("To the court"), words, beside.cite)


def _end(kind: Kind) -> Iterator[dict[str, str]]:
    yield _fact(_("How it ends"), _(OVER[kind.ends]))
    if kind.extends:
        yield _fact(_("Follows on"), _titles(kind.extends))
    if later := later_kinds(kind):
        yield _fact(_("May be followed by"), _titles(later))
    if kind.lifted_by:
        lift = MOVES[kind.code].get("lift")
        yield _fact(_("Who may lift it early"), roles(kind.lifted_by), lift.cite if lift else "")
    if kind.lift_consent:
        yield _fact(_("With whose consent"), roles(kind.lift_consent))


def _appeal(kind: Kind) -> dict[str, str]:
    if kind.appeal:
        limit = LIMITS[APPEAL]
        who = _("the prosecutor") if kind.appeal == "prosecutor" else _("the prosecutor and the parties")
        words = _("%(who)s, to the oblast court, within %(term)s") % {
            "who": who,
            "term": _(UNITS[limit.unit]) % {"n": limit.editions[-1].amount},
        }
        return _fact(_("Appeal"), words, limit.editions[-1].cite)
    return _fact(_("Appeal"), _("a complaint to the prosecutor or the court"), "CPC 100-106")


def _titles(codes: Iterable[str]) -> str:
    return "; ".join(_(KINDS[code].title) for code in codes)


def _fact(title: str, value: str, cite: str = "") -> dict[str, str]:
    return {"title": title, "value": value, "cite": cite}


def _fields(fields: Iterable[Field]) -> list[dict[str, Any]]:
    return [{"title": _(one.label), "cite": one.cite, "needed": one.required} for one in fields]


def _climbs(kind: Kind) -> bool:
    """Whether its length decides who asks, who agrees and until when."""
    return bool(kind.support_term) and any(field.name == "months" for field in kind.facts)


def _step(rise: Rise) -> dict[str, Any]:
    days = UNITS["d"]
    return {
        "months": _("up to %(n)s months in all") % {"n": rise.months},
        "asked_by": _(rise.asked_by),
        "agreed_with": _(rise.agreed_with),
        "to_prosecutor": _(days) % {"n": rise.to_prosecutor},
        "to_court": _(days) % {"n": rise.to_court},
        "cite": rise.cite,
    }


def _terms(kind: Kind, day: date) -> Iterator[dict[str, Any]]:
    for name, title, key in terms_of(kind):
        told = term_printed(title, key, day)
        if told is None:
            continue
        if name == "grants" and any(field.name in LENGTHS for field in kind.decides):
            told["others"].append(_("the decision may set another length"))
        yield told


# --- one term -----------------------------------------------------------------------------------------------------


def term_printed(title: str, key: str, day: date) -> dict[str, Any] | None:
    """A term of a row by the edition of `day`; None where the law had none."""
    limit = LIMITS[key]
    edition = next((one for one in limit.editions if one.holds_on(day)), None)
    if edition is None:
        return None
    return {
        "of": _(title),
        "title": _(limit.title),
        "amount": _(UNITS[limit.unit]) % {"n": edition.amount},
        "others": [f"{_(UNITS[limit.unit]) % {'n': one.value}}: {_(one.title)}" for one in edition.amounts],
        "runs_from": _(ANCHORS[limit.anchor]),
        "note": _(edition.note) if edition.note else "",
        "cite": edition.cite,
        "edition": edition_words(edition),
        "since": edition.since,
        "url": f"{reverse('calculator_of', args=['term'])}?rule={key}",
    }


def edition_words(edition: Edition) -> str:
    """The edition's code and how sure it is; a service term has no edition, its words stand alone."""
    certainty = CONFIDENCE[edition.confidence]
    code = "" if edition.confidence == "own" else f"{edition.code} [{edition.confidence}]"
    return " ".join(part for part in (code, f"({_(certainty)})" if certainty else "") if part)


def _length(key: str, day: date) -> str:
    """The length and the article of a limit in one line; empty where there is none."""
    told = term_printed("", key, day) if key else None
    return f"{told['amount']} ({cited(told['cite'])})" if told else ""
