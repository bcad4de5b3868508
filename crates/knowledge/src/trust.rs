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
