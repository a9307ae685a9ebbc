"""Tables of the frame: answers already given to a repeated call, and signs of life of the processes."""

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
