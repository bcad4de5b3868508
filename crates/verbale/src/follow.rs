//! Following a feed: one look at it, and what is new in it into the archive.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use verbale_ingest::fetch::{Following, Looking, Pages, Polled, Web, poll};
use verbale_ingest::{Error as Trouble, Found, Item, Options};
use verbale_merge::Rules;
use verbale_store::{Archive, Error};

use crate::Reader;
use crate::add::{Added, incoming, is_to_be_read, write};

/// The code of the note that a report has only the words of its feed.
const NO_PAGE: &str = "no-page";

/// What following takes.
#[derive(Clone, Copy)]
pub struct Follower<'a> {
    pub reader: &'a Reader,
    pub rules: &'a Rules,
    pub options: &'a Options,
    pub web: &'a dyn Web,
    /// When it is set, the report in hand is written and the call ends.
    pub stop: &'a AtomicBool,
}

impl fmt::Debug for Follower<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Follower").field("options", self.options).finish_non_exhaustive()
    }
}

/// What one look at a feed gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub added: Added,
    /// How many of the new reports are no more than the feed's summary, since their pages are not to be had.
    pub summaries: u64,
    /// Entries whose site wants to be left alone for now.
    pub waiting: u64,
    /// What could not be had: the feed itself, or pages that are asked for again another time.
    pub troubles: Vec<Trouble>,
    /// The feed has said that nothing is new.
    pub unchanged: bool,
    /// The feed itself was not to be had, or is not asked yet.
    pub not_had: bool,
    /// The second since 1970 before which the feed is not asked again, after it could not be had.
    pub not_before: Option<i64>,
}

impl Follower<'_> {
    /// What the archive remembers of a feed; of one that it never saw, nothing.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn remembered(archive: &Archive, feed: &str) -> Result<Following, Error> {
        let line = archive.feed(feed)?;
        Ok(line.and_then(|line| Following::from_line(&line).ok()).unwrap_or_default())
    }

    /// Looks once at a feed and brings what is new in it into the archive, each report by itself, so that others may write
    /// in between. `following` is what was remembered of the feed; the archive keeps it too; `second` and `now` say when it is, for
    /// the servers and for the archive.
    ///
    /// # Errors
    /// Where the archive cannot be written. What of the feed did not come in comes again with the next look.
    pub fn round(
        &self,
        archive: &mut Archive,
        feed: &str,
        following: &mut Following,
        (second, now): (i64, &str),
    ) -> Result<Round, Error> {
        let known = Archive::open_to_read(archive.path())?;
        let has = |url: &str| known.known("", Some(url)).is_ok_and(|number| number.is_some());
        let looking = Looking { web: self.web, options: self.options, pages: Pages::default(), now: second, has: &has };
        let before = following.clone();
        let (mut round, mut written) = (Round::default(), Ok(()));
        let polled = poll(feed, following, &looking, &mut |item| {
            written = self.take(archive, item, now, &mut round);
            let ends = written.is_err() || self.stop.load(Ordering::Relaxed);
            if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Err(error) = written {
            *following = before;
            return Err(error);
        }
        archive.keep_feed(feed, &following.to_line())?;
        match polled {
            Ok(Polled::Read(look)) => {
                round.added.known += look.known;
                round.waiting = look.waiting;
                round.added.stopped = look.tally.stopped;
            }
            Ok(Polled::Unchanged) => round.unchanged = true,
            Ok(Polled::TooEarly { not_before }) => (round.not_had, round.not_before) = (true, Some(not_before)),
            Err(trouble) => {
                round.not_had = true;
                round.troubles.push(trouble);
                round.not_before = (following.not_before > second).then_some(following.not_before);
            }
        }
        Ok(round)
    }

    fn take(&self, archive: &mut Archive, item: Item, now: &str, round: &mut Round) -> Result<(), Error> {
        match item {
            Item::Found(found) => self.add(archive, *found, now, round)?,
            Item::Skipped { .. } => round.added.skipped += 1,
            Item::Failed { error, .. } => {
                round.added.failed += 1;
                round.troubles.push(error);
            }
            Item::Guessed { .. } => {}
        }
        Ok(())
    }

    fn add(&self, archive: &mut Archive, found: Found, now: &str, round: &mut Round) -> Result<(), Error> {
        let is_summary = found.notes.iter().any(|note| note.code == NO_PAGE);
        let incoming = incoming(found, now);
        let known = archive.known(&incoming.content_key, incoming.url_key.as_deref())?.is_some();
        let record = (!known && is_to_be_read(&incoming)).then(|| self.reader.read(&incoming.report));
        let reports = round.added.reports;
        let batch = archive.batch()?;
        write(&batch, &incoming, record.as_ref(), &mut round.added)?;
        batch.merge(self.rules)?;
        batch.commit()?;
        round.summaries += u64::from(is_summary && round.added.reports > reports);
        archive.tidy_up()
    }
}
