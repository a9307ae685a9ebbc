"""What the code of a receipt opens: the one function of the database that answers whoever holds it. Reading only."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cases.models import Report

# Without the letters and digits that are taken for one another when read aloud or copied by hand.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_GROUPS, CODE_GROUP = 3, 4
NOT_CODE = re.compile(f"[^{CODE_LETTERS}]")


@dataclass(frozen=True)
class Found:
    """What the database tells to whoever has the code: places, days, a state; nobody's name."""

    report_id: object
    year: int
    serial: int
    office_id: int
    received_at: datetime
    status: str
    due_at: datetime | None
    decided_at: datetime | None
    ground: str
    case_number: str | None
    registered_at: datetime | None

    @property
    def number(self) -> str:
        return f"{self.year}-{self.serial:06d}"


def grouped(code: str) -> str:
    """The code as it is printed, however it was typed; empty for what cannot be one."""
    letters = NOT_CODE.sub("", code.upper())
    if len(letters) != CODE_GROUP * CODE_GROUPS:
        return ""
    return "-".join(letters[i : i + CODE_GROUP] for i in range(0, len(letters), CODE_GROUP))


def checked(code: str) -> Found | None:
    """What belongs to the code, through the one function of the database that answers a stranger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o_report, o_year, o_serial, o_office, o_received, o_status, o_due, o_decided, o_ground, o_case,"
            " o_registered FROM report_checked(%s)",
            [grouped(code)],
        )
        row = cursor.fetchone()
    return Found(*row) if row else None


def case_number(report: Report) -> str:
    """The number of the case a report became, for whoever sees the report: it is on the applicant's page too.

    The case itself stays closed to whoever has no grant on it, so its row cannot be asked.
    """
    if report.case_id is None:
        return ""
    if report.case is not None:
        return str(report.case.number)
    found = checked(report.check_code)
    return (found.case_number or "") if found else ""
