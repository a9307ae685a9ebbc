"""The new tables of sanctions become record tables; the citizen reads his notice without an account."""

from django.db import migrations

from ecase.web.records import Form, Record

SANCTION = [
    "matter_id", "case_id", "kind", "status", "participant_id", "detention_id", "grounds", "milder", "stated",
    "new_circumstances", "requested_by_id", "requested_at", "submitted_at", "prosecutor_id", "prosecutor_at",
    "prosecutor_reasons", "court_received_at", "decided_by_id", "decided_at", "hearing_at", "reasons", "bail", "until",
    "object", "extends_id", "facts", "why", "urgent", "acted_from", "acted_until", "head_id", "head_at",
    "head_reasons", "decided", "in_part", "announced_at", "executed_at", "executed_by_id", "execution", "ended_at",
    "ended_by_id", "end_ground", "end_reasons", "by_author", "single",
]  # fmt: skip
HEARING = [
    "id", "sanction_id", "starts_at", "place", "video_link", "state", "appointed_by_id", "appointed_at", "held_from",
    "held_until", "secretary", "suspect_part", "present", "minutes_material_id", "adjourned_why",
]  # fmt: skip
TOLD = [
    "id", "sanction_id", "hearing_id", "to_whom", "name", "appointment_id", "participant_id", "means", "told_at",
    "proof", "by_id",
]  # fmt: skip
APPEAL = [
    "matter_id", "case_id", "sanction_id", "status", "side", "text", "asks", "late_reason", "filed_by_id", "filed_at",
    "received_at", "decided_by_id", "decided_at", "outcome", "reasons",
]  # fmt: skip
COPY = [
    "id", "sanction_id", "material_id", "to_whom", "name", "appointment_id", "participant_id", "due_at", "means",
    "served_at", "proof", "by_id",
]  # fmt: skip
MARK = [
    "id", "sanction_id", "material_id", "page", "top", "text", "by_id", "at", "version", "sent", "dropped_at",
    "mended_at",
]  # fmt: skip
NOTICE = [
    "id", "sanction_id", "participant_id", "name", "iin_hash", "address", "state", "since", "due_on", "extended_until",
    "waived_by_id", "letter_id", "check_hash", "sent_at", "sent_by_id", "means", "delivered_at", "proof", "read_at",
    "complain_until",
]  # fmt: skip
DESTRUCTION = [
    "id", "sanction_id", "what", "told_at", "planned_on", "by_id", "objected_at", "objected_by_id", "objection",
    "destroyed_at", "commission", "act_id",
]  # fmt: skip
MANIFEST = [
    "id", "sanction_id", "move", "by_id", "at", "total", "seen", "opened", "items", "withheld", "digest",
    "surfaced_at",
]  # fmt: skip
OF_SANCTION = ("sanction_id", "sanctions_sanction", "matter_id")

# A person reads the notice of a covert action by the code of his letter and his IIN: he has no account and sees no
# case. Both hashes must fit; what is told is a handful of facts of this one action. Reading it is noted by the hash.
CITIZEN = """
CREATE FUNCTION covert_notice_told(of_check text, of_iin text)
RETURNS TABLE (o_name text, o_kind text, o_case text, o_decided timestamptz, o_court bigint, o_asker bigint,
               o_from timestamptz, o_until timestamptz, o_sent timestamptz, o_complain date, o_language text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT n.name, s.kind, c.number, s.decided_at, o.court_id, c.office_id, s.acted_from,
           coalesce(s.acted_until, s.executed_at, s.ended_at), n.sent_at, n.complain_until, c.language
      FROM public.sanctions_covertnotice n
      JOIN public.sanctions_sanction s ON s.matter_id = n.sanction_id
      JOIN public.cases_case c ON c.id = s.case_id
      JOIN public.people_office o ON o.id = c.office_id
     WHERE of_check <> '' AND n.check_hash = of_check AND n.iin_hash = of_iin
       AND n.state IN ('sent', 'delivered', 'read')
$$;
REVOKE ALL ON FUNCTION covert_notice_told(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION covert_notice_told(text, text) TO ecase_app;
"""


class Migration(migrations.Migration):
    dependencies = [("sanctions", "0003_every_kind"), ("cases", "0013_sight_of_covert_actions")]
    operations = [
        Form("Sanction", 2, SANCTION),
        Record("Hearing", HEARING, through=OF_SANCTION),
        Record("HearingNotice", TOLD, through=OF_SANCTION),
        Record("Argument", ["id", "sanction_id", "side", "by_id", "at", "text", "material_id"], through=OF_SANCTION),
        Record("Manifest", MANIFEST, through=OF_SANCTION),
        Record(
            "Draw", ["id", "sanction_id", "court_id", "at", "judge_id", "candidates", "excluded", "chance", "cause"],
            through=OF_SANCTION,
        ),
        Record("PageMark", MARK, through=OF_SANCTION),
        Record("Copy", COPY, through=OF_SANCTION),
        Record("Slip", ["id", "sanction_id", "before", "after", "reasons", "by_id", "at", "material_id"],
               through=OF_SANCTION),
        Record("Appeal", APPEAL, through=("matter_id", "cases_matter")),
        Record("CovertNotice", NOTICE, through=OF_SANCTION),
        Record("Destruction", DESTRUCTION, through=OF_SANCTION),
        migrations.RunSQL(CITIZEN, "DROP FUNCTION covert_notice_told(text, text)"),
    ]  # fmt: skip
