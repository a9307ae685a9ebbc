"""The words of the file are seen with their case. No record: they can be read again from the bytes, and are then replaced."""

from django.db import migrations

from ecase.web.records import CASE_POLICY

TABLE = "cases_filetext"
SEES = CASE_POLICY.replace("{case}", f'"{TABLE}".case_id')
MAKE = f"""
ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ecase_app_sees ON {TABLE} FOR ALL TO ecase_app USING ({SEES});
CREATE POLICY ecase_clock_all ON {TABLE} FOR ALL TO ecase_clock USING (true);
CREATE POLICY ecase_read_all ON {TABLE} FOR SELECT TO ecase_read USING (true);
"""
UNDO = f"""
DROP POLICY ecase_read_all ON {TABLE};
DROP POLICY ecase_clock_all ON {TABLE};
DROP POLICY ecase_app_sees ON {TABLE};
ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_words_of_the_file")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
