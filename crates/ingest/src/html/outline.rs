//! What one pass over a page finds beside its text: meta elements, JSON-LD, headings, times and short blocks of words.

use super::cues::Cues;
use super::plain::{hides, push_words};
use super::references;
use super::tags::{Piece, Tag, pieces};

/// How many elements around something say what it is.
const LEVELS: usize = 3;

/// Words kept of one block; a longer one is prose, of which only the start can be a date line.
const BLOCK_BYTES: usize = 400;

/// A block of words that stands by itself: a line of the page.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) words: String,
    /// All bytes of the block, those beyond what was kept too.
    pub(crate) bytes: usize,
    /// Classes of the elements it is in, three levels up.
    pub(crate) classes: String,
    pub(crate) level: Option<u8>,
    pub(crate) place: Place,
}

/// Where in the page something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes of shown words before it.
    pub(crate) at: usize,
    /// Bytes of the page's source before it.
    pub(crate) source: usize,
    /// The number of the innermost article element, if it is in one.
    pub(crate) article: Option<usize>,
    /// In a menu, a footer, a box beside the article, comments.
    pub(crate) aside: bool,
}

/// A time element.
#[derive(Debug, Default)]
pub(crate) struct Time {
    pub(crate) datetime: String,
    pub(crate) words: String,
    /// Classes and properties of it and of the elements around it, and the words before it in its block.
    pub(crate) about: String,
    /// Marked as the day of publication by the page itself.
    pub(crate) marked: bool,
    pub(crate) place: Place,
}

/// The outline of a page.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Lower-case names and contents, those of the body only where they are not beside the article.
    pub(crate) metas: Vec<(String, String)>,
    pub(crate) json_ld: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) canonical: Option<String>,
    pub(crate) license: Option<String>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) times: Vec<Time>,
    pub(crate) articles: usize,
}

impl Outline {
    pub(crate) fn of(html: &str, cues: &Cues) -> Outline {
        let mut scan = Scan {
            cues,
            outline: Outline::default(),
            open: Vec::new(),
            block: Block::default(),
            time: None,
            label_from: 0,
            at: 0,
            source: 0,
            raw: None,
        };
        let mut pieces = pieces(html);
        while let Some(piece) = pieces.next() {
            scan.source = pieces.position();
            match piece {
                Piece::Open(tag) => scan.open(&tag),
                Piece::Close(name) => scan.close(name),
                Piece::Text(words) => scan.text(words),
                Piece::Raw(inside) => scan.raw(inside),
            }
        }
        scan.end_block();
        scan.outline
    }

    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        let mut values = self.metas.iter().filter(|(known, value)| known == name && !value.is_empty());
        values.next().map(|(_, value)| value.as_str())
    }
}

struct Open {
    name: String,
    classes: String,
    hidden: bool,
    aside: bool,
    article: Option<usize>,
}

struct Scan<'a> {
    cues: &'a Cues,
    outline: Outline,
    open: Vec<Open>,
    block: Block,
    time: Option<Time>,
    /// Where in the block the label of the next time may begin: after the time before it.
    label_from: usize,
    at: usize,
    source: usize,
    /// Where the next raw inside goes.
    raw: Option<RawKind>,
}

#[derive(Clone, Copy)]
enum RawKind {
    JsonLd,
    Title,
}

/// Elements that do not end a block of words.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "em", "font", "i", "img", "mark", "meta", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr", "svg", "path", "data",
];

/// Elements that are never the article.
const ASIDE: [&str; 8] = ["nav", "aside", "footer", "form", "noscript", "template", "dialog", "figure"];

/// Elements too wide for their classes to say anything of what is in them.
const WIDE: [&str; 3] = ["html", "body", "main"];

