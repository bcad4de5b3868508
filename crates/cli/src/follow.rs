//! `verbale follow`: what is new in feeds, into the archive, round after round.

use std::net::IpAddr;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use verbale::archive::ingest::fetch::{Following, Internet, Request, Response, Web};
use verbale::archive::ingest::{Error, Options};
use verbale::archive::{Archive, Follower, Round, Rules};
use verbale::clock;

use crate::add::stopped_by_hand;
use crate::archive::Place;
use crate::output;
use crate::read::ReaderArguments;

/// How often it is looked whether to stop.
const NAP: Duration = Duration::from_millis(200);

/// Exit code 0: it was told to stop, or with --once everything was had; 1: with --once, something was not; 2: the call
/// failed.
#[derive(Debug, Args)]
pub(crate) struct FollowArguments {
    /// Addresses of feeds (RSS, Atom, JSON Feed), or files of such
    #[arg(required = true, value_name = "FEED")]
    feeds: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// Minutes from the start of a round to the next
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=10_080))]
    every: u64,
    /// Look once, and end
    #[arg(long)]
    once: bool,
    /// Whether 03/04/2024 is the third of April
    #[arg(long)]
    day_first: bool,
    #[command(flatten)]
    reader: ReaderArguments,
    /// Ask the machine itself as well, for a server of one's own
    #[arg(long, hide = true)]
    allow_loopback: bool,
}

pub(crate) fn run(arguments: &FollowArguments) -> Result<bool> {
    let reader = arguments.reader.open()?;
    let mut archive = arguments.place.open()?;
    let stop = stopped_by_hand()?;
    let internet = if arguments.allow_loopback { Internet::with_loopback() } else { Internet::new() };
    let web = Stoppable { internet, stop: &stop };
    let options = Options { day_first: arguments.day_first.then_some(true), ..Options::default() };
    let rules = Rules::bundled()?;
    let follower = Follower { reader: &reader, rules: &rules, options: &options, web: &web, stop: &stop };
    let mut feeds: Vec<(&str, Following)> = Vec::new();
    for feed in &arguments.feeds {
        feeds.push((feed, Follower::remembered(&archive, feed)?));
    }
    loop {
        let start = Instant::now();
        let all = round(&follower, &mut archive, &mut feeds)?;
        if arguments.once || stop.load(Ordering::Relaxed) {
            return Ok(all || !arguments.once);
        }
        let gap = Duration::from_secs(arguments.every * 60).saturating_sub(start.elapsed());
        if web.pause(gap).is_break() {
            return Ok(true);
        }
    }
}

/// One look at each feed; whether everything was had.
fn round(follower: &Follower<'_>, archive: &mut Archive, feeds: &mut [(&str, Following)]) -> Result<bool> {
    let mut all = true;
    for (feed, following) in feeds {
        if follower.stop.load(Ordering::Relaxed) {
            break;
        }
        // Another program may be writing for long, or the disk be full for now: the next round tries again.
        let line = match follower.round(archive, feed, following, (clock::seconds(), &clock::now())) {
            Ok(round) => {
                all &= round.troubles.is_empty() && !round.not_had && round.waiting == 0;
                line(feed, &round)
            }
            Err(error) => {
                all = false;
                format!("failed: {error}")
            }
        };
        output::print(&format!("{feed}: {line}\n"))?;
    }
    Ok(all)
}

fn line(feed: &str, round: &Round) -> String {
    let added = &round.added;
    if round.unchanged {
        return "nothing new".to_owned();
    }
    if round.not_had {
        let why = round.troubles.first().map(ToString::to_string);
        // The line begins with the feed already.
        let why = why.map(|why| format!("failed: {}", why.strip_prefix(&format!("{feed}: ")).unwrap_or(&why)));
        let until = round.not_before.map(|second| format!("not asked before {}", clock::shown(second)));
        return [why, until].into_iter().flatten().collect::<Vec<_>>().join("; ");
    }
    let mut parts = vec![format!("{} new, {} known", added.reports, added.known)];
    let counts = [
        (added.unread, "of the new in other languages or too long, kept unread"),
        (round.summaries, "of the new as summaries, their pages are not to be had"),
        (added.skipped, "passed over"),
        (round.waiting, "wait for their site"),
        (added.failed, "failed"),
    ];
    parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    let troubles: Vec<String> = round.troubles.iter().map(ToString::to_string).collect();
    let why = if troubles.is_empty() { String::new() } else { format!(" ({})", troubles.join("; ")) };
    format!("{}{why}", parts.join(", "))
}

/// The internet, for a program that may be told to stop while it waits.
struct Stoppable<'a> {
    internet: Internet,
    stop: &'a AtomicBool,
}

impl Web for Stoppable<'_> {
    fn get(&self, request: &Request) -> Result<Response, Error> {
        self.internet.get(request)
    }

    fn pause(&self, time: Duration) -> ControlFlow<()> {
        let end = Instant::now() + time;
        while !self.stop.load(Ordering::Relaxed) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return ControlFlow::Continue(());
            }
            std::thread::sleep(left.min(NAP));
        }
        ControlFlow::Break(())
    }

    fn may_ask(&self, address: IpAddr) -> bool {
        self.internet.may_ask(address)
    }
}
