"""What every act of a sanction says of the request: its kind and route, whom and what it is about, facts, grounds."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from cases.acts import common, lines, sheets
from cases.models import Compartment
from cases.queries.suspects import PARTICIPANT, suspected
from detention.acts import facts as detention_facts
from ecase.documents.templatetags.acts import day
from ecase.law import cite
from ecase.law.act import Act
from ecase.law.clock import due, local
from ecase.law.limits import LIMITS
from ecase.law.withheld import CLOSED_INVESTIGATION
from ecase.people.models import Appointment
from ecase.web.says import say
from sanctions import rules
from sanctions.acts import terms, words
from sanctions.checks import Check, checks_of
from sanctions.manifest import COMMON, countable, nameable
from sanctions.models import Sanction
from sanctions.sheets import SHEETS

MOST_MATERIALS = 60
# Said by the box on the urgent action, not once more among the facts.
ACTED = ("acted_from", "acted_until")


def about(sanction: Sanction, act: Act, by: Appointment, at: datetime) -> dict[str, Any]:
    """The keys of templates/acts/README.md that do not depend on who decides; the act's language is active."""
    case, language = sanction.case, sanction.case.language
    person = sanction.participant
    printed = common(case, by=by, at=at, person=person, title=act.official_title(language))
    if person is not None:
        # Covertly one may act on somebody who is only entered as a suspect, nothing being decided yet.
        named = sanction.covert and person.capacity == PARTICIPANT and not suspected(person)
        printed["person"]["capacity"] = gettext("Person") if named else person.get_capacity_display()
    sanction.detention = sanction.stands_on()
    if sanction.detention is not None and sanction.rule.custody:
        printed["detention"] = detention_facts(sanction.detention, language)
    return printed | {"sanction": _sanction(sanction, at), "fact": words.by_name(sanction.rule.facts, sanction.facts)}


def petition(sanction: Sanction) -> dict[str, Any]:
    """The ruling that asks: who, when, why; through whose hands it came."""
    kind, language = sanction.rule, sanction.case.language
    asker = sanction.requested_by
    return {
        "title": kind.petition.kk if language == "kk" else kind.petition.ru,
        "by": asker.user.get_full_name(),
        "post": asker.role_title,
        "on": local(sanction.submitted_at or sanction.requested_at).date(),
        "received_at": sanction.court_received_at or sanction.submitted_at,
        "head": _signed(sanction.head, sanction.head_at) if rules.head_first(sanction) else None,
        "prosecutor": _signed(sanction.prosecutor, sanction.prosecutor_at)
        if kind.supported and sanction.court_received_at
        else None,
        "grounds": lines(sanction.grounds),
        "why_not_milder": lines(sanction.milder),
    }


def court_of(sanction: Sanction) -> str | None:
    """The court of first instance for requests of this office."""
    court = sanction.case.office.court
    return str(court) if court else None


def _sanction(sanction: Sanction, at: datetime) -> dict[str, Any]:
    kind, language = sanction.rule, sanction.case.language
    stated = [ground for ground in (kind.ground(code) for code in sanction.stated) if ground is not None]
    hidden = {*(ACTED if sanction.urgent else ())}
    hidden |= {name for name, value in sanction.facts.items() if sanction.object and value == sanction.object}
    return {
        "title": gettext(kind.title),
        "alone": kind.alone,
        "by_prosecutor": kind.by_prosecutor,
        "supported": kind.supported,
        "copy_to_prosecutor": kind.copy_to_prosecutor,
        "head_agrees": rules.head_first(sanction),
        "custody": kind.custody,
        "extended": _extended(sanction),
        "held": bool(sanction.extends and sanction.extends.rule.custody),
        "articles": words.articles(kind, language, decided=bool(sanction.submitted_at)),
        "names_person": kind.about in ("suspect", "person"),
        "names_object": kind.about == "object",
        "object": sanction.object or None,
        "object_is": gettext(words.OBJECTS[kind.group]) if kind.group in words.OBJECTS else None,
        "facts": words.pairs(kind.facts, sanction.facts, without=hidden),
        "urgent": sanction.urgent,
        "acted_from": sanction.acted_from,
        "acted_until": sanction.acted_until,
        "grounds": [words.ground_words(ground, language) for ground in stated] or None,
        "needs_ground": bool(kind.grounds_least),
        "cited": _cited(sanction),
        "weighs_milder": kind.custody or bool(sanction.milder),
        "overrides": _overrides(sanction, at),
        "term": terms.asked(sanction),
        "due_at": _due(sanction),
        "court": court_of(sanction),
        "materials": _materials(sanction),
        "copies": words.receivers(kind),
        "appeal": kind.appeal,
    }


