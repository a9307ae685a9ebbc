"""A request is seen by whoever sees its matter: a covert one, and all that hangs on it, by holders of their own grant."""

from django.db import migrations

SEES = "EXISTS (SELECT 1 FROM cases_matter m WHERE m.id = sanctions_sanction.matter_id)"


class Migration(migrations.Migration):
    dependencies = [("sanctions", "0004_record_of_every_kind")]
    operations = [
        migrations.RunSQL(
            f"CREATE POLICY ecase_app_knows ON sanctions_sanction AS RESTRICTIVE FOR ALL TO ecase_app USING ({SEES})",
            "DROP POLICY ecase_app_knows ON sanctions_sanction",
        )
    ]
