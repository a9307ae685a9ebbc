"""The only ways into the ledger: ``ledger_open`` and ``ledger_append``; and the triggers that close all others.

The layout of the hashed bytes is docs/ledger.md; ``ecase.ledger.leaf`` makes the same bytes in Python.
Functions put ``pg_temp`` last on their search path: left out, it would be searched first.
"""

from django.db import migrations

# The text of a row's columns in one form. The function pins every setting that changes how PostgreSQL writes a value.
ROW_TEXT = """
CREATE FUNCTION row_text(of_table text, form integer, key text) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO, YMD'
SET intervalstyle = 'iso_8601'
SET extra_float_digits = 1
SET bytea_output = 'hex'
AS $$
DECLARE
    v_key text;
    v_columns text;
    v_text text;
BEGIN
    SELECT f.pk, (SELECT string_agg(quote_ident(c), ', ' ORDER BY o) FROM unnest(f.columns) WITH ORDINALITY AS u(c, o))
      INTO v_key, v_columns
      FROM public.ledger_form f WHERE f.table_name = of_table AND f.n = form;
    IF v_key IS NULL THEN
        RAISE EXCEPTION '% has no form %', of_table, form USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('SELECT jsonb_build_array(%s)::text FROM public.%I WHERE %I = %L', v_columns, of_table, v_key, key)
       INTO v_text;
    RETURN v_text;
END $$;
GRANT EXECUTE ON FUNCTION row_text(text, integer, text) TO ecase_read;
"""

MOMENT = """
CREATE FUNCTION ledger_moment(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE STRICT
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
"""

OPEN = """
CREATE FUNCTION ledger_open(stream uuid, kind text, number text, of_case uuid, master text, wrapped bytea)
RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    v_genesis bytea;
BEGIN
    IF kind !~ '^[a-z][a-z0-9_]{0,31}$' OR number !~ '^[0-9A-Za-z-]{1,32}$' OR wrapped IS NULL OR master IS NULL THEN
        RAISE EXCEPTION 'not a stream: % %', kind, number USING ERRCODE = 'invalid_parameter_value';
    END IF;
    v_genesis := sha256(convert_to(
        E'ecase-stream/1\\nstream ' || stream || E'\\nkind ' || kind || E'\\nnumber ' || number
        || E'\\ncase ' || coalesce(of_case::text, '-') || E'\\n', 'UTF8'));
    INSERT INTO public.ledger_stream (id, kind, number, case_id, head_seq, head_hash)
         VALUES (stream, kind, number, of_case, 0, v_genesis);
    INSERT INTO public.ledger_streamkey (stream_id, master, wrapped) VALUES (stream, master, wrapped);
    RETURN v_genesis;
END $$;
GRANT EXECUTE ON FUNCTION ledger_open(uuid, text, text, uuid, text, bytea) TO ecase_app, ecase_clock;
"""

