//! How surely two tellings tell one happening: a function of what they agree on, fitted to pairs (`trees.tsv`).

use verbale_record::{EntityKind, Status, Told};

use crate::Rules;
use crate::glance::{Glance, Glances, Place, Side};
use crate::names::same_name;
use crate::words::{cosine, shared};

/// The features of a pair, in the order of [`features`].
pub const FEATURES: [&str; 35] = [
    "same_kind",
    "same_mode",
    "other_mode",
    "same_day",
    "next_day",
    "days_apart",
    "both_dated",
    "news_gap",
    "best_name",
    "named_share",
    "other_person",
    "countries",
    "no_country",
    "actor_side",
    "other_side",
    "same_place",
    "near_place",
    "far_place",
    "same_size",
    "other_size",
    "trigger",
    "words",
    "both_plain",
    "told_later",
    "same_story",
    "same_day_given",
    "denied_once",
    "other_status",
    "span",
    "other_place",
    "no_actor",
    "words_that_day",
    "name_that_day",
    "sure",
    "same_report",
];

/// Clusters are joined while their mean score is at least this: nine of ten merged pairs are right (eval/README.md).
pub(crate) const SAME_MIN: f32 = 0.72;

/// The probability that two tellings tell one happening; 0 for types that no circle of `kinds.tsv` holds together.
pub fn pair_score(rules: &Rules, a: &Told, b: &Told) -> f32 {
    score(rules, &Glances::new(rules).of(a), &Glances::new(rules).of(b))
}

/// What the pair function sees, each between -1 and 1 and the same for both orders.
pub fn features(rules: &Rules, a: &Told, b: &Told) -> [f32; FEATURES.len()] {
    of_pair(&Glances::new(rules).of(a), &Glances::new(rules).of(b))
}

/// Days more than this apart are not one happening, however much else agrees.
const DAYS_APART_MAX: i32 = 10;

pub(crate) fn score(rules: &Rules, a: &Glance, b: &Glance) -> f32 {
    let circles = a.circles.iter().any(|circle| b.circles.contains(circle));
    let near = days_apart(a, b).is_some_and(|days| days <= DAYS_APART_MAX);
    if !circles || !near { 0.0 } else { rules.trees.score(&of_pair(a, b)) }
}

