//! Why an input could not be read, and where it stands.

use std::fmt;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file or folder cannot be opened or read.
    Unreadable,
    /// Not the format that it says it is.
    Form,
    /// A row that is no row of its table.
    Row,
    /// A table, line or file over a limit that has a name in `limits`.
    Limit,
    /// No column or member holds the text of the reports.
    NoText,
    /// A table of this crate, or an option, is wrong.
    Option,
    /// The address is none that may be asked: a scheme other than http and https, or a host that is not public.
    Address,
    /// The network or the other side failed.
    Network,
    /// The site's robots.txt does not allow it.
    Robots,
    /// An input for one report held none, or more than one.
    NotOne,
}

/// An input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    place: String,
    why: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: impl Into<String>, why: impl fmt::Display) -> Self {
        Error { kind, place: place.into(), why: why.to_string() }
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, with line or row, or the address it is about.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Unreadable => "cannot be read",
            ErrorKind::Form => "not of its format",
            ErrorKind::Row => "a bad row",
            ErrorKind::Limit => "over a limit",
            ErrorKind::NoText => "no column for the text",
            ErrorKind::Option => "a wrong option",
            ErrorKind::Address => "an address that is not asked",
            ErrorKind::Network => "the network failed",
            ErrorKind::Robots => "not allowed by robots.txt",
            ErrorKind::NotOne => "not one report",
        };
        write!(f, "{}: {what}", self.place)?;
        if self.why.is_empty() { Ok(()) } else { write!(f, ": {}", self.why) }
    }
}

impl std::error::Error for Error {}
