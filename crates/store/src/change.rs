//! What a person can change in a reading. A change points at events and entities by their words, not by their numbers, so
//! that it fits a later reading of the same text as well.

use serde::{Deserialize, Serialize};
use verbale_record::{Entity, Event, Id, Record, Span};

/// Bytes of the report's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub start: u32,
    pub stop: u32,
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Place { start: span.start, stop: span.end }
    }
}

impl Place {
    pub(crate) fn span(self) -> Span {
        Span { start: self.start, end: self.stop.max(self.start) }
    }
}

/// An event by its first trigger and its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventAt {
    #[serde(flatten)]
    pub place: Place,
    #[serde(rename = "type")]
    pub kind: String,
}

/// An entity by one of its mentions.
pub type EntityAt = Place;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Actors,
    Recipients,
    Hosts,
}

/// One change of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Change {
    AddEvent {
        at: EventAt,
    },
    DeleteEvent {
        at: EventAt,
    },
    /// The second event's triggers, parties and sizes go to the first one.
    MergeEvents {
        at: EventAt,
        with: EventAt,
    },
    /// One trigger of an event becomes an event of its own, of the same type.
    SplitEvent {
        at: EventAt,
        trigger: Place,
    },
    SetType {
        at: EventAt,
        #[serde(rename = "to")]
        kind: String,
    },
    SetModes {
        at: EventAt,
        to: Vec<String>,
    },
    SetAux {
        at: EventAt,
        to: Vec<String>,
    },
    SetParties {
        at: EventAt,
        role: Role,
        to: Vec<EntityAt>,
    },
    SetPlace {
        at: EventAt,
        to: Option<EntityAt>,
    },
    /// ISO days, both inclusive; none where open or unknown.
    SetDate {
        at: EventAt,
        start: Option<String>,
        end: Option<String>,
    },
    SetContent {
        at: EventAt,
        to: Option<Place>,
    },
    SetCondition {
        at: EventAt,
        to: Option<Place>,
    },
    SetSize {
        at: EventAt,
        number: usize,
        value: Option<f64>,
    },
    AddEntity {
        at: EntityAt,
        kind: String,
    },
    SetEntity {
        at: EntityAt,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        /// An empty text takes the country away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sectors: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<String>,
    },
    /// The second entity's mentions and parts go to the first one.
    MergeEntities {
        at: EntityAt,
        with: EntityAt,
    },
    /// One mention becomes an entity of its own.
    SplitMention {
        at: EntityAt,
    },
    /// The reading of the event was looked at and is right.
    Confirm {
        at: EventAt,
    },
}

/// How a record's event is pointed at.
pub fn event_at(event: &Event) -> EventAt {
    EventAt { place: event.first_span().into(), kind: event.kind.value.clone() }
}

/// How a record's entity is pointed at.
pub fn entity_at(entity: &Entity) -> EntityAt {
    entity.first_span().into()
}

/// The event pointed at: the same words and type, else the same words, else words that overlap with the same type.
pub(crate) fn find_event(record: &Record, at: &EventAt) -> Option<usize> {
    let span = at.place.span();
    let events = || record.events.iter();
    let has =
        |event: &Event, fits: fn(Span, Span) -> bool| event.triggers.iter().any(|trigger| fits(trigger.span, span));
    let same: fn(Span, Span) -> bool = |one, other| one == other;
    events()
        .position(|event| event.kind.value == at.kind && has(event, same))
        .or_else(|| events().position(|event| has(event, same)))
        .or_else(|| events().position(|event| event.kind.value == at.kind && has(event, Span::overlaps)))
}

/// The entity pointed at: one with just this mention, else one whose mention overlaps it most.
pub(crate) fn find_entity(record: &Record, at: EntityAt) -> Option<Id<Entity>> {
    let span = at.span();
    let shared = |other: Span| span.end.min(other.end).saturating_sub(span.start.max(other.start));
    let most = |entity: &Entity| entity.mentions.iter().map(|mention| shared(mention.span)).max().unwrap_or(0);
    let exact = record.entities.iter().position(|entity| entity.mentions.iter().any(|mention| mention.span == span));
    let nearest = || {
        let best = record.entities.iter().enumerate().max_by_key(|(at, entity)| (most(entity), usize::MAX - at))?;
        (most(best.1) > 0).then_some(best.0)
    };
    exact.or_else(nearest).map(Id::new)
}
