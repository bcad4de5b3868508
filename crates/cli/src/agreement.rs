//! `verbale agreement`: two people's readings of the same reports against one another.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale::archive::Archive;
use verbale::record::Record;
use verbale::score::{Loaded, Reports, agreement, agreement_table, files_under, load};
use verbale::{from_annotation, to_json};

use crate::annotations::{ANNOTATION, SOURCE};
use crate::output;

/// Exit code 0: both sides have the same reports; 1: some reports are there on one side alone; 2: nothing can be compared.
#[derive(Debug, Args)]
pub(crate) struct AgreementArguments {
    /// A folder of records or annotations; with --archive, who corrected
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

/// The records of a folder, and of its annotations those that are not there as records.
fn of_folder(path: &str) -> Result<Reports> {
    let mut reports = load(Path::new(path))?;
    let mut annotations = BTreeSet::new();
    if Path::new(path).is_dir() {
        for file in files_under(Path::new(path), "json")? {
            let Some(stem) = file.to_string_lossy().strip_suffix(ANNOTATION).map(str::to_owned) else { continue };
            let record = annotated(&stem).with_context(|| file.display().to_string())?;
            let id = record.report.id.clone();
            if !annotations.insert(id.clone()) {
                bail!("{}: another annotation in {path} is of a report {id} too", file.display());
            }
            reports.entry(id).or_insert(loaded(&record)?);
        }
    }
    if reports.is_empty() {
        bail!("{path}: no records in it");
    }
    Ok(reports)
}

fn annotated(stem: &str) -> Result<Record> {
    let [source, annotation] = [SOURCE, ANNOTATION].map(|ending| format!("{stem}{ending}"));
    let source = fs::read_to_string(&source).with_context(|| source.clone())?;
    Ok(from_annotation(&source, &fs::read_to_string(&annotation)?)?)
}

fn loaded(record: &Record) -> Result<Loaded> {
    Ok(Loaded::of(serde_json::from_str(&to_json(record))?)?)
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
        reports.insert(id, loaded(&record)?);
    }
    Ok(reports)
}
