//! Reads a report into a record. [`Reader::read`] never fails: what cannot be read or resolved is a note in the record.
//!
//! `read.rs` shows every stage in order; each stage is a file with one public function.
#![forbid(unsafe_code)]

mod affiliations;
mod agreed;
mod alternatives;
mod assemble;
mod calibration;
mod cast;
mod chains;
pub mod explain;
mod features;
mod ground;
mod happenings;
mod home;
mod labels;
mod parties;
mod places;
mod read;
mod sayings;
pub mod segment;
mod services;
mod sides;
mod sizes;
mod spotted;
mod tags;
mod text;
mod thresholds;
mod times;
mod who;

pub use read::Reader;
