"""The tables of the case become record tables: nothing is deleted, sight goes by grant, digests have forms.

Alarm and cache columns (`next_at`, `rung`, `next_due`, `waits_*`, `version`, `sort_key`, `start_entry`)
stand in no form: they may change without an act.
"""

from django.db import migrations

from ecase.ledger.policy import LedgerPolicy
from ecase.web.records import Record

CASE = [
    "id", "number", "region_id", "office_id", "investigator_id", "prosecutor_id", "stage", "format", "language",
    "occasion", "summary", "occurred_at", "place", "registered_at",
]  # fmt: skip
PARTICIPANT = [
    "id", "case_id", "capacity", "iin", "identity", "last_name", "first_name", "patronymic", "birth_date",
    "citizenship", "address", "phone", "user_id", "since",
]  # fmt: skip
DEADLINE = [
    "id", "case_id", "matter_id", "rule", "edition", "starts_at", "due_at", "compartment", "met_at", "ended_at",
    "ended_by_id", "replaces_id",
]  # fmt: skip
MATTER = ["id", "case_id", "kind", "number", "facility_id", "compartment", "opened_at", "closed_at"]
MATERIAL = [
    "id", "case_id", "matter_id", "document_id", "kind", "title", "compartment", "to_facility", "first_sheet",
    "sheets", "filed_at", "filed_by_id",
]  # fmt: skip
CHARGE = [
    "id", "case_id", "participant_id", "article", "part", "undivided", "title_kk", "title_ru", "title_en",
    "registered", "since", "until",
]  # fmt: skip
DOCUMENT = [
    "id", "case_id", "sha256", "size", "media_type", "name", "pages", "act", "language", "made_at", "made_by_id",
]  # fmt: skip
SIGNATURE = [
    "id", "case_id", "document_id", "signer_id", "provider", "certificate_serial", "subject", "signed_at",
]  # fmt: skip
DRAFT = ["id", "case_id", "subject_id", "subject_kind", "move", "act", "version", "prepared_for_id", "at"]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_tables"),
        ("documents", "0001_tables"),
        ("ledger", "0002_append"),
        ("web", "0001_database"),
    ]
    operations = [
        Record("Case", CASE, case="id"),
        Record("Participant", PARTICIPANT),
        Record("Defence", ["id", "case_id", "participant_id", "lawyer_id", "warrant", "since", "until"]),
        Record("Charge", CHARGE),
        Record("Matter", MATTER, compartment="compartment"),
        Record("Deadline", DEADLINE, compartment="compartment"),
        Record("Pause", ["id", "case_id", "deadline_id", "since", "until", "cause"]),
        Record("Fired", ["id", "case_id", "deadline_id", "rung", "at"]),
        Record("Material", MATERIAL, compartment="compartment"),
        Record("documents.Document", DOCUMENT),
        Record("documents.Signature", SIGNATURE),
        Record("documents.Draft", DRAFT),
        LedgerPolicy(),
        # A grant ends by its time; that it ever stood must stay readable.
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON cases_casegrant FROM ecase_app, ecase_clock",
            "GRANT DELETE ON cases_casegrant TO ecase_app, ecase_clock",
        ),
    ]
