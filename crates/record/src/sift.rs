//! A record without what is less sure than the reader asks for.

use crate::{Event, Evidence, Field, Id, Note, Record};

/// The stable code of the note that counts what was left out.
const LEFT_OUT: &str = "left-out";

/// What was left out of a record.
#[derive(Default)]
struct Left {
    events: usize,
    fields: usize,
}

impl Record {
    /// Leaves out events, and fields of events and entities, whose confidence is below `min` (0 to 1), and says in a note
    /// how many. Auxiliary modes and conditions stay: without them an event would claim more than its report does.
    /// Entities stay too, and with them their numbers; events are numbered anew.
    pub fn sift(&mut self, min: f32) {
        let (mut left, all) = (Left::default(), self.events.len());
        self.sift_events(min, &mut left);
        for entity in &mut self.entities {
            one(&mut entity.country, |field| &field.evidence, min, &mut left);
            many(&mut entity.sectors, min, &mut left);
            one(&mut entity.office, |field| &field.evidence, min, &mut left);
            one(&mut entity.location, |field| &field.evidence, min, &mut left);
        }
        if left.events + left.fields > 0 {
            let message = format!(
                "{} of {all} events and {} fields are less sure than {min} and left out",
                left.events, left.fields
            );
            self.notes.push(Note { code: LEFT_OUT, span: None, message });
        }
    }

    fn sift_events(&mut self, min: f32, left: &mut Left) {
        let kept: Vec<bool> = self.events.iter().map(|event| event.kind.evidence.confidence >= min).collect();
        let number_of = |old: usize| kept[old].then(|| kept[..old].iter().filter(|kept| **kept).count());
        left.events += kept.iter().filter(|kept| !**kept).count();
        for event in &mut self.events {
            event.of = event.of.and_then(|of| number_of(of.index())).map(Id::new);
        }
        let mut keep = kept.iter();
        self.events.retain(|_| keep.next().is_some_and(|kept| *kept));
        self.events.iter_mut().for_each(|event| sift_fields(event, min, left));
    }
}

fn sift_fields(event: &mut Event, min: f32, left: &mut Left) {
    many(&mut event.modes, min, left);
    for parties in [&mut event.actors, &mut event.recipients, &mut event.hosts] {
        many(parties, min, left);
    }
    one(&mut event.place, |field| &field.evidence, min, left);
    one(&mut event.date, |when| &when.evidence, min, left);
    one(&mut event.content, |content| &content.evidence, min, left);
    let sizes = event.sizes.len();
    event.sizes.retain(|size| size.evidence.confidence >= min);
    left.fields += sizes - event.sizes.len();
}

fn many<T>(fields: &mut Vec<Field<T>>, min: f32, left: &mut Left) {
    let before = fields.len();
    fields.retain(|field| field.evidence.confidence >= min);
    left.fields += before - fields.len();
}

fn one<T>(field: &mut Option<T>, evidence: impl Fn(&T) -> &Evidence, min: f32, left: &mut Left) {
    if field.take_if(|field| evidence(field).confidence < min).is_some() {
        left.fields += 1;
    }
}
