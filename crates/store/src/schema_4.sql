-- Version 4: indexes hold what is asked of them. Most events stand alone, under their own number.
DROP INDEX occurrence_by_day;
DROP INDEX event_by_occurrence;
CREATE INDEX event_by_occurrence ON event (occurrence) WHERE occurrence <> id;
DROP INDEX event_by_neighbourhood;
CREATE INDEX event_by_neighbourhood ON event (neighbourhood) WHERE neighbourhood <> id;
