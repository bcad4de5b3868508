//! A record as flat rows, so that it can be asked.

use rusqlite::{Connection, params};
use verbale_record::{Entity, EntityKind, Event, Field, Form, Id, Record, Status, archive_number};

use crate::{Error, merging, registry, tally};

/// Rows of the tables below that belong to one report go by a range of numbers.
const OF_REPORT: [(&str, &str); 5] =
    [("entity", "id"), ("size", "event"), ("party", "event"), ("unmerged", "event"), ("unplaced", "entity")];

/// Roles as they stand in the table.
pub(crate) const ACTOR: &str = "actor";
pub(crate) const RECIPIENT: &str = "recipient";
pub(crate) const HOST: &str = "host";

/// Puts the rows of a record in place of those the report had.
pub(crate) fn replace(db: &Connection, report: i64, record: &Record) -> Result<(), Error> {
    remove(db, report)?;
    insert(db, report, record)
}

/// Puts in the rows of a record of a report that has none.
pub(crate) fn insert(db: &Connection, report: i64, record: &Record) -> Result<(), Error> {
    for (number, sentence) in record.sentences.iter().enumerate() {
        let (start, end) = (sentence.span.start, sentence.span.end);
        db.prepare_cached("INSERT INTO sentence VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![report, number, start, end])?;
        db.prepare_cached("INSERT INTO sentence_words (rowid, words) VALUES (?1, ?2)")?
            .execute(params![archive_number(report, number + 1), sentence.span.of(&record.report.text)])?;
    }
    for context in &record.contexts {
        db.prepare_cached("INSERT OR IGNORE INTO context VALUES (?1, ?2)")?.execute(params![report, context.value])?;
    }
    for (at, entity) in record.entities.iter().enumerate() {
        insert_entity(db, archive_number(report, at + 1), entity, &record.report.text)?;
    }
    for (at, event) in record.events.iter().enumerate() {
        Rows { db, report, record, event, id: archive_number(report, at + 1) }.insert()?;
    }
    tally::add(db, report, 1)
}

/// Takes all rows of a report's reading out.
pub(crate) fn remove(db: &Connection, report: i64) -> Result<(), Error> {
    tally::add(db, report, -1)?;
    let (first, past) = (archive_number(report, 0), archive_number(report + 1, 0));
    let range = params![first, past];
    merging::leave(db, first, past)?;
    registry::leave(db, first, past)?;
    db.prepare_cached("DELETE FROM sentence_words WHERE rowid > ?1 AND rowid < ?2")?.execute(range)?;
    db.prepare_cached("DELETE FROM entity_words WHERE rowid > ?1 AND rowid < ?2")?.execute(range)?;
    for (table, column) in OF_REPORT {
        let delete = format!("DELETE FROM {table} WHERE {column} > ?1 AND {column} < ?2");
        db.prepare_cached(&delete)?.execute(range)?;
    }
    db.prepare_cached("DELETE FROM event WHERE id > ?1 AND id < ?2")?.execute(range)?;
    db.prepare_cached("DELETE FROM sentence WHERE report = ?1")?.execute([report])?;
    db.prepare_cached("DELETE FROM context WHERE report = ?1")?.execute([report])?;
    Ok(())
}

fn insert_entity(db: &Connection, id: i64, entity: &Entity, text: &str) -> Result<(), Error> {
    let location = entity.location.as_ref().map(|location| &location.value);
    db.prepare_cached("INSERT INTO entity VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13)")?
        .execute(params![
            id,
            entity.kind.value.name(),
            entity.name,
            entity.country.as_ref().map(|field| field.value.as_str()),
            joined(&entity.sectors),
            entity.office.as_ref().map(|field| field.value.as_str()),
            location.map(|location| f64::from(location.latitude)),
            location.map(|location| f64::from(location.longitude)),
            location.map(|location| location.precision.name()),
            location.map(|location| location.name.as_str()),
            location.map(|location| location.source.as_str()),
            variants(entity, text),
            named(entity),
        ])?;
    db.prepare_cached("INSERT OR IGNORE INTO unplaced VALUES (?1)")?.execute([id])?;
    db.prepare_cached("INSERT INTO entity_words (rowid, name) VALUES (?1, ?2)")?.execute(params![id, entity.name])?;
    Ok(())
}

/// How often the report speaks of an entity that it names; 0 where it does not name it.
fn named(entity: &Entity) -> usize {
    let is_named = entity.mentions.iter().any(|mention| mention.form == Form::Name);
    if is_named { entity.mentions.len() } else { 0 }
}

/// Other names that the report gives, one a line; places go by their row and need none.
fn variants(entity: &Entity, text: &str) -> String {
    if matches!(entity.kind.value, EntityKind::Place | EntityKind::Country) {
        return String::new();
    }
    let named = entity.mentions.iter().filter(|mention| mention.form == Form::Name);
    let mut words: Vec<String> = named.map(|mention| mention.span.line_of(text)).collect();
    words.retain(|words| *words != entity.name);
    words.sort();
    words.dedup();
    words.join("\n")
}

/// One event on its way into the tables.
struct Rows<'a> {
    db: &'a Connection,
    report: i64,
    record: &'a Record,
    event: &'a Event,
    id: i64,
}

