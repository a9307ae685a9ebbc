"""The calculators of liberty as a page shows them: custody beside house arrest, bail, a running custody.

Here: the page's own form of the arrest and the answers as `law/calculator.html` takes them. The facts and the rules
behind them are `arrest_calculator`, the view `calculator_pages`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecase.law import arrest
from ecase.law.bail import CITE, LISTED_PERSONS, Floor, Setting
from ecase.law.custody import Asked, extension
from ecase.law.house_arrest import HOUSE_VERDICTS
from ecase.law.ladder import LADDER, Beside, Rise
from ecase.law.measures import MEASURES, Weighed
from ecase.law.moments import day_shown
from ecase.law.roles import TITLES
from ecase.law.steps import Step
from ecase.law.words import N_, Refusal
from ecase.oversight.arrest_calculator import ASKED, BAIL_FACTS, CustodyAnswer, bail, may_arrest, running_custody
from ecase.oversight.calculators import FACTS
from ecase.web.forms import DateField
from ecase.web.says import cited, say
from ecase.web.templatetags.ecase import spaced
from sanctions.kinds import STATED

OK, SOON, LATE = "ok", "soon", "late"
COLOURS = {
    arrest.Verdict.ALLOWED: OK,
    arrest.Verdict.ONLY_WITH_NAMED_GROUND: SOON,
    arrest.Verdict.FORBIDDEN: LATE,
}
SETTINGS: dict[Setting, tuple[str, str]] = {
    Setting.MUST: (N_("The judge who sanctions custody has to set the amount of bail."), "CPC 148(8)"),
    Setting.MAY: (N_("The judge who sanctions custody may set an amount of bail or none, and says why."), "CPC 148(8)"),
    Setting.BARRED: (N_("The Code bars bail here: the judge sets none."), "CPC 148(9)"),
}
OTHER: dict[str, str] = {
    "suspect_absent": N_("The suspect cannot be brought to the hearing"),
    "declared_wanted": N_("Declared wanted"),
    "abroad_and_evading": N_("Abroad and evades"),
    "insane": N_("Insane"),
    "earlier_refusal": N_("The court has refused before"),
    "new_circumstances": N_("There are new circumstances"),
    "by_gravity_alone": N_("No ground but the gravity of the crime"),
    "may_flee_or_obstruct": N_("May flee, or obstruct the investigation"),
    "serviceman": N_("Serves, or is called up for military training"),
    "held": N_("Detained or in custody"),
}


class ArrestForm(forms.Form):
    """The facts on which custody may be asked for, and what the milder measures depend on."""

    date = DateField(label=gettext_lazy("Day of the petition"))
    qualification = forms.CharField(
        label=gettext_lazy("Qualification"), max_length=40, help_text=gettext_lazy("Like 188/3.")
    )
    age = forms.IntegerField(label=gettext_lazy("Age on that day"), required=False, min_value=0, max_value=120)
    age_at_offence = forms.IntegerField(
        label=gettext_lazy("Age at the time of the offence"), required=False, min_value=0, max_value=120
    )
    stated = forms.MultipleChoiceField(
        label=gettext_lazy("Circumstances of article 147(1)"),
        choices=[(name, gettext_lazy(arrest.GROUNDS[n])) for n, name in enumerate(STATED, start=1)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other = forms.MultipleChoiceField(
        label=gettext_lazy("Besides"),
        choices=[(name, gettext_lazy(words)) for name, words in OTHER.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    circumstances = forms.MultipleChoiceField(
        label=gettext_lazy("The crime"),
        choices=[(fact.value, gettext_lazy(FACTS[fact])) for fact in BAIL_FACTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    listed = forms.MultipleChoiceField(
        label=gettext_lazy("For whom bail may be lower"),
        choices=[(code, gettext_lazy(title)) for code, (title, _cite) in LISTED_PERSONS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    broken = forms.ChoiceField(
        label=gettext_lazy("Measure the person has broken"),
        choices=[("", gettext_lazy("None")), *((one.code, gettext_lazy(one.title)) for one in MEASURES)],
        required=False,
    )


def arrested(typed: dict[str, Any]) -> dict[str, Any]:
    """What the law says of asking for custody, and of what else. Raises Refused for an article it does not know."""
    given = dict.fromkeys((*typed["stated"], *typed["other"]), True)
    found = may_arrest({**typed, **given})
    answer, house = found.custody, found.house
    words = _("may be sanctioned") if answer.may_be_sanctioned else _("may not be sanctioned")
    if answer.needs_reason:
        words = _("may be asked for with a written reason only")
    return {
        "verdict": _(arrest.VERDICTS[answer.verdict]),
        "verdict_kind": COLOURS[answer.verdict],
        "main": {"title": _("On these facts custody"), "at": None, "words": words},
        "rows": [
            {"title": _("Ground"), "value": _(arrest.GROUNDS[n]), "at": None, "cite": f"CPC 147(1)({n})"}
            for n in answer.grounds_147_1
        ],
        "beside": [
            _column("arrest", _(arrest.VERDICTS[answer.verdict]), answer),
            _column("house_arrest", _(HOUSE_VERDICTS[house.verdict]), house),
        ],
        "measures": [measure_shown(one) for one in found.measures],
        "bail": {
            "says": _(SETTINGS[found.setting][0]),
            "cite": SETTINGS[found.setting][1],
            "steps": _amounts(found.floor),
        },
        "steps": [],
        "cites": articles((*answer.cites, *house.cites)),
        "readings": [{"says": say(step.says, step.params), "cite": step.cite} for step in answer.conflicts],
    }


def _column(code: str, verdict: str, answer: arrest.ArrestAnswer) -> dict[str, Any]:
    """One of the two measures that stand beside each other."""
    return {
        "title": _(next(one.title for one in MEASURES if one.code == code)),
        "url": f"#kind-{code}",
        "verdict": verdict,
        "verdict_kind": SOON if answer.needs_reason else COLOURS[answer.verdict],
        "against": [
            {"says": say(bar.says, bar.params), "cite": bar.cite, "room": bar in answer.room} for bar in answer.against
        ],
        "steps": [_step(step) for step in answer.because],
    }


def measure_shown(one: Weighed) -> dict[str, Any]:
    """A weighed measure as `law/measures.html` takes it."""
    return {
        "title": _(one.measure.title),
        "cite": one.measure.cite,
        "url": "",
        "current": False,
        "open": one.open,
        "reasons": [_barred(bar) for bar in (one.bars or one.room)],
        "conditions": [_step(step) for step in one.conditions],
    }


def bailed(typed: dict[str, Any]) -> dict[str, Any]:
    """The amount of bail for what was typed. Raises Refused with what cannot be right in it."""
    answer = bail(typed)
    floor, refusal = answer.floor, answer.refusal
    verdict, colour = _("Bail may be asked for"), OK
    if refusal is not None:
        verdict = _("Not like this") if typed.get("amount") else _("Bail may not be asked for")
        colour = SOON if refusal == answer.room else LATE
    main = None
    if floor is not None:
        main = {"title": _("Not less than"), "at": None, "words": tenge(floor.lowest or 1)}
    return {
        "verdict": verdict,
        "verdict_kind": colour,
        "main": main,
        "rows": [
            *([_fact(_("Why not"), say(refusal.says, refusal.params), refusal.cite)] if refusal else []),
            *([_fact(_("One monthly calculation index"), tenge(floor.mci))] if floor else []),
            _fact(_("When custody is sanctioned"), _(SETTINGS[answer.setting][0]), SETTINGS[answer.setting][1]),
        ],
        "steps": [line(step) for step in floor.explanation] if floor else [],
        "cites": articles((CITE, answer.charge.cite)),
        "readings": [],
    }


def held_longer(typed: dict[str, Any]) -> dict[str, Any]:
    """What a running custody may still get. Raises Refused with what cannot be right in what was typed."""
    found = running_custody(typed)
    asked, running, step = found.asked, found.running, found.asked.step
    verdict, colour = _("May be asked for, in time"), OK
    if asked.bars:
        verdict, colour = _("May not be asked for"), LATE
    elif asked.late:
        verdict, colour = _("May be asked for, but it is late"), SOON
    until = day_shown(asked.until) if asked.until else _("the judge sets the last day")
    return {
        "verdict": verdict,
        "verdict_kind": colour,
        "main": {"title": _("With it the custody would last until:"), "at": None, "words": until}
        if not asked.bars
        else None,
        "rows": [
            _fact(_("What is asked for"), _(ASKED[found.code]), step.cite if step else ""),
            *_of_step(step, asked),
            {
                "title": _("Ceiling of custody for this person"),
                "value": _("%(months)s months, until %(day)s")
                % {"months": running.ceiling_months, "day": day_shown(running.ceiling_day)},
                "cite": "CPC 541(4)" if running.minor and not running.house else "CPC 151(3)-(5)",
            },
        ],
        "bars": [{"says": say(bar.says, bar.params), "cite": bar.cite} for bar in asked.bars],
        "warnings": [_step(one) for one in asked.warnings],
        "steps": [line(one) for one in asked.explanation],
        "ladder": [_rung(found, rise) for rise in LADDER],
        "cites": articles(asked.cites),
        "readings": [],
    }


def _of_step(step: Rise | Beside | None, asked: Asked) -> list[dict[str, Any]]:
    """Who asks, who agrees, until when, how late."""
    if step is None:
        return []
    askers = _(step.asked_by) if isinstance(step, Rise) else _roles(step)
    agreed = _(step.agreed_with) if isinstance(step, Rise) else (_("the prosecutor") if step.posts else "")
    rows: list[dict[str, Any]] = [
        _fact(_("Asked for by"), askers),
        *([_fact(_("Who agrees"), agreed)] if agreed else []),
        *_latest(_("To the prosecutor not later than"), asked.to_prosecutor_by, asked.late_to_prosecutor),
        *_latest(_("To the court not later than"), asked.to_court_by, asked.late_to_court),
    ]
    if isinstance(step, Beside) and step.note:
        rows.append(_fact(_("Note"), _(step.note), step.cite))
    return rows


def _latest(title: str, by: date | None, late: int) -> list[dict[str, Any]]:
    if by is None:
        return []
    words = f"{day_shown(by)}; {_('days late: %(days)s') % {'days': late}}" if late else day_shown(by)
    return [{"title": title, "value": words, "cite": ""}]


def _rung(found: CustodyAnswer, rise: Rise) -> dict[str, Any]:
    one = extension(found.running, rise.months, found.on)
    return {
        "months": _("up to %(n)s months in all") % {"n": rise.months},
        "custody": False,
        "who": _(rise.agreed_with),
        "asked_by": _(rise.asked_by),
        "only_for": "; ".join(say(bar.says, bar.params) for bar in one.bars),
        "to_prosecutor_by": day_shown(one.to_prosecutor_by) if one.to_prosecutor_by else "",
        "to_court_by": day_shown(one.to_court_by) if one.to_court_by else "",
        "chosen": rise is found.asked.step,
        "cite": rise.cite,
    }


def _roles(step: Beside) -> str:
    return ", ".join(_(title) for role, title in TITLES.items() if role in step.askers)


def _amounts(floor: Floor | None) -> list[dict[str, str]]:
    if floor is None:
        return [{"says": _("The Code names no amounts of bail for this act."), "cite": CITE}]
    return [_step(step) for step in floor.explanation]


def _fact(title: str, value: str, cite: str = "") -> dict[str, str]:
    return {"title": title, "value": value, "cite": cite}


# --- words --------------------------------------------------------------------------------------------------------


def tenge(amount: int) -> str:
    return f"{spaced(amount)}\u00a0₸"


def line(step: Step) -> str:
    """A step of the arithmetic with its article, in one line."""
    return f"{say(step.says, step.params)}{_article(step.cite)}"


def articles(cites: Iterable[str]) -> list[str]:
    """Each article once, in the reader's words."""
    return list(dict.fromkeys(article for cite in cites for article in cited(cite).split("; ")))


def _barred(bar: Refusal) -> str:
    return f"{say(bar.says, bar.params)}{_article(bar.cite)}"


def _step(step: Step) -> dict[str, str]:
    return {"says": say(step.says, step.params), "cite": step.cite}


def _article(reference: str) -> str:
    words = cited(reference)
    return f" ({words})" if words else ""
