//! The JSON of a record: schema `verbale.record/1`, the fields of the codebook and, beside them, what each rests on.

mod read;
mod shapes;
mod sparse;
mod write;

use verbale_record::Record;

use crate::{Error, ErrorKind};

pub(crate) use shapes::{RangeShape, RecordShape, ReportShape};
pub(crate) use write::{entity_id, event_id, number, report_shape, values};

/// The schema that [`to_json`] writes and [`from_json`] reads.
pub const SCHEMA: &str = "verbale.record/1";

/// The record as indented JSON with a line feed at its end.
pub fn to_json(record: &Record) -> String {
    let mut out = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, formatter);
    let written = serde::Serialize::serialize(&write::shape(record), &mut serializer);
    debug_assert!(written.is_ok(), "writing into memory cannot fail");
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

/// The record as one line of JSON, without a line feed.
pub fn to_json_line(record: &Record) -> String {
    serde_json::to_string(&write::shape(record)).unwrap_or_default()
}

/// The record as one line of JSON without the report's text, the words of spans, and fields that say nothing: what
/// [`from_json`] reads once the text stands there again.
pub fn to_json_sparse(record: &Record) -> String {
    let line = sparse::Line::default();
    let mut serializer = serde_json::Serializer::with_formatter(&line, line.formatter());
    let written = serde::Serialize::serialize(&write::shape(record), &mut serializer);
    debug_assert!(written.is_ok(), "writing into memory cannot fail");
    drop(serializer);
    line.into_text()
}

/// Reads a record written by [`to_json`] or by hand; fields that rest on nothing are taken as the report's words.
pub fn from_json(text: &str) -> Result<Record, Error> {
    let shape: RecordShape =
        serde_json::from_str(text).map_err(|error| Error::new(ErrorKind::Form, error.to_string()))?;
    if shape.schema != SCHEMA {
        return Err(Error::new(ErrorKind::Schema, shape.schema));
    }
    read::record(shape)
}
