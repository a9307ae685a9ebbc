"""The record in the words of an act: offences, events, people, posts, terms. In the language in use; reads only."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext, ngettext

from cases import rules
from cases.access import PROCEEDINGS
from cases.actions.act import stood_still
from cases.acts import sheets
from cases.models import Case, Charge, Deadline, Episode, Material, Participant, Qualification
from cases.queries.calendar import calendar
from cases.queries.reference import qualification_on
from cases.queries.suspects import status_of
from ecase.documents.templatetags.acts import moment
from ecase.law import cite
from ecase.law.clock import due
from ecase.law.limits import NoEdition
from ecase.law.moments import local
from ecase.law.pauses import split
from ecase.law.roles import TITLES, Role
from ecase.law.rulings import RulingKind
from ecase.law.words import Refusal
from ecase.people.models import Appointment

LISTED = 60  # papers an act lists; a longer file has its own inventory


def episode_words(episode: Episode) -> str:
    """A registered offence as an act names it: number, moment, place, what happened."""
    return f"{episode.number}. {event_words(episode.occurred_at, episode.place, episode.summary)}"


def offence_words(row: Charge | Qualification, language: str) -> str:
    """Article, part and title: «ст. 188 ч. 3 УК, Кража»; the Russian title where no official Kazakh one is known."""
    title = (row.title_kk if language == "kk" else "") or row.title_ru
    return f"{cite.words(row.cite, language)}, {title}"


def post_words(post: Appointment) -> str:
    """Name, post and office, in the language in use."""
    return f"{post.user.get_full_name()}, {gettext(TITLES[Role(post.role)])}, {post.office}"


def as_day(value: object) -> date | None:
    """A day from a form's value or from the ISO text a draft keeps."""
    if isinstance(value, datetime):
        return local(value).date()
    return value if isinstance(value, date) else parse_date(str(value or ""))


def as_moment(value: object) -> datetime | None:
    """A moment from a form's value or from the ISO text a draft keeps."""
    return value if isinstance(value, datetime) else parse_datetime(str(value or ""))


def event_words(at: datetime | None, place: str, summary: str) -> str:
    where = ", ".join(part for part in (moment(at), place.strip()) if part)
    return ": ".join(part for part in (where, summary.strip()) if part)


def ground_words(kind: RulingKind, code: object, language: str) -> str | None:
    ground = kind.ground(str(code or ""))
    return f"{gettext(ground.title)} ({cite.words(ground.cite, language)})" if ground else None


def article_words(case: Case, fields: Mapping[str, Any], episode: Episode | None) -> str | None:
    """The article typed, with its title in the edition of the day of the event; as typed where the table has none."""
    text = str(fields.get("article") or "").strip()
    if not text:
        return None
    occurred_at = as_moment(fields.get("occurred_at")) or (episode.occurred_at if episode else case.occurred_at)
    found = qualification_on(text, local(occurred_at).date())
    return text if isinstance(found, Refusal) else offence_words(found, case.language)


def months_words(number: object) -> str | None:
    if number in (None, ""):
        return None
    months = int(str(number))
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def suspect_lines(case: Case) -> dict[str, list[str] | None]:
    """`people`: each suspect with the articles in force against him; `named`: who was entered as one, no more.

    An act calls nobody a suspect before the prosecutor does, or before he is detained (64(1)).
    """
    entered = Participant.objects.filter(case=case, capacity=Participant.Capacity.SUSPECT).order_by("sort_key", "id")
    people = list(entered)
    statuses = status_of(people)
    # By protocol nobody is recognised: there the interrogation as a suspect makes him one.
    protocol = case.proceeding == Case.Proceeding.MISDEMEANOUR
    sure = {one.pk for one in people if statuses[one.pk].suspected or (protocol and one.interrogated_at)}
    return {
        "people": _with_articles(case, (one for one in people if one.pk in sure)),
        "named": [one.full_name for one in people if one.pk not in sure] or None,
    }


def _with_articles(case: Case, people: Iterable[Participant]) -> list[str] | None:
    said = []
    for suspect in people:
        charges = Charge.objects.filter(case=case, participant=suspect, until__isnull=True).order_by("since", "id")
        articles = "; ".join(offence_words(charge, case.language) for charge in charges)
        said.append(f"{suspect.full_name}: {articles}" if articles else suspect.full_name)
    return said or None


def open_episodes(case: Case, numbers: Iterable[object] = ()) -> list[Episode]:
    rows = Episode.objects.filter(case=case, ended_at__isnull=True).order_by("number")
    chosen = [int(str(number)) for number in numbers if str(number).isdecimal()]
    return list(rows.filter(number__in=chosen) if chosen else rows)


def inventory(case: Case) -> QuerySet[Material]:
    """The open file in the order of its sheets; covert and protected things have inventories of their own."""
    return Material.objects.filter(case=case, compartment__in=PROCEEDINGS).order_by("first_sheet", "id")


def listed(rows: QuerySet[Material], case: Case) -> list[str] | None:
    return [f"{gettext(row.title)}, {sheets(row, case.language)}" for row in rows[:LISTED]] or None


def posts_words(values: Iterable[object]) -> list[str]:
    """Posts by key or row, in the order given."""
    keys = [value.pk if isinstance(value, Appointment) else int(str(value)) for value in values if value]
    found = Appointment.objects.select_related("user", "office").in_bulk(keys)
    return [post_words(found[key]) for key in keys if key in found]


def running_term(case: Case) -> Deadline | None:
    """The term of the case that runs now."""
    live = Deadline.objects.filter(case=case, matter__isnull=True, met_at__isnull=True, ended_at__isnull=True)
    return live.filter(rule=rules.MAIN_TERMS.get(case.proceeding, "")).order_by("due_at").first()


def last_day(case: Case) -> date | None:
    running = running_term(case)
    # A term is over at the first moment after its last day.
    return local(running.due_at - datetime.resolution).date() if running else None


def extended_to(case: Case, months: object) -> date | None:
    """The last day of the running term, were it `months` long in all."""
    running = running_term(case)
    if running is None or months in (None, ""):
        return None
    still = split(stood_still(running))
    try:
        return due(running.rule, running.starts_at, amount=int(str(months)), calendar=calendar(), **still).last_day
    except (NoEdition, ValueError):
        return None