def _extended(sanction: Sanction) -> str | None:
    """The measure in force that the request prolongs or ends: its name and day."""
    found = sanction.extends
    if found is None:
        return None
    return ", ".join(part for part in (gettext(found.rule.title), day(found.decided_at)) if part)


def _overrides(sanction: Sanction, at: datetime) -> words.Pairs | None:
    """Checks that are not met, each with the reason written for it."""
    if not sanction.why:
        return None
    told = [(check, sanction.why.get(check.code)) for check in checks_of(sanction, at) if check.bad]
    made = [{"label": _check(check, sanction.case.language), "value": text} for check, text in told if text]
    return made or None


def _check(check: Check, language: str) -> str:
    article = f" ({cite.words(check.cite, language)})" if check.cite else ""
    return say(check.says, check.params).rstrip(".") + article


def _due(sanction: Sanction) -> datetime | None:
    """The last minute before the judge, where the term of a detention sets one."""
    if sanction.detention is None or not sanction.rule.custody or sanction.extends_id is not None:
        return None
    return due("detention.petition_to_ij", sanction.detention.expires_at).due_at


def _materials(sanction: Sanction) -> words.Pairs | None:
    """What is attached. The parties read the request one day: what concerns another person or is withheld is not named
    to them here either, and what is closed to them is counted."""
    language = sanction.case.language
    mine = nameable(sanction)
    own = Q(matter=sanction.matter)
    if sanction.covert:  # its room has papers of its own, filed there in support
        own &= ~Q(document__act="")
    rows = list(mine.exclude(own).order_by("first_sheet")[: MOST_MATERIALS + 1])
    made = [{"title": gettext(row.title), "sheets": sheets(row, language)} for row in rows[:MOST_MATERIALS]]
    if len(rows) > MOST_MATERIALS:
        made.append({"title": gettext("further materials by the inventory of the file"), "sheets": ""})
    closed = countable(sanction).filter(compartment=Compartment.INVESTIGATION, withheld_at__isnull=True)
    closed = closed.exclude(matter=sanction.matter).exclude(pk__in=mine.values("pk"))
    closed = closed.filter(COMMON | Q(matter__participant=sanction.participant))
    if count := closed.count():
        title = gettext("materials of the investigation, not open to the parties (%(cite)s): %(count)s")
        article = cite.words(CLOSED_INVESTIGATION.cite, language)
        made.append({"title": title % {"cite": article, "count": count}, "sheets": ""})
    return made or None


def _cited(sanction: Sanction) -> list[str] | None:
    """The sheets the request stands on; a paper that may not be named goes by its sheets alone."""
    language = sanction.case.language
    rows = [row for row in sanction.facts.get(SHEETS) or () if isinstance(row, dict)]
    known = {str(row.pk): row for row in nameable(sanction).filter(pk__in=[row.get("material") for row in rows])}
    made = []
    for row in rows:
        span = words.sheets_words(int(row.get("first") or 0), int(row.get("last") or 0), language)
        paper = known.get(str(row.get("material")))
        made.append(f"{gettext(paper.title)}, {span}" if paper is not None else span)
    return made or None


def _signed(by: Appointment | None, at: datetime | None) -> str | None:
    return f"{by.user.get_full_name()}, {day(at)}" if by is not None and at is not None else None


def report_term(sanction: Sanction) -> str | None:
    """What is due once the sanction is given, and within what: «Отстранение исполнено: 3 суток»."""
    key = sanction.rule.report_term
    if not key:
        return None
    within = words.length(due(key, sanction.requested_at).amount, LIMITS[key].unit, sanction.case.language)
    return f"{gettext(LIMITS[key].title)}: {within}"
