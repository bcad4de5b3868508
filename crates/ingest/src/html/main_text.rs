//! The article's words, without menus, boxes and comments around them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use trafilatura::{Config, Options};

use super::tags::{Piece, pieces};
use super::{bare, plain};
use crate::limits::{PAGE_DEPTH_MAX, PAGE_TAGS_MAX};

/// Trees of pages are walked by functions that call themselves; a page within the depth limit fits into this.
const STACK_BYTES: usize = 32 << 20;

/// An article shorter than this is taken for a failure to find it. Short news has two sentences; the extractor's own 250
/// would have it run the whole page together.
const ARTICLE_BYTES_MIN: usize = 80;

/// Paragraphs parted by empty lines; the second value is why the article could not be told from the rest of the page, in
/// which case the text is all of the page.
pub(crate) fn main_text(html: &str) -> (String, Option<&'static str>) {
    if let Some(why) = hostile(html) {
        return (plain::text(html), Some(why));
    }
    let parted = bare::in_paragraphs(html);
    let sizes = [ARTICLE_BYTES_MIN, Config::default().min_extracted_size];
    let mut longest = String::new();
    for size in sizes {
        let Some(article) = on_a_big_stack(&parted, size) else {
            return (plain::text(html), Some("the extractor gave up"));
        };
        if article.len() > longest.len() {
            longest = article;
        }
        if longest.len() >= ARTICLE_BYTES_MIN {
            break;
        }
    }
    let page = plain::text(html);
    if longest.is_empty() { (page, None) } else { (respaced(&longest, &page), None) }
}

/// The article's paragraphs with the white space that they have in the page: the extractor drops that around links and
/// emphasis. A paragraph that is not in the page as it is stays as the extractor gave it.
fn respaced(article: &str, page: &str) -> String {
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    let squeezed = letters(page);
    let places: Vec<usize> = (page.char_indices())
        .filter(|(_, letter)| !letter.is_whitespace())
        .flat_map(|(at, letter)| std::iter::repeat_n(at, letter.len_utf8()))
        .collect();
    let mut from = 0;
    let paragraphs = article.split("\n\n").map(|paragraph| {
        let wanted = letters(paragraph);
        let found = squeezed[from..].find(&wanted).map(|at| from + at).filter(|_| !wanted.is_empty());
        let Some(start) = found else { return paragraph };
        from = start + wanted.len();
        let end = places.get(from).copied().unwrap_or(page.len());
        page[places[start]..end].trim_end()
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Why a page would take the extractor too long.
pub(crate) fn hostile(html: &str) -> Option<&'static str> {
    let (mut depth, mut tags) = (0_usize, 0_usize);
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag) => {
                tags += 1;
                depth += usize::from(!tag.is_void());
            }
            // Elements such as paragraphs are often not closed; they do not nest, so they count as closed.
            Piece::Close(_) => depth = depth.saturating_sub(1),
            Piece::Text(_) | Piece::Raw(_) => {}
        }
        if tags > PAGE_TAGS_MAX {
            return Some("too many elements");
        }
        if depth > PAGE_DEPTH_MAX + unclosed(html.len()) {
            return Some("elements too deep");
        }
    }
    None
}

/// Paragraphs and list items that a page of so many bytes may leave open without nesting them.
fn unclosed(bytes: usize) -> usize {
    const BYTES_A_PARAGRAPH: usize = 200;
    (bytes / BYTES_A_PARAGRAPH).min(PAGE_DEPTH_MAX)
}

/// The article, empty where there is none; none where the extractor gave up. `size` is the length from which on the
/// extractor is content with what it found.
fn on_a_big_stack(html: &str, size: usize) -> Option<String> {
    // The extractor's own text runs paragraphs together; its page keeps them.
    let config = Config::default().with_min_extracted_size(size);
    let options = Options::default().with_fallback(true).with_exclude_comments(true).with_config(config);
    let work = || catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)));
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).ok()?;
        let extracted = worker.join().ok()?.ok()?.ok();
        Some(extracted.map(|extracted| plain::text(&extracted.content_html)).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn hostile_pages_end_soon() {
        let started = Instant::now();
        let deep = format!("{}The ministers met.{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let (text, why) = main_text(&deep);
        assert!(text.contains("The ministers met.") && why.is_some());
        let wide = "<p>One.</p>".repeat(60_000);
        assert!(main_text(&wide).1.is_some());
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn white_space_is_that_of_the_page() {
        let page = "Menu\n\nThe paper Die Welt reported it.\n\nH2O, he said — é.";
        assert_eq!(respaced("The paperDie Weltreported it.\n\nH2O,he said—é.", page), &page[6..]);
        assert_eq!(respaced("Not in it.\n\nMenu", page), "Not in it.\n\nMenu");
        assert_eq!(respaced("", "") + &respaced("a", "") + &respaced("é", "é"), "aé");
    }

    #[test]
    fn paragraphs_left_open_are_not_deep() {
        let html = format!(
            "<article>{}</article>",
            format!("<p>{}", "The ministers met again on Tuesday. ".repeat(8)).repeat(600)
        );
        assert_eq!(hostile(&html), None);
    }
}
