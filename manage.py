#!/usr/bin/env python3
"""Django's command line; `./run manage COMMAND` starts the database for it when it is not up."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecase.settings")
    from django.core.management import execute_from_command_line

    from ecase.celery import app

    app.set_default()  # else a task sent by a command would go to Celery's own default broker

    execute_from_command_line(sys.argv)
