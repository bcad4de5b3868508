//! The gold: threads of reports, and the words in them that tell each happening.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use verbale::Report;
use verbale::record::Span;

/// Reports that tell happenings.
#[derive(Debug, Default)]
pub struct Gold {
    pub reports: Vec<GoldReport>,
    /// Of every happening: how many reports tell it.
    pub reports_of: Vec<usize>,
}

#[derive(Debug)]
pub struct GoldReport {
    pub report: Report,
    pub thread: usize,
    pub tellings: Vec<Telling>,
}

#[derive(Clone, Copy, Debug)]
pub struct Telling {
    pub span: Span,
    pub happening: usize,
}

/// Texts that the gold may not hold, by their SHA-256 in hexadecimal digits.
pub type Texts = BTreeMap<String, String>;

#[derive(Deserialize)]
struct ThreadFile {
    reports: Vec<ReportRow>,
    happenings: Vec<HappeningRow>,
}

#[derive(Deserialize)]
struct ReportRow {
    /// The letter that tellings use; the file's last one where it is not given.
    key: Option<String>,
    file: Option<String>,
    sha256: Option<String>,
    published: String,
    publisher: Option<String>,
}

#[derive(Deserialize)]
struct HappeningRow {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    day: Option<String>,
    status: Option<String>,
    tellings: Vec<TellingRow>,
}

#[derive(Deserialize)]
struct TellingRow {
    report: String,
    words: String,
    context: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

/// The status of what lies ahead.
const PLANNED: &str = "planned";
const HAPPENED: &str = "happened";
const DENIED: &str = "denied";

/// Every thread of a folder (`*.json`), the texts beside them or among `texts`. Threads whose texts are not at hand are
/// left out, and their files named.
///
/// # Errors
/// Where a file cannot be read, or a telling does not stand where the gold says.
pub fn load(folder: &Path, texts: &Texts) -> Result<(Gold, Vec<String>)> {
    let (mut gold, mut without) = (Gold::default(), Vec::new());
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let mut happenings = 0;
    for (number, path) in files.iter().enumerate() {
        let place = || path.display().to_string();
        let thread: ThreadFile =
            serde_json::from_str(&fs::read_to_string(path).with_context(place)?).with_context(place)?;
        match texts_of(&thread, folder, texts).with_context(place)? {
            Some(bodies) => happenings = gold.add(number, &thread, bodies, happenings).with_context(place)?,
            None => without.push(place()),
        }
    }
    gold.join(happenings);
    Ok((gold, without))
}

fn texts_of(thread: &ThreadFile, folder: &Path, texts: &Texts) -> Result<Option<Vec<String>>> {
    let mut bodies = Vec::new();
    for report in &thread.reports {
        let body = match (&report.file, &report.sha256) {
            (Some(file), _) => Some(fs::read_to_string(folder.join(file)).with_context(|| file.clone())?),
            (None, Some(hash)) => texts.get(hash).cloned(),
            (None, None) => bail!("a report has neither a file nor a hash"),
        };
        match body {
            Some(body) => bodies.push(body),
            None => return Ok(None),
        }
    }
    Ok(Some(bodies))
}

impl Gold {
    /// Adds a thread, whose happenings are numbered from `first` on; hands out the number after its last.
    fn add(&mut self, number: usize, thread: &ThreadFile, bodies: Vec<String>, first: usize) -> Result<usize> {
        let numbers = numbers(thread, first);
        for (row, text) in thread.reports.iter().zip(bodies) {
            let key = key(row)?;
            let mut tellings = Vec::new();
            for (happening, happening_number) in thread.happenings.iter().zip(&numbers) {
                for telling in happening.tellings.iter().filter(|telling| telling.report == key) {
                    let span = place(&text, telling).with_context(|| format!("{}, report {key}", happening.id))?;
                    tellings.push(Telling { span, happening: *happening_number });
                }
            }
            let report = Report {
                id: row.file.clone().or_else(|| row.sha256.clone()).unwrap_or_default(),
                published: row.published.parse().ok(),
                publisher: row.publisher.clone(),
                text,
                ..Report::default()
            };
            match self.reports.iter_mut().find(|known| known.report.text == report.text) {
                Some(known) => known.tellings.extend(tellings),
                None => self.reports.push(GoldReport { report, thread: number, tellings }),
            }
        }
        Ok(first + numbers.len())
    }

