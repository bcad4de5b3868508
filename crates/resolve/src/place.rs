//! Where a place lies.
//!
//! Candidates are rows of the supplement of regions and sites, countries, and places of the gazetteer. Each starts with how
//! likely its name is to mean it at all; what else the report names then speaks for or against it. Where nothing speaks
//! for a small town, or two places are as likely, there is no match rather than a wrong one.

mod candidate;
mod container;
mod reading;
mod together;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Location, Precision};

use candidate::{Backing, Candidate};
use container::Container;
use reading::{Reading, Said};

pub use container::container;
pub use together::{Asked, resolve_all};

/// A place as the report shows it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// Its names in the report, fullest first; words around a name do no harm ("the besieged city of El Fasher").
    pub names: &'a [&'a str],
    /// What is named right after it, as in "Rafah, Gaza".
    pub containers: &'a [&'a str],
    /// Countries of the report by code, with their share of its mentions.
    pub countries: &'a [(&'a str, f32)],
    /// First-order regions in which other places of the report lie, by the gazetteer's number, with how often it
    /// speaks of these.
    pub regions: &'a [(u16, f32)],
    /// Degrees north and east of towns that the report names around it.
    pub near: &'a [(f32, f32)],
    /// Whether the likeliest place will do where nothing tells it from others.
    pub guess: bool,
}

/// Where it lies, and by which row.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub location: Location,
    /// Code of the country; none for seas and the like.
    pub country: Option<String>,
    /// Name of the state, province or the like that a town lies in.
    pub admin1: Option<String>,
    /// The gazetteer's number of that region, or of the region that it is.
    pub region: Option<u16>,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// What a query is answered from.
#[derive(Clone, Copy)]
struct Sources<'a> {
    knowledge: &'a Knowledge,
    gazetteer: Option<&'a Gazetteer<'a>>,
    query: Query<'a>,
}

/// Two places nearer to each other in score are not told apart: where the report speaks for one, where it does not.
const MARGIN_MIN: f32 = 0.3;
const UNSUPPORTED_MARGIN_MIN: f32 = 0.6;
/// A country is told only where places abroad are this much behind.
const ABROAD_MARGIN_MIN: f32 = 1.5;
/// The margin over no rival at all.
const MARGIN_MAX: f32 = 4.0;
/// More degrees between two rows: another place, and not another row of the same one.
const APART: f32 = 0.5;
/// No place is believed more than this: with a word for it in the report, without one.
const SUPPORTED_MAX: f32 = 0.97;
const UNSUPPORTED_MAX: f32 = 0.75;
/// ... where it is but guessed.
const GUESSED_MAX: f32 = 0.4;
/// ... by a part of its words, by a name that only sounds alike, by what it lies in.
const PART_FACTOR: f32 = 0.85;
const SOUND_FACTOR: f32 = 0.7;
const CONTAINER_FACTOR: f32 = 0.6;
/// Shorter names sound like too many others: "Al-Roj" like Allrode, "Qana" like Caen.
const ALIKE_LETTERS_MIN: usize = 6;
/// What is believed of a country that several towns of the name lie in.
const SHARED_CONFIDENCE: f32 = 0.6;

/// The likeliest place, or none where there is no candidate or nothing to believe one by.
pub fn resolve(knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, query: &Query<'_>) -> Option<Place> {
    let sources = Sources { knowledge, gazetteer, query: *query };
    let around: Vec<Container> = query.containers.iter().map(|words| Container::named(sources, words)).collect();
    let readings: Vec<Reading> = query.names.iter().flat_map(|name| reading::readings(name)).collect();
    let whole = || readings.iter().filter(|reading| reading.is_whole);
    let parts = || readings.iter().filter(|reading| !reading.is_whole);
    whole()
        .find_map(|reading| exact(sources, reading, &around))
        .or_else(|| parts().find_map(|reading| exact(sources, reading, &around).map(|place| place.weaker(PART_FACTOR))))
        .or_else(|| query.names.iter().find_map(|name| candidate::in_country(sources, name)))
        .or_else(|| readings.iter().find_map(|reading| alike(sources, reading, &around)))
        .or_else(|| inside(sources, &readings))
}

/// What a place may be: its country and region, and how likely it is that.
#[derive(Clone, Debug)]
pub(crate) struct Leaning {
    pub country: Option<String>,
    pub region: Option<u16>,
    pub share: f32,
}

