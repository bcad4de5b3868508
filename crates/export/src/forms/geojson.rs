//! Points of a map (RFC 7946). The point of a region or a country is its middle, and the feature says so.

use serde_json::{Value, json};
use verbale_record::{Precision, Spot, Told};

use super::csv::quad;
use super::place::{degrees, on_globe};
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::json_line;
use crate::{Context, Error, Reason};

#[derive(Default)]
pub(super) struct Geojson {
    features: usize,
}

impl Form for Geojson {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line("{\"type\":\"FeatureCollection\",\"features\":[")
    }

    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let point = event.place.as_ref().and_then(|spot| Some((spot, point(spot)?)));
        let Some((spot, point)) = point else { return Ok(Err(Reason::NoPosition)) };
        let comma = if self.features > 0 { "," } else { "" };
        let feature = json_line(feature(event, spot, point, run.context));
        run.line(&format!("{comma}{feature}"))?;
        self.features += 1;
        Ok(Ok(1))
    }

    fn end(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line("]}")
    }
}

/// Longitude, then latitude, as the format wants it.
fn point(spot: &Spot) -> Option<[f64; 2]> {
    let (north, east) = on_globe(spot)?;
    Some([degrees(east)?, degrees(north)?])
}

fn feature(event: &Told, spot: &Spot, point: [f64; 2], context: &Context<'_>) -> Value {
    let names = |parties: &[verbale_record::Party]| parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>();
    // Without a precision nothing vouches for the point.
    let is_place = matches!(spot.precision, Some(Precision::Exact | Precision::Town));
    let source = &event.source;
    json!({
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": point},
        "properties": {
            "occurrence": event.occurrence,
            "type": event.kind,
            "modes": event.modes,
            "status": event.status().name(),
            "quad": quad(event, context),
            "score": context.score(event),
            "confidence": degrees(event.confidence),
            "day": event.day().map(|day| day.to_string()),
            "actors": names(&event.actors),
            "recipients": names(&event.recipients),
            "hosts": names(&event.hosts),
            "place": spot.name.as_ref().unwrap_or(&spot.words),
            "country": spot.country,
            "precision": spot.precision.map(Precision::name),
            "point_is": if is_place { "the place" } else { "the middle of a larger area" },
            "sentence": event.sentence_words.text,
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "report": source.id,
        },
    })
}
