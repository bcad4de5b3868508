//! Merging as reports come in: only what shares a neighbourhood with something new is looked at again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use verbale_merge::{Glances, Lookup, Rules, Sketch, block_keys, merge, same_family, touched};
use verbale_record::{Occurrence, Told, archive_number};

use crate::counts::insert_dealings;
use crate::events::Loader;
use crate::put::Batch;
use crate::{Archive, Error, ErrorKind, registry};

/// What a merge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeCount {
    /// New events, and old ones that were looked at again.
    pub new: usize,
    pub again: usize,
    pub occurrences: usize,
}

impl Batch<'_> {
    /// Finds the families of new reports and the happenings of new events. The outcome is the same in whatever order and
    /// batches the reports came in.
    pub fn merge(&self, rules: &Rules) -> Result<MergeCount, Error> {
        let db = &*self.transaction;
        find_families(db)?;
        registry::place(db, rules)?;
        let new = numbers(db, "SELECT event FROM unmerged ORDER BY event", [])?;
        if new.is_empty() {
            return Ok(MergeCount::default());
        }
        let mut loader = Loader::new(db).for_merging();
        let mut tellings = loader.events(&new)?;
        let mut glances = Glances::new(rules);
        let keys = keep_keys(db, &mut glances, &tellings)?;
        let again: Vec<i64> =
            touched(&keys, &Kept { db }).into_iter().filter(|id| new.binary_search(id).is_err()).collect();
        tellings.extend(loader.events(&again)?);
        let merged = merge(&mut glances, &tellings);
        write(db, &tellings, &merged.occurrences)?;
        let mut set = db.prepare_cached("UPDATE event SET neighbourhood = ?2 WHERE id = ?1")?;
        for (event, neighbourhood) in &merged.neighbourhoods {
            set.execute(params![event, neighbourhood])?;
        }
        db.execute("DELETE FROM unmerged", [])?;
        Ok(MergeCount { new: new.len(), again: again.len(), occurrences: merged.occurrences.len() })
    }
}

impl Archive {
    /// The happenings that these events tell, each with all its tellings, in order of their numbers.
    pub fn happenings(&self, rules: &Rules, events: &[i64]) -> Result<(Vec<Occurrence>, Vec<Told>), Error> {
        // One look at the archive for all of it, whoever writes meanwhile.
        let _together = self.db.unchecked_transaction()?;
        let mut ids = occurrences_of(&self.db, events)?;
        ids.sort_unstable();
        ids.dedup();
        let mut members: Vec<i64> = Vec::with_capacity(ids.len());
        let mut find =
            self.db.prepare_cached("SELECT id FROM event WHERE (occurrence = ?1 AND occurrence <> id) OR id = ?1")?;
        for id in ids {
            for member in find.query_map([id], |row| row.get(0))? {
                members.push(member?);
            }
        }
        let mut all = self.events(&members)?;
        let occurrence = |told: &Told| told.occurrence.unwrap_or(told.id);
        let mut happenings = Vec::new();
        for tellings in all.chunk_by_mut(|one, next| occurrence(one) == occurrence(next)) {
            tellings.sort_by_key(|told| (told.source.published, told.id));
            happenings.extend(verbale_merge::fuse(rules, &tellings.iter().collect::<Vec<_>>()));
        }
        Ok((happenings, all))
    }
}

/// Before the events of a report go: what shared a neighbourhood with them is to be merged again.
pub(crate) fn leave(db: &Connection, first: i64, past: i64) -> Result<(), Error> {
    let range = params![first, past];
    db.prepare_cached(
        "INSERT OR IGNORE INTO unmerged
         WITH gone (number) AS (SELECT DISTINCT neighbourhood FROM event WHERE id > ?1 AND id < ?2)
         SELECT o.id FROM gone JOIN event o ON o.neighbourhood = number AND o.neighbourhood <> o.id
           WHERE NOT (o.id > ?1 AND o.id < ?2)
         UNION ALL SELECT o.id FROM gone JOIN event o ON o.id = number AND o.neighbourhood = number
           WHERE NOT (o.id > ?1 AND o.id < ?2)",
    )?
    .execute(range)?;
    db.prepare_cached(
        "DELETE FROM occurrence WHERE id IN (SELECT e.occurrence FROM event e WHERE e.id > ?1 AND e.id < ?2)",
    )?
    .execute(range)?;
    Ok(())
}

