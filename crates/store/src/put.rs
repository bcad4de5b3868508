//! Putting reports and their readings into the archive.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use verbale_record::{Record, Report};

use crate::{Archive, Error, correct, flat, reading};

/// A report as it came in, with what identifies it.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    pub report: Report,
    /// Hash of the text with white space folded.
    pub content_key: String,
    /// Canonical address, where it has one.
    pub url_key: Option<String>,
    /// File or feed, and the place in it.
    pub origin: Option<String>,
    /// ISO 639-1 code, where it is known.
    pub language: Option<String>,
    /// When it came in (ISO, UTC).
    pub added: String,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is new and has this number.
    New(i64),
    /// The archive has its text, or another text of its address, already.
    Known(i64),
}

/// A running transaction: what is put in stands when it is committed, all of it or nothing.
#[derive(Debug)]
pub struct Batch<'a> {
    pub(crate) transaction: Transaction<'a>,
}

impl Archive {
    /// Begins to write; waits for another writer for some seconds.
    pub fn batch(&mut self) -> Result<Batch<'_>, Error> {
        Ok(Batch { transaction: self.db.transaction_with_behavior(TransactionBehavior::Immediate)? })
    }

    /// The report that has this text or this address, if any.
    pub fn known(&self, content_key: &str, url_key: Option<&str>) -> Result<Option<i64>, Error> {
        known(&self.db, content_key, url_key)
    }

    /// Folds the log into the file, so that it does not grow without end. Readers may hold it up; that does no harm.
    pub fn tidy_up(&self) -> Result<(), Error> {
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl Batch<'_> {
    /// Keeps a report, unread as yet.
    pub fn put(&self, incoming: &Incoming) -> Result<Put, Error> {
        if let Some(number) = known(&self.transaction, &incoming.content_key, incoming.url_key.as_deref())? {
            return Ok(Put::Known(number));
        }
        let report = &incoming.report;
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO report (content_key, url_key, name, origin, title, publisher, url, license, published, language, text, family, added)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12)",
        )?;
        let number = insert.insert(params![
            incoming.content_key,
            incoming.url_key,
            report.id,
            incoming.origin,
            report.title,
            report.publisher,
            report.url,
            report.license,
            report.published.map(|day| day.to_string()),
            incoming.language,
            report.text,
            incoming.added,
        ])?;
        self.transaction.prepare_cached("UPDATE report SET family = id WHERE id = ?1")?.execute([number])?;
        self.transaction
            .prepare_cached("INSERT INTO report_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
            .execute(params![number, report.title, report.text])?;
        Ok(Put::New(number))
    }

    /// Keeps the reading of a report, in place of an earlier one; corrections stay and are applied again. The number of
    /// corrections that no longer fit anything comes back.
    pub fn read(&self, number: i64, record: &Record) -> Result<usize, Error> {
        let versions = &record.versions;
        let is_new: bool = self
            .transaction
            .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM reading WHERE report = ?1)")?
            .query_row([number], |row| row.get(0))?;
        self.transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO reading (report, program, model, knowledge, record) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![number, versions.program, versions.model, versions.knowledge, reading::pack(record)?])?;
        if is_new {
            // What was never read was never corrected.
            flat::insert(&self.transaction, number, record)?;
            return Ok(0);
        }
        let mut corrected = record.clone();
        let lost = correct::apply_all(&self.transaction, number, &mut corrected)?;
        flat::replace(&self.transaction, number, &corrected)?;
        Ok(lost)
    }

    /// Makes everything put in so far stand.
    pub fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit()?)
    }
}

fn known(db: &rusqlite::Connection, content_key: &str, url_key: Option<&str>) -> Result<Option<i64>, Error> {
    let mut find = db.prepare_cached("SELECT id FROM report WHERE content_key = ?1 OR url_key = ?2 LIMIT 1")?;
    Ok(find.query_row(params![content_key, url_key], |row| row.get(0)).optional()?)
}
