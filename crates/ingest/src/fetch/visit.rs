//! The entries of a feed, one after the other, and the pages that they lead to.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::poll::{Look, Looking, Pages, wait};
use super::robots::Robots;
use super::{Following, Request, Response, address, get};
use crate::intake::{Draft, Flow, Intake};
use crate::kind::Kind;
use crate::limits::PAGE_BYTES_MAX;
use crate::{DateFrom, Error, ErrorKind, Item, Options, Origin, Position, canonical_url, content_key, document};

/// Between two questions to one site, where its robots.txt asks for nothing else.
const PAUSE: Duration = Duration::from_secs(2);

pub(super) struct Visit<'a> {
    looking: &'a Looking<'a>,
    /// What the sites of this poll allow.
    sites: HashMap<String, Robots>,
    intake: Intake<'a>,
    known: u64,
    waiting: u64,
}

/// Why a page was not had.
enum Missed {
    /// The caller does not want to go on.
    Stopped,
    /// It is not to be had, and will not be.
    Gone(Error),
    /// It may be had another time.
    Again(Error),
    /// The site wants to be left alone, for as long as it says.
    Refused(Error, Option<Duration>),
}

impl<'a> Visit<'a> {
    pub(super) fn new(looking: &'a Looking<'a>, each: &'a mut dyn FnMut(Item) -> ControlFlow<()>) -> Self {
        let intake = Intake::new(looking.options, each);
        Visit { looking, sites: HashMap::new(), intake, known: 0, waiting: 0 }
    }

    /// Hands over the entries that are new.
    pub(super) fn entries(mut self, drafts: Vec<Draft>, feed: &str, following: &mut Following) -> Look {
        for (number, draft) in (1..).zip(drafts) {
            let origin = Origin { path: PathBuf::from(feed), at: Some(Position::Entry(number)) };
            if self.entry(draft, origin, following).is_break() {
                break;
            }
        }
        Look { tally: self.intake.tally, known: self.known, waiting: self.waiting }
    }

    fn entry(&mut self, mut draft: Draft, origin: Origin, following: &mut Following) -> Flow {
        // An entry whose words change under the same address is not new.
        let key = content_key(&draft.report.id);
        let seen = following.has_seen(&key);
        if seen || self.is_had(&draft) {
            self.known += 1;
            if !seen {
                following.see(key);
            }
            return ControlFlow::Continue(());
        }
        let only_summary = draft.notes.iter().any(|note| note.code == "summary-only");
        if let (true, Pages::IfSummary, Some(url)) = (only_summary, self.looking.pages, draft.report.url.clone()) {
            if self.looking.now < following.pages_not_before {
                self.waiting += 1;
                return ControlFlow::Continue(());
            }
            match self.page(&url) {
                Ok(page) => {
                    following.let_in();
                    merge(&mut draft, page);
                }
                Err(missed) => {
                    if let Some(flow) = self.missed(missed, &mut draft, (&key, &origin), following) {
                        return flow;
                    }
                }
            }
        }
        following.see(key);
        self.intake.report(draft, origin)
    }

    fn is_had(&self, draft: &Draft) -> bool {
        draft.report.url.as_deref().and_then(canonical_url).is_some_and(|url| (self.looking.has)(&url))
    }

    /// What becomes of an entry without its page. Where the page is not to be had, the summary stays and a note says why;
    /// else the entry comes again with the next poll, and what to do now comes back.
    fn missed(
        &mut self,
        missed: Missed,
        draft: &mut Draft,
        (key, origin): (&str, &Origin),
        following: &mut Following,
    ) -> Option<Flow> {
        let error = match missed {
            Missed::Stopped => {
                self.intake.tally.stopped = true;
                return Some(ControlFlow::Break(()));
            }
            Missed::Refused(error, wait) => {
                following.refused(self.looking.now, wait);
                return Some(self.intake.fail(origin.clone(), error));
            }
            Missed::Again(error) if following.owe(key) => return Some(self.intake.fail(origin.clone(), error)),
            Missed::Again(error) | Missed::Gone(error) => error,
        };
        draft.note("no-page", error.to_string());
        None
    }

    fn page(&mut self, url: &str) -> Result<Draft, Missed> {
        let web = self.looking.web;
        let address = address::checked(url, web).map_err(Missed::Gone)?;
        let robots = self.robots(&address);
        if robots.unknown {
            return Err(Missed::Again(Error::new(ErrorKind::Network, url, "its site cannot be reached")));
        }
        if !robots.allows(&address[url::Position::BeforePath..url::Position::AfterQuery]) {
            return Err(Missed::Gone(Error::new(ErrorKind::Robots, url, "")));
        }
        if web.pause(robots.delay.unwrap_or(PAUSE).max(PAUSE)).is_break() {
            return Err(Missed::Stopped);
        }
        let request = Request { url: url.to_owned(), bytes_max: PAGE_BYTES_MAX as u64, ..Request::default() };
        let (response, last) = get(web, &request).map_err(|error| match error.kind() {
            ErrorKind::Network => self.unreachable(&address, error),
            _ => Missed::Gone(error),
        })?;
        let response = with_page(response, url, self.looking.now)?;
        self.draft(&response, url, last).map_err(Missed::Gone)
    }

    /// A site that cannot be reached is not asked again in this poll: to wait for it costs a minute each time.
    fn unreachable(&mut self, address: &Url, error: Error) -> Missed {
        self.sites.insert(site(address), Robots::nothing());
        Missed::Again(error)
    }

    /// What is read of a page.
    fn draft(&self, response: &Response, url: &str, last: String) -> Result<Draft, Error> {
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
        let web = self.looking.web;
        self.sites.entry(site(address)).or_insert_with(|| Robots::ask(web, address)).clone()
    }
}

fn site(address: &Url) -> String {
    address[..url::Position::BeforePath].to_owned()
}

/// An answer with a page in it.
fn with_page(response: Response, url: &str, now: i64) -> Result<Response, Missed> {
    let error = |status: u16| Error::new(ErrorKind::Network, url, format!("status {status}"));
    match response.status {
        200 => Ok(response),
        429 | 503 => Err(Missed::Refused(error(response.status), wait(&response, now))),
        status @ (408 | 500..) => Err(Missed::Again(error(status))),
        status => Err(Missed::Gone(error(status))),
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
