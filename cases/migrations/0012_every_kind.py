"""A grant of its own for covert actions; materials that are withheld; who had which material open."""

import django.db.models.deletion
from django.db import migrations, models

import ecase.web.ids


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_open_reports"),
        ("documents", "0001_tables"),
        ("people", "0003_posts_entered_and_left"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("opened_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("pages", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "readings",
            },
        ),
        migrations.AlterModelOptions(
            name="case",
            options={
                "permissions": [
                    ("view_detained", "Can see a detained person of the case"),
                    ("view_covert", "Can see the covert actions of the case"),
                ],
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.AddField(
            model_name="material",
            name="withheld_at",
            field=models.DateTimeField(help_text="kept from the court and the defence since then", null=True),
        ),
        migrations.AddField(
            model_name="material",
            name="withheld_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="material",
            name="withheld_cite",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="material",
            name="withheld_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withheld_at__isnull", True),
                    models.Q(("withheld_by__isnull", False), models.Q(("withheld_cite", ""), _negated=True)),
                    _connector="OR",
                ),
                name="what_is_withheld_says_by_whom_and_why",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="reading",
            name="material",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["appointment", "material", "opened_at"], name="reading_by_reader"),
        ),
    ]
