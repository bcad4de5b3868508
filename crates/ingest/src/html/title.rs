//! The title of a page: the heading that its head agrees with, else what its head says, without the name of the site.

use super::outline::{Block, Outline, Place};
use super::same_words;

/// The title and the heading that shows it.
pub(crate) fn title(
    outline: &Outline,
    json_ld: Option<&str>,
    heads: &[String],
    site: Option<&str>,
) -> (Option<String>, Option<Place>) {
    let said: Vec<&str> =
        json_ld.into_iter().chain(heads.iter().map(String::as_str)).chain(outline.title.as_deref()).collect();
    let headings: Vec<&Block> =
        outline.blocks.iter().filter(|block| block.level.is_some_and(|level| level <= 3)).collect();
    let shown = said.iter().find_map(|said| headings.iter().find(|heading| same_words(&heading.words, said)));
    let first = || outline.blocks.iter().find(|block| said.iter().any(|said| same_words(&block.words, said)));
    if let Some(heading) = shown.copied().or_else(first) {
        let words = heading.words.trim();
        let shortest = said
            .iter()
            .filter(|said| same_words(said, words))
            .map(|said| without_site(said, site))
            .min_by_key(|said| said.len());
        // A line that is no heading may hold more than the title: a rubric, a place, a clock.
        let sure = heading.level == Some(1);
        let fits = |said: &&str| !sure && said.len() < words.len() && said.len() * 2 > words.len();
        let title = shortest.filter(fits).unwrap_or(words);
        return (Some(title.to_owned()), Some(heading.place));
    }
    let mains: Vec<&&Block> =
        headings.iter().filter(|heading| heading.level == Some(1) && !heading.place.aside).collect();
    let main = if let [one] = mains[..] { Some(one) } else { None };
    let said = said.first().map(|said| without_site(said, site).to_owned());
    let only = || main.map(|main| main.words.trim().to_owned());
    (said.or_else(only), main.map(|main| main.place))
}

/// "Talks open | The Paper" without the part that is the site.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const MARKS: [&str; 8] = [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "];
    let title = title.trim();
    let end = MARKS.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len()))).max();
    let Some((at, mark)) = end else { return title };
    let (head, tail) = (title[..at].trim(), title[at + mark..].trim());
    let is_site = site.is_some_and(|site| super::folded(tail) == super::folded(site));
    // A bar parts a title from a site; a dash may stand in a title, so that a long tail is words.
    let short =
        tail.split_whitespace().count() <= 4 && head.split_whitespace().count() > tail.split_whitespace().count();
    if is_site || (short && !title[at..].starts_with(" - ")) || (short && site.is_none()) { head } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_left_out() {
        let check = |title: &str, site: Option<&str>, wanted: &str| assert_eq!(without_site(title, site), wanted);
        check("Talks open in Geneva | The Paper", None, "Talks open in Geneva");
        check("Talks open in Geneva - The Paper", Some("the paper"), "Talks open in Geneva");
        check("Talks - and nothing else", Some("The Paper"), "Talks - and nothing else");
        check("Talks open", None, "Talks open");
    }
}