/// What the archive keeps of earlier merges.
struct Kept<'a> {
    db: &'a Connection,
}

impl Lookup for Kept<'_> {
    fn neighbourhoods_by_key(&self, keys: &[u64]) -> Vec<i64> {
        let of_event = "SELECT neighbourhood FROM event WHERE id = ?1 AND neighbourhood IS NOT NULL";
        // Events share many keys; each is looked up once.
        let events: BTreeSet<i64> =
            keys.iter().flat_map(|key| events_of_key(self.db, *key).unwrap_or_default()).collect();
        events.into_iter().flat_map(|event| numbers(self.db, of_event, [event]).unwrap_or_default()).collect()
    }

    fn members(&self, neighbourhood: i64) -> Vec<i64> {
        let members = "SELECT id FROM event WHERE neighbourhood = ?1 AND neighbourhood <> id
            UNION ALL SELECT id FROM event WHERE id = ?1 AND neighbourhood = ?1";
        numbers(self.db, members, [neighbourhood]).unwrap_or_default()
    }
}

/// Keeps the keys of tellings, and hands out those under which others are looked for.
fn keep_keys(db: &Connection, glances: &mut Glances<'_>, tellings: &[Told]) -> Result<Vec<u64>, Error> {
    let mut probes = Vec::new();
    let mut kept: BTreeMap<(i64, i64), BTreeSet<u32>> = BTreeMap::new();
    for (told, keys) in tellings.iter().zip(block_keys(glances, tellings)) {
        for key in keys.kept {
            kept.entry((lower_half(key), told.source.number)).or_default().insert(told.number);
        }
        probes.extend(keys.probes);
    }
    let mut find = db.prepare_cached("SELECT events FROM block WHERE key = ?1 AND report = ?2")?;
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO block VALUES (?1, ?2, ?3)")?;
    for ((key, report), mut events) in kept {
        if let Some(known) = find.query_row([key, report], |row| row.get::<_, String>(0)).optional()? {
            events.extend(known.split(' ').filter_map(|number| number.parse::<u32>().ok()));
        }
        let events: Vec<String> = events.iter().map(u32::to_string).collect();
        insert.execute(params![key, report, events.join(" ")])?;
    }
    probes.sort_unstable();
    probes.dedup();
    Ok(probes)
}

/// What is kept of a key: with a billion of them, few lead to something else.
fn lower_half(key: u64) -> i64 {
    i64::from(key as u32 as i32)
}

fn events_of_key(db: &Connection, key: u64) -> Result<Vec<i64>, Error> {
    let mut find = db.prepare_cached("SELECT report, events FROM block WHERE key = ?1")?;
    let mut rows = find.query([lower_half(key)])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let (report, numbers): (i64, String) = (row.get(0)?, row.get(1)?);
        let numbers = numbers.split(' ').filter_map(|number| number.parse().ok());
        events.extend(numbers.map(|number: usize| archive_number(report, number)));
    }
    Ok(events)
}

