"""Forms of the rulings of `cases.actions.effects.posts`: whom the case may go to is a list, not a number."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.models import Case
from cases.ruling_forms.terms import reasons
from ecase.law.roles import PROSECUTION, Role
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post, speaks_now
from ecase.web.forms import CountedTextField, DateField


def with_load(posts: Iterable[Appointment], post: str = "investigator") -> list[tuple[str, str]]:
    """Officers with how many open cases each has as `post`: a head assigns with the load before his eyes."""
    rows = list(posts)
    open_cases = dict(
        Case.objects.filter(**{f"{post}__in": rows}, stage__in=["pretrial", "interrupted"])
        .values_list(post)
        .annotate(n=Count("pk"))
    )
    return [
        (str(a.pk), f"{a.user.get_full_name()} — {_cases(open_cases.get(a.pk, 0))}")
        for a in sorted(rows, key=lambda a: open_cases.get(a.pk, 0))
    ]


def _cases(n: int) -> str:
    return ngettext("%(n)d case", "%(n)d cases", n) % {"n": n}


def assignment(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class AssignmentForm(forms.Form):
        investigator = forms.ChoiceField(
            label=_("Investigator"),
            choices=lambda: with_load(in_post(case.office_id, {Role.INVESTIGATOR}).exclude(pk=case.investigator_id)),
            widget=forms.RadioSelect,
        )
        text = reasons()

    return AssignmentForm


def process_prosecutor(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class ProcessProsecutorForm(forms.Form):
        prosecutor = forms.ChoiceField(
            label=_("Process prosecutor"),
            choices=lambda: [
                (str(a.pk), a.user.get_full_name())
                for a in in_post(by.office_id, PROSECUTION).exclude(pk=case.prosecutor_id or 0)
            ],
            widget=forms.RadioSelect,
        )
        text = reasons()

    return ProcessProsecutorForm


def take_over(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class TakeOverForm(forms.Form):
        text = CountedTextField(label=_("Note"), limit=8000, required=False, rows=3)

    return TakeOverForm


def group(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    own = in_post(case.office_id, {Role.INVESTIGATOR})
    others = (
        speaks_now()
        .filter(role=Role.INVESTIGATOR, user__is_active=True, office__region_id=case.office.region_id)
        .exclude(office_id=case.office_id)
    )

    class GroupForm(forms.Form):
        leader = forms.ChoiceField(
            label=_("Leader of the group"), choices=lambda: with_load(own), initial=str(case.investigator_id)
        )
        members = forms.MultipleChoiceField(
            label=_("Members"),
            choices=lambda: [
                *with_load(own),
                *((str(a.pk), f"{a.user.get_full_name()}, {a.office}") for a in others.order_by("id")[:50]),
            ],
            widget=forms.CheckboxSelectMultiple,
        )
        text = reasons()

    return GroupForm


def transfer(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class TransferForm(forms.Form):
        to_office = forms.ChoiceField(
            label=_("To which unit"),
            choices=lambda: [
                ("", "—"),
                *(
                    (str(o.pk), str(o))
                    for o in Office.objects.filter(kind=Office.Kind.POLICE, active=True).exclude(pk=case.office_id)
                ),
            ],
        )
        text = reasons(help_text=_("Why the case belongs to that unit."))

    return TransferForm


def instruction(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class InstructionForm(forms.Form):
        text = reasons(help_text=_("What has to be done, step by step."))
        due_on = DateField(label=_("To be fulfilled by"))

    return InstructionForm


POSTS: dict[str, Callable[[Case, Appointment, datetime], type[forms.Form]]] = {
    "assignment": assignment,
    "process_prosecutor": process_prosecutor,
    "take_over": take_over,
    "group": group,
    "transfer": transfer,
    "instruction": instruction,
}
