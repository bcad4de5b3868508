//! Lists of reports, as a page shows them.

use rusqlite::params;

use crate::ask::search_words;
use crate::{Archive, Error};

/// A report as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRow {
    pub id: i64,
    pub name: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub family: i64,
    pub events: i64,
    pub origin: Option<String>,
    pub added: String,
}

const REPORT: &str = "SELECT r.id, r.name, r.title, r.publisher, r.url, r.published, r.language, r.family,
    (SELECT count(*) FROM event e WHERE e.id > r.id << 16 AND e.id < (r.id + 1) << 16), r.origin, r.added FROM report r";

impl Archive {
    /// Reports, the latest first, and how many there are; of those that have all `words`, where there are any.
    pub fn reports(&self, words: &str, skipped: usize, most: usize) -> Result<(Vec<ReportRow>, usize), Error> {
        let (among, words) = (among("r.id", "report_words"), asked(words));
        let count = self
            .db
            .prepare_cached(&format!("SELECT count(*) FROM report r WHERE {among}"))?
            .query_row([&words], |row| row.get(0))?;
        let sql = format!("{REPORT} WHERE {among} ORDER BY r.published DESC, r.id DESC LIMIT ?2 OFFSET ?3");
        let mut find = self.db.prepare_cached(&sql)?;
        let rows = find.query_map(params![words, most as i64, skipped as i64], report_row)?;
        Ok((rows.collect::<Result<_, _>>()?, count))
    }

    /// One of them.
    pub fn report_row(&self, number: i64) -> Result<Option<ReportRow>, Error> {
        let mut find = self.db.prepare_cached(&format!("{REPORT} WHERE r.id = ?1"))?;
        Ok(find.query_map([number], report_row)?.next().transpose()?)
    }
}

/// The condition that a row is among those with the words of the first parameter, or that there are no words.
fn among(row: &str, index: &str) -> String {
    format!("(?1 = '' OR {row} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?1))")
}

fn asked(words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { search_words(words) }
}

fn report_row(row: &rusqlite::Row) -> rusqlite::Result<ReportRow> {
    Ok(ReportRow {
        id: row.get(0)?,
        name: row.get(1)?,
        title: row.get(2)?,
        publisher: row.get(3)?,
        url: row.get(4)?,
        published: row.get(5)?,
        language: row.get(6)?,
        family: row.get(7)?,
        events: row.get(8)?,
        origin: row.get(9)?,
        added: row.get(10)?,
    })
}
