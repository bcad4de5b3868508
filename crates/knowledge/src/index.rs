//! Rows found by name, alone or at the end or start of a run of words.

use crate::key::Keys;
use crate::phrases::Phrases;

/// A row that goes by one or more names.
pub(crate) trait Named {
    /// All names, the main one first.
    fn names(&self) -> impl Iterator<Item = &str>;
}

/// A table in memory: its rows, and where each name leads.
#[derive(Clone, Debug)]
pub(crate) struct Index<T> {
    rows: Vec<T>,
    phrases: Phrases,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index { rows: Vec::new(), phrases: Phrases::default() }
    }
}

impl<T: Named> Index<T> {
    pub fn new(rows: Vec<T>, keys: &Keys) -> Self {
        let mut phrases = Phrases::default();
        for (number, row) in rows.iter().enumerate() {
            for name in row.names() {
                phrases.add(keys.key(name), name, number);
            }
        }
        Index { rows, phrases }
    }
}

impl<T> Index<T> {
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// Every row that goes by the name `words`.
    pub fn all<'a>(&'a self, keys: &Keys, words: &str) -> impl Iterator<Item = &'a T> + use<'a, T> {
        self.phrases.rows(&keys.key(words), words).filter_map(|row| self.rows.get(row))
    }

    pub fn first(&self, keys: &Keys, words: &str) -> Option<&T> {
        self.all(keys, words).next()
    }

    /// The longest name that ends a run of words, and how many words it has.
    pub fn at_end(&self, keys: &Keys, words: &[&str], fits: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        let longest = self.phrases.longest().min(words.len());
        (1..=longest).rev().find_map(|count| {
            let row = self.named(keys, &words[words.len() - count..], &fits)?;
            Some((count, row))
        })
    }

    /// The longest name that starts a run of words, and how many words it has.
    pub fn at_start(&self, keys: &Keys, words: &[&str], fits: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        let longest = self.phrases.longest().min(words.len());
        (1..=longest).rev().find_map(|count| {
            let row = self.named(keys, &words[..count], &fits)?;
            Some((count, row))
        })
    }

    /// An article is no part of a name inside a run of words.
    fn named(&self, keys: &Keys, words: &[&str], fits: impl Fn(&T) -> bool) -> Option<&T> {
        let article = words.len() > 1 && words[0].eq_ignore_ascii_case("the");
        let mut rows = self.all(keys, &words.join(" ")).filter(|_| !article);
        rows.find(|row| fits(row))
    }
}
