"""What the four roles may do in this database, and the two things every record table needs.

The roles themselves belong to the cluster (bootstrap.sql). Grants are made twice on purpose: once for the tables that
exist already (Django's own), once as default for all that this owner will make later.
"""

from django.db import migrations

ROLES = ("ecase_owner", "ecase_app", "ecase_clock", "ecase_read")


def roles_exist(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
        found = {name for (name,) in cursor.fetchall()}
        missing = sorted(set(ROLES) - found)
        if missing:
            raise RuntimeError(f"database roles missing: {', '.join(missing)}; run bootstrap.sql once as a superuser")


GRANTS = """
GRANT USAGE ON SCHEMA public TO ecase_app, ecase_clock, ecase_read;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ecase_app, ecase_clock;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO ecase_read;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ecase_app, ecase_clock;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ecase_app, ecase_clock;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ecase_read;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ecase_app, ecase_clock;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM ecase_app, ecase_clock;
DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
"""

UNGRANT = """
DO $$ BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database());
END $$;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM ecase_app, ecase_clock;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ecase_app, ecase_clock, ecase_read;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ecase_app, ecase_clock;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ecase_app, ecase_clock, ecase_read;
REVOKE USAGE ON SCHEMA public FROM ecase_app, ecase_clock, ecase_read;
"""

REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the record is only ever added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""

# Which columns a row's digest covers, by number, so that a column added later does not unsay earlier entries.
FORMS = """
CREATE TABLE ledger_form (
    table_name text NOT NULL,
    n integer NOT NULL CHECK (n >= 1),
    pk text NOT NULL,
    columns text[] NOT NULL CHECK (cardinality(columns) BETWEEN 1 AND 100),
    PRIMARY KEY (table_name, n)
);
REVOKE INSERT, UPDATE, DELETE ON ledger_form FROM ecase_app, ecase_clock;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_form
    FOR EACH STATEMENT EXECUTE FUNCTION refuse();
ALTER TABLE ledger_form ENABLE ALWAYS TRIGGER refuse_change;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunPython(roles_exist, migrations.RunPython.noop),
        migrations.RunSQL(GRANTS, UNGRANT),
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse();"),
        migrations.RunSQL(FORMS, "DROP TABLE ledger_form;"),
    ]
