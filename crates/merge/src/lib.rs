//! What several reports have in common: wire families, occurrences, answers and actors.
//!
//! Everything here is a pure function of its arguments: no store, no file, no clock, no state. The outcome depends on
//! the set of things handed in and never on their order, so an archive may merge in batches and comes to the same as if
//! it had merged all at once. For that each part names *keys* (things that may belong together share one, or one probes
//! for the other's) and *neighbourhoods* (things that may influence each other share one); [`touched`] tells from both
//! what has to be looked at again when something new comes in.
//!
//! | question | keys | answer |
//! |---|---|---|
//! | are two reports copies or excerpts of one text? | [`Sketch::bands`] | [`same_family`], [`families`] |
//! | do several reports tell the same happening? | [`block_keys`] | [`pair_score`], [`occurrences`], [`merge`] |
//! | was what was promised done? | | [`answers`] |
//! | are two names one actor? | [`actor_keys`] | [`same_actor`], [`cluster_actors`] |
#![forbid(unsafe_code)]

mod actors;
mod answers;
mod blocks;
mod cluster;
mod days;
mod error;
mod families;
mod fuse;
mod glance;
mod names;
mod occurrences;
mod pair;
mod people;
mod rules;
mod sketch;
mod table;
mod touched;
mod trees;
mod union;
mod words;

pub use actors::{Actor, Clustered, Named, Term, actor_keys, cluster_actors, is_nominal, same_actor};
pub use answers::{Link, answers};
pub use blocks::{BlockKeys, block_keys};
pub use error::{Error, ErrorKind};
pub use families::{families, same_family};
pub use fuse::fuse;
pub use glance::Glances;
pub use occurrences::{Merged, merge, occurrences};
pub use pair::{FEATURES, features, pair_score};
pub use rules::Rules;
pub use sketch::Sketch;
pub use touched::{Lookup, touched};
