"""A matter says whom it concerns, so that a defender sees those of his own client alone."""

import django.db.models.deletion
from django.db import migrations, models

from ecase.web.records import Form

MATTER = [
    "id", "case_id", "kind", "number", "facility_id", "compartment", "opened_at", "closed_at",
    "participant_id",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_case_asked_for")]
    operations = [
        migrations.AddField(
            "matter",
            "participant",
            models.ForeignKey(
                help_text="whom it concerns; of the lawyers only his see it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.participant",
            ),
        ),
        Form("Matter", 2, MATTER),
    ]
