//! Files, folders, archives and feeds of reports to reports.
//!
//! [`sources`] walks whatever it is given and hands over one [`Item`] at a time: a report that was found, something that is
//! none, an input that could not be read. A bad input is one item; it never ends the run, and nothing but the item at hand
//! is held in memory. [`report`] reads one report from bytes. Dates come with where they were found ([`DateFrom`]) and are
//! never made up.
//!
//! ```
//! use verbale_ingest::{Options, report};
//!
//! let page = b"<html><head><title>Talks open</title><meta name='date' content='2024-05-14'></head>\
//!     <body><article><p>The foreign ministers of both countries met in Geneva on Tuesday.</p></article></body></html>";
//! let found = report(page, "talks.html", &Options::default())?;
//! assert_eq!(found.report.text, "The foreign ministers of both countries met in Geneva on Tuesday.");
//! assert_eq!(found.report.published.map(|day| day.to_string()).as_deref(), Some("2024-05-14"));
//! # Ok::<(), verbale_ingest::Error>(())
//! ```
#![forbid(unsafe_code)]

mod days;
mod document;
mod encoding;
mod error;
pub mod fetch;
mod html;
mod identity;
mod input;
mod intake;
mod item;
mod kind;
mod language;
pub mod limits;
mod options;
mod row;
mod rows;

pub use encoding::{Decoded, decode};
pub use error::{Error, ErrorKind};
pub use identity::{canonical_url, content_key};
pub use input::{report, sources, stream};
pub use item::{DateFrom, Found, Item, Origin, Position, Skip, Tally};
pub use language::Language;
pub use options::{Field, Options};
