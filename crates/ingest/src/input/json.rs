//! JSON: an object to a line, one object, an array of objects, or an object around such an array.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::Value;

use super::{at, feed, unreadable, whole};
use crate::intake::{Flow, Intake};
use crate::limits::{LINE_BYTES_MAX, MEMBER_BYTES_MAX};
use crate::{Error, ErrorKind, Field, Item, Origin, Position, encoding, row};

/// Reads objects as they come.
pub(super) fn read(bytes: &mut dyn BufRead, path: &Path, intake: &mut Intake) -> Flow {
    let mut rows = Rows { path, intake, guessed: false };
    match first_letter(bytes) {
        Ok(Some(b'[')) => rows.array(bytes),
        Ok(Some(_)) => rows.lines(bytes),
        Ok(None) => rows.intake.skip(whole(path), crate::Skip::Empty),
        Err(error) => rows.intake.fail(whole(path), unreadable(path, &error)),
    }
}

/// The first byte that is no white space and no mark, which is not taken.
fn first_letter(bytes: &mut dyn BufRead) -> io::Result<Option<u8>> {
    loop {
        let Some(byte) = bytes.fill_buf()?.first().copied() else { return Ok(None) };
        if !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf) {
            return Ok(Some(byte));
        }
        bytes.consume(1);
    }
}

struct Rows<'r, 'i> {
    path: &'r Path,
    intake: &'r mut Intake<'i>,
    /// The caller was told which members were taken for what.
    guessed: bool,
}

impl Rows<'_, '_> {
    /// An object to a line. If the first line is no object but the beginning of one, the whole is one object.
    fn lines(&mut self, bytes: &mut dyn BufRead) -> Flow {
        let mut number = 0;
        let mut line = Vec::new();
        loop {
            number += 1;
            match next_line(bytes, &mut line) {
                Err(error) => return self.intake.fail(whole(self.path), unreadable(self.path, &error)),
                Ok(Line::End) => return ControlFlow::Continue(()),
                Ok(Line::TooLong) => self.fail(number, ErrorKind::Limit, "a line longer than is read")?,
                Ok(Line::Whole) => match parsed(&line) {
                    _ if line.trim_ascii().is_empty() => {}
                    Err(_) if number == 1 => return self.one_or_lines(line, bytes),
                    Ok(value) if number == 1 => self.first(value, &line)?,
                    parsed => self.value(parsed, Position::Line(number))?,
                },
            }
        }
    }

    /// A whole first line: a report with others after it, or all of a document on one line.
    fn first(&mut self, value: Value, line: &[u8]) -> Flow {
        if self.is_report(&value) { self.value(Ok(value), Position::Line(1)) } else { self.document(value, line) }
    }

    /// The first line was not whole: the file is one object over many lines, or its first line is broken.
    fn one_or_lines(&mut self, mut first: Vec<u8>, bytes: &mut dyn BufRead) -> Flow {
        let length = first.len();
        let read = bytes.take(MEMBER_BYTES_MAX).read_to_end(&mut first);
        if let Err(error) = read {
            return self.intake.fail(whole(self.path), unreadable(self.path, &error));
        }
        if let Ok(value) = parsed(&first) {
            return self.document(value, &first);
        }
        let broken = parsed(&first[..length]);
        self.value(broken, Position::Line(1))?;
        let mut rest = io::Cursor::new(first.split_off(length)).chain(bytes);
        self.lines_after(&mut rest)
    }

    fn lines_after(&mut self, bytes: &mut dyn BufRead) -> Flow {
        let mut line = Vec::new();
        for number in 2.. {
            match next_line(bytes, &mut line) {
                Err(error) => return self.intake.fail(whole(self.path), unreadable(self.path, &error)),
                Ok(Line::End) => break,
                Ok(Line::TooLong) => self.fail(number, ErrorKind::Limit, "a line longer than is read")?,
                Ok(Line::Whole) if line.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => self.value(parsed(&line), Position::Line(number))?,
            }
        }
        ControlFlow::Continue(())
    }

