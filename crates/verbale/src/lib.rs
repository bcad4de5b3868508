//! Reads news reports about conflict and diplomacy into sourced records.
//!
//! ```
//! use verbale::{PrettyOptions, Reader, Report, pretty};
//!
//! let reader = Reader::bundled()?;
//! let report = Report {
//!     id: "example".to_owned(),
//!     published: "2025-02-18".parse().ok(),
//!     text: "The two foreign ministers met on Tuesday.".to_owned(),
//!     ..Report::default()
//! };
//! let record = reader.read(&report);
//! print!("{}", pretty(&record, &PrettyOptions::default()));
//! # Ok::<(), verbale::Error>(())
//! ```
//!
//! [`Reader::read`] never fails and never panics: what cannot be read or resolved is a note in the [`Record`]. Weights,
//! tables and the day of publication come in as arguments; nothing is fetched, and the date is never today's.
#![forbid(unsafe_code)]

mod add;
pub mod archive;
mod asking;
pub mod clock;
mod error;
mod follow;
pub mod gazetteer;
mod lookup;
mod open;
mod weights;

pub use error::{Error, ErrorKind};
pub use lookup::{Lookup, Where, Who};
pub use open::Reader;
/// The nouns of a record.
pub use verbale_record as record;
pub use verbale_record::{Date, Event, Location, Note, Record, Report, Span};
pub use verbale_resolve::actor::Decision;
pub use verbale_resolve::place::Place;
pub use verbale_resolve::time::{self, published_in_head};
/// How far records of one report agree.
pub use verbale_score as score;
pub use verbale_wire::plover::{Rules, plover};
pub use verbale_wire::{
    Annotation, Line, PrettyOptions, SCHEMA, annotation, claims, from_annotation, from_json, lines, pretty, schema,
    to_json, to_json_line,
};
pub use weights::Weights;

/// The longest report that is read. It keeps reading under 250 MB of memory; a longer one is a file of
/// something else, or of many reports.
pub use verbale_ingest::limits::REPORT_BYTES_MAX;

/// Why the fields of an event have their values: words, stage, scores, table rows. The event goes by its id ("E3").
pub fn explain(record: &Record, event: &str) -> Option<String> {
    let number: usize = event.trim_start_matches(['E', 'e']).parse().ok()?;
    verbale_reader::explain::explain(record, number.checked_sub(1)?)
}
