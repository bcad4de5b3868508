//! Parquet and Word read back.
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "samples/mod.rs"]
mod samples;
#[path = "samples/write.rs"]
mod write;

use std::path::PathBuf;
use std::{env, fs, process};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use verbale_export::{ErrorKind, Format, export_parquet};
use verbale_record::Told;
use write::{context, write};

fn read(bytes: Vec<u8>) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).unwrap();
    reader.with_batch_size(10_000).build().unwrap().map(Result::unwrap).collect()
}

fn texts(batch: &RecordBatch, column: &str, row: usize) -> Vec<String> {
    let list = batch.column_by_name(column).unwrap().as_list::<i32>().value(row);
    list.as_string::<i32>().iter().map(|word| word.unwrap_or("?").to_owned()).collect()
}

#[test]
fn parquet_holds_what_was_told() {
    let (bytes, summary) = write(Format::Parquet, samples::events());
    let batch = &read(bytes)[0];
    assert_eq!((batch.num_rows(), summary.rows), (5, 5));
    assert_eq!(texts(batch, "actors", 0), ["Sergey Lavrov", "Marco Rubio"]);
    assert_eq!(texts(batch, "actor_sectors", 2), ["?", "?"]);
    assert!(texts(batch, "recipients", 0).is_empty());
    let starts = batch.column_by_name("start").unwrap().as_primitive::<Date32Type>();
    assert_eq!((starts.value(0), starts.is_null(3)), (20_137, true));
    assert_eq!(batch.column_by_name("killed").unwrap().as_primitive::<Float64Type>().value(1), 38.0);
    let sentences = batch.column_by_name("sentence").unwrap().as_string::<i32>();
    assert_eq!(sentences.value(2), samples::events()[2].sentence_words.text);
}

#[test]
fn parquet_is_written_a_batch_at_a_time() {
    let events: Vec<Told> = (0..10_000).map(|id| Told { id, ..samples::empty() }).collect();
    let batches = read(write(Format::Parquet, events).0);
    let ids: Vec<i64> =
        batches.iter().flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().values().to_vec()).collect();
    assert_eq!(ids, (0..10_000).collect::<Vec<i64>>());
}

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("verbale-export-{}-{name}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn months_have_folders() {
    let folder = Folder::new("months");
    let events = samples::events().into_iter().chain([samples::empty()]);
    let summary = export_parquet(&folder.0, &mut events.into_iter(), &context()).unwrap();
    assert_eq!(summary.written, 6);
    let rows = |part: &str| read(fs::read(folder.0.join(part)).unwrap())[0].num_rows();
    assert_eq!(rows("year=2025/month=02/part-0.parquet"), 4);
    assert_eq!(rows("year=2025/month=03/part-0.parquet"), 1);
    assert_eq!(rows("year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__/part-0.parquet"), 1);
    let again = export_parquet(&folder.0, &mut samples::events().into_iter(), &context()).unwrap_err();
    assert_eq!(again.kind(), ErrorKind::Occupied);
}

#[test]
fn many_months_come_in_parts() {
    let folder = Folder::new("parts");
    let event = |month: i32| {
        let (year, month) = (2000 + month % 100, 1);
        Told { start: format!("{year}-{month:02}-01").parse().ok(), ..samples::empty() }
    };
    let summary = export_parquet(&folder.0, &mut (0..200).map(event), &context()).unwrap();
    let mut rows = 0;
    for year in 2000..2100 {
        let month = folder.0.join(format!("year={year}/month=01"));
        for part in fs::read_dir(month).unwrap() {
            rows += read(fs::read(part.unwrap().path()).unwrap())[0].num_rows();
        }
    }
    assert_eq!((summary.written, rows), (200, 200));
}

#[test]
fn word_documents_open_with_table_and_footnotes() {
    let (bytes, _) = write(Format::Docx, samples::events());
    let document = docx_rs::read_docx(&bytes).unwrap().json();
    for words in ["Sergey Lavrov", "ASSAULT (drone), killed 38; injured ~100", "[2025-02-18]", "(الشمال)"] {
        assert!(document.contains(words), "{words}");
    }
    let twice = write(Format::Docx, samples::events()).0;
    assert_eq!(bytes, twice, "the same events give the same bytes");
}
