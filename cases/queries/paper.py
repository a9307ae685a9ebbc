"""Whether a case has been conducted on paper all along: only then was anything decided outside the record."""

from cases.models import Case, Ruling
from ecase.law.rulings import Status


def always_on_paper(case: Case) -> bool:
    """No ruling has ever changed the format of the case, nor of the one it was severed from."""
    told: Case | None = case
    while told is not None:
        if told.format == Case.Format.ELECTRONIC or _switched(told):
            return False
        told = told.source_case
    return True


def _switched(case: Case) -> bool:
    return Ruling.objects.filter(case=case, kind="format", status=Status.IN_FORCE).exists()
