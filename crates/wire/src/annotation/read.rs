//! An annotation back to a record.

use serde_json::{Map, Value, json};
use verbale_record::{Record, Span};

use super::pointers::hits;
use crate::json::{RangeShape, from_json};
use crate::offsets::Offsets;
use crate::{Error, ErrorKind, SCHEMA};

type Read<T> = Result<T, Error>;
type Fields = Map<String, Value>;

/// The record of an annotation and its source, both as JSON.
///
/// # Errors
/// Where one of them is not of its form, or a pointer leads nowhere: its words do not stand in its sentence, or not so often.
pub fn from_annotation(source: &str, annotation: &str) -> Read<Record> {
    let source = object(source, "source")?;
    let annotation = object(annotation, "annotation")?;
    let text = source.get("text").and_then(Value::as_str).ok_or_else(|| form("source: text"))?;
    let targets = Targets::of(text, source.get("sentences"))?;
    let mut report = source.get("report").and_then(Value::as_object).cloned().ok_or_else(|| form("source: report"))?;
    if let Some(day) = annotation.get("published").filter(|day| day.is_string()) {
        report.insert("published".to_owned(), day.clone());
    }
    let entities = list(&annotation, "entities").map(|entity| targets.entity(entity)).collect::<Read<Vec<Value>>>()?;
    let events = list(&annotation, "events").map(|event| targets.event(event)).collect::<Read<Vec<Value>>>()?;
    let record = json!({
        "schema": SCHEMA, "report": report, "text": text, "sentences": source.get("sentences"), "entities": entities,
        "events": events, "contexts": list(&annotation, "contexts").collect::<Vec<&Value>>(),
    });
    from_json(&record.to_string())
}

fn form(place: &str) -> Error {
    Error::new(ErrorKind::Form, place)
}

fn object(text: &str, what: &str) -> Read<Fields> {
    serde_json::from_str(text).map_err(|error| Error::new(ErrorKind::Form, format!("{what}: {error}")))
}

fn list<'a>(fields: &'a Fields, name: &str) -> impl Iterator<Item = &'a Value> {
    fields.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// What pointers lead into.
struct Targets<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    sentences: Vec<Span>,
}

impl<'a> Targets<'a> {
    fn of(text: &'a str, sentences: Option<&Value>) -> Read<Self> {
        let ranges: Vec<RangeShape> = serde_json::from_value(sentences.cloned().unwrap_or_default())
            .map_err(|error| Error::new(ErrorKind::Form, format!("source: sentences: {error}")))?;
        let offsets = Offsets::of(text);
        let span = |range: &RangeShape| {
            let (start, end) = (offsets.byte(range.start)?, offsets.byte(range.end)?);
            (start <= end).then_some(Span { start, end })
        };
        let sentences = ranges.iter().map(span).collect::<Option<Vec<Span>>>();
        let outside = || Error::new(ErrorKind::Offset, "source: sentences");
        Ok(Targets { text, sentences: sentences.ok_or_else(outside)?, offsets })
    }

    fn entity(&self, entity: &Value) -> Read<Value> {
        let mut fields = entity.as_object().cloned().ok_or_else(|| form("entities"))?;
        let mentions = self.places(&fields, "mentions")?;
        fields.insert("mentions".to_owned(), mentions);
        Ok(Value::Object(fields))
    }

    fn event(&self, event: &Value) -> Read<Value> {
        let mut fields = event.as_object().cloned().ok_or_else(|| form("events"))?;
        let triggers = self.places(&fields, "triggers")?;
        fields.insert("triggers".to_owned(), triggers);
        let id = id(&fields);
        if let Some(date) = fields.get_mut("date").and_then(Value::as_object_mut) {
            self.spell_out(date, &id)?;
        }
        for size in fields.get_mut("sizes").and_then(Value::as_array_mut).into_iter().flatten() {
            let size = size.as_object_mut().ok_or_else(|| form(&id))?;
            self.spell_out(size, &id)?;
        }
        let content = fields.remove("content").unwrap_or_default();
        let inner = content.get("condition").filter(|condition| !condition.is_null());
        if let Some(condition) = inner.or(fields.get("condition")).filter(|condition| !condition.is_null()) {
            let condition = self.place(condition, &id)?;
            fields.insert("condition".to_owned(), condition);
        }
        if !content.is_null() {
            let (from, to) = (self.place(&content["from"], &id)?, self.place(&content["to"], &id)?);
            fields.insert(
                "content".to_owned(),
                json!({"start": from["start"], "end": to["end"], "form": content["form"]}),
            );
        }
        Ok(Value::Object(fields))
    }

    /// The words of a date or a size as the span that they are.
    fn spell_out(&self, fields: &mut Fields, id: &str) -> Read<()> {
        let text = fields.remove("text").unwrap_or_default();
        fields.insert("span".to_owned(), self.place(&text, id)?);
        Ok(())
    }

    /// The places of a list of pointers, in the order of the text.
    fn places(&self, fields: &Fields, name: &str) -> Read<Value> {
        let id = id(fields);
        let mut places = list(fields, name).map(|pointer| self.place(pointer, &id)).collect::<Read<Vec<Value>>>()?;
        places.sort_by_key(|place| (place["start"].as_u64(), place["end"].as_u64()));
        Ok(Value::Array(places))
    }

    fn place(&self, pointer: &Value, id: &str) -> Read<Value> {
        let lost = || Error::new(ErrorKind::Pointer, format!("{id}: {pointer}"));
        let span = self.find(pointer).ok_or_else(lost)?;
        Ok(json!({
            "start": self.offsets.points(span.start), "end": self.offsets.points(span.end),
            "text": self.text.get(span.range()),
        }))
    }

    fn find(&self, pointer: &Value) -> Option<Span> {
        let sentence = *self.sentences.get(usize::try_from(pointer.get(0)?.as_u64()?).ok()?)?;
        let words = pointer.get(1)?.as_str().filter(|words| !words.is_empty())?;
        let nth = pointer.get(2).map_or(Some(1), Value::as_u64)?;
        let before = usize::try_from(nth.checked_sub(1)?).ok()?;
        let start = sentence.start + hits(self.text.get(sentence.range())?, words).nth(before)? as u32;
        Some(Span { start, end: start + words.len() as u32 })
    }
}

fn id(fields: &Fields) -> String {
    fields.get("id").and_then(Value::as_str).unwrap_or("without id").to_owned()
}
