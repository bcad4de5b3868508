//! Following feeds against a web that is made up: what is asked, when, and what comes of the answers.

mod common;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::Duration;

use verbale_ingest::fetch::{Following, Look, Looking, Pages, Polled, Request, Response, Web, poll};
use verbale_ingest::{DateFrom, Error, ErrorKind, Found, Item, Options, Skip};

const FEED: &str = "https://news.example/feed.xml";
const PROSE: &str = "The foreign ministers of both countries met in Geneva on Tuesday to discuss a truce and the exchange of prisoners.";

#[derive(Default)]
struct Fake {
    answers: HashMap<String, Response>,
    asked: RefCell<Vec<Request>>,
    pauses: RefCell<Vec<Duration>>,
    /// Whoever asks has been told to stop.
    stopped: bool,
}

impl Fake {
    fn with(mut self, url: &str, status: u16, body: &str) -> Self {
        let response =
            Response { status, body: body.as_bytes().to_vec(), etag: Some("\"e1\"".to_owned()), ..Response::default() };
        self.answers.insert(url.to_owned(), response);
        self
    }

    fn refusing(mut self, url: &str, retry_after: &str) -> Self {
        let response = Response { status: 503, retry_after: Some(retry_after.to_owned()), ..Response::default() };
        self.answers.insert(url.to_owned(), response);
        self
    }

    fn moved(mut self, url: &str, to: &str) -> Self {
        let response = Response { status: 302, location: Some(to.to_owned()), ..Response::default() };
        self.answers.insert(url.to_owned(), response);
        self
    }

    fn asked(&self) -> Vec<String> {
        self.asked.borrow().iter().map(|request| request.url.clone()).collect()
    }
}

impl Web for Fake {
    fn get(&self, request: &Request) -> Result<Response, Error> {
        self.asked.borrow_mut().push(request.clone());
        let missing = Response { status: 404, ..Response::default() };
        Ok(self.answers.get(&request.url).cloned().unwrap_or(missing))
    }

