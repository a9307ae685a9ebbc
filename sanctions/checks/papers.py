"""Papers: what the kind needs in the file, and whether the grounds point to sheets of it."""

from collections.abc import Iterator

from django.db.models import Q

from cases.access import PROCEEDINGS
from cases.models import Material
from ecase.law import preflight
from ecase.law.preflight import Check
from ecase.law.words import N_
from sanctions.models import Sanction
from sanctions.sheets import SHEETS

# A fact of the request that says why a paper is not there yet.
SAID = {"qualification": "before_qualification"}


def paper_checks(sanction: Sanction) -> Iterator[Check]:
    """Each paper of the kind; and a reminder where no sheet is named."""
    kind = sanction.rule
    if kind.documents:
        said = {code: str(sanction.facts.get(name, "")) for code, name in SAID.items()}
        yield from preflight.papers(kind, filed(sanction), said=said)
    # A covert action has papers of its own, no sheets to be picked; what its author applies alone nobody decides.
    if not sanction.facts.get(SHEETS) and not sanction.covert and kind.route:
        yield Check(
            "no_sheets", N_("No sheets of the file are named as grounds: whoever decides looks for them."), None,
            "CPC 199", place="grounds",
        )  # fmt: skip


def filed(sanction: Sanction) -> set[str]:
    """Kinds of material that lie in the file; what a covert matter keeps to itself counts for that matter alone."""
    rows = Material.objects.filter(case=sanction.case, inadmissible_at__isnull=True)
    own = Q(compartment__in=PROCEEDINGS)
    if sanction.covert and sanction.pk is not None:
        own |= Q(matter=sanction.pk)
    rows = rows.filter(own)
    if sanction.pk is not None:
        rows = rows.exclude(matter=sanction.pk, kind__in=[sanction.rule.petition_act])
    return set(rows.values_list("kind", flat=True))
