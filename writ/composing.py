"""The penalty of a writ verdict as the judge types it: fines within their limits, the total, what custody takes off.

The fields carry the number of the accused and of the charge (`fine_1_2`: first accused, second charge), in the order
of `people_of`; the form, the act and the action read them through `sentences` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ecase.law.clock import local
from ecase.law.qualification import Qualification
from ecase.law.words import N_, Refusal, Refused
from ecase.law.writ_articles import sanction
from ecase.law.writ_fine import METHODS, FineLimits, Total, credit, limits_of, total_of, why_not_instalments
from sanctions.checks.law import mci_on
from writ.facts import Charged, candidates
from writ.models import Accused, Writ

NO_INDEX = Refusal("no_index", N_("The monthly index of %(day)s is not in the tables."), cite="CC 41(1)")
OUTSIDE = N_("The fine for %(charge)s is from %(least)s to %(most)s MCI.")
MISSING = N_("Fill in this field.")
BAN_NEEDED = Refusal(
    "ban_needed", N_("The article makes a deprivation of a right mandatory: say of which, and for how long."),
    cite="CC 50, CPC 629-5",
)  # fmt: skip
METHOD_NEEDED = Refusal("method", N_("Say how the fines become one."), cite="CC 58(2)")


@dataclass(frozen=True)
class Fine:
    """The fine of one charge: its limits, the index of the day of the act, and the number the judge wrote."""

    charged: Charged
    article: Qualification
    limits: FineLimits
    index: int
    mci: int = 0

    @property
    def tenge(self) -> int:
        return self.mci * self.index


@dataclass(frozen=True)
class Sentence:
    """What the verdict says of one accused."""

    accused: Accused
    fines: tuple[Fine, ...]
    total_mci: int
    index: int
    method: str = ""
    cite: str = ""
    custody_days: int = 0
    house_days: int = 0
    ban: str = ""
    ban_months: int | None = None
    pay_until: date | None = None

    @property
    def credit_mci(self) -> int:
        return min(self.total_mci, credit(custody_days=self.custody_days, house_days=self.house_days))

    @property
    def before_credit(self) -> int:
        """Tenge before custody takes its days off. Fines of one index are counted in it, others each in its own."""
        if self.method == "added":
            return sum(one.tenge for one in self.fines)
        return self.total_mci * self.index

    @property
    def amount(self) -> int:
        """Tenge to be paid."""
        return max(0, self.before_credit - self.credit_mci * self.index)


def people_of(writ: Writ, at: datetime) -> list[tuple[Accused, tuple[Charged, ...]]]:
    """The accused with their charges, in the order of the form."""
    found = [one for one in candidates(writ.case, at, writ) if one.accused is not None and one.charges]
    return [(one.accused, one.charges) for one in found if one.accused is not None]


def limits_for(charged: Charged, at: datetime, *, violence: bool = False) -> Fine:
    """Limits and index of one charge. Raises Refused(no_index, no_fine)."""
    article = charged.article
    limits = limits_of(article, local(at).date(), violence_against_minor=violence) if article is not None else None
    if article is None or limits is None:
        raise Refused(Refusal("no_fine", N_("No fine by writ is possible for %(charge)s."), {"charge": charged.cite}))
    index = mci_on(charged.day)
    if index is None:
        raise Refused(replace(NO_INDEX, params={"day": f"{charged.day:%d.%m.%Y}"}))
    return Fine(charged, article, limits, index)


def needs_ban(charges: tuple[Charged, ...]) -> bool:
    """Whether the sanction of one of them makes a ban with an exact term mandatory (629-1(2)(3))."""
    known = [sanction(one.charge.article, one.charge.part) for one in charges]
    return any(one is not None and "exact_ban" in one.additional for one in known)


def sentences(writ: Writ, fields: Mapping[str, Any], at: datetime) -> list[Sentence]:
    """What the judge has typed, judged. Raises Refused with the field that has to be mended."""
    return [_sentence(n, row, charges, fields, at) for n, (row, charges) in enumerate(people_of(writ, at), start=1)]


def _sentence(
    n: int, accused: Accused, charges: tuple[Charged, ...], fields: Mapping[str, Any], at: datetime
) -> Sentence:
    violence = bool(fields.get(f"violence_{n}"))
    fines = tuple(_fine(f"fine_{n}_{m}", one, fields, at, violence) for m, one in enumerate(charges, start=1))
    total = total_of([(one.article, one.mci) for one in fines])
    severest = max(fines, key=lambda one: one.mci)
    method, whole = "", total.least_mci
    if len(fines) > 1:
        method, whole = _method(n, fields, total)
    index = severest.index if method in ("", "absorbed") else min(one.index for one in fines)
    ban = str(fields.get(f"ban_{n}") or "").strip()
    months = fields.get(f"ban_months_{n}")
    if needs_ban(charges) and not (ban and months):
        raise Refused(replace(BAN_NEEDED, field=f"ban_{n}"))
    until = fields.get(f"pay_until_{n}")
    if until is not None and (refusal := why_not_instalments(local(at).date(), until)) is not None:
        raise Refused(replace(refusal, field=f"pay_until_{n}"))
    return Sentence(
        accused, fines, whole, index, method, total.cite, int(fields.get(f"custody_{n}") or 0),
        int(fields.get(f"house_{n}") or 0), ban, int(months) if months else None, until,
    )  # fmt: skip


def _fine(name: str, charged: Charged, fields: Mapping[str, Any], at: datetime, violence: bool) -> Fine:
    found = limits_for(charged, at, violence=violence)
    given = fields.get(name)
    if given in (None, ""):
        raise Refused(Refusal("missing", MISSING, {"field": name}, field=name))
    mci = int(str(given))
    if not found.limits.least_mci <= mci <= found.limits.most_mci:
        said = {"charge": charged.cite, "least": found.limits.least_mci, "most": found.limits.most_mci}
        raise Refused(Refusal("fine_limits", OUTSIDE, said, found.limits.cite, name))
    return replace(found, mci=mci)


def _method(n: int, fields: Mapping[str, Any], total: Total) -> tuple[str, int]:
    method = str(fields.get(f"method_{n}") or "")
    if len(total.methods) == 1:
        method = method or total.methods[0]
    if method not in METHODS or method not in total.methods:
        raise Refused(replace(METHOD_NEEDED, field=f"method_{n}"))
    whole = {"absorbed": total.least_mci, "added": total.most_mci}.get(method)
    if whole is None:
        given = fields.get(f"total_{n}")
        if given in (None, ""):
            raise Refused(Refusal("missing", MISSING, {"field": f"total_{n}"}, field=f"total_{n}"))
        whole = int(str(given))
    refusal = total.why_not(whole)
    if refusal is not None:
        raise Refused(replace(refusal, field=f"total_{n}"))
    return method, whole


def kept(sentence: Sentence) -> list[dict[str, object]]:
    """The fines as the record keeps them."""
    return [
        {
            "charge": str(one.charged.charge.pk), "cite": one.charged.cite, "mci": one.mci, "index": one.index,
            "least": one.limits.least_mci, "most": one.limits.most_mci, "limits": one.limits.cite,
        }
        for one in sentence.fines
    ]  # fmt: skip
