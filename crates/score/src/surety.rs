//! How far confidences mean what they say: claims with their confidence and whether gold agrees, the reliability table,
//! the expected calibration error, and how precision and recall trade.

use std::collections::BTreeMap;

use crate::align::Entities;
use crate::mentions::main_sector;
use crate::scored::{Event, Scored, Span};
use crate::tally::Tally;
use crate::{align, facts};

/// A predicted value, how sure its reader was, and whether gold has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// Between 0 and 1.
    pub confidence: f64,
    pub right: bool,
}

/// Claims by what they are about: `event`, `actor`, `recipient`, `host`, `place`, `date`, `size`, `country`, `sector`.
pub type Claims = BTreeMap<&'static str, Vec<Claim>>;

/// Adds what a predicted record claims, held against gold.
///
/// An event is right where gold has one of its type on some of its words; a party where gold has that role in that event;
/// codes are judged for entities that gold has too.
pub fn claims(gold: &Scored, predicted: &Scored, claims: &mut Claims) {
    let triggers: Vec<(Span, &str)> =
        gold.events.iter().flat_map(|event| event.triggers.iter().map(|span| (*span, event.kind.as_str()))).collect();
    for event in &predicted.events {
        let told =
            |(span, kind): &(Span, &str)| *kind == event.kind && event.triggers.iter().any(|t| t.overlaps(*span));
        add(claims, "event", event.evidence.kind.confidence, triggers.iter().any(told));
    }
    let entities = align::entities(gold, predicted);
    parts(gold, predicted, &entities, claims);
    codes(gold, predicted, &entities, claims);
}

fn add(claims: &mut Claims, of: &'static str, confidence: f64, right: bool) {
    claims.entry(of).or_default().push(Claim { confidence, right });
}

fn parts(gold: &Scored, predicted: &Scored, entities: &Entities, claims: &mut Claims) {
    let events = align::events(gold, predicted);
    let nothing = Event::default();
    for event in &predicted.events {
        let same = gold.events.iter().find(|other| events.get(other.id.as_str()).is_some_and(|e| e.id == event.id));
        let (same, sure) = (same.unwrap_or(&nothing), &event.evidence);
        let is = |id: &String, wanted: &[String]| {
            entities.get(id.as_str()).is_some_and(|who| wanted.iter().any(|wanted| wanted == who))
        };
        for (of, ids, sure, wanted) in [
            ("actor", &event.actors, &sure.actors, &same.actors),
            ("recipient", &event.recipients, &sure.recipients, &same.recipients),
            ("host", &event.hosts, &sure.hosts, &same.hosts),
        ] {
            ids.iter().zip(sure).for_each(|(id, sure)| add(claims, of, sure.confidence, is(id, wanted)));
        }
        if let (Some(id), Some(sure)) = (&event.place, sure.place) {
            add(claims, "place", sure.confidence, is(id, same.place.as_slice()));
        }
        if let (Some(days), Some(sure)) = (&event.date, sure.date) {
            add(claims, "date", sure.confidence, same.date.as_ref() == Some(days));
        }
        for (size, sure) in event.sizes.iter().zip(&sure.sizes) {
            add(claims, "size", sure.confidence, same.sizes.contains(size));
        }
    }
}

fn codes(gold: &Scored, predicted: &Scored, entities: &Entities, claims: &mut Claims) {
    for entity in predicted.entities.iter().filter(|entity| entity.kind != "place") {
        let Some(same) =
            gold.entities.iter().find(|other| entities.get(entity.id.as_str()) == Some(&other.id.as_str()))
        else {
            continue;
        };
        let sure = &entity.evidence;
        if let (Some(_), Some(evidence)) = (&entity.country, &sure.country) {
            add(claims, "country", evidence.confidence, same.country == entity.country);
        }
        if let (Some(_), Some(evidence)) = (entity.sectors.first(), sure.sectors.first()) {
            add(claims, "sector", evidence.confidence, main_sector(same) == main_sector(entity));
        }
    }
}

/// Claims of one tenth of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    pub claims: usize,
    /// Mean of their confidences.
    pub confidence: f64,
    /// Share of them that are right.
    pub right: f64,
}

/// Ten bins of equal width, the least sure first.
pub fn reliability(claims: &[Claim]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for claim in claims {
        let bin = &mut bins[((claim.confidence * 10.0) as usize).min(9)];
        bin.claims += 1;
        bin.confidence += claim.confidence;
        bin.right += f64::from(u8::from(claim.right));
    }
    for bin in bins.iter_mut().filter(|bin| bin.claims > 0) {
        bin.confidence /= bin.claims as f64;
        bin.right /= bin.claims as f64;
    }
    bins
}

/// Expected calibration error: mean distance of confidence and share right over the bins, weighted by their claims
/// (Naeini et al. 2015).
pub fn calibration_error(claims: &[Claim]) -> f64 {
    let weighted = |bin: &Bin| bin.claims as f64 * (bin.confidence - bin.right).abs();
    reliability(claims).iter().map(weighted).sum::<f64>() / claims.len().max(1) as f64
}

/// Slope and offset on the logit of the confidences that make these claims likeliest (Platt 1999), by Newton's method.
pub fn platt(claims: &[Claim]) -> (f64, f64) {
    let (mut slope, mut offset) = (0.0, 0.0);
    for _ in 0..NEWTON_STEPS {
        let (mut g, mut h) = ([0.0; 2], [[RIDGE, 0.0], [0.0, RIDGE]]);
        for claim in claims {
            let x = logit(claim.confidence);
            let p = 1.0 / (1.0 + (-slope * x - offset).exp());
            let (error, weight) = (f64::from(u8::from(claim.right)) - p, p * (1.0 - p));
            g = [g[0] + error * x, g[1] + error];
            h = [[h[0][0] + weight * x * x, h[0][1] + weight * x], [0.0, h[1][1] + weight]];
        }
        let determinant = h[0][0] * h[1][1] - h[0][1] * h[0][1];
        slope += (h[1][1] * g[0] - h[0][1] * g[1]) / determinant;
        offset += (h[0][0] * g[1] - h[0][1] * g[0]) / determinant;
    }
    (slope, offset)
}

const NEWTON_STEPS: usize = 30;
/// Keeps the steps finite where all claims are right, or alike.
const RIDGE: f64 = 1e-3;

fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-3, 1.0 - 1e-3);
    (p / (1.0 - p)).ln()
}

/// What is left of the measure `typed` where events less sure than a bound are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub min_confidence: f64,
    pub precision: f64,
    pub recall: f64,
}

/// The points of the curve for pairs of gold and predicted records, from all events on to the surest alone.
pub fn curve(pairs: &[(&Scored, &Scored)]) -> Vec<Point> {
    (0..CURVE_STEPS).map(|step| point(pairs, step as f64 / CURVE_STEPS as f64)).collect()
}

const CURVE_STEPS: usize = 20;

fn point(pairs: &[(&Scored, &Scored)], min_confidence: f64) -> Point {
    let mut tally = Tally::default();
    for (gold, predicted) in pairs {
        let mut sifted = (*predicted).clone();
        sifted.events.retain(|event| event.evidence.kind.confidence >= min_confidence);
        facts::triggers(gold, &sifted, &mut tally);
    }
    let results = tally.results();
    let typed = results.measures.iter().find(|(name, _)| *name == "typed").map(|(_, prf)| *prf);
    let (precision, recall) = typed.map_or((0.0, 0.0), |prf| (prf.precision, prf.recall));
    Point { min_confidence, precision, recall }
}
