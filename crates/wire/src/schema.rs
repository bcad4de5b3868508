//! The JSON Schema (draft 2020-12) of a record, generated from the shapes that write and read it.

use crate::json::RecordShape;

/// The schema as indented JSON with a line feed at its end; `docs/record.schema.json` is this text.
pub fn schema() -> String {
    let schema = schemars::schema_for!(RecordShape);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
