//! A user's own gazetteer: packed once from a dump of GeoNames, then read with in the place of the one inside the program.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Seek};
use std::path::Path;

use verbale_knowledge::Gazetteer;
pub use verbale_knowledge::gazetteer::geonames::Keep;
use verbale_knowledge::gazetteer::{build, geonames};

use crate::{Error, ErrorKind};

/// What ZIP files begin with.
const ZIP: &[u8] = b"PK\x03\x04";
const README: &str = "readme.txt";

/// Packs a dump of GeoNames (`allCountries.zip`, `UA.zip`, or the text inside) into the bytes of a gazetteer file, and says
/// how many places it has. The whole dump takes about half a gigabyte of memory while it is packed.
///
/// # Errors
/// Where the file cannot be read, or is no dump, with the line.
pub fn import(dump: &Path, keep: &Keep) -> Result<(Vec<u8>, usize), Error> {
    let fault =
        |cause: &dyn std::fmt::Display| Error::new(ErrorKind::Gazetteer, format!("{}: {cause}", dump.display()));
    let mut lines = BufReader::new(File::open(dump).map_err(|error| fault(&error))?);
    let is_zip = lines.fill_buf().map_err(|error| fault(&error))?.starts_with(ZIP);
    let entries = if is_zip { zipped(lines, keep) } else { geonames::entries(lines, keep).map_err(|e| e.to_string()) };
    let entries = entries.map_err(|error| fault(&error))?;
    let count = entries.len();
    if count == 0 {
        return Err(fault(&"no place of it is asked for"));
    }
    let bytes = build(entries).map_err(|error| fault(&error))?;
    Ok((bytes, count))
}

fn zipped(file: impl BufRead + Seek, keep: &Keep) -> Result<Vec<verbale_knowledge::gazetteer::Entry>, String> {
    let mut archive = zip::ZipArchive::new(file).map_err(|error| error.to_string())?;
    let is_dump = |name: &&str| name.ends_with(".txt") && !name.ends_with(README);
    let name = archive.file_names().find(is_dump).ok_or("no dump in it (a file that ends in .txt)")?.to_owned();
    let dump = archive.by_name(&name).map_err(|error| error.to_string())?;
    geonames::entries(BufReader::new(dump), keep).map_err(|error| error.to_string())
}

/// The bytes of a gazetteer file, kept as long as the program runs.
///
/// # Errors
/// Where the file cannot be read or is no gazetteer.
pub fn open(path: &Path) -> Result<&'static [u8], Error> {
    let fault =
        |cause: &dyn std::fmt::Display| Error::new(ErrorKind::Gazetteer, format!("{}: {cause}", path.display()));
    let bytes: &'static [u8] = fs::read(path).map_err(|error| fault(&error))?.leak();
    Gazetteer::from_bytes(bytes).map_err(|error| fault(&error))?;
    Ok(bytes)
}
