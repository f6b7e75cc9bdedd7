-- make --
-- A table of the segments of one language, as amaGama has it, with the words of each.
CREATE TABLE segments_{lang} (id integer, text text NOT NULL, length integer, words tsvector)

-- load --
CREATE TEMPORARY TABLE given_{lang} (id integer, text text NOT NULL)

-- fill --
COPY given_{lang} (id, text) FROM STDIN

-- words --
INSERT INTO segments_{lang} SELECT id, text, length(text), to_tsvector('simple', text) FROM given_{lang}

-- index --
CREATE INDEX segments_{lang}_words ON segments_{lang} USING gin (words)

-- settle --
ANALYZE segments_{lang}

-- size --
SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'segments\_%' AND relkind = 'r'

-- alone --
-- Work that is given to other processes would not be seen.
SELECT set_config(name, '0', false) FROM pg_settings WHERE name LIKE 'max_parallel%per_gather' OR name LIKE 'max_parallel_maint%'

-- backend --
SELECT pid FROM pg_stat_activity WHERE application_name = 'ushtil' AND datname = current_database()

-- candidates --
-- Segments of about the length with any of the words, those above the rank, the best first.
SELECT text
FROM (
    SELECT text, ts_rank(words, asked, 32) * 1744.93 AS rank
    FROM segments_{lang}, to_tsquery('simple', %(words)s) AS asked
    WHERE words @@ asked AND length BETWEEN %(shortest)s AND %(longest)s
) AS ranked
WHERE rank > %(least)s
ORDER BY rank DESC
LIMIT %(limit)s
