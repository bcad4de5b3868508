//! Events out of the archive, as views and exports take them.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, params};
use verbale_record::{
    Amount, Date, EntityKind, Party, Precision, QuoteForm, SizeKind, Source, Span, Spot, Told, Words, archive_number,
    report_and_number,
};

use crate::flat::{ACTOR, HOST, RECIPIENT};
use crate::{Archive, Error};

/// How many reports' texts are kept at hand while events are loaded.
const TEXTS_MAX: usize = 2048;

/// A report as it is needed while its events are loaded.
#[derive(Debug)]
struct Held {
    source: Arc<Source>,
    text: String,
    sentences: Vec<Span>,
}

/// Loads events one by one and keeps what the next one may need.
#[derive(Debug)]
pub struct Loader<'a> {
    db: &'a Connection,
    reports: HashMap<i64, Arc<Held>>,
    /// For merging: without the actors of people whom the report does not name, and with the names of each report.
    merging: bool,
}

impl Archive {
    /// The events of these numbers, in the order asked for; numbers that are not there are left out.
    pub fn events(&self, ids: &[i64]) -> Result<Vec<Told>, Error> {
        let mut loader = self.loader();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(loader.event(*id)?);
        }
        Ok(found)
    }

    pub fn loader(&self) -> Loader<'_> {
        Loader::new(&self.db)
    }
}

impl<'a> Loader<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Loader { db, reports: HashMap::new(), merging: false }
    }

    /// Leaves out the actors of people without a name, which depend on the order in which reports came in, and adds the
    /// names of each report.
    pub(crate) fn for_merging(self) -> Self {
        Loader { merging: true, ..self }
    }

    /// The event of a number, if it is there.
    pub fn event(&mut self, id: i64) -> Result<Option<Told>, Error> {
        let (report, number) = report_and_number(id);
        let Some(held) = self.held(report)? else { return Ok(None) };
        let mut find = self.db.prepare_cached("SELECT * FROM event WHERE id = ?1")?;
        let event = find.query_row([id], |row| told(row, &held, number as u32)).optional()?;
        let Some(mut event) = event else { return Ok(None) };
        self.fill_parties(&mut event)?;
        self.fill_sizes(&mut event)?;
        self.fill_place(&mut event)?;
        Ok(Some(event))
    }

    fn held(&mut self, report: i64) -> Result<Option<Arc<Held>>, Error> {
        if let Some(held) = self.reports.get(&report) {
            return Ok(Some(Arc::clone(held)));
        }
        let Some(held) = hold(self.db, report, self.merging)? else { return Ok(None) };
        if self.reports.len() >= TEXTS_MAX {
            self.reports.clear();
        }
        let held = Arc::new(held);
        self.reports.insert(report, Arc::clone(&held));
        Ok(Some(held))
    }

    fn fill_parties(&self, event: &mut Told) -> Result<(), Error> {
        let mut find = self.db.prepare_cached(
            "SELECT p.role, p.entity, p.confidence, n.actor, a.name, n.name, n.kind, n.country, n.sectors, n.office, n.near
             FROM party p JOIN entity n ON n.id = p.entity LEFT JOIN actor a ON a.id = n.actor WHERE p.event = ?1 ORDER BY p.entity",
        )?;
        let mut rows = find.query([event.id])?;
        while let Some(row) = rows.next()? {
            let role: String = row.get(0)?;
            let side = match role.as_str() {
                ACTOR => &mut event.actors,
                RECIPIENT => &mut event.recipients,
                HOST => &mut event.hosts,
                _ => continue,
            };
            let mut party = party(row)?;
            if row.get::<_, i64>(10)? == 0 && party.actor != 0 {
                // The president without a name is shown as the report has it.
                party.name.clone_from(&party.words);
                party.actor = if self.merging { 0 } else { party.actor };
            }
            side.push(party);
        }
        Ok(())
    }

    fn fill_sizes(&self, event: &mut Told) -> Result<(), Error> {
        let mut find = self
            .db
            .prepare_cached("SELECT kind, value, unit, approximate FROM size WHERE event = ?1 ORDER BY number")?;
        let mut rows = find.query([event.id])?;
        while let Some(row) = rows.next()? {
            let kind: String = row.get(0)?;
            let kind = SizeKind::from_name(&kind).unwrap_or(SizeKind::Other);
            event.sizes.push(Amount { kind, value: row.get(1)?, unit: row.get(2)?, approximate: row.get(3)? });
        }
        Ok(())
    }

    fn fill_place(&self, event: &mut Told) -> Result<(), Error> {
        let Some(spot) = &mut event.place else { return Ok(()) };
        let mut find = self.db.prepare_cached(
            "SELECT name, country, latitude, longitude, precision, place_name, place_row FROM entity WHERE id = ?1",
        )?;
        let mut rows = find.query([spot.entity])?;
        let Some(row) = rows.next()? else {
            event.place = None;
            return Ok(());
        };
        spot.words = row.get(0)?;
        spot.country = row.get(1)?;
        let position: (Option<f64>, Option<f64>) = (row.get(2)?, row.get(3)?);
        spot.position = position.0.zip(position.1).map(|(north, east)| (north as f32, east as f32));
        spot.precision = row.get::<_, Option<String>>(4)?.as_deref().and_then(Precision::from_name);
        spot.name = row.get(5)?;
        spot.row = row.get(6)?;
        Ok(())
    }
}

