//! HTML given as text: what a browser would show of it, as paragraphs.

/// The text of a page and its title.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

/// Elements whose content is not read.
const SILENT: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "footer",
    "form",
    "button",
    "aside",
    "iframe",
    "select",
    "figcaption",
];

/// Elements that begin a paragraph of their own.
const BLOCKS: &[&str] = &[
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
    "pre",
    "hr",
    "title",
];

/// Whether the text is a page and not prose that mentions a tag.
pub(crate) fn is_html(text: &str) -> bool {
    const HEAD_BYTES: usize = 4096;
    const TAGS: usize = 3;
    let head = text[..text.floor_char_boundary(HEAD_BYTES)].trim_start().to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|start| head.starts_with(start));
    let paragraphs = ["</p>", "</div>", "<br>", "<br/>", "<br />", "</h1>", "</a>"]
        .iter()
        .map(|tag| head.matches(tag).count())
        .sum::<usize>();
    opens || (head.starts_with('<') && paragraphs > 0) || paragraphs >= TAGS
}

/// Strips tags and silent elements, resolves character references, and parts blocks by empty lines.
pub(crate) fn page(html: &str) -> Page {
    let mut page = Page { title: None, text: String::with_capacity(html.len() / 2) };
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_words(&mut page.text, &rest[..open]);
        rest = &rest[open..];
        let Some(tag) = Tag::at(rest) else {
            push_words(&mut page.text, "<");
            rest = &rest[1..];
            continue;
        };
        let name = tag.name.as_str();
        rest = &rest[tag.bytes..];
        if !tag.closes && name == "title" && page.title.is_none() {
            let (inner, after) = content(rest, name);
            page.title = Some(references(inner.trim())).filter(|title| !title.is_empty());
            rest = after;
        } else if !tag.closes && SILENT.contains(&name) {
            rest = content(rest, name).1;
        } else if BLOCKS.contains(&name) {
            end_paragraph(&mut page.text);
        }
    }
    push_words(&mut page.text, rest);
    page.text = references(page.text.trim());
    page
}

struct Tag {
    name: String,
    closes: bool,
    /// From `<` to the byte after `>`.
    bytes: usize,
}

impl Tag {
    /// The tag or comment at the start of `rest`; none where `<` is only a mark.
    fn at(rest: &str) -> Option<Tag> {
        if rest.starts_with("<!--") {
            let bytes = rest.find("-->").map_or(rest.len(), |end| end + 3);
            return Some(Tag { name: String::new(), closes: false, bytes });
        }
        let inner = rest.strip_prefix('<')?;
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let letter = inner.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '!' | '?'));
        let bytes = rest.find('>')? + 1;
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
        letter.then(|| Tag { name: name.to_ascii_lowercase(), closes, bytes })
    }
}

/// The inside of an element that has just been opened, and what follows its end.
fn content<'a>(rest: &'a str, name: &str) -> (&'a str, &'a str) {
    let mut from = 0;
    while let Some(step) = rest[from..].find("</") {
        let at = from + step;
        let after = &rest[at + 2..];
        if after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            let end = after.find('>').map_or(rest.len(), |end| at + 2 + end + 1);
            return (&rest[..at], &rest[end..]);
        }
        from = at + 2;
    }
    (rest, "")
}

/// White space of the source is one space.
fn push_words(text: &mut String, source: &str) {
    for word in source.split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        text.push_str(trimmed);
        if trimmed.len() < word.len() && !text.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    }
}

fn end_paragraph(text: &mut String) {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}

/// Resolves character references; one that is not known stays as written.
fn references(text: &str) -> String {
    const LONGEST: usize = 12;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = &rest[..rest.floor_char_boundary(LONGEST)];
        let resolved = window.find(';').and_then(|end| Some((reference(&window[1..end])?, end + 1)));
        let (letter, bytes) = resolved.unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[bytes..];
    }
    out + rest
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).filter(|letter| *letter != '\0');
    }
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("euro", '€'),
        ("pound", '£'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uuml", 'ü'),
        ("ouml", 'ö'),
        ("auml", 'ä'),
        ("ccedil", 'ç'),
        ("ntilde", 'ñ'),
        ("copy", '©'),
        ("laquo", '«'),
        ("raquo", '»'),
    ];
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        let html = "<!DOCTYPE html><html><head><title>Talks &amp; more</title><style>p{}</style></head><body><nav>Home</nav>\
            <h1>Talks open</h1><p>The ministers\n met on&nbsp;Tuesday &mdash; in <b>Geneva</b>.</p><script>if (a < b) {}</script><!-- x > y --><p>He said: 1 < 2.</body>";
        let page = page(html);
        assert_eq!(page.title.as_deref(), Some("Talks & more"));
        assert_eq!(page.text, "Talks open\n\nThe ministers met on Tuesday — in Geneva.\n\nHe said: 1 < 2.");
    }

    #[test]
    fn what_is_a_page() {
        assert!(is_html("  <!DOCTYPE HTML>\n<p>x") && is_html("<p>One.</p><p>Two.</p>"));
        assert!(!is_html("The tag <p> was used. 3 < 4.") && !is_html(""));
    }

    #[test]
    fn broken_pages_end() {
        for html in
            ["<", "<p", "<script>never closed", "<!-- open", "&#xFFFFFFFF; &unknown; &", "</", "<title>x", "<é>"]
        {
            page(html);
        }
        assert_eq!(page(&"<script".repeat(20_000)).title, None);
        assert_eq!(page(&"<p></".repeat(20_000)).title, None);
    }
}
