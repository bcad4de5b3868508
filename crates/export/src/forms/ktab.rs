//! Actors for KTAB's spatial model of politics: positions on one line from conflict to cooperation.
//!
//! Capability and salience cannot be read out of reports and are blank: the analyst fills them, and the model does not
//! run before. The description of the scenario says so, since the format has no place for comments.

use std::collections::BTreeMap;

use verbale_record::{Party, Told};

use crate::Error;
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::{no_formula, plain};

const SCENARIO: &str = "Verbale";

/// One actor's events.
#[derive(Default)]
struct Stance {
    events: usize,
    score_sum: f64,
}

#[derive(Default)]
pub(super) struct Ktab {
    actors: BTreeMap<String, Stance>,
}

impl Form for Ktab {
    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let score = f64::from(run.context.score(event));
        for actor in &event.actors {
            let stance = self.actors.entry(key(actor)).or_default();
            stance.events += 1;
            stance.score_sum += score;
        }
        Ok(Ok(0))
    }

    fn end(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        let generated = run.context.generated();
        let words = format!(
            "Made {generated}. Pstn1: mean score of what the actor did to or said of others; 0 conflict; 100 cooperation. \
             Power and Sal1 are blank: not to be read out of reports. Fill in both before a run."
        );
        run.line(&format!("{SCENARIO},{},{},1,", quoted(&words), self.actors.len()))?;
        run.line("Actor,Description,Power,Pstn1,Sal1,")?;
        for (name, stance) in &self.actors {
            let mean = stance.score_sum / stance.events as f64;
            let words = format!("{} events; mean score {mean:.2}", stance.events);
            run.line(&format!("{},{},,{:.2},,", quoted(name), quoted(&words), position(mean)))?;
        }
        run.summary.rows = self.actors.len();
        Ok(())
    }
}

/// A score from -10 to 10 on KTAB's line from 0 to 100.
fn position(score: f64) -> f64 {
    ((score + 10.0) * 5.0).clamp(0.0, 100.0)
}

/// Actors are told apart by name: KTAB knows nothing else of them.
fn key(party: &Party) -> String {
    party.name.clone()
}

/// Text in quotes without commas, which KTAB's reader does not expect inside them.
fn quoted(words: &str) -> String {
    format!("\"{}\"", no_formula(&plain(words).replace(',', ";")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lie_on_the_line() {
        for (score, at) in [(-10.0, 0.0), (0.0, 50.0), (10.0, 100.0), (12.0, 100.0)] {
            assert_eq!(position(score), at);
        }
    }
}
