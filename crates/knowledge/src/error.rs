//! What is wrong with a table, and where.

use std::fmt;

/// A row that cannot be right. Loading is the only place where a table can be wrong; look-ups cannot fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    table: String,
    line: usize,
    message: String,
}

impl Error {
    pub fn new(table: &str, line: usize, message: impl Into<String>) -> Self {
        Error { table: table.to_owned(), line, message: message.into() }
    }

    /// A fault of the file as a whole.
    pub fn file(message: impl Into<String>) -> Self {
        Error::new("", 0, message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "knowledge file: {}", self.message),
            line => write!(f, "{} table, line {line}: {}", self.table, self.message),
        }
    }
}

impl std::error::Error for Error {}
