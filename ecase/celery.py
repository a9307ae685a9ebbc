"""The Celery application.

Two queues: `clock` takes the tick and nothing else, so that a long PDF can never hold up a
release; `work` takes all the rest. A message is only ever a hint: what has to happen stands in
the database, and a lost message is made good by the next tick.
"""

import os

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecase.settings")

app = Celery("ecase")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def _refuse_power(**_: object) -> None:
    """A worker that finds itself owner or superuser of the database does not start."""
    from ecase.web.roles import refuse_power

    refuse_power()
