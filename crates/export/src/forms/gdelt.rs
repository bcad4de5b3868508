//! GDELT 2 events: tab-separated, no header, 61 columns, one row a pair.

use verbale_record::{Date, Party, Precision, Told};

use super::coded::{CodedPair, add_pairs, name, tabbed};
use super::place::place_columns;
use crate::Error;
use crate::form::{Added, Form, Run};
use crate::pairs::PAIRS_MAX;
use crate::tables::Treatment;
use crate::text::plain;

/// Columns of one actor's code, and of one place.
const ACTOR_COLUMNS: usize = 10;
const PLACE_COLUMNS: usize = 8;

/// GDELT's classes of places where a country has none of its own.
const COUNTRY_CLASS: &str = "1";
const CITY_CLASS: &str = "4";
const STATE_CLASS: &str = "5";
const NO_CLASS: &str = "0";

pub(super) struct Gdelt;

impl Form for Gdelt {
    fn add(&mut self, event: &Told, treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        add_pairs(event, treatment, run, line)
    }
}

fn line(row: &CodedPair<'_>) -> String {
    let mut cells = when(row);
    cells.extend(actor(row, row.pair.actor));
    cells.extend(actor(row, row.pair.recipient));
    cells.extend(what(row));
    // Where the actors are is not told apart from where the event is.
    cells.extend(no_place());
    cells.extend(no_place());
    cells.extend(place(row));
    cells.push(row.context.generated().strftime("%Y%m%d000000").to_string());
    cells.push(plain(row.event.source.url.as_deref().unwrap_or_default()));
    tabbed(&cells)
}

fn when(row: &CodedPair<'_>) -> Vec<String> {
    let id = row.event.id.saturating_mul(PAIRS_MAX as i64).saturating_add(row.number as i64);
    let day = row.day;
    vec![
        id.to_string(),
        day.strftime("%Y%m%d").to_string(),
        day.strftime("%Y%m").to_string(),
        day.year().to_string(),
        fraction(day),
    ]
}

/// The codebook's FractionDate: months of thirty days in a year of 365.
fn fraction(day: Date) -> String {
    let days = f64::from(day.month()) * 30.0 + f64::from(day.day());
    format!("{:.4}", f64::from(day.year()) + days / 365.0)
}

/// Code, name, country, group, ethnic group, two religions, three roles.
fn actor(row: &CodedPair<'_>, party: Option<&Party>) -> Vec<String> {
    let mut cells = vec![String::new(); ACTOR_COLUMNS];
    let Some(party) = party else { return cells };
    let context = row.context;
    cells[0] = context.cameo_actor(party);
    cells[1] = name(Some(party)).to_uppercase();
    // A body of no country is a group in GDELT's columns.
    let is_country = |code: &&str| context.knowledge().country(code).is_some();
    let code = party.country.as_deref();
    cells[2] = code.filter(is_country).map(|code| context.cameo_country(code)).unwrap_or_default();
    cells[3] = code.filter(|code| !is_country(code)).map(|code| context.cameo_country(code)).unwrap_or_default();
    let roles = party.sectors.iter().filter_map(|sector| context.tables.sector(sector));
    let mut roles: Vec<&str> = roles.map(|names| names.cameo.as_str()).filter(|role| !role.is_empty()).collect();
    roles.dedup();
    for (cell, role) in cells[ACTOR_COLUMNS - 3..].iter_mut().zip(roles) {
        role.clone_into(cell);
    }
    cells
}

/// Root flag, codes, class, scale, and how often it is told; there is no tone.
fn what(row: &CodedPair<'_>) -> Vec<String> {
    let told = row.context.occurrence(row.event);
    let (mentions, sources, articles) =
        told.map_or((1, 1, 1), |told| (told.tellings.len(), told.sources, told.reports));
    vec![
        u8::from(row.event.sentence == 0).to_string(),
        row.code.code.clone(),
        row.code.base().to_owned(),
        row.code.root().to_owned(),
        row.code.quad.to_string(),
        row.code.goldstein.to_string(),
        mentions.to_string(),
        sources.to_string(),
        articles.to_string(),
        String::new(),
    ]
}

fn no_place() -> Vec<String> {
    let mut cells = vec![String::new(); PLACE_COLUMNS];
    NO_CLASS.clone_into(&mut cells[0]);
    cells
}

/// Class, name, FIPS country, two regions (not known), latitude, longitude, feature.
fn place(row: &CodedPair<'_>) -> Vec<String> {
    let Some(spot) = &row.event.place else { return no_place() };
    let columns = place_columns(row.event);
    let codes = spot.country.as_deref().and_then(|code| row.context.tables.country(code));
    let of_its_own = |own: Option<&String>, class: &str| {
        own.filter(|own| !own.is_empty()).cloned().unwrap_or_else(|| class.to_owned())
    };
    let class = match spot.precision {
        Some(Precision::Exact | Precision::Town) => of_its_own(codes.map(|codes| &codes.city), CITY_CLASS),
        Some(Precision::Admin) => of_its_own(codes.map(|codes| &codes.state), STATE_CLASS),
        Some(Precision::Country) => COUNTRY_CLASS.to_owned(),
        None if spot.country.is_some() => COUNTRY_CLASS.to_owned(),
        None => NO_CLASS.to_owned(),
    };
    let country = row.context.country_name(spot.country.as_deref());
    let full = if country.is_empty() || country == columns.name {
        plain(&columns.name)
    } else {
        format!("{}, {country}", plain(&columns.name))
    };
    let fips = codes.map(|codes| codes.fips.clone()).unwrap_or_default();
    vec![class, full, fips, String::new(), String::new(), columns.latitude, columns.longitude, columns.geonames]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(words: &str) -> Date {
        words.parse().unwrap()
    }

    #[test]
    fn fractions_follow_the_codebook() {
        assert_eq!(fraction(date("2013-01-01")), "2013.0849");
        assert_eq!(fraction(date("2025-02-18")), "2025.2137");
    }
}
