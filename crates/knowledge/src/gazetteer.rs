//! Towns and administrative regions of the world, searched where they lie.
//!
//! ```text
//! "VGZ1"  u32 bytes of the map  u32 postings  u32 places  u32 bytes of names
//! map: an fst from folded names to a place number, or to MANY + a posting's offset
//! postings: u32 count, u32 place numbers …
//! places: PLACE_BYTES each, as `Place::write` lays them out
//! names: u8 length, name
//! ```
//! Numbers are little-endian. Nothing is read before it is asked for, so that the file may be a memory map.

mod build;
pub mod geonames;
mod sound;
mod unpack;

use fst::{IntoStreamer, Map, Streamer};

pub use build::{Entry, build};

use crate::{Error, fold};

pub(crate) const MAGIC: &[u8; 4] = b"VGZ1";
pub(crate) const HEADER_BYTES: usize = 20;
pub(crate) const PLACE_BYTES: usize = 22;
/// A value of the map from here on is the offset of a posting.
pub(crate) const MANY: u64 = 1 << 32;
/// The number for a place outside every first-order region.
pub(crate) const NO_ADMIN: u16 = u16::MAX;
/// The longest list that a look-up gives; the most populous places come first.
const CANDIDATES_MAX: usize = 64;

/// What a gazetteer row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    Town,
    /// A first-order region: a state, province, oblast.
    Admin1,
    /// A second-order region: a county, district, raion.
    Admin2,
}

impl Feature {
    pub fn name(self) -> &'static str {
        match self {
            Feature::Town => "town",
            Feature::Admin1 => "admin1",
            Feature::Admin2 => "admin2",
        }
    }
}

/// One place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'b> {
    /// The GeoNames number; 0 where there is none.
    pub id: u32,
    pub name: &'b str,
    pub latitude: f32,
    pub longitude: f32,
    pub alpha2: &'b str,
    /// The number of its first-order region; regions have their own.
    pub admin1: Option<u16>,
    /// Within a tenth; 0 where unknown.
    pub population: u32,
    pub feature: Feature,
}

/// The gazetteer over the bytes of its file.
#[derive(Clone, Debug)]
pub struct Gazetteer<'b> {
    map: Map<&'b [u8]>,
    postings: &'b [u8],
    places: &'b [u8],
    names: &'b [u8],
}

impl<'b> Gazetteer<'b> {
    /// Checks the header and the map's own checksum; places are checked as they are read.
    pub fn from_bytes(bytes: &'b [u8]) -> Result<Self, Error> {
        let fault = |message: &str| Error::file(format!("gazetteer: {message}"));
        if bytes.len() < HEADER_BYTES || &bytes[..4] != MAGIC {
            return Err(fault("not a gazetteer of version 1"));
        }
        let mut rest = &bytes[HEADER_BYTES..];
        let mut part = |at: usize, bytes_each: usize| {
            let size = (u32_at(bytes, at)? as usize).checked_mul(bytes_each)?;
            let (head, tail) = rest.split_at_checked(size)?;
            rest = tail;
            Some(head)
        };
        let parts = [part(4, 1), part(8, 4), part(12, PLACE_BYTES), part(16, 1)];
        let ([Some(map), Some(postings), Some(places), Some(names)], true) = (parts, rest.is_empty()) else {
            return Err(fault("ends too early or too late"));
        };
        let map = Map::new(map).map_err(|error| fault(&error.to_string()))?;
        map.as_fst().verify().map_err(|error| fault(&error.to_string()))?;
        Ok(Gazetteer { map, postings, places, names })
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len() / PLACE_BYTES
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The places of this name, most populous first; spelling must agree but for case, marks and punctuation.
    pub fn places(&self, name: &str) -> Vec<Place<'b>> {
        let mut found = Vec::new();
        if let Some(value) = self.map.get(fold(name)) {
            self.push_all(value, &mut found);
        }
        found
    }

    /// Places whose name is spelt nearly so: "Hodeidah" for "Hodeida". To be trusted only inside a known country.
    pub fn similar(&self, name: &str) -> Vec<Place<'b>> {
        let mut found = Vec::new();
        let Some(sound) = sound::Sound::of(&fold(name)) else {
            return found;
        };
        let mut stream = self.map.search(sound).into_stream();
        while let Some((_, value)) = stream.next() {
            self.push_all(value, &mut found);
            if found.len() >= CANDIDATES_MAX {
                break;
            }
        }
        found
    }

    /// The first-order region with a number that places carry.
    pub fn region(&self, admin1: u16) -> Option<Place<'b>> {
        let stored = admin1.to_le_bytes();
        let rows = self.places.chunks_exact(PLACE_BYTES).enumerate();
        let mut regions = rows.filter(|(_, row)| row[18..20] == stored && row[20] == Feature::Admin1 as u8);
        regions.find_map(|(number, _)| self.place(number))
    }

    /// Every place, most populous first; an error where a row is damaged.
    pub fn rows(&self) -> impl Iterator<Item = Result<Place<'b>, Error>> {
        let fault = |number| Error::file(format!("gazetteer: place {number} is damaged"));
        (0..self.len()).map(move |number| self.place(number).ok_or_else(|| fault(number)))
    }

    fn push_all(&self, value: u64, found: &mut Vec<Place<'b>>) {
        if value < MANY {
            found.extend(self.place(value as usize));
            return;
        }
        let posting = usize::try_from(value - MANY).ok().and_then(|at| at.checked_mul(4));
        let posting = posting.and_then(|at| self.postings.get(at..)).unwrap_or_default();
        let count = u32_at(posting, 0).unwrap_or(0) as usize;
        let numbers = (1..=count.min(CANDIDATES_MAX)).filter_map(|next| u32_at(posting, next * 4));
        found.extend(numbers.filter_map(|number| self.place(number as usize)));
    }

    /// The place with a number, as far as the file is sound.
    fn place(&self, number: usize) -> Option<Place<'b>> {
        let at = number.checked_mul(PLACE_BYTES)?;
        let row = self.places.get(at..at.checked_add(PLACE_BYTES)?)?;
        let name_at = u32_at(row, 12)? as usize;
        let name_bytes = usize::from(*self.names.get(name_at)?);
        let name = self.names.get(name_at + 1..)?.get(..name_bytes)?;
        let admin1 = u16::from_le_bytes([row[18], row[19]]);
        Some(Place {
            id: u32_at(row, 0)?,
            name: std::str::from_utf8(name).ok()?,
            latitude: degrees(u32_at(row, 4)?),
            longitude: degrees(u32_at(row, 8)?),
            alpha2: std::str::from_utf8(&row[16..18]).ok()?,
            admin1: (admin1 != NO_ADMIN).then_some(admin1),
            population: population(row[21]),
            feature: feature(row[20]),
        })
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Hundred-thousandths of a degree, in two's complement.
fn degrees(stored: u32) -> f32 {
    (f64::from(stored as i32) / 1e5) as f32
}

/// Twelve steps for a factor of ten.
fn population(stored: u8) -> u32 {
    match stored {
        0 => 0,
        _ => 10f64.powf(f64::from(stored) / 12.0).round() as u32,
    }
}

fn feature(stored: u8) -> Feature {
    match stored {
        1 => Feature::Admin1,
        2 => Feature::Admin2,
        _ => Feature::Town,
    }
}
