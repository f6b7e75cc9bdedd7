-- The queries of a memory in whichever database. A parameter is :name, and IN :name asks for the values of a list.

-- facts --
SELECT name, value FROM fact;
-- languages --
SELECT id, code, last, indexed FROM language ORDER BY id;

-- last_revision --
SELECT coalesce(max(id), 0) FROM revision;
-- revisions --
-- with how many versions of units each made and ended
SELECT r.id, r.moment, r.kind, r.origin, coalesce(b.n, 0), coalesce(g.n, 0)
FROM revision AS r
LEFT JOIN (SELECT born, count(*) AS n FROM unit GROUP BY born) AS b ON b.born = r.id
LEFT JOIN (SELECT gone, count(*) AS n FROM unit GROUP BY gone) AS g ON g.gone = r.id
ORDER BY r.id;
-- revisions_by_id --
SELECT id, moment, kind, origin FROM revision WHERE id IN :ids;

-- first_and_last_revision --
SELECT id, moment, kind, origin FROM revision
WHERE id IN (SELECT min(id) FROM revision UNION SELECT max(id) FROM revision) ORDER BY id;

-- segments_by_hash --
SELECT hash, id, text FROM segment
WHERE hash IN :hashes AND uses >= 0;
-- segments_by_id --
SELECT id, text FROM segment WHERE id IN :ids;
-- living_segments_by_id --
SELECT id, text FROM segment WHERE id IN :ids AND uses > 0;
-- segments_between --
-- the texts that the index should know, those that nobody uses at present among them
SELECT id, text FROM segment WHERE id > :after AND id <= :last AND uses >= 0 ORDER BY id;
-- living_segments_between --
SELECT id, text FROM segment WHERE id > :after AND id <= :last AND uses > 0 ORDER BY id;
-- idle_segments --
-- those that the index knows and no living unit uses
SELECT id, text FROM segment WHERE id > :after AND id <= :last AND uses = 0 ORDER BY id;
-- forget_segments --
DELETE FROM segment
WHERE uses < 0 AND NOT EXISTS (SELECT 1 FROM variant AS v WHERE v.segment = segment.id);
-- wrong_uses --
SELECT s.id, s.uses, count(u.id) FROM segment AS s
LEFT JOIN variant AS v ON v.segment = s.id
LEFT JOIN unit AS u ON u.id = v.unit AND u.gone IS NULL
GROUP BY s.id HAVING count(u.id) <> CASE WHEN s.uses < 0 THEN 0 ELSE s.uses END;

-- stray_segments --
-- those whose language does not know them
SELECT id FROM segment AS s WHERE NOT EXISTS (
  SELECT 1 FROM language AS l WHERE l.id = s.id >> 32 AND (s.id & 4294967295) BETWEEN 1 AND l.last
) ORDER BY id;
-- wrong_numbers --
-- of units, which are that of the first version, and of one living version at most
SELECT number FROM unit WHERE number < 1 OR number > id
UNION SELECT number FROM unit WHERE gone IS NULL GROUP BY number HAVING count(*) > 1;

-- tags --
-- of languages as they are written, those that only the history still has among them
SELECT DISTINCT lang FROM variant ORDER BY lang;
-- segment_counts --
SELECT id >> 32, count(*) FROM segment WHERE uses > 0 GROUP BY id >> 32;

