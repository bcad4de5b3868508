//! The formats that others read: event-data tables, networks, maps, calendars.
//!
//! [`export`] writes events of an archive in one [`Format`]; [`export_parquet`] writes them as a folder of months. What
//! a format does with what is planned, possible, denied or background stands in `data/formats.tsv`, CAMEO's codes in
//! `data/cameo.tsv`; what is left out is counted with its reason in the [`Summary`].
#![forbid(unsafe_code)]

mod context;
mod error;
mod form;
mod format;
mod forms;
mod identity;
mod pairs;
#[cfg(test)]
#[path = "../tests/samples/mod.rs"]
mod samples;
mod summary;
mod tables;
mod text;

use std::io::Write;
use std::path::Path;

use verbale_record::Told;

pub use context::Context;
pub use error::{Error, ErrorKind};
pub use format::Format;
pub use forms::columns;
pub use summary::{Reason, Summary};

/// Writes events in a format, in their order, and says what it left out. Fails where `out` cannot be written to.
///
/// Tables, JSONL, the map and the calendar are written as the events come; the network, KTAB's actors and the Word
/// document add up and are written at the end.
pub fn export(
    format: Format,
    events: &mut dyn Iterator<Item = Told>,
    context: &Context<'_>,
    out: &mut dyn Write,
) -> Result<Summary, Error> {
    form::run(format, events, context, out)
}

/// Writes events as Parquet files by month, Hive style (`year=2025/month=02/part-0.parquet`), by [`Told::day`]. Events
/// without a day lie under `__HIVE_DEFAULT_PARTITION__`. Fails where the folder holds such files already.
pub fn export_parquet(
    folder: &Path,
    events: &mut dyn Iterator<Item = Told>,
    context: &Context<'_>,
) -> Result<Summary, Error> {
    forms::parquet_months(folder, events, context)
}
