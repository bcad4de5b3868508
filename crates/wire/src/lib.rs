//! Public forms of a record: JSON `verbale.record/1` and its schema, PLOVER lines, pretty lines.
//!
//! A record's spans count bytes; every form that leaves the program counts Unicode code points, so that any language can
//! cut the same words out of the text.
#![forbid(unsafe_code)]

mod annotation;
mod claims;
mod error;
mod json;
mod offsets;
pub mod plover;
mod pretty;
mod schema;

pub use annotation::{Annotation, annotation, from_annotation};
pub use claims::claims;
pub use error::{Error, ErrorKind};
pub use json::{SCHEMA, from_json, to_json, to_json_line, to_json_sparse};
pub use pretty::{Line, PrettyOptions, lines, pretty};
pub use schema::schema;
