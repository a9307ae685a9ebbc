"""The tables of the writ proceedings become record tables."""

from django.db import migrations

from ecase.web.records import Record

WRIT = [
    "matter_id", "case_id", "status", "outcome", "outcome_reasons", "started_by_id", "started_at", "conditions_at",
    "ruling", "requested_by_id", "requested_at", "head_id", "head_at", "prosecutor_id", "prosecutor_at",
    "prosecutor_reasons", "court_received_at", "judge_id", "draws", "decided_at", "verdict", "objected_at",
    "in_force_at", "sent_at", "ended_at",
]  # fmt: skip
ACCUSED = [
    "id", "writ_id", "participant_id", "facts", "fines", "method", "total_mci", "mci", "custody_days",
    "house_days", "credit_mci", "amount", "ban", "ban_months", "pay_until",
]  # fmt: skip
WILL = [
    "matter_id", "writ_id", "case_id", "participant_id", "part", "asked_by_id", "asked_at", "reminded_at", "answer",
    "answered_at", "answered_by_id", "means", "said", "reasons", "material_id",
]  # fmt: skip
COPY = [
    "matter_id", "writ_id", "case_id", "material_id", "to_whom", "name", "participant_id", "appointment_id",
    "served_at", "means", "proof", "by_id",
]  # fmt: skip
APPEAL = [
    "id", "writ_id", "case_id", "side", "participant_id", "filed_by_id", "filed_at", "asks", "text", "material_id",
    "decided_at", "outcome",
]  # fmt: skip
PAYMENT = ["id", "accused_id", "paid_on", "amount", "proof", "by_id", "at"]
OF_MATTER = ("matter_id", "cases_matter")


class Migration(migrations.Migration):
    dependencies = [("writ", "0001_tables"), ("cases", "0015_before_the_court")]
    operations = [
        Record("Writ", WRIT, through=OF_MATTER),
        Record("Accused", ACCUSED, through=("writ_id", "writ_writ", "matter_id")),
        Record("Will", WILL, through=OF_MATTER),
        Record("Copy", COPY, through=OF_MATTER),
        Record("Appeal", APPEAL, case="case_id"),
        Record("Payment", PAYMENT, through=("accused_id", "writ_accused")),
    ]
