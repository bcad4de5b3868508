//! Claims, reliability, the fitted curve and the trade of recall for precision, on records made up for it.

use serde_json::json;
use verbale_eval::{Claim, Claims, Scored, calibration_error, claims, curve, platt, reliability};

fn record(events: &serde_json::Value) -> Scored {
    Scored::of(&json!({
        "report": { "id": "r" },
        "entities": [{
            "id": "T1", "kind": "country", "country": "KEN", "mentions": [{ "start": 0, "end": 5 }],
            "evidence": { "country": { "confidence": 0.9 } },
        }],
        "events": events,
    }))
    .expect("a record")
}

fn event(kind: &str, start: u32, confidence: f64) -> serde_json::Value {
    json!({
        "id": format!("E{start}"), "type": kind, "triggers": [{ "start": start, "end": start + 3 }], "actors": ["T1"],
        "evidence": { "type": { "confidence": confidence }, "actors": [{ "confidence": confidence / 2.0 }] },
    })
}

#[test]
fn a_claim_is_right_where_gold_has_it() {
    let gold = record(&json!([event("AID", 10, 1.0), event("CONSULT", 20, 1.0)]));
    let predicted = record(&json!([event("AID", 11, 0.8), event("REQUEST", 20, 0.6)]));
    let mut found = Claims::new();
    claims(&gold, &predicted, &mut found);
    let claim = |confidence, right| Claim { confidence, right };
    assert_eq!(found["event"], [claim(0.8, true), claim(0.6, false)]);
    assert_eq!(found["actor"], [claim(0.4, true), claim(0.3, false)]);
    assert_eq!(found["country"], [claim(0.9, true)]);
}

#[test]
fn leaving_out_the_less_sure_trades_recall_for_precision() {
    let gold = record(&json!([event("AID", 10, 1.0), event("CONSULT", 20, 1.0)]));
    let predicted = record(&json!([event("AID", 10, 0.8), event("REQUEST", 20, 0.6), event("CONSULT", 21, 0.5)]));
    let points = curve(&[(&gold, &predicted)]);
    let at = |min: f64| points.iter().find(|point| (point.min_confidence - min).abs() < 1e-9).expect("a point");
    assert_eq!((at(0.0).precision, at(0.0).recall), (2.0 / 3.0, 1.0));
    assert_eq!((at(0.7).precision, at(0.7).recall), (1.0, 0.5));
}

/// Claims at `confidence`, `right` of ten of them right.
fn ten(confidence: f64, right: usize) -> impl Iterator<Item = Claim> {
    (0..10).map(move |n| Claim { confidence, right: n < right })
}

#[test]
fn confidences_that_mean_what_they_say_have_no_error() {
    let honest: Vec<Claim> = ten(0.85, 8).chain(ten(0.85, 9)).chain(ten(0.3, 3)).collect();
    assert!(calibration_error(&honest) < 1e-9);
    let boastful: Vec<Claim> = ten(0.95, 5).collect();
    assert!((calibration_error(&boastful) - 0.45).abs() < 1e-9);
    let bin = reliability(&boastful)[9];
    assert_eq!((bin.claims, bin.right), (10, 0.5));
}

#[test]
fn the_fitted_curve_undoes_what_was_boasted() {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    // What is said at 0.9 and 0.99 is right eight times and nine times of ten.
    let boastful: Vec<Claim> = (0..50).flat_map(|_| ten(0.9, 8).chain(ten(0.99, 9))).collect();
    let (slope, offset) = platt(&boastful);
    for (said, meant) in [(0.9, 0.8), (0.99, 0.9)] {
        let p = 1.0 / (1.0 + (-(slope * logit(said) + offset)).exp());
        assert!((p - meant).abs() < 1e-3, "{said} means {p}, not {meant}");
    }
}

#[test]
fn nothing_to_fit_is_no_trouble() {
    assert_eq!(calibration_error(&[]), 0.0);
    let all_right: Vec<Claim> = ten(0.9, 10).collect();
    let (slope, offset) = platt(&all_right);
    assert!(slope.is_finite() && offset.is_finite());
}
