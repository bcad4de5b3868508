//! What is remembered of a feed between two polls.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{Error, ErrorKind};

/// Seconds after the first failure before a feed is asked again; each further failure doubles them.
const BACK_OFF_S: i64 = 300;
const BACK_OFF_MAX_S: i64 = 86_400;

/// Entries that are remembered as seen. Feeds give some tens to some hundreds.
const SEEN_MAX: usize = 2_000;

/// Entries whose pages could not be had and are tried again.
const OWED_MAX: usize = 200;

/// Times that a page is asked for before the summary is taken in its place.
const TRIES_MAX: u32 = 5;

/// The state of one feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Polls that failed since the last that did not.
    pub failures: u32,
    /// The second since 1970 before which the feed is not asked.
    pub not_before: i64,
    /// Polls since the last that was not told to leave the pages of the feed's site alone.
    pub refusals: u32,
    /// The second since 1970 before which no page of an entry is asked for.
    pub pages_not_before: i64,
    /// Keys of entries whose page could not be had, and how often it was asked for.
    owed: Vec<(String, u32)>,
    /// Keys of entries that were handed over, oldest first.
    seen: Vec<String>,
}

impl Following {
    /// One line of JSON, for the caller to keep.
    pub fn to_line(&self) -> String {
        json!({
            "etag": self.etag,
            "last_modified": self.last_modified,
            "failures": self.failures,
            "not_before": self.not_before,
            "refusals": self.refusals,
            "pages_not_before": self.pages_not_before,
            "owed": self.owed,
            "seen": self.seen,
        })
        .to_string()
    }

    /// What `to_line` wrote.
    ///
    /// # Errors
    /// Where the line is no JSON object.
    pub fn from_line(line: &str) -> Result<Following, Error> {
        let value: Value =
            serde_json::from_str(line).map_err(|error| Error::new(ErrorKind::Form, "state of a feed", error))?;
        let object =
            value.as_object().ok_or_else(|| Error::new(ErrorKind::Form, "state of a feed", "not an object"))?;
        let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
        let moment = |name: &str| object.get(name).and_then(Value::as_i64).unwrap_or(0);
        let count = |value: Option<&Value>| value.and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok());
        let members = |name: &str| object.get(name).and_then(Value::as_array).into_iter().flatten();
        let owed = |pair: &Value| Some((pair.get(0)?.as_str()?.to_owned(), count(pair.get(1))?));
        Ok(Following {
            etag: text("etag"),
            last_modified: text("last_modified"),
            failures: count(object.get("failures")).unwrap_or(0),
            not_before: moment("not_before"),
            refusals: count(object.get("refusals")).unwrap_or(0),
            pages_not_before: moment("pages_not_before"),
            owed: members("owed").filter_map(owed).collect(),
            seen: members("seen").filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }

    /// Whether an entry with this key was handed over before.
    pub(super) fn has_seen(&self, key: &str) -> bool {
        self.seen.iter().any(|seen| seen == key)
    }

    /// The entry with this key is handed over.
    pub(super) fn see(&mut self, key: String) {
        self.owed.retain(|(owed, _)| *owed != key);
        self.seen.push(key);
        let over = self.seen.len().saturating_sub(SEEN_MAX);
        self.seen.drain(..over);
    }

    /// The page of this entry could not be had; whether it is to be asked for again.
    pub(super) fn owe(&mut self, key: &str) -> bool {
        let tries = match self.owed.iter_mut().find(|(owed, _)| owed == key) {
            Some((_, tries)) => {
                *tries += 1;
                *tries
            }
            None => {
                self.owed.push((key.to_owned(), 1));
                1
            }
        };
        let over = self.owed.len().saturating_sub(OWED_MAX);
        self.owed.drain(..over);
        tries < TRIES_MAX
    }

    pub(super) fn succeeded(&mut self) {
        (self.failures, self.not_before) = (0, 0);
    }

    /// Puts the next poll off.
    pub(super) fn failed(&mut self, now: i64, asked: Option<Duration>) {
        self.not_before = put_off(now, self.failures, asked);
        self.failures = self.failures.saturating_add(1);
    }

    /// Puts the pages of the entries off.
    pub(super) fn refused(&mut self, now: i64, asked: Option<Duration>) {
        self.pages_not_before = put_off(now, self.refusals, asked);
        self.refusals = self.refusals.saturating_add(1);
    }

    pub(super) fn let_in(&mut self) {
        (self.refusals, self.pages_not_before) = (0, 0);
    }
}

/// When to ask again: after what the server asks for, and after twice as long each time, a day at most.
fn put_off(now: i64, failures: u32, asked: Option<Duration>) -> i64 {
    let doubled = BACK_OFF_S.saturating_mul(1 << failures.min(16)).min(BACK_OFF_MAX_S);
    let asked = asked.and_then(|asked| i64::try_from(asked.as_secs()).ok()).unwrap_or(0).min(7 * BACK_OFF_MAX_S);
    now.saturating_add(doubled.max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_comes_back_from_its_line() {
        let mut state = Following { etag: Some("\"x\"".to_owned()), ..Following::default() };
        state.see("a".to_owned());
        assert!(state.has_seen("a") && state.owe("b"));
        state.failed(1_000, None);
        state.refused(1_000, None);
        assert_eq!(Following::from_line(&state.to_line()), Ok(state));
        assert!(Following::from_line("[]").is_err() && Following::from_line("{").is_err());
        assert_eq!(Following::from_line("{}"), Ok(Following::default()));
    }

    #[test]
    fn failures_put_off_longer_each_time() {
        let mut state = Following::default();
        let waits: Vec<i64> = (0..12)
            .map(|_| {
                state.failed(0, None);
                state.not_before
            })
            .collect();
        assert_eq!(waits[..3], [300, 600, 1200]);
        assert_eq!(waits[11], 86_400);
        state.failed(0, Some(Duration::from_secs(100_000)));
        assert_eq!(state.not_before, 100_000);
        state.succeeded();
        assert_eq!((state.failures, state.not_before), (0, 0));
    }

    #[test]
    fn memory_is_bounded() {
        let mut state = Following::default();
        (0..3_000).for_each(|number| state.see(number.to_string()));
        let again = (0..3_000).all(|number| state.owe(&format!("page {number}")));
        assert_eq!((again, state.seen.len(), state.owed.len()), (true, SEEN_MAX, OWED_MAX));
        assert!(state.has_seen("2999") && !state.has_seen("0"));
    }

    #[test]
    fn a_page_is_not_asked_for_for_ever() {
        let mut state = Following::default();
        let again: Vec<bool> = (0..5).map(|_| state.owe("a")).collect();
        assert_eq!(again, [true, true, true, true, false]);
        state.see("a".to_owned());
        assert!(state.owed.is_empty());
    }
}