    fn pause(&self, time: Duration) -> ControlFlow<()> {
        self.pauses.borrow_mut().push(time);
        if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn feed(entries: &[(&str, &str)]) -> String {
    let items: String = entries
        .iter()
        .map(|(url, text)| format!("<item><title>Talks open</title><link>{url}</link><pubDate>Tue, 14 May 2024 10:00:00 GMT</pubDate><description>{text}</description></item>"))
        .collect();
    format!("<rss version='2.0'><channel><title>The Paper</title>{items}</channel></rss>")
}

fn page() -> String {
    format!(
        "<html><head><title>Talks open</title><meta name='date' content='2024-05-20'></head><body><article><h1>Talks open</h1><p>{PROSE}</p><p>{PROSE} Again.</p></article></body></html>"
    )
}

fn look(web: &Fake, following: &mut Following, now: i64) -> (Result<Polled, Error>, Vec<Found>) {
    look_having(web, following, now, &|_| false)
}

/// The same for a caller that has some reports already.
fn look_having(
    web: &Fake,
    following: &mut Following,
    now: i64,
    has: &dyn Fn(&str) -> bool,
) -> (Result<Polled, Error>, Vec<Found>) {
    let mut found = Vec::new();
    let looking = Looking { web, options: &Options::default(), pages: Pages::IfSummary, now, has };
    let polled = poll(FEED, following, &looking, &mut |item| {
        if let Item::Found(one) = item {
            found.push(*one);
        }
        ControlFlow::Continue(())
    });
    (polled, found)
}

#[test]
fn summaries_are_completed_from_their_pages() {
    let url = "https://news.example/a";
    let web = Fake::default().with(FEED, 200, &feed(&[(url, "Short.")])).with(url, 200, &page());
    let (_, found) = look(&web, &mut Following::default(), 0);
    assert_eq!(web.asked(), [FEED, "https://news.example/robots.txt", url]);
    assert_eq!(web.pauses.borrow()[..], [Duration::from_secs(2)]);
    assert!(found[0].report.text.starts_with(PROSE) && found[0].notes.iter().all(|note| note.code != "summary-only"));
    let day = found[0].report.published.map(|day| day.to_string());
    assert_eq!((day.as_deref(), found[0].date_from), (Some("2024-05-14"), Some(DateFrom::Feed)));
}

#[test]
fn what_robots_forbid_is_not_asked() {
    let url = "https://news.example/private/a";
    let web = Fake::default()
        .with(FEED, 200, &feed(&[(url, "Short words of a summary.")]))
        .with("https://news.example/robots.txt", 200, "User-agent: *\nDisallow: /private\n")
        .with(url, 200, &page());
    let (_, found) = look(&web, &mut Following::default(), 0);
    assert!(!web.asked().contains(&url.to_owned()));
    let codes: Vec<&str> = found[0].notes.iter().map(|note| note.code).collect();
    assert_eq!((found[0].report.text.as_str(), codes), ("Short words of a summary.", vec!["summary-only", "no-page"]));
}

#[test]
fn what_robots_forbid_is_not_reached_by_a_redirect() {
    let (url, target) = ("https://news.example/a", "https://other.example/private/a");
    let web = Fake::default()
        .with(FEED, 200, &feed(&[(url, "Short words of a summary.")]))
        .moved(url, target)
        .with("https://other.example/robots.txt", 200, "User-agent: *\nDisallow: /private\n")
        .with(target, 200, &page());
    let (_, found) = look(&web, &mut Following::default(), 0);
    assert!(web.asked().contains(&url.to_owned()) && !web.asked().contains(&target.to_owned()));
    assert_eq!(found[0].report.text, "Short words of a summary.");
}

/// A page that redirects within its site to a path that the site keeps readers out of.
#[test]
fn a_redirect_within_a_site_keeps_its_rules() {
    let (url, target) = ("https://news.example/a", "https://news.example/private/a");
    let web = Fake::default()
        .with("https://news.example/robots.txt", 200, "User-agent: *\nDisallow: /private\n")
        .moved(url, "/private/a")
        .with(target, 200, &page());
    let error = verbale_ingest::fetch::page(url, &Options::default(), &web).expect_err("kept out");
    assert_eq!(error.kind(), ErrorKind::Robots);
    assert!(!web.asked().contains(&target.to_owned()));
}

#[test]
fn a_site_in_trouble_is_tried_again_but_not_for_ever() {
    let url = "https://news.example/a";
    let feed = feed(&[(url, "Short.")]);
    let failing = || Fake::default().with(FEED, 200, &feed).with(url, 200, &page());
    let no_rules = failing().with("https://news.example/robots.txt", 503, "");
    let broken = failing().with(url, 500, "");
    for web in [&no_rules, &broken] {
        let mut following = Following::default();
        for _ in 0..4 {
            let (polled, found) = look(web, &mut following, 0);
            let Ok(Polled::Read(read)) = polled else { panic!("{polled:?}") };
            assert_eq!((read.tally.failed, found.len(), following.etag.as_ref()), (1, 0, None));
        }
        let (_, found) = look(web, &mut following, 0);
        assert_eq!(found[0].report.text, "Short.");
        assert!(found[0].notes.iter().any(|note| note.code == "no-page"));
    }
    assert!(!no_rules.asked().contains(&url.to_owned()));
    let mut following = Following::default();
    assert_eq!(look(&broken, &mut following, 0).1.len(), 0);
    let found = look(&failing(), &mut following, 0).1;
    assert!(found[0].report.text.starts_with(PROSE) && following.etag.is_some());
}

#[test]
fn a_site_that_wants_to_be_left_alone_is() {
    let (one, other) = ("https://news.example/a", "https://news.example/b");
    let entries = feed(&[(one, "Short."), (other, "Short too.")]);
    let web = Fake::default().with(FEED, 200, &entries).refusing(one, "4000").with(other, 200, &page());
    let mut following = Following::default();
    let mut tallies = Vec::new();
    for now in [0, 3_999, 4_000] {
        let Ok(Polled::Read(look)) = look(&web, &mut following, now).0 else { panic!("no look") };
        tallies.push((look.tally.failed, look.waiting));
    }
    assert_eq!(tallies, [(1, 1), (0, 2), (1, 1)]);
    assert_eq!(web.asked().iter().filter(|url| *url == one).count(), 2);
    assert!(!web.asked().contains(&other.to_owned()));
    let open = Fake::default().with(FEED, 200, &entries).with(one, 200, &page()).with(other, 200, &page());
    assert_eq!(look(&open, &mut following, 8_000).1.len(), 2);
    assert_eq!((following.refusals, following.pages_not_before), (0, 0));
}

#[test]
fn what_the_caller_has_is_not_asked_for() {
    let (one, other) = ("https://news.example/a?utm_source=feed", "https://news.example/b");
    let web =
        Fake::default().with(FEED, 200, &feed(&[(one, "Short."), (other, "Short too.")])).with(other, 200, &page());
    let (polled, found) = look_having(&web, &mut Following::default(), 0, &|url| url == "https://news.example/a");
    let Ok(Polled::Read(Look { known: 1, .. })) = polled else { panic!("{polled:?}") };
    assert_eq!(
        (found.len(), web.asked()),
        (1, [FEED, "https://news.example/robots.txt", other].map(str::to_owned).to_vec())
    );
}

#[test]
fn a_caller_that_is_told_to_stop_asks_no_more() {
    let url = "https://news.example/a";
    let web =
        Fake { stopped: true, ..Fake::default() }.with(FEED, 200, &feed(&[(url, "Short.")])).with(url, 200, &page());
    let mut following = Following::default();
    let (polled, found) = look(&web, &mut following, 0);
    let Ok(Polled::Read(read)) = polled else { panic!("{polled:?}") };
    assert!(read.tally.stopped && found.is_empty() && !web.asked().contains(&url.to_owned()));
    let web = Fake { stopped: false, ..web };
    assert_eq!(look(&web, &mut following, 0).1.len(), 1);
}

#[test]
fn feeds_of_every_kind_are_followed() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Paper</title><id>p</id><entry><id>1</id><title>Talks</title>\
        <link href='/a'/><published>2024-05-14T10:00:00Z</published><summary>Short.</summary></entry></feed>";
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
        <channel><title>The Paper</title></channel><item><title>Talks</title><link>https://news.example/a</link>\
        <description>Short.</description></item></rdf:RDF>";
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": [{"id": "1",
        "url": "https://news.example/a", "date_published": "2024-05-14T10:00:00Z", "summary": "Short."}]}"#;
    for body in [atom, rdf, json] {
        let url = "https://news.example/a";
        let web = Fake::default().with(FEED, 200, body).with(url, 200, &page());
        let (polled, found) = look(&web, &mut Following::default(), 0);
        assert!(polled.is_ok() && web.asked().contains(&url.to_owned()), "{body}: {polled:?}");
        assert!(found[0].report.text.starts_with(PROSE), "{body}");
    }
}

