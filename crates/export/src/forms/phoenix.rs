//! Phoenix: comma-separated, one row a pair.

use verbale_record::{Party, Told};

use super::coded::{CodedPair, add_pairs};
use super::place::place_columns;
use crate::Error;
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::{csv_cell, joined, plain};

const COLUMNS: [&str; 26] = [
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
];

pub(super) struct Phoenix;

impl Form for Phoenix {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line(&joined(COLUMNS, ","))
    }

    fn add(&mut self, event: &Told, treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        add_pairs(event, treatment, run, line)
    }
}

fn line(row: &CodedPair<'_>) -> String {
    let event = row.event;
    let source = &event.source;
    let place = place_columns(event);
    let mut cells = vec![
        // Phoenix counts events and names the version of its coder; here the archive's number and the pair's.
        format!("{}_{}", event.id, row.number + 1),
        row.day.strftime("%Y%m%d").to_string(),
        row.day.year().to_string(),
        row.day.month().to_string(),
        row.day.day().to_string(),
    ];
    cells.extend(actor(row, row.pair.actor));
    cells.extend(actor(row, row.pair.recipient));
    cells.extend([
        row.code.code.clone(),
        row.code.root().to_owned(),
        row.code.penta.to_string(),
        row.code.goldstein.to_string(),
        joined(&source.contexts, ";"),
        place.latitude,
        place.longitude,
        place.name,
        place.province,
        event.place.as_ref().and_then(|spot| spot.country.clone()).unwrap_or_default(),
        format!("{}_{}", source.id, event.sentence + 1),
        source.url.clone().unwrap_or_default(),
        source.publisher.clone().unwrap_or_default(),
    ]);
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(&plain(cell))).collect();
    cells.join(",")
}

/// The actor's code in full, its country, its first role and what comes after.
fn actor(row: &CodedPair<'_>, party: Option<&Party>) -> [String; 4] {
    let Some(party) = party else { return Default::default() };
    let roles = party.sectors.iter().filter_map(|sector| row.context.tables.sector(sector));
    let mut roles: Vec<String> = roles.map(|names| names.cameo.clone()).filter(|role| !role.is_empty()).collect();
    roles.dedup();
    let country = party.country.as_deref().map(|code| row.context.cameo_country(code)).unwrap_or_default();
    let rest = roles.iter().skip(1).cloned().collect::<Vec<_>>().join(";");
    [row.context.cameo_actor(party), country, roles.first().cloned().unwrap_or_default(), rest]
}
