//! Tables beside the source: tab-separated, a head line, `#` for remarks.

use std::str::FromStr;

use crate::{Error, ErrorKind};

/// A table as text, its head checked.
pub(crate) struct Table<'t> {
    name: &'static str,
    text: &'t str,
    columns: usize,
}

/// One row and where it stands.
pub(crate) struct Row<'t> {
    name: &'static str,
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// Fails where the first line that is no remark is not exactly `columns`.
    pub fn new(name: &'static str, text: &'t str, columns: &[&str]) -> Result<Self, Error> {
        let head = lines(text).next().map(|(_, line)| line).unwrap_or_default();
        if head.split('\t').ne(columns.iter().copied()) {
            return Err(Error::new(ErrorKind::Table, format!("{name}, head: expected {}", columns.join(", "))));
        }
        Ok(Table { name, text, columns: columns.len() })
    }

    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'t>, Error>> {
        lines(self.text).skip(1).map(|(line, text)| {
            let row = Row { name: self.name, line, cells: text.split('\t').map(str::trim).collect() };
            if row.cells.len() == self.columns { Ok(row) } else { Err(row.error("wrong number of cells")) }
        })
    }
}

/// Lines that are neither empty nor remarks, counted from one.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

impl<'t> Row<'t> {
    pub fn error(&self, what: &str) -> Error {
        Error::new(ErrorKind::Table, format!("{}, line {}: {what}", self.name, self.line))
    }

    pub fn cell(&self, at: usize) -> &'t str {
        self.cells.get(at).copied().unwrap_or_default()
    }

    /// A cell that must not be empty.
    pub fn word(&self, at: usize) -> Result<&'t str, Error> {
        let cell = self.cell(at);
        if cell.is_empty() { Err(self.error("an empty cell")) } else { Ok(cell) }
    }

    pub fn number<T: FromStr>(&self, at: usize) -> Result<T, Error> {
        self.cell(at).parse().map_err(|_| self.error(&format!("not a number: {:?}", self.cell(at))))
    }

    /// A finite number.
    pub fn weight(&self, at: usize) -> Result<f32, Error> {
        let number: f32 = self.number(at)?;
        if number.is_finite() { Ok(number) } else { Err(self.error("not a finite number")) }
    }

    /// The parts of a cell between bars.
    pub fn list(&self, at: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        self.cell(at).split('|').map(str::trim).filter(|part| !part.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_names_its_line() {
        let table = Table::new("weights", "# remark\nname\tweight\na\t1\n\nb\tmuch\n", &["name", "weight"]).unwrap();
        let rows: Vec<_> = table.rows().map(|row| row.and_then(|row| row.weight(1))).collect();
        assert_eq!(rows[0], Ok(1.0));
        let error = rows[1].clone().unwrap_err().to_string();
        assert_eq!(error, "weights, line 5: not a number: \"much\": not a row of the table");
    }

    #[test]
    fn a_wrong_head_or_a_missing_cell_is_refused() {
        assert!(Table::new("weights", "name\n", &["name", "weight"]).is_err());
        let table = Table::new("weights", "name\tweight\na\n", &["name", "weight"]).unwrap();
        assert!(table.rows().all(|row| row.is_err()));
    }
}
