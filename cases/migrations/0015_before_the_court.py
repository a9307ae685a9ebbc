"""A case before the court and one ended by a verdict; a party's sight of what is asked of him."""

from django.db import migrations, models

from ecase.web.records import Form

CASE = [
    "id", "number", "region_id", "office_id", "investigator_id", "prosecutor_id", "stage", "format", "language",
    "occasion", "summary", "occurred_at", "place", "registered_at",
    "proceeding", "report_id", "source_case_id", "joined_to_id", "taken_over_at",
    "judged_at",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_covert_words_nowhere"),
        ("people", "0003_posts_entered_and_left"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={
                "permissions": [
                    ("view_detained", "Can see a detained person of the case"),
                    ("view_covert", "Can see the covert actions of the case"),
                    ("view_own", "Can see what is asked of him in the case"),
                ],
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="judged_at",
            field=models.DateTimeField(help_text="the verdict that ends it is in force since", null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="stage",
            field=models.CharField(
                choices=[
                    ("pretrial", "Pre-trial investigation"),
                    ("interrupted", "Interrupted"),
                    ("terminated", "Terminated"),
                    ("joined", "Joined to another case"),
                    ("court", "Before the court"),
                    ("judged", "Ended by a verdict"),
                ],
                default="pretrial",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "judged"), _negated=True), ("judged_at__isnull", False), _connector="OR"
                ),
                name="a_judged_case_says_since_when",
            ),
        ),
        Form("Case", 3, CASE),
    ]
