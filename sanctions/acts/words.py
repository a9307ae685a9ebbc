"""Values of a sanction as its act prints them: text in the language of the proceedings, which is active.

Fields of the row of a kind, lengths of terms, articles in the case their sentence needs. Reads no rows.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from ecase.documents.templatetags.acts import day, hours, moment, tenge
from ecase.law import cite
from ecase.law.act import Field
from ecase.law.kinds import Ground, Group, Kind
from ecase.law.measures import MEASURES
from ecase.law.words import N_

_MEASURES = {measure.code: measure.title for measure in MEASURES}
Pairs = list[dict[str, str]]

# Who gets an order, by the codes of `Kind.copies`; the roles of the record stand in `ecase.law.roles.TITLES`.
RECEIVERS: dict[str, str] = {
    "suspect": N_("Suspect"),
    "defender": N_("Defender"),
    "prosecutor": N_("Prosecutor"),
    "investigator": N_("The person conducting the investigation"),
    "victim": N_("Victim"),
    "civil_claimant": N_("Civil claimant"),
    "facility": N_("Head of the place of detention"),
    "person": N_("The person it concerns"),
    "protected_person": N_("The protected person"),
    "medical_organisation": N_("Medical organisation"),
    "supervisor": N_("The body that supervises the measure"),
    "control": N_("The body that supervises the measure"),
    "registrar": N_("Bodies that register rights to property"),
    "owner": N_("Owner"),
    "holder": N_("Holder"),
    "depositor": N_("Depositor of bail"),
    "employer": N_("Employer"),
    "sureties": N_("Sureties"),
    "command": N_("Command of the military unit"),
    "keeper": N_("Who takes the minor under supervision"),
    "executor": N_("The body that executes"),
    "body": N_("The body that executes"),
    "search_body": N_("The body that executes"),
    "bailiff": N_("Bailiff"),
    "liable": N_("The person answerable by law for the suspect's acts"),
    "burial_administration": N_("Administration of the burial place"),
    "relative": N_("Close relative"),
}

# What the object of a request is called in its act.
OBJECTS: dict[Group, str] = {
    Group.SEARCH: N_("Place"),
    Group.PROPERTY: N_("Object"),
    Group.COVERT: N_("Object of the action"),
}


def measure(code: str) -> str | None:
    """The measure chosen in the place of another, by the code of its kind; None where none was."""
    return gettext(_MEASURES[code]) if code in _MEASURES else code.strip() or None


def said(field: Field, value: Any) -> str:
    """One value of `field`, cleaned by a form or kept as JSON; empty when there is none."""
    if value in (None, "", []):
        return ""
    match field.kind:
        case "choice":
            return _chosen(field, value)
        case "ticks":
            return "\n".join(_chosen(field, one) for one in value)
        case "yes":
            return gettext("yes") if value in (True, "true", "True", "on") else gettext("no")
        case "moment":
            return moment(value if isinstance(value, datetime) else datetime.fromisoformat(str(value)))
        case "date":
            return day(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
        case "money":
            return tenge(int(str(value)))
    return str(value).strip()


def _chosen(field: Field, code: Any) -> str:
    """The words of a choice; one that the table no longer has is printed as it was kept."""
    words = dict(field.choices).get(str(code))
    return gettext(words) if words else str(code)


def pairs(fields: Iterable[Field], given: Mapping[str, Any], *, without: Iterable[str] = ()) -> Pairs:
    """Label and value of each field that was filled, and of each that had to be."""
    left_out = set(without)
    made = [(field, said(field, given.get(field.name))) for field in fields if field.name not in left_out]
    return [{"label": gettext(field.label), "value": text} for field, text in made if text or field.required]


def by_name(fields: tuple[Field, ...], given: Mapping[str, Any]) -> dict[str, str]:
    """The same values one by one, for the sentence of a template; what was not ticked is empty, so that it can ask."""
    kept = {field.name: given.get(field.name) for field in fields}
    rows = {field.name: field for field in fields}
    return {name: "" if value is False else said(rows[name], value) for name, value in kept.items()}


def ground_words(ground: Ground, language: str) -> str:
    return f"{gettext(ground.title)} ({cite.words(ground.cite, language)})"


def length(amount: int, unit: str, language: str) -> str:
    """«10 суток», «2 месяца», «24 часа»."""
    if unit == "h":
        return hours(amount)
    if unit == "mo":
        return ngettext("%(n)d month", "%(n)d months", amount) % {"n": amount}
    return f"{amount}\u00a0{'тәулік' if language == 'kk' else 'сутки' if amount == 1 else 'суток'}"


def sheets_words(first: int, last: int, language: str) -> str:
    """«л. 96–104», «96–104-парақ»."""
    span = f"{first}–{last}" if last > first else str(first)
    return f"{span}-парақ" if language == "kk" else f"л. {span}"


def articles(kind: Kind, language: str, *, decided: bool = False) -> str:
    """The articles a sentence is guided by: «статьями 55, 147 и 148», «55, 147 және 148-баптарын»."""
    refs = [ref for ref in cite.parse(kind.cite) if ref.code == "CPC"]
    numbers = {ref.article for ref in refs} | ({"55"} if decided and kind.by_court else set())
    return listed(sorted(numbers or {"198"}, key=_order), language)


def listed(numbers: list[str], language: str) -> str:
    """Numbers of articles in the instrumental or the accusative, as the two languages guide a ruling."""
    one = len(numbers) == 1 and "–" not in numbers[0]
    joint = numbers[0] if len(numbers) == 1 else ""
    if language == "kk":
        joint = joint or f"{', '.join(numbers[:-1])} және {numbers[-1]}"
        return f"{joint}-{'бабын' if one else 'баптарын'}"
    joint = joint or f"{', '.join(numbers[:-1])} и {numbers[-1]}"
    return f"{'статьей' if one else 'статьями'} {joint}"


def _order(article: str) -> tuple[int, ...]:
    return tuple(int(number) for number in article.replace("–", "-").split("-"))


def receivers(kind: Kind) -> list[str]:
    """Who gets the order, each in the nominative and once."""
    named = [gettext(RECEIVERS.get(code, code)) for code in kind.copies]
    return list(dict.fromkeys(word[:1].lower() + word[1:] for word in named))
