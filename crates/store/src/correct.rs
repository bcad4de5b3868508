//! The layer of corrections: kept apart from what the machine read, never deleted, applied on top in order.

use rusqlite::{Connection, OptionalExtension, params};
use verbale_record::Record;

use crate::apply::apply;
use crate::change::Change;
use crate::put::Batch;
use crate::{Archive, Error, ErrorKind, flat, reading};

/// A correction as it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub id: i64,
    pub report: i64,
    pub change: Change,
    pub author: String,
    /// ISO, UTC.
    pub at: String,
    pub reason: Option<String>,
    /// When it was taken back.
    pub undone: Option<String>,
}

/// Who corrects, when and why.
#[derive(Clone, Debug)]
pub struct Author<'a> {
    pub name: &'a str,
    /// ISO, UTC.
    pub at: &'a str,
    pub reason: Option<&'a str>,
}

impl Batch<'_> {
    /// Makes a correction and keeps it; the number of the correction comes back.
    pub fn correct(&self, report: i64, change: &Change, author: &Author) -> Result<i64, Error> {
        let mut record = self.corrected(report)?;
        apply(&mut record, change)?;
        let json = serde_json::to_string(change).unwrap_or_default();
        let number = self
            .transaction
            .prepare_cached("INSERT INTO correction (report, change, author, at, reason) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .insert(params![report, json, author.name, author.at, author.reason])?;
        flat::replace(&self.transaction, report, &record)?;
        Ok(number)
    }

    /// Takes a correction back; it stays in the log.
    pub fn undo(&self, correction: i64, at: &str) -> Result<(), Error> {
        let report: Option<i64> = self
            .transaction
            .prepare_cached("UPDATE correction SET undone = ?2 WHERE id = ?1 AND undone IS NULL RETURNING report")?
            .query_row(params![correction, at], |row| row.get(0))
            .optional()?;
        let unknown = || Error::new(ErrorKind::Unknown, format!("correction {correction}"));
        let report = report.ok_or_else(unknown)?;
        let record = self.corrected(report)?;
        flat::replace(&self.transaction, report, &record)
    }

    /// The record of a report as the changes of this batch so far leave it.
    pub fn record(&self, report: i64) -> Result<Record, Error> {
        self.corrected(report)
    }

    fn corrected(&self, report: i64) -> Result<Record, Error> {
        let unknown = || Error::new(ErrorKind::Unknown, format!("a reading of report {report}"));
        let mut record = reading::load(&self.transaction, report)?.ok_or_else(unknown)?;
        apply_all(&self.transaction, report, &mut record)?;
        Ok(record)
    }
}

impl Archive {
    /// All corrections, of one report or of all, in the order in which they were made.
    pub fn corrections(&self, report: Option<i64>) -> Result<Vec<Correction>, Error> {
        corrections(&self.db, report)
    }

    /// The record of a report with the corrections of one person alone on top; none where it was not read.
    pub fn record_by(&self, report: i64, author: &str) -> Result<Option<Record>, Error> {
        let Some(mut record) = self.reading(report)? else { return Ok(None) };
        apply_those(&self.db, report, &mut record, |correction| correction.author == author)?;
        Ok(Some(record))
    }
}

fn corrections(db: &Connection, report: Option<i64>) -> Result<Vec<Correction>, Error> {
    let mut find = db.prepare_cached(
        "SELECT id, report, change, author, at, reason, undone FROM correction WHERE ?1 IS NULL OR report = ?1 ORDER BY id",
    )?;
    let mut rows = find.query([report])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, json): (i64, String) = (row.get(0)?, row.get(2)?);
        let damaged = |error| Error::new(ErrorKind::Damaged, format!("correction {id}: {error}"));
        let change = serde_json::from_str(&json).map_err(damaged)?;
        let (report, author, at) = (row.get(1)?, row.get(3)?, row.get(4)?);
        all.push(Correction { id, report, change, author, at, reason: row.get(5)?, undone: row.get(6)? });
    }
    Ok(all)
}

/// Puts the corrections of a report on top of a reading. One that fits nothing in it (a new model read the words as
/// something else) is passed over; how many were comes back.
pub(crate) fn apply_all(db: &Connection, report: i64, record: &mut Record) -> Result<usize, Error> {
    apply_those(db, report, record, |_| true)
}

fn apply_those(
    db: &Connection,
    report: i64,
    record: &mut Record,
    is_wanted: impl Fn(&Correction) -> bool,
) -> Result<usize, Error> {
    let mut lost = 0;
    for correction in corrections(db, Some(report))? {
        let stands = correction.undone.is_none() && is_wanted(&correction);
        if stands && apply(record, &correction.change).is_err() {
            lost += 1;
        }
    }
    Ok(lost)
}
