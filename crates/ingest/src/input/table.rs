//! Tables with commas, semicolons, bars or tabs.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use super::{at, unreadable, whole};
use crate::intake::{Flow, Intake};
use crate::kind::Kind;
use crate::limits::{LINE_BYTES_MAX, MEMBER_BYTES_MAX};
use crate::{Error, ErrorKind, Field, Item, Position, Skip, encoding, row};

/// Rows that do not end, after which a table is given up: each costs as much as the longest row.
const BROKEN_MAX: usize = 16;

/// Reads row after row.
pub(super) fn read(bytes: &mut dyn BufRead, path: &Path, kind: Kind, intake: &mut Intake) -> Flow {
    match is_wide(bytes) {
        Ok(false) => rows(bytes, path, kind, intake),
        Ok(true) => match widened(bytes) {
            Ok(Some(text)) => rows(&mut io::Cursor::new(text), path, kind, intake),
            Ok(None) => intake.skip(whole(path), Skip::TooLarge),
            Err(error) => intake.fail(whole(path), unreadable(path, &error)),
        },
        Err(error) => intake.fail(whole(path), unreadable(path, &error)),
    }
}

/// Spreadsheets write "Unicode text" as UTF-16.
fn is_wide(bytes: &mut dyn BufRead) -> io::Result<bool> {
    let head = bytes.fill_buf()?;
    Ok(head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff"))
}

fn widened(bytes: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut all = Vec::new();
    bytes.take(MEMBER_BYTES_MAX + 1).read_to_end(&mut all)?;
    let fits = all.len() as u64 <= MEMBER_BYTES_MAX;
    Ok(encoding::decode_with(&all, None, false).map(|decoded| decoded.text).filter(|_| fits))
}

fn rows(bytes: &mut dyn BufRead, path: &Path, kind: Kind, intake: &mut Intake) -> Flow {
    let mut lines = Rows { bytes, pending: Vec::new(), again: 0, line: 1, mark: b'\t' };
    let header = match lines.header(kind) {
        Ok(Some(header)) => header,
        Ok(None) => return intake.skip(whole(path), Skip::Empty),
        Err(error) => return intake.fail(whole(path), unreadable(path, &error)),
    };
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let columns = match row::columns(&names, intake.tools.options, &path.display().to_string()) {
        Ok(columns) => columns,
        Err(error) => return intake.fail(whole(path), error),
    };
    if row::is_guessed(&columns, intake.tools.options) {
        intake.item(Item::Guessed { origin: whole(path), columns: columns.clone() })?;
    }
    let number = |name: &str| names.iter().position(|column| row::same(column, name));
    let places: Vec<(Field, usize)> =
        columns.iter().filter_map(|(field, name)| Some((*field, number(name)?))).collect();
    all(&mut lines, &places, names.len(), path, intake)
}

fn all(lines: &mut Rows, places: &[(Field, usize)], width: usize, path: &Path, intake: &mut Intake) -> Flow {
    let mut broken = 0;
    while broken < BROKEN_MAX {
        let (line, why) = match lines.next() {
            Err(error) => return intake.fail(whole(path), unreadable(path, &error)),
            Ok(Row::End) => return ControlFlow::Continue(()),
            Ok(Row::Open(line)) => {
                broken += 1;
                (line, "a quotation mark that is not closed".to_owned())
            }
            Ok(Row::Whole(cells, _)) if cells.len() == 1 && cells[0].trim().is_empty() => continue,
            Ok(Row::Whole(cells, line)) if cells.len() != width => {
                (line, format!("{} cells where the header has {width}", cells.len()))
            }
            Ok(Row::Whole(mut cells, line)) => {
                let taken = places.iter().map(|(field, at)| (*field, std::mem::take(&mut cells[*at]))).collect();
                let draft = row::draft(taken, intake.tools.options, &intake.tools.cues);
                intake.report(draft, at(path, Position::Line(line)))?;
                continue;
            }
        };
        let origin = at(path, Position::Line(line));
        let error = Error::new(ErrorKind::Row, origin.to_string(), why);
        intake.fail(origin, error)?;
    }
    let message = format!("more than {BROKEN_MAX} rows that do not end");
    intake.fail(whole(path), Error::new(ErrorKind::Form, path.display().to_string(), message))
}

enum Row {
    /// The cells and the line on which the row begins.
    Whole(Vec<String>, u64),
    /// A row whose last quotation mark is not closed before the end or the limit.
    Open(u64),
    End,
}

/// Cuts a table into rows. A row over the limit costs its first line, and reading goes on with the second.
struct Rows<'a> {
    bytes: &'a mut dyn BufRead,
    /// Lines that were read and not used, and how many bytes of them were read again.
    pending: Vec<u8>,
    again: usize,
    line: u64,
    mark: u8,
}

