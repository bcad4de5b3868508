//! Events as an archive hands them out: flat, with names in place of ids, each with the report it stands in.
//!
//! A [`Record`] tells what one report says; merging, views and exports look at events of many reports side by side, and
//! need no spans for that, only where to find them again.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::{Date, Entity, EntityKind, Event, Field, Form, Id, Precision, QuoteForm, Record, SizeKind, Span};

/// How many numbers of events or entities a report has in an archive; more than a report within the size limit can hold.
const NUMBERS_A_REPORT: i64 = 1 << 16;

/// A report as its events refer to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The archive's number of the report.
    pub number: i64,
    pub id: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<Date>,
    /// The number of the first report of its wire family: reports that are copies or excerpts of one text share it.
    pub family: i64,
    /// PLOVER contexts of the report as a whole.
    pub contexts: Vec<String>,
    /// The fullest form of everybody and everything that the report names, those first of whom it speaks most often. An
    /// archive fills it for merging alone.
    pub names: Vec<String>,
    /// Reader, model and tables it was read with.
    pub version: String,
}

/// How the text lets an event stand to the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Happened,
    Planned,
    Possible,
    Denied,
}

/// The auxiliary modes that make a status, the strongest first.
const STATUS_BY_AUX: [(&str, Status); 3] =
    [("negation", Status::Denied), ("hypothetical", Status::Possible), ("future", Status::Planned)];

impl Status {
    pub const ALL: [Status; 4] = [Status::Happened, Status::Planned, Status::Possible, Status::Denied];

    /// The status that auxiliary modes give: what is both future and denied is denied.
    pub fn of<S: AsRef<str>>(aux: &[S]) -> Status {
        let has = |name: &str| aux.iter().any(|aux| aux.as_ref() == name);
        STATUS_BY_AUX.iter().find(|(name, _)| has(name)).map_or(Status::Happened, |(_, status)| *status)
    }

    pub fn name(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Planned => "planned",
            Status::Possible => "possible",
            Status::Denied => "denied",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// Somebody who takes part in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The archive's number of the entity in its report.
    pub entity: i64,
    /// The archive's number of the actor that entities of different reports stand for; 0 where none is known.
    pub actor: i64,
    /// The actor's name in the archive; without an archive the fullest form in the report.
    pub name: String,
    /// The fullest form in the report.
    pub words: String,
    pub kind: EntityKind,
    pub country: Option<String>,
    /// PLOVER sectors, main one first.
    pub sectors: Vec<String>,
    pub office: Option<String>,
    pub confidence: f32,
}

/// Where an event takes place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub entity: i64,
    /// The fullest form in the report.
    pub words: String,
    /// The gazetteer's name, where the place is known.
    pub name: Option<String>,
    pub country: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f32, f32)>,
    pub precision: Option<Precision>,
    /// The gazetteer row ("geonames:108410").
    pub row: Option<String>,
    pub confidence: f32,
}

/// A number tied to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub kind: SizeKind,
    pub value: f64,
    pub unit: Option<String>,
    pub approximate: bool,
}

/// What was said, and in which words.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub text: String,
    /// In the report's text.
    pub span: Span,
}

impl Words {
    /// The words of a span on one line.
    pub fn of(text: &str, span: Span) -> Self {
        Words { text: span.line_of(text), span }
    }
}

/// One event of one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The archive's number of the event.
    pub id: i64,
    /// The happening that this is a telling of, where tellings were merged.
    pub occurrence: Option<i64>,
    pub source: Arc<Source>,
    /// The event's number in its report, counted from one ("E3").
    pub number: u32,
    pub kind: String,
    pub modes: Vec<String>,
    pub aux: Vec<String>,
    pub confidence: f32,
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    pub hosts: Vec<Party>,
    pub place: Option<Spot>,
    /// The meeting that an absence is an absence from.
    pub of: Option<i64>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub sizes: Vec<Amount>,
    /// The first trigger.
    pub trigger: Words,
    pub content: Option<Words>,
    pub form: Option<QuoteForm>,
    pub condition: Option<Words>,
    /// The number of the sentence of the first trigger, counted from zero, and its words.
    pub sentence: usize,
    pub sentence_words: Words,
}

impl Told {
    pub fn status(&self) -> Status {
        Status::of(&self.aux)
    }

    /// The day by which an event is put in order: when it starts, else when it ends, else when its report came out.
    pub fn day(&self) -> Option<Date> {
        self.start.or(self.end).or(self.source.published)
    }

    /// All who take part, actors first.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.actors.iter().chain(&self.recipients).chain(&self.hosts)
    }
}

/// The archive's number of an event or an entity: that of its report and its own, counted from one.
pub fn archive_number(report: i64, number: usize) -> i64 {
    report * NUMBERS_A_REPORT + number as i64
}

