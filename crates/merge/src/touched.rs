//! What has to be looked at again when something new comes in.

use std::collections::BTreeSet;

/// What an archive keeps of the things that it merged before.
///
/// A neighbourhood holds all things that can change each other's outcome, whether or not they ended up together; each
/// merge hands its number out for every thing, to be kept beside the thing's keys.
pub trait Lookup {
    /// The neighbourhoods of the things that have any of these keys.
    fn neighbourhoods_by_key(&self, keys: &[u64]) -> Vec<i64>;

    /// The things of a neighbourhood.
    fn members(&self, neighbourhood: i64) -> Vec<i64>;
}

/// The old things to merge again together with new ones that have these keys. To merge exactly them and the new ones
/// gives for them what merging everything gives, and nothing else changes.
///
/// When things are taken away or read anew, merge the rest of their old neighbourhoods again in the same way.
pub fn touched(keys: &[u64], lookup: &dyn Lookup) -> Vec<i64> {
    let neighbourhoods: BTreeSet<i64> = lookup.neighbourhoods_by_key(keys).into_iter().collect();
    let members: BTreeSet<i64> = neighbourhoods.into_iter().flat_map(|number| lookup.members(number)).collect();
    members.into_iter().collect()
}
