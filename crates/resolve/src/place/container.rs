//! What a place is said to lie in: "Gaza" of "Rafah, Gaza", "Idaho" of "Moscow, Idaho".

use verbale_knowledge::NameForm;
use verbale_knowledge::gazetteer::{Feature, Place as Row};

use super::Sources;

/// A smaller town has no quarters that a report would name.
const TOWN_PEOPLE_MIN: u32 = 20_000;
/// Degrees from the middle of a town to its quarters and villages.
const NEAR: f32 = 0.5;

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
