//! What merging knows: tables beside the source, checked when read.

use std::collections::{HashMap, HashSet};

use crate::Error;
use crate::answers::AnswerRow;
use crate::table::Table;
use crate::trees::Trees;

/// The tables of this crate, ready to be looked up. Made once and handed to every call.
#[derive(Clone, Debug)]
pub struct Rules {
    pub(crate) circles: HashMap<String, Vec<u8>>,
    pub(crate) trees: Trees,
    pub(crate) answers: Vec<AnswerRow>,
    /// Words that say nothing about which happening it is.
    pub(crate) common: HashSet<String>,
    /// Words before a name that are no part of it.
    pub(crate) titles: HashSet<String>,
    /// Nouns for people without a name.
    pub(crate) nominals: HashSet<String>,
    /// Spellings of sounds, in the order in which they are replaced.
    pub(crate) sounds: Vec<(String, String)>,
}

impl Rules {
    /// The tables inside the program.
    pub fn bundled() -> Result<Rules, Error> {
        Ok(Rules {
            circles: circles(include_str!("kinds.tsv"))?,
            trees: Trees::parse(include_str!("trees.tsv"))?,
            answers: crate::answers::rows(include_str!("answers.tsv"))?,
            common: words("common", include_str!("common.tsv"))?,
            titles: words("titles", include_str!("titles.tsv"))?,
            nominals: words("nominals", include_str!("nominals.tsv"))?,
            sounds: sounds(include_str!("sounds.tsv"))?,
        })
    }

    /// The bundled tables with other trees of the pair function, for fitting and trying out.
    pub fn with_trees(self, table: &str) -> Result<Rules, Error> {
        Ok(Rules { trees: Trees::parse(table)?, ..self })
    }
}

fn circles(text: &str) -> Result<HashMap<String, Vec<u8>>, Error> {
    let mut names: Vec<&str> = Vec::new();
    let mut circles = HashMap::new();
    for row in Table::new("kinds", text, &["kind", "circles"])?.rows() {
        let row = row?;
        let mut of_kind = Vec::new();
        for name in row.list(1) {
            let at = names.iter().position(|known| *known == name).unwrap_or(names.len());
            if at == names.len() {
                names.push(name);
            }
            of_kind.push(u8::try_from(at).map_err(|_| row.error("too many circles"))?);
        }
        if circles.insert(row.word(0)?.to_owned(), of_kind).is_some() {
            return Err(row.error("a type twice"));
        }
    }
    Ok(circles)
}

fn words(name: &'static str, text: &str) -> Result<HashSet<String>, Error> {
    let mut words = HashSet::new();
    for row in Table::new(name, text, &["words"])?.rows() {
        words.extend(row?.cell(0).split(' ').map(str::to_owned));
    }
    Ok(words)
}

fn sounds(text: &str) -> Result<Vec<(String, String)>, Error> {
    let rows = Table::new("sounds", text, &["written", "sound"])?;
    rows.rows().map(|row| row.and_then(|row| Ok((row.word(0)?.to_owned(), row.cell(1).to_owned())))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_tables_are_right() {
        let rules = Rules::bundled().unwrap();
        assert!(rules.circles.len() > 10 && rules.answers.len() > 10 && rules.sounds.len() > 10);
    }

    #[test]
    fn types_of_answers_are_types_of_circles() {
        let rules = Rules::bundled().unwrap();
        for row in &rules.answers {
            assert!(rules.circles.contains_key(&row.asked) && rules.circles.contains_key(&row.answering));
        }
    }
}
