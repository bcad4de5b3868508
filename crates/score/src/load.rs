//! Records of a folder, by the id of their report.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Error, Scored};

/// A report's JSON as it stands and what scoring reads of it.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub scored: Scored,
    pub json: Value,
}

/// Records by the id of their report.
pub type Reports = BTreeMap<String, Loaded>;

impl Loaded {
    /// A record from its JSON.
    ///
    /// # Errors
    /// Where a field that scoring looks at is not what it has to be.
    pub fn of(json: Value) -> serde_json::Result<Loaded> {
        Ok(Loaded { scored: Scored::of(&json)?, json })
    }
}

/// Every record under a folder, or of one file. JSON that is no record (sources, annotations) is passed over.
///
/// # Errors
/// Where a file cannot be read or is no JSON, or a record has a field that is not what it has to be.
pub fn load(path: &Path) -> Result<Reports, Error> {
    let mut reports = Reports::new();
    for file in files(path)? {
        let text = fs::read_to_string(&file).map_err(|error| fault(&file, &error))?;
        let json: Value = serde_json::from_str(&text).map_err(|error| fault(&file, &error))?;
        if ["report", "entities", "events"].iter().all(|key| json.get(key).is_some()) {
            let loaded = Loaded::of(json).map_err(|error| fault(&file, &error))?;
            reports.insert(loaded.scored.report.id.clone(), loaded);
        }
    }
    Ok(reports)
}

impl Scored {
    /// The fields that scoring looks at.
    ///
    /// # Errors
    /// Where one of them is not what it has to be.
    pub fn of(json: &Value) -> serde_json::Result<Scored> {
        serde::Deserialize::deserialize(json)
    }
}

/// The JSON files under a folder, or the one file.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path.is_dir() { files_under(path, "json") } else { Ok(vec![path.to_owned()]) }
}

/// The files of a folder and of the folders in it that end in `.extension`, in order of their paths.
///
/// # Errors
/// Where a folder cannot be read.
pub fn files_under(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| fault(folder, &error))? {
        let inner = entry.map_err(|error| fault(folder, &error))?.path();
        if inner.is_dir() {
            found.extend(files_under(&inner, extension)?);
        } else if inner.extension().is_some_and(|end| end == extension) {
            found.push(inner);
        }
    }
    found.sort();
    Ok(found)
}

fn fault(file: &Path, why: &dyn std::fmt::Display) -> Error {
    Error::new(file.display(), why)
}
