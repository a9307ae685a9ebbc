"""Detentions become record: every fact of one is bound by the entry of the act that wrote it."""

from django.db import migrations

from ecase.web.records import Record

DETENTION = [
    "matter_id", "case_id", "participant_id", "person_key", "facility_id", "offence_kind", "birth_date", "held_at",
    "delivered_at", "delivery", "place", "ground", "motives", "protocol_at", "protocol_signed_at", "notified_at",
    "interrogated_at", "exception", "exception_facts", "exception_confirmed_at", "exception_confirmed_by_id",
    "late_entry_reason", "recorded_at", "order_at", "order_title", "court_refused_at", "acknowledged_at",
    "acknowledged_by_id", "released_at", "released_by_id", "release_ground", "release_note", "open",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("detention", "0001_tables"), ("cases", "0002_record")]
    operations = [Record("Detention", DETENTION)]
