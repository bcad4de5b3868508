//! A page as a run of tags and text. It makes no tree: what is broken stays a run, and time is linear in the bytes.

use std::borrow::Cow;

use super::references;

/// One part of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'a> {
    /// As written, with character references.
    Text(&'a str),
    Open(Tag<'a>),
    Close(&'a str),
    /// The inside of the element that was opened just before, which holds no tags (a script, a style, a title).
    Raw(&'a str),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    attributes: &'a str,
}

/// Elements that are opened and never closed.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose inside is no markup.
const RAW: [&str; 6] = ["script", "style", "title", "textarea", "iframe", "xmp"];

/// A tag longer than this has a quotation mark that was never closed.
const TAG_BYTES_MAX: usize = 64 << 10;

impl<'a> Tag<'a> {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(crate) fn is_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    pub(crate) fn is_void(&self) -> bool {
        self.is_any(&VOID)
    }

    /// The value of an attribute, character references resolved; empty where it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        attributes(self.attributes)
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| references::resolved(value))
    }
}

/// Names and raw values.
fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end = rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '/')).unwrap_or(rest.len());
        // A stray "=" is taken for a name, as browsers do, so that the scan always moves on.
        let end = if end == 0 { rest.chars().next()?.len_utf8() } else { end };
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        rest = after;
        Some((name, value))
    })
}

fn value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// The parts of a page in order.
pub(crate) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0, raw: None, quotes_count: true }
}

#[derive(Debug)]
pub(crate) struct Pieces<'a> {
    html: &'a str,
    at: usize,
    /// The element whose raw inside comes next.
    raw: Option<&'a str>,
    /// Whether ">" in quotation marks is passed over; no more once a mark was never closed.
    quotes_count: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_inside(name));
        }
        loop {
            let rest = self.html.get(self.at..).filter(|rest| !rest.is_empty())?;
            if !begins_tag(rest) {
                return Some(self.text(rest));
            }
            if let Some(piece) = self.markup(rest) {
                return Some(piece);
            }
        }
    }
}

impl<'a> Pieces<'a> {
    /// Where the next piece begins.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    fn text(&mut self, rest: &'a str) -> Piece<'a> {
        let first = usize::from(rest.starts_with('<'));
        let mut end = first;
        loop {
            end = rest[end..].find('<').map_or(rest.len(), |next| end + next);
            if end == rest.len() || begins_tag(&rest[end..]) {
                break;
            }
            end += 1;
        }
        self.at += end;
        Piece::Text(&rest[..end])
    }

    /// The tag at the start; none for comments and declarations, which are passed over.
    fn markup(&mut self, rest: &'a str) -> Option<Piece<'a>> {
        if rest.starts_with("<!--") {
            self.at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            return None;
        }
        let bytes = self.tag_bytes(rest);
        self.at += bytes;
        let inner = rest[1..bytes].trim_end_matches('>');
        if inner.starts_with(['!', '?']) {
            return None;
        }
        let closing = inner.strip_prefix('/');
        let inner = closing.unwrap_or(inner);
        let name_end = inner.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(name_end);
        if closing.is_some() {
            return Some(Piece::Close(name));
        }
        let tag = Tag { name, attributes };
        self.raw = tag.is_any(&RAW).then_some(name);
        Some(Piece::Open(tag))
    }

    /// From `<` to the byte after `>`.
    fn tag_bytes(&mut self, rest: &str) -> usize {
        if self.quotes_count {
            let mut quote = None;
            for (at, byte) in rest.bytes().enumerate().take(TAG_BYTES_MAX) {
                match (quote, byte) {
                    (None, b'>') => return at + 1,
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.quotes_count = false;
        }
        rest.find('>').map_or(rest.len(), |end| end + 1)
    }

    fn raw_inside(&mut self, name: &str) -> Piece<'a> {
        let rest = &self.html[self.at..];
        let mut from = 0;
        let end = loop {
            let Some(step) = rest[from..].find("</") else { break rest.len() };
            let at = from + step;
            let close = rest.get(at + 2..at + 2 + name.len());
            if close.is_some_and(|close| close.eq_ignore_ascii_case(name)) {
                break at;
            }
            from = at + 2;
        };
        self.at += end;
        Piece::Raw(&rest[..end])
    }
}

fn begins_tag(rest: &str) -> bool {
    let mut bytes = rest.bytes();
    let second = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?');
    bytes.next() == Some(b'<')
        && match bytes.next() {
            Some(b'/') => bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic()),
            Some(byte) => second(byte),
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(html: &str) -> String {
        let show = |piece: Piece| match piece {
            Piece::Text(text) => format!("'{text}'"),
            Piece::Open(tag) => format!("<{}", tag.name),
            Piece::Close(name) => format!("/{name}"),
            Piece::Raw(text) => format!("[{text}]"),
        };
        pieces(html).map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pieces_in_order() {
        assert_eq!(line("<!DOCTYPE html><p class=a>1 < 2<br/>x</P>"), "<p '1 < 2' <br 'x' /P");
        assert_eq!(line("<script>if (a</b>c) {}</script>y<!-- <p> -->z"), "<script [if (a</b>c) {}] /script 'y' 'z'");
        assert_eq!(line("<a title='x > y'>t"), "<a 't'");
        assert_eq!(line("<script>open"), "<script [open]");
        for broken in ["<", "</", "<a", "<a b='", "<!--", "<é>", "a<", "<script", "</a b"] {
            line(broken);
        }
    }

    #[test]
    fn attributes_of_any_form() {
        let html = "<meta NAME=date content=\"a &amp; b\" x='1' y = 2 data-q hidden=>";
        let Some(Piece::Open(tag)) = pieces(html).next() else { panic!("no tag") };
        let values = ["name", "content", "x", "y", "data-q", "z"].map(|name| tag.attribute(name).map(Cow::into_owned));
        let wanted =
            [Some("date"), Some("a & b"), Some("1"), Some("2"), Some(""), None].map(|value| value.map(str::to_owned));
        assert_eq!(values, wanted);
        assert!(attributes("=== = /= '").count() < 10);
    }

    #[test]
    fn marks_that_never_close_take_linear_time() {
        let html = "<a b='".repeat(200_000);
        assert!(pieces(&html).count() > 0);
    }
}
