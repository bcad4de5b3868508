//! What went wrong with an export, and where.

use std::fmt;

/// Why something could not be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A row of a table that cannot be right.
    Table,
    /// The file or stream could not be written.
    Output,
    /// The folder holds an export already.
    Occupied,
    /// The format's own library refused what it was given.
    Encoding,
}

/// An export that could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    place: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: impl Into<String>) -> Self {
        Error { kind, place: place.into() }
    }

    pub(crate) fn encoding(error: impl fmt::Display) -> Self {
        Error::new(ErrorKind::Encoding, error.to_string())
    }

    /// A file or folder at fault.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Error::new(ErrorKind::Output, format!("{}: {error}", path.display()))
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file and line, or the folder, that it is about.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Table => "not a row of the table",
            ErrorKind::Output => "cannot be written",
            ErrorKind::Occupied => "the folder holds an export already",
            ErrorKind::Encoding => "cannot be encoded",
        };
        write!(f, "{}: {what}", self.place)
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::new(ErrorKind::Output, error.to_string())
    }
}
