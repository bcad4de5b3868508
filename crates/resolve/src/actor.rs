//! Whom an entity belongs to, what sort of actor it is, and which office it holds.
//!
//! The report's own words come first: a title before the name, an apposition after it, a possessive. Then the tables
//! of bodies, then what the network saw, then the table of people by the report's date. What none of them tells stays
//! open.

mod alone;
mod body;
mod country;
mod person;
mod phrase;
mod tail;
mod words;

use verbale_knowledge::Knowledge;
use verbale_record::{Date, EntityKind, Mention, Span, Stage};

pub use alone::resolve_alone;
pub use country::country_of;

/// An entity as the report shows it.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The report's text.
    pub text: &'a str,
    pub kind: EntityKind,
    pub mentions: &'a [Mention],
    /// For every mention, the sentence it stands in.
    pub sentence_of: &'a [Span],
    pub published: Option<Date>,
    /// The country the network would give it, and how surely.
    pub country_hint: Option<(&'a str, f32)>,
    /// The sectors the network would give it, and how surely.
    pub sector_hints: &'a [(&'a str, f32)],
    /// How surely the network finds that it has none.
    pub no_sector: f32,
    /// The countries and unions that the report speaks of; empty where there is no report.
    pub countries: &'a [&'a str],
}

/// A value and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub value: String,
    /// Between 0 and 1.
    pub confidence: f32,
    pub stage: Stage,
    /// The words that decided.
    pub span: Option<Span>,
    /// The row or rule that decided.
    pub detail: String,
}

/// What became known of an entity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    pub country: Option<Decision>,
    /// Main one first.
    pub sectors: Vec<Decision>,
    pub office: Option<Decision>,
    /// Whether they are of several countries, or of any: "both armies", "the leaders of Chile and Peru", "foreign troops".
    pub of_several: bool,
}

/// Hints below this are not believed.
const HINT_MIN: f32 = 0.35;
/// Hints from here on are believed more than a bare head noun that too few were counted of.
const SURE_HINT_MIN: f32 = 0.5;
/// The network is surer of itself than it is right: what its probability is worth beside a share that was counted, on
/// the logit.
const HINT_SLOPE: f32 = 0.5;
const HINT_OFFSET: f32 = 0.15;

/// Reads an entity's country, sectors and office.
pub fn resolve(knowledge: &Knowledge, subject: &Subject<'_>) -> Actor {
    let context = phrase::Context { knowledge, day: subject.published, countries: subject.countries };
    let mut actor = match subject.kind {
        EntityKind::Person => person::resolve(context, subject),
        EntityKind::Organization | EntityKind::Group => body::resolve(context, subject),
        EntityKind::Country => country::resolve(context, subject),
        EntityKind::Place => Actor::default(),
    };
    if let Some(country) = &actor.country {
        actor.sectors.retain(|sector| knowledge.ontology().suits(&country.value, &sector.value));
    }
    actor
}

impl Actor {
    /// How sure country and main sector are together.
    fn surety(&self) -> f32 {
        let confidence = |decision: Option<&Decision>| decision.map_or(0.0, |decision| decision.confidence);
        confidence(self.country.as_ref()) + confidence(self.sectors.first())
    }
}

impl Subject<'_> {
    /// The country hint as a decision.
    fn hinted_country(&self) -> Option<Decision> {
        self.country_hint.filter(|hint| hint.1 >= HINT_MIN).map(|(code, score)| hinted(code, score))
    }

    /// The sector hints as decisions, the surest first.
    fn hinted_sectors(&self) -> Vec<Decision> {
        let mut hints: Vec<_> = self.sector_hints.iter().filter(|hint| hint.1 >= HINT_MIN).collect();
        hints.sort_by(|a, b| b.1.total_cmp(&a.1));
        hints.into_iter().map(|(code, score)| hinted(code, *score)).collect()
    }
}

/// Whether the network's sector is to be believed more than the one that a row gives.
fn outdone(row: &Decision, hint: &Decision, share: Option<f32>) -> bool {
    let sure = row.stage != Stage::Table && hint.confidence >= SURE_HINT_MIN;
    share.map_or(sure, |share| worth(hint.confidence) > share)
}

/// What a probability of the network is worth beside a share that was counted.
fn worth(p: f32) -> f32 {
    let p = p.clamp(1e-3, 1.0 - 1e-3);
    1.0 / (1.0 + (-HINT_SLOPE * (p / (1.0 - p)).ln() - HINT_OFFSET).exp())
}

fn hinted(code: &str, score: f32) -> Decision {
    let detail = "the network's vote".to_owned();
    Decision { value: code.to_owned(), confidence: score, stage: Stage::Network, span: None, detail }
}
