//! The archive: one SQLite file of reports, readings and corrections.
//!
//! Three layers never mix: the report as it came in, the reading of a machine with the version of model and tables, and
//! what people corrected. What can be asked lies in flat tables made from a reading with its corrections on top; they are
//! made again whenever either changes. [`Batch`] writes, all of it or nothing; everything else reads.
#![forbid(unsafe_code)]

mod actors;
mod apply;
mod archive;
mod ask;
pub mod change;
mod correct;
mod counts;
mod error;
mod events;
mod feeds;
mod flat;
mod lists;
mod merging;
mod page;
mod put;
mod reading;
mod registry;
mod reports;
mod search;
mod tally;

pub use actors::{KnownActor, Tenure};
pub use apply::apply;
pub use archive::Archive;
pub use ask::{LOADED_AT_ONCE, Order, Question};
pub use correct::{Author, Correction};
pub use error::{Error, ErrorKind};
pub use events::Loader;
pub use lists::ReportRow;
pub use merging::MergeCount;
pub use page::Page;
pub use put::{Batch, Incoming, Put};
pub use reports::Holdings;
pub use search::{Hit, Table};
