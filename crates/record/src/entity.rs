//! Who and what exists in a report.

use crate::{Evidence, Field, Id, Span};

/// What an entity is; the names are the codebook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    Person,
    Organization,
    Country,
    Group,
    Place,
}

impl EntityKind {
    pub const ALL: [EntityKind; 5] =
        [EntityKind::Person, EntityKind::Organization, EntityKind::Country, EntityKind::Group, EntityKind::Place];

    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organization => "organization",
            EntityKind::Country => "country",
            EntityKind::Group => "group",
            EntityKind::Place => "place",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    Name,
    Adjective,
    Nominal,
    Pronoun,
}

impl Form {
    pub const ALL: [Form; 4] = [Form::Name, Form::Adjective, Form::Nominal, Form::Pronoun];

    pub fn name(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Adjective => "adjective",
            Form::Nominal => "nominal",
            Form::Pronoun => "pronoun",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// Words that stand for an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub form: Form,
    /// The network's confidence that these words are a mention, between 0 and 1.
    pub confidence: f32,
}

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Exact,
    Town,
    Admin,
    Country,
}

impl Precision {
    pub const ALL: [Precision; 4] = [Precision::Exact, Precision::Town, Precision::Admin, Precision::Country];

    pub fn name(self) -> &'static str {
        match self {
            Precision::Exact => "exact",
            Precision::Town => "town",
            Precision::Admin => "admin",
            Precision::Country => "country",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.name() == name)
    }
}

/// Where a place lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// Degrees north.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
    pub precision: Precision,
    /// The gazetteer's name of the place.
    pub name: String,
    /// The row it comes from ("geonames:108410").
    pub source: String,
}

/// One real-world thing and all its mentions in the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub kind: Field<EntityKind>,
    /// The fullest form in the report.
    pub name: String,
    /// ISO 3166-1 alpha-3 code, or PLOVER's code of a body that belongs to no country.
    pub country: Option<Field<String>>,
    /// PLOVER sector codes, main one first.
    pub sectors: Vec<Field<String>>,
    pub office: Option<Field<String>>,
    /// The entities that a group such as "both sides" stands for.
    pub members: Vec<Id<Entity>>,
    /// In order of appearance, never empty.
    pub mentions: Vec<Mention>,
    pub location: Option<Field<Location>>,
}

impl Entity {
    /// The evidence span that stands for the entity as a whole: its first mention.
    pub fn first_span(&self) -> Span {
        self.mentions.first().map_or(Span::new(0, 0), |mention| mention.span)
    }

    pub fn evidence(&self) -> &Evidence {
        &self.kind.evidence
    }
}
