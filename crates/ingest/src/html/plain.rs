//! The text of a page without judging what is the article: what a browser would show, as paragraphs.

use super::references;
use super::tags::{Piece, Tag, pieces};

/// Elements whose content is not read.
const SILENT: [&str; 19] = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "nav",
    "footer",
    "form",
    "button",
    "aside",
    "iframe",
    "select",
    "figcaption",
    "title",
    "textarea",
    "object",
    "dialog",
    "head",
];

/// Elements that begin a paragraph of their own.
const BLOCKS: [&str; 29] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "td",
    "th",
    "table",
    "section",
    "article",
    "header",
    "main",
    "blockquote",
    "figure",
    "body",
    "dd",
    "dt",
    "dl",
    "pre",
    "hr",
    "address",
];

/// The text of a page or of a part of one, paragraphs parted by empty lines.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut hidden = Hidden::default();
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag) => {
                hidden.open(&tag);
                end_block(&mut text, tag.name);
            }
            Piece::Close(name) => {
                hidden.close(name);
                end_block(&mut text, name);
            }
            Piece::Text(words) if hidden.is_shown() => push_words(&mut text, &references::resolved(words)),
            Piece::Text(_) | Piece::Raw(_) => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The page without the elements that a browser does not show and without its raw insides but for JSON-LD.
pub(crate) fn shown(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut hidden = Hidden::for_hiding_alone();
    let mut pieces = pieces(html);
    let mut from = 0;
    while let Some(piece) = pieces.next() {
        let was_shown = hidden.is_shown();
        let start = from;
        from = pieces.position();
        match piece {
            Piece::Open(tag) => hidden.open(&tag),
            Piece::Close(name) => hidden.close(name),
            Piece::Text(_) | Piece::Raw(_) => {}
        }
        if was_shown && hidden.is_shown() {
            out.push_str(&html[start..from]);
        }
    }
    out
}

/// Whether an element's style or attributes hide it.
pub(crate) fn hides(tag: &Tag) -> bool {
    const CLASSES: [&str; 8] = [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screen-reader-only",
        "is-hidden",
        "d-none",
        "print-only",
    ];
    let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let by_style = style.contains("display:none") || style.contains("visibility:hidden");
    let by_attribute = tag.attribute("hidden").is_some_and(|value| value != "until-found")
        || tag.attribute("aria-hidden").is_some_and(|value| value == "true");
    let classes = tag.attribute("class").unwrap_or_default();
    by_style || by_attribute || classes.split_whitespace().any(|class| CLASSES.contains(&class))
}

/// How deep inside elements that are not shown the scan is.
#[derive(Debug)]
struct Hidden {
    /// The name of the outermost hidden element and how many of its name are open inside it.
    inside: Option<(String, usize)>,
    silent: &'static [&'static str],
}

impl Default for Hidden {
    fn default() -> Self {
        Hidden { inside: None, silent: &SILENT }
    }
}

impl Hidden {
    fn for_hiding_alone() -> Self {
        Hidden { inside: None, silent: &["template"] }
    }

    fn is_shown(&self) -> bool {
        self.inside.is_none()
    }

    fn open(&mut self, tag: &Tag) {
        const NEVER: [&str; 3] = ["html", "body", "main"];
        match &mut self.inside {
            Some((name, depth)) => *depth += usize::from(tag.is(name)),
            None if tag.is_void() || tag.is_any(&NEVER) => {}
            None if tag.is_any(self.silent) || hides(tag) => self.inside = Some((tag.name.to_owned(), 1)),
            None => {}
        }
    }

    fn close(&mut self, closed: &str) {
        let Some((name, depth)) = &mut self.inside else { return };
        if name.eq_ignore_ascii_case(closed) {
            *depth -= 1;
            if *depth == 0 {
                self.inside = None;
            }
        }
    }
}

/// White space of the source is one space; soft hyphens and marks without width are not read.
pub(crate) fn push_words(text: &mut String, source: &str) {
    for letter in source.chars().filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}' | '\u{feff}')) {
        if !letter.is_whitespace() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    }
}

fn end_block(text: &mut String, name: &str) {
    if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)) {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push_str("\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        let html = "<!DOCTYPE html><html><head><title>Talks &amp; more</title><style>p{}</style></head><body><nav>Home</nav>\
            <h1>Talks open</h1><p>The ministers\n met on&nbsp;Tuesday &mdash; in <b>Geneva</b>.</p><script>if (a < b) {}</script>\
            <!-- x > y --><div hidden>a<div>b</div>c</div><p>He said: 1 < 2.</body>";
        assert_eq!(text(html), "Talks open\n\nThe ministers met on Tuesday — in Geneva.\n\nHe said: 1 < 2.");
    }

    #[test]
    fn hidden_elements_leave_the_page() {
        let html = "<p>a<span style='display: NONE'>b<span>c</span></span>d<img hidden>e<p class='x sr-only'>f</p>g";
        assert_eq!(shown(html), "<p>ad<img hidden>eg");
        assert_eq!(shown("<body hidden><p>a</body>"), "<body hidden><p>a</body>");
    }

    #[test]
    fn broken_pages_end() {
        for html in
            ["<", "<p", "<script>never closed", "<!-- open", "&#xFFFFFFFF; &", "</", "<title>x", "<p hidden>", "</p>"]
        {
            text(html);
            shown(html);
        }
        text(&"<script".repeat(20_000));
        text(&"<p></".repeat(20_000));
    }
}