#[test]
fn a_feed_may_lie_in_a_file() {
    let url = "https://news.example/a";
    let file = std::env::temp_dir().join(format!("verbale-feed-{}.xml", std::process::id()));
    std::fs::write(&file, feed(&[(url, "Short.")])).expect("a file");
    let web = Fake::default().with(url, 200, &page());
    let looking = Looking { web: &web, options: &Options::default(), pages: Pages::IfSummary, now: 0, has: &|_| false };
    let mut following = Following::default();
    let mut look = |path: &str| poll(path, &mut following, &looking, &mut |_| ControlFlow::Continue(()));
    let Ok(Polled::Read(read)) = look(&file.to_string_lossy()) else { panic!("no look") };
    assert_eq!((read.tally.found, web.asked().last().map(String::as_str)), (1, Some(url)));
    std::fs::remove_file(&file).expect("the file");
    let error = look(&file.to_string_lossy()).expect_err("no file");
    assert_eq!((error.kind(), following.failures), (ErrorKind::Unreadable, 0), "a file may come any time");
}

#[test]
fn only_what_is_new_is_handed_over() {
    let one = ("https://other.invalid/a", PROSE);
    let mut following = Following::default();
    let web = Fake::default().with(FEED, 200, &feed(&[one]));
    assert_eq!(look(&web, &mut following, 0).1.len(), 1);
    let mut following = Following::from_line(&following.to_line()).expect("a state");
    let web = Fake::default().with(
        FEED,
        200,
        &feed(&[one, ("https://other.invalid/b", "Rebels handed over four prisoners.")]),
    );
    let (_, found) = look(&web, &mut following, 10);
    assert_eq!(found.iter().map(|found| found.report.id.as_str()).collect::<Vec<_>>(), ["https://other.invalid/b"]);
    assert_eq!(web.asked.borrow()[0].etag.as_deref(), Some("\"e1\""));
    let web = Fake::default().with(FEED, 304, "");
    assert_eq!(look(&web, &mut following, 20).0, Ok(Polled::Unchanged));
    assert_eq!(following.etag.as_deref(), Some("\"e1\""));
}

