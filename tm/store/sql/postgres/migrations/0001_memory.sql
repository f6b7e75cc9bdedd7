-- Which version of the tables this is; each migration adds its own.
CREATE TABLE version (number BIGINT PRIMARY KEY);

-- What the memory says of itself: its header, as JSON.
CREATE TABLE fact (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Base languages. The last number given to a segment of each, and the last that the index knows.
CREATE TABLE language (
  id      BIGINT PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  last    BIGINT NOT NULL,
  indexed BIGINT NOT NULL
);

-- Who changed the memory, when and how: an import, an edit, a deletion.
CREATE TABLE revision (
  id     BIGINT PRIMARY KEY,
  moment TEXT NOT NULL,
  kind   TEXT NOT NULL,
  origin TEXT NOT NULL
);

-- Distinct texts: id is language << 32 | number; uses counts the variants of living units, -1 is retired.
CREATE TABLE segment (
  id   BIGINT PRIMARY KEY,
  hash BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX segment_hash ON segment (hash);

-- Versions of units: those with one number are one unit over time, and the one that is not gone lives.
CREATE TABLE unit (
  id       BIGINT PRIMARY KEY,
  number   BIGINT NOT NULL,
  born     BIGINT NOT NULL REFERENCES revision,
  gone     BIGINT REFERENCES revision,
  digest   BIGINT NOT NULL,
  tuid     TEXT,
  document TEXT,
  rest     TEXT
);
CREATE INDEX unit_number ON unit (number);
CREATE INDEX unit_digest ON unit (digest) WHERE gone IS NULL;

-- The languages of a unit in order, each a segment; lang is the tag as it was written. That both are there the
-- server is not asked to watch: to do that it locks and rewrites each row that is pointed to, which costs a fifth
-- of an import. tm memory verify looks.
CREATE TABLE variant (
  unit    BIGINT NOT NULL,
  place   BIGINT NOT NULL,
  segment BIGINT NOT NULL,
  lang    TEXT NOT NULL,
  rest    TEXT,
  PRIMARY KEY (unit, place)
);
CREATE INDEX variant_segment ON variant (segment);

-- Trigrams of a language, three code points of 21 bits, and how many segments have them.
CREATE TABLE gram (
  id       BIGINT PRIMARY KEY,
  language BIGINT NOT NULL,
  gram     BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  UNIQUE (language, gram)
);

-- Which segments of a chunk of 65,536 have a gram: id is gram << 16 | chunk.
CREATE TABLE posting (
  id     BIGINT PRIMARY KEY,
  places BYTEA NOT NULL
);
ALTER TABLE posting ALTER COLUMN places SET STORAGE EXTERNAL;

-- The lengths of a chunk's segments as uint16: id is language << 16 | chunk.
-- The number `changes` is of this state alone: none before, nor of an index made anew, has it.
CREATE TABLE chunk (
  id      BIGINT PRIMARY KEY,
  changes BIGINT NOT NULL,
  lengths BYTEA NOT NULL
);
