//! `verbale gazetteer import`: a user's own dumps of GeoNames, packed for reading with.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use verbale::gazetteer::{Keep, bundled, import};

use crate::output;

/// Bad lines that are named; the rest is counted.
const BAD_LINES_MAX: usize = 20;

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Pack dumps of GeoNames into one file; then read with: --gazetteer FILE
    Import(ImportArguments),
}

/// Exit code 0: the gazetteer is written; 1: it is, but for bad lines; 2: a dump cannot be read.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// allCountries.zip, cities500.zip, a country's ("UA.zip"), or the text inside
    #[arg(required = true, value_name = "FILE")]
    dumps: Vec<PathBuf>,
    /// Where to write the gazetteer
    #[arg(long, short, value_name = "FILE", default_value = "gazetteer.vgz")]
    out: PathBuf,
    /// Towns of at least so many people; regions are always taken
    #[arg(long, value_name = "N", default_value_t = 0)]
    people: u64,
    /// Only these countries, as ISO codes of two letters divided by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    countries: Vec<String>,
    /// Only the places of the dumps; else those that only the program's own gazetteer has are taken in too
    #[arg(long)]
    alone: bool,
}

pub(crate) fn run(command: &GazetteerCommand) -> Result<bool> {
    let GazetteerCommand::Import(arguments) = command;
    let keep = Keep { people_min: arguments.people, countries: arguments.countries.clone() };
    let mut named = 0;
    let imported = import(&arguments.dumps, &keep, (!arguments.alone).then(bundled), &mut |line| {
        named += 1;
        if named <= BAD_LINES_MAX {
            eprintln!("{line}");
        }
    })?;
    if imported.bad > BAD_LINES_MAX {
        eprintln!("and {} bad lines more", imported.bad - BAD_LINES_MAX);
    }
    fs::write(&arguments.out, &imported.bytes).with_context(|| arguments.out.display().to_string())?;
    let megabytes = imported.bytes.len() as f64 / 1e6;
    output::print(&format!(
        "{}: {} places of the dumps, {} of the program's own, {} bad lines, {megabytes:.1} MB\n",
        arguments.out.display(),
        imported.places,
        imported.beside,
        imported.bad
    ))?;
    Ok(imported.bad == 0)
}
