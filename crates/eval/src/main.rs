//! `verbale-eval GOLD_DIR`: reads each gold report and prints how far the records agree with the gold.
#![forbid(unsafe_code)]

mod predict;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use verbale_eval::{Reports, Tally, load, one_line, score, table, tsv};

/// Scores records against gold records.
#[derive(Debug, Parser)]
#[command(name = "verbale-eval", version)]
struct Arguments {
    /// Folder (or file) of gold records
    gold: PathBuf,
    /// Score the records of this folder (or file) instead of reading the gold reports
    #[arg(long)]
    predicted: Option<PathBuf>,
    /// Read with these weights instead of those inside the program
    #[arg(long)]
    model: Option<PathBuf>,
    /// Keep the records that were read in this folder
    #[arg(long)]
    keep: Option<PathBuf>,
    /// A line for each report before the table
    #[arg(long)]
    per_report: bool,
    /// Write the figures to a file as well
    #[arg(long, num_args = 0..=1, default_missing_value = "eval/scores.tsv", value_name = "FILE")]
    write: Option<PathBuf>,
    /// The slice that the written figures are of
    #[arg(long, default_value = "heldout")]
    slice: String,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("verbale-eval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let gold = load(&arguments.gold)?;
    let predicted = match &arguments.predicted {
        Some(folder) => load(folder)?,
        None => predict::predict(&gold, arguments.model.as_deref(), arguments.keep.as_deref())?,
    };
    let mut total = Tally::default();
    for (id, report) in &gold {
        let record = predicted.get(id).map(|record| &record.scored);
        score(&report.scored, record, &mut total)?;
        if arguments.per_report {
            let mut one = Tally::default();
            score(&report.scored, record, &mut one)?;
            print!("{}", one_line(id, &one.results()));
        }
    }
    let results = total.results();
    print!("{}", table(&results, gold.len(), &missing(&gold, &predicted)));
    if let Some(path) = &arguments.write {
        write(path, &tsv(&arguments.slice, &results))?;
    }
    Ok(())
}

fn missing(gold: &Reports, predicted: &Reports) -> Vec<String> {
    gold.keys().filter(|id| !predicted.contains_key(*id)).cloned().collect()
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
