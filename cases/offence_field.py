"""The question which registered offence something serves, on every form that has to ask it (121(1)).

The API always takes the number; a page asks only where the case has more than one.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import episodes
from cases.models import Case
from ecase.people.models import Appointment

NAME = "episode"


def offence_field() -> forms.IntegerField:
    """The number of the registered offence within the case; needed where there are several."""
    return forms.IntegerField(
        label=_("Registered offence"),
        required=False,
        min_value=1,
        max_value=32000,
        help_text=_("Which of the registered offences this serves. Proof goes on these alone."),
    )


def ask_offence(form: forms.Form, case: Case, by: Appointment) -> None:
    """On a page: a list to choose from, or no question at all where there is nothing to choose."""
    found = episodes(case, by)
    if len(found) < 2 and not (form.is_bound and form.errors.get(NAME)):
        del form.fields[NAME]
        return
    form.fields[NAME].widget = forms.Select(choices=[("", _("Choose")), *found])
