//! From a record to the shape of its JSON.

use verbale_record::{
    Alternatives, Condition, Content, Entity, Event, Evidence, Field, Id, Location, Mention, Note, Record, Report,
    Size, Span, Trigger, When,
};

use super::shapes::{
    AlternativeShape, AlternativesShape, ContentShape, DateShape, EntityEvidence, EntityShape, EventEvidence,
    EventShape, EvidenceShape, LocationShape, MentionShape, NoteShape, RangeShape, RecordEvidence, RecordShape,
    ReportShape, SizeShape, TriggerShape, VersionsShape, WordsShape,
};
use crate::offsets::Offsets;

pub(super) fn shape(record: &Record) -> RecordShape {
    let writer = Writer { text: &record.report.text, offsets: Offsets::of(&record.report.text) };
    let report = &record.report;
    RecordShape {
        schema: super::SCHEMA.to_owned(),
        report: report_shape(report),
        contexts: values(&record.contexts),
        text: report.text.clone(),
        sentences: record.sentences.iter().map(|sentence| writer.range(sentence.span)).collect(),
        entities: record.entities.iter().enumerate().map(|(at, entity)| writer.entity(at, entity)).collect(),
        events: record.events.iter().enumerate().map(|(at, event)| writer.event(at, event)).collect(),
        evidence: RecordEvidence { contexts: writer.all(&record.contexts) },
        notes: record.notes.iter().map(|note| writer.note(note)).collect(),
        versions: Some(VersionsShape {
            program: record.versions.program.clone(),
            model: record.versions.model.clone(),
            knowledge: record.versions.knowledge.clone(),
        }),
    }
}

pub(crate) fn report_shape(report: &Report) -> ReportShape {
    ReportShape {
        id: report.id.clone(),
        published: report.published.map(|date| date.to_string()),
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        url: report.url.clone(),
        license: report.license.clone(),
    }
}

struct Writer<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

