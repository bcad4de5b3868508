//! What is wrong with a record that was handed in, and where.

use std::fmt;

/// Why a text is not a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not JSON, or not the fields of a record.
    Form,
    /// A schema that this version does not read.
    Schema,
    /// An offset past the end of the text, or an end before its start.
    Offset,
    /// A reference to an entity or event that is not there, or an id used twice.
    Reference,
    /// A pointer of an annotation that leads nowhere.
    Pointer,
    /// A name that is none of those allowed (a kind, a stage, a form).
    Name,
    /// Not a day of the calendar.
    Date,
    /// A row of an export table that cannot be read.
    Table,
}

/// A record or table that could not be read.
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

    /// The field or line it is about.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Form => "not a record",
            ErrorKind::Schema => "a schema of another version",
            ErrorKind::Offset => "an offset outside the text",
            ErrorKind::Reference => "a reference to nothing, or an id used twice",
            ErrorKind::Pointer => "its words do not stand there",
            ErrorKind::Name => "an unknown name",
            ErrorKind::Date => "not a date",
            ErrorKind::Table => "not a row of the table",
        };
        write!(f, "{}: {what}", self.place)
    }
}

impl std::error::Error for Error {}
