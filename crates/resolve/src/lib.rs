//! Words to things: time, number, place, office, actor.
#![forbid(unsafe_code)]
