//! The fields of a record that scoring looks at, read from JSON; what else a record holds is passed over.

use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Scored {
    pub report: ReportId,
    pub text: Option<String>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
    #[serde(default)]
    pub contexts: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct ReportId {
    pub id: String,
}

/// Code points of the record's text, half open.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
pub struct Span {
    pub start: i64,
    pub end: i64,
}

impl Span {
    pub(crate) fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Shared code points over the distance from the first start to the last end.
    pub(crate) fn union_ratio(self, other: Span) -> f64 {
        let shared = (self.end.min(other.end) - self.start.max(other.start)).max(0);
        shared as f64 / (self.end.max(other.end) - self.start.min(other.start)).max(1) as f64
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct Entity {
    pub id: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub sectors: Vec<String>,
    #[serde(default)]
    pub members: Vec<String>,
    #[serde(default)]
    pub mentions: Vec<Span>,
    #[serde(default)]
    pub evidence: EntityEvidence,
}

/// How sure a field is; hand-made records have none of it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Sure {
    pub confidence: f64,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct EntityEvidence {
    #[serde(default)]
    pub country: Option<Sure>,
    #[serde(default)]
    pub sectors: Vec<Sure>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct EventEvidence {
    #[serde(rename = "type", default)]
    pub kind: Sure,
    #[serde(default)]
    pub actors: Vec<Sure>,
    #[serde(default)]
    pub recipients: Vec<Sure>,
    #[serde(default)]
    pub hosts: Vec<Sure>,
    #[serde(default)]
    pub place: Option<Sure>,
    #[serde(default)]
    pub date: Option<Sure>,
    #[serde(default)]
    pub sizes: Vec<Sure>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Event {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub modes: Vec<String>,
    #[serde(default)]
    pub aux: Vec<String>,
    #[serde(default)]
    pub triggers: Vec<Span>,
    #[serde(default)]
    pub actors: Vec<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub date: Option<Days>,
    #[serde(default)]
    pub sizes: Vec<Size>,
    #[serde(default)]
    pub content: Option<Span>,
    #[serde(default)]
    pub evidence: EventEvidence,
}

impl Event {
    /// Its entities with the names of their roles.
    pub(crate) fn roles(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let roles = [("actors", &self.actors), ("recipients", &self.recipients), ("hosts", &self.hosts)];
        roles.into_iter().flat_map(|(role, ids)| ids.iter().map(move |id| (role, id)))
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
pub struct Days {
    #[serde(default)]
    pub start: Option<String>,
    #[serde(default)]
    pub end: Option<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Size {
    pub kind: String,
    pub value: f64,
}