impl Rows<'_> {
    fn header(&mut self, kind: Kind) -> io::Result<Option<Vec<String>>> {
        const MARKS: [u8; 4] = *b",;\t|";
        let first = self.bytes.fill_buf()?;
        let first = &first[..first.iter().position(|byte| *byte == b'\n').unwrap_or(first.len())];
        let count = |mark: u8| first.iter().filter(|byte| **byte == mark).count();
        // Of marks that are as frequent, the first counts.
        let most = MARKS.into_iter().rev().max_by_key(|mark| count(*mark)).filter(|mark| count(*mark) > 0);
        // A table of one column has no marks, and those in its prose mean nothing: one that stands in no prose is taken.
        let most = most.unwrap_or(b'\x1f');
        self.mark = if kind == Kind::Tsv { b'\t' } else { most };
        Ok(match self.next()? {
            Row::Whole(mut cells, _) => {
                cells[0] = cells[0].trim_start_matches('\u{feff}').to_owned();
                Some(cells)
            }
            Row::Open(_) | Row::End => None,
        })
    }

    fn next(&mut self) -> io::Result<Row> {
        let mut row = Vec::new();
        let mut state = Quotes { at_start: true, inside: false };
        let start = self.line;
        let mut lines = 0;
        loop {
            let from = row.len();
            let read = self.one_line(&mut row)?;
            lines += u64::from(read > 0);
            state.pass(&row[from..], self.mark);
            if read == 0 && row.is_empty() {
                return Ok(Row::End);
            }
            if !state.inside {
                self.line += lines;
                return Ok(Row::Whole(self.cells(&row), start));
            }
            if read == 0 || row.len() > LINE_BYTES_MAX {
                self.put_back(row);
                return Ok(Row::Open(start));
            }
        }
    }

    fn one_line(&mut self, row: &mut Vec<u8>) -> io::Result<usize> {
        if self.again >= self.pending.len() {
            return self.bytes.take(LINE_BYTES_MAX as u64 + 1).read_until(b'\n', row);
        }
        let rest = &self.pending[self.again..];
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        row.extend_from_slice(&rest[..end]);
        self.again += end;
        Ok(end)
    }

    /// All but the first line of a row is read again.
    fn put_back(&mut self, mut row: Vec<u8>) {
        let first = row.iter().position(|byte| *byte == b'\n').map_or(row.len(), |end| end + 1);
        let mut rest = row.split_off(first);
        rest.extend_from_slice(&self.pending[self.again..]);
        (self.pending, self.again) = (rest, 0);
        self.line += 1;
    }

    fn cells(&self, row: &[u8]) -> Vec<String> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.mark).from_reader(row);
        let record = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
        let mut cells: Vec<String> = record.iter().map(cell).collect();
        if cells.is_empty() {
            cells.push(String::new());
        }
        cells
    }
}

fn cell(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding::decode_with(bytes, None, false)
            .map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text),
    }
}

/// Whether a line ends inside quotation marks. A mark counts only at the start of a cell, as `csv` reads it: prose in
/// tables without quoting has inches and speeches.
struct Quotes {
    at_start: bool,
    inside: bool,
}

impl Quotes {
    fn pass(&mut self, line: &[u8], mark: u8) {
        for byte in line {
            match (self.inside, *byte) {
                // A doubled mark leaves and enters again.
                (true, b'"') => (self.inside, self.at_start) = (false, true),
                (true, _) => {}
                (false, b'"') if self.at_start => self.inside = true,
                (false, byte) => self.at_start = byte == mark || byte == b'\n',
            }
        }
    }
}
