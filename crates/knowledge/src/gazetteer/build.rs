//! Writes a gazetteer file.

use std::collections::BTreeMap;

use fst::MapBuilder;

use super::{Feature, MAGIC, MANY, NO_ADMIN};
use crate::{Error, fold};

/// One place to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: u32,
    pub name: String,
    pub alternates: Vec<String>,
    pub latitude: f64,
    pub longitude: f64,
    pub alpha2: String,
    /// The code of the first-order region inside the country; empty where there is none.
    pub admin1: String,
    pub population: u64,
    pub feature: Feature,
}

/// The bytes of a gazetteer of these places. The same places give the same bytes.
pub fn build(mut entries: Vec<Entry>) -> Result<Vec<u8>, Error> {
    // The most populous come first, so that every list of candidates starts with them.
    entries.sort_by(|a, b| b.population.cmp(&a.population).then(a.id.cmp(&b.id)).then(a.name.cmp(&b.name)));
    let admins = admin_numbers(&entries);
    let (mut places, mut names) = (Vec::new(), Names::default());
    for entry in &entries {
        let name_at = names.add(&entry.name);
        write_place(&mut places, entry, name_at, admins.get(&admin_key(entry)).copied());
    }
    let (map, postings) = index(&entries)?;
    let mut file = MAGIC.to_vec();
    for size in [map.len(), postings.len(), entries.len(), names.bytes.len()] {
        file.extend((size as u32).to_le_bytes());
    }
    file.extend(map);
    file.extend(postings.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(places);
    file.extend(names.bytes);
    Ok(file)
}

fn admin_key(entry: &Entry) -> (String, String) {
    (entry.alpha2.clone(), entry.admin1.clone())
}

fn admin_numbers(entries: &[Entry]) -> BTreeMap<(String, String), u16> {
    let keys: std::collections::BTreeSet<_> =
        entries.iter().filter(|entry| !entry.admin1.is_empty()).map(admin_key).collect();
    keys.into_iter().take(usize::from(NO_ADMIN)).enumerate().map(|(number, key)| (key, number as u16)).collect()
}

fn write_place(places: &mut Vec<u8>, entry: &Entry, name_at: u32, admin1: Option<u16>) {
    let degrees = |value: f64| ((value * 1e5).round() as i32).to_le_bytes();
    let steps = if entry.population == 0 { 0.0 } else { (entry.population as f64).log10() * 12.0 };
    places.extend(entry.id.to_le_bytes());
    places.extend(degrees(entry.latitude));
    places.extend(degrees(entry.longitude));
    places.extend(name_at.to_le_bytes());
    places.extend(entry.alpha2.bytes().chain(*b"--").take(2));
    places.extend(admin1.unwrap_or(NO_ADMIN).to_le_bytes());
    places.push(entry.feature as u8);
    places.push(steps.round().clamp(0.0, 255.0) as u8);
}

/// Each name once, with its length before it.
#[derive(Default)]
struct Names {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Names {
    fn add(&mut self, name: &str) -> u32 {
        let end = (0..=name.len().min(255)).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
        let (bytes, name) = (&mut self.bytes, &name[..end]);
        *self.known.entry(name.to_owned()).or_insert_with(|| {
            let at = bytes.len() as u32;
            bytes.push(name.len() as u8);
            bytes.extend(name.as_bytes());
            at
        })
    }
}

/// Every name with the numbers of its places, the most populous first.
fn index(entries: &[Entry]) -> Result<(Vec<u8>, Vec<u32>), Error> {
    let mut keys: Vec<(String, u32)> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let names = std::iter::once(&entry.name).chain(&entry.alternates).map(|name| fold(name));
        keys.extend(names.filter(|key| !key.is_empty()).map(|key| (key, number as u32)));
    }
    keys.sort_unstable();
    keys.dedup();
    let fault = |error: fst::Error| Error::file(format!("gazetteer: {error}"));
    let (mut map, mut postings) = (MapBuilder::memory(), Vec::new());
    for same in keys.chunk_by(|one, other| one.0 == other.0) {
        let value = match same {
            [(_, number)] => u64::from(*number),
            _ => post(&mut postings, same.iter().map(|(_, number)| *number)),
        };
        map.insert(&same[0].0, value).map_err(fault)?;
    }
    Ok((map.into_inner().map_err(fault)?, postings))
}

fn post(postings: &mut Vec<u32>, numbers: impl ExactSizeIterator<Item = u32>) -> u64 {
    let at = postings.len() as u64;
    postings.push(numbers.len() as u32);
    postings.extend(numbers);
    MANY + at
}