#[test]
fn what_a_caller_did_not_take_comes_again() {
    let entries =
        [("https://other.invalid/a", PROSE), ("https://other.invalid/b", "Rebels handed over four prisoners.")];
    let web = Fake::default().with(FEED, 200, &feed(&entries));
    let mut following = Following::default();
    let looking = Looking { web: &web, options: &Options::default(), pages: Pages::Never, now: 0, has: &|_| false };
    poll(FEED, &mut following, &looking, &mut |_| ControlFlow::Break(())).expect("a feed");
    assert_eq!(following.etag, None);
    assert_eq!(look(&web, &mut following, 10).1.len(), 1);
}

#[test]
fn failures_put_the_next_look_off() {
    let mut following = Following::default();
    let web = Fake::default().with(FEED, 500, "");
    assert_eq!(look(&web, &mut following, 1_000).0.expect_err("status 500").kind(), ErrorKind::Network);
    assert_eq!(look(&web, &mut following, 1_100).0, Ok(Polled::TooEarly { not_before: 1_300 }));
    assert_eq!(web.asked().len(), 1);
    let web = Fake::default().with(FEED, 200, "no feed at all");
    assert_eq!(look(&web, &mut following, 1_300).0.expect_err("no feed").kind(), ErrorKind::Form);
    assert_eq!(following.failures, 2);
}

#[test]
fn redirects_lead_nowhere_they_should_not() {
    for target in [
        "http://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://news.example/feed.xml",
        "https://[::ffff:10.0.0.1]/",
    ] {
        let web = Fake::default().moved(FEED, target);
        let error = look(&web, &mut Following::default(), 0).0.expect_err(target);
        assert_eq!(error.kind(), ErrorKind::Address, "{target}");
        assert_eq!(web.asked().len(), 1, "{target}");
    }
    let circle = Fake::default().moved(FEED, FEED);
    assert_eq!(look(&circle, &mut Following::default(), 0).0.expect_err("a circle").kind(), ErrorKind::Limit);
    assert_eq!(circle.asked().len(), 6);
    let web = Fake::default().moved(FEED, "/new.xml").with(
        "https://news.example/new.xml",
        200,
        &feed(&[("https://news.example/a", PROSE)]),
    );
    assert_eq!(look(&web, &mut Following::default(), 0).1.len(), 1);
}

#[test]
fn entries_cannot_point_into_the_network() {
    let web = Fake::default().with(FEED, 200, &feed(&[("http://10.0.0.1/admin", "A summary of some words.")]));
    let (polled, found) = look(&web, &mut Following::default(), 0);
    assert_eq!(web.asked(), [FEED]);
    assert!(found[0].notes.iter().any(|note| note.code == "no-page"));
    let Ok(Polled::Read(Look { tally, .. })) = polled else { panic!("{polled:?}") };
    assert_eq!((tally.found, tally.skipped_for(Skip::Empty)), (1, 0));
}
