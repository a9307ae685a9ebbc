"""The reports that wait are found without reading the whole book."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_like_cases_of_the_office")]
    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["office"],
                condition=Q(status__in=["received", "before_prosecutor"]),
                name="open_report_by_office",
            ),
        )
    ]
