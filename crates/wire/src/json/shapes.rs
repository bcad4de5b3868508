//! The shape of the JSON, field by field. The schema in `docs/` is generated from these types and their comments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was read out of one news report. All offsets count Unicode code points of `text`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(crate) struct RecordShape {
    /// Always `verbale.record/1`.
    #[schemars(extend("const" = "verbale.record/1"))]
    pub(crate) schema: String,
    pub(crate) report: ReportShape,
    /// PLOVER contexts the report as a whole is about.
    #[serde(default)]
    pub(crate) contexts: Vec<String>,
    /// The report's text, untouched.
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) sentences: Vec<RangeShape>,
    pub(crate) entities: Vec<EntityShape>,
    pub(crate) events: Vec<EventShape>,
    /// What `contexts` rest on, in the same order.
    #[serde(default)]
    pub(crate) evidence: RecordEvidence,
    /// What could not be read or resolved.
    #[serde(default)]
    pub(crate) notes: Vec<NoteShape>,
    /// What the record was made with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) versions: Option<VersionsShape>,
}

#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct RecordEvidence {
    #[serde(default)]
    pub(crate) contexts: Vec<EvidenceShape>,
}

/// The report as it came in.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Report")]
pub(crate) struct ReportShape {
    pub(crate) id: String,
    /// ISO date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) license: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Range")]
pub(crate) struct RangeShape {
    pub(crate) start: u32,
    /// One past the last code point.
    pub(crate) end: u32,
}

/// A range and its words.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Words")]
pub(crate) struct WordsShape {
    pub(crate) start: u32,
    pub(crate) end: u32,
    #[serde(default)]
    pub(crate) text: String,
}

/// What a field rests on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Evidence")]
pub(crate) struct EvidenceShape {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The step of reading that decided.
    #[schemars(extend("enum" = ["network", "words", "reference", "table", "rule", "person"]))]
    pub(crate) stage: String,
    /// Between 0 and 1, to three digits.
    pub(crate) confidence: f64,
    /// The table row or rule, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<String>,
}

/// One real-world thing and all its mentions.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Entity")]
pub(crate) struct EntityShape {
    /// `T1`, `T2`, … in order of first mention.
    pub(crate) id: String,
    #[schemars(extend("enum" = ["person", "organization", "country", "group", "place"]))]
    pub(crate) kind: String,
    /// The fullest form in the report.
    #[serde(default)]
    pub(crate) name: String,
    /// ISO 3166-1 alpha-3 code, or the code of a body that belongs to no one country.
    #[serde(default)]
    pub(crate) country: Option<String>,
    /// PLOVER sector codes, main one first.
    #[serde(default)]
    pub(crate) sectors: Vec<String>,
    #[serde(default)]
    pub(crate) office: Option<String>,
    /// Ids of the entities that a group stands for.
    #[serde(default)]
    pub(crate) members: Vec<String>,
    pub(crate) mentions: Vec<MentionShape>,
    /// Where a place lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) location: Option<LocationShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) evidence: Option<EntityEvidence>,
}

/// What an entity's fields rest on; lists run beside the field's own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct EntityEvidence {
    pub(crate) kind: EvidenceShape,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<EvidenceShape>,
    #[serde(default)]
    pub(crate) sectors: Vec<EvidenceShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) office: Option<EvidenceShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) location: Option<EvidenceShape>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Mention")]
pub(crate) struct MentionShape {
    pub(crate) start: u32,
    pub(crate) end: u32,
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["name", "adjective", "nominal", "pronoun"]))]
    pub(crate) form: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<f64>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Location")]
pub(crate) struct LocationShape {
    /// Degrees north.
    pub(crate) latitude: f64,
    /// Degrees east.
    pub(crate) longitude: f64,
    #[schemars(extend("enum" = ["exact", "town", "admin", "country"]))]
    pub(crate) precision: String,
    pub(crate) name: String,
    /// The gazetteer row.
    pub(crate) source: String,
}

