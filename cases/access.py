"""Who may know that a case, or a part of it, exists. The only reader of the grants.

A grant opens a case; the compartment decides which parts of it the holder's role sees. Row-level
security in the database repeats the first half as a net: a forgotten filter gives an empty page.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from ecase.law.roles import INVESTIGATION, PROSECUTION, Role
from ecase.people.models import Appointment
from ecase.web.clock import SQL_NOW

# The same moment the row policies compare with: the start of the transaction, moved by the demo shift.
RECORD_NOW = RawSQL(SQL_NOW, (), output_field=DateTimeField())

VIEW_CASE = "view_case"
VIEW_DETAINED = "view_detained"
VIEW_COVERT = "view_covert"
VIEW_OWN = "view_own"

PARTIES = frozenset({"parties"})
PROCEEDINGS = frozenset({"parties", "investigation"})
# LAW.md 11: those who conduct, supervise and decide see the proceedings; the defence sees what is
# open to the parties. A covert part is seen by no role, only by whoever holds a grant of its own (`VIEW_COVERT`).
COMPARTMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(INVESTIGATION | PROSECUTION, PROCEEDINGS),
    Role.INVESTIGATING_JUDGE: PROCEEDINGS,
    Role.TRIAL_JUDGE: PROCEEDINGS,
    Role.APPEAL_JUDGE: PROCEEDINGS,
    Role.LAWYER: PARTIES,
    Role.CUSTODY_HEAD: PARTIES,
    Role.COURT_CLERK: PARTIES,  # of a court that tries the case, from its verdict on
}

MAY_KNOW_COVERT = INVESTIGATION | PROSECUTION | {Role.INVESTIGATING_JUDGE, Role.APPEAL_JUDGE}
# From whom a material is kept that its investigator has withheld, saying why; who supervises sees everything (193).
WITHHELD_FROM = frozenset(
    {Role.INVESTIGATING_JUDGE, Role.TRIAL_JUDGE, Role.APPEAL_JUDGE, Role.LAWYER, Role.CUSTODY_HEAD}
)


class CaseGrant(UserObjectPermissionBase):
    """A right of one user on one case, with its time: guardian's registry and our list index.

    The row is the present, the ledger is the history. Permission `view_case` opens the case;
    `view_detained` opens only what concerns a person held in the holder's facility, `view_own` only what is asked of
    a party or addressed to him (the rooms that ask say what that is).
    """

    content_object = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60)

    class Meta:
        app_label = "cases"
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "permission", "content_object"], name="one_grant_per_post_and_right"
            )
        ]
        indexes = [models.Index(fields=["appointment", "permission", "-content_object"], name="grant_by_holder")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.content_object_id} {self.reason}"


@cache
def permission_id(codename: str) -> int:
    """Primary key of a permission on cases; constant for the life of a process."""
    found = Permission.objects.get(content_type__app_label="cases", content_type__model="case", codename=codename)
    return int(found.pk)


def grants(appointment: Appointment, codename: str = VIEW_CASE) -> QuerySet[CaseGrant]:
    """Grants of `appointment` in force at this moment; lists start from here."""
    return CaseGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gt=RECORD_NOW),
        appointment_id=appointment.pk,
        user_id=appointment.user_id,
        permission_id=permission_id(codename),
        since__lte=RECORD_NOW,
    )


M = TypeVar("M", bound=models.Model)


class CaseQuerySet(QuerySet[Any]):
    """`Case.objects`: actions lock through it, doors read through `visible_to`."""

    def visible_to(self, appointment: Appointment | None) -> "CaseQuerySet":
        """The cases `appointment` may know of; none for a stranger."""
        if appointment is None:
            return self.none()
        return self.filter(pk__in=grants(appointment).values("content_object_id"))


class OfCaseQuerySet(QuerySet[Any]):
    """Rows that belong to a case: visible with it, within the reader's compartments."""

    def visible_to(self, appointment: Appointment | None) -> "OfCaseQuerySet":
        """The rows `appointment` may know of; none for a stranger."""
        if appointment is None:
            return self.none()
        if appointment.role == Role.CUSTODY_HEAD:
            return self.held_at(appointment)
        return self.filter(case_id__in=grants(appointment).values("content_object_id")).within(appointment)

    def within(self, appointment: Appointment) -> "OfCaseQuerySet":
        """The rows in the reader's compartments, whichever case they belong to: half of `visible_to`.

        For whoever starts from the grants himself (lists, `cases/queries/filters.py`) and would ask for them twice.
        """
        rows: OfCaseQuerySet = self
        names = {field.name for field in self.model._meta.fields}
        if "compartment" in names:
            open_ = Q(compartment__in=COMPARTMENTS.get(appointment.role, frozenset()))
            if appointment.role in MAY_KNOW_COVERT:
                let_in = grants(appointment, VIEW_COVERT).values("content_object_id")
                open_ |= Q(compartment="covert", case_id__in=let_in)
            rows = rows.filter(open_)
        name = self.model._meta.model_name or ""
        for unsent in _unsent if name in MATTER_OF else ():
            hidden = unsent(appointment)
            if hidden is not None:
                known = Q(~Exists(hidden.filter(pk=OuterRef(MATTER_OF[name]))))
                # What was signed stands in the file, unless it is covert.
                rows = rows.filter(known | ~Q(compartment="covert") if name in FILED else known)
        if "withheld_at" in names and appointment.role in WITHHELD_FROM:
            rows = rows.filter(withheld_at__isnull=True)
        whom = CONCERNS.get(self.model._meta.model_name or "")
        if appointment.role == Role.LAWYER and whom is not None:
            defended = self.model._meta.apps.get_model("cases", "Defence")._base_manager.filter(
                lawyer=appointment, until__isnull=True
            )
            mine = Q(**{f"{whom}__isnull": True}) | Q(**{f"{whom}__in": defended.values("participant_id")})
            rows = rows.filter(mine)
        return rows

    def open_part(self) -> "OfCaseQuerySet":
        """Without what is covert: for the pages and papers of a case that are the same for everybody.

        Also to whoever holds the covert grant: a list he prints, shows or has signed must not betray it to others.
        """
        return self.exclude(compartment="covert")

    def held_at(self, appointment: Appointment) -> "OfCaseQuerySet":
        """What a head of a place of detention sees: matters of his own facility, nothing else."""
        where = FACILITY_PATHS.get(self.model._meta.model_name or "")
        if where is None:
            return self.none()
        return self.filter(where, case_id__in=grants(appointment, VIEW_DETAINED).values("content_object_id")).filter(
            **{FACILITY_OFFICE[self.model._meta.model_name or ""]: appointment.office_id}
        )


# What has not reached a reader yet, though he sees its case: entered by the apps above when they start.
Unsent = Callable[[Appointment], "QuerySet[Any] | None"]
_unsent: list[Unsent] = []


def keep_back(unsent: Unsent) -> None:
    """`unsent` gives, by the id of their matter, the rows that are not there yet for a reader; None: he sees all."""
    _unsent.append(unsent)


# The matter a row hangs on.
MATTER_OF = {"matter": "pk", "deadline": "matter_id", "material": "matter_id", "filetext": "material__matter_id"}
FILED = frozenset({"material", "filetext"})

# Whom a row concerns: a defender sees the charges, protocols, petitions and terms of his own client, not of
# the others who are suspected beside him (70(2)).
CONCERNS = {
    "charge": "participant",
    "matter": "participant",
    "deadline": "matter__participant",
    "material": "matter__participant",
    "filetext": "material__matter__participant",
}
FACILITY_OFFICE = {"matter": "facility", "deadline": "matter__facility", "material": "matter__facility"}
FACILITY_PATHS = {
    "matter": Q(facility__isnull=False),
    "deadline": Q(matter__facility__isnull=False, compartment="parties"),
    "material": Q(matter__facility__isnull=False, to_facility=True),
}
