-- Version 2: actors across reports are filled, feeds are remembered, happenings are found by other keys and merged anew, words are found by their stems, what lies ahead is told from what is past.

-- Entities that can change each other's actor share a number; 0 for those without a name of their own.
ALTER TABLE entity ADD COLUMN near INTEGER NOT NULL DEFAULT 0;
-- Other names that the report gives, one a line.
ALTER TABLE entity ADD COLUMN variants TEXT NOT NULL DEFAULT '';
UPDATE entity SET variants = coalesce((
  SELECT group_concat(w, char(10)) FROM (
    SELECT DISTINCT replace(replace(CAST(substr(CAST(r.text AS BLOB), m.start + 1, m.stop - m.start) AS TEXT),
      char(13), ''), char(10), ' ') AS w
    FROM mention m JOIN report r ON r.id = m.entity >> 16 WHERE m.entity = entity.id AND m.form = 'name')
  WHERE w <> entity.name), '')
  WHERE kind IN ('person', 'group', 'organization')
    AND (SELECT count(*) FROM mention m WHERE m.entity = entity.id AND m.form = 'name') > 1;
CREATE INDEX entity_by_near ON entity (near) WHERE near <> 0;
CREATE INDEX entity_by_office ON entity (country, office COLLATE NOCASE) WHERE office IS NOT NULL;

DROP TABLE actor_key;
-- Keys of neighbourhoods: entities that may be one actor share one.
CREATE TABLE actor_key (key INTEGER NOT NULL, near INTEGER NOT NULL, PRIMARY KEY (key, near)) STRICT, WITHOUT ROWID;
CREATE INDEX actor_key_by_near ON actor_key (near);
CREATE INDEX actor_by_country ON actor (country) WHERE kind = 'country';
-- Entities that have not been given their actor yet, or have to be given it anew.
CREATE TABLE unplaced (entity INTEGER PRIMARY KEY) STRICT;
INSERT INTO unplaced SELECT id FROM entity;

DELETE FROM block;
INSERT OR IGNORE INTO unmerged SELECT id FROM event;

-- What people decided about actors. A decision is never deleted; one that was taken back says when.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                 -- 'same': both names are one actor; 'apart': the other name is not the one's
  one TEXT NOT NULL, one_country TEXT,
  other TEXT NOT NULL, other_country TEXT,
  author TEXT NOT NULL, at TEXT NOT NULL, reason TEXT,
  undone TEXT
) STRICT;
CREATE VIEW decisions AS SELECT id, kind, one, one_country, other, other_country, author, at, reason, undone FROM decision;

-- 1 where the day lies after the day of the report: planned, foretold, or misread.
ALTER TABLE event ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0;
UPDATE event SET ahead = 1 WHERE day > (SELECT r.published FROM report r WHERE r.id = event.id >> 16);
CREATE INDEX event_by_latest ON event (ahead, day DESC, id DESC);
DROP INDEX event_by_kind;
CREATE INDEX event_by_kind ON event (kind, ahead, day DESC, id DESC);
DROP INDEX event_by_day;
CREATE INDEX event_by_day ON event (day, ahead);

-- What following a feed has to remember, as one line of JSON.
CREATE TABLE feed (address TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- "call" finds "called".
DROP TABLE report_words;
CREATE VIRTUAL TABLE report_words USING fts5 (title, text, content='report', content_rowid='id', tokenize="porter unicode61 remove_diacritics 2");
INSERT INTO report_words (report_words) VALUES ('rebuild');
DROP TABLE sentence_words;
CREATE VIRTUAL TABLE sentence_words USING fts5 (words, content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 2");
INSERT INTO sentence_words (rowid, words)
  SELECT s.report * 65536 + s.number + 1, CAST(substr(CAST(r.text AS BLOB), s.start + 1, s.stop - s.start) AS TEXT)
  FROM report r JOIN sentence s ON s.report = r.id;
