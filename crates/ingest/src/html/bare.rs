//! Words that stand in no paragraph get one. Old pages part their text by empty lines of `<br>` alone; the extractor loses
//! what follows emphasis and links in such text.

use super::tags::{Piece, pieces};

/// Elements after whose end words stand bare.
const BLOCKS: [&str; 15] = [
    "blockquote",
    "p",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "figure",
    "center",
    "pre",
    "div",
    "section",
    "aside",
];

/// What stood last, white space left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Break,
    BlockEnd,
    Other,
}

/// The page with a paragraph begun where two breaks stand together and where words follow the end of a block.
pub(super) fn in_paragraphs(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut last = Last::Other;
    let mut from = 0;
    let mut pieces = pieces(html);
    while let Some(piece) = pieces.next() {
        let source = &html[from..pieces.position()];
        from = pieces.position();
        let is_break = matches!(piece, Piece::Open(tag) if tag.is("br"));
        let blank = matches!(piece, Piece::Text(words) if words.trim().is_empty());
        let begins =
            (is_break && last == Last::Break) || (matches!(piece, Piece::Text(_)) && !blank && last == Last::BlockEnd);
        if begins {
            out.push_str("<p>");
        }
        if !(is_break && begins) {
            out.push_str(source);
        }
        last = match piece {
            _ if blank => last,
            Piece::Open(_) if is_break => Last::Break,
            Piece::Close(name) if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)) => Last::BlockEnd,
            _ => Last::Other,
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_get_paragraphs() {
        let check = |html: &str, wanted: &str| assert_eq!(in_paragraphs(html), wanted);
        check("<div>a<br> <BR/>b <i>c</i> d<br>e</div>", "<div>a<br> <p>b <i>c</i> d<br>e</div>");
        check("<blockquote>a</blockquote> b", "<blockquote>a</blockquote><p> b");
        check("<p>a</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>");
        check("<div>a</div>b <b>c</b> d", "<div>a</div><p>b <b>c</b> d");
        check("<ul><li>a</li></ul><div>b</div>", "<ul><li>a</li></ul><div>b</div>");
    }
}