APPEND = """
CREATE FUNCTION ledger_append(acts jsonb)
RETURNS TABLE (o_seq bigint, o_recorded_at timestamptz, o_db_role text, o_rows text, o_prev bytea, o_leaf bytea,
               o_xid bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    v_speaker bigint := nullif(current_setting('ecase.appointment', true), '')::bigint;
    v_user bigint := nullif(current_setting('ecase.user', true), '')::bigint;
    v_act jsonb;
    v_row jsonb;
    v_stream public.ledger_stream%ROWTYPE;
    v_actor bigint;
    v_appointment bigint;
    v_role text;
    v_at timestamptz;
    v_salt bytea;
    v_commitment bytea;
    v_form integer;
    v_text text;
    v_leaf text;
BEGIN
    o_xid := pg_current_xact_id()::text::bigint;
    o_db_role := session_user;
    FOR v_act IN SELECT a.value FROM jsonb_array_elements(acts) WITH ORDINALITY a ORDER BY a.ordinality LOOP
        v_actor := (v_act->>'actor')::bigint;
        v_appointment := (v_act->>'appointment')::bigint;
        v_role := coalesce(v_act->>'role', '');
        v_at := (v_act->>'at')::timestamptz;
        v_salt := decode(v_act->>'salt', 'hex');
        v_commitment := decode(v_act->>'commitment', 'hex');

        IF session_user = 'ecase_app' AND (v_appointment IS DISTINCT FROM v_speaker OR v_actor IS DISTINCT FROM v_user)
           OR session_user = 'ecase_clock' AND v_appointment IS NOT NULL
              AND (v_appointment IS DISTINCT FROM v_speaker OR v_actor IS DISTINCT FROM v_user) THEN
            RAISE EXCEPTION 'appointment % cannot write for appointment %', v_speaker, v_appointment
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF (v_act->>'kind') !~ '^[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*$' OR (v_act->>'build') !~ '^[0-9A-Za-z._+-]{1,64}$'
           OR v_role !~ '^[a-z_]{0,32}$' OR v_at IS NULL OR octet_length(v_salt) <> 32
           OR octet_length(v_commitment) <> 32 OR jsonb_typeof((v_act->>'public')::jsonb) <> 'object' THEN
            RAISE EXCEPTION 'not an entry of kind %', v_act->>'kind' USING ERRCODE = 'invalid_parameter_value';
        END IF;

        SELECT s.* INTO v_stream FROM public.ledger_stream s WHERE s.id = (v_act->>'stream')::uuid FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'no stream %', v_act->>'stream' USING ERRCODE = 'foreign_key_violation';
        END IF;

        o_rows := '';
        FOR v_row IN SELECT r.value FROM jsonb_array_elements(v_act->'rows') WITH ORDINALITY r ORDER BY r.ordinality LOOP
            SELECT max(f.n) INTO v_form FROM public.ledger_form f WHERE f.table_name = v_row->>0;
            IF v_form IS NULL THEN
                RAISE EXCEPTION '% is no record table', v_row->>0 USING ERRCODE = 'invalid_parameter_value';
            END IF;
            v_text := public.row_text(v_row->>0, v_form, v_row->>1);
            IF v_text IS NULL OR (v_row->>1) !~ '^[0-9A-Za-z-]{1,64}$' THEN
                RAISE EXCEPTION '% has no row %', v_row->>0, v_row->>1 USING ERRCODE = 'foreign_key_violation';
            END IF;
            o_rows := o_rows || CASE o_rows WHEN '' THEN '' ELSE E'\\n' END
                || (v_row->>0) || ' ' || (v_row->>1) || ' ' || v_form || ' '
                || encode(sha256(v_salt || convert_to(v_text, 'UTF8')), 'hex');
        END LOOP;

        o_seq := v_stream.head_seq + 1;
        o_prev := v_stream.head_hash;
        o_recorded_at := clock_timestamp();
        v_leaf := E'ecase-entry/1\\nentry ' || (v_act->>'entry')::uuid
            || E'\\nstream ' || v_stream.id
            || E'\\nseq ' || o_seq
            || E'\\nkind ' || (v_act->>'kind')
            || E'\\nactor ' || coalesce(v_actor::text, '-')
            || E'\\nappointment ' || coalesce(v_appointment::text, '-')
            || E'\\nrole ' || coalesce(nullif(v_role, ''), '-')
            || E'\\nbuild ' || (v_act->>'build')
            || E'\\nat ' || public.ledger_moment(v_at)
            || E'\\nrecorded ' || public.ledger_moment(o_recorded_at)
            || E'\\ncompartment ' || (v_act->>'compartment')
            || E'\\nlogin ' || o_db_role
            || E'\\npublic ' || encode(sha256(convert_to(v_act->>'public', 'UTF8')), 'hex')
            || E'\\nprivate ' || encode(v_commitment, 'hex')
            || CASE o_rows WHEN '' THEN '' ELSE E'\\nrow ' || replace(o_rows, E'\\n', E'\\nrow ') END
            || E'\\nprev ' || encode(o_prev, 'hex') || E'\\n';
        o_leaf := sha256('\\x00'::bytea || convert_to(v_leaf, 'UTF8'));

        INSERT INTO public.ledger_entry
            (id, version, stream_id, seq, kind, actor_id, appointment_id, role, build, at, recorded_at, compartment,
             db_role, public, commitment, rows, prev, leaf_hash, xid)
        VALUES
            ((v_act->>'entry')::uuid, 1, v_stream.id, o_seq, v_act->>'kind', v_actor, v_appointment, v_role,
             v_act->>'build', v_at, o_recorded_at, v_act->>'compartment', o_db_role, v_act->>'public', v_commitment,
             o_rows, o_prev, o_leaf, o_xid);
        INSERT INTO public.ledger_entryprivate (entry_id, nonce, ciphertext)
        VALUES ((v_act->>'entry')::uuid, decode(v_act->>'nonce', 'hex'), decode(v_act->>'sealed', 'hex'));
        UPDATE public.ledger_stream SET head_seq = o_seq, head_hash = o_leaf WHERE id = v_stream.id;
        RETURN NEXT;
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION ledger_append(jsonb) TO ecase_app, ecase_clock;
"""

