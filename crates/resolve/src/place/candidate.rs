//! Rows that a name may mean, and how likely each is.

use verbale_knowledge::gazetteer::{Feature, Place as Row};
use verbale_knowledge::{Country, NameForm, Region};
use verbale_record::{Location, Precision};

use super::container::{Container, is_short};
use super::reading::{Reading, Said};
use super::{APART, Leaning, Place, Sources};

/// Scores, set on place names of the corpus.
const COUNTRY: f32 = 8.5;
const REGION: f32 = 9.0;
/// What a first-order region has less than a town of as many people.
const ADMIN_LESS: f32 = 1.5;
/// "Donetsk oblast" is the region and not its town.
const SAID: f32 = 5.0;
const CAPITAL: f32 = 2.5;
const FIRST_NAME: f32 = 1.0;
/// For each factor of ten in people.
const PEOPLE: f32 = 0.9;
const INSIDE: f32 = 5.0;
/// What lies outside of what it is said to lie in.
const OUTSIDE: f32 = -4.0;
/// For the share of the report's mentions that the country has; the strongest country gets it all.
const VOTE: f32 = 3.0;
/// For the other places that lie in the same first-order region, beside the region with most of them; so many tell half.
const REGION_VOTE: f32 = 2.5;
const REGION_FEW: f32 = 2.0;
/// For a town near which another one is named, less and less up to this distance in degrees.
const NEAR: f32 = 2.0;
const NEAR_DEGREES: f32 = 1.5;
/// So short a name may be short for a state; longer ones are short for nothing else.
const SHORT_LETTERS: usize = 4;
/// The vote of a country that is more than mentioned by the way; a small town by another name needs it.
const VOTE_MIN: f32 = 1.2;
const SMALL_PEOPLE_MAX: u32 = 20_000;
/// A town that nothing in the report speaks for is believed from here on.
const UNSUPPORTED_PEOPLE_MIN: u32 = 100_000;

/// The best reason to believe in a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Backing {
    None,
    /// It is well known.
    Fame,
    /// The report names its country or what it lies in.
    Report,
}

#[derive(Clone, Debug)]
pub(super) struct Candidate {
    location: Location,
    pub country: Option<String>,
    admin1: Option<u16>,
    vote: f32,
    pub score: f32,
    pub backing: Backing,
}

/// Everything of this name.
pub(super) fn named(sources: Sources<'_>, reading: &Reading, around: &[&Container]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> =
        sources.knowledge.regions(&reading.name).map(|region| supplement(sources, region, around)).collect();
    let named = sources.knowledge.country_by_name(&reading.name).filter(|named| named.form == NameForm::Name);
    found.extend(named.and_then(|named| whole_country(sources, named.country)));
    let rows = sources.gazetteer.map_or_else(Vec::new, |gazetteer| gazetteer.places(&reading.name));
    let meant: Vec<&Row> = rows.iter().filter(|row| !is_misread(reading, row)).collect();
    // A village that is called as a country, as what the supplement knows, or as a state of the report is only told by what
    // it is said to lie in.
    let land =
        !found.is_empty() || meant.iter().any(|row| row.feature == Feature::Admin1 && is_of_report(sources, row));
    let one = |row: &&Row| {
        let found = place(sources, reading, around, row);
        if land && row.feature == Feature::Town { found } else { found.with_neighbours(sources, row) }
    };
    found.extend(meant.iter().map(one));
    found
}

