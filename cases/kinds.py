"""Words of the entries that the case itself writes."""

from ecase.law.words import N_

ENTRIES: dict[str, str] = {
    "case.registered": N_("The case was registered"),
    "participant.added": N_("A person was entered in the case"),
    "defence.entered": N_("A lawyer entered the case"),
    "material.filed": N_("A document was filed"),
    "access.asked": N_("Somebody asked for sight of the case"),
    "deadline.reached": N_("A term ran out"),
    "deadline.warning": N_("A term is about to run out"),
}
