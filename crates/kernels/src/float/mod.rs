//! Float operations, written once over sixteen lanes.

mod attention;
mod packed;
mod product;
mod rows;
mod tile;

pub use attention::{AttentionScratch, Offsets, Window};
pub use packed::PackedFloat;
