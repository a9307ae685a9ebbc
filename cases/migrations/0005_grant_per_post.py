"""A grant hangs on a post: who holds two of them in one case keeps the sight of both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_matter_participant")]
    operations = [
        migrations.RemoveConstraint("casegrant", "one_grant_per_right"),
        migrations.AddConstraint(
            "casegrant",
            models.UniqueConstraint(
                fields=("appointment", "permission", "content_object"), name="one_grant_per_post_and_right"
            ),
        ),
    ]
