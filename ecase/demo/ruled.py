"""Further steps of the story: reports of the information book, rulings on the case, officers who come and go.

Here: how each step calls its action. Not here: the words of the story (`book`, `cases_ruled`, `cases_parted`,
`cases_people`) and the steps of a detention and a request to the court (`script`).
"""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from cases.actions import handover, reports, statements
from cases.actions.charges import enter_paper_charge
from cases.actions.filters import save_filter
from cases.actions.register_import import import_rows
from cases.erdr.headings import HEADING
from cases.erdr.reading import opened
from cases.erdr.rows import Judge
from cases.models import Case, Charge, Participant, Report, Ruling, SavedFilter
from cases.moving import do
from cases.queries import register_rows
from cases.reports.resource import REPORT
from cases.resource import CASE, RULING
from ecase.demo.accounts import Person, iin_of
from ecase.demo.script import Script
from ecase.law.clock import local
from ecase.law.roles import Role
from ecase.people.actions import add_user, appoint, end_appointment
from ecase.people.models import Appointment, Office, User
from ecase.web.speaking import speaking

SIGNED = "demo"


class Ruled(Script):
    """A case whose course is set by rulings, or a page of the information book."""

    def day(self, days_from_now: int) -> str:
        """A day as it is typed into a form."""
        return f"{local(self.now).date() + timedelta(days=days_from_now):%d.%m.%Y}"

    def on_paper(self, hours: float, article: str, since: float, paper: str, *, episode: int | None = None) -> None:
        """The investigator enters a charge that stands in a ruling on paper."""
        with self.speaks(self.investigator, hours) as (by, at):
            enter_paper_charge(
                case_id=self.case.pk,
                participant_id=self.suspect.pk,
                article=article,
                since=self.at(since),
                paper=paper,
                by=by,
                at=at,
                episode=episode,
            )

    # --- rulings on the case ------------------------------------------------------------------------

    def draws(self, who: str, hours: float, move: str, text: str, **fields: Any) -> Ruling:
        """A ruling on the case, drawn and signed by `who`; `text` are its reasons."""
        with self.speaks(who, hours) as (by, at):
            drawn: Ruling = do(CASE, self.case.pk, move, by=by, at=at, text=text, **fields)
        return drawn

    def answers(self, who: str, hours: float, ruling: Ruling, name: str, reasons: str = "") -> Ruling:
        """What its decider (or its addressee) does with a ruling."""
        with self.speaks(who, hours) as (by, at):
            do(RULING, ruling.pk, name, by=by, at=at, **({"reasons": reasons} if reasons else {}))
            decided: Ruling = Ruling.objects.select_related("participant", "charge", "episode").get(pk=ruling.pk)
        return decided

    def recognised(
        self, who: str, drawn: float, signed: float, person: Participant, article: str, text: str, **more: Any
    ) -> Participant:
        """The person is recognised as a suspect, and `who`, a prosecutor, signs it."""
        ruling = self.draws(
            self.investigator, drawn, "recognise_suspect", text, participant=str(person.pk), article=article, **more
        )
        suspect = self.answers(who, signed, ruling, "approve").participant
        assert suspect is not None
        self.suspect = suspect
        return suspect

    def qualified(self, who: str, drawn: float, signed: float, article: str, text: str, **more: Any) -> None:
        """The suspect's act is qualified, and the prosecutor signs it."""
        ruling = self.draws(
            self.investigator, drawn, "qualify", text, participant=str(self.suspect.pk), article=article, **more
        )
        self.answers(who, signed, ruling, "approve")

    def charge(self) -> str:
        """The charge that stands last in the case, as a form takes it."""
        with speaking(self.posts[self.investigator]):
            found = Charge.objects.filter(case=self.case, until__isnull=True).order_by("since", "id").last()
        assert found is not None
        return str(found.pk)

    def goes_on_in(self, ruling: Ruling) -> None:
        """From here on the story tells of the case that this ruling severed."""
        with speaking(self.posts[self.investigator]):
            number = Ruling.objects.get(pk=ruling.pk).data["new_case"]
            self.tells_of(Case.objects.get(number=number))

    def imports(self, hours: float, card: Mapping[str, str]) -> None:
        """A case comes over from the national register: one line of its export, read and judged as any file is.

        By the machine, as `import_erdr` does it; where nobody may speak as the machine, by the head.
        """
        with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, delimiter=";")
            lines.writerows(([HEADING[key] for key in card], list(card.values())))
            file.flush()
            export = opened(Path(file.name))
            with self.speaks("head", hours) as (by, at):
                judge = Judge(register_rows.known(at), export)
                rows = list(judge.rows())
                if judge.faults:
                    raise ValueError("; ".join(map(str, judge.faults)))
                import_rows(rows=rows, file_sha256=export.sha256, by=None if self.clock else by, at=at)
                self.tells_of(Case.objects.get(number=card["number"]))

    # --- officers -------------------------------------------------------------------------------------

    def enters(self, person: Person, hours: float) -> Appointment:
        """An officer of the story who is no account of the contract takes his post; once, whoever tells it."""
        found = Appointment.objects.select_related("user", "office__region", "office__facility").filter(
            user__username=person.username
        )
        post = found.order_by("id").first()
        if post is None:
            user = User.objects.filter(username=person.username).first() or add_user(
                username=person.username,
                last_name=person.last_name,
                first_name=person.first_name,
                patronymic=person.patronymic,
                iin=person.iin,
                language=person.language,
            )
            assert person.role is not None
            office = Office.objects.get(code=person.office)
            post = appoint(user=user, role=person.role, office=office, since=self.at(hours))
        self.posts[person.username] = post
        return post

    def leaves(self, who: str, hours: float) -> None:
        """His post ends; what the clock makes of it happens at that moment too, where the clock tells."""
        post, moment = self.posts[who], self.at(hours)
        self.let_clock_run(moment)
        end_appointment(appointment=post, at=moment)
        if self.clock:
            with speaking(None):
                reports.leave(post, moment)
                handover.settle(post.pk, moment)

    def keeps(self, who: str, name: str, **query: str) -> None:
        """A filter of the list of cases that `who` keeps under a name."""
        with speaking(self.posts[who]):
            if not SavedFilter.objects.filter(appointment=self.posts[who], page="cases", name=name).exists():
                save_filter(by=self.posts[who], page="cases", name=name, query=query)

    # --- the information book -------------------------------------------------------------------------

    def receives(self, hours: float, *, who: str = "registrar", entered: float = 0.2, **told: Any) -> Report:
        """The duty officer enters what came at `hours`, and gives the applicant his receipt where there is one."""
        with self.speaks(who, hours + entered) as (by, at):
            report = reports.receive(by=by, at=at, received_at=self.at(hours), **told)
        self.tells_of(report)
        if report.last_name:
            self.does(who, hours + entered + 0.1, report, "receipt")
        return report

    def sends(self, who: str, hours: float, *, office: str, **told: Any) -> Report:
        """A person writes an electronic statement at home and signs it himself."""
        body = Office.objects.select_related("region", "supervised_by").get(code=office)
        with self.speaks(who, hours) as (by, at):
            laid = statements.lay_out(by=by, at=at, fields={"office": body, "warned": True, **told})
            report = statements.submit(report_id=laid, by=by, at=at, signature=SIGNED)
        self.tells_of(report)
        return report

    def does(self, who: str, hours: float, report: Report, name: str, **fields: Any) -> Report:
        """A move on a report."""
        with self.speaks(who, hours) as (by, at):
            moved: Report = do(REPORT, report.pk, name, by=by, at=at, **fields)
        return moved

    def gives(self, hours: float, report: Report, to: str, *, who: str = "head") -> None:
        """The head gives the report to an investigator."""
        self.does(who, hours, report, "assign", investigator=str(self.posts[to].pk))


def known(
    last: str, first: str, patronymic: str, birth: date, serial: int, *, woman: bool = False, **more: str
) -> dict[str, Any]:
    """A made-up person by name and number, as a statement or a case takes him."""
    iin = iin_of(birth, "female" if woman else "male", serial)
    return {"iin": iin, "last_name": last, "first_name": first, "patronymic": patronymic, **more}


def investigator(username: str, last: str, first: str, patronymic: str, born: date, serial: int, **more: Any) -> Person:
    """An investigator of the Almaly police in Almaty who has no password: he acts in the story only."""
    return Person(
        username, Role.INVESTIGATOR, "ALA-PD", last, first, patronymic, born, more.pop("sex", "male"), serial,
        more.pop("language", "ru"), opens=False,
    )  # fmt: skip
