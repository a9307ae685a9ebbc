"""Celery's part: beat sends `tick` each second to the queue `clock`, served by a worker that does nothing else."""

from celery import shared_task

from cases.actions import drafts
from ecase.clockwork import actions, posts


@shared_task(acks_late=False)
def tick() -> None:
    """Fire what is due and what falls due in the next second; see `actions.tick`."""
    actions.beat("tick")
    posts.settle()
    actions.tick()


@shared_task
def work_heartbeat() -> None:
    """Shows that the worker for PDF, mail and exports takes tasks; and tidies up."""
    actions.beat("work")
    actions.forget_answers()


@shared_task
def drop_drafts() -> None:
    """Once an hour: forms that somebody began and never sent go after their time, with the files that wait in them."""
    drafts.drop_outdated(at=actions.moment())
