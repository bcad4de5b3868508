//! Why records cannot be scored, and which.

use std::fmt;

/// A file that is no record, or two records that are not of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file, or the report.
    place: String,
    why: String,
}

impl Error {
    pub(crate) fn new(place: impl fmt::Display, why: impl fmt::Display) -> Self {
        Error { place: place.to_string(), why: why.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

impl std::error::Error for Error {}
