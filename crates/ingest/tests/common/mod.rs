//! What the tests share: folders that go away, archives made in memory, items as lines.
#![allow(dead_code)]

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use verbale_ingest::{Found, Item, Options, Tally, sources, stream};
use zip::write::SimpleFileOptions;

/// A folder for one test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("verbale-ingest-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// The items of an input as lines.
pub fn lines(bytes: &[u8], name: &str, options: &Options) -> Vec<String> {
    let mut lines = Vec::new();
    stream(bytes, name, options, &mut |item| {
        lines.push(line(&item));
        ControlFlow::Continue(())
    });
    lines
}

/// The items of a folder as lines, the folder's own path and notes on missing days left out.
pub fn walk(path: &Path, options: &Options) -> (Vec<String>, Tally) {
    let mut lines = Vec::new();
    let start = format!("{}/", path.display());
    let tally = sources(path, options, &mut |item| {
        lines.push(line(&item).replace(&start, "").trim_end_matches(" no-date").to_owned());
        ControlFlow::Continue(())
    });
    (lines, tally)
}

fn line(item: &Item) -> String {
    match item {
        Item::Found(found) => found_line(found),
        Item::Skipped { origin, why } => format!("skipped {origin} {}", why.name()),
        Item::Failed { error, .. } => format!("failed {error}"),
        Item::Guessed { columns, .. } => {
            let columns: Vec<String> = columns.iter().map(|(field, name)| format!("{}={name}", field.name())).collect();
            format!("guessed {}", columns.join(" "))
        }
    }
}

fn found_line(found: &Found) -> String {
    let day = found.report.published.map_or("-".to_owned(), |day| day.to_string());
    let title = found.report.title.as_deref().unwrap_or("-");
    let words: Vec<&str> = found.report.text.split_whitespace().take(4).collect();
    let notes: Vec<&str> = found.notes.iter().map(|note| note.code).collect();
    format!("found {} {day} {title} | {} {}", found.origin, words.join(" "), notes.join(",")).trim_end().to_owned()
}