-- last_unit --
SELECT coalesce(max(id), 0) FROM unit;
-- count_units --
SELECT count(*) FROM unit WHERE gone IS NULL;
-- living_digests --
SELECT digest, number FROM unit
WHERE digest IN :digests AND gone IS NULL;
-- living_units --
SELECT id, number, tuid, rest FROM unit WHERE gone IS NULL AND number > :after ORDER BY number LIMIT :most;
-- living_units_by_number --
SELECT id, number, tuid, rest FROM unit
WHERE number IN :numbers AND gone IS NULL ORDER BY number;
-- living_documents --
-- the units of these numbers that live, with their documents
SELECT id, number, document FROM unit
WHERE number IN :numbers AND gone IS NULL;
-- versions --
SELECT id, number, tuid, rest, born, gone FROM unit WHERE number = :number ORDER BY id;
-- units_of_segments --
-- living units that have any of these segments, of each the newest
SELECT segment, unit, number, document FROM (
  SELECT v.segment, v.unit, u.number, u.document,
         row_number() OVER (PARTITION BY v.segment ORDER BY u.number DESC) AS nth
  FROM variant AS v JOIN unit AS u ON u.id = v.unit
  WHERE v.segment IN :segments AND u.gone IS NULL
) AS used WHERE nth <= :most ORDER BY number;
-- units_of_segments_beside --
-- the same of those that have another text in a language
SELECT segment, unit, number, document FROM (
  SELECT v.segment, v.unit, u.number, u.document,
         row_number() OVER (PARTITION BY v.segment ORDER BY u.number DESC) AS nth
  FROM variant AS v JOIN unit AS u ON u.id = v.unit
  WHERE v.segment IN :segments AND u.gone IS NULL
  AND EXISTS (
    SELECT 1 FROM variant AS t
    WHERE t.unit = v.unit AND t.place <> v.place AND t.segment >> 32 = :language
  )
) AS used WHERE nth <= :most ORDER BY number;
-- units_of_documents --
SELECT document, count(*) FROM unit WHERE gone IS NULL GROUP BY document ORDER BY document;
-- languages_of_documents --
SELECT u.document, v.lang, count(*) FROM unit AS u JOIN variant AS v ON v.unit = u.id
WHERE u.gone IS NULL GROUP BY u.document, v.lang ORDER BY u.document, count(*) DESC, v.lang;
-- units_of_document --
SELECT id, number, tuid, rest FROM unit
WHERE gone IS NULL AND document = :document AND number > :after ORDER BY number LIMIT :most;
-- units_of_document_before --
SELECT id, number, tuid, rest FROM unit
WHERE gone IS NULL AND document = :document AND number < :before ORDER BY number DESC LIMIT :most;
-- size_of_document --
SELECT count(*) FROM unit WHERE gone IS NULL AND document = :document;
-- units_of_no_document --
SELECT id, number, tuid, rest FROM unit
WHERE gone IS NULL AND document IS NULL ORDER BY number LIMIT :most;
-- units_by_id --
SELECT id, number, tuid, rest FROM unit WHERE id IN :ids;
-- end_units --
UPDATE unit SET gone = :revision
WHERE number IN :numbers AND gone IS NULL;
-- born_in --
SELECT id, number FROM unit WHERE born = :revision AND gone IS NULL;
-- gone_in --
-- the versions from before a revision that it ended, of units that no later one has changed
SELECT id, number FROM unit AS u WHERE gone = :revision AND born < :revision
AND NOT EXISTS (SELECT 1 FROM unit AS v WHERE v.number = u.number AND (v.born > :revision OR v.gone > :revision));
-- forget_variants --
DELETE FROM variant WHERE unit IN (SELECT id FROM unit WHERE gone IS NOT NULL);
-- forget_units --
DELETE FROM unit WHERE gone IS NOT NULL;

-- variants_of_units --
SELECT v.unit, v.segment, v.lang, v.rest, s.text FROM variant AS v JOIN segment AS s ON s.id = v.segment
WHERE v.unit IN :units ORDER BY v.unit, v.place;
-- segments_of_units --
SELECT segment, count(*) FROM variant
WHERE unit IN :units GROUP BY segment;

-- last_gram --
SELECT coalesce(max(id), 0) FROM gram;
-- grams --
SELECT gram, id, n FROM gram
WHERE language = :language AND gram IN :grams;
-- postings_of_gram --
SELECT id & 65535, places FROM posting
WHERE id BETWEEN CAST(:gram AS BIGINT) << 16 AND (CAST(:gram AS BIGINT) << 16) + 65535;
-- postings_by_id --
SELECT id, places FROM posting WHERE id IN :ids;
-- delete_postings --
DELETE FROM posting WHERE id IN :ids;
-- empty_postings --
DELETE FROM posting;
-- empty_grams --
DELETE FROM gram;
-- empty_chunks --
DELETE FROM chunk;
-- nothing_indexed --
UPDATE language SET indexed = 0;
-- chunks_of_language --
SELECT id & 65535, changes FROM chunk
WHERE id BETWEEN CAST(:language AS BIGINT) << 16 AND (CAST(:language AS BIGINT) << 16) + 65535;
-- chunk --
SELECT changes, lengths FROM chunk WHERE id = :id;
-- indexed_to --
UPDATE language SET indexed = :indexed WHERE id = :language;
-- numbered_to --
UPDATE language SET last = :last WHERE id = :language;

-- digests --
SELECT id, digest FROM unit WHERE id > :after ORDER BY id LIMIT :most;
-- hashes_between --
SELECT id, hash, text FROM segment WHERE id > :after AND id <= :last AND uses >= 0 ORDER BY id;
-- grams_of_language --
SELECT gram, id, n FROM gram WHERE language = :language;

-- all_fact --
SELECT * FROM fact;
-- all_language --
SELECT * FROM language;
-- all_revision --
SELECT * FROM revision;
-- all_segment --
SELECT * FROM segment;
-- all_unit --
SELECT * FROM unit;
-- all_variant --
SELECT * FROM variant;
-- all_gram --
SELECT * FROM gram;
-- all_posting --
SELECT * FROM posting;
-- all_chunk --
SELECT * FROM chunk;
