//! All places of a text: each speaks for the others, by its country, its region and where it lies.

use std::collections::BTreeMap;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::Precision;

use super::{Leaning, Place, Query, leanings, resolve};

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

/// What was found speaks for the rest so many times; what is not told speaks for all that it may be, as likely as that is.
/// Later rounds change nothing any more.
const ROUNDS: usize = 3;
/// So many places on either side may lie near one.
const NEAR_MAX: usize = 20;
/// What is less than this is left over by rounding.
const LEAST: f32 = 1e-3;

/// Where the places lie, in the order of the text; `countries`: how often the text speaks of each country itself; `guess`:
/// whether the likeliest place will do where nothing tells it from others.
pub fn resolve_all(
    knowledge: &Knowledge,
    gazetteer: Option<&Gazetteer>,
    asked: &[Option<Asked<'_>>],
    countries: &BTreeMap<String, f32>,
    guess: bool,
) -> Vec<Option<Place>> {
    let query = |own: usize, told: &Told, guess: bool| {
        let Asked { names, containers, .. } = asked[own].as_ref()?;
        let (countries, regions, near) = (told.countries(own), told.regions(own), told.near(own));
        let query = Query { names, containers, countries: &countries, regions: &regions, near: &near, guess };
        let found = resolve(knowledge, gazetteer, &query);
        let leanings = match &found {
            Some(place) => vec![Leaning::to(place)],
            None => leanings(knowledge, gazetteer, &query),
        };
        Some((found, leanings))
    };
    let mentions = |own: usize| asked[own].as_ref().map_or(0, |asked| asked.mentions) as f32;
    let mut told = Told::nothing(asked.len(), countries);
    for _ in 0..ROUNDS {
        let round = (0..asked.len()).map(|own| query(own, &told, false).unwrap_or_default());
        let (found, leanings): (Vec<_>, Vec<_>) = round.unzip();
        let weighed = leanings.into_iter().enumerate().map(|(own, all)| weighed(all, mentions(own))).collect();
        told = Told::by(found, weighed, countries);
    }
    if !guess {
        return told.found;
    }
    // Guesses speak for nothing.
    (0..asked.len()).map(|own| query(own, &told, true)?.0).collect()
}

fn weighed(leanings: Vec<Leaning>, mentions: f32) -> Vec<Leaning> {
    leanings.into_iter().map(|leaning| Leaning { share: leaning.share * mentions, ..leaning }).collect()
}

/// What the places found so far tell.
struct Told {
    found: Vec<Option<Place>>,
    countries: BTreeMap<String, f32>,
    regions: BTreeMap<u16, f32>,
    /// What each of the places tells, which says nothing for itself.
    own: Vec<Vec<Leaning>>,
}

impl Told {
    fn nothing(count: usize, countries: &BTreeMap<String, f32>) -> Told {
        Told::by(vec![None; count], vec![Vec::new(); count], countries)
    }

    fn by(found: Vec<Option<Place>>, own: Vec<Vec<Leaning>>, countries: &BTreeMap<String, f32>) -> Told {
        let (mut countries, mut regions) = (countries.clone(), BTreeMap::new());
        for leaning in own.iter().flatten() {
            if let Some(country) = &leaning.country {
                *countries.entry(country.clone()).or_default() += leaning.share;
            }
            if let Some(region) = leaning.region {
                *regions.entry(region).or_default() += leaning.share;
            }
        }
        Told { found, countries, regions, own }
    }

    /// Each with its share.
    fn countries(&self, own: usize) -> Vec<(&str, f32)> {
        let mine = |code: &String| share(&self.own[own], |leaning| leaning.country.as_ref() == Some(code));
        let counts = self.countries.iter().map(|(code, count)| (code.as_str(), count - mine(code)));
        let counts: Vec<(&str, f32)> = counts.filter(|(_, count)| *count > LEAST).collect();
        let all: f32 = counts.iter().map(|(_, count)| count).sum();
        counts.into_iter().map(|(code, count)| (code, count / all.max(1.0))).collect()
    }

    /// How often other places in each region are spoken of.
    fn regions(&self, own: usize) -> Vec<(u16, f32)> {
        let mine = |region: u16| share(&self.own[own], |leaning| leaning.region == Some(region));
        let counts = self.regions.iter().map(|(region, count)| (*region, count - mine(*region)));
        counts.filter(|(_, count)| *count > LEAST).collect()
    }

    /// Where the places around it lie that are no larger than a town.
    fn near(&self, own: usize) -> Vec<(f32, f32)> {
        let around = own.saturating_sub(NEAR_MAX)..self.found.len().min(own + NEAR_MAX + 1);
        let others = around.filter(|at| *at != own).filter_map(|at| self.found[at].as_ref());
        let towns = others.filter(|place| place.location.precision <= Precision::Town);
        towns.map(|place| (place.location.latitude, place.location.longitude)).collect()
    }
}

fn share(leanings: &[Leaning], is_meant: impl Fn(&Leaning) -> bool) -> f32 {
    leanings.iter().filter(|leaning| is_meant(leaning)).map(|leaning| leaning.share).sum()
}
