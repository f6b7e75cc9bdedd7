-- Documents under review. `units` are those of a memory that its rows were made from; `texts` are the
-- segments that it began with, and `digest` tells the rows that it began with from others. The last six say how far it is, so that a list of documents is quick.
CREATE TABLE document (
  id        INTEGER PRIMARY KEY,
  project   TEXT NOT NULL,
  name      TEXT NOT NULL,
  langs     TEXT NOT NULL,
  place     TEXT NOT NULL,
  signature TEXT NOT NULL,
  units     BLOB NOT NULL,
  texts     BLOB NOT NULL,
  digest    TEXT NOT NULL,
  removed   TEXT,
  version   INTEGER NOT NULL,
  changed   TEXT,
  rows      INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  rejected  INTEGER NOT NULL,
  doubtful  INTEGER NOT NULL
);
CREATE UNIQUE INDEX document_name ON document (project, name) WHERE removed IS NULL;

-- What was done to a document, never changed and never deleted. Who takes something back, or does it again,
-- names its number as the target; only what is done first has a change of its own.
CREATE TABLE event (
  document INTEGER NOT NULL REFERENCES document (id),
  number   INTEGER NOT NULL,
  moment   TEXT NOT NULL,
  person   TEXT NOT NULL,
  called   TEXT NOT NULL,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  target   INTEGER,
  row      INTEGER NOT NULL,
  touched  TEXT NOT NULL,
  change   BLOB,
  PRIMARY KEY (document, number)
);

-- All rows after an event: those of the beginning, 0, and those of the last time that they were kept.
CREATE TABLE snapshot (
  document INTEGER NOT NULL REFERENCES document (id),
  number   INTEGER NOT NULL,
  next_id  INTEGER NOT NULL,
  rows     BLOB NOT NULL,
  PRIMARY KEY (document, number)
);
