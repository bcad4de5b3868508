//! Where a place lies.
//!
//! Candidates are rows of the supplement of regions and sites, countries, and places of the gazetteer. Each starts with how
//! likely its name is to mean it at all; what else the report names then speaks for or against it. Where nothing speaks
//! for a small town, there is no match rather than a wrong one.

use verbale_knowledge::gazetteer::{Feature, Place as Row};
use verbale_knowledge::{Gazetteer, Knowledge, NameForm};
use verbale_record::{Location, Precision};

/// A place as the report shows it.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// Its names in the report, fullest first.
    pub names: &'a [&'a str],
    /// What is named right after it, as in "Rafah, Gaza".
    pub containers: &'a [&'a str],
    /// Countries of the report by code, with their share of its mentions.
    pub countries: &'a [(&'a str, f32)],
}

/// Where it lies, and by which row.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub location: Location,
    /// Code of the country; none for seas and the like.
    pub country: Option<String>,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// Scores of candidates; measured on place names in news of all regions.
const COUNTRY: f32 = 9.5;
const REGION: f32 = 9.0;
const ADMIN: f32 = 3.6;
/// "Donetsk oblast" is the region and not its town.
const SAID_TO_BE_A_REGION: f32 = 5.0;
const CAPITAL: f32 = 2.5;
const FIRST_NAME: f32 = 1.0;
/// For each factor of ten in people.
const PEOPLE: f32 = 0.9;
const INSIDE: f32 = 5.0;
/// For the share of the report's mentions that the country has; the strongest country gets it all.
const VOTE: f32 = 5.0;
/// A town that nothing in the report speaks for is believed from here on.
const UNSUPPORTED_PEOPLE_MIN: u32 = 50_000;

/// Words around the name of a region that are not part of it.
const KINDS: [&str; 24] = [
    "oblast",
    "province",
    "region",
    "district",
    "governorate",
    "state",
    "county",
    "department",
    "prefecture",
    "city",
    "area",
    "valley",
    "town",
    "village",
    "suburb",
    "peninsula",
    "neighbourhood",
    "neighborhood",
    "airport",
    "port",
    "border",
    "coast",
    "island",
    "republic",
];
const SIDES: [&str; 16] = [
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "greater",
    "downtown",
    "the",
];

struct Candidate {
    location: Location,
    country: Option<String>,
    score: f32,
    supported: bool,
}

/// The likeliest place, or none where there is no candidate or nothing to believe one by.
pub fn resolve(knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, query: &Query<'_>) -> Option<Place> {
    let mut found = query.names.iter().find_map(|name| {
        let found = candidates(knowledge, gazetteer, query, name);
        (!found.is_empty()).then_some(found)
    });
    found = found.or_else(|| query.names.iter().find_map(|name| bare(knowledge, gazetteer, query, name)));
    let mut found = found?;
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let rival = found.iter().find(|other| apart(&other.location, &found[0].location)).map(|other| other.score);
    let margin = rival.map_or(4.0, |rival| found[0].score - rival);
    let best = found.swap_remove(0);
    best.supported.then(|| Place {
        location: best.location,
        country: best.country,
        confidence: 1.0 / (1.0 + (-1.0 - margin).exp()),
    })
}

/// More than half a degree: another place, and not another row of the same one.
fn apart(a: &Location, b: &Location) -> bool {
    (a.latitude - b.latitude).abs() > 0.5 || (a.longitude - b.longitude).abs() > 0.5
}

