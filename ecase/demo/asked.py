"""Further steps of the story: requests of every kind and what follows them, covert ones among them.

Here: how each step calls its action. Not here: the words of the story (`cases_sanctions`, `cases_liberty`,
`cases_custody`, `cases_covert`), and the steps of a request for the arrest of somebody held (`script`).
"""

import io
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from cases.actions.register import register
from cases.models import Material, Participant
from cases.moving import do, find, perform
from ecase.demo.ruled import SIGNED, Ruled
from ecase.demo.script import NOT_YET
from ecase.documents.pdf import write
from ecase.law.clock import local
from ecase.law.kinds_all import KINDS
from ecase.web.speaking import speaking
from sanctions.actions import marks, request
from sanctions.appeals.resource import APPEAL
from sanctions.covert import notices
from sanctions.covert.filing import file_paper
from sanctions.models import Appeal, CovertNotice, Sanction
from sanctions.resource import SANCTION
from sanctions.sheets import SHEETS


class Asked(Ruled):
    """A case in which something is asked of the prosecutor or the judge."""

    def inquiry(self, hours: float, *, occurred: float, suspect: Mapping[str, Any], **told: Any) -> None:
        """Registered against a known person, so that the lists of the Code make it an inquiry (189, 191)."""
        with self.speaks(self.investigator, hours) as (by, at):
            case = register(
                by=by,
                at=at,
                occasion="statement",
                occurred_at=self.at(occurred),
                people=[{"capacity": "suspect", **suspect}],
                **told,
            )
        self.tells_of(case)
        with speaking(self.posts[self.investigator]):
            self.suspect = Participant.objects.get(case=case, capacity="suspect")

    # --- requests ------------------------------------------------------------------------------------

    def asks(
        self,
        hours: float,
        kind: str,
        grounds: str,
        *,
        who: str = "",
        about: Participant | None = None,
        sheets: tuple[Material, ...] = (),
        why: Mapping[str, str] | None = None,
        **typed: Any,
    ) -> Sanction:
        """A draft by `who` (whoever conducts the case): why a paper is missing is said with it, sheets are named."""
        facts = {**typed.pop("facts", {})}
        if sheets:
            facts[SHEETS] = [
                {"material": str(row.pk), "first": row.first_sheet, "last": row.last_sheet} for row in sheets
            ]
        with self.speaks(who or self.investigator, hours) as (by, at):
            filed = set(Material.objects.filter(case=self.case).values_list("kind", flat=True))
            papers = (paper for paper in KINDS[kind].documents if not filed & set(paper.kinds))
            missing = {f"document_{paper.code}": NOT_YET[self.case.language[:2]] for paper in papers}
            self.sanction = request(
                case_id=self.case.pk,
                by=by,
                at=at,
                kind=kind,
                participant_id=about.pk if about is not None else None,
                grounds=grounds,
                facts=facts,
                why={**missing, **(why or {})},
                **typed,
            )
        return self.sanction

    def goes(self, who: str, hours: float, move: str, sanction: Sanction | None = None, /, **fields: Any) -> Sanction:
        """A move on a request: the one asked for last, or another."""
        with self.speaks(who, hours) as (by, at):
            found = find(SANCTION, (sanction or self.sanction).pk, by)
            moved: Sanction = perform(SANCTION, found, move, fields, by=by, at=at, signature=SIGNED)
        return moved

    def longer(self, measure: Sanction, months: int, **told: str) -> dict[str, Any]:
        """The facts of a request to extend `measure` to so many months in all."""
        with speaking(self.posts[self.investigator]):
            until = Sanction.objects.get(pk=measure.pk).until
        assert until is not None
        return {
            "running_until": until.isoformat(),
            "months": months,
            "still_needed": "Основания, на которых стоял арест, проверены заново и остаются.",
            "milder": "Более мягкая мера не исключит этих рисков.",
            **told,
        }

    def sends_up(self, who: str, hours: float) -> None:
        """The court that decided passes on what was appealed last in this case."""
        with self.speaks(who, hours) as (by, at):
            filed = Appeal.objects.filter(case=self.case).order_by("filed_at").last()
            assert filed is not None
            do(APPEAL, filed.pk, "send_up", by=by, at=at)

    def remarks(self, who: str, hours: float, *said: tuple[int, int, str]) -> None:
        """Remarks on the pages of the petition: page, height in per mille, words."""
        with self.speaks(who, hours) as (by, at):
            petition = Material.objects.filter(matter=self.sanction.pk, kind=self.sanction.rule.petition_act).latest(
                "first_sheet"
            )
            for page, top, text in said:
                marks.mark(
                    sanction_id=self.sanction.pk, material_id=petition.pk, page=page, top=top, text=text, by=by, at=at
                )

    # --- covert --------------------------------------------------------------------------------------

    def result(self, hours: float, sanction: Sanction, title: str, *paragraphs: str) -> Material:
        """A small PDF in the compartment of the action."""
        with self.speaks(self.investigator, hours) as (by, at):
            values = {
                "language": self.case.language,
                "title": title,
                "city": self.case.place.split(",")[0],
                "day": local(at).date(),
                "paragraphs": paragraphs,
                "signed": "",
            }
            data, _ = write(render_to_string("demo/material.html", values), reserve=False)
            return file_paper(
                sanction_id=sanction.pk, by=by, at=at, file=io.BytesIO(data), name=f"{title[:60]}.pdf", title=title
            )

    def duties_begin(self, hours: float) -> bool:
        """The case is decided: whoever was watched has to be told. Only the clock sees that, where it tells."""
        self.let_clock_run(self.at(hours))
        if not self.clock:
            return False
        with speaking(None):
            notices.open_due(self.at(hours))
            return CovertNotice.objects.filter(sanction__case=self.case).exists()