impl Leaning {
    fn to(place: &Place) -> Leaning {
        Leaning { country: place.country.clone(), region: place.region, share: place.confidence }
    }
}

/// Everything that the fullest name may mean, with shares that sum to one.
pub(crate) fn leanings(knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, query: &Query<'_>) -> Vec<Leaning> {
    let sources = Sources { knowledge, gazetteer, query: *query };
    let Some(name) = query.names.first() else { return Vec::new() };
    let found = candidate::named(sources, &Reading::whole(name), &[]);
    let best = found.iter().map(|candidate| candidate.score).fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = found.iter().map(|candidate| (candidate.score - best).exp()).collect();
    let all: f32 = weights.iter().sum();
    let one = |(candidate, weight): (Candidate, f32)| candidate.leaning(weight / all);
    found.into_iter().zip(weights).map(one).collect()
}

/// By the name as it is written.
fn exact(sources: Sources<'_>, reading: &Reading, around: &[Container]) -> Option<Place> {
    let own = reading.container.as_deref().map(|words| Container::named(sources, words));
    let around: Vec<&Container> = own.iter().chain(around).collect();
    let mut found = candidate::named(sources, reading, &around);
    if reading.said == Said::Site {
        found.retain(|candidate| candidate.backing >= Backing::Report);
    }
    decide(sources, reading, found)
}

/// By a name that sounds alike; only in a country that the report names.
fn alike(sources: Sources<'_>, reading: &Reading, around: &[Container]) -> Option<Place> {
    if reading.name.chars().filter(|c| c.is_alphabetic()).count() < ALIKE_LETTERS_MIN {
        return None;
    }
    let mut found = candidate::sounding(sources, reading, &around.iter().collect::<Vec<_>>());
    found.retain(|candidate| candidate.is_at_home() && reading.said != Said::Site);
    decide(sources, reading, found).map(|place| place.weaker(SOUND_FACTOR))
}

/// By what the name is said to lie in: an unknown quarter of Baghdad lies in Baghdad.
fn inside(sources: Sources<'_>, readings: &[Reading]) -> Option<Place> {
    let own = readings.iter().filter_map(|reading| reading.container.as_deref());
    let mut containers = own.chain(sources.query.containers.iter().copied());
    containers.find_map(|words| {
        let reading = Reading::whole(words);
        let mut found = candidate::named(sources, &reading, &[]);
        found.retain(|candidate| candidate.backing >= Backing::Report);
        decide(sources, &reading, found).map(|place| place.weaker(CONTAINER_FACTOR))
    })
}

fn decide(sources: Sources<'_>, reading: &Reading, mut found: Vec<Candidate>) -> Option<Place> {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = found.first()?;
    let rival = found.iter().find(|other| best.is_apart(other)).map(|other| other.score);
    let margin = rival.map_or(MARGIN_MAX, |rival| best.score - rival);
    let is_supported = best.backing >= Backing::Report;
    let is_told = margin >= if is_supported { MARGIN_MIN } else { UNSUPPORTED_MARGIN_MIN };
    let confidence_max = match best.backing {
        Backing::Report if is_told => SUPPORTED_MAX,
        Backing::Fame if is_told => UNSUPPORTED_MAX,
        _ if sources.query.guess => GUESSED_MAX,
        Backing::None => return None,
        _ => return shared_country(sources, &found).filter(|_| reading.said != Said::Site),
    };
    let confidence = confidence_max / (1.0 + (-0.5 - margin).exp());
    let place = found.swap_remove(0).place(sources, confidence);
    Some(if reading.is_side { place.around() } else { place })
}

/// Two towns of one country as likely: the country is told all the same.
fn shared_country(sources: Sources<'_>, found: &[Candidate]) -> Option<Place> {
    let best = found.first()?;
    let mut near = found.iter().take_while(|other| best.score - other.score < ABROAD_MARGIN_MIN);
    let one = best.backing == Backing::Report && near.all(|other| other.country == best.country);
    let country = sources.knowledge.country(best.country.as_deref().filter(|_| one)?)?;
    Some(candidate::whole_country(sources, country)?.place(sources, SHARED_CONFIDENCE))
}

impl Place {
    fn weaker(self, factor: f32) -> Place {
        Place { confidence: self.confidence * factor, ..self }
    }

    /// "Northern" something: the row's middle is only near it.
    fn around(mut self) -> Place {
        if self.location.precision <= Precision::Town {
            self.location.precision = Precision::Admin;
        }
        self
    }
}
