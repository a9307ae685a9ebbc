"""People, posts, notices and keys are ended, never deleted: an entry of the record names them by number."""

from django.db import migrations

TABLES = "people_region, people_office, people_user, people_appointment, people_notice, people_token"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people"), ("web", "0001_database")]
    operations = [
        migrations.RunSQL(
            f"REVOKE DELETE, TRUNCATE ON {TABLES} FROM ecase_app, ecase_clock",
            f"GRANT DELETE ON {TABLES} TO ecase_app, ecase_clock",
        ),
    ]
