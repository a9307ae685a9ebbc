"""A stranger asks for sight of a case by its number: where his request has to go, and nothing else of the case.

Row policies hide the case from him, so one function of the owner answers with three ids that no page shows.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION case_asked_for(of_number text)
RETURNS TABLE (o_case uuid, o_investigator bigint, o_stream uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT c.id, c.investigator_id, s.id
      FROM public.cases_case c JOIN public.ledger_stream s ON s.case_id = c.id AND s.kind = 'case'
     WHERE c.number = of_number
$$;
REVOKE ALL ON FUNCTION case_asked_for(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_asked_for(text) TO ecase_app;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_record")]
    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION case_asked_for(text)")]
