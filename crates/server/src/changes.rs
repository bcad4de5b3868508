//! Corrections count characters on the way in and out, as records do; the archive counts bytes.

use serde_json::{Value, json};
use verbale::archive::change::Change;

use crate::problem::Problem;

/// The ends of a place in a change.
const ENDS: [&str; 2] = ["start", "stop"];

/// A change whose places count characters of `text`.
pub(crate) fn from_characters(mut change: Value, text: &str) -> Result<Change, Problem> {
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let byte = |at: u64| usize::try_from(at).ok().and_then(|at| bytes.get(at)).copied();
    moved(&mut change, &byte).map_err(|at| Problem::bad(format!("the report has no character {at}")))?;
    serde_json::from_value(change).map_err(|error| Problem::bad(format!("not a change: {error}")))
}

/// The same back; a place that is none is left as it is.
pub(crate) fn to_characters(change: &mut Value, text: &str) {
    let character = |at: u64| usize::try_from(at).ok().and_then(|at| Some(text.get(..at)?.chars().count()));
    let _ = moved(change, &character);
}

/// Moves all places of a change; the number that cannot be moved comes back.
fn moved(value: &mut Value, to: &dyn Fn(u64) -> Option<usize>) -> Result<(), u64> {
    match value {
        Value::Object(members) => {
            let is_place = ENDS.iter().all(|end| members.get(*end).is_some_and(Value::is_u64));
            for (name, member) in members.iter_mut() {
                match member.as_u64().filter(|_| is_place && ENDS.contains(&name.as_str())) {
                    Some(at) => *member = json!(to(at).ok_or(at)?),
                    None => moved(member, to)?,
                }
            }
            Ok(())
        }
        Value::Array(members) => members.iter_mut().try_for_each(|member| moved(member, to)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_there_and_back() {
        let text = "Ö𝔘 met";
        let written = json!({ "do": "set-parties", "at": { "start": 3, "stop": 6, "type": "X" }, "role": "actors",
            "to": [{ "start": 0, "stop": 2 }] });
        let change = from_characters(written.clone(), text).expect("a change");
        let mut back = json!(change);
        assert_eq!(back["at"]["start"], 7);
        assert_eq!(back["to"][0]["stop"], 6);
        to_characters(&mut back, text);
        assert_eq!(back, written);
    }

    #[test]
    fn what_is_no_change_or_no_place_is_refused() {
        for (change, expected) in [
            (json!({ "do": "confirm", "at": { "start": 0, "stop": 99, "type": "X" } }), "no character 99"),
            (json!({ "do": "burn" }), "not a change"),
            (json!([]), "not a change"),
        ] {
            let problem = from_characters(change, "Talks.").expect_err("no change");
            assert!(problem.detail.contains(expected), "{}", problem.detail);
        }
    }
}