    /// One object: a report, a feed, or members of which one holds the reports.
    fn document(&mut self, value: Value, bytes: &[u8]) -> Flow {
        let is_feed = value["version"].as_str().is_some_and(|version| version.contains("jsonfeed.org"));
        if is_feed {
            return feed::read(&mut io::Cursor::new(bytes), self.path, self.intake);
        }
        let has_reports = |values: &&Vec<Value>| {
            values.iter().all(Value::is_object) && values.iter().any(|value| self.is_report(value))
        };
        let inner = value.as_object().and_then(|object| object.values().filter_map(Value::as_array).find(has_reports));
        match inner {
            Some(values) if !self.is_report(&value) => {
                for (number, value) in (1..).zip(values.clone()) {
                    self.value(Ok(value), Position::Row(number))?;
                }
                ControlFlow::Continue(())
            }
            _ => self.row(value, Origin { path: self.path.to_owned(), at: None }),
        }
    }

    /// The elements of an array, one after another.
    fn array(&mut self, bytes: &mut dyn BufRead) -> Flow {
        let mut elements = Elements { bytes, line: 1 };
        elements.bytes.consume(1);
        loop {
            match elements.next() {
                Err(error) => return self.intake.fail(whole(self.path), unreadable(self.path, &error)),
                Ok(Element::End) => return ControlFlow::Continue(()),
                Ok(Element::Cut(line)) => return self.fail(line, ErrorKind::Form, "the array does not end"),
                Ok(Element::TooLong(line)) => {
                    return self.fail(line, ErrorKind::Limit, "an element longer than is read");
                }
                Ok(Element::Whole(element, line)) => self.value(parsed(&element), Position::Line(line))?,
            }
        }
    }

    fn value(&mut self, parsed: Result<Value, String>, position: Position) -> Flow {
        let origin = at(self.path, position);
        match parsed {
            Ok(value) => self.row(value, origin),
            Err(why) => {
                let error = Error::new(ErrorKind::Row, origin.to_string(), why);
                self.intake.fail(origin, error)
            }
        }
    }

    fn row(&mut self, value: Value, origin: Origin) -> Flow {
        let Value::Object(object) = &value else {
            let error = Error::new(ErrorKind::Row, origin.to_string(), "not an object");
            return self.intake.fail(origin, error);
        };
        let columns = match self.columns(object.keys().map(String::as_str)) {
            Ok(columns) => columns,
            Err(error) => {
                let error = Error::new(error.kind(), origin.to_string(), "no member holds the text");
                return self.intake.fail(origin, error);
            }
        };
        if !std::mem::replace(&mut self.guessed, true) && row::is_guessed(&columns, self.intake.tools.options) {
            self.intake.item(Item::Guessed { origin: whole(self.path), columns: columns.clone() })?;
        }
        let cells = columns.iter().filter_map(|(field, name)| Some((*field, cell(member(&value, name)?, *field)?)));
        let draft = row::draft(cells.collect(), self.intake.tools.options, &self.intake.tools.cues);
        self.intake.report(draft, origin)
    }

    /// Whether some member holds a text.
    fn is_report(&self, value: &Value) -> bool {
        value.as_object().is_some_and(|object| self.columns(object.keys().map(String::as_str)).is_ok())
    }

    fn columns<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Result<Vec<(Field, String)>, Error> {
        let options = self.intake.tools.options;
        let mut all: Vec<&str> = keys.collect();
        all.extend(options.map.iter().map(|(_, column)| column.as_str()).filter(|column| column.contains('.')));
        row::columns(&all, options, &self.path.display().to_string())
    }

    fn fail(&mut self, line: u64, kind: ErrorKind, why: &str) -> Flow {
        let origin = at(self.path, Position::Line(line));
        let error = Error::new(kind, origin.to_string(), why);
        self.intake.fail(origin, error)
    }
}

