//! Reports as the archive keeps them: lists, those that are to be read, and going out of it.

use rusqlite::{OptionalExtension, params};
use verbale_record::Report;

use crate::put::Batch;
use crate::{Archive, Error, ErrorKind, flat};

/// What the archive holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    pub reports: i64,
    /// Reports that were kept unread, such as those in other languages.
    pub unread: i64,
    pub families: i64,
    pub events: i64,
    pub entities: i64,
    pub occurrences: i64,
    pub actors: i64,
    pub corrections: i64,
    pub first_day: Option<String>,
    pub last_day: Option<String>,
}

const HOLDINGS: &str = "SELECT
    (SELECT count(*) FROM report), (SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM reading d WHERE d.report = r.id)),
    (SELECT count(DISTINCT family) FROM report), (SELECT count(*) FROM event), (SELECT count(*) FROM entity),
    (SELECT count(*) FROM occurrence), (SELECT count(*) FROM actor), (SELECT count(*) FROM correction WHERE undone IS NULL),
    (SELECT min(published) FROM report), (SELECT max(published) FROM report)";

impl Archive {
    pub fn holdings(&self) -> Result<Holdings, Error> {
        let holdings = self.db.query_row(HOLDINGS, [], |row| {
            Ok(Holdings {
                reports: row.get(0)?,
                unread: row.get(1)?,
                families: row.get(2)?,
                events: row.get(3)?,
                entities: row.get(4)?,
                occurrences: row.get(5)?,
                actors: row.get(6)?,
                corrections: row.get(7)?,
                first_day: row.get(8)?,
                last_day: row.get(9)?,
            })
        })?;
        Ok(holdings)
    }

    /// The report of a number, as it came in.
    pub fn report(&self, number: i64) -> Result<Report, Error> {
        let mut find = self
            .db
            .prepare_cached("SELECT name, published, title, publisher, url, license, text FROM report WHERE id = ?1")?;
        let report = find.query_row([number], |row| {
            let published: Option<String> = row.get(1)?;
            Ok(Report {
                id: row.get(0)?,
                published: published.and_then(|day| day.parse().ok()),
                title: row.get(2)?,
                publisher: row.get(3)?,
                url: row.get(4)?,
                license: row.get(5)?,
                text: row.get(6)?,
            })
        });
        report.optional()?.ok_or_else(|| Error::new(ErrorKind::Unknown, format!("report {number}")))
    }

    /// The numbers of the reports after `last` that this model and these tables have not read, but for those in other
    /// languages than `language`; a page at a time.
    pub fn to_reread(
        &self,
        model: &str,
        knowledge: &str,
        language: &str,
        last: i64,
        most: usize,
    ) -> Result<Vec<i64>, Error> {
        let mut find = self.db.prepare_cached(
            "SELECT r.id FROM report r LEFT JOIN reading d ON d.report = r.id
             WHERE r.id > ?1 AND (r.language IS NULL OR r.language = ?2) AND (d.report IS NULL OR d.model <> ?3 OR d.knowledge <> ?4)
             ORDER BY r.id LIMIT ?5",
        )?;
        let numbers = find.query_map(params![last, language, model, knowledge, most as i64], |row| row.get(0))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }
}

impl Batch<'_> {
    /// Takes a report out of the archive with all that was read out of it and corrected in it.
    pub fn remove(&self, report: i64) -> Result<(), Error> {
        let text: Option<(Option<String>, String)> = self
            .transaction
            .prepare_cached("SELECT title, text FROM report WHERE id = ?1")?
            .query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (title, text) = text.ok_or_else(|| Error::new(ErrorKind::Unknown, format!("report {report}")))?;
        flat::remove(&self.transaction, report)?;
        self.transaction
            .prepare_cached(
                "INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)",
            )?
            .execute(params![report, title, text])?;
        for table in ["sketch", "band", "correction", "reading"] {
            self.transaction.prepare_cached(&format!("DELETE FROM {table} WHERE report = ?1"))?.execute([report])?;
        }
        self.transaction.prepare_cached("DELETE FROM report WHERE id = ?1")?.execute([report])?;
        Ok(())
    }
}
