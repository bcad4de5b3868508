//! Why a field of an event has its value: the words, the stage that decided, its score, and the table row or rule.

use std::fmt::Write;

use verbale_record::{Entity, Event, Evidence, Field, Id, Record};

/// A page on event number `index` (from 0), or none where the record has no such event.
pub fn explain(record: &Record, index: usize) -> Option<String> {
    let event = record.events.get(index)?;
    let mut page = Page { record, out: String::new() };
    page.heading(event, index);
    page.labels(event);
    page.triggers(event);
    for (name, list) in [("actor", &event.actors), ("recipient", &event.recipients), ("host", &event.hosts)] {
        list.iter().for_each(|id| page.party(name, id));
    }
    event.place.iter().for_each(|place| page.party("place", place));
    page.facts(event);
    page.sayings(event);
    page.alternatives(event);
    Some(page.out)
}

struct Page<'a> {
    record: &'a Record,
    out: String,
}

impl Page<'_> {
    fn heading(&mut self, event: &Event, index: usize) {
        let at = self.record.sentence_of(event.first_span().start);
        let sentence = self.record.sentences.get(at).map_or("", |s| s.span.of(&self.record.report.text));
        let _ = writeln!(self.out, "E{} {} in sentence {at}:\n  {sentence}\n", index + 1, event.kind.value);
    }

    fn line(&mut self, name: &str, value: &str, evidence: &Evidence) {
        let words = evidence.span.of(&self.record.report.text);
        let detail = evidence.detail.as_ref().map_or(String::new(), |d| format!("; {d}"));
        let quoted = if words.is_empty() { String::new() } else { format!(" on {words:?}") };
        let _ = writeln!(
            self.out,
            "{name:<11} {value}\n{:<11}   {}{quoted}, confidence {:.2}{detail}",
            "",
            evidence.stage.name(),
            evidence.confidence
        );
    }

    fn labels(&mut self, event: &Event) {
        self.line("type", &event.kind.value, &event.kind.evidence);
        event.modes.iter().for_each(|mode| self.line("mode", &mode.value, &mode.evidence));
        event.aux.iter().for_each(|aux| self.line("aux", &aux.value, &aux.evidence));
    }

    fn triggers(&mut self, event: &Event) {
        for trigger in &event.triggers {
            let words = trigger.span.of(&self.record.report.text);
            let at = self.record.sentence_of(trigger.span.start);
            let _ = writeln!(
                self.out,
                "{:<11} {words:?} in sentence {at}, confidence {:.2}",
                "trigger", trigger.confidence
            );
        }
    }

    fn party(&mut self, name: &str, id: &Field<Id<Entity>>) {
        let Some(entity) = self.record.entities.get(id.value.index()) else { return };
        self.line(name, &format!("{} (T{})", entity.name, id.value.index() + 1), &id.evidence);
        self.line("  kind", entity.kind.value.name(), &entity.kind.evidence);
        entity.country.iter().for_each(|c| self.line("  country", &c.value, &c.evidence));
        entity.sectors.iter().for_each(|s| self.line("  sector", &s.value, &s.evidence));
        entity.office.iter().for_each(|o| self.line("  office", &o.value, &o.evidence));
        if let Some(place) = &entity.location {
            let l = &place.value;
            let value =
                format!("{} {:.2} {:.2} ({}, {})", l.name, l.latitude, l.longitude, l.precision.name(), l.source);
            self.line("  location", &value, &place.evidence);
        }
    }

    fn facts(&mut self, event: &Event) {
        if let Some(when) = &event.date {
            let day = |d: Option<verbale_record::Date>| d.map_or("open".to_owned(), |d| d.to_string());
            self.line("date", &format!("{} to {}", day(when.start), day(when.end)), &when.evidence);
        }
        for size in &event.sizes {
            let about = if size.approximate { "about " } else { "" };
            let unit = size.unit.as_deref().unwrap_or("");
            self.line("size", &format!("{} {about}{} {unit}", size.kind.name(), size.value), &size.evidence);
        }
        if let Some(of) = &event.of {
            let _ = writeln!(self.out, "{:<11} E{}", "of", of.index() + 1);
        }
    }

    /// What was weighed and not taken.
    fn alternatives(&mut self, event: &Event) {
        let others = &event.alternatives;
        for kind in &others.kinds {
            self.line("not type", &kind.value, &kind.evidence);
        }
        for (name, list) in [
            ("not actor", &others.actors),
            ("not recipient", &others.recipients),
            ("not host", &others.hosts),
            ("not place", &others.places),
        ] {
            for id in list {
                let name_of = self.record.entities.get(id.value.index()).map_or("", |entity| &entity.name);
                self.line(name, &format!("{name_of} (T{})", id.value.index() + 1), &id.evidence);
            }
        }
    }

    fn sayings(&mut self, event: &Event) {
        event.content.iter().for_each(|c| self.line("content", c.form.name(), &c.evidence));
        event.condition.iter().for_each(|c| self.line("condition", "", &c.evidence));
    }
}
