//! Rows of a tab-separated table, checked as they are read.

use std::str::FromStr;

use jiff::civil::{Date, date};

use crate::Error;

/// One table: a header line, then one fact a line.
pub(crate) struct Table<'a> {
    name: &'a str,
    columns: Vec<&'a str>,
    text: &'a str,
}

/// One line of a table.
pub(crate) struct Row<'t> {
    table: &'t Table<'t>,
    line: usize,
    cells: Vec<&'t str>,
}

impl<'a> Table<'a> {
    /// Fails where the header is not `columns`.
    pub fn new(name: &'a str, text: &'a str, columns: &[&str]) -> Result<Self, Error> {
        let (header, rest) = text.split_once('\n').unwrap_or((text, ""));
        let found: Vec<&str> = header.split('\t').collect();
        if found != columns {
            return Err(Error::new(name, 1, format!("the header should be: {}", columns.join(", "))));
        }
        Ok(Table { name, columns: found, text: rest })
    }

    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'_>, Error>> {
        self.text.lines().enumerate().map(|(index, text)| self.row(index + 2, text))
    }

    fn row<'t>(&'t self, line: usize, text: &'t str) -> Result<Row<'t>, Error> {
        let cells: Vec<&str> = text.split('\t').collect();
        let row = Row { table: self, line, cells };
        match row.cells.len() == self.columns.len() {
            true => Ok(row),
            false => Err(row.error(format!("{} cells instead of {}", row.cells.len(), self.columns.len()))),
        }
    }
}

impl<'t> Row<'t> {
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.table.name, self.line, message)
    }

    /// The cell under `column`; a column that the table does not have is an empty cell.
    pub fn cell(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or("")
    }

    /// A cell that must not be empty.
    pub fn word(&self, column: &str) -> Result<&'t str, Error> {
        match self.cell(column) {
            "" => Err(self.error(format!("no {column}"))),
            word => Ok(word),
        }
    }

    /// The parts of a cell, which are divided by bars.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.cell(column).split('|').filter(|part| !part.is_empty())
    }

    pub fn number<T: FromStr>(&self, column: &str) -> Result<Option<T>, Error> {
        match self.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.error(format!("{column} is not a number: {text}"))),
        }
    }

    pub fn yes(&self, column: &str) -> Result<bool, Error> {
        match self.cell(column) {
            "yes" => Ok(true),
            "" | "no" => Ok(false),
            other => Err(self.error(format!("{column} is neither yes nor no: {other}"))),
        }
    }

    /// The first day of "2014", "2014-03" or "2014-03-21".
    pub fn first_day(&self, column: &str) -> Result<Option<Date>, Error> {
        self.day(column, |year, month| date(year, month.unwrap_or(1), 1))
    }

    /// The last day of it.
    pub fn last_day(&self, column: &str) -> Result<Option<Date>, Error> {
        self.day(column, |year, month| date(year, month.unwrap_or(12), 1).last_of_month())
    }

    fn day(&self, column: &str, fill: impl Fn(i16, Option<i8>) -> Date) -> Result<Option<Date>, Error> {
        let text = self.cell(column);
        if text.is_empty() {
            return Ok(None);
        }
        let day = partial(text, fill).ok_or_else(|| self.error(format!("{column} is not a date: {text}")))?;
        Ok(Some(day))
    }
}

fn partial(text: &str, fill: impl Fn(i16, Option<i8>) -> Date) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok().filter(|year| (1000..=2999).contains(year))?;
    let month = parts.next().map(|part| part.parse().ok().filter(|month| (1..=12).contains(month)));
    match (month, parts.next()) {
        (None, _) => Some(fill(year, None)),
        (Some(month), None) => Some(fill(year, Some(month?))),
        (Some(_), Some(_)) => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_names_its_line() {
        let table = Table::new("places", "name\tcode\nParis\tFRA\nRome\n", &["name", "code"]).unwrap();
        let errors: Vec<String> = table.rows().filter_map(Result::err).map(|error| error.to_string()).collect();
        assert_eq!(errors, ["places table, line 3: 1 cells instead of 2"]);
    }

    #[test]
    fn dates_may_be_partial() {
        let table = Table::new("t", "from\tto\n2014\t2014-02\n", &["from", "to"]).unwrap();
        let row = table.rows().next().unwrap().unwrap();
        assert_eq!(row.first_day("from").unwrap(), Some(date(2014, 1, 1)));
        assert_eq!(row.last_day("to").unwrap(), Some(date(2014, 2, 28)));
    }
}