fn of_pair(a: &Glance, b: &Glance) -> [f32; FEATURES.len()] {
    let days = days_apart(a, b).unwrap_or(DAYS_APART_MAX);
    let names = names(a, b);
    let place = places(a.place.as_ref(), b.place.as_ref());
    let (same_size, other_size) = sizes(a, b);
    let modes = shared(&a.modes, &b.modes) > 0;
    let one_day = flag(a.dated && b.dated && a.days == b.days && span(a) == 0.0);
    let words = cosine(&a.words, &b.words);
    let no_country = a.countries.is_empty() || b.countries.is_empty();
    [
        flag(a.kind == b.kind),
        flag(modes),
        flag(!modes && !a.modes.is_empty() && !b.modes.is_empty()),
        flag(days == 0),
        flag(days == 1),
        (days as f32 / DAYS_APART_MAX as f32).min(1.0),
        flag(a.dated && b.dated),
        news_gap(a, b),
        names.best,
        names.share,
        flag(names.other_person),
        cosine(&a.countries, &b.countries),
        flag(no_country),
        side_fit(&a.actors, &b.actors),
        side_fit(&a.others, &b.others),
        flag(place == Nearness::Same),
        flag(place == Nearness::Near),
        flag(place == Nearness::Far),
        flag(same_size),
        flag(other_size),
        flag(shared(&a.trigger, &b.trigger) > 0),
        words,
        flag(a.status == Status::Happened && b.status == Status::Happened),
        flag(told_later(a, b)),
        cosine(&a.story.words, &b.story.words),
        one_day,
        flag((a.status == Status::Denied) != (b.status == Status::Denied)),
        flag(a.status != b.status),
        span(a).max(span(b)),
        flag(place == Nearness::Other),
        flag(a.actors.is_empty() || b.actors.is_empty()),
        one_day * words,
        one_day * names.best,
        a.confidence.min(b.confidence),
        flag(a.report == b.report),
    ]
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Days between the intervals; 0 where they meet.
fn days_apart(a: &Glance, b: &Glance) -> Option<i32> {
    let (a, b) = (a.days?, b.days?);
    Some((a.0 - b.1).max(b.0 - a.1).max(0))
}

/// How long it may have taken: 0 for a day, 1 for a month and more.
fn span(glance: &Glance) -> f32 {
    glance.days.map_or(1.0, |(first, last)| ((last - first) as f32 / 31.0).min(1.0))
}

/// How far apart the reports came out: 0 on one day, 1 after a month.
fn news_gap(a: &Glance, b: &Glance) -> f32 {
    let days = a.published.zip(b.published).map_or(3, |(a, b)| (a - b).abs());
    ((1.0 + days as f32).ln() / 31.0_f32.ln()).min(1.0)
}

/// A plan first and the deed in a later report: one happening going on.
fn told_later(a: &Glance, b: &Glance) -> bool {
    let (first, second) = if a.published <= b.published { (a, b) } else { (b, a) };
    first.status == Status::Planned && second.status == Status::Happened && first.published < second.published
}

struct Names {
    best: f32,
    share: f32,
    other_person: bool,
}

/// How the named parties fit, whatever their roles: the best pair, the share of those who find theirs, and whether
/// one office of one country has two names.
fn names(a: &Glance, b: &Glance) -> Names {
    let (of_a, of_b) = (named(a), named(b));
    let best_for = |side: &Side, others: &[&Side]| others.iter().map(|other| party(side, other)).fold(0.0, f32::max);
    let scores: Vec<f32> = of_a.iter().map(|side| best_for(side, &of_b)).collect();
    let least = of_a.len().min(of_b.len());
    let share = if least == 0 { 0.0 } else { (scores.iter().sum::<f32>() / least as f32).min(1.0) };
    let other_person = of_a.iter().any(|side| of_b.iter().any(|other| is_other_person(side, other)));
    Names { best: scores.into_iter().fold(0.0, f32::max), share, other_person }
}

fn named(glance: &Glance) -> Vec<&Side> {
    glance.sides().filter(|side| !side.name.nominal && side.kind != EntityKind::Country).collect()
}

fn party(a: &Side, b: &Side) -> f32 {
    if a.actor != 0 && a.actor == b.actor {
        return 1.0;
    }
    let apart = a.country.zip(b.country).is_some_and(|(a, b)| a != b);
    if apart { 0.0 } else { same_name(&a.name, &b.name) }
}

fn is_other_person(a: &Side, b: &Side) -> bool {
    let people = a.kind == EntityKind::Person && b.kind == EntityKind::Person;
    let one_chair = a.country.is_some() && a.country == b.country && a.office.is_some() && a.office == b.office;
    people && one_chair && party(a, b) == 0.0
}

/// How well the parties of one side of an event fit: each takes its best partner by name, country or sector.
fn side_fit(a: &[Side], b: &[Side]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let fits = few.iter().map(|side| many.iter().map(|other| loose(side, other)).fold(-1.0, f32::max));
    let of_few = fits.sum::<f32>() / few.len() as f32;
    let back = many.iter().map(|side| few.iter().map(|other| loose(side, other)).fold(-1.0, f32::max));
    0.5 * (of_few + back.sum::<f32>() / many.len() as f32)
}

/// Name, else country and sector: -1 where they contradict each other.
fn loose(a: &Side, b: &Side) -> f32 {
    let name = party(a, b);
    let country = a.country.zip(b.country).map(|(a, b)| a == b);
    let sector = a.sector.is_some() && a.sector == b.sector;
    match country {
        _ if name >= 0.7 => 1.0,
        Some(false) => -1.0,
        Some(true) => 0.5 + 0.3 * flag(sector),
        None => 0.3 * flag(sector) + 0.3 * name,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nearness {
    Same,
    Near,
    Far,
    /// Of other names, and nobody knows how far apart.
    Other,
    Unknown,
}

const NEAR_KM: f32 = 40.0;
const FAR_KM: f32 = 150.0;

fn places(a: Option<&Place>, b: Option<&Place>) -> Nearness {
    let Some((a, b)) = a.zip(b) else { return Nearness::Unknown };
    if a.name == b.name {
        return Nearness::Same;
    }
    if a.country.zip(b.country).is_some_and(|(a, b)| a != b) {
        return Nearness::Far;
    }
    match a.position.zip(b.position).map(|(a, b)| kilometres(a, b)) {
        Some(distance) if distance <= NEAR_KM => Nearness::Near,
        Some(distance) if distance >= FAR_KM => Nearness::Far,
        _ => Nearness::Other,
    }
}

/// On a plane that is flat around both: good to a few percent over the distances that matter.
fn kilometres(a: (f32, f32), b: (f32, f32)) -> f32 {
    const DEGREE_KM: f32 = 111.2;
    let north = (a.0 - b.0) * DEGREE_KM;
    let east = (a.1 - b.1) * DEGREE_KM * ((a.0 + b.0) / 2.0).to_radians().cos();
    north.hypot(east)
}

/// Whether a number of one kind is the same, or grows no more than tolls do; or is plainly another.
fn sizes(a: &Glance, b: &Glance) -> (bool, bool) {
    let pairs =
        || a.sizes.iter().flat_map(|size| b.sizes.iter().map(move |other| (size, other))).filter(|(a, b)| a.0 == b.0);
    let near = |(a, b): (&(u8, f64), &(u8, f64))| (a.1 - b.1).abs() <= 0.1 * a.1.abs().max(b.1.abs());
    let wide = |(a, b): (&(u8, f64), &(u8, f64))| a.1.abs().max(b.1.abs()) > 3.0 * a.1.abs().min(b.1.abs());
    let same = pairs().any(near);
    (same, !same && pairs().any(wide))
}
