//! `verbale-eval GOLD_DIR`: reads each gold report and prints how far the records agree with the gold.
//! `verbale-eval bench NAME PATH`: the same for a public benchmark.
#![forbid(unsafe_code)]

mod predict;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use verbale::Lookup;
use verbale::archive::Rules;
use verbale_eval::bench::{self, Bench, Tools};
use verbale_eval::{
    Claims, Reports, Tally, calibration_tsv, claims, curve, curve_tsv, happenings, load, one_line, score, table, tsv,
};

/// Scores records against gold records.
#[derive(Debug, Parser)]
#[command(name = "verbale-eval", version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
    /// Folder (or file) of gold records
    #[arg(required = true)]
    gold: Option<PathBuf>,
    /// Score the records of this folder (or file) instead of reading the gold reports
    #[arg(long)]
    predicted: Option<PathBuf>,
    /// Read with these weights: "base", "large", or a weights file
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
    /// Print how far confidences mean what they say, and how leaving out the less sure trades recall for precision
    #[arg(long)]
    calibration: bool,
    /// Write the figures of `--calibration` into this folder as well
    #[arg(long, requires = "calibration", num_args = 0..=1, default_missing_value = "eval", value_name = "FOLDER")]
    write_calibration: Option<PathBuf>,
    /// The slice that the written figures are of
    #[arg(long, default_value = "heldout")]
    slice: String,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Scores reading against a public benchmark
    Bench(BenchArguments),
    /// Scores merging against a gold of happenings that several reports tell
    Happenings(HappeningsArguments),
}

#[derive(Args, Debug)]
struct HappeningsArguments {
    /// Folder of threads
    gold: PathBuf,
    /// An archive that holds the texts which the gold names by their hash
    #[arg(long)]
    archive: Option<PathBuf>,
    /// Other trees of the pair function than those inside the program
    #[arg(long)]
    trees: Option<PathBuf>,
    /// Write the features of all pairs here, to fit trees to
    #[arg(long)]
    pairs: Option<PathBuf>,
    /// Write the figures here as well
    #[arg(long)]
    write: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct BenchArguments {
    name: Bench,
    /// The benchmark's data; where there is none, it is skipped
    path: PathBuf,
    /// Read with these weights: "base", "large", or a weights file
    #[arg(long)]
    model: Option<PathBuf>,
    /// Read about this many sentences, from all parts of the data
    #[arg(long, default_value_t = 500)]
    sentences: usize,
    /// Print so many of the cases that went wrong, from all parts of the data
    #[arg(long, default_value_t = 0)]
    cases: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.task {
        Some(Task::Bench(arguments)) => run_bench(arguments),
        Some(Task::Happenings(arguments)) => run_happenings(arguments),
        None => run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("verbale-eval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let gold = load(arguments.gold.as_deref().context("no gold records named")?)?;
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
    if arguments.calibration {
        calibration(&gold, &predicted, arguments.write_calibration.as_deref())?;
    }
    Ok(())
}

fn run_bench(arguments: &BenchArguments) -> Result<()> {
    let tools = || {
        let (reader, lookup) = (predict::reader(arguments.model.as_deref())?, Lookup::bundled()?);
        Ok(Tools { reader, lookup, sentences_max: arguments.sentences })
    };
    let page = bench::run(arguments.name, &arguments.path, tools)?;
    print!("{}", page.table);
    let step = page.cases.len().div_ceil(arguments.cases.max(1)).max(1);
    page.cases.iter().step_by(step).take(arguments.cases).for_each(|case| println!("{case}"));
    Ok(())
}

fn run_happenings(arguments: &HappeningsArguments) -> Result<()> {
    let texts = arguments.archive.as_deref().map(predict::texts).transpose()?.unwrap_or_default();
    let (gold, without) = happenings::load(&arguments.gold, &texts)?;
    without.iter().for_each(|file| eprintln!("{file}: its texts are not at hand"));
    let mut rules = Rules::bundled()?;
    if let Some(path) = &arguments.trees {
        let table = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        rules = rules.with_trees(&table)?;
    }
    let (elements, all) = happenings::elements(&gold, &predict::reader(None)?);
    let ways = [
        ("merged", happenings::merged(&rules, &elements, &all)),
        ("type-day-countries", happenings::baseline(&elements)),
    ];
    let page = happenings::table(&elements, &ways);
    print!("{} reports, {} events at tellings of the gold\n{page}", gold.reports.len(), elements.len());
    arguments.pairs.as_deref().map_or(Ok(()), |path| write(path, &happenings::pairs(&rules, &elements)))?;
    arguments.write.as_deref().map_or(Ok(()), |path| write(path, &page))
}

fn calibration(gold: &Reports, predicted: &Reports, folder: Option<&Path>) -> Result<()> {
    let pairs: Vec<_> =
        gold.iter().filter_map(|(id, report)| Some((&report.scored, &predicted.get(id)?.scored))).collect();
    let mut all = Claims::new();
    pairs.iter().for_each(|(gold, predicted)| claims(gold, predicted, &mut all));
    for (name, page) in [("calibration.tsv", calibration_tsv(&all)), ("curve.tsv", curve_tsv(&curve(&pairs)))] {
        print!("\n{page}");
        folder.map_or(Ok(()), |folder| write(&folder.join(name), &page))?;
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
