//! What reports differ on: numbers, and whether a thing happened at all.

use verbale_record::{Occurrence, SizeKind, Status, Toll};

use super::gather::Item;
use super::page::Desk;
use super::when;
use crate::part::number;

/// A sentence on a difference, and the events that differ.
pub(super) struct Difference {
    pub text: String,
    pub events: Vec<i64>,
}

/// All differences about one happening.
pub(super) fn differences(item: &Item<'_>, desk: &Desk<'_>) -> Vec<Difference> {
    let (Some(happening), Some(name)) = (item.happening, desk.called(item.lead, item.happening)) else {
        return Vec::new();
    };
    let tolls = happening.tolls.iter().filter(|toll| toll.low < toll.high).map(|toll| number_differs(toll, &name));
    tolls.chain(status_differs(happening, &name)).collect()
}

fn number_differs(toll: &Toll, name: &str) -> Difference {
    let what = match (toll.kind, &toll.unit) {
        (SizeKind::Money, _) => "the sum in".to_owned(),
        (SizeKind::Killed | SizeKind::Injured | SizeKind::Arrested | SizeKind::Displaced, _) => {
            format!("the number {} in", toll.kind.name())
        }
        (_, Some(unit)) => format!("the number of {unit} in"),
        (kind, None) => format!("the number of {} in", kind.name()),
    };
    let versions: Vec<String> = distinct(toll.versions.iter().map(|(value, _)| number(*value)));
    let text = match versions.len() {
        0..=2 => format!("Reports differ on {what} {name}: {}.", versions.join(" or ")),
        _ => {
            let (low, high) = (number(toll.low), number(toll.high));
            format!("Reports differ on {what} {name}: from {low} to {high}.")
        }
    };
    Difference { text, events: toll.versions.iter().map(|(_, event)| *event).collect() }
}

/// A plan that came true is no dispute; a thing that is told and denied is.
fn status_differs(happening: &Occurrence, name: &str) -> Option<Difference> {
    let denied = happening.history.iter().any(|standing| standing.status == Status::Denied);
    let told = happening.history.iter().any(|standing| standing.status == Status::Happened);
    if !denied || !told {
        return None;
    }
    let step = |standing: &verbale_record::Standing| {
        let day = standing.published.map(|day| format!(" on {}", when::day(day))).unwrap_or_default();
        format!("{}{day}", if standing.status == Status::Denied { "denied" } else { "reported" })
    };
    let steps = distinct(
        happening
            .history
            .iter()
            .filter(|standing| matches!(standing.status, Status::Denied | Status::Happened))
            .map(step),
    );
    let events = happening.history.iter().map(|standing| standing.event).collect();
    Some(Difference { text: format!("Reports differ on {name}: {}.", steps.join(", ")), events })
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
