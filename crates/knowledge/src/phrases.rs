//! Names of one or more words and the rows they stand for.

use std::collections::HashMap;

/// From keys to numbers of rows, in the order in which the rows were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    rows: HashMap<String, Vec<Entry>>,
    longest: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    row: u32,
    /// A proper name: "US", "WHO", "Congress" must not be found in "us", "who", "congress".
    capital: bool,
}

impl Phrases {
    pub fn add(&mut self, key: String, name: &str, row: usize) {
        self.longest = self.longest.max(key.split(' ').count());
        let entry = Entry { row: row as u32, capital: name.starts_with(char::is_uppercase) };
        let entries = self.rows.entry(key).or_default();
        match entries.iter_mut().find(|old| old.row == entry.row) {
            Some(old) => old.capital &= entry.capital,
            None => entries.push(entry),
        }
    }

    /// How many words the longest name has.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The rows under `key`, where `words` is how the text writes it.
    pub fn rows<'a>(&'a self, key: &str, words: &str) -> impl Iterator<Item = usize> + use<'a> {
        let capital = words.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
        let entries = self.rows.get(key).map_or(&[][..], Vec::as_slice);
        entries.iter().filter(move |entry| capital || !entry.capital).map(|entry| entry.row as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proper_names_need_a_capital() {
        let mut phrases = Phrases::default();
        phrases.add("us".to_owned(), "US", 0);
        phrases.add("who".to_owned(), "WHO", 1);
        assert_eq!(phrases.rows("us", "US").collect::<Vec<_>>(), [0]);
        assert_eq!(phrases.rows("us", "us").count(), 0);
        assert_eq!(phrases.rows("who", "Who").collect::<Vec<_>>(), [1]);
    }
}
