//! What happened, is planned, feared or denied, and what was said.

use crate::{Date, Entity, Evidence, Field, Id, Span};

/// Words that stand for an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    pub span: Span,
    /// The network's confidence that these words are a trigger of the event's type, between 0 and 1.
    pub confidence: f32,
}

/// The days an event covers. A bound that is open or unknown is `None`; both are inclusive.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// The time expression.
    pub span: Span,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub evidence: Evidence,
}

/// What a number counts; the names are the codebook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeKind {
    Killed,
    Injured,
    Arrested,
    Displaced,
    Weapons,
    Troops,
    Participants,
    Money,
    Other,
}

impl SizeKind {
    pub const ALL: [SizeKind; 9] = [
        SizeKind::Killed,
        SizeKind::Injured,
        SizeKind::Arrested,
        SizeKind::Displaced,
        SizeKind::Weapons,
        SizeKind::Troops,
        SizeKind::Participants,
        SizeKind::Money,
        SizeKind::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            SizeKind::Killed => "killed",
            SizeKind::Injured => "injured",
            SizeKind::Arrested => "arrested",
            SizeKind::Displaced => "displaced",
            SizeKind::Weapons => "weapons",
            SizeKind::Troops => "troops",
            SizeKind::Participants => "participants",
            SizeKind::Money => "money",
            SizeKind::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A number tied to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    pub kind: SizeKind,
    pub value: f64,
    /// As written ("drones"), without the number.
    pub unit: Option<String>,
    pub approximate: bool,
    pub span: Span,
    pub evidence: Evidence,
}

/// Whether the words of a content stand in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteForm {
    Direct,
    Mixed,
    Indirect,
}

impl QuoteForm {
    pub const ALL: [QuoteForm; 3] = [QuoteForm::Direct, QuoteForm::Mixed, QuoteForm::Indirect];

    pub fn name(self) -> &'static str {
        match self {
            QuoteForm::Direct => "direct",
            QuoteForm::Mixed => "mixed",
            QuoteForm::Indirect => "indirect",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What is said, from the first to the last word of the complement or quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    pub span: Span,
    pub form: QuoteForm,
    pub evidence: Evidence,
}

/// The clause that lays down a condition ("unless Kyiv is directly involved").
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub span: Span,
    pub evidence: Evidence,
}

/// Values that were weighed for an event and not taken, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alternatives {
    pub kinds: Vec<Field<String>>,
    pub actors: Vec<Field<Id<Entity>>>,
    pub recipients: Vec<Field<Id<Entity>>>,
    pub hosts: Vec<Field<Id<Entity>>>,
    pub places: Vec<Field<Id<Entity>>>,
}

/// One thing that happened, is happening, is planned, feared, demanded or denied.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// A code of the ontology ("CONSULT").
    pub kind: Field<String>,
    pub modes: Vec<Field<String>>,
    /// Auxiliary modes (historical, future, hypothetical, negation); empty means asserted as fact.
    pub aux: Vec<Field<String>>,
    /// In order of appearance, never empty.
    pub triggers: Vec<Trigger>,
    pub actors: Vec<Field<Id<Entity>>>,
    pub recipients: Vec<Field<Id<Entity>>>,
    pub hosts: Vec<Field<Id<Entity>>>,
    pub place: Option<Field<Id<Entity>>>,
    /// The meeting that an absence is an absence from.
    pub of: Option<Id<Event>>,
    pub date: Option<When>,
    pub sizes: Vec<Size>,
    pub content: Option<Content>,
    pub condition: Option<Condition>,
    pub alternatives: Alternatives,
}

impl Event {
    /// The evidence span that stands for the event as a whole: its first trigger.
    pub fn first_span(&self) -> Span {
        self.triggers.first().map_or(Span::new(0, 0), |trigger| trigger.span)
    }

    /// Whether the event carries the auxiliary mode `name`.
    pub fn has_aux(&self, name: &str) -> bool {
        self.aux.iter().any(|aux| aux.value == name)
    }
}
