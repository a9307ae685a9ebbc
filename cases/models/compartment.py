"""The four compartments of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Compartment(models.TextChoices):
    """Who of those who see the case sees this part of it."""

    PARTIES = "parties", _("parties")
    INVESTIGATION = "investigation", _("investigation")
    COVERT = "covert", _("closed")
    PROTECTED = "protected", _("protected")
