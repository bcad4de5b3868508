//! `verbale agreement`: two people's readings of the same reports against one another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale::archive::Archive;
use verbale::score::{Loaded, Reports, agreement, agreement_table, load};
use verbale::to_json;

use crate::output;

/// Exit code 0: both sides have the same reports; 1: some reports are there on one side alone; 2: nothing can be compared.
#[derive(Debug, Args)]
pub(crate) struct AgreementArguments {
    /// A folder (or file) of records; with --archive, who corrected
    #[arg(value_name = "A")]
    one: String,
    /// Another one of the same reports
    #[arg(value_name = "B")]
    other: String,
    /// Compare what two people corrected in this archive, each by themselves
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
}

pub(crate) fn run(arguments: &AgreementArguments) -> Result<bool> {
    let names = [arguments.one.as_str(), arguments.other.as_str()];
    let [one, other] = match &arguments.archive {
        Some(path) => of_people(&Archive::open_to_read(path)?, names)?,
        None => [of_folder(names[0])?, of_folder(names[1])?],
    };
    let agreement = agreement(&one, &other)?;
    if agreement.reports == 0 {
        bail!("{} and {}: no report that both have", names[0], names[1]);
    }
    output::print(&agreement_table(&agreement, names))?;
    Ok(agreement.alone.iter().all(Vec::is_empty))
}

fn of_folder(path: &str) -> Result<Reports> {
    let reports = load(Path::new(path))?;
    if reports.is_empty() {
        bail!("{path}: no records in it");
    }
    Ok(reports)
}

fn of_people(archive: &Archive, names: [&str; 2]) -> Result<[Reports; 2]> {
    let one = of_person(archive, names[0])?;
    Ok([one, of_person(archive, names[1])?])
}

/// The reports that a person corrected, each with that person's corrections alone on top of the machine's reading.
fn of_person(archive: &Archive, name: &str) -> Result<Reports> {
    let corrections = archive.corrections(None)?;
    let own = corrections.iter().filter(|correction| correction.author == name && correction.undone.is_none());
    let numbers: BTreeSet<i64> = own.map(|correction| correction.report).collect();
    if numbers.is_empty() {
        let people: BTreeSet<&str> = corrections.iter().map(|correction| correction.author.as_str()).collect();
        bail!("{name}: no corrections by this name; there are some by: {}", Vec::from_iter(people).join(", "));
    }
    let mut reports = Reports::new();
    for number in numbers {
        let record = archive.record_by(number, name)?.with_context(|| format!("report {number}: not read"))?;
        // Two reports may have one name; their numbers tell them apart.
        let id = format!("{number} {}", record.report.id);
        reports.insert(id, Loaded::of(serde_json::from_str(&to_json(&record))?)?);
    }
    Ok(reports)
}