fn hold(db: &Connection, report: i64, with_names: bool) -> Result<Option<Held>, Error> {
    let mut find = db.prepare_cached(
        "SELECT r.name, r.title, r.publisher, r.url, r.published, r.family, r.text, d.program, d.model, d.knowledge
         FROM report r LEFT JOIN reading d ON d.report = r.id WHERE r.id = ?1",
    )?;
    let found = find.query_row([report], |row| {
        let version: [Option<String>; 3] = [row.get(7)?, row.get(8)?, row.get(9)?];
        let source = Source {
            number: report,
            id: row.get(0)?,
            title: row.get(1)?,
            publisher: row.get(2)?,
            url: row.get(3)?,
            published: day(row, 4)?,
            family: row.get(5)?,
            contexts: Vec::new(),
            names: Vec::new(),
            version: version.into_iter().flatten().collect::<Vec<_>>().join(" / "),
        };
        Ok((source, row.get::<_, String>(6)?))
    });
    let Some((mut source, text)) = found.optional()? else { return Ok(None) };
    let mut contexts = db.prepare_cached("SELECT name FROM context WHERE report = ?1")?;
    source.contexts = contexts.query_map([report], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if with_names {
        source.names = names(db, report)?;
    }
    let mut sentences = db.prepare_cached("SELECT start, stop FROM sentence WHERE report = ?1 ORDER BY number")?;
    let sentences = sentences.query_map([report], |row| Ok(Span::new(row.get(0)?, row.get(1)?)))?;
    let sentences = sentences.collect::<Result<_, _>>()?;
    Ok(Some(Held { source: Arc::new(source), text, sentences }))
}

/// Of everybody and everything that the report names, those first of whom it speaks most often.
fn names(db: &Connection, report: i64) -> Result<Vec<String>, Error> {
    let mut find = db.prepare_cached(
        "SELECT n.name FROM entity n WHERE n.id BETWEEN ?1 AND ?2
         AND EXISTS (SELECT 1 FROM mention m WHERE m.entity = n.id AND m.form = 'name')
         ORDER BY (SELECT count(*) FROM mention m WHERE m.entity = n.id) DESC, n.id",
    )?;
    let range = params![archive_number(report, 0), archive_number(report + 1, 0) - 1];
    let found = find.query_map(range, |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn told(row: &Row, held: &Held, number: u32) -> rusqlite::Result<Told> {
    let place: Option<i64> = row.get("place")?;
    let sentence: usize = row.get("sentence")?;
    let trigger = Span::new(row.get("trigger_start")?, row.get("trigger_stop")?);
    let form: Option<String> = row.get("form")?;
    Ok(Told {
        id: row.get("id")?,
        occurrence: row.get("occurrence")?,
        source: Arc::clone(&held.source),
        number,
        kind: row.get("kind")?,
        modes: list(row, "modes")?,
        aux: list(row, "aux")?,
        confidence: row.get::<_, f64>("confidence")? as f32,
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: match place {
            Some(entity) => {
                Some(empty_spot(entity, row.get::<_, Option<f64>>("place_confidence")?.unwrap_or(0.0) as f32))
            }
            None => None,
        },
        of: row.get("of")?,
        start: day(row, "start")?,
        end: day(row, "stop")?,
        sizes: Vec::new(),
        trigger: Words::of(&held.text, trigger),
        content: part(row, held, "content_start", "content_stop")?,
        form: form.as_deref().and_then(QuoteForm::from_name),
        condition: part(row, held, "condition_start", "condition_stop")?,
        sentence,
        sentence_words: Words::of(&held.text, held.sentences.get(sentence).copied().unwrap_or(trigger)),
    })
}

fn empty_spot(entity: i64, confidence: f32) -> Spot {
    let (name, country, position, precision, row) = (None, None, None, None, None);
    Spot { entity, words: String::new(), name, country, position, precision, row, confidence }
}

fn party(row: &Row) -> rusqlite::Result<Party> {
    let words: String = row.get(5)?;
    let kind: String = row.get(6)?;
    let sectors: String = row.get(8)?;
    Ok(Party {
        entity: row.get(1)?,
        actor: row.get(3)?,
        name: row.get::<_, Option<String>>(4)?.unwrap_or_else(|| words.clone()),
        words,
        kind: EntityKind::from_name(&kind).unwrap_or(EntityKind::Group),
        country: row.get(7)?,
        sectors: sectors.split_whitespace().map(str::to_owned).collect(),
        office: row.get(9)?,
        confidence: row.get::<_, f64>(2)? as f32,
    })
}

fn list(row: &Row, column: &str) -> rusqlite::Result<Vec<String>> {
    let joined: String = row.get(column)?;
    Ok(joined.split_whitespace().map(str::to_owned).collect())
}

fn day(row: &Row, column: impl rusqlite::RowIndex) -> rusqlite::Result<Option<Date>> {
    let day: Option<String> = row.get(column)?;
    Ok(day.and_then(|day| day.parse().ok()))
}

fn part(row: &Row, held: &Held, start: &str, stop: &str) -> rusqlite::Result<Option<Words>> {
    let range: (Option<u32>, Option<u32>) = (row.get(start)?, row.get(stop)?);
    Ok(range.0.zip(range.1).map(|(start, stop)| Words::of(&held.text, Span::new(start, stop))))
}
