"""What is typed around a hearing and around an order. Choices come from the request in hand."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecase.people.models import Appointment
from ecase.web.forms import CountedTextField, DateTimeMinuteField
from sanctions.acts.words import RECEIVERS
from sanctions.hearings.held import last_held
from sanctions.hearings.queries import copies_of, named, standing
from sanctions.kinds import MEANS, SUSPECT_PART
from sanctions.models import Hearing, HearingNotice, Sanction

# What is proved by itself is not noted by hand.
BY_HAND = [(code, _(words)) for code, words in MEANS.items() if code != "system"]


class AppointForm(forms.Form):
    starts_at = DateTimeMinuteField(label=_("Day and time of the hearing"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False, help_text=_("Court, address, room."))
    video_link = forms.URLField(
        label=_("Video link"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Address of the video sitting, where somebody takes part from afar."),
    )  # fmt: skip


class MoveForm(AppointForm):
    starts_at = DateTimeMinuteField(label=_("New day and time"))
    reasons = CountedTextField(label=_("Why the hearing is put off"), limit=4000, rows=3)


class TellForm(forms.Form):
    notice = forms.ChoiceField(label=_("Who was told"))
    means = forms.ChoiceField(label=_("How it was told"), choices=BY_HAND)
    told_at = DateTimeMinuteField(label=_("When"))
    proof = forms.CharField(
        label=_("Proof"), max_length=300, required=False,
        help_text=_("Number of the receipt, who answered, whose signature."),
    )  # fmt: skip


class ArgueForm(forms.Form):
    text = CountedTextField(label=_("Arguments"), limit=20000, rows=8)


class MinutesForm(forms.Form):
    held_from = DateTimeMinuteField(label=_("The hearing began"))
    held_until = DateTimeMinuteField(label=_("The hearing ended"), required=False)
    secretary = forms.CharField(label=_("Secretary of the hearing"), max_length=200, required=False)
    suspect_part = forms.ChoiceField(
        label=_("The suspect at the hearing"),
        choices=[("", _("Choose")), *[(code, _(words)) for code, words in SUSPECT_PART.items()]],
        required=False,
    )
    present = CountedTextField(
        label=_("Who took part"), limit=4000, rows=5,
        help_text=_("One person to a line: as what, name, in the room or by video."),
    )  # fmt: skip
    minutes = CountedTextField(label=_("Course of the hearing"), limit=60000, rows=16)
    announced = CountedTextField(label=_("What was announced"), limit=8000, required=False, rows=3)
    remarks = CountedTextField(label=_("Remarks on the minutes"), limit=8000, required=False, rows=3)


class SlipForm(forms.Form):
    before = CountedTextField(label=_("As it is written"), limit=2000, rows=2)
    after = CountedTextField(
        label=_("As it has to be"), limit=2000, rows=2,
        help_text=_("Letters alone. Numbers, days, terms, the person and the outcome are changed by a new decision."),
    )  # fmt: skip
    reasons = CountedTextField(label=_("Reasons"), limit=4000, rows=3)


class CopyForm(forms.Form):
    copy = forms.ChoiceField(label=_("Whose copy"))
    means = forms.ChoiceField(label=_("How it was served"), choices=BY_HAND)
    served_at = DateTimeMinuteField(label=_("When"))
    proof = forms.CharField(
        label=_("Proof"), max_length=300, required=False,
        help_text=_("Number of the receipt, who answered, whose signature."),
    )  # fmt: skip


HEARING_FORMS: dict[str, type[forms.Form]] = {
    "appoint_hearing": AppointForm,
    "move_hearing": MoveForm,
    "tell_of_hearing": TellForm,
    "argue": ArgueForm,
    "sign_minutes": MinutesForm,
    "correct_slip": SlipForm,
    "note_copy": CopyForm,
}


def hearing_form(sanction: Sanction, move: str, by: Appointment, at: datetime) -> type[forms.Form] | None:
    """The form of a move around the hearing, with what is known of this request filled in."""
    base = HEARING_FORMS.get(move)
    if base is None:
        return None
    known, choices = _known(sanction, move, by), _choices(sanction, move)

    class Filled(base):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initial": {**known, **(kwargs.get("initial") or {})}})
            for name, rows in choices.items():
                self.fields[name].choices = [("", _("Choose")), *rows] if len(rows) != 1 else rows

    Filled.__name__ = base.__name__
    return Filled


def _known(sanction: Sanction, move: str, by: Appointment) -> dict[str, Any]:
    if move == "appoint_hearing":
        return {"place": str(by.office)}
    hearing = standing(sanction)
    if move == "move_hearing" and hearing is not None:
        return {"place": hearing.place, "video_link": hearing.video_link}
    if move != "sign_minutes":
        return {}
    if hearing is not None and hearing.state == Hearing.State.HELD:
        hearing = last_held(sanction)  # what another judge has heard is no hearing of this one
    known: dict[str, Any] = {"present": _expected(sanction, hearing), "secretary": ""}
    if by.role == "court_clerk":
        known["secretary"] = by.user.get_full_name()
    if hearing is not None:
        known["held_from"] = hearing.held_from or hearing.starts_at
        known["held_until"] = hearing.held_until
        known["suspect_part"] = hearing.suspect_part
        known["secretary"] = hearing.secretary or known["secretary"]
        known["present"] = "\n".join(hearing.present) or known["present"]
    return known


def _expected(sanction: Sanction, hearing: Hearing | None) -> str:
    """Those who were called, a line each: whoever did not come is taken out."""
    if hearing is None:
        return ""
    rows = HearingNotice.objects.filter(hearing=hearing).exclude(to_whom="facility").order_by("id")
    return "\n".join(f"{gettext(RECEIVERS.get(row.to_whom, row.to_whom))}: {row.name}" for row in rows)


def _choices(sanction: Sanction, move: str) -> dict[str, list[tuple[str, str]]]:
    if move == "tell_of_hearing":
        hearing = standing(sanction)
        rows = HearingNotice.objects.filter(hearing=hearing).order_by("id") if hearing is not None else []
        return {"notice": named(rows)}
    if move == "note_copy":
        waiting = [row for row in copies_of(sanction) if row.served_at is None]
        return {"copy": [(str(r.pk), f"{gettext(RECEIVERS.get(r.to_whom, r.to_whom))}: {r.name}") for r in waiting]}
    return {}
