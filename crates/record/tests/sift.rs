//! What `Record::sift` leaves out and what it keeps.

use verbale_record::{
    Alternatives, Entity, EntityKind, Event, Evidence, Field, Form, Id, Mention, Record, Span, Stage, Trigger,
};

const MIN: f32 = 0.5;

fn field<T>(value: T, confidence: f32) -> Field<T> {
    Field::new(value, Evidence::new(Span::new(0, 4), Stage::Network, confidence))
}

fn event(kind: &str, confidence: f32) -> Event {
    Event {
        kind: field(kind.to_owned(), confidence),
        modes: Vec::new(),
        aux: vec![field("negation".to_owned(), 0.1)],
        triggers: vec![Trigger { span: Span::new(0, 4), confidence }],
        actors: vec![field(Id::new(0), 0.9), field(Id::new(1), 0.2)],
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: Some(field(Id::new(1), 0.3)),
        of: None,
        date: None,
        sizes: Vec::new(),
        content: None,
        condition: None,
        alternatives: Alternatives::default(),
    }
}

fn entity(name: &str, country: f32) -> Entity {
    Entity {
        kind: field(EntityKind::Person, 0.2),
        name: name.to_owned(),
        country: Some(field("KEN".to_owned(), country)),
        sectors: vec![field("GOV".to_owned(), MIN)],
        office: None,
        members: Vec::new(),
        mentions: vec![Mention { span: Span::new(0, 4), form: Form::Name, confidence: 0.2 }],
        location: None,
    }
}

fn record(events: Vec<Event>) -> Record {
    Record { entities: vec![entity("Ruto", 0.9), entity("Odinga", 0.4)], events, ..Record::default() }
}

#[test]
fn leaves_out_the_less_sure_and_counts_it() {
    let mut record = record(vec![event("CONSULT", 0.4), event("REQUEST", 0.8)]);
    record.sift(MIN);
    let kinds: Vec<&str> = record.events.iter().map(|event| event.kind.value.as_str()).collect();
    assert_eq!(kinds, ["REQUEST"]);
    let event = &record.events[0];
    assert_eq!(event.actors.iter().map(|actor| actor.value.index()).collect::<Vec<_>>(), [0]);
    assert_eq!((event.place.is_none(), event.aux.len()), (true, 1), "a denial stays denied");
    assert_eq!(record.entities.iter().map(|entity| entity.country.is_some()).collect::<Vec<_>>(), [true, false]);
    let [note] = &record.notes[..] else { panic!("one note") };
    assert_eq!(
        (note.code, note.message.as_str()),
        ("left-out", "1 of 2 events and 3 fields are less sure than 0.5 and left out")
    );
}

#[test]
fn an_absence_keeps_its_meeting_while_that_is_there() {
    let absent = || Event { of: Some(Id::new(1)), ..event("CONSULT", 0.9) };
    let mut kept = record(vec![event("AID", 0.1), event("CONSULT", 0.9), absent()]);
    kept.sift(MIN);
    assert_eq!(kept.events[1].of.map(Id::index), Some(0));
    let mut lost = record(vec![event("AID", 0.9), event("CONSULT", 0.1), absent()]);
    lost.sift(MIN);
    assert_eq!(lost.events[1].of, None);
}

#[test]
fn nothing_to_leave_out_is_no_note() {
    let mut all = record(vec![event("CONSULT", 0.9)]);
    let before = all.clone();
    all.sift(0.0);
    assert_eq!(all, before);
}