# A head may move to exactly the entry that continues it, whoever asks; anything else is refused, superuser included.
HEAD = """
CREATE FUNCTION ledger_head_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF ROW(NEW.id, NEW.kind, NEW.number, NEW.case_id) IS NOT DISTINCT FROM ROW(OLD.id, OLD.kind, OLD.number, OLD.case_id)
       AND NEW.head_seq = OLD.head_seq + 1
       AND EXISTS (SELECT 1 FROM public.ledger_entry e
                    WHERE e.stream_id = OLD.id AND e.seq = NEW.head_seq
                      AND e.prev = OLD.head_hash AND e.leaf_hash = NEW.head_hash) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of ledger_stream is refused: a head only follows its entries'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER follow_entries BEFORE UPDATE ON ledger_stream FOR EACH ROW EXECUTE FUNCTION ledger_head_step();
ALTER TABLE ledger_stream ENABLE ALWAYS TRIGGER follow_entries;
"""

TABLES = ("ledger_entry", "ledger_entryprivate", "ledger_stream", "ledger_streamkey")

CLOSE = "".join(
    f"""
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM ecase_app, ecase_clock;
CREATE TRIGGER refuse_change BEFORE {"" if table == "ledger_stream" else "UPDATE OR "}DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_change;
"""
    for table in TABLES
)
REOPEN = "".join(
    f"""
DROP TRIGGER refuse_change ON {table};
GRANT INSERT, UPDATE, DELETE ON {table} TO ecase_app, ecase_clock;
"""
    for table in TABLES
)

# Closed to ecase_app until the app that knows cases and grants runs LedgerPolicy. Wrapped keys are open: without the
# master key they say nothing, and an act on a case that its author may not see is recorded all the same.
SIGHT_TABLES = ("ledger_stream", "ledger_entry", "ledger_entryprivate")
SIGHT = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ecase_clock_all ON {table} FOR SELECT TO ecase_clock USING (true);
CREATE POLICY ecase_read_all ON {table} FOR SELECT TO ecase_read USING (true);
"""
    for table in SIGHT_TABLES
)
BLIND = "".join(
    f"""
DROP POLICY ecase_read_all ON {table};
DROP POLICY ecase_clock_all ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
    for table in SIGHT_TABLES
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables"), ("web", "0001_database")]

    operations = [
        migrations.RunSQL(ROW_TEXT, "DROP FUNCTION row_text(text, integer, text);"),
        migrations.RunSQL(MOMENT, "DROP FUNCTION ledger_moment(timestamptz);"),
        migrations.RunSQL(OPEN, "DROP FUNCTION ledger_open(uuid, text, text, uuid, text, bytea);"),
        migrations.RunSQL(APPEND, "DROP FUNCTION ledger_append(jsonb);"),
        migrations.RunSQL(HEAD, "DROP TRIGGER follow_entries ON ledger_stream; DROP FUNCTION ledger_head_step();"),
        migrations.RunSQL(CLOSE, REOPEN),
        migrations.RunSQL(SIGHT, BLIND),
    ]