/// Candidates for the name without words such as "northern" and "province"; what is left lies around it.
fn bare(knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, query: &Query, name: &str) -> Option<Vec<Candidate>> {
    let is = |word: &&str, list: &[&str]| {
        let word = word.to_lowercase().replace('-', "");
        list.contains(&word.as_str())
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let from = words.iter().take_while(|word| is(word, &SIDES)).count();
    let kinds = words[from..].iter().rev().take_while(|word| is(word, &KINDS)).count();
    let mut core = words[from..words.len() - kinds].join(" ");
    if let Some((kind, of)) = core.split_once(" of ")
        && is(&kind, &KINDS)
    {
        core = of.to_owned();
    }
    if core.is_empty() || core == name {
        return None;
    }
    let mut found = candidates(knowledge, gazetteer, query, &core);
    for candidate in &mut found {
        let is_admin = candidate.location.precision == Precision::Admin;
        if kinds > 0 && is_admin {
            candidate.score += SAID_TO_BE_A_REGION;
        }
        if from > 0 && candidate.location.precision == Precision::Town {
            candidate.location.precision = Precision::Admin;
        }
    }
    (!found.is_empty()).then_some(found)
}

fn candidates(knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, query: &Query, name: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = knowledge
        .regions(name)
        .map(|region| Candidate {
            location: Location {
                latitude: region.latitude,
                longitude: region.longitude,
                precision: region.precision,
                name: region.name.clone(),
                source: format!("regions:{}", region.name),
            },
            country: region.country.clone(),
            score: REGION + support(query, region.country.as_deref()),
            supported: true,
        })
        .collect();
    found.extend(country(knowledge, name));
    let Some(gazetteer) = gazetteer else { return found };
    found.extend(gazetteer.places(name).iter().map(|row| town(knowledge, query, name, row)));
    if found.is_empty() {
        // Spelt otherwise: believed only inside a country that the report names.
        let near = gazetteer.similar(name).into_iter().map(|row| town(knowledge, query, name, &row));
        found.extend(near.filter(|candidate| support(query, candidate.country.as_deref()) > 0.0));
    }
    found
}

fn country(knowledge: &Knowledge, name: &str) -> Option<Candidate> {
    let named = knowledge.country_by_name(name).filter(|named| named.form == NameForm::Name)?;
    let (latitude, longitude) = named.country.middle?;
    let location = Location {
        latitude,
        longitude,
        precision: Precision::Country,
        name: named.country.name.clone(),
        source: format!("countries:{}", named.country.code),
    };
    Some(Candidate { location, country: Some(named.country.code.clone()), score: COUNTRY, supported: true })
}

fn town(knowledge: &Knowledge, query: &Query, name: &str, row: &Row) -> Candidate {
    let country = knowledge.country_by_alpha2(row.alpha2);
    let code = country.map(|country| country.code.as_str());
    let is_capital = knowledge
        .country_by_name(name)
        .is_some_and(|named| named.form == NameForm::Capital && Some(named.country.code.as_str()) == code);
    let is_admin = row.feature != Feature::Town;
    let inside = query.containers.iter().any(|container| contains(knowledge, container, code));
    let vote = support(query, code);
    let mut score = if is_admin { ADMIN } else { PEOPLE * (row.population.max(1) as f32).log10() };
    score += vote + if is_capital { CAPITAL } else { 0.0 };
    score += if row.name == name { FIRST_NAME } else { 0.0 } + if inside { INSIDE } else { 0.0 };
    Candidate {
        location: Location {
            latitude: row.latitude,
            longitude: row.longitude,
            precision: if is_admin { Precision::Admin } else { Precision::Town },
            name: row.name.to_owned(),
            source: if row.id == 0 { "geonames".to_owned() } else { format!("geonames:{}", row.id) },
        },
        country: code.map(str::to_owned),
        score,
        supported: inside || is_capital || vote > 0.0 || row.population >= UNSUPPORTED_PEOPLE_MIN,
    }
}

/// Whether the words after the comma name the country.
fn contains(knowledge: &Knowledge, container: &str, code: Option<&str>) -> bool {
    let named = knowledge.country_by_name(container).map(|named| named.country.code.as_str());
    let region = knowledge.regions(container).find_map(|region| region.country.as_deref());
    code.is_some() && (named == code || region == code)
}

/// What the report's other countries say for one.
fn support(query: &Query, code: Option<&str>) -> f32 {
    let most = query.countries.iter().map(|(_, share)| *share).fold(0.0, f32::max);
    let mine = query.countries.iter().find(|(country, _)| Some(*country) == code).map_or(0.0, |(_, share)| *share);
    if most > 0.0 { VOTE * (mine / most).sqrt() } else { 0.0 }
}
