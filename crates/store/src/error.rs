//! What is wrong with an archive, or with what was asked of it, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    Missing,
    /// A file of something else.
    Foreign,
    /// Written by a later version of this program.
    Newer,
    /// Another program is writing.
    Busy,
    /// The file or its folder may not be written.
    ReadOnly,
    /// No room on the disk; nothing of the batch was kept.
    Full,
    /// The file is damaged.
    Damaged,
    /// A query of the user's that cannot be run.
    Query,
    /// A correction that fits nothing in its report.
    Correction,
    /// A report, event or actor that is not there.
    Unknown,
    /// Anything else that the data base complains of.
    Other,
}

/// What went wrong, with the archive's file and the data base's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    place: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: impl Into<String>) -> Self {
        Error { kind, place: place.into() }
    }

    pub(crate) fn at(path: &Path, kind: ErrorKind) -> Self {
        Error::new(kind, path.display().to_string())
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, report or query it is about.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Missing => "no such archive",
            ErrorKind::Foreign => "not an archive of Verbale",
            ErrorKind::Newer => "an archive of a later version of Verbale",
            ErrorKind::Busy => "another program is writing to the archive",
            ErrorKind::ReadOnly => "the archive or its folder may not be written",
            ErrorKind::Full => "no room on the disk; what was written before is kept",
            ErrorKind::Damaged => "the archive is damaged",
            ErrorKind::Query => "a query that cannot be run",
            ErrorKind::Correction => "a correction that fits nothing",
            ErrorKind::Unknown => "not in the archive",
            ErrorKind::Other => "the archive cannot be used",
        };
        write!(f, "{}: {what}", self.place)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ErrorKind::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => ErrorKind::ReadOnly,
            Some(ErrorCode::DiskFull) => ErrorKind::Full,
            Some(ErrorCode::DatabaseCorrupt) => ErrorKind::Damaged,
            Some(ErrorCode::NotADatabase) => ErrorKind::Foreign,
            _ => ErrorKind::Other,
        };
        Error::new(kind, error.to_string())
    }
}

/// An error of the data base with the file it concerns.
pub(crate) fn of_file(path: &Path) -> impl Fn(rusqlite::Error) -> Error {
    let path: PathBuf = path.to_owned();
    move |error| {
        let Error { kind, place } = Error::from(error);
        Error { kind, place: format!("{}: {place}", path.display()) }
    }
}
