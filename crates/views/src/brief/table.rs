//! Rows of the tab-separated tables beside this file, checked as they are read.

use crate::Error;
use crate::error::ErrorKind;

/// One line of a table, with the names of the columns.
pub(super) struct Row<'a> {
    table: &'a str,
    line: usize,
    columns: Vec<&'a str>,
    cells: Vec<&'a str>,
}

/// All rows; fails where the header is not `columns` or a row has more or fewer cells.
pub(super) fn rows<'a>(table: &'a str, text: &'a str, columns: &[&'a str]) -> Result<Vec<Row<'a>>, Error> {
    let mut lines = text.lines().enumerate();
    let header: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
    if !columns.iter().all(|column| header.contains(column)) {
        return Err(error(table, 1, format!("the header should have: {}", columns.join(", "))));
    }
    let row = |(at, line): (usize, &'a str)| Row {
        table,
        line: at + 1,
        columns: header.clone(),
        cells: line.split('\t').collect(),
    };
    let rows: Vec<Row<'a>> = lines.map(row).collect();
    match rows.iter().find(|row| row.cells.len() != header.len()) {
        Some(bad) => Err(bad.error(format!("{} cells instead of {}", bad.cells.len(), header.len()))),
        None => Ok(rows),
    }
}

fn error(table: &str, line: usize, what: String) -> Error {
    Error::new(ErrorKind::Table, format!("{table}, line {line}: {what}"))
}

impl<'a> Row<'a> {
    pub fn error(&self, what: String) -> Error {
        error(self.table, self.line, what)
    }

    pub fn cell(&self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or("")
    }

    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column).split('|').filter(|part| !part.is_empty())
    }
}