/// A state's short name has its point or is in capitals: "Man" is not Manitoba, "Man." is.
fn is_misread(reading: &Reading, row: &Row<'_>) -> bool {
    let own = row.name.strip_prefix(reading.name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    // Points inside are of names of several words: "L.A." is not Louisiana.
    let pointed = reading.name.trim_end_matches('.').contains('.') && !row.name.contains(' ');
    let short = reading.name.len() <= SHORT_LETTERS;
    row.feature == Feature::Admin1 && short && !own && (pointed || !is_short(&reading.name))
}

/// Places of the gazetteer whose name sounds alike.
pub(super) fn sounding(sources: Sources<'_>, reading: &Reading, around: &[&Container]) -> Vec<Candidate> {
    let rows = sources.gazetteer.map_or_else(Vec::new, |gazetteer| gazetteer.similar(&reading.name));
    rows.iter().map(|row| place(sources, reading, around, row)).collect()
}

/// "Eritrean prisons", "the Indonesian coast": somewhere in the country.
pub(super) fn in_country(sources: Sources<'_>, name: &str) -> Option<Place> {
    let words: Vec<&str> = name.split_whitespace().skip_while(|word| word.eq_ignore_ascii_case("the")).collect();
    let (count, named) = sources.knowledge.country_at_start(&words)?;
    let rest = words.get(count..)?;
    let somewhere = !rest.is_empty() && rest.iter().all(|word| SOMEWHERE.contains(word));
    let fits = somewhere && matches!(named.form, NameForm::Name | NameForm::Adjective);
    let candidate = whole_country(sources, named.country).filter(|_| fits)?;
    Some(candidate.place(sources, SOMEWHERE_CONFIDENCE))
}

/// What a country has of its own; an embassy or a base may lie elsewhere, and a border belongs to two.
const SOMEWHERE: [&str; 22] = [
    "airspace",
    "capital",
    "cities",
    "coast",
    "countryside",
    "desert",
    "facilities",
    "highlands",
    "interior",
    "islands",
    "mainland",
    "mountains",
    "prisons",
    "provinces",
    "regions",
    "reactor",
    "skies",
    "soil",
    "territory",
    "towns",
    "villages",
    "waters",
];
const SOMEWHERE_CONFIDENCE: f32 = 0.7;

fn supplement(sources: Sources<'_>, region: &Region, around: &[&Container]) -> Candidate {
    let vote = vote(sources, region.country.as_deref());
    let inside = around.iter().any(|container| container.holds_country(region.country.as_deref()));
    let outside = !inside && region.country.is_some() && around.iter().any(|container| container.is_wide());
    Candidate {
        location: Location {
            latitude: region.latitude,
            longitude: region.longitude,
            precision: region.precision,
            name: region.name.clone(),
            source: format!("regions:{}", region.name),
        },
        country: region.country.clone(),
        admin1: None,
        vote,
        score: REGION + vote + if inside { INSIDE } else { 0.0 } + if outside { OUTSIDE } else { 0.0 },
        backing: if inside || vote > 0.0 { Backing::Report } else { Backing::Fame },
    }
}

pub(super) fn whole_country(sources: Sources<'_>, country: &Country) -> Option<Candidate> {
    let (latitude, longitude) = country.middle?;
    let vote = vote(sources, Some(&country.code));
    let source = format!("countries:{}", country.code);
    let name = country.name.clone();
    Some(Candidate {
        location: Location { latitude, longitude, precision: Precision::Country, name, source },
        country: Some(country.code.clone()),
        admin1: None,
        vote,
        score: COUNTRY + vote,
        backing: if vote > 0.0 { Backing::Report } else { Backing::Fame },
    })
}

fn place(sources: Sources<'_>, reading: &Reading, around: &[&Container], row: &Row<'_>) -> Candidate {
    let country = sources.knowledge.country_by_alpha2(row.alpha2);
    let code = country.map(|country| country.code.as_str());
    let capital = sources.knowledge.country_by_name(&reading.name).filter(|named| named.form == NameForm::Capital);
    let is_capital = row.feature == Feature::Town && capital.is_some_and(|named| Some(named.country) == country);
    let inside = around.iter().any(|container| container.holds(row, code));
    let outside = !inside && around.iter().any(|container| container.is_wide());
    let vote = vote(sources, code);
    let doubtful = row.population <= SMALL_PEOPLE_MAX && row.name != reading.name;
    let voted = if doubtful { vote >= VOTE_MIN } else { vote > 0.0 };
    let parts = [
        (true, PEOPLE * (row.population.max(1) as f32).log10() + vote),
        (row.feature != Feature::Town, -ADMIN_LESS),
        (is_capital, CAPITAL),
        (row.name == reading.name, FIRST_NAME),
        (is_said(reading, row), SAID),
        (inside, INSIDE),
        (outside, OUTSIDE),
    ];
    Candidate {
        location: location(row),
        country: code.map(str::to_owned),
        admin1: row.admin1,
        vote,
        score: parts.iter().map(|(holds, score)| if *holds { *score } else { 0.0 }).sum(),
        backing: match () {
            () if inside || voted && !outside => Backing::Report,
            () if is_capital || row.population >= UNSUPPORTED_PEOPLE_MIN && !outside => Backing::Fame,
            () => Backing::None,
        },
    }
}

/// Whether the words beside the name say that it is what the row is.
fn is_said(reading: &Reading, row: &Row<'_>) -> bool {
    match reading.said {
        Said::Region => row.feature != Feature::Town,
        Said::Town => row.feature == Feature::Town,
        Said::Nothing | Said::Site => false,
    }
}

fn location(row: &Row<'_>) -> Location {
    let precision = if row.feature == Feature::Town { Precision::Town } else { Precision::Admin };
    // The lists of regions carry no numbers.
    let source = if row.id == 0 { format!("gazetteer:{}", row.name) } else { format!("geonames:{}", row.id) };
    Location { latitude: row.latitude, longitude: row.longitude, precision, name: row.name.to_owned(), source }
}

/// The largest weight, and the root of what share of it the meant one has; nought where there are no weights.
fn weighed<K: Copy>(weights: &[(K, f32)], is_meant: impl Fn(K) -> bool) -> (f32, f32) {
    let most = weights.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
    let mine = weights.iter().find(|(key, _)| is_meant(*key)).map_or(0.0, |(_, weight)| *weight);
    (most, if most > 0.0 { (mine / most).sqrt() } else { 0.0 })
}

/// What the report's other countries say for one.
fn vote(sources: Sources<'_>, code: Option<&str>) -> f32 {
    VOTE * weighed(sources.query.countries, |country| Some(country) == code).1
}

/// Whether the row's country is more than mentioned by the way.
fn is_of_report(sources: Sources<'_>, row: &Row<'_>) -> bool {
    let country = sources.knowledge.country_by_alpha2(row.alpha2).map(|country| country.code.as_str());
    vote(sources, country) >= VOTE_MIN
}

/// What the other places say for its region.
fn region_vote(sources: Sources<'_>, row: &Row<'_>) -> f32 {
    let (most, part) = weighed(sources.query.regions, |region| Some(region) == row.admin1);
    REGION_VOTE * part * most / (most + REGION_FEW)
}

/// What the nearest of the towns around says for it.
fn nearness(sources: Sources<'_>, row: &Row<'_>) -> f32 {
    let shrink = row.latitude.to_radians().cos();
    let apart = |(north, east): &(f32, f32)| (north - row.latitude).hypot((east - row.longitude) * shrink);
    let nearest = sources.query.near.iter().map(apart).fold(NEAR_DEGREES, f32::min);
    NEAR * (1.0 - nearest / NEAR_DEGREES)
}

impl Candidate {
    /// With what the places around speak for it.
    fn with_neighbours(self, sources: Sources<'_>, row: &Row<'_>) -> Candidate {
        Candidate { score: self.score + region_vote(sources, row) + nearness(sources, row), ..self }
    }

    /// Another place, and not another row of the same one or the region around it.
    pub fn is_apart(&self, other: &Candidate) -> bool {
        let far = |a: f32, b: f32| (a - b).abs() > APART;
        let (a, b) = (&self.location, &other.location);
        let is_far = far(a.latitude, b.latitude) || far(a.longitude, b.longitude);
        let of_same_region = self.admin1.is_some() && self.admin1 == other.admin1;
        let both_towns = a.precision == Precision::Town && b.precision == Precision::Town;
        is_far && (both_towns || !of_same_region)
    }

    /// In one of the countries that the report is about.
    pub fn is_at_home(&self) -> bool {
        self.backing == Backing::Report && self.vote >= VOTE_MIN
    }

    pub fn leaning(self, share: f32) -> Leaning {
        Leaning { country: self.country, region: self.admin1, share }
    }

    pub fn place(self, sources: Sources<'_>, confidence: f32) -> Place {
        let region = self.admin1.zip(sources.gazetteer).and_then(|(number, gazetteer)| gazetteer.region(number));
        let admin1 = region.map(|region| region.name.to_owned());
        Place { location: self.location, country: self.country, admin1, region: self.admin1, confidence }
    }
}
