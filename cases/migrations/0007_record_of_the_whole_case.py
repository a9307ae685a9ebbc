"""The new tables of the case become record tables, and a report of a crime brings sight of its own.

A report is seen by the office that holds it, the office in whose book it stands, those who held it
before, the prosecutor's offices over them, and the applicant who has an account. Its documents,
terms and ledger stream are found by the report's id where a case's are found by the case's.
"""

from django.db import migrations

from ecase.ledger.policy import LedgerPolicy
from ecase.web.records import APPOINTMENT, CASE_POLICY, USER, Form, Record, Repolicy

CASE = [
    "id", "number", "region_id", "office_id", "investigator_id", "prosecutor_id", "stage", "format", "language",
    "occasion", "summary", "occurred_at", "place", "registered_at",
    "proceeding", "report_id", "source_case_id", "joined_to_id", "taken_over_at",
]  # fmt: skip
PARTICIPANT = [
    "id", "case_id", "capacity", "iin", "identity", "last_name", "first_name", "patronymic", "birth_date",
    "citizenship", "address", "phone", "user_id", "since",
    "identity_checked_at", "identity_source", "language", "needs_interpreter", "office_held", "interrogated_at",
]  # fmt: skip
CHARGE = [
    "id", "case_id", "participant_id", "article", "part", "undivided", "title_kk", "title_ru", "title_en",
    "registered", "since", "until",
    "episode_id", "how", "ruling_id", "ended_ruling_id", "replaces_id",
]  # fmt: skip
DEADLINE = [
    "id", "case_id", "matter_id", "rule", "edition", "starts_at", "due_at", "compartment", "met_at", "ended_at",
    "ended_by_id", "replaces_id",
    "report_id", "amount",
]  # fmt: skip
MATTER = [
    "id", "case_id", "kind", "number", "facility_id", "compartment", "opened_at", "closed_at",
    "participant_id", "episode_id",
]  # fmt: skip
MATERIAL = [
    "id", "case_id", "matter_id", "document_id", "kind", "title", "compartment", "to_facility", "first_sheet",
    "sheets", "filed_at", "filed_by_id",
    "episode_id", "inadmissible_at", "inadmissible_cite", "inadmissible_ruling_id",
]  # fmt: skip
REPORT = [
    "id", "book_office_id", "office_id", "former_offices", "year", "serial", "source", "language", "region_id", "iin",
    "identity", "organisation", "last_name", "first_name", "patronymic", "birth_date", "address", "phone", "speaks",
    "needs_interpreter", "interpreter", "warned_at", "applicant_user_id", "summary", "occurred_at", "place",
    "received_at", "received_by_id", "assigned_to_id", "assigned_at", "status", "to_office_id", "ground", "reasons",
    "passed_to", "decided_at", "decided_by_id", "case_id", "check_code",
]  # fmt: skip
EPISODE = [
    "id", "case_id", "number", "occurred_at", "place", "summary", "registered_at", "joined_from_id", "severed_to_id",
    "ended_at", "ended_ruling_id",
]  # fmt: skip
RULING = [
    "matter_id", "case_id", "kind", "status", "participant_id", "charge_id", "episode_id", "ground", "text", "data",
    "urgent", "drawn_by_id", "drawn_at", "decided_by_id", "decided_at", "reasons", "effective_at", "ended_at",
]  # fmt: skip

# Who sees a report. `people_appointment` is an open table: whoever speaks is one row of it.
REPORT_POLICY = (
    "{table}.applicant_user_id = " + USER + " OR EXISTS (SELECT 1 FROM people_appointment a"
    f" WHERE a.id = {APPOINTMENT} AND a.user_id = {USER} AND ("
    "a.office_id IN ({table}.office_id, {table}.book_office_id)"
    " OR a.office_id = ANY ({table}.former_offices)"
    " OR a.office_id IN (SELECT o.supervised_by_id FROM people_office o"
    " WHERE o.id IN ({table}.office_id, {table}.book_office_id))))"
)
# What hangs on a report by its id; the report's own policy applies inside EXISTS.
CASE_OR_REPORT = f"({CASE_POLICY}) OR EXISTS (SELECT 1 FROM cases_report r WHERE r.id = {{case}})"
TERM_POLICY = (
    f"({CASE_POLICY}) OR ({{table}}.report_id IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM cases_report r WHERE r.id = {table}.report_id))"
)
RUNG_POLICY = (
    f"({CASE_POLICY}) OR ({{table}}.case_id IS NULL"
    " AND EXISTS (SELECT 1 FROM cases_deadline d WHERE d.id = {table}.deadline_id))"
)

# A citizen checks his report by number and code, without an account: a handful of facts and no name.
CHECK = """
CREATE FUNCTION report_checked(of_code text)
RETURNS TABLE (o_report uuid, o_year int, o_serial int, o_office bigint, o_received timestamptz, o_status text,
               o_due timestamptz, o_decided timestamptz, o_ground text, o_case text, o_registered timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT r.id, r.year, r.serial, r.office_id, r.received_at, r.status,
           (SELECT max(d.due_at) FROM public.cases_deadline d
             WHERE d.report_id = r.id AND d.met_at IS NULL AND d.ended_at IS NULL),
           r.decided_at, r.ground, c.number, c.registered_at
      FROM public.cases_report r LEFT JOIN public.cases_case c ON c.id = r.case_id
     WHERE r.check_code = of_code
$$;
REVOKE ALL ON FUNCTION report_checked(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_checked(text) TO ecase_app;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_the_whole_case")]
    operations = [
        Form("Case", 2, CASE),
        Form("Participant", 2, PARTICIPANT),
        Form("Charge", 2, CHARGE),
        Form("Deadline", 2, DEADLINE),
        Form("Matter", 3, MATTER),
        Form("Material", 2, MATERIAL),
        Record("Report", REPORT, policy=REPORT_POLICY),
        Record("Episode", EPISODE),
        Record("CaseMember", ["id", "case_id", "appointment_id", "ruling_id", "since", "until"]),
        Record("RegisterCard", ["case_id", "book_number", "book_at", "fields", "file_sha256", "line"]),
        Record("Ruling", RULING, through=("matter_id", "cases_matter")),
        Repolicy("Deadline", TERM_POLICY),
        Repolicy("Fired", RUNG_POLICY),
        Repolicy("documents.Document", CASE_OR_REPORT),
        Repolicy("documents.Signature", CASE_OR_REPORT),
        Repolicy("documents.Draft", CASE_OR_REPORT),
        LedgerPolicy(CASE_OR_REPORT, was=CASE_POLICY),
        migrations.RunSQL(CHECK, "DROP FUNCTION report_checked(text)"),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON cases_booknumber FROM ecase_app, ecase_clock",
            "GRANT DELETE ON cases_booknumber TO ecase_app, ecase_clock",
        ),
    ]
