//! All places of a text: each speaks for the others, by its country, its region and where it lies.

use std::collections::BTreeMap;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Precision, Span};

use super::{Place, Query, resolve};

/// One place of a text.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// Its names, fullest first.
    pub names: Vec<&'a str>,
    /// What is named right after it.
    pub containers: Vec<&'a str>,
    /// How often the text speaks of it.
    pub mentions: usize,
}

/// What was found speaks for the rest so many times. Later rounds change nothing any more.
const ROUNDS: usize = 3;
/// So many places on either side may lie near one.
const NEAR_MAX: usize = 20;

/// Where the places lie, in the order of the text; `countries`: how often the text speaks of each country itself.
pub fn resolve_all(
    knowledge: &Knowledge,
    gazetteer: Option<&Gazetteer>,
    asked: &[Option<Asked<'_>>],
    countries: &BTreeMap<String, f32>,
) -> Vec<Option<Place>> {
    let mut found: Vec<Option<Place>> = vec![None; asked.len()];
    for _ in 0..ROUNDS {
        let told = Told::by(&found, asked, countries);
        let one = |(own, asked): (usize, &Option<Asked>)| {
            let asked = asked.as_ref()?;
            let (countries, regions, near) = (told.countries(), told.regions(own), told.near(own));
            let query = Query {
                names: &asked.names,
                containers: &asked.containers,
                countries: &countries,
                regions: &regions,
                near: &near,
            };
            resolve(knowledge, gazetteer, &query)
        };
        found = asked.iter().enumerate().map(one).collect();
    }
    found
}

/// What the places found so far tell.
struct Told<'a> {
    found: &'a [Option<Place>],
    weights: Vec<f32>,
    countries: BTreeMap<&'a str, f32>,
    regions: BTreeMap<u16, f32>,
}

impl<'a> Told<'a> {
    fn by(found: &'a [Option<Place>], asked: &[Option<Asked>], countries: &'a BTreeMap<String, f32>) -> Told<'a> {
        let weight = |(place, asked): (&Option<Place>, &Option<Asked>)| {
            let mentions = asked.as_ref().map_or(0, |asked| asked.mentions);
            place.as_ref().map_or(0.0, |place| place.confidence * mentions as f32)
        };
        let weights: Vec<f32> = found.iter().zip(asked).map(weight).collect();
        let mut told = Told {
            found,
            weights,
            countries: countries.iter().map(|(code, count)| (code.as_str(), *count)).collect(),
            regions: BTreeMap::new(),
        };
        for (place, weight) in found.iter().zip(&told.weights) {
            let Some(place) = place else { continue };
            if let Some(code) = &place.country {
                *told.countries.entry(code).or_default() += weight;
            }
            if let Some(region) = place.region {
                *told.regions.entry(region).or_default() += weight;
            }
        }
        told
    }

    /// Each with its share.
    fn countries(&self) -> Vec<(&'a str, f32)> {
        let all: f32 = self.countries.values().sum();
        self.countries.iter().map(|(code, count)| (*code, count / all.max(1.0))).collect()
    }

    /// Regions of the other places with their shares.
    fn regions(&self, own: usize) -> Vec<(u16, f32)> {
        let mine = self.found[own].as_ref().and_then(|place| place.region);
        let others = |region: u16, count: f32| if mine == Some(region) { count - self.weights[own] } else { count };
        let counts = self.regions.iter().map(|(region, count)| (*region, others(*region, *count)));
        let counts: Vec<(u16, f32)> = counts.filter(|(_, count)| *count > 0.0).collect();
        let all: f32 = counts.iter().map(|(_, count)| count).sum();
        counts.into_iter().map(|(region, count)| (region, count / all.max(1.0))).collect()
    }

    /// Where the places around it lie that are no larger than a town.
    fn near(&self, own: usize) -> Vec<(f32, f32)> {
        let around = own.saturating_sub(NEAR_MAX)..self.found.len().min(own + NEAR_MAX + 1);
        let others = around.filter(|at| *at != own).filter_map(|at| self.found[at].as_ref());
        let towns = others.filter(|place| place.location.precision <= Precision::Town);
        towns.map(|place| (place.location.latitude, place.location.longitude)).collect()
    }
}

/// Words of a name after the comma that may say where a place lies.
const CONTAINER_WORDS_MAX: usize = 4;

/// The capitalised words after a comma that follows a place: "Gaza" of "Rafah, Gaza,", "Ky." of "Glasgow, Ky. (AP)".
pub fn container(text: &str, place: Span) -> Option<&str> {
    let rest = text.get(place.end as usize..)?.strip_prefix(", ")?;
    let first = &rest[..rest.find([' ', ',', ';', ':', '\n', '(']).unwrap_or(rest.len())];
    if is_short(first) {
        return Some(first);
    }
    let end = rest.find([',', '.', ';', ':', '\n', '(']).unwrap_or(rest.len());
    let name = rest[..end].trim_end();
    let words = name.split(' ').count();
    (words <= CONTAINER_WORDS_MAX && name.starts_with(char::is_uppercase)).then_some(name)
}

/// Letters of a short name, with its points.
pub(super) const SHORT_LETTERS_MAX: usize = 6;

/// Whether a word is written as what is short for something: "Ky.", "B.C.", "NSW".
pub(super) fn is_short(word: &str) -> bool {
    let inner = word.trim_end_matches('.');
    let pointed = word.ends_with('.') && word.len() <= SHORT_LETTERS_MAX;
    let letters = inner.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    let capitals = inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_uppercase());
    letters && inner.starts_with(|c: char| c.is_ascii_uppercase()) && (pointed || capitals && inner.len() > 1)
}
