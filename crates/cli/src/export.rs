//! `verbale export` and `verbale show`: events in the formats of others, and a report's record out of the archive.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale::archive::{ExportContext, Format, Summary, export, export_parquet, stream};
use verbale::clock;
use verbale::record::Told;
use verbale::{PrettyOptions, pretty, to_json};

use crate::archive::{Desk, Flags, Place, number};
use crate::arguments::Colour;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// plover, cameo, icews, polecat, gdelt, phoenix, csv, parquet, ftm, graphml, geojson, ics, dna, ktab or docx
    #[arg(long, short, value_parser = format)]
    format: Format,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    flags: Flags,
    /// Where to write it; a folder makes Parquet files by month. Else standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn format(name: &str) -> Result<Format, String> {
    let names = || Format::ALL.map(Format::name).join(", ");
    Format::from_name(name).ok_or_else(|| format!("not one of {}", names()))
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// The report's number
    report: String,
    #[command(flatten)]
    place: Place,
    /// The whole record as JSON, with corrections
    #[arg(long)]
    json: bool,
    /// When to colour; NO_COLOR is kept
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

pub(crate) fn run(arguments: &ExportArguments) -> Result<bool> {
    let desk = Desk::open(&arguments.place)?;
    let question = desk.question(&arguments.flags)?;
    let context = ExportContext::new(desk.lookup.knowledge(), clock::today())?;
    let incomplete = |error| anyhow::Error::new(error).context("the export is not complete");
    let summary = stream(&desk.archive, &question, |events| write(arguments, events, &context), incomplete)?;
    eprintln!("{summary}");
    Ok(true)
}

fn write(
    arguments: &ExportArguments,
    events: &mut dyn Iterator<Item = Told>,
    context: &ExportContext,
) -> Result<Summary> {
    let format = arguments.format;
    match &arguments.out {
        Some(path) if format == Format::Parquet && (path.is_dir() || path.extension().is_none()) => {
            export_parquet(path, events, context).with_context(|| path.display().to_string())
        }
        Some(path) => {
            let mut out = BufWriter::new(File::create(path).with_context(|| path.display().to_string())?);
            let summary = export(format, events, context, &mut out).with_context(|| path.display().to_string())?;
            out.flush()?;
            Ok(summary)
        }
        None if format.is_binary() => bail!("{}: not text; name a file with --out", format.name()),
        None => Ok(export(format, events, context, &mut stdout().lock())?),
    }
}

pub(crate) fn show(arguments: &ShowArguments) -> Result<bool> {
    let (report, _) = number(&arguments.report)?;
    let archive = arguments.place.open_to_read()?;
    let Some(record) = archive.record(report)? else {
        output::print(&archive.report(report)?.text)?;
        eprintln!("report {report} was kept unread");
        return Ok(true);
    };
    let options = PrettyOptions { colour: output::in_colour(arguments.color) };
    output::print(&if arguments.json { to_json(&record) } else { pretty(&record, &options) })?;
    Ok(true)
}
