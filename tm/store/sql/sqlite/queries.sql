-- What only SQLite is asked, or is asked otherwise.

-- insert_fact --
INSERT INTO fact VALUES (?, ?);
-- insert_language --
INSERT INTO language VALUES (?, ?, ?, ?);
-- insert_revision --
INSERT INTO revision VALUES (?, ?, ?, ?);
-- insert_segment --
INSERT INTO segment VALUES (?, ?, ?, ?);
-- insert_unit --
INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?);
-- insert_variant --
INSERT INTO variant VALUES (?, ?, ?, ?, ?);
-- insert_gram --
INSERT INTO gram VALUES (?, ?, ?, ?);
-- insert_posting --
INSERT INTO posting VALUES (?, ?);
-- insert_chunk --
INSERT INTO chunk VALUES (?, ?, ?);

-- replace_fact --
INSERT OR REPLACE INTO fact VALUES (?, ?);
-- replace_language --
INSERT OR REPLACE INTO language VALUES (?, ?, ?, ?);
-- replace_posting --
INSERT OR REPLACE INTO posting VALUES (?, ?);
-- replace_chunk --
INSERT OR REPLACE INTO chunk VALUES (?, ?, ?);

-- use_segment --
UPDATE segment SET uses = uses + ? WHERE id = ?;
-- retire_segment --
UPDATE segment SET uses = -1 WHERE id = ?;
-- count_gram --
UPDATE gram SET n = n + ? WHERE id = ?;
-- bytes --
SELECT name, sum(pgsize) FROM dbstat GROUP BY name;

