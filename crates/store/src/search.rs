//! Full text over reports, and queries of the user's own.

use std::time::{Duration, Instant};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::ask::search_words;
use crate::{Archive, Error, ErrorKind};

/// A query of the user's own may run so long.
const QUERY_TIME_MAX: Duration = Duration::from_secs(60);

/// How many steps of the data base's machine pass between two looks at the clock.
const STEPS_A_LOOK: i32 = 10_000;

/// A report that has the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub report: i64,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    /// The best part of the text, the words between [`Hit::OPEN`] and [`Hit::CLOSE`].
    pub snippet: String,
}

impl Hit {
    /// Marks that no text has: they are taken out of it.
    pub const OPEN: char = '\u{1}';
    pub const CLOSE: char = '\u{2}';
}

/// A table of whatever was asked for. Nothing (`None`) is SQL's null.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
}

impl Archive {
    /// The reports that have all these words, the best first (BM25).
    pub fn search(&self, words: &str, most: usize) -> Result<Vec<Hit>, Error> {
        let mut find = self.db.prepare_cached(
            "SELECT r.id, r.title, r.publisher, r.published, snippet(report_words, 1, char(1), char(2), '…', 24)
             FROM report_words JOIN report r ON r.id = report_words.rowid WHERE report_words MATCH ?1 ORDER BY rank LIMIT ?2",
        )?;
        let hits = find.query_map((search_words(words), most as i64), |row| {
            let snippet: String = row.get(4)?;
            let snippet = snippet.split_whitespace().collect::<Vec<_>>().join(" ");
            Ok(Hit { report: row.get(0)?, title: row.get(1)?, publisher: row.get(2)?, published: row.get(3)?, snippet })
        })?;
        Ok(hits.collect::<Result<_, _>>()?)
    }

    /// Runs a query of the user's own. It can only read, and is stopped when it takes too long.
    pub fn sql(&self, query: &str) -> Result<Table, Error> {
        let wrong = |error: &dyn std::fmt::Display| Error::new(ErrorKind::Query, error.to_string());
        // A connection of its own, which is stopped without any other query being stopped with it.
        let start = Instant::now();
        let mut db = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        db.progress_handler(STEPS_A_LOOK, Some(move || start.elapsed() > QUERY_TIME_MAX))?;
        let mut statement = db.prepare(query).map_err(|error| wrong(&error))?;
        if !statement.readonly() {
            return Err(wrong(&"only queries that read"));
        }
        table(&mut statement).map_err(|error| wrong(&error))
    }
}

fn table(statement: &mut rusqlite::Statement) -> rusqlite::Result<Table> {
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push((0..columns.len()).map(|at| row.get_ref(at).map(text)).collect::<Result<_, _>>()?);
    }
    Ok(Table { columns, rows: all })
}

fn text(value: ValueRef) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Some(format!("({} bytes)", bytes.len())),
    }
}
