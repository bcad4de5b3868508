//! A reading whole: its JSON without what the report's text tells again, compressed.
//!
//! Readings are much alike in form, so they are compressed (Zstandard) with a dictionary of what they have in common. It was
//! made by `data/recipes/reading_dictionary.py` and is never changed: archives need the one they were written with.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::DeflateDecoder;
use rusqlite::OptionalExtension;
use serde_json::Value;
use verbale_record::Record;
use verbale_wire::{from_json, to_json_sparse};
use zstd::bulk::Compressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::stream::read::Decoder;

use crate::{Archive, Error, ErrorKind, correct};

/// Where the JSON keeps the report's text.
const TEXT: &str = "text";

const LEVEL: i32 = 6;
const DICTIONARY: &[u8] = include_bytes!("reading.dict");
static COMPRESS: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static DECOMPRESS: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));
/// How what Zstandard wrote begins. Archives of earlier versions hold readings that were deflated.
const ZSTANDARD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

pub(crate) fn pack(record: &Record) -> Result<Vec<u8>, Error> {
    let compress = || Compressor::with_prepared_dictionary(&COMPRESS)?.compress(to_json_sparse(record).as_bytes());
    compress().map_err(|error: std::io::Error| Error::new(ErrorKind::Other, error.to_string()))
}

pub(crate) fn unpack(bytes: &[u8], text: String, place: &str) -> Result<Record, Error> {
    let damaged = |what: &dyn std::fmt::Display| Error::new(ErrorKind::Damaged, format!("{place}: {what}"));
    let json = decompress(bytes).map_err(|error| damaged(&error))?;
    let mut shape: Value = serde_json::from_str(&json).map_err(|error| damaged(&error))?;
    if let Some(fields) = shape.as_object_mut() {
        fields.insert(TEXT.to_owned(), Value::String(text));
    }
    from_json(&shape.to_string()).map_err(|error| damaged(&error))
}

fn decompress(bytes: &[u8]) -> std::io::Result<String> {
    let mut json = String::new();
    if bytes.starts_with(&ZSTANDARD) {
        Decoder::with_prepared_dictionary(bytes, &DECOMPRESS)?.read_to_string(&mut json)?;
    } else {
        DeflateDecoder::new(bytes).read_to_string(&mut json)?;
    }
    Ok(json)
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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const JSON: &str = r#"{"schema":"verbale.record/1","report":{"id":"a"},"text":"Rebels fled Goma.","sentences":[{"start":0,"end":17}],
        "entities":[{"id":"T1","kind":"group","name":"Rebels","sectors":["REB"],"mentions":[{"start":0,"end":6,"text":"Rebels","form":"nominal"}]}],
        "events":[{"id":"E1","type":"RETREAT","triggers":[{"start":7,"end":11,"text":"fled"}],"actors":["T1"]}]}"#;

    fn record() -> Record {
        from_json(JSON).unwrap()
    }

    #[test]
    fn a_reading_comes_out_as_it_went_in() {
        for record in [record(), Record { entities: Vec::new(), events: Vec::new(), ..record() }] {
            let packed = pack(&record).unwrap();
            assert!(packed.starts_with(&ZSTANDARD));
            assert_eq!(unpack(&packed, record.report.text.clone(), "here").unwrap(), record);
        }
    }

    #[test]
    fn readings_of_earlier_versions_are_read() {
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(to_json_sparse(&record()).as_bytes()).unwrap();
        assert_eq!(unpack(&deflate.finish().unwrap(), record().report.text, "here").unwrap(), record());
    }

    #[test]
    fn damage_says_where() {
        let mut packed = pack(&record()).unwrap();
        packed.truncate(packed.len() / 2);
        let error = unpack(&packed, record().report.text, "report 7").unwrap_err();
        assert_eq!((error.kind(), error.place().starts_with("report 7")), (ErrorKind::Damaged, true));
    }
}
