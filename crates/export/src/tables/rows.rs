//! Rows of a tab-separated table: comments, a header, one fact a line.

use std::str::FromStr;

use crate::{Error, ErrorKind};

/// One line of a table, its cells by the header's names.
pub(crate) struct Row<'t> {
    table: &'static str,
    line: usize,
    columns: &'t [&'t str],
    cells: Vec<&'t str>,
}

/// Reads every row with `read`. Fails where the header is not `columns`, a row has another number of cells, or `read` does.
pub(crate) fn each<'t>(
    table: &'static str,
    text: &'t str,
    columns: &'t [&'t str],
    mut read: impl FnMut(&Row<'t>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let header: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
    if header != columns {
        return Err(Error::new(ErrorKind::Table, format!("{table}: the header should be {}", columns.join(", "))));
    }
    for (at, line) in lines {
        let row = Row { table, line: at + 1, columns, cells: line.split('\t').collect() };
        match row.cells.len() == columns.len() {
            true => read(&row)?,
            false => return Err(row.error(&format!("{} cells instead of {}", row.cells.len(), columns.len()))),
        }
    }
    Ok(())
}

impl<'t> Row<'t> {
    pub fn error(&self, message: &str) -> Error {
        Error::new(ErrorKind::Table, format!("{}, line {}: {message}", self.table, self.line))
    }

    /// The cell under `column`; a column that the table does not have is an empty cell.
    pub fn cell(&self, column: &str) -> &'t str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }

    /// A cell that must not be empty.
    pub fn word(&self, column: &str) -> Result<String, Error> {
        match self.cell(column) {
            "" => Err(self.error(&format!("no {column}"))),
            word => Ok(word.to_owned()),
        }
    }

    pub fn number<T: FromStr>(&self, column: &str) -> Result<T, Error> {
        self.cell(column).parse().map_err(|_| self.error(&format!("{column} is not a number")))
    }

    /// The cell as one of a few words.
    pub fn choice<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        read(self.cell(column)).ok_or_else(|| self.error(&format!("{column} cannot be {:?}", self.cell(column))))
    }
}

/// "yes" and "no".
pub(crate) fn yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
