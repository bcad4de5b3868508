//! Words that tell how something is said or whom it is said of: conditions, groups of several countries and the like.

use crate::Error;
use crate::index::Named;
use crate::table::Table;

/// A word or fixed phrase and what it cues.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    pub words: String,
    /// "condition", "several", "name" ...
    pub kind: String,
}

impl Named for Cue {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.words.as_str())
    }
}

pub(crate) fn cues(text: &str) -> Result<Vec<Cue>, Error> {
    let table = Table::new("cues", text, &["words", "kind"])?;
    let mut cues = Vec::new();
    for row in table.rows() {
        let row = row?;
        cues.push(Cue { words: row.word("words")?.to_owned(), kind: row.word("kind")?.to_owned() });
    }
    Ok(cues)
}
