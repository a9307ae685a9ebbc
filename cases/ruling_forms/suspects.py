"""Forms of the rulings of `cases.actions.effects.suspects`."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.actions.effects.suspects import PROTOCOL
from cases.models import Case, Participant
from cases.queries.suspects import recognised
from cases.ruling_forms.layout import Grouped
from cases.ruling_forms.terms import reasons
from ecase.people.models import Appointment
from ecase.web.forms import DateTimeMinuteField


def suspect(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    class SuspectForm(Grouped):
        groups = (
            (_("Who is suspected of what"), ("participant", "episode", "article", "text")),
            (_("Only where it could not wait"), ("urgent", "interrogated_at", "protocol")),
        )
        participant = choices.person(case, by, label=_("Person"), initial="")
        episode = choices.episode(case, by)
        article = choices.article(case, initial=choices.article_registered(case, by))
        urgent = forms.BooleanField(
            label=_("It could not wait: the person has been interrogated as a suspect already"),
            required=False,
            help_text=_("If the prosecutor refuses, the interrogation is inadmissible as evidence."),
        )
        interrogated_at = DateTimeMinuteField(
            label=_("Interrogated as a suspect at"), required=False, help_text=_("In the urgent way only.")
        )
        protocol = forms.ChoiceField(
            label=_("Protocol of the interrogation"),
            required=False,
            choices=[("", "—"), *choices.materials(case, by, PROTOCOL)],
        )
        text = reasons()

    return SuspectForm


def qualification(case: Case, by: Appointment, at: datetime) -> type[forms.Form]:
    may_be = {str(key) for key in recognised(case, by)}

    class QualificationForm(forms.Form):
        participant = choices.person(case, by, [Participant.Capacity.SUSPECT], label=_("Suspect"))
        episode = choices.episode(case, by)
        article = choices.article(case, initial=choices.article_registered(case, by))
        text = reasons()
        # Offered is who may be charged; another one who is sent is told why not, with the article.
        participant.widget.choices = [one for one in participant.choices if one[0] in {"", *may_be}]
        participant.initial = participant.widget.choices[-1][0] if len(participant.widget.choices) == 2 else ""

    return QualificationForm


SUSPECTS: dict[str, choices.FormFor] = {"suspect": suspect, "qualification": qualification}
