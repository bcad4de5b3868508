//! `verbale follow` against a small server of this machine: rounds, pages, politeness, and the end.
#![cfg(unix)]

mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use support::{Folder, check, program};

const PROSE: &str = "The foreign ministers of both countries met in Geneva on Tuesday to discuss a truce and the exchange of prisoners.";

#[derive(Default)]
struct Pages {
    /// Status, further lines of the head, body.
    answers: HashMap<String, (u16, String, String)>,
    /// The heads of all requests.
    asked: Vec<String>,
}

/// A server of a few pages. It knows HTTP no further than this: one request a connection, no body.
struct Site {
    address: String,
    pages: Arc<Mutex<Pages>>,
}

impl Site {
    fn start() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let pages = Arc::new(Mutex::new(Pages::default()));
        let shared = Arc::clone(&pages);
        std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(stream, &shared)));
        Site { address, pages }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn put(&self, path: &str, status: u16, head: &str, body: &str) {
        let mut pages = self.pages.lock().expect("pages");
        pages.answers.insert(path.to_owned(), (status, head.to_owned(), body.to_owned()));
    }

    /// How often a path was asked for.
    fn count(&self, path: &str) -> usize {
        let start = format!("GET {path} ");
        self.pages.lock().expect("pages").asked.iter().filter(|head| head.starts_with(&start)).count()
    }

    fn feed(&self, paths: &[&str]) {
        let items: String = paths
            .iter()
            .map(|path| {
                let day = "Tue, 18 Feb 2025 10:00:00 GMT";
                format!("<item><title>Talks</title><link>{}</link><pubDate>{day}</pubDate><description>Short {path}.</description></item>", self.url(path))
            })
            .collect();
        let body = format!("<rss version='2.0'><channel><title>The Paper</title>{items}</channel></rss>");
        self.put("/feed", 200, &format!("etag: \"{}\"\r\n", paths.concat()), &body);
    }

    fn article(&self, path: &str, words: &str) {
        let page = format!(
            "<html><head><title>Talks</title></head><body><article><p>{words}</p><p>{PROSE}</p></article></body></html>"
        );
        self.put(path, 200, "content-type: text/html\r\n", &page);
    }
}

