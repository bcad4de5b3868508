//! How often the sector that a row gives is right, in reports that were read by hand.

use std::collections::HashMap;

use crate::Error;
use crate::table::Table;

/// What is thought of a row before anything was counted, and for how many cases that stands.
const PRIOR: f32 = 0.7;
const PRIOR_CASES: f32 = 3.0;

/// The share of each row, by table and row ("heads: herders").
pub(crate) fn shares(text: &str) -> Result<HashMap<String, f32>, Error> {
    let table = Table::new("trust", text, &["table", "row", "right", "of"])?;
    let mut shares = HashMap::new();
    for row in table.rows() {
        let row = row?;
        let count = |column: &str| row.number::<u16>(column)?.ok_or_else(|| row.error(format!("no {column}")));
        let (right, of) = (count("right")?, count("of")?);
        if right > of {
            return Err(row.error("more are right than there are"));
        }
        let share = (f32::from(right) + PRIOR * PRIOR_CASES) / (f32::from(of) + PRIOR_CASES);
        if shares.insert(format!("{}: {}", row.word("table")?, row.word("row")?), share).is_some() {
            return Err(row.error("a row twice"));
        }
    }
    Ok(shares)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test fails by panicking
mod tests {
    use super::*;

    const HEAD: &str = "table\trow\tright\tof\n";

    #[test]
    fn shares_lean_on_what_was_counted() {
        let shares = shares(&format!("{HEAD}heads\tmen\t1\t97\nheads\tpolice\t97\t97\nheads\tminers\t0\t0\n")).unwrap();
        let share = |row: &str| (shares[row] * 100.0).round();
        assert_eq!([share("heads: men"), share("heads: police"), share("heads: miners")], [3.0, 99.0, 70.0]);
    }

    #[test]
    fn rows_that_cannot_be_right_are_refused() {
        for row in ["heads\tmen\t3\t2", "heads\tmen\t\t2", "heads\tmen\t1\t2\nheads\tmen\t1\t2"] {
            assert!(shares(&format!("{HEAD}{row}\n")).is_err(), "{row}");
        }
    }
}
