//! One look at a feed: what is new in it, with the pages of its entries where the caller wants them.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use super::visit::Visit;
use super::{Following, Request, Response, Web, get};
use crate::input::entries;
use crate::intake::Draft;
use crate::limits::FEED_BYTES_MAX;
use crate::{Error, ErrorKind, Item, Options, Tally};

/// Whether the pages that a feed's entries lead to are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// The feed alone.
    Never,
    /// Where the feed gives only a summary.
    #[default]
    IfSummary,
}

/// How a caller looks at a feed.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    pub web: &'a dyn Web,
    pub options: &'a Options,
    pub pages: Pages,
    /// The second since 1970.
    pub now: i64,
    /// Whether the caller has the report of an address (see [`crate::canonical_url`]) already: its page is not asked for.
    pub has: &'a dyn Fn(&str) -> bool,
}

impl std::fmt::Debug for Looking<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Looking").field("options", self.options).field("now", &self.now).finish_non_exhaustive()
    }
}

/// What came of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polled {
    /// The feed is not to be asked before this second since 1970.
    TooEarly { not_before: i64 },
    /// Nothing is new.
    Unchanged,
    /// The new entries were handed over.
    Read(Look),
}

/// The entries of a feed that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Those that were handed over, and those whose page could not be had and is asked for again.
    pub tally: Tally,
    /// Those that were handed over before, or that the caller has.
    pub known: u64,
    /// Those whose site wants to be left alone for now.
    pub waiting: u64,
}

/// Looks once at a feed, by its address or in a file, and hands over the entries that were not handed over before.
/// `following` is changed in any case and is to be kept.
///
/// # Errors
/// Where the feed cannot be asked or is none; the next poll of an address is put off.
pub fn poll(
    feed: &str,
    following: &mut Following,
    looking: &Looking<'_>,
    each: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<Polled, Error> {
    let now = looking.now;
    if now < following.not_before {
        return Ok(Polled::TooEarly { not_before: following.not_before });
    }
    let asked = ask(feed, following, looking.web).map_err(|error| (error, None));
    let read = asked.and_then(|(response, address)| answered(response, address.as_deref(), feed, looking));
    match read {
        Err((error, wait)) => {
            if is_address(feed) {
                following.failed(now, wait);
            }
            Err(error)
        }
        Ok(None) => {
            following.succeeded();
            Ok(Polled::Unchanged)
        }
        Ok(Some((response, drafts))) => {
            following.succeeded();
            let look = Visit::new(looking, each).entries(drafts, feed, following);
            // Where something of the feed is still to be had, the rest must come again.
            let whole = !look.tally.stopped && look.tally.failed == 0 && look.waiting == 0;
            let kept = whole.then_some((response.etag, response.last_modified));
            (following.etag, following.last_modified) = kept.unwrap_or_default();
            Ok(Polled::Read(look))
        }
    }
}

/// Whether it is not a file.
fn is_address(feed: &str) -> bool {
    feed.contains("://")
}

/// The feed as it is answered or lies in its file, and its last address.
fn ask(feed: &str, following: &Following, web: &dyn Web) -> Result<(Response, Option<String>), Error> {
    if !is_address(feed) {
        return Ok((in_file(feed)?, None));
    }
    let request = Request {
        url: feed.to_owned(),
        etag: following.etag.clone(),
        last_modified: following.last_modified.clone(),
        bytes_max: FEED_BYTES_MAX,
    };
    get(web, &request).map(|(response, last)| (response, Some(last)))
}

fn in_file(feed: &str) -> Result<Response, Error> {
    let mut body = Vec::new();
    let read = File::open(feed).and_then(|file| file.take(FEED_BYTES_MAX + 1).read_to_end(&mut body));
    read.map_err(|error| Error::new(ErrorKind::Unreadable, feed, error))?;
    if body.len() as u64 > FEED_BYTES_MAX {
        return Err(Error::new(ErrorKind::Limit, feed, format!("more than {FEED_BYTES_MAX} bytes")));
    }
    Ok(Response { status: 200, body, ..Response::default() })
}

/// An error, and how long the server asks to be left alone.
type Refused = (Error, Option<Duration>);

/// The entries of an answer; none where nothing has changed.
fn answered(
    response: Response,
    address: Option<&str>,
    feed: &str,
    looking: &Looking<'_>,
) -> Result<Option<(Response, Vec<Draft>)>, Refused> {
    match response.status {
        304 => Ok(None),
        200 => match entries(&response.body, address, looking.options.day_first) {
            Ok(drafts) => Ok(Some((response, drafts))),
            Err(why) => Err((Error::new(ErrorKind::Form, feed, why), None)),
        },
        status => {
            let wait = wait(&response, looking.now);
            Err((Error::new(ErrorKind::Network, feed, format!("status {status}")), wait))
        }
    }
}

/// How long a server asks to be left alone: seconds, or until a day and hour.
pub(super) fn wait(response: &Response, now: i64) -> Option<Duration> {
    let asked = response.retry_after.as_deref()?.trim();
    let until = || DateTimeParser::new().parse_timestamp(asked).ok().map(Timestamp::as_second);
    let seconds = asked.parse().ok().or_else(|| u64::try_from(until()?.saturating_sub(now)).ok());
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_ask_for_is_understood() {
        for (asked, expected) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Thu, 01 Jan 1970 00:05:00 GMT", Some(200)),
            ("Thu, 01 Jan 1970 00:00:10 GMT", None),
            ("-5", None),
            ("soon", None),
        ] {
            let response = Response { retry_after: Some(asked.to_owned()), ..Response::default() };
            assert_eq!(wait(&response, 100), expected.map(Duration::from_secs), "{asked}");
        }
    }
}