fn write(db: &Connection, tellings: &[Told], occurrences: &[Occurrence]) -> Result<(), Error> {
    let mut delete = db.prepare_cached("DELETE FROM occurrence WHERE id = ?1")?;
    for told in tellings {
        delete.execute([told.occurrence.unwrap_or(told.id)])?;
    }
    let mut insert = db.prepare_cached("INSERT INTO occurrence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let mut set = db.prepare_cached("UPDATE event SET occurrence = ?2 WHERE id = ?1")?;
    for occurrence in occurrences {
        let published = occurrence.history.iter().find_map(|standing| standing.published);
        let day = occurrence.start.or(occurrence.end).or(published).map(|day| day.to_string());
        insert.execute(params![
            occurrence.id,
            occurrence.kind,
            occurrence.status.name(),
            day,
            occurrence.reports as i64,
            occurrence.sources as i64,
            f64::from(occurrence.confidence),
            occurrence.modes.join(" "),
        ])?;
        insert_dealings(db, occurrence)?;
        for event in &occurrence.tellings {
            set.execute(params![event, occurrence.id])?;
        }
    }
    Ok(())
}

/// Sketches of the reports that have none yet, and the families that they join.
fn find_families(db: &Connection) -> Result<(), Error> {
    let new = numbers(
        db,
        "SELECT id FROM report r WHERE NOT EXISTS (SELECT 1 FROM sketch s WHERE s.report = r.id) ORDER BY id",
        [],
    )?;
    for report in new {
        let text: String =
            db.prepare_cached("SELECT text FROM report WHERE id = ?1")?.query_row([report], |row| row.get(0))?;
        let sketch = Sketch::of(&text);
        let relatives = relatives(db, &sketch)?;
        db.prepare_cached("INSERT INTO sketch VALUES (?1, ?2)")?.execute(params![report, sketch.to_bytes()])?;
        let mut insert = db.prepare_cached("INSERT OR IGNORE INTO band VALUES (?1, ?2)")?;
        for band in sketch.bands() {
            insert.execute(params![*band as i64, report])?;
        }
        join(db, report, &relatives)?;
    }
    Ok(())
}

/// The families of the reports that are copies or excerpts of the same text.
fn relatives(db: &Connection, sketch: &Sketch) -> Result<Vec<i64>, Error> {
    let mut candidates = Vec::new();
    for band in sketch.bands() {
        candidates.extend(numbers(db, "SELECT report FROM band WHERE key = ?1", [*band as i64])?);
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut find = db.prepare_cached(
        "SELECT s.bytes, r.family FROM sketch s JOIN report r ON r.id = s.report WHERE s.report = ?1",
    )?;
    let mut families = Vec::new();
    for report in candidates {
        let (bytes, family): (Vec<u8>, i64) = find.query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let damaged = |error| Error::new(ErrorKind::Damaged, format!("sketch of report {report}: {error}"));
        if same_family(sketch, &Sketch::from_bytes(&bytes).map_err(damaged)?).is_some() {
            families.push(family);
        }
    }
    families.sort_unstable();
    families.dedup();
    Ok(families)
}

/// Makes one family of the report and its relatives. Events of a family that changed are counted anew.
fn join(db: &Connection, report: i64, relatives: &[i64]) -> Result<(), Error> {
    let Some((least, others)) = relatives.split_first() else { return Ok(()) };
    db.prepare_cached("UPDATE report SET family = ?2 WHERE id = ?1")?.execute([report, *least])?;
    for family in others {
        db.prepare_cached(
            "INSERT OR IGNORE INTO unmerged SELECT e.id FROM report r JOIN event e ON e.id > r.id << 16 AND e.id < (r.id + 1) << 16 WHERE r.family = ?1",
        )?
        .execute([family])?;
        db.prepare_cached("UPDATE report SET family = ?2 WHERE family = ?1")?.execute([family, least])?;
    }
    Ok(())
}

/// The number of the happening of each event that is there.
pub(crate) fn occurrences_of(db: &Connection, events: &[i64]) -> Result<Vec<i64>, Error> {
    let mut ids = Vec::with_capacity(events.len());
    for event in events {
        ids.extend(numbers(db, "SELECT coalesce(occurrence, id) FROM event WHERE id = ?1", [event])?);
    }
    Ok(ids)
}

pub(crate) fn numbers<P: rusqlite::Params>(db: &Connection, query: &str, parameters: P) -> Result<Vec<i64>, Error> {
    let mut find = db.prepare_cached(query)?;
    let found = find.query_map(parameters, |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
