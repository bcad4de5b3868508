//! PLOVER JSONL (manual 2.0): one line an event, under the manual's names and its strict types.

use serde_json::{Map, Value, json};
use verbale_record::{Party, SizeKind, Spot, Told};
use verbale_wire::plover::Coded;

use super::place::{degrees, on_globe};
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::json_line;
use crate::{Error, Reason};

const CODEBOOK: &str = "PLOVER 2.0";

pub(super) struct Plover;

impl Form for Plover {
    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let Some(code) = run.context.tables.plover(event) else { return Ok(Err(Reason::NoCode)) };
        if code.recipient_required && event.recipients.is_empty() {
            return Ok(Err(Reason::NoRecipient));
        }
        let Some(day) = event.day() else { return Ok(Err(Reason::NoDay)) };
        let generated = run.context.generated();
        run.line(&json_line(line(event, &code, day, generated)))?;
        Ok(Ok(1))
    }
}

fn line(event: &Told, code: &Coded, day: verbale_record::Date, generated: verbale_record::Date) -> Value {
    let source = &event.source;
    let mut line = json!({
        "id": format!("{}-E{}", source.id, event.number),
        "has_event": true,
        "date": day.to_string(),
        "actor": parties(&event.actors),
        "recipient": parties(&event.recipients),
        "event": [code.kind],
        "event_text": [event.trigger.text],
        "quad_code": code.quad,
        "event_scale": code.score,
        "mode": code.modes.iter().chain(&code.aux).collect::<Vec<_>>(),
        "context": source.contexts,
        "text": event.sentence_words.text,
        // An archive's spans count bytes and the manual's characters, so only the sentence's number is given.
        "text_info": {"sequence": event.sentence},
        "cite_info": cite(event),
        "coder": source.version,
        "coded_date": generated.to_string(),
    });
    let fields = line.as_object_mut();
    if let Some(fields) = fields {
        let end = event.end.filter(|end| *end != day);
        put(fields, "enddate", end.map(|end| json!(end.to_string())));
        put(fields, "event_loc", event.place.as_ref().map(place));
        put(fields, "size", size(event));
    }
    line
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value);
    }
}

/// The fields that are known.
fn known(fields: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
    let mut map = Map::new();
    for (name, value) in fields {
        put(&mut map, name, value);
    }
    Value::Object(map)
}

fn parties(parties: &[Party]) -> Vec<Value> {
    let one = |party: &Party| {
        let mut value = json!({
            "code": party.country,
            "sector": party.sectors,
            "entity_text": party.words,
        });
        if let Some(fields) = value.as_object_mut() {
            put(fields, "office", party.office.as_ref().map(|office| json!(office)));
            let actor = (party.actor != 0).then(|| json!(party.actor.to_string()));
            let name = actor.is_some().then(|| json!(party.name));
            put(fields, "identifier_id", actor);
            put(fields, "identifier_text", name);
        }
        value
    };
    parties.iter().map(one).collect()
}

fn cite(event: &Told) -> Value {
    let source = &event.source;
    known([
        ("title", source.title.as_ref().map(|title| json!(title))),
        ("publication", source.publisher.as_ref().map(|publisher| json!(publisher))),
        ("url", source.url.as_ref().map(|url| json!(url))),
        ("codebook", Some(json!(CODEBOOK))),
        ("version", Some(json!(source.version))),
    ])
}

fn place(spot: &Spot) -> Value {
    let geonames = spot.row.as_deref().and_then(|row| row.strip_prefix("geonames:"));
    known([
        ("extracted_place", Some(json!(spot.words))),
        ("resolved_place", spot.name.as_ref().map(|name| json!(name))),
        ("geonameid", geonames.map(|number| json!(number))),
        ("lat", on_globe(spot).and_then(|(north, _)| degrees(north)).map(|north| json!(north))),
        ("lon", on_globe(spot).and_then(|(_, east)| degrees(east)).map(|east| json!(east))),
        ("country_code", Some(json!(spot.country))),
        ("resolution", spot.precision.map(|precision| json!(precision.name()))),
    ])
}

fn size(event: &Told) -> Option<Value> {
    let of = |kind: SizeKind| event.sizes.iter().find(|size| size.kind == kind).map(|size| json!(size.value));
    let (dead, injured, arrested) = (of(SizeKind::Killed), of(SizeKind::Injured), of(SizeKind::Arrested));
    let any = dead.is_some() || injured.is_some() || arrested.is_some();
    any.then(|| known([("dead", dead), ("injured", injured), ("arrested", arrested)]))
}
