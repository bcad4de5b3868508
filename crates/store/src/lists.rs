//! Lists that a page shows: reports, happenings, actors.

use rusqlite::params;

use crate::ask::search_words;
use crate::{Archive, Error, Order, Question};

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

/// A name that takes part in events, with the codes it mostly has.
#[derive(Clone, Debug, PartialEq)]
pub struct NameRow {
    pub name: String,
    pub country: Option<String>,
    pub sectors: String,
    pub events: i64,
}

const REPORT: &str = "SELECT r.id, r.name, r.title, r.publisher, r.url, r.published, r.language, r.family,
    (SELECT count(*) FROM event e WHERE e.id > r.id << 16 AND e.id < (r.id + 1) << 16), r.origin, r.added FROM report r";

impl Archive {
    /// Reports, the latest first, and how many there are; of those that have all `words`, where there are any.
    pub fn reports(&self, words: &str, skipped: usize, most: usize) -> Result<(Vec<ReportRow>, usize), Error> {
        let among = "(?1 = '' OR r.id IN (SELECT rowid FROM report_words WHERE report_words MATCH ?1))";
        let words = if words.trim().is_empty() { String::new() } else { search_words(words) };
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

    /// The numbers of the happenings of all events that fit, each once, in order of the events.
    pub fn happening_numbers(&self, question: &Question, order: Order) -> Result<Vec<i64>, Error> {
        let mut of = self.db.prepare_cached("SELECT coalesce(occurrence, id) FROM event WHERE id = ?1")?;
        let mut seen = std::collections::HashSet::new();
        let mut numbers = Vec::new();
        for event in self.find(question, order, 0, usize::MAX)? {
            let number: i64 = of.query_row([event], |row| row.get(0))?;
            if seen.insert(number) {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }

    /// Names that take part in most events, of those that have all `words`, where there are any.
    pub fn busiest(&self, words: &str, most: usize) -> Result<Vec<NameRow>, Error> {
        let among = "(?1 = '' OR n.id IN (SELECT rowid FROM entity_words WHERE entity_words MATCH ?1))";
        let words = if words.trim().is_empty() { String::new() } else { search_words(words) };
        let mut find = self.db.prepare_cached(&format!(
            "SELECT coalesce(a.name, n.name) AS called, max(p.country), max(n.sectors), count(DISTINCT p.event) AS events
             FROM party p JOIN entity n ON n.id = p.entity LEFT JOIN actor a ON a.id = n.actor
             WHERE {among} AND called GLOB '[A-Z]*' GROUP BY called ORDER BY events DESC, called LIMIT ?2"
        ))?;
        let rows = find.query_map(params![words, most as i64], |row| {
            Ok(NameRow { name: row.get(0)?, country: row.get(1)?, sectors: row.get(2)?, events: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
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
