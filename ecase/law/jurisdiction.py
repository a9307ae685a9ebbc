"""Who investigates an offence and in which form: the lists of CPC 187, 189, 191 and 32 as data.

`data/jurisdiction.csv` holds one row for each entry of those lists, read in Russian and Kazakh side by
side; where the text leaves alternatives, every one of them is told. Not here: the place of the
investigation (CPC 188) and the prosecutor's power to give any case to another body (CPC 193(1)(12)).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ecase.law.editions import Confidence
from ecase.law.qualification import Gravity, OffenceKind
from ecase.law.reference import data
from ecase.law.rows import Row, rows
from ecase.law.steps import Reasoning, Step
from ecase.law.words import N_


class Form(StrEnum):
    """The form of the pre-trial investigation; a private complaint goes to the court without one."""

    PRELIMINARY = "preliminary"
    INQUIRY = "inquiry"
    PROTOCOL = "protocol"
    PRIVATE = "private"
    UNKNOWN = "unknown"


FORMS: dict[Form, str] = {
    Form.PRELIMINARY: N_("Preliminary investigation"),
    Form.INQUIRY: N_("Inquiry"),
    Form.PROTOCOL: N_("Protocol of a misdemeanour"),
    Form.PRIVATE: N_("No pre-trial investigation: the victim's complaint goes to the court"),
    Form.UNKNOWN: N_("Not named in the lists that were read"),
}


class Body(StrEnum):
    """A body that conducts pre-trial investigations."""

    INTERNAL_AFFAIRS = "internal_affairs"
    NATIONAL_SECURITY = "national_security"
    ANTICORRUPTION = "anticorruption"
    ECONOMIC = "economic"
    MILITARY_POLICE = "military_police"
    MILITARY_POLICE_NS = "military_police_ns"
    BORDER_SERVICE = "border_service"
    STATE_GUARD = "state_guard"
    FIRE_SERVICE = "fire_service"
    PROSECUTOR = "prosecutor"


BODIES: dict[Body, str] = {
    Body.INTERNAL_AFFAIRS: N_("internal affairs bodies"),
    Body.NATIONAL_SECURITY: N_("national security bodies"),
    Body.ANTICORRUPTION: N_("anti-corruption service"),
    Body.ECONOMIC: N_("economic investigation service"),
    Body.MILITARY_POLICE: N_("military police"),
    Body.MILITARY_POLICE_NS: N_("military police of the National Security Committee"),
    Body.BORDER_SERVICE: N_("border service"),
    Body.STATE_GUARD: N_("State Guard Service"),
    Body.FIRE_SERVICE: N_("state fire service"),
    Body.PROSECUTOR: N_("prosecutor"),
}

# On which facts an entry depends.
CONDITIONS: dict[str, str] = {
    "mass_destruction": N_("theft or extortion of weapons of mass destruction, or of what can make them"),
    "critical_infrastructure": N_("against critically important information infrastructure"),
    "servicemen": N_("committed by servicemen or officers of the anti-corruption service or special state bodies"),
    "combat": N_("committed in combat"),
    "no_torture": N_("cruel treatment not connected with torture"),
    "torture": N_("torture"),
    "item_3_2": N_("with the sign of item 2 of part 3"),
    "not_own_officer": N_("the person is not an officer of the investigating body"),
    "state_damage": N_("damage was done to the state"),
    "guarded_zone": N_("in a zone of guard measures and directed against a guarded person"),
    "reinstatement": N_("failure to execute a court's decision on reinstatement at work"),
}

# Whose offences go to the military police whatever the article, by the entries CPC 191(4),(5) and (20),(21) name.
_MILITARY = {
    "CPC 191(4),(5)": frozenset({"CPC 191(2)", "CPC 191(3)", "CPC 191(8)", "CPC 191(11)"}),
    "CPC 191(20),(21)": frozenset({"CPC 191(16)", "CPC 191(17)", "CPC 191(19)", "CPC 191(23)", "CPC 191(24)"}),
}
_COLUMNS = ("article", "part", "items", "when", "form", "bodies", "cite", "source", "confidence", "note")
_WHOLE = "*"
_COMPLAINT = "private_public"


@dataclass(frozen=True)
class Choice:
    """One entry of the lists: `items` of the part it is limited to, `when` a key of CONDITIONS."""

    form: Form
    bodies: tuple[Body, ...]
    cite: str
    source: str
    confidence: Confidence
    items: tuple[str, ...] = ()
    when: str = ""

    @property
    def conditional(self) -> bool:
        return bool(self.items or self.when)


@dataclass(frozen=True)
class Answer:
    """`form` and `bodies`: what the lists say without further facts (several bodies: the one that began).
    `choices`: every entry that can apply; `depends`: only the facts decide between them."""

    form: Form
    bodies: tuple[Body, ...]
    choices: tuple[Choice, ...]
    cites: tuple[str, ...]
    confidence: Confidence
    depends: bool = False
    note: tuple[Step, ...] = ()


def who_investigates(
    article: str,
    part: str,
    kind: OffenceKind,
    gravity: Gravity,
    minor: bool = False,
    *,
    person_known: bool = True,
) -> Answer:
    """Form and bodies for one article and part. `minor`: so is the offender, or he cannot defend himself."""
    crime = kind is OffenceKind.CRIME
    choices = _of_part(article, part, crime=crime)
    notes = Reasoning()
    plain = [choice for choice in choices if not choice.conditional]
    told = plain or choices
    form = told[0].form if told else (Form.UNKNOWN if crime else Form.PROTOCOL)
    bodies = tuple(dict.fromkeys(body for choice in told if choice.form is form for body in choice.bodies))
    cites = [choice.cite for choice in choices]
    confidence: Confidence = "V"
    if not choices:
        confidence = "M"
        if not crime:
            cites.append("CPC 189(6)")
        notes.say(N_("The lists as read do not name this part: it is younger than their edition."), "CPC 187, 191")
    elif any(choice.confidence != "V" for choice in choices):
        confidence = "M"
    if form is Form.INQUIRY and not person_known:
        form = Form.PRELIMINARY
        notes.say(N_("While the suspect is unknown an inquiry case is investigated."), "CPC 189(3), 191(13)")
    if minor and form is not Form.PRIVATE:
        form = Form.PRELIMINARY
        notes.say(N_("Offences of minors are always investigated in full."), "CPC 189(3)")
    for article_of_law, entries in _MILITARY.items():
        if entries & set(cites) and form in (Form.INQUIRY, Form.PROTOCOL):
            notes.say(
                N_("Of servicemen, of reservists in training and of staff of military units: the military police."),
                article_of_law,
            )
    if gravity is Gravity.ESPECIALLY_GRAVE and form in (Form.INQUIRY, Form.PROTOCOL):
        notes.say(N_("An inquiry into an especially grave crime: check the entry."), "CPC 191")
        confidence = "M"
    if any(Body.ANTICORRUPTION in choice.bodies for choice in choices):
        notes.say(N_("The anti-corruption service as the text names it; who does its work now is to be checked."))
    depends = not plain and len(choices) > 1
    cites.extend(step.cite for step in notes if step.cite)
    return Answer(form, bodies, tuple(choices), tuple(dict.fromkeys(cites)), confidence, depends, tuple(notes))


def needs_complaint(article: str, part: str) -> str:
    """ "private", "private_public" or "" for public prosecution (CPC 32)."""
    listed = {form for entry, form, _choice in _table().get(article, ()) if entry in (_WHOLE, part)}
    if Form.PRIVATE.value in listed:
        return Form.PRIVATE.value
    return _COMPLAINT if _COMPLAINT in listed else ""


def _of_part(article: str, part: str, *, crime: bool) -> list[Choice]:
    """The entries for a part, the unconditional first, then the sure, its own before those of the whole article.

    A part that is a crime today cannot be meant by a list of misdemeanours, nor the other way round.
    """
    entries = [
        (entry, choice)
        for entry, form, choice in _table().get(article, ())
        if entry in (_WHOLE, part)
        and form != _COMPLAINT
        and (choice.form is Form.PRIVATE or (choice.form is not Form.PROTOCOL) is crime)
    ]
    ranked = sorted(
        entries,
        key=lambda pair: (
            pair[1].conditional,
            pair[1].confidence != "V",
            pair[0] == _WHOLE,
            pair[1].form is Form.PRIVATE,
        ),
    )
    return [choice for _entry, choice in ranked]


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[tuple[str, str, Choice], ...]]:
    """(part or "*", form as written, entry) by article."""
    table: dict[str, list[tuple[str, str, Choice]]] = {}
    for row in rows(data("jurisdiction"), _COLUMNS):
        form = row.one_of("form", *Form, _COMPLAINT)
        table.setdefault(row.needed("article"), []).append((row.needed("part"), form, _choice(row, form)))
    return {article: tuple(entries) for article, entries in table.items()}


def _choice(row: Row, form: str) -> Choice:
    confidence: Confidence = "V" if row.one_of("confidence", "V", "M") == "V" else "M"
    return Choice(
        Form.PRIVATE if form == _COMPLAINT else Form(form),
        tuple(Body(body) for body in row.text("bodies").split()),
        row.needed("cite"),
        row.needed("source"),
        confidence,
        tuple(row.text("items").split()),
        row.one_of("when", "", *CONDITIONS),
    )
