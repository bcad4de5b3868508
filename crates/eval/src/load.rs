//! Records of a folder, by the id of their report.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::Scored;

/// A report's JSON as it stands and what scoring reads of it.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub scored: Scored,
    pub json: Value,
}

pub type Reports = BTreeMap<String, Loaded>;

/// Every record under a folder, or of one file. JSON that is no record (sources, annotations) is passed over.
pub fn load(path: &Path) -> Result<Reports> {
    let mut reports = Reports::new();
    for file in files(path)? {
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let json: Value = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
        if ["report", "entities", "events"].iter().all(|key| json.get(key).is_some()) {
            let scored: Scored = Scored::of(&json).with_context(|| file.display().to_string())?;
            reports.insert(scored.report.id.clone(), Loaded { scored, json });
        }
    }
    Ok(reports)
}

impl Scored {
    /// The fields that scoring looks at.
    pub fn of(json: &Value) -> serde_json::Result<Scored> {
        serde::Deserialize::deserialize(json)
    }
}

/// The JSON files under a folder, or the one file.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_dir() { files_under(path, "json") } else { Ok(vec![path.to_owned()]) }
}

/// The files of a folder and of the folders in it that end in `.extension`, in order of their paths.
pub(crate) fn files_under(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let inner = entry?.path();
        if inner.is_dir() {
            found.extend(files_under(&inner, extension)?);
        } else if inner.extension().is_some_and(|end| end == extension) {
            found.push(inner);
        }
    }
    found.sort();
    Ok(found)
}
