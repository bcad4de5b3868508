//! The figures as lines: for people, and as a file that is checked in.

use crate::surety::{Claims, Point, calibration_error, platt, reliability};
use crate::tally::Results;

/// One line a measure, the mean last.
pub fn table(results: &Results, reports: usize, missing: &[String]) -> String {
    let mut lines = String::new();
    for (name, prf) in &results.measures {
        lines += &format!(
            "{name:9} P {:.3}  R {:.3}  F1 {:.3}  gold {:.0}  predicted {:.0}\n",
            prf.precision, prf.recall, prf.f1, prf.gold, prf.predicted
        );
    }
    let without = if missing.is_empty() {
        String::new()
    } else {
        format!(", {} without a record: {}", missing.len(), missing.join(", "))
    };
    lines + &format!("record    {:.3}  over {reports} reports{without}\n", results.record)
}

/// The headline figures of one report.
pub fn one_line(id: &str, results: &Results) -> String {
    let f1 = |name: &str| results.f1(name);
    format!(
        "{id:28} record {:.3}  typed {:.3}  role {:.3}  dyad {:.3}\n",
        results.record,
        f1("typed"),
        f1("role"),
        f1("dyad")
    )
}

/// Tab-separated: slice, measure, precision, recall, F1, gold, predicted.
pub fn tsv(slice: &str, results: &Results) -> String {
    let mut lines = "slice\tmeasure\tprecision\trecall\tf1\tgold\tpredicted\n".to_owned();
    for (name, prf) in &results.measures {
        lines += &format!(
            "{slice}\t{name}\t{:.3}\t{:.3}\t{:.3}\t{:.0}\t{:.0}\n",
            prf.precision, prf.recall, prf.f1, prf.gold, prf.predicted
        );
    }
    lines + &format!("{slice}\trecord\t\t\t{:.3}\t\t\n", results.record)
}

/// Tab-separated: what is claimed, bounds of the bin, claims, mean confidence, share right; then, for all bins of it, the
/// expected calibration error and the fitted slope and offset.
pub fn calibration_tsv(claims: &Claims) -> String {
    let mut lines = "of\tfrom\tto\tclaims\tconfidence\tright\terror\tslope\toffset\n".to_owned();
    for (of, claims) in claims {
        for (step, bin) in reliability(claims).iter().enumerate().filter(|(_, bin)| bin.claims > 0) {
            let (from, to) = (step as f64 / 10.0, (step + 1) as f64 / 10.0);
            lines +=
                &format!("{of}\t{from:.1}\t{to:.1}\t{}\t{:.3}\t{:.3}\t\t\t\n", bin.claims, bin.confidence, bin.right);
        }
        let (slope, offset) = platt(claims);
        let error = calibration_error(claims);
        lines += &format!("{of}\t0.0\t1.0\t{}\t\t\t{error:.3}\t{slope:.3}\t{offset:.3}\n", claims.len());
    }
    lines
}

/// Tab-separated: least confidence, precision and recall of typed events.
pub fn curve_tsv(points: &[Point]) -> String {
    let line = |p: &Point| format!("{:.2}\t{:.3}\t{:.3}\n", p.min_confidence, p.precision, p.recall);
    "min_confidence\tprecision\trecall\n".to_owned() + &points.iter().map(line).collect::<String>()
}
