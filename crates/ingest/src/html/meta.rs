//! A page put together: what its parts say of the article, and the article's words.

use verbale_record::Date;

use super::cues::Cues;
use super::outline::{Block, Outline};
use super::published::{Hints, day_alone, published};
use super::{json_ld, main_text, plain, same_words, title};
use crate::{DateFrom, rows};

/// What a page is about and who says so.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) license: Option<String>,
    /// The tag that the page gives.
    pub(crate) language: Option<String>,
    pub(crate) published: Option<(Date, DateFrom)>,
    /// Why the article could not be told from the rest of the page.
    pub(crate) whole_page: Option<&'static str>,
}

/// Reads a page. `url` is the address it came from, which counts more than the one it gives itself.
pub(crate) fn page(html: &str, url: Option<&str>, day_first: Option<bool>, cues: &Cues) -> Page {
    let outline = Outline::of(html, cues);
    let heads = values(&outline, "title");
    let named = heads.first().map(String::as_str).or(outline.title.as_deref());
    let described = json_ld::described(&outline.json_ld, named);
    let publisher = described.publisher.clone().or_else(|| values(&outline, "publisher").into_iter().next());
    let (title, heading) = title::title(&outline, described.headline.as_deref(), &heads, publisher.as_deref());
    let first = |field: &str| values(&outline, field).into_iter().next();
    let own_url =
        outline.canonical.clone().or_else(|| first("url")).or(described.url).filter(|url| url.starts_with("http"));
    let url = url.map(str::to_owned).or(own_url);
    let language = outline.language.clone().or_else(|| first("language")).or(described.language);
    let hints = Hints {
        outline: &outline,
        json_ld: described.published.as_deref(),
        url: url.as_deref(),
        heading,
        day_first: day_first.or_else(|| order_of(language.as_deref(), cues)),
        cues,
    };
    let published = published(&hints);
    let (text, whole_page) = main_text::main_text(&plain::shown(html));
    Page {
        text: article_alone(&text, title.as_deref(), cues).to_owned(),
        title,
        byline: described
            .byline
            .or_else(|| first("byline"))
            .or_else(|| shown_byline(&outline, cues))
            .and_then(|line| name_of(&line)),
        publisher,
        license: described.license.or_else(|| first("license")).or(outline.license.clone()),
        url,
        language,
        published,
        whole_page,
    }
}

/// Bytes of a line that may be furniture rather than prose.
const LINE_BYTES: usize = 140;

/// The text without what stands above and below an article and is told apart from it: rubric, title, day, writer. Above
/// the first prose everything goes up to the last line that is certainly one of these.
fn article_alone<'a>(text: &'a str, title: Option<&str>, cues: &Cues) -> &'a str {
    const LINES_MAX: usize = 10;
    let mut rest = text;
    let mut from = text;
    for _ in 0..LINES_MAX {
        let Some((line, after)) = rest.split_once("\n\n") else { break };
        rest = after;
        let is_title = title.is_some_and(|title| same_words(line, title) && line.len() < title.len() + 20);
        if !is_title && is_prose(line) {
            break;
        }
        if is_title || is_day_or_writer(line, cues) {
            from = rest;
        }
    }
    let (head, last) = from.rsplit_once("\n\n").unwrap_or((from, ""));
    let dated = day_alone(last, Some(true)).is_some() && (cues.is_published(last) || cues.is_modified(last));
    if dated && !is_prose(last) { head } else { from }
}

fn is_prose(line: &str) -> bool {
    const SENTENCE_BYTES: usize = 60;
    line.len() > LINE_BYTES || (line.len() > SENTENCE_BYTES && line.ends_with(['.', '!', '?', '”', '"']))
}

fn is_day_or_writer(line: &str, cues: &Cues) -> bool {
    let changed = cues.is_modified(line) && line.contains(|letter: char| letter.is_numeric() || letter == ':');
    let by = line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) && !line.ends_with('.');
    day_alone(line, Some(true)).is_some() || changed || by
}

/// The values of the meta elements for a field, the most trusted first.
fn values(outline: &Outline, field: &str) -> Vec<String> {
    let table = rows::rows(include_str!("meta.tsv")).filter(|row| row.first() == Some(&field));
    table.filter_map(|row| outline.meta(row.get(1)?)).map(str::to_owned).collect()
}

/// A tag with a region tells that the day comes first, but for the regions of the table. "en" alone tells nothing.
fn order_of(language: Option<&str>, cues: &Cues) -> Option<bool> {
    let tag = language?.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let main = parts.next()?;
    let sure = parts.next().map_or(main != "en", |region| !cues.is_of_unsure_order(region));
    sure.then_some(true)
}

fn shown_byline(outline: &Outline, cues: &Cues) -> Option<String> {
    const BYTES: usize = 120;
    let fits = |block: &&Block| !block.place.aside && block.bytes <= BYTES && cues.is_byline(&block.classes);
    outline.blocks.iter().find(fits).map(|block| block.words.clone())
}

/// A writer's name without "By", dates and addresses.
fn name_of(line: &str) -> Option<String> {
    let line = line.trim();
    let bare = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("by "))
        .or_else(|| line.strip_prefix("BY "))
        .unwrap_or(line);
    let end = bare.find(['|', '\n', '•', '·', '(', '@']).unwrap_or(bare.len());
    let name = bare[..end].trim().trim_end_matches([',', '-', '–']);
    let letters = name.chars().any(char::is_alphabetic) && !name.starts_with("http");
    letters.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_put_together() {
        let prose =
            "The foreign ministers of both countries met in Geneva on Tuesday for the first time since the truce. "
                .repeat(4);
        let html = format!(
            "<html lang='en-GB'><head><title>Talks open in Geneva | The Paper</title><meta property='og:site_name' content='The Paper'>\
             <meta name=author content='By A. Writer'><link rel=canonical href='https://e.org/talks'></head><body><nav>Home</nav>\
             <article><h1>Talks open in Geneva</h1><p>03/04/2024</p><p>{prose}</p></article><footer>© 2025</footer></body></html>"
        );
        let page = page(&html, None, None, &Cues::new());
        assert_eq!(page.title.as_deref(), Some("Talks open in Geneva"));
        assert_eq!((page.publisher.as_deref(), page.byline.as_deref()), (Some("The Paper"), Some("A. Writer")));
        assert_eq!(page.url.as_deref(), Some("https://e.org/talks"));
        assert_eq!(
            page.published.map(|(day, from)| (day.to_string(), from)),
            Some(("2024-04-03".to_owned(), DateFrom::Text))
        );
        assert_eq!(page.text, prose.trim());
    }

    #[test]
    fn orders() {
        let cues = Cues::new();
        assert_eq!(
            [Some("en"), Some("en-US"), Some("en_GB"), Some("fr"), None].map(|tag| order_of(tag, &cues)),
            [None, None, Some(true), Some(true), None]
        );
    }
}
