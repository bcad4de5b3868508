//! One way to show every view: as a table for a terminal, JSON, JSON lines or CSV.

mod table;

use serde::Serialize;

use crate::Error;
use crate::error::ErrorKind;

/// What every view is: a list of rows with something around it. The command line and the web page show the same values.
pub trait View: Serialize {
    type Row: Serialize;

    /// The names of the columns.
    fn columns(&self) -> Vec<String>;

    fn rows(&self) -> &[Self::Row];

    /// One cell a column; what is not known is empty.
    fn cells(&self, row: &Self::Row) -> Vec<String>;
}

/// A form in which a view is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Aligned text, for people.
    Table,
    /// The whole view, what stands around the rows included.
    Json,
    /// One row a line.
    Jsonl,
    /// The cells of the table, none of them cut.
    Csv,
}

impl Form {
    pub const ALL: [Form; 4] = [Form::Table, Form::Json, Form::Jsonl, Form::Csv];

    pub fn name(self) -> &'static str {
        match self {
            Form::Table => "table",
            Form::Json => "json",
            Form::Jsonl => "jsonl",
            Form::Csv => "csv",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A view in a form; `width` is that of the terminal in columns, and matters to tables alone. Ends with a new line, unless
/// there is nothing to show.
pub fn show<V: View>(view: &V, form: Form, width: usize) -> Result<String, Error> {
    match form {
        Form::Table => Ok(table::table(&view.columns(), &cells(view), width)),
        Form::Csv => Ok(csv(&view.columns(), &cells(view))),
        Form::Json => json(view).map(|text| text + "\n"),
        Form::Jsonl => view.rows().iter().map(|row| line(row).map(|line| line + "\n")).collect(),
    }
}

fn cells<V: View>(view: &V) -> Vec<Vec<String>> {
    view.rows().iter().map(|row| view.cells(row)).collect()
}

fn json(view: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(view).map_err(|error| Error::new(ErrorKind::Document, error.to_string()))
}

fn line(row: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(row).map_err(|error| Error::new(ErrorKind::Document, error.to_string()))
}

/// RFC 4180, with the line ends of the house.
/// Cells as RFC 4180 has them, the names of the columns first.
pub fn csv(columns: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n";
    std::iter::once(line(columns)).chain(rows.iter().map(|row| line(row))).collect()
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
