//! Reads a dump of GeoNames (`allCountries.txt`, or a country's) into places to be packed.
//!
//! <https://download.geonames.org/export/dump/readme.txt> describes its nineteen columns.

use std::collections::HashSet;
use std::io::{BufRead, Read};

use super::{Entry, Feature};
use crate::fold;

const COLUMNS: usize = 19;

/// Bytes of a line; the longest rows, with the names of big cities in every script, have some fifteen thousand.
const LINE_BYTES_MAX: u64 = 1 << 20;

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

/// The places of a dump that `keep` takes: populated places and regions of the first two orders. A line that is no row of a
/// dump is told to `bad` with its number, and the rest is read.
///
/// # Errors
/// Where the dump cannot be read to its end.
pub fn entries(mut dump: impl BufRead, keep: &Keep, bad: &mut dyn FnMut(usize, String)) -> std::io::Result<Vec<Entry>> {
    let (mut found, mut line) = (Vec::new(), Vec::new());
    for number in 1.. {
        line.clear();
        let mut limited = (&mut dump).take(LINE_BYTES_MAX);
        if limited.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        match std::str::from_utf8(&line).map_err(|error| error.to_string()).and_then(row) {
            Ok(row) => found.extend(row.filter(|entry| keep.takes(entry))),
            Err(message) => bad(number, message),
        }
    }
    Ok(found)
}

/// The place of a line; none for one that is empty.
fn row(line: &str) -> Result<Option<Entry>, String> {
    let line = line.trim_end_matches(['\n', '\r']);
    if line.is_empty() { Ok(None) } else { entry(line) }
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
    if !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)) {
        return Err(format!("not a position on the earth: {latitude} {longitude}"));
    }
    if cells[8].len() != 2 || !cells[8].bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(format!("not the code of a country: {:?}", cells[8]));
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

    fn read(dump: &str, keep: &Keep) -> (Vec<Entry>, Vec<String>) {
        let mut bad = Vec::new();
        let found = entries(dump.as_bytes(), keep, &mut |line, message| bad.push(format!("{line}: {message}")));
        (found.expect("a dump"), bad)
    }

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
        let (entries, bad) = read(&dump, &Keep::default());
        assert_eq!(bad, [] as [String; 0]);
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
        let count = |keep: &Keep| read(&dump, keep).0.len();
        assert_eq!(count(&Keep { people_min: 10_000, ..Keep::default() }), 1);
        assert_eq!(count(&Keep { countries: vec!["ua".to_owned()], ..Keep::default() }), 2);
        assert_eq!(count(&Keep { countries: vec!["RU".to_owned()], ..Keep::default() }), 0);
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_is_kept() {
        let sound = row(1, "Kharkiv", "", ("P", "PPL"), 1);
        let dump = "1\tKharkiv\n".to_owned()
            + &sound.replace("50.00", "north")
            + &sound.replace("50.00", "NaN")
            + "\n"
            + &sound.replace("36.23", "190")
            + &sound.replace("UA", "Ukraine")
            + &sound.replace('\n', "\r\n")
            + &sound.replacen('1', "one", 1);
        let (found, bad) = read(&dump, &Keep::default());
        assert_eq!(found.len(), 1);
        let expected = [
            "1: 2 columns instead of 19",
            "2: not a latitude: \"north\"",
            "3: not a position on the earth: NaN 36.23",
            "5: not a position on the earth: 50 190",
            "6: not the code of a country: \"Ukraine\"",
            "8: not a number of a place: \"one\"",
        ];
        assert_eq!(bad, expected);
    }

    #[test]
    fn bytes_that_are_no_text_are_a_bad_line() {
        let mut bad = Vec::new();
        let sound = row(1, "Kharkiv", "", ("P", "PPL"), 1);
        let dump = [b"\xff\xfe\n", sound.as_bytes()].concat();
        let found = entries(&dump[..], &Keep::default(), &mut |line, _| bad.push(line)).expect("a dump");
        assert_eq!((found.len(), bad), (1, vec![1]));
    }
}
