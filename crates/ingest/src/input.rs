//! Walks over what a caller names: a file, a folder, an archive, standard input.

mod bounded;
mod feed;
mod json;
mod parquet;
mod table;
mod walk;
mod warc;
mod zip;

use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::intake::{Flow, Intake};
use crate::kind::{Kind, kind};
use crate::limits::{MEMBER_BYTES_MAX, NESTING_MAX, PAGE_BYTES_MAX};
use crate::{Error, ErrorKind, Found, Item, Options, Origin, Position, Skip, Tally, document};

pub(crate) use feed::entries;

/// Bytes by which the kind of an input is told.
const HEAD_BYTES: usize = 8 << 10;

/// Bytes read at once: large, since archives of the web are read from beginning to end.
const BUFFER_BYTES: usize = 256 << 10;

/// Walks over a file, over a folder and the folders in it in the order of their names, or over standard input ("-"), and
/// hands over what it finds, until `each` breaks. What cannot be read is an item too; the run goes on.
pub fn sources(path: &Path, options: &Options, each: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Tally {
    let mut intake = Intake::new(options, each);
    let _ = walk::path(path, &mut intake);
    intake.tally
}

/// Walks over bytes that come from elsewhere; `name` tells how they are read where they do not tell themselves.
pub fn stream(bytes: impl Read, name: &str, options: &Options, each: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Tally {
    let mut intake = Intake::new(options, each);
    let _ = any(Box::new(bytes), Path::new(name), 0, &mut intake);
    intake.tally
}

/// Reads one report from bytes: a page, a text, or a table, feed or archive that holds just one.
///
/// # Errors
/// Where the bytes hold none, more than one, or cannot be read.
pub fn report(bytes: &[u8], name: &str, options: &Options) -> Result<Found, Error> {
    let mut found = Vec::new();
    let mut why = "no report in it".to_owned();
    let mut error = None;
    let each = &mut |item| {
        match item {
            Item::Found(one) => found.push(*one),
            Item::Skipped { why: skip, .. } => why = skip.name().to_owned(),
            Item::Failed { error: failure, .. } => error = Some(failure),
            Item::Guessed { .. } => {}
        }
        if found.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    stream(bytes, name, options, each);
    let many = || Error::new(ErrorKind::NotOne, name, "more than one report in it");
    match (found.pop(), found.is_empty(), error) {
        (Some(one), true, _) => Ok(one),
        (Some(_), false, _) => Err(many()),
        (None, _, Some(error)) => Err(error),
        (None, _, None) => Err(Error::new(ErrorKind::NotOne, name, why)),
    }
}

/// Reads an input of any kind as it comes.
fn any<'r>(bytes: Box<dyn Read + 'r>, path: &Path, nested: usize, intake: &mut Intake) -> Flow {
    let mut bytes = std::io::BufReader::with_capacity(BUFFER_BYTES, bytes);
    let (head, error) = head(&mut bytes);
    if let (true, Some(error)) = (head.is_empty(), &error) {
        return intake.fail(whole(path), unreadable(path, error));
    }
    let kind = kind(path, &head);
    // What was peeked, the error that ended it if there was one, and the rest: the input as it was.
    let mut bytes = std::io::Cursor::new(head).chain(std::io::BufReader::new(Broken(error))).chain(bytes);
    match kind {
        Kind::Text | Kind::Markdown | Kind::Html => one(&mut bytes, path, kind, intake),
        Kind::Json => json::read(&mut bytes, path, intake),
        Kind::Csv | Kind::Tsv => table::read(&mut bytes, path, kind, intake),
        Kind::Warc => warc::read(&mut bytes, path, intake),
        Kind::Feed => feed::read(&mut bytes, path, intake),
        Kind::Gzip if nested < NESTING_MAX => {
            any(Box::new(bounded::Gunzip::new(bytes)), &without_gz(path), nested + 1, intake)
        }
        Kind::Zip | Kind::Parquet if nested < NESTING_MAX => in_memory(&mut bytes, path, kind, nested, intake),
        Kind::Zip | Kind::Parquet | Kind::Gzip => intake.skip(whole(path), Skip::TooLarge),
        Kind::Binary => intake.skip(whole(path), Skip::Binary),
        Kind::Other => intake.skip(whole(path), Skip::NotAReport),
    }
}

/// The first bytes, and what kept them from being more.
fn head(bytes: &mut impl Read) -> (Vec<u8>, Option<std::io::Error>) {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let error = bytes.take(HEAD_BYTES as u64).read_to_end(&mut head).err();
    (head, error)
}

/// Gives an error that came too early once it is due.
struct Broken(Option<std::io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A file that is one report.
fn one(bytes: &mut dyn BufRead, path: &Path, kind: Kind, intake: &mut Intake) -> Flow {
    let origin = whole(path);
    let mut all = Vec::new();
    if let Err(error) = bytes.take(PAGE_BYTES_MAX as u64 + 1).read_to_end(&mut all) {
        return intake.fail(origin, unreadable(path, &error));
    }
    match document::draft(&all, kind, intake.tools.options, &intake.tools.cues) {
        Ok(mut draft) => {
            if draft.report.id.is_empty() {
                draft.report.id = document::id(path);
            }
            intake.report(draft, origin)
        }
        Err(why) => intake.skip(origin, why),
    }
}

/// An archive or table that is read from its end, where it does not lie in a file of its own.
fn in_memory(bytes: &mut dyn BufRead, path: &Path, kind: Kind, nested: usize, intake: &mut Intake) -> Flow {
    let mut all = Vec::new();
    match bytes.take(MEMBER_BYTES_MAX + 1).read_to_end(&mut all) {
        Err(error) => intake.fail(whole(path), unreadable(path, &error)),
        Ok(read) if read as u64 > MEMBER_BYTES_MAX => intake.skip(whole(path), Skip::TooLarge),
        Ok(_) if kind == Kind::Zip => zip::read(std::io::Cursor::new(all), path, nested, intake),
        Ok(_) => parquet::read(bytes::Bytes::from(all), path, intake),
    }
}

fn whole(path: &Path) -> Origin {
    Origin { path: path.to_owned(), at: None }
}

fn at(path: &Path, position: Position) -> Origin {
    Origin { path: path.to_owned(), at: Some(position) }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let kind = if bounded::is_over(error) { ErrorKind::Limit } else { ErrorKind::Unreadable };
    Error::new(kind, path.display().to_string(), error)
}

fn without_gz(path: &Path) -> PathBuf {
    let gz = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    if gz { path.with_extension("") } else { path.to_owned() }
}
