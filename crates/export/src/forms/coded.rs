//! Events under CAMEO's codes, as pairs: what ICEWS, GDELT, Phoenix and the plain CAMEO table share.

use verbale_record::{Date, Party, Status, Told};

use crate::form::{Added, Run};
use crate::pairs::{PAIRS_MAX, Pair, no_pair, pairs};
use crate::tables::{CameoCode, Treatment};
use crate::text::plain;
use crate::{Context, Error, Reason};

/// One row: an event, a pair of its sides, and its code.
#[derive(Clone, Copy)]
pub(super) struct CodedPair<'e> {
    pub event: &'e Told,
    pub pair: Pair<'e>,
    /// The pair's number in its event, counted from zero.
    pub number: usize,
    pub code: &'e CameoCode,
    pub day: Date,
    pub context: &'e Context<'e>,
}

/// Writes one line for each pair of an event.
pub(super) fn add_pairs(
    event: &Told,
    treatment: Treatment,
    run: &mut Run<'_>,
    mut line: impl FnMut(&CodedPair<'_>) -> String,
) -> Result<Added, Error> {
    let context = run.context;
    let code = match code(event, treatment, context) {
        Ok(code) => code,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(day) = event.day() else { return Ok(Err(Reason::NoDay)) };
    let all = pairs(event, context.mutual(event));
    if all.is_empty() {
        return Ok(Err(no_pair(event)));
    }
    if all.len() > PAIRS_MAX {
        run.summary.leave(Reason::TooManyPairs, all.len() - PAIRS_MAX);
    }
    let rows = all.len().min(PAIRS_MAX);
    for (number, pair) in all.into_iter().take(PAIRS_MAX).enumerate() {
        let words = line(&CodedPair { event, pair, number, code, day, context });
        run.line(&words)?;
    }
    Ok(Ok(rows))
}

/// The code of an event's status, or why there is none.
fn code<'c>(event: &Told, treatment: Treatment, context: &'c Context<'_>) -> Result<&'c CameoCode, Reason> {
    let status = if treatment == Treatment::Recode { event.status() } else { Status::Happened };
    context.tables.cameo.code(&event.kind, &event.modes, status).ok_or(Reason::NoCode)
}

/// A party's name in the archive, on one line.
pub(super) fn name(party: Option<&Party>) -> String {
    party.map(|party| plain(&party.name)).unwrap_or_default()
}

/// Cells as a line of a tab-separated table.
pub(super) fn tabbed<S: AsRef<str>>(cells: &[S]) -> String {
    crate::text::joined(cells, "\t")
}
