//! How far two people, or two readings, agree on the same reports.
//!
//! The scorer takes one record for right and asks how much of it the other has; some measures are not the same the other
//! way round. Agreement has no right side: it is the mean of both ways.

use crate::{Error, HEADLINE, Reports, Tally, score};

/// Agreement over the reports that both sides have.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// For each measure its agreement (0 to 1), and how many items of it either side has.
    pub measures: Vec<(&'static str, f64, [f64; 2])>,
    /// The mean over the headline measures of which either side has something.
    pub record: f64,
    /// Reports that both sides have.
    pub reports: usize,
    /// Reports that only one side has, which are not scored.
    pub alone: [Vec<String>; 2],
}

/// Scores two sides against one another.
///
/// # Errors
/// Where the sides have different texts for one report.
pub fn agreement(one: &Reports, other: &Reports) -> Result<Agreement, Error> {
    let (mut there, mut back, mut reports) = (Tally::default(), Tally::default(), 0);
    for (id, record) in one {
        let Some(second) = other.get(id) else { continue };
        score(&record.scored, Some(&second.scored), &mut there)?;
        score(&second.scored, Some(&record.scored), &mut back)?;
        reports += 1;
    }
    let (there, back) = (there.results().measures, back.results().measures);
    // Each side's items are counted where it is the one that is asked for: the scorer counts less of the other.
    let measures: Vec<(&'static str, f64, [f64; 2])> = there
        .iter()
        .zip(&back)
        .map(|((name, there), (_, back))| (*name, (there.f1 + back.f1) / 2.0, [there.gold, back.gold]))
        .collect();
    let told = |name: &str, counts: &[f64; 2]| HEADLINE.contains(&name) && counts.iter().any(|count| *count > 0.0);
    let headline: Vec<f64> =
        measures.iter().filter(|(name, _, counts)| told(name, counts)).map(|(_, agreement, _)| *agreement).collect();
    let record = headline.iter().sum::<f64>() / headline.len().max(1) as f64;
    let alone = [only(one, other), only(other, one)];
    Ok(Agreement { measures, record, reports, alone })
}

fn only(one: &Reports, other: &Reports) -> Vec<String> {
    one.keys().filter(|id| !other.contains_key(*id)).cloned().collect()
}

/// A line a measure, the mean, and what only one side has. The sides are called A and B.
pub fn agreement_table(agreement: &Agreement, names: [&str; 2]) -> String {
    let sides: Vec<(&str, &str)> = ["A", "B"].into_iter().zip(names).collect();
    let mut page: String = sides.iter().map(|(side, name)| format!("{side} is {name}\n")).collect();
    page += &format!("\n{:9} {:>9} {:>7} {:>7}\n", "", "agreement", "A", "B");
    for (measure, value, [one, other]) in &agreement.measures {
        let told = *one > 0.0 || *other > 0.0;
        let value = if told { format!("{value:.3}") } else { "-".to_owned() };
        page += &format!("{measure:9} {value:>9} {one:>7.0} {other:>7.0}\n");
    }
    page += &format!("record    {:>9.3}  over {} reports of both\n", agreement.record, agreement.reports);
    for ((side, _), alone) in sides.iter().zip(&agreement.alone).filter(|(_, alone)| !alone.is_empty()) {
        page += &format!("only {side} has: {}\n", alone.join(", "));
    }
    page
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Loaded;

    /// A record of "Ann met Bob." with these events of it; the first words of each are its trigger.
    fn record(id: &str, kinds: &[&str]) -> (String, Loaded) {
        let events: Vec<Value> = kinds
            .iter()
            .enumerate()
            .map(|(at, kind)| json!({"id": format!("E{at}"), "type": kind, "triggers": [{"start": 4, "end": 7}], "actors": ["T1"]}))
            .collect();
        let entity = json!({"id": "T1", "kind": "person", "country": "KEN", "mentions": [{"start": 0, "end": 3}]});
        let json = json!({"report": {"id": id}, "text": "Ann met Bob.", "entities": [entity], "events": events});
        (id.to_owned(), Loaded::of(json).expect("a record"))
    }

    fn measure(agreement: &Agreement, wanted: &str) -> (f64, [f64; 2]) {
        let found = agreement.measures.iter().find(|(name, _, _)| *name == wanted);
        found.map(|(_, value, counts)| (*value, *counts)).expect("a measure")
    }

    #[test]
    fn it_is_the_same_both_ways() {
        let one: Reports = [record("a", &["MEET", "TALK"]), record("b", &["MEET"])].into();
        let other: Reports = [record("a", &["MEET"]), record("b", &["TALK"]), record("c", &[])].into();
        let (there, back) = (agreement(&one, &other).expect("one text"), agreement(&other, &one).expect("one text"));
        assert_eq!((there.reports, there.record), (2, back.record));
        let (value, counts) = measure(&there, "typed");
        assert_eq!((value, [counts[1], counts[0]]), measure(&back, "typed"));
        // One of three and of two typed triggers is shared.
        assert!((value - 0.4).abs() < 1e-9, "{value}");
        assert_eq!(counts, [3.0, 2.0]);
        assert_eq!(there.alone, [vec![], vec!["c".to_owned()]]);
        let page = agreement_table(&there, ["ana", "ben"]);
        assert!(page.starts_with("A is ana\nB is ben\n") && page.ends_with("only B has: c\n"), "{page}");
        for line in ["typed         0.400       3       2\n", "size              -       0       0\n"] {
            assert!(page.contains(line), "{page}");
        }
    }

    #[test]
    fn who_agrees_agrees_wholly() {
        let one: Reports = [record("a", &["MEET"])].into();
        let whole = agreement(&one, &one).expect("one text");
        assert_eq!(whole.record, 1.0);
        let mut other = one.clone();
        other.values_mut().for_each(|record| record.scored.text = Some("Ann met Eve.".to_owned()));
        let error = agreement(&one, &other).expect_err("two texts");
        assert!(error.to_string().starts_with("a: "), "{error}");
    }
}