/// The report of an archive's number, and the number of the event or entity in it.
pub fn report_and_number(number: i64) -> (i64, usize) {
    (number.div_euclid(NUMBERS_A_REPORT), number.rem_euclid(NUMBERS_A_REPORT) as usize)
}

/// The source that a record's report is to its events.
pub fn source(record: &Record, number: i64) -> Source {
    let report = &record.report;
    let versions = &record.versions;
    Source {
        number,
        id: report.id.clone(),
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        url: report.url.clone(),
        published: report.published,
        family: number,
        contexts: record.contexts.iter().map(|context| context.value.clone()).collect(),
        names: names(record),
        version: format!("{} / {} / {}", versions.program, versions.model, versions.knowledge),
    }
}

fn names(record: &Record) -> Vec<String> {
    let is_named = |entity: &&Entity| entity.mentions.iter().any(|mention| mention.form == Form::Name);
    let mut named: Vec<&Entity> = record.entities.iter().filter(is_named).collect();
    named.sort_by_key(|entity| Reverse(entity.mentions.len()));
    named.into_iter().map(|entity| entity.name.clone()).collect()
}

/// The events of a record as `source` tells them, not merged yet.
pub fn told(record: &Record, source: &Arc<Source>) -> Vec<Told> {
    record.events.iter().enumerate().map(|(at, event)| one(record, source, at, event)).collect()
}

fn one(record: &Record, source: &Arc<Source>, at: usize, event: &Event) -> Told {
    let sentence = record.sentence_of(event.first_span().start);
    let sentence_span = record.sentences.get(sentence).map_or_else(|| event.first_span(), |sentence| sentence.span);
    let parties =
        |fields: &[Field<Id<Entity>>]| fields.iter().filter_map(|field| party(record, source, field)).collect();
    let words = |span| Words::of(&record.report.text, span);
    Told {
        id: archive_number(source.number, at + 1),
        occurrence: None,
        source: Arc::clone(source),
        number: at as u32 + 1,
        kind: event.kind.value.clone(),
        modes: values(&event.modes),
        aux: values(&event.aux),
        confidence: event.kind.evidence.confidence,
        actors: parties(&event.actors),
        recipients: parties(&event.recipients),
        hosts: parties(&event.hosts),
        place: event.place.as_ref().and_then(|place| spot(record, source, place)),
        of: event.of.map(|of| archive_number(source.number, of.index() + 1)),
        start: event.date.as_ref().and_then(|when| when.start),
        end: event.date.as_ref().and_then(|when| when.end),
        sizes: event.sizes.iter().map(amount).collect(),
        trigger: words(event.first_span()),
        content: event.content.as_ref().map(|content| words(content.span)),
        form: event.content.as_ref().map(|content| content.form),
        condition: event.condition.as_ref().map(|condition| words(condition.span)),
        sentence,
        sentence_words: words(sentence_span),
    }
}

fn party(record: &Record, source: &Source, field: &Field<Id<Entity>>) -> Option<Party> {
    let entity = record.entities.get(field.value.index())?;
    Some(Party {
        entity: archive_number(source.number, field.value.index() + 1),
        actor: 0,
        name: entity.name.clone(),
        words: entity.name.clone(),
        kind: entity.kind.value,
        country: entity.country.as_ref().map(|country| country.value.clone()),
        sectors: values(&entity.sectors),
        office: entity.office.as_ref().map(|office| office.value.clone()),
        confidence: field.evidence.confidence,
    })
}

fn spot(record: &Record, source: &Source, field: &Field<Id<Entity>>) -> Option<Spot> {
    let entity = record.entities.get(field.value.index())?;
    let location = entity.location.as_ref().map(|location| &location.value);
    Some(Spot {
        entity: archive_number(source.number, field.value.index() + 1),
        words: entity.name.clone(),
        name: location.map(|location| location.name.clone()),
        country: entity.country.as_ref().map(|country| country.value.clone()),
        position: location.map(|location| (location.latitude, location.longitude)),
        precision: location.map(|location| location.precision),
        row: location.map(|location| location.source.clone()),
        confidence: field.evidence.confidence,
    })
}

fn amount(size: &crate::Size) -> Amount {
    Amount { kind: size.kind, value: size.value, unit: size.unit.clone(), approximate: size.approximate }
}

fn values(fields: &[Field<String>]) -> Vec<String> {
    fields.iter().map(|field| field.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for (report, number) in [(1, 1), (7, 65_535), (1 << 40, 12)] {
            assert_eq!(report_and_number(archive_number(report, number)), (report, number));
        }
    }

    #[test]
    fn a_denial_outweighs_a_plan() {
        assert_eq!(Status::of(&["future", "negation"]), Status::Denied);
        assert_eq!(Status::of(&["historical"]), Status::Happened);
        assert_eq!(Status::of::<&str>(&[]), Status::Happened);
    }
}
