//! What is wrong with what was asked for.

use std::fmt;

/// Why a question cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A flag that no filter has.
    Flag,
    /// A value that its flag does not take.
    Value,
    /// A row of a table that cannot be read.
    Table,
    /// A document that could not be packed.
    Document,
}

/// A question or a table that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    place: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: impl Into<String>) -> Self {
        Error { kind, place: place.into() }
    }

    /// A value that a flag does not take, and what it does take.
    pub(crate) fn value(flag: &str, value: &str, takes: &str) -> Self {
        Error::new(ErrorKind::Value, format!("{flag} \"{value}\": not {takes}"))
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The flag and its value, or the file and its line.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::Flag => write!(f, "{}: no such filter", self.place),
            ErrorKind::Value | ErrorKind::Table => f.write_str(&self.place),
            ErrorKind::Document => write!(f, "{}: the document could not be packed", self.place),
        }
    }
}

impl std::error::Error for Error {}
