//! POLECAT as Dataverse has it: tab-separated, 40 columns, one row a pair.
//!
//! What is missing is the word None, as in the files that readers of the format are written for; lists are joined by
//! semicolons; countries are alpha-3 codes.

use std::collections::BTreeSet;

use verbale_record::{EntityKind, Party, Told};
use verbale_wire::plover::Coded;

use super::coded::tabbed;
use super::place::{PlaceColumns, place_columns};
use crate::form::{Added, Form, Run};
use crate::pairs::{PAIRS_MAX, Pair, no_pair, pairs};
use crate::tables::Treatment;
use crate::text::{joined, plain};
use crate::{Context, Error, Reason};

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const QUADS: [&str; 4] = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

const MISSING: &str = "None";

/// Reports are read in English.
const LANGUAGE: &str = "en";

pub(super) struct Polecat;

impl Form for Polecat {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line(&tabbed(&COLUMNS))
    }

    fn add(&mut self, event: &Told, treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let Some(code) = run.context.tables.plover(event) else { return Ok(Err(Reason::NoCode)) };
        if treatment == Treatment::Recode && !code.recoded {
            return Ok(Err(Reason::Planned));
        }
        if code.recipient_required && event.recipients.is_empty() && !met(event, run.context) {
            return Ok(Err(Reason::NoRecipient));
        }
        if event.day().is_none() {
            return Ok(Err(Reason::NoDay));
        }
        let all = pairs(event, run.context.mutual(event));
        if all.is_empty() {
            return Ok(Err(no_pair(event)));
        }
        run_pairs(event, &code, all, run)
    }
}

fn met(event: &Told, context: &Context<'_>) -> bool {
    context.mutual(event) && event.actors.len() > 1
}

fn run_pairs(event: &Told, code: &Coded, all: Vec<Pair<'_>>, run: &mut Run<'_>) -> Result<Added, Error> {
    if all.len() > PAIRS_MAX {
        run.summary.leave(Reason::TooManyPairs, all.len() - PAIRS_MAX);
    }
    let rows = all.len().min(PAIRS_MAX);
    let tail = tail(event);
    for (number, pair) in all.into_iter().take(PAIRS_MAX).enumerate() {
        let mut cells = head(event, code, number);
        cells.extend(party(pair.actor));
        cells.extend(party(pair.recipient));
        cells.extend(tail.iter().cloned());
        let cells: Vec<String> = cells.iter().map(|cell| filled(&plain(cell))).collect();
        run.line(&tabbed(&cells))?;
    }
    Ok(Ok(rows))
}

fn filled(cell: &str) -> String {
    if cell.is_empty() { MISSING.to_owned() } else { cell.to_owned() }
}

fn head(event: &Told, code: &Coded, number: usize) -> Vec<String> {
    let quad = usize::from(code.quad).checked_sub(1).and_then(|at| QUADS.get(at));
    vec![
        format!("{}-E{}-P{}", event.source.id, event.number, number + 1),
        event.day().map(|day| day.to_string()).unwrap_or_default(),
        code.kind.clone(),
        code.modes.first().cloned().unwrap_or_default(),
        code.score.to_string(),
        quad.copied().unwrap_or_default().to_owned(),
        joined(&event.source.contexts, "; "),
    ]
}

/// Name, country, its Correlates of War number (no free list of them is at hand), first sector, all sectors, office, name as
/// written, Wikipedia's name (not known).
fn party(party: Option<&Party>) -> [String; 8] {
    let Some(party) = party else { return Default::default() };
    let country = party.country.clone().unwrap_or_default();
    [
        party.name.clone(),
        country,
        String::new(),
        party.sectors.first().cloned().unwrap_or_default(),
        joined(&party.sectors, "; "),
        party.office.clone().unwrap_or_default(),
        party.words.clone(),
        String::new(),
    ]
}

fn tail(event: &Told) -> Vec<String> {
    let PlaceColumns { name, city, province, latitude, longitude, geonames } = place_columns(event);
    let spot = event.place.as_ref();
    let source = &event.source;
    vec![
        name,
        city,
        String::new(),
        province,
        spot.and_then(|spot| spot.country.clone()).unwrap_or_default(),
        latitude,
        longitude,
        geonames,
        spot.map(|spot| spot.words.clone()).unwrap_or_default(),
        spot.and_then(|spot| spot.precision).map(|precision| precision.name().to_owned()).unwrap_or_default(),
        source.publisher.clone().unwrap_or_default(),
        source.published.map(|day| day.to_string()).unwrap_or_default(),
        named(event, &[EntityKind::Person]),
        named(event, &[EntityKind::Organization, EntityKind::Group]),
        named(event, &[EntityKind::Country, EntityKind::Place]),
        LANGUAGE.to_owned(),
        source.version.clone(),
    ]
}

/// Names in the event; the story's others are not at hand.
fn named(event: &Told, kinds: &[EntityKind]) -> String {
    let names: BTreeSet<&str> =
        event.parties().filter(|party| kinds.contains(&party.kind)).map(|party| party.name.as_str()).collect();
    joined(names, "; ")
}
