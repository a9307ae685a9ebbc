"""Looking things up in the reference tables: the qualification in force on a day."""

import re
from datetime import date

from cases import rules
from cases.models import Charge, Qualification
from ecase.law import qualification as law
from ecase.law.words import N_, Refusal


def qualification_on(text: str, day: date) -> Qualification | Refusal:
    """The part of the Criminal Code that `text` ("188/3") names, as it stood on `day`.

    An unknown article, a part that has to be named, or one repealed on that day is a Refusal that
    says which, with the successor where there is one.
    """
    parsed = rules.parse_qualification(text)
    if isinstance(parsed, Refusal):
        return parsed
    article, part = parsed
    rows = list(Qualification.objects.filter(article=article).order_by("id"))
    if not rows:
        return Refusal(
            "qualification_unknown",
            N_("The Criminal Code has no article %(article)s. Check the number."),
            {"article": article},
            field="qualification",
        )
    named = [row for row in rows if row.part == part or (not part and (row.undivided or len(rows) == 1))]
    if not named:
        parts = ", ".join(dict.fromkeys(row.part for row in rows))
        return Refusal(
            "qualification_part",
            N_("Article %(article)s has these parts: %(parts)s. Name one, like %(article)s/%(first)s."),
            {"article": article, "parts": parts, "first": rows[0].part},
            field="qualification",
        )
    valid = [row for row in named if rules.in_force(row.valid_from, row.valid_to, day)]
    chosen = (valid or named)[-1]
    return not_usable(chosen, day) or chosen


def not_usable(row: Qualification, day: date) -> Refusal | None:
    """Why nobody can be charged under this edition for an act of `day`; None when one can."""
    if not rules.in_force(row.valid_from, row.valid_to, day):
        words = {"cite": row.cite, "day": f"{day:%d.%m.%Y}"}
        successor = row.successor.split(" ")[0]  # the number alone: what follows it says by which law, in English
        if not re.fullmatch(r"\d+(-\d+)?", successor):
            says = N_("%(cite)s was not in force on %(day)s.")
            return Refusal("qualification_not_in_force", says, words, field="qualification")
        return Refusal(
            "qualification_not_in_force",
            N_("%(cite)s was not in force on %(day)s. See %(successor)s."),
            {**words, "successor": f"CC {successor}"},
            field="qualification",
        )
    if not row.kind:
        # An article of the past whose sanction nobody has read yet: no term and no arrest follows from a guess.
        return Refusal(
            "qualification_unread",
            N_("%(cite)s held on that day, but its penalty has not been entered. Ask the administrator to enter it."),
            {"cite": row.cite},
            row.cite,
            field="qualification",
        )
    return None


def as_value(row: Qualification) -> law.Qualification:
    """The row as the plain value that the pure rules take."""
    return law.Qualification(
        article=row.article,
        part=row.part,
        kind=law.OffenceKind(row.kind),
        gravity=law.Gravity(row.gravity),
        intent="negligent" if row.intent == "negligent" else "intentional",
        max_imprisonment_months=row.max_imprisonment_months,
        life=row.life,
        economic=row.economic,
        undivided=row.undivided,
        fine_is_main=row.fine_is_main,
        max_fine_mci=row.max_fine_mci,
        corruption=row.corruption,
        min_age=row.min_age,
    )


def of_charge(charge: Charge, day: date) -> law.Qualification | None:
    """The qualification a charge names, in the edition of `day`; None when the table has lost it."""
    rows = Qualification.objects.filter(article=charge.article, part=charge.part)
    for row in rows:
        if rules.in_force(row.valid_from, row.valid_to, day):
            return as_value(row)
    return None
