-- The archive, version 1. Offsets are bytes of the report's text; days are ISO dates; lists are separated by spaces.
-- Singular tables are the program's own and may change with the version; plural views are for everybody.

-- First layer: what came in, untouched.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  content_key TEXT NOT NULL UNIQUE,   -- hash of the text, white space folded
  url_key TEXT,                       -- canonical address
  name TEXT NOT NULL,
  origin TEXT,                        -- file or feed, and the place in it
  title TEXT, publisher TEXT, url TEXT, license TEXT,
  published TEXT,
  language TEXT,
  text TEXT NOT NULL,
  family INTEGER NOT NULL,            -- the least report of its wire family
  added TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX report_by_url ON report (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX report_by_family ON report (family);
CREATE INDEX report_by_day ON report (published);

-- Second layer: the reading of a machine, whole (JSON verbale.record/1 without the text, deflated).
CREATE TABLE reading (
  report INTEGER PRIMARY KEY REFERENCES report,
  program TEXT NOT NULL, model TEXT NOT NULL, knowledge TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

-- Third layer: what people corrected. A correction is never deleted; one that was taken back says when.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report,
  change TEXT NOT NULL,               -- JSON; points at events and entities by their words, so that it outlives a reading
  author TEXT NOT NULL, at TEXT NOT NULL, reason TEXT,
  undone TEXT
) STRICT;
CREATE INDEX correction_by_report ON correction (report);

-- What can be asked: the reading with the corrections on top, as flat tables.
CREATE TABLE sentence (
  report INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE context (
  report INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (report, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,             -- report * 65536 + number
  actor INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT, sectors TEXT NOT NULL, office TEXT,
  latitude REAL, longitude REAL, precision TEXT, place_name TEXT, place_row TEXT
) STRICT;
CREATE INDEX entity_by_actor ON entity (actor);

CREATE TABLE mention (
  entity INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, form TEXT NOT NULL,
  PRIMARY KEY (entity, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,             -- report * 65536 + number
  occurrence INTEGER, neighbourhood INTEGER,
  kind TEXT NOT NULL, modes TEXT NOT NULL, aux TEXT NOT NULL, status TEXT NOT NULL,
  confidence REAL NOT NULL,
  day TEXT,                           -- start, else end, else publication
  start TEXT, stop TEXT,
  place INTEGER, place_confidence REAL, place_country TEXT,
  of INTEGER,
  sentence INTEGER NOT NULL,
  trigger_start INTEGER NOT NULL, trigger_stop INTEGER NOT NULL,
  content_start INTEGER, content_stop INTEGER, form TEXT,
  condition_start INTEGER, condition_stop INTEGER
) STRICT;
CREATE INDEX event_by_day ON event (day);
CREATE INDEX event_by_kind ON event (kind, day);
CREATE INDEX event_by_occurrence ON event (occurrence);
CREATE INDEX event_by_neighbourhood ON event (neighbourhood);
CREATE INDEX event_by_place ON event (place_country, day) WHERE place_country IS NOT NULL;
CREATE INDEX event_by_status ON event (status, day) WHERE status <> 'happened';

CREATE TABLE party (
  event INTEGER NOT NULL, role TEXT NOT NULL, entity INTEGER NOT NULL,
  country TEXT, sector TEXT, day TEXT,   -- of the entity and the event, so that one index answers
  confidence REAL NOT NULL,
  PRIMARY KEY (event, role, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_by_country ON party (country, day) WHERE country IS NOT NULL;
CREATE INDEX party_by_entity ON party (entity);

CREATE TABLE size (
  event INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, value REAL NOT NULL, unit TEXT, approximate INTEGER NOT NULL,
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
  event INTEGER NOT NULL, field TEXT NOT NULL, number INTEGER NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, stage TEXT NOT NULL, confidence REAL NOT NULL, detail TEXT,
  PRIMARY KEY (event, field, number)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE report_words USING fts5 (title, text, content='report', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE entity_words USING fts5 (name, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE sentence_words USING fts5 (words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");

-- Events by month, pair of countries, type and status: what series and scores are read from.
CREATE TABLE tally (
  actor TEXT NOT NULL, recipient TEXT NOT NULL, month TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, events INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, month, kind, status)
) STRICT, WITHOUT ROWID;

-- The same happening across reports.
CREATE TABLE sketch (report INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE band (key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (key, report)) STRICT, WITHOUT ROWID;
-- Keys of events that are gone stay; they lead to nothing, or to a look too many.
CREATE TABLE block (key INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (key, event)) STRICT, WITHOUT ROWID;
CREATE TABLE unmerged (event INTEGER PRIMARY KEY) STRICT;
CREATE TABLE occurrence (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, day TEXT,
  reports INTEGER NOT NULL, sources INTEGER NOT NULL, confidence REAL NOT NULL
) STRICT;
CREATE INDEX occurrence_by_day ON occurrence (day);

-- Actors across reports. Numbers under zero are actors that a person made.
CREATE TABLE actor (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sectors TEXT NOT NULL
) STRICT;
CREATE INDEX actor_by_name ON actor (name);
CREATE VIRTUAL TABLE actor_words USING fts5 (name, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE actor_key (key TEXT NOT NULL, actor INTEGER NOT NULL, PRIMARY KEY (key, actor)) STRICT, WITHOUT ROWID;

-- For everybody.
CREATE VIEW reports AS
  SELECT r.id, r.name, r.title, r.publisher, r.url, r.published, r.language, r.origin, r.family, r.added,
    (SELECT count(*) FROM event e WHERE e.id > r.id * 65536 AND e.id < (r.id + 1) * 65536) AS events, r.text
  FROM report r;
CREATE VIEW events AS
  SELECT e.id, e.id / 65536 AS report, e.id % 65536 AS number, e.kind AS type, e.modes, e.aux, e.status, e.start, e.stop AS "end", e.day,
    (SELECT group_concat(n.name, '; ') FROM party p JOIN entity n ON n.id = p.entity WHERE p.event = e.id AND p.role = 'actor') AS actors,
    (SELECT group_concat(n.name, '; ') FROM party p JOIN entity n ON n.id = p.entity WHERE p.event = e.id AND p.role = 'recipient') AS recipients,
    (SELECT group_concat(n.name, '; ') FROM party p JOIN entity n ON n.id = p.entity WHERE p.event = e.id AND p.role = 'host') AS hosts,
    l.name AS place, e.place_country, l.latitude, l.longitude, e.occurrence, e.confidence,
    CAST(substr(CAST(r.text AS BLOB), s.start + 1, s.stop - s.start) AS TEXT) AS sentence
  FROM event e JOIN report r ON r.id = e.id / 65536 LEFT JOIN entity l ON l.id = e.place
    LEFT JOIN sentence s ON s.report = r.id AND s.number = e.sentence;
CREATE VIEW statements AS
  SELECT e.id, e.id / 65536 AS report, e.day, e.kind AS type, e.form,
    (SELECT group_concat(n.name, '; ') FROM party p JOIN entity n ON n.id = p.entity WHERE p.event = e.id AND p.role = 'actor') AS speakers,
    (SELECT group_concat(n.name, '; ') FROM party p JOIN entity n ON n.id = p.entity WHERE p.event = e.id AND p.role = 'recipient') AS addressees,
    CAST(substr(CAST(r.text AS BLOB), e.content_start + 1, e.content_stop - e.content_start) AS TEXT) AS content,
    CAST(substr(CAST(r.text AS BLOB), e.condition_start + 1, e.condition_stop - e.condition_start) AS TEXT) AS condition
  FROM event e JOIN report r ON r.id = e.id / 65536 WHERE e.content_start IS NOT NULL;
CREATE VIEW parties AS
  SELECT p.event, p.role, n.name, n.kind, n.country, n.sectors, n.office, a.name AS actor, n.actor AS actor_id, p.confidence
  FROM party p JOIN entity n ON n.id = p.entity LEFT JOIN actor a ON a.id = n.actor;
CREATE VIEW sizes AS SELECT event, kind, value, unit, approximate FROM size;
CREATE VIEW occurrences AS SELECT id, kind AS type, status, day, reports, sources, confidence FROM occurrence;
CREATE VIEW actors AS
  SELECT a.id, a.name, a.kind, a.country, a.sectors, (SELECT count(*) FROM entity n WHERE n.actor = a.id) AS entities FROM actor a;
CREATE VIEW months AS SELECT actor, recipient, month, kind AS type, status, events FROM tally;
CREATE VIEW corrections AS SELECT id, report, change, author, at, reason, undone FROM correction;
