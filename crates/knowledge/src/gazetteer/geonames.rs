//! Reads a dump of GeoNames (`allCountries.txt`, or a country's) into places to be packed.
//!
//! <https://download.geonames.org/export/dump/readme.txt> describes its nineteen columns.

use std::collections::HashSet;
use std::io::BufRead;

use super::{Entry, Feature};
use crate::{Error, fold};

const TABLE: &str = "geonames";
const COLUMNS: usize = 19;

/// Names of one place that are kept, its own not counted. Big cities have hundreds, in every script.
const NAMES_MAX: usize = 24;
const NAME_CHARS_MAX: usize = 60;
const NAME_CHARS_MIN: usize = 3;
/// A short alternate in capitals is the code of an airport.
const CODE_CHARS_MAX: usize = 4;

/// Words behind the name of a region that reports leave out.
const KINDS: &str = include_str!("region_kinds.txt");

/// Which rows of a dump are taken. The default takes all towns, villages and regions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// The least number of people of a town; regions are always taken.
    pub people_min: u64,
    /// ISO codes of two letters; none: everywhere.
    pub countries: Vec<String>,
}

impl Keep {
    fn takes(&self, entry: &Entry) -> bool {
        let here =
            self.countries.is_empty() || self.countries.iter().any(|code| code.eq_ignore_ascii_case(&entry.alpha2));
        here && (entry.feature != Feature::Town || entry.population >= self.people_min)
    }
}

/// The places of a dump that `keep` takes: populated places and regions of the first two orders.
///
/// # Errors
/// Where a line cannot be read or is no row of a dump, with its number.
pub fn entries(dump: impl BufRead, keep: &Keep) -> Result<Vec<Entry>, Error> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(dump.lines()) {
        let line = line.map_err(|error| Error::new(TABLE, number, error.to_string()))?;
        let entry = entry(&line).map_err(|message| Error::new(TABLE, number, message))?;
        found.extend(entry.filter(|entry| keep.takes(entry)));
    }
    Ok(found)
}

/// The place of a row; none for rivers, hills, roads and what is no more.
fn entry(line: &str) -> Result<Option<Entry>, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() != COLUMNS {
        return Err(format!("{} columns instead of {COLUMNS}", cells.len()));
    }
    let Some(feature) = feature(cells[6], cells[7]) else { return Ok(None) };
    let number = |at: usize, what: &str| cells[at].parse::<f64>().map_err(|_| format!("not a {what}: {:?}", cells[at]));
    let (latitude, longitude) = (number(4, "latitude")?, number(5, "longitude")?);
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        return Err(format!("not a position on the earth: {latitude} {longitude}"));
    }
    Ok(Some(Entry {
        id: cells[0].parse().map_err(|_| format!("not a number of a place: {:?}", cells[0]))?,
        name: cells[1].to_owned(),
        alternates: alternates(cells[1], cells[2], cells[3], feature),
        latitude,
        longitude,
        alpha2: cells[8].to_owned(),
        admin1: cells[10].to_owned(),
        population: cells[14].parse().unwrap_or(0),
        feature,
    }))
}

fn feature(class: &str, code: &str) -> Option<Feature> {
    match (class, code) {
        ("P", "PPLH" | "PPLQ" | "PPLW" | "PPLCH") => None, // historical, abandoned, destroyed
        ("P", _) => Some(Feature::Town),
        ("A", "ADM1") => Some(Feature::Admin1),
        ("A", "ADM2") => Some(Feature::Admin2),
        _ => None,
    }
}

/// The other names by which a report in English may call it.
fn alternates(name: &str, ascii: &str, listed: &str, feature: Feature) -> Vec<String> {
    let mut seen = HashSet::from([fold(name)]);
    let bare = if feature == Feature::Town { None } else { without_kind(name) };
    let names = std::iter::once(ascii).chain(bare).chain(listed.split(',').filter(|name| is_usable(name)));
    names.filter(|name| !name.is_empty() && seen.insert(fold(name))).take(NAMES_MAX).map(str::to_owned).collect()
}

fn is_usable(name: &str) -> bool {
    let count = name.chars().count();
    let is_code = count <= CODE_CHARS_MAX && name.chars().all(|c| c.is_uppercase());
    let is_latin = name.chars().all(|c| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c));
    (NAME_CHARS_MIN..=NAME_CHARS_MAX).contains(&count) && name.starts_with(char::is_uppercase) && !is_code && is_latin
}

/// "Kharkiv" of "Kharkiv Oblast".
fn without_kind(name: &str) -> Option<&str> {
    let (bare, last) = name.rsplit_once(' ')?;
    KINDS.lines().any(|kind| kind.eq_ignore_ascii_case(last)).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Gazetteer, build};

    fn row(id: u32, name: &str, alternates: &str, (class, code): (&str, &str), people: u64) -> String {
        format!(
            "{id}\t{name}\t{name}\t{alternates}\t50.00\t36.23\t{class}\t{code}\tUA\t\t07\t\t\t\t{people}\t\t113\tEurope/Kyiv\t2024-01-01\n"
        )
    }

    #[test]
    fn towns_and_regions_are_found_by_the_names_that_reports_use() {
        let dump = row(1, "Kharkiv", "Charkow,HRK,Харків,Kharkov", ("P", "PPLA"), 1_430_885)
            + &row(2, "Kharkiv Oblast", "", ("A", "ADM1"), 2_900_000)
            + &row(3, "Lopan", "", ("H", "STM"), 0)
            + &row(4, "Ruska Lozova", "", ("P", "PPL"), 5_000)
            + &row(5, "Old Saltiv", "", ("P", "PPLQ"), 0);
        let entries = entries(dump.as_bytes(), &Keep::default()).expect("a sound dump");
        assert_eq!(entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(entries[0].alternates, ["Charkow", "Kharkov"]);
        assert_eq!(entries[1].alternates, ["Kharkiv"]);
        let bytes = build(entries).expect("a gazetteer");
        let gazetteer = Gazetteer::from_bytes(&bytes).expect("a sound gazetteer");
        assert_eq!(gazetteer.places("Kharkov")[0].id, 1);
        assert_eq!(gazetteer.places("Kharkiv").len(), 2);
    }

    #[test]
    fn what_is_not_asked_for_is_left_out() {
        let dump = row(1, "Kharkiv", "", ("P", "PPLA"), 1_430_885) + &row(4, "Ruska Lozova", "", ("P", "PPL"), 5_000);
        let count = |keep: &Keep| entries(dump.as_bytes(), keep).map(|found| found.len());
        assert_eq!(count(&Keep { people_min: 10_000, ..Keep::default() }), Ok(1));
        assert_eq!(count(&Keep { countries: vec!["ua".to_owned()], ..Keep::default() }), Ok(2));
        assert_eq!(count(&Keep { countries: vec!["RU".to_owned()], ..Keep::default() }), Ok(0));
    }

    #[test]
    fn a_bad_row_is_named() {
        for (dump, expected) in [
            ("1\tKharkiv\n", "geonames table, line 1: 2 columns instead of 19"),
            (
                &*row(1, "Kharkiv", "", ("P", "PPL"), 1).replace("50.00", "north"),
                "geonames table, line 1: not a latitude: \"north\"",
            ),
            (
                &*row(1, "Kharkiv", "", ("P", "PPL"), 1).replace("50.00", "150.00"),
                "geonames table, line 1: not a position on the earth: 150 36.23",
            ),
        ] {
            let error = entries(dump.as_bytes(), &Keep::default()).expect_err("a bad row");
            assert_eq!(error.to_string(), expected);
        }
    }
}
