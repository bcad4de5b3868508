//! What a place is said to lie in: "Gaza" of "Rafah, Gaza", "Idaho" of "Moscow, Idaho".

use verbale_knowledge::NameForm;
use verbale_knowledge::gazetteer::{Feature, Place as Row};
use verbale_record::Span;

use super::Sources;

/// A smaller town has no quarters that a report would name.
const TOWN_PEOPLE_MIN: u32 = 20_000;
/// Degrees from the middle of a town to its quarters and villages.
const NEAR: f32 = 0.5;
/// Words of a name after the comma that may say where a place lies.
const CONTAINER_WORDS_MAX: usize = 4;
/// Short names that go on with what follows them: "In Geneva, U.S. and Saudi mediators".
const NO_REGIONS: [&str; 6] = ["U.S.", "US", "U.K.", "UK", "U.N.", "UN"];
/// Letters of a short name, with its points.
const SHORT_LETTERS_MAX: usize = 6;

/// Everything that the containing words may mean.
#[derive(Debug, Default)]
pub(super) struct Container {
    countries: Vec<String>,
    /// First-order regions, by their numbers.
    regions: Vec<u16>,
    /// Country and position.
    towns: Vec<(String, f32, f32)>,
}

impl Container {
    pub fn named(sources: Sources<'_>, words: &str) -> Container {
        let mut container = Container::default();
        let named = sources.knowledge.country_by_name(words).filter(|named| named.form != NameForm::Capital);
        container.countries.extend(named.map(|named| named.country.code.clone()));
        container.countries.extend(sources.knowledge.regions(words).filter_map(|region| region.country.clone()));
        for row in sources.gazetteer.map_or_else(Vec::new, |gazetteer| gazetteer.places(words)) {
            match (row.feature, row.admin1) {
                (Feature::Admin1, Some(number)) => container.regions.push(number),
                (Feature::Town, _) if row.population >= TOWN_PEOPLE_MIN => {
                    container.towns.push((row.alpha2.to_owned(), row.latitude, row.longitude));
                }
                _ => {}
            }
        }
        container
    }

    /// Whether it is wide enough that what lies elsewhere is not meant.
    pub fn is_wide(&self) -> bool {
        !self.countries.is_empty() || !self.regions.is_empty()
    }

    pub fn holds(&self, row: &Row<'_>, country: Option<&str>) -> bool {
        let near = |(alpha2, latitude, longitude): &(String, f32, f32)| {
            let apart = (latitude - row.latitude).abs().max((longitude - row.longitude).abs());
            alpha2 == row.alpha2 && apart < NEAR
        };
        self.holds_country(country)
            || row.admin1.is_some_and(|number| self.regions.contains(&number))
            || self.towns.iter().any(near)
    }

    pub fn holds_country(&self, country: Option<&str>) -> bool {
        country.is_some_and(|code| self.countries.iter().any(|known| known == code))
    }
}

/// The capitalised words after a comma that follows a place: "Gaza" of "Rafah, Gaza,", "Ky." of "Glasgow, Ky. (AP)".
pub fn container(text: &str, place: Span) -> Option<&str> {
    let rest = text.get(place.end as usize..)?.strip_prefix(", ")?;
    let first = &rest[..rest.find([' ', ',', ';', ':', '\n', '(']).unwrap_or(rest.len())];
    if is_short(first) {
        return (!NO_REGIONS.contains(&first)).then_some(first);
    }
    let end = rest.find([',', '.', ';', ':', '\n', '(']).unwrap_or(rest.len());
    let name = rest[..end].trim_end();
    let words = name.split(' ').count();
    (words <= CONTAINER_WORDS_MAX && name.starts_with(char::is_uppercase)).then_some(name)
}

/// Whether a word is written as what is short for something: "Ky.", "B.C.", "NSW".
pub(super) fn is_short(word: &str) -> bool {
    let inner = word.trim_end_matches('.');
    let pointed = word.ends_with('.') && word.len() <= SHORT_LETTERS_MAX;
    let letters = inner.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    let capitals = inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_uppercase());
    letters && inner.starts_with(|c: char| c.is_ascii_uppercase()) && (pointed || capitals && inner.len() > 1)
}
