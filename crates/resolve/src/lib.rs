//! Words to things: time, number, place, office, actor.
#![forbid(unsafe_code)]

pub mod actor;
pub mod number;
pub mod place;
pub mod time;
