//! One happening out of its tellings: what most agree on, every version kept.

use std::collections::HashMap;

use verbale_record::{Date, Occurrence, Precision, Spot, Standing, Status, Told, Toll};

use crate::Rules;
use crate::days::day_number;
use crate::union::Union;

/// However many reports agree, some doubt is left.
const CONFIDENCE_MAX: f32 = 0.99;
/// The latest reports are those of the last day of coverage and the day before.
const LATEST_DAYS: i32 = 1;

/// Fuses tellings that are in order of publication; nothing where there are none.
pub fn fuse(rules: &Rules, tellings: &[&Told]) -> Option<Occurrence> {
    let id = tellings.iter().map(|told| told.id).min()?;
    let kind = kind(tellings)?;
    let status = status(tellings);
    let (start, end) = dates(tellings, status);
    let [actors, recipients, hosts] = crate::people::parties(rules, tellings);
    let mut numbers: Vec<i64> = tellings.iter().map(|told| told.id).collect();
    numbers.sort_unstable();
    Some(Occurrence {
        id,
        modes: modes(tellings, &kind),
        kind,
        status,
        history: history(tellings),
        start,
        end,
        actors,
        recipients,
        hosts,
        place: place(tellings),
        tolls: tolls(tellings),
        tellings: numbers,
        reports: distinct(tellings.iter().map(|told| told.source.number)),
        sources: sources(tellings),
        confidence: confidence(tellings),
    })
}

/// The first of the values with the highest sum of weights.
pub(crate) fn vote<T: PartialEq>(votes: impl Iterator<Item = (T, f32)>) -> Option<T> {
    let mut sums: Vec<(T, f32)> = Vec::new();
    for (value, weight) in votes {
        match sums.iter_mut().find(|(known, _)| *known == value) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((value, weight)),
        }
    }
    let highest = sums.iter().map(|(_, sum)| *sum).fold(f32::MIN, f32::max);
    sums.into_iter().find(|(_, sum)| *sum == highest).map(|(value, _)| value)
}

fn kind(tellings: &[&Told]) -> Option<String> {
    vote(tellings.iter().map(|told| (told.kind.clone(), told.confidence)))
}

/// The modes that at least half of the tellings of this type give.
fn modes(tellings: &[&Told], kind: &str) -> Vec<String> {
    let of_kind: Vec<&&Told> = tellings.iter().filter(|told| told.kind == kind).collect();
    let mut modes: Vec<String> = Vec::new();
    for mode in of_kind.iter().flat_map(|told| &told.modes) {
        let count = of_kind.iter().filter(|told| told.modes.contains(mode)).count();
        if 2 * count >= of_kind.len() && !modes.contains(mode) {
            modes.push(mode.clone());
        }
    }
    modes
}

/// What the reports of the last days of coverage make of it; between equals the stronger claim.
fn status(tellings: &[&Told]) -> Status {
    let last = tellings.iter().filter_map(|told| told.source.published).max().map(day_number);
    let is_late = |told: &&&Told| match (told.source.published.map(day_number), last) {
        (Some(day), Some(last)) => day >= last - LATEST_DAYS,
        (day, last) => day.is_none() && last.is_none(),
    };
    let mut late: Vec<&&Told> = tellings.iter().filter(is_late).collect();
    late.sort_by_key(|told| told.status());
    vote(late.into_iter().map(|told| (told.status(), told.confidence))).unwrap_or(Status::Happened)
}

/// One standing a change: what the next report repeats is left out.
fn history(tellings: &[&Told]) -> Vec<Standing> {
    let mut history: Vec<Standing> = Vec::new();
    for told in tellings {
        if history.last().is_none_or(|last| last.status != told.status()) {
            history.push(Standing { published: told.source.published, status: told.status(), event: told.id });
        }
    }
    history
}

/// The dates that most tellings bear out, the narrower of equals. Reports of what became of it outweigh plans.
fn dates(tellings: &[&Told], status: Status) -> (Option<Date>, Option<Date>) {
    let dated: Vec<&&Told> = tellings.iter().filter(|told| told.start.or(told.end).is_some()).collect();
    let weight = |told: &Told| if told.status() == status { 2.0 } else { 1.0 };
    let support = |of: &Told| dated.iter().map(|told| weight(told) * borne_out(of, told)).sum::<f32>();
    let mut best: Option<(f32, i32, &Told)> = None;
    for told in &dated {
        let (first, last) = interval(told);
        let (support, length) = (support(told), last - first);
        if best.is_none_or(|(most, shortest, _)| support > most || (support == most && length < shortest)) {
            best = Some((support, length, told));
        }
    }
    best.map_or((None, None), |(_, _, told)| (told.start, told.end))
}

