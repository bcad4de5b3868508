//! Rows found by name, alone or at the end or start of a run of words.

use std::sync::OnceLock;

use crate::key::Keys;
use crate::phrases::Phrases;

/// A row that goes by one or more names.
pub(crate) trait Named {
    /// All names, the main one first.
    fn names(&self) -> impl Iterator<Item = &str>;
}

/// A table in memory: its rows, and where each name leads. The names are gone through when the first one is looked up, since
/// many a question needs none of a table.
#[derive(Clone, Debug)]
pub(crate) struct Index<T> {
    rows: Vec<T>,
    phrases: OnceLock<Phrases>,
}

impl<T> Index<T> {
    pub fn new(rows: Vec<T>) -> Self {
        Index { rows, phrases: OnceLock::new() }
    }

    pub fn rows(&self) -> &[T] {
        &self.rows
    }
}

impl<T: Named> Index<T> {
    fn phrases(&self, keys: &Keys) -> &Phrases {
        self.phrases.get_or_init(|| {
            let mut phrases = Phrases::default();
            for (number, row) in self.rows.iter().enumerate() {
                for name in row.names() {
                    phrases.add(keys.key(name), name, number);
                }
            }
            phrases
        })
    }

    /// Every row that goes by the name `words`.
    pub fn all<'a>(&'a self, keys: &Keys, words: &str) -> impl Iterator<Item = &'a T> + use<'a, T> {
        self.phrases(keys).rows(&keys.key(words), words).filter_map(|row| self.rows.get(row))
    }

    pub fn first(&self, keys: &Keys, words: &str) -> Option<&T> {
        self.all(keys, words).next()
    }

    /// The longest name that ends a run of words, and how many words it has.
    pub fn at_end(&self, keys: &Keys, words: &[&str], fits: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        let longest = self.phrases(keys).longest().min(words.len());
        (1..=longest).rev().find_map(|count| {
            let row = self.named(keys, &words[words.len() - count..], &fits)?;
            Some((count, row))
        })
    }

    /// The longest name that starts a run of words, and how many words it has.
    pub fn at_start(&self, keys: &Keys, words: &[&str], fits: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        let longest = self.phrases(keys).longest().min(words.len());
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
