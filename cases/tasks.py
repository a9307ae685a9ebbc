"""Celery's part of the cases: reading uploads for the search, on the queue `work`. Nothing here decides anything."""

from uuid import UUID

from celery import shared_task

from cases.actions import indexing


@shared_task  # type: ignore[untyped-decorator]
def read_upload(material_id: str) -> None:
    """Read one upload; a message that comes twice reads it twice, which changes nothing."""
    indexing.read_upload(UUID(material_id))


@shared_task  # type: ignore[untyped-decorator]
def read_uploads() -> None:
    """The round: uploads of the last days that nobody has read yet, because a message was lost."""
    indexing.read_unread()
