//! `verbale diff`: the claims in which two readings of the same reports differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use verbale::{Record, claims, from_json};

use crate::arguments::DiffArguments;
use crate::output;

/// Records by the id of their report.
type Records = BTreeMap<String, Record>;

/// Prints what only one of the two readings claims; whether they agree on everything.
pub(crate) fn run(arguments: &DiffArguments) -> Result<bool> {
    let (old, new) = (records(&arguments.old)?, records(&arguments.new)?);
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let (mut page, mut counts) = (String::new(), [0usize; 3]);
    for id in ids {
        match (old.get(id), new.get(id)) {
            (Some(old), Some(new)) if old.report.text == new.report.text => {
                report(&mut page, id, old, new, &mut counts)
            }
            (Some(_), Some(_)) => bail!("{id}: the two records are of different texts"),
            (Some(_), None) => writeln!(page, "{id}: only in {}", arguments.old.display())?,
            (None, _) => writeln!(page, "{id}: only in {}", arguments.new.display())?,
        }
    }
    let [same, gone, come] = counts;
    writeln!(page, "{same} claims in both, {gone} only in the old reading, {come} only in the new one")?;
    output::print(&page)?;
    Ok(gone + come == 0)
}

fn report(page: &mut String, id: &str, old: &Record, new: &Record, counts: &mut [usize; 3]) {
    let (old, new) = (claims(old), claims(new));
    counts[0] += old.intersection(&new).count();
    counts[1] += old.difference(&new).count();
    counts[2] += new.difference(&old).count();
    for claim @ (_, line) in old.symmetric_difference(&new) {
        let _ = writeln!(page, "{} {id} {line}", if old.contains(claim) { '-' } else { '+' });
    }
}

/// Records of a file of JSON or JSON Lines, or of all such files in a folder.
fn records(path: &Path) -> Result<Records> {
    let mut all = Records::new();
    for file in files(path)? {
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        for (number, part) in parts(&text).into_iter().enumerate() {
            let record = from_json(part).with_context(|| format!("{}, record {}", file.display(), number + 1))?;
            all.insert(record.report.id.clone(), record);
        }
    }
    if all.is_empty() {
        bail!("{}: no records", path.display());
    }
    Ok(all)
}

/// One record over many lines is JSON; a record a line is JSON Lines.
fn parts(text: &str) -> Vec<&str> {
    let first = text.lines().next().unwrap_or_default();
    if first.ends_with('}') { text.lines().filter(|line| !line.trim().is_empty()).collect() } else { vec![text] }
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "json" || extension == "jsonl") {
            found.push(file);
        }
    }
    found.sort();
    Ok(found)
}
