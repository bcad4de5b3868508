//! The columns: what each holds of an event, and arrays of them.

use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Float32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use verbale_record::{Date, Party, SizeKind, Told, Words};

use crate::forms::csv::{quad, sizes};
use crate::forms::place::on_globe;
use crate::text::joined;
use crate::{Context, Error};

/// Days are counted from here.
const EPOCH: Date = Date::constant(1970, 1, 1);

type Row<'e> = (&'e Told, &'e Context<'e>);
type Texts = Vec<Option<String>>;

/// How a column's values are got from an event. Lists of parties are in step: the third country is the third actor's.
enum Column {
    Text(fn(Row<'_>) -> Option<String>),
    Integer(fn(Row<'_>) -> Option<i64>),
    Number(fn(Row<'_>) -> Option<f64>),
    /// Where no more is known than a single-precision number holds.
    Single(fn(Row<'_>) -> Option<f32>),
    Day(fn(Row<'_>) -> Option<Date>),
    List(fn(Row<'_>) -> Texts),
}

const COLUMNS: [(&str, Column); 50] = [
    ("event", Column::Integer(|(event, _)| Some(event.id))),
    ("occurrence", Column::Integer(|(event, _)| event.occurrence)),
    ("report", Column::Text(|(event, _)| Some(event.source.id.clone()))),
    ("number", Column::Integer(|(event, _)| Some(i64::from(event.number)))),
    ("title", Column::Text(|(event, _)| event.source.title.clone())),
    ("publisher", Column::Text(|(event, _)| event.source.publisher.clone())),
    ("url", Column::Text(|(event, _)| event.source.url.clone())),
    ("published", Column::Day(|(event, _)| event.source.published)),
    ("contexts", Column::List(|(event, _)| some(&event.source.contexts))),
    ("type", Column::Text(|(event, _)| Some(event.kind.clone()))),
    ("modes", Column::List(|(event, _)| some(&event.modes))),
    ("auxiliary", Column::List(|(event, _)| some(&event.aux))),
    ("status", Column::Text(|(event, _)| Some(event.status().name().to_owned()))),
    ("confidence", Column::Single(|(event, _)| Some(event.confidence))),
    ("quad", Column::Text(|(event, context)| Some(quad(event, context)).filter(|quad| !quad.is_empty()))),
    ("score", Column::Single(|(event, context)| context.kind(event).map(|_| context.score(event)))),
    ("start", Column::Day(|(event, _)| event.start)),
    ("end", Column::Day(|(event, _)| event.end)),
    ("day", Column::Day(|(event, _)| event.day())),
    ("actors", Column::List(|(event, _)| names(&event.actors))),
    ("actor_words", Column::List(|(event, _)| of_each(&event.actors, |party| Some(party.words.clone())))),
    ("actor_kinds", Column::List(|(event, _)| kinds(&event.actors))),
    ("actor_countries", Column::List(|(event, _)| countries(&event.actors))),
    ("actor_sectors", Column::List(|(event, _)| sectors(&event.actors))),
    ("actor_offices", Column::List(|(event, _)| offices(&event.actors))),
    ("recipients", Column::List(|(event, _)| names(&event.recipients))),
    ("recipient_words", Column::List(|(event, _)| of_each(&event.recipients, |party| Some(party.words.clone())))),
    ("recipient_kinds", Column::List(|(event, _)| kinds(&event.recipients))),
    ("recipient_countries", Column::List(|(event, _)| countries(&event.recipients))),
    ("recipient_sectors", Column::List(|(event, _)| sectors(&event.recipients))),
    ("recipient_offices", Column::List(|(event, _)| offices(&event.recipients))),
    ("hosts", Column::List(|(event, _)| names(&event.hosts))),
    ("host_countries", Column::List(|(event, _)| countries(&event.hosts))),
    ("place", Column::Text(|(event, _)| event.place.as_ref().map(|spot| spot.words.clone()))),
    ("place_name", Column::Text(|(event, _)| event.place.as_ref()?.name.clone())),
    ("place_country", Column::Text(|(event, _)| event.place.as_ref()?.country.clone())),
    ("latitude", Column::Single(|(event, _)| Some(on_globe(event.place.as_ref()?)?.0))),
    ("longitude", Column::Single(|(event, _)| Some(on_globe(event.place.as_ref()?)?.1))),
    ("precision", Column::Text(|(event, _)| Some(event.place.as_ref()?.precision?.name().to_owned()))),
    ("gazetteer", Column::Text(|(event, _)| event.place.as_ref()?.row.clone())),
    ("absence_from", Column::Integer(|(event, _)| event.of)),
    ("killed", Column::Number(|(event, _)| amount(event, SizeKind::Killed))),
    ("injured", Column::Number(|(event, _)| amount(event, SizeKind::Injured))),
    ("sizes", Column::Text(|(event, _)| Some(sizes(event)).filter(|sizes| !sizes.is_empty()))),
    ("trigger", Column::Text(|(event, _)| said(Some(&event.trigger)))),
    ("content", Column::Text(|(event, _)| said(event.content.as_ref()))),
    ("form", Column::Text(|(event, _)| event.form.map(|form| form.name().to_owned()))),
    ("condition", Column::Text(|(event, _)| said(event.condition.as_ref()))),
    ("sentence", Column::Text(|(event, _)| said(Some(&event.sentence_words)))),
    ("sentence_number", Column::Integer(|(event, _)| i64::try_from(event.sentence).ok())),
];

fn some(words: &[String]) -> Texts {
    words.iter().cloned().map(Some).collect()
}

fn of_each(parties: &[Party], of: impl Fn(&Party) -> Option<String>) -> Texts {
    parties.iter().map(of).collect()
}

fn names(parties: &[Party]) -> Texts {
    of_each(parties, |party| Some(party.name.clone()))
}

fn kinds(parties: &[Party]) -> Texts {
    of_each(parties, |party| Some(party.kind.name().to_owned()))
}

fn countries(parties: &[Party]) -> Texts {
    of_each(parties, |party| party.country.clone())
}

fn sectors(parties: &[Party]) -> Texts {
    of_each(parties, |party| (!party.sectors.is_empty()).then(|| joined(&party.sectors, "|")))
}

fn offices(parties: &[Party]) -> Texts {
    of_each(parties, |party| party.office.clone())
}

fn amount(event: &Told, kind: SizeKind) -> Option<f64> {
    event.sizes.iter().find(|size| size.kind == kind).map(|size| size.value)
}

fn said(words: Option<&Words>) -> Option<String> {
    words.map(|words| words.text.clone())
}

/// The schema of every file.
pub(super) fn schema() -> SchemaRef {
    let field = |(name, column): &(&str, Column)| Field::new(*name, column.kind(), true);
    Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()))
}

/// Events as one batch of columns.
pub(super) fn batch(events: &[Told], context: &Context<'_>) -> Result<RecordBatch, Error> {
    let arrays = COLUMNS.iter().map(|(_, column)| column.array(events, context)).collect();
    RecordBatch::try_new(schema(), arrays).map_err(Error::encoding)
}

/// Builds an array from a builder and each event's value.
macro_rules! built {
    ($builder:expr, $of:expr, $events:expr, $context:expr) => {{
        let mut builder = $builder;
        for event in $events {
            builder.append_option($of((event, $context)));
        }
        Arc::new(builder.finish())
    }};
}

impl Column {
    fn kind(&self) -> DataType {
        match self {
            Column::Text(_) => DataType::Utf8,
            Column::Integer(_) => DataType::Int64,
            Column::Number(_) => DataType::Float64,
            Column::Single(_) => DataType::Float32,
            Column::Day(_) => DataType::Date32,
            Column::List(_) => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        }
    }

    fn array(&self, events: &[Told], context: &Context<'_>) -> ArrayRef {
        match self {
            Column::Text(of) => built!(StringBuilder::new(), of, events, context),
            Column::Integer(of) => built!(Int64Builder::new(), of, events, context),
            Column::Number(of) => built!(Float64Builder::new(), of, events, context),
            Column::Single(of) => built!(Float32Builder::new(), of, events, context),
            Column::Day(of) => built!(Date32Builder::new(), |row| of(row).map(days), events, context),
            Column::List(of) => {
                let mut builder = ListBuilder::new(StringBuilder::new());
                for event in events {
                    builder.append_value(of((event, context)));
                }
                Arc::new(builder.finish())
            }
        }
    }
}

/// Days since the epoch; the calendar's years all fit.
fn days(day: Date) -> i32 {
    i32::try_from(day.duration_since(EPOCH).as_hours() / 24).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch() {
        for (day, count) in [("1970-01-01", 0), ("1969-12-31", -1), ("2025-02-18", 20_137)] {
            assert_eq!(days(day.parse().unwrap()), count);
        }
    }
}
