//! What classes, ids and labels say of an element.

use crate::rows;

/// The words of the table by kind.
#[derive(Debug)]
pub(crate) struct Cues {
    boilerplate: Vec<&'static str>,
    framing: Vec<&'static str>,
    published: Vec<&'static str>,
    modified: Vec<&'static str>,
    byline: Vec<&'static str>,
    day: Vec<&'static str>,
    unsure_order: Vec<&'static str>,
}

impl Cues {
    pub(crate) fn new() -> Self {
        let of = |kind: &str| {
            let rows = rows::rows(include_str!("cues.tsv"));
            rows.filter(|row| row.first() == Some(&kind)).filter_map(|row| row.get(1).copied()).collect()
        };
        Cues {
            boilerplate: of("boilerplate"),
            framing: of("framing"),
            published: of("published"),
            modified: of("modified"),
            byline: of("byline"),
            day: of("day"),
            unsure_order: of("unsure-order"),
        }
    }

    /// Whether a class or id names a part of the page that is not the article.
    pub(crate) fn is_boilerplate(&self, classes: &str) -> bool {
        classes.split_whitespace().any(|class| {
            let parts = parts(class);
            let any = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
            any(&self.boilerplate) && !any(&self.framing)
        })
    }

    pub(crate) fn is_published(&self, words: &str) -> bool {
        any(words, &self.published)
    }

    pub(crate) fn is_modified(&self, words: &str) -> bool {
        any(words, &self.modified)
    }

    pub(crate) fn is_byline(&self, words: &str) -> bool {
        any(words, &self.byline)
    }

    /// Whether a class or id names a day.
    pub(crate) fn is_day(&self, words: &str) -> bool {
        any(words, &self.day)
    }

    /// Whether a page of this region may write the month or the day first.
    pub(crate) fn is_of_unsure_order(&self, region: &str) -> bool {
        self.unsure_order.contains(&region)
    }

    /// Where in a label the first word that speaks of a change begins.
    pub(crate) fn modified_at(&self, label: &str) -> Option<usize> {
        let lower = label.to_lowercase();
        let at = self.modified.iter().filter_map(|word| lower.find(word)).min()?;
        Some(label.floor_char_boundary(at.min(label.len())))
    }
}

fn any(words: &str, cues: &[&str]) -> bool {
    parts(words).iter().any(|part| cues.contains(&part.as_str()))
}

/// The words of a name: "article-publishDate" is article, publish, date, and publishdate too.
fn parts(name: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for word in name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut part = String::new();
        let mut before_lower = false;
        for letter in word.chars() {
            if letter.is_uppercase() && before_lower {
                parts.push(std::mem::take(&mut part));
            }
            before_lower = letter.is_lowercase();
            part.extend(letter.to_lowercase());
        }
        parts.push(part);
        parts.push(word.to_lowercase());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        let cues = Cues::new();
        for class in ["related-posts", "c-newsletter__box", "comments", "postComments x", "sidebar"] {
            assert!(cues.is_boilerplate(class), "{class}");
        }
        for class in ["has-sidebar", "content-sidebar-wrap", "comments-open", "article-body", "commentary", ""] {
            assert!(!cues.is_boilerplate(class), "{class}");
        }
        assert!(
            cues.is_published("datePublished") && cues.is_published("Posted on") && !cues.is_published("post-body")
        );
        assert!(cues.is_modified("lastUpdated") && !cues.is_modified("up to date"));
        assert_eq!(cues.modified_at("Published 14 May, updated 15 May"), Some(18));
    }
}
