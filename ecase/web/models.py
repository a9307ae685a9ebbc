"""Tables of the frame: answers to repeated calls, signs of life of the processes, forms that are not sent yet."""

from django.db import models


class Idempotent(models.Model):
    """The answer to one writing call, kept so that its repetition does nothing and answers the same.

    The row is inserted before the act, in the act's transaction: a second call with the same key
    waits for the first to end and then finds its answer.
    """

    appointment_id = models.BigIntegerField()
    key = models.CharField(max_length=80)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=80, blank=True)
    location = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appointment_id", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["at"], name="idempotent_by_age")]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a process last showed that it lives, by the database's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class SavedDraft(models.Model):
    """What somebody has typed into a long form and not sent yet: kept here so that nothing typed is lost.

    No record and no act. `key` names the form ("case.new", "cases/<number>/interrupt"); `version`
    counts the savings, so that an older tab cannot overwrite a newer one.
    """

    appointment_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    key = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "saved draft"
        verbose_name_plural = "saved drafts"
        constraints = [
            models.UniqueConstraint(fields=["appointment_id", "key"], name="one_saved_draft_per_form_and_post")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
