-- What only PostgreSQL is asked, or is asked otherwise; rows come and go by COPY.

-- insert_fact --
COPY fact FROM STDIN;
-- insert_language --
COPY language FROM STDIN;
-- insert_revision --
COPY revision FROM STDIN;
-- insert_segment --
COPY segment FROM STDIN;
-- insert_unit --
COPY unit FROM STDIN;
-- insert_variant --
COPY variant FROM STDIN;
-- insert_gram --
COPY gram FROM STDIN;
-- insert_posting --
COPY posting FROM STDIN;
-- insert_chunk --
COPY chunk FROM STDIN;

-- replace_fact --
DELETE FROM fact WHERE name = ANY(%s);
-- replace_language --
DELETE FROM language WHERE id = ANY(%s);
-- replace_posting --
DELETE FROM posting WHERE id = ANY(%s);
-- replace_chunk --
DELETE FROM chunk WHERE id = ANY(%s);

-- use_segment --
UPDATE segment SET uses = uses + %s WHERE id = %s;
-- retire_segment --
UPDATE segment SET uses = -1 WHERE id = %s;
-- count_gram --
UPDATE gram SET n = n + %s WHERE id = %s;
-- bytes --
SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class AS c
WHERE c.relnamespace = 'ushtil'::regnamespace AND c.relkind = 'r';
-- settings --
SET search_path TO ushtil;
SET lock_timeout TO 'PATIENCEs';
SET idle_in_transaction_session_timeout TO 0;
-- lock --
-- "ustl"; held until the transaction ends
SELECT pg_advisory_xact_lock(1970500716);
-- read_only --
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
-- settle --
ANALYZE unit, variant, segment, gram, posting, chunk;
-- shrink --
VACUUM ANALYZE;
-- make_schema --
CREATE SCHEMA IF NOT EXISTS ushtil;
-- has_version --
-- asked of the catalogue itself: what to_regclass remembers may be from before another process made the tables
SELECT count(*) > 0 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'ushtil' AND c.relname = 'version';
-- version --
SELECT max(number) FROM ushtil.version;
-- add_version --
INSERT INTO version VALUES (%(number)s);

