//! Scores records against gold records: the measures of the codebook's scorer, with the same numbers.
//!
//! Everything works on the JSON of records, so that records of any program, and those annotated by hand, can be scored;
//! the public benchmarks ([`bench`]) alone read with the program.
#![forbid(unsafe_code)]

mod align;
pub mod bench;
mod countries;
mod facts;
pub mod happenings;
mod load;
mod mentions;
mod scored;
mod surety;
mod table;
mod tally;

pub use load::{Loaded, Reports, load};
pub use scored::{Scored, Span};
pub use surety::{Bin, Claim, Claims, Point, calibration_error, claims, curve, platt, reliability};
pub use table::{calibration_tsv, curve_tsv, one_line, table, tsv};
pub use tally::{HEADLINE, MEASURES, Prf, Results, Tally};

use std::fmt;

/// Two records of one report that do not share their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherText {
    pub report: String,
}

impl fmt::Display for OtherText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the predicted record is of another text", self.report)
    }
}

impl std::error::Error for OtherText {}

/// Adds one report to the tally; a missing prediction is one that found nothing.
pub fn score(gold: &Scored, predicted: Option<&Scored>, tally: &mut Tally) -> Result<(), OtherText> {
    let nothing = Scored::default();
    let predicted = predicted.unwrap_or(&nothing);
    if predicted.text.as_ref().is_some_and(|text| Some(text) != gold.text.as_ref()) {
        return Err(OtherText { report: gold.report.id.clone() });
    }
    let entities = align::entities(gold, predicted);
    let events = align::events(gold, predicted);
    mentions::score(gold, predicted, &entities, tally);
    facts::triggers(gold, predicted, tally);
    facts::roles(gold, predicted, &entities, &events, tally);
    countries::score(gold, predicted, tally);
    facts::labels(gold, &events, tally);
    facts::circumstances(gold, predicted, &entities, &events, tally);
    facts::contents(gold, predicted, &entities, tally);
    tally.sets("context", &gold.contexts.iter().collect(), &predicted.contexts.iter().collect());
    Ok(())
}
