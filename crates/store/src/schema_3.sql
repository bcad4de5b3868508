-- Version 3: what nothing asks for goes, what is kept for merging takes less room, and counts of happenings are at hand.

-- Evidence stands in the reading.
DROP TABLE evidence;

-- Of mentions it is only asked how many there are, where one of them is a name.
ALTER TABLE entity ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
UPDATE entity SET named = (SELECT count(*) FROM mention m WHERE m.entity = entity.id)
  WHERE EXISTS (SELECT 1 FROM mention m WHERE m.entity = entity.id AND m.form = 'name');
DROP TABLE mention;

DROP INDEX party_by_country;
ALTER TABLE party DROP COLUMN day;
ALTER TABLE party DROP COLUMN sector;
CREATE INDEX party_by_country ON party (country) WHERE country IS NOT NULL;

-- Keys by report: the numbers of its events that have the key, one after another. Of a key its lower half is kept.
CREATE TABLE block_of_report (
  key INTEGER NOT NULL, report INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;
INSERT INTO block_of_report
  SELECT low - (low >> 31 << 32), report, group_concat(number, ' ')
  FROM (SELECT DISTINCT key & 4294967295 AS low, event >> 16 AS report, event & 65535 AS number FROM block)
  GROUP BY 1, 2;
DROP TABLE block;
ALTER TABLE block_of_report RENAME TO block;

ALTER TABLE occurrence ADD COLUMN modes TEXT NOT NULL DEFAULT '';
UPDATE occurrence SET modes = coalesce((SELECT e.modes FROM event e WHERE e.id = occurrence.id), '');
CREATE INDEX occurrence_by_sources ON occurrence (sources) WHERE sources > 1;

-- Happenings by month, status, type and modes, kept in step with them.
CREATE TABLE pace (
  month TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL, modes TEXT NOT NULL, happenings INTEGER NOT NULL,
  PRIMARY KEY (month, status, kind, modes)
) STRICT, WITHOUT ROWID;
INSERT INTO pace SELECT coalesce(substr(day, 1, 7), ''), status, kind, modes, count(*) FROM occurrence GROUP BY 1, 2, 3, 4;
CREATE TRIGGER pace_more AFTER INSERT ON occurrence BEGIN
  INSERT INTO pace VALUES (coalesce(substr(new.day, 1, 7), ''), new.status, new.kind, new.modes, 1)
    ON CONFLICT DO UPDATE SET happenings = happenings + 1;
END;
CREATE TRIGGER pace_less AFTER DELETE ON occurrence BEGIN
  UPDATE pace SET happenings = happenings - 1
    WHERE month = coalesce(substr(old.day, 1, 7), '') AND status = old.status AND kind = old.kind AND modes = old.modes;
  DELETE FROM dealing WHERE occurrence = old.id;
END;

-- Pairs of countries that a happening brings together, the lesser code first, and how: a sum of 1 where the first acts on the
-- second, 2 where the second acts on the first, 4 where both act, 8 where it is done to nobody.
CREATE TABLE dealing (
  one TEXT NOT NULL, other TEXT NOT NULL, occurrence INTEGER NOT NULL, ways INTEGER NOT NULL,
  PRIMARY KEY (one, other, occurrence)
) STRICT, WITHOUT ROWID;
CREATE INDEX dealing_by_occurrence ON dealing (occurrence);
INSERT INTO dealing
  SELECT x.country, y.country, x.occurrence,
    max(x.role = 'actor' AND y.role = 'recipient') + 2 * max(x.role = 'recipient' AND y.role = 'actor')
    + 4 * max(x.role = 'actor' AND y.role = 'actor') + 8 * (SELECT NOT EXISTS (
      SELECT 1 FROM event v JOIN party z ON z.event = v.id WHERE v.occurrence = x.occurrence AND z.role = 'recipient'))
  FROM (SELECT DISTINCT e.occurrence, p.role, p.country FROM event e JOIN party p ON p.event = e.id
      WHERE e.occurrence IS NOT NULL AND p.country IS NOT NULL) x
    JOIN (SELECT DISTINCT e.occurrence, p.role, p.country FROM event e JOIN party p ON p.event = e.id
      WHERE e.occurrence IS NOT NULL AND p.country IS NOT NULL) y ON y.occurrence = x.occurrence AND y.country > x.country
  GROUP BY 1, 2, 3;

-- Of what several reports tell, the above is right when it has been merged again.
INSERT OR IGNORE INTO unmerged SELECT id FROM event WHERE occurrence IN (SELECT occurrence FROM event GROUP BY 1 HAVING count(*) > 1);

-- Events of a mode, at a place, near a point.
CREATE INDEX event_by_modes ON event (modes) WHERE modes <> '';
CREATE INDEX event_by_spot ON event (place) WHERE place IS NOT NULL;
CREATE INDEX entity_by_position ON entity (latitude, longitude) WHERE latitude IS NOT NULL;
