//! What an archive shows: timeline, dyads, meetings, positions, brief.
//!
//! Every view is a pure function from events and happenings to a plain value, and every value shows itself through
//! [`View`]: as a table, JSON, JSON lines or CSV.
#![forbid(unsafe_code)]

mod actors;
mod brief;
mod conditions;
mod dyad;
mod error;
mod events;
pub mod filter;
mod link;
mod map;
mod meetings;
mod network;
mod part;
mod positions;
mod show;
mod timeline;
mod weight;

pub use actors::{Counted, Dossier, Met, Office, dossier};
pub use brief::{Asked, Brief, Cited, Line, Note, Phrases, Section, brief};
pub use conditions::{ConditionRow, Conditions, conditions};
pub use dyad::{Dealing, Dealt, Dyad, Encounter, Sides, Way, dyad, dyad_of, place_of};
pub use error::{Error, ErrorKind};
pub use events::{EventRow, Events, StatementRow, Statements, events, statements};
pub use filter::{Filter, Place, Who};
pub use link::{Link, Promised, PromisedRow, promised};
pub use map::{Map, Point, map};
pub use meetings::{Meeting, Meetings, meetings};
pub use network::{Edge, Network, Node, network};
pub use part::{At, Cite, Count, Side};
pub use positions::{Issues, Position, Positions, Stand, positions};
pub use show::{Form, View, csv, show};
pub use timeline::{DayCount, Step, Tick, Timeline, timeline};
pub use weight::{QUADS, quad_name};
