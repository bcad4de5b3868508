//! `verbale read`: each file a report, each report a record.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use verbale::{PrettyOptions, Reader, Record, Weights, gazetteer, plover, pretty, to_json, to_json_line};

use crate::arguments::{Format, ReadArguments, Source};
use crate::intake::{self, Taken};
use crate::output;

/// Whether all reports were read. A report that cannot be is named on standard error, and the others are read.
pub(crate) fn run(arguments: &ReadArguments) -> Result<bool> {
    let reader = arguments.source.reader.open()?;
    let options = PrettyOptions { colour: output::in_colour(arguments.color) };
    let mut all = true;
    for (number, file) in arguments.files.iter().enumerate() {
        match intake::take(file, arguments.source.published) {
            Ok(taken) => {
                let gap = if number > 0 && arguments.format == Format::Pretty { "\n" } else { "" };
                let record = sifted(record(&reader, taken), &arguments.source);
                output::print(&format!("{gap}{}", form(&reader, &record, arguments.format, &options)))?;
            }
            Err(error) => {
                eprintln!("verbale: {error:#}");
                all = false;
            }
        }
    }
    Ok(all)
}

/// The record of a report, the notes of its intake first.
pub(crate) fn record(reader: &Reader, taken: Taken) -> Record {
    let mut record = reader.read(&taken.report);
    record.notes.splice(0..0, taken.notes);
    record
}

/// The record without what is less sure than was asked for.
pub(crate) fn sifted(mut record: Record, source: &Source) -> Record {
    source.min_confidence.iter().for_each(|min| record.sift(*min));
    record
}

fn form(reader: &Reader, record: &Record, format: Format, options: &PrettyOptions) -> String {
    match format {
        Format::Pretty => pretty(record, options),
        Format::Json => to_json(record),
        Format::Jsonl => to_json_line(record) + "\n",
        Format::Plover => plover(record, reader.rules()),
    }
}

/// What reads.
#[derive(Debug, Default, Args)]
pub(crate) struct ReaderArguments {
    /// Weights to read with: "base" (fast), "large" (with base beside it: reads better, four times as slow), or a weights file
    #[arg(long, value_name = "NAME|FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    places: GazetteerArgument,
}

/// Where places are looked up.
#[derive(Debug, Default, Args)]
pub(crate) struct GazetteerArgument {
    /// Gazetteer to look places up in instead of the one inside the program; `verbale gazetteer import` makes one
    #[arg(long, value_name = "FILE", env = "VERBALE_GAZETTEER")]
    gazetteer: Option<PathBuf>,
}

impl GazetteerArgument {
    pub(crate) fn open(&self) -> Result<Option<&'static [u8]>> {
        Ok(self.gazetteer.as_deref().map(gazetteer::open).transpose()?)
    }
}

impl ReaderArguments {
    pub(crate) fn open(&self) -> Result<Reader> {
        reader(self.model.as_deref(), self.places.open()?)
    }

    pub(crate) fn gazetteer(&self) -> Result<Option<&'static [u8]>> {
        self.places.open()
    }
}

/// The reader inside the program, or one with other weights or another gazetteer.
pub(crate) fn reader(model: Option<&Path>, gazetteer: Option<&'static [u8]>) -> Result<Reader> {
    let Some(name) = model else { return Ok(Reader::with(&Weights::Base, gazetteer)?) };
    let place = || name.display().to_string();
    Reader::with(&Weights::open(name).with_context(place)?, gazetteer).with_context(place)
}
