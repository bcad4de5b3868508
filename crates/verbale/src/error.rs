//! What can be wrong with the files that a reader is made from.

use std::fmt;

/// Which of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    Model,
    Knowledge,
    Gazetteer,
    ExportTable,
    /// The instruction set asked for is not one of this machine.
    Kernels,
}

/// A file that a reader cannot be made from.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, cause: impl fmt::Display) -> Self {
        Error { kind, message: cause.to_string() }
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = match self.kind {
            ErrorKind::Model => "weights",
            ErrorKind::Knowledge => "knowledge",
            ErrorKind::Gazetteer => "gazetteer",
            ErrorKind::ExportTable => "export table",
            ErrorKind::Kernels => "instruction set",
        };
        write!(f, "{file}: {}", self.message)
    }
}

impl std::error::Error for Error {}
