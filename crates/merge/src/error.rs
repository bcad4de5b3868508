//! What is wrong with a table or with stored bytes, and where.

use std::fmt;

/// Why something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A row of a table that cannot be right.
    Table,
    /// Bytes that are not a sketch, or one of another version.
    Sketch,
}

/// A table or a stored sketch that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    place: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: impl Into<String>) -> Self {
        Error { kind, place: place.into() }
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The table and line, or the part of a sketch, it is about.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Table => "not a row of the table",
            ErrorKind::Sketch => "not a sketch of this version",
        };
        write!(f, "{}: {what}", self.place)
    }
}

impl std::error::Error for Error {}
