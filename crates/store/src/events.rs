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

/// Events of a report whose numbers lie no further apart are loaded together.
const GAP_MAX: i64 = 4;

const EVENT: &str =
    "SELECT e.id, e.kind, e.modes, e.aux, e.confidence, e.of, e.start, e.stop, e.occurrence, e.sentence,
    e.trigger_start, e.trigger_stop, e.content_start, e.content_stop, e.condition_start, e.condition_stop, e.form,
    e.place_confidence, n.id, n.name, n.country, n.latitude, n.longitude, n.precision, n.place_name, n.place_row
  FROM event e LEFT JOIN entity n ON n.id = e.place WHERE e.id BETWEEN ?1 AND ?2 ORDER BY e.id";

const PARTY: &str =
    "SELECT p.role, p.entity, p.confidence, n.actor, a.name, n.name, n.kind, n.country, n.sectors, n.office, n.near, p.event
  FROM party p JOIN entity n ON n.id = p.entity LEFT JOIN actor a ON a.id = n.actor
  WHERE p.event BETWEEN ?1 AND ?2 ORDER BY p.event, p.entity";

/// A report as it is needed while its events are loaded.
#[derive(Debug)]
struct Held {
    source: Arc<Source>,
    text: String,
    sentences: Vec<Span>,
}

/// Loads events and keeps what the next ones may need.
#[derive(Debug)]
pub struct Loader<'a> {
    db: &'a Connection,
    reports: HashMap<i64, Arc<Held>>,
    /// For merging: without the actors of people whom the report does not name, and with the names of each report.
    merging: bool,
}

impl Archive {
    /// The events of these numbers, each once, in the order asked for; numbers that are not there are left out.
    pub fn events(&self, ids: &[i64]) -> Result<Vec<Told>, Error> {
        self.loader().events(ids)
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
        Ok(self.run(&[id])?.pop())
    }

