//! What is remembered of a feed between two polls.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{Error, ErrorKind};

/// Seconds after the first failure before a feed is asked again; each further failure doubles them.
const BACK_OFF_S: i64 = 300;
const BACK_OFF_MAX_S: i64 = 86_400;

/// Entries that are remembered as seen. Feeds give some tens to some hundreds.
const SEEN_MAX: usize = 2_000;

/// The state of one feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Polls that failed since the last that did not.
    pub failures: u32,
    /// The second since 1970 before which the feed is not asked.
    pub not_before: i64,
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
        let seen = object.get("seen").and_then(Value::as_array).into_iter().flatten();
        Ok(Following {
            etag: text("etag"),
            last_modified: text("last_modified"),
            failures: object
                .get("failures")
                .and_then(Value::as_u64)
                .and_then(|count| u32::try_from(count).ok())
                .unwrap_or(0),
            not_before: object.get("not_before").and_then(Value::as_i64).unwrap_or(0),
            seen: seen.filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }

    /// Whether an entry with this key was handed over before; from now on it was.
    pub(super) fn see(&mut self, key: String) -> bool {
        if self.seen.contains(&key) {
            return true;
        }
        self.seen.push(key);
        let over = self.seen.len().saturating_sub(SEEN_MAX);
        self.seen.drain(..over);
        false
    }

    pub(super) fn succeeded(&mut self) {
        (self.failures, self.not_before) = (0, 0);
    }

    /// Puts the next poll off: by what the server asks for, else twice as long each time, a day at most.
    pub(super) fn failed(&mut self, now: i64, asked: Option<Duration>) {
        let doubled = BACK_OFF_S.saturating_mul(1 << self.failures.min(16)).min(BACK_OFF_MAX_S);
        let asked = asked.and_then(|asked| i64::try_from(asked.as_secs()).ok()).unwrap_or(0).min(7 * BACK_OFF_MAX_S);
        self.failures = self.failures.saturating_add(1);
        self.not_before = now.saturating_add(doubled.max(asked));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_comes_back_from_its_line() {
        let mut state = Following { etag: Some("\"x\"".to_owned()), ..Following::default() };
        assert!(!state.see("a".to_owned()) && state.see("a".to_owned()));
        state.failed(1_000, None);
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
        (0..3_000).for_each(|number| {
            state.see(number.to_string());
        });
        assert_eq!(state.seen.len(), SEEN_MAX);
        assert!(state.see("2999".to_owned()) && !state.see("0".to_owned()));
    }
}
