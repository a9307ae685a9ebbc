"""No words of a covert paper are kept for the search; the clock finds covert matters without reading all others."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_sight_of_covert_actions")]
    operations = [
        migrations.RunSQL(
            "CREATE POLICY ecase_app_knows ON cases_filetext AS RESTRICTIVE FOR ALL TO ecase_app"
            " USING (compartment <> 'covert')",
            "DROP POLICY ecase_app_knows ON cases_filetext",
        ),
        migrations.AddIndex(
            "matter",
            models.Index(fields=["case"], condition=Q(compartment="covert"), name="matter_covert"),
        ),
    ]