    /// The events of these numbers, each once, in the order asked for; numbers that are not there are left out.
    pub fn events(&mut self, ids: &[i64]) -> Result<Vec<Told>, Error> {
        let mut wanted = ids.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found: HashMap<i64, Told> = HashMap::with_capacity(wanted.len());
        for run in wanted.chunk_by(|one, next| next - one <= GAP_MAX) {
            found.extend(self.run(run)?.into_iter().map(|event| (event.id, event)));
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// Events of one report that lie close together, by one look at each table; `wanted` is in order.
    fn run(&mut self, wanted: &[i64]) -> Result<Vec<Told>, Error> {
        let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
        let Some(held) = self.held(report_and_number(*first).0)? else { return Ok(Vec::new()) };
        let mut find = self.db.prepare_cached(EVENT)?;
        let found = find.query_map([first, last], |row| told(row, &held))?;
        let mut events = found.collect::<Result<Vec<Told>, _>>()?;
        events.retain(|event| wanted.binary_search(&event.id).is_ok());
        self.fill_parties(&mut events, *first, *last)?;
        self.fill_sizes(&mut events, *first, *last)?;
        Ok(events)
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

    fn fill_parties(&self, events: &mut [Told], first: i64, last: i64) -> Result<(), Error> {
        let mut find = self.db.prepare_cached(PARTY)?;
        let mut rows = find.query([first, last])?;
        while let Some(row) = rows.next()? {
            let Some(event) = of_number(events, row.get(11)?) else { continue };
            let side = match word(row, 0)? {
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

    fn fill_sizes(&self, events: &mut [Told], first: i64, last: i64) -> Result<(), Error> {
        let mut find = self.db.prepare_cached(
            "SELECT kind, value, unit, approximate, event FROM size WHERE event BETWEEN ?1 AND ?2 ORDER BY event, number",
        )?;
        let mut rows = find.query([first, last])?;
        while let Some(row) = rows.next()? {
            let Some(event) = of_number(events, row.get(4)?) else { continue };
            let kind = SizeKind::from_name(word(row, 0)?).unwrap_or(SizeKind::Other);
            event.sizes.push(Amount { kind, value: row.get(1)?, unit: row.get(2)?, approximate: row.get(3)? });
        }
        Ok(())
    }
}

/// The event of a number among events in order of their numbers.
fn of_number(events: &mut [Told], id: i64) -> Option<&mut Told> {
    events.binary_search_by_key(&id, |event| event.id).ok().map(|at| &mut events[at])
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
    let mut find =
        db.prepare_cached("SELECT name FROM entity WHERE id BETWEEN ?1 AND ?2 AND named > 0 ORDER BY named DESC, id")?;
    let range = params![archive_number(report, 0), archive_number(report + 1, 0) - 1];
    let found = find.query_map(range, |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn told(row: &Row, held: &Held) -> rusqlite::Result<Told> {
    let id: i64 = row.get(0)?;
    let sentence: usize = row.get(9)?;
    let trigger = Span::new(row.get(10)?, row.get(11)?);
    Ok(Told {
        id,
        occurrence: row.get(8)?,
        source: Arc::clone(&held.source),
        number: report_and_number(id).1 as u32,
        kind: row.get(1)?,
        modes: list(row, 2)?,
        aux: list(row, 3)?,
        confidence: row.get::<_, f64>(4)? as f32,
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: spot(row)?,
        of: row.get(5)?,
        start: day(row, 6)?,
        end: day(row, 7)?,
        sizes: Vec::new(),
        trigger: Words::of(&held.text, trigger),
        content: part(row, held, 12)?,
        form: row.get_ref(16)?.as_str_or_null()?.and_then(QuoteForm::from_name),
        condition: part(row, held, 14)?,
        sentence,
        sentence_words: Words::of(&held.text, held.sentences.get(sentence).copied().unwrap_or(trigger)),
    })
}

fn spot(row: &Row) -> rusqlite::Result<Option<Spot>> {
    let Some(entity) = row.get(18)? else { return Ok(None) };
    let position: (Option<f64>, Option<f64>) = (row.get(21)?, row.get(22)?);
    Ok(Some(Spot {
        entity,
        words: row.get(19)?,
        name: row.get(24)?,
        country: row.get(20)?,
        position: position.0.zip(position.1).map(|(north, east)| (north as f32, east as f32)),
        precision: row.get_ref(23)?.as_str_or_null()?.and_then(Precision::from_name),
        row: row.get(25)?,
        confidence: row.get::<_, Option<f64>>(17)?.unwrap_or(0.0) as f32,
    }))
}

fn party(row: &Row) -> rusqlite::Result<Party> {
    let words: String = row.get(5)?;
    Ok(Party {
        entity: row.get(1)?,
        actor: row.get(3)?,
        name: row.get::<_, Option<String>>(4)?.unwrap_or_else(|| words.clone()),
        words,
        kind: EntityKind::from_name(word(row, 6)?).unwrap_or(EntityKind::Group),
        country: row.get(7)?,
        sectors: list(row, 8)?,
        office: row.get(9)?,
        confidence: row.get::<_, f64>(2)? as f32,
    })
}

pub(crate) fn word<'r>(row: &'r Row, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

pub(crate) fn list(row: &Row, column: usize) -> rusqlite::Result<Vec<String>> {
    Ok(word(row, column)?.split_whitespace().map(str::to_owned).collect())
}

pub(crate) fn day(row: &Row, column: usize) -> rusqlite::Result<Option<Date>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.and_then(|day| day.parse().ok()))
}

/// The words between the offsets of a column and the next one.
fn part(row: &Row, held: &Held, column: usize) -> rusqlite::Result<Option<Words>> {
    let range: (Option<u32>, Option<u32>) = (row.get(column)?, row.get(column + 1)?);
    Ok(range.0.zip(range.1).map(|(start, stop)| Words::of(&held.text, Span::new(start, stop))))
}
