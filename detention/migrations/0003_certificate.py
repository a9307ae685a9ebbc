"""The certificate of release (133(4)) gets its moment, and the digest of a detention its second form."""

from django.db import migrations, models

from ecase.web.records import Form

DETENTION = [
    "matter_id", "case_id", "participant_id", "person_key", "facility_id", "offence_kind", "birth_date", "held_at",
    "delivered_at", "delivery", "place", "ground", "motives", "protocol_at", "protocol_signed_at", "notified_at",
    "interrogated_at", "exception", "exception_facts", "exception_confirmed_at", "exception_confirmed_by_id",
    "late_entry_reason", "recorded_at", "order_at", "order_title", "court_refused_at", "acknowledged_at",
    "acknowledged_by_id", "released_at", "released_by_id", "release_ground", "release_note", "open",
    "certificate_at",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("detention", "0002_record")]
    operations = [
        migrations.AddField("detention", "certificate_at", models.DateTimeField(null=True)),
        Form("Detention", 2, DETENTION),
    ]
