//! Told to stop, the server ends in good order, whatever is at work.
#![cfg(unix)]

mod support;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use verbale::archive::Archive;

/// Names the archive that the child is to serve.
const ARCHIVE: &str = "VERBALE_TEST_ARCHIVE";

/// Not a test by itself: the server that the other one ends.
#[test]
#[ignore = "the child of the other test"]
fn child() {
    let Ok(archive) = std::env::var(ARCHIVE) else { return };
    let serving = verbale_server::Serving {
        archive: archive.into(),
        address: "127.0.0.1:0".parse().expect("an address"),
        url_reading: false,
        gazetteer: None,
    };
    let reader = verbale::Reader::bundled().expect("a reader");
    verbale_server::serve(&serving, reader, |url| println!("\nat {url}")).expect("an end in good order");
}

#[test]
fn a_running_job_ends_cleanly() {
    let (_folder, archive) = support::archive();
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .env(ARCHIVE, &archive)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a server");
    let mut lines = BufReader::new(child.stdout.take().expect("output")).lines();
    let url = lines.find_map(|line| Some(line.ok()?.strip_prefix("at ")?.to_owned())).expect("an address");
    let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let texts: Vec<(String, String)> = (0..40)
        .map(|number| {
            (
                format!("{number}.txt"),
                format!(
                    "Ministers met in Geneva on {} May 2024. {}",
                    number % 28 + 1,
                    "Talks went on. ".repeat(number + 20)
                ),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let (kind, body) = support::form(&files);
    let begun =
        support::send(&address, &support::request("POST", "/api/v1/jobs", &address, &[("Content-Type", &kind)], &body));
    assert_eq!(begun.status, 202, "{}", begun.text());
    let status = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
    assert!(status.success());
    let start = Instant::now();
    let end = loop {
        if let Some(end) = child.try_wait().expect("a child") {
            break end;
        }
        assert!(start.elapsed() < Duration::from_secs(120), "it does not end");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(end.success(), "{end}");
    let archive = Archive::open_to_read(&archive).expect("a whole archive");
    let holdings = archive.holdings().expect("holdings");
    assert!(holdings.reports >= 3 && holdings.reports < 43, "{holdings:?}");
}
