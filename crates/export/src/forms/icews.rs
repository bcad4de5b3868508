//! ICEWS as Dataverse has it: tab-separated, no quoting, one row a pair.

use verbale_record::{Party, Told};

use super::coded::{CodedPair, add_pairs, name, tabbed};
use super::place::place_columns;
use crate::Error;
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::plain;

const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Counts the rows: readers of the format take the id for a 32-bit number, and no archive's number fits one.
#[derive(Default)]
pub(super) struct Icews {
    rows: usize,
}

impl Form for Icews {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line(&tabbed(&COLUMNS))
    }

    fn add(&mut self, event: &Told, treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let rows = &mut self.rows;
        add_pairs(event, treatment, run, |row| {
            *rows += 1;
            line(row, *rows)
        })
    }
}

fn line(row: &CodedPair<'_>, id: usize) -> String {
    let (event, context) = (row.event, row.context);
    let place = place_columns(event);
    let country = |party: Option<&Party>| context.country_name(party.and_then(|party| party.country.as_deref()));
    let spot_country = event.place.as_ref().and_then(|spot| spot.country.as_deref());
    tabbed(&[
        id.to_string(),
        row.day.to_string(),
        name(row.pair.actor),
        sectors(row, row.pair.actor),
        country(row.pair.actor).to_owned(),
        row.code.label.clone(),
        row.code.code.clone(),
        row.code.intensity.to_string(),
        name(row.pair.recipient),
        sectors(row, row.pair.recipient),
        country(row.pair.recipient).to_owned(),
        event.source.number.to_string(),
        (event.sentence + 1).to_string(),
        plain(event.source.publisher.as_deref().unwrap_or_default()),
        plain(&place.city),
        String::new(),
        plain(&place.province),
        context.country_name(spot_country).to_owned(),
        place.latitude,
        place.longitude,
    ])
}

fn sectors(row: &CodedPair<'_>, party: Option<&Party>) -> String {
    let codes = party.map(|party| party.sectors.as_slice()).unwrap_or_default();
    let names = codes.iter().filter_map(|code| row.context.tables.sector(code)).map(|names| names.icews.as_str());
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    names.join(",")
}