impl Scan<'_> {
    fn open(&mut self, tag: &Tag) {
        if !tag.is_any(&INLINE) {
            self.end_block();
        }
        self.about_the_page(tag);
        if tag.is("time") {
            self.start_time(tag);
        }
        if tag.is_void() || self.open.len() > crate::limits::PAGE_DEPTH_MAX {
            return;
        }
        let opened = self.opened(tag);
        self.open.push(opened);
    }

    fn opened(&mut self, tag: &Tag) -> Open {
        let (hidden, aside, mut article) =
            self.open.last().map_or((false, false, None), |outer| (outer.hidden, outer.aside, outer.article));
        if tag.is("article") {
            article = Some(self.outline.articles);
            self.outline.articles += 1;
        }
        let value = |name: &str| tag.attribute(name).unwrap_or_default();
        let classes = format!("{} {} {}", value("class"), value("id"), value("itemprop"));
        let wide = tag.is_any(&WIDE);
        Open {
            name: tag.name.to_ascii_lowercase(),
            hidden: hidden || (!wide && hides(tag)),
            aside: aside || (!wide && (tag.is_any(&ASIDE) || self.cues.is_boilerplate(&classes))),
            article,
            classes,
        }
    }

    fn about_the_page(&mut self, tag: &Tag) {
        let value =
            |name: &str| tag.attribute(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        if tag.is("meta") {
            self.meta(tag);
        } else if tag.is("html") && self.outline.language.is_none() {
            self.outline.language = value("lang").or_else(|| value("xml:lang"));
        } else if tag.is_any(&["link", "a"]) {
            match value("rel").map(|rel| rel.to_ascii_lowercase()).as_deref() {
                Some("canonical") => self.outline.canonical = self.outline.canonical.take().or(value("href")),
                Some("license") => self.outline.license = self.outline.license.take().or(value("href")),
                _ => {}
            }
        } else if tag.is("script") && value("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
        {
            self.raw = Some(RawKind::JsonLd);
        } else if tag.is("title") && self.outline.title.is_none() && !self.open.iter().any(|open| open.name == "svg") {
            self.raw = Some(RawKind::Title);
        }
    }

    fn meta(&mut self, tag: &Tag) {
        if self.place().aside {
            return;
        }
        let Some(content) = tag.attribute("content") else { return };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = tag.attribute(key) {
                self.outline.metas.push((name.trim().to_ascii_lowercase(), content.trim().to_owned()));
            }
        }
    }

    fn start_time(&mut self, tag: &Tag) {
        let value = |name: &str| tag.attribute(name).unwrap_or_default();
        let own = format!("{} {} {}", value("class"), value("id"), value("itemprop"));
        let marked = tag.attribute("pubdate").is_some() || self.cues.is_published(&own);
        let label = last_words(self.block.words.get(self.label_from..).unwrap_or_default());
        let about = format!("{own} {} {label}", self.classes_around());
        self.time = Some(Time {
            datetime: value("datetime").trim().to_owned(),
            about,
            marked,
            place: self.place(),
            ..Time::default()
        });
    }

    fn close(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if name == "time" {
            self.outline.times.extend(self.time.take());
            self.label_from = self.block.words.len();
        }
        if !INLINE.contains(&name.as_str()) {
            self.end_block();
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    fn raw(&mut self, inside: &str) {
        match self.raw.take() {
            Some(RawKind::JsonLd) => self.outline.json_ld.push(inside.to_owned()),
            Some(RawKind::Title) => {
                let mut title = String::new();
                push_words(&mut title, &references::resolved(inside));
                self.outline.title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
            }
            None => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.open.last().is_some_and(|open| open.hidden) {
            return;
        }
        let words = references::resolved(words);
        if self.block.bytes == 0 {
            self.block.place = self.place();
            self.block.classes = self.classes_around();
            self.block.level = self.open.iter().rev().take(LEVELS).find_map(|open| heading(&open.name));
        }
        let bytes = words.trim().len();
        self.block.bytes += bytes;
        self.at += bytes;
        if self.block.words.len() < BLOCK_BYTES {
            push_words(&mut self.block.words, &words);
        }
        if let Some(time) = &mut self.time {
            push_words(&mut time.words, &words);
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.label_from = 0;
        if !block.words.trim().is_empty() {
            self.outline.blocks.push(block);
        }
    }

    fn place(&self) -> Place {
        let (article, aside) = self.open.last().map_or((None, false), |open| (open.article, open.aside || open.hidden));
        Place { at: self.at, source: self.source, article, aside }
    }

    fn classes_around(&self) -> String {
        let near = self.open.iter().rev().take(LEVELS).filter(|open| !WIDE.contains(&open.name.as_str()));
        near.map(|open| open.classes.trim()).filter(|classes| !classes.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix(['h', 'H'])?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// The end of a label before a time: "Updated:".
fn last_words(words: &str) -> &str {
    const BYTES: usize = 40;
    &words[words.ceil_char_boundary(words.len().saturating_sub(BYTES))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline() {
        let html = "<html lang=en-GB><head><title>A &amp; B</title><meta property='og:title' content='A'>\
            <link rel=canonical href=https://e.org/a><script type='application/ld+json'>{}</script></head>\
            <body><nav>Menu</nav><article><h1>Big <em>talks</em></h1><p class=byline>By X, updated <time datetime=2024-05-14>today</time></p>\
            <p hidden>No</p><p>Prose</article><aside><time>1 May 2024</time></aside>";
        let outline = Outline::of(html, &Cues::new());
        let title = (outline.title.as_deref(), outline.language.as_deref(), outline.canonical.as_deref());
        assert_eq!(title, (Some("A & B"), Some("en-GB"), Some("https://e.org/a")));
        assert_eq!((outline.meta("og:title"), outline.json_ld.len(), outline.articles), (Some("A"), 1, 1));
        let blocks: Vec<(&str, Option<u8>, bool)> =
            outline.blocks.iter().map(|block| (block.words.trim(), block.level, block.place.aside)).collect();
        let wanted = [
            ("Menu", None, true),
            ("Big talks", Some(1), false),
            ("By X, updated today", None, false),
            ("Prose", None, false),
            ("1 May 2024", None, true),
        ];
        assert_eq!(blocks, wanted);
        let times: Vec<(&str, &str, bool)> =
            outline.times.iter().map(|time| (time.datetime.as_str(), time.words.as_str(), time.place.aside)).collect();
        assert_eq!(times, [("2024-05-14", "today", false), ("", "1 May 2024", true)]);
        assert!(outline.times[0].about.contains("updated"));
    }
}