impl Rows<'_> {
    fn insert(&self) -> Result<(), Error> {
        self.event()?;
        self.parties(ACTOR, &self.event.actors)?;
        self.parties(RECIPIENT, &self.event.recipients)?;
        self.parties(HOST, &self.event.hosts)?;
        self.sizes()
    }

    fn event(&self) -> Result<(), Error> {
        let event = self.event;
        let aux: Vec<&str> = event.aux.iter().map(|aux| aux.value.as_str()).collect();
        let trigger = event.first_span();
        let content = event.content.as_ref();
        let condition = event.condition.as_ref();
        let mut insert = self.db.prepare_cached(
            "INSERT INTO event VALUES (?1, NULL, NULL, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        )?;
        insert.execute(params![
            self.id,
            event.kind.value,
            joined(&event.modes),
            aux.join(" "),
            Status::of(&aux).name(),
            rounded(event.kind.evidence.confidence),
            self.day(),
            event.date.as_ref().and_then(|when| when.start).map(|day| day.to_string()),
            event.date.as_ref().and_then(|when| when.end).map(|day| day.to_string()),
            event.place.as_ref().map(|place| archive_number(self.report, place.value.index() + 1)),
            event.place.as_ref().map(|place| rounded(place.evidence.confidence)),
            event.place.as_ref().and_then(|place| self.country(place.value)),
            event.of.map(|of| archive_number(self.report, of.index() + 1)),
            self.record.sentence_of(trigger.start),
            trigger.start,
            trigger.end,
            content.map(|content| content.span.start),
            content.map(|content| content.span.end),
            content.map(|content| content.form.name()),
            condition.map(|condition| condition.span.start),
            condition.map(|condition| condition.span.end),
            self.is_ahead(),
        ])?;
        self.db.prepare_cached("INSERT OR IGNORE INTO unmerged VALUES (?1)")?.execute([self.id])?;
        Ok(())
    }

    /// The day by which it is put in order.
    fn day(&self) -> Option<String> {
        let when = self.event.date.as_ref();
        let day = when.and_then(|when| when.start.or(when.end)).or(self.record.report.published);
        day.map(|day| day.to_string())
    }

    /// Whether its day lies after the day of the report.
    fn is_ahead(&self) -> bool {
        let published = self.record.report.published.map(|day| day.to_string());
        self.day().zip(published).is_some_and(|(day, published)| day > published)
    }

    fn country(&self, entity: Id<Entity>) -> Option<&str> {
        self.record.entities.get(entity.index())?.country.as_ref().map(|country| country.value.as_str())
    }

    fn parties(&self, role: &str, fields: &[Field<Id<Entity>>]) -> Result<(), Error> {
        let mut insert = self.db.prepare_cached("INSERT OR IGNORE INTO party VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for field in fields {
            insert.execute(params![
                self.id,
                role,
                archive_number(self.report, field.value.index() + 1),
                self.country(field.value),
                rounded(field.evidence.confidence),
            ])?;
        }
        Ok(())
    }

    fn sizes(&self) -> Result<(), Error> {
        let mut insert = self.db.prepare_cached("INSERT INTO size VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (at, size) in self.event.sizes.iter().enumerate() {
            insert.execute(params![self.id, at + 1, size.kind.name(), size.value, size.unit, size.approximate])?;
        }
        Ok(())
    }
}

fn joined(fields: &[Field<String>]) -> String {
    fields.iter().map(|field| field.value.as_str()).collect::<Vec<_>>().join(" ")
}

/// To three digits, as records print it.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
