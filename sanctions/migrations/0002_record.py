"""Sanctions become record."""

from django.db import migrations

from ecase.web.records import Record

SANCTION = [
    "matter_id", "case_id", "kind", "status", "participant_id", "detention_id", "grounds", "milder", "stated",
    "new_circumstances", "requested_by_id", "requested_at", "submitted_at", "prosecutor_id", "prosecutor_at",
    "prosecutor_reasons", "court_received_at", "decided_by_id", "decided_at", "hearing_at", "reasons", "bail", "until",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("sanctions", "0001_tables"), ("cases", "0002_record")]
    operations = [Record("Sanction", SANCTION)]
