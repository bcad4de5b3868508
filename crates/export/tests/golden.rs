//! Five events in every format, against files that were looked at; `UPDATE=1 cargo test` writes them anew.
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "samples/mod.rs"]
mod samples;
#[path = "samples/write.rs"]
mod write;

use std::path::{Path, PathBuf};
use std::{env, fs};

use verbale_export::{Format, Reason, Summary};
use write::write;

fn golden(format: Format) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    folder.join(format!("{}.{}", format.name(), format.extension()))
}

/// The export and, for people, what it left out. Binary formats are held to what is read back from them elsewhere.
fn check(format: Format) {
    let (found, summary) = write(format, samples::events());
    let path = golden(format);
    let counts = path.with_extension("summary.txt");
    let counted = format!("{summary}\n");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &found).unwrap();
        fs::write(&counts, &counted).unwrap();
    }
    let expected = fs::read(&path).unwrap();
    let (found, expected) = (String::from_utf8(found).unwrap(), String::from_utf8(expected).unwrap());
    assert_eq!(found, expected, "{}", path.display());
    assert_eq!(counted, fs::read_to_string(&counts).unwrap());
}

#[test]
fn text_formats_are_as_they_were() {
    for format in Format::ALL.into_iter().filter(|format| !format.is_binary()) {
        check(format);
    }
}

#[test]
fn every_event_is_written_or_counted() {
    for format in Format::ALL {
        let (_, summary) = write(format, samples::events());
        let left: usize = summary.left_out.values().sum();
        assert_eq!(summary.events, 5, "{}", format.name());
        assert_eq!(summary.written + left, 5, "{}", format.name());
    }
}

#[test]
fn tables_have_the_peers_columns_in_every_row() {
    for (format, separator, columns) in
        [(Format::Icews, '\t', 20), (Format::Polecat, '\t', 40), (Format::Gdelt, '\t', 61), (Format::Cameo, '\t', 17)]
    {
        let (bytes, _) = write(format, samples::events());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.lines().count() > 1);
        for line in text.lines() {
            assert_eq!(line.split(separator).count(), columns, "{}: {line}", format.name());
            assert!(!line.contains('"'), "{line}");
        }
    }
}

#[test]
fn what_did_not_happen_is_not_told_as_if_it_had() {
    for format in [Format::Cameo, Format::Icews, Format::Gdelt, Format::Phoenix, Format::Polecat] {
        let (_, summary) = write(format, samples::events());
        assert_eq!(summary.left_out.get(&Reason::Denied), Some(&1), "{}", format.name());
    }
}

#[test]
fn nothing_is_written_of_nothing() {
    for format in Format::ALL {
        let (bytes, summary) = write(format, Vec::new());
        assert_eq!(summary, Summary::default(), "{}", format.name());
        assert!(format == Format::Gdelt || !bytes.is_empty() || matches!(format, Format::Plover | Format::Ftm));
    }
}

#[test]
fn the_barest_event_passes_through_every_format() {
    for format in Format::ALL {
        let (_, summary) = write(format, vec![samples::empty()]);
        assert_eq!(summary.written + summary.left_out.values().sum::<usize>(), 1, "{}", format.name());
    }
}

#[test]
fn names_go_there_and_back() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
    assert_eq!(Format::from_name("csv2"), None);
}
