//! How far two records of one report agree: the measures of the codebook's scorer, with the same numbers, and the agreement
//! of two people.
//!
//! Everything works on the JSON of records, so that records of any program, and those annotated by hand, can be scored.
#![forbid(unsafe_code)]

mod agreement;
mod align;
mod countries;
mod error;
mod facts;
mod load;
mod mentions;
mod scored;
mod surety;
mod table;
mod tally;

pub use agreement::{Agreement, agreement, agreement_table};
pub use countries::is_open;
pub use error::Error;
pub use load::{Loaded, Reports, files_under, load};
pub use scored::{Scored, Span};
pub use surety::{Bin, Claim, Claims, Point, calibration_error, claims, curve, platt, reliability};
pub use table::{calibration_tsv, curve_tsv, one_line, table, tsv};
pub use tally::{HEADLINE, MEASURES, Prf, Results, Tally, harmonic};

/// Adds one report to the tally; a missing prediction is one that found nothing.
///
/// # Errors
/// Where the two records do not share their text.
pub fn score(gold: &Scored, predicted: Option<&Scored>, tally: &mut Tally) -> Result<(), Error> {
    let nothing = Scored::default();
    let predicted = predicted.unwrap_or(&nothing);
    if predicted.text.as_ref().is_some_and(|text| Some(text) != gold.text.as_ref()) {
        return Err(Error::new(&gold.report.id, "the predicted record is of another text"));
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
