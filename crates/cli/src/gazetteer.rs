//! `verbale gazetteer import`: a user's own dump of GeoNames, packed for reading with.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use verbale::gazetteer::{Keep, import};

use crate::output;

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Pack a dump of GeoNames; then read with: --gazetteer FILE
    Import(ImportArguments),
}

/// Exit code 0: the gazetteer is written; 2: the dump cannot be read.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// allCountries.zip, a country's ("UA.zip"), or the text inside
    dump: PathBuf,
    /// Where to write the gazetteer
    #[arg(long, short, value_name = "FILE", default_value = "gazetteer.vgz")]
    out: PathBuf,
    /// Towns of at least so many people; regions are always taken
    #[arg(long, value_name = "N", default_value_t = 0)]
    people: u64,
    /// Only these countries, as ISO codes of two letters divided by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    countries: Vec<String>,
}

pub(crate) fn run(command: &GazetteerCommand) -> Result<bool> {
    let GazetteerCommand::Import(arguments) = command;
    let keep = Keep { people_min: arguments.people, countries: arguments.countries.clone() };
    let (bytes, count) = import(&arguments.dump, &keep)?;
    fs::write(&arguments.out, &bytes).with_context(|| arguments.out.display().to_string())?;
    let megabytes = bytes.len() as f64 / 1e6;
    output::print(&format!("{}: {count} places, {megabytes:.1} MB\n", arguments.out.display()))?;
    Ok(true)
}
