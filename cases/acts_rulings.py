"""What the rulings on a case print, and the acts of those who decide on them: plain values, in the case's language.

The keys are those of templates/acts/README.md. Reads the record, writes nothing, and refuses nothing: what
may not be ruled is said by the rules before an act is drawn up.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cases import rules
from cases.acts import common, lines
from cases.acts_words import (
    article_words,
    as_day,
    as_moment,
    episode_words,
    event_words,
    extended_to,
    ground_words,
    inventory,
    last_day,
    listed,
    months_words,
    offence_words,
    open_episodes,
    post_words,
    posts_words,
    suspect_lines,
)
from cases.corrections import FIELDS, TABLES
from cases.models import Case, Charge, Episode, Participant, Ruling
from cases.queries.severed import severed
from ecase.documents.templatetags.acts import day as day_words
from ecase.documents.templatetags.acts import moment as moment_words
from ecase.law.acts import ACTS
from ecase.law.investigation_ladder import extension_step
from ecase.law.moments import local
from ecase.law.moves import Move
from ecase.law.roles import PROSECUTION, TITLES, Role
from ecase.law.rulings import RULINGS, RulingKind
from ecase.law.words import Refusal
from ecase.people.models import Appointment, Office

# Decisions that are no plain agreement (193(1)(6)): how the act of the decider names them.
APPROVED = frozenset({"partial_termination", "termination", "correction"})
ABOUT_SUSPICION = frozenset({"suspect", "qualification"})

Fields = Mapping[str, Any]


def context(
    case: Case,
    kind_code: str,
    fields: Fields,
    by: Appointment,
    at: datetime,
    *,
    participant: Participant | None = None,
    charge: Charge | None = None,
    episode: Episode | None = None,
    data: Fields | None = None,
) -> dict[str, Any]:
    """What the act of a ruling of `kind_code` prints, drawn by `by` at `at` with the fields of its form.

    `participant`, `charge` and `episode`: what it is about, found by whoever asks; `data`: what else he found, as
    the ruling will keep it. It wins over the fields, so that the act names what is done, not what was ticked.
    """
    fields = {**fields, **(data or {})}
    kind = RULINGS[kind_code]
    person = participant or (charge.participant if charge else None)
    episode = episode or (charge.episode if charge else None)
    printed = common(case, by=by, at=at, person=person, title=ACTS[kind.act].official_title(case.language))
    with translation.override(case.language):
        printed["ruling"] = {
            **_shared(case, kind, fields, by, person),
            "about": episode_words(episode) if episode else None,
            "from": offence_words(charge, case.language) if charge else None,
            "to": article_words(case, fields, episode),
            **_OWN[kind_code](case, fields, by, at),
        }
    return printed


def decision_context(ruling: Ruling, move: Move, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    """What the act of `move` on a ruling prints: approved, refused, returned, cancelled by `by`."""
    case, kind = ruling.case, ruling.rule
    charge = ruling.charge
    person = ruling.participant or (charge.participant if charge else None)
    act = ACTS[move.act_for(Role(by.role))]
    printed = common(case, by=by, at=at, person=person, title=act.official_title(case.language))
    author = ruling.drawn_by
    with translation.override(case.language):
        episode = ruling.episode or (charge.episode if charge else None)
        printed["decision"] = {
            "on": local(ruling.drawn_at).date(),
            "by": author.user.get_full_name(),
            "post": f"{gettext(TITLES[Role(author.role)])}, {author.office}",
            "reasons": lines(str(fields.get("reasons", ""))),
            "ruling_title": ACTS[kind.act].official_title(case.language),
            "ruling_of": _subject(ruling, charge, episode),
            "word": "extend" if kind.code == "extension" else "approve" if kind.code in APPROVED else "agree",
            "term": months_words(ruling.data.get("months")),
            "until": as_day(fields.get("until")) or extended_to(case, ruling.data.get("months")),
            "return_by": as_moment(fields.get("return_by")),
            "urgent": ruling.urgent,
            "by_prosecutor": Role(by.role) in PROSECUTION,
        }
    return printed


def _subject(ruling: Ruling, charge: Charge | None, episode: Episode | None) -> str | None:
    said = [offence_words(charge, ruling.case.language)] if charge else []
    said += [episode_words(episode)] if episode else []
    return "; ".join(said) or ground_words(ruling.rule, ruling.ground, ruling.case.language)


# --- what each kind prints ------------------------------------------------------------------------


def _shared(
    case: Case, kind: RulingKind, fields: Fields, by: Appointment, person: Participant | None
) -> dict[str, Any]:
    return {
        "text": lines(str(fields.get("text") or "")),
        "ground": ground_words(kind, fields.get("ground"), case.language),
        "urgent": bool(fields.get("urgent")),
        "interrogated_at": as_moment(fields.get("interrogated_at")),
        "no_objection": bool(fields.get("no_objection")),
        "adds": bool(fields.get("add")),
        "decider": _decider(case, kind, person),
        "by_prosecutor": Role(by.role) in PROSECUTION,
        "by_court": Role(by.role) in {Role.TRIAL_JUDGE, Role.INVESTIGATING_JUDGE},
    }


def _decider(case: Case, kind: RulingKind, person: Participant | None) -> str | None:
    """Whose signature the ruling waits for, by post and office (202(2), 203(1), 193(2))."""
    if not kind.deciders:
        return None
    held = person is not None and bool(person.office_held) and kind.code in ABOUT_SUSPICION
    role = Role.HEAD_OF_PROSECUTION if kind.head_decides or held else Role.PROSECUTOR
    office = case.office.supervised_by
    return ", ".join(part for part in (gettext(TITLES[role]), str(office) if office else "") if part)


def _nothing(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {}


def _termination(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {
        **suspect_lines(case),
        "evidence": lines(str(fields.get("evidence") or "")),
        "measures": lines(str(fields.get("measures") or "")),
    }


def _outside(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {"episodes": [episode_words(episode) for episode in open_episodes(case)] or None}


def _severance(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    """A new fact goes by its own words; registered offences, or the part of persons, with their materials."""
    keys = [getattr(value, "pk", value) for value in fields.get("participants") or ()]
    people = list(Participant.objects.filter(case=case, pk__in=keys).order_by("sort_key", "id"))
    said: dict[str, Any] = {
        "people": [person.full_name for person in people] or None,
        "new_case": str(fields.get("new_case") or "") or None,
    }
    chosen = [getattr(value, "pk", value) for value in fields.get("materials") or ()]
    papers = inventory(case).filter(pk__in=chosen)
    summary = str(fields.get("summary") or "")
    if summary.strip():
        event = event_words(as_moment(fields.get("occurred_at")), str(fields.get("place") or ""), summary)
        return {**said, "new_offence": True, "about": event, "materials": listed(papers, case)}
    numbers = [getattr(value, "number", value) for value in fields.get("episodes") or ()]
    episodes = open_episodes(case, numbers)
    return {
        **said,
        "new_offence": False,
        "episodes": [episode_words(episode) for episode in episodes] or None,
        "materials": listed(papers if chosen else severed(case, episodes, people), case),
    }


def _joinder(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {
        "other_case": str(fields.get("other_number") or "").strip() or None,
        **suspect_lines(case),
        "episodes": [episode_words(episode) for episode in open_episodes(case)] or None,
    }


def _interruption(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {
        "until": as_day(fields.get("expected_until")),
        "until_now": last_day(case),
        **suspect_lines(case),
    }


def _resumption(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    interrupted = (
        Ruling.objects.filter(case=case, kind="interruption", effective_at__isnull=False, ended_at__isnull=True)
        .order_by("-effective_at")
        .first()
    )
    if interrupted is None or interrupted.effective_at is None:
        return {"interrupted_on": None, "ground": None}
    return {
        "interrupted_on": local(interrupted.effective_at).date(),
        "ground": ground_words(RULINGS["interruption"], interrupted.ground, case.language),
    }


def _extension(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    months = fields.get("months")
    said = {
        "months": months_words(months),
        "until_now": last_day(case),
        "until": extended_to(case, months),
        **suspect_lines(case),
    }
    rise = extension_step(rules.MAIN_TERMS[case.proceeding], int(str(months))) if months else None
    return said if rise is None or isinstance(rise, Refusal) else {**said, "decider": gettext(rise.decided_by)}


def _proceeding(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {"from": _label(Case.Proceeding, case.proceeding), "to": _label(Case.Proceeding, fields.get("to"))}


def _format(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {
        "from": _label(Case.Format, case.format),
        "to": _label(Case.Format, fields.get("to")),
        "paper": fields.get("to") == Case.Format.PAPER,
        "mixed": fields.get("to") == Case.Format.MIXED,
    }


def _label(choices: Any, value: object) -> str | None:
    return str(choices(value).label) if value in choices.values else None


def _transfer(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    to = fields.get("to_office")
    office = to if isinstance(to, Office) else Office.objects.filter(pk=int(str(to))).first() if to else None
    return {
        "from": str(case.office),
        "office": str(office) if office else None,
        "materials": listed(inventory(case), case),
    }


def _assignment(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    found = posts_words([fields.get("investigator")])
    return {"from": post_words(case.investigator), "investigator": found[0] if found else None}


def _process_prosecutor(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    found = posts_words([fields.get("prosecutor")])
    return {
        "from": post_words(case.prosecutor) if case.prosecutor else None,
        "prosecutor": found[0] if found else None,
    }


def _take_over(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    return {"until_now": last_day(case)}


def _group(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    leader = posts_words([fields.get("leader")])
    members = [member for member in posts_words(fields.get("members") or ()) if member not in leader]
    return {"leader": leader[0] if leader else None, "members": members or None}


def _instruction(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    found = posts_words([fields.get("to")]) or [post_words(case.investigator)]
    return {"investigator": found[0], "due_on": as_day(fields.get("due_on"))}


def _correction(case: Case, fields: Fields, by: Appointment, at: datetime) -> dict[str, Any]:
    """`what` is "table.field:row", as the form of a correction gives it."""
    code, _, key = str(fields.get("what") or "").partition(":")
    field = FIELDS.get(code)
    row = TABLES[field.table].rows(case).filter(pk=key).first() if field and key else None
    if field is None or row is None:
        return {"changes": []}
    names = dict(field.choices)
    before, after = getattr(row, field.field), str(fields.get("after") or "").strip()
    read = {"date": as_day, "moment": as_moment}.get(field.kind)
    what = f"{TABLES[field.table].title(row)}: {gettext(field.title)}"
    level = "prosecutor" if by.role == Role.HEAD_OF_INVESTIGATION else field.level
    said: dict[str, Any] = {
        "changes": [
            {
                "what": what,
                "before": names.get(str(before), _told(before)) or None,
                "after": names.get(after) or _told(read(after) if read else after) or after or None,
            }
        ]
    }
    if level != "head":
        return said
    return {**said, "within_unit": True, "decider": f"{gettext(TITLES[Role.HEAD_OF_INVESTIGATION])}, {case.office}"}


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return str(moment_words(value))
    return str(day_words(value)) if isinstance(value, date) else str(value or "")


_OWN = {
    "suspect": _nothing,
    "qualification": _nothing,
    "requalification": _nothing,
    "partial_termination": _nothing,
    "termination": _termination,
    "termination_outside": _outside,
    "severance": _severance,
    "joinder": _joinder,
    "interruption": _interruption,
    "resumption": _resumption,
    "extension": _extension,
    "proceeding": _proceeding,
    "format": _format,
    "transfer": _transfer,
    "assignment": _assignment,
    "process_prosecutor": _process_prosecutor,
    "take_over": _take_over,
    "group": _group,
    "instruction": _instruction,
    "correction": _correction,
}
