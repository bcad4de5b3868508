//! Which tellings are compared at all: those that share a key of type, week and party, or place, or countries.

use verbale_record::{EntityKind, Told};

use crate::Rules;
use crate::glance::Glance;
use crate::words::stir;

/// Weeks are cut twice, half a week apart, so that days up to three apart always share one.
const WEEK_DAYS: i32 = 7;
const SHIFT_DAYS: i32 = 3;
/// An event of many days stands in no more weeks than this.
const WEEKS_MAX: i32 = 8;

/// Keys of a telling; only tellings that share one are compared. An archive keeps them, see [`crate::touched`].
pub fn block_keys(rules: &Rules, told: &Told) -> Vec<u64> {
    keys(&Glance::of(rules, told))
}

pub(crate) fn keys(glance: &Glance) -> Vec<u64> {
    let things = things(glance);
    let mut keys = Vec::new();
    for week in weeks(glance) {
        for circle in &glance.circles {
            let block = stir(stir(week) ^ u64::from(*circle));
            keys.extend(things.iter().map(|thing| stir(block ^ thing)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Days at both ends of an interval give weeks of both cuts; undated things none at all, and they are never merged.
fn weeks(glance: &Glance) -> Vec<u64> {
    let Some((first, last)) = glance.days else { return Vec::new() };
    let last = last.min(first + WEEKS_MAX * WEEK_DAYS);
    let cut = |shift: i32| {
        let weeks = (first + shift).div_euclid(WEEK_DAYS)..=(last + shift).div_euclid(WEEK_DAYS);
        weeks.map(move |week| ((week as u32 as u64) << 1) | u64::from(shift > 0))
    };
    cut(0).chain(cut(SHIFT_DAYS)).collect()
}

/// Hashes of what a happening is found by: named parties, the town, the countries.
fn things(glance: &Glance) -> Vec<u64> {
    let mut things: Vec<u64> = Vec::new();
    for side in glance.sides().filter(|side| !side.name.nominal && side.kind != EntityKind::Country) {
        things.extend(side.name.words.iter().map(|word| stir(crate::words::hash(word.as_bytes()) ^ 1)));
    }
    if let Some(place) = glance.place.as_ref().filter(|place| place.position.is_some() || place.country.is_none()) {
        things.push(stir(crate::words::hash(place.name.as_bytes()) ^ 2));
    }
    things.extend(glance.countries.iter().map(|country| stir(country ^ 3)));
    things.extend(glance.leads.iter().map(|word| stir(word ^ 4)));
    things
}
