//! Which tellings are compared at all: those that share a type's circle and a party, place or country, in one week or two
//! that follow each other.

use verbale_record::{EntityKind, Told};

use crate::glance::{Glance, Glances};
use crate::words::stir;

const WEEK_DAYS: i32 = 7;
/// An event of many days stands in no more weeks than this.
const WEEKS_MAX: i32 = 8;

/// The keys of a telling. Of two tellings each finds the other, or neither does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockKeys {
    /// Those under which it is found; an archive keeps them, see [`crate::touched`].
    pub kept: Vec<u64>,
    /// Those of the tellings that it is compared with.
    pub probes: Vec<u64>,
}

/// The keys of every telling, in order.
pub fn block_keys<'t>(glances: &mut Glances<'_>, tellings: impl IntoIterator<Item = &'t Told>) -> Vec<BlockKeys> {
    let of = |told| {
        let glance = glances.of(told);
        BlockKeys { kept: keys(&glance), probes: probes(&glance) }
    };
    tellings.into_iter().map(of).collect()
}

pub(crate) fn keys(glance: &Glance) -> Vec<u64> {
    of_weeks(glance, 0)
}

pub(crate) fn probes(glance: &Glance) -> Vec<u64> {
    of_weeks(glance, 1)
}

fn of_weeks(glance: &Glance, more: i32) -> Vec<u64> {
    let Some((first, last)) = weeks(glance) else { return Vec::new() };
    let things = things(glance);
    let mut keys = Vec::new();
    for week in first - more..=last + more {
        for circle in &glance.circles {
            let block = stir(stir(week as u32 as u64) ^ u64::from(*circle));
            keys.extend(things.iter().map(|thing| stir(block ^ thing)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The first and the last week of what the text dates; of the rest the week in the middle of its days. What has no days at
/// all is never merged.
fn weeks(glance: &Glance) -> Option<(i32, i32)> {
    let (first, last) = glance.days?;
    if !glance.dated {
        let week = (first + last).div_euclid(2).div_euclid(WEEK_DAYS);
        return Some((week, week));
    }
    let last = last.min(first + WEEKS_MAX * WEEK_DAYS);
    Some((first.div_euclid(WEEK_DAYS), last.div_euclid(WEEK_DAYS)))
}

/// Hashes of what a happening is found by: named parties, the town, the countries, and those of whom its report speaks
/// most often, since many an event names nobody.
fn things(glance: &Glance) -> Vec<u64> {
    let mut things: Vec<u64> = Vec::new();
    for side in glance.sides().filter(|side| !side.name.nominal && side.kind != EntityKind::Country) {
        things.extend(side.name.words.iter().map(|word| stir(crate::words::hash(word.as_bytes()) ^ 1)));
    }
    if let Some(place) = glance.place.as_ref().filter(|place| place.position.is_some() || place.country.is_none()) {
        things.push(stir(crate::words::hash(place.name.as_bytes()) ^ 2));
    }
    things.extend(glance.story.leads.iter().map(|word| stir(word ^ 1)));
    things.extend(glance.countries.iter().map(|country| stir(country ^ 3)));
    things
}
