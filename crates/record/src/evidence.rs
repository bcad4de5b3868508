//! Why a field has its value.

use crate::Span;

/// The step of reading that decided a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A head of the network.
    Network,
    /// The report's own words: a title, an apposition, a possessive.
    Words,
    /// A reference back to an earlier mention in the same report.
    Reference,
    /// A row of a knowledge table.
    Table,
    /// A rule of reading, such as the date arithmetic of "last week".
    Rule,
    /// A person who corrected or confirmed it.
    Person,
}

impl Stage {
    pub const ALL: [Stage; 6] =
        [Stage::Network, Stage::Words, Stage::Reference, Stage::Table, Stage::Rule, Stage::Person];

    /// The stable name that records print.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Network => "network",
            Stage::Words => "words",
            Stage::Reference => "reference",
            Stage::Table => "table",
            Stage::Rule => "rule",
            Stage::Person => "person",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// What a field rests on: the words, the stage that decided, how sure it was, and what it looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub span: Span,
    pub stage: Stage,
    /// Between 0 and 1.
    pub confidence: f32,
    /// The table row or rule, where there is one ("bodies: Kremlin"), in words for a person.
    pub detail: Option<String>,
}

impl Evidence {
    pub fn new(span: Span, stage: Stage, confidence: f32) -> Self {
        Evidence { span, stage, confidence, detail: None }
    }

    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// A value and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<T> {
    pub value: T,
    pub evidence: Evidence,
}

impl<T> Field<T> {
    pub fn new(value: T, evidence: Evidence) -> Self {
        Field { value, evidence }
    }
}
