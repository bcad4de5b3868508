//! What merging knows: tables beside the source, checked when read.

use std::collections::{HashMap, HashSet};

use crate::answers::AnswerRow;
use crate::pair::{FEATURES, Weights};
use crate::table::Table;
use crate::{Error, ErrorKind};

/// The tables of this crate, ready to be looked up. Made once and handed to every call.
#[derive(Clone, Debug)]
pub struct Rules {
    pub(crate) circles: HashMap<String, Vec<u8>>,
    pub(crate) weights: Weights,
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
            weights: weights(include_str!("weights.tsv"))?,
            answers: crate::answers::rows(include_str!("answers.tsv"))?,
            common: words("common", include_str!("common.tsv"))?,
            titles: words("titles", include_str!("titles.tsv"))?,
            nominals: words("nominals", include_str!("nominals.tsv"))?,
            sounds: sounds(include_str!("sounds.tsv"))?,
        })
    }

    /// The bundled tables with other weights of the pair function (`feature`, `weight`), for fitting and trying out.
    pub fn with_weights(self, table: &str) -> Result<Rules, Error> {
        Ok(Rules { weights: weights(table)?, ..self })
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

/// Every feature has its weight, and `bias` and `threshold` stand beside them.
fn weights(text: &str) -> Result<Weights, Error> {
    let mut by_name = HashMap::new();
    for row in Table::new("weights", text, &["feature", "weight"])?.rows() {
        let row = row?;
        if by_name.insert(row.word(0)?, row.weight(1)?).is_some() {
            return Err(row.error("a feature twice"));
        }
    }
    let mut take = |name: &str| {
        by_name.remove(name).ok_or_else(|| Error::new(ErrorKind::Table, format!("weights: no row for {name}")))
    };
    let (bias, threshold) = (take("bias")?, take("threshold")?);
    let mut of_features = [0.0; FEATURES.len()];
    for (weight, name) in of_features.iter_mut().zip(FEATURES) {
        *weight = take(name)?;
    }
    match by_name.keys().min() {
        Some(name) => Err(Error::new(ErrorKind::Table, format!("weights: no such feature: {name}"))),
        None => Ok(Weights { bias, threshold, of_features }),
    }
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
        assert!(rules.weights.threshold > 0.0 && rules.weights.threshold < 1.0);
    }

    #[test]
    fn types_of_answers_are_types_of_circles() {
        let rules = Rules::bundled().unwrap();
        for row in &rules.answers {
            assert!(rules.circles.contains_key(&row.asked) && rules.circles.contains_key(&row.answering));
        }
    }

    #[test]
    fn weights_are_complete_and_no_more() {
        let rules = Rules::bundled().unwrap();
        assert!(rules.clone().with_weights("feature\tweight\nbias\t1\nthreshold\t0.5\n").is_err());
        let full = include_str!("weights.tsv");
        assert!(rules.clone().with_weights(&format!("{full}unheard\t1\n")).is_err());
        assert!(rules.with_weights(full).is_ok());
    }
}
