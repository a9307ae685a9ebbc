"""The web process: refuses to run with more power over the database than it needs."""

import os

from django.core.wsgi import get_wsgi_application

from ecase.celery import app as celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecase.settings")

application = get_wsgi_application()
celery_app.set_default()

from ecase.web.roles import refuse_power  # noqa: E402  (apps have to be loaded first)

refuse_power()
