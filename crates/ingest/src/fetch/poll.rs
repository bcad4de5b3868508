//! One look at a feed: what is new in it, with the pages of its entries where the caller wants them.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::robots::Robots;
use super::{Following, Request, Response, Web, address, get};
use crate::input::entries;
use crate::intake::{Draft, Flow, Intake};
use crate::kind::Kind;
use crate::limits::{FEED_BYTES_MAX, PAGE_BYTES_MAX};
use crate::{DateFrom, Error, ErrorKind, Item, Options, Origin, Position, Tally, content_key, document};

/// Between two questions to one site, where its robots.txt asks for nothing else.
const PAUSE: Duration = Duration::from_secs(2);

/// Whether the pages that a feed's entries lead to are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// The feed alone.
    Never,
    /// Where the feed gives only a summary.
    #[default]
    IfSummary,
}

/// What came of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polled {
    /// The feed is not to be asked before this second since 1970.
    TooEarly { not_before: i64 },
    /// Nothing is new.
    Unchanged,
    /// The new entries were handed over.
    Read(Tally),
}

/// Looks at a feed once and hands over the entries that were not handed over before. `now` is the second since 1970.
/// `following` is changed in any case and is to be kept.
///
/// # Errors
/// Where the feed cannot be asked or is none; the next poll is put off.
pub fn poll(
    feed: &str,
    following: &mut Following,
    now: i64,
    options: &Options,
    (pages, web): (Pages, &dyn Web),
    each: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<Polled, Error> {
    if now < following.not_before {
        return Ok(Polled::TooEarly { not_before: following.not_before });
    }
    let request = Request {
        url: feed.to_owned(),
        etag: following.etag.clone(),
        last_modified: following.last_modified.clone(),
        bytes_max: FEED_BYTES_MAX,
    };
    let asked = get(web, &request).map_err(|error| (error, None));
    let read = asked.and_then(|(response, address)| answered(response, &address, feed, options));
    match read {
        Err((error, wait)) => {
            following.failed(now, wait);
            Err(error)
        }
        Ok(None) => {
            following.succeeded();
            Ok(Polled::Unchanged)
        }
        Ok(Some((response, drafts))) => {
            following.succeeded();
            let mut visit = Visit { web, pages, sites: HashMap::new(), intake: Intake::new(options, each) };
            let _ = visit.entries(drafts, feed, following);
            // Where the caller stopped early, the rest must come again.
            if !visit.intake.tally.stopped {
                (following.etag, following.last_modified) = (response.etag, response.last_modified);
            }
            Ok(Polled::Read(visit.intake.tally))
        }
    }
}

/// An error, and how long the server asks to be left alone.
type Refused = (Error, Option<Duration>);

/// The entries of an answer; none where nothing has changed.
fn answered(
    response: Response,
    address: &str,
    feed: &str,
    options: &Options,
) -> Result<Option<(Response, Vec<Draft>)>, Refused> {
    match response.status {
        304 => Ok(None),
        200 => match entries(&response.body, Some(address), options.day_first) {
            Ok(drafts) => Ok(Some((response, drafts))),
            Err(why) => Err((Error::new(ErrorKind::Form, feed, why), None)),
        },
        status => {
            let seconds = response.retry_after.as_deref().and_then(|seconds| seconds.trim().parse().ok());
            Err((Error::new(ErrorKind::Network, feed, format!("status {status}")), seconds.map(Duration::from_secs)))
        }
    }
}

struct Visit<'a> {
    web: &'a dyn Web,
    pages: Pages,
    /// What the sites of this poll allow.
    sites: HashMap<String, Robots>,
    intake: Intake<'a>,
}

impl Visit<'_> {
    fn entries(&mut self, drafts: Vec<Draft>, feed: &str, following: &mut Following) -> Flow {
        for (number, mut draft) in (1..).zip(drafts) {
            // An entry whose words change under the same address is not new.
            if following.see(content_key(&draft.report.id)) {
                continue;
            }
            let origin = Origin { path: PathBuf::from(feed), at: Some(Position::Entry(number)) };
            let only_summary = draft.notes.iter().any(|note| note.code == "summary-only");
            if only_summary && self.pages == Pages::IfSummary {
                self.complete(&mut draft);
            }
            self.intake.report(draft, origin)?;
        }
        ControlFlow::Continue(())
    }

    /// Puts the page's words in place of a summary. Where the page cannot be had, the summary stays and a note says why.
    fn complete(&mut self, draft: &mut Draft) {
        let Some(url) = draft.report.url.clone() else { return };
        match self.page(&url) {
            Ok(page) => merge(draft, page),
            Err(error) => draft.note("no-page", error.to_string()),
        }
    }

    fn page(&mut self, url: &str) -> Result<Draft, Error> {
        let address = address::checked(url)?;
        let robots = self.robots(&address);
        let path = &address[url::Position::BeforePath..url::Position::AfterQuery];
        if !robots.allows(path) {
            return Err(Error::new(ErrorKind::Robots, url, ""));
        }
        self.web.pause(robots.delay.unwrap_or(PAUSE).max(PAUSE));
        let request = Request { url: url.to_owned(), bytes_max: PAGE_BYTES_MAX as u64, ..Request::default() };
        let (response, last) = get(self.web, &request)?;
        if response.status != 200 {
            return Err(Error::new(ErrorKind::Network, url, format!("status {}", response.status)));
        }
        let kind = response.content_type.as_deref().unwrap_or("text/html").to_ascii_lowercase();
        if !["text/html", "application/xhtml"].iter().any(|page| kind.starts_with(page)) {
            return Err(Error::new(ErrorKind::Form, url, "not a page"));
        }
        let charset = kind.split_once("charset=").map(|(_, charset)| charset.to_owned());
        let options = Options { url: Some(last), charset, ..self.intake.tools.options.clone() };
        document::draft(&response.body, Kind::Html, &options, &self.intake.tools.cues)
            .map_err(|why| Error::new(ErrorKind::Form, url, why.name()))
    }

    /// What the site allows, asked once a poll.
    fn robots(&mut self, address: &Url) -> Robots {
        let site = address[..url::Position::BeforePath].to_owned();
        self.sites.entry(site).or_insert_with(|| Robots::ask(self.web, address)).clone()
    }
}

/// The page's words; of the rest what the feed does not say. The feed's day stays: it is the publisher's own.
fn merge(draft: &mut Draft, page: Draft) {
    if page.report.text.trim().len() <= draft.report.text.trim().len() {
        draft.note("no-page", "the page has no more words than the summary");
        return;
    }
    draft.notes.retain(|note| note.code != "summary-only");
    draft.notes.extend(page.notes);
    let report = &mut draft.report;
    report.text = page.report.text;
    report.title = report.title.take().or(page.report.title);
    report.license = report.license.take().or(page.report.license);
    report.publisher = page.report.publisher.or(report.publisher.take());
    draft.byline = draft.byline.take().or(page.byline);
    draft.language = page.language.or(draft.language.take());
    if draft.date_from != Some(DateFrom::Feed) && page.report.published.is_some() {
        (report.published, draft.date_from) = (page.report.published, page.date_from);
    }
}