/// One thing that happened, is happening, is planned, feared, demanded or denied.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Event")]
pub(crate) struct EventShape {
    /// `E1`, `E2`, … in order of first trigger.
    pub(crate) id: String,
    /// A code of the ontology.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) modes: Vec<String>,
    /// `historical`, `future`, `hypothetical`, `negation`; empty means asserted as fact.
    #[serde(default)]
    pub(crate) aux: Vec<String>,
    pub(crate) triggers: Vec<TriggerShape>,
    /// Entity ids.
    #[serde(default)]
    pub(crate) actors: Vec<String>,
    #[serde(default)]
    pub(crate) recipients: Vec<String>,
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    #[serde(default)]
    pub(crate) place: Option<String>,
    /// Id of the event that an absence is an absence from.
    #[serde(default)]
    pub(crate) of: Option<String>,
    #[serde(default)]
    pub(crate) date: Option<DateShape>,
    #[serde(default)]
    pub(crate) sizes: Vec<SizeShape>,
    /// What is said.
    #[serde(default)]
    pub(crate) content: Option<ContentShape>,
    #[serde(default)]
    pub(crate) condition: Option<WordsShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) evidence: Option<EventEvidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) alternatives: Option<AlternativesShape>,
}

/// Values that were weighed for an event and not taken, the likeliest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Alternatives")]
pub(crate) struct AlternativesShape {
    #[serde(rename = "type", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) kinds: Vec<AlternativeShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) actors: Vec<AlternativeShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) recipients: Vec<AlternativeShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) hosts: Vec<AlternativeShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) places: Vec<AlternativeShape>,
}

impl AlternativesShape {
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [&self.kinds, &self.actors, &self.recipients, &self.hosts, &self.places];
        lists.iter().all(|list| list.is_empty())
    }
}

/// A value that was not taken, and what spoke for it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Alternative")]
pub(crate) struct AlternativeShape {
    /// A code of the ontology, or an entity id.
    pub(crate) value: String,
    #[serde(flatten)]
    pub(crate) evidence: EvidenceShape,
}

/// What an event's fields rest on; lists run beside the field's own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct EventEvidence {
    #[serde(rename = "type")]
    pub(crate) kind: EvidenceShape,
    #[serde(default)]
    pub(crate) modes: Vec<EvidenceShape>,
    #[serde(default)]
    pub(crate) aux: Vec<EvidenceShape>,
    #[serde(default)]
    pub(crate) actors: Vec<EvidenceShape>,
    #[serde(default)]
    pub(crate) recipients: Vec<EvidenceShape>,
    #[serde(default)]
    pub(crate) hosts: Vec<EvidenceShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<EvidenceShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<EvidenceShape>,
    #[serde(default)]
    pub(crate) sizes: Vec<EvidenceShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) content: Option<EvidenceShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) condition: Option<EvidenceShape>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Trigger")]
pub(crate) struct TriggerShape {
    pub(crate) start: u32,
    pub(crate) end: u32,
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<f64>,
}

/// The time expression and the days it covers, both inclusive; null where open or unknown.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Date")]
pub(crate) struct DateShape {
    pub(crate) span: WordsShape,
    #[serde(default)]
    pub(crate) start: Option<String>,
    #[serde(default)]
    pub(crate) end: Option<String>,
}

/// A number tied to the event.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Size")]
pub(crate) struct SizeShape {
    #[schemars(extend("enum" = ["killed", "injured", "arrested", "displaced", "weapons", "troops", "participants", "money", "other"]))]
    pub(crate) kind: String,
    pub(crate) value: serde_json::Number,
    #[serde(default)]
    pub(crate) unit: Option<String>,
    #[serde(default)]
    pub(crate) approx: bool,
    pub(crate) span: WordsShape,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Content")]
pub(crate) struct ContentShape {
    pub(crate) start: u32,
    pub(crate) end: u32,
    #[serde(default)]
    pub(crate) text: String,
    #[schemars(extend("enum" = ["direct", "mixed", "indirect"]))]
    pub(crate) form: String,
}

/// Something that could not be read or resolved.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Note")]
pub(crate) struct NoteShape {
    /// Stable, lower-case, hyphenated.
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) span: Option<WordsShape>,
    pub(crate) message: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Versions")]
pub(crate) struct VersionsShape {
    pub(crate) program: String,
    pub(crate) model: String,
    pub(crate) knowledge: String,
}
