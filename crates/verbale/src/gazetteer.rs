//! A user's own gazetteer: packed once from a dump of GeoNames, then read with in the place of the one inside the program.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Seek};
use std::path::{Path, PathBuf};

use verbale_knowledge::Gazetteer;
pub use verbale_knowledge::gazetteer::geonames::Keep;
use verbale_knowledge::gazetteer::{Entry, Feature, build, geonames};

use crate::{Error, ErrorKind};

/// What ZIP files begin with.
const ZIP: &[u8] = b"PK\x03\x04";
const README: &str = "readme.txt";

/// What was made of dumps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The gazetteer file.
    pub bytes: Vec<u8>,
    /// Places from the dumps.
    pub places: usize,
    /// Places that only the gazetteer beside them has.
    pub beside: usize,
    /// Lines that are no rows of a dump.
    pub bad: usize,
}

/// Packs dumps of GeoNames (`allCountries.zip`, `cities500.zip`, `UA.zip`, or the text inside) into the bytes of one
/// gazetteer file, together with the places of the gazetteer `beside` them that they do not have. A bad line is told to
/// `bad` by file and line, and the rest is read. Packing takes half a
/// kilobyte of memory a place.
///
/// # Errors
/// Where a file cannot be read, is no dump, or has no place that is asked for.
pub fn import(
    dumps: &[PathBuf],
    keep: &Keep,
    beside: Option<&[u8]>,
    bad: &mut dyn FnMut(&str),
) -> Result<Imported, Error> {
    let (mut places, mut seen, mut count) = (Vec::new(), HashSet::new(), 0);
    for dump in dumps {
        let mut each = |line: usize, message: String| {
            count += 1;
            bad(&format!("{}, line {line}: {message}", dump.display()));
        };
        let found = entries(dump, keep, &mut each).map_err(|error| fault(dump, &error))?;
        if found.is_empty() {
            return Err(fault(dump, &"no dump of GeoNames, or no place of it is asked for"));
        }
        places.extend(found.into_iter().filter(|entry| seen.insert(entry.id)));
    }
    let from_dumps = places.len();
    let others = beside.map(|bytes| others(bytes, &places)).transpose()?.unwrap_or_default();
    let beside = others.len();
    places.extend(others);
    let bytes = build(places).map_err(|error| Error::new(ErrorKind::Gazetteer, error))?;
    Ok(Imported { bytes, places: from_dumps, beside, bad: count })
}

fn fault(file: &Path, cause: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorKind::Gazetteer, format!("{}: {cause}", file.display()))
}

fn entries(dump: &Path, keep: &Keep, bad: &mut dyn FnMut(usize, String)) -> Result<Vec<Entry>, String> {
    let mut lines = BufReader::new(File::open(dump).map_err(|error| error.to_string())?);
    let is_zip = lines.fill_buf().map_err(|error| error.to_string())?.starts_with(ZIP);
    if is_zip {
        zipped(lines, keep, bad)
    } else {
        geonames::entries(lines, keep, bad).map_err(|error| error.to_string())
    }
}

fn zipped(file: impl BufRead + Seek, keep: &Keep, bad: &mut dyn FnMut(usize, String)) -> Result<Vec<Entry>, String> {
    let mut archive = zip::ZipArchive::new(file).map_err(|error| error.to_string())?;
    let is_dump = |name: &&str| name.ends_with(".txt") && !name.ends_with(README);
    let name = archive.file_names().find(is_dump).ok_or("no dump in it (a file that ends in .txt)")?.to_owned();
    let dump = archive.by_name(&name).map_err(|error| error.to_string())?;
    geonames::entries(BufReader::new(dump), keep, bad).map_err(|error| error.to_string())
}

/// The places of a gazetteer that the dumps do not have. Their regions get the codes of the dumps, where a place that both
/// have shows them; of two regions of one code that of the dumps stays.
fn others(bytes: &[u8], places: &[Entry]) -> Result<Vec<Entry>, Error> {
    let sound = |error| Error::new(ErrorKind::Gazetteer, error);
    let mut all = Gazetteer::from_bytes(bytes).and_then(|gazetteer| gazetteer.entries()).map_err(sound)?;
    let codes: HashMap<u32, &str> = places.iter().map(|place| (place.id, place.admin1.as_str())).collect();
    let region = |place: &Entry| (place.alpha2.clone(), place.admin1.clone());
    let code = |place: &Entry| codes.get(&place.id).copied().filter(|code| !code.is_empty());
    let both = all.iter().filter_map(|place| Some((region(place), code(place)?)));
    let renamed: HashMap<(String, String), &str> = both.collect();
    all.retain(|place| place.id == 0 || !codes.contains_key(&place.id));
    for place in all.iter_mut().filter(|place| !place.admin1.is_empty()) {
        let code = renamed.get(&region(place)).copied();
        place.admin1 = code.map_or_else(|| format!("{OTHER_CODE}{}", place.admin1), str::to_owned);
    }
    let is_region = |place: &&Entry| place.feature == Feature::Admin1;
    let regions: HashSet<(String, String)> = places.iter().filter(is_region).map(region).collect();
    all.retain(|place| !is_region(&place) || !regions.contains(&region(place)));
    Ok(all)
}

/// Keeps regions whose codes are not known apart from those of the dumps.
const OTHER_CODE: &str = "other ";

/// The bytes of a gazetteer file, kept as long as the program runs.
///
/// # Errors
/// Where the file cannot be read or is no gazetteer.
pub fn open(path: &Path) -> Result<&'static [u8], Error> {
    let bytes: &'static [u8] = fs::read(path).map_err(|error| fault(path, &error))?.leak();
    Gazetteer::from_bytes(bytes).map_err(|error| fault(path, &error))?;
    Ok(bytes)
}

/// The bytes of the gazetteer inside the program.
#[cfg(feature = "bundled")]
pub fn bundled() -> &'static [u8] {
    crate::open::bundled::GAZETTEER
}
