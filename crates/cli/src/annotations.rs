//! `verbale corrections --as annotations`: what people corrected, in the form in which gold records are written.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use verbale::annotation;
use verbale::archive::Archive;
use verbale::record::Record;

use crate::edit::CorrectionsArguments;
use crate::output;

/// How the names of an annotation and of its source end.
pub(crate) const ANNOTATION: &str = ".ann.json";
pub(crate) const SOURCE: &str = ".source.json";

/// Letters of a file's name; the addresses of some reports are longer than names of files may be.
const NAME_CHARS_MAX: usize = 80;

/// Writes every corrected report; whether everything of them could be said.
pub(crate) fn write(arguments: &CorrectionsArguments, folder: &Path) -> Result<bool> {
    let archive = arguments.place.open_to_read()?;
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let (mut names, mut all) = (HashSet::new(), true);
    let corrected = corrected(&archive, arguments)?;
    if corrected.is_empty() {
        eprintln!("no corrections that stand; nothing is written");
    }
    for (report, count) in corrected {
        let Some(record) = record(&archive, report, arguments.by.as_deref())? else { continue };
        let name = name(&record.report.id, report, &mut names);
        let written = annotation(&record);
        for (ending, text) in [(SOURCE, &written.source), (ANNOTATION, &written.annotation)] {
            let path = folder.join(format!("{name}{ending}"));
            fs::write(&path, text).with_context(|| path.display().to_string())?;
        }
        written.unsaid.iter().for_each(|unsaid| eprintln!("{name}{ANNOTATION}: {unsaid}"));
        all &= written.unsaid.is_empty();
        output::print(&format!("{name}: report {report}, {count} corrections\n"))?;
    }
    Ok(all)
}

/// The reports with corrections that stand, and how many.
fn corrected(archive: &Archive, arguments: &CorrectionsArguments) -> Result<BTreeMap<i64, usize>> {
    let mut counts = BTreeMap::new();
    for correction in archive.corrections(arguments.report)? {
        let wanted = arguments.by.as_deref().is_none_or(|by| by == correction.author);
        if wanted && correction.undone.is_none() {
            *counts.entry(correction.report).or_default() += 1;
        }
    }
    Ok(counts)
}

fn record(archive: &Archive, report: i64, by: Option<&str>) -> Result<Option<Record>> {
    Ok(by.map_or_else(|| archive.record(report), |by| archive.record_by(report, by))?)
}

/// The report's own name as that of a file; with its number behind it where another has the name.
fn name(id: &str, report: i64, taken: &mut HashSet<String>) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter);
    let parts = id.split(|letter| !is_plain(letter)).map(|part| part.trim_matches('.')).filter(|part| !part.is_empty());
    let plain: String = parts.collect::<Vec<_>>().join("-").chars().take(NAME_CHARS_MAX).collect();
    let is_free = |name: &str| !name.is_empty() && !taken.contains(&name.to_lowercase());
    let mut name = plain;
    while !is_free(&name) {
        name = format!("{name}-{report}").trim_start_matches('-').to_owned();
    }
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_files() {
        let mut taken = HashSet::new();
        let long = "x".repeat(300);
        for (id, expected) in [
            ("talks", "talks"),
            ("Talks", "Talks-7"),
            ("https://news.example/a?b=1", "https-news.example-a-b-1"),
            ("../../etc/passwd", "etc-passwd"),
            ("Здравствуй", "7"),
            (&long, &long[..80]),
        ] {
            assert_eq!(name(id, 7, &mut taken), expected);
        }
    }
}
