//! Why a weights file cannot be used. Reading a text never fails.

use std::fmt;

/// What is wrong with a weights file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    place: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file does not begin as a weights file does.
    NotAModel,
    /// The file is of a version that this program does not read.
    Version(u32),
    /// The file ends early.
    Truncated,
    /// The header is no JSON of the expected form.
    Header(String),
    /// The tensor data is not what the header's checksum says.
    Checksum,
    /// The header's sizes do not fit together.
    Sizes(&'static str),
    /// A tensor is not there.
    Missing,
    /// A tensor is of another type.
    Type { found: String },
    /// A tensor is of another shape.
    Shape { found: Vec<usize>, expected: Vec<usize> },
    /// An integer weight is beyond its bounds: ±63 in a map.
    Range,
    /// The vocabulary is no text, too short or long, or has no such piece.
    Vocabulary(String),
    /// The network of this name, which is to read beside it, lacks the head or has another form of it.
    Beside(String),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: impl Into<String>) -> Error {
        Error { kind, place: place.into() }
    }

    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// The part of the file: `header`, `tensor layer.0.q`, ...
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        match &self.kind {
            ErrorKind::NotAModel => f.write_str("not a weights file"),
            ErrorKind::Version(version) => write!(f, "version {version} of the format is not known here"),
            ErrorKind::Truncated => f.write_str("the file ends before it"),
            ErrorKind::Header(message) => f.write_str(message),
            ErrorKind::Checksum => f.write_str("the checksum is wrong"),
            ErrorKind::Sizes(message) => f.write_str(message),
            ErrorKind::Missing => f.write_str("missing"),
            ErrorKind::Type { found } => write!(f, "unexpected type {found}"),
            ErrorKind::Shape { found, expected } => write!(f, "shape {found:?}, expected {expected:?}"),
            ErrorKind::Range => f.write_str("an integer is beyond its bounds"),
            ErrorKind::Vocabulary(message) => f.write_str(message),
            ErrorKind::Beside(name) => {
                write!(f, "the network {name}, which is to read beside this one, has no such head")
            }
        }
    }
}

impl std::error::Error for Error {}
