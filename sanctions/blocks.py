"""Typical words for a request, made from what was ticked: suspicion, each ground with its article, the sheets.

In the language of the proceedings, because the act is written in it; whoever asks writes the facts into them.
"""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from cases.models import Material
from cases.queries.charges import charge_for
from ecase.law import cite
from ecase.law.measures import Weighed, milder
from sanctions.models import Sanction
from sanctions.sheets import SHEETS


def composed(sanction: Sanction, filed: Iterable[Material]) -> list[str]:
    """The blocks of the request as it stands now, in the order of an act."""
    language = sanction.case.language[:2]
    with translation.override(language):
        return [part for part in (*_suspicion(sanction, language), *_grounds(sanction, language, filed)) if part]


def weighed_in_words(measures: Iterable[Weighed], kind: str, language: str) -> list[str]:
    """A line for each milder measure that is open, to say why it would not do."""
    rows = list(measures)
    if kind not in {one.code for one in rows}:
        return []
    with translation.override(language[:2]):
        return [
            f"{_(one.measure.title)} ({cite.words(one.measure.cite, language[:2])}): …" for one in milder(rows, kind)
        ]


def _suspicion(sanction: Sanction, language: str) -> list[str]:
    person = sanction.participant
    if person is None or sanction.rule.about != "suspect":
        return []
    charge = charge_for(sanction.case, person)
    if charge is None:
        return []
    article = cite.words(f"CC {charge.article}" + (f"({charge.part})" if charge.part else ""), language)
    return [_("%(name)s is suspected of a criminal offence (%(article)s).") % {
        "name": person.full_name, "article": article,
    }]  # fmt: skip


def _grounds(sanction: Sanction, language: str, filed: Iterable[Material]) -> list[str]:
    kind = sanction.rule
    made = []
    for ground in kind.grounds:
        if ground.code in sanction.stated:
            article = cite.words(ground.cite, language)
            made.append(f"{_(ground.title)} ({article}): …")
    rows = {str(row.pk): row for row in filed}
    named = []
    for one in sanction.facts.get(SHEETS) or []:
        row = rows.get(str(one.get("material")))
        if row is not None:
            span = f"{one['first']}–{one['last']}" if one["last"] > one["first"] else str(one["first"])
            title = _(row.title) if row.document.act else row.title
            named.append(_("%(paper)s (sheets %(sheets)s)") % {"paper": title, "sheets": span})
    if named:
        made.append(_("This is borne out by the materials of the case: %(papers)s.") % {"papers": "; ".join(named)})
    return made
