//! Parquet: rows in several groups, columns that are read and columns that are not, a file that is cut.

mod common;

use std::sync::Arc;

use common::{Folder, lines, walk, zip};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use verbale_ingest::Options;

const SCHEMA: &str = "message reports {
    required binary headline (UTF8);
    required binary body (UTF8);
    required int32 date (DATE);
    required binary other;
}";

/// 14 May 2024 in days since 1970.
const DAY: i32 = 19_857;

/// A file of groups of rows; a row is its text, and its title is the first word of it.
fn file(groups: &[&[&str]]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).expect("a schema"));
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let properties = Arc::new(WriterProperties::builder().set_compression(zstd).build());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).expect("memory");
    for texts in groups {
        let mut group = writer.next_row_group().expect("a group");
        let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
        let strings: [Vec<ByteArray>; 3] = [
            texts.iter().map(|text| ByteArray::from(first(text).as_str())).collect(),
            texts.iter().map(|text| ByteArray::from(*text)).collect(),
            texts.iter().map(|_| ByteArray::from(vec![0xff, 0])).collect(),
        ];
        for number in 0..4 {
            let mut out = group.next_column().expect("memory").expect("a column");
            // Days stand between the strings.
            if number == 2 {
                let days = vec![DAY; texts.len()];
                out.typed::<Int32Type>().write_batch(&days, None, None).expect("memory");
            } else {
                let values = &strings[number.min(2)];
                out.typed::<ByteArrayType>().write_batch(values, None, None).expect("memory");
            }
            out.close().expect("memory");
        }
        group.close().expect("memory");
    }
    writer.close().expect("memory");
    bytes
}

fn two_groups() -> Vec<u8> {
    file(&[
        &["Talks opened in Geneva on Tuesday.", "Rebels freed four prisoners."],
        &["", "Envoys left the city at night."],
    ])
}

const WANTED: [&str; 5] = [
    "guessed text=body published=date title=headline",
    "found r.parquet: row 1 2024-05-14 Talks | Talks opened in Geneva",
    "found r.parquet: row 2 2024-05-14 Rebels | Rebels freed four prisoners.",
    "skipped r.parquet: row 3 empty",
    "found r.parquet: row 4 2024-05-14 Envoys | Envoys left the city",
];

#[test]
fn rows_of_all_groups_are_read() {
    assert_eq!(lines(&two_groups(), "r.parquet", &Options::default()), WANTED);
    let folder = Folder::new("columns");
    folder.write("r.parquet", &two_groups());
    assert_eq!(walk(folder.path(), &Options::default()).0[1..], WANTED[1..]);
    let zipped = lines(&zip(&[("r.parquet", &two_groups())]), "z.zip", &Options::default());
    assert_eq!(zipped[1], WANTED[1].replace("r.parquet", "z.zip!r.parquet"));
}

#[test]
fn a_column_that_is_not_there_is_told() {
    let options = Options::default().with_map("text=story").expect("a map");
    let wanted = "failed r.parquet: no column for the text: no column \"story\" among: headline, body, date, other";
    assert_eq!(lines(&two_groups(), "r.parquet", &options), [wanted]);
}

#[test]
fn a_damaged_file_costs_one_item() {
    let bytes = two_groups();
    let cut = lines(&bytes[..bytes.len() - 9], "r.parquet", &Options::default());
    assert!(cut.len() == 1 && cut[0].starts_with("failed r.parquet: not of its format"), "{cut:?}");
    for at in (4..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        lines(&damaged, "r.parquet", &Options::default());
    }
}
