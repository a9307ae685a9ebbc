"""Documents, drafts of acts, and signatures. A document knows the number of its case, not the case.

Who may read a document is decided by the material that files it (`cases`), never here.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecase.people.models import Appointment
from ecase.web.ids import uuid7


class Document(models.Model):
    """Bytes on disk at `<case>/<sha256>`, never changed and never shared between cases."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(default=0)
    act = models.CharField(max_length=60, blank=True, help_text="code of the act; empty for an upload")
    language = models.CharField(max_length=2, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_has_its_hash"),
        ]
        indexes = [models.Index(fields=["case_id"], name="document_by_case")]

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """A signature on a document, as it was verified when it was made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    signer = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    provider = models.CharField(max_length=20)
    certificate_serial = models.CharField(max_length=80)
    subject = models.CharField(max_length=300)
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["document", "signer"], name="one_signature_per_document_and_signer")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.signed_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """An act somebody is about to sign: the fields, the very bytes, and what they were made for.

    It decides nothing. `version` is the version of the subject the words were written for; when the
    subject has moved on, the draft is stale and cannot be used.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField()
    subject_id = models.UUIDField()
    subject_kind = models.CharField(max_length=40)
    move = models.CharField(max_length=40)
    act = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    prepared_for = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    prepared_by_clock = models.BooleanField(default=False)
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "move", "version"],
                condition=Q(prepared_by_clock=True),
                name="the_clock_prepares_an_act_once",
            ),
        ]
        indexes = [models.Index(fields=["subject_id", "move"], name="draft_by_subject")]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"
