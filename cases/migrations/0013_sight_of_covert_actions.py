"""The closed compartment, kept by the database as well: covert rows are for holders of their own grant alone.

Restrictive policies: they take away whatever another policy would show. A covert matter's documents and its ledger
stream bear the matter's id where others bear the case's, so that they are found by nobody who does not see the matter.
"""

from django.db import migrations

from ecase.ledger.policy import LedgerPolicy
from ecase.web.clock import SQL_NOW
from ecase.web.records import APPOINTMENT, CASE_POLICY, USER, Form, Repolicy

MATERIAL = [
    "id", "case_id", "matter_id", "document_id", "kind", "title", "compartment", "to_facility", "first_sheet",
    "sheets", "filed_at", "filed_by_id",
    "episode_id", "inadmissible_at", "inadmissible_cite", "inadmissible_ruling_id",
    "withheld_at", "withheld_by_id", "withheld_cite", "withheld_reason",
]  # fmt: skip
KNOWS = (
    "EXISTS (SELECT 1 FROM cases_casegrant g"
    " WHERE g.content_object_id = {table}.case_id"
    f" AND g.user_id = {USER} AND g.appointment_id = {APPOINTMENT}"
    " AND g.permission_id = (SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id"
    " WHERE t.app_label = 'cases' AND t.model = 'case' AND p.codename = 'view_covert')"
    f" AND g.since <= {SQL_NOW} AND (g.until IS NULL OR {SQL_NOW} < g.until))"
)
CLOSED = f"{{table}}.compartment <> 'covert' OR {KNOWS}"
OF_TERM = "EXISTS (SELECT 1 FROM cases_deadline d WHERE d.id = {table}.deadline_id)"
RESTRICTED = {
    "cases_matter": CLOSED,
    "cases_material": CLOSED,
    "cases_deadline": CLOSED,
    "cases_pause": OF_TERM,
    "cases_fired": OF_TERM,
}
# As it stood since 0007, and with the covert matters.
CASE_OR_REPORT = f"({CASE_POLICY}) OR EXISTS (SELECT 1 FROM cases_report r WHERE r.id = {{case}})"
OR_COVERT = (
    f"{CASE_OR_REPORT} OR EXISTS (SELECT 1 FROM cases_matter m WHERE m.id = {{case}} AND m.compartment = 'covert')"
)
NAME = "ecase_app_knows"


def _restrict(apps: object, editor: object) -> None:
    for table, condition in RESTRICTED.items():
        filled = condition.replace("{table}", f'"{table}"')
        editor.execute(  # type: ignore[attr-defined]
            f"CREATE POLICY {NAME} ON {table} AS RESTRICTIVE FOR ALL TO ecase_app USING ({filled})", params=None
        )


def _free(apps: object, editor: object) -> None:
    for table in RESTRICTED:
        editor.execute(f"DROP POLICY {NAME} ON {table}", params=None)  # type: ignore[attr-defined]


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_every_kind"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        Form("Material", 3, MATERIAL),
        migrations.RunPython(_restrict, _free),
        Repolicy("documents.Document", OR_COVERT, was=CASE_OR_REPORT),
        Repolicy("documents.Signature", OR_COVERT, was=CASE_OR_REPORT),
        Repolicy("documents.Draft", OR_COVERT, was=CASE_OR_REPORT),
        LedgerPolicy(OR_COVERT, was=CASE_OR_REPORT),
    ]
