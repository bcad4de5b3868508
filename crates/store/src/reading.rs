//! A reading whole: its JSON without the text, deflated.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::OptionalExtension;
use serde_json::Value;
use verbale_record::Record;
use verbale_wire::{from_json, to_json_line};

use crate::{Archive, Error, ErrorKind, correct};

/// Where the JSON keeps the report's text.
const TEXT: &str = "text";

pub(crate) fn pack(record: &Record) -> Vec<u8> {
    let mut shape: Value = serde_json::from_str(&to_json_line(record)).unwrap_or_default();
    if let Some(fields) = shape.as_object_mut() {
        fields.remove(TEXT);
    }
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = deflate.write_all(shape.to_string().as_bytes());
    deflate.finish().unwrap_or_default()
}

pub(crate) fn unpack(bytes: &[u8], text: String, place: &str) -> Result<Record, Error> {
    let damaged = |what: &dyn std::fmt::Display| Error::new(ErrorKind::Damaged, format!("{place}: {what}"));
    let mut json = String::new();
    DeflateDecoder::new(bytes).read_to_string(&mut json).map_err(|error| damaged(&error))?;
    let mut shape: Value = serde_json::from_str(&json).map_err(|error| damaged(&error))?;
    if let Some(fields) = shape.as_object_mut() {
        fields.insert(TEXT.to_owned(), Value::String(text));
    }
    from_json(&shape.to_string()).map_err(|error| damaged(&error))
}

impl Archive {
    /// The record of a report as the machine read it; none where it was not read.
    pub fn reading(&self, report: i64) -> Result<Option<Record>, Error> {
        load(&self.db, report)
    }

    /// The record of a report with people's corrections on top.
    pub fn record(&self, report: i64) -> Result<Option<Record>, Error> {
        let Some(mut record) = self.reading(report)? else { return Ok(None) };
        correct::apply_all(&self.db, report, &mut record)?;
        Ok(Some(record))
    }
}

pub(crate) fn load(db: &rusqlite::Connection, report: i64) -> Result<Option<Record>, Error> {
    let mut find = db.prepare_cached(
        "SELECT d.record, r.text FROM reading d JOIN report r ON r.id = d.report WHERE d.report = ?1",
    )?;
    let found: Option<(Vec<u8>, String)> = find.query_row([report], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found.map(|(bytes, text)| unpack(&bytes, text, &format!("report {report}"))).transpose()
}
