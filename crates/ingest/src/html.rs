//! A page of the web: its article's words, title, writer, publisher, day and language.

mod bare;
mod cues;
mod json_ld;
mod main_text;
mod meta;
mod outline;
pub(crate) mod plain;
mod published;
mod references;
mod tags;
mod title;

use verbale_record::Date;

use crate::DateFrom;

pub(crate) use cues::Cues;
pub(crate) use meta::page;

/// Whether the text is a page and not prose that mentions a tag.
pub(crate) fn is_html(text: &str) -> bool {
    const HEAD_BYTES: usize = 4096;
    const TAGS: usize = 3;
    let head = text[..text.floor_char_boundary(HEAD_BYTES)].trim_start().to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}');
    let opens = ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| head.starts_with(start));
    let xhtml = head.starts_with("<?xml") && head.contains("<html");
    let paragraphs: usize = ["</p>", "</div>", "<br>", "<br/>", "<br />", "</h1>", "</a>"]
        .iter()
        .map(|tag| head.matches(tag).count())
        .sum();
    opens || xhtml || (head.starts_with('<') && !head.starts_with("<?xml") && paragraphs > 0) || paragraphs >= TAGS
}

/// The day in the path of an address, for reports that come with an address and no date.
pub(crate) fn day_of_url(url: &str) -> Option<(Date, DateFrom)> {
    Some((published::day_of_url(url)?, DateFrom::Url))
}

/// Whether two titles have the same words, or one is the other with the name of the site added. A few words out of a
/// title are those of a rubric that stands in it.
pub(crate) fn same_words(one: &str, other: &str) -> bool {
    const LETTERS_MIN: usize = 12;
    const PREFIX_LETTERS_MIN: usize = 30;
    let (one, other) = (folded(one), folded(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let most = short.len() > LETTERS_MIN && short.len() * 2 > long.len() && long.contains(short.as_str());
    let starts = short.len() >= PREFIX_LETTERS_MIN && long.starts_with(short.as_str());
    !short.is_empty() && (short == long || most || starts)
}

fn folded(words: &str) -> String {
    let letters = words.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_page() {
        assert!(is_html("  <!DOCTYPE HTML>\n<p>x") && is_html("<p>One.</p><p>Two.</p>"));
        assert!(
            !is_html("The tag <p> was used. 3 < 4.") && !is_html("") && !is_html("<?xml version='1.0'?><rss></rss>")
        );
    }

    #[test]
    fn titles_with_and_without_the_site() {
        assert!(same_words("Talks open in Geneva", "Talks Open in Geneva – The Paper"));
        assert!(!same_words("Talks", "Talks open in Geneva") && !same_words("", ""));
        assert!(!same_words("Foreign affairs", "Talks open in Geneva again – Foreign Affairs – The Paper"));
    }
}
