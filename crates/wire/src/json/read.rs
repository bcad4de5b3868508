//! From the shape of a record's JSON back to the record. Everything that comes from outside is checked here.

use std::collections::HashMap;

use verbale_record::{
    Alternatives, Condition, Content, Date, Entity, EntityKind, Event, Evidence, Field, Form, Id, Location, Mention,
    Note, Precision, QuoteForm, Record, Report, Sentence, Size, SizeKind, Span, Stage, Trigger, Versions, When,
};

use super::shapes::{
    AlternativeShape, AlternativesShape, ContentShape, DateShape, EntityShape, EventShape, EvidenceShape,
    LocationShape, MentionShape, NoteShape, RecordShape, ReportShape, SizeShape, TriggerShape, VersionsShape,
    WordsShape,
};
use crate::offsets::Offsets;
use crate::{Error, ErrorKind};

type Read<T> = Result<T, Error>;

/// The codes of notes that records may carry; a note of another code keeps it in its message.
const NOTE_CODES: &[&str] = &[
    "no-date",
    "future-date",
    "empty",
    "time-unresolved",
    "not-text",
    "encoding",
    "broken-encoding",
    "html",
    "over-limit",
    "sentence-cut",
    "limit",
    "left-out",
];

pub(super) fn record(shape: RecordShape) -> Read<Record> {
    let reader = Reader {
        offsets: Offsets::of(&shape.text),
        entities: index("entities", shape.entities.iter().map(|entity| entity.id.as_str()))?,
        events: index("events", shape.events.iter().map(|event| event.id.as_str()))?,
    };
    let sentences =
        shape.sentences.iter().map(|range| Ok(Sentence { span: reader.span("sentences", range.start, range.end)? }));
    let sentences = sentences.collect::<Read<_>>()?;
    let contexts = reader.fields("contexts", &shape.contexts, &shape.evidence.contexts, Span::new(0, 0))?;
    let entities = shape.entities.iter().map(|entity| reader.entity(entity)).collect::<Read<_>>()?;
    let events = shape.events.iter().map(|event| reader.event(event)).collect::<Read<_>>()?;
    let notes = shape.notes.iter().map(|note| reader.note(note)).collect::<Read<_>>()?;
    let versions = versions(shape.versions);
    let report = report(shape.report, shape.text)?;
    Ok(Record { report, contexts, sentences, entities, events, notes, versions })
}

fn report(shape: ReportShape, text: String) -> Read<Report> {
    let ReportShape { id, published, title, publisher, url, license } = shape;
    Ok(Report { published: date("report.published", published.as_deref())?, id, title, publisher, url, license, text })
}

fn versions(shape: Option<VersionsShape>) -> Versions {
    shape.map_or_else(Versions::default, |VersionsShape { program, model, knowledge }| Versions {
        program,
        model,
        knowledge,
    })
}

fn date(place: &str, text: Option<&str>) -> Read<Option<Date>> {
    text.map(|text| text.parse().map_err(|_| Error::new(ErrorKind::Date, place))).transpose()
}

/// The place of each id in its table.
fn index<'a>(place: &str, ids: impl Iterator<Item = &'a str>) -> Read<HashMap<&'a str, usize>> {
    let mut table = HashMap::new();
    for (at, id) in ids.enumerate() {
        if table.insert(id, at).is_some() {
            return Err(Error::new(ErrorKind::Reference, format!("{place} {id}")));
        }
    }
    Ok(table)
}

fn named<T>(place: &str, name: &str, found: Option<T>) -> Read<T> {
    found.ok_or_else(|| Error::new(ErrorKind::Name, format!("{place} {name:?}")))
}

struct Reader<'a> {
    offsets: Offsets<'a>,
    entities: HashMap<&'a str, usize>,
    events: HashMap<&'a str, usize>,
}

