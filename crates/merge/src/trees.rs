//! The pair function's trees, as `trees.tsv` has them: boosted trees of three questions each (Friedman, 2001).

use crate::pair::FEATURES;
use crate::table::{Row, Table};
use crate::{Error, ErrorKind};

const DEPTH: usize = 3;
const QUESTIONS: usize = (1 << DEPTH) - 1;
const ENDS: usize = 1 << DEPTH;
const COLUMNS: [&str; QUESTIONS + ENDS] =
    ["q0", "q1", "q2", "q3", "q4", "q5", "q6", "e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7"];

/// A sum of trees, through a logistic curve.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trees(Vec<Tree>);

/// Questions as in a heap: what is above the bound of question n is asked question 2n+2 next, the rest 2n+1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tree {
    features: [u8; QUESTIONS],
    bounds: [f32; QUESTIONS],
    ends: [f32; ENDS],
}

impl Trees {
    /// A row a tree; a question is a feature and a bound, `words 0.25`.
    pub fn parse(text: &str) -> Result<Trees, Error> {
        let table = Table::new("trees", text, &COLUMNS)?;
        let trees: Vec<Tree> = table.rows().map(|row| row.and_then(|row| tree(&row))).collect::<Result<_, _>>()?;
        if trees.is_empty() { Err(Error::new(ErrorKind::Table, "trees: no rows".to_owned())) } else { Ok(Trees(trees)) }
    }

    /// Between 0 and 1.
    pub fn score(&self, features: &[f32; FEATURES.len()]) -> f32 {
        let sum: f32 = self.0.iter().map(|tree| tree.value(features)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Tree {
    fn value(&self, features: &[f32; FEATURES.len()]) -> f32 {
        let mut at = 0;
        for _ in 0..DEPTH {
            at = 2 * at + 1 + usize::from(features[usize::from(self.features[at])] > self.bounds[at]);
        }
        self.ends[at - QUESTIONS]
    }
}

fn tree(row: &Row<'_>) -> Result<Tree, Error> {
    let mut tree = Tree::default();
    for (at, (feature, bound)) in tree.features.iter_mut().zip(&mut tree.bounds).enumerate() {
        (*feature, *bound) = question(row, at)?;
    }
    for (at, end) in tree.ends.iter_mut().enumerate() {
        *end = row.weight(QUESTIONS + at)?;
    }
    Ok(tree)
}

fn question(row: &Row<'_>, at: usize) -> Result<(u8, f32), Error> {
    let wrong = || row.error(&format!("no question: {:?}", row.cell(at)));
    let (name, bound) = row.cell(at).split_once(' ').ok_or_else(wrong)?;
    let feature = FEATURES.iter().position(|known| *known == name).ok_or_else(wrong)?;
    let bound = bound.parse().ok().filter(|bound: &f32| bound.is_finite()).ok_or_else(wrong)?;
    Ok((u8::try_from(feature).map_err(|_| wrong())?, bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(row: &str) -> String {
        format!("{}\n{row}\n", COLUMNS.join("\t"))
    }

    const ROW: &str = "words 0.5\tspan 0.1\tspan 0.2\tsure 2\tsure 0.3\tsure 0.4\tsure 0.5\t1\t2\t3\t4\t5\t6\t7\t8";

    #[test]
    fn a_tree_is_gone_down_by_its_bounds() {
        let trees = Trees::parse(&page(ROW)).unwrap();
        let value = |words: f32, span: f32, sure: f32| {
            let mut features = [0.0; FEATURES.len()];
            for (name, value) in [("words", words), ("span", span), ("sure", sure)] {
                features[FEATURES.iter().position(|known| *known == name).unwrap()] = value;
            }
            trees.0[0].value(&features)
        };
        assert_eq!(value(0.5, 0.1, 1.0), 1.0);
        assert_eq!(value(0.5, 0.11, 0.31), 4.0);
        assert_eq!(value(0.6, 0.2, 0.4), 5.0);
        assert_eq!(value(0.6, 0.3, 0.6), 8.0);
    }

    #[test]
    fn bad_rows_are_refused() {
        for (good, bad) in [("words 0.5", "word 0.5"), ("words 0.5", "words"), ("sure 2", "sure inf"), ("\t8", "\tNaN")]
        {
            assert!(Trees::parse(&page(&ROW.replacen(good, bad, 1))).is_err(), "{bad}");
        }
        assert!(Trees::parse(&COLUMNS.join("\t")).is_err());
    }
}
