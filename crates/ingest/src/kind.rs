//! How a file is read: by its first bytes, and where they do not tell by the ending of its name.

use std::path::Path;

use crate::{html, rows};

/// Kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Markdown,
    Html,
    Json,
    Csv,
    Tsv,
    Parquet,
    Warc,
    Feed,
    Zip,
    Gzip,
    /// Bytes that are no text.
    Binary,
    /// Text that is no report: a program, a style.
    Other,
}

const NAMES: [(&str, Kind); 11] = [
    ("text", Kind::Text),
    ("markdown", Kind::Markdown),
    ("html", Kind::Html),
    ("json", Kind::Json),
    ("csv", Kind::Csv),
    ("tsv", Kind::Tsv),
    ("parquet", Kind::Parquet),
    ("warc", Kind::Warc),
    ("feed", Kind::Feed),
    ("zip", Kind::Zip),
    ("other", Kind::Other),
];

const MAGIC: [(&[u8], Kind); 5] = [
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PAR1", Kind::Parquet),
    (b"\x1f\x8b", Kind::Gzip),
    (b"WARC/", Kind::Warc),
];

/// The kind of an input with this name and these first bytes.
pub(crate) fn kind(path: &Path, head: &[u8]) -> Kind {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *kind;
    }
    let named = by_name(path);
    if is_binary(head) {
        return Kind::Binary;
    }
    match named {
        Some(Kind::Text | Kind::Html) | None => by_content(head).or(named).unwrap_or(Kind::Text),
        // The ending says a format that begins with its magic, and the magic is not there.
        Some(Kind::Zip | Kind::Parquet) => Kind::Binary,
        Some(kind) => kind,
    }
}

fn by_name(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let row = rows::rows(include_str!("kinds.tsv")).find(|row| row.first() == Some(&ending.as_str()))?;
    NAMES.iter().find(|(name, _)| row.get(1) == Some(name)).map(|(_, kind)| *kind)
}

/// A zero is in no text but in UTF-16, where it is every other byte at most.
fn is_binary(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let controls = head.iter().filter(|byte| **byte < 9).count();
    !marked && controls > 0 && (zeros * 3 < head.len() || controls > zeros)
}

fn by_content(head: &[u8]) -> Option<Kind> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let object =
        text.starts_with("{\"") || text.starts_with("{ \"") || text.starts_with("[{") || text.starts_with("{\n");
    if is_feed(text) {
        Some(Kind::Feed)
    } else if html::is_html(text) {
        Some(Kind::Html)
    } else if object {
        Some(Kind::Json)
    } else if text.starts_with("<?xml") {
        Some(Kind::Other)
    } else {
        None
    }
}

fn is_feed(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let after_declaration =
        if rest.starts_with('?') { text.split_once("?>").map_or("", |(_, rest)| rest) } else { text };
    let roots = ["<rss", "<feed", "<rdf:RDF"];
    let head = &after_declaration[..after_declaration.floor_char_boundary(2048)];
    roots.iter().any(|root| head.contains(root)) && !head.to_ascii_lowercase().contains("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let check = |name: &str, head: &[u8], wanted: Kind| assert_eq!(kind(Path::new(name), head), wanted, "{name}");
        check("a.txt", b"The ministers met.", Kind::Text);
        check("a.txt", b"<html><body>", Kind::Html);
        check("a", b"{\"text\": 1}", Kind::Json);
        check("a.md", b"# Talks", Kind::Markdown);
        check("a.csv", b"text,date\n", Kind::Csv);
        check("a.csv", b"PK\x03\x04", Kind::Zip);
        check("a.xml", b"<?xml version='1.0'?>\n<rss version='2.0'>", Kind::Feed);
        check("map.xml", b"<?xml version='1.0'?><urlset></urlset>", Kind::Other);
        check("a.warc.gz", b"\x1f\x8b\x08", Kind::Gzip);
        check("a.warc", b"WARC/1.0\r\n", Kind::Warc);
        check("a.parquet", b"PAR1", Kind::Parquet);
        check("a.parquet", b"no", Kind::Binary);
        check("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\r", Kind::Binary);
        check("a.txt", b"\xff\xfea\0b\0", Kind::Text);
        check("a.py", b"import x", Kind::Other);
        check("a.unknown", b"The ministers met.", Kind::Text);
        check("", b"", Kind::Text);
    }

    #[test]
    fn every_kind_of_the_table_is_known() {
        for row in rows::rows(include_str!("kinds.tsv")) {
            assert!(NAMES.iter().any(|(name, _)| row.get(1) == Some(name)), "{row:?}");
        }
    }
}
