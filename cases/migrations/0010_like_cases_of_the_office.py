"""Whoever registers a case learns of like cases of his own office that are not open to him: number, day, sign. No more.

A function of the owner's, because the row policies hide those cases from him. It must not become a way to ask who is
in whose case, so it judges everything itself and tells signs, never what stands in the case:
* it answers the investigator who speaks, for his own office, while his post runs (another post, an ended one, a
  closed office or a blocked account: nothing), and never more than a handful of cases at once;
* a person counts only as a suspect, a victim or an applicant: who is a witness in another's case stays unsaid;
* silent are cases with a closed or protected part, those against a lawyer, a prosecutor or an investigator (202(2),
  203(1)), and any case the speaker himself is a person of.
"""

from django.db import migrations

from ecase.web.clock import SQL_NOW
from ecase.web.records import APPOINTMENT, USER

ARGUMENTS = "uuid, text[], text[], timestamptz, timestamptz, timestamptz, timestamptz, text, text[]"
LIKE = f"""
CREATE FUNCTION like_cases_of_the_office(
    of_report uuid, iins text[], articles text[], since timestamptz, until timestamptz,
    day_begins timestamptz, day_ends timestamptz, where_it_was text, words_of_kind text[]
) RETURNS TABLE (o_number text, o_registered timestamptz, o_report boolean, o_person boolean, o_place boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH speaker AS (
        SELECT a.office_id, u.id, u.iin
          FROM public.people_appointment a
          JOIN public.people_user u ON u.id = a.user_id
          JOIN public.people_office o ON o.id = a.office_id
         WHERE a.id = {APPOINTMENT} AND a.user_id = {USER} AND a.role = 'investigator'
           AND a.since <= {SQL_NOW} AND (a.until IS NULL OR {SQL_NOW} < a.until)
           AND u.is_active AND o.active
    ), found AS (
        SELECT c.id, c.number, c.registered_at, s.id AS user_id, s.iin AS user_iin,
               EXISTS (SELECT 1 FROM public.cases_report r
                        WHERE r.id = of_report AND (c.report_id = r.id OR c.id = r.case_id)) AS report,
               c.occurred_at BETWEEN since AND until
               AND EXISTS (SELECT 1 FROM public.cases_participant p
                            WHERE p.case_id = c.id AND p.iin = ANY (iins) AND p.iin <> ''
                              AND p.capacity IN ('suspect', 'victim', 'applicant'))
               AND EXISTS (SELECT 1 FROM public.cases_charge h
                            WHERE h.case_id = c.id AND h.until IS NULL AND h.article = ANY (articles)) AS person,
               where_it_was <> '' AND c.occurred_at >= day_begins AND c.occurred_at < day_ends
               AND where_it_was = (SELECT string_agg(word, ' ' ORDER BY n)
                                     FROM regexp_split_to_table(lower(c.place), '[^[:alnum:]]+')
                                          WITH ORDINALITY AS written (word, n)
                                    WHERE word <> '' AND word <> ALL (words_of_kind)) AS place
          FROM speaker s JOIN public.cases_case c ON c.office_id = s.office_id
         WHERE c.occurred_at BETWEEN since AND until OR c.report_id = of_report
            OR c.id = (SELECT r.case_id FROM public.cases_report r WHERE r.id = of_report)
    )
    SELECT f.number, f.registered_at, f.report, coalesce(f.person, false), coalesce(f.place, false)
      FROM found f
     WHERE (f.report OR f.person OR f.place)
       AND NOT EXISTS (SELECT 1 FROM public.cases_matter m
                        WHERE m.case_id = f.id AND m.compartment IN ('covert', 'protected'))
       AND NOT EXISTS (SELECT 1 FROM public.cases_material m
                        WHERE m.case_id = f.id AND m.compartment IN ('covert', 'protected'))
       AND NOT EXISTS (SELECT 1 FROM public.cases_participant p
                        WHERE p.case_id = f.id
                          AND (p.office_held <> '' OR p.user_id = f.user_id OR (p.iin <> '' AND p.iin = f.user_iin)))
     ORDER BY f.registered_at DESC, f.number DESC
     LIMIT 5
$$;
REVOKE ALL ON FUNCTION like_cases_of_the_office({ARGUMENTS}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION like_cases_of_the_office({ARGUMENTS}) TO ecase_app;
"""
UNDO = f"DROP FUNCTION like_cases_of_the_office({ARGUMENTS})"


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_sight_of_the_words")]
    operations = [migrations.RunSQL(LIKE, UNDO)]