impl Reader<'_> {
    fn span(&self, place: &str, start: u32, end: u32) -> Read<Span> {
        let bytes = self.offsets.byte(start).zip(self.offsets.byte(end)).filter(|_| start <= end);
        bytes.map(|(start, end)| Span::new(start, end)).ok_or_else(|| Error::new(ErrorKind::Offset, place))
    }

    fn words(&self, place: &str, words: &WordsShape) -> Read<Span> {
        self.span(place, words.start, words.end)
    }

    fn entity_id(&self, place: &str, id: &str) -> Read<Id<Entity>> {
        let at = self.entities.get(id).ok_or_else(|| Error::new(ErrorKind::Reference, format!("{place} {id}")))?;
        Ok(Id::new(*at))
    }

    /// The evidence as written; a record written by hand has none, and rests on the words themselves.
    fn evidence(&self, place: &str, shape: Option<&EvidenceShape>, words: Span) -> Read<Evidence> {
        let Some(shape) = shape else { return Ok(Evidence::new(words, Stage::Words, 1.0)) };
        let stage = named(place, &shape.stage, Stage::from_name(&shape.stage))?;
        let span = self.span(place, shape.start, shape.end)?;
        Ok(Evidence { span, stage, confidence: shape.confidence as f32, detail: shape.detail.clone() })
    }

    fn field<T>(&self, place: &str, value: T, shape: Option<&EvidenceShape>, words: Span) -> Read<Field<T>> {
        Ok(Field::new(value, self.evidence(place, shape, words)?))
    }

    fn fields(
        &self,
        place: &str,
        values: &[String],
        shapes: &[EvidenceShape],
        words: Span,
    ) -> Read<Vec<Field<String>>> {
        values.iter().enumerate().map(|(at, value)| self.field(place, value.clone(), shapes.get(at), words)).collect()
    }

    fn entity(&self, shape: &EntityShape) -> Read<Entity> {
        let place = shape.id.as_str();
        let mentions = shape.mentions.iter().map(|mention| self.mention(place, mention)).collect::<Read<Vec<_>>>()?;
        let first = mentions.first().map(|mention| mention.span);
        let words = first.ok_or_else(|| Error::new(ErrorKind::Form, format!("{place}: no mention")))?;
        let kind = named(place, &shape.kind, EntityKind::from_name(&shape.kind))?;
        let evidence = shape.evidence.as_ref();
        let text = |value: Option<&String>, of: Option<&EvidenceShape>| {
            value.map(|value| self.field(place, value.clone(), of, words)).transpose()
        };
        let location = shape.location.as_ref().map(|location| {
            self.field(
                place,
                located(place, location)?,
                evidence.and_then(|evidence| evidence.location.as_ref()),
                words,
            )
        });
        Ok(Entity {
            kind: self.field(place, kind, evidence.map(|evidence| &evidence.kind), words)?,
            name: shape.name.clone(),
            country: text(shape.country.as_ref(), evidence.and_then(|evidence| evidence.country.as_ref()))?,
            sectors: self.fields(place, &shape.sectors, evidence.map_or(&[], |evidence| &evidence.sectors), words)?,
            office: text(shape.office.as_ref(), evidence.and_then(|evidence| evidence.office.as_ref()))?,
            members: shape.members.iter().map(|member| self.entity_id(place, member)).collect::<Read<_>>()?,
            mentions,
            location: location.transpose()?,
        })
    }

    fn mention(&self, place: &str, shape: &MentionShape) -> Read<Mention> {
        let capital = shape.text.chars().any(char::is_uppercase);
        let guess = if capital { Form::Name } else { Form::Nominal };
        let form = match &shape.form {
            Some(name) => named(place, name, Form::from_name(name))?,
            None => guess,
        };
        let span = self.span(place, shape.start, shape.end)?;
        Ok(Mention { span, form, confidence: shape.confidence.unwrap_or(1.0) as f32 })
    }

    fn event(&self, shape: &EventShape) -> Read<Event> {
        let place = shape.id.as_str();
        let triggers = shape.triggers.iter().map(|trigger| self.trigger(place, trigger)).collect::<Read<Vec<_>>>()?;
        let first = triggers.first().map(|trigger| trigger.span);
        let words = first.ok_or_else(|| Error::new(ErrorKind::Form, format!("{place}: no trigger")))?;
        let evidence = shape.evidence.as_ref();
        let role = |ids: &[String], shapes: Option<&[EvidenceShape]>| -> Read<Vec<Field<Id<Entity>>>> {
            let of = |at: usize| shapes.and_then(|shapes| shapes.get(at));
            ids.iter()
                .enumerate()
                .map(|(at, id)| self.field(place, self.entity_id(place, id)?, of(at), words))
                .collect()
        };
        let one = |of: fn(&super::shapes::EventEvidence) -> Option<&EvidenceShape>| evidence.and_then(of);
        let host = shape
            .place
            .as_ref()
            .map(|id| self.field(place, self.entity_id(place, id)?, one(|e| e.place.as_ref()), words));
        let sizes = shape
            .sizes
            .iter()
            .enumerate()
            .map(|(at, size)| self.size(place, size, evidence.and_then(|e| e.sizes.get(at))));
        let condition =
            shape.condition.as_ref().map(|condition| self.condition(place, condition, one(|e| e.condition.as_ref())));
        Ok(Event {
            kind: self.field(place, shape.kind.clone(), evidence.map(|e| &e.kind), words)?,
            modes: self.fields(place, &shape.modes, evidence.map_or(&[], |e| &e.modes), words)?,
            aux: self.fields(place, &shape.aux, evidence.map_or(&[], |e| &e.aux), words)?,
            actors: role(&shape.actors, evidence.map(|e| e.actors.as_slice()))?,
            recipients: role(&shape.recipients, evidence.map(|e| e.recipients.as_slice()))?,
            hosts: role(&shape.hosts, evidence.map(|e| e.hosts.as_slice()))?,
            place: host.transpose()?,
            of: shape.of.as_ref().map(|id| self.event_id(place, id)).transpose()?,
            date: shape.date.as_ref().map(|date| self.when(place, date, one(|e| e.date.as_ref()))).transpose()?,
            sizes: sizes.collect::<Read<_>>()?,
            content: shape
                .content
                .as_ref()
                .map(|content| self.content(place, content, one(|e| e.content.as_ref())))
                .transpose()?,
            condition: condition.transpose()?,
            triggers,
            alternatives: self.alternatives(place, shape.alternatives.as_ref(), words)?,
        })
    }

    fn alternatives(&self, place: &str, shape: Option<&AlternativesShape>, words: Span) -> Read<Alternatives> {
        let Some(shape) = shape else { return Ok(Alternatives::default()) };
        let parties = |others: &[AlternativeShape]| -> Read<Vec<Field<Id<Entity>>>> {
            let party = |other: &AlternativeShape| {
                self.field(place, self.entity_id(place, &other.value)?, Some(&other.evidence), words)
            };
            others.iter().map(party).collect()
        };
        let kind = |other: &AlternativeShape| self.field(place, other.value.clone(), Some(&other.evidence), words);
        Ok(Alternatives {
            kinds: shape.kinds.iter().map(kind).collect::<Read<_>>()?,
            actors: parties(&shape.actors)?,
            recipients: parties(&shape.recipients)?,
            hosts: parties(&shape.hosts)?,
            places: parties(&shape.places)?,
        })
    }

    fn event_id(&self, place: &str, id: &str) -> Read<Id<Event>> {
        let at = self.events.get(id).ok_or_else(|| Error::new(ErrorKind::Reference, format!("{place} {id}")))?;
        Ok(Id::new(*at))
    }

    fn trigger(&self, place: &str, shape: &TriggerShape) -> Read<Trigger> {
        let span = self.span(place, shape.start, shape.end)?;
        Ok(Trigger { span, confidence: shape.confidence.unwrap_or(1.0) as f32 })
    }

    fn when(&self, place: &str, shape: &DateShape, evidence: Option<&EvidenceShape>) -> Read<When> {
        let span = self.words(place, &shape.span)?;
        let (start, end) = (date(place, shape.start.as_deref())?, date(place, shape.end.as_deref())?);
        Ok(When { span, start, end, evidence: self.evidence(place, evidence, span)? })
    }

    fn size(&self, place: &str, shape: &SizeShape, evidence: Option<&EvidenceShape>) -> Read<Size> {
        let span = self.words(place, &shape.span)?;
        Ok(Size {
            kind: named(place, &shape.kind, SizeKind::from_name(&shape.kind))?,
            value: shape.value.as_f64().ok_or_else(|| Error::new(ErrorKind::Form, format!("{place} size")))?,
            unit: shape.unit.clone(),
            approximate: shape.approx,
            span,
            evidence: self.evidence(place, evidence, span)?,
        })
    }

    fn content(&self, place: &str, shape: &ContentShape, evidence: Option<&EvidenceShape>) -> Read<Content> {
        let form = named(place, &shape.form, QuoteForm::from_name(&shape.form))?;
        let span = self.span(place, shape.start, shape.end)?;
        Ok(Content { span, form, evidence: self.evidence(place, evidence, span)? })
    }

    fn condition(&self, place: &str, shape: &WordsShape, evidence: Option<&EvidenceShape>) -> Read<Condition> {
        let span = self.words(place, shape)?;
        Ok(Condition { span, evidence: self.evidence(place, evidence, span)? })
    }

    fn note(&self, shape: &NoteShape) -> Read<Note> {
        let span = shape.span.as_ref().map(|words| self.words("notes", words)).transpose()?;
        let known = NOTE_CODES.iter().find(|code| **code == shape.code);
        Ok(match known {
            Some(code) => Note { code, span, message: shape.message.clone() },
            None => Note { code: "other", span, message: format!("{}: {}", shape.code, shape.message) },
        })
    }
}

fn located(place: &str, shape: &LocationShape) -> Read<Location> {
    Ok(Location {
        latitude: shape.latitude as f32,
        longitude: shape.longitude as f32,
        precision: named(place, &shape.precision, Precision::from_name(&shape.precision))?,
        name: shape.name.clone(),
        source: shape.source.clone(),
    })
}
