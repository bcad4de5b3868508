//! A record as single claims, one line each, so that two readings of a report can be held against each other.

use std::collections::BTreeSet;

use verbale_record::{Date, Entity, Event, Field, Id, Record, Span};

/// Claims in order of the text: "s3 “met”: actor Marco Rubio". Two readings that agree on a claim write the same line.
pub fn claims(record: &Record) -> BTreeSet<(u32, String)> {
    let mut claims = Claims { record, all: BTreeSet::new() };
    record.entities.iter().for_each(|entity| claims.entity(entity));
    record.events.iter().for_each(|event| claims.event(event));
    claims.all
}

struct Claims<'a> {
    record: &'a Record,
    all: BTreeSet<(u32, String)>,
}

impl Claims<'_> {
    fn add(&mut self, of: Span, claim: &str) {
        let sentence = self.record.sentence_of(of.start);
        self.all.insert((of.start, format!("s{sentence} “{}”: {claim}", of.line_of(&self.record.report.text))));
    }

    fn entity(&mut self, entity: &Entity) {
        let of = entity.first_span();
        self.add(of, entity.kind.value.name());
        entity.country.iter().for_each(|country| self.add(of, &format!("country {}", country.value)));
        entity.sectors.iter().for_each(|sector| self.add(of, &format!("sector {}", sector.value)));
        entity.office.iter().for_each(|office| self.add(of, &format!("office {}", office.value)));
        if let Some(location) = &entity.location {
            let place = &location.value;
            self.add(of, &format!("location {} {:.2} {:.2}", place.name, place.latitude, place.longitude));
        }
    }

    fn event(&mut self, event: &Event) {
        for trigger in &event.triggers {
            self.add(trigger.span, &event.kind.value);
        }
        let of = event.first_span();
        for (name, labels) in [("mode", &event.modes), ("aux", &event.aux)] {
            labels.iter().for_each(|label| self.add(of, &format!("{name} {}", label.value)));
        }
        let (actors, recipients) = (("actor", &event.actors[..]), ("recipient", &event.recipients[..]));
        for (name, parties) in [actors, recipients, ("host", &event.hosts[..]), ("place", event.place.as_slice())] {
            self.parties(of, name, parties);
        }
        self.facts(event, of);
    }

    fn parties(&mut self, of: Span, name: &str, parties: &[Field<Id<Entity>>]) {
        for entity in parties.iter().filter_map(|party| self.record.entities.get(party.value.index())) {
            self.add(of, &format!("{name} {}", entity.name));
        }
    }

    fn facts(&mut self, event: &Event, of: Span) {
        if let Some(when) = &event.date {
            let day = |date: Option<Date>| date.map_or("…".to_owned(), |date| date.to_string());
            self.add(of, &format!("date {} to {}", day(when.start), day(when.end)));
        }
        for size in &event.sizes {
            self.add(of, &format!("size {} {}", size.kind.name(), size.value));
        }
        if let Some(content) = &event.content {
            self.add(of, &format!("content {}", content.span.line_of(&self.record.report.text)));
        }
        if let Some(condition) = &event.condition {
            self.add(of, &format!("condition {}", condition.span.line_of(&self.record.report.text)));
        }
    }
}