fn answer(mut stream: TcpStream, pages: &Mutex<Pages>) {
    let mut head = String::new();
    let mut bytes = [0; 1];
    while !head.ends_with("\r\n\r\n") && stream.read(&mut bytes).is_ok_and(|read| read == 1) {
        head.push(char::from(bytes[0]));
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut pages = pages.lock().expect("pages");
    let (mut status, more, mut body) = pages.answers.get(&path).cloned().unwrap_or((404, String::new(), String::new()));
    let is_known = |etag: &str| head.to_ascii_lowercase().contains(&format!("if-none-match: {etag}"));
    if more.strip_prefix("etag: ").is_some_and(is_known) {
        (status, body) = (304, String::new());
    }
    pages.asked.push(head);
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{more}\r\n{body}");
}

#[test]
fn new_articles_come_in_once() {
    let (folder, site) = (Folder::new("follow"), Site::start());
    let archive = folder.path("a.db");
    site.feed(&["/a", "/private/b"]);
    site.article("/a", "Rebels handed over four prisoners near the border on Monday.");
    site.put("/robots.txt", 200, "", "User-agent: *\nDisallow: /private\n");
    let feed = site.url("/feed");
    let follow = |code: i32, out: &[&str]| {
        let arguments = ["follow", &feed, "--archive", &archive, "--once", "--allow-loopback"];
        check(&arguments, code, out, &[]);
    };
    follow(0, &["2 new, 0 known", "1 of the new as summaries"]);
    follow(0, &["nothing new"]);
    assert_eq!((site.count("/feed"), site.count("/a"), site.count("/private/b")), (2, 1, 0));
    check(&["search", "prisoners", "truce", "--archive", &archive], 0, &["[prisoners]"], &[]);
    check(&["sql", "SELECT url, published, events FROM reports", "--archive", &archive], 0, &["2025-02-18"], &[]);

    site.feed(&["/c", "/a"]);
    site.put("/c", 500, "", "");
    follow(1, &["0 new, 1 known, 1 failed", "status 500"]);
    site.article("/c", "Soldiers left the town on Sunday.");
    follow(0, &["1 new, 1 known"]);
}

#[test]
fn feeds_that_cannot_be_had_are_named_and_the_others_read() {
    let (folder, site) = (Folder::new("follow-bad"), Site::start());
    let archive = folder.path("a.db");
    site.feed(&["/a"]);
    site.article("/a", "Rebels handed over four prisoners near the border on Monday.");
    site.put("/busy", 503, "retry-after: 7200\r\n", "");
    site.put("/text", 200, "", "no feed at all");
    site.put("/away", 302, "location: http://10.0.0.1/feed\r\n", "");
    let (busy, text, away, feed) = (site.url("/busy"), site.url("/text"), site.url("/away"), site.url("/feed"));
    let other = folder.path("b.db");
    let feeds = ["follow", &busy, &text, &away, "nowhere.xml", &feed, "--once", "--archive"];
    let shut = check(&[&feeds[..], &[&other]].concat(), 1, &["an address that is not asked"], &[]);
    assert_eq!(shut.matches("failed: ").count(), 5, "{shut}");
    let out = check(
        &[&feeds[..], &[&archive, "--allow-loopback"]].concat(),
        1,
        &[
            "status 503; not asked before ",
            "/text: failed: not of its format",
            "not a public host",
            "nowhere.xml: failed: cannot be read",
            "1 new, 0 known",
        ],
        &[],
    );
    assert_eq!(out.lines().count(), 5, "{out}");
    // The next run knows which of them wants to be left alone.
    let again = [&feeds[..], &[&archive, "--allow-loopback"]].concat();
    check(&again, 1, &["/busy: not asked before ", "nowhere.xml: failed: cannot be read", "nothing new"], &[]);
    assert_eq!(site.count("/busy"), 1);
    check(&["follow", &feed, "--every", "0"], 2, &[], &["--every"]);
}

/// Rounds go on until Ctrl-C, which ends after the report in hand; what was read is in the archive.
#[test]
fn it_ends_when_it_is_told_to() {
    let (folder, site) = (Folder::new("follow-end"), Site::start());
    let archive = folder.path("a.db");
    let paths: Vec<String> = (0..30).map(|number| format!("/{number}")).collect();
    paths.iter().for_each(|path| site.article(path, &format!("Minister number {path} met rebels in Geneva.")));
    site.feed(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    let feed = site.url("/feed");
    let arguments = ["follow", &feed, "--archive", &archive, "--every", "1", "--allow-loopback"];
    let mut child = program(&arguments).stdout(Stdio::piped()).spawn().expect("the program");
    let start = Instant::now();
    while site.count("/1") == 0 {
        assert!(start.elapsed() < Duration::from_secs(120), "it does not ask");
        std::thread::sleep(Duration::from_millis(50));
    }
    let told = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(told.success());
    let start = Instant::now();
    let mut lines = BufReader::new(child.stdout.take().expect("output")).lines();
    let line = lines.next().expect("a line").expect("text");
    assert!(child.wait().expect("an end").success(), "{line}");
    assert!(start.elapsed() < Duration::from_secs(30), "it goes on");
    let new: usize = line
        .strip_prefix(&format!("{feed}: "))
        .and_then(|line| line.split(' ').next()?.parse().ok())
        .expect("a number");
    assert!((1..30).contains(&new), "{line}");
    let kept = check(&["sql", "SELECT count(*) FROM reports", "--archive", &archive], 0, &[], &[]);
    assert_eq!(kept.lines().last(), Some(new.to_string().as_str()));
}