impl Writer<'_> {
    fn range(&self, span: Span) -> RangeShape {
        RangeShape { start: self.offsets.points(span.start), end: self.offsets.points(span.end) }
    }

    fn words(&self, span: Span) -> WordsShape {
        let RangeShape { start, end } = self.range(span);
        WordsShape { start, end, text: self.text.get(span.range()).unwrap_or_default().to_owned() }
    }

    fn evidence(&self, evidence: &Evidence) -> EvidenceShape {
        let RangeShape { start, end } = self.range(evidence.span);
        EvidenceShape {
            start,
            end,
            stage: evidence.stage.name().to_owned(),
            confidence: three_digits(evidence.confidence),
            detail: evidence.detail.clone(),
        }
    }

    fn all<T>(&self, fields: &[Field<T>]) -> Vec<EvidenceShape> {
        fields.iter().map(|field| self.evidence(&field.evidence)).collect()
    }

    fn maybe<T>(&self, field: Option<&Field<T>>) -> Option<EvidenceShape> {
        field.map(|field| self.evidence(&field.evidence))
    }

    fn entity(&self, at: usize, entity: &Entity) -> EntityShape {
        EntityShape {
            id: entity_id(Id::new(at)),
            kind: entity.kind.value.name().to_owned(),
            name: entity.name.clone(),
            country: entity.country.as_ref().map(|country| country.value.clone()),
            sectors: values(&entity.sectors),
            office: entity.office.as_ref().map(|office| office.value.clone()),
            members: entity.members.iter().map(|member| entity_id(*member)).collect(),
            mentions: entity.mentions.iter().map(|mention| self.mention(mention)).collect(),
            location: entity.location.as_ref().map(|location| place(&location.value)),
            evidence: Some(EntityEvidence {
                kind: self.evidence(&entity.kind.evidence),
                country: self.maybe(entity.country.as_ref()),
                sectors: self.all(&entity.sectors),
                office: self.maybe(entity.office.as_ref()),
                location: self.maybe(entity.location.as_ref()),
            }),
        }
    }

    fn mention(&self, mention: &Mention) -> MentionShape {
        let WordsShape { start, end, text } = self.words(mention.span);
        let form = Some(mention.form.name().to_owned());
        MentionShape { start, end, text, form, confidence: Some(three_digits(mention.confidence)) }
    }

    fn event(&self, at: usize, event: &Event) -> EventShape {
        EventShape {
            id: event_id(Id::new(at)),
            kind: event.kind.value.clone(),
            modes: values(&event.modes),
            aux: values(&event.aux),
            triggers: event.triggers.iter().map(|trigger| self.trigger(trigger)).collect(),
            actors: ids(&event.actors),
            recipients: ids(&event.recipients),
            hosts: ids(&event.hosts),
            place: event.place.as_ref().map(|place| entity_id(place.value)),
            of: event.of.map(event_id),
            date: event.date.as_ref().map(|when| self.date(when)),
            sizes: event.sizes.iter().map(|size| self.size(size)).collect(),
            content: event.content.as_ref().map(|content| self.content(content)),
            condition: event.condition.as_ref().map(|condition| self.words(condition.span)),
            evidence: Some(self.event_evidence(event)),
            alternatives: Some(self.alternatives(&event.alternatives)).filter(|others| !others.is_empty()),
        }
    }

    fn alternatives(&self, others: &Alternatives) -> AlternativesShape {
        let parties = |fields: &[Field<Id<Entity>>]| fields.iter().map(|f| self.other(entity_id(f.value), f)).collect();
        AlternativesShape {
            kinds: others.kinds.iter().map(|kind| self.other(kind.value.clone(), kind)).collect(),
            actors: parties(&others.actors),
            recipients: parties(&others.recipients),
            hosts: parties(&others.hosts),
            places: parties(&others.places),
        }
    }

    fn other<T>(&self, value: String, field: &Field<T>) -> AlternativeShape {
        AlternativeShape { value, evidence: self.evidence(&field.evidence) }
    }

    fn event_evidence(&self, event: &Event) -> EventEvidence {
        let plain = |evidence: &Evidence| self.evidence(evidence);
        EventEvidence {
            kind: plain(&event.kind.evidence),
            modes: self.all(&event.modes),
            aux: self.all(&event.aux),
            actors: self.all(&event.actors),
            recipients: self.all(&event.recipients),
            hosts: self.all(&event.hosts),
            place: self.maybe(event.place.as_ref()),
            date: event.date.as_ref().map(|When { evidence, .. }| plain(evidence)),
            sizes: event.sizes.iter().map(|size| plain(&size.evidence)).collect(),
            content: event.content.as_ref().map(|Content { evidence, .. }| plain(evidence)),
            condition: event.condition.as_ref().map(|Condition { evidence, .. }| plain(evidence)),
        }
    }

    fn trigger(&self, trigger: &Trigger) -> TriggerShape {
        let WordsShape { start, end, text } = self.words(trigger.span);
        TriggerShape { start, end, text, confidence: Some(three_digits(trigger.confidence)) }
    }

    fn date(&self, when: &When) -> DateShape {
        let day = |date: Option<verbale_record::Date>| date.map(|date| date.to_string());
        DateShape { span: self.words(when.span), start: day(when.start), end: day(when.end) }
    }

    fn size(&self, size: &Size) -> SizeShape {
        SizeShape {
            kind: size.kind.name().to_owned(),
            value: number(size.value),
            unit: size.unit.clone(),
            approx: size.approximate,
            span: self.words(size.span),
        }
    }

    fn content(&self, content: &Content) -> ContentShape {
        let WordsShape { start, end, text } = self.words(content.span);
        ContentShape { start, end, text, form: content.form.name().to_owned() }
    }

    fn note(&self, note: &Note) -> NoteShape {
        NoteShape {
            code: note.code.to_owned(),
            span: note.span.map(|span| self.words(span)),
            message: note.message.clone(),
        }
    }
}

/// Confidences print to three digits, so that the last bits of a float never change a record.
fn three_digits(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

/// Whole numbers print without a fraction, as the codebook's records have them.
pub(crate) fn number(value: f64) -> serde_json::Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        serde_json::Number::from(value as i64)
    } else {
        serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into())
    }
}

fn place(location: &Location) -> LocationShape {
    LocationShape {
        latitude: shortest(location.latitude),
        longitude: shortest(location.longitude),
        precision: location.precision.name().to_owned(),
        name: location.name.clone(),
        source: location.source.clone(),
    }
}

/// The shortest decimal that reads back as the same `f32`.
fn shortest(degrees: f32) -> f64 {
    degrees.to_string().parse().unwrap_or_default()
}

pub(crate) fn values(fields: &[Field<String>]) -> Vec<String> {
    fields.iter().map(|field| field.value.clone()).collect()
}

fn ids(fields: &[Field<Id<Entity>>]) -> Vec<String> {
    fields.iter().map(|field| entity_id(field.value)).collect()
}

pub(crate) fn entity_id(id: Id<Entity>) -> String {
    format!("T{}", id.index() + 1)
}

pub(crate) fn event_id(id: Id<Event>) -> String {
    format!("E{}", id.index() + 1)
}
