//! The entries of a feed, one after the other, and the pages that they lead to.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::poll::{Look, Looking, Pages, wait};
use super::robots::Robots;
use super::{Following, Request, Response, address, get_where};
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
    /// Sites that could not be reached: to wait for them costs a minute each time, so that they are not asked again.
    out_of_reach: HashSet<String>,
    intake: Intake<'a>,
    known: u64,
    waiting: u64,
}

/// Why a page was not had.
enum Missed {
    /// The caller does not want to go on.
    Stopped,
    /// It was not asked for: its site was out of reach before in this poll.
    Waits,
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
        Visit { looking, sites: HashMap::new(), out_of_reach: HashSet::new(), intake, known: 0, waiting: 0 }
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
            Missed::Waits => {
                self.waiting += 1;
                return Some(ControlFlow::Continue(()));
            }
            Missed::Refused(error, wait) => {
                following.refused(self.looking.now, wait);
                if following.owe(key) {
                    return Some(self.intake.fail(origin.clone(), error));
                }
                error
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
        if self.out_of_reach.contains(&site(&address)) {
            return Err(Missed::Waits);
        }
        let robots = self.robots(&address);
        robots.check(&address).map_err(missed_for)?;
        if web.pause(robots.delay.unwrap_or(PAUSE).max(PAUSE)).is_break() {
            return Err(Missed::Stopped);
        }
        let request = Request { url: url.to_owned(), bytes_max: PAGE_BYTES_MAX as u64, ..Request::default() };
        // A redirect may lead to another site with rules of its own.
        let asked = get_where(web, &request, &mut |hop| self.robots(hop).check(hop));
        let (response, last) = asked.map_err(|error| self.out_of_reach(error))?;
        let response = with_page(response, url, self.looking.now)?;
        self.draft(&response, url, last).map_err(Missed::Gone)
    }

    fn out_of_reach(&mut self, error: Error) -> Missed {
        if error.kind() == ErrorKind::Network {
            self.out_of_reach.extend(Url::parse(error.place()).map(|address| site(&address)));
        }
        missed_for(error)
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

/// Whether to ask another time.
fn missed_for(error: Error) -> Missed {
    if error.kind() == ErrorKind::Network { Missed::Again(error) } else { Missed::Gone(error) }
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::fetch::Web;
    use crate::input::entries;

    /// A site whose pages never come, though its robots.txt does.
    #[derive(Default)]
    struct Silent(RefCell<Vec<String>>);

    impl Web for Silent {
        fn get(&self, request: &Request) -> Result<Response, Error> {
            self.0.borrow_mut().push(request.url.clone());
            let is_robots = request.url.ends_with("robots.txt");
            let late = || Error::new(ErrorKind::Network, request.url.as_str(), "no answer in time");
            is_robots.then(|| Response { status: 404, ..Response::default() }).ok_or_else(late)
        }

        fn pause(&self, _: Duration) -> ControlFlow<()> {
            ControlFlow::Continue(())
        }
    }

    /// It is waited for once a poll; the other entries are not tried, and so keep all their tries.
    #[test]
    fn a_site_that_does_not_answer_is_waited_for_once() {
        const FEED: &str = "<rss version='2.0'><channel><title>P</title>\
            <item><title>a</title><link>https://news.example/a</link><description>Talks went on.</description></item>\
            <item><title>b</title><link>https://news.example/b</link><description>Talks ended.</description></item>\
            <item><title>c</title><link>https://paper.example/c</link><description>Rain.</description></item></channel></rss>";
        let web = Silent::default();
        let options = Options::default();
        let looking = Looking { web: &web, options: &options, pages: Pages::IfSummary, now: 0, has: &|_| false };
        let mut following = Following::default();
        let mut looks = Vec::new();
        for _ in 0..6 {
            let mut each = |_| ControlFlow::Continue(());
            let drafts = entries(FEED.as_bytes(), None, None).expect("a feed");
            let look = Visit::new(&looking, &mut each).entries(drafts, "feed.xml", &mut following);
            looks.push((look.tally.failed, look.waiting, look.tally.found));
        }
        // In the fifth poll the summaries of both first entries are taken, and the turn is the second one's.
        assert_eq!(looks, [(2, 1, 0), (2, 1, 0), (2, 1, 0), (2, 1, 0), (0, 1, 2), (1, 0, 0)]);
        let asked = web.0.borrow().iter().filter(|url| *url == "https://news.example/b").count();
        assert_eq!(asked, 1);
    }
}