    /// Happenings of several threads that some words tell are one; counts the reports of each.
    fn join(&mut self, happenings: usize) {
        let mut of: Vec<usize> = (0..happenings).collect();
        for report in &mut self.reports {
            let mut told = BTreeMap::new();
            for telling in &report.tellings {
                let other = *told.entry(telling.span).or_insert(telling.happening);
                let (one, other) = (of[telling.happening], of[other]);
                of.iter_mut().filter(|number| **number == one).for_each(|number| *number = other);
            }
            let mut seen = BTreeSet::new();
            report.tellings.retain(|telling| seen.insert(telling.span));
        }
        self.reports_of = vec![0; happenings];
        for report in &mut self.reports {
            report.tellings.iter_mut().for_each(|telling| telling.happening = of[telling.happening]);
            let told: BTreeSet<usize> = report.tellings.iter().map(|telling| telling.happening).collect();
            told.into_iter().for_each(|happening| self.reports_of[happening] += 1);
        }
    }
}

/// The numbers of a thread's happenings. A meeting that was planned and then took place, or was called off, is one that
/// goes on: a plan has the number of the only deed of its type on its day, else of the only one that did not come about.
fn numbers(thread: &ThreadFile, first: usize) -> Vec<usize> {
    let status = |row: &HappeningRow| row.status.clone().unwrap_or_else(|| HAPPENED.to_owned());
    let mut numbers: Vec<usize> = (first..first + thread.happenings.len()).collect();
    for (at, plan) in thread.happenings.iter().enumerate().filter(|(_, row)| status(row) == PLANNED) {
        let only = |wanted: &str| {
            let fits = |row: &HappeningRow| {
                status(row) == wanted && row.kind == plan.kind && row.day.is_some() && row.day == plan.day
            };
            let mut fitting = (0..thread.happenings.len()).filter(|at| fits(&thread.happenings[*at]));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        if let Some(outcome) = only(HAPPENED).or_else(|| only(DENIED)) {
            numbers[at] = first + outcome;
        }
    }
    numbers
}

fn key(row: &ReportRow) -> Result<String> {
    let of_file = || row.file.as_ref()?.strip_suffix(".txt")?.rsplit('-').next().map(str::to_owned);
    row.key.clone().or_else(of_file).context("a report has no key")
}

/// Where a telling stands, in bytes.
fn place(text: &str, telling: &TellingRow) -> Result<Span> {
    let words = &telling.words;
    if let (Some(start), Some(end)) = (telling.start, telling.end) {
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let span = Span::from(byte(start)..byte(end));
        ensure!(span.of(text) == words, "{words:?} does not stand at {start}");
        return Ok(span);
    }
    let context = telling.context.as_deref().with_context(|| format!("{words:?} has no place"))?;
    let at = text.find(context).with_context(|| format!("no such words: {context:?}"))?;
    let inside = context.find(words.as_str()).with_context(|| format!("{words:?} is not in {context:?}"))?;
    Ok(Span::from(at + inside..at + inside + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tellings_are_found_by_context_and_by_place() {
        let text = "Talks é began. Talks ended.";
        let row = |context: Option<&str>, start, end| TellingRow {
            report: "a".to_owned(),
            words: "Talks".to_owned(),
            context: context.map(str::to_owned),
            start,
            end,
        };
        assert_eq!(place(text, &row(Some("Talks ended"), None, None)).ok(), Some(Span::from(16..21)));
        assert_eq!(place(text, &row(None, Some(15), Some(20))).ok(), Some(Span::from(16..21)));
        assert!(place(text, &row(None, Some(14), Some(19))).is_err());
        assert!(place(text, &row(Some("Talks stopped"), None, None)).is_err());
    }

    #[test]
    fn a_plan_goes_on_into_the_only_deed_of_its_day() {
        let file = r#"{"reports": [], "happenings": [
            {"id": "h1", "type": "MEET", "day": "2024-06-10", "status": "planned", "tellings": [{"report": "a", "words": "visit"}]},
            {"id": "h2", "type": "MEET", "day": "2024-06-10", "status": "happened", "tellings": [{"report": "b", "words": "visit"}]},
            {"id": "h3", "type": "MEET", "day": "2024-06-11", "status": "planned", "tellings": []},
            {"id": "h4", "type": "MEET", "day": "2024-06-11", "status": "denied", "tellings": []}]}"#;
        let thread: ThreadFile = serde_json::from_str(file).expect("a thread");
        assert_eq!(numbers(&thread, 5), [6, 6, 8, 8]);
    }

    #[test]
    fn happenings_that_some_words_tell_in_two_threads_are_one() {
        let report = r#""reports": [{"key": "a", "sha256": "x", "published": "2024-06-10"}]"#;
        let thread = |start: usize, end: usize| -> ThreadFile {
            let row = format!(
                r#"{{{report}, "happenings": [{{"id": "h1", "type": "MEET", "tellings":
                [{{"report": "a", "words": "Talks", "start": 0, "end": 5}},
                {{"report": "a", "words": "ended", "start": {start}, "end": {end}}}]}}]}}"#
            );
            serde_json::from_str(&row).expect("a thread")
        };
        let mut gold = Gold::default();
        for number in 0..2 {
            gold.add(number, &thread(6, 11), vec!["Talks ended".to_owned()], number).expect("a telling stands there");
        }
        gold.join(2);
        assert_eq!((gold.reports.len(), gold.reports[0].tellings.len()), (1, 2));
        assert_eq!(gold.reports_of, [1, 0]);
    }
}
