//! `verbale who`, `verbale where` and `verbale when`: the resolvers by themselves, with candidates and reasons.

use std::fmt::Write;

use anyhow::Result;
use verbale::record::Date;
use verbale::time::{self, Days, Lean};
use verbale::{Decision, Location, Lookup, Where, Who};

use crate::arguments::{WhenArguments, WhereArguments, WhoArguments};
use crate::output;

/// Rows of one name that are listed; the rest is counted.
const ROWS_MAX: usize = 12;

pub(crate) fn who(arguments: &WhoArguments) -> Result<bool> {
    let lookup = Lookup::bundled()?;
    let who = lookup.who(&arguments.name, arguments.on);
    let page = who_page(&arguments.name, &who);
    answer(&arguments.name, page)
}

pub(crate) fn locate(arguments: &WhereArguments) -> Result<bool> {
    let lookup = arguments.places.open()?.map_or_else(Lookup::bundled, Lookup::with)?;
    let near: Vec<&str> = arguments.near.iter().map(String::as_str).collect();
    let found = lookup.locate(&arguments.name, &near);
    answer(&arguments.name, where_page(&arguments.name, &found))
}

pub(crate) fn when(arguments: &WhenArguments) -> Result<bool> {
    let words = &arguments.words;
    let read = |lean| time::resolve(words, arguments.published, lean);
    let days = match read(Lean::Past) {
        Ok(days) => days,
        Err(unresolved) => {
            output::print(&format!("{words}: unresolved: {}\n", unresolved.reason))?;
            return Ok(false);
        }
    };
    let mut page = format!("{words}: {}\n", span(days));
    if let Some(ahead) = read(Lean::Future).ok().filter(|ahead| *ahead != days) {
        let _ = writeln!(page, "  of what is to come: {}", span(ahead));
    }
    output::print(&page)?;
    Ok(true)
}

/// Prints the page, or says that there is none.
fn answer(words: &str, page: Option<String>) -> Result<bool> {
    output::print(page.as_deref().unwrap_or(&format!("{words}: no match\n")))?;
    Ok(page.is_some())
}

fn who_page(name: &str, who: &Who<'_>) -> Option<String> {
    let actor = &who.actor;
    let decisions: Vec<(&str, &Decision)> = actor
        .country
        .iter()
        .map(|country| ("country", country))
        .chain(actor.sectors.iter().map(|sector| ("sector", sector)))
        .chain(actor.office.iter().map(|office| ("office", office)))
        .collect();
    if decisions.is_empty() && who.tenures.is_empty() {
        return None;
    }
    let values: Vec<&str> = decisions.iter().map(|(_, decision)| decision.value.as_str()).collect();
    let mut page = format!("{name}: {}\n", if values.is_empty() { "unknown".to_owned() } else { values.join(" ") });
    for (field, decision) in decisions {
        let (stage, detail) = (decision.stage.name(), &decision.detail);
        let _ = writeln!(page, "  {field:8} {:4} {:.2}  {stage}: {detail}", decision.value, decision.confidence);
    }
    if let Some(row) = who.collective {
        let codes = codes(row.country.as_deref(), &row.sectors);
        let _ = writeln!(page, "  row of {}: {} ({codes}) {}", row.table, row.name, period(row.from, row.to));
    }
    for row in &who.tenures {
        let codes = codes(row.country.as_deref(), &row.sectors);
        let _ = writeln!(page, "  row of people: {}, {} ({codes}) {}", row.name, row.office, period(row.from, row.to));
    }
    Some(page)
}

fn where_page(name: &str, found: &Where<'_>) -> Option<String> {
    let count = found.regions.len() + found.rows.len();
    if found.place.is_none() && count == 0 {
        return None;
    }
    let mut page = match &found.place {
        None => format!("{name}: no match, too many places are as likely\n"),
        Some(place) => {
            let lies_in = place.admin1.iter().chain(&place.country).map(String::as_str).collect::<Vec<_>>().join(", ");
            let (at, precision) = (position(&place.location), place.location.precision.name());
            format!(
                "{}: {lies_in} at {at}, {precision}, {:.2} ({})\n",
                place.location.name, place.confidence, place.location.source
            )
        }
    };
    for region in found.regions.iter().take(ROWS_MAX) {
        let country = region.country.as_deref().unwrap_or("-");
        let _ = writeln!(
            page,
            "  {country}  {}: {} {}",
            region.name,
            region.kind,
            degrees(region.latitude, region.longitude)
        );
    }
    for row in found.rows.iter().take(ROWS_MAX) {
        let at = degrees(row.latitude, row.longitude);
        let _ = writeln!(
            page,
            "  {}  {}: {} {at}, {} people (geonames:{})",
            row.alpha2,
            row.name,
            row.feature.name(),
            row.population,
            row.id
        );
    }
    if found.rows.len() > ROWS_MAX {
        let _ = writeln!(page, "  and {} more", found.rows.len() - ROWS_MAX);
    }
    Some(page)
}

fn codes(country: Option<&str>, sectors: &[String]) -> String {
    let all: Vec<&str> = country.into_iter().chain(sectors.iter().map(String::as_str)).collect();
    all.join(" ")
}

fn period(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (from, to) => format!("{} to {}", day(from), day(to)),
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or("-".to_owned(), |day| day.to_string())
}

fn span(days: Days) -> String {
    let unit = format!("{:?}", days.granularity).to_lowercase();
    if days.start == days.end {
        format!("{} ({unit})", day(days.start))
    } else {
        format!("{} ({unit})", period_of(days))
    }
}

fn period_of(days: Days) -> String {
    format!("{} to {}", day(days.start), day(days.end))
}

fn position(location: &Location) -> String {
    degrees(location.latitude, location.longitude)
}

fn degrees(latitude: f32, longitude: f32) -> String {
    format!("{latitude:.2} {longitude:.2}")
}