/// "outer.inner" is a member of a member, unless a member has that very name.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get(name).or_else(|| name.split('.').try_fold(value, |value, part| value.get(part)))
}

/// A member as text: the members of a list are paragraphs of a text and else a list; an object goes by its name.
fn cell(value: &Value, field: Field) -> Option<String> {
    let join = if field == Field::Text { "\n\n" } else { ", " };
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            Some(values.iter().filter_map(|value| cell(value, field)).collect::<Vec<_>>().join(join))
        }
        Value::Object(_) => {
            ["name", "title", "text", "href", "$date"].iter().find_map(|name| cell(value.get(name)?, field))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

fn parsed(bytes: &[u8]) -> Result<Value, String> {
    match serde_json::from_slice(bytes) {
        Ok(value) => Ok(value),
        // A file in an older encoding has bytes that are no UTF-8.
        Err(error) if std::str::from_utf8(bytes).is_ok() => Err(error.to_string()),
        Err(error) => {
            let decoded = encoding::decode_with(bytes, None, false).ok_or_else(|| error.to_string())?;
            serde_json::from_str(&decoded.text).map_err(|error| error.to_string())
        }
    }
}

pub(super) enum Line {
    Whole,
    TooLong,
    End,
}

/// The next line into `line`; one over the limit is passed over to its end.
pub(super) fn next_line(bytes: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let read = bytes.take(LINE_BYTES_MAX as u64).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(Line::End);
    }
    if read < LINE_BYTES_MAX || line.ends_with(b"\n") {
        return Ok(Line::Whole);
    }
    line.clear();
    loop {
        let buffer = bytes.fill_buf()?;
        let length = buffer.len();
        let end = buffer.iter().position(|byte| *byte == b'\n');
        bytes.consume(end.map_or(length, |end| end + 1));
        if end.is_some() || length == 0 {
            return Ok(Line::TooLong);
        }
    }
}

enum Element {
    /// With the line it begins on.
    Whole(Vec<u8>, u64),
    TooLong(u64),
    Cut(u64),
    End,
}

/// Cuts an array into its elements without making values of them.
struct Elements<'a> {
    bytes: &'a mut dyn BufRead,
    line: u64,
}

impl Elements<'_> {
    fn next(&mut self) -> io::Result<Element> {
        let mut element = Vec::new();
        let mut cut = Cut::default();
        let mut line = self.line;
        loop {
            let buffer = self.bytes.fill_buf()?;
            if buffer.is_empty() {
                return Ok(Element::Cut(line));
            }
            let length = buffer.len();
            let end = buffer.iter().position(|byte| cut.ends_at(*byte));
            let taken = &buffer[..end.unwrap_or(length)];
            element.extend_from_slice(taken);
            self.line += taken.iter().filter(|byte| **byte == b'\n').count() as u64;
            if element.trim_ascii().len() == taken.trim_ascii().len() {
                let blank = taken.len() - taken.trim_ascii_start().len();
                line = self.line - taken[blank..].iter().filter(|byte| **byte == b'\n').count() as u64;
            }
            let closed = end.is_some_and(|end| buffer[end] == b']');
            self.bytes.consume(end.map_or(length, |end| end + usize::from(!closed)));
            if element.len() > LINE_BYTES_MAX {
                return Ok(Element::TooLong(line));
            }
            match (end, element.trim_ascii().is_empty()) {
                (Some(_), true) if closed => return Ok(Element::End),
                (Some(_), false) => return Ok(Element::Whole(element, line)),
                _ => {}
            }
        }
    }
}

/// Where in an element the scan is.
#[derive(Default)]
struct Cut {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Cut {
    /// Whether this byte ends the element: a comma or a bracket that is in nothing.
    fn ends_at(&mut self, byte: u8) -> bool {
        if self.in_string {
            let ends = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.in_string = !ends;
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b']' | b',' if self.depth == 0 => return true,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }
}
