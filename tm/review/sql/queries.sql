-- The queries of a file of reviews. A parameter is :name.

-- documents --
SELECT id, project, name, langs, rows, confirmed, rejected, doubtful, changed,
  coalesce((SELECT called FROM event WHERE document = id AND number = version), '')
FROM document WHERE removed IS NULL ORDER BY project, name;
-- removed --
SELECT id, project, name, langs, rows, confirmed, rejected, doubtful, changed,
  coalesce((SELECT called FROM event WHERE document = id AND number = version), '')
FROM document WHERE removed IS NOT NULL ORDER BY removed DESC;
-- document --
SELECT project, name, langs, place, signature, units, texts, removed FROM document WHERE id = :id;
-- named --
SELECT id, digest FROM document WHERE project = :project AND name = :name AND removed IS NULL;
-- version --
SELECT version FROM document WHERE id = :id AND removed IS NULL;
-- add_document --
INSERT INTO document
SELECT coalesce(max(id), 0) + 1, :project, :name, :langs, :place, :signature, :units, :texts, :digest, NULL, 0, NULL,
  :rows, :confirmed, :rejected, :doubtful
FROM document;
-- remove_document --
UPDATE document SET removed = :moment WHERE id = :id AND removed IS NULL;
-- restore_document --
UPDATE document SET removed = NULL WHERE id = :id;
-- change_document --
UPDATE document SET version = :version, changed = :changed, rows = rows + :rows,
  confirmed = confirmed + :confirmed, rejected = rejected + :rejected, doubtful = doubtful + :doubtful
WHERE id = :id;

-- events --
SELECT number, moment, person, called, kind, name, target, row, touched FROM event
WHERE document = :document AND number > :after ORDER BY number;
-- changes --
-- what an event does, which for one that takes back or does again is the change of its target
SELECT e.kind, coalesce(e.change, t.change) FROM event AS e
LEFT JOIN event AS t ON t.document = e.document AND t.number = e.target
WHERE e.document = :document AND e.number > :after ORDER BY e.number;
-- change --
SELECT change FROM event WHERE document = :document AND number = :number;
-- add_event --
INSERT INTO event VALUES (:document, :number, :moment, :person, :called, :kind, :name, :target, :row, :touched,
  :change);

-- snapshot --
SELECT number, next_id, rows FROM snapshot WHERE document = :document ORDER BY number DESC LIMIT 1;
-- add_snapshot --
INSERT INTO snapshot VALUES (:document, :number, :next_id, :rows);
-- forget_snapshots --
DELETE FROM snapshot WHERE document = :document AND number > 0 AND number < :number;
