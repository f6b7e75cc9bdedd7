-- What the memory says of itself: its header, as JSON.
CREATE TABLE fact (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Base languages. The last number given to a segment of each, and the last that the index knows.
CREATE TABLE language (
  id      INTEGER PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  last    INTEGER NOT NULL,
  indexed INTEGER NOT NULL
);

-- Who changed the memory, when and how: an import, an edit, a deletion.
CREATE TABLE revision (
  id     INTEGER PRIMARY KEY,
  moment TEXT NOT NULL,
  kind   TEXT NOT NULL,
  origin TEXT NOT NULL
);

-- Distinct texts: id is language << 32 | number; uses counts the variants of living units, -1 is retired.
CREATE TABLE segment (
  id   INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX segment_hash ON segment (hash);

-- Versions of units: those with one number are one unit over time, and the one that is not gone lives.
CREATE TABLE unit (
  id       INTEGER PRIMARY KEY,
  number   INTEGER NOT NULL,
  born     INTEGER NOT NULL REFERENCES revision,
  gone     INTEGER REFERENCES revision,
  digest   INTEGER NOT NULL,
  tuid     TEXT,
  document TEXT,
  rest     TEXT
);
CREATE INDEX unit_number ON unit (number);
CREATE INDEX unit_digest ON unit (digest) WHERE gone IS NULL;

-- The languages of a unit in order, each a segment; lang is the tag as it was written.
CREATE TABLE variant (
  unit    INTEGER NOT NULL REFERENCES unit,
  place   INTEGER NOT NULL,
  segment INTEGER NOT NULL REFERENCES segment,
  lang    TEXT NOT NULL,
  rest    TEXT,
  PRIMARY KEY (unit, place)
) WITHOUT ROWID;
CREATE INDEX variant_segment ON variant (segment);

-- Trigrams of a language, three code points of 21 bits, and how many segments have them.
CREATE TABLE gram (
  id       INTEGER PRIMARY KEY,
  language INTEGER NOT NULL,
  gram     INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  UNIQUE (language, gram)
);

-- Which segments of a chunk of 65,536 have a gram: id is gram << 16 | chunk.
CREATE TABLE posting (
  id     INTEGER PRIMARY KEY,
  places BLOB NOT NULL
);

-- The lengths of a chunk's segments as uint16: id is language << 16 | chunk.
-- The number `changes` is of this state alone: none before, nor of an index made anew, has it.
CREATE TABLE chunk (
  id      INTEGER PRIMARY KEY,
  changes INTEGER NOT NULL,
  lengths BLOB NOT NULL
);