fn interval(told: &Told) -> (i32, i32) {
    let day = |date: Option<Date>| date.map_or(0, day_number);
    (day(told.start.or(told.end)), day(told.end.or(told.start)))
}

/// How far a telling's dates bear out another's: fully, as a wider span around it, or as a part of it.
fn borne_out(of: &Told, by: &Told) -> f32 {
    let (a, b) = (interval(of), interval(by));
    if a == b {
        1.0
    } else if b.0 <= a.0 && a.1 <= b.1 {
        0.6
    } else if a.0 <= b.0 && b.1 <= a.1 {
        0.3
    } else {
        0.0
    }
}

/// The place that most tellings name; a town counts for more than the country around it.
fn place(tellings: &[&Told]) -> Option<Spot> {
    let spots: Vec<&Spot> = tellings.iter().filter_map(|told| told.place.as_ref()).collect();
    let support = |of: &Spot| spots.iter().map(|spot| agreement(of, spot)).sum::<f32>() + exactness(of);
    let mut best: Option<(f32, &Spot)> = None;
    for spot in &spots {
        let support = support(spot);
        if best.is_none_or(|(most, _)| support > most) {
            best = Some((support, spot));
        }
    }
    best.map(|(_, spot)| spot.clone())
}

fn agreement(a: &Spot, b: &Spot) -> f32 {
    let same_name = a.name.as_ref().unwrap_or(&a.words) == b.name.as_ref().unwrap_or(&b.words);
    if same_name {
        1.0
    } else if a.country.is_some() && a.country == b.country {
        0.4
    } else {
        0.0
    }
}

fn exactness(spot: &Spot) -> f32 {
    match spot.precision {
        Some(Precision::Exact | Precision::Town) => 0.9,
        Some(Precision::Admin) => 0.5,
        _ => 0.0,
    }
}

/// Numbers by kind and unit, in order of publication.
fn tolls(tellings: &[&Told]) -> Vec<Toll> {
    let mut tolls: Vec<Toll> = Vec::new();
    for told in tellings {
        for size in told.sizes.iter().filter(|size| size.value.is_finite()) {
            let version = (size.value, told.id);
            match tolls.iter_mut().find(|toll| toll.kind == size.kind && toll.unit == size.unit) {
                Some(toll) => {
                    toll.low = toll.low.min(size.value);
                    toll.high = toll.high.max(size.value);
                    toll.versions.push(version);
                }
                None => tolls.push(Toll {
                    kind: size.kind,
                    unit: size.unit.clone(),
                    low: size.value,
                    high: size.value,
                    versions: vec![version],
                }),
            }
        }
    }
    tolls
}

fn distinct(numbers: impl Iterator<Item = i64>) -> usize {
    let mut numbers: Vec<i64> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}

/// Independent sources: reports of one family, or of one publisher, count once.
fn sources(tellings: &[&Told]) -> usize {
    let mut union = Union::new(tellings.len());
    let mut first_of_family: HashMap<i64, usize> = HashMap::new();
    let mut first_of_publisher: HashMap<String, usize> = HashMap::new();
    for (at, told) in tellings.iter().enumerate() {
        union.join(*first_of_family.entry(told.source.family).or_insert(at), at);
        if let Some(publisher) = &told.source.publisher {
            union.join(*first_of_publisher.entry(publisher.to_lowercase()).or_insert(at), at);
        }
    }
    union.groups().len()
}

/// That at least one family of reports is right, were they right or wrong by themselves.
fn confidence(tellings: &[&Told]) -> f32 {
    let mut of_families: HashMap<i64, f32> = HashMap::new();
    for told in tellings {
        let best = of_families.entry(told.source.family).or_default();
        *best = best.max(told.confidence);
    }
    let mut doubts: Vec<f32> = of_families.into_values().map(|confidence| 1.0 - confidence.clamp(0.0, 1.0)).collect();
    doubts.sort_by(f32::total_cmp);
    if doubts.len() == 1 { 1.0 - doubts[0] } else { (1.0 - doubts.iter().product::<f32>()).min(CONFIDENCE_MAX) }
}
