//! One line of JSON without what is known anyway: the report's text, the words of spans, and fields that say nothing.

use std::cell::RefCell;
use std::io::{self, Write};

use serde_json::ser::Formatter;

/// The report's text, and the words of a span in it.
const TEXT: &[u8] = b"\"text\"";
/// Lists that a record has even where nothing is in them.
const LISTS: [&[u8]; 4] = [b"\"entities\"", b"\"events\"", b"\"mentions\"", b"\"triggers\""];

/// What has been written; the formatter takes back from it what says nothing.
#[derive(Debug, Default)]
pub(super) struct Line(RefCell<Vec<u8>>);

impl Line {
    pub(super) fn formatter(&self) -> impl Formatter {
        Sparse { line: self, fields: Vec::new() }
    }

    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.0.into_inner()).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.0.borrow().len()
    }
}

impl Write for &Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A field that is being written: where it begins, with its comma, and where its name and its value do.
#[derive(Clone, Copy, Debug)]
struct Begun {
    field: usize,
    name: usize,
    value: usize,
}

struct Sparse<'a> {
    line: &'a Line,
    fields: Vec<Begun>,
}

impl Sparse<'_> {
    /// Whether what stands from the field on tells nothing.
    fn is_idle(&self, begun: Begun) -> bool {
        let line = self.line.0.borrow();
        let (name, value) = (&line[begun.name..begun.value - 1], &line[begun.value..]);
        name == TEXT || value == b"null" || value == b"[]" && !LISTS.contains(&name)
    }
}

impl Formatter for Sparse<'_> {
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, _first: bool) -> io::Result<()> {
        let field = self.line.len();
        // Whether it is the first of those that stay.
        if self.line.0.borrow().last() != Some(&b'{') {
            writer.write_all(b",")?;
        }
        self.fields.push(Begun { field, name: self.line.len(), value: 0 });
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b":")?;
        if let Some(begun) = self.fields.last_mut() {
            begun.value = self.line.len();
        }
        Ok(())
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        if let Some(begun) = self.fields.pop()
            && self.is_idle(begun)
        {
            self.line.0.borrow_mut().truncate(begun.field);
        }
        Ok(())
    }
}
